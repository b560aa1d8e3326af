//! Lengths and places as the numbers of content.

use crate::display::{Face, Page, Placement, Turn};
use crate::geom::{Length, nearest};

/// Points with three decimals: a third of a micrometre.
pub(super) fn number(l: Length) -> f32 {
    (nearest(l.to_points() * 1000.0) as f64 / 1000.0) as f32
}

/// Points with six decimals: multiplied by a hundred modules still under a micrometre.
pub(super) fn exact(l: Length) -> f32 {
    (nearest(l.to_points() * 1e6) as f64 / 1e6) as f32
}

/// From a face's own space (origin at the bottom left of its trim) to the page's. Whole quarter turns only.
pub(super) fn matrix(placement: &Placement, face: &Face, page: &Page) -> [f32; 6] {
    let (x, top) = (placement.at.x, page.sheet.height - placement.at.y);
    let (w, h) = (face.trim.width, face.trim.height);
    let (turn, dx, dy) = match placement.turn {
        Turn::None => ([1.0, 0.0, 0.0, 1.0], x, top - h),
        Turn::Quarter => ([0.0, -1.0, 1.0, 0.0], x, top),
        Turn::Half => ([-1.0, 0.0, 0.0, -1.0], x + w, top),
        Turn::ThreeQuarters => ([0.0, 1.0, -1.0, 0.0], x + h, top - w),
    };
    let [a, b, c, d] = turn;
    [a, b, c, d, number(dx), number(dy)]
}
