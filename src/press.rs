//! What only one kind of printer asks of a finished face.
//!
//! For a press, large solids of black are made rich, so that they come out deep and without pinholes; small type and
//! codes stay black ink alone. For an office printer that saves ink, large solids of drawings become pale tints; the
//! grounds under words are pale already, because `compose` chooses the ink of the words by them.

use crate::color::Color;
use crate::display::{Draw, Face, Item};
use crate::geom::{Length, Rect};
use crate::model::Condition;

/// Black ink over a shade of the other three: 200 % of ink (print_standards_measured.md, A.3).
const RICH: [f32; 4] = [0.4, 0.3, 0.3, 1.0];
/// A solid this wide and high is large: 40 mm.
const LARGE: Length = Length::emu(40 * 36_000);
/// Type on it must be at least this large: smaller letters would be framed by plates that are off by a hair.
const SMALLEST: Length = Length::emu(18 * 12_700);

/// Makes large black solids rich where the printing condition takes that much ink and nothing small stands on them.
pub fn enrich(face: &mut Face, condition: &Condition) {
    let total: f32 = RICH.iter().sum();
    if f64::from(total) > condition.maximum_ink {
        return;
    }
    let rich: Vec<usize> = (0..face.items.len()).filter(|i| may_be_rich(face, *i)).collect();
    for i in rich {
        if let Draw::Fill { color, .. } = &mut face.items[i].draw {
            *color = Color::Cmyk(RICH);
        }
    }
}

fn may_be_rich(face: &Face, index: usize) -> bool {
    let Draw::Fill { path, color, .. } = &face.items[index].draw else { return false };
    let Some(bounds) = path.bounds().filter(|_| is_black(color)) else { return false };
    let in_code = face.codes.iter().any(|code| code.rect.contains(bounds));
    let large = bounds.width >= LARGE && bounds.height >= LARGE;
    large && !in_code && face.items[index + 1..].iter().all(|item| !small_on(item, bounds))
}

fn is_black(color: &Color) -> bool {
    match color {
        Color::Cmyk([c, m, y, k]) => *c == 0.0 && *m == 0.0 && *y == 0.0 && *k == 1.0,
        Color::Gray(light) => *light == 0.0,
        Color::Rgb(_) | Color::Spot { .. } | Color::Registration => false,
    }
}

/// Small type, or a fine line.
fn small_on(item: &Item, ground: Rect) -> bool {
    match &item.draw {
        Draw::Glyphs(run) => {
            let last = run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.offset.x);
            let place = run.lying(Rect::new(run.origin.x, run.origin.y - run.size, last + run.size, run.size));
            run.size < SMALLEST && place.overlaps(ground)
        }
        Draw::Stroke { path, .. } => path.bounds().is_some_and(|b| b.outset(Length::emu(1)).overlaps(ground)),
        Draw::Fill { .. } | Draw::Image { .. } | Draw::Clip { .. } | Draw::Faded { .. } => false,
    }
}

/// A shape of a drawing this wide and high is a large solid where ink is saved: 12 mm.
const SOLID: Length = Length::emu(12 * 36_000);
/// What is left of its ink.
const PALE: f32 = 0.15;

/// Makes large solids pale, and with them all of a large drawing, so that its parts keep their places in the picture.
/// Codes keep their black, and marks the colours that their owners gave them.
pub fn lighten(face: &mut Face) {
    let large = |r: Rect| r.width >= SOLID && r.height >= SOLID;
    let named = |kind: &str| face.areas.iter().filter(|area| area.block.starts_with(kind)).map(|area| area.rect).collect();
    let (mut kept, mut drawings): (Vec<Rect>, Vec<Rect>) = (named("org."), named("image."));
    kept.extend(face.codes.iter().map(|code| code.rect));
    drawings.retain(|r| large(*r));
    // A drawing may run on into the bleed.
    let drawings: Vec<Rect> = drawings.into_iter().map(|r| r.outset(face.bleed.max(SOLID))).collect();
    let heavy = |r: Rect| !kept.iter().any(|k| k.contains(r)) && (large(r) || drawings.iter().any(|d| d.contains(r)));
    let mut lighter = |draw: &mut Draw| {
        if let Draw::Fill { path, color, .. } = draw
            && path.bounds().is_some_and(heavy)
        {
            *color = pale(color);
        }
    };
    face.items.iter_mut().for_each(|item| item.draw.each_leaf_mut(&mut lighter));
}

