//! The smallest pieces of a shaped paragraph, and what may happen after each.
//!
//! Opportunities come from UAX #14 with dictionaries for Thai, Lao and Burmese and a model for Khmer (icu_segmenter); none
//! lies inside a phone number or a code. Words may be parted where hypher's patterns say so; a hyphen is then drawn.
//! Blanks of Chinese and Japanese punctuation are cut where two signs meet, and may be cut at the ends of lines; between their
//! letters and Latin ones a space is put in, which is no character.

use super::hyphens::parted;
use super::ink;
use super::joints::{Break, is_square, joints};
use super::runs::{Cluster, Runs};
use crate::model::{Breaking, Font, LineEnds};
use icu_properties::CodePointMapData;
use icu_properties::props::LineBreak;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption, WordBreakInvariantOptions};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, WordSegmenter, WordSegmenterBorrowed};
use skrifa::raw::FontRef;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The smallest piece that is never cut: clusters of glyphs and letters that belong together. Measures in ems.
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
    /// What was cut of its advance; less than nothing where space was put behind it.
    pub cut: f64,
}

/// The segmenters, made once.
pub(super) struct Opportunities {
    /// Strict rules for Japanese and Chinese, dictionaries for South-East Asia.
    dictionary: LineSegmenterBorrowed<'static>,
    /// Khmer reads better by its neural model: its dictionary cuts words (icu4x 7218).
    model: LineSegmenterBorrowed<'static>,
    /// Korean breaks at spaces only.
    keep_all: LineSegmenterBorrowed<'static>,
    /// Words of Chinese and Japanese.
    words: WordSegmenterBorrowed<'static>,
    /// Where the model broke the runs of letters seen so far: it takes a millisecond for a paragraph.
    read: RefCell<HashMap<String, Vec<usize>>>,
    /// Width of each font's hyphen in ems, by its hash.
    hyphens: RefCell<HashMap<u64, f64>>,
}

/// Signs of repetition and stops that belong to the word before them, also where a space stands between, as Thai and Khmer
/// set it (W3C, thai-lreq 3.2 and khmer-lreq; for the others the stops of UAX #14, class EX, which it has only in part).
const NEVER_FIRST: [char; 27] = [
    // Thai and Lao.
    '\u{e2f}', '\u{e46}', '\u{eaf}', '\u{ec6}', // Khmer.
    '\u{17d4}', '\u{17d5}', '\u{17d6}', '\u{17d7}', '\u{17d8}', '\u{17da}', // Burmese.
    '\u{104a}', '\u{104b}', // Scripts of India.
    '\u{964}', '\u{965}', // Ethiopic.
    '\u{1361}', '\u{1362}', '\u{1363}', '\u{1364}', '\u{1365}', '\u{1366}', '\u{1367}', // Arabic.
    '\u{60c}', '\u{61b}', '\u{61f}', '\u{6d4}', // Tibetan.
    '\u{f0b}', '\u{f0d}',
];

/// The sign of Khmer that repeats the word before it.
const REPEATED: char = '\u{17d7}';

/// Runs of letters remembered at the most.
const RUNS: usize = 4096;

/// What a paragraph is cut up by.
pub(super) struct Paragraph<'a> {
    pub text: &'a str,
    pub runs: &'a Runs,
    /// What must not be broken.
    pub kept: &'a [Range<usize>],
    pub breaking: Breaking,
    /// Put between Chinese or Japanese letters and Latin ones or figures, in ems.
    pub latin_space: f64,
    /// BCP 47.
    pub language: &'a str,
    /// What stays on one line in the language.
    pub ends: Option<&'a LineEnds>,
}

