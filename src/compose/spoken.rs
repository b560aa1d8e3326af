//! Languages of a product, and whether its layout speaks them.

use super::artboard::Artboard;
use super::theme::Effective;
use crate::diag::{Diagnostic, checks};
use crate::document::Document;
use crate::model::Kind;
use crate::plan::Job;

/// Languages of a product that no area speaks, by their number.
pub(super) fn silent<'j>(document: &Document, job: &'j Job, artboards: &[Artboard]) -> Vec<(usize, &'j str)> {
    let spoken: Vec<usize> = artboards
        .iter()
        .flat_map(Artboard::blocks)
        .filter(|name| name.kind != Kind::Org)
        .map(|name| name.and_language().1)
        .collect();
    (1..).zip(job.languages().take(document.languages)).filter(|(n, _)| !spoken.contains(n)).collect()
}

/// The error for one of them.
pub(super) fn unspoken((n, tag): (usize, &str), job: &Job, effective: &Effective<'_>) -> Diagnostic {
    let (theme, format) = (&job.theme, &job.format);
    let message = format!("no area of the theme `{theme}` on `{format}` speaks `{tag}`, language {n} of `{}`", job.language);
    let diagnostic = Diagnostic::error(&checks::UNSPOKEN_LANGUAGE, job.origin, message).also(effective.origin, "the theme");
    let formats: Vec<String> = effective.formats_speaking(n).iter().map(|format| format!("`{format}`")).collect();
    let diagnostic = match formats.as_slice() {
        [] if n == 2 => diagnostic.help(
            "take a format with two sides: each speaks a language; or a theme that is made for two: `handbill list themes`",
        ),
        [] => diagnostic.help("take a theme that is made for so many languages: `handbill list themes`"),
        formats => diagnostic.help(format!("in {n} languages `{theme}` has {}", formats.join(", "))),
    };
    diagnostic.help(format!("or write `headline@{n}` into its `areas`, or `language = {n}` under one of its faces"))
}
