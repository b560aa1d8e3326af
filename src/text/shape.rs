//! Shaping: characters to glyphs of the fonts given, through parley and HarfBuzz's Rust port.
//!
//! Only fonts of the project and the program are ever used: no system font by chance, so that the same input gives
//! the same bytes on every machine.

use super::atoms::{Atom, Opportunities, Paragraph};
use super::ink::InkCache;
use super::library::Library;
use super::{Style, Words};
use crate::model::{Breaking, Font, FontTable, Typography};
use icu_properties::props::Script;
use icu_properties::{CodePointMapData, PropertyNamesShort};
use parley::style::{FontFamily, FontFamilyName, FontFeatures, FontStyle, FontWeight, Language, LineHeight, StyleProperty};
use parley::{BaseDirection, LayoutContext, PositionedLayoutItem};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Type size that paragraphs are shaped at; all measures are divided by it again.
const SHAPING_SIZE: f32 = 1000.0;

/// Isolates a run from the direction of its paragraph (UAX #9, X5a to X6a).
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

/// Fonts, shaper and the paragraphs shaped so far. One a thread.
pub struct Typesetter {
    library: Library,
    table: FontTable,
    layouts: LayoutContext<()>,
    opportunities: Opportunities,
    inks: InkCache,
    shaped: HashMap<(Style, Words), Arc<Shaped>>,
}

/// A paragraph as glyphs, not yet broken into lines. All measures are in ems.
pub struct Shaped {
    pub(super) text: String,
    pub(super) layout: parley::Layout<()>,
    pub(super) atoms: Vec<Atom>,
    pub(super) fonts: HashMap<u64, Arc<Font>>,
    pub(super) right_to_left: bool,
    /// Sum of the advances before each atom, and of all.
    pub(super) sums: Vec<f64>,
    /// For each atom, the end of the last one up to it that is no space.
    pub(super) inked: Vec<usize>,
    /// Whether any blank of punctuation was cut.
    pub(super) has_cuts: bool,
    /// Height of capitals of the first font.
    pub cap_height: f64,
    /// From the baseline to where a box begins: the capitals, or the ink where a language's marks rise over them.
    pub rise: f64,
    /// From the baseline to where a box ends: the deepest descender, or the ink below it.
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
    /// ISO 15924 code of its script.
    pub script: String,
    /// Which family to get for it and where it usually lies, if `fonts.toml` knows.
    pub get: Option<String>,
}

impl Typesetter {
    /// Takes up the fonts of a table. Fonts are read only when a character needs them.
    pub fn new(table: &FontTable) -> Typesetter {
        Typesetter {
            library: Library::new(table),
            table: table.clone(),
            layouts: LayoutContext::new(),
            opportunities: Opportunities::new(),
            inks: InkCache::default(),
            shaped: HashMap::new(),
        }
    }

    pub fn has_family(&self, name: &str) -> bool {
        self.library.has_family(name)
    }

    /// Whether a family has a feature of OpenType, such as `smcp`.
    pub fn has_feature(&self, family: &str, tag: &[u8; 4]) -> bool {
        self.library.has_feature(family, tag)
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

    /// Where the ink of glyphs lies.
    pub fn inks(&mut self) -> &mut InkCache {
        &mut self.inks
    }

    /// Forgets what was shaped: bounds the memory of a long batch.
    pub fn forget(&mut self, more_than: usize) {
        if self.shaped.len() > more_than {
            self.shaped.clear();
        }
    }

    fn shape_anew(&mut self, words: &Words, style: &Style) -> Shaped {
        let Joined { text, kept, spans } = joined(words);
        let typography = self.table.typography(&words.language);
        let breaking = typography.map_or(Breaking::default(), |t| t.breaking);
        let tall = typography.is_some_and(|t| t.tall);
        let latin = latin_ranges(&text, &kept, typography);
        let order = families(style, typography);
        let needed = list(&self.library.needed(&order, &text));
        let for_latin = (!latin.is_empty()).then(|| list(&self.library.needed(&style.families, &text)));
        let mut builder = self.layouts.ranged_builder(&mut self.library.context, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(needed));
        builder.push_default(StyleProperty::FontSize(SHAPING_SIZE));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(style.weight))));
        builder.push_default(StyleProperty::LetterSpacing(style.tracking as f32 * SHAPING_SIZE / 1000.0));
        builder.push_default(StyleProperty::Locale(Language::parse(&words.language).ok()));
        if let Some(features) = features(style) {
            builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(features.into())));
        }
        for range in latin {
            builder.push(StyleProperty::FontFamily(for_latin.clone().expect("there are ranges for it")), range);
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
        let language = words.language.as_str();
        let paragraph = Paragraph { text: &text, layout: &layout, kept: &kept, breaking, language, size: SHAPING_SIZE };
        let atoms = self.opportunities.atoms(&paragraph);
        let (cap_height, rise, descent) = self.extents(&layout, tall);
        let missing = missing_glyphs(&layout, &text, &words.language, &self.table);
        let fonts = self.fonts_of(&layout);
        let has_cuts = atoms.iter().any(|a| a.cut > 0.0);
        let (sums, inked) = prefixes(&atoms);
        let right_to_left = words.right_to_left;
        Shaped { text, layout, atoms, fonts, right_to_left, sums, inked, has_cuts, cap_height, rise, descent, missing }
    }

    /// Where boxes begin above the baseline and end below it. The ink of every glyph counts in a language of tall marks.
    fn extents(&mut self, layout: &parley::Layout<()>, tall: bool) -> (f64, f64, f64) {
        let (mut cap, mut descent) = (None, 0.2_f64);
        let mut rise = 0.0_f64;
        for line in layout.lines() {
            for run in line.runs() {
                let metrics = run.font_metrics();
                let size = f64::from(run.font_size());
                cap = cap.or(metrics.cap_height.map(|c| f64::from(c) / size));
                descent = descent.max(f64::from(metrics.descent) / size);
                let Some(font) = self.library.font(run.font()).filter(|_| tall) else { continue };
                for glyph in run.clusters().flat_map(|c| c.glyphs().collect::<Vec<_>>()) {
                    let lift = -f64::from(glyph.y) / size;
                    if let Some(ink) = self.inks.of_glyph(font, glyph.id as u16) {
                        rise = rise.max(ink.top + lift);
                        descent = descent.max(-ink.bottom - lift);
                    }
                }
            }
        }
        let cap = cap.filter(|c| *c > 0.1).unwrap_or(0.7);
        (cap, cap.max(rise), descent)
    }

    /// The fonts a layout shows.
    fn fonts_of(&self, layout: &parley::Layout<()>) -> HashMap<u64, Arc<Font>> {
        let runs = layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>());
        runs.filter_map(|run| Some((run.font().data.id(), Arc::clone(self.library.font(run.font())?)))).collect()
    }
}

