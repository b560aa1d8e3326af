//! Names of people and places in words that are nearly but not quite those of keys: `Noor Hadad` beside `Noor Haddad`.

use super::passages::{Part, Passage};
use super::words::{Word, of_language, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Event, Name, Org};
use std::collections::{BTreeMap, BTreeSet};

const PLACES: &str = include_str!("../../assets/registries/place-words.txt");
const OFFICES: &str = include_str!("../../assets/registries/office-words.txt");

/// A name has from two to so many words.
const LONGEST: usize = 6;

/// A word with a letter wrong has so many at the least: `St` and `Mt`, `Al` and `Ed` are two.
const SHORTEST: usize = 4;

/// A kind of place that has lost a letter has so many: `Union Hal`.
const CUT: usize = 3;

/// Everything of a sheet that may be a name, by its words without one of them.
pub(super) struct Names<'p> {
    /// The words but one, in small letters, with its place; the word that was there, and where.
    all: BTreeMap<(String, usize), Vec<(String, &'p Passage<'p>)>>,
}

impl<'p> Names<'p> {
    /// Names in the words of a sheet, found again with any one of their letters left out.
    pub fn of(passages: &'p [Passage<'p>]) -> Names<'p> {
        let mut all: BTreeMap<(String, usize), Vec<(String, &'p Passage<'p>)>> = BTreeMap::new();
        for passage in passages.iter().filter(|p| p.is_read() && p.key != "address") {
            let text = without_marks(&passage.text.value);
            let words = words(&text);
            for run in runs(&text, &words) {
                for (key, word) in without_each(run) {
                    all.entry(key).or_default().push((word, passage));
                }
            }
        }
        Names { all }
    }

    /// A text in which the name stands with a letter wrong.
    fn nearly(&self, name: &At<String>, known: &BTreeSet<&str>) -> Option<Diagnostic> {
        let text = without_marks(&name.value);
        let parts = words(&text);
        if !(2..=LONGEST).contains(&parts.len()) || !is_run(&text, &parts) {
            return None;
        }
        without_each(&parts).find_map(|(key, word)| {
            let is_last = key.1 + 1 == parts.len();
            let (written, passage) = self.all.get(&key)?.iter().find(|(other, passage)| {
                is_slip(&word, other, is_last)
                    && !(key.1 == 0 && is_office(other, passage.language))
                    && !known.contains(passage.text.value.as_str())
                    && passage.text.span != name.span
            })?;
            let message = format!("`{written}` stands here where `{}` has `{word}`", name.value);
            Some(
                Diagnostic::warning(&checks::NEAR_NAME, passage.text.span, message)
                    .also(name.span, "the name")
                    .help("write the name the same way in both places; with `[[allow]]` where they are two"),
            )
        })
    }
}

