//! Where lines may and do end.
//!
//! Opportunities come from UAX #14 with dictionaries for Thai, Lao, Khmer and Burmese (icu_segmenter); none lies
//! inside a phone number or a code. A greedy pass finds how few lines a width takes; copy is then set so that the
//! slack of its lines is spread evenly (total fit, Knuth and Plass 1981, without stretch), and headlines so that all
//! lines are about equally long. Neither ever takes more lines than the greedy pass.

use super::Shaped;
use crate::model::Breaking;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::ops::Range;

/// The smallest piece that is never cut: a cluster, with its advance in ems.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Atom {
    pub characters: u32,
    pub advance: f64,
    pub is_space: bool,
    /// What may happen after it.
    pub after: Break,
}

/// What may happen after an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    Never,
    /// Only when the line would not fit otherwise: inside a long address.
    Emergency,
    Allowed,
}

/// How to choose among the ways that take the same number of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Balance {
    /// Even slack, the last line free but not a single word.
    Copy,
    /// All lines about equally long.
    Headline,
}

/// Lines of a paragraph: for each the atom after its last one.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    pub(super) ends: Vec<usize>,
    /// Width of the longest line in ems, without the space at its end.
    pub widest: f64,
}

impl Breaks {
    pub fn lines(&self) -> usize {
        self.ends.len()
    }
}

/// The segmenters, made once.
pub(super) struct Opportunities {
    /// Strict rules for Japanese and Chinese, dictionaries for South-East Asia.
    dictionary: LineSegmenterBorrowed<'static>,
    /// Khmer reads better by its neural model: its dictionary cuts words (icu4x 7218).
    model: LineSegmenterBorrowed<'static>,
    /// Korean breaks at spaces only.
    keep_all: LineSegmenterBorrowed<'static>,
}

impl Opportunities {
    pub fn new() -> Opportunities {
        let mut strict = LineBreakOptions::default();
        strict.strictness = Some(LineBreakStrictness::Strict);
        let mut keep_all = strict;
        keep_all.word_option = Some(LineBreakWordOption::KeepAll);
        Opportunities {
            dictionary: LineSegmenter::new_dictionary(strict),
            model: LineSegmenter::new_lstm(strict),
            keep_all: LineSegmenter::new_dictionary(keep_all),
        }
    }

    /// The atoms of a shaped layout in logical order, with what may happen after each.
    pub fn atoms(
        &self,
        text: &str,
        layout: &parley::Layout<()>,
        kept: &[Range<usize>],
        breaking: Breaking,
        size: f32,
    ) -> Vec<Atom> {
        let segmenter = match breaking {
            Breaking::Model => self.model,
            Breaking::Spaces => self.keep_all,
            Breaking::Dictionary => self.dictionary,
        };
        let mut allowed = vec![Break::Never; text.len() + 1];
        for at in segmenter.segment_str(text) {
            let inside = kept.iter().find(|k| k.start < at && at < k.end);
            if inside.is_none() {
                allowed[at] = Break::Allowed;
            }
        }
        for range in kept {
            for at in inside_address(&text[range.clone()]) {
                allowed[range.start + at] = Break::Emergency;
            }
        }
        let mut clusters: Vec<(Range<usize>, f64, bool)> = layout
            .lines()
            .flat_map(|line| line.runs().collect::<Vec<_>>())
            .flat_map(|run| run.clusters().collect::<Vec<_>>())
            .map(|c| (c.text_range(), f64::from(c.advance() / size), c.is_ligature_continuation()))
            .collect();
        clusters.sort_by_key(|(range, ..)| range.start);
        let mut atoms: Vec<Atom> = Vec::with_capacity(clusters.len());
        for (range, advance, continues) in clusters {
            let piece = &text[range.clone()];
            let characters = piece.chars().count() as u32;
            let after = allowed[range.end];
            match atoms.last_mut().filter(|_| continues) {
                Some(atom) => {
                    atom.characters += characters;
                    atom.advance += advance;
                    atom.after = after;
                }
                None => {
                    let is_space = piece.chars().all(|c| c == ' ');
                    atoms.push(Atom { characters, advance, is_space, after });
                }
            }
        }
        if let Some(last) = atoms.last_mut() {
            last.after = Break::Allowed;
        }
        atoms
    }
}

/// Places where a long address may be broken when it must: before the signs that part it, after the host.
fn inside_address(text: &str) -> Vec<usize> {
    if !text.contains('.') {
        return Vec::new();
    }
    let host_end = text.find('/').or_else(|| text.find('@')).unwrap_or(0);
    text.char_indices().filter(|(i, c)| *i > 0 && *i >= host_end && "./?&=-_@".contains(*c)).map(|(i, _)| i).collect()
}

impl Shaped {
    /// Width of all words on one line, in ems.
    pub fn full_width(&self) -> f64 {
        self.width(0..self.atoms.len())
    }

    /// Width of the longest piece that cannot be broken, in ems.
    pub fn longest_piece(&self) -> f64 {
        let mut widest = 0.0_f64;
        let mut start = 0;
        for (i, atom) in self.atoms.iter().enumerate() {
            if atom.after != Break::Never {
                widest = widest.max(self.width(start..i + 1));
                start = i + 1;
            }
        }
        widest
    }

