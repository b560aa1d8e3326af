//! Where the ink of a glyph lies, and which glyph is a font's hyphen.

use crate::display::{Font, Glyph, GlyphRun};
use crate::geom::{Length, Path, Point, Rect, Segment};
use rustc_hash::FxHashMap;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};

/// Bounds of a glyph's ink in ems, from its origin; y grows upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Furthest left; below 0 it reaches back over the glyph before.
    pub left: f64,
    /// Furthest right; may lie past the advance.
    pub right: f64,
    /// Lowest; below 0 it hangs under the baseline.
    pub bottom: f64,
    /// Highest.
    pub top: f64,
}

/// The ink of a glyph; `None` where it has none.
pub fn bounds(font: &FontRef<'_>, glyph: u32) -> Option<Ink> {
    let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut pen = Bounds { x: (f32::MAX, f32::MIN), y: (f32::MAX, f32::MIN) };
    let outline = font.outline_glyphs().get(GlyphId::new(glyph))?;
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    let em = |value: f32| f64::from(value) / units;
    (pen.x.0 <= pen.x.1).then(|| Ink { left: em(pen.x.0), right: em(pen.x.1), bottom: em(pen.y.0), top: em(pen.y.1) })
}

/// Inks measured so far, by the font's hash.
#[derive(Default)]
pub struct InkCache {
    known: FxHashMap<u64, Known>,
}

/// What is known of a font.
#[derive(Default)]
struct Known {
    /// Of each glyph by its number its ink, or that it has none; nothing of those that nobody has asked for.
    glyphs: Vec<Option<Option<Ink>>>,
    /// Round all of those.
    furthest: Option<Ink>,
}

/// What rounding to whole EMU may cost.
const HAIR: Length = Length::emu(64);

impl Ink {
    fn union(self, other: Ink) -> Ink {
        Ink {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            bottom: self.bottom.min(other.bottom),
            top: self.top.max(other.top),
        }
    }
}

/// The inks of one font.
pub struct FontInks<'a> {
    font: &'a Font,
    known: &'a mut Known,
}

impl FontInks<'_> {
    /// The ink of one glyph; `None` where it has none.
    pub fn of_glyph(&mut self, glyph: u16) -> Option<Ink> {
        let at = usize::from(glyph);
        let Known { glyphs, furthest } = &mut *self.known;
        if let Some(Some(known)) = glyphs.get(at) {
            return *known;
        }
        if glyphs.len() <= at {
            glyphs.resize(at + 1, None);
        }
        let ink = FontRef::new(self.font.data.as_slice()).ok().and_then(|f| bounds(&f, u32::from(glyph)));
        glyphs[at] = Some(ink);
        *furthest = match (*furthest, ink) {
            (Some(all), Some(ink)) => Some(all.union(ink)),
            (all, ink) => all.or(ink),
        };
        ink
    }
}

impl InkCache {
    /// The inks of a font.
    pub fn of_font<'a>(&'a mut self, font: &'a Font) -> FontInks<'a> {
        FontInks { font, known: self.known.entry(font.hash).or_default() }
    }

    /// The box round the ink of each glyph of a run, where it stands on the face.
    pub fn of_glyphs(&mut self, run: &GlyphRun) -> Vec<Rect> {
        let mut inks = self.of_font(&run.font);
        let size = |ems: f64| run.size.scale(ems);
        let place = |glyph: &Glyph| {
            let Ink { left, right, bottom, top } = inks.of_glyph(glyph.id)?;
            let at = run.origin.moved(glyph.offset);
            Some(run.lying(Rect::new(at.x + size(left), at.y - size(top), size(right - left), size(top - bottom))))
        };
        run.glyphs.iter().filter_map(place).collect()
    }

