//! Telephone numbers in running text: found by their shape, and told where the shape is broken. Does not know which numbers
//! are assigned.

use super::calling::{is_called, is_numbered};
use super::words::is_alphanumeric;
use crate::qr::phone;
use crate::registry::is_currency_sign;

/// A number as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written<'t> {
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
    /// What is dialled inside the country, or all digits behind a `+`. Letters are keys.
    pub digits: String,
    /// Words of its own in place of some digits.
    pub has_letters: bool,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// In what a number is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has so many digits without its `1`, and ten are wanted.
    Digits(usize),
    /// A letter that looks like a digit.
    Letter(char),
    /// Begins with a digit that no area or exchange begins with.
    Area,
    /// Seven digits behind a word such as `call`.
    NoArea,
    /// Letters and the digits behind them differ: what is wrong, in words.
    Spelling(String),
}

/// A run of digits or letters.
#[derive(Debug)]
struct Group {
    /// With letters as they were written.
    text: String,
    /// The sign before it; nothing before the first.
    sign: Option<char>,
    bracketed: bool,
}

impl Group {
    fn is_digits(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_digit())
    }

    fn has_digit(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit())
    }

    fn len(&self) -> usize {
        self.text.len()
    }

    /// The letter that was meant as a digit.
    fn lookalike(&self) -> Option<char> {
        let letter = self.text.chars().find(|c| !c.is_ascii_digit())?;
        let all = self.text.chars().all(|c| c.is_ascii_digit() || "OoIl".contains(c));
        (all && (self.has_digit() || self.text.chars().all(|c| "OoIl".contains(c)))).then_some(letter)
    }
}

/// Every number of a text that has the shape of a telephone number of ten digits, with `1` or `+` before it or without, and
/// those that have nearly this shape. Behind words of the language such as `call` more shapes are meant as numbers.
pub(super) fn numbers<'t>(text: &'t str, language: &str) -> Vec<Written<'t>> {
    let mut all = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) && text.is_ascii() {
        return all;
    }
    let characters: Vec<(usize, char)> = text.char_indices().map(|(i, c)| (i, phone::digit(c).unwrap_or(c))).collect();
    let mut i = 0;
    while i < characters.len() {
        let before = i.checked_sub(1).map_or(' ', |p| characters[p].1);
        let c = characters[i].1;
        let begins = c.is_ascii_digit() || c == '+' || c == '(';
        let is_apart = || !(is_alphanumeric(before) || is_currency_sign(before) || "-./@_%=#&+".contains(before));
        match (begins && is_apart()).then(|| read(text, &characters, i, language)).flatten() {
            Some((written, end)) => {
                all.extend(written);
                i = end;
            }
            None => i += 1,
        }
    }
    all
}

/// Reads groups from a place on; also where they end.
fn read<'t>(text: &'t str, characters: &[(usize, char)], start: usize, language: &str) -> Option<(Option<Written<'t>>, usize)> {
    let at = |i: usize| characters.get(i).map_or(' ', |c| c.1);
    let international = at(start) == '+';
    let mut i = start + usize::from(international);
    let mut groups: Vec<Group> = Vec::new();
    let mut sign = None;
    let mut end = i;
    loop {
        let bracketed = at(i) == '(' && groups.iter().all(|g| g.text == "1" || international);
        let from = i + usize::from(bracketed);
        let mut to = from;
        let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == 'o' || c == 'l';
        while is_part(at(to)) {
            to += 1;
        }
        let group: String = characters[from.min(characters.len())..to.min(characters.len())].iter().map(|c| c.1).collect();
        let joins = sign != Some(' ') || group.bytes().all(|b| b.is_ascii_digit());
        if group.is_empty() || bracketed && at(to) != ')' || !joins || at(to).is_alphabetic() {
            break;
        }
        // Letters stand behind digits and a hyphen: `1-800-FLOWERS`.
        if group.bytes().any(|b| b.is_ascii_alphabetic()) && groups.is_empty() && !group.bytes().any(|b| b.is_ascii_digit()) {
            break;
        }
        groups.push(Group { text: group, sign, bracketed });
        i = to + usize::from(bracketed);
        end = i;
        let bare = bracketed && at(i).is_ascii_digit();
        if bare {
            sign = None;
            continue;
        }
        let next = at(i);
        let is_sign = "-.\u{2010}\u{2011}\u{2012}\u{2013}\u{2212}\u{a0}\u{202f} ".contains(next);
        if !is_sign {
            break;
        }
        sign = Some(if matches!(next, '\u{a0}' | '\u{202f}') { ' ' } else { next });
        i += 1;
    }
    let stop = characters.get(end).map_or(text.len(), |c| c.0);
    let begin = characters[start].0;
    let found = judged(text, (begin, stop), &groups, international).or_else(|| called(text, (begin, stop), &groups, language));
    let found = found.filter(|number| number.fault.is_none() || !is_numbered(&text[..begin], language));
    (end > start).then_some((found, end))
}

