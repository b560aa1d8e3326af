//! `content/NAME.LANGUAGE.toml`: the same headers, only the words.

use super::reader::{Reader, Section};
use crate::diag::{At, checks};
use crate::model::{BlockName, Kind, Translated, Translation, TranslationStatus};
use std::collections::BTreeMap;

/// Keys that hold words, in any kind of block.
const WORDS: [&str; 13] =
    ["full", "short", "heading", "note", "label", "says", "by", "name", "hours", "languages", "alt", "readable", "caveat"];

pub(super) fn translation(reader: &Reader, root: Section<'_, '_>) -> Option<Translation> {
    let language = root.must_text("language");
    let title = root.text("title");
    let statuses = [
        ("draft", TranslationStatus::Draft),
        ("reviewed", TranslationStatus::Reviewed),
        ("approved", TranslationStatus::Approved),
    ];
    let head = root.must("translation", root.table("translation"));
    let mut status = None;
    let (mut by, mut reviewed_by, mut reviewed_on, mut source) = (None, None, None, None);
    if let Some(head) = head {
        by = head.text("by");
        status = head.must("status", head.choice("status", &statuses));
        reviewed_by = head.text("reviewed_by");
        reviewed_on = head.date("reviewed_on");
        source = head.text("source");
        head.done();
    }
    let mut blocks = BTreeMap::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_written()) {
        let Some(table) = root.table(kind.name()) else { continue };
        for (name, span, value) in table.entries() {
            let Some(section) = reader.table(value, span, &format!("{}.{name}", kind.name())) else { continue };
            blocks.insert(BlockName::new(kind, name), translated(section));
        }
    }
    let origin = language.as_ref().map_or(root.span, |l| l.span);
    let span = root.span;
    root.done();
    let status = status.unwrap_or(At::new(TranslationStatus::Draft, span));
    Some(Translation { language: language?, title, by, status, reviewed_by, reviewed_on, source, blocks, origin })
}

fn translated(s: Section<'_, '_>) -> Translated {
    let origin = s.span;
    let items = s.texts("items");
    let words: BTreeMap<String, At<String>> = WORDS.iter().filter_map(|key| Some((key.to_string(), s.text(key)?))).collect();
    if words.is_empty() && items.is_none() {
        s.reader().error(&checks::MISSING_KEY, origin, "no words are translated here", "write the words, or take the header out");
    }
    s.done();
    Translated { words, items, origin }
}
