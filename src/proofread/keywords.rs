//! The word that people send to a number, in the words of a sheet against its keys: who sends `NURES` gets no answer.

use super::passages::Passage;
use super::words::{Word, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Body, Org, TextMessage};

/// How many words may stand between the word to send and the number: `NURSE to the number`.
const BETWEEN: usize = 4;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let messages: Vec<(&At<String>, &At<String>)> =
        sheet.content.blocks.iter().filter_map(|block| message(&block.body)).filter_map(whole).collect();
    for passage in sheet.passages.iter().filter(|p| p.is_words()) {
        found.extend(messages.iter().find_map(|(to, say)| other_word(passage, to, say, &messages)));
    }
}

/// The words of an organization's key against those that the content has for the same number.
pub(super) fn beside(org: &Org, sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(to), Some(say)) = (&org.text_number, &org.text_keyword) else { return };
    let own = [(to, say)];
    for passage in sheet.passages.iter().filter(|p| p.is_words()) {
        // What the content has a key for was looked at there.
        let has_key =
            || sheet.content.blocks.iter().filter_map(|b| message(&b.body)).any(|m| digits(&m.to.value) == digits(&to.value));
        found.extend(other_word(passage, to, say, &own).filter(|_| !has_key()));
    }
}

fn message(body: &Body) -> Option<&TextMessage> {
    match body {
        Body::Contact(contact) => contact.text.as_ref(),
        Body::Qr(code) => match &code.payload {
            crate::model::Payload::Text(message) => Some(message),
            _ => None,
        },
        _ => None,
    }
}

fn whole(message: &TextMessage) -> Option<(&At<String>, &At<String>)> {
    let say = message.say.as_ref().filter(|say| !say.value.contains(['{', ' ']))?;
    (!message.to.value.contains('{')).then_some((&message.to, say))
}

/// Whether a number begins at the first of some words, in any of its signs: `55514`, `(541) 555-0166`.
fn begins(all: &[Word<'_>], number: &str) -> bool {
    let wanted = number.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(number);
    let mut read = String::new();
    for word in all.iter().take_while(|word| word.text.bytes().all(|b| b.is_ascii_digit() || b == b'.')) {
        read.extend(word.text.chars().filter(char::is_ascii_digit));
        if read == wanted || read.strip_prefix('1') == Some(wanted) {
            return true;
        }
        if read.len() > wanted.len() {
            return false;
        }
    }
    false
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A word in capitals shortly before the number that is none of its words.
fn other_word(
    passage: &Passage<'_>,
    to: &At<String>,
    say: &At<String>,
    messages: &[(&At<String>, &At<String>)],
) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let number = digits(&to.value);
    if number.len() < 3 || !digits(text).contains(number.strip_prefix('1').unwrap_or(&number)) {
        return None;
    }
    let all = words(text);
    let at = (0..all.len()).find(|i| begins(&all[*i..], &number))?;
    let is_sent = |word: &&Word<'_>| word.text.chars().count() > 1 && word.text.chars().all(char::is_uppercase);
    let gap = |word: &Word<'_>| &text[word.end()..all[at].at];
    let before = all[at.saturating_sub(BETWEEN)..at].iter().rev().filter(|word| !gap(word).contains(['.', '!', '?', ';', ',']));
    let sent: Vec<&Word<'_>> = before.filter(is_sent).collect();
    let [word] = sent[..] else { return None };
    let is_known = |(number, say): &(&At<String>, &At<String>)| {
        digits(&number.value) == digits(&to.value) && say.value.eq_ignore_ascii_case(word.text)
    };
    // `NURSE` and `AYUDA` may both be answered; a content that shouts says nothing of it.
    let shouts = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (!messages.iter().any(is_known) && !shouts).then(|| {
        let message = format!("people send `{}` to {number} here, and the key has `{}`", word.text, say.value);
        Diagnostic::warning(&checks::OTHER_KEYWORD, passage.text.span, message)
            .also(say.span, "the word of the key")
            .help(format!("write `{}`, or mend the key; where both are answered, say so with `[[allow]]`", say.value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::proofread::passages::Part;

    fn told(text: &str) -> bool {
        let at = |text: &str| At::new(text.to_string(), Span::NONE);
        let (text, to, say) = (at(text), at("55514"), at("NURSE"));
        let passage = Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" };
        other_word(&passage, &to, &say, &[(&to, &say)]).is_some()
    }

    #[test]
    fn numbers_are_found_in_any_signs() {
        let begins = |text: &str, number: &str| begins(&words(text), number);
        for text in ["5415550166", "(541) 555-0166", "541.555.0166", "1-541-555-0166 now"] {
            assert!(begins(text, "5415550166") && begins(text, "15415550166"), "{text}");
        }
        assert!(!begins("541 555 0167", "5415550166") && !begins("555-0166", "5415550166"));
    }

    #[test]
    fn a_word_that_nobody_answers_is_told() {
        for text in ["Text NURES to 55514.", "Text HELP to the number 55514", "Envíe **ENFERMERA** al 55514"] {
            assert!(told(text), "{text}");
        }
        for text in [
            "Text NURSE to 55514",
            "Text nurse to 55514",
            "Text us at 55514",
            "In the USA, text 55514",
            "Text STOP or NURSE to 55514",
            "TEXT NURSE TO 55514 NOW",
            "Text HELP to 233733",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
