//! From the bytes of an SVG to fills, clips and fades.
//!
//! Strokes become outlines, so that caps, joins and dashes print as drawn whatever the exporter can say; gradients
//! become steps of flat colour. Text, pictures, patterns, filters, masks and blend modes are refused by name.

use super::drawing::fill;
use super::gradient::{Refused, steps};
use super::survey::survey;
use super::{Drawing, PictureError, guarded};
use crate::color::{Color, Rgb};
use crate::display::{Draw, FillRule};
use crate::geom::{Length, Path, Point, Rect, Segment, Size};
use std::collections::BTreeMap;
use usvg::roxmltree;
use usvg::tiny_skia_path::{self as skia, PathSegment, Transform};

/// Larger files are drawings of something else.
const MOST_BYTES: usize = 8_000_000;
const MOST_SEGMENTS: usize = 200_000;
const MOST_DASHES: f32 = 20_000.0;
/// Ten times the longest sheet, in SVG pixels.
const FARTHEST: f32 = 400_000.0;
/// One SVG pixel is 1/96 inch.
const POINTS: f64 = 0.75;

/// Reads an SVG. `roles` colours it: an element of class `brand` is filled, and one of class `brand-line` stroked,
/// with the colour of the role `brand`, whatever else it says. Give none for logos of others. `ink` turns each colour
/// into what is printed.
pub fn vector(bytes: &[u8], roles: &[(&str, Rgb)], ink: &dyn Fn(Rgb) -> Color) -> Result<Drawing, PictureError> {
    guarded(|| read(bytes, roles, ink))
}

fn read(bytes: &[u8], roles: &[(&str, Rgb)], ink: &dyn Fn(Rgb) -> Color) -> Result<Drawing, PictureError> {
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::TooComplex { what: "bytes" });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::Damaged("it is not UTF-8".into()))?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 1_000_000, ..Default::default() };
    let doc = roxmltree::Document::parse_with_options(text, options).map_err(damaged)?;
    survey(&doc)?;
    let tree = usvg::Tree::from_xmltree(&doc, &reader(roles)).map_err(|e| match e {
        usvg::Error::InvalidSize => PictureError::Size,
        e => damaged(e),
    })?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(width <= FARTHEST && height <= FARTHEST) {
        return Err(PictureError::Size);
    }
    let size = Size::new(length(width), length(height));
    if size.width.is_zero() || size.height.is_zero() {
        return Err(PictureError::Size);
    }
    let mut walk = Walk { ink, inks: BTreeMap::new(), segments: 0 };
    let draws = cut_to_view(walk.group(tree.root(), Transform::identity())?, size);
    Ok(Drawing { size, draws, colors: walk.inks.into_keys().map(Rgb).collect() })
}

fn damaged(e: impl std::fmt::Display) -> PictureError {
    PictureError::Damaged(e.to_string())
}

/// Reads nothing but the file itself.
fn reader(roles: &[(&str, Rgb)]) -> usvg::Options<'static> {
    let rules = roles
        .iter()
        .map(|(role, color)| format!(".{role}{{fill:{color:?} !important}}.{role}-line{{stroke:{color:?} !important}}\n"));
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

struct Walk<'a> {
    ink: &'a dyn Fn(Rgb) -> Color,
    /// Every colour met, and what is printed for it.
    inks: BTreeMap<[u8; 3], Color>,
    segments: usize,
}

