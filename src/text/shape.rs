//! Shaping: characters to glyphs of the fonts given, through parley and HarfBuzz's Rust port.
//!
//! Only fonts of the project and the program are ever used: no system font by chance, so that the same input gives
//! the same bytes on every machine.

use super::breaks::{Atom, Opportunities};
use super::{Style, Words};
use crate::model::{Font, FontTable};
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontFeatures, FontStyle, FontWeight, Language, LineHeight, StyleProperty};
use parley::{BaseDirection, FontContext, LayoutContext, PositionedLayoutItem};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Type size that paragraphs are shaped at; all measures are divided by it again.
const SHAPING_SIZE: f32 = 1000.0;

/// Isolates a run from the direction of its paragraph (UAX #9, X5a to X6a).
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

/// Fonts, shaper and the paragraphs shaped so far. One a thread.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    opportunities: Opportunities,
    /// Font of each blob handed to parley, by the blob's id.
    by_blob: HashMap<u64, Arc<Font>>,
    /// Family names there are, with their weights.
    families: BTreeSet<String>,
    shaped: HashMap<(Style, Words), Arc<Shaped>>,
}

/// A paragraph as glyphs, not yet broken into lines. All measures are in ems.
pub struct Shaped {
    pub(super) text: String,
    pub(super) layout: parley::Layout<()>,
    pub(super) atoms: Vec<Atom>,
    pub(super) fonts: HashMap<u64, Arc<Font>>,
    pub(super) right_to_left: bool,
    /// Height of capitals of the first font.
    pub cap_height: f64,
    /// Depth of descenders of the deepest font.
    pub descent: f64,
    /// Characters that no font has.
    pub missing: Vec<MissingGlyph>,
}

/// A character that none of the fonts has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    pub character: char,
    /// Word it stands in.
    pub word: String,
}

impl Typesetter {
    /// Takes up the fonts of a table. Fonts are read only when a character needs them.
    pub fn new(table: &FontTable) -> Typesetter {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut by_blob = HashMap::new();
        let mut families = BTreeSet::new();
        for entry in &table.fonts {
            let blob = Blob::new(Arc::new(FontData(Arc::clone(&entry.font))));
            by_blob.insert(blob.id(), Arc::clone(&entry.font));
            families.insert(entry.family.clone());
            let info = FontInfoOverride {
                family_name: Some(&entry.family),
                weight: Some(FontWeight::new(f32::from(entry.weight))),
                style: Some(if entry.italic { FontStyle::Italic } else { FontStyle::Normal }),
                ..Default::default()
            };
            collection.register_fonts(blob, Some(info));
        }
        Typesetter {
            fonts: FontContext { collection, source_cache: SourceCache::default() },
            layouts: LayoutContext::new(),
            opportunities: Opportunities::new(),
            by_blob,
            families,
            shaped: HashMap::new(),
        }
    }

    pub fn has_family(&self, name: &str) -> bool {
        self.families.contains(name)
    }

    /// The paragraph as glyphs; the same words in the same style are shaped once.
    pub fn shape(&mut self, words: &Words, style: &Style) -> Arc<Shaped> {
        let key = (style.clone(), words.clone());
        if let Some(done) = self.shaped.get(&key) {
            return Arc::clone(done);
        }
        let shaped = Arc::new(self.shape_anew(words, style));
        self.shaped.insert(key, Arc::clone(&shaped));
        shaped
    }

    /// Forgets what was shaped: bounds the memory of a long batch.
    pub fn forget(&mut self, more_than: usize) {
        if self.shaped.len() > more_than {
            self.shaped.clear();
        }
    }

