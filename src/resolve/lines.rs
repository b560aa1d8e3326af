//! The help lines of an organization as blocks: `org.hotline`, `org.hotline2`, `org.text`, `org.tty`. Where a content has
//! contacts that show the same numbers, these are not wanted; `compose` looks.

use super::Context;
use super::text_message::text_line;
use crate::diag::{At, Diagnostic};
use crate::document::{Paragraph, Run};
use crate::model::{Hotline, TextMessage};

/// What languages are called by those who speak them.
const ENDONYMS: &str = include_str!("../../assets/registries/endonyms.txt");

/// A block's name, and its words.
pub(super) type Line = (&'static str, Paragraph);

pub(super) fn of(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    let org = context.org;
    let own = ["hotline", "hotline2"].into_iter().zip(&org.hotlines);
    let mut lines: Vec<Line> = own.map(|(name, line)| (name, hotline(context, line))).collect();
    if let Some(to) = &org.text_number {
        let message = TextMessage { to: to.clone(), say: org.text_keyword.clone() };
        lines.extend(text_line(context, &message, diagnostics).map(|words| {
            let languages = names(&org.text_languages);
            ("text", with(context, words, languages))
        }));
    }
    if let Some(number) = &org.tty {
        let (pattern, language) = context.more("tty");
        let (before, after) = pattern.value.split_once("{number}").unwrap_or((pattern.value.as_str(), ""));
        let runs = [strong(before), kept(number), strong(after)].into_iter().filter(|run| !run.text.is_empty()).collect();
        let locale = context.other(language);
        lines.push(("tty", Paragraph { runs, origin: Some(number.span), locale }));
    }
    lines
}

/// Name, number, hours, languages.
fn hotline(context: &Context<'_>, line: &Hotline) -> Paragraph {
    let org = context.org;
    let name = line.name.as_ref().or(org.short.as_ref()).unwrap_or(&org.name);
    let runs = vec![strong(&format!("{} ", name.value)), kept(&line.phone)];
    let words = Paragraph { runs, origin: Some(line.phone.span), locale: context.speaker(name) };
    let words = with(context, words, line.hours.as_ref().map(|hours| hours.value.clone()));
    with(context, words, names(&line.languages))
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

/// `English, Español`: each as its speakers call it. A language that the list lacks stands as it was written.
pub(super) fn names(languages: &[At<String>]) -> Option<String> {
    let name = |tag: &At<String>| {
        let line = ENDONYMS.lines().filter_map(|line| line.split_once(' ')).find(|(t, _)| *t == tag.value.to_lowercase());
        line.map_or_else(|| tag.value.clone(), |(_, name)| name.trim().to_string())
    };
    (!languages.is_empty()).then(|| languages.iter().map(name).collect::<Vec<_>>().join(", "))
}
