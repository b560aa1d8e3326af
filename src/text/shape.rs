//! Shaping: characters to glyphs of the fonts given, through parley's engine and HarfBuzz's Rust port.
//!
//! Only fonts of the project and the program are ever used: no system font by chance, so that the same input gives
//! the same bytes on every machine.

use super::atoms::{Atom, Opportunities, Paragraph};
use super::counts::{Counts, Settings};
use super::engine::{Engine, Kind, Selecting, looks};
use super::ink::InkCache;
use super::joints::Break;
use super::library::{Library, is_invisible};
use super::runs::{Runs, SHAPING_SIZE};
use super::select::Candidates;
use super::{Style, UnshapedText};
use crate::model::{Breaking, FontTable, Typography};
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, PropertyNamesShort};
use rustc_hash::{FxBuildHasher, FxHashMap};
use skrifa::MetadataProvider;
use skrifa::raw::FontRef;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

/// Isolates a run from the direction of its paragraph (UAX #9, X5a to X6a).
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

/// Fonts, shaper and the paragraphs shaped so far. One a thread.
pub struct Typesetter {
    library: Library,
    table: FontTable,
    engine: Engine,
    opportunities: Opportunities,
    inks: InkCache,
    /// By a quick hash of style and words; those that share it are compared whole.
    shaped: FxHashMap<u64, Vec<Kept>>,
    /// How many are in `shaped`.
    kept: usize,
    /// How many products have been begun.
    products: u32,
}

/// A paragraph that was shaped.
struct Kept {
    style: Style,
    words: UnshapedText,
    shaped: Arc<Shaped>,
    /// The products that asked for it first and last.
    asked: (u32, u32),
}

/// A paragraph as glyphs, not yet broken into lines. All measures are in ems.
pub struct Shaped {
    pub(super) text: String,
    /// Where marks that no author wrote stand in the text, each three bytes.
    pub(super) isolates: Vec<usize>,
    pub(super) runs: Runs,
    /// One for each piece of the runs.
    pub(super) atoms: Vec<Atom>,
    pub(super) right_to_left: bool,
    /// Sum of the advances before each atom, and of all.
    pub(super) sums: Vec<f64>,
    /// For each atom, the end of the last one up to it that is no space.
    pub(super) inked: Vec<usize>,
    /// Where lines may end, as the atom after.
    pub(super) stops: Vec<u32>,
    /// The widest hyphen of a word that may be parted, in ems.
    pub(super) widest_hyphen: f64,
    /// No atom takes a line back: a longer line is never narrower, but for a hyphen.
    pub(super) only_grows: bool,
    /// Whether any blank was cut or put in.
    pub(super) has_cuts: bool,
    pub(super) counts: Counts,
    pub(super) settings: Settings,
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
    /// First character of the cluster that has no glyph; where it is `stray`, the mark.
    pub character: char,
    /// Word it stands in.
    pub word: String,
    /// ISO 15924 code of its script.
    pub script: String,
    /// Which family to get for it and where it usually lies, if `fonts.toml` knows.
    pub get: Option<String>,
    /// A mark without the letter it belongs to: fonts have it, and show it on a dotted circle.
    pub stray: bool,
}

/// What none of so many products has asked for is forgotten first.
const RECENT: u32 = 16;

impl Typesetter {
    /// Takes up the fonts of a table. Fonts are read only when a character needs them.
    pub fn new(table: &FontTable) -> Typesetter {
        Typesetter {
            library: Library::new(table),
            table: table.clone(),
            engine: Engine::default(),
            opportunities: Opportunities::new(),
            inks: InkCache::default(),
            shaped: FxHashMap::default(),
            kept: 0,
            products: 0,
        }
    }

    /// Whether fonts of that family are at hand.
    pub fn has_family(&self, name: &str) -> bool {
        self.library.has_family(name)
    }

    /// Whether a family has a feature of OpenType, such as `smcp`.
    pub fn has_feature(&self, family: &str, tag: &[u8; 4]) -> bool {
        self.library.has_feature(family, tag)
    }

    /// The paragraph as glyphs; the same words in the same style are shaped once.
    pub fn shape(&mut self, words: &UnshapedText, style: &Style) -> Arc<Shaped> {
        let quick = FxBuildHasher.hash_one((style, words));
        let mut alike = self.shaped.get_mut(&quick).into_iter().flatten();
        if let Some(known) = alike.find(|kept| kept.style == *style && kept.words == *words) {
            known.asked.1 = self.products;
            return Arc::clone(&known.shaped);
        }
        let shaped = Arc::new(self.shape_anew(words, style));
        let asked = (self.products, self.products);
        let kept = Kept { style: style.clone(), words: words.clone(), shaped: Arc::clone(&shaped), asked };
        self.shaped.entry(quick).or_default().push(kept);
        self.kept += 1;
        shaped
    }

    /// Where the ink of glyphs lies.
    pub fn inks(&mut self) -> &mut InkCache {
        &mut self.inks
    }

