//! Values of PDF: boxes, numbers and words.

use crate::geom::{Length, Rect};
use lopdf::{Object, StringFormat};

/// `[left bottom right top]` in points with four decimals.
///
/// Each edge is rounded on its own, so edges that coincide stay together and no box leaves the one round it.
pub(super) fn box_of(r: Rect, height: Length) -> Object {
    numbers([r.x, height - r.bottom(), r.right(), height - r.y])
}

pub(super) fn numbers(lengths: [Length; 4]) -> Object {
    Object::Array(lengths.iter().map(|l| real(l.to_points())).collect())
}

fn real(points: f64) -> Object {
    let rounded = (points * 10_000.0).round() / 10_000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded as f32) }
}

/// A text string: plain where it is ASCII, else UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
pub(super) fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::string_literal(words);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
