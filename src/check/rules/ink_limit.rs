//! `too-much-ink`: the four inks of an area together stay within what the paper of the printing condition takes.

use crate::check::{Preflight, Rule, drawn, placed};
use crate::color::Color;
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::Rect;

/// Flat colours of more ink than the printing condition takes; pictures are measured on the finished plates.
pub struct InkLimit;

/// Half a percent: inks are whole percents.
const SAME: f64 = 0.005;

impl Rule for InkLimit {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let Some(condition) = preflight.condition else { return Vec::new() };
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face) {
            let total = draw.color().map_or(0.0, ink);
            let at = bounds(draw);
            if total > condition.maximum_ink + SAME && !found.iter().any(|d| d.span == item.origin) {
                let percent = |part: f64| (part * 100.0).round();
                let message = format!(
                    "{} % of ink on the {}, over the {} % of {}",
                    percent(total),
                    face.name,
                    percent(condition.maximum_ink),
                    condition.identifier.value
                );
                let diagnostic =
                    Diagnostic::error(&checks::TOO_MUCH_INK, item.origin, message).help("state a lighter mix in `[color.press]`");
                found.push(placed(diagnostic, face, at));
            }
        }
        found
    }
}

fn bounds(draw: &Draw) -> Rect {
    match draw {
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } => path.bounds().unwrap_or_default(),
        Draw::Glyphs(run) => run.lying(Rect::new(run.origin.x, run.origin.y - run.size, run.size, run.size)),
        Draw::Image { rect, .. } => *rect,
        Draw::Clip { .. } | Draw::Faded { .. } => Rect::default(),
    }
}

fn ink(color: &Color) -> f64 {
    match color {
        Color::Cmyk(inks) => inks.iter().map(|i| f64::from(*i)).sum(),
        Color::Gray(g) => 1.0 - f64::from(*g),
        Color::Spot { tint, .. } => f64::from(*tint),
        Color::Rgb(_) | Color::Registration => 0.0,
    }
}
