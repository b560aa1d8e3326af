//! Numbers of three digits that somebody is told to call or text: 988 is a line, 998 is a slip.

use super::Desk;
use super::calling::cues;
use super::passages::{Part, Passage};
use super::words::{Word, of_language, rows, words};
use crate::diag::{Diagnostic, checks};
use crate::qr::phone;

const IN_SERVICE: &str = include_str!("../../assets/registries/short-numbers.txt");
const LITTLE: &str = include_str!("../../assets/registries/little-words.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if passage.part == Part::TextTo && digits == 4 && !text.contains('{') {
        let message = format!("`{text}` has 4 digits; messages go to 3, 5 or 6 digits, or to a whole number");
        found.push(
            Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message).help("look the number up and type it again"),
        );
    }
    if passage.part == Part::Phone && passage.key == "phone" && text.trim().len() == 5 && digits == 5 {
        let message = format!("`{text}` has 5 digits, as a postal code or a number for messages, and stands where people call");
        found.push(
            Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message)
                .help("look the number up; a number for messages goes under `text`"),
        );
    }
    if let Some((word, inside)) = passage.is_read().then(|| misspelt(text)).flatten() {
        let keys: String = word.chars().map(phone::key_or_digit).collect();
        let message = format!("`{word}` dials {keys}, and the brackets say {inside}");
        found.push(
            Diagnostic::error(&checks::BAD_PHONE, passage.text.span, message)
                .help("look the number up, and write the one that is right in both places"),
        );
    }
    let wrong = match passage.part {
        Part::Phone | Part::TextTo => Some(text.trim()).filter(|t| t.len() == 3 && is_unknown(t)),
        Part::Words if text.bytes().any(|b| b.is_ascii_digit()) => called(text, passage.language),
        _ => None,
    };
    let Some(number) = wrong else { return };
    let message = format!("`{number}` is no short number that is in service");
    let diagnostic = Diagnostic::warning(&checks::BAD_PHONE, passage.text.span, message);
    let near = rows(IN_SERVICE).filter(|known| known.len() == 3 && super::numbers::near(known, number).is_some());
    let near: Vec<String> = near.take(3).map(|known| format!("`{known}`")).collect();
    found.push(match near.is_empty() {
        true => diagnostic.help("look the number up and type it again"),
        false => diagnostic.help(format!("did you mean {}?", near.join(" or "))),
    });
}

/// `BEFREE (233773)`: a word and the number it is meant to be, which differ by one slip.
fn misspelt(text: &str) -> Option<(&str, &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let inside = text[at + 1..].split(')').next()?;
        let word = text[..at].trim_end_matches([' ', '*']).rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
        let short = (5..=6).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
        let keys: String = word.chars().map(phone::key_or_digit).collect();
        (short && super::numbers::near(&keys, inside).is_some()).then_some((word, inside))
    })
}

fn is_known(number: &str) -> bool {
    rows(IN_SERVICE).any(|known| known == number)
}

/// `9111`: a number that everybody knows, with one of its digits twice.
fn is_doubled(number: &str) -> bool {
    number.len() == 4
        && ["911", "988"]
            .iter()
            .any(|known| (0..known.len()).any(|i| format!("{}{}{}", &known[..=i], &known[i..=i], &known[i + 1..]) == number))
}

fn is_unknown(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit()) && !rows(IN_SERVICE).any(|known| known == number)
}

/// The first number of three digits behind a word such as `call`, with at most two words between, that nobody answers.
fn called<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let all = words(text);
    let cues = cues(language);
    let little = of_language(LITTLE, language);
    let is_cue = |word: &Word<'_>| cues.contains(&word.text.to_lowercase().as_str());
    let alone = |word: &Word<'_>| {
        let around = [text[..word.at].chars().next_back(), text[word.end()..].chars().next()];
        let more =
            all.iter().find(|next| next.at > word.at).is_some_and(|next| next.at == word.end() + 1 && next.number().is_some());
        !around.into_iter().flatten().any(|c| "-–()/$%+".contains(c)) && !more
    };
    let candidates = all.iter().enumerate().filter(|(_, word)| {
        let is_slip = word.text.len() == 3 && is_unknown(word.text) || is_doubled(word.text);
        is_slip && alone(word)
    });
    let called = candidates.filter(|(i, word)| {
        let before = &all[i.saturating_sub(3)..*i];
        // A number of things, not one to call: `call 300 people`, `300 or 400 people`. `Call 912 if you can` is one to call.
        let counted = all.get(i + 1).is_some_and(|next| {
            let goes_on = little.contains(&next.text) && !matches!(next.text, "or" | "of" | "to" | "and");
            is_joined(text, word, next) && next.text.chars().all(char::is_lowercase) && !goes_on && next.text != "in"
        });
        before.iter().rev().take_while(|w| w.number().is_none() || is_known(w.text)).any(is_cue)
            && !counted
            && is_one_sentence(text, before, word)
    });
    called.map(|(_, word)| word.text).next()
}

/// Nothing but a blank between.
fn is_joined(text: &str, word: &Word<'_>, next: &Word<'_>) -> bool {
    text[word.end()..next.at].chars().all(char::is_whitespace)
}

fn is_one_sentence(text: &str, before: &[Word<'_>], word: &Word<'_>) -> bool {
    before.first().is_some_and(|first| !text[first.at..word.at].contains(['.', '!', '?', '\n']))
}
