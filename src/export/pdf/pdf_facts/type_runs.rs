//! Where lines of type begin and end (ISO 32000-1, 9.4): enough to tell one that runs across the trim, whose end is cut off.

use super::content::{Place, Walk};
use super::pen::Widths;
use super::reader::number;
use super::resources::is_blank;
use super::state::{GraphicsState, times};
use lopdf::Object;
use std::rc::Rc;

/// Widths of fonts that are kept.
const MOST_FONTS: usize = 1_000;
/// Lines of one page that are told.
const MOST_CUT: usize = 4;
/// Type that keeps so far from the trim is in no danger: 2 mm, in points.
const SAFE: f64 = 5.669;
/// Capitals are so high, in ems.
const CAPITALS: f64 = 0.7;
/// A blank or the side of a letter reaches so far past the cut, in ems.
const SIDE: f64 = 0.35;

impl Walk<'_, '_> {
    /// Moves the pen over what is shown, and keeps the line where it crosses the trim.
    pub(super) fn run(&mut self, operands: &[Object], state: &mut GraphicsState, place: &Place<'_>) {
        let Some(widths) = self.widths(state, place) else { return };
        let from = times(state.pen.at, state.ctm);
        let em = state.size * from[0].hypot(from[1]);
        let (mut begin, mut end) = (None, from);
        let parts = operands.iter().flat_map(|operand| match operand {
            Object::Array(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        });
        for part in parts {
            if let Some(moved) = number(part) {
                state.pen.advance(-moved / 1000.0 * state.size);
            }
            let Ok(text) = part.as_str() else { continue };
            // Glyph 0 of a font of whole numbers is the box for what it lacks (9.7.4.2).
            self.page.blank_glyphs |= widths.is_by_glyph && !state.invisible && widths.codes(text).any(|code| code == 0);
            for code in widths.codes(text) {
                let is_blank = widths.bytes == 1 && code == 32;
                if !is_blank && begin.is_none() {
                    begin = Some(times(state.pen.at, state.ctm));
                }
                let word = if is_blank { state.pen.word_spacing } else { 0.0 };
                state.pen.advance(widths.width(code) / 1000.0 * state.size + state.pen.spacing + word);
                if !is_blank {
                    end = times(state.pen.at, state.ctm);
                }
            }
        }
        if !state.invisible && !is_blank(operands) {
            self.crossing([from[4], from[5]], [end[4], end[5]], em.abs());
            if let Some(begin) = begin {
                let up = [begin[2], begin[3]].map(|part| part * state.size * CAPITALS);
                self.near([begin[4], begin[5]], [end[4], end[5]], up, em.abs());
            }
        }
    }

    /// A line that is upright or level, with one end on the page and the other beyond the cut.
    fn crossing(&mut self, from: [f64; 2], to: [f64; 2], em: f64) {
        let Some(trim) = self.page.trim.filter(|_| self.page.cut_type.len() < MOST_CUT && em > 0.0) else { return };
        let beyond = SIDE * em;
        let is_inside = |at: [f64; 2]| (0..2).all(|i| at[i] > trim[i] && at[i] < trim[i + 2]);
        let far_out = |at: [f64; 2]| {
            let sides =
                [("left", trim[0] - at[0]), ("bottom", trim[1] - at[1]), ("right", at[0] - trim[2]), ("top", at[1] - trim[3])];
            sides.into_iter().find(|(_, past)| *past > beyond).map(|(side, _)| side)
        };
        let side = if is_inside(from) { far_out(to) } else { far_out(from).filter(|_| is_inside(to)) };
        if let Some(side) = side {
            self.page.cut_type.entry(side.to_string()).or_insert((em * 100.0).round() as i32);
        }
    }

    /// A line that stands inside the trim as a whole, and near to it.
    fn near(&mut self, from: [f64; 2], to: [f64; 2], up: [f64; 2], em: f64) {
        let Some(trim) = self.page.trim.filter(|_| self.page.near_type.len() < MOST_CUT && em > 0.0) else { return };
        let corners = [from, to, [from[0] + up[0], from[1] + up[1]], [to[0] + up[0], to[1] + up[1]]];
        let least = |i: usize| corners.iter().map(|at| at[i]).fold(f64::MAX, f64::min);
        let most = |i: usize| corners.iter().map(|at| at[i]).fold(f64::MIN, f64::max);
        let sides = [
            ("left", least(0) - trim[0]),
            ("bottom", least(1) - trim[1]),
            ("right", trim[2] - most(0)),
            ("top", trim[3] - most(1)),
        ];
        if sides.iter().any(|(_, away)| *away < 0.0) {
            return;
        }
        for (side, away) in sides.into_iter().filter(|(_, away)| *away < SAFE) {
            let told = ((em * 100.0).round() as i32, (away * 100.0).round() as i32);
            self.page.near_type.entry(side.to_string()).or_insert(told);
        }
    }

    fn widths(&mut self, state: &GraphicsState, place: &Place<'_>) -> Option<Rc<Widths>> {
        let reader = self.reader;
        let fonts = place.resources.and_then(|r| reader.dict(r, b"Font"));
        let font = state.font.as_ref().and_then(|name| reader.dict(fonts?, name))?;
        let key = std::ptr::from_ref(font) as usize;
        if let Some(known) = self.widths.get(&key) {
            return known.clone();
        }
        let read = Widths::of(reader, font).map(Rc::new);
        if self.widths.len() < MOST_FONTS {
            self.widths.insert(key, read.clone());
        }
        read
    }
}