impl Walk<'_> {
    fn group(&mut self, group: &usvg::Group, outer: Transform) -> Result<Vec<Draw>, PictureError> {
        let transform = outer.pre_concat(group.transform());
        let refuse = |what: &str| Err(unsupported(what, "g", group.id()));
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
            return Err(unsupported(&format!("the opacity {} on a gradient", opacity.get()), "path", id));
        }
        if area.rule == FillRule::EvenOdd && subpaths(&area.outline) > 1 {
            return Err(unsupported("a gradient and `fill-rule=\"evenodd\"` with holes", "path", id));
        }
        let bounds = area.bounds.transform(area.transform).ok_or(PictureError::Size)?;
        let steps = steps(paint, bounds, area.transform).map_err(|refused| match refused {
            Refused::Named(what) => unsupported(what, "path", id),
            Refused::Failed(error) => error,
        })?;
        self.segments += steps.len() * 5;
        if self.segments > MOST_SEGMENTS {
            return Err(PictureError::TooComplex { what: "segments" });
        }
        let items = steps.into_iter().map(|step| fill(step.path, FillRule::NonZero, self.color(step.color))).collect();
        Ok(vec![Draw::Clip { path: area.outline, items }])
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
            return Err(unsupported("a clip path on a part of it", "clipPath", id));
        }
        let transform = outer.pre_concat(group.transform());
        for node in group.children() {
            match node {
                usvg::Node::Group(child) => self.clip_parts(child, transform, id, parts)?,
                usvg::Node::Path(path) => {
                    let outline = self.outline(path.data(), transform)?;
                    let even_odd = path.fill().is_some_and(|f| f.rule() == usvg::FillRule::EvenOdd);
                    if even_odd && subpaths(&outline) > 1 {
                        return Err(unsupported("`clip-rule=\"evenodd\"` with holes", "clipPath", id));
                    }
                    parts.push(outline);
                }
                usvg::Node::Image(_) | usvg::Node::Text(_) => return Err(unsupported("text or a picture", "clipPath", id)),
            }
        }
        Ok(())
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

pub(super) fn point(p: skia::Point) -> Result<Point, PictureError> {
    if p.x.abs() <= FARTHEST && p.y.abs() <= FARTHEST {
        Ok(Point::new(length(p.x), length(p.y)))
    } else {
        Err(PictureError::Size)
    }
}

fn length(pixels: f32) -> Length {
    Length::points(f64::from(pixels) * POINTS)
}

/// No outline is longer than the way along its control points.
fn spread(path: &skia::Path) -> f32 {
    path.points().windows(2).map(|w| w[0].distance(w[1])).sum()
}

fn subpaths(path: &Path) -> usize {
    path.segments.iter().filter(|s| matches!(s, Segment::Move(_))).count()
}

/// One path of several clip parts. A nonzero fill of parts that turn opposite ways would leave holes where they
/// overlap, so simple parts are all turned the same way, and parts with holes may not overlap others.
fn union(parts: Vec<Path>, id: &str) -> Result<Path, PictureError> {
    let mut whole = Path::default();
    let bounds: Vec<Option<Rect>> = parts.iter().map(Path::bounds).collect();
    for (i, part) in parts.iter().enumerate() {
        let overlaps = |j: usize| j != i && matches!((bounds[i], bounds[j]), (Some(a), Some(b)) if a.overlaps(b));
        if subpaths(part) > 1 && (0..parts.len()).any(overlaps) {
            return Err(unsupported("overlapping parts with holes", "clipPath", id));
        }
        let turned = subpaths(part) == 1 && area(part) < 0.0;
        whole.segments.extend(if turned { reversed(part) } else { part.segments.clone() });
    }
    Ok(whole)
}

