//! The words of another language laid over a content.
//!
//! What is not translated stands in the source's language, and is said so: string by string in general blocks, whole
//! blocks where safety or a law hangs on the words, because half a warning in one language and half in another helps
//! nobody.

use super::converted::without_converted_but_weights;
use super::same_numbers::{other_number, told};
use crate::diag::{At, Diagnostic, checks, near};
use crate::model::{BlockName, Body, Class, Content, Translated, Translation, TranslationStatus};
use std::collections::{BTreeMap, BTreeSet};

/// A content in another language.
pub(super) struct Laid {
    pub content: Content,
    /// What stands in the source's language.
    pub fallbacks: BTreeMap<BlockName, Untranslated>,
    /// Somebody has still to read the words before they are handed out.
    pub unreviewed: bool,
}

/// What of a block is not translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untranslated {
    /// Nothing of it stands in the language asked for.
    Whole,
    /// The keys of the words.
    Some(Vec<&'static str>),
}

/// Lays the words of a translation over its content.
pub(super) fn lay(source: &Content, translation: &Translation) -> Laid {
    let mut content = source.clone();
    if let Some(title) = &translation.title {
        content.title = title.clone();
    }
    let mut fallbacks = BTreeMap::new();
    // A text that has changed since was reviewed as something else.
    let mut unreviewed = is_stale(source, translation);
    for (block, from) in content.blocks.iter_mut().zip(&source.blocks) {
        let missing = untranslated(from, translation.blocks.get(&block.name));
        if let Some(words) = translation.blocks.get(&block.name).filter(|_| missing != Some(Untranslated::Whole)) {
            take(&mut block.body, words);
            unreviewed |= !words.review.over(&translation.review).is_reviewed();
        }
        fallbacks.extend(missing.map(|missing| (block.name.clone(), missing)));
    }
    Laid { content, fallbacks, unreviewed }
}

/// What is missing of a block; nothing where all of it is translated.
pub fn untranslated(block: &crate::model::Block, words: Option<&Translated>) -> Option<Untranslated> {
    let has = |key: &str| words.is_some_and(|w| if is_list(key) { w.items.is_some() } else { w.words.contains_key(key) });
    missing(&block.body, block.class, has)
}

/// What is missing of the words of a row.
pub(super) fn untranslated_words(body: &Body, words: Option<&BTreeMap<String, At<String>>>) -> Option<Untranslated> {
    missing(body, Class::General, |key| words.is_some_and(|words| words.contains_key(key)))
}

fn missing(body: &Body, class: Class, has: impl Fn(&str) -> bool) -> Option<Untranslated> {
    let wanted: BTreeSet<&'static str> = fields(body)
        .into_iter()
        .filter(|(key, text)| !may_stay(key) && *key != "short" && has_letters(&text.value))
        .map(|(key, _)| key)
        .collect();
    let missing: Vec<&'static str> = wanted.iter().copied().filter(|key| !has(key)).collect();
    match missing.len() {
        0 => None,
        n if n == wanted.len() || class != Class::General => Some(Untranslated::Whole),
        _ => Some(Untranslated::Some(missing)),
    }
}

/// Keys whose words are a list: items, and whose marks several are.
pub fn is_list(key: &str) -> bool {
    matches!(key, "items" | "alts")
}

/// Names and addresses may stay as they are.
fn may_stay(key: &str) -> bool {
    matches!(key, "by" | "readable" | "source" | "alts") || is_name_of_event(key)
}

/// Keys of an event under which names stand.
pub(super) fn is_name_of_event(key: &str) -> bool {
    matches!(key, "venue" | "speaker" | "speaker_org" | "presenter" | "sponsor")
}

/// Whether there is anything to translate beside placeholders.
pub fn has_letters(text: &str) -> bool {
    let mut inside = 0_i32;
    text.chars().any(|c| {
        inside += i32::from(c == '{') - i32::from(c == '}');
        inside == 0 && c.is_alphabetic()
    })
}

