//! Houses in streets that are nearly but not quite those of keys: `402 Creek Road` beside `420 Creek Road`, `West` for `East`.

use super::calendar::month;
use super::passages::Passage;
use super::words::{Word, rows, without_marks, words};
use super::{Desk, Pair, Sheet};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Language, Org, Project};

/// `street:st`: words of addresses as envelopes shorten them.
const SHORTENED: &str = include_str!("../../assets/registries/street-words.txt");
const KINDS: &str = include_str!("../../assets/registries/street-ends.txt");

/// Words of a street: `East Martin Luther King Boulevard`.
const LONGEST: usize = 6;

/// A house as it stands in a text.
pub(super) struct House {
    number: String,
    /// What follows the number, in small letters and shortened, up to six words.
    street: Vec<String>,
    /// State and postal code behind it, where they follow.
    code: Option<String>,
    written: String,
    at: Span,
}

/// Every number with a name behind it in some texts.
pub(super) fn houses(passages: &[Passage<'_>], project: &Project) -> Vec<House> {
    let read = passages.iter().filter(|p| p.is_read() && p.text.value.bytes().any(|b| b.is_ascii_digit()));
    read.flat_map(|passage| houses_in(passage.text, project.languages.get(passage.language))).collect()
}

/// The places of a sheet, with those of its rows.
pub(super) fn of_sheet(sheet: &Sheet<'_>, project: &Project) -> Vec<House> {
    let mut all = houses(&sheet.passages, project);
    let rows = sheet.events().filter(|_| sheet.has_rows).filter_map(|event| event.address.as_ref());
    all.extend(rows.filter_map(first_house));
    all
}

/// `12 October 2026` is a day where the language is known.
fn houses_in(text: &At<String>, language: Option<&Language>) -> Vec<House> {
    let plain = without_marks(&text.value);
    let all = words(&plain);
    let is_number = |word: &Word<'_>| word.text.len() < 6 && word.text.bytes().all(|b| b.is_ascii_digit());
    let is_day = |i: usize| {
        let next = all.get(i + 1).map_or("", |word| word.text);
        language.is_some_and(|language| month(next, language).is_some())
    };
    let places = all.iter().enumerate().filter(|(i, word)| is_number(word) && !is_day(*i));
    places.filter_map(|(i, word)| house(&plain, &all[i + 1..], word, text.span)).collect()
}

fn house(text: &str, behind: &[Word<'_>], number: &Word<'_>, at: Span) -> Option<House> {
    let mut end = number.end();
    let street: Vec<&Word<'_>> = behind
        .iter()
        .take(LONGEST)
        .take_while(|word| {
            let joined = matches!(&text[end..word.at], " " | ". " | "\u{a0}");
            end = word.end();
            joined && word.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
        .collect();
    let before = text[..number.at].chars().next_back().unwrap_or(' ');
    let last = street.last().filter(|_| !"$€£#-–./:".contains(before))?;
    Some(House {
        number: number.text.to_string(),
        street: street.iter().map(|word| shortened(word.text)).collect(),
        code: code_behind(&text[last.end()..]),
        written: text[number.at..last.end()].to_string(),
        at,
    })
}

/// `WY 82520` of `, Lander, WY 82520`: two capitals and five digits behind a street, in its sentence.
fn code_behind(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(',')?;
    let code =
        words(rest).into_iter().take(6).find(|word| word.text.len() == 5 && word.text.bytes().all(|b| b.is_ascii_digit()))?;
    let before = rest[..code.at].trim_end();
    let state = before.get(before.len().checked_sub(2)?..)?;
    let is_same = !before.contains(['!', '?', ';', '\n']) && state.bytes().all(|b| b.is_ascii_uppercase());
    is_same.then(|| format!("{state} {}", code.text))
}

/// Whether a state and a postal code of the United States stand in an address, one behind the other.
pub(super) fn has_zip(address: &str) -> bool {
    !towns(address).is_empty()
}

/// `Great Falls, MT 59401`: each town of a text with its state and postal code, and where it begins and ends.
fn towns(text: &str) -> Vec<(String, String, std::ops::Range<usize>)> {
    let all = words(text);
    let is_code = |pair: &[Word<'_>]| {
        let (state, code) = (pair[0].text, pair[1].text);
        state.len() == 2
            && state.bytes().all(|b| b.is_ascii_uppercase())
            && code.len() == 5
            && code.bytes().all(|b| b.is_ascii_digit())
            && text[pair[0].end()..pair[1].at].trim().is_empty()
    };
    let codes = (0..all.len().saturating_sub(1)).filter(|i| is_code(&all[*i..*i + 2]));
    codes
        .map(|i| {
            // The words with a capital before the comma before the state.
            let comma = text[..all[i].at].trim_end().strip_suffix(',').map(str::len);
            let mut from = i;
            while from > 0 && comma.is_some() {
                let before = &all[from - 1];
                let end = if from == i { comma.unwrap_or(0) } else { all[from].at };
                let joined = before.end() <= end && text[before.end()..end].trim().is_empty();
                if !joined || !before.text.starts_with(char::is_uppercase) {
                    break;
                }
                from -= 1;
            }
            let town = all[from..i].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
            (town, format!("{} {}", all[i].text, all[i + 1].text), all[from].at..all[i + 1].end())
        })
        .collect()
}

/// The same postal code and state behind the name of another town than a key has, which it shares a word with, or nearly.
fn other_town(key: &At<String>, texts: &[&At<String>]) -> Option<Diagnostic> {
    let keys = towns(&key.value);
    let (town, code, _) = keys.first().filter(|(town, ..)| !town.is_empty())?;
    texts.iter().filter(|text| text.span != key.span).find_map(|text| {
        let said = towns(&text.value);
        let (.., range) =
            said.iter().find(|(other, there, _)| there == code && !other.is_empty() && is_other_town(town, other))?;
        let message = format!("`{}` stands here, and the postal code is that of `{town}`", &text.value[range.clone()]);
        Some(
            Diagnostic::warning(&checks::NEAR_PLACE, text.span, message)
                .also(key.span, "the address")
                .help("look the town up, and write it the same in both places"),
        )
    })
}

/// Not the end of the other one (`Road Great Falls` is a street and its town), and nearly it: a word or a few letters are others.
fn is_other_town(town: &str, other: &str) -> bool {
    let (a, b) = (town.to_lowercase(), other.to_lowercase());
    let words = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
    let (left, right) = (words(&a), words(&b));
    let shares =
        left.len() > 1 && left.len() == right.len() && left.iter().zip(&right).filter(|(a, b)| a == b).count() + 1 == left.len();
    !a.ends_with(&b) && !b.ends_with(&a) && (shares || strsim::osa_distance(&a, &b) <= 2)
}

fn shortened(word: &str) -> String {
    let word = word.to_lowercase();
    let short = rows(SHORTENED).filter_map(|row| row.split_once(':')).find(|(long, _)| *long == word);
    short.map_or(word, |(_, short)| short.to_string())
}

/// How two houses differ, where it is a slip.
fn slip(key: &House, other: &House) -> Option<&'static str> {
    let street = other.street.get(..key.street.len())?;
    if key.street.len() < 2 && key.street.first().is_none_or(|only| only.len() <= 4) {
        return None;
    }
    let differ: Vec<usize> = (0..street.len()).filter(|i| street[*i] != key.street[*i]).collect();
    match (differ.as_slice(), key.number == other.number) {
        ([], true) => {
            key.code.as_ref().zip(other.code.as_ref()).filter(|(a, b)| a != b).map(|_| "state or postal code are others")
        }
        ([], false) => is_other_number(&key.number, &other.number).then_some("the number is another"),
        ([i], true) if street.len() > 1 => other_word(&key.street[*i], &street[*i]),
        _ => None,
    }
}

/// Two digits that have changed places, or one too many: the house next door has another number too.
fn is_other_number(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut digits: Vec<u8> = text.bytes().collect();
        digits.sort_unstable();
        digits
    };
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_lost = long.len() == short.len() + 1
        && short.len() > 1
        && (0..long.len()).any(|i| format!("{}{}", &long[..i], &long[i + 1..]) == *short);
    a.len() == b.len() && a.len() > 1 && sorted(a) == sorted(b) || is_lost
}

const SIDES: [&str; 12] = ["n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"];

fn other_word(a: &str, b: &str) -> Option<&'static str> {
    let is_kind = |word: &str| rows(KINDS).flat_map(|row| row.split(',')).any(|kind| kind.trim() == word);
    if SIDES.contains(&a) && SIDES.contains(&b) {
        return Some("the side of the town is another");
    }
    if is_kind(a) && is_kind(b) {
        return Some("the kind of street is another");
    }
    let letters = |word: &str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    (letters(a) && letters(b) && strsim::osa_distance(a, b) == 1).then_some("a letter of the street is another")
}

/// The first of some houses that is nearly that of a key, which none of them is.
fn told(key: &House, others: &[House], also: &str) -> Option<Diagnostic> {
    let (other, how) = others.iter().filter(|other| other.at != key.at).find_map(|other| Some((other, slip(key, other)?)))?;
    let written = |house: &House| match &house.code {
        Some(code) if other.written == key.written => format!("{}, {code}", house.written),
        _ => house.written.clone(),
    };
    let message = format!("`{}` and `{}` are nearly the same place: {how}", written(other), written(key));
    Some(
        Diagnostic::warning(&checks::NEAR_PLACE, other.at, message)
            .also(key.at, also)
            .help("look the address up, and write it the same in both places"),
    )
}

/// The addresses of events against the words and addresses beside them.
pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let keys: Vec<House> = sheet.events().filter_map(|event| event.address.as_ref()).filter_map(first_house).collect();
    let others = houses(&sheet.passages, desk.project);
    let read: Vec<&At<String>> = sheet.passages.iter().filter(|p| p.is_read()).map(|p| p.text).collect();
    let rows: Vec<&At<String>> = sheet.events().filter_map(|event| event.address.as_ref()).collect();
    let all: Vec<&At<String>> = read.iter().chain(&rows).copied().collect();
    found.extend(rows.first().and_then(|key| other_town(key, &all)));
    found.extend(two_addresses(sheet).filter(|_| sheet.language == sheet.content.language.value));
    let mut done: Vec<(&str, &[String])> = Vec::new();
    for key in &keys {
        if !done.contains(&(&key.number, &key.street)) {
            found.extend(told(key, &others, "the event"));
            done.push((&key.number, &key.street));
        }
    }
    if sheet.has_rows && sheet.language == sheet.content.language.value {
        found.extend(keys.iter().enumerate().filter_map(|(i, key)| told(key, &keys[i + 1..], "another row")));
    }
}

