//! `hairline`: lines finer than the press holds (0.25 pt unless the printing condition says otherwise) break up or
//! vanish.
//!
//! Lines of drawings come as outlines that are filled: how thick those are is `geom::thickness`.

use crate::check::{Preflight, Rule, drawn, placed};
use crate::diag::{Diagnostic, Severity, checks};
use crate::display::{Draw, Face, FillRule};
use crate::geom::thickness::{self, Contour, Thin};
use crate::geom::{Length, Path, Point, Segment};

/// Lines and slivers thinner than the printing condition holds; 0.25 pt where there is none.
pub struct Hairline;

/// An outline this much under the least is called too fine: its average is taken, not measured.
const CLEARLY: f64 = 0.8;
impl Rule for Hairline {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let least = preflight.condition.map_or(Length::points(0.25), |c| c.minimum_line);
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut before = None;
        for (item, draw) in drawn(face) {
            let step = before.replace(draw).is_some_and(|before| is_step(before, draw));
            let (width, at, is_line) = match draw {
                Draw::Stroke { width, path, .. } if *width < least => (width.to_points(), path.bounds(), true),
                Draw::Fill { path, rule, .. } if !step => match thin(path, *rule, least.to_points() * CLEARLY) {
                    Some(thin) => (thin.thick, path.bounds(), thin.is_line),
                    None => continue,
                },
                _ => continue,
            };
            // Decoration of a theme is nobody's to mend but its author's, and what tapers in it may end.
            let is_decoration = !is_line && item.element.is_none();
            if is_decoration || found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!("a line of {width:.2} pt on the {}, under {:.2} pt", face.name, least.to_points());
            let diagnostic = Diagnostic::error(&checks::HAIRLINE, item.origin, message)
                .help(format!("draw it at least {:.2} pt thick at this size", least.to_points()));
            // What tapers, or is left of something, was not drawn as a line: its thin end may go.
            let severity = if is_line { Severity::Error } else { Severity::Warning };
            found.push(placed(Diagnostic { severity, ..diagnostic }, face, at.unwrap_or_default()));
        }
        found
    }
}

/// Whether a fill is a step of a gradient: on one of nearly its colour, where nobody sees its edge.
fn is_step(before: &Draw, draw: &Draw) -> bool {
    let (Draw::Fill { path: a, color: under, .. }, Draw::Fill { path: b, color: over, .. }) = (before, draw) else {
        return false;
    };
    under.is_near(over) && matches!((a.bounds(), b.bounds()), (Some(a), Some(b)) if a.overlaps(b))
}

/// The thinnest part of an outline that is as thin as a line, under `least` points.
fn thin(path: &Path, rule: FillRule, least: f64) -> Option<Thin> {
    // Most of what is filled is thick through and through, and a code has hundreds of parts.
    if !may_be_thin(path, least) {
        return None;
    }
    let mut contours: Vec<Contour> = Vec::new();
    walk(path, |at, begins| match contours.last_mut().filter(|_| !begins) {
        Some(contour) => contour.push(at),
        None => contours.push(vec![at]),
    });
    thickness::thinner_than(&contours, least, rule == FillRule::EvenOdd)
}

/// Outlines of few parts may be rings; of many, one part would have to be thin by itself.
const FEW: usize = 8;

fn may_be_thin(path: &Path, least: f64) -> bool {
    if path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).nth(1).is_some()
        && path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).count() <= FEW
    {
        return true;
    }
    let (mut area, mut round, mut thin) = (0.0_f64, 0.0_f64, false);
    let (mut start, mut from) = ([0.0; 2], [0.0; 2]);
    let edge = |a: [f64; 2], b: [f64; 2]| ((a[0] * b[1] - a[1] * b[0]) / 2.0, length(b[0] - a[0], b[1] - a[1]));
    walk(path, |at, begins| {
        if begins {
            let (a, r) = edge(from, start);
            thin |= round + r > 0.0 && 2.0 * (area + a).abs() / (round + r) < least;
            (area, round, start) = (0.0, 0.0, at);
        } else {
            let (a, r) = edge(from, at);
            (area, round) = (area + a, round + r);
        }
        from = at;
    });
    let (a, r) = edge(from, start);
    thin || (round + r > 0.0 && 2.0 * (area + a).abs() / (round + r) < least)
}

/// How long a straight line is. Most of all that is drawn runs along the sheet's edges: the modules of codes.
fn length(across: f64, down: f64) -> f64 {
    if across == 0.0 || down == 0.0 { across.abs() + down.abs() } else { across.hypot(down) }
}

/// All points of an outline in points, curves as four chords, which come within a percent of any curve of a drawing;
/// and whether each begins a part.
fn walk(path: &Path, mut see: impl FnMut([f64; 2], bool)) {
    let plain = |p: Point| [p.x.to_points(), p.y.to_points()];
    let mut at = Point::default();
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => {
                see(plain(p), true);
                at = p;
            }
            Segment::Line(p) => {
                see(plain(p), false);
                at = p;
            }
            Segment::Cubic(a, b, p) => {
                for step in 1..=4 {
                    see(plain(on_curve([at, a, b, p], f64::from(step) / 4.0)), false);
                }
                at = p;
            }
            Segment::Close => {}
        }
    }
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
