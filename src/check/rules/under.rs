//! What lies under a point of a face: flat grounds at a glance, drawings and pictures exactly.

use crate::color::{Color, Rgb};
use crate::display::{Draw, FillRule, GlyphRun, Item, Pixels, Raster, Turn};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::picture::{Decoded, gray_of};
use std::sync::Arc;

/// How a colour looks; `None` for registration colour.
pub(super) fn looks(color: &Color) -> Option<Rgb> {
    match color {
        Color::Rgb(rgb) => Some(Rgb(*rgb)),
        Color::Gray(g) => Some(Rgb([(g * 255.0).round() as u8; 3])),
        Color::Cmyk(inks) => Some(Rgb::likeness(*inks)),
        Color::Spot { tint, alternate, .. } => Some(Rgb::likeness(alternate.map(|i| i * tint))),
        Color::Registration => None,
    }
}

/// A shaped ground has a side that is straight for so much of it.
const MOST_OF_A_SIDE: f64 = 0.6;
/// A glyph can be told while no more than this part of its outline runs over ground that it does not stand out from, or lies
/// under something.
pub(super) const LOST: f64 = 0.22;
/// What is more solid than this hides what lies under it.
const HIDES: f32 = 0.5;
/// Straight pieces that stand for a curve.
const PIECES: i32 = 8;

/// Everything drawn so far that type may lie on, in drawing order.
pub(super) struct Under<'a> {
    grounds: Vec<Background<'a>>,
    decoded: &'a Decoded,
}

/// What lies under a whole run.
pub(super) enum Whole {
    /// One flat colour.
    Color(Color),
    /// Something that has to be looked at point by point.
    Mixed,
}

/// Something drawn before the type that is looked at, with all that cuts it.
struct Background<'a> {
    /// The box of what is seen of it.
    rect: Rect,
    clips: Vec<&'a Path>,
    what: What<'a>,
    /// 1 is solid.
    opacity: f32,
    edges: Edges,
}

/// Whether type may stand across the edge of a ground.
#[derive(Clone, Copy, PartialEq)]
enum Edges {
    /// It is a box, on which type stands or beside it, or a part of a drawing.
    OfPath,
    /// A ground with a shaped edge is as a box.
    Shaped,
    /// Steps of a gradient: nobody sees their edges.
    Soft,
}

/// What can be asked for its colour at a point.
enum What<'a> {
    Fill(&'a Path, FillRule, &'a Color),
    Image(&'a Arc<Raster>, Rect, Turn),
}

impl<'a> Under<'a> {
    /// Paper, with nothing on it.
    pub fn new(decoded: &'a Decoded) -> Under<'a> {
        Under { grounds: Vec::new(), decoded }
    }

    /// Puts something on top of what is there.
    pub fn add(&mut self, item: &'a Item) {
        self.gather(&item.draw, &mut Vec::new(), 1.0);
        if let (Draw::Fill { path, .. }, None, Some(last)) = (&item.draw, item.element, self.grounds.last_mut())
            && has_straight_side(path)
        {
            last.edges = Edges::Shaped;
        }
    }

    fn gather(&mut self, draw: &'a Draw, clips: &mut Vec<&'a Path>, opacity: f32) {
        match draw {
            Draw::Fill { path, rule, color } => self.push(path.bounds(), clips, What::Fill(path, *rule, color), opacity),
            Draw::Image { raster, rect, turn } => self.push(Some(*rect), clips, What::Image(raster, *rect, *turn), opacity),
            Draw::Clip { path, items } => {
                let first = self.grounds.len();
                clips.push(path);
                items.iter().for_each(|item| self.gather(item, clips, opacity));
                clips.pop();
                if draw.is_shaded() {
                    self.grounds[first..].iter_mut().for_each(|step| step.edges = Edges::Soft);
                }
            }
            Draw::Faded { opacity: own, items } => items.iter().for_each(|item| self.gather(item, clips, opacity * own)),
            // Lines are too fine to stand on, and type does not stand on type.
            Draw::Stroke { .. } | Draw::Glyphs(_) => {}
        }
    }

    fn push(&mut self, bounds: Option<Rect>, clips: &[&'a Path], what: What<'a>, opacity: f32) {
        let seen = clips.iter().filter_map(|clip| clip.bounds()).try_fold(bounds, |rect, clip| Some(rect?.shared(clip)));
        if let Some(Some(rect)) = seen {
            self.grounds.push(Background { rect, clips: clips.to_vec(), what, opacity, edges: Edges::OfPath });
        }
    }

    /// How many things lie there.
    pub fn count(&self) -> usize {
        self.grounds.len()
    }

    /// Whether anything from the `first` on may lie in a box.
    pub fn reaches(&self, first: usize, place: Rect) -> bool {
        self.grounds[first..].iter().any(|ground| ground.rect.overlaps(place))
    }

    /// Whether something solid lies at a point, from the `first` on.
    pub fn hides(&self, first: usize, point: Point) -> bool {
        let is_solid = |ground: &Background<'a>| match &ground.what {
            What::Fill(path, rule, _) => holds(path, *rule, point) && ground.opacity > HIDES,
            What::Image(raster, rect, turn) => {
                pixel(self.decoded, raster, *rect, *turn, point).is_some_and(|(_, alpha)| ground.opacity * alpha > HIDES)
            }
        };
        let is_seen = |ground: &&Background<'a>| {
            inside(ground.rect, point) && ground.clips.iter().all(|clip| holds(clip, FillRule::NonZero, point))
        };
        self.grounds[first..].iter().filter(is_seen).any(is_solid)
    }

