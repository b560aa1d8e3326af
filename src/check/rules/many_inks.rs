//! `small-type-in-many-inks`: thin strokes made of three or four screens of dots fringe as soon as the plates are off
//! by a hair (print_standards_measured.md, A.2: 9 pt for type of two inks and more).

use crate::check::{Preflight, Rule, drawn};
use crate::color::Color;
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::Length;
use crate::model::Purpose;

/// Small type of three inks and more, on press sheets.
pub struct ManyInks;

const SMALL: Length = Length::emu(9 * 12_700);
/// Less of an ink than this leaves no dot to see.
const TRACE: f32 = 0.05;

impl Rule for ManyInks {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face).filter(|_| preflight.purpose == Purpose::Press) {
            let Draw::Glyphs(run) = draw else { continue };
            let Color::Cmyk(inks) = &run.color else { continue };
            let count = inks.iter().filter(|ink| **ink > TRACE).count();
            if count < 3 || run.size >= SMALL || found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!("type of {:.1} pt in {count} inks on the {}", run.size.to_points(), face.name);
            found.push(
                Diagnostic::warning(&checks::SMALL_TYPE_IN_MANY_INKS, item.origin, message)
                    .help("set it in black or in a spot ink, or at 9 pt and more"),
            );
        }
        found
    }
}