fn take(body: &mut Body, words: &Translated) {
    if let (Body::List(list) | Body::Steps(list), Some(items)) = (&mut *body, &words.items) {
        list.items.clone_from(items);
    }
    if let (Body::Logos(logos), Some(items)) = (&mut *body, &words.items) {
        logos.items.iter_mut().zip(items).for_each(|(item, alt)| item.alt = alt.clone());
    }
    if let Body::Text(text) | Body::Note(text) = body {
        // A short form that is not translated is no short form in this language.
        text.short = words.words.get("short").cloned();
    }
    take_words(body, &words.words);
}

/// Puts words in the place of others, by key.
pub(super) fn take_words(body: &mut Body, words: &BTreeMap<String, At<String>>) {
    for (key, field) in fields_mut(body) {
        if let Some(words) = words.get(key) {
            *field = words.clone();
        }
    }
}

/// Mistakes of a translation as such: what it says that the source does not, and the other way round.
pub fn faults(content: &Content, translation: &Translation) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let tags = (content.language.value.as_str(), translation.language.value.as_str());
    if let Some(title) = &translation.title {
        string(&content.title, title, tags, None, &mut found);
    }
    for (name, words) in &translation.blocks {
        let Some(block) = content.blocks.iter().find(|b| b.name == *name) else {
            let message = format!("the source has no `{name}`");
            let names: Vec<String> = content.blocks.iter().map(|b| b.name.to_string()).collect();
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, words.origin, message);
            found.push(match near(&name.to_string(), names.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("take the header out"),
            });
            continue;
        };
        let review = words.review.over(&translation.review);
        let written = !words.words.is_empty() || words.items.is_some();
        if block.class == Class::Statutory && written && !review.is_official() {
            let message = format!("`{name}` is statutory text, and this is no official translation of it");
            found.push(
                Diagnostic::error(&checks::UNOFFICIAL_TRANSLATION, words.origin, message)
                    .also(block.origin, "statutory here")
                    .help("write `origin = \"official\"` and `source_url` where the office publishes it")
                    .help("or take the block out of the translation: it then stands in the source's language"),
            );
        }
        if let Some(reason) = words.differs.as_ref().filter(|_| block.class != Class::General) {
            let message = format!("`{name}` is of a class that says the same in every language");
            found.push(Diagnostic::error(&checks::TRANSLATION_DIFFERS, reason.span, message).help("take `differs` out"));
        }
        strings(&block.body, words, tags, &mut found);
    }
    found
}

/// String by string.
fn strings(source: &Body, words: &Translated, tags: Tags<'_>, found: &mut Vec<Diagnostic>) {
    let fields = fields(source);
    let excused = words.differs.as_ref().map(|reason| reason.value.as_str());
    let items: Vec<&At<String>> = fields.iter().filter(|(key, _)| is_list(key)).map(|(_, text)| *text).collect();
    if let Some(translated) = &words.items {
        if translated.len() == items.len() {
            items.iter().zip(translated).for_each(|(from, to)| string(from, to, tags, excused, found));
        } else if let Some(first) = translated.first() {
            let message = format!("{} items, and the source has {}", translated.len(), items.len());
            found.push(
                Diagnostic::error(&checks::TRANSLATION_DIFFERS, first.span, message)
                    .also(items.first().map_or(words.origin, |i| i.span), "the source")
                    .help("translate every item, in the same order"),
            );
        }
    }
    for (key, to) in &words.words {
        let from = fields.iter().find(|(k, _)| k == key).map(|(_, text)| *text);
        // A translation may need a short form where the source needs none.
        let text = matches!(source, Body::Text(_) | Body::Note(_));
        let full = fields.iter().find(|(k, _)| *k == "full").map(|(_, text)| *text);
        match from.or(full.filter(|_| key == "short" && text)) {
            Some(_) if key == "short" && from.is_none() => {}
            Some(from) => string(from, to, tags, excused, found),
            None => {
                let message = format!("the source has no `{key}` here");
                found.push(Diagnostic::error(&checks::UNKNOWN_KEY, to.span, message).help("take it out"));
            }
        }
    }
}

/// The tags of a source and of its translation.
type Tags<'t> = (&'t str, &'t str);

