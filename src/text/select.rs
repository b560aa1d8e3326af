//! Which font each character takes: the first font of a style that has all of its cluster, else the one that has most.

use parley::fontique::{QueryFont, QueryStatus};
use parley_engine::itemize::Segment;
use parley_engine::shape::{CharCluster, Coverage};
use parley_engine::{AnalysisDataSources, FontInstanceRef, FontSelector, ShapeOptions};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};
use std::cell::RefCell;

/// The fonts a style may take a character from, in order.
pub(super) type Candidates = Vec<Candidate>;

/// A font that may be taken, and which characters it has.
pub(super) struct Candidate {
    pub font: QueryFont,
    /// Its characters: an index into the library's list.
    pub characters: usize,
}

/// The fonts of a style as the families are asked, in order.
pub(super) fn candidates(
    query: &mut parley::fontique::Query<'_>,
    characters: impl Fn(&QueryFont) -> Option<usize>,
) -> Candidates {
    let mut found = Vec::new();
    query.matches_with(|font| {
        if let Some(characters) = characters(font).filter(|_| font.charmap().is_some()) {
            found.push(Candidate { font: font.clone(), characters });
        }
        QueryStatus::Continue
    });
    found
}

/// Takes a font for each cluster of a text.
pub(super) struct Selector<'a> {
    /// Fonts of each style, by the index that a character's style has.
    pub styles: &'a [std::sync::Arc<Candidates>],
    pub characters: &'a [Characters],
    pub sources: &'a AnalysisDataSources,
}

impl FontSelector for Selector<'_> {
    fn select_font(
        &mut self,
        _segment: &Segment,
        _options: &ShapeOptions<'_>,
        cluster: &mut CharCluster,
    ) -> Option<FontInstanceRef<'_>> {
        let candidates = self.styles.get(usize::from(cluster.style_index()))?;
        let mut best = candidates.first();
        if candidates.len() > 1 {
            let mut most = Coverage::NONE;
            for candidate in candidates.iter() {
                let characters = &self.characters[candidate.characters];
                let coverage = cluster.calculate_coverage(|c| characters.has(c), self.sources);
                if coverage > most {
                    (best, most) = (Some(candidate), coverage);
                    if coverage.is_complete() {
                        break;
                    }
                }
            }
        }
        best.map(|c| FontInstanceRef { data: &c.font.blob, index: c.font.index, synthesis: &c.font.synthesis })
    }
}

/// The characters of a font, each looked up in its table once.
pub(super) struct Characters {
    font: std::sync::Arc<crate::model::Font>,
    /// Of each page of 256 characters what is known so far.
    pages: RefCell<Vec<Option<Box<[Known; PAGE]>>>>,
}

/// Whether a font has a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Unasked,
    Has,
    Lacks,
}

const PAGE: usize = 256;

impl Characters {
    /// Nothing is known of the font yet; each page of characters is looked up when one of it is asked for.
    pub fn new(font: std::sync::Arc<crate::model::Font>) -> Characters {
        Characters { font, pages: RefCell::default() }
    }

    /// Whether the font has a glyph for a character.
    pub fn has(&self, c: char) -> bool {
        let (page, place) = (c as usize / PAGE, c as usize % PAGE);
        let mut pages = self.pages.borrow_mut();
        if pages.len() <= page {
            pages.resize_with(page + 1, || None);
        }
        let known = &mut pages[page].get_or_insert_with(|| Box::new([Known::Unasked; PAGE]))[place];
        if *known == Known::Unasked {
            let font = FontRef::new(self.font.data.as_slice()).ok();
            let glyph = font.and_then(|f| f.charmap().map(c)).filter(|glyph| *glyph != GlyphId::NOTDEF);
            *known = if glyph.is_some() { Known::Has } else { Known::Lacks };
        }
        *known == Known::Has
    }
}
