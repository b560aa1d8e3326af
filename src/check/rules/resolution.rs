//! `low-resolution`: pictures with too few pixels for their size. Under 225 ppi they look soft, under 150 broken; a
//! poster read from afar needs half of that (notes/print_standards.md).

use crate::check::{Preflight, Rule, drawn, placed};
use crate::diag::{Diagnostic, Severity, checks};
use crate::display::{Draw, Face};
use crate::picture::effective_ppi;

/// Pictures of too few pixels an inch; half as many do for what is read from afar.
pub struct Resolution;

impl Rule for Resolution {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let (soft, least) = (preflight.format.soft_ppi(), preflight.format.least_ppi());
        let mut found = Vec::new();
        for (item, draw) in drawn(face) {
            let Draw::Image { raster, rect, turn } = draw else { continue };
            let ppi = effective_ppi(raster, turn.as_read(*rect));
            if ppi >= soft {
                continue;
            }
            let broken = ppi < least;
            let message = format!(
                "a picture of {} x {} pixels has {ppi:.0} ppi at its size on the {}",
                raster.width, raster.height, face.name
            );
            let help = format!("use a picture of at least {:.0} pixels across", rect.width.to_inches() * soft);
            let diagnostic = Diagnostic::error(&checks::LOW_RESOLUTION, item.origin, message).help(help);
            let severity = if broken { Severity::Error } else { Severity::Warning };
            found.push(placed(Diagnostic { severity, ..diagnostic }, face, *rect));
        }
        found
    }
}
