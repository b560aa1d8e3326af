//! Figures that changed, beside each other: from, an arrow, to.

use super::draw::Pen;
use super::measure::{Measure, Setting};
use super::prepare::PreparedText;
use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Align;

/// Figures in a row are so much smaller, at the most, where they would be wider than their column.
const SMALLEST_FIGURES: f64 = 0.35;
/// How often that is tried.
const MOST_TRIES: usize = 6;
/// Room for a figure, as a part of its width.
const FIGURE_ROOM: f64 = 1.01;
/// Between two figures, arrow included, in ems of the figure.
const FIGURE_GAP: f64 = 1.0;

impl Measure<'_> {
    /// For a row of figures, which grow together no further than they have room, and become smaller together where they have none.
    pub fn of_figures(&self, figures: &[(PreparedText<'_>, PreparedText<'_>)], width: Length) -> Self {
        let room = |measure: &Self| width.ratio(measure.figures_width(figures, width).max(Length::emu(1)));
        let own = room(&self.with_figures(1.0));
        if own >= 1.0 {
            return self.with_figures(own.min(self.setting.beyond.max(1.0)));
        }
        // What stands under a figure has a least size: it may be wider than the figure.
        let mut by = own / FIGURE_ROOM;
        for _ in 0..MOST_TRIES {
            let now = room(&self.with_figures(by.max(SMALLEST_FIGURES))) / FIGURE_ROOM;
            if by <= SMALLEST_FIGURES || now >= 1.0 {
                break;
            }
            by *= now;
        }
        self.with_figures(by.max(SMALLEST_FIGURES))
    }

    /// Figures so many times as large as the theme has them in this setting.
    pub fn with_figures(&self, by: f64) -> Self {
        let setting = self.setting;
        Measure { setting: Setting { scale: setting.scale / setting.beyond * by, beyond: by, ..setting }, ..*self }
    }

    pub fn figure_height(&self, value: &PreparedText<'_>, key: &PreparedText<'_>, width: Length) -> Length {
        let size = self.size(value, width);
        size.scale(value.shaped.cap_height) + self.figure_key_gap(size) + self.text_height(key, Length::MAX)
    }

    /// Between a value and its key, by the size of the value.
    pub fn figure_key_gap(&self, size: Length) -> Length {
        size.scale(0.16)
    }

    /// Width of values side by side, arrows between them included.
    pub fn figures_width(&self, figures: &[(PreparedText<'_>, PreparedText<'_>)], width: Length) -> Length {
        let widths = figures.iter().map(|(value, key)| self.figure_width(value, key, width));
        let size = figures.first().map_or(Length::ZERO, |(value, _)| self.size(value, width));
        widths.sum::<Length>() + size.scale(FIGURE_GAP) * (figures.len() as i64 - 1).max(0)
    }

    /// Width of a value or of its key, whichever is wider.
    pub fn figure_width(&self, value: &PreparedText<'_>, key: &PreparedText<'_>, width: Length) -> Length {
        let of = |text: &PreparedText<'_>| self.size(text, width).scale(text.shaped.full_width());
        of(value).max(of(key))
    }
}

impl Pen<'_, '_> {
    /// Values side by side on one baseline, each with its key under it, arrows between them.
    pub(super) fn figures(&mut self, figures: &[(PreparedText<'_>, PreparedText<'_>)], arrow: &Color, rect: Rect) {
        let whole = self.measure.setting;
        self.measure.setting = self.measure.of_figures(figures, rect.width).setting;
        let total = self.measure.figures_width(figures, rect.width);
        let first = figures.first();
        let align = first.map_or(Align::Start, |(value, _)| value.part.align);
        let start = rect.x + self.aligned(rect.width - total, align);
        // How far along the row, from the left or from the right as the words run.
        let mut along = Length::ZERO;
        for (i, (value, key)) in figures.iter().enumerate() {
            let size = self.measure.size(value, rect.width);
            let cap = size.scale(value.shaped.cap_height);
            let gap = size.scale(FIGURE_GAP);
            let from = |along: Length, width: Length, to_left: bool| match to_left {
                true => start + total - along - width,
                false => start + along,
            };
            if i > 0 {
                let slot = Rect::new(from(along, gap, self.right_to_left), rect.y, gap, cap);
                self.arrow(slot, arrow, value.part.origin);
                along += gap;
            }
            let width = self.measure.figure_width(value, key, rect.width);
            // A hair wider than the words are: what fills its width exactly is set smaller than it was measured.
            let room = width.scale(FIGURE_ROOM);
            let x = from(along, room, self.right_to_left);
            self.text(value, Rect::new(x, rect.y, room, cap));
            let key_top = rect.y + cap + self.measure.figure_key_gap(size);
            self.text(key, Rect::new(x, key_top, room, size));
            along += width;
        }
        self.measure.setting = whole;
    }

    fn arrow(&mut self, slot: Rect, color: &Color, origin: Span) {
        let middle = slot.y + slot.height / 2;
        let weight = slot.height.scale(0.07);
        let head = slot.height.scale(0.19);
        // From its tail to its tip, which points to where the words run.
        let along = |from_tail: Length| match self.right_to_left {
            true => slot.right() - slot.width.scale(0.22) - from_tail,
            false => slot.x + slot.width.scale(0.22) + from_tail,
        };
        let (tail, tip) = (Length::ZERO, slot.width.scale(0.56));
        let p = |from_tail: Length, y: Length| Point::new(along(from_tail), y);
        let path = Path {
            segments: vec![
                Segment::Move(p(tail, middle - weight / 2)),
                Segment::Line(p(tip - head, middle - weight / 2)),
                Segment::Line(p(tip - head, middle - head)),
                Segment::Line(p(tip, middle)),
                Segment::Line(p(tip - head, middle + head)),
                Segment::Line(p(tip - head, middle + weight / 2)),
                Segment::Line(p(tail, middle + weight / 2)),
                Segment::Close,
            ],
        };
        self.fill(path, color.clone(), origin);
    }
}
