//! Words that have lost their accent on the way, and are none or quite others without it: `anos` for `años`. Knows the words of
//! `assets/registries/lost-accents.txt` alone.

use super::Desk;
use super::passages::Passage;
use super::words::{find_word, of_language, primary, words};
use crate::diag::{Diagnostic, checks};

const LOST: &str = include_str!("../../assets/registries/lost-accents.txt");

/// A shorter word with a capital may be a name, `Nino`, `Ano`, unless it stands for several.
const NAMES: usize = 6;

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_words() {
        return;
    }
    let text = passage.text.value.as_str();
    let Some((written, right)) = lost(text, passage.language).or_else(|| lost_phrase(text, passage.language)) else { return };
    let message = format!("`{written}` has lost its accent: `{right}`");
    found.push(Diagnostic::warning(&checks::LOST_ACCENT, passage.text.span, message).help(format!("write `{right}`")));
}

/// The first such word, and the word that was meant.
fn lost<'t>(text: &'t str, language: &str) -> Option<(&'t str, String)> {
    let base = primary(language);
    let (whole, endings) = (of_language(LOST, base), of_language(LOST, &format!("{base}~")));
    if whole.is_empty() {
        return None;
    }
    let pairs = |list: &[&'static str]| list.iter().filter_map(|pair| pair.split_once(" = ")).collect::<Vec<_>>();
    let (whole, endings) = (pairs(&whole), pairs(&endings));
    words(text).into_iter().filter(|word| word.text.is_ascii() && !is_of_address(text, word.at, word.end())).find_map(|word| {
        let lower = word.text.to_lowercase();
        let is_small = word.text == lower || word.text.len() > 2 && word.text == word.text.to_uppercase();
        // German nouns have a capital wherever they stand.
        let begins = text[..word.at].trim_end().chars().next_back().is_none_or(|c| ".!?:¿¡\n\"“«(".contains(c));
        let may_be_name = !begins && base != "de" || word.text.len() < NAMES && !word.text.ends_with('s');
        if !is_small && may_be_name {
            return None;
        }
        let known = whole.iter().find(|(wrong, _)| *wrong == lower).map(|(_, right)| (*right).to_string());
        let ended = || {
            let (wrong, right) = endings.iter().find(|(wrong, _)| lower.len() > wrong.len() + 2 && lower.ends_with(wrong))?;
            Some(format!("{}{right}", &lower[..lower.len() - wrong.len()]))
        };
        Some((word.text, known.or_else(ended)?))
    })
}

/// `esta cerrado`: a word that is another one without its accent, and cannot be before this one.
fn lost_phrase<'t>(text: &'t str, language: &str) -> Option<(&'t str, String)> {
    let lower = text.to_lowercase();
    let rows = of_language(LOST, &format!("{}+", primary(language)));
    let pairs = rows.into_iter().filter_map(|pair| pair.split_once(" = "));
    pairs.filter(|_| lower.len() == text.len()).find_map(|(wrong, right)| {
        let at = find_word(&lower, wrong)?;
        Some((text.get(at..at + wrong.len())?, right.to_string()))
    })
}

/// Whether a word is a piece of an address: `example.org/informacion`.
fn is_of_address(text: &str, from: usize, to: usize) -> bool {
    let before = text[..from].chars().next_back().unwrap_or(' ');
    let mut after = text[to..].chars();
    let (next, second) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
    "./@_-=&#{".contains(before) || "@_/=-".contains(next) || next == '.' && second.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn words_without_their_accent_are_told() {
        for text in [
            "Tiene 18 anos o mas",
            "PARA NINOS",
            "Manana a las 9",
            "pida informacion",
            "La atencion es gratis",
            "el sabado",
            "Venga. Tambien hay café.",
        ] {
            assert!(lost(text, "es").is_some(), "{text}");
        }
        for text in [
            "Para niños de 5 a 12 años",
            "Nino Rota y Ana",
            "Visite example.org/informacion",
            "Escriba a informacion@example.org",
            "{contact.informacion.phone}",
        ] {
            assert_eq!(lost(text, "es"), None, "{text}");
        }
        assert_eq!(lost("anos ninos", "en"), None);
    }
}
