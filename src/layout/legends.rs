//! The legend of a numeral that is cut into lines: what is counted, and the values on the same line, each with its key.

use super::draw::Pen;
use super::measure::Measure;
use super::prepare::{PreparedLegend, PreparedPoint};
use crate::geom::{Length, Rect};

/// Between a value and its key, in ems of the value; the same under a label that stands over them.
const BESIDE: f64 = 0.35;
/// Between two values, and between these and the label, in the same.
const BETWEEN: f64 = 1.4;
/// A label has at least this part of the width, or it stands over the values.
const LABEL: f64 = 0.35;

/// How a legend stands in a width.
struct Arrangement {
    /// Width of the label; with the values beside it, what these leave.
    label: Length,
    /// The values stand beside the label.
    beside: bool,
    /// The values stand on one line.
    one_line: bool,
    /// Size of the values.
    size: Length,
}

impl Measure<'_> {
    /// Height of a legend in a width.
    pub fn legend_height(&self, legend: &PreparedLegend<'_>, width: Length) -> Length {
        let is = self.arrangement(legend, width);
        let line = self.entry_height(legend, width);
        let lines = if is.one_line { 1 } else { legend.figures.len() as i64 };
        match &legend.label {
            Some(label) if is.beside => self.text_height(label, is.label).max(line),
            Some(label) => self.text_height(label, is.label) + is.size.scale(BESIDE) + line * lines,
            None => line * lines,
        }
    }

    /// The least width that cuts nothing: of the longest word, and of a value with its key.
    pub fn legend_least_width(&self, legend: &PreparedLegend<'_>) -> Length {
        let entries = legend.figures.iter().map(|entry| self.entry_width(entry, Length::ZERO));
        let label = legend.label.iter().map(|label| self.least_text_width(label));
        entries.chain(label).max().unwrap_or_default()
    }

    fn arrangement(&self, legend: &PreparedLegend<'_>, width: Length) -> Arrangement {
        let size = legend.figures.iter().map(|(value, _)| self.size(value, width)).max().unwrap_or_default();
        let between = size.scale(BETWEEN) * (legend.figures.len() as i64 - 1).max(0);
        let entries: Length = legend.figures.iter().map(|entry| self.entry_width(entry, width)).sum();
        let left = width - entries - between - size.scale(BETWEEN);
        let word = legend.label.as_ref().map_or(Length::ZERO, |label| self.least_text_width(label));
        let beside = legend.label.is_some() && left >= width.scale(LABEL).max(word);
        Arrangement { label: if beside { left } else { width }, beside, one_line: entries + between <= width, size }
    }

    fn entry_width(&self, (value, key): &PreparedPoint<'_>, width: Length) -> Length {
        let key = self.one_line(key, width);
        let gap = if key > Length::ZERO { self.size(value, width).scale(BESIDE) } else { Length::ZERO };
        self.one_line(value, width) + gap + key
    }

    fn entry_height(&self, legend: &PreparedLegend<'_>, width: Length) -> Length {
        let texts = legend.figures.iter().flat_map(|(value, key)| [value, key]);
        texts.map(|text| self.text_height(text, width.max(self.one_line(text, width)))).max().unwrap_or_default()
    }
}

impl Pen<'_, '_> {
    /// The label where reading begins, the values at the other edge, all on one baseline.
    pub(super) fn legend(&mut self, legend: &PreparedLegend<'_>, rect: Rect) {
        let measure = &self.measure;
        let is = measure.arrangement(legend, rect.width);
        let line = measure.entry_height(legend, rect.width);
        let entries = legend.figures.iter().flat_map(|(value, key)| [value, key]);
        let rises = entries.chain(legend.label.as_ref().filter(|_| is.beside)).map(|text| measure.first_rise(text, rect.width));
        let baseline = rises.max().unwrap_or_default();
        let mut top = rect.y;
        if let Some(label) = &legend.label {
            let down = if is.beside { baseline - self.measure.first_rise(label, rect.width) } else { Length::ZERO };
            let height = self.measure.text_height(label, is.label);
            let place = Rect { y: rect.y + down, width: is.label, height, ..rect };
            self.text(label, self.mirrored_in(place, rect));
            if !is.beside {
                top += height + is.size.scale(BESIDE);
            }
        }
        let start = if is.beside { is.label + is.size.scale(BETWEEN) } else { Length::ZERO };
        let mut along = start;
        for (value, key) in &legend.figures {
            let gap = self.measure.size(value, rect.width).scale(BESIDE);
            for (text, behind) in [(value, gap), (key, is.size.scale(BETWEEN))] {
                let width = self.measure.one_line(text, rect.width);
                let down = baseline - self.measure.first_rise(text, rect.width);
                let place = Rect::new(rect.x + along, top + down, width, line);
                self.text(text, self.mirrored_in(place, rect));
                along += width + behind;
            }
            if !is.one_line {
                (along, top) = (start, top + line);
            }
        }
    }

    /// A place as far from the right as it is from the left, where words run that way.
    fn mirrored_in(&self, place: Rect, whole: Rect) -> Rect {
        if self.right_to_left { Rect { x: whole.x + whole.right() - place.right(), ..place } } else { place }
    }
}
