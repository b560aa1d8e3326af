//! The value between `compose` and `layout`: one face as a grid of styled boxes.

use super::grounds::{Background, Cell, GroundStyle, Panel};
use super::picture_parts::{MarkRow, PicturePart};
use crate::color::{Color, Rgb};
use crate::diag::Span;
use crate::display::{Link, Role};
use crate::geom::{Length, Point, Rect, Sides, Size, Turn};
use crate::model::{Align, BlockName, Fit, Place, Side, Track};
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
    /// Nothing that matters comes closer to the trim than this, whatever the margin.
    pub safe: Length,
    /// Colour of the whole face, out to the bleed.
    pub fill: Option<Background>,
    /// What it is beside that.
    pub style: GroundStyle,
    /// From the trim to the grid.
    pub margin: Sides,
    /// One a column; missing ones are `auto`, or `1fr` where there is a single column.
    pub columns: Vec<Track>,
    /// One a row; missing ones are `auto`.
    pub rows: Vec<Track>,
    /// Between rows, and between columns.
    pub gap: (Length, Length),
    /// Rows and columns of the picture of areas.
    pub grid: (usize, usize),
    /// In drawing order: later ones lie on top, and all of them under the areas.
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
    /// The sizes of its type, before the copyfit.
    pub scale: TypeScale,
    /// The band that an unreviewed translation carries.
    pub draft: Option<(TextPart, Background)>,
    /// Where its words may stand, from the left of the trim: no tool cuts through them there. Begin and width.
    pub draft_room: (Length, Length),
    /// Of the sheet: areas may speak others.
    pub language: String,
    /// The sheet is mirrored.
    pub right_to_left: bool,
    /// The table of the layout, for messages about the face as a whole.
    pub origin: Span,
}

/// Where an artboard stands on a face: all of it, or a panel, once or several times.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelPlacement {
    /// Name of the face: `front`, `back`.
    pub face: String,
    /// Of the whole face.
    pub trim: Size,
    /// Top left corner of each, once it is turned, from that of the trim.
    pub places: Vec<Point>,
    /// How it is turned to stand there.
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

/// One block in its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The cell that it stands in, as the picture of areas has it; empty for what a layout does not name.
    pub written: String,
    /// Name of the block, such as `text.headline`; in a second language `text.headline@2`.
    pub block: String,
    /// Its place among the blocks of the product, from 1; 0 for what says nothing.
    pub order: u32,
    /// What it says stands in another area in full.
    pub echoes: bool,
    /// Of its words; BCP 47.
    pub language: String,
    /// Of its words.
    pub right_to_left: bool,
    /// The block's header.
    pub origin: Span,
    /// Where it stands in the grid; may cover others.
    pub cell: Cell,
    /// From the edges of its cells to its parts.
    pub padding: Sides,
    /// A ground of its own.
    pub fill: Option<Background>,
    /// What makes its ground, or the picture that fills it, more than a rectangle.
    pub style: GroundStyle,
    /// The ground runs on to the bleed on the sides where it ends the grid.
    pub extend: bool,
    /// Of the corners of its ground; 0: they are square.
    pub radius: Length,
    /// A line along one of its edges.
    pub rule: Option<RuleLine>,
    /// Where its parts stand, if the cell is higher than they are.
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
    /// From the top down. Shared by all ways to make a product.
    pub parts: Arc<Vec<Part>>,
    /// What stands here when the full words do not fit.
    pub short: Option<Arc<Vec<Part>>>,
}

/// A cell in which areas stand one under the other, over one or several columns of about equal depth.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// As it stands in the picture: `rest`, `points*`.
    pub name: String,
    /// Where it stands in the grid.
    pub cell: Cell,
    /// Indices of its areas, which all have its cell.
    pub areas: Vec<usize>,
    /// So many at the most.
    pub columns: u32,
    /// Between its areas, in ems of the body.
    pub gap: f64,
    /// From the edges of its cell to its areas.
    pub padding: Sides,
    /// Where its areas stand, if the cell is higher than they are.
    pub place: Place,
}

impl Artboard {
    /// The blocks of its areas, in drawing order.
    pub fn blocks(&self) -> impl Iterator<Item = BlockName> {
        self.areas.iter().filter_map(|area| BlockName::parse(&area.block))
    }
}

/// Whether the area with this index is one of those that flow.
pub(super) fn is_in_flow(flows: &[Flow], area: usize) -> bool {
    flows.iter().any(|flow| flow.areas.contains(&area))
}