/// A colour at a small part of its strength; one that is as light already stays.
fn pale(color: &Color) -> Color {
    match color {
        Color::Rgb(rgb) if rgb.iter().any(|part| f32::from(255 - *part) > 255.0 * PALE) => {
            Color::Rgb(rgb.map(|part| 255 - (f32::from(255 - part) * PALE).round() as u8))
        }
        Color::Gray(light) if 1.0 - light > PALE => Color::Gray(1.0 - (1.0 - light) * PALE),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::display::{Code, FileBytes, FillRule, Font, Glyph, GlyphRun};
    use crate::geom::{Path, Point, Size};
    use std::sync::Arc;

    fn condition(maximum_ink: f64) -> Condition {
        let at = |text: &str| At::new(text.to_string(), Span::NONE);
        Condition {
            name: at("Coated"),
            identifier: at("C"),
            registry: None,
            maximum_ink,
            minimum_line: Length::points(0.25),
            minimum_type: Length::points(5.0),
            mark_offset: Length::ZERO,
            resolution: 300.0,
            icc: FileBytes::Built(&[]),
            icc_zlib: None,
            origin: Span::NONE,
        }
    }

    fn area(side: f64, color: Color) -> Draw {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::mm(side), Length::mm(side));
        Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color }
    }

    fn text(size: f64) -> Draw {
        let font = Font { name: "T".into(), family: "T".into(), weight: 400, data: FileBytes::Built(&[]), hash: 1 };
        Draw::Glyphs(GlyphRun {
            turn: crate::geom::Turn::None,
            font: Arc::new(font),
            size: Length::points(size),
            origin: Point::new(Length::mm(20.0), Length::mm(20.0)),
            glyphs: vec![Glyph { id: 1, offset: Point::default(), text: 0..1 }],
            text: "a".into(),
            source: 0..1,
            color: Color::Cmyk([0.0; 4]),
        })
    }

    fn on_face(draws: Vec<Draw>) -> Face {
        let items = draws.into_iter().map(|draw| Item { draw, element: None, origin: Span::NONE }).collect();
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

    fn ground(draws: Vec<Draw>, maximum_ink: f64) -> Color {
        let mut face = on_face(draws);
        enrich(&mut face, &condition(maximum_ink));
        let Draw::Fill { color, .. } = &face.items[0].draw else { panic!("an area") };
        color.clone()
    }

    #[test]
    fn large_black_solids_are_rich_and_nothing_else_is() {
        let black = Color::Cmyk([0.0, 0.0, 0.0, 1.0]);
        assert_eq!(ground(vec![area(60.0, black.clone())], 3.0), Color::Cmyk(RICH));
        assert_eq!(ground(vec![area(60.0, black.clone()), text(24.0)], 3.0), Color::Cmyk(RICH));
        assert_eq!(ground(vec![area(60.0, black.clone()), text(12.0)], 3.0), black, "small type on it");
        assert_eq!(ground(vec![area(20.0, black.clone())], 3.0), black, "a small one");
        assert_eq!(ground(vec![area(60.0, black.clone())], 1.8), black, "a paper that takes less");
        let gray = Color::Cmyk([0.0, 0.0, 0.0, 0.9]);
        assert_eq!(ground(vec![area(60.0, gray.clone())], 3.0), gray);
    }

    #[test]
    fn saving_ink_makes_large_solids_pale_and_leaves_small_ones() {
        let of = |side: f64, color: Color, codes: Vec<Code>| {
            let mut face = on_face(vec![area(side, color)]);
            face.codes = codes;
            lighten(&mut face);
            let Draw::Fill { color, .. } = &face.items[0].draw else { panic!("an area") };
            color.clone()
        };
        assert_eq!(of(20.0, Color::Rgb([0, 100, 255]), vec![]), Color::Rgb([217, 232, 255]));
        assert_eq!(of(5.0, Color::Rgb([0, 100, 255]), vec![]), Color::Rgb([0, 100, 255]));
        assert_eq!(of(20.0, Color::Rgb([230, 240, 250]), vec![]), Color::Rgb([230, 240, 250]), "pale already");
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::mm(20.0), Length::mm(20.0));
        let (module, payload, block) = (Length::mm(0.5), String::new(), String::new());
        let code = Code { rect, module, modules: 25, payload, block, origin: Span::NONE };
        assert_eq!(of(20.0, Color::Gray(0.0), vec![code]), Color::Gray(0.0), "a code");
    }
}
