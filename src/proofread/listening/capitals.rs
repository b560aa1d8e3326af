//! `all-capitals`: words written in capitals. Screen readers spell them, or read them as abbreviations; capitals for the eye
//! are the theme's (`caps = "all"`).

use crate::diag::{Diagnostic, checks};
use crate::proofread::passages::{Part, Passage};
use crate::proofread::words::{Word, of_language, without_placeholders, words};

/// So many words one after the other are a phrase and not names.
const PHRASE: usize = 3;
/// Letters of a word that may still be an abbreviation, and of one that is hardly one.
const LONG: usize = 4;
const LONGEST: usize = 6;

const LITTLE: &str = include_str!("../../../assets/registries/little-words.txt");

pub(super) fn check(passage: &Passage<'_>) -> Option<Diagnostic> {
    let is_title = passage.part == Part::Name && passage.key == "title";
    if !passage.is_words() && !is_title || matches!(passage.key, "readable" | "languages") {
        return None;
    }
    let text = without_placeholders(&passage.text.value);
    let shouted = shouted(&text, passage.language)?;
    let quoted: String = shouted.chars().take(40).collect();
    let message = format!("`{quoted}` is written in capitals");
    let help = "write it as a sentence; for capitals on the sheet, set `caps = \"all\"` in the style of the theme";
    Some(Diagnostic::warning(&checks::ALL_CAPITALS, passage.text.span, message).help(help))
}

/// The first phrase in capitals: words with nothing but blanks between them, among them one that no abbreviation is.
fn shouted<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let all = words(text);
    let parted = |a: &Word<'_>, b: &Word<'_>| text[a.end()..b.at].contains(|c: char| !c.is_whitespace() && c != '*' && c != '-');
    let little = of_language(LITTLE, language);
    let mut from = 0;
    while from < all.len() {
        let mut to = from;
        while to < all.len() && is_capitals(all[to].text) && (to == from || !parted(&all[to - 1], &all[to])) {
            to += 1;
        }
        let phrase = &all[from..to];
        let is_word = |word: &Word<'_>| letters(word) >= LONGEST || little.contains(&word.text.to_lowercase().as_str());
        let long = phrase.iter().filter(|word| letters(word) >= LONG).count();
        if (phrase.len() >= PHRASE || phrase.len() == all.len()) && long >= 2 && phrase.iter().any(is_word) {
            return text.get(phrase[0].at..phrase[phrase.len() - 1].end());
        }
        from = to.max(from + 1);
    }
    None
}

fn is_capitals(word: &str) -> bool {
    // Cherokee is written in its large letters.
    let is_cherokee = |c: char| matches!(c, '\u{13a0}'..='\u{13f5}');
    word.chars().any(char::is_uppercase) && !word.chars().any(|c| c.is_lowercase() || c.is_ascii_digit() || is_cherokee(c))
}

fn letters(word: &Word<'_>) -> usize {
    word.text.chars().count()
}
