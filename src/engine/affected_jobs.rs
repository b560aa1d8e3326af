//! Which products a mistake in a file stops: those made from that file, and no others.

use crate::bind::bind;
use crate::deliver::key::ORDER_SHEET;
use crate::diag::{Diagnostic, FileId, Span};
use crate::model::Project;
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
    // What cannot be bound is stopped where it is made, with its own reason.
    let is_stopped = |job: &&Job| {
        let made_from = bind(project, job).map(|product| product.dependencies()).unwrap_or_default();
        made_from.rows.iter().any(|row| touches(*row)) || made_from.files.iter().any(|file| faulty.contains(file))
    };
    jobs.iter().filter(is_stopped).map(|job| job.output.clone()).collect()
}

/// The files that errors are in.
fn faulty(diagnostics: &[Diagnostic]) -> impl Iterator<Item = FileId> {
    diagnostics.iter().filter(|d| d.is_error() && !d.span.is_none()).map(|d| d.span.file)
}
