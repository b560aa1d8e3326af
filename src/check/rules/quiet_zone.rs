//! `qr-quiet-zone`: nothing is drawn over a code or its quiet zone. With no quiet zone at all no reader finds a code
//! (notes/qr_and_typography.md, 1.3).

use super::under::holds;
use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Code, Draw, Face};
use crate::geom::{Path, Point, Rect, Segment};

/// Whatever was drawn over the panel of a code.
pub struct QuietZone;

impl Rule for QuietZone {
    fn check(&self, face: &Face, _: &Preflight<'_>) -> Vec<Diagnostic> {
        if face.codes.is_empty() {
            return Vec::new();
        }
        let bounds: Vec<Option<Rect>> = face.items.iter().map(|item| bounds(&item.draw)).collect();
        face.codes.iter().flat_map(|code| intruders(face, code, &bounds)).collect()
    }
}

/// What is drawn after a code's white panel and touches it, the code itself aside. `bounds` are those of the face's items.
fn intruders(face: &Face, code: &Code, bounds: &[Option<Rect>]) -> Vec<Diagnostic> {
    let own = |draw: &Draw, bounds: &Option<Rect>| {
        matches!(draw, Draw::Fill { .. }) && bounds.is_some_and(|bounds| code.rect.contains(bounds))
    };
    let panel = bounds.iter().position(|bounds| *bounds == Some(code.rect)).unwrap_or(0);
    let mut found: Vec<Diagnostic> = Vec::new();
    for (item, bounds) in face.items.iter().zip(bounds).skip(panel + 1) {
        let touches = bounds.is_some_and(|b| b.overlaps(code.rect)) && inks(&item.draw, code.rect);
        if !touches || (item.origin == code.origin && own(&item.draw, bounds)) || found.iter().any(|d| d.span == item.origin) {
            continue;
        }
        let message = format!("something is drawn over `{}` or its quiet zone on the {}", code.block, face.name);
        let diagnostic = Diagnostic::error(&checks::QR_QUIET_ZONE, item.origin, message)
            .also(code.origin, "the code")
            .help("give the two areas of their own in the theme");
        found.push(placed(diagnostic, face, code.rect));
    }
    found
}

/// Whether what is drawn round a box, or over it, puts ink on it: a frame round it does not.
fn inks(draw: &Draw, rect: Rect) -> bool {
    match draw {
        Draw::Stroke { path, width, .. } => crosses(path, rect.outset(*width / 2)),
        Draw::Fill { path, rule, .. } => {
            let middle = Point::new(rect.x + rect.width / 2, rect.y + rect.height / 2);
            crosses(path, rect) || holds(path, *rule, middle)
        }
        Draw::Image { .. } | Draw::Clip { .. } | Draw::Faded { .. } | Draw::Glyphs(_) => true,
    }
}

/// Whether the box of any step of an outline overlaps another one.
fn crosses(path: &Path, rect: Rect) -> bool {
    let (mut start, mut at) = (Point::default(), Point::default());
    path.segments.iter().any(|segment| {
        let from = at;
        let (points, to) = match *segment {
            Segment::Move(p) => {
                start = p;
                (vec![], p)
            }
            Segment::Line(p) => (vec![from, p], p),
            Segment::Cubic(a, b, p) => (vec![from, a, b, p], p),
            Segment::Close => (vec![from, start], start),
        };
        at = to;
        let (Some(left), Some(right)) = (points.iter().map(|p| p.x).min(), points.iter().map(|p| p.x).max()) else {
            return false;
        };
        let (Some(top), Some(bottom)) = (points.iter().map(|p| p.y).min(), points.iter().map(|p| p.y).max()) else {
            return false;
        };
        left < rect.right() && right > rect.x && top < rect.bottom() && bottom > rect.y
    })
}

fn bounds(draw: &Draw) -> Option<Rect> {
    match draw {
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } | Draw::Clip { path, .. } => path.bounds(),
        Draw::Image { rect, .. } => Some(*rect),
        Draw::Faded { items, .. } => items.iter().filter_map(bounds).reduce(Rect::union),
        Draw::Glyphs(run) => {
            let last = run.glyphs.iter().map(|g| g.offset.x).max().unwrap_or_default();
            Some(run.lying(Rect::new(run.origin.x, run.origin.y - run.size.scale(0.7), last, run.size.scale(0.7))))
        }
    }
}
