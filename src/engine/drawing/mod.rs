//! Formats, schemes and the test sheet as drawings to scale, on paper or for a web page: lines, areas and a few words.
//!
//! - `format`: trim, bleed, safe area, panels, folds and lines for tools;
//! - `scheme`: the cells of a sheet, front and back;
//! - `test_sheet`: what an office printer can do, measured by its owner.

mod format;
mod scheme;
mod test_sheet;

use super::canvas::{Anchor, Canvas, LineStyle, undated};
use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks};
use crate::display::Sheets;
use crate::export::pdf::{self, Target};
use crate::export::svg;
use crate::geom::{Length, Rect, Size};
use crate::model::Project;
use crate::product::slug::Letters;
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
        let written = pdf::write(&self.0, &Target::office());
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

const INK: [u8; 3] = [30, 30, 30];
const MUTED: [u8; 3] = [110, 110, 110];

/// Letters of a size in points.
fn letters(size: f64, color: [u8; 3]) -> Letters {
    Letters::plain(Length::points(size), Color::Rgb(color))
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
