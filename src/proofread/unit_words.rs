//! Numbers with a unit in words behind them: `35 minutes`, `dos años`. Which words name which unit is data.

use super::number_words::number_of;
use super::words::{of_language, primary, words};

const MEASURES: &str = include_str!("../../assets/registries/measure-words.txt");
const NUMBERS: &str = include_str!("../../assets/registries/number-words.txt");

/// A number and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured<'t> {
    /// As it stands there.
    pub text: &'t str,
    pub number: u32,
    /// `time`, `way`: units of one kind may be taken for each other.
    pub kind: &'static str,
    pub unit: &'static str,
}

/// All of a text.
pub(super) fn measured<'t>(text: &'t str, language: &str) -> Vec<Measured<'t>> {
    let known = of_language(MEASURES, language);
    let all = words(text);
    let pairs = all.windows(2).filter(|two| matches!(&text[two[0].end()..two[1].at], " " | "\u{a0}" | "\u{202f}" | "-"));
    let pairs = pairs.filter_map(|two| {
        let lower = two[1].text.to_lowercase();
        let row = known.iter().filter_map(|row| row.split_once(" = "));
        let ((kind, unit), _) = row
            .filter(|(_, names)| names.split(' ').any(|name| name == lower))
            .find_map(|(what, names)| Some((what.split_once(' ')?, names)))?;
        let number = number_of(two[0].text, language)?;
        Some(Measured { text: &text[two[0].at..two[1].end()], number, kind, unit })
    });
    pairs.collect()
}

/// One of a unit, with an article or in figures, where the other text has more of it and nothing else in this unit: `one-mile` and
/// `deux milles`. As the first has it, and the second.
pub(super) fn one_and_several(from: (&str, &str), to: (&str, &str)) -> Option<(String, String)> {
    let (first, second) = (with_articles(from.0, from.1), with_articles(to.0, to.1));
    first.iter().find_map(|(number, unit, written)| {
        let alone = |all: &[(u32, &str, String)]| all.iter().filter(|(_, other, _)| other == unit).count() == 1;
        let (other, _, said) = second.iter().find(|(_, other, _)| other == unit)?;
        let is_one = (*number == 1) != (*other == 1);
        // `Seven talks of ten minutes` and `ten talks of seven minutes`.
        let has = |text: (&str, &str), number: u32| words(text.0).iter().any(|word| number_of(word.text, text.1) == Some(number));
        let is_swapped = number != other && [from, to].into_iter().all(|text| has(text, *number) && has(text, *other));
        ((is_one || is_swapped) && alone(&first) && alone(&second)).then(|| (written.clone(), said.clone()))
    })
}

/// The measures of a text, those with an article for one too: number, unit, and as they are written.
fn with_articles(text: &str, language: &str) -> Vec<(u32, &'static str, String)> {
    let articles = of_language(NUMBERS, &format!("{}1", primary(language)));
    let lower = text.to_lowercase();
    let all = words(&lower);
    let mut plain = lower.clone();
    for word in all.iter().rev().filter(|word| articles.contains(&word.text)) {
        plain.replace_range(word.at..word.end(), "1");
    }
    measured(&plain, language).into_iter().map(|m| (m.number, m.unit, m.text.to_string())).collect()
}

/// The first number that has one unit in one text and another of its kind in the other: as the second has it, and the first.
pub(super) fn other_unit<'a, 'b>(first: &[Measured<'a>], second: &[Measured<'b>]) -> Option<(&'b str, &'a str)> {
    let is_there = |all: &[Measured<'_>], number: u32, unit: &str| all.iter().any(|m| m.number == number && m.unit == unit);
    let mut lost = first.iter().filter(|m| !is_there(second, m.number, m.unit));
    lost.find_map(|one| {
        let mut others = second.iter().filter(|m| m.number == one.number && m.kind == one.kind && m.unit != one.unit);
        others.find(|m| !is_there(first, m.number, m.unit)).map(|other| (other.text, one.text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_several() {
        let told = |from: &str, to: (&str, &str)| one_and_several((from, "en"), to).is_some();
        for (from, to) in [
            ("A one-mile walk", ("Une marche de deux milles", "fr")),
            ("Walk one block north.", ("Camine dos cuadras al norte.", "es")),
            ("Two blocks north", ("Una cuadra al norte", "es")),
            ("Within an hour", ("En dos horas", "es")),
            ("Seven talks of ten minutes", ("Diez charlas de siete minutos", "es")),
        ] {
            assert!(told(from, to), "{from}");
        }
        for (from, to) in [
            ("A one-mile walk", ("Une marche d’un mille", "fr")),
            ("5 days a week", ("5 días a la semana", "es")),
            ("A two-hour walk", ("Una caminata de dos horas", "es")),
            ("One to two hours", ("De una a dos horas", "es")),
            ("An hour and a half", ("Noventa minutos", "es")),
            ("A week", ("7 días", "es")),
            ("Two weeks a year", ("Dos semanas al año", "es")),
        ] {
            assert!(!told(from, to), "{from}");
        }
    }

    #[test]
    fn a_number_keeps_its_unit() {
        let told = |from: &str, (to, tag): (&str, &str)| other_unit(&measured(from, "en"), &measured(to, tag)).is_some();
        for (from, to) in [
            ("It takes 35 minutes.", ("Tarda 35 horas.", "es")),
            ("It keeps for two years.", ("Dura 2 meses.", "es")),
            ("It is 5 miles long.", ("Mide 5 kilómetros.", "es")),
            ("3 weeks", ("3 Tage", "de")),
            ("It takes 35 minutes.", ("It takes 35 hours.", "en")),
        ] {
            assert!(told(from, to), "{from}");
        }
        for (from, to) in [
            ("It takes 35 minutes.", ("Tarda 35 minutos.", "es")),
            ("It is 5 miles long.", ("Mide 8 kilómetros.", "es")),
            ("12 months", ("1 año", "es")),
            ("A walk of 5 days, 5 hours each", ("5 horas al día, 5 días", "es")),
            ("24 hours, 7 days", ("24 horas, 7 días", "es")),
        ] {
            assert!(!told(from, to), "{from}");
        }
    }
}