/// Twice the signed area of a polygon through all points: its sign tells which way the outline turns.
fn area(path: &Path) -> f64 {
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

fn unsupported(what: &str, name: &str, id: &str) -> PictureError {
    let element = if id.is_empty() { name.to_owned() } else { format!("{name}#{id}") };
    PictureError::Unsupported { what: what.to_owned(), element }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(body: &str) -> Result<Drawing, PictureError> {
        draw_with(body, &[])
    }

    fn draw_with(body: &str, roles: &[(&str, Rgb)]) -> Result<Drawing, PictureError> {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40" viewBox="0 0 80 40">{body}</svg>"#
        );
        vector(svg.as_bytes(), roles, &|rgb| Color::Rgb(rgb.0))
    }

    fn px(x: f64, y: f64, w: f64, h: f64) -> Rect {
        let l = |n: f64| Length::points(n * 0.75);
        Rect::new(l(x), l(y), l(w), l(h))
    }

    /// Boxes and colours of all fills, clips opened.
    fn boxes(draws: &[Draw]) -> Vec<(Rect, Color)> {
        let mut found = Vec::new();
        for draw in draws {
            match draw {
                Draw::Fill { path, color, .. } => found.push((path.bounds().unwrap(), color.clone())),
                Draw::Clip { items, .. } | Draw::Faded { items, .. } => found.extend(boxes(items)),
                other => panic!("{other:?}"),
            }
        }
        found
    }

    #[test]
    fn shapes_and_nested_transforms() {
        let body =
            r##"<g transform="translate(10 5)"><g transform="scale(2)"><rect width="5" height="4" fill="#0b3d6b"/></g></g>"##;
        let drawing = draw(body).unwrap();
        assert_eq!(drawing.size, px(0.0, 0.0, 80.0, 40.0).size());
        assert_eq!(boxes(&drawing.draws), [(px(10.0, 5.0, 10.0, 8.0), Color::Rgb([0x0b, 0x3d, 0x6b]))]);
        assert_eq!(drawing.colors, [Rgb([0x0b, 0x3d, 0x6b])]);
    }

    #[test]
    fn the_view_box_scales_and_cuts() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 10 10"><rect x="5" width="9" height="5"/></svg>"#;
        let drawing = vector(svg, &[], &|rgb| Color::Rgb(rgb.0)).unwrap();
        let Draw::Clip { path, items } = &drawing.draws[0] else { panic!("{drawing:?}") };
        assert_eq!(path.bounds(), Some(px(0.0, 0.0, 20.0, 20.0)));
        assert_eq!(boxes(items)[0].0, px(10.0, 0.0, 18.0, 10.0));
    }

    #[test]
    fn roles_colour_what_carries_their_class() {
        let body = r##"<path class="brand" fill="#f00" d="M0 0h9v9z"/><path class="accent-line" d="M0 20h40" fill="none" stroke="#f00" style="stroke:#0f0"/><g class="paper"><path d="M50 0h9v9z"/></g>"##;
        let roles = [("brand", Rgb([1, 2, 3])), ("accent", Rgb([4, 5, 6])), ("paper", Rgb([7, 8, 9]))];
        let drawing = draw_with(body, &roles).unwrap();
        let colors: Vec<Color> = boxes(&drawing.draws).into_iter().map(|b| b.1).collect();
        assert_eq!(colors, [Color::Rgb([1, 2, 3]), Color::Rgb([4, 5, 6]), Color::Rgb([7, 8, 9])]);
    }

    #[test]
    fn strokes_become_outlines_with_their_caps_and_dashes() {
        let line = |more: &str| {
            boxes(&draw(&format!(r#"<path d="M10 20H50" stroke="black" stroke-width="4" {more}/>"#)).unwrap().draws)[0].0
        };
        assert_eq!(line(""), px(10.0, 18.0, 40.0, 4.0));
        assert_eq!(line(r#"stroke-linecap="square""#), px(8.0, 18.0, 44.0, 4.0));
        assert_eq!(line(r#"stroke-dasharray="5 10" stroke-dashoffset="-5""#), px(15.0, 18.0, 35.0, 4.0));
        assert_eq!(line(r#"transform="scale(1 .5)""#), px(10.0, 9.0, 40.0, 2.0));
    }

    #[test]
    fn clip_paths() {
        let clip = |parts: &str, more: &str| {
            draw(&format!(r#"<clipPath id="c" {more}>{parts}</clipPath><rect width="80" height="40" clip-path="url(#c)"/>"#))
        };
        let drawing = clip(r#"<rect x="10" width="20" height="10"/>"#, r#"transform="translate(5 0)""#).unwrap();
        let Draw::Clip { path, items } = &drawing.draws[0] else { panic!("{drawing:?}") };
        assert_eq!(path.bounds(), Some(px(15.0, 0.0, 20.0, 10.0)));
        assert_eq!(items.len(), 1);
        // Two overlapping parts that turn opposite ways.
        let drawing = clip(r#"<path d="M0 0h20v20h-20z"/><path d="M10 0v20h20v-20z"/>"#, "").unwrap();
        let Draw::Clip { path, .. } = &drawing.draws[0] else { panic!("{drawing:?}") };
        let turns: Vec<bool> = path
            .segments
            .split(|s| *s == Segment::Close)
            .filter(|p| !p.is_empty())
            .map(|p| area(&Path { segments: p.to_vec() }) > 0.0)
            .collect();
        assert_eq!(turns, [true, true]);
        assert!(clip("", "").unwrap().draws.is_empty(), "an empty clip path hides everything");
        let holes = r#"<path d="M0 0h20v20h-20z M5 5h5v5h-5z" clip-rule="evenodd"/>"#;
        assert!(matches!(clip(holes, ""), Err(PictureError::Unsupported { element, .. }) if element == "clipPath#c"));
    }

    #[test]
    fn what_lets_the_ground_through_stays_so() {
        let body = r#"<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9" fill-opacity=".5"/></g>"#;
        let refused = draw(body).expect_err("one of them is faded already").to_string();
        assert!(refused.contains("overlap"), "{refused}");
        let body = r#"<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9"/></g><rect y="20" width="5" height="5" fill-opacity=".25"/>"#;
        let draws = draw(body).unwrap().draws;
        let faded = |draw: &Draw| match draw {
            Draw::Faded { opacity, items } => (*opacity, items.len()),
            other => panic!("{other:?}"),
        };
        assert_eq!(draws.iter().map(faded).collect::<Vec<_>>(), [(0.5, 2), (0.25, 1)]);
    }

    #[test]
    fn gradients_run_from_their_first_colour_to_their_last() {
        let stops = r##"<stop offset=".25" stop-color="#f00"/><stop offset=".75" stop-color="#00f"/>"##;
        let body =
            format!(r#"<linearGradient id="g">{stops}</linearGradient><rect x="10" width="40" height="20" fill="url(#g)"/>"#);
        let drawn = boxes(&draw(&body).unwrap().draws);
        assert_eq!(drawn[0], (px(10.0, 0.0, 40.0, 20.0), Color::Rgb([255, 0, 0])), "all of it in the first colour");
        let (last, color) = drawn.last().unwrap();
        assert_eq!(color, &Color::Rgb([0, 0, 255]));
        let points = |l: Length| (l.to_points() * 100.0).round() / 75.0;
        assert_eq!((points(last.x), points(last.right())), (40.0, 50.0), "three quarters of the way to the end");
        assert!(drawn.len() > 100, "{} steps", drawn.len());
        assert!(drawn[1..].windows(2).all(|w| w[0].0.x <= w[1].0.x && w[0].0.right() == w[1].0.right()));

        let body = format!(r#"<radialGradient id="g">{stops}</radialGradient><circle cx="20" cy="20" r="16" fill="url(#g)"/>"#);
        let drawn = boxes(&draw(&body).unwrap().draws);
        assert_eq!(drawn[0].1, Color::Rgb([0, 0, 255]), "the last colour lies under all");
        let (last, color) = drawn.last().unwrap();
        assert_eq!((points(last.x), points(last.width), color), (16.0, 8.0, &Color::Rgb([255, 0, 0])), "a quarter of the radius");
    }

    #[test]
    fn what_is_not_printed_is_refused_by_name() {
        let gradient = r##"<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1"/></linearGradient>"##;
        for (body, want) in [
            (r#"<text x="1" y="9">Hope <tspan>House</tspan></text>"#.to_owned(), "\"Hope House\""),
            (r#"<image id="i" href="data:image/png;base64,AAAA" width="9" height="9"/>"#.into(), "`image#i` uses `image`"),
            (r#"<image href="file:///etc/passwd" width="9" height="9"/>"#.into(), "`image`"),
            (
                r##"<linearGradient id="s" spreadMethod="repeat"><stop stop-color="#f00"/><stop offset="1"/></linearGradient><rect id="r" width="9" height="9" fill="url(#s)"/>"##.into(),
                "a gradient that repeats",
            ),
            (
                r##"<radialGradient id="s"><stop stop-color="#f00"/><stop offset="1" stop-opacity="0"/></radialGradient><rect id="r" width="9" height="9" fill="url(#s)"/>"##.into(),
                "a gradient to something see-through",
            ),
            (
                format!(r#"{gradient}<rect id="r" width="9" height="9" fill="url(#g)" fill-opacity=".5"/>"#),
                "`path#r` uses the opacity 0.5 on a gradient",
            ),
            (
                r#"<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect width="9" height="9" mask="url(#m)"/>"#
                    .into(),
                "a `mask`",
            ),
            (
                r#"<g id="r" opacity=".5"><rect width="9" height="9"/><rect width="5" height="20"/></g>"#.into(),
                "`g#r` uses the opacity 0.5 over shapes that overlap",
            ),
            (r#"<g style="mix-blend-mode:multiply"><rect width="9" height="9"/></g>"#.into(), "a blend mode"),
            (r#"<use href="other.svg#a"/>"#.into(), "another file"),
            (r##"<use id="u" xlink:href="#gone"/>"##.into(), "`use#u` points to `gone`"),
            (r#"<rect width="9" height="9" fill="url(#gone)"/>"#.into(), "points to `gone`"),
            (r#"<foreignObject width="9" height="9"><p>x</p></foreignObject>"#.into(), "foreignObject"),
        ] {
            let message = draw(&body).expect_err(&body).to_string();
            assert!(message.contains(want), "{body}: {message}");
        }
        // Definitions that nothing uses do no harm; neither do empty text frames.
        assert!(draw(&format!("{gradient}<text> </text>")).unwrap().draws.is_empty());
    }

    #[test]
    fn hostile_files_end_quickly() {
        let laughs: String =
            (1..=20).map(|i| format!(r##"<g id="a{i}">{}</g>"##, format!(r##"<use href="#a{}"/>"##, i - 1).repeat(10))).collect();
        let cases = [
            format!(r##"<defs><rect id="a0" width="1" height="1"/>{laughs}</defs><use href="#a20"/>"##),
            r##"<g id="a"><use href="#a"/></g>"##.to_owned(),
            r#"<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath><rect clip-path="url(#c)" width="9" height="9"/>"#.into(),
            format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000)),
            (0..3000).map(|i| format!(r##"<g id="n{i}"><use href="#n{}"/></g>"##, i + 1)).collect::<String>() + r#"<rect id="n3000"/>"#,
            r#"<path d="M0 0H1e30" stroke="black"/>"#.into(),
            r#"<path d="M0 0H4e5" stroke="black" stroke-dasharray=".001"/>"#.into(),
            format!(r#"<path fill="none" stroke="black" d="M0 0{}"/>"#, "q1 1 2 0".repeat(100_000)),
            format!(r#"<marker id="m">{}</marker><path marker-mid="url(#m)" d="M0 0{}"/>"#, "<rect/>".repeat(500), "h1".repeat(9000)),
        ];
        for body in cases {
            let start: String = body.chars().take(60).collect();
            assert!(draw(&body).is_err(), "{start}");
        }
        let entities = r#"<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>&e;&e;&e;&e;</desc></svg>"#;
        assert!(vector(entities.as_bytes(), &[], &|rgb| Color::Rgb(rgb.0)).is_err());
        for size in [
            r#"width="0" height="9""#,
            r#"width="1e38" height="1e38""#,
            r#"viewBox="0 0 1e-30 1e30""#,
            r#"width="-3" height="4""#,
        ] {
            let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="9" height="9"/></svg>"#);
            assert!(vector(svg.as_bytes(), &[], &|rgb| Color::Rgb(rgb.0)).is_err(), "{size}");
        }
        let good = r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path id="p" d="M0 0h9v-9a1 2 3 0 1 4 5z" stroke="#f00" stroke-dasharray="1 2" stroke-width="2"/></svg>"##;
        let mut seed = 1_u32;
        for _ in 0..400 {
            let mut bytes = good.as_bytes().to_vec();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize / 7 % bytes.len();
                bytes[at] = b"019-.e<>\"#()"[seed as usize / 65_536 % 12];
            }
            // Whatever it says, it comes back.
            let _ = vector(&bytes, &[], &|rgb| Color::Rgb(rgb.0));
        }
        for junk in [&b""[..], b"<svg", b"\xff\xfe", b"\x1f\x8b\x08", b"<html/>"] {
            assert!(vector(junk, &[], &|rgb| Color::Rgb(rgb.0)).is_err());
        }
    }
}
