//! Items of lists and steps, and what stands before them: marks, numbers, pictures.

use super::artboard::{Items, Marker, Part, TextPart};
use super::grounds::Background;
use super::parts::PartMaker;
use super::picture_parts::Art;
use crate::color::contrast;
use crate::diag::{At, Span};
use crate::display::Role as Structure;
use crate::document::Paragraph;
use crate::model::{Align, AreaStyle};
use crate::picture::Drawing;
use std::sync::Arc;

/// Large figures are so many times as large as the words beside them.
const NUMERAL: f64 = 2.2;
/// Signs and their ground differ by this at least (WCAG 2.1, 1.4.11).
const CUT_OUT: f64 = 3.0;

impl PartMaker<'_, '_, '_> {
    pub(super) fn items(&mut self, items: &[Paragraph], icons: &[String], ordered: bool) -> Part {
        let look = self.part_look("item");
        let marker = self.marker(icons, ordered);
        let accent = At::new("accent".to_string(), Span::NONE);
        let wanted = self.look.parts.get("marker").and_then(|look| look.ink.as_ref()).unwrap_or(&accent);
        let marker_ink = self.marker_ink(marker, if wanted.value == "auto" { &accent } else { wanted }, wanted);
        let parts: Vec<TextPart> =
            items.iter().map(|i| self.composer.text_part("item", i, &look, self.ground, Structure::ListItem)).collect();
        let numbers = match marker {
            Marker::Number => self.numbers(items, &marker_ink),
            Marker::Numeral => self.numerals(items, wanted),
            _ => Vec::new(),
        };
        let icons = if marker == Marker::Icon { self.icons(icons, &marker_ink) } else { Vec::new() };
        Part::Items(Items {
            columns: self.look.columns.as_ref().map_or(1, |c| c.value.clamp(1, 6)),
            marker,
            marker_color: marker_ink.color,
            gap: look.gap.as_ref().map_or(0.4, |g| g.value),
            items: parts,
            numbers,
            icons,
        })
    }

    /// Pictures where the list has them, else what its kind of list has.
    fn marker(&self, icons: &[String], ordered: bool) -> Marker {
        match self.look.marker.as_ref().map(|m| m.value.as_str()) {
            Some("square") => Marker::Square,
            Some("disc") => Marker::Disc,
            Some("dash") => Marker::Dash,
            Some("none") => Marker::None,
            Some("numeral") => Marker::Numeral,
            Some("icon") if !icons.is_empty() => Marker::Icon,
            // Without pictures steps are counted, and a list is not: prices by weight are no first, second and third.
            Some("icon") if !ordered => Marker::Disc,
            Some("number" | "icon") => Marker::Number,
            _ if ordered => Marker::Number,
            _ => Marker::Square,
        }
    }

    /// The colour of markers. What stands on one has it for its ground: a pale one where ink is saved, whatever its size.
    fn marker_ink(&mut self, marker: Marker, ground: &At<String>, ink: &At<String>) -> Background {
        let (palette, diagnostics) = (self.composer.palette, &mut *self.composer.diagnostics);
        match marker {
            Marker::Number | Marker::Icon if palette.saves_ink() => palette.area(ground, None, diagnostics),
            _ => palette.ink(Some(ink), self.ground, true, diagnostics),
        }
    }

    /// 1, 2, 3, to stand on markers of the given colour.
    fn numbers(&mut self, items: &[Paragraph], marker: &Background) -> Vec<TextPart> {
        let look = AreaStyle {
            face: Some(At::new("number".to_string(), Span::NONE)),
            align: Some(At::new(Align::Center, Span::NONE)),
            ..AreaStyle::default()
        };
        self.counted(items, &look, marker)
    }

    /// 1, 2, 3 in large figures on the ground of the list.
    fn numerals(&mut self, items: &[Paragraph], ink: &At<String>) -> Vec<TextPart> {
        let of_items = self.part_look("item").step.map_or(0.0, |step| step.value);
        let large = of_items + NUMERAL.ln() / self.composer.scale.ratio.max(1.01).ln();
        let step = self.part_look("marker").step.map_or(large, |step| step.value);
        let look = AreaStyle {
            face: Some(At::new("figure".to_string(), Span::NONE)),
            step: Some(At::new(step, Span::NONE)),
            ink: Some(ink.clone()),
            ..AreaStyle::default()
        };
        let ground = self.ground.clone();
        self.counted(items, &look, &ground)
    }

    fn counted(&mut self, items: &[Paragraph], look: &AreaStyle, ground: &Background) -> Vec<TextPart> {
        let number = |(i, item): (usize, &Paragraph)| Paragraph::kept((i + 1).to_string(), item.span());
        let numbers = items.iter().enumerate().map(number);
        numbers.map(|n| self.composer.text_part("number", &n, look, ground, Structure::Label)).collect()
    }

    /// Pictures in the colour of the ground, as if cut out of the marker; where that does not stand out, in what does.
    fn icons(&mut self, files: &[String], marker: &Background) -> Vec<Arc<Drawing>> {
        let ink = match contrast(self.ground.looks, marker.looks) >= CUT_OUT {
            true => self.ground.clone(),
            false => self.composer.palette.ink(None, marker, true, self.composer.diagnostics),
        };
        let drawn = files.iter().filter_map(|file| match self.art(file)?.0 {
            Art::Drawing(drawing) => Some(Arc::new(drawing.in_one(&ink.color))),
            Art::Raster(_) => None,
        });
        drawn.collect()
    }
}
