//! `content/NAME.LANGUAGE.toml`: the same headers, only the words.

use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, checks};
use crate::model::{
    BLOCK_WORDS, BlockName, EVENT_WORDS, Kind, Review, Translated, Translation, TranslationOrigin, TranslationStatus,
};
use std::collections::BTreeMap;

pub(super) fn translation(reader: &Reader, root: Section<'_, '_>) -> Option<Translation> {
    let language = root.must_text("language");
    let title = root.text("title").filter(is_written);
    let head = root.must("translation", root.table("translation"));
    let (mut head_review, mut source) = (Review::default(), None);
    if let Some(head) = head {
        head_review = Review { by: head.text("by"), ..review(&head) };
        head.must("status", head_review.status.as_ref());
        source = head.text("source");
        head.done();
    }
    let mut blocks = BTreeMap::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_written()) {
        let Some(table) = root.table(kind.name()) else { continue };
        for (name, span, value) in table.entries() {
            let Some(section) = reader.table(value, span, &format!("{}.{name}", kind.name())) else { continue };
            blocks.insert(BlockName::new(kind, name), translated(kind, section));
        }
    }
    let origin = language.as_ref().map_or(root.span, |l| l.span);
    root.done();
    head_review.status.get_or_insert(At::new(TranslationStatus::Draft, origin));
    Some(Translation { language: language?, title, review: head_review, source, blocks, origin })
}

/// Who has read it, and where it comes from. `by` is a word of its own in quotes.
fn review(s: &Section<'_, '_>) -> Review {
    let statuses: Vec<(&str, TranslationStatus)> = TranslationStatus::ALL.iter().map(|t| (t.name(), *t)).collect();
    let origins: Vec<(&str, TranslationOrigin)> = TranslationOrigin::ALL.iter().map(|o| (o.name(), *o)).collect();
    let origin = s.choice("origin", &origins);
    let source_url = s.text("source_url").filter(is_written);
    if let (Some(origin), None) = (&origin, &source_url)
        && origin.value == TranslationOrigin::Official
    {
        let message = "an official text without `source_url`";
        s.reader().error(&checks::MISSING_KEY, origin.span, message, "write where it was read: `source_url = \"https://...\"`");
    }
    Review {
        by: None,
        origin,
        source_url,
        status: s.choice("status", &statuses),
        reviewed_by: s.text("reviewed_by").filter(is_written),
        qualification: s.text("qualification").filter(is_written),
        reviewed_on: s.date("reviewed_on"),
    }
}

/// A block; words that are still empty, as `handbill new lang` leaves them, are not translated.
fn translated(kind: Kind, s: Section<'_, '_>) -> Translated {
    let origin = s.span;
    let list = if kind == Kind::Logos { "alts" } else { "items" };
    let items = s.texts(list).filter(|items| items.iter().any(is_written));
    if let Some(empty) = items.iter().flatten().find(|item| !is_written(item)) {
        let help = "translate every item, or leave all of them empty until then";
        s.reader().error(&checks::BAD_VALUE, empty.span, "an item is empty, and others are not", help);
    }
    let keys: &[&str] = if kind == Kind::Event { &EVENT_WORDS } else { &BLOCK_WORDS };
    let words: BTreeMap<String, At<String>> =
        keys.iter().filter_map(|key| Some((key.to_string(), s.text(key).filter(is_written)?))).collect();
    let has_key = keys.iter().chain(&[list]).any(|key| s.get(key).is_some());
    if !has_key {
        s.reader().error(&checks::MISSING_KEY, origin, "no words are translated here", "write the words, or take the header out");
    }
    let (review, differs) = (review(&s), s.text("differs"));
    s.done();
    Translated { words, items, differs, review, origin }
}

fn is_written(text: &At<String>) -> bool {
    !text.value.trim().is_empty()
}
