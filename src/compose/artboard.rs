//! The value between `compose` and `layout`: one face as a grid of styled boxes.

use crate::color::{Color, Rgb};
use crate::diag::Span;
use crate::display::{Link, Raster, Role};
use crate::geom::{Length, Point, Rect, Sides, Size, Turn};
use crate::model::{Align, Fit, Place, Side, Track};
use crate::text::{Balance, Style, UnshapedText};
use std::sync::Arc;

/// One face of one product, or a panel of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Artboard {
    /// Name of the face, or of the panel.
    pub face: String,
    /// Where it stands.
    pub spot: PanelPlacement,
    /// Its size as it is read.
    pub trim: Size,
    /// How far art may run past each side.
    pub bleed: Sides,
    pub safe: Length,
    /// Colour of the whole face, out to the bleed.
    pub fill: Option<Background>,
    pub margin: Sides,
    /// One a column; missing ones are `auto`, or `1fr` where there is a single column.
    pub columns: Vec<Track>,
    pub rows: Vec<Track>,
    /// Between rows, and between columns.
    pub gap: (Length, Length),
    /// Rows and columns of the picture of areas.
    pub grid: (usize, usize),
    pub panels: Vec<Panel>,
    /// In reading order.
    pub areas: Vec<Area>,
    /// Cells in which several areas flow over columns.
    pub flows: Vec<Flow>,
    /// Cells that the theme keeps free: `.` in its picture.
    pub free: Vec<Cell>,
    /// What stands where height would stay empty, without a place.
    pub leftover: Option<Area>,
    /// What the format keeps clear, and what lies outside a round trim.
    pub clear: Vec<Rect>,
    pub scale: TypeScale,
    /// The band that an unreviewed translation carries.
    pub draft: Option<(TextPart, Background)>,
    /// Where its words may stand, from the left of the trim: no tool cuts through them there. Begin and width.
    pub draft_room: (Length, Length),
    /// Of the sheet: areas may speak others.
    pub language: String,
    /// The sheet is mirrored.
    pub right_to_left: bool,
    pub origin: Span,
}

/// Where an artboard stands on a face: all of it, or a panel, once or several times.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelPlacement {
    pub face: String,
    /// Of the whole face.
    pub trim: Size,
    pub places: Vec<Point>,
    pub turn: Turn,
}

/// The sizes of type on a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeScale {
    /// Size of step 0 that the theme asks for.
    pub body: Length,
    /// Copy grows up to here where there is room.
    pub maximum: Length,
    /// Copy (steps of 0 and more) is never smaller.
    pub minimum: Length,
    /// Small print (steps under 0) is never smaller.
    pub minimum_note: Length,
    /// Each step is this much larger.
    pub ratio: f64,
    /// All type grows up to so many times its largest size before a large part of the face stays empty.
    pub ceiling: f64,
}

impl TypeScale {
    /// The scale for a language that is not set as small as others.
    pub fn raised(self, floor: Length) -> TypeScale {
        let minimum = self.minimum.max(floor);
        let body = self.body.max(minimum);
        TypeScale { minimum, body, maximum: self.maximum.max(body), ..self }
    }

    /// The scale for readers for whom nothing is set smaller.
    pub fn never_under(self, least: Length) -> TypeScale {
        TypeScale { minimum_note: self.minimum_note.max(least), ..self.raised(least) }
    }

    /// How small type of a step may come out where room is short.
    pub fn smallest(&self, step: f64) -> Length {
        let floor = if step < 0.0 { self.minimum_note } else { self.minimum };
        self.minimum.scale(self.ratio.powf(step)).max(floor)
    }
}

/// A colour under type, and how it looks: for contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct Background {
    pub color: Color,
    pub looks: Rgb,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Cell {
    /// One cell of the grid; rows and columns from 0.
    pub fn at(row: usize, column: usize) -> Cell {
        Cell { row, column, rows: 1, columns: 1 }
    }
    /// The smallest cell that covers both.
    pub fn union(self, other: Cell) -> Cell {
        let (row, column) = (self.row.min(other.row), self.column.min(other.column));
        let bottom = (self.row + self.rows).max(other.row + other.rows);
        let right = (self.column + self.columns).max(other.column + other.columns);
        Cell { row, column, rows: bottom - row, columns: right - column }
    }
}

