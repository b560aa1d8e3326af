//! `text-over-text`: no words are printed over others. Looked for in the ink of each line, which only the fonts know.

use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Element, ElementId, Face, GlyphRun, Item};
use crate::geom::Rect;
use crate::text::ink::InkCache;
use std::collections::BTreeSet;

/// What the ink of two glyphs may share of the smaller one's size: accents of capitals that reach to the descenders over them.
const TOUCH: f64 = 0.12;

/// A line on a face, as far as its ink reaches.
struct InkedLine<'a> {
    ink: Rect,
    run: &'a GlyphRun,
    element: ElementId,
}

/// Each pair of texts that lie on each other, once.
pub(super) fn overlaps(face: &Face, inks: &mut InkCache) -> Vec<Diagnostic> {
    let mut lines: Vec<InkedLine<'_>> = near_others(face, inks).into_iter().filter_map(|item| line(item, inks)).collect();
    lines.sort_by_key(|line| (line.ink.y, line.ink.x));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (i, upper) in lines.iter().enumerate() {
        for lower in lines[i + 1..].iter().take_while(|lower| lower.ink.y < upper.ink.bottom()) {
            if upper.element != lower.element && meet(upper, lower, inks) && told.insert([upper.element, lower.element]) {
                let of = |line: &InkedLine<'_>| face.elements.get(line.element.0 as usize);
                found.extend(of(upper).zip(of(lower)).map(|(upper, lower)| diagnostic(upper, lower, &face.name)));
            }
        }
    }
    found
}

/// The lines that may meet one of another text: of most even a box that is too large meets none.
fn near_others<'a>(face: &'a Face, inks: &InkCache) -> Vec<&'a Item> {
    let about = |item: &'a Item| match (&item.draw, item.element) {
        // Of what nobody has looked at, all that can be said is that it may be anywhere.
        (Draw::Glyphs(run), Some(element)) => Some((item, element, inks.about_run(run).map(|about| run.lying(about)))),
        _ => None,
    };
    let all: Vec<_> = face.items.iter().filter_map(about).collect();
    let may_meet = |one: Option<Rect>, other: Option<Rect>| one.zip(other).is_none_or(|(one, other)| one.overlaps(other));
    let is_near = |(_, element, about): &&(&Item, ElementId, Option<Rect>)| {
        all.iter().any(|(_, other, their)| other != element && may_meet(*about, *their))
    };
    all.iter().filter(is_near).map(|(item, ..)| *item).collect()
}

fn line<'a>(item: &'a Item, inks: &mut InkCache) -> Option<InkedLine<'a>> {
    let Draw::Glyphs(run) = &item.draw else { return None };
    Some(InkedLine { ink: run.lying(inks.of_run(run)?), run, element: item.element? })
}

/// Whether any glyph of one lies on one of the other: the boxes of whole lines meet where an accent stands over a gap.
fn meet(a: &InkedLine<'_>, b: &InkedLine<'_>, inks: &mut InkCache) -> bool {
    if !a.ink.overlaps(b.ink) {
        return false;
    }
    let shared = a.run.size.min(b.run.size).scale(TOUCH);
    let theirs = inks.of_glyphs(b.run);
    inks.of_glyphs(a.run).into_iter().any(|glyph| theirs.iter().any(|other| glyph.outset(-shared).overlaps(*other)))
}

fn diagnostic(upper: &Element, lower: &Element, face: &str) -> Diagnostic {
    let message = match upper.block == lower.block {
        true => format!("words of `{}` are printed over each other on the {face}", upper.block),
        false => format!("`{}` is printed over `{}` on the {face}", lower.block, upper.block),
    };
    Diagnostic::error(&checks::TEXT_OVER_TEXT, lower.origin, message)
        .also(upper.origin, "the other words")
        .help("shorten one of the two, or give their areas more room in the theme")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::diag::Span;
    use crate::display::{Font, Glyph, Role};
    use crate::geom::{Length, Point, Size, Turn};
    use crate::model::FileBytes;
    use std::sync::Arc;

    /// A figure of 20 pt whose baseline stands at these points.
    fn figure(element: u32, x: f64, y: f64) -> Item {
        let data = FileBytes::Built(include_bytes!("../../fonts/public-sans/PublicSans_400Regular.ttf"));
        let run = GlyphRun {
            turn: Turn::None,
            font: Arc::new(Font { name: "Test".into(), family: "Test".into(), weight: 400, data, hash: 1 }),
            size: Length::points(20.0),
            origin: Point::new(Length::points(x), Length::points(y)),
            glyphs: vec![Glyph { id: 40, offset: Point::default(), text: 0..1 }],
            text: "E".into(),
            source: 0..1,
            color: Color::Gray(0.0),
        };
        Item { draw: Draw::Glyphs(run), element: Some(ElementId(element)), origin: Span::NONE }
    }

    fn found(items: Vec<Item>) -> usize {
        let element = |block: &str| Element {
            role: Role::Paragraph,
            language: "en".into(),
            text: "E".into(),
            origin: Span::NONE,
            block: block.into(),
            order: 0,
            links: Vec::new(),
            repeats: None,
            echoes: false,
        };
        let face = Face { items, elements: vec![element("text.a"), element("text.b")], ..Face::blank("front", Size::default()) };
        overlaps(&face, &mut InkCache::default()).len()
    }

    #[test]
    fn what_lies_on_something_else_is_found_once() {
        assert_eq!(found(vec![figure(0, 10.0, 40.0), figure(1, 15.0, 45.0), figure(1, 12.0, 42.0)]), 1);
    }

    #[test]
    fn lines_one_under_the_other_and_those_of_one_text_are_not() {
        assert_eq!(found(vec![figure(0, 10.0, 40.0), figure(1, 10.0, 56.0)]), 0, "under it");
        assert_eq!(found(vec![figure(0, 10.0, 40.0), figure(1, 30.0, 40.0)]), 0, "beside it");
        assert_eq!(found(vec![figure(0, 10.0, 40.0), figure(0, 12.0, 42.0)]), 0, "of the same text");
    }
}