    /// The colour under a run where it is one: paper, or a box that holds all of it.
    pub fn whole(&self, run: &GlyphRun) -> Whole {
        let place = about(run);
        let Some(top) = self.grounds.iter().rev().find(|ground| ground.rect.overlaps(place)) else {
            return Whole::Color(Color::Gray(1.0));
        };
        let corners = [
            place.top_left(),
            Point::new(place.right(), place.y),
            Point::new(place.x, place.bottom()),
            Point::new(place.right(), place.bottom()),
        ];
        match &top.what {
            What::Fill(path, rule, color)
                if top.opacity >= 1.0
                    && is_box(path)
                    && corners.iter().all(|c| {
                        holds(path, *rule, *c) && top.clips.iter().all(|clip| is_box(clip) && holds(clip, FillRule::NonZero, *c))
                    }) =>
            {
                Whole::Color((*color).clone())
            }
            _ => Whole::Mixed,
        }
    }

    /// The colour at a point, and whether it is that of paper or of a flat box that type of a size can stand on.
    pub fn at(&self, point: Point, em: Length) -> (Color, bool) {
        // Those that let the ground through, the topmost first.
        let mut over: Vec<(Rgb, f32)> = Vec::new();
        let mut found = (Color::Gray(1.0), true);
        for ground in self.grounds.iter().rev() {
            if !inside(ground.rect, point) || !ground.clips.iter().all(|clip| holds(clip, FillRule::NonZero, point)) {
                continue;
            }
            let (color, opacity, flat) = match &ground.what {
                What::Fill(path, rule, color) if holds(path, *rule, point) => {
                    let flat = match ground.edges {
                        // A dot of a pattern is smaller than the letters.
                        Edges::OfPath => is_box(path) && (ground.rect.width >= em || ground.rect.height >= em),
                        Edges::Shaped => true,
                        Edges::Soft => false,
                    };
                    ((*color).clone(), ground.opacity, flat)
                }
                What::Fill(..) => continue,
                What::Image(raster, rect, turn) => {
                    let Some((color, alpha)) = pixel(self.decoded, raster, *rect, *turn, point) else { continue };
                    (color, ground.opacity * alpha, false)
                }
            };
            if opacity >= 0.999 {
                found = (color, flat && over.is_empty());
                break;
            }
            over.extend(looks(&color).map(|rgb| (rgb, opacity)));
        }
        if over.is_empty() {
            return found;
        }
        let ground = looks(&found.0).unwrap_or(Rgb::WHITE);
        let Rgb(mixed) = over.iter().rev().fold(ground, |under, (rgb, opacity)| rgb.over(under, *opacity));
        (Color::Rgb(mixed), false)
    }
}

