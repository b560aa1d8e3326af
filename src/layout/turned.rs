//! Words that run upwards, along the side of a sheet: set as they are read, then turned into their place.

use super::draw::Pen;
use super::panels::Placed;
use super::prepare::PreparedPart;
use crate::compose::Area;
use crate::geom::{Length, Rect, Size, Turn};

impl Pen<'_, '_> {
    pub(super) fn turned(&mut self, area: &Area, parts: &[PreparedPart<'_>], inner: Rect) {
        let size = Size::new(inner.height, inner.width);
        let as_read = size.at(Length::ZERO, Length::ZERO);
        let before = self.face.items.len();
        // The place lies in the safe area; as it is read it lies elsewhere.
        let sheet = std::mem::replace(&mut self.sheet, as_read.outset(self.artboard.safe));
        self.stack(area, parts, as_read, area.place);
        self.sheet = sheet;
        let placed = Placed { at: inner.top_left(), turn: Turn::ThreeQuarters, size };
        for item in &mut self.face.items[before..] {
            item.draw = placed.draw(&item.draw);
        }
    }
}
