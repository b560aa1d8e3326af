//! What makes a ground of a theme more than a rectangle in one colour.

use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, checks};
use crate::geom::{Corner, Edge, EdgeShape, Length};
use crate::model::{BorderLook, EdgeLook, GradientLook, GroundLook, Side};

const SIDES: [(&str, &[Side]); 6] = [
    ("top", &[Side::Top]),
    ("right", &[Side::Right]),
    ("bottom", &[Side::Bottom]),
    ("left", &[Side::Left]),
    ("sides", &[Side::Right, Side::Left]),
    ("all", &[Side::Top, Side::Right, Side::Bottom, Side::Left]),
];
const SHAPES: [(&str, EdgeShape); 7] = [
    ("slant", EdgeShape::Slant),
    ("arc", EdgeShape::Arc),
    ("wave", EdgeShape::Wave),
    ("peak", EdgeShape::Peak),
    ("zigzag", EdgeShape::Zigzag),
    ("scallop", EdgeShape::Scallop),
    ("notch", EdgeShape::Notch),
];

const CORNERS: [(&str, Corner); 4] =
    [("square", Corner::Square), ("round", Corner::Round), ("cut", Corner::Cut), ("scoop", Corner::Scoop)];

/// From top to bottom.
const DOWN: f64 = 180.0;

/// The keys of a panel or an area that are about its ground.
pub(super) fn ground(reader: &Reader, s: &Section<'_, '_>) -> GroundLook {
    GroundLook { edge: s.table("edge").and_then(|table| edge(reader, table)), ..of_face(reader, s) }
}

/// Those of a whole face.
pub(super) fn of_face(reader: &Reader, s: &Section<'_, '_>) -> GroundLook {
    let border = s.table("border").and_then(|table| border(reader, table));
    GroundLook { edge: None, gradient: s.table("gradient").and_then(gradient), border }
}

/// `repeat`: about how wide a tile is.
pub(super) fn repeat(reader: &Reader, s: &Section<'_, '_>) -> Option<At<Length>> {
    s.length("repeat").filter(|repeat| over_nothing(reader, "repeat", repeat))
}

fn border(reader: &Reader, s: Section<'_, '_>) -> Option<At<BorderLook>> {
    let width = s.must("width", s.length("width")).filter(|width| over_nothing(reader, "width", width));
    let color = s.must_text("color");
    let inset = s.length("inset").filter(|inset| {
        let is_inside = inset.value >= Length::ZERO;
        if !is_inside {
            let message = format!("`inset` is {}: the line would lie outside of its ground", inset.value);
            reader.error(&checks::BAD_LENGTH, inset.span, message, "write 0 or more");
        }
        is_inside
    });
    let corner = s.choice("corner", &CORNERS).map_or(Corner::Square, |corner| corner.value);
    let radius = s.length("radius").filter(|radius| over_nothing(reader, "radius", radius)).map(|radius| radius.value);
    let double = s.flag("double").is_some_and(|double| double.value);
    let span = s.span;
    s.done();
    let inset = inset.map_or(Length::ZERO, |inset| inset.value);
    Some(At::new(BorderLook { width: width?.value, color: color?, inset, corner, radius, double }, span))
}

fn gradient(s: Section<'_, '_>) -> Option<At<GradientLook>> {
    let to = s.must_text("to");
    let tint = s.number_in("tint", 0.0, 1.0).map(|tint| tint.value);
    let angle = s.number_in("angle", 0.0, 360.0).map_or(DOWN, |angle| angle.value);
    let span = s.span;
    s.done();
    Some(At::new(GradientLook { to: to?, tint, angle }, span))
}

fn edge(reader: &Reader, s: Section<'_, '_>) -> Option<At<EdgeLook>> {
    let sides = s.must("side", s.choice("side", &SIDES));
    let shape = s.must("shape", s.choice("shape", &SHAPES));
    let depth = s.must("depth", s.length("depth")).filter(|depth| over_nothing(reader, "depth", depth));
    let count = s.whole("count", 1..=200);
    let flip = s.flag("flip").is_some_and(|flip| flip.value);
    let span = s.span;
    s.done();
    let (sides, shape) = (sides?.value.to_vec(), shape?.value);
    if let Some(count) = count.as_ref().filter(|_| !shape.repeats()) {
        let message = "a slant runs along the whole edge: it has no `count`";
        reader.error(&checks::BAD_VALUE, count.span, message, "leave `count` out, or write `shape = \"zigzag\"`");
        return None;
    }
    let edge = Edge { shape, depth: depth?.value, count: count.map(|count| count.value), flip };
    Some(At::new(EdgeLook { sides, edge }, span))
}

/// Whether a length is more than nothing. What is not, is refused.
fn over_nothing(reader: &Reader, key: &str, length: &At<Length>) -> bool {
    let is_over = length.value > Length::ZERO;
    if !is_over {
        let message = format!("`{key}` is {}", length.value);
        reader.error(&checks::BAD_LENGTH, length.span, message, "write a length over 0");
    }
    is_over
}
