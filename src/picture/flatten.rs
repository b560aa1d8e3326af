//! Masks taken out of pictures, for files that may hold nothing transparent (ISO 15930-4, PDF/X-1a): each pixel is
//! mixed with the flat colour that lies under the picture.

use crate::color::Color;
use crate::diag::Span;
use crate::display::{Draw, Face, Item, Pixels, Raster};
use crate::geom::{Length, Path, Rect, Segment};
use std::sync::Arc;

/// Flattens the pictures and faded drawings of a face. Where no single flat colour lies under one, its origin is returned and the
/// picture stays as it is.
pub fn flatten(face: &mut Face) -> Vec<Span> {
    let mut failed = Vec::new();
    let under: Vec<Option<[f32; 4]>> = (0..face.items.len()).map(|i| ground(&face.items[..i], &face.items[i])).collect();
    for (item, under) in face.items.iter_mut().zip(under) {
        if !item.draw.is_transparent() {
            continue;
        }
        match under {
            Some(inks) => mix(&mut item.draw, inks),
            None => failed.push(item.origin),
        }
    }
    failed
}

/// The inks of what a picture lies on: of the last thing drawn before it that touches it, if that is a flat area that
/// reaches past it on all sides; paper if nothing does.
fn ground(before: &[Item], item: &Item) -> Option<[f32; 4]> {
    let place = drawn_rect(&item.draw)?;
    for under in before.iter().rev() {
        match &under.draw {
            Draw::Fill { path, color, .. } => {
                let bounds = path.bounds()?;
                if !bounds.overlaps(place) {
                    continue;
                }
                let is_rect = path.segments.iter().all(|s| !matches!(s, Segment::Cubic(..))) && path.segments.len() <= 6;
                let is_under =
                    if is_rect { bounds.contains(place) } else { inside_corners(path).is_some_and(|r| r.contains(place)) };
                return is_under.then(|| inks(color)).flatten();
            }
            Draw::Image { rect, .. } if !rect.overlaps(place) => {}
            Draw::Glyphs(_) => {}
            Draw::Stroke { path, .. } | Draw::Clip { path, .. } if path.bounds().is_none_or(|b| !b.overlaps(place)) => {}
            Draw::Faded { .. } if drawn_rect(&under.draw).is_none_or(|b| !b.overlaps(place)) => {}
            Draw::Image { .. } | Draw::Stroke { .. } | Draw::Clip { .. } | Draw::Faded { .. } => return None,
        }
    }
    Some([0.0; 4])
}

/// Where a picture or a faded drawing lies. `None` for what is not alone: it may lie on its neighbours.
fn drawn_rect(draw: &Draw) -> Option<Rect> {
    match draw {
        Draw::Image { rect, .. } => Some(*rect),
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } => path.bounds(),
        Draw::Clip { items, .. } if items.len() > 1 => None,
        // What is cut away is not seen.
        Draw::Clip { path, items } => {
            let all = items.iter().filter_map(drawn_rect).reduce(Rect::union)?;
            Some(path.bounds().and_then(|clip| clip.shared(all)).unwrap_or(all))
        }
        Draw::Faded { items, .. } => items.iter().filter_map(drawn_rect).reduce(Rect::union),
        Draw::Glyphs(_) => None,
    }
}

/// What of a rectangle with rounded corners, or of an ellipse, is sure to be covered. `None` for other outlines.
fn inside_corners(path: &Path) -> Option<Rect> {
    let bounds = path.bounds()?;
    let (mut widest, mut tallest) = (Length::ZERO, Length::ZERO);
    for segment in &path.segments {
        let points = match segment {
            Segment::Move(p) | Segment::Line(p) => vec![*p],
            Segment::Cubic(a, b, p) => vec![*a, *b, *p],
            Segment::Close => Vec::new(),
        };
        for p in points {
            let across = (p.x - bounds.x).min(bounds.right() - p.x);
            let down = (p.y - bounds.y).min(bounds.bottom() - p.y);
            // A corner that turns inwards leaves the edge.
            if across.min(down) > Length::ZERO {
                return None;
            }
            (widest, tallest) = (widest.max(across), tallest.max(down));
        }
    }
    // A quarter of a circle comes no nearer to its corner than 1 - 1/sqrt 2 of its radius.
    let (x, y) = (widest.scale(0.293), tallest.scale(0.293));
    Some(bounds.shrink(crate::geom::Sides { top: y, right: x, bottom: y, left: x }))
}

fn inks(color: &Color) -> Option<[f32; 4]> {
    match color {
        Color::Cmyk(inks) => Some(*inks),
        Color::Gray(light) => Some([0.0, 0.0, 0.0, 1.0 - light]),
        // A spot ink cannot be mixed into process inks.
        Color::Spot { .. } | Color::Rgb(_) | Color::Registration => None,
    }
}

fn mix(draw: &mut Draw, under: [f32; 4]) {
    match draw {
        Draw::Image { raster, .. } => {
            if let Some(flat) = mixed(raster, under) {
                *raster = Arc::new(flat);
            }
        }
        Draw::Clip { items, .. } => items.iter_mut().for_each(|item| mix(item, under)),
        Draw::Faded { opacity, items } => {
            let (opacity, mut items) = (*opacity, std::mem::take(items));
            items.iter_mut().for_each(|item| solid(item, opacity, under));
            let bounds = items.iter().filter_map(drawn_rect).reduce(Rect::union).unwrap_or_default();
            *draw = Draw::Clip { path: Path::rect(bounds), items };
        }
        Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Glyphs(_) => {}
    }
}

