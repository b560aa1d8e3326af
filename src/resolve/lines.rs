//! The help lines of an organization as blocks: `org.hotline`, `org.hotline2`, `org.text`, `org.tty`. Where a content has
//! contacts that show the same numbers, these are not wanted; `compose` looks.

use super::Context;
use super::text_message::text_line;
use crate::diag::{At, Diagnostic};
use crate::document::{Paragraph, Run};
use crate::model::{Hotline, Project, TextMessage};
use crate::registry;

/// What languages are called by those who speak them.
const ENDONYMS: &str = include_str!("../../assets/registries/endonyms.txt");

/// A block's name, and its words.
pub(super) type NamedParagraph = (&'static str, Paragraph);

pub(super) fn of(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<NamedParagraph> {
    let org = context.org;
    let own = ["hotline", "hotline2"].into_iter().zip(&org.hotlines);
    let mut lines: Vec<NamedParagraph> = own.map(|(name, line)| (name, hotline(context, line))).collect();
    if let Some(to) = &org.text_number {
        let message = TextMessage { to: to.clone(), say: org.text_keyword.clone(), languages: org.text_languages.clone() };
        lines.extend(text_line(context, &message, diagnostics).map(|words| {
            let languages = names(context.project, &org.text_languages);
            ("text", with(context, words, languages))
        }));
    }
    lines.extend(org.tty.as_ref().map(|number| ("tty", tty(context, number))));
    lines
}

/// The number of a text telephone, with what it is called.
pub(super) fn tty(context: &Context<'_>, number: &At<String>) -> Paragraph {
    let (pattern, language) = context.more("tty");
    let (before, after) = pattern.value.split_once("{number}").unwrap_or((pattern.value.as_str(), ""));
    let runs = [strong(before), kept(number), strong(after)].into_iter().filter(|run| !run.text.is_empty()).collect();
    Paragraph { runs, origin: Some(number.span), locale: context.other(language) }
}

/// Name, number, hours, languages.
fn hotline(context: &Context<'_>, line: &Hotline) -> Paragraph {
    let org = context.org;
    let name = line.name.as_ref().or(org.short.as_ref()).unwrap_or(&org.name);
    let runs = vec![strong(&format!("{} ", name.value)), kept(&line.phone)];
    let words = Paragraph { runs, origin: Some(line.phone.span), locale: context.speaker(name) };
    let words = with(context, words, line.hours.as_ref().map(|hours| hours.value.clone()));
    with(context, words, names(context.project, &line.languages))
}

/// Something more behind a comma.
fn with(context: &Context<'_>, mut words: Paragraph, more: Option<String>) -> Paragraph {
    let comma = &context.language.words.comma;
    words.runs.extend(more.map(|more| Run { text: format!("{comma}{more}"), ..Run::default() }));
    words
}

fn strong(text: &str) -> Run {
    Run { text: text.to_string(), strong: true, ..Run::default() }
}

fn kept(number: &At<String>) -> Run {
    Run { text: number.value.clone(), strong: true, keep: true, ..Run::default() }
}

/// `English, Español`: each as its speakers call it. One whose name nobody knows is refused by `proofread`, and left out.
pub(super) fn names(project: &Project, languages: &[At<String>]) -> Option<String> {
    let known: Vec<&str> = languages.iter().filter_map(|tag| endonym(project, &tag.value)).collect();
    (!known.is_empty()).then(|| known.join(", "))
}

/// What a language is called by those who speak it: by the list, or by its own file; `es-MX` is called as `es` is.
pub fn endonym<'a>(project: &'a Project, tag: &str) -> Option<&'a str> {
    let listed = |tag: &str| {
        let lower = tag.to_lowercase();
        registry::rows(ENDONYMS).filter_map(|row| row.split_once(' ')).find(|(t, _)| *t == lower).map(|(_, name)| name.trim())
    };
    let of_file = |tag: &str| project.languages.get(tag).map(|language| language.endonym.value.as_str());
    let base = || tag.rsplit_once('-').filter(|(_, region)| matches!(region.len(), 2 | 3)).map(|(base, _)| base);
    listed(tag).or_else(|| of_file(tag)).or_else(|| endonym(project, base()?))
}
