//! From the bytes of an SVG to fills, clips and fades.
//!
//! Strokes become outlines, so that caps, joins and dashes print as drawn whatever the exporter can say; gradients
//! become steps of flat colour. Text and pictures are refused by name; patterns, filters, masks and blend modes are effects
//! that have no outlines: the whole drawing becomes pixels.

mod outlines;

use super::drawing::fill;
use super::gradient::{Refused, steps};
use super::prepare::{decode, prepare, sign_number};
use super::survey::{depth, survey};
use super::units::{FARTHEST, length, point};
use super::{Drawing, PictureError, guarded};
use crate::color::{Color, Rgb};
use crate::display::{Draw, FillRule, Pixels, Raster};
use crate::geom::{Length, Path, Rect, Segment, Size};
use crate::hashes;
use outlines::{as_nonzero, union};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use usvg::roxmltree;
use usvg::tiny_skia_path::{self as skia, PathSegment, Transform};

/// Larger files are drawings of something else.
const MOST_BYTES: usize = 8_000_000;
const MOST_SEGMENTS: usize = 200_000;
const MOST_DASHES: f32 = 20_000.0;

/// Reads an SVG. `roles` colours it: an element of class `brand` is filled, and one of class `brand-line` stroked,
/// with the colour of the role `brand`, whatever else it says. Give none for logos of others. `ink` turns each colour
/// into what is printed.
pub fn vector(bytes: &[u8], roles: &[(&str, Rgb)], ink: &dyn Fn(Rgb) -> Color) -> Result<Drawing, PictureError> {
    guarded(|| read(bytes, roles, ink))
}

/// The whole drawing as pixels, for one that [`vector`] calls an [`PictureError::Effect`]. Fine enough for any place of a
/// logo: three times as many pixels as a press shows in a hand's breadth.
pub fn flattened(bytes: &[u8]) -> Result<Arc<Raster>, PictureError> {
    rendered(bytes, LONGEST_SIDE)
}

/// The whole drawing as pixels, so many along its longer side.
pub(super) fn rendered(bytes: &[u8], longest: f32) -> Result<Arc<Raster>, PictureError> {
    guarded(|| {
        let (tree, signs) = tree(bytes, &[])?;
        hidden_signs(tree.root(), &signs)?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let scale = longest / width.max(height);
        let side = |length: f32| ((length * scale).round() as u32).max(1);
        let mut pixmap = resvg::tiny_skia::Pixmap::new(side(width), side(height)).ok_or(PictureError::Size)?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        let (mut data, mut mask) = (Vec::new(), Vec::new());
        for pixel in pixmap.pixels() {
            let plain = pixel.demultiply();
            data.extend([plain.red(), plain.green(), plain.blue()]);
            mask.push(plain.alpha());
        }
        let mask = mask.iter().any(|alpha| *alpha != 255).then(|| mask.into());
        let hash = hashes::of_bytes(bytes) ^ 0x666c_6174;
        let pixels = Pixels::Rgb { data: data.into(), mask };
        Ok(Arc::new(Raster { width: side(width), height: side(height), pixels, hash }))
    })
}

