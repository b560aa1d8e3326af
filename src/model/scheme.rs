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
