//! Letters that look like others, and signs that nobody sees: inside words, addresses and numbers.

use super::Desk;
use super::passages::{Part, Passage};
use super::words::{is_alphabetic, is_alphanumeric};
use crate::diag::{Diagnostic, checks};
use crate::qr::payload::is_invisible;

/// Letters of Cyrillic and Greek that look like Latin ones, and what they look like.
const ALIKE: &str = "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEЗ3КKМMНHОOРPСCТTУYХXІIЈJЅSοoνvρpυuιiκkαaΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    if passage.part == Part::Name && passage.block.is_none() && text.contains('\n') {
        let message = format!("`{}` has a line break where one line is wanted", passage.key);
        found.push(Diagnostic::error(&checks::BAD_VALUE, passage.text.span, message).help("write it on one line"));
    }
    if passage.is_read() {
        found.extend(lost_letter(passage));
    }
    if text.is_ascii() {
        return;
    }
    found.extend(turned(passage));
    match passage.part {
        Part::Words | Part::Name => {
            found.extend(hidden(passage));
            found.extend(drawn_forms(passage));
            found.extend(alike(passage));
        }
        // Addresses are looked at where they are read.
        Part::Mail | Part::Link => found.extend(alike_in_mail(passage)),
        Part::Phone | Part::TextTo | Part::Other => {}
    }
}

/// Overrides of direction, which show digits in another order than they are read out or dialled; and those that never end.
fn turned(passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let count = |set: &[char]| text.chars().filter(|c| set.contains(c)).count();
    let overrides = text.chars().find(|c| matches!(c, '\u{202d}' | '\u{202e}'));
    let open = count(&['\u{202a}', '\u{202b}']) != count(&['\u{202c}'])
        || count(&['\u{2066}', '\u{2067}', '\u{2068}']) != count(&['\u{2069}']);
    let sign =
        overrides.or_else(|| text.chars().find(|c| open && matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')))?;
    let message = format!("`{}` holds the invisible U+{:04X}, which turns what follows round", passage.key, sign as u32);
    Some(
        Diagnostic::error(&checks::CONTROL_CHARACTER, passage.text.span, message)
            .help("type the text anew: the direction of every word and number is found without it"),
    )
}

/// `J?rg`: a question mark inside a word, in place of a letter that a character set does not have. `Really?Yes` lacks a blank.
fn lost_letter(passage: &Passage<'_>) -> Option<Diagnostic> {
    let pieces = passage
        .text
        .value
        .split_whitespace()
        .filter(|piece| piece.contains('?') && !piece.contains(['/', '.', '=', '@', '{', '&']));
    let word = pieces.into_iter().find(|piece| {
        let parts: Vec<&str> = piece.trim_matches(|c: char| !c.is_alphanumeric()).split('?').collect();
        let letters = |part: &&str| !part.is_empty() && part.chars().all(is_alphabetic);
        let [first, rest @ ..] = &parts[..] else { return false };
        let is_inside = rest.iter().all(|part| letters(part) && part.starts_with(char::is_lowercase));
        // `Who?me`, `Ready?go` may be two words.
        let is_name =
            first.starts_with(char::is_uppercase) && first.len() < 3 || rest.len() > 1 || first.starts_with(char::is_lowercase);
        !rest.is_empty() && letters(first) && is_inside && is_name
    })?;
    let message = format!("`{word}` has a question mark in place of a letter");
    let help = "type the word anew; the file it was copied from was saved in a character set without this letter";
    Some(Diagnostic::warning(&checks::BROKEN_TEXT, passage.text.span, message).help(help))
}

/// Letters of Arabic as they are drawn in one place of a word, which a PDF holds and a text does not: they stand in the wrong order,
/// cannot be searched for, and are read out one by one. Two of a row, for some of these signs are meant (U+FDFA).
fn drawn_forms(passage: &Passage<'_>) -> Option<Diagnostic> {
    let is_form = |c: char| matches!(c, '\u{fb50}'..='\u{fd3d}' | '\u{fe70}'..='\u{fefc}');
    let all: Vec<char> = passage.text.value.chars().collect();
    let pair = all.windows(2).find(|two| is_form(two[0]) && is_form(two[1]))?;
    let message =
        format!("`{}{}` (U+{:04X}, U+{:04X}) are letters as a PDF draws them", pair[0], pair[1], pair[0] as u32, pair[1] as u32);
    let help = "type the words anew, or copy them from the document that the PDF was made of";
    Some(Diagnostic::error(&checks::BROKEN_TEXT, passage.text.span, message).help(help))
}

/// Blanks of no width inside Latin words. Between letters of Khmer or Thai they tell where a line may end.
fn hidden(passage: &Passage<'_>) -> Option<Diagnostic> {
    let mut before = ' ';
    let mut characters = passage.text.value.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let zero = matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{180e}' | '\u{200e}' | '\u{200f}');
        if zero && is_latin(before) && is_latin(next) || c == '\u{ad}' && (before.is_ascii_digit() || next.is_ascii_digit()) {
            let message = format!("`{}` holds the invisible U+{:04X} between `{before}` and `{next}`", passage.key, c as u32);
            let help = "type the word anew: it cannot be searched for or read out as it stands";
            return Some(Diagnostic::error(&checks::CONTROL_CHARACTER, passage.text.span, message).help(help));
        }
        // Beside a word it does no harm but in a search, and in a code.
        let is_beside = |one: char, other: char| is_latin(one) && (other == ' ' || other.is_ascii_punctuation());
        if matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}') && (is_beside(before, next) || is_beside(next, before)) {
            let message = format!("`{}` holds the invisible U+{:04X} beside a word", passage.key, c as u32);
            let diagnostic = Diagnostic::warning(&checks::CONTROL_CHARACTER, passage.text.span, message);
            return Some(diagnostic.help("type the words anew: they cannot be searched for as they stand"));
        }
        before = c;
    }
    None
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || (c as u32) < 0x250 && is_alphabetic(c)
}