impl Area {
    /// How well it uses free room: cropped pictures best, then words by their number.
    pub(super) fn bulk(&self) -> usize {
        let text = |part: &TextPart| part.words.spans.iter().map(|span| span.text.len()).sum::<usize>();
        let of = |part: &Part| match part {
            Part::Text(words) => text(words),
            Part::Items(items) => items.items.iter().map(text).sum::<usize>() * 2,
            Part::Figures(_) | Part::Legend(_) | Part::Chart(_) | Part::Series(_) | Part::Code(_) | Part::Marks(_) => 0,
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
    /// The edge that it lies along; already mirrored, where the sheet is.
    pub side: Side,
    /// How thick the line is.
    pub width: Length,
    /// Ready to be drawn.
    pub color: Color,
}

/// What an area is filled with, from its top.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Text(TextPart),
    /// A list.
    Items(Items),
    /// Values with their keys, side by side.
    Figures(FigureRow),
    /// What the lines of a numeral stand for.
    Legend(Legend),
    /// A value as so many lines or squares.
    Chart(Chart),
    /// All values, drawn against each other.
    Series(Series),
    /// A QR code.
    Code(CodePart),
    /// A picture, a logo or a drawing of the theme.
    Picture(PicturePart),
    /// Marks side by side.
    Marks(MarkRow),
}

/// A paragraph with its type.
#[derive(Clone, Debug, PartialEq)]
pub struct TextPart {
    /// Which part of the block: `heading`, `phone`, ...
    pub name: &'static str,
    /// The words and what each run of them looks like.
    pub words: UnshapedText,
    /// Where parts of the words lead, in bytes of their text.
    pub links: Vec<Link>,
    /// Families, weight, figures: all but the size.
    pub style: Style,
    /// How the copyfit finds the size.
    pub sizing: Sizing,
    /// Distance of baselines over type size, and the least that a copyfit may make of it.
    pub line: f64,
    /// Over type size, too; the same as `line` where leading stays.
    pub tight: f64,
    /// Of the letters, ready to be drawn.
    pub color: Color,
    /// The same as it looks: for contrast.
    pub looks: Rgb,
    /// Where its lines begin or end.
    pub align: Align,
    /// A disc behind its letters, where the theme asks for one.
    pub disc: Option<Disc>,
    /// A ground of its own behind its letters: what lies under it is a picture.
    pub plate: Option<Color>,
    /// How lines share its words.
    pub balance: Balance,
    /// What it is to a reader: heading, paragraph, item.
    pub role: Role,
    /// Space above it in ems of the body, in place of the area's gap.
    pub gap: Option<f64>,
    /// The words as they were written.
    pub origin: Span,
}

/// A disc behind the letters of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Disc {
    /// Of the disc.
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
    /// As the look asks for, 1 to 6; layout may take fewer, or three for three items.
    pub columns: u32,
    /// What stands before each of them.
    pub marker: Marker,
    /// Of squares, discs and dashes; of the disc behind numbers and icons.
    pub marker_color: Color,
    /// Words of the items, in order.
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
    /// Nothing: they begin at the edge.
    None,
    /// A small square in the marker's colour.
    Square,
    /// A small disc in the marker's colour.
    Disc,
    /// A short line in the marker's colour.
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
    /// Of the arrow between two values.
    pub arrow: Color,
}

/// What the lines of a numeral stand for: the label of a statistic, and its values on the same line, each with its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// What is counted.
    pub label: Option<TextPart>,
    /// Value and key (a year).
    pub figures: Vec<(TextPart, TextPart)>,
}

/// A figure drawn as what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A numeral of lines; without one, squares.
    pub hero: Option<TextPart>,
    /// How many, and how many of these are the first value.
    pub count: u32,
    /// So many of them, from the first on, stand for the first value.
    pub first: u32,
    /// Of the lines or squares of the last value.
    pub color: Color,
    /// Of those that stand for the first value.
    pub first_color: Color,
    /// What lies under it.
    pub ground: Color,
    /// The block's header.
    pub origin: Span,
}

/// The values of a statistic drawn against each other, each with its words beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What stands for each of them.
    pub kind: SeriesKind,
    /// In file order; two or more.
    pub points: Vec<SeriesPoint>,
    /// Of the outlines of all but the last.
    pub color: Color,
    /// Of the last, which is solid.
    pub last_color: Color,
    /// What lies under them.
    pub ground: Color,
    /// The block's header.
    pub origin: Span,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKind {
    /// A bar from nought for each value, one under the other.
    Bars,
    /// A dot for each, on a line from nought.
    Dots,
    /// A line from one to the next, from nought or between the least and the largest of them.
    Line,
}

/// One value of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesPoint {
    /// How much: nought or more.
    pub number: f64,
    /// The year that it is of, where all have one: how far it stands from the others.
    pub year: Option<f64>,
    /// The value in words.
    pub value: TextPart,
    /// What it is the value of.
    pub key: TextPart,
}

/// A QR code with its quiet zone.
#[derive(Clone, Debug, PartialEq)]
pub struct CodePart {
    /// Dark and light modules, without the quiet zone.
    pub matrix: crate::qr::Matrix,
    /// Side of one module; whole dots where `dot` is there.
    pub module: Length,
    /// Of the device: modules are whole dots.
    pub dot: Option<Length>,
    /// The text that a reader gets.
    pub payload: String,
    /// Where it leads whoever cannot scan it, as it is on their own screen: a URI.
    pub target: Option<String>,
    /// What it is for and where it leads, for who cannot see it.
    pub alt: String,
    /// Where it stands in a wider area.
    pub align: Align,
    /// Of dark modules: black alone, for the press.
    pub ink: Color,
    /// Of the quiet zone and light modules.
    pub panel: Color,
    /// `qr.report`
    pub block: String,
    /// The block's header.
    pub origin: Span,
}