/// What the groups are: a number, nearly one, or nothing of the kind.
fn judged<'t>(text: &'t str, (at, stop): (usize, usize), groups: &[Group], international: bool) -> Option<Written<'t>> {
    let led = groups.first()?.text == "1" && groups.len() > 1;
    let own = &groups[usize::from(led)..];
    let lengths: Vec<usize> = own.iter().map(Group::len).collect();
    let total: usize = lengths.iter().sum();
    let joined = |signs: &str| own.iter().skip(1).all(|g| g.sign.is_none_or(|s| signs.contains(s)));
    let tight = joined("-.\u{2010}\u{2011}\u{2012}\u{2013}\u{2212}");
    let has_letters = own.iter().any(|g| !g.is_digits());
    let digits: String = groups.iter().flat_map(|g| g.text.chars()).map(phone::key_or_digit).collect();
    let national = if led || digits.len() == 11 && digits.starts_with('1') { digits[1..].to_string() } else { digits.clone() };
    let written = |fault| Written {
        text: &text[at..stop],
        at,
        digits: if international && !digits.starts_with('1') { digits.clone() } else { national.clone() },
        has_letters,
        fault,
    };
    if international && !digits.starts_with('1') {
        return (8..=15).contains(&digits.len()).then(|| written(None));
    }
    let bracketed = own.first().is_some_and(|g| g.bracketed && g.len() == 3);
    if let Some(letter) = own.iter().find_map(Group::lookalike).filter(|_| total == 10 && own.len() >= 2) {
        return Some(written(Some(Fault::Letter(letter))));
    }
    if has_letters {
        let behind_digits =
            own.first().is_some_and(|g| g.is_digits() && g.len() == 3) && own.iter().skip(1).any(|g| !g.has_digit());
        if !behind_digits || !tight {
            return None;
        }
        return spelled(text, (at, stop), total).map(|(stop, fault)| Written { text: &text[at..stop], ..written(fault) });
    }
    let usual = matches!(lengths[..], [3, 3, 4] | [3, 7]) || lengths == [10] && led;
    if usual {
        // `0` leads numbers of other countries.
        let area = national.len() == 10 && !phone::is_north_american(national.as_bytes());
        let foreign = national.starts_with('0');
        return Some(written((area && !foreign).then_some(Fault::Area)));
    }
    let dated = own.last().is_some_and(|g| g.len() == 4) && own.len() == 3 && lengths[0] <= 2 && lengths[1] <= 2;
    let nearly = match () {
        () if international && own.len() >= 3 => (8..=12).contains(&total),
        () if !tight && !bracketed || own.iter().any(|g| g.len() > 6) => false,
        () if led || international => own.len() >= 3 && lengths[0].abs_diff(3) <= 1 && (8..=12).contains(&total) && !dated,
        () if bracketed => own.len() >= 3 && (8..=12).contains(&total) && joined_after_bracket(own),
        () => matches!(lengths[..], [3, 3, 3 | 5] | [3, 4, 4]) && own.iter().skip(1).all(|g| g.sign != Some('.')),
    };
    (nearly && total != 10 && !national.starts_with('0')).then(|| written(Some(Fault::Digits(total))))
}

