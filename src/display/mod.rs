//! The vocabulary between layout and export: what is drawn, where, in which colour, and why.
//!
//! A [`Face`] is one side of one product, inside its trim. A [`Page`] is a sheet that faces are placed on.
//! Nothing here knows a file format. Every item keeps the place it came from, and every piece of meaning
//! (heading, paragraph, figure) is an [`Element`], so that an exporter can write tagged output without asking layout.

mod draw;
mod hole;
mod outline;
mod picture;
mod sheet;

use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Length, Path, Point, Rect, Size};
use std::ops::Range;
use std::sync::Arc;

pub use crate::geom::Turn;
pub use crate::model::{FileBytes, Font, Tool, ToolLine};
pub use hole::{HOLE, Hole, Taken};
pub use outline::{Headings, Node};
pub use picture::{Pixels, Raster};
pub use sheet::{Meta, Page, Placement, Sheets};

/// One side of one product. Origin: top left corner of the trim; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// `front`, `back`, ...: as the format calls it.
    pub name: String,
    /// The finished size, after cutting.
    pub trim: Size,
    /// How far art reaches past the trim on each side. Items may be drawn out to here.
    pub bleed: Length,
    /// In drawing order: later items lie on top.
    pub items: Vec<Item>,
    /// As they were set; read in their `order`.
    pub elements: Vec<Element>,
    /// Every QR code on the face, for the manifest and the self-check.
    pub codes: Vec<Code>,
    /// Lines for tools: drawn last, over everything, and not printed.
    pub tools: Vec<ToolLine>,
    /// What each area came to, for preflight, proofs and messages.
    pub areas: Vec<AreaBox>,
    /// What theme and format keep free: an address, a stamp, the hole of a door hanger.
    pub quiet: Vec<Rect>,
}

impl Face {
    /// A side with nothing on it, that does not bleed.
    pub fn blank(name: impl Into<String>, trim: Size) -> Face {
        Face {
            name: name.into(),
            trim,
            bleed: Length::ZERO,
            items: Vec::new(),
            elements: Vec::new(),
            codes: Vec::new(),
            tools: Vec::new(),
            areas: Vec::new(),
            quiet: Vec::new(),
        }
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The shape, glyphs or pixels, and in which colour.
    pub draw: Draw,
    /// What it means: an index into [`Face::elements`]. `None` is an artifact (fill, rule, mark).
    pub element: Option<ElementId>,
    /// The line of TOML that it comes from, for messages about the sheet.
    pub origin: Span,
}

/// A place in [`Face::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// A piece of meaning: what a screen reader says and what a structure tree holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is to a reader: heading, item, picture.
    pub role: Role,
    /// BCP 47 language of the text.
    pub language: String,
    /// The words in logical order; empty for figures.
    pub text: String,
    /// The words as they were written, for messages about them.
    pub origin: Span,
    /// Name of the block it belongs to, such as `text.headline`.
    pub block: String,
    /// When its block is read, among those of the sheet: in the order of the content, wherever a layout puts it.
    pub order: u32,
    /// Where parts of the text lead, and parts in another language, in their order; of a figure the one place where it leads.
    pub links: Vec<Link>,
    /// The element of the same face that it says again, as each strip of a sheet to tear off does. Whoever only reads needs it once.
    pub repeats: Option<ElementId>,
    /// Other words of the product say the same in full: it is looked at, and whoever listens has heard it.
    pub echoes: bool,
}

/// A part of a text that leads somewhere, or is in another language, or both.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Link {
    /// Bytes of [`Element::text`]; empty for a figure.
    pub range: Range<u32>,
    /// `https:`, `tel:`, `sms:` or `mailto:`; empty where it leads nowhere.
    pub target: String,
    /// BCP 47; `None`: that of the element.
    pub language: Option<String>,
}

