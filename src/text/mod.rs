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
mod engine;
pub mod ink;
mod library;
mod runs;
mod select;
mod set;
mod shape;
#[cfg(test)]
pub(crate) mod tests;

pub use atoms::Break;
pub use breaks::{Balance, Breaks};
pub use set::SetLine;
pub use shape::{MissingGlyph, Shaped, Typesetter};

/// How a paragraph is set, apart from its size and colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Families in order of preference; a character missing in one is taken from the next.
    pub families: Vec<String>,
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

/// A paragraph before shaping.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Words {
    pub spans: Vec<Phrase>,
    /// BCP 47.
    pub language: String,
    pub right_to_left: bool,
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Phrase {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    /// Never broken and never reordered: a phone number, an address, a code.
    pub keep: bool,
}

impl Words {
    pub fn text(&self) -> String {
        self.spans.iter().map(|s| s.text.as_str()).collect()
    }
}
