//! Words of a text with where they stand, and the lists of words that rules look for.

use crate::registry::rows_of_kind;
pub(super) use crate::registry::{find_word, holds_word, is_alphabetic, is_alphanumeric, is_letter, of_language, primary, rows};
use std::sync::LazyLock;

/// A word: letters, digits, marks and the apostrophes between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
}

impl Word<'_> {
    /// The byte behind its last letter.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Its value, where it is digits alone; commas between thousands are passed over.
    pub fn number(&self) -> Option<f64> {
        if !self.text.starts_with(|c: char| c.is_ascii_digit()) || !is_number(self.text) {
            return None;
        }
        self.text.replace([',', '\u{a0}', '\u{202f}'], "").parse().ok()
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

/// Which bytes stand side by side in a text, by a short hash of both: a word that has others does not stand in it.
pub(super) struct Pairs([u64; PLACES / 64]);

const PLACES: usize = 1024;

impl Pairs {
    /// A text without the pairs of a word is one without the word.
    pub fn of(text: &str) -> Pairs {
        let mut there = [0; PLACES / 64];
        for place in pair_places(text) {
            there[place / 64] |= 1 << (place % 64);
        }
        Pairs(there)
    }

    /// Whether a word may stand in the text; `places` are those of its own pairs.
    pub fn may_hold(&self, places: &[usize]) -> bool {
        places.iter().all(|place| self.0[place / 64] & 1 << (place % 64) != 0)
    }
}

/// The place of each pair of bytes.
pub(super) fn pair_places(text: &str) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(2).map(|pair| (usize::from(pair[0]) * 37 + usize::from(pair[1])) % PLACES)
}

const LETTERS: &str = include_str!("../../assets/registries/joined-letters.txt");

/// Letters that are joined to the word behind them, `and` and `in`: of Arabic and Hebrew.
static JOINED: LazyLock<String> = LazyLock::new(|| rows_of_kind(LETTERS, "joined").collect());

/// Letters that are written one for another, the one that stands for all of them first.
static ALIKE: LazyLock<Vec<&str>> = LazyLock::new(|| rows_of_kind(LETTERS, "alike").collect());

/// A text of Arabic letters with one for all of those that are written one for another.
fn folded(text: &str) -> String {
    let first = |c: char| {
        let alike = ALIKE.iter().find(|row| row.contains(c));
        alike.and_then(|row| row.chars().next()).unwrap_or(c)
    };
    text.chars().map(|c| if c.is_ascii() { c } else { first(c) }).collect()
}

/// Whether a name of a day or a month stands in a text, both in small letters: in Chinese without blanks round it, in Arabic and Hebrew
/// also behind a letter for `and`.
pub(super) fn holds_name(text: &str, name: &str) -> bool {
    let first = name.chars().next().unwrap_or(' ');
    match first {
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => text.contains(name),
        '\u{590}'..='\u{6ff}' => {
            let (text, name) = (folded(text), folded(name));
            let (text, name) = (text.as_str(), name.as_str());
            let joined = |at: usize| {
                let mut before = text[..at].chars().rev();
                let letter = before.next().filter(|c| JOINED.contains(*c));
                letter.is_some() && !before.next().is_some_and(is_letter)
            };
            let ends = |at: usize| !text[at + name.len()..].chars().next().is_some_and(is_letter);
            holds_word(text, name) || text.match_indices(name).any(|(at, _)| joined(at) && ends(at))
        }
        _ => holds_word(text, name),
    }
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
    fn names_stand_behind_joined_letters() {
        assert!(
            holds_name("الثلاثاء والخميس", "الخميس")
                && holds_name("من الإثنين", "الاثنين")
                && holds_name("每星期日上午", "星期日")
                && holds_name("on monday", "monday")
        );
        assert!(!holds_name("الثلاثاء", "الخميس") && !holds_name("mondays", "monday"));
    }

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
        let may_hold = |text, word| Pairs::of(text).may_hold(&pair_places(word).collect::<Vec<_>>());
        for text in ["TODO: ask", "Où? TODO", "MASTODON"] {
            assert!(may_hold(text, "TODO"), "{text}");
        }
        assert!(!may_hold("TO DO IT", "TODO") && !may_hold("", "TODO"));
    }
}
