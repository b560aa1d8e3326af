//! The sizes that the texts of an area come out with.

use super::lists::NUMBER;
use super::measure::Measure;
use super::prepare::{PreparedPart, PreparedText};
use super::sizes::Sized;
use crate::compose::{Area, Marker};
use crate::geom::Length;

impl Measure<'_> {
    /// A text's size and how far it may change. Fitted texts fill a width: they do not grow.
    fn sized(&self, text: &PreparedText<'_>, width: Length, size: Length, locked: bool) -> Sized {
        let most = self.most(text, width, size);
        Sized { size, floor: self.floor(text), most, glyphs: text.shaped.characters(), locked }
    }

    /// The texts of an area in a width without padding.
    pub fn sizes(&self, area: &Area, parts: &[PreparedPart<'_>], width: Length) -> Vec<Sized> {
        if self.is_row(area, parts) {
            let first = self.first_width(parts, width);
            let beside = width - first - self.row_gap();
            let rest = parts[1..].iter().flat_map(|part| self.sizes_of(part, beside));
            return self.sizes_of(&parts[0], first).into_iter().chain(rest).collect();
        }
        parts.iter().flat_map(|part| self.sizes_of(part, width)).collect()
    }

    fn sizes_of(&self, part: &PreparedPart<'_>, width: Length) -> Vec<Sized> {
        match part {
            PreparedPart::Text(text) => self.sizes_of_text(text, width),
            PreparedPart::Items { items, texts, numbers } => {
                let column = self.column_width(self.columns_in(part, width), width);
                let words = texts.iter().flat_map(|t| self.sizes_of_text(t, column - self.indent(t, items.marker, numbers)));
                let side = |text: &PreparedText<'_>| match items.marker {
                    Marker::Numeral => self.indent(text, items.marker, numbers),
                    _ => self.size(text, column).scale(NUMBER),
                };
                let numbers = texts.iter().zip(numbers).flat_map(|(text, number)| self.sizes_of_text(number, side(text)));
                words.chain(numbers).collect()
            }
            PreparedPart::Figures { figures, .. } => {
                let row = self.of_figures(figures, width);
                let texts = figures.iter().map(|(value, _)| (value, width));
                let keys = figures.iter().map(|(value, key)| (key, row.figure_width(value, key, width)));
                texts.chain(keys).flat_map(|(text, width)| row.sizes_of_text(text, width)).collect()
            }
            PreparedPart::Legend(_) => part.texts().into_iter().flat_map(|text| self.sizes_of_text(text, width)).collect(),
            PreparedPart::Chart { hero, .. } => hero.iter().flat_map(|text| self.sizes_of_text(text, width)).collect(),
            PreparedPart::Series { points, .. } => {
                points.iter().flat_map(|(value, key)| [value, key]).flat_map(|text| self.sizes_of_text(text, width)).collect()
            }
            PreparedPart::Code(_) | PreparedPart::Picture(_) | PreparedPart::Marks(_) => Vec::new(),
        }
    }

    fn sizes_of_text(&self, text: &PreparedText<'_>, width: Length) -> Vec<Sized> {
        match self.locked(text, width) {
            Some((_, sizes)) => sizes.into_iter().map(|size| self.sized(text, width, size, true)).collect(),
            None => vec![self.sized(text, width, self.size(text, width), false)],
        }
    }
}
