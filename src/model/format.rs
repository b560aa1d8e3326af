//! `assets/formats/*.toml`: what a product is, on paper.

use super::{Limits, Name};
use crate::diag::{At, Span};
use crate::geom::{Length, Path, Point, Rect, Size, Turn};

/// A size of paper and what is done with it: `assets/formats/NAME.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    /// For people: "Letter flyer".
    pub name: At<String>,
    /// Width and height of the finished product, after cutting.
    pub trim: Size,
    /// How far art runs past the trim on all four sides; 0: it ends there.
    pub bleed: Length,
    /// Folds of the front, upright, from its left edge.
    pub folds: Vec<Length>,
    /// Level folds, from its top edge.
    pub level_folds: Vec<Length>,
    /// Parts between folds or cuts, each laid out by itself. Empty: every face is laid out whole.
    pub panels: Vec<FoldPanel>,
    /// The trim is a circle, or an ellipse in it.
    pub round: bool,
    /// Nothing that matters stands here, seen from the front: a die goes through, or fingers hide it.
    pub clear: Vec<Rect>,
    /// `kind`: what people call the like of it: `poster`, `flyer`, `card`. Blocks may name it in `on` and `not_on`.
    pub kind: Option<At<String>>,
    /// `takes` and `if_room`.
    pub limits: Limits,
    /// `like`: the format whose layout serves where a theme has none of its own.
    pub like: Option<At<Name>>,
    /// The next smaller of its kind, for a content that leaves this one empty.
    pub smaller: Option<At<Name>>,
    /// Width and height on a screen in pixels, for pictures.
    pub pixels: Option<(u32, u32)>,
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
    /// `name`, for messages about the format as a whole.
    pub origin: Span,
}

/// A part of a face between folds or cuts. A theme lays it out as a face of its own; layout puts it in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldPanel {
    /// What `[layout.FORMAT.NAME]` is called.
    pub name: At<String>,
    /// The face it is part of.
    pub face: String,
    /// Where it lies on the face, each time it is repeated.
    pub places: Vec<Point>,
    /// As it lies there.
    pub size: Size,
    /// How its words are turned.
    pub turn: Turn,
}

impl FoldPanel {
    /// Its size as it is read.
    pub fn upright(&self) -> Size {
        if self.turn.lies() { self.size.turned() } else { self.size }
    }
}

/// Read from here on, a sheet is a poster: a metre.
const AFAR: Length = Length::emu(36_000_000);

impl Format {
    /// It is printed on one side, and does not fold.
    pub fn has_one_side(&self) -> bool {
        self.faces.len() == 1 && self.panels.is_empty()
    }

    /// Both of its sides have panels, so that it cannot do without its back.
    pub fn is_folded_of_two(&self) -> bool {
        self.faces.iter().filter(|face| self.panels_of(&face.value).next().is_some()).count() > 1
    }

    /// What `kind` may be.
    pub const KINDS: [&str; 8] = ["poster", "sign", "flyer", "leaflet", "card", "sticker", "label", "screen"];

    /// Panels of a face, in reading order.
    pub fn panels_of<'a>(&'a self, face: &'a str) -> impl Iterator<Item = &'a FoldPanel> {
        self.panels.iter().filter(move |panel| panel.face == face)
    }

    /// Pictures of fewer pixels an inch look soft on it (notes/print_standards.md).
    pub fn soft_ppi(&self) -> f64 {
        225.0 * self.ease()
    }

    /// Pictures of fewer pixels an inch look broken on it.
    pub fn least_ppi(&self) -> f64 {
        150.0 * self.ease()
    }

    /// From afar the eye parts half as much.
    fn ease(&self) -> f64 {
        if self.read_distance >= AFAR { 0.5 } else { 1.0 }
    }

    /// The same format for words that run from right to left: a booklet opens at its other edge, so panels, folds and
    /// lines change places from left to right.
    pub fn mirrored(&self) -> Format {
        let width = self.trim.width;
        let across = |r: Rect| Rect { x: width - r.right(), ..r };
        let panel = |p: &FoldPanel| FoldPanel {
            places: p.places.iter().map(|at| across(p.size.at(at.x, at.y)).top_left()).collect(),
            // What stood on its side leans the other way.
            turn: p.turn.mirrored(),
            ..p.clone()
        };
        Format {
            folds: self.folds.iter().rev().map(|x| width - *x).collect(),
            panels: self.panels.iter().map(panel).collect(),
            clear: self.clear.iter().map(|r| across(*r)).collect(),
            tools: self.tools.iter().map(|l| ToolLine { path: l.path.mirrored(width), ..l.clone() }).collect(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
impl Format {
    /// For tests: a front without bleed, read at a hand's distance, one on a sheet.
    pub fn sample(name: &str, trim: Size) -> Format {
        let at = |text: &str| At::new(text.to_string(), Span::NONE);
        Format {
            name: at(name),
            trim,
            bleed: Length::ZERO,
            folds: Vec::new(),
            level_folds: Vec::new(),
            panels: Vec::new(),
            round: false,
            clear: Vec::new(),
            kind: None,
            limits: Limits::default(),
            like: None,
            smaller: None,
            pixels: None,
            tools: Vec::new(),
            safe: Length::mm(3.0),
            faces: vec![at("front")],
            read_distance: Length::mm(300.0),
            minimum_copy: Length::points(6.5),
            minimum_note: Length::points(6.5),
            minimum_module: Length::mm(0.4),
            scheme: at("one-up"),
            origin: Span::NONE,
        }
    }
}

/// A line that is not printed: it shows a tool where to go.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolLine {
    /// What the tool does there.
    pub tool: Tool,
    /// From the top left corner of the trim.
    pub path: Path,
}

/// What a line is for. In a press file each is a spot ink and a layer by the name that the trade has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// Goes through the stock: the outline of a shaped trim, a hole.
    Cut,
    /// Grooves the stock where it is folded.
    Crease,
    /// Cuts a row of slits, to tear along.
    Perforate,
}

impl Tool {
    /// Every tool that lines are drawn for.
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
    pub fn alternate(self) -> [f32; 4] {
        match self {
            Tool::Cut => [0.0, 1.0, 0.0, 0.0],
            Tool::Crease => [1.0, 0.0, 0.0, 0.0],
            Tool::Perforate => [0.0, 0.5, 1.0, 0.0],
        }
    }
}
