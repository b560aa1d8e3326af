//! What only a press asks of a finished face: large solids of black are made rich, so that they come out deep and
//! without pinholes. Small type and codes stay black ink alone.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::display::{FileBytes, FillRule, Font, Glyph, GlyphRun};
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
            color: Color::Cmyk([0.0; 4]),
        })
    }

    fn ground(draws: Vec<Draw>, maximum_ink: f64) -> Color {
        let items = draws.into_iter().map(|draw| Item { draw, element: None, origin: Span::NONE }).collect();
        let trim = Size::new(Length::mm(100.0), Length::mm(100.0));
        let mut face = Face {
            name: "front".into(),
            trim,
            bleed: Length::ZERO,
            items,
            elements: vec![],
            codes: vec![],
            tools: vec![],
            areas: vec![],
        };
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
}
