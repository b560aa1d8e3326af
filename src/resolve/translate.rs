//! The words of another language laid over a content, block by block. A block is translated whole or not at all:
//! half a warning in one language and half in another helps nobody.

use crate::diag::{At, Diagnostic, checks};
use crate::model::{BlockName, Body, Content, List, Project, Text, Translated, Translation, TranslationStatus};
use crate::plan::Job;

/// Replaces words by their translation. Returns the blocks that have words but no complete translation.
pub(super) fn apply(content: &mut Content, translation: &Translation) -> Vec<BlockName> {
    if let Some(title) = &translation.title {
        content.title = title.clone();
    }
    let mut missing = Vec::new();
    for block in &mut content.blocks {
        let done = match translation.blocks.get(&block.name) {
            Some(words) => translate(&mut block.body, words),
            None => has_no_words(&block.body),
        };
        if !done {
            missing.push(block.name.clone());
        }
    }
    missing
}

/// Whether a block needs no translation.
fn has_no_words(body: &Body) -> bool {
    matches!(body, Body::Image(image) if image.alt.value.is_empty())
}

/// Lays the words over a block. `false` when one that reaches paper is missing.
fn translate(body: &mut Body, words: &Translated) -> bool {
    let mut take = Take { words, complete: true };
    match body {
        Body::Text(text) | Body::Note(text) => text_words(&mut take, text),
        Body::List(list) | Body::Steps(list) => list_words(&mut take, list),
        Body::Quote(quote) => {
            take.must("says", &mut quote.says);
            take.may("by", &mut quote.by);
        }
        Body::Stat(stat) => {
            take.must("label", &mut stat.label);
            take.optional("caveat", &mut stat.caveat);
        }
        Body::Contact(contact) => {
            take.must("name", &mut contact.name);
            take.optional("hours", &mut contact.hours);
            take.optional("languages", &mut contact.languages);
            take.optional("note", &mut contact.note);
        }
        Body::Qr(qr) => {
            take.must("label", &mut qr.label);
            if let Some(readable) = &mut qr.readable {
                take.may("readable", readable);
            }
        }
        Body::Image(image) if !image.alt.value.is_empty() => take.must("alt", &mut image.alt),
        Body::Image(_) => {}
    }
    take.complete
}

fn text_words(take: &mut Take<'_>, text: &mut Text) {
    take.must("full", &mut text.full);
    take.optional("heading", &mut text.heading);
    // A short form that is not translated is no short form in this language.
    text.short = take.words.words.get("short").cloned();
}

fn list_words(take: &mut Take<'_>, list: &mut List) {
    take.optional("heading", &mut list.heading);
    take.optional("note", &mut list.note);
    match &take.words.items {
        Some(items) => list.items = items.clone(),
        None => take.complete = false,
    }
}

struct Take<'a> {
    words: &'a Translated,
    complete: bool,
}

impl Take<'_> {
    fn must(&mut self, key: &str, field: &mut At<String>) {
        match self.words.words.get(key) {
            Some(words) => *field = words.clone(),
            None => self.complete = false,
        }
    }
    /// A name or an address may stay as it is.
    fn may(&mut self, key: &str, field: &mut At<String>) {
        if let Some(words) = self.words.words.get(key) {
            *field = words.clone();
        }
    }
    /// Wanted where the source has it.
    fn optional(&mut self, key: &str, field: &mut Option<At<String>>) {
        if let Some(field) = field {
            self.must(key, field);
        }
    }
}

/// What is to be said of a translation as such: not reviewed, or older than the text.
pub(super) fn state(project: &Project, job: &Job, translation: &Translation) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if translation.status.value == TranslationStatus::Draft {
        let message = format!("the translation into `{}` is a draft: the sheet carries a draft band", job.language);
        found.push(
            Diagnostic::warning(&checks::DRAFT_TRANSLATION, translation.status.span, message)
                .help("after a qualified person has read it, set `status = \"reviewed\"` and `reviewed_by`"),
        );
    } else if translation.reviewed_by.as_ref().is_none_or(|r| r.trim().is_empty()) {
        let message = "the translation is called reviewed, but `reviewed_by` names nobody";
        found.push(
            Diagnostic::error(&checks::DRAFT_TRANSLATION, translation.status.span, message)
                .help("write `reviewed_by = \"NAME\"`"),
        );
    }
    let Some(content) = project.contents.get(&job.content) else { return found };
    let hash = source_hash(content);
    if let Some(source) = translation.source.as_ref().filter(|s| s.value != hash) {
        let message = format!("`{}` has changed since it was translated", job.content);
        found.push(
            Diagnostic::warning(&checks::STALE_TRANSLATION, source.span, message)
                .label("made from another text")
                .help(format!("look through the words, then write `source = \"{hash}\"`")),
        );
    }
    found
}

/// Hash of all words of a content that a translator translates: `b3:` and the first eight hexadecimal digits of
/// their blake3.
pub fn source_hash(content: &Content) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &At<String>| {
        hasher.update(text.value.as_bytes());
        hasher.update(&[0]);
    };
    add(&content.title);
    for block in &content.blocks {
        let name = At::new(block.name.to_string(), block.origin);
        add(&name);
        words_of(&block.body).into_iter().for_each(&mut add);
    }
    format!("b3:{}", &hasher.finalize().to_hex()[..8])
}

/// The words of a block that a translator translates, to be changed.
pub(super) fn words_mut(body: &mut Body) -> Vec<&mut At<String>> {
    match body {
        Body::Text(t) | Body::Note(t) => t.heading.iter_mut().chain([&mut t.full]).chain(&mut t.short).collect(),
        Body::List(l) | Body::Steps(l) => l.heading.iter_mut().chain(&mut l.items).chain(&mut l.note).collect(),
        Body::Quote(q) => vec![&mut q.says, &mut q.by],
        Body::Stat(s) => [&mut s.label].into_iter().chain(&mut s.caveat).collect(),
        Body::Contact(c) => [&mut c.name].into_iter().chain(&mut c.hours).chain(&mut c.languages).chain(&mut c.note).collect(),
        Body::Qr(q) => [&mut q.label].into_iter().chain(&mut q.readable).collect(),
        Body::Image(i) => vec![&mut i.alt],
    }
}

fn words_of(body: &Body) -> Vec<&At<String>> {
    match body {
        Body::Text(t) | Body::Note(t) => t.heading.iter().chain([&t.full]).chain(&t.short).collect(),
        Body::List(l) | Body::Steps(l) => l.heading.iter().chain(&l.items).chain(&l.note).collect(),
        Body::Quote(q) => vec![&q.says, &q.by],
        Body::Stat(s) => [&s.label].into_iter().chain(&s.caveat).collect(),
        Body::Contact(c) => [&c.name].into_iter().chain(&c.hours).chain(&c.languages).chain(&c.note).collect(),
        Body::Qr(q) => [&q.label].into_iter().chain(&q.readable).collect(),
        Body::Image(i) => vec![&i.alt],
    }
}
