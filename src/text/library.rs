//! Fonts by family: which of a list of families a text needs, and their files handed to the shaper when it does. A
//! program that ships twenty families reads only those that a sheet shows.

use super::select::{self, Candidates, Characters};
use crate::model::{Font, FontEntry, FontTable};
use parley::FontData;
use parley::fontique::{Attributes, Blob, Collection, CollectionOptions, FontInfoOverride, QueryFamily, SourceCache};
use parley::style::{FontStyle, FontWeight, FontWidth};
use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// All fonts of a table.
pub(super) struct Library {
    collection: Collection,
    source_cache: SourceCache,
    by_family: BTreeMap<String, Vec<FontEntry>>,
    /// Families that the shaper knows.
    known: BTreeSet<String>,
    /// Font of each blob handed to the shaper, by the blob's id.
    by_blob: HashMap<u64, Arc<Font>>,
    /// The characters of each font that was looked into.
    characters: Vec<Characters>,
    /// Where in `characters` a font stands, by its hash.
    by_hash: HashMap<u64, usize>,
    /// Fonts of the styles set so far.
    candidates: Vec<(Wish, Arc<Candidates>)>,
}

/// What a style wishes for: families in order, weight, italic.
type Wish = (Vec<String>, u16, bool);

impl Library {
    /// Of all fonts that were read; none is opened before a text needs it.
    pub fn new(table: &FontTable) -> Library {
        let mut by_family: BTreeMap<String, Vec<FontEntry>> = BTreeMap::new();
        for entry in &table.fonts {
            by_family.entry(entry.family.clone()).or_default().push(entry.clone());
        }
        let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        Library {
            collection,
            source_cache: SourceCache::default(),
            by_family,
            known: BTreeSet::new(),
            by_blob: HashMap::new(),
            characters: Vec::new(),
            by_hash: HashMap::new(),
            candidates: Vec::new(),
        }
    }

    /// Whether any file of that name was read.
    pub fn has_family(&self, name: &str) -> bool {
        self.by_family.contains_key(name)
    }

    /// Whether a family's first font has a feature that substitutes glyphs.
    pub fn has_feature(&self, family: &str, tag: &[u8; 4]) -> bool {
        let Some(entry) = self.by_family.get(family).and_then(|entries| entries.first()) else { return false };
        let Ok(gsub) = FontRef::new(entry.font.data.as_slice()).and_then(|font| font.gsub()) else { return false };
        gsub.feature_list().is_ok_and(|list| list.feature_records().iter().any(|r| r.feature_tag() == Tag::new(tag)))
    }

    /// The font of a shaped run.
    pub fn font(&self, data: &FontData) -> Option<&Arc<Font>> {
        self.by_blob.get(&data.data.id())
    }

    /// The characters of all fonts looked into.
    pub fn characters(&self) -> &[Characters] {
        &self.characters
    }

    fn characters_of(&mut self, font: &Arc<Font>) -> usize {
        let next = self.characters.len();
        let at = *self.by_hash.entry(font.hash).or_insert(next);
        if at == next {
            self.characters.push(Characters::new(Arc::clone(font)));
        }
        at
    }

    /// The families of the list that the text needs, in order: the first there is, and each later one that has a
    /// character none before it has.
    pub fn needed<'f>(&mut self, families: &'f [String], text: &str) -> Vec<&'f str> {
        let mut open: Vec<char> = text.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
        open.sort_unstable();
        open.dedup();
        let mut needed: Vec<&str> = Vec::new();
        for family in families {
            if open.is_empty() && !needed.is_empty() {
                break;
            }
            let Some(entry) = self.by_family.get(family).and_then(|entries| entries.first()) else { continue };
            let font = Arc::clone(&entry.font);
            let at = self.characters_of(&font);
            let before = open.len();
            open.retain(|c| !self.characters[at].has(*c));
            if (needed.is_empty() || open.len() < before) && !needed.contains(&family.as_str()) {
                self.make_known(family);
                needed.push(family);
            }
        }
        needed
    }

    /// The fonts that the families have for a weight, in order.
    pub fn candidates(&mut self, families: &[&str], weight: u16, italic: bool) -> Arc<Candidates> {
        let is_wish = |wish: &Wish| wish.1 == weight && wish.2 == italic && wish.0 == families;
        if let Some((_, known)) = self.candidates.iter().find(|(wish, _)| is_wish(wish)) {
            return Arc::clone(known);
        }
        let mut query = self.collection.query(&mut self.source_cache);
        query.set_families(families.iter().map(|f| QueryFamily::Named(f)));
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        query.set_attributes(Attributes::new(FontWidth::default(), style, FontWeight::new(f32::from(weight))));
        let found = select::candidates(&mut query, |font| self.by_hash.get(&self.by_blob.get(&font.blob.id())?.hash).copied());
        drop(query);
        let found = Arc::new(found);
        let wish = (families.iter().map(|f| (*f).to_string()).collect(), weight, italic);
        self.candidates.push((wish, Arc::clone(&found)));
        found
    }

    fn make_known(&mut self, family: &str) {
        if !self.known.insert(family.to_string()) {
            return;
        }
        for entry in self.by_family.get(family).cloned().unwrap_or_default() {
            self.characters_of(&entry.font);
            let blob = Blob::new(Arc::new(Lent(Arc::clone(&entry.font))));
            self.by_blob.insert(blob.id(), Arc::clone(&entry.font));
            let info = FontInfoOverride {
                family_name: Some(&entry.family),
                weight: Some(FontWeight::new(f32::from(entry.weight))),
                style: Some(if entry.italic { FontStyle::Italic } else { FontStyle::Normal }),
                ..Default::default()
            };
            self.collection.register_fonts(blob, Some(info));
        }
    }
}

/// Lends a font's bytes to parley without copying them.
struct Lent(Arc<Font>);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        self.0.data.as_slice()
    }
}

/// Characters that ink nothing and need no glyph: joiners, directional marks, soft hyphen, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