/// What is refused where it is drawn, in masks, patterns and filters as well.
fn hidden_signs(group: &usvg::Group, signs: &[PictureError]) -> Result<(), PictureError> {
    for node in group.children() {
        match node {
            usvg::Node::Group(child) => hidden_signs(child, signs)?,
            usvg::Node::Path(path) => {
                let painted = path.is_visible() && (path.fill().is_some() || path.stroke().is_some());
                if let Some(error) = sign_number(path.data().bounds()).filter(|_| painted).and_then(|i| signs.get(i)) {
                    return Err(error.clone());
                }
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => {}
        }
        let mut found = Ok(());
        node.subroots(|root| {
            if found.is_ok() {
                found = hidden_signs(root, signs);
            }
        });
        found?;
    }
    Ok(())
}

/// Pixels of the longer side: ten inches at 300 ppi.
const LONGEST_SIDE: f32 = 3_000.0;

fn read(bytes: &[u8], roles: &[(&str, Rgb)], ink: &dyn Fn(Rgb) -> Color) -> Result<Drawing, PictureError> {
    let (tree, signs) = tree(bytes, roles)?;
    let size = Size::new(length(tree.size().width()), length(tree.size().height()));
    let mut walk = Walk { ink, inks: BTreeMap::new(), segments: 0, signs };
    let draws = cut_to_view(walk.group(tree.root(), Transform::identity())?, size);
    Ok(Drawing { size, draws, colors: walk.inks.into_keys().map(Rgb).collect() })
}

/// The drawing as `usvg` reads it, and what the signs in it stand for.
fn tree(bytes: &[u8], roles: &[(&str, Rgb)]) -> Result<(usvg::Tree, Vec<PictureError>), PictureError> {
    let text = decode(bytes, MOST_BYTES)?;
    let options = || roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..Default::default() };
    let doc = roxmltree::Document::parse_with_options(&text, options()).map_err(damaged)?;
    depth(&doc)?;
    let prepared = prepare(&text, &doc)?;
    let again = match prepared.text == text {
        true => None,
        false => Some(roxmltree::Document::parse_with_options(&prepared.text, options()).map_err(damaged)?),
    };
    let doc = again.as_ref().unwrap_or(&doc);
    survey(doc)?;
    // Rules for classes that the drawing does not have would be read all the same.
    let classes = roles_of(doc);
    let has = |role: &str| classes.contains(role);
    let roles: Vec<(&str, Rgb)> = roles.iter().copied().filter(|(role, _)| has(role)).collect();
    let tree = usvg::Tree::from_xmltree(doc, &reader(&roles)).map_err(|e| match e {
        usvg::Error::InvalidSize => PictureError::Size,
        e => damaged(e),
    })?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(width <= FARTHEST && height <= FARTHEST) || length(width).is_zero() || length(height).is_zero() {
        return Err(PictureError::Size);
    }
    Ok((tree, prepared.signs))
}

/// The classes of a drawing that may be roles: each as it is, and without the ending of one for strokes.
fn roles_of<'d>(doc: &'d roxmltree::Document<'_>) -> BTreeSet<&'d str> {
    let classes = doc.descendants().filter_map(|n| n.attribute("class")).flat_map(str::split_whitespace);
    classes.flat_map(|class| [class, class.strip_suffix("-line").unwrap_or(class)]).collect()
}

/// The classes of an SVG that may be roles. None of a file that cannot be read: whoever reads it is told why.
pub fn classes(bytes: &[u8]) -> BTreeSet<String> {
    let Ok(text) = decode(bytes, MOST_BYTES) else { return BTreeSet::new() };
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..Default::default() };
    let doc = roxmltree::Document::parse_with_options(&text, options);
    doc.map(|doc| roles_of(&doc).into_iter().map(str::to_string).collect()).unwrap_or_default()
}

fn damaged(e: impl std::fmt::Display) -> PictureError {
    PictureError::Damaged(e.to_string())
}

/// Reads nothing but the file itself.
fn reader(roles: &[(&str, Rgb)]) -> usvg::Options<'static> {
    let rules = roles
        .iter()
        .map(|(role, color)| format!(".{role}{{fill:{color} !important}}.{role}-line{{stroke:{color} !important}}\n"));
    usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        style_sheet: Some(rules.collect()),
        ..usvg::Options::default()
    }
}

