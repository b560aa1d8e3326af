//! Inks that are no colours: lines for tools, and coatings that lie on the print. They are known by what the trade calls them.

use crate::diag::{Diagnostic, Span, checks};
use crate::export::pdf::pdf_facts::{PageParts, Paint, Painted, Space};
use crate::model::Tool;
use crate::registry;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const TOOLS: &str = include_str!("../../assets/registries/tool-inks.txt");
const COATINGS: &str = include_str!("../../assets/registries/coating-inks.txt");

/// Coatings that cut out the art under them, and areas filled in the ink of a line.
pub(super) fn look(n: usize, page: &PageParts) -> Vec<Diagnostic> {
    let named = |paint: &Paint| match &paint.space {
        Space::Separation(name, _) => Some(name.clone()),
        _ => None,
    };
    let is_special = |paint: &Paint| named(paint).is_some_and(|name| name == "All" || is_tool(&name) || is_coating(&name));
    // A form for varnish alone on a page of its own lies on nothing.
    let has_art = !page.pictures.is_empty() || page.paints.keys().any(|paint| !is_special(paint));
    let (mut cut_out, mut filled) = (BTreeSet::new(), BTreeSet::new());
    for paint in page.paints.keys() {
        let Some(name) = named(paint) else { continue };
        let is_inked = paint.amounts.iter().any(|amount| *amount > 0);
        if is_coating(&name) && !paint.overprint && is_inked && has_art {
            cut_out.insert(name);
        } else if is_tool(&name) && paint.what == Painted::Area && is_inked && !has_sliver(page, &name) {
            filled.insert(name);
        }
    }
    let cut_out = cut_out.into_iter().map(|name| {
        let message = format!("page {n}: `{name}` does not overprint: the art under it is cut out");
        Diagnostic::error(&checks::TOOL_KNOCKS_OUT, Span::NONE, message).help("let the ink overprint, as lines and as areas")
    });
    let filled = filled.into_iter().map(|name| {
        let message = format!("page {n}: an area is filled in `{name}`, and a tool goes along a line");
        Diagnostic::warning(&checks::TOOL_LINE, Span::NONE, message).help("draw the shape as a line, without a fill")
    });
    cut_out.chain(filled).collect()
}

/// Lines that were made outlines are areas, too, thin ones.
fn has_sliver(page: &PageParts, ink: &str) -> bool {
    let is_sliver = |paint: &Paint| matches!(paint.what, Painted::Sliver(..));
    page.paints.keys().any(|paint| is_sliver(paint) && matches!(&paint.space, Space::Separation(name, _) if name == ink))
}

/// Whether an ink stands for what a tool does along a line: cut, crease, perforate.
pub fn is_tool(ink: &str) -> bool {
    static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| registry::rows(TOOLS).collect());
    Tool::ALL.iter().any(|tool| tool.ink() == ink) || is_one(&KNOWN, ink)
}

/// Whether an ink stands for varnish, gloss or embossing.
pub fn is_coating(ink: &str) -> bool {
    static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| registry::rows(COATINGS).collect());
    is_one(&KNOWN, ink)
}

fn is_one(known: &[&str], ink: &str) -> bool {
    let plain: String = ink.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    known.iter().any(|name| name.strip_suffix('*').map_or(*name == plain, |begins| plain.starts_with(begins)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_and_coatings_are_told_from_colours() {
        for ink in ["CutContour", "Kiss Cut", "Thru-cut", "Cutting Line", "Troquel", "Die Line 2", "Stanzkontur", "perf"] {
            assert!(is_tool(ink) && !is_coating(ink), "{ink}");
        }
        for ink in ["Varnish", "Spot UV", "UV", "Spot UV Gloss", "Emboss", "Vernis sélectif", "Barniz"] {
            assert!(is_coating(ink) && !is_tool(ink), "{ink}");
        }
        for ink in ["PANTONE 185 C", "Die Brücke Blau", "Gold", "White", "Cutty Sark Yellow", "UV Red", "All", "Foldaway Green"]
        {
            assert!(!is_tool(ink) && !is_coating(ink), "{ink}");
        }
    }
}
