//! From the pixels of an SVG to lengths.

use super::PictureError;
use crate::geom::{Length, Point};
use usvg::tiny_skia_path as skia;

/// Ten times the longest sheet, in SVG pixels.
pub(super) const FARTHEST: f32 = 400_000.0;

/// One SVG pixel is 1/96 inch.
const POINTS: f64 = 0.75;

/// A point, where it is near enough for a length.
pub(super) fn point(p: skia::Point) -> Result<Point, PictureError> {
    if p.x.abs() <= FARTHEST && p.y.abs() <= FARTHEST {
        Ok(Point::new(length(p.x), length(p.y)))
    } else {
        Err(PictureError::Size)
    }
}

pub(super) fn length(pixels: f32) -> Length {
    Length::points(f64::from(pixels) * POINTS)
}
