//! Sheets that the program draws by itself, page after page: formats, schemes, tickets, proofs and reports. Lines, areas,
//! pictures, and words on one line.

use crate::color::Color;
use crate::diag::Span;
use crate::display::{Draw, Face, FillRule, GlyphRun, Item, Meta, Sheets};
use crate::export::ExportError;
use crate::export::pdf::{self, Target};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::Project;
use crate::product::slug::{self, Letters};
use crate::text::Typesetter;

/// How a line looks.
#[derive(Clone, Debug)]
pub(super) struct LineStyle {
    pub color: Color,
    /// In points.
    pub width: f64,
    /// In points; empty for a whole line.
    pub dash: &'static [f64],
}

impl LineStyle {
    /// A line without gaps, `width` in points.
    pub const fn solid(color: [u8; 3], width: f64) -> LineStyle {
        LineStyle::dashed(color, width, &[])
    }

    /// A line of strokes and gaps, all in points.
    pub const fn dashed(color: [u8; 3], width: f64, dash: &'static [f64]) -> LineStyle {
        LineStyle { color: Color::Rgb(color), width, dash }
    }
}

/// Which end of a line of words stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What is being drawn.
pub(super) struct Canvas<'a> {
    project: &'a Project,
    typesetter: &'a mut Typesetter,
    /// Of the page in hand.
    items: Vec<Item>,
    faces: Vec<Face>,
}

impl<'a> Canvas<'a> {
    /// An empty page; its words are set in the fonts of the project.
    pub fn new(project: &'a Project, typesetter: &'a mut Typesetter) -> Canvas<'a> {
        Canvas { project, typesetter, items: Vec::new(), faces: Vec::new() }
    }

    /// On top of what is there.
    pub fn draw(&mut self, draw: Draw) {
        self.items.push(Item { draw, element: None, origin: Span::NONE });
    }

    /// Along the middle of a path.
    pub fn path(&mut self, path: Path, pen: &LineStyle) {
        let dash = pen.dash.iter().map(|d| Length::points(*d)).collect();
        self.draw(Draw::Stroke { path, width: Length::points(pen.width), dash, color: pen.color.clone() });
    }

    /// From point to point.
    pub fn line(&mut self, from: Point, to: Point, pen: &LineStyle) {
        self.path(Path::line(from, to), pen);
    }

    /// Along the edges of a rectangle.
    pub fn rect(&mut self, rect: Rect, pen: &LineStyle) {
        self.path(Path::rect(rect), pen);
    }

    /// A rectangle in one colour.
    pub fn fill(&mut self, rect: Rect, color: Color) {
        self.draw(Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color });
    }

    /// Words on one line, their baseline at a point. How wide they are.
    pub fn words(&mut self, words: &str, at: Point, letters: &Letters, anchor: Anchor) -> Length {
        let (runs, width) = slug::set(self.project, words, letters, self.typesetter);
        let x = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2,
            Anchor::End => at.x - width,
        };
        for run in runs {
            let origin = Point::new(run.origin.x + x, run.origin.y + at.y);
            self.draw(Draw::Glyphs(GlyphRun { origin, ..run }));
        }
        width
    }

    /// Ends a page; what is drawn next stands on the next one.
    pub fn page(&mut self, size: Size, name: &str) {
        self.faces.push(Face { items: std::mem::take(&mut self.items), ..Face::blank(name, size) });
    }

    /// The pages so far, each on a sheet of its own size.
    pub fn sheets(self, meta: Meta) -> Sheets {
        Sheets::alone(meta, self.faces)
    }

    /// The pages as PDF bytes.
    ///
    /// # Errors
    /// What the back end refuses.
    pub fn pdf(self, meta: Meta) -> Result<Vec<u8>, ExportError> {
        let written = pdf::write(&self.sheets(meta), &Target::office());
        written.map(|written| written.bytes).map_err(ExportError::Refused)
    }
}

/// What a drawing says of itself: nothing of a day, so that it is the same file whenever it is made.
pub(super) fn undated(title: &str, language: &str) -> Meta {
    let (title, language, date) = (title.to_string(), language.to_string(), "2000-01-01".to_string());
    Meta { title, language, date, ..Meta::default() }
}