/// One venue of one town at two addresses: events of one sheet in the same place.
fn two_addresses(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let folded = |text: &At<String>| text.value.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let places = sheet.events().filter_map(|event| Some((event.venue.as_ref()?, event.address.as_ref()?)));
    let places: Vec<_> = places.collect();
    let (address, other, venue) = places.iter().copied().enumerate().find_map(|(i, (venue, address))| {
        let (other_venue, other) = *places[..i].iter().find(|(other, _)| folded(other) == folded(venue))?;
        let (one, two) = (towns(&address.value), towns(&other.value));
        let same_town = one.first().zip(two.first()).is_some_and(|(a, b)| a.1 == b.1);
        // A house that is another is told as that.
        let is_told = first_house(address).zip(first_house(other)).is_some_and(|(a, b)| slip(&a, &b).is_some());
        (same_town && folded(address) != folded(other) && !is_told).then_some((address, other, other_venue))
    })?;
    let message = format!("`{}` is at `{}` here, and at `{}` in another event", venue.value, address.value, other.value);
    Some(
        Diagnostic::warning(&checks::NEAR_PLACE, address.span, message)
            .also(other.span, "the other event")
            .help("look the address up, and write it the same in both"),
    )
}

/// The house at the head of an address.
pub(super) fn first_house(address: &At<String>) -> Option<House> {
    houses_in(address, None).into_iter().next()
}

