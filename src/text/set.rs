//! Lines to glyph runs: positions on paper for a size and a place.

use super::runs::Cluster;
use super::{Breaks, Shaped, ink};
use crate::color::Color;
use crate::display::{Glyph, GlyphRun, Turn};
use crate::geom::{Length, Point};
use skrifa::raw::FontRef;
use std::ops::Range;
use std::sync::Arc;

/// One line of glyphs. Positions are from the left end of its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct SetLine {
    /// In visual order; a new one where the font changes.
    pub runs: Vec<GlyphRun>,
    /// Advance without the space at its end.
    pub width: Length,
    /// How far the sign it begins with, and the one it ends with, may hang out so that its edge looks straight.
    pub hang: (Length, Length),
}

/// Signs that hang out at the beginning of a line, and how far, in parts of their advance.
const HANGING_START: &[(&str, f64)] = &[("“„‟«‹\"", 0.9), ("‘‚'", 0.9)];
/// Signs that hang out at its end.
const HANGING_END: &[(&str, f64)] = &[(".,\u{2010}-", 0.7), ("”»›’\"'", 0.9), (":;!?", 0.25)];

impl Shaped {
    /// The glyphs of each line at a size, in the given colour. With a measure in ems, all lines but the last are spread
    /// out to it.
    pub fn set(&self, breaks: &Breaks, size: Length, color: &Color, justified: Option<f64>) -> Vec<SetLine> {
        let starts = std::iter::once(0).chain(breaks.ends.iter().copied());
        let ranges = starts.zip(breaks.ends.iter().copied()).map(|(start, end)| start..end);
        let set = |atoms: Range<usize>| {
            let last = atoms.end == self.atoms.len();
            let measure = justified.filter(|_| !last);
            LineSetter { shaped: self, atoms, size, color, carry: 0.0, stretch: 0.0 }.set(measure)
        };
        ranges.map(set).collect()
    }
}

/// Glyphs of a run as they come to stand.
struct GlyphLine {
    glyphs: Vec<Glyph>,
    /// Where the next one stands, before cuts and stretches, in shaping units.
    x: f64,
    /// What cuts and stretches have moved it by.
    carry: f64,
    /// Where the run begins.
    left: f64,
}

/// One line while its glyphs are put in their places.
struct LineSetter<'a> {
    shaped: &'a Shaped,
    /// Atoms of the line.
    atoms: Range<usize>,
    size: Length,
    color: &'a Color,
    /// What cuts and stretches have moved the next glyph by, in shaping units.
    carry: f64,
    /// Put into each space, in ems.
    stretch: f64,
}

