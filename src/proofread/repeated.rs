//! A word that stands twice: `the the`.

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
    let Some(word) = doubled(&text, passage.language) else { return };
    let message = format!("`{word} {word}`: the word stands here twice");
    found.push(Diagnostic::warning(&checks::DOUBLED_WORD, passage.text.span, message).help(format!("write `{word}` once")));
}

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
    fn slips_are_told_from_what_is_meant() {
        for (language, text) in [
            ("en", "Learn the the signs"),
            ("en", "The the signs"),
            ("en", "one warning warning sign"),
            ("es", "la la señal"),
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
