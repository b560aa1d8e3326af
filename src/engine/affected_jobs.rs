//! Which products a mistake in a file stops: those made from that file, and no others.

use crate::deliver::key::ORDER_SHEET;
use crate::diag::{Diagnostic, FileId, Span};
use crate::model::{Project, Theme};
use crate::plan::Job;
use std::collections::BTreeSet;

/// Output paths of the jobs that errors of reading and planning stop.
///
/// A mistake in `handbill.toml` as such stops everything: a misspelt key there may change what every product is.
/// A name that it calls and that does not exist has already cost the products that need it.
pub fn affected(project: &Project, read: &[Diagnostic], planned: &[Diagnostic], jobs: &[Job]) -> BTreeSet<String> {
    if faulty(read).any(|file| project.sources.path(file) == Some(ORDER_SHEET)) {
        return jobs.iter().map(|job| job.output.clone()).collect();
    }
    let errors = || read.iter().chain(planned).filter(|d| d.is_error() && !d.span.is_none());
    // A mistake in a row stops what is made from that row, one in a file what is made from the file.
    let (rows, whole): (Vec<Span>, Vec<Span>) = errors().map(|d| d.span).partition(|s| project.sources.table(s.file).is_some());
    let faulty: BTreeSet<FileId> = whole.into_iter().map(|span| span.file).collect();
    if faulty.is_empty() && rows.is_empty() {
        return BTreeSet::new();
    }
    let touches = |span: Span| {
        rows.iter().any(|r| r.file == span.file && r.start < span.end.max(span.start + 1) && span.start < r.end.max(r.start + 1))
    };
    let stopped = jobs.iter().filter(|job| {
        let of_row = job.orgs().into_iter().filter_map(|org| project.orgs.get(org)).any(|org| touches(org.origin))
            || job.event.as_ref().and_then(|name| project.events.get(name)).is_some_and(|event| touches(event.origin));
        of_row || files(project, job).iter().any(|f| faulty.contains(f))
    });
    stopped.map(|job| job.output.clone()).collect()
}

/// The files that errors are in.
fn faulty(diagnostics: &[Diagnostic]) -> impl Iterator<Item = FileId> {
    diagnostics.iter().filter(|d| d.is_error() && !d.span.is_none()).map(|d| d.span.file)
}

/// Every file of TOML that a job is made from.
fn files(project: &Project, job: &Job) -> Vec<FileId> {
    let p = project;
    let mut spans: Vec<Span> = [
        p.contents.get(&job.content).map(|c| c.origin),
        p.formats.get(&job.format).map(|f| f.origin),
        p.schemes.get(&job.scheme).map(|s| s.origin),
    ]
    .into_iter()
    .flatten()
    .collect();
    spans.extend(job.orgs().into_iter().filter_map(|org| p.orgs.get(org)).map(|o| o.origin));
    for tag in job.languages() {
        spans.extend(p.translations.get(&(job.content.clone(), tag.to_string())).map(|t| t.origin));
        spans.extend(p.languages.get(tag).map(|l| l.origin));
    }
    spans.extend(themes(project, &job.theme).iter().map(|t| t.origin));
    spans.into_iter().filter(|s| !s.is_none()).map(|s| s.file).collect()
}

/// A theme and those it extends, each once.
fn themes<'a>(project: &'a Project, name: &str) -> Vec<&'a Theme> {
    let mut chain: Vec<&Theme> = Vec::new();
    let mut next = project.themes.get(name);
    while let Some(theme) = next.filter(|t| !chain.iter().any(|c| std::ptr::eq(*c, *t))) {
        chain.push(theme);
        next = theme.extends.as_ref().and_then(|e| project.themes.get(&e.value));
    }
    chain
}
