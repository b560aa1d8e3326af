//! `assets/formats/*.toml`: what a product is, on paper.

use crate::diag::{At, Span};
use crate::geom::{Length, Path, Size};

#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    /// For people: "Letter flyer".
    pub name: At<String>,
    pub trim: Size,
    pub bleed: Length,
    /// Folds of the front, upright, from its left edge.
    pub folds: Vec<Length>,
    /// Where tools cut, crease and perforate, seen from the front.
    pub tools: Vec<ToolLine>,
    /// Nothing that matters comes closer to the trim than this.
    pub safe: Length,
    /// `front`, or `front` and `back`.
    pub faces: Vec<At<String>>,
    /// From how far it is read: decides the least size of a code.
    pub read_distance: Length,
    /// Smallest copy, whatever a theme says.
    pub minimum_copy: Length,
    /// Smallest small print.
    pub minimum_note: Length,
    /// Smallest side of a QR module.
    pub minimum_module: Length,
    /// How it is put on sheets when a make does not say.
    pub scheme: At<String>,
    pub origin: Span,
}

/// A line that is not printed: it shows a tool where to go.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolLine {
    pub tool: Tool,
    /// From the top left corner of the trim.
    pub path: Path,
}

/// What a line is for. In a press file each is a spot ink and a layer by the name that the trade has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    Cut,
    Crease,
    Perforate,
}

impl Tool {
    pub const ALL: [Tool; 3] = [Tool::Cut, Tool::Crease, Tool::Perforate];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Cut => "cut",
            Tool::Crease => "crease",
            Tool::Perforate => "perforate",
        }
    }
    /// Name of its ink and its layer.
    pub fn ink(self) -> &'static str {
        match self {
            Tool::Cut => "CutContour",
            Tool::Crease => "Crease",
            Tool::Perforate => "Perf",
        }
    }
    /// What stands in for its ink on a screen, in CMYK: far from anything a sheet is printed in.
    pub fn stand_in(self) -> [f32; 4] {
        match self {
            Tool::Cut => [0.0, 1.0, 0.0, 0.0],
            Tool::Crease => [1.0, 0.0, 0.0, 0.0],
            Tool::Perforate => [0.0, 0.5, 1.0, 0.0],
        }
    }
}
