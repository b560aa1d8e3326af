//! `color-alone`: words that point to something by its colour, and say it in no other way (WCAG 2.1, 1.4.1).

use crate::diag::{Diagnostic, checks};
use crate::proofread::passages::Passage;
use crate::proofread::words::{Word, holds_word, primary, rows, words};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../../assets/registries/color-alone.txt");

/// The words of one language.
#[derive(Default)]
struct Phrases {
    colors: Vec<&'static str>,
    also: Vec<&'static str>,
    /// Words of each, `COLOR` among them.
    phrases: Vec<Vec<&'static str>>,
}

static PHRASES: LazyLock<BTreeMap<&'static str, Phrases>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Phrases> = BTreeMap::new();
    for (head, list) in rows(LIST).filter_map(|row| row.split_once(':')) {
        let list = list.split(',').map(str::trim).filter(|item| !item.is_empty());
        match head.split_once(' ') {
            Some(("colors", tag)) => all.entry(tag).or_default().colors.extend(list),
            Some((_, tag)) => all.entry(tag).or_default().also.extend(list),
            None => all.entry(head).or_default().phrases.extend(list.map(|phrase| phrase.split(' ').collect::<Vec<_>>())),
        }
    }
    all
});

pub(super) fn check(passage: &Passage<'_>) -> Option<Diagnostic> {
    if !passage.is_words() {
        return None;
    }
    let phrases = PHRASES.get(primary(passage.language))?;
    let lower = passage.text.value.to_lowercase();
    if !phrases.colors.iter().any(|color| lower.contains(color)) {
        return None;
    }
    let told = lower.split(['.', '!', '?', ';', '\n']).find_map(|sentence| {
        let told = phrases.told(&words(sentence), sentence)?;
        (!phrases.also.iter().any(|word| holds_word(sentence, word))).then(|| told.to_string())
    })?;
    let message = format!("`{told}` tells something apart by its colour alone");
    let help = "say it in another way too: by its place, a sign or a word that stands beside it";
    Some(Diagnostic::warning(&checks::COLOR_ALONE, passage.text.span, message).help(help))
}

impl Phrases {
    /// The first phrase that a sentence has.
    fn told<'t>(&self, all: &[Word<'t>], sentence: &'t str) -> Option<&'t str> {
        // `dark green` is a colour as `green` is.
        let all: Vec<&Word<'_>> = all.iter().filter(|word| !matches!(word.text, "dark" | "light" | "bright" | "deep")).collect();
        let is = |word: &str, wanted: &str| if wanted == "COLOR" { self.colors.contains(&word) } else { word == wanted };
        (0..all.len()).find_map(|from| {
            let here = &all[from..];
            let phrase = self.phrases.iter().find(|phrase| {
                phrase.len() <= here.len() && phrase.iter().zip(here).all(|(wanted, word)| is(word.text, wanted))
            })?;
            sentence.get(here[0].at..here[phrase.len() - 1].end())
        })
    }
}