/// A faded area in the inks it comes to on its ground.
fn solid(draw: &mut Draw, opacity: f32, under: [f32; 4]) {
    match draw {
        Draw::Fill { color, .. } | Draw::Stroke { color, .. } => {
            if let Some(over) = inks(color) {
                *color = Color::Cmyk([0, 1, 2, 3].map(|i| over[i] * opacity + under[i] * (1.0 - opacity)));
            }
        }
        Draw::Clip { items, .. } => items.iter_mut().for_each(|item| solid(item, opacity, under)),
        Draw::Faded { opacity: more, items } => {
            let opacity = opacity * *more;
            items.iter_mut().for_each(|item| solid(item, opacity, under));
            *more = 1.0;
        }
        Draw::Image { .. } | Draw::Glyphs(_) => {}
    }
}

fn mixed(raster: &Raster, under: [f32; 4]) -> Option<Raster> {
    let Pixels::Cmyk { data, mask: Some(mask) } = &raster.pixels else { return None };
    let under = under.map(|ink| (ink * 255.0).round() as u32);
    let (pixels, _) = data.as_chunks::<4>();
    let flat: Vec<u8> = pixels
        .iter()
        .zip(mask.iter())
        .flat_map(|(pixel, alpha)| {
            let alpha = u32::from(*alpha);
            [0, 1, 2, 3].map(|i| ((u32::from(pixel[i]) * alpha + under[i] * (255 - alpha) + 127) / 255) as u8)
        })
        .collect();
    // Another picture than the one it was made from: the ground is part of its name.
    let ground = under.iter().fold(0_u64, |all, ink| all << 8 | u64::from(*ink));
    let hash = raster.hash.rotate_left(32) ^ ground.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 1;
    Some(Raster { pixels: Pixels::Cmyk { data: flat.into(), mask: None }, hash, ..raster.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::FillRule;
    use crate::geom::{Length, Path, Size};

    fn rect(x: f64, side: f64) -> Rect {
        Rect::new(Length::mm(x), Length::mm(x), Length::mm(side), Length::mm(side))
    }
    fn item(draw: Draw) -> Item {
        Item { draw, element: None, origin: Span::NONE }
    }
    fn area(x: f64, side: f64, color: Color) -> Item {
        item(Draw::Fill { path: Path::rect(rect(x, side)), rule: FillRule::NonZero, color })
    }
    fn picture() -> Item {
        let pixels = Pixels::Cmyk { data: [255, 0, 0, 0, 0, 255, 0, 0].into(), mask: Some([255, 0].into()) };
        item(Draw::Image {
            raster: Arc::new(Raster { width: 2, height: 1, pixels, hash: 9 }),
            rect: rect(20.0, 10.0),
            turn: crate::geom::Turn::None,
        })
    }
    fn face(items: Vec<Item>) -> Face {
        let trim = Size::new(Length::mm(100.0), Length::mm(100.0));
        Face {
            name: "front".into(),
            trim,
            bleed: Length::ZERO,
            items,
            elements: vec![],
            codes: vec![],
            tools: vec![],
            areas: vec![],
            quiet: Vec::new(),
        }
    }
    fn data(face: &Face) -> Vec<u8> {
        let Some(Draw::Image { raster, .. }) = face.items.last().map(|i| &i.draw) else { panic!("a picture") };
        let Pixels::Cmyk { data, mask: None } = &raster.pixels else { panic!("no mask is left") };
        data.to_vec()
    }

    #[test]
    fn pixels_are_mixed_with_what_lies_under_them() {
        let mut on_paper = face(vec![picture()]);
        assert!(flatten(&mut on_paper).is_empty());
        assert_eq!(data(&on_paper), [255, 0, 0, 0, 0, 0, 0, 0]);
        let mut on_panel = face(vec![area(0.0, 100.0, Color::Cmyk([0.0, 0.0, 1.0, 0.0])), picture()]);
        assert!(flatten(&mut on_panel).is_empty());
        assert_eq!(data(&on_panel), [255, 0, 0, 0, 0, 0, 255, 0]);
    }

    #[test]
    fn a_plate_with_round_corners_is_a_ground() {
        let plate = |side: f64| {
            let path = Path::rounded(rect(15.0, side), Length::mm(3.0));
            item(Draw::Fill { path, rule: FillRule::NonZero, color: Color::Cmyk([0.0, 0.0, 1.0, 0.0]) })
        };
        let mut on_plate = face(vec![plate(20.0), picture()]);
        assert!(flatten(&mut on_plate).is_empty());
        assert_eq!(data(&on_plate), [255, 0, 0, 0, 0, 0, 255, 0]);
        assert_eq!(
            flatten(&mut face(vec![plate(15.2), picture()])),
            [Span::NONE],
            "its corner lies under the corner of the plate"
        );
    }

    #[test]
    fn over_an_edge_it_cannot_be_done() {
        let mut half = face(vec![area(0.0, 25.0, Color::Gray(0.5)), picture()]);
        assert_eq!(flatten(&mut half), [Span::NONE]);
        let spot = Color::Spot { name: "Gold".into(), tint: 1.0, alternate: [0.0; 4] };
        assert_eq!(flatten(&mut face(vec![area(0.0, 100.0, spot), picture()])), [Span::NONE]);
    }
}