/// The address of an organization against the places that its sheets name.
pub(super) fn beside(org: &Org, sheet: &Sheet<'_>, theirs: &[House], found: &mut Vec<Diagnostic>) {
    let Some(address) = org.address.as_ref().filter(|_| !org.address_confidential) else { return };
    let house = first_house(address).and_then(|key| told(&key, theirs, "the address of the organization"));
    let events: Vec<&At<String>> = sheet.events().filter_map(|event| event.address.as_ref()).collect();
    found.extend(house.or_else(|| other_town(address, &events)));
}

/// A place of the source that is nearly another one in the translation.
pub(super) fn translated(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let of = |passage: &Passage<'_>| houses_in(passage.text, desk.project.languages.get(passage.language));
    let (source, translated) = (of(&pair.source), of(&pair.translated));
    // Numbers are compared by themselves.
    let is_same = |a: &House, b: &House| a.number == b.number && a.street == b.street;
    let other = source.iter().filter(|house| !translated.iter().any(|other| is_same(house, other)));
    found.extend(other.filter_map(|house| told(house, &translated, "the source")).next());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> House {
        let mut all = houses_in(&At::new(text.to_string(), Span::NONE), None);
        all.remove(0)
    }

    #[test]
    fn places_that_are_nearly_the_same() {
        let key = of("420 Baldwin Creek Road, Lander, WY 82520");
        for text in [
            "at 402 Baldwin Creek Road",
            "at 42 Baldwin Creek Rd.",
            "420 Baldwin Creek Street",
            "420 Balwin Creek Road",
            "420 Baldwin Creek Road, Lander, WY 82550",
            "420 Baldwin Creek Road, Lander, WI 82520",
        ] {
            assert!(slip(&key, &of(text)).is_some(), "{text}");
        }
        let east = of("310 East Superior Street, Duluth, MN 55802");
        assert!(slip(&east, &of("310 W. Superior St.")).is_some());
        for (town, other) in [("Great Falls", "Grand Falls"), ("Hamilton", "Hamliton"), ("Fort Benton", "Port Benton")] {
            assert!(is_other_town(town, other), "{other}");
        }
        for (town, other) in [("Great Falls", "Road Great Falls"), ("Billings", "Lockwood"), ("Great Falls", "Great Falls")] {
            assert!(!is_other_town(town, other), "{other}");
        }
        assert_eq!(towns("See you at 4 Mill Road, Great Falls, MT 59401!").len(), 1);
        for text in [
            "420 Baldwin Creek Rd., Lander, WY 82520",
            "the lot of 418 Baldwin Creek Road",
            "420 Baldwin Creek Road",
            "420 Main Street",
            "420 Baldwin",
            "1420 Creek Road",
        ] {
            assert!(slip(&key, &of(text)).is_none(), "{text}");
        }
    }
}