/// Digits that would be anything elsewhere, and are a number behind `call`: `4065550134`, `406 555 013`, `555-0134`.
fn called<'t>(text: &'t str, (at, stop): (usize, usize), groups: &[Group], language: &str) -> Option<Written<'t>> {
    let led = groups.first()?.text == "1" && groups.len() > 1;
    let own = &groups[usize::from(led)..];
    if !own.iter().all(Group::is_digits) {
        return None;
    }
    let digits: String = own.iter().map(|g| g.text.as_str()).collect();
    let national = if digits.len() == 11 { digits.strip_prefix('1').unwrap_or(&digits) } else { &digits };
    let lengths: Vec<usize> = own.iter().map(Group::len).collect();
    // What letters spell stands so: `1-800-FLOWERS (356-9377)`.
    let in_brackets = own[0].bracketed || text[..at].ends_with('(');
    let fault = match (lengths.as_slice(), national.len()) {
        // `0` leads numbers of other countries.
        _ if national.starts_with('0') => return None,
        (_, 10) => None,
        ([3, 4] | [7], _) if !led && !in_brackets && !is_counted(text, stop) => Some(Fault::NoArea),
        // Other countries have numbers of nine digits.
        ([9 | 11], 9 | 11) if !in_brackets && language.starts_with("en") => Some(Fault::Digits(national.len())),
        ([2..=4, 2..=4, 2..=5], 8..=12) if lengths[2] > 2 && (led || language.starts_with("en")) && !is_dated(&lengths) => {
            Some(Fault::Digits(national.len()))
        }
        _ => return None,
    };
    // The words before it are looked at last: most figures have not the shape.
    let written = || Written { text: &text[at..stop], at, digits: national.to_string(), has_letters: false, fault };
    is_called(text, at, language).then(written)
}

/// `01-21-2027`.
fn is_dated(lengths: &[usize]) -> bool {
    matches!(lengths, [..=2, ..=2, 4])
}

/// `call 100-2000 people`.
fn is_counted(text: &str, stop: usize) -> bool {
    text[stop..].strip_prefix(' ').and_then(|rest| rest.chars().next()).is_some_and(char::is_lowercase)
}

/// `(406) 555-012`: hyphens part what follows the area.
fn joined_after_bracket(own: &[Group]) -> bool {
    own.iter().skip(2).all(|g| g.sign.is_some_and(|s| s != ' '))
}

/// A number with letters, and the digits in brackets behind it that spell them out; nothing where it is something else.
fn spelled(text: &str, (at, stop): (usize, usize), total: usize) -> Option<(usize, Option<Fault>)> {
    let rest = &text[stop..];
    let inside = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')')).map(|(inside, _)| inside);
    let is_spelling = |inside: &&str| {
        inside.chars().any(|c| c.is_ascii_digit()) && inside.chars().all(|c| c.is_ascii_digit() || "- .".contains(c))
    };
    match inside.filter(is_spelling) {
        Some(inside) => {
            let stop = stop + rest.find(inside)? + inside.len() + 1;
            let fault = phone::parse(&text[at..stop]).err().map(|error| Fault::Spelling(error.to_string()));
            Some((stop, fault))
        }
        // Longer ones are dialled all the same: what is too much is not heard.
        None if (8..10).contains(&total) => Some((stop, Some(Fault::Digits(total)))),
        None => (total >= 10).then_some((stop, None)),
    }
}

/// How two numbers differ that are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Near {
    /// One digit, counted from the end.
    Digit(usize),
    /// Two neighbours exchanged.
    Exchanged,
    /// One digit more or less.
    Missing,
}

