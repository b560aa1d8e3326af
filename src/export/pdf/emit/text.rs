//! Glyph runs to text objects, each glyph in its exact place, with the text it stands for where its font does not say so.

use super::content::Array;
use super::{StreamWriter, number};
use crate::display::{Glyph, GlyphRun, Turn};
use crate::export::pdf::fonts::MARK;
use crate::export::pdf::inks::is_black;
use crate::export::pdf::subset::Subset;
use crate::geom::{Length, Rect, nearest};
use std::borrow::Cow;

/// Thousandths of an em that a glyph may stand beside its place, as the rounding of its width has it: a hundredth of a
/// point in copy.
const ROUNDING: i64 = 1;

impl StreamWriter<'_> {
    /// A run as one text object: exact places by kerning against the widths in the file; a new matrix where a glyph
    /// leaves the baseline.
    pub(super) fn text(&mut self, run: &GlyphRun) {
        self.set_overprint(self.press && is_black(&run.color));
        self.set_fill(&run.color);
        let fonts = self.fonts;
        let subset = fonts.subset(&run.font);
        let run = &*marks_last(run, subset);
        self.stream.fonts.insert(subset.name.clone());
        self.content.op("BT");
        self.content.name(&subset.name).number(number(run.size)).op("Tf");
        let mut start = 0;
        while start < run.glyphs.len() {
            let end = match tagged(run, subset, start) {
                Some((text, end)) => {
                    // Its text is another than its font says.
                    self.content.name("Span").actual_text(text).op("BDC");
                    self.show_all(run, subset, start..end);
                    self.end_marked();
                    end
                }
                None => {
                    let next = (start + 1..run.glyphs.len()).find(|i| tagged(run, subset, *i).is_some());
                    let end = next.unwrap_or(run.glyphs.len());
                    self.show_all(run, subset, start..end);
                    end
                }
            };
            start = end;
        }
        self.content.op("ET");
    }

    /// Glyphs in pieces of one height each.
    fn show_all(&mut self, run: &GlyphRun, subset: &Subset, range: std::ops::Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            let height = run.glyphs[start].offset.y;
            let end = (start + 1..range.end).find(|i| run.glyphs[*i].offset.y != height).unwrap_or(range.end);
            self.show(run, subset, start..end);
            start = end;
        }
    }

    fn show(&mut self, run: &GlyphRun, subset: &Subset, range: std::ops::Range<usize>) {
        let glyphs = &run.glyphs[range];
        let first = glyphs[0].offset;
        let start = run.lying(Rect::new(run.origin.x + first.x, run.origin.y + first.y, Length::ZERO, Length::ZERO));
        let (x, y) = (number(start.x), number(self.height - start.y));
        let matrix = match run.turn {
            Turn::None => [1.0, 0.0, 0.0, 1.0, x, y],
            Turn::Quarter => [0.0, -1.0, 1.0, 0.0, x, y],
            Turn::Half => [-1.0, 0.0, 0.0, -1.0, x, y],
            Turn::ThreeQuarters => [0.0, 1.0, -1.0, 0.0, x, y],
        };
        self.content.numbers(matrix).op("Tm");
        let origin = first.x;
        self.content
            .array(|shown| show_glyphs(shown, glyphs, subset, |x| nearest((x - origin).ratio(run.size) * 1000.0)))
            .op("TJ");
    }
}

/// Codes of glyphs, and between them how far the pen goes back to where the next one stands, in whole thousandths of an em
/// from the first one's origin.
fn show_glyphs(shown: &mut Array<'_>, glyphs: &[Glyph], subset: &Subset, place: impl Fn(Length) -> i64) {
    let mut pen = 0_i64;
    let mut codes = Vec::with_capacity(glyphs.len() * 2);
    for (i, glyph) in glyphs.iter().enumerate() {
        let known = subset.glyph(glyph.id);
        codes.extend(known.id.to_be_bytes());
        pen += known.width;
        let kern = glyphs.get(i + 1).map_or(0, |next| pen - place(next.offset.x));
        if kern.abs() > ROUNDING {
            pen -= kern;
            shown.string(&codes);
            shown.integer(kern);
            codes.clear();
        }
    }
    shown.string(&codes);
}

/// The run with its dots and marks after all letters: between two letters, a reader takes the step back to a mark for
/// the end of a word.
pub(super) fn marks_last<'r>(run: &'r GlyphRun, subset: &Subset) -> Cow<'r, GlyphRun> {
    let is_mark = |glyph: &Glyph| glyph.text.is_empty() && subset.glyph(glyph.id).width == 0;
    if !run.glyphs.iter().any(is_mark) {
        return Cow::Borrowed(run);
    }
    let (marks, letters): (Vec<Glyph>, Vec<Glyph>) = run.glyphs.iter().cloned().partition(is_mark);
    Cow::Owned(GlyphRun { glyphs: letters.into_iter().chain(marks).collect(), ..run.clone() })
}

/// The text of a glyph and the end of what stands for it, where its font alone does not say so: the glyph has another
/// text there, or its letters take more glyphs than one.
pub(super) fn tagged<'r>(run: &'r GlyphRun, subset: &Subset, index: usize) -> Option<(&'r str, usize)> {
    let glyph = &run.glyphs[index];
    let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
    let known = subset.glyph(glyph.id);
    if text.is_empty() && known.width == 0 {
        return (known.text != MARK).then_some((MARK, index + 1));
    }
    let goes_on = |i: &usize| run.glyphs[*i].text.is_empty() && subset.glyph(run.glyphs[*i].id).width > 0;
    let end = (index + 1..run.glyphs.len()).take_while(goes_on).last().map_or(index + 1, |last| last + 1);
    (end > index + 1 || text != known.text).then_some((text, end))
}
