//! `hairline`: lines finer than the press holds (0.25 pt unless the printing condition says otherwise) break up or
//! vanish.

use crate::check::{Preflight, Rule, drawn};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::Length;

pub struct Hairline;

impl Rule for Hairline {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let least = preflight.condition.map_or(Length::points(0.25), |c| c.minimum_line);
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face) {
            let Draw::Stroke { width, .. } = draw else { continue };
            if *width < least && !found.iter().any(|d| d.span == item.origin) {
                let message =
                    format!("a line of {:.2} pt on the {}, under {:.2} pt", width.to_points(), face.name, least.to_points());
                found.push(
                    Diagnostic::error(&checks::HAIRLINE, item.origin, message)
                        .help(format!("draw it at least {:.2} pt thick", least.to_points())),
                );
            }
        }
        found
    }
}
