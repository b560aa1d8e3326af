//! What a file keeps of its fonts: the glyphs it shows, and the objects that hold them.

use super::shared::Plain;
use crate::display::Font;
use lopdf::{Dictionary, Object, ObjectId};
use rustc_hash::FxHashMap;
use skrifa::MetadataProvider;
use skrifa::raw::FontRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fonts by the hash of their file: sorted, so that no order of use reaches the bytes.
pub(super) struct Fonts {
    pub by_hash: BTreeMap<u64, Arc<Subset>>,
}

/// One font cut down to what the file shows.
pub(super) struct Subset {
    /// Resource name and `BaseFont`: `ABCDEF+PublicSans-800`.
    pub name: String,
    pub printed: EmbeddedFont,
    /// Old glyph id to its place in the subset, its width in 1/1000 em and its text.
    pub glyphs: FxHashMap<u16, SubsetGlyph>,
    /// Tells it from every other subset: of the font, its glyphs and their texts.
    pub key: [u8; 32],
}

/// A glyph of the font that was cut down.
pub(super) struct SubsetGlyph {
    pub id: u16,
    pub width: i64,
    /// What copying gives. A glyph that stands for several texts keeps its first; the others are tagged in place.
    pub text: String,
}

impl Fonts {
    /// That of a font the sheets show: every one of these has been cut down.
    pub fn subset(&self, font: &Font) -> &Subset {
        &self.by_hash[&font.hash]
    }
    /// In the order of their hashes.
    pub fn all(&self) -> impl Iterator<Item = &Subset> {
        self.by_hash.values().map(|subset| &**subset)
    }
}

impl Subset {
    /// By its number in the whole font. Only of glyphs that the sheets show.
    pub fn glyph(&self, old: u16) -> &SubsetGlyph {
        &self.glyphs[&old]
    }
}

/// The fixed repertoire: letters, figures and signs of ASCII, and the quotes and dashes of good typography.
const REPERTOIRE: &str = concat!(
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    "\u{2013}\u{2014}\u{2018}\u{2019}\u{201c}\u{201d}"
);

/// The repertoire as a font has it.
pub(super) fn repertoire(font: &Font) -> Vec<(u16, &'static str)> {
    let Ok(file) = FontRef::new(font.data.as_slice()) else { return Vec::new() };
    let map = file.charmap();
    let characters = REPERTOIRE.char_indices().map(|(at, c)| (c, &REPERTOIRE[at..at + c.len_utf8()]));
    characters.filter_map(|(c, text)| Some((u16::try_from(map.map(c)?.to_u32()).ok()?, text))).collect()
}

/// The objects of a font as printpdf writes them, packed: ready to go into any file.
pub(super) struct EmbeddedFont {
    /// Under the numbers that printpdf gave them.
    pub objects: BTreeMap<ObjectId, Part>,
    pub root: ObjectId,
}

/// An object of an embedded font.
pub(super) enum Part {
    Object(Object),
    Stream(Dictionary, Arc<[u8]>),
    /// The widths of the glyphs, by far the longest of the objects.
    Widths(Arc<Plain>),
}
