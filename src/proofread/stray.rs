//! Signs of a sentence that are out of place: a blank before a comma, two full stops, no blank behind one. In languages
//! that set no blank there.

use super::Desk;
use super::passages::Passage;
use super::words::{primary, rows};
use crate::diag::{Diagnostic, checks};

/// Languages whose commas and full stops stand at the word.
const TIGHT: [&str; 3] = ["en", "es", "de"];

const HOSTS: &str = include_str!("../../assets/registries/top-level-domains.txt");

/// As long is the end of a host that stands in a sentence with a capital: `Library.Org`.
const SHORT_ENDING: usize = 3;

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let base = primary(passage.language);
    if !passage.is_words() || !TIGHT.contains(&base) {
        return;
    }
    let text = &passage.text.value;
    if let Some((said, right)) = no_blank(text) {
        let message = format!("`{said}`: a blank is missing behind a sign");
        found.push(Diagnostic::warning(&checks::STRAY_SIGN, passage.text.span, message).help(format!("write `{right}`")));
        return;
    }
    let Some((said, right)) = stray(text) else { return };
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
    let apart = text.match_indices([',', ';', '?', '!']).find_map(|(at, sign)| {
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

/// `in writing.Call us`, `red,green`: whole words at both sides of the sign, and no address, file or program.
fn no_blank(text: &str) -> Option<(&str, String)> {
    text.split_whitespace().find_map(|piece| {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let at = piece.find(['.', ',']).filter(|_| !piece.contains(['@', '/', '_', '=', ':', '{', '\\']))?;
        let (before, after) = (&piece[..at], &piece[at + 1..]);
        let letters = |word: &str| word.chars().all(char::is_alphabetic);
        let small = |word: &str| word.chars().all(char::is_lowercase);
        let after = after.split(['\'', '’', '-']).next().unwrap_or(after);
        let is_named = after.starts_with(char::is_uppercase) && after.chars().skip(1).all(char::is_lowercase);
        let is_stop = piece[at..].starts_with('.');
        // Longer endings of hosts are mostly words: `.call`, `.family`.
        let ending = after.to_ascii_lowercase();
        let is_host = || ending.len() <= SHORT_ENDING && rows(HOSTS).flat_map(|row| row.split(' ')).any(|host| host == ending);
        let goes_on = if is_stop { is_named && !is_host() && small(before) } else { small(before) && (small(after) || is_named) };
        let is_long = before.chars().count() > 3 && after.chars().count() > if is_stop { 1 } else { 2 };
        let right = format!("{} {}", &piece[..=at], &piece[at + 1..]);
        (letters(before) && letters(after) && is_long && goes_on).then_some((piece, right))
    })
}

#[cfg(test)]
mod tests {
    use super::{no_blank, stray};

    #[test]
    fn blanks_that_are_missing() {
        assert_eq!(no_blank("in writing.Call us."), Some(("writing.Call", "writing. Call".to_string())));
        assert_eq!(no_blank("Bring bread,salt and soup."), Some(("bread,salt", "bread, salt".to_string())));
        for text in [
            "See cottonwood.example.org, Booking.com or library.Org.",
            "Open 9 a.m.to noon, St.Paul, Node.js and e.g.Ann",
            "desk@library.Example and https://a.org/give.Now",
            "U.S.Army, Dr.Smith, A,B,C and 1,200",
            "{org.name} and {org.Phone}",
            "photo.JPG and notes.txt",
        ] {
            assert_eq!(no_blank(text), None, "{text}");
        }
    }

    #[test]
    fn signs_that_are_out_of_place_are_told() {
        assert_eq!(stray("Bring your ID , and a pen."), Some(("ID ,", "ID,".to_string())));
        assert_eq!(stray("So what ?"), Some(("what ?", "what?".to_string())));
        assert_eq!(stray("It is free.."), Some(("free..", "free.".to_string())));
        for text in ["Wait... what?", "Wait ... so", "See ../files", "a, b; c.", "Open 9 , 10", "the U.S..", "1 ; 2", ", and"] {
            assert_eq!(stray(text), None, "{text}");
        }
    }
}
