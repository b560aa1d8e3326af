//! What months and weekdays are called, in every language that has a file: people fill tables in their own.

use crate::world::builtin_files;
use jiff::civil::Weekday;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use toml::Table;
use unicode_normalization::UnicodeNormalization as _;

/// Shortened to so many letters at the least: `Jan`, `ene`.
const SHORTEST: usize = 3;

/// Twelve or seven names of each language, in small letters without accents.
struct Names {
    all: Vec<Vec<String>>,
    /// The first letters of each, as many as a name has at the least.
    beginnings: BTreeSet<String>,
}

static MONTHS: LazyLock<Names> = LazyLock::new(|| names("months", 12));
static WEEKDAYS: LazyLock<Names> = LazyLock::new(|| names("weekdays", 7));

/// Names of a key of `[words]`, English first. Those with figures in them are none: dates have their own.
fn names(key: &str, count: usize) -> Names {
    let files = builtin_files().iter().filter(|file| file.path.starts_with("content/languages/"));
    let texts = files.filter_map(|file| Some((file.path, std::str::from_utf8(file.bytes()).ok()?)));
    let of = |text: &str| -> Option<Vec<String>> {
        let table: Table = text.parse().ok()?;
        let listed = table.get("words")?.get(key)?.as_array()?.iter();
        let listed: Option<Vec<String>> = listed.map(|name| Some(plain(name.as_str()?))).collect();
        listed.filter(|all| all.len() == count && all.iter().all(|name| name.chars().all(char::is_alphabetic)))
    };
    let mut all: Vec<(bool, Vec<String>)> =
        texts.filter_map(|(path, text)| Some((!path.ends_with("/en.toml"), of(text)?))).collect();
    all.sort_by_key(|(is_other, _)| *is_other);
    let all: Vec<Vec<String>> = all.into_iter().map(|(_, names)| names).collect();
    let beginnings = all.iter().flatten().filter_map(|name| beginning(name).map(str::to_string)).collect();
    Names { all, beginnings }
}

/// The first letters of a word; nothing of a shorter one.
fn beginning(word: &str) -> Option<&str> {
    let (last, letter) = word.char_indices().nth(SHORTEST - 1)?;
    Some(&word[..last + letter.len_utf8()])
}

/// In small letters without accents.
fn plain(word: &str) -> String {
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Which of its list a word names, in any language: in full, or shortened where all languages that know it mean the same.
fn place(word: &str, of: &Names) -> Option<usize> {
    let word = plain(word);
    // Most words are none, which is seen without a look at each name of each language.
    if !of.beginnings.contains(beginning(&word)?) {
        return None;
    }
    let only = |fits: &dyn Fn(&str) -> bool| {
        // A list may have two that begin alike: `juin` and `juillet`.
        let mut found = of.all.iter().flat_map(|names| (0..names.len()).filter(|at| fits(&names[*at])));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    };
    only(&|name| name == word).or_else(|| only(&|name| name.starts_with(&word)))
}

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    let sept = plain(word) == "sept";
    let at = if sept { Some(8) } else { place(word, &MONTHS) };
    at.and_then(|at| i8::try_from(at + 1).ok())
}

/// `Mon` and `lunes`; not `mar`, which is a month as well.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let at = place(word, &WEEKDAYS).filter(|_| month(word).is_none())?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_of_many_languages() {
        let check = |word: &str, want: Option<i8>| assert_eq!(month(word), want, "{word}");
        for (word, want) in [
            ("January", 1),
            ("Jan", 1),
            ("enero", 1),
            ("ene", 1),
            ("janvier", 1),
            ("Fevrier", 2),
            ("März", 3),
            ("mar", 3),
            ("maja", 5),
            ("juillet", 7),
            ("августа", 8),
            ("sept", 9),
            ("diciembre", 12),
        ] {
            check(word, Some(want));
        }
        // `jui` is June or July in French, `de` is no month.
        for word in ["jui", "de", "soon", "Monday", "1"] {
            check(word, None);
        }
        assert_eq!(weekday("miercoles"), Some(Weekday::Wednesday));
        assert_eq!(weekday("Sat"), Some(Weekday::Saturday));
        assert_eq!(weekday("Mar"), None);
    }
}
