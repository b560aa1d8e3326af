//! `covered-text`: no picture, fill or area lies over letters that were drawn before it. `contrast` asks, which walks over a face
//! with all that lies under the type.

use super::under::{LOST, Under, start};
use crate::check::placed;
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, GlyphRun, Item};
use crate::geom::Rect;
use crate::text::ink::OutlineCache;

/// Type that was drawn before what is looked at.
pub(super) struct Earlier<'a> {
    pub item: &'a Item,
    pub run: &'a GlyphRun,
    /// A box round it.
    pub about: Rect,
}

/// A message for each text that the last `item` hides letters of; `first` is the first of its grounds in `under`.
pub(super) fn covered(
    face: &Face,
    (item, first): (&Item, usize),
    earlier: &[Earlier<'_>],
    under: &Under<'_>,
    outlines: &mut OutlineCache,
) -> Vec<Diagnostic> {
    // A text and its own disc have one origin.
    let met = earlier.iter().filter(|text| text.item.origin != item.origin && under.reaches(first, text.about));
    met.filter_map(|text| Some(diagnostic(face, text, &lost(text.run, under, first, outlines)?))).collect()
}

/// The letters of a run of which too much lies under what was drawn from the ground `first` on.
fn lost(run: &GlyphRun, under: &Under<'_>, first: usize, outlines: &mut OutlineCache) -> Option<String> {
    let mut lost = String::new();
    for glyph in &run.glyphs {
        let outline = outlines.of_glyph(run, glyph);
        let hidden = outline.iter().filter(|point| under.hides(first, **point)).count();
        if !outline.is_empty() && hidden as f64 > LOST * outline.len() as f64 {
            lost.push_str(run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or_default());
        }
    }
    (!lost.is_empty()).then_some(lost)
}

fn diagnostic(face: &Face, Earlier { item, run, .. }: &Earlier<'_>, lost: &str) -> Diagnostic {
    let what = if lost == run.text { format!("`{lost}`") } else { format!("`{lost}` of `{}`", run.text.trim()) };
    let message = format!("{what} lies under what is drawn after it on the {}", face.name);
    let help = "give one of the two more room, or name the area of the words in `behind` of the picture";
    placed(Diagnostic::error(&checks::COVERED_TEXT, item.origin, message).help(help), face, start(run))
}
