//! Words of a text with where they stand, and the lists of words that rules look for.

use std::cell::RefCell;
use std::collections::HashMap;

/// A word: letters, digits, marks and the apostrophes between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
}

impl Word<'_> {
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Its value, where it is digits alone; commas between thousands are passed over.
    pub fn number(&self) -> Option<f64> {
        is_number(self.text).then(|| self.text.replace([',', '\u{a0}', '\u{202f}'], "").parse().ok()).flatten()
    }

    /// The year that it may be.
    pub fn year(&self) -> Option<i16> {
        self.text.parse().ok().filter(|year| self.text.len() == 4 && (1900..2200).contains(year))
    }
}

fn is_number(text: &str) -> bool {
    let mut parts = text.split('.');
    let (whole, rest) = (parts.next().unwrap_or_default(), parts.next());
    let groups: Vec<&str> = whole.split([',', '\u{a0}', '\u{202f}']).collect();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.iter().all(|g| digits(g)) && groups.iter().skip(1).all(|g| g.len() == 3);
    grouped && rest.is_none_or(digits) && parts.next().is_none()
}

/// The words of a text in order. A number keeps the points and commas inside it.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut start = None;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, c)| *c);
        let inside = is_letter(c)
            || matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}') && is_letter(before) && is_letter(next)
            || matches!(c, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit();
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                all.push(Word { text: &text[from..i], at: from });
                start = None;
            }
            _ => {}
        }
        before = c;
    }
    all.extend(start.map(|from| Word { text: &text[from..], at: from }));
    all
}

/// A letter, a digit or a mark on one.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && ('\u{300}'..='\u{36f}').contains(&c)
}

/// Rows of a list of `assets/registries/`: `#` begins a remark.
pub(super) fn rows(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The language of a tag without script and region: `es` of `es-US` (the primary subtag of BCP 47).
pub(super) fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(language, _)| language)
}

/// Rows `TAG: one, two` of a list, for a language or the one it is a variety of.
pub(super) fn of_language(list: &'static str, tag: &str) -> Vec<&'static str> {
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
type Lists = HashMap<String, Vec<&'static str>>;

thread_local! {
    /// Lists are asked for with each text: the words of each by the place of its list and by language.
    static KNOWN: RefCell<HashMap<(usize, usize), Lists>> = RefCell::default();
}

/// More languages of one list are forgotten together.
const MOST_LANGUAGES: usize = 64;

fn taken_apart(list: &'static str, base: &str) -> Vec<&'static str> {
    let all = list.lines().filter_map(|line| line.trim_start().strip_prefix(base)?.strip_prefix(':'));
    all.flat_map(|words| words.split(',').map(str::trim)).filter(|word| !word.is_empty()).collect()
}

/// Whether `what` stands in `text` between characters that are no letters.
pub(super) fn holds_word(text: &str, what: &str) -> bool {
    find_word(text, what).is_some()
}

/// Where it stands so.
pub(super) fn find_word(text: &str, what: &str) -> Option<usize> {
    // By its first sign: to get ready for a search of whole words costs more than most texts are long.
    let first = what.chars().next()?;
    let places = text.match_indices(first).map(|(at, _)| at).filter(|at| text[*at..].starts_with(what));
    places.into_iter().find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + what.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// Which signs of ASCII a text has, a bit each: a word with others does not stand in it.
pub(super) fn signs(text: &str) -> u128 {
    text.bytes().filter(u8::is_ascii).fold(0, |all, sign| all | 1 << sign)
}

/// A text without its marks of emphasis.
pub(super) fn without_marks(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('*') { text.replace('*', "").into() } else { text.into() }
}

/// A text with every placeholder taken out.
pub(super) fn without_placeholders(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('{') {
        return text.into();
    }
    let mut inside = false;
    let keep = text.chars().filter(|c| {
        inside = (inside || *c == '{') && *c != '}';
        !inside && *c != '}'
    });
    keep.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_signs_and_numbers_keep_theirs() {
        let texts = |text| words(text).into_iter().map(|w| w.text).collect::<Vec<_>>();
        assert_eq!(texts("It’s 1,414 percent, **in** 2022."), ["It’s", "1,414", "percent", "in", "2022"]);
        assert_eq!(words("1,414")[0].number(), Some(1414.0));
        assert_eq!(words("1,41")[0].number(), None);
        assert_eq!(words("2022")[0].year(), Some(2022));
    }

    #[test]
    fn words_are_found_whole() {
        assert!(holds_word("TODO: ask", "TODO") && !holds_word("MASTODON", "TODO"));
        assert_eq!(signs("TODO") & !signs("Où? DO IT"), 0, "it may stand there");
        assert_ne!(signs("todo") & !signs("Où? DO IT"), 0, "it cannot");
    }
}
