//! Telephone numbers in words, and numbers of one sheet that are nearly but not quite the same.

use super::numbers::{self, Fault, Near, Written, near};
use super::passages::{Part, Passage};
use super::words::rows;
use super::{Desk, Sheet, calling};
use crate::diag::{Diagnostic, Span, checks};
use crate::qr::phone;
use std::collections::BTreeMap;

const NATIONAL: &str = include_str!("../../assets/registries/national-numbers.txt");

/// Numbers in words that nobody can dial.
pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if passage.part == Part::Phone
        && let Ok(phone) = phone::parse(&passage.text.value)
    {
        found.extend(nearly_national(&phone.digits, &passage.text.value, passage.text.span));
    }
    if !passage.is_read() {
        return;
    }
    for number in numbers::numbers(&passage.text.value, passage.language) {
        let Some(fault) = &number.fault else {
            found.extend(nearly_national(&number.digits, number.text, passage.text.span));
            continue;
        };
        let (message, help) = told(&number, fault);
        found.push(Diagnostic::error(&checks::BAD_PHONE, passage.text.span, message).help(help));
    }
}

/// A number that is one slip away from one that a whole country calls: on paper it sends people to a stranger.
fn nearly_national(digits: &str, written: &str, span: Span) -> Option<Diagnostic> {
    let national = digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(digits);
    let known: Vec<(&str, &str)> = rows(NATIONAL).filter_map(|row| row.split_once(' ')).collect();
    if national.len() != 10 || known.iter().any(|(number, _)| *number == national) {
        return None;
    }
    let is_slip = |number: &str| matches!(near(number, national), Some(Near::Digit(_) | Near::Exchanged));
    let (number, whose) = known.into_iter().find(|(number, _)| is_slip(number))?;
    let right = format!("1-{}-{}-{}", &number[..3], &number[3..6], &number[6..]);
    let message = format!("`{written}` is nearly `{right}`, {whose}");
    Some(Diagnostic::warning(&checks::NEAR_NUMBER, span, message).help("look the number up and type it again"))
}

fn told(number: &Written<'_>, fault: &Fault) -> (String, String) {
    let written = number.text;
    match fault {
        Fault::Digits(digits) => (
            format!(
                "`{written}` has {digits} digits; a number of the United States or Canada has 10, with or without a `1` before them"
            ),
            "look the number up and type it again; a number of another country begins with `+`".to_string(),
        ),
        Fault::Letter(letter) => (
            format!("`{written}` has the letter `{letter}` where a digit belongs"),
            format!("type `{}`", if letter.eq_ignore_ascii_case(&'o') { '0' } else { '1' }),
        ),
        Fault::Area => (
            format!(
                "`{written}` cannot be dialled: the area and the three digits after it begin with 2 to 9, and 555 is no area"
            ),
            "look the number up and type it again".to_string(),
        ),
        Fault::NoArea => (format!("`{written}` lacks its area code"), format!("type it in front, as `(406) {written}`")),
        Fault::Spelling(why) => (why.clone(), "look the number up and type it again".to_string()),
    }
}

/// A number of a sheet.
pub(super) struct Seen<'p> {
    passage: &'p Passage<'p>,
    /// As people see it.
    text: String,
    digits: String,
    has_letters: bool,
}

