//! A number and what it is made of behind a colon: `26 parents: 12 at the tracks, 8 at the water and 4 at the gate`.

use super::Desk;
use super::passages::Passage;
use super::words::{of_language, primary, without_marks, words};
use crate::diag::{Diagnostic, checks};

const SUMS: &str = include_str!("../../assets/registries/sum-words.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_words() || !passage.text.value.contains(':') {
        return;
    }
    let text = without_marks(&passage.text.value);
    let told = text.split(['.', '!', '?', ';', '\n']).find_map(|sentence| other_sum(sentence, passage.language));
    found.extend(told.map(|(parts, sum, total)| {
        let parts: Vec<String> = parts.iter().map(f64::to_string).collect();
        let message = format!("{} are {sum}, and the words say {total}", parts.join(" and "));
        Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
            .help("look the numbers up, and mend the one that is wrong")
    }));
}

/// The parts, what they are together, and the number before the colon that they are not.
fn other_sum(sentence: &str, language: &str) -> Option<(Vec<f64>, f64, f64)> {
    let base = primary(language);
    let (places, joins) = (of_language(SUMS, &format!("{base}+")), of_language(SUMS, &format!("{base}&")));
    let (head, tail) = sentence.split_once(": ")?;
    let before = words(head);
    // `26 parents`, `26 of our parents`: the number stands close before the colon, and no other one behind it.
    let near = &before[before.len().saturating_sub(4)..];
    let (last, total) = near.iter().enumerate().rev().find_map(|(i, word)| Some((i, word.number()?)))?;
    if last + 1 == near.len() || near[last].year().is_some() || total.fract() != 0.0 {
        return None;
    }
    let pieces: Vec<String> = joins.iter().fold(vec![tail.to_string()], |all, join| {
        all.iter().flat_map(|piece| piece.split(&format!(" {join} ")).map(str::to_string).collect::<Vec<_>>()).collect()
    });
    let pieces = pieces.iter().flat_map(|piece| piece.split(", "));
    let part = |piece: &str| {
        let piece = joins.iter().find_map(|join| piece.trim().strip_prefix(&format!("{join} "))).unwrap_or(piece.trim());
        let all = words(piece);
        let (number, place) = (all.first()?, all.get(1)?);
        let is_place = places.contains(&place.text.to_lowercase().as_str()) && number.at == 0;
        let is_joined = piece[number.end()..place.at].trim().is_empty();
        number.number().filter(|n| is_place && is_joined && n.fract() == 0.0 && *n < total)
    };
    let parts: Vec<f64> = pieces.map(part).collect::<Option<_>>()?;
    let sum: f64 = parts.iter().sum();
    (parts.len() > 1 && sum != total).then_some((parts, sum, total))
}

#[cfg(test)]
mod tests {
    use super::other_sum;

    #[test]
    fn parts_are_added() {
        for (text, is_wrong) in [
            ("We need 26 parents: 12 at the tracks, 8 at the water and 4 at the gate", true),
            ("We need 24 parents: 12 at the tracks, 8 at the water and 4 at the gate", false),
            ("24 parents: 12 at the tracks, 8 at the water, and 3 at the gate", true),
            ("Open 3 days: 9 to 5, 10 to 4", false),
            ("Call 2 numbers: 911 for help, 988 for talk", false),
            ("In 2026: 12 at the tracks, 8 at the water", false),
            ("24 parents: 12 at the tracks, bring water", false),
            ("At 9 a.m. come: 2 for 1", false),
        ] {
            assert_eq!(other_sum(text, "en").is_some(), is_wrong, "{text}");
        }
        assert!(other_sum("26 padres: 12 en las pistas, 8 en el agua y 4 en la puerta", "es").is_some());
    }
}
