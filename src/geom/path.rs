//! Outlines: what logos, rules, panels and the modules of a QR code are drawn with.

use super::{Length, Point, Rect};

/// A step of an outline, from where the one before has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Begins a new outline there, without a line.
    Move(Point),
    /// A straight line to there.
    Line(Point),
    /// Two control points and the end point.
    Cubic(Point, Point, Point),
    /// A straight line back to where the outline began.
    Close,
}

/// A list of outlines. Every outline begins with `Move`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Path {
    /// One outline after the other; `Move` parts them.
    pub segments: Vec<Segment>,
}

impl Path {
    /// The outline of a rectangle.
    pub fn rect(r: Rect) -> Path {
        let mut path = Path::default();
        path.add_rect(r);
        path
    }

    /// One rectangle more.
    pub fn add_rect(&mut self, r: Rect) {
        self.segments.extend([
            Segment::Move(r.top_left()),
            Segment::Line(Point::new(r.right(), r.y)),
            Segment::Line(Point::new(r.right(), r.bottom())),
            Segment::Line(Point::new(r.x, r.bottom())),
            Segment::Close,
        ]);
    }

    /// A straight line, to be stroked.
    pub fn line(from: Point, to: Point) -> Path {
        Path { segments: vec![Segment::Move(from), Segment::Line(to)] }
    }

    /// A circle of four cubic arcs; off the true circle by under 0.03 % of the radius.
    pub fn circle(centre: Point, radius: Length) -> Path {
        Path::rounded(Rect::new(centre.x - radius, centre.y - radius, radius * 2, radius * 2), radius)
    }

    /// A rectangle with round corners; `radius` is cut down to half the short side.
    pub fn rounded(r: Rect, radius: Length) -> Path {
        let radius = radius.min(r.width / 2).min(r.height / 2);
        if radius <= Length::ZERO {
            return Path::rect(r);
        }
        // Distance of the control points for a quarter circle: 4/3 (sqrt 2 - 1).
        let k = radius - radius.scale(0.552_284_75);
        let p = Point::new;
        let (l, t, rt, b) = (r.x, r.y, r.right(), r.bottom());
        use Segment::{Close, Cubic, Line, Move};
        Path {
            segments: vec![
                Move(p(l + radius, t)),
                Line(p(rt - radius, t)),
                Cubic(p(rt - k, t), p(rt, t + k), p(rt, t + radius)),
                Line(p(rt, b - radius)),
                Cubic(p(rt, b - k), p(rt - k, b), p(rt - radius, b)),
                Line(p(l + radius, b)),
                Cubic(p(l + k, b), p(l, b - k), p(l, b - radius)),
                Line(p(l, t + radius)),
                Cubic(p(l, t + k), p(l + k, t), p(l + radius, t)),
                Close,
            ],
        }
    }

    /// The box round all points, control points included. `None` for an empty path.
    pub fn bounds(&self) -> Option<Rect> {
        // From the first point on, whatever it is: asked of every code and drawing in every product, so without an `Option`
        // to look into at each point.
        let (Segment::Move(first) | Segment::Line(first) | Segment::Cubic(first, ..)) =
            *self.segments.iter().find(|s| !matches!(s, Segment::Close))?
        else {
            return None;
        };
        let (mut lo, mut hi) = (first, first);
        let mut see = |p: Point| {
            lo = Point::new(lo.x.min(p.x), lo.y.min(p.y));
            hi = Point::new(hi.x.max(p.x), hi.y.max(p.y));
        };
        let mut rest = self.segments.as_slice();
        // Of a rectangle two corners tell all: a code has hundreds of them.
        while let [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close, after @ ..] = rest
            && (b.x, b.y, d.x, d.y) == (c.x, a.y, a.x, c.y)
        {
            see(*a);
            see(*c);
            rest = after;
        }
        for segment in rest {
            match *segment {
                Segment::Move(p) | Segment::Line(p) => see(p),
                Segment::Cubic(a, b, c) => [a, b, c].into_iter().for_each(&mut see),
                Segment::Close => {}
            }
        }
        Some(Rect::new(lo.x, lo.y, hi.x - lo.x, hi.y - lo.y))
    }

    /// Every point moved and scaled: `at + point * ratio`.
    pub fn placed(&self, at: Point, ratio: f64) -> Path {
        self.through(|p| Point::new(at.x + p.x.scale(ratio), at.y + p.y.scale(ratio)))
    }

    /// Left and right changed places in a box of this width.
    pub fn mirrored(&self, width: Length) -> Path {
        self.through(|p| Point::new(width - p.x, p.y))
    }

    /// Every point taken somewhere else.
    pub fn through(&self, f: impl Fn(Point) -> Point) -> Path {
        let segments = self
            .segments
            .iter()
            .map(|s| match *s {
                Segment::Move(p) => Segment::Move(f(p)),
                Segment::Line(p) => Segment::Line(f(p)),
                Segment::Cubic(a, b, c) => Segment::Cubic(f(a), f(b), f(c)),
                Segment::Close => Segment::Close,
            })
            .collect();
        Path { segments }
    }
}
