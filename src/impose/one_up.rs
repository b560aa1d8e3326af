//! One face a sheet. For office and screen the sheet is the trim; for press it grows by bleed and marks.

use super::marks::{self, MARK_ROOM};
use crate::display::{Face, Page, Placement, Turn};
use crate::geom::{Length, Point, Size};
use crate::model::Purpose;

pub(super) fn page(index: usize, face: &Face, purpose: Purpose) -> Page {
    match purpose {
        Purpose::Press => with_marks(index, face),
        Purpose::Office | Purpose::Screen => bare(index, face),
    }
}

fn bare(index: usize, face: &Face) -> Page {
    let trim = face.trim.at(Length::ZERO, Length::ZERO);
    let placement = Placement { face: index, at: Point::default(), turn: Turn::None, clip: trim };
    Page { sheet: face.trim, trim, bleed: trim, placements: vec![placement], marks: Vec::new(), name: face.name.clone() }
}

fn with_marks(index: usize, face: &Face) -> Page {
    let around = face.bleed + MARK_ROOM;
    let sheet = Size::new(face.trim.width + around * 2, face.trim.height + around * 2);
    let trim = face.trim.at(around, around);
    let bleed = trim.outset(face.bleed);
    let placement = Placement { face: index, at: trim.top_left(), turn: Turn::None, clip: bleed };
    let marks = marks::crop_marks(trim, face.bleed);
    Page { sheet, trim, bleed, placements: vec![placement], marks, name: face.name.clone() }
}
