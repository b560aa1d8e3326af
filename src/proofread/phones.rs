//! Telephone numbers in words, and numbers of one sheet that are nearly but not quite the same.

use super::numbers::{self, Fault, Near, Written, near};
use super::passages::{Part, Passage};
use super::words::rows;
use super::{Desk, Sheet, calling};
use crate::diag::{Diagnostic, Span, checks};
use crate::qr::phone;
use crate::registry::is_currency_sign;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const NATIONAL: &str = include_str!("../../assets/registries/national-numbers.txt");

/// Each with whose it is.
static NATIONAL_NUMBERS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(NATIONAL).filter_map(|row| row.split_once(' ')).collect());

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
    let known = &*NATIONAL_NUMBERS;
    if national.len() != 10 || known.iter().any(|(number, _)| *number == national) {
        return None;
    }
    let is_slip = |number: &str| matches!(near(number, national), Some(Near::Digit(_) | Near::Exchanged));
    let (number, whose) = known.iter().find(|(number, _)| is_slip(number))?;
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
                "`{written}` cannot be dialled: the area and the three digits after it begin with 2 to 9 and do not end in 11, and 555 is no area"
            ),
            "look the number up and type it again".to_string(),
        ),
        Fault::NoArea => (format!("`{written}` lacks its area code"), format!("type it in front, as `(406) {written}`")),
        Fault::Spelling(why) => (why.clone(), "look the number up and type it again".to_string()),
    }
}

/// A number of a sheet.
#[derive(Clone)]
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
        // `0 71234 50120 6`: a piece of a longer number.
        let (head, rest) = (text[..word.at].strip_suffix(' '), text[word.end()..].strip_prefix(' '));
        let is_digit = |c: char| c.is_ascii_digit();
        if head.is_some_and(|head| head.ends_with(is_digit)) || rest.is_some_and(|rest| rest.starts_with(is_digit)) {
            return false;
        }
        let before = text[..word.at].chars().next_back().unwrap_or(' ');
        let after = text[word.end()..].chars().next().unwrap_or(' ');
        !"-–(./#".contains(before) && !is_currency_sign(before) && !"-–%/".contains(after)
    };
    let short = words
        .into_iter()
        .filter(move |w| (5..=6).contains(&w.text.len()) && w.text.bytes().all(|b| b.is_ascii_digit()) && alone(w));
    short.map(|w| w.text.to_string()).collect::<Vec<_>>().into_iter()
}

/// Numbers of one content held against each other.
pub(super) fn on_one_sheet(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let all = seen(&sheet.passages);
    let names = names(sheet, desk);
    for (i, one) in all.iter().enumerate() {
        for other in &all[..i] {
            let is_only = is_only_key(one, other, &all) && ![one, other].into_iter().any(|seen| is_of_another(seen, &names));
            found.extend(nearly(one, other, is_only || is_only_in_code(one, other, &all)));
        }
    }
    found.extend(all.iter().filter_map(|one| of_another_country(one, &all)));
    found.extend(other_area(all.iter(), all.iter()));
    spellings(&all, found);
}

/// What the sheet and who hands it out are called, in small letters.
fn names(sheet: &Sheet<'_>, desk: &Desk<'_>) -> String {
    let own = sheet.passages.iter().filter(|p| p.part == Part::Name && p.key == "name").map(|p| p.text);
    let orgs = desk.project.orgs.values().take(MOST_NAMES).flat_map(|org| [Some(&org.name), org.short.as_ref()]).flatten();
    let all: Vec<String> = own.chain(orgs).map(|text| text.value.to_lowercase()).collect();
    all.join("\n")
}

/// More organizations than this do not hand out one sheet together.
const MOST_NAMES: usize = 40;

/// Whether a number in words stands behind the name of somebody whom no key of the sheet names: then it is theirs.
fn is_of_another(seen: &Seen<'_>, names: &str) -> bool {
    let text = seen.passage.text.value.as_str();
    let at = text.find(&seen.text).filter(|_| seen.passage.is_words());
    at.is_some_and(|at| calling::names_another(&text[..at], names, seen.passage.language))
}

