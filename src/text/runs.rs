//! Shaped text as we keep it: runs of one font and one direction, pieces that are never cut, and their glyphs.

use super::library::Library;
use crate::model::Font;
use parley_engine::shape::{Character, Whitespace};
use parley_engine::{Atom, ShapedSlice, ShapedText};
use std::ops::Range;
use std::sync::Arc;

/// Type size that paragraphs are shaped at; all measures are divided by it again.
pub(super) const SHAPING_SIZE: f32 = 1000.0;

/// A paragraph's glyphs. Measures of pieces in ems, of glyphs in thousandths.
#[derive(Default)]
pub(super) struct Runs {
    /// In logical order.
    pub runs: Vec<FontRun>,
    pub pieces: Vec<Cluster>,
    /// Glyphs of each piece together, from left to right.
    pub glyphs: Vec<Mark>,
}

/// One font and one direction.
pub(super) struct FontRun {
    pub font: Option<Arc<Font>>,
    /// UAX #9: odd runs from right to left.
    pub level: u8,
    pub pieces: Range<usize>,
    /// Of its font, in ems.
    pub cap_height: Option<f64>,
    pub descent: f64,
}

/// What is never cut: letters and glyphs that share all their edges.
pub(super) struct Cluster {
    /// Bytes.
    pub text: Range<usize>,
    pub characters: u32,
    pub glyphs: Range<usize>,
    pub advance: f64,
    /// The same in thousandths of an em, as glyphs are summed.
    pub units: f32,
    /// Its style, by a number of the paragraph's own.
    pub style: u16,
}

/// One glyph, measured from where the one before it ends.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub id: u32,
    pub x: f32,
    pub y: f32,
    pub advance: f32,
}

impl Runs {
    /// Takes over what the shaper has made, with space put behind each piece. A text without words has a run, for the
    /// measures of its font, and no pieces.
    pub fn of(shaped: &ShapedText, is_empty: bool, tracking: f32, library: &Library) -> Runs {
        let mut runs = Runs::default();
        runs.pieces.reserve(shaped.shaped_clusters().len());
        runs.glyphs.reserve(shaped.shaped_clusters().len());
        for (index, run) in shaped.runs().iter().enumerate() {
            let start = runs.pieces.len();
            let right_to_left = run.bidi_level.is_rtl();
            let slice = shaped.run_slice(index as u32);
            for atom in slice.atoms_start().take(if is_empty { 0 } else { usize::MAX }) {
                runs.take(&slice, &atom, tracking, right_to_left);
            }
            let size = f64::from(run.font_size);
            runs.runs.push(FontRun {
                font: shaped.fonts().get(run.font_index).and_then(|f| library.font(&f.font)).map(Arc::clone),
                level: run.bidi_level.to_u8(),
                pieces: start..runs.pieces.len(),
                cap_height: run.font_metrics.cap_height.map(|c| f64::from(c) / size),
                descent: f64::from(run.font_metrics.descent) / size,
            });
        }
        runs
    }

    fn take(&mut self, slice: &ShapedSlice<'_>, atom: &Atom<'_>, tracking: f32, right_to_left: bool) {
        let characters = atom.characters();
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else { return };
        let gap = if first.whitespace == Whitespace::Newline { 0.0 } else { tracking };
        let start = self.glyphs.len();
        let clusters = atom.shaped_clusters_range();
        let mut take = |cluster: u32| {
            let glyphs = slice.shaped_cluster_glyphs(cluster);
            self.glyphs.extend(glyphs.map(|g| Mark { id: g.id, x: g.x, y: g.y, advance: g.advance }));
        };
        if right_to_left {
            clusters.rev().for_each(&mut take);
        } else {
            clusters.for_each(&mut take);
        }
        if gap != 0.0
            && let Some(last) = self.glyphs[start..].last_mut()
        {
            last.advance += gap;
        }
        let units = units(atom, gap, right_to_left);
        self.pieces.push(Cluster {
            text: first.text_byte_range().start..last.text_byte_range().end,
            characters: characters.len() as u32,
            glyphs: start..self.glyphs.len(),
            advance: advance(atom, characters, gap, right_to_left),
            units,
            style: first.style_index,
        });
    }

    /// Runs as they stand on paper from left to right, of those that have pieces in a range (UAX #9, L2).
    pub fn visual(&self, pieces: &Range<usize>) -> Vec<usize> {
        let is_inside = |run: &FontRun| run.pieces.start < pieces.end && pieces.start < run.pieces.end;
        let mut order: Vec<usize> = (0..self.runs.len()).filter(|i| is_inside(&self.runs[*i])).collect();
        self.reorder(&mut order);
        order
    }

    /// All runs as they would stand on one line.
    pub fn all_visual(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.runs.len()).collect();
        self.reorder(&mut order);
        order
    }

    fn reorder(&self, order: &mut [usize]) {
        let levels = order.iter().map(|i| self.runs[*i].level);
        let (highest, lowest) = (levels.clone().max().unwrap_or(0), levels.filter(|l| l % 2 == 1).min());
        let Some(lowest) = lowest.filter(|_| order.len() > 1) else { return };
        for level in (lowest..=highest).rev() {
            let mut i = 0;
            while i < order.len() {
                let mut end = i;
                while end < order.len() && self.runs[order[end]].level >= level {
                    end += 1;
                }
                order[i..end].reverse();
                i = end + 1;
            }
        }
    }
}

/// Advance of a piece in ems: the sum of its letters' shares, as single precision gives it.
fn advance(atom: &Atom<'_>, characters: &[Character], gap: f32, right_to_left: bool) -> f64 {
    let [cluster] = atom.shaped_clusters() else { return shared(atom, gap, right_to_left) };
    if characters[1..].iter().any(|c| c.grapheme_start) {
        return shared(atom, gap, right_to_left);
    }
    f64::from((cluster.advance + gap) / SHAPING_SIZE)
}

fn shared(atom: &Atom<'_>, gap: f32, right_to_left: bool) -> f64 {
    let shares = atom.graphemes_start().map(|letter| {
        let owns_gap = if right_to_left { letter.is_atom_start() } else { letter.is_atom_end() };
        f64::from((letter.advance() + if owns_gap { gap } else { 0.0 }) / SHAPING_SIZE)
    });
    shares.sum()
}

/// Advance in thousandths as glyphs are summed from left to right.
fn units(atom: &Atom<'_>, gap: f32, right_to_left: bool) -> f32 {
    let advances = atom.shaped_clusters().iter().map(|c| c.advance);
    let sum = match right_to_left {
        true => advances.rev().reduce(|sum, a| sum + a),
        false => advances.reduce(|sum, a| sum + a),
    };
    sum.unwrap_or(0.0) + gap
}
