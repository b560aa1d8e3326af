//! What rules about numbers in running words share: percentages, the way that a number goes, the records beside it, and when
//! two numbers are the same.

use super::facts::agrees;
use super::words::{Word, find_word, of_language, primary};
use crate::model::Stat;

const CHANGE: &str = include_str!("../../assets/registries/change-words.txt");
const PERCENT: &str = include_str!("../../assets/registries/percent-words.txt");

/// The records of a content by their names.
pub(super) type Records<'a> = Vec<(&'a str, &'a Stat)>;

/// A percentage: its number, and which of the words it is.
pub(super) fn percentages<'t>(text: &'t str, all: &[Word<'t>], language: &str) -> Vec<(f64, usize)> {
    let cues = of_language(PERCENT, language);
    let is_percent = |i: usize| {
        text[all[i].end()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%')
            || all.get(i + 1).is_some_and(|w| cues.contains(&w.text.to_lowercase().as_str()))
    };
    (0..all.len()).filter(|i| is_percent(*i)).filter_map(|i| Some((all[i].number()?, i))).collect()
}

/// Words of a list that go one way: rows `en+` go up, rows `en-` go down.
pub(super) fn goes(sentence: &str, language: &str, way: char) -> Option<&'static str> {
    let base = primary(language);
    let words = of_language(CHANGE, &format!("{base}{way}"));
    // `up to half` says how far an offer goes, not that something has risen.
    let plain = of_language(CHANGE, &format!("{base}0")).into_iter();
    let sentence = plain.fold(sentence.to_string(), |sentence, phrase| sentence.replace(phrase, " "));
    words.into_iter().find(|word| find_word(&sentence, word).is_some())
}

/// Equal when rounded as it is stated; a whole number may be rounded either way.
pub(super) fn fits(stated: f64, real: f64) -> bool {
    (stated - real).abs() < 1.0 || real >= 100.0 && agrees(stated, real.round())
}
