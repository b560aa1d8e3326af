//! The smallest pieces of a shaped paragraph, and what may happen after each.
//!
//! Opportunities come from UAX #14 with dictionaries for Thai, Lao and Burmese and a model for Khmer (icu_segmenter); none
//! lies inside a phone number or a code. Words may be parted where hypher's patterns say so; a hyphen is then drawn.
//! Blanks of Chinese and Japanese punctuation are cut where two signs meet, and may be cut at the ends of lines.

use super::ink;
use crate::model::Breaking;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use skrifa::raw::FontRef;
use std::ops::Range;

/// The smallest piece that is never cut: a cluster. Measures in ems.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Atom {
    /// Where its text begins, in bytes.
    pub start: usize,
    pub characters: u32,
    pub advance: f64,
    pub is_space: bool,
    /// What may happen after it.
    pub after: Break,
    /// Width of the hyphen that is drawn when a line ends after it.
    pub hyphen: f64,
    /// Blank before and behind its ink that is cut at the beginning and the end of a line.
    pub lead: f64,
    pub trail: f64,
    /// How far its ink is moved to the left, because a blank before it was cut.
    pub shift: f64,
    /// What was cut of its advance.
    pub cut: f64,
}

/// What may happen after an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    Never,
    /// With a hyphen, inside a word.
    Hyphen,
    /// Only when the line would not fit otherwise: inside a long address.
    Emergency,
    Allowed,
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

/// What a paragraph is cut up by.
pub(super) struct Paragraph<'a> {
    pub text: &'a str,
    pub layout: &'a parley::Layout<()>,
    /// What must not be broken.
    pub kept: &'a [Range<usize>],
    pub breaking: Breaking,
    /// BCP 47.
    pub language: &'a str,
    /// Type size of the layout.
    pub size: f32,
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
    pub fn atoms(&self, paragraph: &Paragraph<'_>) -> Vec<Atom> {
        let after = self.after(paragraph);
        let mut clusters: Vec<Cluster> = paragraph.layout.lines().flat_map(|l| clusters(&l, paragraph.size)).collect();
        clusters.sort_by_key(|c| c.range.start);
        let mut atoms: Vec<Atom> = Vec::with_capacity(clusters.len());
        let mut hyphens = Hyphens::default();
        for cluster in clusters {
            let piece = &paragraph.text[cluster.range.clone()];
            let characters = piece.chars().count() as u32;
            let break_after = after[cluster.range.end];
            let hyphen = if break_after == Break::Hyphen { hyphens.width(&cluster) } else { 0.0 };
            match atoms.last_mut().filter(|_| cluster.continues) {
                Some(atom) => {
                    atom.characters += characters;
                    atom.advance += cluster.advance;
                    (atom.after, atom.hyphen) = (break_after, hyphen);
                }
                None => {
                    let (lead, trail) = blanks(piece, &cluster);
                    atoms.push(Atom {
                        start: cluster.range.start,
                        characters,
                        advance: cluster.advance,
                        is_space: piece.chars().all(|c| c == ' '),
                        after: break_after,
                        hyphen,
                        lead,
                        trail,
                        shift: 0.0,
                        cut: 0.0,
                    });
                }
            }
        }
        compress(&mut atoms);
        if let Some(last) = atoms.last_mut() {
            last.after = Break::Allowed;
        }
        atoms
    }

    /// What may happen at each byte of the text.
    fn after(&self, paragraph: &Paragraph<'_>) -> Vec<Break> {
        let Paragraph { text, kept, .. } = paragraph;
        let segmenter = match paragraph.breaking {
            Breaking::Model => self.model,
            Breaking::Spaces => self.keep_all,
            Breaking::Dictionary => self.dictionary,
        };
        let mut after = vec![Break::Never; text.len() + 1];
        let is_inside = |at: usize| kept.iter().any(|k| k.start < at && at < k.end);
        for at in segmenter.segment_str(text) {
            // Never before a space (UAX #14, LB7): the model for Khmer does so all the same.
            if !is_inside(at) && !text[at..].starts_with(' ') {
                // An author's own soft hyphen prints one.
                after[at] = if text[..at].ends_with('\u{ad}') { Break::Hyphen } else { Break::Allowed };
            }
        }
        for range in *kept {
            for at in inside_address(&text[range.clone()]) {
                after[range.start + at] = Break::Emergency;
            }
        }
        for at in parted(text, paragraph.language) {
            if !is_inside(at) && after[at] == Break::Never {
                after[at] = Break::Hyphen;
            }
        }
        after
    }
}

/// A cluster with what is needed of its run.
struct Cluster {
    range: Range<usize>,
    advance: f64,
    continues: bool,
    font: parley::FontData,
    glyph: Option<u32>,
}

