//! Things of one sheet that stand twice where one of them was to be another: two lists under one heading, two marks of one name, one number in
//! brackets behind two items, two codes to one page.

use super::passages::Passage;
use super::same_block::meet;
use super::words::{without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Block, BlockName, Body, Kind, LogoItem, Payload, Qr};
use std::collections::BTreeMap;

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(headings(sheet));
    found.extend(bracketed(sheet));
    if sheet.language == sheet.content.language.value {
        found.extend(marks(sheet));
        found.extend(codes(sheet));
    }
}

/// As headings and labels are compared: small letters and digits.
fn plain(text: &str) -> String {
    let lower = without_marks(text).to_lowercase();
    words(&lower).iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// The first two of some things that are the same and may stand on one sheet.
fn pair<'t, 'b, T>(all: &'t [(&'b Block, T)], same: impl Fn(&T, &T) -> bool) -> Option<[&'t (&'b Block, T); 2]> {
    all.iter().enumerate().find_map(|(i, one)| {
        let first = all[..i].iter().find(|other| meet(&one.0.placing, &other.0.placing) && same(&one.1, &other.1))?;
        Some([first, one])
    })
}

/// Two lists under one heading.
fn headings(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let block = |name: &BlockName| sheet.content.blocks.iter().find(|block| block.name == *name);
    let of_list =
        |p: &&Passage<'_>| p.key == "heading" && p.block.is_some_and(|name| matches!(name.kind, Kind::List | Kind::Steps));
    let all = sheet.passages.iter().filter(of_list).filter(|p| !p.text.value.contains('{'));
    let all: Vec<(&Block, &Passage<'_>)> = all.filter_map(|p| Some((block(p.block?)?, p))).collect();
    let said = |p: &Passage<'_>| plain(&p.text.value);
    let [first, second] = pair(&all, |one, other| said(one) == said(other) && !said(one).is_empty())?;
    let message = format!("`{}` and `{}` have one heading, `{}`", first.0.name, second.0.name, second.1.text.value);
    Some(
        Diagnostic::warning(&checks::SAME_ITEM, second.1.text.span, message)
            .also(first.1.text.span, "the first")
            .help("write what tells the two apart, or put their items into one list"),
    )
}

/// A number of so many digits behind an item tells it from others.
const CODE: usize = 3;

/// `Fourth and Sycamore (1604)` and `Fourth and Mulberry (1604)`, where all items have such a number.
fn bracketed(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let mut lists: BTreeMap<&BlockName, Vec<&Passage<'_>>> = BTreeMap::new();
    for passage in sheet.passages.iter().filter(|p| p.key == "items") {
        lists.entry(passage.block?).or_default().push(passage);
    }
    let number = |item: &Passage<'_>| {
        let (head, rest) = item.text.value.trim_end_matches(['.', ' ']).strip_suffix(')')?.rsplit_once('(')?;
        let is_code = rest.len() >= CODE && rest.bytes().all(|b| b.is_ascii_digit()) && !head.trim().is_empty();
        is_code.then(|| (rest.to_string(), plain(head)))
    };
    lists.iter().find_map(|(name, items)| {
        let all: Option<Vec<(String, String)>> = items.iter().map(|item| number(item)).collect();
        let all = all.filter(|all| all.len() > 2)?;
        let at = (1..all.len()).find(|at| all[..*at].iter().any(|other| other.0 == all[*at].0 && other.1 != all[*at].1))?;
        let first = all[..at].iter().position(|other| other.0 == all[at].0)?;
        // Where several stand twice, it is a kind, and no number of one.
        let different: std::collections::BTreeSet<&str> = all.iter().map(|(number, _)| number.as_str()).collect();
        (different.len() + 1 == all.len()).then(|| {
            let message = format!("`{name}` has the number {} behind two items", all[at].0);
            Diagnostic::warning(&checks::SAME_ITEM, items[at].text.span, message)
                .also(items[first].text.span, "the first")
                .help("look the number up, and mend the one that is wrong")
        })
    })
}

/// Two marks, files of their own, that are called the same.
fn marks(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let all = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Logos(logos) => Some(&logos.items),
        _ => None,
    });
    let items: Vec<&LogoItem> = all.flatten().filter(|mark| !mark.alt.value.trim().is_empty()).collect();
    items.iter().enumerate().find_map(|(i, mark)| {
        let same = |other: &&&LogoItem| plain(&other.alt.value) == plain(&mark.alt.value) && other.file.value != mark.file.value;
        let first = items[..i].iter().find(same)?;
        let message = format!("two marks are called `{}`", mark.alt.value);
        Some(
            Diagnostic::warning(&checks::SAME_ITEM, mark.alt.span, message)
                .also(first.alt.span, "the first")
                .help("write whose mark each is: whoever cannot see them hears these words"),
        )
    })
}

/// Shorter words of two labels are no sign that both say the same.
const TELLING: usize = 4;

/// Two codes with words that have nothing in common, and one page behind both.
fn codes(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let link = |code: &Qr| match &code.payload {
        Payload::Link(link) if !link.value.contains('{') => Some(link.value.trim().trim_end_matches('/').to_lowercase()),
        _ => None,
    };
    let all = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Qr(code) => Some((block, (link(code)?, code))),
        _ => None,
    });
    let all: Vec<(&Block, (String, &Qr))> = all.collect();
    let said = |code: &Qr| plain(&code.label.value);
    let apart = |one: &str, other: &str| {
        let telling =
            |text: &str| text.split(' ').filter(|word| word.chars().count() >= TELLING).map(str::to_string).collect::<Vec<_>>();
        let (one, other) = (telling(one), telling(other));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|word| other.contains(word))
    };
    let [first, second] = pair(&all, |one, other| one.0 == other.0 && apart(&said(one.1), &said(other.1)))?;
    let (one, other) = (&first.1.1.label, &second.1.1.label);
    let message = format!("the codes `{}` and `{}` lead to one page, {}", one.value, other.value, second.1.0);
    Some(
        Diagnostic::warning(&checks::COPIED_DOWN, other.span, message)
            .also(one.span, "the first")
            .help("look whether the address was copied from the other; if not, one of them is enough"),
    )
}