impl Opportunities {
    /// With the dictionaries and the model that icu_segmenter brings; hyphens are read when a language asks for them.
    pub fn new() -> Opportunities {
        let mut strict = LineBreakOptions::default();
        strict.strictness = Some(LineBreakStrictness::Strict);
        let mut keep_all = strict;
        keep_all.word_option = Some(LineBreakWordOption::KeepAll);
        Opportunities {
            dictionary: LineSegmenter::new_dictionary(strict),
            model: LineSegmenter::new_lstm(strict),
            keep_all: LineSegmenter::new_dictionary(keep_all),
            words: WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()),
            read: RefCell::default(),
            hyphens: RefCell::default(),
        }
    }

    /// The atoms of shaped runs in logical order, with what may happen after each: one for each piece.
    pub fn atoms(&self, paragraph: &Paragraph<'_>) -> Vec<Atom> {
        let after = self.after(paragraph);
        let mut atoms: Vec<Atom> = Vec::with_capacity(paragraph.runs.pieces.len());
        for run in &paragraph.runs.runs {
            let mut hyphen_width = None;
            let width_of = |font: &Arc<Font>| *self.hyphens.borrow_mut().entry(font.hash).or_insert_with(|| hyphen_of(font));
            for piece in &paragraph.runs.pieces[run.pieces.clone()] {
                let break_after = after[piece.text.end];
                let hyphen = match break_after.is_hyphen() {
                    true => *hyphen_width.get_or_insert_with(|| run.font.as_ref().map_or(0.0, width_of)),
                    false => 0.0,
                };
                let text = &paragraph.text[piece.text.clone()];
                let (lead, trail) = blanks(text, piece, paragraph.runs, run.font.as_ref());
                atoms.push(Atom {
                    start: piece.text.start,
                    characters: piece.characters,
                    advance: piece.advance,
                    is_space: text.bytes().all(|c| c == b' '),
                    after: break_after,
                    hyphen,
                    lead,
                    trail,
                    shift: 0.0,
                    cut: 0.0,
                });
            }
        }
        compress(&mut atoms);
        if paragraph.latin_space > 0.0 {
            set_apart(&mut atoms, paragraph.text, paragraph.latin_space);
        }
        if let Some(last) = atoms.last_mut() {
            last.after = Break::Allowed;
        }
        atoms
    }

    /// Opportunities by the rules between words, and by the model inside each run of letters that the rules leave to it.
    fn by_model(&self, text: &str) -> Vec<usize> {
        let line_break = CodePointMapData::<LineBreak>::new();
        let is_read = |c: Option<char>| c.is_some_and(|c| line_break.get(c) == LineBreak::ComplexContext);
        // The dictionary knows the same rules; what it found inside a run is left out.
        let is_inside = |at: usize| is_read(text[..at].chars().next_back()) && is_read(text[at..].chars().next());
        let mut found: Vec<usize> = self.dictionary.segment_str(text).filter(|at| !is_inside(*at)).collect();
        let mut runs = self.read.borrow_mut();
        if runs.len() > RUNS {
            runs.clear();
        }
        let mut start = 0;
        for (end, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if is_read(Some(c)) {
                continue;
            }
            let run = &text[start..end];
            if !run.is_empty() && !runs.contains_key(run) {
                runs.insert(run.to_string(), self.model.segment_str(run).filter(|at| *at > 0 && *at < run.len()).collect());
            }
            found.extend(runs.get(run).into_iter().flatten().map(|at| start + at));
            start = end + c.len_utf8();
        }
        found
    }

    /// A word before its sign of repetition is parted only where the dictionary parts it too: the model cuts off its end.
    fn keep_repeated(&self, text: &str, opportunities: &mut Vec<usize>) {
        let mut known: Option<Vec<usize>> = None;
        for (sign, _) in text.match_indices(REPEATED) {
            let last = opportunities.iter().copied().filter(|at| *at < sign).max();
            let Some(last) = last.filter(|at| !text[..*at].ends_with(' ')) else { continue };
            let known = known.get_or_insert_with(|| self.dictionary.segment_str(text).collect());
            if !known.contains(&last) {
                opportunities.retain(|at| *at != last);
            }
        }
    }

    /// What may happen at each byte of the text.
    fn after(&self, paragraph: &Paragraph<'_>) -> Vec<Break> {
        let Paragraph { text, kept, .. } = paragraph;
        let opportunities: Vec<usize> = match paragraph.breaking {
            Breaking::Model => self.by_model(text),
            Breaking::Spaces => self.keep_all.segment_str(text).collect(),
            Breaking::Dictionary => self.dictionary.segment_str(text).collect(),
        };
        let mut opportunities = opportunities;
        if paragraph.breaking == Breaking::Model {
            self.keep_repeated(text, &mut opportunities);
        }
        let mut after = vec![Break::Never; text.len() + 1];
        let is_inside = |at: usize| kept.iter().any(|k| k.start < at && at < k.end);
        for at in opportunities {
            // Never before a space (UAX #14, LB7): the model for Khmer does so all the same.
            if !is_inside(at) && !text[at..].starts_with(' ') && !text[at..].starts_with(NEVER_FIRST) {
                // An author's own soft hyphen prints one.
                after[at] = behind(text, at);
            }
        }
        for range in *kept {
            for at in inside_address(&text[range.clone()]) {
                after[range.start + at] = Break::Emergency;
            }
        }
        for (at, kind) in parted(text, paragraph.language, paragraph.ends) {
            if !is_inside(at) && after[at] == Break::Never {
                after[at] = kind;
            }
        }
        for (at, kind) in joints(text, paragraph.ends, &self.words) {
            if after[at] == Break::Allowed {
                after[at] = kind;
            }
        }
        after
    }
}

