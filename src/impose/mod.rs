//! Faces to sheets: one up, or step and repeat on stock, with backs behind their own fronts, marks and boxes. Never
//! shapes text and never looks into a face.

mod grid;
mod marks;
mod one_up;
#[cfg(test)]
mod tests;

use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Meta, Page, Sheets};
use crate::geom::Length;
use crate::model::{Format, Purpose, Scheme};

pub use marks::Marking;

/// What sheets are made for.
#[derive(Clone, Copy, Debug)]
pub struct Imposition<'a> {
    pub format: &'a Format,
    pub scheme: &'a Scheme,
    pub purpose: Purpose,
    /// What stands round the trim of a press sheet.
    pub marking: &'a Marking,
}

/// Puts the faces of one product on sheets, and says which marks the stock has no room for. Refuses faces that are not
/// the size of the scheme's cells.
pub fn impose(faces: Vec<Face>, imposition: &Imposition<'_>, meta: Meta) -> Result<(Sheets, Vec<Diagnostic>), Vec<Diagnostic>> {
    let pages: Vec<(Page, Vec<&str>)> = match &imposition.scheme.grid {
        Some(grid) => grid::pages(&faces, grid, imposition)?,
        None => faces.iter().enumerate().map(|(i, face)| one_up::page(i, face, imposition)).collect(),
    };
    let mut left_out: Vec<&str> = pages.iter().flat_map(|(_, left_out)| left_out.iter().copied()).collect();
    left_out.sort_unstable();
    left_out.dedup();
    let found = left_out.iter().map(|mark| {
        let message = format!("the sheets of `{}` have no room for the mark `{mark}`", imposition.scheme.name.value);
        Diagnostic::warning(&checks::NO_ROOM_FOR_MARK, imposition.scheme.origin, message)
            .help("take it out of `marks`, or choose a scheme with wider margins")
    });
    let found = found.collect();
    Ok((Sheets { meta, faces, pages: pages.into_iter().map(|(page, _)| page).collect() }, found))
}

/// Where a face is folded, from its left edge: seen from behind, from its right edge.
fn folds(format: &Format, width: Length, face: usize) -> impl Iterator<Item = Length> {
    format.folds.iter().map(move |x| if face.is_multiple_of(2) { *x } else { width - *x })
}
