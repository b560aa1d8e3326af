//! `unmarked-language`: a phrase in another language than its text, which would be read out by the rules of the wrong one
//! (WCAG 2.1, 3.1.2). Told by its letters, by `¿` and `¡`, and by its little words; names are left alone.

use crate::diag::{Diagnostic, checks};
use crate::proofread::opening::MARKS;
use crate::proofread::passages::Passage;
use crate::proofread::words::{Word, of_language, primary, rows, without_placeholders, words};
use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use std::cell::LazyCell;

const LITTLE: &str = include_str!("../../../assets/registries/telling-words.txt");
const COMMON: &str = include_str!("../../../assets/registries/common-words.txt");
const ENDONYMS: &str = include_str!("../../../assets/registries/endonyms.txt");

/// Letters of another script that are a phrase: one or two are signs of science.
const LETTERS: usize = 4;
/// Words of a clause whose language can be told, and telling ones among them.
const WORDS: usize = 4;
/// The same where other words than little ones tell.
const CLAUSE: usize = 3;
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
    let own: &[Script] = match primary(language) {
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

/// A clause with the little words of another language, and hardly any of its own; or a whole sentence in which other words tell.
fn by_words<'t>(text: &'t str, language: &str) -> Option<(&'t str, Option<&'static str>)> {
    let own = primary(language);
    if let Some(opened) = by_marks(text, own) {
        return Some(opened);
    }
    let ours = of_language(LITTLE, own);
    // Without little words of its own, a language of Latin letters cannot be told from others.
    if ours.is_empty() && !is_written_in_other_letters(own) {
        return None;
    }
    let others: Vec<&'static str> = tags(LITTLE).filter(|tag| *tag != own).collect();
    let mut clauses = text.split(['.', '!', '?', ';', ':', '(', ')', '"', '“', '”', '«', '»', '–', '—', '\n', ',']);
    let little = clauses.find_map(|clause: &'t str| {
        let all = words(clause);
        if all.len() < WORDS {
            return None;
        }
        let said: Vec<Said<'_>> = all.iter().map(|word| Said::of(word, |lower| ours.contains(&lower))).collect();
        // Most clauses have too few words that could tell.
        if said.iter().filter(|word| !word.is_own).count() < TELLING {
            return None;
        }
        others.iter().find(|tag| is_in(&said, &of_language(LITTLE, tag))).map(|tag| (clause, Some(*tag)))
    });
    little.or_else(|| by_common_words(text, own, &others))
}

/// Languages that a list has rows for.
fn tags(list: &'static str) -> impl Iterator<Item = &'static str> {
    rows(list).filter_map(|row| row.split_once(':')).map(|(tag, _)| tag).filter(|tag| tag.chars().all(char::is_alphabetic))
}

/// `¿` and `¡` in a language that has no such marks.
fn by_marks<'t>(text: &'t str, own: &str) -> Option<(&'t str, Option<&'static str>)> {
    let (tag, marks) = rows(MARKS).find_map(|row| {
        let (tag, pairs) = row.split_once(':')?;
        let marks: Vec<char> = pairs.split(',').filter_map(|pair| pair.trim().chars().next()).collect();
        text.contains(&marks[..]).then_some((tag, marks))
    })?;
    let at = text.find(&marks[..]).filter(|_| tag != own && !is_written_in_other_letters(own))?;
    let end = text[at..].find(['?', '!', '.', ',']).map_or(text.len(), |end| at + end + 1);
    Some((&text[at..end], Some(tag)))
}

/// A clause of three words and more without a word of its own language, of which half at the least are common in another one,
/// and one of these is no thing: dishes and names are things.
fn by_common_words<'t>(text: &'t str, own: &str, others: &[&'static str]) -> Option<(&'t str, Option<&'static str>)> {
    let list = |tag: &str| {
        let (strong, weak) = (of_language(COMMON, tag), of_language(COMMON, &format!("{tag}~")));
        (strong, [weak, of_language(LITTLE, tag)].concat())
    };
    let ours = list(own);
    if ours.0.is_empty() && !is_written_in_other_letters(own) {
        return None;
    }
    let holds = |(strong, weak): &(Vec<&str>, Vec<&str>), word: &str| strong.contains(&word) || weak.contains(&word);
    let theirs: LazyCell<Vec<_>, _> =
        LazyCell::new(|| others.iter().map(|tag| (*tag, list(tag))).filter(|(_, (strong, _))| !strong.is_empty()).collect());
    let ends = |c: char| ".!?;:()\"“”«»–—\n".contains(c);
    let clauses = text.split(ends).chain(text.split(|c| ends(c) || c == ','));
    clauses.into_iter().find_map(|clause| {
        let all = words(clause);
        let spoken = all.iter().filter(|word| word.text.chars().any(char::is_alphabetic));
        let said: Vec<Said<'_>> = spoken.map(|word| Said::of(word, |lower| holds(&ours, lower))).collect();
        // Two at the least, and half of all, are wanted that are another language's, and not its own.
        let strange = said.iter().filter(|word| !word.is_own).count();
        if said.len() < CLAUSE || strange < 2 || strange * 2 < said.len() {
            return None;
        }
        // The first word has a capital in any case.
        let names = said.iter().skip(1).filter(|word| word.text.starts_with(char::is_uppercase)).count();
        let told = theirs.iter().filter(|(_, theirs)| said.iter().all(|word| !word.is_own || holds(theirs, &word.lower)));
        let told = told.filter_map(|(tag, theirs)| {
            let telling = || said.iter().filter(|word| !word.is_own).map(|word| word.lower.as_str());
            let clear = telling().filter(|word| theirs.0.contains(word)).count();
            let known = telling().filter(|word| holds(theirs, word)).count();
            let is_clear = clear > 0 || known > CLAUSE && known == said.len();
            let is_theirs = is_clear && known >= 2 && known * 2 >= said.len() && known >= 2 * names;
            is_theirs.then_some((known, *tag))
        });
        told.max_by_key(|(known, _)| *known).map(|(_, tag)| (clause, Some(tag)))
    })
}

/// A word of a clause, looked up in its own language once for all others.
struct Said<'t> {
    text: &'t str,
    lower: String,
    /// Its own language has it.
    is_own: bool,
}

impl<'t> Said<'t> {
    fn of(word: &Word<'t>, is_own: impl Fn(&str) -> bool) -> Said<'t> {
        let lower = word.text.to_lowercase();
        Said { text: word.text, is_own: is_own(&lower), lower }
    }
}

/// Whether a clause is in the language of `theirs`. Names begin with capitals, and are read as names.
fn is_in(clause: &[Said<'_>], theirs: &[&str]) -> bool {
    let (mut telling, mut own, mut names, mut others) = (0, 0, 0, 0);
    for word in clause {
        match (theirs.contains(&word.lower.as_str()), word.is_own) {
            (true, true) => {}
            (true, false) => telling += 1,
            (false, true) => own += 1,
            (false, false) if word.text.starts_with(char::is_uppercase) => names += 1,
            (false, false) => others += 1,
        }
    }
    telling >= TELLING && telling * 3 >= clause.len() && own * 3 <= telling && (names <= others || names == 1)
}