    /// Begins a product, and forgets what was shaped where it has become too much: bounds the memory of a long batch. What
    /// several products have asked for, and one since the last time, is kept as far as it is not too much by itself.
    pub fn forget(&mut self, more_than: usize) {
        self.products = self.products.wrapping_add(1);
        if self.kept <= more_than {
            return;
        }
        let since = self.products.saturating_sub(RECENT);
        self.shaped.retain(|_, alike| {
            alike.retain(|kept| kept.asked.0 != kept.asked.1 && kept.asked.1 >= since);
            !alike.is_empty()
        });
        self.kept = self.shaped.values().map(Vec::len).sum();
        if self.kept > more_than / 2 {
            self.shaped.clear();
            self.kept = 0;
        }
    }

    fn shape_anew(&mut self, words: &UnshapedText, style: &Style) -> Shaped {
        let Joined { text, isolates, kept, spans } = joined(words);
        let typography = self.table.typography(&words.language);
        let breaking = typography.map_or(Breaking::default(), |t| t.breaking);
        let tall = typography.is_some_and(|t| t.tall);
        let latin_space = typography.map_or(0.0, |t| t.latin_space);
        let latin = latin_ranges(&text, &kept, typography);
        let order = families(style, typography);
        let looks = looks(&text, words, &spans, &latin);
        let styles = self.fonts(&looks.kinds, &order, style, &text);
        self.engine.run(&text, words, &looks, style, &Selecting { library: &self.library, styles: &styles });
        let tracking = style.tracking as f32 * SHAPING_SIZE / 1000.0;
        let runs = Runs::of(&self.engine.shaped, text.is_empty(), tracking, &self.library);
        let language = words.language.as_str();
        let ends = self.table.line_ends(language);
        let paragraph = Paragraph { text: &text, runs: &runs, kept: &kept, breaking, latin_space, language, ends };
        let atoms = self.opportunities.atoms(&paragraph);
        let (cap_height, rise, descent) = self.extents(&runs, tall);
        let mut missing = missing_glyphs(&runs, &text, &words.language, &self.table);
        missing.extend(stray_marks(&runs, &text));
        let has_cuts = atoms.iter().any(|a| a.cut != 0.0);
        let (sums, inked) = prefixes(&atoms);
        let may_end = atoms.iter().enumerate().filter(|(_, atom)| atom.after != Break::Never);
        let stops = may_end.map(|(i, _)| i as u32 + 1).collect();
        let widest_hyphen = atoms.iter().map(|a| a.hyphen).fold(0.0, f64::max);
        let only_grows = atoms.iter().all(|a| a.advance >= 0.0 && a.lead >= 0.0 && a.trail >= 0.0);
        let right_to_left = words.right_to_left;
        Shaped {
            text,
            isolates,
            runs,
            atoms,
            right_to_left,
            sums,
            inked,
            stops,
            widest_hyphen,
            only_grows,
            has_cuts,
            counts: Counts::default(),
            settings: Settings::default(),
            cap_height,
            rise,
            descent,
            missing,
        }
    }

    /// The fonts of each kind of letters in a text.
    fn fonts(&mut self, kinds: &[Kind], order: &[String], style: &Style, text: &str) -> Vec<Arc<Candidates>> {
        let own = self.library.needed(order, text);
        let for_latin = if kinds.iter().any(|k| k.latin) { self.library.needed(&style.families, text) } else { Vec::new() };
        let fonts = |kind: &Kind| {
            let families = if kind.latin { &for_latin } else { &own };
            let weight = if kind.strong { style.strong } else { style.weight };
            self.library.candidates(families, weight, kind.emphasis)
        };
        kinds.iter().map(fonts).collect()
    }

    /// Where boxes begin above the baseline and end below it. The ink of every glyph counts in a language of tall marks.
    fn extents(&mut self, runs: &Runs, tall: bool) -> (f64, f64, f64) {
        let order = runs.all_visual();
        let cap = order.iter().find_map(|run| runs.runs[*run].cap_height).filter(|c| *c > 0.1).unwrap_or(0.7);
        let (mut rise, mut descent) = (cap, 0.2_f64);
        for run in &runs.runs {
            descent = descent.max(run.descent);
            let Some(font) = run.font.as_ref().filter(|_| tall) else { continue };
            let mut inks = self.inks.of_font(font);
            for piece in &runs.pieces[run.pieces.clone()] {
                for glyph in &runs.glyphs[piece.glyphs.clone()] {
                    let lift = -f64::from(glyph.y) / f64::from(SHAPING_SIZE);
                    if let Some(ink) = inks.of_glyph(glyph.id as u16) {
                        rise = rise.max(ink.top + lift);
                        descent = descent.max(-ink.bottom - lift);
                    }
                }
            }
        }
        (cap, rise, descent)
    }
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
fn families<'s>(style: &'s Style, typography: Option<&Typography>) -> Cow<'s, [String]> {
    if !typography.is_some_and(|t| t.own_punctuation) || style.families.is_empty() {
        return Cow::Borrowed(&style.families);
    }
    let mut families = style.families.to_vec();
    families.rotate_left(1);
    Cow::Owned(families)
}

