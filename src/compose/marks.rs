//! Marks of others to one part: each with its ink measured, so that layout sets them at the same weight, on one light plate
//! where the ground is dark and one of them has no version for it.

use super::artboard::Part;
use super::parts::PartMaker;
use super::picture_parts::{MarkRow, RowMark};
use super::seen;
use crate::color::Rgb;
use crate::diag::{Diagnostic, checks};
use crate::display::Role as Structure;
use crate::document::{LogoMark, Paragraph};
use crate::model::Align;
use crate::picture::strength;

/// On a ground with more ink than this a mark in colours of its own may be lost, ...
const COLORED: f64 = 0.22;
/// ... and with more than this a white sheet that it brings is seen.
const WHITE: f64 = 0.02;

impl PartMaker<'_, '_, '_> {
    /// The heading and the marks under it.
    pub(super) fn marks(&mut self, heading: Option<&Paragraph>, marks: &[LogoMark]) -> Vec<Part> {
        let heading = self.optional("heading", heading, Structure::Heading(2));
        let own = self.ground.looks;
        let for_dark = self.is_dark() && marks.iter().all(|mark| mark.on_dark.is_some());
        let versions = if for_dark { self.row_marks(marks, true, own, true) } else { None };
        let (made, plate) = match versions {
            Some(made) => (made, None),
            None => {
                let ink = strength(own.0, false);
                let plain = if ink > COLORED { None } else { self.row_marks(marks, false, own, ink > WHITE) };
                let white = self.composer.palette.white();
                plain.map_or_else(
                    || (self.row_marks(marks, false, Rgb::WHITE, false).unwrap_or_default(), Some(white)),
                    |made| (made, None),
                )
            }
        };
        let row = MarkRow {
            marks: made,
            side: self.look.height.as_ref().map(|height| height.value),
            align: self.look.align.as_ref().map_or(Align::Start, |align| align.value),
            plate,
            origin: self.block.origin,
        };
        heading.into_iter().chain([Part::Marks(row)]).collect()
    }

    /// The marks in their versions for a ground; nothing where one of them brings a sheet that would be seen there.
    fn row_marks(&mut self, marks: &[LogoMark], dark: bool, ground: Rgb, shows_sheets: bool) -> Option<Vec<RowMark>> {
        if shows_sheets && marks.iter().any(|mark| self.brings_a_sheet(mark.version(dark), dark)) {
            return None;
        }
        Some(marks.iter().filter_map(|mark| self.row_mark(mark, dark, ground)).collect())
    }

    fn brings_a_sheet(&mut self, file: &str, dark: bool) -> bool {
        let bench = &mut *self.composer.bench;
        let asset = bench.project.assets.get(file);
        // What cannot be read is told where it is drawn.
        asset.is_some_and(|asset| matches!(bench.pictures.inked(file, asset, dark), Ok(Some(ink)) if ink.on_sheet))
    }

    fn row_mark(&mut self, mark: &LogoMark, dark: bool, ground: Rgb) -> Option<RowMark> {
        let file = mark.version(dark);
        let (art, _) = self.art(file)?;
        let shown = seen::shows(&art, ground);
        let told = shown.and_then(|shown| seen::told(shown, file, ground, mark.origin));
        let is_wrong = told.as_ref().is_some_and(Diagnostic::is_error);
        self.composer.diagnostics.extend(told);
        let asset = self.composer.bench.project.assets.get(file)?;
        match self.composer.bench.pictures.inked(file, asset, dark) {
            Ok(Some(ink)) => Some(RowMark { art, ink, alt: mark.alt.clone(), origin: mark.origin }),
            Ok(None) if is_wrong => None,
            Ok(None) => {
                let message = format!("`{file}` shows nothing on its ground, {ground}");
                let help = "name the version of the mark for this ground: `file` for light ones, `on_dark` for dark ones";
                self.composer.diagnostics.push(Diagnostic::error(&checks::LOW_CONTRAST, mark.origin, message).help(help));
                None
            }
            Err(error) => {
                let message = format!("`{file}`: {error}");
                self.composer.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, mark.origin, message));
                None
            }
        }
    }
}