    /// A box that holds all ink of a run, by the glyph of its font that reaches furthest of those looked at so far; `None` where
    /// one of its own was not looked at.
    pub fn about_run(&self, run: &GlyphRun) -> Option<Rect> {
        let Known { glyphs, furthest } = self.known.get(&run.font.hash)?;
        let Ink { left, right, bottom, top } = (*furthest)?;
        let first = run.glyphs.first()?.offset;
        let (mut from, mut until) = (first, first);
        for glyph in &run.glyphs {
            (*glyphs.get(usize::from(glyph.id))?)?;
            let Point { x, y } = glyph.offset;
            (from, until) = (Point::new(from.x.min(x), from.y.min(y)), Point::new(until.x.max(x), until.y.max(y)));
        }
        let size = |ems: f64| run.size.scale(ems);
        let at = run.origin.moved(from);
        let (across, down) = (until.x - from.x + size(right - left), until.y - from.y + size(top - bottom));
        Some(Rect::new(at.x + size(left), at.y - size(top), across, down).outset(HAIR))
    }

    /// The box round all ink of a run, where its origin is; `None` where it has none.
    pub fn of_run(&mut self, run: &GlyphRun) -> Option<Rect> {
        let mut inks = self.of_font(&run.font);
        let ems = |length: Length| length.ratio(run.size);
        let mut all: Option<Ink> = None;
        for glyph in &run.glyphs {
            let Some(ink) = inks.of_glyph(glyph.id) else { continue };
            let (x, y) = (ems(glyph.offset.x), ems(glyph.offset.y));
            let ink = Ink { left: x + ink.left, right: x + ink.right, bottom: ink.bottom - y, top: ink.top - y };
            all = Some(all.map_or(ink, |all| all.union(ink)));
        }
        let Ink { left, right, bottom, top } = all?;
        let size = |ems: f64| run.size.scale(ems);
        Some(Rect::new(run.origin.x + size(left), run.origin.y - size(top), size(right - left), size(top - bottom)))
    }
}

/// Points along the outlines of glyphs, by the font's hash: what lies under type is looked at there.
#[derive(Default)]
pub struct OutlineCache {
    known: FxHashMap<(u64, u16), Vec<(f64, f64)>>,
}

impl OutlineCache {
    /// Points of a glyph's outline where it stands on the face; none where it has no ink.
    pub fn of_glyph(&mut self, run: &GlyphRun, glyph: &Glyph) -> Vec<Point> {
        let measure = || FontRef::new(run.font.data.as_slice()).ok().and_then(|f| outline(&f, glyph.id)).unwrap_or_default();
        let points = self.known.entry((run.font.hash, glyph.id)).or_insert_with(measure);
        let origin = run.origin.moved(glyph.offset);
        let place = |(x, y): &(f64, f64)| {
            let at = Rect::new(origin.x + run.size.scale(*x), origin.y - run.size.scale(*y), Length::ZERO, Length::ZERO);
            run.lying(at).top_left()
        };
        points.iter().map(place).collect()
    }
}

fn outline(font: &FontRef<'_>, glyph: u16) -> Option<Vec<(f64, f64)>> {
    let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut pen = Along { at: (0.0, 0.0), start: (0.0, 0.0), points: Vec::new(), step: units as f32 * STEP };
    let outline = font.outline_glyphs().get(GlyphId::new(u32::from(glyph)))?;
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    Some(pen.points.iter().map(|(x, y)| (f64::from(*x) / units, f64::from(*y) / units)).collect())
}

/// Distance of the points along an outline, in ems.
const STEP: f32 = 0.07;

/// Takes points at about equal distances along an outline.
struct Along {
    at: (f32, f32),
    start: (f32, f32),
    points: Vec<(f32, f32)>,
    step: f32,
}

impl Along {
    fn straight(&mut self, to: (f32, f32)) {
        let (from, (dx, dy)) = (self.at, (to.0 - self.at.0, to.1 - self.at.1));
        let pieces = ((dx * dx + dy * dy).sqrt() / self.step).ceil().clamp(1.0, 64.0) as usize;
        let part = |i: usize| (i as f32 + 0.5) / pieces as f32;
        self.points.extend((0..pieces).map(|i| (from.0 + dx * part(i), from.1 + dy * part(i))));
        self.at = to;
    }
}