/// `excused`: why numbers are other in this language on purpose.
fn string(
    from: &At<String>,
    to: &At<String>,
    (source, translated): Tags<'_>,
    excused: Option<&str>,
    found: &mut Vec<Diagnostic>,
) {
    let (wanted, got) = (placeholders(&from.value), placeholders(&to.value));
    if let Some((what, message)) = difference(&wanted, &got) {
        found.push(
            Diagnostic::error(&checks::TRANSLATION_DIFFERS, to.span, message)
                .also(from.span, "the source")
                .help(format!("write every placeholder as the source has it: `{what}`")),
        );
        return;
    }
    let other = other_number((&from.value, source), (&to.value, translated), excused).filter(|_| {
        let rest = without_converted_but_weights(&from.value, &to.value);
        rest.is_none_or(|(from, to)| other_number((&from, source), (&to, translated), excused).is_some())
    });
    if let Some((number, message)) = other {
        found.push(
            Diagnostic::error(&checks::TRANSLATION_DIFFERS, to.span, message)
                .also(from.span, "the source")
                .help("numbers of three digits and more are the same in every language: look at both")
                .help(format!("where it is meant so, say why in the block: `differs = \"{number} ... in place of ...\"`")),
        );
    }
}

/// The first thing that stands in one text more often than in the other, and how to say it.
fn difference(wanted: &[String], got: &[String]) -> Option<(String, String)> {
    let count = |all: &[String], one: &str| all.iter().filter(|a| *a == one).count();
    let differs = |one: &&String| count(wanted, one) != count(got, one);
    let one = wanted.iter().chain(got).find(differs)?;
    Some((one.clone(), told(one, count(wanted, one), count(got, one))))
}

/// Placeholders with their braces, white space inside them evened out.
fn placeholders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let from = &rest[at..];
        if let Some(after) = from.strip_prefix("{{") {
            rest = after;
            continue;
        }
        let Some(end) = from.find('}') else { break };
        let inside: Vec<&str> = from[1..end].split_whitespace().collect();
        found.push(format!("{{{}}}", inside.join(" ")));
        rest = &from[end + 1..];
    }
    found
}

/// What is to be said of a translation as such: not reviewed, or older than the text.
pub(super) fn state(content: &Content, name: &str, tag: &str, translation: &Translation) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let review = &translation.review;
    let Some(status) = &review.status else { return found };
    if status.value == TranslationStatus::Draft && !review.is_official() {
        let message = format!("the translation into `{tag}` is a draft: the sheet carries a draft band");
        found.push(
            Diagnostic::warning(&checks::DRAFT_TRANSLATION, status.span, message)
                .help("after a qualified person has read it, set `status = \"reviewed\"` and `reviewed_by`"),
        );
    } else if !review.is_reviewed() {
        let message = "the translation is called reviewed, but `reviewed_by` names nobody";
        found.push(Diagnostic::error(&checks::DRAFT_TRANSLATION, status.span, message).help("write `reviewed_by = \"NAME\"`"));
    }
    if let Some(source) = translation.source.as_ref().filter(|_| is_stale(content, translation)) {
        let hash = source_hash(content);
        let message = format!("`{name}` has changed since it was translated: the sheet carries a draft band");
        found.push(
            Diagnostic::warning(&checks::STALE_TRANSLATION, source.span, message)
                .label("made from another text")
                .help(format!("look through the words, then write `source = \"{hash}\"`")),
        );
    }
    found
}

/// Whether the source has changed since; never where the translation names no source.
pub fn is_stale(content: &Content, translation: &Translation) -> bool {
    translation.source.as_ref().is_some_and(|s| s.value != source_hash(content))
}

/// Hash of all words of a content that a translator translates: `b3:` and the first eight hexadecimal digits of
/// their blake3.
pub fn source_hash(content: &Content) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    };
    add(&content.title.value);
    for block in &content.blocks {
        add(&block.name.to_string());
        // A source was not translated once, and hashes of that time hold.
        fields(&block.body).into_iter().filter(|(key, _)| *key != "source").for_each(|(_, text)| add(&text.value));
    }
    format!("b3:{}", &hasher.finalize().to_hex()[..8])
}

