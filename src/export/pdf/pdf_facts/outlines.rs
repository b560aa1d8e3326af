//! The path of a content stream as it comes out on paper: how thick what is filled is, and which lines are marks.

use crate::geom::thickness::{self, Contour, Thin};

/// Points of a path that are kept; what has more is no line.
const MOST_POINTS: usize = 4_000;
/// Marks of a page that are kept.
pub(super) const MOST_MARKS: usize = 400;
/// Crop marks are no longer than this, in points.
const LONGEST_MARK: f64 = 60.0;
const SHORTEST_MARK: f64 = 3.0;

/// The path that is being made, in points of paper.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    contours: Vec<Contour>,
    points: usize,
}

impl Outline {
    /// Begins the next path.
    pub fn clear(&mut self) {
        self.contours.clear();
        self.points = 0;
    }

    /// `m`: begins a part of the path, in points of paper.
    pub fn start(&mut self, at: [f64; 2]) {
        self.points += 1;
        if self.points <= MOST_POINTS {
            self.contours.push(vec![at]);
        }
    }

    /// `l`: more points than are looked at are let go.
    pub fn line(&mut self, to: [f64; 2]) {
        self.points += 1;
        if self.points <= MOST_POINTS
            && let Some(contour) = self.contours.last_mut()
        {
            contour.push(to);
        }
    }

    /// `c`, as four straight lines: near enough to tell how thick something is.
    pub fn curve(&mut self, a: [f64; 2], b: [f64; 2], to: [f64; 2]) {
        let Some(from) = self.contours.last().and_then(|contour| contour.last()).copied() else { return };
        for step in 1..=4 {
            let t = f64::from(step) / 4.0;
            let s = 1.0 - t;
            let mix = |i: usize| s * s * s * from[i] + 3.0 * s * s * t * a[i] + 3.0 * s * t * t * b[i] + t * t * t * to[i];
            self.line([mix(0), mix(1)]);
        }
    }

    /// `h`: back to where the part began.
    pub fn close(&mut self) {
        if let Some(first) = self.contours.last().and_then(|contour| contour.first()).copied() {
            self.line(first);
        }
    }

    /// How thick the thinnest long part of it is when it is filled, in points, if that is known and less than `least`.
    pub fn thinner_than(&self, least: f64, even_odd: bool) -> Option<Thin> {
        if self.points > MOST_POINTS {
            return None;
        }
        thickness::thinner_than(&self.contours, least, even_odd)
    }

    /// The box round all of it.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let mut points = self.contours.iter().flatten();
        let first = *points.next()?;
        Some(points.fold([first[0], first[1], first[0], first[1]], |[l, b, r, t], p| {
            [l.min(p[0]), b.min(p[1]), r.max(p[0]), t.max(p[1])]
        }))
    }

    /// Its level and upright lines of the length of crop marks, outside of `trim`.
    pub fn marks(&self, trim: [f64; 4]) -> Vec<[f64; 4]> {
        let mut found = Vec::new();
        for contour in self.contours.iter().filter(|contour| contour.len() == 2) {
            let [[x1, y1], [x2, y2]] = [contour[0], contour[1]];
            let (across, down) = ((x2 - x1).abs(), (y2 - y1).abs());
            let straight = across.min(down) < 0.05 && (SHORTEST_MARK..=LONGEST_MARK).contains(&across.max(down));
            let rect = [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)];
            // Half a point of slack: marks may begin at the trim.
            let outside =
                rect[0] > trim[2] - 0.5 || rect[2] < trim[0] + 0.5 || rect[1] > trim[3] - 0.5 || rect[3] < trim[1] + 0.5;
            if straight && outside {
                found.push(rect);
            }
        }
        found
    }
}
