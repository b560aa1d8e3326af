//! A document to faces: of the layouts that the theme has for contents of this kind, those that leave the better pages.

use super::WorkerCaches;
use super::attempt::{Found, Laid, eases, passes};
use super::attempts::{COMFORT, all_stated};
use super::same_sheet::{carries_as_much, is_one_of_many, is_wrong_anywhere};
use crate::bind::Product;
use crate::compose::{LayoutChoice, OneSide, Suitable, Variants, Why};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, ElementId, Face};
use crate::document::Document;
use crate::geom::Length;
use crate::model::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// So much less has to be left to wish for on a page before the layout that the theme has for all contents is given up.
const BETTER: f64 = 0.01;
/// So much more may be left to wish for in a layout that is made for contents of this kind.
const HARDLY_WORSE: f64 = 0.2;
/// What a word alone on its last line counts, beside parts of a face that stay empty.
const LONELY: f64 = 0.02;

/// Parts of a contact that themes hide on most sheets, and that somebody may need to reach it.
const TO_REACH: [&str; 4] = ["email", "hours", "note", "text"];
/// So much of its ease a product keeps, at the least, with more of its contacts said.
const AS_EASY: f64 = 0.95;

/// The artboards and faces of a product, or as many as could be made.
pub fn compose_and_lay_out(product: &Product<'_>, document: &Document, caches: &mut WorkerCaches) -> Found {
    caches.next_product();
    let mut made = best(product, document, caches);
    if let Some(OneSide::ThinBack(part)) = made.0.account.one_side {
        made.1.push(told(product, part));
    }
    if product.job.languages().count() > 1 {
        made.1 = made.1.into_iter().map(for_several).collect();
    }
    // A sheet without its picture is another sheet: how its words lie says nothing.
    if made.1.iter().any(is_wrong_anywhere) {
        made.1.retain(|found| !is_of_room(found));
    }
    caches.pictures.fade(&mut made.0.faces);
    caches.pictures.settle();
    made
}

/// How words and codes lie on a sheet.
fn is_of_room(found: &Diagnostic) -> bool {
    let checks =
        [&checks::TEXT_OVERFLOW, &checks::TEXT_OVER_TEXT, &checks::UNBREAKABLE_WORD, &checks::INK_OUTSIDE, &checks::ONE_SIDE];
    checks.contains(&found.check)
}

/// What is too much for a side that says everything in one language, a theme for several may have room for.
fn for_several(found: Diagnostic) -> Diagnostic {
    if found.check != &checks::TEXT_OVERFLOW {
        return found;
    }
    found.help("or take a theme that is made for several languages: `handbill list themes` says what each is for")
}

/// A product of two sides that is printed on one: `part` of the back is what its words would take.
fn told(product: &Product<'_>, part: f64) -> Diagnostic {
    let format = &product.job.format;
    let message = format!("`{format}` is printed on one side: its words would take {:.0} % of the back", part * 100.0);
    Diagnostic::note(&checks::ONE_SIDE, product.job.origin, message).help(
        "leave it so, nothing is left out; or say more; or write `sides = 2` under `[[make]]` to print the back all the same",
    )
}

/// The product in the variants of its layouts that leave the best pages, face after face; and with what the theme hides of its
/// contacts for want of room, where there is room.
fn best(product: &Product<'_>, document: &Document, caches: &mut WorkerCaches) -> Found {
    let mut choice = LayoutChoice::default();
    let mut best = all_stated(product, document, caches, &choice);
    if is_one_of_many(product) {
        return best;
    }
    let mut mistakes = Vec::new();
    for (variants, is_special) in ways(&best.0.account.suitable) {
        let mut tried = choice.clone();
        tried.variants.extend(variants);
        if tried == choice {
            continue;
        }
        let made = all_stated(product, document, caches, &tried);
        mistakes.extend(made.1.iter().filter(|found| is_mistake(found, product) && !best.1.contains(found)).cloned());
        if comes_over(&made, &best, is_special) && passes(product, &made, caches) {
            (best, choice) = (made, tried);
        }
    }
    let unhidden = hidden_parts(&best.0);
    if !unhidden.is_empty() {
        let made = all_stated(product, document, caches, &LayoutChoice { unhidden, ..choice });
        if has_room(&made, &best) && passes(product, &made, caches) {
            best = made;
        }
    }
    mistakes.retain(|found| !best.1.contains(found));
    best.1.extend(mistakes);
    best
}