/// What an element is to a reader: the tags of PDF and HTML follow from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// 1 is the headline of the face.
    Heading(u8),
    /// Running words.
    Paragraph,
    /// An item of a list; its number, if it has one, is the [`Role::Label`] before it.
    ListItem,
    /// The number before an item of a list.
    Label,
    /// Words of somebody; who said them is the caption under it.
    Quote,
    /// Under a picture or a table.
    Caption,
    /// Beside the matter: a source, a caveat, small print.
    Note,
    /// A value of a statistic, and what it is the value of: a year. The key follows its value.
    Value,
    /// What the value before it is the value of.
    Key,
    /// A picture, logo or code, with the words for who cannot see it.
    Figure {
        /// Words in place of the picture; empty for one that says nothing.
        alt: String,
    },
}

/// One thing to draw. Lengths run from the top left corner of the face.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// An area in one colour.
    Fill {
        /// Its outline; may have several parts.
        path: Path,
        /// Which parts of the outline are inside.
        rule: FillRule,
        /// The same all over.
        color: Color,
    },
    /// A line along a path.
    Stroke {
        /// The middle of the line.
        path: Path,
        /// How thick it is, half to each side of the path.
        width: Length,
        /// Lengths of strokes and of the gaps between them, in turn; empty for a line without gaps.
        dash: Vec<Length>,
        /// Of the whole line.
        color: Color,
    },
    /// Type.
    Glyphs(GlyphRun),
    /// A picture made of pixels.
    Image {
        /// The pixels, shared by all who show them.
        raster: Arc<Raster>,
        /// Where it lies once it is turned; the pixels are stretched to it.
        rect: Rect,
        /// How it is turned inside the rectangle.
        turn: Turn,
    },
    /// Items cut to an outline.
    Clip {
        /// What lies outside is not drawn.
        path: Path,
        /// In drawing order: later ones lie on top.
        items: Vec<Draw>,
    },
    /// Items that do not overlap each other and let the ground through: 1 is solid.
    Faded {
        /// In parts of 1: 0 is not seen.
        opacity: f32,
        /// In drawing order; none lies on another.
        items: Vec<Draw>,
    },
}

/// Which parts of a path that crosses itself are inside (ISO 32000-1, 8.5.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillRule {
    /// Inside is where the path, with its direction, goes round more often one way than the other.
    NonZero,
    /// Inside is where a way out crosses the path an odd number of times: a ring leaves its hole.
    EvenOdd,
}

/// Glyphs of one font at one size on one baseline, already shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The font that the glyph numbers belong to.
    pub font: Arc<Font>,
    /// The em.
    pub size: Length,
    /// Start of the baseline.
    pub origin: Point,
    /// In visual order, left to right.
    pub glyphs: Vec<Glyph>,
    /// The source text of the run, in logical order; glyphs point into it.
    pub text: String,
    /// Bytes of [`Element::text`] that it shows. `text` may hold marks beside them that order the letters.
    pub source: Range<u32>,
    /// Of all its glyphs.
    pub color: Color,
    /// How the whole run is turned about its origin.
    pub turn: Turn,
}

impl GlyphRun {
    /// Where a box given for the run as it is read stands on the face.
    pub fn lying(&self, r: Rect) -> Rect {
        self.turn.about(r, self.origin)
    }
}

/// A glyph in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Glyph id in the whole font file (not in a subset).
    pub id: u16,
    /// Where the glyph's own origin stands, from the run's origin; y grows downwards.
    pub offset: Point,
    /// Bytes of [`GlyphRun::text`] that this glyph stands for. Empty for the second and later glyphs of a cluster.
    pub text: Range<u32>,
}

/// A QR code as it stands on a face.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Panel with the quiet zone; nothing else may be drawn inside.
    pub rect: Rect,
    /// Side of one module.
    pub module: Length,
    /// Modules along one side, without the quiet zone.
    pub modules: u32,
    /// What a reader must get: exact bytes as text.
    pub payload: String,
    /// Name of its block, such as `qr.report`.
    pub block: String,
    /// The code's block, for messages about it.
    pub origin: Span,
}

/// What an area came to.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaBox {
    /// Name of the block that stands there, such as `text.headline`.
    pub block: String,
    /// What the layout gave it, inside the trim; its parts may leave some of it free.
    pub rect: Rect,
    /// Smallest type set in it; `None` where it holds no text.
    pub smallest: Option<Length>,
    /// The block's header.
    pub origin: Span,
}