/// The colour of a picture at a point, and how solid it is there. `None` where it cannot be told.
fn pixel(decoded: &Decoded, raster: &Raster, rect: Rect, turn: Turn, point: Point) -> Option<(Color, f32)> {
    if let Pixels::Jpeg { .. } = raster.pixels {
        let (color, solid) = pixel(decoded, &*decoded.of(raster)?, rect, turn, point)?;
        // What photographs are called light or dark by.
        let Color::Rgb(rgb) = color else { return None };
        return Some((Color::Gray(f32::from(gray_of(rgb)) / 255.0), solid));
    }
    let (x, y) = ((point.x - rect.x).ratio(rect.width), (point.y - rect.y).ratio(rect.height));
    let (x, y) = match turn {
        Turn::None => (x, y),
        Turn::Half => (1.0 - x, 1.0 - y),
        Turn::Quarter => (y, 1.0 - x),
        Turn::ThreeQuarters => (1.0 - y, x),
    };
    let along = |part: f64, of: u32| ((part * f64::from(of)) as u32).min(of.saturating_sub(1)) as usize;
    let at = along(y, raster.height) * raster.width as usize + along(x, raster.width);
    let solid =
        |mask: &Option<Arc<[u8]>>| mask.as_ref().map_or(1.0, |mask| f32::from(mask.get(at).copied().unwrap_or(255)) / 255.0);
    match &raster.pixels {
        Pixels::Jpeg { .. } => None,
        Pixels::Gray(data) => Some((Color::Gray(f32::from(*data.get(at)?) / 255.0), 1.0)),
        Pixels::Rgb { data, mask } => Some((Color::Rgb(data.get(at * 3..at * 3 + 3)?.try_into().ok()?), solid(mask))),
        Pixels::Cmyk { data, mask } => {
            let inks: [u8; 4] = data.get(at * 4..at * 4 + 4)?.try_into().ok()?;
            Some((Color::Cmyk(inks.map(|ink| f32::from(ink) / 255.0)), solid(mask)))
        }
    }
}

/// A box round a run, from its first glyph to about the end of its last.
pub(super) fn about(run: &GlyphRun) -> Rect {
    let left = run.glyphs.iter().map(|g| g.offset.x).min().unwrap_or_default();
    let right = run.glyphs.iter().map(|g| g.offset.x).max().unwrap_or_default() + run.size.scale(0.55);
    let top = run.origin.y - run.size.scale(0.72);
    run.lying(Rect::new(run.origin.x + left, top, right - left, run.size.scale(0.92)))
}

/// Where a run begins, for a message.
pub(super) fn start(run: &GlyphRun) -> Rect {
    run.lying(Rect::new(run.origin.x, run.origin.y - run.size.scale(0.7), run.size, run.size))
}

fn inside(rect: Rect, point: Point) -> bool {
    point.x >= rect.x && point.x <= rect.right() && point.y >= rect.y && point.y <= rect.bottom()
}

/// A rectangle, its corners square or round.
fn is_box(path: &Path) -> bool {
    // Most of all that is filled are codes, of many boxes: their bounds need not be asked for.
    if path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).nth(1).is_some() {
        return false;
    }
    let Some(bounds) = path.bounds() else { return false };
    let at_side = |p: Point| p.x == bounds.x || p.x == bounds.right();
    let at_end = |p: Point| p.y == bounds.y || p.y == bounds.bottom();
    let round = path.segments.iter().any(|s| matches!(s, Segment::Cubic(..)));
    let square = |s: &Segment| match *s {
        // A corner, or where a round corner begins and ends.
        Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => {
            if round {
                at_side(p) || at_end(p)
            } else {
                at_side(p) && at_end(p)
            }
        }
        Segment::Close => true,
    };
    matches!(path.segments.first(), Some(Segment::Move(_))) && path.segments.iter().all(square)
}

