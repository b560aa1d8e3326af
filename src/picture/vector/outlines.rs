//! Closed outlines held against each other: which lie in which, which cross, which way they turn.

use super::effect;
use crate::geom::{Path, Point, Rect, Segment, thickness};
use crate::picture::PictureError;

fn subpaths(path: &Path) -> usize {
    path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).count()
}

/// An outline that is filled by the even-odd rule, so turned that the nonzero rule fills the same: what lies in another
/// turns the other way. `None` where outlines cross each other or themselves.
pub(super) fn as_nonzero(path: Path) -> Option<Path> {
    let parts: Vec<Path> = path
        .segments
        .chunk_by(|_, next| !matches!(next, Segment::Move(_)))
        .map(|segments| Path { segments: segments.to_vec() })
        .filter(|part| part.segments.len() > 1)
        .collect();
    let lines: Vec<Vec<[f64; 2]>> = parts.iter().map(flat).collect();
    if lines.iter().map(Vec::len).sum::<usize>() > MOST_CROSSED {
        return None;
    }
    let crossing = |i: usize, j: usize| {
        let (a, b) = (&lines[i], &lines[j]);
        let near = |i: usize, j: usize| matches!((parts[i].bounds(), parts[j].bounds()), (Some(a), Some(b)) if a.overlaps(b));
        near(i, j) && cross(a, b, i == j)
    };
    if (0..parts.len()).any(|i| (i..parts.len()).any(|j| crossing(i, j))) {
        return None;
    }
    let mut whole = Path::default();
    for (i, part) in parts.iter().enumerate() {
        let depth = (0..parts.len()).filter(|j| *j != i && thickness::holds(&lines[*j], lines[i][0])).count();
        let turned = (area(part) < 0.0) != (depth % 2 == 1);
        whole.segments.extend(if turned { reversed(part) } else { part.segments.clone() });
    }
    Some(whole)
}

/// Corners of outlines that are held against each other.
const MOST_CROSSED: usize = 3_000;

/// An outline as straight lines.
fn flat(path: &Path) -> Vec<[f64; 2]> {
    let plain = |p: Point| [p.x.to_points(), p.y.to_points()];
    let mut out: Vec<[f64; 2]> = Vec::new();
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) | Segment::Line(p) => out.push(plain(p)),
            Segment::Cubic(a, b, p) => {
                let from = out.last().copied().unwrap_or_default();
                let (a, b, p) = (plain(a), plain(b), plain(p));
                for step in 1..=6 {
                    let t = f64::from(step) / 6.0;
                    let s = 1.0 - t;
                    let mix = |i: usize| s * s * s * from[i] + 3.0 * s * s * t * a[i] + 3.0 * s * t * t * b[i] + t * t * t * p[i];
                    out.push([mix(0), mix(1)]);
                }
            }
            Segment::Close => {}
        }
    }
    out.dedup();
    out
}

/// Whether two closed outlines cross; or one itself.
fn cross(a: &[[f64; 2]], b: &[[f64; 2]], same: bool) -> bool {
    let side = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    let edge = |all: &[[f64; 2]], i: usize| (all[i], all[(i + 1) % all.len()]);
    (0..a.len()).any(|i| {
        (0..b.len()).any(|j| {
            if same && (i.abs_diff(j) <= 1 || i.abs_diff(j) == a.len() - 1) {
                return false;
            }
            let ((p, q), (r, s)) = (edge(a, i), edge(b, j));
            side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
        })
    })
}

/// One path of several clip parts. A nonzero fill of parts that turn opposite ways would leave holes where they
/// overlap, so simple parts are all turned the same way, and parts with holes may not overlap others.
pub(super) fn union(parts: Vec<Path>, id: &str) -> Result<Path, PictureError> {
    let mut whole = Path::default();
    let bounds: Vec<Option<Rect>> = parts.iter().map(Path::bounds).collect();
    for (i, part) in parts.iter().enumerate() {
        let overlaps = |j: usize| j != i && matches!((bounds[i], bounds[j]), (Some(a), Some(b)) if a.overlaps(b));
        if subpaths(part) > 1 && (0..parts.len()).any(overlaps) {
            return Err(effect("overlapping parts with holes", "clipPath", id));
        }
        let turned = subpaths(part) == 1 && area(part) < 0.0;
        whole.segments.extend(if turned { reversed(part) } else { part.segments.clone() });
    }
    Ok(whole)
}

/// Twice the signed area of a polygon through all points: its sign tells which way the outline turns.
pub(super) fn area(path: &Path) -> f64 {
    let points: Vec<Point> = path.segments.iter().flat_map(points).collect();
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.x.to_points() * b.y.to_points() - b.x.to_points() * a.y.to_points()).sum()
}

fn points(segment: &Segment) -> Vec<Point> {
    match *segment {
        Segment::Move(p) | Segment::Line(p) => vec![p],
        Segment::Cubic(a, b, p) => vec![a, b, p],
        Segment::Close => Vec::new(),
    }
}

/// A single outline walked the other way.
fn reversed(path: &Path) -> Vec<Segment> {
    let mut back = Vec::new();
    let mut ends: Vec<Point> = path.segments.iter().filter_map(|s| points(s).last().copied()).collect();
    let Some(start) = ends.pop() else { return back };
    back.push(Segment::Move(start));
    for segment in path.segments.iter().rev() {
        match *segment {
            Segment::Line(_) => back.extend(ends.pop().map(Segment::Line)),
            Segment::Cubic(a, b, _) => back.extend(ends.pop().map(|p| Segment::Cubic(b, a, p))),
            Segment::Move(_) | Segment::Close => {}
        }
    }
    back.push(Segment::Close);
    back
}
