//! Colours as printpdf takes them, and which of them overprint.

use crate::color::Color;
use crate::display::Tool;
use printpdf::{Cmyk, Greyscale, Rgb};

pub(super) fn is_black(color: &Color) -> bool {
    matches!(color, Color::Cmyk([c, m, y, k]) if *c == 0.0 && *m == 0.0 && *y == 0.0 && *k == 1.0)
}

pub(super) fn is_tool(color: &Color) -> bool {
    matches!(color, Color::Spot { name, .. } if Tool::ALL.iter().any(|tool| tool.ink() == &**name))
}

/// A colour that needs no colour space of its own.
pub(super) fn plain(color: &Color) -> Option<printpdf::Color> {
    match color {
        Color::Rgb([r, g, b]) => {
            let [r, g, b] = [r, g, b].map(|c| short(f32::from(*c) / 255.0));
            Some(printpdf::Color::Rgb(Rgb { r, g, b, icc_profile: None }))
        }
        Color::Gray(g) => Some(printpdf::Color::Greyscale(Greyscale { percent: short(*g), icc_profile: None })),
        Color::Cmyk([c, m, y, k]) => {
            let [c, m, y, k] = [c, m, y, k].map(|i| short(*i));
            Some(printpdf::Color::Cmyk(Cmyk { c, m, y, k, icc_profile: None }))
        }
        Color::Spot { .. } | Color::Registration => None,
    }
}

/// Four decimals: finer than any plate.
pub(super) fn short(part: f32) -> f32 {
    (part * 10_000.0).round() / 10_000.0
}
