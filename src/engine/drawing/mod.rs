//! Formats, schemes and the test sheet as drawings to scale, on paper or for a web page: lines, areas and a few words.
//!
//! - `format`: trim, bleed, safe area, panels, folds and lines for tools;
//! - `scheme`: the cells of a sheet, front and back;
//! - `test_sheet`: what an office printer can do, measured by its owner.

mod format;
mod scheme;
mod test_sheet;

use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Draw, Face, FillRule, GlyphRun, Item, Meta, Page, Placement, Sheets, Turn};
use crate::export::pdf::{self, Target};
use crate::export::svg;
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::Project;
use crate::product::slug;
use crate::text::Typesetter;

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing(Sheets);

impl Drawing {
    /// A format with everything that its file says of its shape.
    pub fn of_format(project: &Project, name: &str) -> Option<Drawing> {
        format::draw(project, name)
    }

    /// A scheme's sheet, with the cells that it gives a format. Refused where the format does not go on it.
    pub fn of_scheme(project: &Project, name: &str, format: Option<&str>) -> Option<Result<Drawing, Vec<Diagnostic>>> {
        scheme::draw(project, name, format)
    }

    /// Front and back of a sheet to measure an office printer with.
    pub fn of_test_sheet(project: &Project, sheet: Size) -> Option<Drawing> {
        test_sheet::draw(project, sheet)
    }

    /// The drawing as PDF bytes.
    pub fn pdf(&self) -> Result<Vec<u8>, Diagnostic> {
        let target = Target::office();
        let written = pdf::write(&self.0, &target);
        written.map(|written| written.bytes).map_err(|refusals| {
            let why: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
            Diagnostic::error(&checks::BACK_END, Span::NONE, why.join("; "))
        })
    }

    /// The first page as SVG, words as outlines.
    pub fn svg(&self) -> Result<String, Diagnostic> {
        svg::page(&self.0, 0).map_err(|why| Diagnostic::error(&checks::BACK_END, Span::NONE, why.to_string()))
    }
}

/// The cells of a scheme's first sheet in the order they are filled: of its own, or those it gives a format. None where
/// a scheme has none of its own and no format is named.
pub fn cells(project: &Project, name: &str, format: Option<&str>) -> Result<Vec<Rect>, Vec<Diagnostic>> {
    scheme::cells(project, name, format)
}

/// How a line looks.
#[derive(Clone, Debug)]
struct Pen {
    color: Color,
    /// In points.
    width: f64,
    /// In points; empty for a whole line.
    dash: &'static [f64],
}

impl Pen {
    const fn solid(color: [u8; 3], width: f64) -> Pen {
        Pen { color: Color::Rgb(color), width, dash: &[] }
    }
    const fn dashed(color: [u8; 3], width: f64, dash: &'static [f64]) -> Pen {
        Pen { color: Color::Rgb(color), width, dash }
    }
}

/// Which end of a line of words stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

const INK: [u8; 3] = [30, 30, 30];
const MUTED: [u8; 3] = [110, 110, 110];

/// Something being drawn.
struct Board<'a> {
    project: &'a Project,
    typesetter: Typesetter,
    items: Vec<Item>,
    sheets: Sheets,
}

impl<'a> Board<'a> {
    fn new(project: &'a Project, title: &str, language: &str) -> Board<'a> {
        let meta = Meta {
            title: title.to_string(),
            language: language.to_string(),
            // A drawing says nothing of a day: the same file whenever it is made.
            date: "2000-01-01".to_string(),
            ..Meta::default()
        };
        let sheets = Sheets { meta, faces: Vec::new(), pages: Vec::new() };
        Board { project, typesetter: Typesetter::new(&project.fonts), items: Vec::new(), sheets }
    }

    fn draw(&mut self, draw: Draw) {
        self.items.push(Item { draw, element: None, origin: Span::NONE });
    }

    fn path(&mut self, path: Path, pen: &Pen) {
        let dash = pen.dash.iter().map(|d| Length::points(*d)).collect();
        self.draw(Draw::Stroke { path, width: Length::points(pen.width), dash, color: pen.color.clone() });
    }

    fn line(&mut self, from: Point, to: Point, pen: &Pen) {
        self.path(Path::line(from, to), pen);
    }

    fn rect(&mut self, rect: Rect, pen: &Pen) {
        self.path(Path::rect(rect), pen);
    }

    fn fill(&mut self, path: Path, color: [u8; 3]) {
        self.draw(Draw::Fill { path, rule: FillRule::NonZero, color: Color::Rgb(color) });
    }

    /// Words on one line, their baseline at a point. How wide they are.
    fn words(&mut self, words: &str, at: Point, size: f64, anchor: Anchor, color: [u8; 3]) -> Length {
        let color = Color::Rgb(color);
        let (runs, width) = slug::set(self.project, words, Length::points(size), &color, &mut self.typesetter);
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
    fn page(&mut self, size: Size, name: &str) {
        let whole = size.at(Length::ZERO, Length::ZERO);
        let index = self.sheets.faces.len();
        self.sheets.faces.push(Face { items: std::mem::take(&mut self.items), ..Face::blank(name, size) });
        self.sheets.pages.push(Page {
            sheet: size,
            trim: whole,
            bleed: whole,
            placements: vec![Placement { face: index, at: Point::default(), turn: Turn::None, clip: whole }],
            marks: Vec::new(),
            name: name.to_string(),
        });
    }

    fn finish(self) -> Drawing {
        Drawing(self.sheets)
    }
}

/// `3.5 x 2 in, 88.9 x 50.8 mm`
fn both(size: Size) -> String {
    let n = |value: f64, places: i32| {
        let scale = 10_f64.powi(places);
        format!("{}", (value * scale).round() / scale)
    };
    format!(
        "{} x {} in, {} x {} mm",
        n(size.width.to_inches(), 3),
        n(size.height.to_inches(), 3),
        n(size.width.to_mm(), 1),
        n(size.height.to_mm(), 1)
    )
}