/// The variants that are tried, in this order: one face or panel after the other, then those of one name on several of them,
/// which may have the room only together, as the sides of a sheet in two languages.
fn ways(suitable: &[Suitable]) -> Vec<(Variants, bool)> {
    let one = |of: &Suitable| (Variants::from([(of.piece.clone(), of.name.clone())]), of.is_special);
    let mut named: BTreeMap<&str, Vec<&Suitable>> = BTreeMap::new();
    for of in suitable.iter().filter(|of| of.is_special) {
        named.entry(&of.name).or_default().push(of);
    }
    let all = |of: Vec<&Suitable>| (of.into_iter().map(|of| (of.piece.clone(), of.name.clone())).collect(), true);
    suitable.iter().map(one).chain(named.into_values().filter(|of| of.len() > 1).map(all)).collect()
}

/// Parts of contacts that no face shows because the theme hides them.
fn hidden_parts(laid: &Laid) -> Vec<String> {
    let hidden = laid.account.left_out.iter().filter(|left| left.why == Why::Theme && left.block.kind == Kind::Contact);
    let parts: BTreeSet<&str> = hidden.filter_map(|left| left.part.as_deref()).filter(|part| TO_REACH.contains(part)).collect();
    parts.into_iter().map(str::to_string).collect()
}

/// Whether more is said, and everything stands as large as it has to and about as near to what the theme asks for.
fn has_room(made: &Found, other: &Found) -> bool {
    eases(made, COMFORT.max(other.0.ease * AS_EASY).min(other.0.ease)) && carries_as_much(&other.0.account, &made.0.account)
}

/// What is wrong with a layout that somebody wrote, and not with the content in it.
fn is_mistake(found: &Diagnostic, product: &Product<'_>) -> bool {
    let is_own = || {
        let chain = product.project.theme_chain(&product.job.theme);
        chain.iter().any(|theme| theme.is_own && theme.origin.file == found.span.file)
    };
    found.is_error() && found.check != &checks::TEXT_OVERFLOW && is_own()
}

/// Whether it says as much, and leaves less to wish for, or hardly more where it is made for such contents; what can be made
/// comes over what cannot.
fn comes_over(made: &Found, other: &Found, is_made_for_it: bool) -> bool {
    let errors = |(_, found): &Found| found.iter().filter(|found| found.is_error()).count();
    // What it does without it may do without: of two that can be made, the one that says as much.
    let alone = errors(made) == 0 && errors(other) > 0;
    let worse = if is_made_for_it { HARDLY_WORSE } else { -BETTER };
    let better = || carries_as_much(&other.0.account, &made.0.account) && faults(&made.0) < faults(&other.0) + worse;
    errors(made) <= errors(other) && (alone || better())
}

/// What is left to wish for: the part of each face that stays empty, how much smaller type is than the theme asks for, and
/// words alone on a line.
fn faults(laid: &Laid) -> f64 {
    let lonely: usize = laid.faces.iter().map(lonely_words).sum();
    laid.holes.iter().sum::<f64>() + (1.0 - laid.ease) + LONELY * lonely as f64
}

/// Texts of several lines whose last has a single word.
fn lonely_words(face: &Face) -> usize {
    let mut lines: BTreeMap<ElementId, BTreeMap<Length, usize>> = BTreeMap::new();
    for (element, run) in face.items.iter().filter_map(|item| match &item.draw {
        Draw::Glyphs(run) => Some((item.element?, run)),
        _ => None,
    }) {
        *lines.entry(element).or_default().entry(run.origin.y).or_default() += run.text.split_whitespace().count();
    }
    lines.values().filter(|lines| lines.len() > 1 && lines.last_key_value().is_some_and(|(_, words)| *words == 1)).count()
}
