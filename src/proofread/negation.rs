//! A translation of words of safety that has lost its `not`.

use super::words::{of_language, words};
use super::{Desk, Pair};
use crate::diag::{Diagnostic, checks};

const NOT: &str = include_str!("../../assets/registries/negations.txt");

pub(super) fn check(pair: &Pair<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !pair.is_safety {
        return;
    }
    let (from, to) = (of_language(NOT, pair.source.language), of_language(NOT, pair.translated.language));
    let says = |text: &str, list: &[&str]| {
        let lower = text.to_lowercase();
        words(&lower)
            .iter()
            .find(|w| {
                list.contains(&w.text)
                    || w.text.ends_with("n't") && list.contains(&"not")
                    || w.text.ends_with("n’t") && list.contains(&"not")
            })
            .map(|w| w.text.to_string())
    };
    if to.is_empty() {
        return;
    }
    let Some(not) = says(&pair.source.text.value, &from).filter(|_| says(&pair.translated.text.value, &to).is_none()) else {
        return;
    };
    let message = format!("the source says `{not}`, and nothing here denies it");
    found.push(
        Diagnostic::warning(&checks::TRANSLATION_DIFFERS, pair.translated.text.span, message)
            .also(pair.source.text.span, "the source")
            .help(format!("words that deny: {}", to.join(", "))),
    );
}