fn hyphen_of(font: &Arc<Font>) -> f64 {
    let font = FontRef::new(font.data.as_slice()).ok();
    font.and_then(|f| ink::hyphen(&f)).map_or(0.0, |(_, width)| width)
}

/// A part of an address that is longer than this may be broken inside too.
const LONG_PART: usize = 20;
/// And what stands behind the `@` of a mail address, which nobody types right from two lines, where it is longer than this.
const LONG_DOMAIN: usize = 36;

/// Places where a long address may be broken when it must: after the host, before its parts; inside a part only where that
/// one is long.
fn inside_address(text: &str) -> Vec<usize> {
    if !text.contains('.') {
        return Vec::new();
    }
    let scheme = text.find("://").map_or(0, |at| at + 3);
    let host_end = text[scheme..].find(['/', '@']).map_or(text.len(), |at| scheme + at);
    let signs = |from: usize, to: usize, of: &str| -> Vec<usize> {
        let inside = text[from..to].char_indices().map(|(i, c)| (from + i, c));
        inside.filter(|(i, c)| *i > 0 && *i >= host_end && of.contains(*c)).map(|(i, _)| i).collect()
    };
    let parts = signs(0, text.len(), "/?@");
    let ends = parts.iter().copied().chain([text.len()]);
    let begins = std::iter::once(host_end).chain(parts.iter().copied());
    let is_long = |from: usize, to: usize| {
        let most = if text[from..].starts_with('@') { LONG_DOMAIN } else { LONG_PART };
        text[from..to].chars().count() > most
    };
    let long = begins.zip(ends).filter(|(from, to)| is_long(*from, *to));
    let mut places: Vec<usize> = long.flat_map(|(from, to)| signs(from, to, ".&=-_")).collect();
    places.extend(parts);
    places.sort_unstable();
    places
}

/// Signs whose ink fills the first half of their square, and those that fill the second (JIS X 4051, classes 1 and 2, 6,
/// 7). Quotation marks count only where the font gives them a square.
const CLOSING: &str = "、。，．」』）】〉》〕］｝”’";
const OPENING: &str = "「『（【〈《〔［｛“‘";
/// Blank that may be cut, in ems.
const HALF: f64 = 0.5;

