//! A word that stands twice: `the the`. And a phrase: `with the team with the team`.

use super::Desk;
use super::passages::Passage;
use super::words::{Word, of_language, without_marks, words};
use crate::diag::{Diagnostic, checks};

const DOUBLED: &str = include_str!("../../assets/registries/doubled-words.txt");
const MEANT: &str = include_str!("../../assets/registries/doubled-on-purpose.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_read() {
        return;
    }
    let text = without_marks(&passage.text.value);
    if let Some(phrase) = phrase_twice(&text, passage.language) {
        let message = format!("`{phrase}` stands here twice, one behind the other");
        found.push(Diagnostic::warning(&checks::DOUBLED_WORD, passage.text.span, message).help("write it once"));
        return;
    }
    let Some(word) = doubled(&text, passage.language) else { return };
    let message = format!("`{word} {word}`: the word stands here twice");
    found.push(Diagnostic::warning(&checks::DOUBLED_WORD, passage.text.span, message).help(format!("write `{word}` once")));
}

/// A phrase that is looked for has so many words at the most.
const LONGEST: usize = 8;

/// Only words that never stand twice by intent: articles and their like, and in languages that do not double words, words in
/// small letters that are not on the list of those that are doubled on purpose.
fn doubled<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let all = words(text);
    let twice = all.windows(2).filter(|w| same(w[0].text, w[1].text) && is_blank(&text[w[0].end()..w[1].at]));
    let mut twice = twice.peekable();
    twice.peek()?;
    let never = of_language(DOUBLED, language);
    let meant = of_language(MEANT, language);
    twice.find(|w| is_slip(w, &never, &meant)).map(|w| w[0].text)
}

/// Three words or more that stand twice with only blanks between, one of them a word of every sentence: what is sung or called has none.
fn phrase_twice<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let all = words(text);
    let joined = |from: usize, to: usize| all[from..to].windows(2).all(|w| is_blank(&text[w[0].end()..w[1].at]));
    let never = of_language(DOUBLED, language);
    (3..=(all.len() / 2).min(LONGEST)).find_map(|length| {
        (0..=all.len() - 2 * length).find_map(|from| {
            let (first, second) = (&all[from..from + length], &all[from + length..from + 2 * length]);
            let is_same = first.iter().zip(second).all(|(a, b)| a.text == b.text || same(a.text, b.text));
            let is_plain = || first.iter().any(|word| never.contains(&word.text.to_lowercase().as_str()));
            (is_same && joined(from, from + 2 * length) && is_plain()).then(|| &text[first[0].at..first[length - 1].end()])
        })
    })
}

fn is_slip(w: &[Word<'_>], never: &[&str], meant: &[&str]) -> bool {
    let small = w[0].text.to_lowercase();
    let is_plain = w[1].text.chars().all(char::is_lowercase) && small.chars().count() > 2;
    never.contains(&small.as_str()) || !never.is_empty() && is_plain && !meant.contains(&small.as_str())
}

fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.chars().all(char::is_alphabetic) && a.to_lowercase() == b.to_lowercase()
}

fn is_blank(between: &str) -> bool {
    !between.is_empty() && between.chars().all(char::is_whitespace) && !between.contains("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_stand_twice() {
        assert_eq!(phrase_twice("Come with the team with the team.", "en"), Some("with the team"));
        assert_eq!(phrase_twice("en la taquilla en la taquilla", "es"), Some("en la taquilla"));
        for text in [
            "over and over and over and over again",
            "Go Bears go go Bears go",
            "by the sea, by the sea, by the beautiful sea",
            "row by row by row",
            "Help us to help you to help others",
        ] {
            assert_eq!(phrase_twice(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn slips_are_told_from_what_is_meant() {
        for (language, text) in [
            ("en", "Learn the the signs"),
            ("en", "The the signs"),
            ("en", "one warning warning sign"),
            ("es", "la la señal"),
            ("de", "mit mit der Karte"),
            ("de", "bringen bringen Sie"),
            ("en", "come\nto to us"),
        ] {
            assert!(doubled(text, language).is_some(), "{text}");
        }
        for (language, text) in [
            ("en", "Walla Walla"),
            ("en", "He had had enough"),
            ("en", "very very good"),
            ("en", "Help! Help!"),
            ("haw", "wiki wiki"),
            ("de", "die die Zeichen"),
            ("fr", "vous vous appelez"),
            ("en", "that that"),
            ("en", "9 9"),
            ("tl", "araw araw"),
            ("sw", "pole pole"),
            ("en", "bye bye"),
        ] {
            assert!(doubled(text, language).is_none(), "{text}");
        }
    }
}