    /// The longest piece that cannot be broken, as text: for a message.
    pub fn longest_word(&self) -> String {
        self.text.split_whitespace().max_by_key(|w| w.chars().count()).unwrap_or_default().to_string()
    }

    /// How many lines the words take at a width in ems. Cheap: no glyph is touched.
    pub fn count_lines(&self, width: f64) -> usize {
        self.greedy(width).len()
    }

    /// The least width in ems that takes no more than so many lines.
    pub fn width_for_lines(&self, lines: usize) -> f64 {
        let (mut low, mut high) = (self.longest_piece(), self.full_width());
        if lines <= 1 || high <= low {
            return high;
        }
        if self.count_lines(low) <= lines {
            return low;
        }
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if self.count_lines(middle) <= lines { high = middle } else { low = middle }
        }
        high
    }

    /// The lines for a width in ems: as few as can be, and of those ways the best looking.
    pub fn breaks(&self, width: f64, balance: Balance) -> Breaks {
        let greedy = self.greedy(width);
        let ends = if greedy.len() < 2 { greedy } else { self.best(width, greedy.len(), balance).unwrap_or(greedy) };
        let mut start = 0;
        let mut widest = 0.0_f64;
        for &end in &ends {
            widest = widest.max(self.width(start..end));
            start = end;
        }
        Breaks { ends, widest }
    }

    /// Advance of some atoms without the spaces at their end.
    fn width(&self, range: Range<usize>) -> f64 {
        let atoms = &self.atoms[range];
        let end = atoms.iter().rposition(|a| !a.is_space).map_or(0, |i| i + 1);
        atoms[..end].iter().map(|a| a.advance).sum()
    }

    /// Fills each line as far as it goes.
    fn greedy(&self, width: f64) -> Vec<usize> {
        // Sums of many advances differ in the last bits; a hair must not cost a line.
        let width = width + 1e-6;
        let mut ends = Vec::new();
        let (mut start, mut i) = (0, 0);
        let (mut x, mut inked) = (0.0, 0.0);
        let mut last: [Option<usize>; 2] = [None, None];
        while i < self.atoms.len() {
            let atom = &self.atoms[i];
            x += atom.advance;
            if !atom.is_space {
                inked = x;
            }
            if inked > width {
                let at = last[0].or(last[1]);
                // A piece wider than the line stands alone; the caller reports it.
                if let Some(end) = at {
                    ends.push(end);
                    start = end;
                    i = end;
                    (x, inked, last) = (0.0, 0.0, [None, None]);
                    continue;
                }
            }
            match atom.after {
                Break::Allowed if inked > width => {
                    ends.push(i + 1);
                    start = i + 1;
                    (x, inked, last) = (0.0, 0.0, [None, None]);
                }
                Break::Allowed => last[0] = Some(i + 1),
                Break::Emergency => last[1] = Some(i + 1),
                Break::Never => {}
            }
            i += 1;
        }
        if start < self.atoms.len() || ends.is_empty() {
            ends.push(self.atoms.len());
        }
        ends
    }

    /// The way to set the words in exactly `lines` lines with the least squared slack. `None` when there is none
    /// without breaking an address.
    fn best(&self, width: f64, lines: usize, balance: Balance) -> Option<Vec<usize>> {
        let width = width + 1e-6;
        let stops: Vec<usize> = std::iter::once(0)
            .chain((0..self.atoms.len()).filter(|&i| self.atoms[i].after == Break::Allowed).map(|i| i + 1))
            .collect();
        let n = stops.len();
        let words = self.text.split_whitespace().count();
        // Headlines aim at the mean length, copy at the full width.
        let aim = match balance {
            Balance::Copy => width,
            Balance::Headline => self.full_width() / lines as f64,
        };
        // least[k][j]: the least badness of setting everything before stop j in k lines, and the stop before.
        let mut least = vec![vec![(f64::INFINITY, 0_usize); n]; lines + 1];
        least[0][0].0 = 0.0;
        for k in 1..=lines {
            for j in 1..n {
                for i in (0..j).rev() {
                    let natural = self.width(stops[i]..stops[j]);
                    if natural > width {
                        break;
                    }
                    let before = least[k - 1][i].0;
                    if !before.is_finite() {
                        continue;
                    }
                    let last = k == lines && j == n - 1;
                    let slack = aim - natural;
                    let mut badness = if last && balance == Balance::Copy { 0.0 } else { slack * slack };
                    if last && words > 3 && j - i == 1 {
                        // A word alone on the last line.
                        badness += width * width;
                    }
                    if before + badness < least[k][j].0 {
                        least[k][j] = (before + badness, i);
                    }
                }
            }
        }
        if !least[lines][n - 1].0.is_finite() {
            return None;
        }
        let mut ends = Vec::with_capacity(lines);
        let mut j = n - 1;
        for k in (1..=lines).rev() {
            ends.push(stops[j]);
            j = least[k][j].1;
        }
        ends.reverse();
        Some(ends)
    }
}
