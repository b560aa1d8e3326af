//! A diagnostic with the lines it is about, the underlined place, and what to type.

use super::{one_line, product};
use crate::diag::{Diagnostic, FileId, Severity, Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

pub(super) fn human(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.check.name);
    let mut group = Group::with_title(title);
    for file in files(diagnostic) {
        if let Some(snippet) = snippet(diagnostic, sources, file) {
            group = group.element(snippet);
        }
    }
    for (_, words) in diagnostic.also.iter().filter(|(span, _)| sources.path(span.file).is_none()) {
        group = group.element(Level::NOTE.message(one_line(words)));
    }
    if let Some(cell) = sources.cell(diagnostic.span) {
        group = group.element(Level::NOTE.message(one_line(&cell.words())));
    }
    if let Some(about) = &diagnostic.about {
        group = group.element(Level::NOTE.with_name("in").message(product(about)));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(one_line(help)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[group]))
}

/// The files to show, the one to mend first.
fn files(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut files = vec![diagnostic.span.file];
    for (span, _) in &diagnostic.also {
        if !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    files
}

/// The places of one file. `None` where there is no such file.
fn snippet<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, file: FileId) -> Option<Snippet<'a, Annotation<'a>>> {
    let (path, text) = (sources.path(file)?, sources.text(file)?);
    let main = std::iter::once((AnnotationKind::Primary, diagnostic.span, diagnostic.label.as_str()));
    let others = diagnostic.also.iter().map(|(span, words)| (AnnotationKind::Context, *span, words.as_str()));
    let places = main.chain(others).filter(|(_, span, _)| span.file == file);
    let marks = places.map(|(kind, span, words)| {
        let words = one_line(words);
        kind.span(underlined(text, span)).label((!words.is_empty()).then_some(words))
    });
    Some(Snippet::source(shown(text)).path(one_line(path)).annotations(marks))
}

/// The bytes to underline: without the line end, which no reader sees.
fn underlined(text: &str, span: Span) -> Range<usize> {
    let range = span.within(text);
    let trimmed = text[range.clone()].trim_end_matches(['\r', '\n']);
    let end = range.start + trimmed.len();
    // A place at the end of a line is that of its last visible sign.
    let line_end = text[..range.start].trim_end_matches(['\r', '\n']).len();
    if range.start == end && text[end..].trim_end_matches(['\r', '\n']).is_empty() && line_end < end {
        return line_end..line_end;
    }
    range.start..end
}

/// The text with the control characters of a second kind (C1) made visible: terminals obey them, and the drawing of
/// snippets lets them through. A middle dot has as many bytes, so that places stay where they are.
fn shown(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.contains(obeyed) { text.replace(obeyed, "\u{b7}").into() } else { text.into() }
}
