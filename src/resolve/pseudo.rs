//! Pseudo-locales: the words of the source made strange by the program, so that a layout can be tried in a language
//! that nobody has translated yet, and a word that no translator can reach is seen.
//!
//! Placeholders, markup, numbers, addresses and codes stay as they are. Nothing here knows a language.

use super::translate::{fields_mut, is_name_of_event};
use crate::diag::At;
use crate::model::{Body, Content, Direction, Language, Payload, Pseudo, TextMessage};
use std::collections::BTreeSet;

/// Right-to-left override and its end: letters in between run from right to left (UAX #9, X4 and X7).
const OVERRIDE: (char, char) = ('\u{202e}', '\u{202c}');
/// Where a line may end without a space.
const ZERO_WIDTH_SPACE: char = '\u{200b}';
/// How much longer `en-XA` is, in parts of 1.
const LONGER: f64 = 0.4;

/// Replaces every word that a translator would translate.
pub(super) fn content(content: &mut Content, pseudo: Pseudo) {
    let codes = codes(content);
    let change = |words: &mut At<String>| words.value = text(&words.value, pseudo, &codes);
    change(&mut content.title);
    let words = content.blocks.iter_mut().flat_map(|b| fields_mut(&mut b.body));
    words.filter(|(key, _)| !is_name_of_event(key)).for_each(|(_, words)| change(words));
}

/// The language of a pseudo-locale: that of the source with its words made strange.
pub(super) fn language(source: &Language, pseudo: Pseudo) -> Language {
    let mut language = source.clone();
    language.tag = pseudo.tag().to_string();
    if pseudo == Pseudo::Mirrored {
        language.direction = Direction::RightToLeft;
    }
    let words = &mut language.words;
    let sentences = [&mut words.text_to, &mut words.text_only, &mut words.source, &mut words.credit, &mut words.draft];
    let months = words.dates.iter_mut().flat_map(|dates| &mut dates.months);
    let more = words.weekdays.iter_mut().chain(words.more.values_mut());
    for words in sentences.into_iter().flatten().chain(months).chain(more) {
        words.value = text(&words.value, pseudo, &BTreeSet::new());
    }
    language
}

/// Words that a text message must carry as they are.
fn codes(content: &Content) -> BTreeSet<String> {
    let messages = content.blocks.iter().filter_map(|b| match &b.body {
        Body::Contact(contact) => contact.text.as_ref(),
        Body::Qr(qr) => match &qr.payload {
            Payload::Text(message) => Some(message),
            _ => None,
        },
        _ => None,
    });
    let say = |message: &TextMessage| message.say.as_ref().map(|s| s.value.clone());
    messages.filter_map(say).collect()
}

/// One text in a pseudo-locale.
fn text(source: &str, pseudo: Pseudo, codes: &BTreeSet<String>) -> String {
    let mut debt = 0.0;
    let pieces = pieces(source, codes);
    let mut out = String::with_capacity(source.len() * 2);
    for (i, piece) in pieces.iter().enumerate() {
        match (piece, pseudo) {
            (Stretch::Word(word), Pseudo::Accented) => accented(word, &mut debt, &mut out),
            (Stretch::Word(word), Pseudo::Mirrored) => {
                out.push(OVERRIDE.0);
                out.push_str(word);
                out.push(OVERRIDE.1);
            }
            (Stretch::Word(word), Pseudo::Unspaced) => {
                for c in word.chars() {
                    out.push(c);
                    out.push(ZERO_WIDTH_SPACE);
                }
            }
            // Markup needs the space beside it, and so does a number of several groups.
            (Stretch::Kept(" "), Pseudo::Unspaced) if beside_words(&pieces, i) => out.push(ZERO_WIDTH_SPACE),
            (Stretch::Kept(kept), _) => out.push_str(kept),
        }
    }
    out
}