/// All numbers of some passages: those of keys, and those in words. Placeholders are none.
pub(super) fn seen<'p>(passages: &'p [Passage<'p>]) -> Vec<Seen<'p>> {
    let mut all = Vec::new();
    for passage in passages {
        let text = passage.text.value.as_str();
        match passage.part {
            Part::Phone | Part::TextTo => {
                let Ok(phone) = phone::parse(text) else { continue };
                let digits = phone.digits.strip_prefix('1').filter(|d| d.len() == 10).unwrap_or(&phone.digits).to_string();
                let has_letters = text.chars().any(char::is_alphabetic);
                all.push(Seen { passage, text: text.to_string(), digits, has_letters });
            }
            Part::Words | Part::Name => {
                let whole = numbers::numbers(text, passage.language).into_iter().filter(|n| n.fault.is_none());
                all.extend(whole.map(|n| Seen {
                    passage,
                    text: n.text.to_string(),
                    digits: n.digits,
                    has_letters: n.has_letters,
                }));
                let short = short_numbers(text).filter(|_| passage.key != "address");
                all.extend(short.map(|n| Seen { passage, text: n.clone(), digits: n, has_letters: false }));
            }
            Part::Mail | Part::Link | Part::Other => {}
        }
    }
    all
}

/// Five and six digits by themselves: where messages go.
fn short_numbers(text: &str) -> impl Iterator<Item = String> {
    let words = if text.bytes().any(|b| b.is_ascii_digit()) { super::words::words(text) } else { Vec::new() };
    let alone = move |word: &super::words::Word<'_>| {
        // `Helena, MT 59601`: a postal code.
        if text[..word.at].to_lowercase().contains("zip") {
            return false;
        }
        let state = text[..word.at].trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if word.text.len() == 5 && state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase()) {
            return false;
        }
        let before = text[..word.at].chars().next_back().unwrap_or(' ');
        let after = text[word.end()..].chars().next().unwrap_or(' ');
        !"-–(./$€£#".contains(before) && !"-–%/".contains(after)
    };
    let short = words
        .into_iter()
        .filter(move |w| (5..=6).contains(&w.text.len()) && w.text.bytes().all(|b| b.is_ascii_digit()) && alone(w));
    short.map(|w| w.text.to_string()).collect::<Vec<_>>().into_iter()
}

/// Numbers of one content held against each other.
pub(super) fn on_one_sheet(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let all = seen(&sheet.passages);
    for (i, one) in all.iter().enumerate() {
        for other in &all[..i] {
            found.extend(nearly(one, other, is_only_key(one, other, &all)));
        }
    }
    spellings(&all, found);
}

/// Numbers of an organization held against those of a content.
pub(super) fn beside(own: &[Seen<'_>], theirs: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    for (i, one) in own.iter().enumerate() {
        let near = own[..i].iter().map(|other| (other, is_only_key(one, other, own)));
        let beside = theirs.iter().map(|other| (other, false));
        found.extend(near.chain(beside).find_map(|(other, only)| nearly(one, other, only)));
    }
}

