//! Lines to glyph runs: positions on paper for a size and a place.

use super::{Breaks, Shaped, ink};
use crate::color::Color;
use crate::display::{Glyph, GlyphRun, Turn};
use crate::geom::{Length, Point};
use parley::layout::GlyphRun as ParleyRun;
use skrifa::raw::FontRef;
use std::ops::Range;
use std::sync::Arc;

/// One line of glyphs. Positions are from the left end of its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct SetLine {
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
        let mut layout = self.layout.clone();
        let mut breaker = layout.break_lines();
        let mut start = 0;
        for &end in &breaks.ends {
            let characters: u32 = self.atoms[start..end].iter().map(|a| a.characters).sum();
            breaker.break_next_with_length(characters);
            start = end;
        }
        breaker.finish();
        let starts = std::iter::once(0).chain(breaks.ends.iter().copied());
        let ranges = starts.zip(breaks.ends.iter().copied()).map(|(start, end)| start..end);
        layout
            .lines()
            .zip(ranges)
            .map(|(line, atoms)| {
                let last = atoms.end == self.atoms.len();
                let measure = justified.filter(|_| !last);
                LineSetter { shaped: self, atoms, size, color, carry: 0.0, stretch: 0.0 }.set(&line, measure)
            })
            .collect()
    }
}

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
    fn set(mut self, line: &parley::layout::Line<'_, ()>, measure: Option<f64>) -> SetLine {
        let shaped = self.shaped;
        let metrics = line.metrics();
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
        // White space at the end of a line hangs: on the right of a left-to-right line, on the left of the other.
        let hanging = self.to_paper(metrics.hanging_advance);
        let rtl = shaped.right_to_left;
        let shift = self.to_paper(metrics.offset + metrics.inline_min_coord) + if rtl { hanging } else { Length::ZERO };
        self.carry -= shaped.atoms.get(self.atoms.start).map_or(0.0, |a| a.lead) * Shaped::shaping_size();
        let mut runs: Vec<GlyphRun> = Shaped::glyph_runs(line).iter().filter_map(|run| self.run(run, shift)).collect();
        if parted && let Some(run) = runs.last_mut() {
            self.hyphen(run, width);
        }
        SetLine { runs, width: self.size.scale(width), hang }
    }

    fn to_paper(&self, units: f32) -> Length {
        self.size.scale(f64::from(units) / Shaped::shaping_size())
    }

    fn inner_spaces(&self) -> usize {
        let atoms = &self.shaped.atoms[self.atoms.clone()];
        let end = atoms.iter().rposition(|a| !a.is_space).map_or(0, |i| i + 1);
        atoms[..end].iter().filter(|a| a.is_space).count()
    }

    fn run(&mut self, run: &ParleyRun<'_, ()>, shift: Length) -> Option<GlyphRun> {
        let font = self.shaped.fonts.get(&run.run().font().data.id())?;
        let text_range = run.run().text_range();
        let left = f64::from(run.offset()) + self.carry;
        let paper = |units: f64| self.size.scale(units / Shaped::shaping_size());
        let mut glyphs = Vec::new();
        let mut x = f64::from(run.offset());
        let mut carry = self.carry;
        // Clusters in visual order carry the text of each glyph; their glyphs are those of the run, in order.
        for cluster in run.run().visual_clusters() {
            let range = cluster.text_range();
            let (before, after) = self.moved(range.start);
            // Isolates and the like order the letters and leave nothing on paper.
            let is_drawn = self.shaped.text[range.clone()].chars().any(|c| !leaves_nothing(c));
            // Its first glyph with an advance stands for the text: from right to left, dots and marks come before it.
            let bearer = cluster.glyphs().position(|glyph| glyph.advance > 0.0).unwrap_or(0);
            for (index, glyph) in cluster.glyphs().enumerate() {
                let text = match index == bearer {
                    true => (range.start - text_range.start) as u32..(cluster_end(&cluster, run) - text_range.start) as u32,
                    false => 0..0,
                };
                let at = x + carry - before + f64::from(glyph.x) - left;
                x += f64::from(glyph.advance);
                if glyph.id != 0 && is_drawn {
                    glyphs.push(Glyph { id: glyph.id as u16, offset: Point::new(paper(at), self.to_paper(glyph.y)), text });
                }
            }
            carry += after;
        }
        let origin = Point::new(paper(left) - shift, Length::ZERO);
        self.carry = carry;
        if glyphs.is_empty() {
            return None;
        }
        let text = self.shaped.text[text_range].to_string();
        Some(GlyphRun {
            font: Arc::clone(font),
            size: self.size,
            origin,
            glyphs,
            text,
            color: self.color.clone(),
            turn: Turn::None,
        })
    }

    /// How far the ink of the cluster at a byte is moved to the left, and what comes after it is moved to the right.
    fn moved(&self, byte: usize) -> (f64, f64) {
        let atoms = &self.shaped.atoms;
        if self.stretch == 0.0 && !self.shaped.has_cuts {
            return (0.0, 0.0);
        }
        let Ok(at) = atoms.binary_search_by_key(&byte, |a| a.start) else { return (0.0, 0.0) };
        let atom = &atoms[at];
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

/// End of the text a cluster's glyphs stand for: a ligature's reaches over the clusters it has swallowed.
fn cluster_end(cluster: &parley::layout::Cluster<'_, ()>, run: &ParleyRun<'_, ()>) -> usize {
    let limit = run.run().text_range().end;
    let mut end = cluster.text_range().end;
    if cluster.is_ligature_start() {
        let mut next = cluster.next_logical();
        while let Some(c) = next.filter(|c| c.is_ligature_continuation() && c.text_range().end <= limit) {
            end = end.max(c.text_range().end);
            next = c.next_logical();
        }
    }
    end
}

/// Signs that order and break text; joiners are not among them, they belong to the words.
fn leaves_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