/// The numbers of a row of events held against each other and those of a content: people register at one desk.
pub(super) fn of_rows(rows: &[Passage<'_>], sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let (own, theirs) = (seen(rows), seen(&sheet.passages));
    for (i, one) in own.iter().enumerate() {
        let all = own[..i].iter().chain(&theirs);
        let near = all.filter(|other| other.digits.len() == 10).find_map(|other| {
            let difference = near(&one.digits, &other.digits)?;
            // A desk of its own has another last digit.
            (!matches!(difference, Near::Digit(0 | 1))).then(|| almost(one, other, difference))
        });
        found.extend(near);
    }
}

/// Whether one of two numbers is dialled by a code and stands nowhere else on the sheet.
fn is_only_in_code(one: &Seen<'_>, other: &Seen<'_>, all: &[Seen<'_>]) -> bool {
    let in_code = |seen: &Seen<'_>| seen.passage.key == "call";
    let code = match (in_code(one), in_code(other)) {
        (true, false) => one,
        (false, true) => other,
        _ => return false,
    };
    !all.iter().any(|seen| !in_code(seen) && seen.digits == code.digits)
}

/// `+218 555 0142` beside `(218) 555-0142`: without the `1` the area is a country, and strangers far away answer.
fn of_another_country(one: &Seen<'_>, all: &[Seen<'_>]) -> Option<Diagnostic> {
    let is_lost = |seen: &Seen<'_>| {
        let all = || seen.text.chars().filter(char::is_ascii_digit).collect::<String>();
        seen.text.trim_start().starts_with('+') && seen.digits.len() == 10 && all().starts_with(&seen.digits)
    };
    let area = one.digits.get(..3).filter(|area| is_lost(one) && !area.starts_with(['0', '1']))?;
    let other = all.iter().find(|seen| !is_lost(seen) && seen.digits.len() == 10 && seen.digits.starts_with(area))?;
    let message = format!("`{}` is dialled in another country: behind `+` the `1` is missing", one.text);
    Some(
        Diagnostic::error(&checks::BAD_PHONE, one.passage.text.span, message)
            .also(other.passage.text.span, "a number of the same area")
            .help(format!("write `+1 {}-{}-{}`, or the number without `+`", area, &one.digits[3..6], &one.digits[6..])),
    )
}

/// `(460) 555-0171` beside `(406) 555-0172`: the area of one number with two neighbouring digits exchanged, where no other number
/// has it. Areas beside one another are hardly ever so alike.
fn other_area<'s>(
    mut some: impl Iterator<Item = &'s Seen<'s>>,
    all: impl Iterator<Item = &'s Seen<'s>> + Clone,
) -> Option<Diagnostic> {
    let area = |seen: &'s Seen<'s>| seen.digits.get(..3).filter(|_| seen.digits.len() == 10 && !is_free(seen));
    let is_alone = |wanted: &str| {
        let mut numbers = all.clone().filter(|seen| area(seen) == Some(wanted)).map(|seen| seen.digits.as_str());
        let first = numbers.next();
        numbers.all(|number| Some(number) == first)
    };
    let (one, other) = some.find_map(|one| {
        let own = area(one)?;
        let is_turned = |there: &str| there != own && near(there, own) == Some(Near::Exchanged);
        // Of two that stand alone the organization's, or the first, is the right one.
        let other = all.clone().find(|other| area(other).is_some_and(is_turned)).filter(|_| is_alone(own))?;
        Some((one, other))
    })?;
    let message = format!("the area of `{}` is nearly that of `{}`: two digits have changed places", one.text, other.text);
    Some(
        Diagnostic::warning(&checks::NEAR_NUMBER, one.passage.text.span, message)
            .also(other.passage.text.span, format!("here it is `{}`", other.text))
            .help("look the number up and type it again"),
    )
}

