//! Two texts of one sheet that say nearly the same: a page that was copied has them, and a reader wonders what differs.

use super::words::{without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Placing};
use std::collections::BTreeMap;

/// Shorter texts share their words by chance.
const LEAST_WORDS: usize = 20;
/// The part of the words that two texts share, of all that both have.
const ALIKE: f64 = 0.8;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if sheet.language != sheet.content.language.value {
        return;
    }
    let texts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Text(text) | Body::Note(text) => Some((block, &text.full, counted(&text.full.value))),
        _ => None,
    });
    let texts: Vec<_> = texts.filter(|(_, _, words)| words.values().sum::<usize>() >= LEAST_WORDS).collect();
    for (i, (block, text, own)) in texts.iter().enumerate() {
        let twin = texts[..i].iter().find(|(other, _, words)| meet(&block.placing, &other.placing) && alike(own, words) >= ALIKE);
        if let Some((other, first, _)) = twin {
            let message = format!("`{}` says nearly what `{}` says", block.name, other.name);
            found.push(
                Diagnostic::error(&checks::SAME_BLOCK, text.span, message)
                    .also(first.span, "the first")
                    .help("keep one of them; where each is for other formats, say so with `on` and `not_on`"),
            );
        }
    }
}

/// Whether two blocks may stand on one sheet.
pub(super) fn meet(a: &Placing, b: &Placing) -> bool {
    // A format is called after its kind: `sticker-3x5`, `wallet-card`.
    let is_of = |name: &str, kind: &str| name == kind || name.split('-').any(|part| part == kind);
    let apart = |a: &Placing, b: &Placing| {
        !a.on.is_empty() && a.on.iter().all(|name| b.not_on.iter().any(|not| is_of(&name.value, &not.value)))
            || !a.on.is_empty() && !b.on.is_empty() && !a.on.iter().any(|name| b.on.iter().any(|on| on.value == name.value))
    };
    !apart(a, b) && !apart(b, a)
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let plain = without_marks(text).to_lowercase();
    words(&plain).iter().for_each(|word| *all.entry(word.text.to_string()).or_default() += 1);
    all
}

/// Twice what is shared, over all (Dice 1945).
fn alike(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f64 {
    let shared: usize = a.iter().map(|(word, n)| n.min(b.get(word).unwrap_or(&0))).sum();
    2.0 * shared as f64 / (a.values().sum::<usize>() + b.values().sum::<usize>()).max(1) as f64
}
