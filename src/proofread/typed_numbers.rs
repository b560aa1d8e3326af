//! Numbers with a slip of the hand in them: a letter that looks like a digit (`15O guests`, `l0 a.m.`), a comma with too few or too many digits
//! behind it (`12,04 members`). Knows how English writes numbers; `prices` and `phones` look at theirs.

use super::Desk;
use super::calendar::month;
use super::passages::Passage;
use super::words::{Word, find_word, of_language, primary, rows, words};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;

const NUMBERED: &str = include_str!("../../assets/registries/office-numbers.txt");
const LITTLE: &str = include_str!("../../assets/registries/little-words.txt");
const LEFT_OVER: &str = include_str!("../../assets/registries/left-over.txt");

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let is_read = passage.is_words() && primary(passage.language) == "en" && text.bytes().any(|b| b.is_ascii_digit());
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| is_read) else { return };
    found.extend(of_other_length(text).or_else(|| not_itself(text)).map(|message| {
        Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help("look the number up and type it again")
    }));
    found.extend(typed(text, language).map(|(written, message)| {
        let message = format!("`{written}`: {message}");
        Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help("look the number up and type it again")
    }));
}

/// `EIN 93-555014`: a number that an office gives, with more or fewer digits than all of them have.
fn of_other_length(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rows = rows(NUMBERED).filter_map(|row| row.split_once(" = "));
    let (name, right, rest) = rows.filter(|_| lower.len() == text.len()).find_map(|(name, right)| {
        let at = find_word(&lower, name)?;
        Some((&text[at..at + name.len()], right, &text[at + name.len()..]))
    })?;
    let rest = rest.trim_start_matches([' ', ':', '#', '.', '\u{a0}']);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '\u{2011}'))).unwrap_or(rest.len());
    let digits = rest[..end].bytes().filter(u8::is_ascii_digit).count();
    let is_whole = right.split(' ').any(|many| many.parse() == Ok(digits));
    (digits > 4 && !is_whole && !rest[end..].starts_with(char::is_alphabetic))
        .then(|| format!("`{name} {}` has {digits} digits, and such a number has {right}", &rest[..end].trim_end_matches('-')))
}

/// `60 minutes, not 60`.
fn not_itself(text: &str) -> Option<String> {
    let all = words(text);
    (0..all.len()).find_map(|i| {
        let number = all[i].number()?;
        let at = (i + 1..all.len().min(i + 5)).find(|j| all[*j].text == "not" && text[..all[*j].at].ends_with(", "))?;
        let other = all.get(at + 1)?;
        let ends = text[other.end()..].chars().next().is_none_or(|c| ".;!)".contains(c));
        (other.number() == Some(number) && ends).then(|| format!("`{}` is said, and denied", &text[all[i].at..other.end()]))
    })
}

/// The first such number, and what is wrong with it.
fn typed<'t>(text: &'t str, language: &Language) -> Option<(&'t str, &'static str)> {
    let all = words(text);
    (0..all.len()).find_map(|i| {
        let word = &all[i];
        let before = text[..word.at].chars().next_back().unwrap_or(' ');
        if !(before.is_whitespace() || before == '(') {
            return None;
        }
        lettered(text, &all, i).or_else(|| grouped(text, &all, i, language))
    })
}

/// Whether a word in small letters stands behind: what is counted.
fn counts<'a, 't>(text: &str, all: &'a [Word<'t>], i: usize) -> Option<&'a Word<'t>> {
    let next = all.get(i + 1).filter(|next| &text[all[i].end()..next.at] == " ")?;
    next.text.starts_with(char::is_lowercase).then_some(next)
}

/// `1O a.m.`, `15O guests`, `2O27`, `l0 a.m.`, `O.5 miles`. Rooms, seats and models have letters of their own.
fn lettered<'t>(text: &'t str, all: &[Word<'t>], i: usize) -> Option<(&'t str, &'static str)> {
    const MESSAGE: &str = "a letter stands among the digits";
    let word = &all[i];
    if word.text == "O" {
        let next = all.get(i + 1).filter(|next| next.number().is_some() && &text[word.end()..next.at] == ".")?;
        return counts(text, all, i + 1).map(|_| (&text[word.at..next.end()], MESSAGE));
    }
    let is_year = word.text.len() == 4 && word.text.starts_with(['1', '2']) && word.text.ends_with(|c: char| c.is_ascii_digit());
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let noughts = word.text.bytes().filter(|b| *b == b'O').count();
    let is_nought = noughts > 0 && digits + noughts == word.text.len() && word.text.starts_with(|c: char| c.is_ascii_digit());
    let is_one = word.text.len() < 4 && word.text.strip_prefix('l').is_some_and(|rest| rest.len() == digits && digits > 0);
    let numbered = || {
        let name = i.checked_sub(1).map(|j| all[j].text.to_lowercase()).unwrap_or_default();
        rows(LEFT_OVER).filter_map(|row| row.strip_prefix("numbered ")).any(|word| word == name)
    };
    let is_typed = is_nought && (is_year || counts(text, all, i).is_some()) || is_one && counts(text, all, i).is_some();
    (is_typed && !numbered()).then_some((word.text, MESSAGE))
}

/// `12,04 members`, `1,2000 people`: no three digits behind the comma. `May 5,2027` and `5,10 and 15` are several numbers.
fn grouped<'t>(text: &'t str, all: &[Word<'t>], i: usize, language: &Language) -> Option<(&'t str, &'static str)> {
    let word = &all[i];
    let (whole, rest) = word.text.split_once(',')?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_odd = is_digits(whole) && is_digits(rest) && whole.len() < 4 && matches!(rest.len(), 2 | 4);
    let next = counts(text, all, i)?.text;
    let is_thing = next.chars().count() > 3 && !of_language(LITTLE, "en").contains(&next);
    let of_month = i.checked_sub(1).is_some_and(|j| month(all[j].text, language).is_some());
    (is_odd && is_thing && !of_month).then_some((word.text, "a comma stands before three digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> bool {
        let all = words(text);
        (0..all.len()).any(|i| lettered(text, &all, i).is_some())
    }

    #[test]
    fn numbers_of_offices_have_their_digits() {
        for text in ["Gifts are tax-deductible: EIN 93-555014.", "Tax ID: 93-55501423", "Our EIN is here; EIN #9355501"] {
            assert!(of_other_length(text).is_some() || text.contains("is here"), "{text}");
        }
        for text in ["EIN 93-5550142.", "EIN: 935550142", "Ask for our EIN in 2027.", "a vein 12345"] {
            assert_eq!(of_other_length(text), None, "{text}");
        }
        assert!(not_itself("Your transfer is good for 60 minutes, not 60.").is_some());
        assert_eq!((not_itself("For 90 minutes, not 60."), not_itself("At 60, not 60 but 50.")), (None, None));
    }

    #[test]
    fn letters_among_digits_are_told() {
        for text in ["15O guests", "At 1O a.m.", "since 2O27.", "from l0 a.m. on", "O.5 miles from here", "2OO5"] {
            assert!(told(text), "{text}");
        }
        for text in [
            "H2O is water",
            "Room 1O on the left",
            "Seat 12O",
            "20l tanks",
            "vitamin O",
            "150 guests",
            "Blood type O. 5 units",
            "L2 cache",
            "N2O",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