impl LineSetter<'_> {
    fn set(mut self, measure: Option<f64>) -> SetLine {
        let shaped = self.shaped;
        let natural = shaped.width(self.atoms.clone());
        let parted = shaped.is_parted(self.atoms.end);
        let hang = self.hang(parted);
        let mut width = natural;
        if let Some(measure) = measure {
            // The signs hang out on both sides of a line whose edges are straight.
            let measure = measure + (hang.0 + hang.1).ratio(self.size);
            let spaces = self.inner_spaces();
            if spaces > 0 && measure > natural {
                self.stretch = (measure - natural) / spaces as f64;
                width = measure;
            }
        }
        self.carry -= shaped.atoms.get(self.atoms.start).map_or(0.0, |a| a.lead) * Shaped::shaping_size();
        let mut runs: Vec<GlyphRun> = Vec::new();
        let mut offset = 0.0_f32;
        for run in shaped.runs.visual(&self.atoms) {
            runs.extend(self.run(run, offset));
            offset = self.behind(run, offset);
        }
        if parted && let Some(run) = runs.last_mut() {
            self.hyphen(run, width);
        }
        SetLine { runs, width: self.size.scale(width), hang }
    }

    fn to_paper(&self, units: f32) -> Length {
        self.size.scale(f64::from(units) / Shaped::shaping_size())
    }

    fn inner_spaces(&self) -> usize {
        self.shaped.atoms[self.atoms.start..self.inked_end()].iter().filter(|a| a.is_space).count()
    }

    /// The atom after the last one that is no space.
    fn inked_end(&self) -> usize {
        let atoms = &self.shaped.atoms[self.atoms.clone()];
        self.atoms.start + atoms.iter().rposition(|a| !a.is_space).map_or(0, |i| i + 1)
    }

    /// The pieces of a run that stand on this line.
    fn pieces(&self, run: usize) -> Range<usize> {
        let pieces = &self.shaped.runs.runs[run].pieces;
        pieces.start.max(self.atoms.start)..pieces.end.min(self.atoms.end)
    }

    /// Where a run ends that begins at an offset, in thousandths of an em. What is of one style is summed by itself.
    fn behind(&self, run: usize, mut offset: f32) -> f32 {
        let runs = &self.shaped.runs;
        let (mut style, mut sum) = (None, 0.0);
        let mut add = |piece: &Cluster| {
            if piece.glyphs.is_empty() {
                return;
            }
            if style.is_some_and(|style| style != piece.style) {
                offset += sum;
                sum = 0.0;
            }
            style = Some(piece.style);
            sum += piece.units;
        };
        let pieces = &runs.pieces[self.pieces(run)];
        if runs.runs[run].level % 2 == 1 {
            pieces.iter().rev().for_each(&mut add);
        } else {
            pieces.iter().for_each(&mut add);
        }
        offset + sum
    }

    fn run(&mut self, run: usize, offset: f32) -> Option<GlyphRun> {
        let shaped = self.shaped;
        let pieces = self.pieces(run);
        let run = &shaped.runs.runs[run];
        let font = run.font.as_ref()?;
        let (first, last) = (shaped.runs.pieces[pieces.clone()].first()?, &shaped.runs.pieces[pieces.end - 1]);
        let text_range = first.text.start..last.text.end;
        let left = f64::from(offset) + self.carry;
        let mut line = GlyphLine { glyphs: Vec::with_capacity(pieces.len()), x: f64::from(offset), carry: self.carry, left };
        let (mut is_shown, inked_end) = (false, self.inked_end());
        let mut show = |at: usize| {
            is_shown |= !shaped.runs.pieces[at].glyphs.is_empty();
            self.piece(at, (text_range.start, inked_end), &mut line);
        };
        if run.level % 2 == 1 {
            pieces.rev().for_each(&mut show);
        } else {
            pieces.for_each(&mut show);
        }
        if !is_shown {
            return None;
        }
        self.carry = line.carry;
        if line.glyphs.is_empty() {
            return None;
        }
        Some(GlyphRun {
            font: Arc::clone(font),
            size: self.size,
            origin: Point::new(self.size.scale(left / Shaped::shaping_size()), Length::ZERO),
            glyphs: line.glyphs,
            source: shaped.source(&text_range),
            text: shaped.text[text_range].to_string(),
            color: self.color.clone(),
            turn: Turn::None,
        })
    }

    /// Puts the glyphs of a piece on a line.
    fn piece(&self, at: usize, (text_start, inked_end): (usize, usize), line: &mut GlyphLine) {
        let shaped = self.shaped;
        let piece = &shaped.runs.pieces[at];
        let (before, mut after) = self.moved(at);
        // Isolates and the like order the letters and leave nothing on paper.
        let is_drawn = !shaped.text[piece.text.clone()].chars().all(leaves_nothing);
        let glyphs = &shaped.runs.glyphs[piece.glyphs.clone()];
        // Its first glyph with an advance stands for the text: from right to left, dots and marks come before it.
        let bearer = glyphs.iter().position(|glyph| glyph.advance > 0.0).unwrap_or(0);
        for (index, glyph) in glyphs.iter().enumerate() {
            let text = match index == bearer {
                true => (piece.text.start - text_start) as u32..(piece.text.end - text_start) as u32,
                false => 0..0,
            };
            let x = line.x + line.carry - before + f64::from(glyph.x) - line.left;
            line.x += f64::from(glyph.advance);
            if glyph.id != 0 && is_drawn {
                let offset = Point::new(self.size.scale(x / Shaped::shaping_size()), self.to_paper(glyph.y));
                line.glyphs.push(Glyph { id: glyph.id as u16, offset, text });
            }
        }
        if let Some(filling) = self.filling(at, inked_end, line) {
            line.glyphs.push(filling);
        }
        // White space at the end of a line takes no room, wherever the directions round it have put it: on the left of a line
        // from right to left, or in its middle where words from left to right go on in the next one (UAX #9, L1).
        if at >= inked_end {
            after = -glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>();
        }
        line.carry += after;
    }

    /// A blank glyph in the space that was put behind an atom. It stands for no text: readers who take a wide gap for a space
    /// of the words find none.
    fn filling(&self, at: usize, inked_end: usize, line: &GlyphLine) -> Option<Glyph> {
        if self.shaped.atoms[at].cut >= 0.0 || at + 1 >= inked_end {
            return None;
        }
        let run = self.shaped.runs.runs.iter().find(|run| run.pieces.contains(&at))?;
        let font = FontRef::new(run.font.as_ref()?.data.as_slice()).ok()?;
        let x = line.x + line.carry - line.left;
        let offset = Point::new(self.size.scale(x / Shaped::shaping_size()), Length::ZERO);
        Some(Glyph { id: ink::space(&font)?, offset, text: 0..0 })
    }

    /// How far the ink of an atom is moved to the left, and what comes after it is moved to the right.
    fn moved(&self, at: usize) -> (f64, f64) {
        if self.stretch == 0.0 && !self.shaped.has_cuts {
            return (0.0, 0.0);
        }
        let atom = &self.shaped.atoms[at];
        let stretch = if atom.is_space { self.stretch } else { 0.0 };
        let em = Shaped::shaping_size();
        (atom.shift * em, (stretch - atom.cut) * em)
    }

    /// Draws the hyphen of a parted word at the end of the line.
    fn hyphen(&self, run: &mut GlyphRun, width: f64) {
        let font = Arc::clone(&run.font);
        let Some((glyph, advance)) = FontRef::new(font.data.as_slice()).ok().and_then(|f| ink::hyphen(&f)) else { return };
        let x = self.size.scale(width - advance) - run.origin.x;
        // A soft hyphen, so that a reader puts the word together again (ISO 14289-1, 7.2).
        let start = run.text.len() as u32;
        run.text.push('\u{ad}');
        run.glyphs.push(Glyph { id: glyph, offset: Point::new(x, Length::ZERO), text: start..run.text.len() as u32 });
    }

    /// How far the first and the last sign may hang out.
    fn hang(&self, parted: bool) -> (Length, Length) {
        let atoms = &self.shaped.atoms[self.atoms.clone()];
        let part = |table: &[(&str, f64)], c: char| table.iter().find(|(signs, _)| signs.contains(c)).map_or(0.0, |(_, p)| *p);
        let sign = |i: usize| self.shaped.text[atoms[i].start..].chars().next().unwrap_or(' ');
        let Some(last) = atoms.iter().rposition(|a| !a.is_space) else { return (Length::ZERO, Length::ZERO) };
        if self.shaped.right_to_left {
            return (Length::ZERO, Length::ZERO);
        }
        let start = part(HANGING_START, sign(0)) * atoms[0].advance;
        let end = match parted {
            true => part(HANGING_END, '-') * atoms[last].hyphen,
            false => part(HANGING_END, sign(last)) * atoms[last].advance,
        };
        (self.size.scale(start), self.size.scale(end))
    }
}

/// Signs that order and break text; joiners are not among them, they belong to the words.
fn leaves_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