/// An SVG shows nothing outside its view box.
fn cut_to_view(draws: Vec<Draw>, size: Size) -> Vec<Draw> {
    let view = size.at(Length::ZERO, Length::ZERO);
    // A hair of rounding is not worth a clip.
    let inside = |path: &Path| path.bounds().is_none_or(|b| view.outset(Length::points(0.01)).contains(b));
    fn within(draw: &Draw, inside: &dyn Fn(&Path) -> bool) -> bool {
        match draw {
            Draw::Fill { path, .. } | Draw::Clip { path, .. } => inside(path),
            Draw::Faded { items, .. } => items.iter().all(|item| within(item, inside)),
            _ => false,
        }
    }
    let within = draws.iter().all(|draw| within(draw, &inside));
    if within { draws } else { vec![Draw::Clip { path: Path::rect(view), items: draws }] }
}

/// What is painted: its outline in face units, and its bounds in the user space that `transform` leads away from.
struct Area {
    outline: Path,
    rule: FillRule,
    bounds: skia::Rect,
    transform: Transform,
}

/// A drawing while it becomes outlines.
struct Walk<'a> {
    ink: &'a dyn Fn(Rgb) -> Color,
    /// Every colour met, and what is printed for it.
    inks: BTreeMap<[u8; 3], Color>,
    segments: usize,
    /// What the signs of the drawing stand for.
    signs: Vec<PictureError>,
}

