//! One text through parley's engine: directions and letters (UAX #9, #29), a font for each, and its glyphs.
//!
//! `parley` itself makes lines of what the engine gives; we have lines of our own, and its walk over them cost more than
//! the shaping.

use super::library::Library;
use super::runs::SHAPING_SIZE;
use super::select::{Candidates, Selector};
use super::{Style, UnshapedText};
use parley::BaseDirection;
use parley::setting::Tag;
use parley::style::{FontFeature, Language};
use parley_engine::itemize::Item;
use parley_engine::{Analysis, AnalysisDataSources, AnalysisOptions, Analyzer, ShapeOptions, ShapedText, Shaper};
use std::ops::Range;
use std::sync::Arc;

/// The parts of the shaper, kept for their memory.
#[derive(Default)]
pub(super) struct Engine {
    analyzer: Analyzer,
    analysis: Analysis,
    shaper: Shaper,
    pub shaped: ShapedText,
}

impl Engine {
    /// Shapes a text into `shaped`. A text without words is shaped as a space, for the measures of its font.
    pub fn run(&mut self, text: &str, words: &UnshapedText, looks: &Looks, style: &Style, fonts: &Selecting<'_>) {
        let text = if text.is_empty() { " " } else { text };
        let base_direction = if words.right_to_left { BaseDirection::Rtl } else { BaseDirection::Auto };
        let options = AnalysisOptions { base_direction, ..AnalysisOptions::default() };
        self.analyzer.analyze(text, &options, &mut self.analysis);
        let mut kinds = looks.of_characters.clone();
        kinds.resize(self.analysis.char_info().len(), 0);
        let features = features(style);
        let language = Language::parse(&words.language).ok();
        let options = ShapeOptions { font_size: SHAPING_SIZE, language, features: &features, variations: &[] };
        let item = Item { char_end: kinds.len() as u32, options };
        let sources = AnalysisDataSources::new();
        let selector = Selector { styles: fonts.styles, characters: fonts.library.characters(), sources: &sources };
        self.shaper.shape_text(text, &self.analysis, &kinds, [item], selector, &mut self.shaped);
    }
}

/// What fonts are chosen from.
pub(super) struct Selecting<'a> {
    pub library: &'a Library,
    pub styles: &'a [Arc<Candidates>],
}

/// Letters that take their fonts from the same list.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// Set in the theme's family in a language whose own signs go before it.
    pub latin: bool,
    pub strong: bool,
    pub emphasis: bool,
}

/// The kinds of letters in a text, the first that of no phrase, and for each character which it is.
pub(super) struct Looks {
    pub kinds: Vec<Kind>,
    of_characters: Vec<u16>,
}

pub(super) fn looks(text: &str, words: &UnshapedText, spans: &[Range<usize>], latin: &[Range<usize>]) -> Looks {
    let mut looks = Looks { kinds: vec![Kind::default()], of_characters: Vec::with_capacity(text.len()) };
    let mut latin = latin.iter().peekable();
    for (phrase, span) in words.spans.iter().zip(spans) {
        for (at, _) in text[span.clone()].char_indices() {
            let at = span.start + at;
            while latin.peek().is_some_and(|range| range.end <= at) {
                latin.next();
            }
            let is_latin = latin.peek().is_some_and(|range| range.contains(&at));
            let kind = Kind { latin: is_latin, strong: phrase.strong, emphasis: phrase.emphasis };
            let known = looks.kinds.iter().position(|k| *k == kind);
            looks.of_characters.push(known.unwrap_or(looks.kinds.len()) as u16);
            if known.is_none() {
                looks.kinds.push(kind);
            }
        }
    }
    looks
}

/// OpenType features of a style. Letters set apart are not joined to ligatures (CSS Text 3, 7.2).
fn features(style: &Style) -> Vec<FontFeature> {
    let feature = |tag: &[u8; 4], value| FontFeature::new(Tag::new(tag), value);
    let mut features = Vec::new();
    if style.tracking != 0 {
        features.extend([b"liga", b"clig", b"dlig", b"hlig"].map(|tag| feature(tag, 0)));
    }
    // Figures of capital height, also where a font's own are old style: a number to dial is read figure by figure.
    features.push(feature(b"lnum", 1));
    if style.tabular {
        features.push(feature(b"tnum", 1));
    }
    if style.small_caps {
        features.push(feature(b"smcp", 1));
    }
    features
}