/// OpenType features of a style.
fn features(style: &Style) -> Option<String> {
    let mut features: Vec<&str> = Vec::new();
    if style.tabular {
        features.extend(["\"tnum\" 1", "\"lnum\" 1"]);
    }
    if style.small_caps {
        features.push("\"smcp\" 1");
    }
    (!features.is_empty()).then(|| features.join(", "))
}

/// Sums of the advances before each atom, and where the ink up to each ends: widths of lines without walking them.
fn prefixes(atoms: &[Atom]) -> (Vec<f64>, Vec<usize>) {
    let (mut sums, mut inked) = (vec![0.0], Vec::with_capacity(atoms.len()));
    let (mut sum, mut end) = (0.0, 0);
    for (i, atom) in atoms.iter().enumerate() {
        sum += atom.advance;
        if !atom.is_space {
            end = i + 1;
        }
        sums.push(sum);
        inked.push(end);
    }
    (sums, inked)
}

/// The families of a style in the order of its language: the theme's own first, or last where the language's own signs
/// go before it.
fn families(style: &Style, typography: Option<&Typography>) -> Vec<String> {
    let mut families = style.families.clone();
    if typography.is_some_and(|t| t.own_punctuation) && !families.is_empty() {
        families.rotate_left(1);
    }
    families
}

fn list(names: &[&str]) -> FontFamily<'static> {
    let names: Vec<FontFamilyName<'static>> = names.iter().map(|n| FontFamilyName::named(n).into_owned()).collect();
    FontFamily::List(names.into())
}

/// Latin letters and figures, and whatever is kept: these come from the theme's family also in a language whose own
/// signs go before it.
fn latin_ranges(text: &str, kept: &[Range<usize>], typography: Option<&Typography>) -> Vec<Range<usize>> {
    if !typography.is_some_and(|t| t.own_punctuation) {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let latin = c.is_ascii_alphanumeric()
            || ('\u{c0}'..'\u{250}').contains(&c)
            || ('\u{1e00}'..'\u{1f00}').contains(&c)
            || kept.iter().any(|k| k.contains(&at));
        if !latin {
            continue;
        }
        let end = at + c.len_utf8();
        match ranges.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => ranges.push(at..end),
        }
    }
    ranges
}

/// A paragraph's phrases as one text.
struct Joined {
    text: String,
    /// What must not be broken.
    kept: Vec<Range<usize>>,
    /// The range of each phrase.
    spans: Vec<Range<usize>>,
}

/// The text with isolates where they are needed: in a paragraph with anything written from right to left, a kept
/// number would else take its order from the letters round it (UAX #9, W2 and W4: `1-888` comes out as `888-1`).
fn joined(words: &Words) -> Joined {
    let mut joined = Joined { text: String::new(), kept: Vec::new(), spans: Vec::new() };
    let both_ways = words.right_to_left || words.spans.iter().any(|s| s.text.chars().any(is_right_to_left));
    for phrase in &words.spans {
        let start = joined.text.len();
        let isolate = phrase.keep && both_ways;
        if isolate {
            joined.text.push(ISOLATE.0);
        }
        joined.text.push_str(&phrase.text);
        if isolate {
            joined.text.push(ISOLATE.1);
        }
        if phrase.keep {
            joined.kept.push(start..joined.text.len());
        }
        joined.spans.push(start..joined.text.len());
    }
    joined
}

/// Letters of the scripts that run from right to left (UAX #9, classes R and AL, by their blocks).
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn missing_glyphs(layout: &parley::Layout<()>, text: &str, language: &str, table: &FontTable) -> Vec<MissingGlyph> {
    let mut missing = BTreeSet::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let Some(character) = text[range.clone()].chars().next() else { continue };
                if cluster.glyphs().any(|g| g.id == 0) && !is_invisible(character) {
                    let script = CodePointMapData::<Script>::new().get(character);
                    let script = PropertyNamesShort::<Script>::new().get(script).unwrap_or_default().to_string();
                    let get = table.source(&script, language).map(|source| {
                        let crate::model::FontSource { family, debian, macos, windows, .. } = source;
                        format!(
                            "get `{family}` (Debian: {debian}; macOS: {macos}; Windows: {windows}), then `handbill fonts add FILE`"
                        )
                    });
                    missing.insert(MissingGlyph { character, word: word_at(text, range.start), script, get });
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

    /// Characters of all words.
    pub fn characters(&self) -> usize {
        self.atoms.iter().map(|a| a.characters as usize).sum()
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
