//! `hairline`: lines finer than the press holds (0.25 pt unless the printing condition says otherwise) break up or
//! vanish.
//!
//! Lines of drawings come as outlines that are filled. How thick such an outline is on average follows from its area
//! and its length round: twice the one by the other.

use crate::check::{Preflight, Rule, drawn, placed};
use crate::color::Color;
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::{Length, Path, Point, Segment};

pub struct Hairline;

/// An outline this much under the least is called too fine: its average is taken, not measured.
const CLEARLY: f64 = 0.8;
/// Parts of full ink that two neighbouring steps of a gradient are apart at most.
const NEARLY: f32 = 0.06;

impl Rule for Hairline {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let least = preflight.condition.map_or(Length::points(0.25), |c| c.minimum_line);
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut before = None;
        for (item, draw) in drawn(face) {
            let step = before.replace(draw).is_some_and(|before| is_step(before, draw));
            let (width, at) = match draw {
                Draw::Stroke { width, path, .. } if *width < least => (width.to_points(), path.bounds()),
                Draw::Fill { path, .. } if !step => match thickness(path) {
                    Some(points) if points < least.to_points() * CLEARLY => (points, path.bounds()),
                    _ => continue,
                },
                _ => continue,
            };
            if found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!("a line of {width:.2} pt on the {}, under {:.2} pt", face.name, least.to_points());
            let diagnostic = Diagnostic::error(&checks::HAIRLINE, item.origin, message)
                .help(format!("draw it at least {:.2} pt thick at this size", least.to_points()));
            found.push(placed(diagnostic, face, at.unwrap_or_default()));
        }
        found
    }
}

/// Whether a fill is a step of a gradient: on one of nearly its colour, where nobody sees its edge.
fn is_step(before: &Draw, draw: &Draw) -> bool {
    let (Draw::Fill { path: a, color: under, .. }, Draw::Fill { path: b, color: over, .. }) = (before, draw) else {
        return false;
    };
    let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= NEARLY);
    let alike = match (under, over) {
        (Color::Cmyk(a), Color::Cmyk(b)) => near(a, b),
        (Color::Gray(a), Color::Gray(b)) => near(&[*a], &[*b]),
        (Color::Rgb(a), Color::Rgb(b)) => near(&a.map(|c| f32::from(c) / 255.0), &b.map(|c| f32::from(c) / 255.0)),
        _ => false,
    };
    alike && matches!((a.bounds(), b.bounds()), (Some(a), Some(b)) if a.overlaps(b))
}

/// How thick the lines of an outline are on average, in points; `None` for what has no length.
fn thickness(path: &Path) -> Option<f64> {
    let (mut area, mut round) = (0.0, 0.0);
    let (mut start, mut at) = (Point::default(), Point::default());
    let mut to = |from: Point, to: Point| {
        let (x1, y1, x2, y2) = (from.x.to_points(), from.y.to_points(), to.x.to_points(), to.y.to_points());
        area += x1 * y2 - x2 * y1;
        let (across, down) = (x2 - x1, y2 - y1);
        round += (across * across + down * down).sqrt();
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => {
                to(at, start);
                (start, at) = (p, p);
            }
            Segment::Line(p) => {
                to(at, p);
                at = p;
            }
            Segment::Cubic(a, b, p) => {
                // Four chords come within a percent of any curve of a drawing.
                let mut from = at;
                for step in 1..=4 {
                    let point = on_curve([at, a, b, p], f64::from(step) / 4.0);
                    to(from, point);
                    from = point;
                }
                at = p;
            }
            Segment::Close => {
                to(at, start);
                at = start;
            }
        }
    }
    to(at, start);
    (round > 0.0).then(|| area.abs() / round)
}

fn on_curve([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let parts = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let mix = |of: fn(Point) -> Length| {
        let sum: f64 = [a, b, c, d].iter().zip(parts).map(|(p, part)| of(*p).to_points() * part).sum();
        Length::points(sum)
    };
    Point::new(mix(|p| p.x), mix(|p| p.y))
}
