//! Points, sizes, rectangles and the sides of a box. The origin is the top left corner; y grows downwards.

use super::Length;
use std::fmt;

/// A place, from the top left corner.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    /// To the right; below zero it lies left of the corner.
    pub x: Length,
    /// Downwards; below zero it lies over the corner.
    pub y: Length,
}

/// Width and height, neither below zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

/// A rectangle by its top left corner and its size.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    /// Of its left edge, to the right.
    pub x: Length,
    /// Of its upper edge, downwards.
    pub y: Length,
    /// To its right edge.
    pub width: Length,
    /// To its lower edge.
    pub height: Length,
}

/// Four lengths round a box: margins, padding, bleed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Sides {
    /// From the upper edge, into the box or out of it.
    pub top: Length,
    /// From the right edge, likewise.
    pub right: Length,
    /// From the lower edge, likewise.
    pub bottom: Length,
    /// From the left edge, likewise.
    pub left: Length,
}

impl Point {
    /// `x` to the right, `y` down.
    pub fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }
    /// As far on as `by` is from the origin.
    pub fn moved(self, by: Point) -> Point {
        Point { x: self.x + by.x, y: self.y + by.y }
    }
}

impl Size {
    /// Width first.
    pub fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }
    /// A rectangle of this size with its top left corner there.
    pub fn at(self, x: Length, y: Length) -> Rect {
        Rect { x, y, width: self.width, height: self.height }
    }
    /// The same sheet lying on its side.
    pub fn turned(self) -> Size {
        Size { width: self.height, height: self.width }
    }
}

impl Rect {
    /// The top left corner, then the size.
    pub fn new(x: Length, y: Length, width: Length, height: Length) -> Rect {
        Rect { x, y, width, height }
    }
    /// Its right edge.
    pub fn right(self) -> Length {
        self.x + self.width
    }
    /// Its lower edge.
    pub fn bottom(self) -> Length {
        self.y + self.height
    }
    /// Without its place.
    pub fn size(self) -> Size {
        Size { width: self.width, height: self.height }
    }
    /// Its corner.
    pub fn top_left(self) -> Point {
        Point { x: self.x, y: self.y }
    }
    /// Grown by `by` on all four sides; shrunk where `by` is negative.
    pub fn outset(self, by: Length) -> Rect {
        self.grow(Sides::all(by))
    }
    /// Each edge moved outwards.
    pub fn grow(self, by: Sides) -> Rect {
        Rect {
            x: self.x - by.left,
            y: self.y - by.top,
            width: self.width + by.left + by.right,
            height: self.height + by.top + by.bottom,
        }
    }
    /// Each edge moved inwards.
    pub fn shrink(self, by: Sides) -> Rect {
        self.grow(Sides { top: -by.top, right: -by.right, bottom: -by.bottom, left: -by.left })
    }
    /// The same size somewhere else.
    pub fn moved(self, dx: Length, dy: Length) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..self }
    }
    /// Whether `other` lies inside, edges allowed to touch.
    pub fn contains(self, other: Rect) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
    /// Whether the two share any area (touching edges do not).
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
    /// The part in both, where there is one.
    pub fn shared(self, other: Rect) -> Option<Rect> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        (x < right && y < bottom).then(|| Rect { x, y, width: right - x, height: bottom - y })
    }
    /// In square points.
    pub fn area(self) -> f64 {
        self.width.to_points() * self.height.to_points()
    }
    /// The smallest rectangle round both.
    pub fn union(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect { x, y, width: self.right().max(other.right()) - x, height: self.bottom().max(other.bottom()) - y }
    }
}

impl Sides {
    /// The same on all four sides.
    pub fn all(by: Length) -> Sides {
        Sides { top: by, right: by, bottom: by, left: by }
    }
    /// Each side so many times as wide.
    pub fn scale(self, by: f64) -> Sides {
        Sides { top: self.top.scale(by), right: self.right.scale(by), bottom: self.bottom.scale(by), left: self.left.scale(by) }
    }
    /// Each side larger by this.
    pub fn plus(self, by: Length) -> Sides {
        Sides { top: self.top + by, right: self.right + by, bottom: self.bottom + by, left: self.left + by }
    }
    /// Both together, side by side.
    pub fn plus_sides(self, by: Sides) -> Sides {
        Sides { top: self.top + by.top, right: self.right + by.right, bottom: self.bottom + by.bottom, left: self.left + by.left }
    }
    /// No side narrower than in another one.
    pub fn at_least(self, least: Sides) -> Sides {
        Sides {
            top: self.top.max(least.top),
            right: self.right.max(least.right),
            bottom: self.bottom.max(least.bottom),
            left: self.left.max(least.left),
        }
    }
    /// Left and right together.
    pub fn horizontal(self) -> Length {
        self.left + self.right
    }
    /// Top and bottom together.
    pub fn vertical(self) -> Length {
        self.top + self.bottom
    }
    /// Left and right exchanged.
    pub fn mirrored(self) -> Sides {
        Sides { left: self.right, right: self.left, ..self }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.x, self.y)
    }
}
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {}", self.width, self.height)
    }
}
impl fmt::Display for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {} at ({}, {})", self.width, self.height, self.x, self.y)
    }
}
impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({:?}, {:?})", self.x, self.y)
    }
}
impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} x {:?}", self.width, self.height)
    }
}
impl fmt::Debug for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} x {:?} at ({:?}, {:?})", self.width, self.height, self.x, self.y)
    }
}
