//! From a job to its words: the organization's own words put in, placeholders filled, markup read, translations
//! taken, numbers and addresses checked. Knows no size, colour or position.
//!
//! - `across`: organizations side by side;
//! - `fill`: `{org.phone | ...}` to values;
//! - `markup`: `**bold**` and links to runs;
//! - `keep`: phone numbers, addresses and codes in runs that are never broken;
//! - `blocks`: one kind of block after the other;
//! - `organization`: what an organization gives, and what a sheet must not carry of it;
//! - `codes`: what QR codes carry, and what the audience allows;
//! - `event`: events in words;
//! - `lines`: the help lines of an organization;
//! - `facts`: arithmetic and the wording of numbers and dates;
//! - `same_numbers`: the numbers of a text and of its translation;
//! - `converted`: measures that a translation has in another unit;
//! - `translate`: the words of another language;
//! - `pseudo`: words made strange, to try layouts;
//! - `quotes`: straight quotation marks to those of the language.

mod across;
mod blocks;
mod codes;
mod confidential;
mod converted;
mod event;
mod facts;
mod fill;
mod isolate;
mod keep;
mod lines;
mod markup;
mod organization;
mod pseudo;
mod quotes;
mod reachable;
mod row;
mod same_numbers;
mod starter;
mod text_message;
mod translate;

use crate::bind::{Product, Spoken};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::document::{Document, Fallback, Locale, Mark, Paragraph};
use crate::geom::Length;
use crate::model::{
    Block, BlockName, Body, Class, Content, Dates, Direction, Event, Kind, Language, Lock, Org, Placing, Project, Pseudo,
    RowWords, Text, Words, roles,
};
use crate::registry;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

pub use across::{Neighbours, across, links};
pub(crate) use converted::without_converted;
pub use lines::endonym;
pub(crate) use markup::in_place_of;
pub use translate::{Untranslated, faults, fields, has_letters, is_list, is_stale, source_hash, untranslated};

/// The words of one product. `None` when a mistake makes it worthless to go on; the diagnostics say why.
pub fn resolve(product: &Product<'_>) -> (Option<Document>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut document: Option<Document> = None;
    for (i, spoken) in product.languages.iter().enumerate() {
        let Some(spoken) = in_one_language(product, spoken, &mut diagnostics) else { continue };
        match &mut document {
            None => document = Some(spoken),
            Some(document) => join(document, spoken, i + 1),
        }
    }
    reachable::tell_at_the_source(product.org, &mut diagnostics);
    diagnostics.extend(starter::unchanged(product));
    let worthless = diagnostics.iter().any(Diagnostic::is_error);
    (document.filter(|_| !worthless), diagnostics)
}

/// Adds the blocks of a product's n-th language.
fn join(document: &mut Document, spoken: Document, n: usize) {
    document.languages = n;
    document.left_out.extend(spoken.left_out.iter().map(|name| name.in_language(n)));
    document.blocks.extend(spoken.blocks.into_iter().map(|mut block| {
        block.name = block.name.in_language(n);
        block.part_of = block.part_of.map(|whole| whole.in_language(n));
        block
    }));
    document.draft = match (document.draft.take(), spoken.draft) {
        (Some(first), Some(second)) if first.text() != second.text() => {
            let words = format!("{}  |  {}", first.text(), second.text());
            Some(Paragraph::plain(words, first.span()).spoken(first.locale))
        }
        (first, second) => first.or(second),
    };
}

