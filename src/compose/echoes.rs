//! Areas that show for the eye what another area says in full: the day of an event as a picture, beside the line that says when.
//! Whoever listens hears it once.

use super::artboard::{Area, Artboard, Part};
use crate::document::{Block, Document};
use crate::model::BlockName;

/// The line of an event that has day, month and hour in it.
const WHEN: &str = "when";

/// Marks them, wherever on the product the full words stand.
pub(super) fn mark(document: &Document, artboards: &mut [Artboard]) {
    // A piece that nobody misses only shows what another says.
    let shows = |block: &&Block| block.part_of.is_some() && !block.vital;
    for shown in document.blocks.iter().filter(shows) {
        let mut areas = artboards.iter().flat_map(|artboard| &artboard.areas);
        if !areas.any(|area| says(document, area, shown)) {
            continue;
        }
        let name = shown.name.to_string();
        let own = artboards.iter_mut().flat_map(|artboard| &mut artboard.areas).filter(|area| area.block == name);
        own.for_each(|area| area.echoes = true);
    }
}

/// Whether an area says in full what a block shows: the same event, in the same language.
fn says(document: &Document, area: &Area, shown: &Block) -> bool {
    let Some(name) = BlockName::parse(&area.block).filter(|name| name.and_language().1 == shown.name.and_language().1) else {
        return false;
    };
    let of_event = |name: &BlockName| Some(name) == shown.part_of.as_ref();
    let block = document.blocks.iter().find(|block| block.name == name);
    let is_same = block.is_some_and(|block| of_event(&block.name) || block.part_of.as_ref().is_some_and(of_event));
    let says = |part: &Part| matches!(part, Part::Text(text) if text.name == WHEN);
    is_same && area.parts.iter().any(says) && area.short.as_ref().is_none_or(|short| short.iter().any(says))
}