/// The blanks before and behind the ink of a full-width sign.
fn blanks(text: &str, piece: &Cluster, runs: &Runs, font: Option<&Arc<Font>>) -> (f64, f64) {
    if piece.advance < 0.9 {
        return (0.0, 0.0);
    }
    let Some(sign) = text.chars().next() else { return (0.0, 0.0) };
    let (opening, closing) = (OPENING.contains(sign), CLOSING.contains(sign));
    let glyph = runs.glyphs[piece.glyphs.clone()].first();
    let Some((font, glyph)) = font.zip(glyph).filter(|_| opening || closing) else { return (0.0, 0.0) };
    let font = FontRef::new(font.data.as_slice()).ok();
    let Some(ink) = font.and_then(|f| ink::bounds(&f, glyph.id)) else { return (0.0, 0.0) };
    // Traditional Chinese sets its stops in the middle of the square: nothing can be cut there.
    let spare = |blank: f64| if blank >= HALF * 0.8 { blank.min(HALF) } else { 0.0 };
    match opening {
        true => (spare(ink.left), 0.0),
        false => (0.0, spare(piece.advance - ink.right)),
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

/// Puts space between letters of Chinese or Japanese and Latin letters or figures beside them (JLREQ 3.2.6, CLREQ 3.2.2). It
/// falls away at the end of a line.
fn set_apart(atoms: &mut [Atom], text: &str, space: f64) {
    for i in 1..atoms.len() {
        let border = atoms[i].start;
        let sides = (text[..border].chars().next_back(), text[border..].chars().next());
        let (Some(before), Some(after)) = sides else { continue };
        if is_square(before) && is_narrow(after) || is_narrow(before) && is_square(after) {
            let before = &mut atoms[i - 1];
            before.advance += space;
            before.trail += space;
            before.cut -= space;
        }
    }
}

/// Letters and figures of scripts that are not set in squares: Latin, Greek, Cyrillic.
fn is_narrow(c: char) -> bool {
    c < '\u{530}' && c.is_alphanumeric()
}

/// Letters of a compound that a headline keeps in one piece; a longer one may be too wide for its column.
const COMPOUND: usize = 16;

/// What may happen at a place where a line may end.
fn behind(text: &str, at: usize) -> Break {
    if text[..at].ends_with('\u{ad}') {
        return Break::PartOfWord;
    }
    if !text[..at].ends_with('-') {
        return Break::Allowed;
    }
    let is_part = |c: char| c.is_alphabetic() || c == '-' || c == '\u{2019}';
    let before = text[..at].chars().rev().take_while(|c| is_part(*c)).count();
    let after = text[at..].chars().take_while(|c| is_part(*c)).count();
    let is_compound = before > 1 && after > 0 && before + after <= COMPOUND;
    if is_compound { Break::Compound } else { Break::Allowed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_read_one_by_one_break_as_the_whole_text_does() {
        let opportunities = Opportunities::new();
        let notice = include_str!("../../examples/languages/content/notice.km.toml");
        let mixed = "ទាំងអស់ (កើតមក 1-888-373-7888) មាន, សេរីភាព។ ឬនរណា  Kids First ធ្វើការ។ 40";
        for text in notice.lines().chain([mixed, "", " ", "ក", "ក ខ"]) {
            // Twice: what was read once is remembered.
            for _ in 0..2 {
                let mut found = opportunities.by_model(text);
                found.sort_unstable();
                assert_eq!(found, opportunities.model.segment_str(text).collect::<Vec<_>>(), "{text}");
            }
        }
        let whole = "កុមារៗអាចមកបាន";
        let mut found = opportunities.by_model(whole);
        opportunities.keep_repeated(whole, &mut found);
        let end = whole.find(REPEATED).expect("it is there");
        assert!(found.iter().all(|at| *at == 0 || *at >= end), "{found:?}");
        let words = "មនុស្សទាំងអស់កើតមកមានសេរីភាព";
        assert!(opportunities.by_model(words).len() > 4, "{:?}", opportunities.by_model(words));
    }

    fn check_parts(address: &str, parts: &[&str]) {
        let places = inside_address(address);
        let ends = places.iter().copied().chain([address.len()]);
        let made: Vec<&str> = std::iter::once(0).chain(places.iter().copied()).zip(ends).map(|(a, b)| &address[a..b]).collect();
        assert_eq!(made, parts);
    }

    #[test]
    fn an_address_breaks_before_its_parts() {
        check_parts("library.example.org", &["library.example.org"]);
        check_parts("library.example.org/open-house", &["library.example.org", "/open-house"]);
        check_parts("example.org/a-day/b?to=c-d", &["example.org", "/a-day", "/b", "?to=c-d"]);
        check_parts("desk@library.example.org", &["desk", "@library.example.org"]);
        check_parts("office@larkspur-county.example.org", &["office", "@larkspur-county.example.org"]);
        check_parts(
            "example.org/the-night-of-a-thousand-lamps",
            &["example.org", "/the", "-night", "-of", "-a", "-thousand", "-lamps"],
        );
    }
}