impl OutlinePen for Along {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.at, self.start) = ((x, y), (x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.straight((x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        // The middle of a quadratic curve, by way of which two straight lines are near enough.
        let middle = ((self.at.0 + 2.0 * cx + x) / 4.0, (self.at.1 + 2.0 * cy + y) / 4.0);
        self.straight(middle);
        self.straight((x, y));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let middle = ((self.at.0 + 3.0 * (ax + bx) + x) / 8.0, (self.at.1 + 3.0 * (ay + by) + y) / 8.0);
        self.straight(middle);
        self.straight((x, y));
    }
    fn close(&mut self) {
        self.straight(self.start);
    }
}

/// The letters of a run as one outline, where they stand on the face.
pub fn outlines(run: &GlyphRun) -> Path {
    let mut path = Path::default();
    let Ok(font) = FontRef::new(run.font.data.as_slice()) else { return path };
    let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let all = font.outline_glyphs();
    for glyph in &run.glyphs {
        let mut pen = Outline { path: &mut path, origin: run.origin.moved(glyph.offset), em: run.size, units, at: (0.0, 0.0) };
        if let Some(outline) = all.get(GlyphId::new(u32::from(glyph.id))) {
            // A glyph that its font cannot draw has no outline, as it has no ink.
            let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
        }
    }
    path
}

/// Takes an outline in the units of its font to a face.
struct Outline<'p> {
    path: &'p mut Path,
    origin: Point,
    em: Length,
    units: f64,
    /// Where the pen is, in units of the font.
    at: (f32, f32),
}

impl Outline<'_> {
    fn on_face(&self, x: f32, y: f32) -> Point {
        let along = |units: f32| self.em.scale(f64::from(units) / self.units);
        Point::new(self.origin.x + along(x), self.origin.y - along(y))
    }
}

impl OutlinePen for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.segments.push(Segment::Move(self.on_face(x, y)));
        self.at = (x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.segments.push(Segment::Line(self.on_face(x, y)));
        self.at = (x, y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        // The same curve as a cubic one: its handles are two thirds of the way to the one handle.
        let toward = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (ax, ay) = (toward(self.at.0, cx), toward(self.at.1, cy));
        self.curve_to(ax, ay, toward(x, cx), toward(y, cy), x, y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, to) = (self.on_face(ax, ay), self.on_face(bx, by), self.on_face(x, y));
        self.path.segments.push(Segment::Cubic(a, b, to));
        self.at = (x, y);
    }
    fn close(&mut self) {
        self.path.segments.push(Segment::Close);
    }
}

/// A font's hyphen and its advance in ems.
pub fn hyphen(font: &FontRef<'_>) -> Option<(u16, f64)> {
    let map = font.charmap();
    let glyph = ['\u{2010}', '-'].into_iter().find_map(|c| map.map(c)).filter(|g| *g != GlyphId::NOTDEF)?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    Some((u16::try_from(glyph.to_u32()).ok()?, f64::from(metrics.advance_width(glyph)?) / units))
}

/// A font's space.
pub fn space(font: &FontRef<'_>) -> Option<u16> {
    u16::try_from(font.charmap().map(' ').filter(|g| *g != GlyphId::NOTDEF)?.to_u32()).ok()
}

/// Takes points, control points with them: a box never smaller than the ink.
struct Bounds {
    x: (f32, f32),
    y: (f32, f32),
}

impl Bounds {
    fn take(&mut self, x: f32, y: f32) {
        self.x = (self.x.0.min(x), self.x.1.max(x));
        self.y = (self.y.0.min(y), self.y.1.max(y));
    }
}

impl OutlinePen for Bounds {
    fn move_to(&mut self, x: f32, y: f32) {
        self.take(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.take(x, y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.take(cx, cy);
        self.take(x, y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.take(ax, ay);
        self.take(bx, by);
        self.take(x, y);
    }
    fn close(&mut self) {}
}
