//! One name of several words that stands in two texts, and in one of them with a letter wrong: `Elk Rigde Trio` beside `Elk Ridge Trio`.
//! Neither is a key; those are looked at in `near_names`.

use super::calendar::{month, weekday};
use super::near_names::{is_office, is_slip};
use super::words::{Word, holds_word, of_language, rows, without_marks, words};
use super::{Desk, Pair, Sheet};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::Language;
use std::collections::BTreeMap;

const STREETS: &str = include_str!("../../assets/registries/street-ends.txt");
const PLACES: &str = include_str!("../../assets/registries/place-words.txt");

/// A name has from two to so many words.
const LONGEST: usize = 5;
/// A word with a letter wrong has so many at the least.
const SHORTEST: usize = 5;
/// Two letters may be wrong behind so many that are right.
const BEGINNING: usize = 6;

/// A name in a text: its words but one, and which is left out.
type Key = (String, usize);

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let mut all: BTreeMap<Key, Vec<(String, &At<String>)>> = BTreeMap::new();
    for passage in sheet.passages.iter().filter(|p| p.is_read() && p.key != "address") {
        let text = without_marks(&passage.text.value);
        for (key, word) in names(&text, language) {
            let seen = all.entry(key).or_default();
            if !seen.iter().any(|(other, at)| *other == word && at.span == passage.text.span) {
                seen.push((word, passage.text));
            }
        }
    }
    let told: Vec<Span> = found.iter().filter(|d| d.check == &checks::NEAR_NAME).map(|d| d.span).collect();
    let mut pairs = all.iter().filter_map(|(key, seen)| two_of(key, seen));
    found.extend(pairs.find(|(_, one, other)| !told.contains(&one.span) && !told.contains(&other.span)).map(near));
}

/// A name of the source that the translation has with a letter wrong.
pub(super) fn translated(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let languages = &desk.project.languages;
    let Some((from, to)) = languages.get(pair.source.language).zip(languages.get(pair.translated.language)) else { return };
    let (source, translated) = (without_marks(&pair.source.text.value), without_marks(&pair.translated.text.value));
    let said: Vec<(Key, String)> = names(&translated, to).collect();
    let mut wanted = names(&source, from).filter(|(_, word)| !holds_word(&translated, word));
    let slip = wanted.find_map(|(key, word)| {
        let is_told = |other: &str| is_near(&key, &word, other) && !(key.1 == 0 && is_office(other, &to.tag));
        let (_, other) = said.iter().find(|(there, other)| *there == key && is_told(other))?;
        (!holds_word(&source, other)).then(|| (format!("`{other}` stands here, and `{word}` in the source"), other.clone()))
    });
    found.extend(slip.map(|(message, _)| {
        Diagnostic::warning(&checks::NEAR_NAME, pair.translated.text.span, message)
            .also(pair.source.text.span, "the source")
            .help("write the name the same way in both places")
    }));
}

fn near((words, one, other): (String, &At<String>, &At<String>)) -> Diagnostic {
    Diagnostic::warning(&checks::NEAR_NAME, one.span, words)
        .also(other.span, "the other")
        .help("write the name the same way in both places; with `[[allow]]` where they are two")
}

/// Two spellings of one name, in two texts; the rarer one first.
fn two_of<'p>(key: &Key, seen: &[(String, &'p At<String>)]) -> Option<(String, &'p At<String>, &'p At<String>)> {
    let many = |word: &str| seen.iter().filter(|(other, _)| other == word).count();
    let pairs = seen.iter().enumerate().flat_map(|(i, one)| seen[..i].iter().map(move |other| (one, other)));
    let mut slips = pairs.filter(|((word, at), (other, there))| at.span != there.span && is_near(key, word, other));
    let ((word, at), (other, there)) = slips.next()?;
    // Both again and again: they are two.
    if many(word) > 1 && many(other) > 1 {
        return None;
    }
    let (word, at, other, there) = if many(word) > many(other) { (other, there, word, at) } else { (word, at, other, there) };
    Some((format!("`{word}` stands here where another text has `{other}`"), at, there))
}

/// Every name of a text by its words without one of them, in turn. All words begin with a capital; the first of a sentence may be none
/// of the name.
fn names<'t>(text: &'t str, language: &'t Language) -> impl Iterator<Item = (Key, String)> + use<'t> {
    let all: Vec<Word<'t>> = if text.chars().filter(|c| c.is_uppercase()).count() > 1 { words(text) } else { Vec::new() };
    let is_named = move |word: &Word<'_>| {
        word.text.starts_with(char::is_uppercase)
            && word.text.chars().all(char::is_alphabetic)
            && word.text.chars().skip(1).any(char::is_lowercase)
            && weekday(word.text, language).is_none()
            && month(word.text, language).is_none()
    };
    let joined = move |two: &[Word<'_>]| matches!(&text[two[0].end()..two[1].at], " " | ". ");
    let mut found = Vec::new();
    for from in 0..all.len() {
        for to in from + 2..=(from + LONGEST).min(all.len()) {
            let run = &all[from..to];
            if !run.iter().all(is_named) || !run.windows(2).all(joined) {
                break;
            }
            for (place, word) in run.iter().enumerate() {
                let rest: Vec<String> =
                    run.iter().enumerate().map(|(i, w)| if i == place { String::new() } else { w.text.to_lowercase() }).collect();
                found.push(((rest.join(" "), place), word.text.to_string()));
            }
        }
    }
    found.into_iter()
}

/// Whether two words in one place of a name are one word. First names are often alike (`Maria`, `Mario`), so of two words the last
/// counts, or the one before a word of many letters.
fn is_near((rest, place): &Key, word: &str, other: &str) -> bool {
    let long = rest.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let parts = rest.split(' ').count();
    let is_place = || {
        let kinds = rows(STREETS).flat_map(|row| row.split(',')).map(str::trim).chain(of_language(PLACES, "en"));
        let last = rest.rsplit(' ').next().unwrap_or_default();
        kinds.into_iter().any(|kind| kind == last)
    };
    let is_first = *place == 0 && parts == 2 && word.chars().count() <= BEGINNING && !is_place();
    let (a, b) = (word.to_lowercase(), other.to_lowercase());
    let plural = a.strip_suffix('s') == Some(&b) || b.strip_suffix('s') == Some(&a);
    let least = a.chars().count().min(b.chars().count());
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let two = alike >= BEGINNING && strsim::osa_distance(&a, &b) == 2;
    long && !is_first && !plural && least >= SHORTEST && (is_slip(word, other, true) || two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_and_two_names() {
        let last = ("solveig ".to_string(), 1);
        for (word, other) in [("Hartmann", "Hartman"), ("Yellowtail", "Yellowtale"), ("Ridge", "Rigde")] {
            assert!(is_near(&last, word, other), "{other}");
        }
        for (word, other) in [("Friend", "Friends"), ("North", "South"), ("Northwest", "Northeast"), ("Hall", "Mall")] {
            assert!(!is_near(&last, word, other), "{other}");
        }
        assert!(
            !is_near(&(" lopez".to_string(), 0), "Maria", "Mario") && is_near(&(" street".to_string(), 0), "Galena", "Gallena")
        );
    }
}
