//! Figures that changed, beside each other: from, an arrow, to.

use super::draw::Pen;
use super::measure::{FIGURE_GAP, FIGURE_ROOM};
use super::prepare::PreparedText;
use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Align;

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
