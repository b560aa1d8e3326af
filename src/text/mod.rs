//! Words to glyphs: paragraphs are shaped once, at a size of one em, and can then be measured and broken at any size
//! and width at almost no cost. Knows nothing of blocks, themes or pages.
//!
//! - [`Typesetter::shape`] takes [`Words`] in a [`Style`] to a [`Shaped`] paragraph;
//! - [`Shaped::breaks`] finds its lines for a width, [`Shaped::set`] makes the glyphs of those lines.
//!
//! All widths inside a [`Shaped`] are in ems, because type scales without hinting on paper: that is what makes a
//! copyfit of a dozen trial sizes cheap.

mod atoms;
mod breaks;
mod counts;
mod engine;
mod hyphens;
pub mod ink;
mod joints;
mod library;
mod runs;
mod select;
mod set;
mod shape;
#[cfg(test)]
pub(crate) mod tests;

pub use breaks::Breaks;
pub use hyphens::is_very_long;
pub use joints::Break;
pub use set::SetLine;
pub use shape::{MissingGlyph, Shaped, Typesetter};

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// How a paragraph is set, apart from its size and colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Families in order of preference; a character missing in one is taken from the next.
    pub families: Families,
    /// 100 to 900.
    pub weight: u16,
    /// Weight of `**bold**` runs.
    pub strong: u16,
    /// Extra space between letters, in thousandths of an em.
    pub tracking: i32,
    /// All figures equally wide (OpenType `tnum`).
    pub tabular: bool,
    /// Small letters as small capitals (OpenType `smcp`), never made up from large ones.
    pub small_caps: bool,
}

/// Names of families, shared by all texts of a style.
#[derive(Clone, Debug, Eq)]
pub struct Families(Arc<[String]>);

impl FromIterator<String> for Families {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Families {
        Families(names.into_iter().collect())
    }
}

impl Deref for Families {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl PartialEq for Families {
    fn eq(&self, other: &Families) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// Styles differ in their first family or not at all, nearly always: to look at twenty names costs more than a clash.
impl Hash for Families {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (self.0.first(), self.0.len()).hash(hasher);
    }
}

/// A paragraph before shaping.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct UnshapedText {
    /// In logical order; words of one kind each.
    pub spans: Vec<Phrase>,
    /// BCP 47.
    pub language: String,
    /// Which way the paragraph runs; runs of letters of the other way keep theirs.
    pub right_to_left: bool,
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Phrase {
    /// As it is printed, with its blanks.
    pub text: String,
    /// `**bold**`
    pub strong: bool,
    /// `*emphasis*`: set in italics.
    pub emphasis: bool,
    /// Never broken and never reordered: a phone number, an address, a code.
    pub keep: bool,
}

impl UnshapedText {
    /// Without their looks.
    pub fn text(&self) -> String {
        self.spans.iter().map(|s| s.text.as_str()).collect()
    }
}

/// How to choose among the ways that take the same number of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Balance {
    /// Even slack, the last line free but not a single word.
    Copy,
    /// All lines about equally long: a few words beside or over something.
    Label,
    /// The same, and no word parted.
    Headline,
    /// The same where a word has no room whole: the longest words are parted where they part best.
    PartedHeadline,
}

impl Balance {
    /// Whether it is that of a headline.
    pub fn is_of_headlines(self) -> bool {
        matches!(self, Balance::Headline | Balance::PartedHeadline)
    }
}
