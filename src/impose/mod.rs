//! Faces to sheets: one up, or step and repeat on stock, with backs behind their own fronts, marks and boxes. Never
//! shapes text and never looks into a face.

mod grid;
mod marks;
mod one_up;
#[cfg(test)]
mod tests;

use crate::diag::Diagnostic;
use crate::display::{Face, Meta, Sheets};
use crate::model::{Format, Purpose, Scheme};

/// What sheets are made for.
#[derive(Clone, Copy, Debug)]
pub struct Imposition<'a> {
    pub format: &'a Format,
    pub scheme: &'a Scheme,
    pub purpose: Purpose,
}

/// Puts the faces of one product on sheets. Refuses faces that are not the size of the scheme's cells.
pub fn impose(faces: Vec<Face>, imposition: &Imposition<'_>, meta: Meta) -> Result<Sheets, Vec<Diagnostic>> {
    let pages = match &imposition.scheme.grid {
        Some(grid) => grid::pages(&faces, grid, imposition)?,
        None => faces.iter().enumerate().map(|(i, face)| one_up::page(i, face, imposition.purpose)).collect(),
    };
    Ok(Sheets { meta, faces, pages })
}