fn is_other(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}')
}

/// What a letter looks like, where it is of another script.
fn looks_like(c: char) -> Option<char> {
    let mut pairs = ALIKE.chars();
    while let (Some(letter), Some(latin)) = (pairs.next(), pairs.next()) {
        if letter == c {
            return Some(latin);
        }
    }
    None
}

/// A word of Latin letters in which one is of another script and only looks right, or the other way round.
fn alike(passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let words = text.split(|c: char| !is_alphanumeric(c) && c != '\u{301}');
    let word = words.filter(|w| w.chars().any(is_latin) && w.chars().any(is_other)).find(|w| is_mixed_up(w))?;
    let latin = word.chars().filter(|c| is_latin(*c)).count() * 2 >= word.chars().count();
    let odd = word.chars().find(|c| if latin { is_other(*c) } else { is_latin(*c) })?;
    let message = format!("`{word}` has letters of two scripts: `{odd}` (U+{:04X}) only looks like the others", odd as u32);
    let plain: String = word.chars().map(|c| looks_like(c).unwrap_or(c)).collect();
    let diagnostic = Diagnostic::warning(&checks::MIXED_SCRIPT, passage.text.span, message);
    Some(if latin { diagnostic.help(format!("write `{plain}`")) } else { diagnostic.help("type the word anew") })
}

/// `kΩ`, `α-test` and `SMSить` are meant so.
fn is_mixed_up(word: &str) -> bool {
    let mut other = word.chars().filter(|c| is_other(*c));
    let all_alike = other.all(|c| looks_like(c).is_some());
    let mut latin = word.chars().filter(|c| is_latin(*c) && is_alphabetic(*c));
    let latin_alike = latin.all(|c| "aeopcyxijhABEKMHOPCTYXI".contains(c));
    word.chars().filter(|c| is_alphabetic(*c)).count() > 2
        && word.chars().any(|c| is_latin(c) && is_alphabetic(c))
        && (all_alike || latin_alike)
}

fn alike_in_mail(passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let invisible = text.chars().find(|c| is_invisible(*c)).filter(|_| passage.part == Part::Mail)?;
    let message = format!("`{}` holds the invisible U+{:04X}", passage.key, invisible as u32);
    Some(Diagnostic::error(&checks::BAD_EMAIL, passage.text.span, message).help("type the address anew"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};

    fn found(text: &str) -> Vec<&'static str> {
        let text = At::new(text.to_string(), Span::NONE);
        let passage = Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" };
        [turned(&passage), hidden(&passage), alike(&passage), drawn_forms(&passage), lost_letter(&passage)]
            .into_iter()
            .flatten()
            .map(|d| d.check.name)
            .collect()
    }

    #[test]
    fn letters_that_only_look_right_are_found() {
        assert_eq!(found("\u{fe8d}\u{fecb}\u{feae}\u{fed1}"), ["broken-text"]);
        assert_eq!(found("Leаrn the signs"), ["mixed-script"]);
        assert_eq!(found("Ηelp"), ["mixed-script"]);
        assert_eq!((found("J?rg M?ller"), found("el ni?o")), (vec!["broken-text"], vec!["broken-text"]));
        assert_eq!(found("Помoщь"), ["mixed-script"]);
        assert_eq!(found("the war\u{200b}ning signs"), ["control-character"]);
        assert_eq!(found("Call \u{202e}8887-373\u{202c} now"), ["control-character"]);
        assert_eq!(found("Call \u{202b}1-888"), ["control-character"]);
    }

    #[test]
    fn scripts_side_by_side_are_fine() {
        for text in [
            "kΩ and μg",
            "Помощь, Help",
            "IT-отдел",
            "SMSить",
            "warn\u{ad}ing",
            "កុមារ\u{200b}ទាំងអស់",
            "α-blocker",
            "λ",
            "\u{200e}1-888-373-7888\u{200e}",
            "Hawaiʻi Straße Łódź",
            "Really?Yes, why? Because.",
            "Ready?go",
            "example.org/a?b=c and what?",
            "می\u{200c}خواهم",
            "\u{fdfa}",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
