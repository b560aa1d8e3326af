//! `too-small`: no type under the format's floor. The theme's own minimum is kept by copyfit; this looks at what came
//! out, whatever made it.

use crate::check::{Preflight, Rule, drawn, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::{Length, Rect};

/// Type under the smaller floor of the format, or under what the printing condition holds.
pub struct TypeSize;

/// Sizes are rounded to a thousandth of a point on their way.
const SAME: Length = Length::emu(127);

impl Rule for TypeSize {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let floor = preflight.format.minimum_note.min(preflight.format.minimum_copy);
        let floor = preflight.condition.map_or(floor, |c| floor.max(c.minimum_type));
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face) {
            let Draw::Glyphs(run) = draw else { continue };
            if run.size + SAME >= floor || found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!(
                "type of {:.1} pt on the {}, under the floor of {:.1} pt",
                run.size.to_points(),
                face.name,
                floor.to_points()
            );
            let at = run.lying(Rect::new(run.origin.x, run.origin.y - run.size, run.size, run.size));
            let diagnostic =
                Diagnostic::error(&checks::TOO_SMALL, item.origin, message).help("shorten the text, or choose a larger format");
            found.push(placed(diagnostic, face, at));
        }
        found
    }
}
