//! `assets/schemes/*.toml`: how faces are put on sheets.

use crate::diag::{At, Span};
use crate::geom::{Length, Point, Sides, Size};

/// How faces lie on a sheet: `assets/schemes/NAME.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// For people: "Ten cards on letter".
    pub name: At<String>,
    /// Where on the sheet faces stand, and how many.
    pub arrangement: Arrangement,
    /// How the sheet comes to its back.
    pub duplex: Duplex,
    /// Which way up a back stands behind its front.
    pub heads: Heads,
    /// The stock comes cut or perforated: an office sheet needs no lines to cut along.
    pub precut: bool,
    /// `name`, for messages about the scheme as a whole.
    pub origin: Span,
}

impl Scheme {
    /// The paper that a scheme names.
    pub fn sheet(&self) -> Option<Size> {
        match &self.arrangement {
            Arrangement::OneUp => None,
            Arrangement::Cells(grid) => Some(grid.sheet),
            Arrangement::Fit(fit) => Some(fit.sheet),
            Arrangement::Tiles(tiles) => Some(tiles.sheet),
        }
    }
}

/// How faces lie on paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrangement {
    /// One face a sheet, the sheet as large as trim, bleed and marks need.
    OneUp,
    /// Cells of one size at stated places: label stock, perforated cards.
    Cells(Grid),
    /// As many faces of any format as there is room for.
    Fit(Fit),
    /// One face larger than the paper, cut across several sheets.
    Tiles(Tiles),
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
    /// As files may say it.
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
    /// The stock as it goes through the printer, so lying or upright.
    pub sheet: Size,
    /// Cells across, 1 to 100.
    pub columns: u32,
    /// Cells down, 1 to 100.
    pub rows: u32,
    /// Top left corner of the first cell.
    pub start: Point,
    /// From cell to cell, corner to corner.
    pub pitch: Size,
    /// Size of the trim that a cell takes.
    pub cell: Size,
}

/// As many faces as fit between the margins of a sheet, in the middle of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The paper as it goes through the printer, so lying or upright.
    pub sheet: Size,
    /// Kept free of faces: for the gripper, for marks, or because the printer cannot print there.
    pub margin: Sides,
    /// Between faces, across and down: 0 is a butted cut, one for both neighbours. `None`: the bleed of both, and butted
    /// where nothing bleeds.
    pub gutter: Option<(Length, Length)>,
}

/// A face in pieces: each sheet shows what lies between its margins and repeats a strip of its neighbours to glue on.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    /// The paper of the small printer; each holds one tile.
    pub sheet: Size,
    /// What the printer leaves white; the names of the neighbours stand there.
    pub margin: Sides,
    /// Width of the strip that two neighbours share.
    pub overlap: Length,
}

/// How the sheet is turned over for its back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// Over the long edge: on a portrait sheet left and right change places.
    LongEdge,
    /// Over the short edge: on a portrait sheet top and bottom change places.
    ShortEdge,
    /// Fronts on the left half, backs on the right: the same plate prints both sides, turned like the page of a book.
    /// Each sheet gives every product twice.
    WorkAndTurn,
    /// Fronts on the upper half, backs on the lower: the same plate prints both sides, turned head over heels.
    WorkAndTumble,
}

impl Duplex {
    /// As files may say it.
    pub const ALL: [Duplex; 4] = [Duplex::LongEdge, Duplex::ShortEdge, Duplex::WorkAndTurn, Duplex::WorkAndTumble];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Duplex::LongEdge => "long-edge",
            Duplex::ShortEdge => "short-edge",
            Duplex::WorkAndTurn => "work-and-turn",
            Duplex::WorkAndTumble => "work-and-tumble",
        }
    }
}

/// How a back stands behind its front, whichever way the sheet is turned over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    /// Turned like the page of a book, the back stands upright.
    HeadToHead,
    /// Turned head over heels, the back stands upright: a calendar, a tent.
    HeadToToe,
}

impl Heads {
    /// As files may say it.
    pub const ALL: [Heads; 2] = [Heads::HeadToHead, Heads::HeadToToe];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Heads::HeadToHead => "head-to-head",
            Heads::HeadToToe => "head-to-toe",
        }
    }
}

/// In which order different products fill the cells of several sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum SheetOrder {
    /// Along the rows, sheet after sheet.
    #[default]
    Across,
    /// Down through the pile: cut the pile apart, put the stacks on each other, and all are in order.
    CutAndStack,
    /// One sheet for all, its cells shared out by quantity and printed until everybody has enough.
    OneSheet,
}

impl SheetOrder {
    /// As files may say it.
    pub const ALL: [SheetOrder; 3] = [SheetOrder::Across, SheetOrder::CutAndStack, SheetOrder::OneSheet];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            SheetOrder::Across => "across",
            SheetOrder::CutAndStack => "cut-and-stack",
            SheetOrder::OneSheet => "one-sheet",
        }
    }
}

/// What the cells of the last sheet hold that nobody has asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Fill {
    /// More copies, in turn.
    #[default]
    Copies,
    /// Nothing: those cells stay empty.
    Blank,
}

impl Fill {
    /// As files may say it.
    pub const ALL: [Fill; 2] = [Fill::Copies, Fill::Blank];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Fill::Copies => "copies",
            Fill::Blank => "blank",
        }
    }
}
