//! Sheets: where each face lies, with its marks and boxes.

use super::{Face, Item};
use crate::color::Rgb;
use crate::geom::{Length, Point, Rect, Size, Turn};

/// A finished product: its distinct faces, and the sheets they are placed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheets {
    /// What readers of the file are told of it beside its pages.
    pub meta: Meta,
    /// Each distinct face once, however often it is placed.
    pub faces: Vec<Face>,
    /// In the order of the file: front before back, sheet after sheet.
    pub pages: Vec<Page>,
}

impl Sheets {
    /// Each face on a sheet of its own size, with nothing round it.
    pub fn alone(meta: Meta, faces: Vec<Face>) -> Sheets {
        let page = |(face, of): (usize, &Face)| {
            let whole = of.trim.at(Length::ZERO, Length::ZERO);
            Page {
                sheet: of.trim,
                trim: whole,
                bleed: whole,
                placements: vec![Placement { face, at: Point::default(), turn: Turn::None, clip: whole }],
                marks: Vec::new(),
                name: of.name.clone(),
            }
        };
        let pages = faces.iter().enumerate().map(page).collect();
        Sheets { meta, faces, pages }
    }
}

/// What the file says of itself. No clock: dates are given.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Meta {
    /// The content's title, in the language of the product.
    pub title: String,
    /// The organization that hands it out.
    pub author: String,
    /// Name of the project; empty where readers must not learn it.
    pub subject: String,
    /// BCP 47.
    pub language: String,
    /// Of the language.
    pub right_to_left: bool,
    /// The organization's colour on a screen.
    pub brand: Option<Rgb>,
    /// `2026-11-23`: creation and modification date written to the file.
    pub date: String,
    /// How often its sheets are printed to make the quantity ordered; `None` where nobody has said how many.
    pub runs: Option<u32>,
}

/// One side of a sheet. Origin: top left corner of the sheet; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The whole sheet: MediaBox.
    pub sheet: Size,
    /// TrimBox: one face, or the block of faces that is cut apart.
    pub trim: Rect,
    /// BleedBox. Equal to the trim where nothing bleeds.
    pub bleed: Rect,
    /// In drawing order; shared sheets have one for each product and copy.
    pub placements: Vec<Placement>,
    /// Crop marks, cut lines, slug: drawn over the faces.
    pub marks: Vec<Item>,
    /// `front` or `back` of the sheet, for messages.
    pub name: String,
}

/// A face put on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Index into [`Sheets::faces`].
    pub face: usize,
    /// Where the top left corner of the face's trim goes when it is not turned; for a turned face, where the
    /// top left corner of the turned trim box goes.
    pub at: Point,
    /// How it stands on the sheet, clockwise: head over heels, or lying.
    pub turn: Turn,
    /// The part of the sheet this face may ink: its trim, with bleed on the sides that have room for it.
    pub clip: Rect,
}

impl Placement {
    /// Where a rectangle of a face lies on the sheet.
    pub fn on_sheet(&self, r: Rect, trim: Size) -> Rect {
        self.turn.rect(r, trim).moved(self.at.x, self.at.y)
    }

    /// Whether a rectangle of a face is seen whole on the sheet: a tile shows a part of its face.
    pub fn shows(&self, r: Rect, trim: Size) -> bool {
        self.clip.contains(self.on_sheet(r, trim))
    }
}