    fn shape_anew(&mut self, words: &Words, style: &Style) -> Shaped {
        let (text, kept, spans) = joined(words);
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        let names: Vec<FontFamilyName<'_>> = style.families.iter().map(|f| FontFamilyName::named(f)).collect();
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(names.into())));
        builder.push_default(StyleProperty::FontSize(SHAPING_SIZE));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(style.weight))));
        builder.push_default(StyleProperty::LetterSpacing(style.tracking as f32 * SHAPING_SIZE / 1000.0));
        builder.push_default(StyleProperty::Locale(Language::parse(&words.language).ok()));
        if style.tabular {
            builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source("\"tnum\" 1, \"lnum\" 1".into())));
        }
        for (phrase, range) in words.spans.iter().zip(&spans) {
            if phrase.strong {
                builder.push(StyleProperty::FontWeight(FontWeight::new(f32::from(style.strong))), range.clone());
            }
            if phrase.emphasis {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
        }
        if words.right_to_left {
            builder.set_base_direction(BaseDirection::Rtl);
        }
        let mut layout = builder.build(&text);
        layout.break_all_lines(None);
        let atoms = self.opportunities.atoms(&text, &layout, &kept, &words.language, SHAPING_SIZE);
        let (cap_height, descent) = vertical_metrics(&layout);
        let missing = missing_glyphs(&layout, &text);
        let fonts = self.by_blob.clone();
        Shaped { text, layout, atoms, fonts, right_to_left: words.right_to_left, cap_height, descent, missing }
    }
}

/// The text with isolates where they are needed, the byte ranges that must not be broken, and the range of each span.
fn joined(words: &Words) -> (String, Vec<std::ops::Range<usize>>, Vec<std::ops::Range<usize>>) {
    let mut text = String::new();
    let (mut kept, mut spans) = (Vec::new(), Vec::new());
    for phrase in &words.spans {
        let start = text.len();
        let isolate = phrase.keep && words.right_to_left;
        if isolate {
            text.push(ISOLATE.0);
        }
        text.push_str(&phrase.text);
        if isolate {
            text.push(ISOLATE.1);
        }
        if phrase.keep {
            kept.push(start..text.len());
        }
        spans.push(start..text.len());
    }
    (text, kept, spans)
}

fn vertical_metrics(layout: &parley::Layout<()>) -> (f64, f64) {
    let (mut cap, mut descent) = (None, 0.2_f64);
    for line in layout.lines() {
        for run in line.runs() {
            let metrics = run.font_metrics();
            let size = f64::from(run.font_size());
            cap = cap.or(metrics.cap_height.map(|c| f64::from(c) / size));
            descent = descent.max(f64::from(metrics.descent) / size);
        }
    }
    (cap.filter(|c| *c > 0.1).unwrap_or(0.7), descent)
}

fn missing_glyphs(layout: &parley::Layout<()>, text: &str) -> Vec<MissingGlyph> {
    let mut missing = BTreeSet::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let Some(character) = text[range.clone()].chars().next() else { continue };
                if cluster.glyphs().any(|g| g.id == 0) && !is_invisible(character) {
                    missing.insert(MissingGlyph { character, word: word_at(text, range.start) });
                }
            }
        }
    }
    missing.into_iter().collect()
}

/// Characters that ink nothing and need no glyph: joiners, directional marks, soft hyphen, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn word_at(text: &str, at: usize) -> String {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
    text[start..end.max(start)].to_string()
}

/// Lends a font's bytes to parley without copying them.
struct FontData(Arc<Font>);

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        self.0.data.as_slice()
    }
}

impl Shaped {
    /// The first glyph run of each shaped run of a line: parley splits a shaped run again where only a style
    /// changes, and we read whole shaped runs. (We never put boxes inline.)
    pub(super) fn glyph_runs<'a>(line: &parley::layout::Line<'a, ()>) -> Vec<parley::layout::GlyphRun<'a, ()>> {
        let mut runs: Vec<parley::layout::GlyphRun<'a, ()>> = Vec::new();
        for item in line.items() {
            if let PositionedLayoutItem::GlyphRun(run) = item
                && runs.last().is_none_or(|last| last.run().index() != run.run().index())
            {
                runs.push(run);
            }
        }
        runs
    }

    pub(super) fn shaping_size() -> f64 {
        f64::from(SHAPING_SIZE)
    }
}

impl std::fmt::Debug for Shaped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shaped({:?}, {} atoms)", self.text, self.atoms.len())
    }
}

impl PartialEq for Shaped {
    fn eq(&self, other: &Shaped) -> bool {
        self.text == other.text && self.atoms == other.atoms
    }
}
