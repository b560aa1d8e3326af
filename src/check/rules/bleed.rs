//! `no-bleed`: what touches the trim runs on to the edge of the bleed. An area that stops at the cut shows a white
//! hair wherever the knife is off by one.

use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Draw, Face, Item};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Purpose;

/// Art of a press sheet that stops between the trim and the edge of the bleed.
pub struct Bleed;

/// Nearer to the trim than this and an edge is meant to be cut: 0.5 mm.
const TOUCHES: Length = Length::emu(18_000);
/// Off by less than this is the same place.
const SAME: Length = Length::emu(360);
/// A shorter edge is the corner of a shape, not the side of an area: 3 mm.
const SIDE: Length = Length::emu(108_000);
/// The same inside a picture: what is shorter is a detail of it, such as the foot of a tree. 12 mm.
const SIDE_OF_DETAIL: Length = Length::emu(432_000);

impl Rule for Bleed {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        if preflight.purpose != Purpose::Press || face.bleed <= SAME {
            return Vec::new();
        }
        let trim = face.trim.at(Length::ZERO, Length::ZERO);
        let whole = trim.outset(face.bleed);
        let mut found: Vec<Diagnostic> = Vec::new();
        for (n, item) in face.items.iter().enumerate() {
            let mut sides = Vec::new();
            collect(&item.draw, (whole, &face.items[..n]), SIDE, &mut sides);
            let Some((at, side)) = sides.into_iter().find_map(|side| Some((side, stops_short(side, trim, face.bleed)?))) else {
                continue;
            };
            if item.origin != Span::NONE && found.iter().any(|d| d.span == item.origin) {
                continue;
            }
            let message = format!(
                "an area on the {} touches the trim at its {side} and stops short of the bleed of {:.2} mm",
                face.name,
                face.bleed.to_mm()
            );
            let diagnostic = Diagnostic::error(&checks::NO_BLEED, item.origin, message)
                .help("let it run out past the trim to the edge of the bleed, or keep it clear of the trim");
            found.push(placed(diagnostic, face, at));
        }
        found
    }
}

/// Level and upright sides of areas and pictures, as rectangles without width or height. Where a clip cuts something
/// that goes on past it, the clip is the side. `behind`: what was drawn before.
fn collect(draw: &Draw, (clip, behind): (Rect, &[Item]), least: Length, sides: &mut Vec<Rect>) {
    let mut clipped = |bounds: Option<Rect>| {
        if bounds.is_some_and(|b| b.contains(clip)) {
            sides.extend(straight(&Path::rect(clip), least));
            return true;
        }
        false
    };
    match draw {
        Draw::Fill { path, .. } => {
            if !clipped(path.bounds()) {
                sides.extend(straight(path, least).into_iter().filter(|side| clip.contains(*side)));
            }
        }
        Draw::Image { rect, .. } => {
            if !clipped(Some(*rect)) {
                sides.extend(straight(&Path::rect(*rect), least).into_iter().filter(|side| clip.contains(*side)));
            }
        }
        Draw::Clip { path, items } => {
            if let Some(inner) = path.bounds().and_then(|b| b.shared(clip)) {
                // Nothing white shows beside the details of a picture whose ground runs on: its own, or, in one that is
                // drawn without its sky, the panel that it stands on.
                let told = match items.first() {
                    Some(ground) if is_ground(ground, inner) => 1,
                    _ if is_drawing(items) && behind.iter().any(|item| is_panel(&item.draw, inner)) => 0,
                    _ => items.len(),
                };
                items[..told].iter().for_each(|item| collect(item, (inner, behind), SIDE_OF_DETAIL, sides));
            }
        }
        Draw::Faded { items, .. } => items.iter().for_each(|item| collect(item, (clip, behind), least, sides)),
        Draw::Stroke { .. } | Draw::Glyphs(_) => {}
    }
}

/// Whether this fills all of `clip`: a rectangle or a picture of pixels that goes on past it.
fn is_ground(draw: &Draw, clip: Rect) -> bool {
    match draw {
        Draw::Fill { path, .. } => {
            path.bounds().is_some_and(|b| b.contains(clip)) && straight(path, SAME).len() == path.segments.len() - 1
        }
        Draw::Image { rect, .. } => rect.contains(clip),
        _ => false,
    }
}

/// A ground in one ink.
fn is_panel(draw: &Draw, clip: Rect) -> bool {
    matches!(draw, Draw::Fill { .. }) && is_ground(draw, clip)
}

/// Several areas and lines, and no pixels: one area alone is a panel, which has to run on by itself.
fn is_drawing(items: &[Draw]) -> bool {
    items.len() > 1 && items.iter().all(|item| matches!(item, Draw::Fill { .. } | Draw::Stroke { .. }))
}

fn straight(path: &Path, least: Length) -> Vec<Rect> {
    let mut sides = Vec::new();
    let (mut start, mut at) = (Point::default(), Point::default());
    for segment in &path.segments {
        let to = match *segment {
            Segment::Move(to) => {
                (start, at) = (to, to);
                continue;
            }
            Segment::Cubic(_, _, to) => {
                at = to;
                continue;
            }
            Segment::Line(to) => to,
            Segment::Close => start,
        };
        let (across, down) = ((to.x - at.x).abs(), (to.y - at.y).abs());
        if (across <= SAME && down >= least) || (down <= SAME && across >= least) {
            sides.push(Rect::new(at.x.min(to.x), at.y.min(to.y), across, down));
        }
        at = to;
    }
    sides
}

/// Which side of the trim an upright or level line lies at: on it or past it, and short of the bleed.
fn stops_short(side: Rect, trim: Rect, bleed: Length) -> Option<&'static str> {
    let upright = side.width <= SAME;
    let past = match upright {
        true => [(trim.x - side.x, "left"), (side.x - trim.right(), "right")],
        false => [(trim.y - side.y, "top"), (side.y - trim.bottom(), "bottom")],
    };
    past.into_iter().find(|(past, _)| *past >= -TOUCHES && *past < bleed - SAME).map(|(_, name)| name)
}
