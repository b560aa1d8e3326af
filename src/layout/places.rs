//! Boxes in boxes: where a stack begins in its area, and what covers a rectangle. Knows no parts.

use crate::geom::{Length, Rect};
use crate::model::Place;

/// Where a stack of some height begins.
pub(super) fn placed(inner: Rect, height: Length, place: Place) -> Length {
    let slack = (inner.height - height).max(Length::ZERO);
    inner.y
        + match place {
            Place::Start => Length::ZERO,
            Place::Center => slack / 2,
            Place::End => slack,
        }
}

/// The rectangle of a whole picture that covers `rect`, with its focus as near the middle as the edges allow.
pub(super) fn covering(rect: Rect, ratio: f64, focus: (f64, f64)) -> Rect {
    let wide = rect.width.ratio(rect.height) > ratio;
    let (width, height) = match wide {
        true => (rect.width, rect.width.scale(1.0 / ratio)),
        false => (rect.height.scale(ratio), rect.height),
    };
    let along = |start: Length, room: Length, size: Length, focus: f64| {
        let wanted = start + room / 2 - size.scale(focus);
        wanted.min(start).max(start + room - size)
    };
    Rect::new(along(rect.x, rect.width, width, focus.0), along(rect.y, rect.height, height, focus.1), width, height)
}
