//! `fonts/fonts.toml`: font files, how each language is set, and where further families are to be had.

use super::section::Section;
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Breaking, FontSource, FontTable, LineEnds, Typography};
use crate::world::Bytes;
use std::collections::BTreeSet;

/// The file as written: the fonts themselves are read by who asked for it.
#[derive(Clone, Default)]
pub(super) struct FontFile {
    pub lines: Vec<FontLine>,
    /// Everything but the fonts.
    pub table: FontTable,
}

/// One `[[font]]` as written.
#[derive(Clone)]
pub(super) struct FontLine {
    pub file: At<String>,
    pub family: At<String>,
    pub weight: u16,
    pub italic: bool,
    /// `b3:` and the hash of the whole file, as `handbill fonts add` recorded it.
    pub hash: Option<At<String>>,
}

pub(super) fn fonts(s: Section<'_, '_>) -> FontFile {
    let mut file = FontFile::default();
    file.table.fallback = s.texts("fallback").unwrap_or_default();
    file.lines = rows(&s, "font").into_iter().filter_map(font).collect();
    file.table.sources = rows(&s, "source").into_iter().filter_map(source).collect();
    if let Some(languages) = s.table("language") {
        for (tag, ..) in languages.entries() {
            let typography = languages.table(tag).and_then(typography);
            file.table.languages.extend(typography.map(|t| (tag.to_string(), t)));
        }
        languages.done();
    }
    if let Some(lines) = s.table("lines") {
        for (tag, ..) in lines.entries() {
            let ends = lines.table(tag).map(line_ends);
            file.table.lines.extend(ends.map(|ends| (tag.to_string(), ends)));
        }
        lines.done();
    }
    s.done();
    file
}

/// The tables of an array.
fn rows<'a, 't>(s: &Section<'a, 't>, key: &'static str) -> Vec<Section<'a, 't>> {
    let array = s.get(key).and_then(|v| v.get_ref().as_array());
    let reader = s.reader();
    array.into_iter().flatten().filter_map(|value| reader.table(value, reader.span(value.span()), key)).collect()
}

fn font(s: Section<'_, '_>) -> Option<FontLine> {
    let (file, family) = (s.must_text("file"), s.must_text("family"));
    let weight = s.must("weight", s.whole("weight", 100..=900)).map(|w| w.value as u16);
    let italic = s.flag("italic").is_some_and(|i| i.value);
    let hash = s.text("hash");
    s.text("licence");
    s.done();
    Some(FontLine { file: file?, family: family?, weight: weight?, italic, hash })
}

fn source(s: Section<'_, '_>) -> Option<FontSource> {
    let (script, family) = (s.must_text("script"), s.must_text("family"));
    let languages = s.texts("languages").unwrap_or_default().into_iter().map(|l| l.value).collect();
    let [debian, macos, windows] = ["debian", "macos", "windows"].map(|key| s.must_text(key));
    s.done();
    Some(FontSource {
        script: script?.value,
        languages,
        family: family?.value,
        debian: debian?.value,
        macos: macos?.value,
        windows: windows?.value,
    })
}

fn typography(s: Section<'_, '_>) -> Option<Typography> {
    let stack = s.must("stack", s.texts("stack"));
    let line = s.number_in("line", 1.0, 3.0).map_or(0.0, |l| l.value);
    let breaking = [("dictionary", Breaking::Dictionary), ("model", Breaking::Model), ("spaces", Breaking::Spaces)];
    let typography = Typography {
        own_punctuation: s.flag("own_punctuation").is_some_and(|f| f.value),
        line,
        headline_line: s.number_in("headline_line", 0.9, 3.0).map_or(0.0, |l| l.value),
        tall: s.flag("tall").is_some_and(|f| f.value),
        floor: s.number_in("floor", 1.0, 2.0).map_or(1.0, |f| f.value),
        breaking: s.choice("breaking", &breaking).map_or(Breaking::Dictionary, |b| b.value),
        latin_space: s.number_in("latin_space", 0.0, 0.5).map_or(0.0, |l| l.value),
        stack: stack?,
    };
    s.done();
    Some(typography)
}

fn line_ends(s: Section<'_, '_>) -> LineEnds {
    let small = |key: &'static str| -> BTreeSet<String> {
        s.texts(key).unwrap_or_default().into_iter().map(|word| word.value.to_lowercase()).collect()
    };
    let ends = LineEnds {
        with_next: small("with_next"),
        words: small("words"),
        dictionary: s.flag("dictionary").is_some_and(|f| f.value),
        parts: small("parts"),
    };
    s.done();
    ends
}

/// A font file that is no longer the one whose hash was recorded: another version breaks lines elsewhere.
pub(super) fn changed(line: &FontLine, bytes: &Bytes) -> Option<Diagnostic> {
    let wanted = line.hash.as_ref()?;
    let actual = format!("b3:{}", blake3::hash(bytes.as_slice()).to_hex());
    let message = format!("`{}` is not the file that was added: its hash is `{actual}`", line.file.value);
    (actual != wanted.value).then(|| {
        Diagnostic::error(&checks::FONT_CHANGED, wanted.span, message)
            .help("put the old file back, or look at the sheets again and write the new hash here")
    })
}