/// Whether two numbers differ by one slip of a finger.
pub(super) fn near(a: &str, b: &str) -> Option<Near> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() == b.len() {
        let mut differ = (0..a.len()).filter(|i| a[*i] != b[*i]);
        return match (differ.next(), differ.next(), differ.next()) {
            (Some(i), None, _) => Some(Near::Digit(a.len() - 1 - i)),
            (Some(i), Some(j), None) if j == i + 1 && a[i] == b[j] && a[j] == b[i] => Some(Near::Exchanged),
            _ => None,
        };
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let skips = |i: usize| short[..i] == long[..i] && short[i..] == long[i + 1..];
    (long.len() == short.len() + 1 && (0..long.len()).any(skips)).then_some(Near::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Option<Fault>> {
        numbers(text, "en").into_iter().map(|n| n.fault).collect()
    }

    #[test]
    fn whole_numbers_are_found_and_nothing_is_said_of_them() {
        for text in [
            "1-888-373-7888",
            "Call (406) 444-1776, or 406.444.1776.",
            "+1 406 444 1776",
            "{org.phone | (406) 444-1776}",
            "1-833-406-STOP (7867)",
            "1-800-FLOWERS",
            "1-800-273-TALK (8255) at any hour",
            "406\u{2011}555\u{2011}0134 ext. 12",
            "+44 20 7946 0958",
        ] {
            let found = numbers(text, "en");
            assert!(!found.is_empty() && found.iter().all(|n| n.fault.is_none()), "{text}: {found:?}");
        }
        assert_eq!(numbers("1-833-406-STOP (7867)", "en")[0].digits, "8334067867");
        assert_eq!(numbers("۱-۸۸۸-۵۵۵-۰۱۳۴", "fa")[0].digits, "8885550134");
    }

    #[test]
    fn broken_numbers_are_told() {
        assert_eq!(faults("1-844-762-848"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("1-888-373-78888"), [Some(Fault::Digits(11))]);
        assert_eq!(faults("(406) 555-012, at noon"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("406-555-013"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("Number: 406-555-013"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("(406) 555-O1O1"), [Some(Fault::Letter('O'))]);
        assert_eq!(faults("(188) 373-7888"), [Some(Fault::Area)]);
        assert!(matches!(faults("1-833-406-STOP (7876)")[..], [Some(Fault::Spelling(_))]));
        assert_eq!(faults("1-800-FLOWER"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("+1 888 373 78888"), [Some(Fault::Digits(11))]);
        assert_eq!(faults("Call 888 373 788"), [Some(Fault::Digits(9))]);
        assert_eq!(faults("Tel. 406.555.01344"), [Some(Fault::Digits(11))]);
        assert_eq!(faults("Call the desk at 555-0134."), [Some(Fault::NoArea)]);
        assert_eq!(faults("Call 406555012."), [Some(Fault::Digits(9))]);
        assert_eq!(faults("Text HELP to 2337333"), [Some(Fault::NoArea)]);
        assert_eq!(numbers("Call 4065550134", "en")[0].digits, "4065550134");
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "2027-01-21",
            "01-21-2027",
            "978-1-4028-9462-6",
            "123-45-6789",
            "59601-1234",
            "1,414 percent of 7",
            "Monday to Friday, 9-5",
            "988 24 hours",
            "HB 112-2025",
            "$1-100-200",
            "https://example.org/406-555-013",
            "1-2-3",
            "A4 210-297",
            "2015-2022",
            "Call 1-800-FLOWERS (3569377) or 1-800-FLOWERS (356-9377)",
            "call 100-2000 people, 1000-1500 a year",
            "Call by 01-21-2027, 12 to 4, 555 times",
            "Call 020 7946 0958",
            "pages 100-200-300 no",
            "IP 192.168.2020, Licence no. 406-55-01234",
            "Serial # 123-456-789",
        ] {
            let found = numbers(text, "en");
            let wrong: Vec<_> = found.iter().filter(|n| n.fault.is_some()).collect();
            assert!(wrong.is_empty() || text.starts_with("pages"), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn slips_of_a_finger_are_near() {
        assert_eq!(near("8883737888", "8883737838"), Some(Near::Digit(1)));
        assert_eq!(near("8334067867", "8334607867"), Some(Near::Exchanged));
        assert_eq!(near("233733", "23373"), Some(Near::Missing));
        assert_eq!(near("4065550101", "4065550134"), None);
    }
}
