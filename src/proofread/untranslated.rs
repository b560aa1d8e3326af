//! Words of a translation that are still in the language of the source.

use super::words::{is_alphabetic, of_language, primary, words};
use super::{Desk, Pair};
use crate::diag::{Diagnostic, checks};
use crate::model::{Content, Translation};
use crate::registry::is_currency_sign;

const LITTLE: &str = include_str!("../../assets/registries/little-words.txt");
const COMMON: &str = include_str!("../../assets/registries/common-words.txt");

/// Shorter texts may be names.
const WORDS: usize = 4;
/// Words inside a name of a place that begin small: `of`, `the`.
const SHORT: usize = 3;

pub(super) fn check(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let of_other = left_in_source(pair, desk);
    if of_other && !matches!(pair.source.key, "readable") {
        found.push(told(pair, format!("these words are in `{}`, not in `{}`", pair.source.language, pair.translated.language)));
        return;
    }
    if primary(pair.source.language) == primary(pair.translated.language)
        || matches!(pair.source.key, "by" | "source" | "name" | "readable" | "languages")
        || matches!(pair.source.key, "venue" | "speaker" | "speaker_org" | "presenter" | "sponsor")
    {
        return;
    }
    let (from, to) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
    let plain = super::words::without_placeholders(to);
    let letters = words(&plain).into_iter().filter(|w| w.text.chars().all(char::is_alphabetic)).count();
    let is_title = matches!(pair.source.key, "heading" | "label" | "title");
    let is_plain = || is_title && is_plain(unpriced(from), pair.source.language, pair.translated.language);
    let same = from.trim() == to.trim() && (letters >= WORDS && !is_address(from) || is_plain());
    let is_other_script = || !matches!(pair.source.key, "alt" | "alts") && no_letter_of(&plain, pair, desk);
    if same || is_other_script() || is_left(from, &plain) || is_foreign(&plain, pair.source.language, pair.translated.language) {
        let message = match same || is_left(from, &plain) {
            false if no_letter_of(&plain, pair, desk) => format!("not one letter here is of `{}`", pair.translated.language),
            _ => format!("these words are in `{}`, not in `{}`", pair.source.language, pair.translated.language),
        };
        found.push(told(pair, message));
    }
}

fn told(pair: &Pair<'_>, message: String) -> Diagnostic {
    Diagnostic::warning(&checks::MISSING_TRANSLATION, pair.translated.text.span, message)
        .also(pair.source.text.span, "the source")
        .help("translate them, or take the key out: the block then stands in the source's language and says so")
}

/// What is letter by letter that of the source, and is short: a contact `Front office`, a price `Free`, an item `6:10 p.m.: welcome`,
/// languages by their English names; and of a language with a script of its own, everything with a word in small letters.
fn left_in_source(pair: &Pair<'_>, desk: &Desk<'_>) -> bool {
    let (from, to) = (pair.source.text.value.trim(), pair.translated.text.value.trim());
    let (source, own) = (pair.source.language, pair.translated.language);
    if from != to || primary(source) == primary(own) || from.contains('{') {
        return false;
    }
    match pair.source.key {
        "venue" | "speaker" | "speaker_org" | "presenter" | "sponsor" => false,
        "languages" => in_english(from, own, desk),
        "name" | "by" => is_plain(from, source, own) || is_of_script(from, pair, desk),
        // A word alone may be the same in both.
        "cost" => of_words(from, source, own, 1) || is_of_script(from, pair, desk),
        // An hour stands before it.
        _ if from.starts_with(|c: char| c.is_ascii_digit()) => of_words(from, source, own, 1) || is_of_script(from, pair, desk),
        _ => of_words(from, source, own, 2) || is_of_script(from, pair, desk),
    }
}

/// A few words, all but the first and names of hours small, one of them an everyday word of the source's language.
fn of_words(text: &str, source: &str, own: &str, least: usize) -> bool {
    let all: Vec<_> = words(text)
        .into_iter()
        .filter(|word| word.text.chars().count() > 1 && word.text.chars().all(char::is_alphabetic))
        .collect();
    let (theirs, ours) = (everyday(primary(source)), everyday(primary(own)));
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let tells = |word: &str| word.chars().count() > 3 && theirs.contains(&word) && !ours.contains(&word);
    (least..WORDS + 2).contains(&all.len())
        && !text.contains(['@', '/'])
        && all.iter().skip(1).all(|word| is_small(word.text))
        && all.iter().any(|word| tells(&word.text.to_lowercase()))
}

/// `English, Spanish` in a sheet of another language.
fn in_english(text: &str, own: &str, desk: &Desk<'_>) -> bool {
    let languages = &desk.project.languages;
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_english = |part: &&str| languages.values().any(|language| language.name.value.eq_ignore_ascii_case(part));
    let is_other =
        |part: &&str| languages.values().any(|l| l.name.value.eq_ignore_ascii_case(part) && l.endonym.value != l.name.value);
    primary(own) != "en" && parts.len() > 1 && parts.iter().all(is_english) && parts.iter().any(is_other)
}

/// Whether the language has a script of its own, and a long word in small letters of another stands in the text.
fn is_of_script(text: &str, pair: &Pair<'_>, desk: &Desk<'_>) -> bool {
    let small = |word: &str| word.chars().count() > 3 && word.chars().all(|c| c.is_ascii_lowercase());
    let is_address = text.contains(['@', '/']) || super::addresses::host_of(text).is_some();
    own_script(pair, desk) && !is_address && text.is_ascii() && words(text).into_iter().any(|word| small(word.text))
}

/// Everyday words of a language.
fn everyday(tag: &str) -> Vec<&'static str> {
    ["", "~", "+"].map(|sign| of_language(COMMON, &format!("{tag}{sign}"))).concat()
}