/// Whether a space stands between words, or between a word and something that is kept whole.
fn beside_words(pieces: &[Stretch<'_>], at: usize) -> bool {
    let is_word = |i: Option<usize>| matches!(i.and_then(|i| pieces.get(i)), Some(Stretch::Word(_)));
    let is_mark = |i: Option<usize>| matches!(i.and_then(|i| pieces.get(i)), Some(Stretch::Kept(k)) if k.ends_with(['*', '[', ']', '\n', '\\']));
    let sides = [at.checked_sub(1), Some(at + 1)];
    sides.into_iter().any(is_word) && !sides.into_iter().any(is_mark)
}

/// Letters with accents, and so many of the vowels twice that the text grows by two fifths.
fn accented(word: &str, debt: &mut f64, out: &mut String) {
    for c in word.chars() {
        let strange = with_accent(c);
        out.push(strange);
        if !c.is_alphabetic() {
            continue;
        }
        *debt += LONGER;
        if "aeiouyAEIOUY".contains(c) {
            let small = with_accent(c.to_ascii_lowercase());
            while *debt >= 1.0 {
                out.push(small);
                *debt -= 1.0;
            }
        }
    }
}

fn with_accent(c: char) -> char {
    const FROM: &str = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ";
    const TO: &str = "áçďéğĥíĵķļñöŕšţüŵýžÁÇĎÉĞĤÍĴĶĻÑÖŔŠŢÜŴÝŽ";
    FROM.find(c).and_then(|at| TO.chars().nth(at)).unwrap_or(c)
}

/// A stretch of a text.
#[derive(Debug, PartialEq)]
enum Stretch<'t> {
    /// Letters with the marks beside them, to be made strange.
    Word(&'t str),
    /// A placeholder, markup, a space, a number, an address, a code.
    Kept(&'t str),
}

fn pieces<'t>(text: &'t str, codes: &BTreeSet<String>) -> Vec<Stretch<'t>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '{' if !rest.starts_with("{{") => rest.find('}').map_or(rest.len(), |end| end + 1),
            // `{{`, `}}` and `\*`
            '{' | '}' | '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            // The address of a link.
            ']' if rest.starts_with("](") => rest.find(')').map_or(rest.len(), |end| end + 1),
            c if is_apart(c) => c.len_utf8(),
            _ => rest.find(|c: char| is_apart(c) || "{}\\".contains(c)).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(length.max(1));
        let word =
            !is_apart(first) && !"{}\\".contains(first) && piece.chars().any(char::is_alphabetic) && !is_kept(piece, codes);
        found.push(if word { Stretch::Word(piece) } else { Stretch::Kept(piece) });
        rest = after;
    }
    found
}

fn is_apart(c: char) -> bool {
    c.is_whitespace() || "*[]()\"“”«»‘,;".contains(c)
}

/// Numbers, addresses and codes.
fn is_kept(token: &str, codes: &BTreeSet<String>) -> bool {
    let token = token.trim_end_matches(['.', ':', '!', '?', '…']);
    let domain = token.rsplit_once('.').is_some_and(|(_, last)| last.chars().filter(char::is_ascii_lowercase).count() >= 2);
    domain
        || token.contains(['@', '/']) && token.contains('.')
        || token.chars().any(|c| c.is_ascii_digit())
        || codes.contains(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_locale(source: &str, pseudo: Pseudo) -> String {
        text(source, pseudo, &BTreeSet::from(["HELP".to_string()]))
    }

    #[test]
    fn accents_leave_what_is_no_word() {
        let check = |source: &str, want: &str| assert_eq!(in_locale(source, Pseudo::Accented), want);
        check("**Danger?** Call 911.", "**Ďáñğéééŕ?** Çááļļ 911.");
        check("HELP, see [a page](https://example.org/a)", "HELP, šééé [á pááğéé](https://example.org/a)");
        check("1-833-406-STOP (7867), {org.phone | (406) 444-1776}", "1-833-406-STOP (7867), {org.phone | (406) 444-1776}");
        check(r"x \* {{y}} {contact.desk.phone} help@example.org", r"x \* {{ý}} {contact.desk.phone} help@example.org");
    }

    #[test]
    fn texts_grow_by_two_fifths() {
        let source = "When a child is in commercial sex, no force, fraud or coercion has to be shown to anybody at all.";
        let grown = in_locale(source, Pseudo::Accented);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() as f64;
        let growth = letters(&grown) / letters(source);
        assert!((1.37..=1.40).contains(&growth), "{growth}: {grown}");
    }

    #[test]
    fn mirrored_words_are_overridden_one_by_one() {
        assert_eq!(in_locale("Call 911 **now.**", Pseudo::Mirrored), "\u{202e}Call\u{202c} 911 **\u{202e}now.\u{202c}**");
    }

    #[test]
    fn unspaced_words_may_break_anywhere() {
        let seen = in_locale("Go on, call 406-1776 (now) **or** not", Pseudo::Unspaced).replace('\u{200b}', "|");
        assert_eq!(seen, "G|o||o|n|,|c|a|l|l||406-1776 (n|o|w|) **o|r|** n|o|t|");
    }
}
