//! What a content stream paints: areas, lines, type, shadings and patterns, each with its ink.

use super::content::{Place, Walk};
use super::outlines::{MOST_MARKS, Outline};
use super::parts::font as facts;
use super::resources::{encoding, height, is_blank, matrix, strings};
use super::spaces::Space;
use super::state::{GraphicsState, Ink, is_paper, is_step, overlap, scale, times};
use super::{FontFacts, Paint, Painted};
use lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

/// Ways of painting of one page that are kept apart; what goes beyond is kept without its amounts.
const MOST_PAINTS: usize = 50_000;
/// A filled area thinner than this may break up, in points.
const SLIVER: f64 = 0.2;

impl Walk<'_, '_> {
    pub(super) fn paint(&mut self, what: Painted, ink: &Ink, overprint: bool, state: &GraphicsState) {
        if let Space::Unknown(name) = &ink.space {
            self.page.undefined.insert(name.clone());
        }
        let alpha = if matches!(what, Painted::Line(_)) { state.alpha_line } else { state.alpha_fill };
        self.page.see_through |= alpha < 1.0 || state.mixes;
        let amounts = if self.page.paints.len() < MOST_PAINTS { ink.amounts.clone() } else { Vec::new() };
        let paint = Paint { what, space: ink.space.clone(), amounts, overprint, nonzero: state.overprint.nonzero };
        self.page.paints.entry(paint).or_insert([state.ctm[4], state.ctm[5]]);
    }

    pub(super) fn filled(&mut self, outline: &Outline, even_odd: bool, state: &GraphicsState, place: &Place<'_>) {
        let ink = &state.fill;
        self.paint(Painted::Area, ink, state.overprint.fill, state);
        self.pattern(ink, state, place);
        let bounds = outline.bounds();
        let step = match (&self.before, bounds) {
            // Two steps of a gradient may come to the same inks.
            (Some((before, at)), Some(bounds)) => {
                (is_step(before, ink) || self.stepping && before == ink) && overlap(*at, bounds)
            }
            _ => false,
        };
        self.stepping = step;
        if !step
            && !is_paper(ink)
            && let Some(thin) = outline.thinner_than(SLIVER, even_odd)
        {
            self.paint(Painted::Sliver((thin.thick * 1000.0).round() as i32, thin.is_line), ink, state.overprint.fill, state);
        }
        self.mark(outline);
        self.before = bounds.map(|bounds| (ink.clone(), bounds));
    }

    pub(super) fn line(&mut self, outline: &Outline, state: &GraphicsState, place: &Place<'_>) {
        let width = state.width * scale(state.ctm);
        self.paint(Painted::Line((width * 1000.0).round() as i32), &state.line, state.overprint.line, state);
        self.pattern(&state.line, state, place);
        self.mark(outline);
    }

    pub(super) fn mark(&mut self, outline: &Outline) {
        if let Some(trim) = self.page.trim
            && self.page.marks.len() < MOST_MARKS
        {
            self.page.marks.extend(outline.marks(trim));
        }
    }

    pub(super) fn text(&mut self, operands: &[Object], state: &GraphicsState, place: &Place<'_>) {
        if state.invisible || is_blank(operands) {
            return;
        }
        let reader = self.reader;
        let fonts = place.resources.and_then(|r| reader.dict(r, b"Font"));
        let font = state.font.as_ref().and_then(|name| reader.dict(fonts?, name));
        let both = times(state.text, state.ctm);
        if let Some(dict) = font {
            self.fonts.insert(FontFacts { shown: true, ..facts(reader, dict) });
        }
        let type3 = font.filter(|font| reader.name(font, b"Subtype").is_some_and(|s| s == "Type3"));
        // Height of the em: how long an upright unit comes out. A font that draws itself has no em, but a height.
        let em = match type3 {
            Some(font) => height(reader, font),
            None => 1.0,
        };
        let size = state.size * both[2].hypot(both[3]) * em;
        let at = GraphicsState { ctm: both, ..state.clone() };
        if state.outlined {
            let width = (state.width * scale(state.ctm) * 1000.0).round() as i32;
            self.paint(Painted::Line(width), &state.line, state.overprint.line, &at);
        }
        self.paint(Painted::Type((size.abs() * 100.0).round() as i32), &state.fill, state.overprint.fill, &at);
        self.pattern(&state.fill, state, place);
        if let Some(font) = type3 {
            self.glyphs(font, operands, state, place);
        }
    }

    /// The procedures of the glyphs that are shown, in the colour of the type.
    pub(super) fn glyphs(&mut self, font: &Dictionary, operands: &[Object], state: &GraphicsState, place: &Place<'_>) {
        let reader = self.reader;
        let own = reader.dict(font, b"Resources").or(place.resources);
        let Some(procedures) = reader.dict(font, b"CharProcs") else { return };
        let encoding = encoding(reader, font);
        let matrix = matrix(reader, font, b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let size = [state.size, 0.0, 0.0, state.size, 0.0, 0.0];
        let ctm = times(matrix, times(size, times(state.text, state.ctm)));
        let shown: BTreeSet<u8> = strings(operands).into_iter().flatten().copied().collect();
        for name in shown.iter().filter_map(|code| encoding.get(code)) {
            if let Some(stream) = reader.stream(procedures, name) {
                let start = GraphicsState { ctm, line: state.fill.clone(), ..state.clone() };
                self.form(&format!("{}, a glyph", place.name), stream, own, start);
            }
        }
    }

    pub(super) fn shading(&mut self, name: Option<&Object>, resources: Option<&Dictionary>, state: &GraphicsState) {
        let reader = self.reader;
        let Some(resources) = resources else { return };
        let name = name.and_then(|n| n.as_name().ok());
        if let Some(shading) = name.and_then(|name| reader.dict(reader.dict(resources, b"Shading")?, name)) {
            self.shaded(shading, Some(resources), state);
        }
    }

    pub(super) fn shaded(&mut self, shading: &Dictionary, resources: Option<&Dictionary>, state: &GraphicsState) {
        let Some(space) = self.reader.get(shading, b"ColorSpace") else { return };
        let ink = Ink::of(Space::read(space, resources, self.reader), Vec::new());
        self.paint(Painted::Shading, &ink, state.overprint.fill, state);
    }

    /// The cell or the shading of the pattern that is painted with.
    pub(super) fn pattern(&mut self, ink: &Ink, state: &GraphicsState, place: &Place<'_>) {
        let reader = self.reader;
        let Some(name) = ink.pattern.as_ref().filter(|_| matches!(ink.space, Space::Pattern(_))) else { return };
        let patterns = place.resources.and_then(|r| reader.dict(r, b"Pattern"));
        let Some(pattern) = patterns.and_then(|patterns| reader.get(patterns, name)) else { return };
        match pattern {
            Object::Stream(stream) => {
                let mut start = GraphicsState::new(self.sheet());
                // One without a colour of its own takes that of its user (8.7.3.3).
                if reader.number(&stream.dict, b"PaintType") == Some(2.0)
                    && let Space::Pattern(Some(under)) = &ink.space
                {
                    start.fill = Ink::of((**under).clone(), ink.amounts.clone());
                    start.line = start.fill.clone();
                }
                start.overprint.fill = state.overprint.fill;
                self.form(&format!("{}, a pattern", place.name), stream, place.resources, start);
            }
            Object::Dictionary(dict) => {
                if let Some(shading) = reader.dict(dict, b"Shading") {
                    self.shaded(shading, place.resources, state);
                }
            }
            _ => {}
        }
    }
}