/// Words before a price: `Give a backpack` of `Give a backpack: $28`.
fn unpriced(text: &str) -> &str {
    let head = text.split_once(is_currency_sign).map_or(text, |(head, _)| head);
    head.trim().trim_end_matches([':', ',', '–', '—', '-', '!', '.', '?']).trim()
}

/// Small words of Latin letters, and not one letter of the language's own script.
fn no_letter_of(text: &str, pair: &Pair<'_>, desk: &Desk<'_>) -> bool {
    let has_own = own_script(pair, desk);
    let small = words(text).into_iter().filter(|word| word.text.chars().count() > 1 && word.text.chars().all(char::is_lowercase));
    let is_address = text.contains(['@', '/']) || super::addresses::host_of(text.trim()).is_some();
    has_own && !is_address && small.count() > 1 && text.chars().filter(|c| is_alphabetic(*c)).all(is_latin)
}

/// Whether the language of a translation is written in other letters than Latin ones.
fn own_script(pair: &Pair<'_>, desk: &Desk<'_>) -> bool {
    let language = desk.project.languages.get(pair.translated.language);
    language.is_some_and(|language| language.endonym.value.chars().any(|c| is_alphabetic(c) && !is_latin(c)))
}

/// Latin letters, signs of its sounds and letters with two marks.
fn is_latin(c: char) -> bool {
    is_alphabetic(c) && matches!(c as u32, 0..=0x36f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f)
}

/// A title, heading or label that is letter by letter that of the source, and no name: its second word is small, and one is an
/// everyday word of the source's language.
fn is_plain(text: &str, source: &str, own: &str) -> bool {
    let all = words(text);
    let (theirs, ours) = (everyday(primary(source)), everyday(primary(own)));
    let is_small = |text: &str| text.chars().all(char::is_lowercase);
    let tells = |word: &str| theirs.contains(&word) && !ours.contains(&word);
    (2..WORDS).contains(&all.len())
        && all.iter().all(|word| word.text.chars().all(char::is_alphabetic))
        && all[1..].iter().all(|word| is_small(word.text))
        && all.iter().any(|word| tells(&word.text.to_lowercase()))
}

/// A place with its number, which stays as it is: `Civic Center, 900 Lakeshore Drive`.
fn is_address(text: &str) -> bool {
    let all = words(text);
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || word.len() <= SHORT;
    all.iter().any(|word| is_number(word.text)) && all.iter().all(|word| is_name(word.text))
}

/// The title of a translation, which reaches the file and the screen.
pub(super) fn title(content: &Content, translation: &Translation, found: &mut Vec<Diagnostic>) {
    let (source, own) = (&content.language.value, &translation.language.value);
    let Some(title) = translation.title.as_ref().filter(|title| title.value.trim() == content.title.value.trim()) else { return };
    if primary(source) != primary(own) && is_plain(&title.value, source, own) {
        let message = format!("this title is in `{source}`, not in `{own}`");
        found.push(
            Diagnostic::warning(&checks::MISSING_TRANSLATION, title.span, message)
                .also(content.title.span, "the source")
                .help("translate it"),
        );
    }
}

/// Whether a sentence of the source stands in the translation letter by letter: one with so many words in small letters that it is
/// no title.
fn is_left(source: &str, translated: &str) -> bool {
    let small = |text: &str| words(text).into_iter().filter(|w| w.text.chars().all(char::is_lowercase)).count();
    let told =
        super::mentions::sentences(source).into_iter().filter(|sentence| !sentence.contains('{') && small(sentence) >= WORDS);
    told.into_iter().any(|sentence| translated.contains(sentence.trim_end_matches('.')))
}

/// Whether the little words of a text are those of the source's language: three at the least, and more than of its own.
fn is_foreign(text: &str, source: &str, own: &str) -> bool {
    let (theirs, ours) = (of_language(LITTLE, source), of_language(LITTLE, own));
    let lower = text.to_lowercase();
    let all = words(&lower);
    let count = |list: &[&str]| all.iter().filter(|w| list.contains(&w.text)).count();
    let little = count(&theirs);
    little >= 3 && little * 5 >= all.len() && little > 2 * count(&ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_spanish() {
        assert!(is_foreign("Learn the house rules and the resources available to help.", "en", "es"));
        assert!(is_foreign("Call us if you are in danger, or text this number.", "en", "ht"));
        assert!(!is_foreign("Conozca las señales de alerta y los recursos que pueden ayudar.", "en", "es"));
        let source = "We help with school and work. Ask at the desk.";
        assert!(is_left(source, "We help with school and work. Hỏi ở quầy."));
        assert!(!is_left(source, "Chúng tôi giúp việc học và việc làm.") && !is_left("Snow on the Line", "Snow on the Line"));
        assert!(!is_foreign("The LifeGuard Group, en Missoula", "en", "es"));
    }

    #[test]
    fn addresses_stay_as_they_are() {
        assert!(is_address("Civic Center, 900 Lakeshore Drive") && is_address("Church of the Rock, 12 Main Street"));
        assert!(!is_address("Bring 2 copies of your lease") && !is_address("Come and see us here"));
    }

    #[test]
    fn titles_that_are_left_are_told_from_names() {
        assert_eq!((unpriced("Give a backpack: $28"), unpriced("Sign up!")), ("Give a backpack", "Sign up"));
        for text in ["Open clinic", "Free lunch", "Come and see", "Sign up", "Give a backpack"] {
            assert!(is_plain(text, "en", "es") && is_plain(text, "en", "de"), "{text}");
        }
        for text in ["Open Clinic", "Open", "Yoga", "Tai chi", "Hip hop", "Snow on the Line", "Ballet folklórico", "Pan dulce"] {
            assert!(!is_plain(text, "en", "es"), "{text}");
        }
    }
}