impl Walk<'_> {
    fn group(&mut self, group: &usvg::Group, outer: Transform) -> Result<Vec<Draw>, PictureError> {
        let transform = outer.pre_concat(group.transform());
        let refuse = |what: &str| Err(effect(what, "g", group.id()));
        if group.blend_mode() != usvg::BlendMode::Normal {
            return refuse("a blend mode");
        }
        if group.mask().is_some() {
            return refuse("a `mask`");
        }
        if !group.filters().is_empty() {
            return refuse("a `filter`");
        }
        let mut draws = Vec::new();
        for node in group.children() {
            match node {
                usvg::Node::Group(child) => draws.extend(self.group(child, transform)?),
                usvg::Node::Path(path) => self.path(path, transform, &mut draws)?,
                usvg::Node::Image(image) => return Err(unsupported("an `image`", "image", image.id())),
                usvg::Node::Text(text) => return Err(PictureError::Text { words: text.id().to_owned() }),
            }
        }
        if group.opacity() != usvg::Opacity::ONE {
            if overlap(&draws) {
                return refuse(&format!("the opacity {} over shapes that overlap", group.opacity().get()));
            }
            draws = faded(group.opacity(), draws);
        }
        match group.clip_path() {
            Some(clip) if !draws.is_empty() => self.clip(clip, transform, draws),
            _ => Ok(draws),
        }
    }

    fn path(&mut self, path: &usvg::Path, transform: Transform, draws: &mut Vec<Draw>) -> Result<(), PictureError> {
        if !path.is_visible() {
            return Ok(());
        }
        self.refused(path)?;
        let filled = match path.fill() {
            Some(fill) => self.fill(path, fill, transform)?,
            None => Vec::new(),
        };
        let stroked = match path.stroke() {
            Some(stroke) => self.stroke(path, stroke, transform)?,
            None => Vec::new(),
        };
        match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => draws.extend(filled.into_iter().chain(stroked)),
            usvg::PaintOrder::StrokeAndFill => draws.extend(stroked.into_iter().chain(filled)),
        }
        Ok(())
    }

    fn fill(&mut self, path: &usvg::Path, how: &usvg::Fill, transform: Transform) -> Result<Vec<Draw>, PictureError> {
        let outline = self.outline(path.data(), transform)?;
        // SVG shows nothing of a flat outline; PDF shows a hair of one pixel (ISO 32000-2, 8.5.3.3.1).
        if outline.bounds().is_none_or(|b| b.width.is_zero() || b.height.is_zero()) {
            return Ok(Vec::new());
        }
        let area = Area { outline, rule: rule(how.rule()), bounds: path.data().bounds(), transform };
        self.paint(how.paint(), how.opacity(), path.id(), area)
    }

    fn stroke(&mut self, path: &usvg::Path, how: &usvg::Stroke, transform: Transform) -> Result<Vec<Draw>, PictureError> {
        let mut stroke = how.to_tiny_skia();
        // Curves are split as finely as the largest print of the drawing needs: a hundredth of a pixel.
        let scale = skia::PathStroker::compute_resolution_scale(&transform).max(1.0) * 16.0;
        let dashed = match stroke.dash.take() {
            Some(dash) => {
                let interval: f32 = how.dasharray().unwrap_or_default().iter().sum();
                if !(spread(path.data()) / interval <= MOST_DASHES) {
                    return Err(PictureError::TooComplex { what: "dashes" });
                }
                path.data().dash(&dash, scale)
            }
            None => Some(path.data().clone()),
        };
        let outline = dashed.and_then(|p| p.stroke(&stroke, scale));
        let Some(outline) = outline else {
            // Nothing to see: a line without length and without round caps.
            return Ok(Vec::new());
        };
        let bounds = outline.bounds();
        let area = Area { outline: self.outline(&outline, transform)?, rule: FillRule::NonZero, bounds, transform };
        self.paint(how.paint(), how.opacity(), path.id(), area)
    }

    /// An area in its paint: one fill, or the steps of a gradient cut to it.
    fn paint(&mut self, paint: &usvg::Paint, opacity: usvg::Opacity, id: &str, area: Area) -> Result<Vec<Draw>, PictureError> {
        if let usvg::Paint::Color(c) = paint {
            let color = self.color(Rgb([c.red, c.green, c.blue]));
            let draws = vec![fill(area.outline, area.rule, color)];
            return Ok(if opacity == usvg::Opacity::ONE { draws } else { faded(opacity, draws) });
        }
        if opacity != usvg::Opacity::ONE {
            return Err(effect(&format!("the opacity {} on a gradient", opacity.get()), "path", id));
        }
        let outline = match area.rule {
            FillRule::EvenOdd => as_nonzero(area.outline)
                .ok_or_else(|| effect("a gradient and `fill-rule=\"evenodd\"` on outlines that cross", "path", id))?,
            FillRule::NonZero => area.outline,
        };
        let bounds = area.bounds.transform(area.transform).ok_or(PictureError::Size)?;
        let steps = steps(paint, bounds, area.transform).map_err(|refused| match refused {
            Refused::Named(what) => effect(what, "path", id),
            Refused::Failed(error) => error,
        })?;
        self.segments += steps.len() * 5;
        if self.segments > MOST_SEGMENTS {
            return Err(PictureError::TooComplex { what: "segments" });
        }
        let items = steps.into_iter().map(|step| fill(step.path, FillRule::NonZero, self.color(step.color))).collect();
        Ok(vec![Draw::Clip { path: outline, items }])
    }

    fn color(&mut self, rgb: Rgb) -> Color {
        self.inks.entry(rgb.0).or_insert_with(|| (self.ink)(rgb)).clone()
    }

    /// Draws cut to a clip path, and that to its own.
    fn clip(&mut self, clip: &usvg::ClipPath, outer: Transform, items: Vec<Draw>) -> Result<Vec<Draw>, PictureError> {
        let transform = outer.pre_concat(clip.transform());
        let mut parts = Vec::new();
        self.clip_parts(clip.root(), transform, clip.id(), &mut parts)?;
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let draws = vec![Draw::Clip { path: union(parts, clip.id())?, items }];
        match clip.clip_path() {
            Some(next) => self.clip(next, outer, draws),
            None => Ok(draws),
        }
    }

    fn clip_parts(&mut self, group: &usvg::Group, outer: Transform, id: &str, parts: &mut Vec<Path>) -> Result<(), PictureError> {
        if group.clip_path().is_some() {
            return Err(effect("a clip path on a part of it", "clipPath", id));
        }
        let transform = outer.pre_concat(group.transform());
        for node in group.children() {
            match node {
                usvg::Node::Group(child) => self.clip_parts(child, transform, id, parts)?,
                usvg::Node::Path(path) => {
                    self.refused(path)?;
                    let outline = self.outline(path.data(), transform)?;
                    let even_odd = path.fill().is_some_and(|f| f.rule() == usvg::FillRule::EvenOdd);
                    let crossing = || effect("`clip-rule=\"evenodd\"` on outlines that cross", "clipPath", id);
                    parts.push(if even_odd { as_nonzero(outline).ok_or_else(crossing)? } else { outline });
                }
                usvg::Node::Image(_) | usvg::Node::Text(_) => return Err(unsupported("text or a picture", "clipPath", id)),
            }
        }
        Ok(())
    }

    /// A sign that is drawn stands for what cannot be.
    fn refused(&self, path: &usvg::Path) -> Result<(), PictureError> {
        match sign_number(path.data().bounds()).and_then(|i| self.signs.get(i)) {
            Some(error) if path.fill().is_some() || path.stroke().is_some() => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// The outline in face units.
    fn outline(&mut self, path: &skia::Path, transform: Transform) -> Result<Path, PictureError> {
        let mut out = Path::default();
        let mut last = skia::Point::zero();
        self.segments += path.verbs().len();
        if self.segments > MOST_SEGMENTS {
            return Err(PictureError::TooComplex { what: "segments" });
        }
        let path = path.clone().transform(transform).ok_or(PictureError::Size)?;
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(p) => {
                    out.segments.push(Segment::Move(point(p)?));
                    last = p;
                }
                PathSegment::LineTo(p) => {
                    out.segments.push(Segment::Line(point(p)?));
                    last = p;
                }
                PathSegment::QuadTo(c, p) => {
                    let (a, b) = (towards(last, c), towards(p, c));
                    out.segments.push(Segment::Cubic(point(a)?, point(b)?, point(p)?));
                    last = p;
                }
                PathSegment::CubicTo(a, b, p) => {
                    out.segments.push(Segment::Cubic(point(a)?, point(b)?, point(p)?));
                    last = p;
                }
                PathSegment::Close => out.segments.push(Segment::Close),
            }
        }
        Ok(out)
    }
}