/// `Call us at (406) 555-0107`, which is neither the organization's nor in any key of the sheet.
pub(super) fn nobodys(own: &[Seen<'_>], theirs: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    let is_key = |seen: &&Seen<'_>| matches!(seen.passage.part, Part::Phone | Part::TextTo);
    let keys: Vec<&str> = own.iter().chain(theirs).filter(is_key).map(|seen| seen.digits.as_str()).collect();
    let own_key = own.iter().find(is_key);
    let Some(own_key) = own_key.filter(|_| keys.iter().any(|digits| digits.len() == 10)) else { return };
    for seen in theirs.iter().filter(|seen| seen.passage.is_words() && seen.digits.len() == 10) {
        let text = seen.passage.text.value.as_str();
        let is_known = keys.contains(&seen.digits.as_str());
        let is_told = found.iter().any(|d| d.span == seen.passage.text.span && d.message.contains(&seen.text));
        let Some(at) = text.find(&seen.text).filter(|_| !is_known && !is_told) else { continue };
        if calling::is_our_own(&text[..at], seen.passage.language) {
            let message =
                format!("`{}` is said to be our own, and neither the organization nor a key of the sheet has it", seen.text);
            found.push(
                Diagnostic::warning(&checks::NEAR_NUMBER, seen.passage.text.span, message)
                    .also(own_key.passage.text.span, format!("here it is `{}`", own_key.text))
                    .help("write `{org.phone}` in its place, or look the number up and type it again"),
            );
        }
    }
}

/// Whether one of two numbers stands in words or a code and is nobody's there, and the other is the only one of a key: then
/// it is the key's, and not the next office's.
fn is_only_key(one: &Seen<'_>, other: &Seen<'_>, all: &[Seen<'_>]) -> bool {
    let is_key = |seen: &Seen<'_>| seen.passage.part == Part::Phone && seen.passage.key != "call";
    let (loose, key) = match (is_key(one), is_key(other)) {
        (true, false) => (other, one),
        (false, true) => (one, other),
        _ => return false,
    };
    let same_area = loose.digits.len() == 10 && key.digits.len() == 10 && loose.digits[..3] == key.digits[..3];
    let near_keys = all.iter().filter(|seen| is_key(seen) && seen.digits.get(..3) == key.digits.get(..3));
    let alone = near_keys.clone().all(|seen| seen.digits == key.digits);
    let others = all.iter().filter(|seen| !is_key(seen) && seen.digits.get(..3) == key.digits.get(..3));
    same_area && alone && others.clone().all(|seen| seen.digits == loose.digits || seen.digits == key.digits)
}

/// What is said of two numbers that differ by one slip.
fn nearly(one: &Seen<'_>, other: &Seen<'_>, only_key: bool) -> Option<Diagnostic> {
    let difference = near(&one.digits, &other.digits)?;
    if !(is_slip(one, other, difference) || only_key && matches!(difference, Near::Digit(_))) {
        return None;
    }
    let (one, other) = if one.passage.text.span == Span::NONE { (other, one) } else { (one, other) };
    let how = match difference {
        Near::Digit(_) => "one digit is another",
        Near::Exchanged => "two digits have changed places",
        Near::Missing => "one has a digit more",
    };
    let message = format!("`{}` and `{}` are nearly the same number: {how}", one.text, other.text);
    Some(
        Diagnostic::warning(&checks::NEAR_NUMBER, one.passage.text.span, message)
            .also(other.passage.text.span, format!("here it is `{}`", other.text))
            .help("look the number up, and write it the same way in both places"),
    )
}

/// Offices have numbers in a row, so two keys may well differ by a digit at the end. Not so a number in words and the key it
/// repeats, a number in a code and the one printed, and numbers that are free of charge, which are given out one by one.
fn is_slip(one: &Seen<'_>, other: &Seen<'_>, difference: Near) -> bool {
    let in_words = |seen: &Seen<'_>| seen.passage.is_read();
    let in_code = |seen: &Seen<'_>| seen.passage.key == "call";
    let short = one.digits.len() < 7;
    let free = ["800", "833", "844", "855", "866", "877", "888"].iter().any(|area| one.digits.starts_with(area));
    let keys_alone = !in_words(one) && !in_words(other);
    let same_text = one.passage.text.span == other.passage.text.span;
    match difference {
        Near::Missing => short && !keys_alone && one.digits.len() > 4,
        Near::Exchanged if short => !keys_alone || one.passage.part == Part::TextTo && other.passage.part == Part::TextTo,
        Near::Exchanged => !keys_alone && !same_text || in_code(one) != in_code(other),
        Near::Digit(_) if short => one.digits.len() >= 5 && (!keys_alone || one.passage.part == Part::TextTo),
        Near::Digit(_) if free => true,
        Near::Digit(place) => place > 1 && !keys_alone && !same_text,
    }
}

/// One number, one way to write it.
fn spellings(all: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, &Seen<'_>> = BTreeMap::new();
    for seen in all.iter().filter(|s| !s.has_letters && s.digits.len() >= 7 && !s.text.contains('+')) {
        let Some(before) = first.get(seen.digits.as_str()) else {
            first.insert(&seen.digits, seen);
            continue;
        };
        if plain(&before.text) != plain(&seen.text) {
            let message = format!("`{}` is written `{}` elsewhere on the sheet", seen.text, before.text);
            let diagnostic = Diagnostic::warning(&checks::NUMBER_SPELLING, seen.passage.text.span, message);
            found.push(diagnostic.also(before.passage.text.span, "here").help("write one number one way: people compare"));
        }
    }
}

/// As spellings are compared: all hyphens and all blanks alike, without an extension.
fn plain(text: &str) -> String {
    let cut = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let alike = |c: char| match c {
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{202f}' => ' ',
        c => phone::digit(c).unwrap_or(c),
    };
    text[..cut].trim_end_matches([' ', ',', ';']).chars().map(alike).collect()
}