/// The same between an organization and its sheet.
fn across<'s>(own: &'s [Seen<'s>], theirs: &'s [Seen<'s>]) -> Option<Diagnostic> {
    let both = own.iter().chain(theirs);
    other_area(theirs.iter(), both.clone()).or_else(|| other_area(own.iter(), both))
}

fn is_free(seen: &Seen<'_>) -> bool {
    ["800", "833", "844", "855", "866", "877", "888"].iter().any(|area| seen.digits.starts_with(area))
}

/// Numbers of an organization held against those of a content.
pub(super) fn beside<'s>(own: &'s [Seen<'s>], theirs: &'s [Seen<'s>], found: &mut Vec<Diagnostic>) {
    found.extend(other_area(own.iter(), own.iter()).or_else(|| across(own, theirs)));
    for (i, one) in own.iter().enumerate() {
        let near = own[..i].iter().map(|other| (other, is_only_key(one, other, own)));
        let beside = theirs.iter().map(|other| (other, false));
        found.extend(near.chain(beside).find_map(|(other, only)| nearly(one, other, only)));
        let all = own.iter().chain(theirs).find_map(|other| of_another_country(one, std::slice::from_ref(other)));
        found.extend(all);
    }
}

/// `Call us at (406) 555-0107`, which is neither the organization's nor in any key of the sheet.
pub(super) fn nobodys(own: &[Seen<'_>], theirs: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    let is_key = |seen: &&Seen<'_>| matches!(seen.passage.part, Part::Phone | Part::TextTo);
    let keys: Vec<&str> = own.iter().chain(theirs).filter(is_key).map(|seen| seen.digits.as_str()).collect();
    let own_key = own.iter().find(is_key);
    let Some(own_key) = own_key.filter(|_| keys.iter().any(|digits| digits.len() == 10)) else { return };
    // With a second office, or a second number, it may be the next one in the row.
    let loose: BTreeSet<&str> = theirs.iter().map(|seen| seen.digits.as_str()).filter(|digits| !keys.contains(digits)).collect();
    let is_alone = loose.len() == 1 && keys.iter().all(|key| key.get(..3) != own_key.digits.get(..3) || *key == own_key.digits);
    for seen in theirs.iter().filter(|seen| seen.passage.is_words() && seen.digits.len() == 10) {
        let text = seen.passage.text.value.as_str();
        let is_known = keys.contains(&seen.digits.as_str());
        let Some(at) = text.find(&seen.text).filter(|_| !is_known) else { continue };
        let is_ours = calling::is_our_own(&text[..at], seen.passage.language);
        let is_next =
            || is_alone && near(&seen.digits, &own_key.digits).is_some() && calling::is_bare(&text[..at], seen.passage.language);
        let is_told = || found.iter().any(|d| d.span == seen.passage.text.span && d.message.contains(&seen.text));
        if (is_ours || is_next()) && !is_told() {
            let message = match is_ours {
                true => {
                    format!("`{}` is said to be our own, and neither the organization nor a key of the sheet has it", seen.text)
                }
                false => format!("`{}` is nearly the number of the organization, and no key of the sheet has it", seen.text),
            };
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
    // A line for messages beside the line for calls of one contact may well be the next.
    if loose.passage.part == Part::TextTo && loose.passage.block.is_some() && loose.passage.block == key.passage.block {
        return false;
    }
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
    Some(almost(one, other, difference))
}

fn almost(one: &Seen<'_>, other: &Seen<'_>, difference: Near) -> Diagnostic {
    let (one, other) = if one.passage.text.span == Span::NONE { (other, one) } else { (one, other) };
    let how = match difference {
        Near::Digit(_) => "one digit is another",
        Near::Exchanged => "two digits have changed places",
        Near::Missing => "one has a digit more",
    };
    let message = format!("`{}` and `{}` are nearly the same number: {how}", one.text, other.text);
    Diagnostic::warning(&checks::NEAR_NUMBER, one.passage.text.span, message)
        .also(other.passage.text.span, format!("here it is `{}`", other.text))
        .help("look the number up, and write it the same way in both places")
}

/// Offices have numbers in a row, so two keys may well differ by a digit at the end. Not so a number in words and the key it
/// repeats, a number in a code and the one printed, and numbers that are free of charge, which are given out one by one.
fn is_slip(one: &Seen<'_>, other: &Seen<'_>, difference: Near) -> bool {
    let in_words = |seen: &Seen<'_>| seen.passage.is_read();
    let in_code = |seen: &Seen<'_>| seen.passage.key == "call";
    let short = one.digits.len() < 7;
    let free = is_free(one);
    let keys_alone = !in_words(one) && !in_words(other);
    let same_text = one.passage.text.span == other.passage.text.span;
    match difference {
        Near::Missing => short && !keys_alone && one.digits.len() > 4,
        Near::Exchanged if short => !keys_alone || one.passage.part == Part::TextTo && other.passage.part == Part::TextTo,
        Near::Exchanged => !keys_alone && !same_text || in_code(one) != in_code(other) || is_said_again(one, other),
        Near::Digit(_) if short => one.digits.len() >= 5 && (!keys_alone || one.passage.part == Part::TextTo),
        Near::Digit(_) if free => true,
        Near::Digit(place) => place > 1 && !keys_alone && !same_text,
    }
}

/// Two keys that say one number again: both for text telephones, or where one registers and whom one asks.
fn is_said_again(one: &Seen<'_>, other: &Seen<'_>) -> bool {
    let keys = [one.passage.key, other.passage.key];
    keys == ["tty", "tty"] || keys.contains(&"rsvp_phone") && (keys[0] != keys[1] || keys.contains(&"phone"))
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
