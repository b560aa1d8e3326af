//! Rectangles with corners of one kind: what frames are drawn along.

use super::{Length, Path, Point, Rect, Segment};

/// What becomes of the corners of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corner {
    /// They stay as they are.
    #[default]
    Square,
    /// A quarter circle that bulges out.
    Round,
    /// Cut off straight.
    Cut,
    /// A quarter circle that is cut out, as of a plaque.
    Scoop,
}

/// Control points of a quarter circle.
const KAPPA: f64 = 0.552_284_75;

impl Corner {
    /// How far in from both sides of a corner of this size a box stands clear of it.
    pub fn clear(self, size: Length) -> Length {
        let part = match self {
            Corner::Square => 0.0,
            Corner::Round => 1.0 - std::f64::consts::FRAC_1_SQRT_2,
            Corner::Cut => 0.5,
            Corner::Scoop => std::f64::consts::FRAC_1_SQRT_2,
        };
        size.scale(part)
    }

    /// The size of a corner that runs at the same distance from this one everywhere, so far further in.
    pub fn within(self, size: Length, by: Length) -> Length {
        let within = match self {
            Corner::Square => Length::ZERO,
            Corner::Round => size - by,
            Corner::Cut => size - by.scale(2.0 - std::f64::consts::SQRT_2),
            Corner::Scoop => {
                let (round, by) = ((size + by).to_points(), by.to_points());
                Length::points((round * round - by * by).max(0.0).sqrt() - by)
            }
        };
        within.max(Length::ZERO)
    }
}

impl Path {
    /// A rectangle with such corners; `size` is cut down to half the short side.
    pub fn cornered(r: Rect, corner: Corner, size: Length) -> Path {
        let size = size.min(r.width / 2).min(r.height / 2);
        if size <= Length::ZERO || corner == Corner::Square {
            return Path::rect(r);
        }
        if corner == Corner::Round {
            return Path::rounded(r, size);
        }
        let p = Point::new;
        let (l, t, rt, b) = (r.x, r.y, r.right(), r.bottom());
        // Each corner from where the side before it ends to where the next one begins.
        let corners = [
            (p(rt, t), p(rt - size, t), p(rt, t + size)),
            (p(rt, b), p(rt, b - size), p(rt - size, b)),
            (p(l, b), p(l + size, b), p(l, b - size)),
            (p(l, t), p(l, t + size), p(l + size, t)),
        ];
        let mut segments = vec![Segment::Move(p(l + size, t))];
        for (at, from, to) in corners {
            segments.push(Segment::Line(from));
            segments.push(match corner {
                Corner::Scoop => {
                    // Round the corner itself: away from the side at its ends.
                    let bent = |end: Point, other: Point| {
                        p(end.x + (other.x - at.x).scale(KAPPA), end.y + (other.y - at.y).scale(KAPPA))
                    };
                    Segment::Cubic(bent(from, to), bent(to, from), to)
                }
                _ => Segment::Line(to),
            });
        }
        segments.push(Segment::Close);
        Path { segments }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(x: f64) -> Length {
        Length::mm(x)
    }

    #[test]
    fn every_corner_stays_in_its_rectangle() {
        let sheet = Rect::new(mm(5.0), mm(5.0), mm(60.0), mm(40.0));
        for corner in [Corner::Square, Corner::Round, Corner::Cut, Corner::Scoop] {
            let path = Path::cornered(sheet, corner, mm(8.0));
            assert_eq!(path.bounds(), Some(sheet), "{corner:?}");
        }
        let scoop = Path::cornered(sheet, Corner::Scoop, mm(8.0));
        let Segment::Cubic(a, b, _) = scoop.segments[2] else { panic!("the first corner is an arc") };
        assert!(a.x == mm(57.0) && a.y > mm(9.0) && a.y < mm(10.0) && b.y == mm(13.0), "{a} {b}");
    }

    #[test]
    fn lines_side_by_side_keep_their_distance_in_corners() {
        assert_eq!(Corner::Round.within(mm(8.0), mm(3.0)), mm(5.0));
        assert_eq!(Corner::Round.within(mm(2.0), mm(3.0)), Length::ZERO);
        // A chamfer of 45 degrees moves by the root of two less than two.
        assert!((Corner::Cut.within(mm(8.0), mm(1.0)).to_mm() - 7.414).abs() < 0.001);
        // A circle of 11 mm round the outer corner, seen 3 mm further in on both sides.
        assert!((Corner::Scoop.within(mm(8.0), mm(3.0)).to_mm() - 7.583).abs() < 0.001);
        assert_eq!(Corner::Cut.clear(mm(8.0)), mm(4.0));
    }
}
