//! From a job to its words: the organization's own words put in, placeholders filled, markup read, translations
//! taken, numbers and addresses checked. Knows no size, colour or position.
//!
//! - `across`: organizations side by side;
//! - `fill`: `{org.phone | ...}` to values;
//! - `markup`: `**bold**` and links to runs;
//! - `keep`: phone numbers, addresses and codes in runs that are never broken;
//! - `blocks`: one kind of block after the other;
//! - `codes`: what QR codes carry, and what the audience allows;
//! - `facts`: arithmetic and the wording of numbers and dates;
//! - `translate`: the words of another language;
//! - `pseudo`: words made strange, to try layouts.

mod across;
mod blocks;
mod codes;
mod facts;
mod fill;
mod keep;
mod markup;
mod pseudo;
mod translate;

use crate::diag::{At, Diagnostic, Span, checks};
use crate::document::{Document, Mark, Paragraph};
use crate::model::{BlockName, Body, Content, Kind, Language, Org, Project, Pseudo, Text, Translation, TranslationStatus};
use crate::plan::Job;
use jiff::civil::Date;

pub use across::across;
pub use translate::source_hash;

/// The words of one product. `None` when a mistake makes it worthless to go on; the diagnostics say why.
pub fn resolve(project: &Project, job: &Job) -> (Option<Document>, Vec<Diagnostic>) {
    let (Some(content), Some(org)) = (project.contents.get(&job.content), project.orgs.get(&job.org)) else {
        return (None, Vec::new());
    };
    let pseudo = Pseudo::from_tag(&job.language);
    let wanted = if pseudo.is_some() { &content.language.value } else { &job.language };
    let Some(language) = project.languages.get(wanted) else {
        // `plan` makes jobs only of names that exist.
        return (None, Vec::new());
    };
    let language = &pseudo.map_or_else(|| language.clone(), |pseudo| pseudo::language(language, pseudo));
    let mut diagnostics = Vec::new();
    let translation = project.translations.get(&(job.content.clone(), job.language.clone()));
    let mut content = content.clone();
    let mut untranslated = Vec::new();
    if let Some(translation) = translation {
        untranslated = translate::apply(&mut content, translation);
        diagnostics.extend(translate::state(project, job, translation));
    }
    if let Some(pseudo) = pseudo {
        pseudo::content(&mut content, pseudo);
    }
    // An organization's own words stand in every language as it wrote them.
    put_words_in(&mut content, org, &mut diagnostics);
    untranslated.retain(|name| !org.say.contains_key(name));
    let context = Context { org, language, content: &content, date: job.date };
    let draft = translation.filter(|t| is_draft(t)).and_then(|t| {
        let words = &language.words.draft;
        Some(Paragraph::plain(context.word("draft", words, t.origin, &mut diagnostics)?, words.span))
    });
    let mut document = Document {
        title: String::new(),
        language: job.language.clone(),
        direction: language.direction,
        audience: content.audience.value,
        org: org.name.value.clone(),
        blocks: Vec::new(),
        untranslated,
        left_out: Vec::new(),
        draft,
        origin: content.origin,
    };
    if let Some(title) = context.line(&content.title, &mut diagnostics) {
        document.title = title.text();
    }
    for block in &content.blocks {
        if !document.untranslated.contains(&block.name) {
            match blocks::block(&context, block, &mut diagnostics) {
                Some(block) => document.blocks.push(block),
                None => document.left_out.push(block.name.clone()),
            }
        }
    }
    document.blocks.extend(blocks::org_blocks(&context, &mut diagnostics));
    let worthless = diagnostics.iter().any(Diagnostic::is_error);
    (Some(document).filter(|_| !worthless), diagnostics)
}

/// What every block is resolved against.
pub(crate) struct Context<'a> {
    org: &'a Org,
    language: &'a Language,
    content: &'a Content,
    date: Date,
}

impl Context<'_> {
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
        let mut filled = Vec::with_capacity(paragraphs.len());
        for mut paragraph in paragraphs {
            for run in &mut paragraph.runs {
                run.text = fill::fill(self, &run.text, text.span, diagnostics)?;
                if let Some(link) = &run.link {
                    run.link = Some(fill::fill(self, link, text.span, diagnostics)?);
                }
            }
            paragraph.runs = paragraph.runs.into_iter().flat_map(keep::keep_numbers).collect();
            filled.push(paragraph);
        }
        Some(filled)
    }

    /// One of the program's own words in the language of the sheet.
    fn word<'w>(&self, key: &str, word: &'w At<String>, at: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<&'w str> {
        if word.value.is_empty() {
            let tag = &self.language.tag;
            let message = format!("`{tag}` has no `{key}` among its words, and this needs it");
            let help = format!("have a speaker write `{key}` under `[words]` of `content/languages/{tag}.toml`");
            diagnostics.push(Diagnostic::error(&checks::MISSING_TRANSLATION, at, message).help(help));
            return None;
        }
        Some(&word.value)
    }

    /// A date as the language writes it.
    fn date(&self, date: &At<Date>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        self.word("date", &self.language.words.date, date.span, diagnostics)?;
        Some(facts::date(date.value, self.language))
    }

    /// A text without markup: an address, a phone number.
    fn plain(&self, text: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<At<String>> {
        let value = fill::fill(self, &text.value, text.span, diagnostics)?;
        Some(At::new(value.trim().to_string(), text.span))
    }
}

/// Puts the words of `[say]` into the content. A locked block refuses them.
fn put_words_in(content: &mut Content, org: &Org, diagnostics: &mut Vec<Diagnostic>) {
    for (name, words) in &org.say {
        match content.blocks.iter_mut().find(|b| b.name == *name) {
            Some(block) if block.lock => {
                let message = format!("`{name}` is locked and cannot be changed by an organization");
                diagnostics.push(
                    Diagnostic::error(&checks::LOCKED_TEXT, words.span, message)
                        .also(block.origin, "locked here")
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
    content.blocks.push(crate::model::Block { name: name.clone(), body, lock: false, origin: words.span });
}

fn is_draft(translation: &Translation) -> bool {
    translation.status.value == TranslationStatus::Draft || translation.reviewed_by.as_ref().is_none_or(|r| r.trim().is_empty())
}

/// The organization's mark, when it may be shown on the date of the job.
pub(crate) fn mark(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Mark> {
    let logo = context.org.logo.as_ref()?;
    if let Some(permission) = &logo.permission
        && permission.expires.value < context.date
    {
        let message = format!("the permission for this logo ran out on {}", permission.expires.value);
        diagnostics.push(
            Diagnostic::error(&checks::NO_PERMISSION, permission.expires.span, message)
                .help("renew the permission, or take `[logo]` out: the name is then set in type"),
        );
        return None;
    }
    let file = |path: &At<String>| path.value.clone();
    Some(Mark { file: file(&logo.file), on_dark: logo.on_dark.as_ref().map(file), alt: logo.alt.value.clone() })
}
