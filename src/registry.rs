//! The lists of `assets/registries/`: rows, words by language, and where a word of a list stands in a text. Which list is meant
//! says who asks.

use icu_properties::props::{Alphabetic, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A letter of any script. What std looks up for those beyond Latin takes a thousand instructions a letter.
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { CodePointSetData::new::<Alphabetic>().contains(c) }
}

/// A letter or a digit of any script.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_alphabetic(c) || c.is_numeric() }
}

/// The sign of a currency of any country: `$`, `€`, `₱` (general category Sc of Unicode).
pub(crate) fn is_currency_sign(c: char) -> bool {
    if c.is_ascii() { c == '$' } else { CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::CurrencySymbol }
}

/// A letter, a digit or a mark on one.
pub(crate) fn is_letter(c: char) -> bool {
    is_alphanumeric(c) || !c.is_ascii() && ('\u{300}'..='\u{36f}').contains(&c)
}

/// Rows of a list of `assets/registries/`: `#` begins a remark.
pub(crate) fn rows(list: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Rows `NAME: one, two` of a list: what stands before the colon, and the words behind it.
pub(crate) fn named_rows(
    list: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str> + Clone)> + Clone {
    let named = rows(list).filter_map(|row| row.split_once(':'));
    named.map(|(name, words)| (name.trim(), words.split(',').map(str::trim)))
}

/// Rows `KIND words` of a list in which the first word of a row says how it is looked for.
pub(crate) fn rows_of_kind(list: &'static str, kind: &str) -> impl Iterator<Item = &'static str> {
    rows(list).filter_map(|row| row.split_once(' ')).filter(move |(own, _)| *own == kind).map(|(_, words)| words.trim())
}

/// The language of a tag without script and region: `es` of `es-US` (the primary subtag of BCP 47).
pub(crate) fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(language, _)| language)
}

/// Rows `TAG: one, two` of a list, for a language or the one it is a variety of.
pub(crate) fn of_language(list: &'static str, tag: &str) -> Vec<&'static str> {
    let base = primary(tag);
    KNOWN.with_borrow_mut(|known| {
        let lists = known.entry((list.as_ptr() as usize, list.len())).or_default();
        if let Some(words) = lists.get(base) {
            return words.clone();
        }
        let words = taken_apart(list, base);
        if lists.len() >= MOST_LANGUAGES {
            lists.clear();
        }
        lists.insert(base.to_string(), words.clone());
        words
    })
}

/// Words by language.
type Lists = FxHashMap<String, Vec<&'static str>>;

thread_local! {
    /// Lists are asked for with each text: the words of each by the place of its list and by language.
    static KNOWN: RefCell<FxHashMap<(usize, usize), Lists>> = RefCell::default();
}

/// More languages of one list are forgotten together.
const MOST_LANGUAGES: usize = 64;

fn taken_apart(list: &'static str, base: &str) -> Vec<&'static str> {
    let all = list.lines().filter_map(|line| line.trim_start().strip_prefix(base)?.strip_prefix(':'));
    all.flat_map(|words| words.split(',').map(str::trim)).filter(|word| !word.is_empty()).collect()
}

/// Whether `what` stands in `text` between characters that are no letters.
pub(crate) fn holds_word(text: &str, what: &str) -> bool {
    find_word(text, what).is_some()
}

/// Where it stands so.
pub(crate) fn find_word(text: &str, what: &str) -> Option<usize> {
    // By its first byte: to get ready for a search, of whole words or of one sign, costs more than most texts are long.
    let (bytes, wanted) = (text.as_bytes(), what.as_bytes());
    let first = wanted.first()?;
    let last = bytes.len().checked_sub(wanted.len())?;
    let places = bytes[..=last].iter().enumerate().filter(|(_, byte)| *byte == first).map(|(at, _)| at);
    places.filter(|at| bytes[*at..].starts_with(wanted)).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + what.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}
