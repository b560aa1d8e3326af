//! Colours as content names them, and which of them overprint.

use crate::color::Color;
use crate::display::Tool;

pub(super) fn is_black(color: &Color) -> bool {
    matches!(color, Color::Cmyk([c, m, y, k]) if *c == 0.0 && *m == 0.0 && *y == 0.0 && *k == 1.0)
}

pub(super) fn is_tool(color: &Color) -> bool {
    matches!(color, Color::Spot { name, .. } if Tool::ALL.iter().any(|tool| tool.ink() == &**name))
}

/// The parts of a colour that needs no colour space of its own: of gray one, of RGB three, of CMYK four.
pub(super) fn parts(color: &Color) -> Option<Vec<f32>> {
    match color {
        Color::Rgb(parts) => Some(parts.iter().map(|part| short(f32::from(*part) / 255.0)).collect()),
        Color::Gray(part) => Some(vec![short(*part)]),
        Color::Cmyk(parts) => Some(parts.iter().map(|part| short(*part)).collect()),
        Color::Spot { .. } | Color::Registration => None,
    }
}

/// Four decimals: finer than any plate.
pub(super) fn short(part: f32) -> f32 {
    (part * 10_000.0).round() / 10_000.0
}