fn clusters(line: &parley::layout::Line<'_, ()>, size: f32) -> Vec<Cluster> {
    let mut found = Vec::new();
    for run in line.runs() {
        for cluster in run.clusters() {
            found.push(Cluster {
                range: cluster.text_range(),
                advance: f64::from(cluster.advance() / size),
                continues: cluster.is_ligature_continuation(),
                font: run.font().clone(),
                glyph: cluster.glyphs().next().map(|g| g.id),
            });
        }
    }
    found
}

/// Widths of hyphens by font.
#[derive(Default)]
struct Hyphens(Vec<(u64, f64)>);

impl Hyphens {
    fn width(&mut self, cluster: &Cluster) -> f64 {
        let id = cluster.font.data.id();
        if let Some((_, width)) = self.0.iter().find(|(font, _)| *font == id) {
            return *width;
        }
        let font = FontRef::from_index(cluster.font.data.as_ref(), cluster.font.index).ok();
        let width = font.and_then(|f| ink::hyphen(&f)).map_or(0.0, |(_, width)| width);
        self.0.push((id, width));
        width
    }
}

/// Places where a long address may be broken when it must: before the signs that part it, after the host.
fn inside_address(text: &str) -> Vec<usize> {
    if !text.contains('.') {
        return Vec::new();
    }
    let scheme = text.find("://").map_or(0, |at| at + 3);
    let host_end = text[scheme..].find(['/', '@']).map_or(text.len(), |at| scheme + at);
    text.char_indices().filter(|(i, c)| *i > 0 && *i >= host_end && "./?&=-_@".contains(*c)).map(|(i, _)| i).collect()
}

/// Letters of a word before and after a hyphen at the least.
const LETTERS_LEFT: usize = 3;

/// Places where words may be parted, by the patterns of the language; none where there are no patterns.
fn parted(text: &str, language: &str) -> Vec<usize> {
    let primary = language.split('-').next().unwrap_or_default().as_bytes();
    let Some(patterns) = primary.try_into().ok().and_then(hypher::Lang::from_iso) else { return Vec::new() };
    let mut places = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let mixed = letters.chars().skip(1).any(char::is_uppercase);
        if letters.chars().count() >= 2 * LETTERS_LEFT && !mixed {
            let mut at = start;
            for syllable in hypher::hyphenate_bounded(letters, patterns, LETTERS_LEFT, LETTERS_LEFT) {
                at += syllable.len();
                if at < start + letters.len() {
                    places.push(at);
                }
            }
        }
        start += word.len();
    }
    places
}

/// Signs whose ink fills the first half of their square, and those that fill the second (JIS X 4051, classes 1 and 2, 6,
/// 7). Quotation marks count only where the font gives them a square.
const CLOSING: &str = "、。，．」』）】〉》〕］｝”’";
const OPENING: &str = "「『（【〈《〔［｛“‘";
/// Blank that may be cut, in ems.
const HALF: f64 = 0.5;

/// The blanks before and behind the ink of a full-width sign.
fn blanks(piece: &str, cluster: &Cluster) -> (f64, f64) {
    let Some(sign) = piece.chars().next() else { return (0.0, 0.0) };
    let (opening, closing) = (OPENING.contains(sign), CLOSING.contains(sign));
    if !(opening || closing) || cluster.advance < 0.9 {
        return (0.0, 0.0);
    }
    let font = FontRef::from_index(cluster.font.data.as_ref(), cluster.font.index).ok();
    let Some(ink) = font.zip(cluster.glyph).and_then(|(f, glyph)| ink::bounds(&f, glyph)) else { return (0.0, 0.0) };
    // Traditional Chinese sets its stops in the middle of the square: nothing can be cut there.
    let spare = |blank: f64| if blank >= HALF * 0.8 { blank.min(HALF) } else { 0.0 };
    match opening {
        true => (spare(ink.left), 0.0),
        false => (0.0, spare(cluster.advance - ink.right)),
    }
}

/// Cuts a blank where two signs meet: of two blanks between them one, of one blank all.
fn compress(atoms: &mut [Atom]) {
    for i in 1..atoms.len() {
        let (before, atom) = (&atoms[i - 1], &atoms[i]);
        let signs = (before.lead > 0.0 || before.trail > 0.0) && (atom.lead > 0.0 || atom.trail > 0.0);
        if !signs {
            continue;
        }
        if before.trail > 0.0 {
            let cut = before.trail;
            let before = &mut atoms[i - 1];
            before.advance -= cut;
            before.cut = cut;
            before.trail = 0.0;
        } else if atom.lead > 0.0 {
            let atom = &mut atoms[i];
            let cut = atom.lead;
            atom.advance -= cut;
            (atom.shift, atom.cut) = (cut, cut);
            atom.lead = 0.0;
        }
    }
}