/// A ground under several areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub cell: Cell,
    pub ground: Background,
    /// An ornament over the ground, cut to it.
    pub art: Option<Ornament>,
    /// Runs on to the bleed on the sides where it ends the grid.
    pub extend: bool,
    pub radius: Length,
    /// Room between its edges and the areas that stand there.
    pub inset: Sides,
    /// How far it reaches past its cells on the other sides.
    pub padding: Sides,
    pub origin: Span,
}

/// A drawing of the theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Ornament {
    pub drawing: Arc<crate::picture::Drawing>,
    /// Kept in view where it is cropped.
    pub focus: (f64, f64),
}

/// One block in its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    pub block: String,
    /// Its place among the blocks of the product, from 1; 0 for what says nothing.
    pub order: u32,
    /// What it says stands in another area in full.
    pub echoes: bool,
    /// Of its words; BCP 47.
    pub language: String,
    pub right_to_left: bool,
    pub origin: Span,
    pub cell: Cell,
    pub padding: Sides,
    /// A ground of its own.
    pub fill: Option<Background>,
    pub extend: bool,
    pub radius: Length,
    pub rule: Option<RuleLine>,
    pub place: Place,
    /// Drawn so much higher than its cell, over what stands above.
    pub rise: Length,
    /// Its words run upwards.
    pub turned: bool,
    /// Between parts, in ems of the body.
    pub gap: f64,
    /// The first part stands beside the others.
    pub row: bool,
    /// Its words ask for no more of a row than this, or than two lines take.
    pub width: Option<Length>,
    pub parts: Vec<Part>,
    /// What stands here when the full words do not fit.
    pub short: Option<Vec<Part>>,
}

/// A cell in which areas stand one under the other, over one or several columns of about equal depth.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// As it stands in the picture: `rest`, `points*`.
    pub name: String,
    pub cell: Cell,
    /// Indices of its areas, which all have its cell.
    pub areas: Vec<usize>,
    /// So many at the most.
    pub columns: u32,
    /// Between its areas, in ems of the body.
    pub gap: f64,
    pub padding: Sides,
    pub place: Place,
}

impl Area {
    /// How well it uses free room: cropped pictures best, then words by their number.
    pub(super) fn bulk(&self) -> usize {
        let text = |part: &TextPart| part.words.spans.iter().map(|span| span.text.len()).sum::<usize>();
        let of = |part: &Part| match part {
            Part::Text(words) => text(words),
            Part::Items(items) => items.items.iter().map(text).sum::<usize>() * 2,
            Part::Figures(_) | Part::Chart(_) | Part::Code(_) => 0,
            Part::Picture(picture) => {
                if picture.crop {
                    1_000_000
                } else {
                    0
                }
            }
        };
        self.parts.iter().map(of).sum()
    }
}

/// A line at the edge of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleLine {
    pub side: Side,
    pub width: Length,
    pub color: Color,
}

/// What an area is filled with, from its top.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(TextPart),
    Items(Items),
    Figures(FigureRow),
    Chart(Chart),
    Code(CodePart),
    Picture(PicturePart),
}

/// A paragraph with its type.
#[derive(Clone, Debug, PartialEq)]
pub struct TextPart {
    /// Which part of the block: `heading`, `phone`, ...
    pub name: &'static str,
    pub words: UnshapedText,
    /// Where parts of the words lead, in bytes of their text.
    pub links: Vec<Link>,
    pub style: Style,
    pub sizing: Sizing,
    /// Distance of baselines over type size, and the least that a copyfit may make of it.
    pub line: f64,
    pub tight: f64,
    pub color: Color,
    /// The same as it looks: for contrast.
    pub looks: Rgb,
    pub align: Align,
    pub disc: Option<Disc>,
    /// A ground of its own behind its letters: what lies under it is a picture.
    pub plate: Option<Color>,
    pub balance: Balance,
    pub role: Role,
    /// Space above it in ems of the body, in place of the area's gap.
    pub gap: Option<f64>,
    pub origin: Span,
}

