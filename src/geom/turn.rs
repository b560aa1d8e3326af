//! Quarter turns, clockwise: what they do to points, rectangles and sides.

use super::{Length, Point, Rect, Sides, Size};

/// How something is turned, clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Turn {
    /// As it is read.
    #[default]
    None,
    /// By 90 degrees: the top lies at the right.
    Quarter,
    /// By 180 degrees: head over heels.
    Half,
    /// By 270 degrees: the top lies at the left.
    ThreeQuarters,
}

impl Turn {
    /// Every turn with its degrees, as people write them.
    pub const ALL: [(u32, Turn); 4] = [(0, Turn::None), (90, Turn::Quarter), (180, Turn::Half), (270, Turn::ThreeQuarters)];

    /// Whether width and height change places.
    pub fn lies(self) -> bool {
        matches!(self, Turn::Quarter | Turn::ThreeQuarters)
    }

    /// The same turn seen in a mirror that stands upright.
    pub fn mirrored(self) -> Turn {
        match self {
            Turn::Quarter => Turn::ThreeQuarters,
            Turn::ThreeQuarters => Turn::Quarter,
            same => same,
        }
    }

    /// This turn after another.
    pub fn after(self, first: Turn) -> Turn {
        let quarters = |turn| Turn::ALL.iter().position(|(_, t)| *t == turn).unwrap_or_default();
        Turn::ALL[(quarters(self) + quarters(first)) % 4].1
    }

    /// A point of a box of this size, once the box is turned and stands with its corner at the origin again.
    pub fn point(self, p: Point, size: Size) -> Point {
        match self {
            Turn::None => p,
            Turn::Quarter => Point::new(size.height - p.y, p.x),
            Turn::Half => Point::new(size.width - p.x, size.height - p.y),
            Turn::ThreeQuarters => Point::new(p.y, size.width - p.x),
        }
    }

    /// A rectangle in such a box.
    pub fn rect(self, r: Rect, size: Size) -> Rect {
        let (a, b) = (self.point(r.top_left(), size), self.point(Point::new(r.right(), r.bottom()), size));
        Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// A turned rectangle with width and height as its content is read.
    pub fn as_read(self, r: Rect) -> Rect {
        if self.lies() { Rect { width: r.height, height: r.width, ..r } } else { r }
    }

    /// A rectangle turned about a point.
    pub fn about(self, r: Rect, centre: Point) -> Rect {
        let at_origin = r.moved(-centre.x, -centre.y);
        self.rect(at_origin, Size::new(Length::ZERO, Length::ZERO)).moved(centre.x, centre.y)
    }

    /// Sides of a turned box, named as its words are read: what lies at the top of the face may be read as the left.
    pub fn sides_as_read(self, s: Sides) -> Sides {
        match self {
            Turn::None => s,
            Turn::Quarter => Sides { top: s.right, right: s.bottom, bottom: s.left, left: s.top },
            Turn::Half => Sides { top: s.bottom, right: s.left, bottom: s.top, left: s.right },
            Turn::ThreeQuarters => Sides { top: s.left, right: s.top, bottom: s.right, left: s.bottom },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(x: i64) -> Length {
        Length::mm(x as f64)
    }

    #[test]
    fn a_box_comes_back_after_four_quarters() {
        let mut size = Size::new(mm(90), mm(50));
        let start = Rect::new(mm(3), mm(4), mm(20), mm(10));
        let mut r = start;
        for _ in 0..4 {
            r = Turn::Quarter.rect(r, size);
            size = size.turned();
        }
        assert_eq!(r, start);
        let half = Turn::Half.rect(start, size);
        assert_eq!(half, Turn::Quarter.rect(Turn::Quarter.rect(start, size), size.turned()));
        assert_eq!(Turn::Quarter.after(Turn::ThreeQuarters), Turn::None);
    }

    #[test]
    fn a_quarter_turn_brings_the_left_to_the_top() {
        // The top left corner of the box stands at its top right when it is turned clockwise.
        let size = Size::new(mm(90), mm(50));
        assert_eq!(Turn::Quarter.point(Point::default(), size), Point::new(mm(50), mm(0)));
        let sides = Sides { top: mm(1), right: mm(2), bottom: mm(3), left: mm(4) };
        assert_eq!(Turn::Quarter.sides_as_read(sides).top, mm(2), "the right of the face is the top of the words");
        let about = Turn::Quarter.about(Rect::new(mm(10), mm(8), mm(5), mm(2)), Point::new(mm(10), mm(10)));
        assert_eq!(about, Rect::new(mm(10), mm(10), mm(2), mm(5)));
    }
}