/// Draws that let the ground through, as one item.
fn faded(opacity: usvg::Opacity, items: Vec<Draw>) -> Vec<Draw> {
    if items.is_empty() { items } else { vec![Draw::Faded { opacity: opacity.get(), items }] }
}

/// Whether two of the draws may share a place, or one holds several: each would show through the other.
fn overlap(draws: &[Draw]) -> bool {
    let bounds: Option<Vec<Rect>> = draws
        .iter()
        .map(|draw| match draw {
            Draw::Fill { path, .. } => path.bounds(),
            _ => None,
        })
        .collect();
    let Some(bounds) = bounds else { return true };
    bounds.iter().enumerate().any(|(i, a)| bounds[i + 1..].iter().any(|b| a.overlaps(*b)))
}

fn rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

/// Two thirds of the way: a quadratic curve as a cubic one.
fn towards(from: skia::Point, control: skia::Point) -> skia::Point {
    let part = |a: f32, b: f32| a + (b - a) * (2.0 / 3.0);
    skia::Point::from_xy(part(from.x, control.x), part(from.y, control.y))
}

/// No outline is longer than the way along its control points.
fn spread(path: &skia::Path) -> f32 {
    path.points().windows(2).map(|w| w[0].distance(w[1])).sum()
}

fn effect(what: &str, name: &str, id: &str) -> PictureError {
    match unsupported(what, name, id) {
        PictureError::Unsupported { what, element } => PictureError::Effect { what, element },
        other => other,
    }
}

fn unsupported(what: &str, name: &str, id: &str) -> PictureError {
    let element = if id.is_empty() { name.to_owned() } else { format!("{name}#{id}") };
    PictureError::Unsupported { what: what.to_owned(), element }
}

#[cfg(test)]
mod tests;
