//! `English, Spansh`: the name of a language with a letter wrong, in the list of those that a contact speaks. Knows the names of a
//! registry, and those that the files of languages give.

use super::Desk;
use super::passages::Passage;
use super::words::{primary, rows, words};
use crate::diag::{Diagnostic, checks};

const NAMES: &str = include_str!("../../assets/registries/language-names.txt");

/// Shorter names are too much alike.
const SHORTEST: usize = 6;

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if passage.key != "languages" || primary(passage.language) != "en" {
        return;
    }
    let mut known: Vec<&str> = rows(NAMES).collect();
    known.extend(desk.project.languages.values().map(|language| language.name.value.as_str()));
    let is_known =
        |word: &str| known.iter().any(|name| name.split([' ', '(', ')', ',']).any(|part| part.eq_ignore_ascii_case(word)));
    let all = words(&passage.text.value);
    let named = all.iter().map(|word| word.text).filter(|word| {
        word.starts_with(char::is_uppercase) && word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
    });
    let slip = named.filter(|word| !is_known(word)).find_map(|word| {
        let right = known.iter().find(|name| name.chars().count() >= SHORTEST && is_near(name, word))?;
        Some((word, *right))
    });
    found.extend(slip.map(|(word, right)| {
        let message = format!("`{word}` is nearly `{right}`");
        Diagnostic::warning(&checks::MISSPELT_NAME, passage.text.span, message)
            .help(format!("write `{right}`, or let it be with `[[allow]]` where it is a language of its own"))
    }));
}

/// One letter is another, too many, missing, or has changed places with its neighbour.
fn is_near(name: &str, word: &str) -> bool {
    strsim::osa_distance(&name.to_lowercase(), &word.to_lowercase()) == 1
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_slip_is_told_from_another_language() {
        assert!(is_near("Spanish", "Spansh") && is_near("Arabic", "Arabci") && is_near("Vietnamese", "Vietnamse"));
        for (name, other) in [("Spanish", "Danish"), ("Turkish", "Kurdish"), ("Korean", "Karen"), ("Somali", "Samoan")] {
            assert!(!is_near(name, other), "{other}");
        }
    }
}
