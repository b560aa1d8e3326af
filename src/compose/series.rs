//! All values of a statistic to one drawing: bars, dots or a line.

use super::artboard::{Part, Series, SeriesKind, SeriesPoint};
use super::parts::PartMaker;
use crate::diag::{At, Span};
use crate::display::Role as Structure;
use crate::document::{Figure, Paragraph};

/// A statistic of so many values is a series.
const SEVERAL: usize = 3;
/// More values than these are a table.
const MOST: usize = 24;

impl PartMaker<'_, '_, '_> {
    /// How the theme draws a statistic of so many values.
    pub(super) fn chart_kind(&self, values: usize) -> Option<&str> {
        let series = self.look.series.as_ref().filter(|_| values >= SEVERAL);
        series.or(self.look.chart.as_ref()).map(|chart| chart.value.as_str())
    }

    /// The values against each other. `None` where the theme does not draw them so, and where they cannot be: one alone, less
    /// than nought, nothing but noughts.
    pub(super) fn series(&mut self, figures: &[Figure]) -> Option<Part> {
        let kind = match self.chart_kind(figures.len())? {
            "bars" => SeriesKind::Bars,
            "dots" => SeriesKind::Dots,
            "line" => SeriesKind::Line,
            _ => return None,
        };
        let is_drawn = figures.iter().all(|figure| figure.number.is_finite() && figure.number >= 0.0);
        let has_length = figures.iter().any(|figure| figure.number > 0.0);
        if !is_drawn || !has_length || !(2..=MOST).contains(&figures.len()) {
            return None;
        }
        let (value_look, key_look, figure_look) = (self.part_look("value"), self.part_look("key"), self.part_look("figure"));
        let years: Vec<Option<f64>> = figures.iter().map(|figure| year(&figure.key)).collect();
        let in_order = years.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if a < b));
        let composer = &mut *self.composer;
        let mut ink = |role: &At<String>| composer.palette.ink(Some(role), self.ground, true, composer.diagnostics).color;
        let color = ink(&At::new("auto".to_string(), Span::NONE));
        let last_color = figure_look.ink.as_ref().map_or_else(|| color.clone(), ink);
        let points = figures.iter().zip(years).map(|(figure, year)| SeriesPoint {
            number: figure.number,
            year: year.filter(|_| in_order),
            value: self.composer.text_part("value", &figure.value, &value_look, self.ground, Structure::Value),
            key: self.composer.text_part("key", &figure.key, &key_look, self.ground, Structure::Key),
        });
        let points = points.collect();
        let ground = self.ground.color.clone();
        Some(Part::Series(Series { kind, points, color, last_color, ground, origin: self.block.origin }))
    }
}

/// A key of four digits, whatever digits the language has.
fn year(key: &Paragraph) -> Option<f64> {
    let text = key.text();
    let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == 4)?;
    Some(f64::from(digits.into_iter().fold(0, |all, digit| all * 10 + digit)))
}

/// Digits stand ten in a row in each script (Unicode, section 4.6): the nought before a digit is the first of its row.
fn digit(c: char) -> Option<u32> {
    const NOUGHTS: [u32; 12] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xe50, 0xed0, 0x1040, 0x17e0];
    NOUGHTS.into_iter().find_map(|nought| (c as u32).checked_sub(nought).filter(|digit| *digit < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_a_year() {
        let of = |text: &str| year(&Paragraph::plain(text, Span::NONE));
        assert_eq!(of("2025"), Some(2025.0));
        assert_eq!(of("\u{662}\u{660}\u{662}\u{665}"), Some(2025.0));
        assert_eq!((of("spring"), of("20255"), of("2025-26")), (None, None, None));
    }
}
