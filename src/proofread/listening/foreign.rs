//! `unmarked-language`: a phrase in another language than its text, which would be read out by the rules of the wrong one
//! (WCAG 2.1, 3.1.2). Told by its letters, by `¿` and `¡`, and by its little words; names are left alone.

use crate::diag::{Diagnostic, checks};
use crate::proofread::passages::Passage;
use crate::proofread::words::{Word, of_language, rows, without_placeholders, words};
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

const LITTLE: &str = include_str!("../../../assets/registries/telling-words.txt");
const ENDONYMS: &str = include_str!("../../../assets/registries/endonyms.txt");

/// Letters of another script that are a phrase: one or two are signs of science.
const LETTERS: usize = 4;
/// Words of a clause whose language can be told, and telling ones among them.
const WORDS: usize = 4;
const TELLING: usize = 3;

pub(super) fn check(passage: &Passage<'_>) -> Option<Diagnostic> {
    if !passage.is_words() || matches!(passage.key, "languages" | "readable" | "hotline_hours") {
        return None;
    }
    let text = without_placeholders(&passage.text.value);
    if text.is_ascii() && text.len() < 12 {
        return None;
    }
    let text = unmarked(&text);
    let (phrase, tag) = by_script(&text, passage.language).or_else(|| by_words(&text, passage.language))?;
    let quoted: String = phrase.trim().chars().take(40).collect();
    let message = format!("`{quoted}` is in another language than its text, and nothing says so");
    let tag = tag.unwrap_or("TAG");
    let help = format!("mark it as `[{quoted}](lang:{tag})`, or make the sheet in that language too");
    Some(Diagnostic::warning(&checks::UNMARKED_LANGUAGE, passage.text.span, message).help(help))
}

/// A text without phrases whose language is said, and without addresses.
fn unmarked(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((end, close)) = rest.match_indices("](").find_map(|(end, _)| Some((end, end + rest[end..].find(')')?))) {
        let start = rest[..end].rfind('[').unwrap_or(end);
        out += &rest[..start];
        if !rest[end + 2..].starts_with("lang:") {
            out += rest.get(start + 1..end).unwrap_or_default();
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

/// Scripts that a language is written in; all others are foreign to it.
fn is_own(script: Script, language: &str) -> bool {
    let own: &[Script] = match language.split('-').next().unwrap_or(language) {
        "ar" | "fa" | "ps" | "ur" => &[Script::Arabic],
        "he" | "yi" => &[Script::Hebrew],
        "ru" | "uk" | "mn" => &[Script::Cyrillic],
        "el" => &[Script::Greek],
        "ja" => &[Script::Han, Script::Hiragana, Script::Katakana],
        "ko" => &[Script::Hangul, Script::Han],
        "zh" => &[Script::Han, Script::Bopomofo],
        "en" | "es" | "fr" | "pt" | "de" | "it" | "pl" | "tr" | "vi" | "sw" | "so" | "ht" | "fil" | "haw" | "hmn" => &[],
        // A language that is not in this list may be written in anything.
        _ => return true,
    };
    own.contains(&script)
}

/// Whether all of a text in this language is in other letters than Latin ones.
fn is_written_in_other_letters(language: &str) -> bool {
    matches!(
        language,
        "ar" | "fa"
            | "ps"
            | "ur"
            | "he"
            | "yi"
            | "ru"
            | "uk"
            | "el"
            | "ja"
            | "ko"
            | "zh"
            | "th"
            | "km"
            | "lo"
            | "my"
            | "am"
            | "ti"
    )
}

/// A phrase in letters that the language is not written in. Latin ones are names and addresses all over the world.
fn by_script<'t>(text: &'t str, language: &str) -> Option<(&'t str, Option<&'static str>)> {
    if text.is_ascii() {
        return None;
    }
    let scripts = CodePointMapData::<Script>::new();
    let foreign = |c: char| {
        let script = scripts.get(c);
        c.is_alphabetic() && !matches!(script, Script::Latin | Script::Common | Script::Inherited) && !is_own(script, language)
    };
    let mut start = None;
    let mut phrases = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), 'a')]) {
        match start {
            None if foreign(c) => start = Some(at),
            Some(from) if c.is_alphabetic() && !foreign(c) || matches!(c, ',' | '·' | '|' | '/' | '•') => {
                phrases.push(&text[from..at]);
                start = None;
            }
            _ => {}
        }
    }
    let names: Vec<&str> = rows(ENDONYMS).filter_map(|row| row.split_once(' ')).map(|(_, name)| name.trim()).collect();
    let phrase = phrases.into_iter().map(|phrase| phrase.trim_matches(|c: char| !c.is_alphanumeric())).find(|phrase| {
        let letters = phrase.chars().filter(|c| c.is_alphabetic()).count();
        letters >= LETTERS && !names.contains(phrase)
    })?;
    let script = phrase.chars().map(|c| scripts.get(c)).find(|script| !matches!(*script, Script::Common | Script::Inherited));
    let tag = match script {
        Some(Script::Han) => Some("zh-Hans"),
        Some(Script::Hangul) => Some("ko"),
        Some(Script::Hiragana | Script::Katakana) => Some("ja"),
        Some(Script::Thai) => Some("th"),
        Some(Script::Khmer) => Some("km"),
        Some(Script::Greek) => Some("el"),
        Some(Script::Hebrew) => Some("he"),
        _ => None,
    };
    Some((phrase, tag))
}

/// A clause with the little words of another language, and hardly any of its own.
fn by_words<'t>(text: &'t str, language: &str) -> Option<(&'t str, Option<&'static str>)> {
    let own = language.split('-').next().unwrap_or(language);
    if own == "en"
        && let Some(at) = text.find(['¿', '¡'])
    {
        let end = text[at..].find(['?', '!', '.', ',']).map_or(text.len(), |end| at + end + 1);
        return Some((&text[at..end], Some("es")));
    }
    let ours = of_language(LITTLE, own);
    // Without little words of its own, a language of Latin letters cannot be told from others.
    if ours.is_empty() && !is_written_in_other_letters(own) {
        return None;
    }
    let mut clauses = text.split(['.', '!', '?', ';', ':', '(', ')', '"', '“', '”', '«', '»', '–', '—', '\n', ',']);
    clauses.find_map(|clause: &'t str| {
        let all = words(clause);
        if all.len() < WORDS {
            return None;
        }
        let tags = ["en", "es", "fr", "pt", "de"].into_iter().filter(|tag| *tag != own);
        tags.into_iter().find(|tag| is_in(&all, &of_language(LITTLE, tag), &ours)).map(|tag| (clause, Some(tag)))
    })
}

/// Whether a clause is in the language of `theirs`. Names begin with capitals, and are read as names.
fn is_in(clause: &[Word<'_>], theirs: &[&str], ours: &[&str]) -> bool {
    let (mut telling, mut own, mut names, mut others) = (0, 0, 0, 0);
    for word in clause {
        let lower = word.text.to_lowercase();
        match (theirs.contains(&lower.as_str()), ours.contains(&lower.as_str())) {
            (true, true) => {}
            (true, false) => telling += 1,
            (false, true) => own += 1,
            (false, false) if word.text.starts_with(char::is_uppercase) => names += 1,
            (false, false) => others += 1,
        }
    }
    telling >= TELLING && telling * 3 >= clause.len() && own * 3 <= telling && (names <= others || names == 1)
}