/// A disc behind the letters of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Disc {
    pub color: Color,
    /// Of the letters where they stand on it.
    pub ink: Color,
    /// Its width, as a part of the height of the letters.
    pub size: f64,
}

/// How large a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sizing {
    /// Steps of the scale above the body.
    Step(f64),
    /// The largest size between two bounds that fits the width in so many lines.
    Fit(Fit),
}

/// The items of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    pub columns: u32,
    pub marker: Marker,
    pub marker_color: Color,
    pub items: Vec<TextPart>,
    /// Between items, in ems of the body.
    pub gap: f64,
    /// Numbers of steps: on the marker (`Number`), or in its place (`Numeral`). Empty for other markers.
    pub numbers: Vec<TextPart>,
    /// What stands on the marker, in its ink. Empty unless the marker is `Icon`.
    pub icons: Vec<Arc<crate::picture::Drawing>>,
}

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    None,
    Square,
    Disc,
    Dash,
    /// 1, 2, 3 in a disc of the accent colour.
    Number,
    /// 1, 2, 3 in large figures of the accent colour.
    Numeral,
    /// A picture in a disc of the accent colour.
    Icon,
}

/// The values of a statistic side by side, an arrow between them.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// Value and key (a year).
    pub figures: Vec<(TextPart, TextPart)>,
    pub arrow: Color,
}

/// A figure drawn as what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A numeral of lines; without one, squares.
    pub hero: Option<TextPart>,
    /// How many, and how many of these are the first value.
    pub count: u32,
    pub first: u32,
    pub color: Color,
    pub first_color: Color,
    /// What lies under it.
    pub ground: Color,
    pub origin: Span,
}

/// A QR code with its quiet zone.
#[derive(Clone, Debug, PartialEq)]
pub struct CodePart {
    pub matrix: crate::qr::Matrix,
    pub module: Length,
    /// Of the device: modules are whole dots.
    pub dot: Option<Length>,
    pub payload: String,
    /// Where it leads whoever cannot scan it, as it is on their own screen: a URI.
    pub target: Option<String>,
    pub alt: String,
    pub align: Align,
    pub ink: Color,
    pub panel: Color,
    /// `qr.report`
    pub block: String,
    pub origin: Span,
}

/// A picture or a logo.
#[derive(Clone, Debug, PartialEq)]
pub struct PicturePart {
    pub art: Art,
    /// Width over height.
    pub ratio: f64,
    /// Fills its area and is cut; else shown whole.
    pub crop: bool,
    /// Where it would fill its area: when it is shown whole all the same.
    pub whole: Whole,
    pub focus: (f64, f64),
    pub width: Option<Length>,
    pub height: Option<Length>,
    pub align: Align,
    /// Runs on to the bleed where the area ends the grid.
    pub extend: bool,
    /// A light ground of its own, and how far it reaches past the picture: for a mark without a version for dark grounds.
    pub plate: Option<(Color, Length)>,
    pub alt: String,
    pub origin: Span,
}

impl PicturePart {
    /// A picture of the content that has no size of its own is smaller where words have no room beside it.
    pub fn gives_way(&self) -> bool {
        !self.crop && self.whole == Whole::RatherThanHalf && self.width.is_none() && self.height.is_none()
    }
}

/// When a picture that would fill its area is shown whole in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    Never,
    /// Where more than half of it would be cut away: what somebody photographed is no ornament.
    RatherThanHalf,
    Always,
}

/// A picture by its kind: outlines stay sharp, pixels have a resolution.
#[derive(Clone, Debug, PartialEq)]
pub enum Art {
    /// Outlines in their natural size.
    Drawing(Arc<crate::picture::Drawing>),
    Raster(Arc<Raster>),
}
