//! One face a sheet. For office and screen the sheet is the trim; for press it grows by bleed and marks.

use super::marks::{self, Block};
use super::{Imposition, Made};
use crate::display::{Face, Page, Placement, Turn};
use crate::geom::{Length, Point, Size};
use crate::model::Purpose;

/// The page, and what its margin has no room for.
pub(super) fn page(index: usize, face: &Face, imposition: &Imposition<'_>) -> Made {
    match imposition.purpose {
        Purpose::Press => with_marks(index, face, imposition),
        Purpose::Office | Purpose::Screen => (bare(index, face), Vec::new()),
    }
}

fn bare(index: usize, face: &Face) -> Page {
    let trim = face.trim.at(Length::ZERO, Length::ZERO);
    let placement = Placement { face: index, at: Point::default(), turn: Turn::None, clip: trim };
    Page { sheet: face.trim, trim, bleed: trim, placements: vec![placement], marks: Vec::new(), name: face.name.clone() }
}

fn with_marks(index: usize, face: &Face, imposition: &Imposition<'_>) -> Made {
    let around = imposition.marking.room(face.bleed);
    let sheet = Size::new(face.trim.width + around * 2, face.trim.height + around * 2);
    let trim = face.trim.at(around, around);
    let bleed = trim.outset(face.bleed);
    let placement = Placement { face: index, at: trim.top_left(), turn: Turn::None, clip: bleed };
    let (folds_x, folds_y) = super::folds(imposition.format, face, &placement, index);
    let block = Block {
        rect: trim,
        bleed: face.bleed,
        cuts_x: &[trim.x, trim.right()],
        cuts_y: &[trim.y, trim.bottom()],
        folds_x: &folds_x,
        folds_y: &folds_y,
        sheet: sheet.at(Length::ZERO, Length::ZERO),
    };
    let (marks, left_out) = marks::around(&block, &imposition.marking.of(std::slice::from_ref(&face.name), None));
    let page = Page { sheet, trim, bleed, placements: vec![placement], marks, name: face.name.clone() };
    (page, left_out)
}
