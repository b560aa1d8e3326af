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
    covering_round(rect, ratio, focus, rect)
}

/// The same with its focus as near the middle of a part of `rect` as the edges allow.
pub(super) fn covering_round(rect: Rect, ratio: f64, focus: (f64, f64), part: Rect) -> Rect {
    let wide = rect.width.ratio(rect.height) > ratio;
    let (width, height) = match wide {
        true => (rect.width, rect.width.scale(1.0 / ratio)),
        false => (rect.height.scale(ratio), rect.height),
    };
    let along = |start: Length, room: Length, size: Length, wanted: Length| wanted.min(start).max(start + room - size);
    let x = along(rect.x, rect.width, width, part.x + part.width / 2 - width.scale(focus.0));
    let y = along(rect.y, rect.height, height, part.y + part.height / 2 - height.scale(focus.1));
    Rect::new(x, y, width, height)
}
