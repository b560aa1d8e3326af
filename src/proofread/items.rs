//! Items of lists: one that stands twice, one that is empty, and a caveat that says nothing.

use super::words::{of_language, without_marks, words};
use super::{Desk, Sheet, policy};
use crate::diag::{Diagnostic, checks};
use crate::model::{BlockName, Kind};
use std::collections::BTreeMap;

const ELSEWHERE: &str = include_str!("../../assets/registries/see-elsewhere.txt");

/// Fewer letters than this are no sentence. A letter of Chinese, Japanese or Korean says as much as three.
const HOLLOW: usize = 12;

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&BlockName, String), &super::Passage<'_>> = BTreeMap::new();
    for passage in &sheet.passages {
        let Some(block) = passage.block.filter(|b| matches!(b.kind, Kind::List | Kind::Steps)) else { continue };
        let (text, span) = (passage.text.value.as_str(), passage.text.span);
        if text.trim().trim_matches('*').is_empty() && matches!(passage.key, "items" | "heading" | "note") {
            let message = format!("`{block}` has an empty text under `{}`", passage.key);
            found.push(Diagnostic::error(&checks::MISSING_KEY, span, message).help("write what is meant, or take it out"));
            continue;
        }
        match passage.key {
            "items" => {
                let key = (block, plain(text));
                if let Some(first) = seen.get(&key) {
                    let message = format!("`{block}` has the same item twice");
                    found.push(
                        Diagnostic::warning(&checks::SAME_ITEM, span, message)
                            .also(first.text.span, "the first")
                            .help("take one of them out, or write what was meant"),
                    );
                } else {
                    seen.insert(key, passage);
                }
            }
            "note" if is_hollow(text, passage.language) => {
                if let Some(rule) = desk.project.policies_of(sheet.content).into_iter().find_map(|p| policy::caveat(p, block)) {
                    let message = format!("`{text}` tells readers nothing, and `{block}` needs a caveat");
                    found.push(Diagnostic::error(&checks::MISSING_CAVEAT, span, message).help(rule.why.value.clone()));
                }
            }
            _ => {}
        }
    }
}

/// As items are compared: small letters and digits.
fn plain(text: &str) -> String {
    let kept = without_marks(text).to_lowercase();
    words(&kept).iter().map(|w| w.text).collect::<Vec<_>>().join(" ")
}

fn is_hollow(text: &str, language: &str) -> bool {
    let weight: usize = text.chars().filter(|c| c.is_alphabetic()).map(|c| if (c as u32) >= 0x2e80 { 3 } else { 1 }).sum();
    let all = words(text);
    let elsewhere = of_language(ELSEWHERE, language);
    let sends_on = all.first().is_some_and(|w| elsewhere.contains(&w.text.to_lowercase().as_str())) && all.len() <= 5;
    weight < HOLLOW && !text.contains('{') || sends_on
}