/// Words that may be one name: only blanks between them, and the first and the last with a capital.
fn is_run(text: &str, parts: &[Word<'_>]) -> bool {
    let joined = parts.windows(2).all(|two| matches!(&text[two[0].end()..two[1].at], " " | ". "));
    let named = |word: Option<&Word<'_>>| word.is_some_and(|word| word.text.starts_with(char::is_uppercase));
    joined && named(parts.first()) && named(parts.last())
}

fn runs<'a, 't>(text: &'a str, all: &'a [Word<'t>]) -> impl Iterator<Item = &'a [Word<'t>]> {
    let lengths = move |from: usize| (2..=LONGEST).filter_map(move |length| all.get(from..from + length));
    (0..all.len()).flat_map(lengths).filter(move |run| is_run(text, run))
}

/// The words of a run without one of them, which begins with a capital, each in turn.
fn without_each<'a>(run: &'a [Word<'_>]) -> impl Iterator<Item = ((String, usize), String)> + 'a {
    let has_capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase) && word.text.chars().count() >= CUT;
    run.iter().enumerate().filter(move |(_, word)| has_capital(word)).map(|(place, word)| {
        let rest: Vec<String> =
            run.iter().enumerate().map(|(i, word)| if i == place { String::new() } else { word.text.to_lowercase() }).collect();
        ((rest.join(" "), place), word.text.to_string())
    })
}

/// One letter is another, too many, missing, or has changed places with its neighbour; one word of several things (`Friends`) is
/// no slip at the end of a name, nor is one with an apostrophe.
pub(super) fn is_slip(name: &str, word: &str, is_last: bool) -> bool {
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    let bare = |text: &str| text.split(['\'', '’']).next().unwrap_or_default().to_string();
    let has_digit = |text: &str| text.contains(|c: char| c.is_numeric());
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    let is_plural = is_last && (plural(&name, &word) || plural(&word, &name));
    bare(&name) != bare(&word)
        && !is_plural
        && !has_digit(&name)
        && !has_digit(&word)
        && (name.chars().count().min(word.chars().count()) >= SHORTEST || is_last && is_cut_place(&name, &word))
        && strsim::osa_distance(&bare(&name), &bare(&word)) == 1
}

/// `Presidenta` in Spanish, beside `President`: a word of the language, and no slip.
pub(super) fn is_office(word: &str, language: &str) -> bool {
    of_language(OFFICES, language).contains(&word.to_lowercase().as_str())
}

/// `hal` for `hall`.
fn is_cut_place(name: &str, word: &str) -> bool {
    word.chars().count() == CUT && name.chars().count() > CUT && of_language(PLACES, "en").contains(&name)
}

/// The names of a sheet's keys against its words. Two keys may be two: mother and son.
pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let is_key = |p: &&Passage<'_>| p.part == Part::Name && matches!(p.key, "name" | "speaker" | "venue" | "presenter" | "by");
    let keys: Vec<&At<String>> = sheet.passages.iter().filter(is_key).map(|p| p.text).collect();
    let of_rows = sheet.events().filter(|_| sheet.has_rows).flat_map(named);
    let keys: Vec<&At<String>> = keys.into_iter().chain(of_rows).collect();
    if keys.is_empty() {
        return;
    }
    let known: BTreeSet<&str> = keys.iter().map(|key| key.value.as_str()).collect();
    let names = Names::of(&sheet.passages);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for key in keys {
        if seen.insert(key.value.as_str()) {
            found.extend(names.nearly(key, &known));
        }
    }
}

/// Who speaks and where, of an event.
fn named(event: &Event) -> impl Iterator<Item = &At<String>> {
    [&event.speaker, &event.venue, &event.presenter].into_iter().flatten()
}

/// The name of an organization against the words of the sheets that it hands out, and its own.
pub(super) fn beside(
    (id, org): (&Name, &Org),
    names: &Names<'_>,
    own: &[Passage<'_>],
    desk: &Desk<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let known: BTreeSet<&str> = BTreeSet::from([org.name.value.as_str()]);
    let is_another =
        |d: &Diagnostic| desk.project.orgs.iter().any(|(other, org)| other != id && d.message.contains(&org.name.value));
    found.extend(names.nearly(&org.name, &known).filter(|d| !is_another(d)));
    let words: Vec<Passage<'_>> = own.iter().filter(|p| p.is_words()).copied().collect();
    if !words.is_empty() {
        found.extend(Names::of(&words).nearly(&org.name, &known).filter(|d| !is_another(d)));
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_in_names_are_told_from_other_names() {
        for (name, word) in
            [("Haddad", "Hadad"), ("Creek", "Greek"), ("Lantern", "Latern"), ("García", "Garcia"), ("Aileen", "Eileen")]
        {
            assert!(is_slip(name, word, true), "{word}");
        }
        for (name, word) in
            [("School", "Schools"), ("North", "South"), ("O’Hara", "O'Hara"), ("Hall", "HALL"), ("Room1", "Room2")]
        {
            assert!(!is_slip(name, word, true), "{word}");
        }
        assert!(is_slip("Gate", "Gates", false) && is_slip("Hall", "Hal", true) && !is_slip("Lake", "Lak", true));
    }
}
