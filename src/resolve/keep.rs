//! What must never be broken or reordered: phone numbers, addresses, codes, numbers with their unit.

use crate::diag::Span;
use crate::document::{Paragraph, Run};
use crate::qr::phone;
use crate::registry::is_currency_sign;
use std::ops::Range;

/// Parts a run so that every phone number and address in it stands in a run of its own that is never broken.
pub(super) fn keep_numbers(run: Run) -> Vec<Run> {
    let first = if run.keep { None } else { first_kept(&run.text) };
    let Some(mut place) = first else { return vec![run] };
    let mut run = run;
    let text = std::mem::take(&mut run.text);
    let part = |text: &str, keep: bool| Run { text: text.to_string(), keep, ..run.clone() };
    let mut runs = Vec::new();
    let mut rest = text.as_str();
    loop {
        let (start, end) = place;
        if start > 0 {
            runs.push(part(&rest[..start], false));
        }
        runs.push(part(&rest[start..end], true));
        rest = &rest[end..];
        match first_kept(rest) {
            Some(next) => place = next,
            None => break,
        }
    }
    if !rest.is_empty() {
        runs.push(part(rest, false));
    }
    runs
}

/// Parts a run round a phrase in it that is never broken.
pub(super) fn kept_phrase(run: Run, phrase: &str) -> Vec<Run> {
    let Some(at) = run.text.find(phrase).filter(|_| !run.keep && !run.together) else { return vec![run] };
    let part = |text: &str, together: bool| Run { text: text.to_string(), together, ..run.clone() };
    let (before, rest) = run.text.split_at(at);
    let (phrase, after) = rest.split_at(phrase.len());
    let parts = [part(before, false), part(phrase, true), part(after, false)];
    parts.into_iter().filter(|run| !run.text.is_empty()).collect()
}

/// A telephone number by itself. What stands behind it, such as an extension, may go to the next line.
pub(super) fn telephone(number: &str, origin: Span) -> Paragraph {
    match phone::parted(number) {
        Some((number, behind)) => Paragraph::kept_in_two(number, behind, origin),
        None => Paragraph::kept(number, origin),
    }
}

/// All that is kept in a text, in bytes.
pub(super) fn kept(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = first_kept(&text[from..]) {
        found.push(from + start..from + end);
        from += end;
    }
    found
}

/// The first phone number, address, code, or number with its unit.
fn first_kept(text: &str) -> Option<(usize, usize)> {
    if !may_hold_any(text) {
        return None;
    }
    let mut start = 0;
    while start < text.len() {
        let here = &text[start..];
        if begins_word(text, start)
            && let Some(length) =
                number_of_phone(here).or_else(|| address(here)).or_else(|| quantity(here)).or_else(|| code(here))
        {
            return Some((start, start + length));
        }
        start += here.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Whether it is worth looking: all that is kept has a figure, or a full stop inside a word. Most sentences have neither.
fn may_hold_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        || !text.is_ascii() && text.chars().any(is_digit)
        || bytes.windows(2).any(|w| w[0] == b'.' && w[1].is_ascii_alphanumeric())
}

/// Whether a word can begin here. A letter of a script without spaces may stand right before a number; the name behind an `@`
/// is no address of the web.
fn begins_word(text: &str, at: usize) -> bool {
    let spaced = |c: char| c < '\u{600}' && c.is_alphanumeric();
    text[..at].chars().next_back().is_none_or(|c| !spaced(c) && c != '@')
}

/// A figure or a letter of the Latin script, with or without an accent.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphanumeric()
}

/// A digit of any script.
fn is_digit(c: char) -> bool {
    phone::digit(c).is_some()
}

/// Length of the phone number a text begins with: at least seven digits in groups, with vanity letters.
fn number_of_phone(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| is_digit(c) || c == '+' || c == '(') {
        return None;
    }
    let mut end = 0;
    let mut digits = 0;
    let mut previous = ' ';
    for (i, c) in text.char_indices() {
        let letter = c.is_ascii_uppercase() && (previous == '-' || previous.is_ascii_uppercase());
        let part = is_digit(c) || "+-.()".contains(c) || letter;
        let space = (c == ' ' || c == '\u{a0}') && previous != ' ' && previous != '.';
        if !part && !space {
            break;
        }
        if is_digit(c) || letter {
            digits += 1;
            end = i + c.len_utf8();
        } else if c == ')' {
            end = i + 1;
        }
        previous = c;
    }
    // A bracket without its partner belongs to the sentence.
    let balance = |found: &str| found.matches('(').count() as i32 - found.matches(')').count() as i32;
    if balance(&text[..end]) < 0 && text[..end].ends_with(')') {
        end -= 1;
    }
    (digits >= 7 && balance(&text[..end]) == 0).then_some(end)
}

/// Signs of units, and of times of day, that stand after a number with a space between. Words are no units: a sentence
/// may break before them.
const UNITS: &[&str] = &[
    "%", "°C", "°F", "mm", "cm", "m", "km", "ft", "yd", "mi", "g", "kg", "oz", "lb", "l", "L", "ml", "h", "min", "s", "a.m.",
    "p.m.", "am", "pm", "AM", "PM", "€", "£", "kB", "MB", "GB", "Hz", "kHz", "V", "W", "kW",
];