/// Latin letters and figures, and whatever is kept: these come from the theme's family also in a language whose own
/// signs go before it.
fn latin_ranges(text: &str, kept: &[Range<usize>], typography: Option<&Typography>) -> Vec<Range<usize>> {
    if !typography.is_some_and(|t| t.own_punctuation) {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let letter =
        |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..'\u{250}').contains(&c) || ('\u{1e00}'..'\u{1f00}').contains(&c);
    // A sign inside a word or a name is of the word's font.
    let inside = |at: usize, c: char| {
        let after = text[at..].chars().nth(1);
        "-'’.&/".contains(c) && text[..at].ends_with(letter) && after.is_some_and(letter)
    };
    for (at, c) in text.char_indices() {
        let latin = letter(c) || kept.iter().any(|k| k.contains(&at)) || inside(at, c);
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
    /// Where the isolates stand in it.
    isolates: Vec<usize>,
    /// What must not be broken.
    kept: Vec<Range<usize>>,
    /// The range of each phrase.
    spans: Vec<Range<usize>>,
}

/// The text with isolates where they are needed: in a paragraph with anything written from right to left, a kept
/// number would else take its order from the letters round it (UAX #9, W2 and W4: `1-888` comes out as `888-1`).
fn joined(words: &UnshapedText) -> Joined {
    let mut joined = Joined { text: String::new(), isolates: Vec::new(), kept: Vec::new(), spans: Vec::new() };
    let both_ways = words.right_to_left || words.spans.iter().any(|s| s.text.chars().any(is_right_to_left));
    for phrase in &words.spans {
        let start = joined.text.len();
        let isolate = phrase.keep && both_ways;
        if isolate {
            joined.isolates.push(joined.text.len());
            joined.text.push(ISOLATE.0);
        }
        joined.text.push_str(&phrase.text);
        if isolate {
            joined.isolates.push(joined.text.len());
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

fn missing_glyphs(runs: &Runs, text: &str, language: &str, table: &FontTable) -> Vec<MissingGlyph> {
    let mut missing = BTreeSet::new();
    let lacking = runs.pieces.iter().filter(|piece| runs.glyphs[piece.glyphs.clone()].iter().any(|g| g.id == 0));
    for piece in lacking {
        let Some(character) = text[piece.text.clone()].chars().next().filter(|c| !is_invisible(*c)) else { continue };
        let script = CodePointMapData::<Script>::new().get(character);
        let script = PropertyNamesShort::<Script>::new().get(script).unwrap_or_default().to_string();
        let get = table.source(&script, language).map(|source| {
            let crate::model::FontSource { family, debian, macos, windows, .. } = source;
            format!("get `{family}` (Debian: {debian}; macOS: {macos}; Windows: {windows}), then `handbill fonts add FILE`")
        });
        missing.insert(MissingGlyph { character, word: word_at(text, piece.text.start), script, get, stray: false });
    }
    missing.into_iter().collect()
}

/// The circle that a shaper puts in for the letter that a mark lacks.
const DOTTED_CIRCLE: char = '\u{25cc}';

/// Marks that came out on a dotted circle which nobody has written.
fn stray_marks(runs: &Runs, text: &str) -> Vec<MissingGlyph> {
    // Letters of Europe have no marks that a shaper asks a letter for.
    if !text.chars().any(|c| c >= '\u{300}' && !('\u{2000}'..='\u{206f}').contains(&c)) {
        return Vec::new();
    }
    let mut stray = BTreeSet::new();
    for run in &runs.runs {
        let circle = run
            .font
            .as_ref()
            .and_then(|font| FontRef::new(font.data.as_slice()).ok()?.charmap().map(DOTTED_CIRCLE).map(skrifa::GlyphId::to_u32));
        let Some(circle) = circle.filter(|circle| *circle != 0) else { continue };
        for piece in &runs.pieces[run.pieces.clone()] {
            let words = &text[piece.text.clone()];
            let is_drawn = runs.glyphs[piece.glyphs.clone()].iter().any(|glyph| glyph.id == circle);
            let is_mark = |c: &char| {
                let category = CodePointMapData::<GeneralCategory>::new().get(*c);
                GeneralCategoryGroup::Mark.contains(category)
            };
            let character = words.chars().find(is_mark).or_else(|| words.chars().next());
            if let Some(character) = character.filter(|_| is_drawn && !words.contains(DOTTED_CIRCLE)) {
                let script = CodePointMapData::<Script>::new().get(character);
                let script = PropertyNamesShort::<Script>::new().get(script).unwrap_or_default().to_string();
                stray.insert(MissingGlyph { character, word: word_at(text, piece.text.start), script, get: None, stray: true });
            }
        }
    }
    stray.into_iter().collect()
}

fn word_at(text: &str, at: usize) -> String {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
    text[start..end.max(start)].to_string()
}

impl Shaped {
    /// Characters of all words.
    pub fn characters(&self) -> usize {
        self.atoms.iter().map(|a| a.characters as usize).sum()
    }

    /// The bytes of the words as they were written that a range of the text stands for.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<u32> {
        let written = |at: usize| {
            let before = self.isolates.iter().take_while(|isolate| **isolate < at).count();
            (at - before * ISOLATE.0.len_utf8()) as u32
        };
        written(range.start)..written(range.end)
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
