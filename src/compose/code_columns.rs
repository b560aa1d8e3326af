//! Columns of a stated width that are too narrow for a code, in layouts of the program: a code takes its room from the words
//! beside it. What a project's own theme states stands, and is told where it does not do.

use super::artboard::{Artboard, Part};
use crate::geom::Length;
use crate::model::Track;

/// Makes columns wide enough for the codes in them at their least size.
pub(super) fn widen(artboard: &mut Artboard) {
    for column in 0..artboard.columns.len() {
        let needed = least_width(artboard, column);
        if let Track::Fixed(width) = &mut artboard.columns[column] {
            *width = (*width).max(needed);
        }
    }
}

/// The width of the widest code of a column at its least size, quiet zone included.
fn least_width(artboard: &Artboard, column: usize) -> Length {
    let areas = artboard.areas.iter().filter(|area| area.cell.column == column && area.cell.columns == 1);
    let parts = areas.flat_map(|area| area.parts.iter().map(move |part| (area, part)));
    let widths = parts.filter_map(|(area, part)| match part {
        Part::Code(code) => Some(code.module * (i64::from(code.matrix.size) + 8) + area.padding.horizontal()),
        _ => None,
    });
    widths.max().unwrap_or_default()
}
