//! Numbers of a row and Roman ones: `Fifth Street` and `calle Sexta`, `Title VI` and `Título IV`, in a translation, and `Fourth` for
//! `Fifth` in a short form. Which words they are is data.

use super::words::{of_language, primary, words};
use super::{Desk, Pair};
use crate::diag::{Diagnostic, checks};

const ORDINALS: &str = include_str!("../../assets/registries/ordinal-words.txt");
const ENDS: &str = include_str!("../../assets/registries/ordinal-ends.txt");

pub(super) fn translated(pair: &Pair<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let span = pair.translated.text.span;
    if found.iter().any(|d| d.check == &checks::TRANSLATION_DIFFERS && d.span == span) {
        return;
    }
    let (from, to) = (&pair.source, &pair.translated);
    let in_words = other((&from.text.value, from.language), (&to.text.value, to.language));
    let roman = || only(&roman(&from.text.value)).zip(only(&roman(&to.text.value))).filter(|(wanted, got)| wanted != got);
    found.extend(in_words.or_else(roman).map(|(wanted, got)| {
        let message = format!("`{got}` stands here, and `{wanted}` in the source");
        Diagnostic::warning(&checks::TRANSLATION_DIFFERS, span, message)
            .also(from.text.span, "the source")
            .help("look at both, and say the same in both")
    }));
}

/// The one number of a row that the first text has, and the other one that the second has in its place.
pub(super) fn other((first, own): (&str, &str), (second, tag): (&str, &str)) -> Option<(String, String)> {
    let (wanted, got) = (ordinals(first, own), ordinals(second, tag));
    let ([(one, wanted, plain)], [(two, got, also_plain)]) = (&wanted[..], &got[..]) else { return None };
    let floors = of_language(ORDINALS, &format!("{}?", primary(own)));
    let is_floor = *one == two + 1 && words(&first.to_lowercase()).iter().any(|word| floors.contains(&word.text));
    (one != two && *plain && *also_plain && !is_floor).then(|| (wanted.clone(), got.clone()))
}

/// The numbers of a row in a text, as they are written, and whether each is nothing else.
fn ordinals(text: &str, language: &str) -> Vec<(u32, String, bool)> {
    let (known, ends) = (of_language(ORDINALS, language), of_language(ENDS, language));
    let doubtful = of_language(ORDINALS, &format!("{}!", primary(language)));
    let of = |word: &str| {
        let lower = word.to_lowercase();
        let digits = lower.len() - lower.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..3).contains(&digits) && ends.contains(&&lower[digits..]) {
            return Some((lower[..digits].parse().ok()?, word.to_string(), true));
        }
        let place = known.iter().position(|forms| forms.split(' ').any(|form| form == lower))?;
        Some((u32::try_from(place).ok()? + 1, word.to_string(), !doubtful.contains(&lower.as_str())))
    };
    words(text).into_iter().filter_map(|word| of(word.text)).collect()
}

/// Roman numbers of two letters and more behind a word.
fn roman(text: &str) -> Vec<String> {
    let all = words(text);
    let is_roman = |word: &str| {
        let is_short = (2..6).contains(&word.len()) && word.chars().all(|c| "IVX".contains(c));
        is_short && !word.contains("IIII") && !word.contains("VV") && word != "XX" && word != "XXX"
    };
    let behind = all.windows(2).filter(|two| two[0].text.chars().count() > 2 && is_roman(two[1].text));
    behind.map(|two| two[1].text.to_string()).collect()
}

fn only(all: &[String]) -> Option<String> {
    if let [one] = all { Some(one.clone()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_row_are_the_same_in_both() {
        let told = |from: &str, to: &str| other((from, "en"), (to, "es")).is_some();
        for (from, to) in [
            ("Walk one block to Fifth Street.", "Camine una cuadra hasta la calle Sexta."),
            ("On the 3rd floor", "En el quinto piso"),
            ("The third door", "La primera puerta"),
        ] {
            assert!(told(from, to), "{from}");
        }
        for (from, to) in [
            ("Walk to Fifth Street.", "Camine hasta la calle Quinta."),
            ("On the third floor", "En el cuarto del tercer piso"),
            ("On the fourth floor", "En el tercer piso"),
            ("Wait a second.", "Espere primero."),
            ("The third Tuesday", "El martes"),
            ("First aid on the third floor", "Primeros auxilios en el tercer piso"),
        ] {
            assert!(!told(from, to), "{from}");
        }
        assert!(other(("The Fourth Street bridge", "en"), ("The Fifth Street bridge", "en")).is_some());
    }

    #[test]
    fn roman_numbers_stand_behind_a_word() {
        assert_eq!(roman("Title VI complaints, World War II and MIX"), ["VI", "II"]);
        assert!(roman("VI, IV drip, I am, Super Bowl XX").is_empty());
    }
}
