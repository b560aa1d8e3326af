//! Crop marks and cut lines.
//!
//! Crop marks stand wholly outside the bleed, so that none is left on a card cut a hair too large
//! (print_standards_measured.md, A.3: offset of the bleed and 3 pt more).

use crate::color::Color;
use crate::diag::Span;
use crate::display::{Draw, Item};
use crate::geom::{Length, Path, Point, Rect};

/// From the bleed to where a mark begins.
const OFFSET: Length = Length::emu(3 * 12_700);
/// Length of a mark: 5 mm.
const LENGTH: Length = Length::emu(5 * 36_000);
/// A quarter point: the finest line a press holds.
const WIDTH: Length = Length::emu(12_700 / 4);
/// What marks need outside the bleed on each side, with 2 mm of air.
pub(super) const MARK_ROOM: Length = Length::emu(3 * 12_700 + 7 * 36_000);

/// Two marks at each corner of a trim.
pub(super) fn crop_marks(trim: Rect, bleed: Length) -> Vec<Item> {
    edge_marks(trim, bleed, &[trim.x, trim.right()], &[trim.y, trim.bottom()])
}

/// Marks round a block at every cut: `xs` and `ys` are where the knife goes.
pub(super) fn edge_marks(block: Rect, bleed: Length, xs: &[Length], ys: &[Length]) -> Vec<Item> {
    let near = bleed + OFFSET;
    let far = near + LENGTH;
    let mut marks = Vec::new();
    for &x in xs {
        marks.push(line(Point::new(x, block.y - far), Point::new(x, block.y - near)));
        marks.push(line(Point::new(x, block.bottom() + near), Point::new(x, block.bottom() + far)));
    }
    for &y in ys {
        marks.push(line(Point::new(block.x - far, y), Point::new(block.x - near, y)));
        marks.push(line(Point::new(block.right() + near, y), Point::new(block.right() + far, y)));
    }
    marks
}

fn line(from: Point, to: Point) -> Item {
    stroke(from, to, Color::Registration)
}

/// Thin gray lines along all cuts, for scissors: an office printer has no trim room for marks.
pub(super) fn cut_lines(block: Rect, xs: &[Length], ys: &[Length]) -> Vec<Item> {
    let gray = Color::Gray(0.7);
    let down = xs.iter().map(|x| stroke(Point::new(*x, block.y), Point::new(*x, block.bottom()), gray.clone()));
    let across = ys.iter().map(|y| stroke(Point::new(block.x, *y), Point::new(block.right(), *y), gray.clone()));
    down.chain(across).collect()
}

fn stroke(from: Point, to: Point, color: Color) -> Item {
    let draw = Draw::Stroke { path: Path::line(from, to), width: WIDTH, dash: Vec::new(), color };
    Item { draw, element: None, origin: Span::NONE }
}
