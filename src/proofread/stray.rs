//! Signs of a sentence that are out of place: a blank before a comma, two full stops. In languages that set no blank there.

use super::Desk;
use super::passages::Passage;
use super::words::primary;
use crate::diag::{Diagnostic, checks};

/// Languages whose commas and full stops stand at the word.
const TIGHT: [&str; 2] = ["en", "es"];

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let base = primary(passage.language);
    if !passage.is_words() || !TIGHT.contains(&base) {
        return;
    }
    let Some((said, right)) = stray(&passage.text.value) else { return };
    let message = format!("`{said}`: a sign stands where none belongs");
    found.push(Diagnostic::warning(&checks::STRAY_SIGN, passage.text.span, message).help(format!("write `{right}`")));
}

/// The word and the sign, and how they are rather written.
fn stray(text: &str) -> Option<(&str, String)> {
    let ends = |at: usize| text[at..].chars().next().is_none_or(char::is_whitespace);
    let word_before = |at: usize| {
        let start = text[..at].trim_end_matches(|c: char| !c.is_whitespace()).len();
        (start, &text[start..at])
    };
    let apart = text.match_indices([',', ';']).find_map(|(at, sign)| {
        let before = text[..at].strip_suffix(' ')?;
        let (start, word) = word_before(before.len());
        let is_word = word.ends_with(char::is_alphabetic) && ends(at + 1);
        is_word.then(|| (&text[start..=at], format!("{word}{sign}")))
    });
    apart.or_else(|| {
        text.match_indices("..").find_map(|(at, _)| {
            let (start, word) = word_before(at);
            let is_two = ends(at + 2) && word.len() > 1 && word.ends_with(char::is_alphabetic) && !word.contains('.');
            is_two.then(|| (&text[start..at + 2], format!("{word}.")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::stray;

    #[test]
    fn signs_that_are_out_of_place_are_told() {
        assert_eq!(stray("Bring your ID , and a pen."), Some(("ID ,", "ID,".to_string())));
        assert_eq!(stray("It is free.."), Some(("free..", "free.".to_string())));
        for text in ["Wait... what?", "Wait ... so", "See ../files", "a, b; c.", "Open 9 , 10", "the U.S..", "1 ; 2", ", and"] {
            assert_eq!(stray(text), None, "{text}");
        }
    }
}