/// The words of a product in one of its languages.
fn in_one_language(product: &Product<'_>, spoken: &Spoken<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let &Product { project, content, org, ref job, .. } = product;
    let tag = spoken.tag.as_str();
    let source = project.languages.get(&content.language.value)?;
    let pseudo = Pseudo::from_tag(tag);
    let language = match pseudo {
        Some(pseudo) => &pseudo::language(source, pseudo),
        None => spoken.language?,
    };
    let translation = spoken.translation;
    let mut laid = match translation {
        Some(translation) => {
            diagnostics.extend(translate::state(content, &job.content, tag, translation));
            diagnostics.extend(faults(content, translation));
            translate::lay(content, translation)
        }
        None => translate::Laid { content: content.clone(), fallbacks: BTreeMap::new(), unreviewed: false },
    };
    if let Some(pseudo) = pseudo {
        pseudo::content(&mut laid.content, pseudo);
    }
    if !product.season.is_empty() {
        row::put_season_in(&mut laid, &product.season, tag);
    }
    if let Some(event) = product.event {
        row::put_event_in(&mut laid, event, tag, diagnostics);
    }
    // An organization's own words stand in every language as it wrote them.
    let is_owner = content.owner.as_ref().is_some_and(|owner| owner.value == job.org);
    put_words_in(&mut laid.content, &org.say, is_owner, diagnostics);
    laid.fallbacks.retain(|name, _| !org.say.contains_key(name));
    let words_of_source = Span::clone(&content.origin);
    quotes::content(&mut laid.content, |file| {
        let of_source = file == content.origin.file || file == org.name.span.file;
        Some(if of_source { source } else { language })
    });
    let context = |language| Context {
        project,
        org,
        language,
        source: translation.map(|_| (source, words_of_source)),
        content: &laid.content,
        rows: [product.row.map(|row| &row.words), product.event.map(|event| &event.row), Some(&org.row)]
            .into_iter()
            .flatten()
            .collect(),
        copy: job.copy.as_deref(),
        from_fallback: RefCell::default(),
        filling: RefCell::default(),
    };
    let (own, fallen) = (context(language), context(source));
    let mut document = Document {
        title: own.line(&laid.content.title, diagnostics).map(|t| t.text()).unwrap_or_default(),
        locale: locale(language),
        languages: 1,
        audience: content.audience.value,
        org: org.name.value.clone(),
        blocks: Vec::new(),
        left_out: Vec::new(),
        draft: laid.unreviewed.then(|| own.draft_words()),
        origin: content.origin,
    };
    let roles = roles(&laid.content.blocks);
    // Pieces of two events would have the same names: those of the first that the format carries.
    let kind = product.format.kind.as_ref().map(|kind| kind.value.as_str());
    let carried = |block: &&Block| block.name.kind == Kind::Event && !block.placing.leaves_out(&job.format, kind);
    let events: Vec<_> = laid.content.blocks.iter().filter(carried).map(|block| &block.name).collect();
    let placed_in_pieces = events.first().copied();
    for (block, role) in laid.content.blocks.iter().zip(roles) {
        let untranslated = laid.fallbacks.get(&block.name);
        let context = if untranslated == Some(&Untranslated::Whole) { &fallen } else { &own };
        if let Body::Event(event) = &block.body {
            event::check(event, diagnostics);
            if let Some(missing) = untranslated {
                diagnostics.push(untranslated_event(block, missing, event, tag));
            }
            let in_pieces = match (placed_in_pieces == Some(&block.name), events.len()) {
                (false, _) => event::Pieces::None,
                (true, 1) => event::Pieces::All,
                (true, _) => event::Pieces::Words,
            };
            document.blocks.extend(event::blocks(context, (&block.name, event), (role, &block.placing), in_pieces));
            continue;
        }
        match blocks::block(context, (block, role), diagnostics) {
            Some(mut done) => {
                done.fallback = untranslated.map(|untranslated| Fallback {
                    wanted: tag.to_string(),
                    from: source.tag.clone(),
                    keys: if let Untranslated::Some(keys) = untranslated { keys.clone() } else { Vec::new() },
                });
                document.blocks.push(done);
            }
            None => document.left_out.push(block.name.clone()),
        }
    }
    document.blocks.extend(organization::blocks(&own, diagnostics));
    diagnostics.extend(organization::forbidden(&own));
    diagnostics.extend(confidential::given_away(org, &document, &job.output));
    own.tell_lent(diagnostics);
    Some(document)
}

/// Words of an event that nobody has translated: when and where must not be read in two languages.
fn untranslated_event(block: &Block, missing: &Untranslated, event: &Event, tag: &str) -> Diagnostic {
    let what = match missing {
        Untranslated::Whole => format!("`{}`", block.name),
        Untranslated::Some(keys) => format!("`{}` of `{}`", keys.join("`, `"), block.name),
    };
    let of_row = block.origin != event.origin || !event.words.is_empty() || event.language.is_some();
    let message = format!("{what} is not translated into `{tag}`");
    let diagnostic = Diagnostic::error(&checks::MISSING_TRANSLATION, event.origin, message);
    match of_row {
        true => diagnostic.help(format!("write the words into columns of their own, as `title.{tag}`")),
        false => diagnostic.help(format!(
            "translate it under `[{}]` of `content/NAME.{tag}.toml`; a name that stays as it is is written there once more",
            block.name
        )),
    }
}

fn locale(language: &Language) -> Locale {
    Locale { tag: language.tag.clone(), direction: language.direction }
}