/// The same list twice: to be read, and to be written into.
macro_rules! fields {
    ($name:ident, $body:ty, $text:ty, $iter:ident $(, $mutable:tt)?) => {
        /// The words of a block that a translator translates, with their keys.
        pub fn $name(body: $body) -> Vec<(&'static str, $text)> {
            let mut all = Vec::new();
            match body {
                Body::Text(t) | Body::Note(t) => {
                    all.extend(t.heading.$iter().map(|h| ("heading", h)));
                    all.push(("full", & $($mutable)? t.full));
                    all.extend(t.short.$iter().map(|s| ("short", s)));
                }
                Body::List(l) | Body::Steps(l) => {
                    all.extend(l.heading.$iter().map(|h| ("heading", h)));
                    all.extend(l.items.$iter().map(|i| ("items", i)));
                    all.extend(l.note.$iter().map(|n| ("note", n)));
                }
                Body::Quote(q) => {
                    all.push(("says", & $($mutable)? q.says));
                    all.push(("by", & $($mutable)? q.by));
                    all.extend(q.source.$iter().map(|s| ("source", s)));
                }
                Body::Stat(s) => {
                    all.push(("label", & $($mutable)? s.label));
                    all.push(("source", & $($mutable)? s.source));
                    all.extend(s.caveat.$iter().map(|c| ("caveat", c)));
                }
                Body::Contact(c) => {
                    all.push(("name", & $($mutable)? c.name));
                    all.extend(c.hours.$iter().map(|h| ("hours", h)));
                    all.extend(c.languages.$iter().map(|l| ("languages", l)));
                    all.extend(c.note.$iter().map(|n| ("note", n)));
                }
                Body::Qr(q) => {
                    all.push(("label", & $($mutable)? q.label));
                    all.extend(q.readable.$iter().map(|r| ("readable", r)));
                }
                Body::Image(i) => all.push(("alt", & $($mutable)? i.alt)),
                Body::Logos(l) => {
                    all.extend(l.heading.$iter().map(|h| ("heading", h)));
                    all.extend(l.items.$iter().map(|i| ("alts", & $($mutable)? i.alt)));
                }
                Body::Event(e) => {
                    all.push(("title", & $($mutable)? e.title));
                    all.extend(e.subtitle.$iter().map(|w| ("subtitle", w)));
                    all.extend(e.series.$iter().map(|w| ("series", w)));
                    all.extend(e.venue.$iter().map(|w| ("venue", w)));
                    all.extend(e.room.$iter().map(|w| ("room", w)));
                    all.extend(e.speaker.$iter().map(|w| ("speaker", w)));
                    all.extend(e.speaker_title.$iter().map(|w| ("speaker_title", w)));
                    all.extend(e.speaker_org.$iter().map(|w| ("speaker_org", w)));
                    all.extend(e.presenter.$iter().map(|w| ("presenter", w)));
                    all.extend(e.audience.$iter().map(|w| ("audience", w)));
                    all.extend(e.cost.$iter().map(|w| ("cost", w)));
                    all.extend(e.interpreters.$iter().map(|w| ("interpreters", w)));
                    all.extend(e.access.$iter().map(|w| ("access", w)));
                    all.extend(e.childcare.$iter().map(|w| ("childcare", w)));
                    all.extend(e.food.$iter().map(|w| ("food", w)));
                    all.extend(e.note.$iter().map(|w| ("note", w)));
                    all.extend(e.sponsor.$iter().map(|w| ("sponsor", w)));
                }
            }
            all
        }
    };
}
fields!(fields, &Body, &At<String>, iter);
fields!(fields_mut, &mut Body, &mut At<String>, iter_mut, mut);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_compared_as_they_stand() {
        assert_eq!(placeholders("{org.phone  |  x y} {{a}} {b?}"), ["{org.phone | x y}", "{b?}"]);
        let all = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(difference(&all(&["{a}", "{b}"]), &all(&["{b}", "{a}"])), None);
        let (_, message) = difference(&all(&["{a}"]), &all(&["{a}", "{a}"])).expect("once more");
        assert_eq!(message, "`{a}` stands here 2 times, and once in the source");
    }

    #[test]
    fn placeholders_alone_are_no_words() {
        assert!(!has_letters("{org.hotline_name?} 911") && has_letters("Call {org.phone}"));
    }
}