/// One outline with a straight side along the most of its box: a panel, however its other edges are cut.
fn has_straight_side(path: &Path) -> bool {
    if path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).nth(1).is_some() {
        return false;
    }
    let Some(bounds) = path.bounds() else { return false };
    let mut at = Point::default();
    path.segments.iter().any(|segment| {
        let from = at;
        at = match *segment {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => p,
            Segment::Close => return false,
        };
        let (across, down) = ((at.x - from.x).abs(), (at.y - from.y).abs());
        let upright =
            at.x == from.x && (at.x == bounds.x || at.x == bounds.right()) && down > bounds.height.scale(MOST_OF_A_SIDE);
        let level =
            at.y == from.y && (at.y == bounds.y || at.y == bounds.bottom()) && across > bounds.width.scale(MOST_OF_A_SIDE);
        matches!(segment, Segment::Line(_)) && (upright || level)
    })
}

/// Whether a filled outline holds a point.
pub(super) fn holds(path: &Path, rule: FillRule, point: Point) -> bool {
    let mut winding = 0_i32;
    let mut cross = |a: Point, b: Point| {
        let down = a.y <= point.y && b.y > point.y;
        let up = b.y <= point.y && a.y > point.y;
        if down || up {
            let along = (point.y - a.y).ratio(b.y - a.y);
            if a.x + (b.x - a.x).scale(along) > point.x {
                winding += if down { 1 } else { -1 };
            }
        }
    };
    let (mut start, mut at) = (Point::default(), Point::default());
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => {
                cross(at, start);
                (start, at) = (p, p);
            }
            Segment::Line(p) => {
                cross(at, p);
                at = p;
            }
            Segment::Cubic(b, c, d) => {
                let mut last = at;
                for i in 1..=PIECES {
                    let next = on_curve([at, b, c, d], f64::from(i) / f64::from(PIECES));
                    cross(last, next);
                    last = next;
                }
                at = d;
            }
            Segment::Close => {
                cross(at, start);
                at = start;
            }
        }
    }
    cross(at, start);
    match rule {
        FillRule::NonZero => winding != 0,
        FillRule::EvenOdd => winding % 2 != 0,
    }
}

fn on_curve([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let of = |a: Length, b: Length, c: Length, d: Length| {
        a.scale(s * s * s) + b.scale(3.0 * s * s * t) + c.scale(3.0 * s * t * t) + d.scale(t * t * t)
    };
    Point::new(of(a.x, b.x, c.x, d.x), of(a.y, b.y, c.y, d.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Edge, EdgeShape};

    #[test]
    fn a_point_in_a_disc_and_in_the_corner_of_its_box() {
        let disc = Path::circle(Point::new(Length::mm(10.0), Length::mm(10.0)), Length::mm(10.0));
        let at = |x: f64, y: f64| holds(&disc, FillRule::NonZero, Point::new(Length::mm(x), Length::mm(y)));
        assert!(at(10.0, 10.0) && at(3.1, 3.1) && !at(2.8, 2.8) && !at(19.9, 0.1) && !at(30.0, 10.0));
    }

    #[test]
    fn a_panel_is_told_from_a_drawing_by_its_straight_sides() {
        let sheet = Rect::new(Length::ZERO, Length::ZERO, Length::mm(50.0), Length::mm(20.0));
        let slant = Edge { shape: EdgeShape::Slant, depth: Length::mm(5.0), count: None, flip: false };
        assert!(has_straight_side(&Path::shaped(sheet, Length::ZERO, &[Some(slant), None, None, None])));
        assert!(!has_straight_side(&Path::circle(Point::default(), Length::mm(5.0))));
        let scallops = Edge { shape: EdgeShape::Scallop, ..slant };
        assert!(!has_straight_side(&Path::shaped(sheet, Length::ZERO, &[Some(scallops); 4])), "a flower as well as a stamp");
    }

    #[test]
    fn a_hole_is_no_ground() {
        let mut ring = Path::rect(Rect::new(Length::ZERO, Length::ZERO, Length::mm(10.0), Length::mm(10.0)));
        ring.add_rect(Rect::new(Length::mm(3.0), Length::mm(3.0), Length::mm(4.0), Length::mm(4.0)));
        let middle = Point::new(Length::mm(5.0), Length::mm(5.0));
        assert!(holds(&ring, FillRule::NonZero, middle) && !holds(&ring, FillRule::EvenOdd, middle));
    }
}