/// What every block is resolved against.
pub(crate) struct Context<'a> {
    project: &'a Project,
    org: &'a Org,
    /// Of the block.
    language: &'a Language,
    /// The language that the words were translated from, and a place in their file.
    source: Option<(&'a Language, Span)>,
    content: &'a Content,
    /// What the rows say that the product is made for, the nearest first.
    rows: Vec<&'a RowWords>,
    /// The number of the copy.
    copy: Option<&'a str>,
    /// Words of the program that came from another language: key and language.
    from_fallback: RefCell<BTreeSet<(&'static str, String)>>,
    /// Fields of contacts that are being filled, one inside the other.
    filling: RefCell<Vec<String>>,
}

impl<'a> Context<'a> {
    fn locale(&self) -> Locale {
        locale(self.language)
    }

    /// Words of the program, and the language that has them: this one, or the one it falls back to.
    fn words<T>(&self, key: &'static str, of: impl Fn(&'a Words) -> Option<T>) -> Option<(T, &'a Language)> {
        let mut seen: Vec<&str> = Vec::new();
        let mut next = Some(self.language);
        while let Some(language) = next.filter(|l| !seen.contains(&l.tag.as_str())) {
            if let Some(words) = of(&language.words) {
                if language.tag != self.language.tag {
                    self.from_fallback.borrow_mut().insert((key, language.tag.clone()));
                }
                return Some((words, language));
            }
            seen.push(&language.tag);
            next = language.fallback.as_ref().and_then(|f| self.project.languages.get(&f.value));
        }
        // The language's file was reported when it was read: it has neither the words nor a fall-back.
        None
    }

    /// A sentence of the program with its language.
    fn sentence(&self, key: &'static str, of: impl Fn(&'a Words) -> &'a Option<At<String>>) -> (At<String>, &'a Language) {
        let found = self.words(key, |words| of(words).clone());
        found.unwrap_or_else(|| (At::new(String::new(), self.language.origin), self.language))
    }

    /// One of the words that only some sheets need, with its language.
    fn more(&self, key: &'static str) -> (At<String>, &'a Language) {
        let found = self.words(key, |words| words.more.get(key).cloned());
        found.unwrap_or_else(|| {
            self.from_fallback.borrow_mut().insert((key, String::new()));
            (At::new(String::new(), self.language.origin), self.language)
        })
    }

    /// The language of a paragraph, where it is not that of the block.
    fn other(&self, language: &Language) -> Option<Locale> {
        (language.tag != self.language.tag).then(|| locale(language))
    }

    /// How dates are written, and in which language.
    fn dates(&self) -> Option<(&'a Dates, &'a Language)> {
        self.words("date", |words| words.dates.as_ref())
    }

    /// A date as this language writes it.
    fn date_words(&self, date: Date) -> String {
        self.dates().map(|(dates, language)| facts::date(date, dates, &language.numbers)).unwrap_or_default()
    }

    fn draft_words(&self) -> Paragraph {
        let (words, language) = self.sentence("draft", |w| &w.draft);
        Paragraph::plain(words.value, words.span).spoken(Some(locale(language)))
    }

    /// Says which words of the program came from another language.
    fn tell_lent(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (key, from) in self.from_fallback.borrow().iter() {
            if from.is_empty() {
                let message = format!("`{}` has no words for `{key}`, and this sheet needs them", self.language.tag);
                let help = format!("write `{key} = ...` under `[words]` of `content/languages/{}.toml`", self.language.tag);
                diagnostics.push(Diagnostic::error(&checks::MISSING_TRANSLATION, self.language.origin, message).help(help));
                continue;
            }
            let message = format!("`{}` has no `{key}` of its own: the words are those of `{from}`", self.language.tag);
            diagnostics.push(
                Diagnostic::warning(&checks::FALLBACK_WORDS, self.language.origin, message).help(format!(
                    "let somebody who speaks it write `{key}` into `content/languages/{}.toml`",
                    self.language.tag
                )),
            );
        }
    }

    /// Whose words a text is: the source's where they are not translated; an organization's run as their letters do.
    fn speaker(&self, text: &At<String>) -> Option<Locale> {
        if text.span.file == self.org.name.span.file {
            return self.as_letters_run(&text.value);
        }
        let (source, place) = self.source?;
        (text.span.file == place.file).then(|| self.other(source)).flatten()
    }

    /// Names run as their first letter does, not as the sheet.
    fn as_letters_run(&self, text: &str) -> Option<Locale> {
        let direction = first_strong(text).filter(|d| *d != self.language.direction)?;
        Some(Locale { tag: self.content.language.value.clone(), direction })
    }

    /// One line with placeholders and markup. `None` when an optional placeholder in it is absent.
    fn line(&self, text: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Paragraph> {
        let mut paragraphs = self.paragraphs(text, diagnostics)?;
        if paragraphs.len() > 1 {
            let message = format!("{} paragraphs where one line is wanted", paragraphs.len());
            diagnostics.push(Diagnostic::error(&checks::MARKUP, text.span, message).help("take the blank line out"));
        }
        (!paragraphs.is_empty()).then(|| paragraphs.swap_remove(0))
    }

    /// A text of one or more paragraphs. `None` when an optional placeholder in it is absent.
    fn paragraphs(&self, text: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Paragraph>> {
        let paragraphs = markup::read(text, diagnostics);
        let speaker = self.speaker(text);
        let mut filled = Vec::with_capacity(paragraphs.len());
        for mut paragraph in paragraphs {
            for run in &mut paragraph.runs {
                run.text = fill::fill_words(self, &run.text, text.span, diagnostics)?;
                if let Some(link) = &run.link {
                    run.link = Some(fill::fill(self, link, text.span, diagnostics)?);
                }
            }
            paragraph.runs = paragraph.runs.into_iter().flat_map(keep::keep_numbers).collect();
            filled.push(paragraph.spoken(speaker.clone()));
        }
        Some(filled)
    }

    /// A text without markup: an address, a phone number.
    fn plain(&self, text: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<At<String>> {
        let value = fill::fill(self, &text.value, text.span, diagnostics)?;
        Some(At::new(value.trim().to_string(), text.span))
    }
}

/// Puts the words of `[say]` into the content. A locked block refuses them.
fn put_words_in(content: &mut Content, say: &BTreeMap<BlockName, At<String>>, owner: bool, diagnostics: &mut Vec<Diagnostic>) {
    for (name, words) in say {
        match content.blocks.iter_mut().find(|b| b.name == *name) {
            Some(block) if !may_change(block.lock, owner) => {
                let message = format!("`{name}` is locked and cannot be changed by an organization");
                diagnostics.push(
                    Diagnostic::error(&checks::LOCKED_TEXT, words.span, message)
                        .also(block.origin, format!("locked here: {}", block.lock.name()))
                        .help(format!("take `{name}` out of `[say]`")),
                );
            }
            Some(block) => match &mut block.body {
                Body::Text(text) | Body::Note(text) => {
                    text.full = words.clone();
                    text.short = None;
                }
                _ => {
                    let message = format!("`{name}` is not a text: an organization may change the words of texts and notes");
                    diagnostics.push(Diagnostic::error(&checks::LOCKED_TEXT, words.span, message));
                }
            },
            None => open_place(content, name, words, diagnostics),
        }
    }
}

/// The order of locks: statutory, safety, the owner of the brand, the organization, free.
fn may_change(lock: Lock, owner: bool) -> bool {
    match lock {
        Lock::Free | Lock::Organization => true,
        Lock::Brand => owner,
        Lock::Safety | Lock::Statutory => false,
    }
}

/// A theme may have areas that only organizations fill.
fn open_place(content: &mut Content, name: &BlockName, words: &At<String>, diagnostics: &mut Vec<Diagnostic>) {
    let text = Text { heading: None, full: words.clone(), short: None };
    let body = match name.kind {
        Kind::Text => Body::Text(text),
        Kind::Note => Body::Note(text),
        _ => {
            let message = format!("`{name}` is no open place: an organization may fill texts and notes");
            diagnostics.push(Diagnostic::error(&checks::LOCKED_TEXT, words.span, message));
            return;
        }
    };
    content.blocks.push(Block {
        name: name.clone(),
        body,
        lock: Lock::Free,
        class: Class::General,
        placing: Placing { open: true, ..Placing::default() },
        origin: words.span,
    });
}

/// Direction of the first letter that has one (UAX #9, P2 and P3). The blocks of Hebrew, Arabic and their kin.
fn first_strong(text: &str) -> Option<Direction> {
    let first = text.chars().find(|c| registry::is_alphabetic(*c))?;
    let right_to_left =
        matches!(first as u32, 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff);
    Some(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight })
}

/// The organization's mark. Whether it may be shown today is the plan's to say.
pub(crate) fn mark(context: &Context<'_>) -> Option<Mark> {
    let logo = context.org.logo.as_ref()?;
    let file = |path: &At<String>| path.value.clone();
    let length = |length: &Option<At<Length>>| length.as_ref().map(|l| l.value).unwrap_or_default();
    Some(Mark {
        file: file(&logo.file),
        on_dark: logo.on_dark.as_ref().map(file),
        alt: logo.alt.value.clone(),
        clear: length(&logo.clear),
        minimum: length(&logo.minimum),
    })
}