/// Length of a number with a unit after it, or a currency sign before it.
fn quantity(text: &str) -> Option<usize> {
    let number = |text: &str| {
        let inside = |c: char| c.is_ascii_digit() || ".,:".contains(c);
        let end = text.find(|c| !inside(c)).unwrap_or(text.len());
        text[..end].trim_end_matches(['.', ',', ':']).len()
    };
    let first = text.chars().next()?;
    if is_currency_sign(first) {
        let rest = &text[first.len_utf8()..];
        let space = rest.chars().next().filter(|c| is_space(*c)).map_or(0, char::len_utf8);
        let length = number(&rest[space..]);
        return (length > 0).then_some(first.len_utf8() + space + length);
    }
    if !first.is_ascii_digit() {
        return None;
    }
    let length = number(text);
    let rest = &text[length..];
    let space = rest.chars().next().filter(|c| is_space(*c))?.len_utf8();
    let unit = UNITS.iter().filter(|u| rest[space..].starts_with(**u)).max_by_key(|u| u.len())?;
    let end = length + space + unit.len();
    let whole = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (length > 0 && whole).then_some(end)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// Length of a code: figures with a sign or a capital among them, such as `24/7`, `2026-11-24`, `B-12`. Read from left to
/// right in every script.
fn code(text: &str) -> Option<usize> {
    let inside = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || "-/:.#_+".contains(c);
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    let token = text[..end].trim_end_matches(['.', ':', '-', '/', '+']);
    // A letter after it makes it part of a word: `3D-printed`.
    let whole = text[token.len()..].chars().next().is_none_or(|c| !(c.is_alphanumeric() && c < '\u{600}'));
    let digits = token.contains(|c: char| c.is_ascii_digit());
    let mixed = token.contains(|c: char| !c.is_ascii_digit()) && token.starts_with(|c: char| c.is_ascii_alphanumeric());
    (whole && digits && mixed && token.len() > 2).then_some(token.len())
}

/// Length of the web or e-mail address a text begins with.
fn address(text: &str) -> Option<usize> {
    if !text.starts_with(is_latin) {
        return None;
    }
    // What follows in another script without a space belongs to the sentence, and so does what leads to it: `ב-example.org`.
    let token = text.split(|c: char| !(c.is_ascii_graphic() || is_latin(c)) || "\"()<>".contains(c)).next()?;
    let token = token.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'']);
    let host = token.split_once("://").map_or(token, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next().filter(|host| host.contains('.'))?;
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last()?;
    let real = labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| is_latin(c) || c == '-'))
        && last.len() >= 2
        && last.chars().all(|c| c.is_ascii_lowercase());
    real.then_some(token.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<String> {
        let runs = keep_numbers(Run { text: text.to_string(), ..Run::default() });
        assert_eq!(runs.iter().map(|r| r.text.as_str()).collect::<String>(), text);
        runs.into_iter().filter(|r| r.keep).map(|r| r.text).collect()
    }

    #[test]
    fn numbers_and_addresses_are_kept_whole() {
        assert_eq!(kept("Call 1-888-373-7888 or (406) 444-1776."), ["1-888-373-7888", "(406) 444-1776"]);
        assert_eq!(kept("833-406-STOP (7867), day and night"), ["833-406-STOP (7867)"]);
        assert_eq!(
            kept("See https://nationalblooddonation.org/ or 406stop.com."),
            ["https://nationalblooddonation.org/", "406stop.com"]
        );
        assert_eq!(kept("Write to info@ox.example.org, please"), ["info@ox.example.org"]);
        assert_eq!(kept("Siehe café.example.org und josé@ox.example.org"), ["café.example.org", "josé@ox.example.org"]);
        assert_eq!(kept("ב-example.org, follow @get.help"), ["example.org"]);
        assert_eq!(kept("From 7 in 2015 to 106 in 2022, e.g. U.S. law. Then stop."), Vec::<String>::new());
        assert_eq!(kept("(call 1-888-373-7888)"), ["1-888-373-7888"]);
    }

    #[test]
    fn codes_and_quantities_are_kept_too() {
        assert_eq!(kept("Open 24/7, from 6:30 p.m. to 8 pm; bring 20 $ or $ 20."), ["24/7", "6:30 p.m.", "8 pm", "$ 20"]);
        assert_eq!(kept("Form B-12 of 2026-11-24, 75 % of 3 km, 5 in 10 of us"), ["B-12", "2026-11-24", "75 %", "3 km"]);
        assert_eq!(kept("In 2022 there were 106 cases, two each; 3D-printed"), Vec::<String>::new());
    }

    #[test]
    fn scripts_without_spaces_touch_their_numbers() {
        assert_eq!(kept("请拨打1-888-373-7888。"), ["1-888-373-7888"]);
        assert_eq!(kept("请访问406stop.com。"), ["406stop.com"]);
        assert_eq!(kept("โทร(406) 444-1776ได้"), ["(406) 444-1776"]);
        assert_eq!(kept("اتصل بالرقم 833-406-STOP (7867)."), ["833-406-STOP (7867)"]);
    }
}
