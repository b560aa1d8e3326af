//! `assets/schemes/*.toml`: how faces are put on sheets.

use crate::diag::{At, Span};
use crate::geom::{Point, Size};

#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// For people: "Ten cards on letter".
    pub name: At<String>,
    /// `None`: one face a sheet, the sheet as large as trim, bleed and marks need.
    pub grid: Option<Grid>,
    pub duplex: Duplex,
    pub origin: Span,
}

/// What may stand round the trim of a press sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Where to cut.
    Crop,
    /// Where the bleed ends.
    Bleed,
    /// Whether the plates lie over each other.
    Registration,
    /// Where to fold.
    Fold,
    /// How much ink each plate lays down.
    Bar,
    /// What sheet this is.
    Slug,
}

impl Mark {
    pub const ALL: [Mark; 6] = [Mark::Crop, Mark::Bleed, Mark::Registration, Mark::Fold, Mark::Bar, Mark::Slug];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Crop => "crop",
            Mark::Bleed => "bleed",
            Mark::Registration => "registration",
            Mark::Fold => "fold",
            Mark::Bar => "bar",
            Mark::Slug => "slug",
        }
    }
}

/// Equal cells on a sheet of stock.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub sheet: Size,
    pub columns: u32,
    pub rows: u32,
    /// Top left corner of the first cell.
    pub start: Point,
    /// From cell to cell, corner to corner.
    pub pitch: Size,
    /// Size of the trim that a cell takes.
    pub cell: Size,
}

/// How the sheet is turned over for its back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// Over the long edge: on a portrait sheet left and right change places.
    LongEdge,
    /// Over the short edge: on a portrait sheet top and bottom change places, and backs stand on their heads.
    ShortEdge,
}
