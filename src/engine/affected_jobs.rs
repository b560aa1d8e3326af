//! Which products a mistake in a file stops: those made from that file, and no others.

use crate::bind::bind;
use crate::deliver::key::ORDER_SHEET;
use crate::diag::{Diagnostic, FileId, Span};
use crate::model::Project;
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};

/// Output paths of the jobs that errors of reading and planning stop.
///
/// A mistake in `handbill.toml` as such stops everything: a misspelt key there may change what every product is.
/// A name that it calls and that does not exist has already cost the products that need it.
pub fn affected(project: &Project, read: &[Diagnostic], planned: &[Diagnostic], jobs: &[Job]) -> BTreeSet<String> {
    if faulty(read).any(|file| project.sources.path(file) == Some(ORDER_SHEET)) {
        return jobs.iter().map(|job| job.output.clone()).collect();
    }
    // Some mistakes are none for every purpose.
    let mut faults: BTreeMap<&str, Faults> = BTreeMap::new();
    for error in read.iter().chain(planned).filter(|d| d.is_error() && !d.span.is_none()) {
        let purpose = error.about.as_ref().map_or("", |about| about.purpose.as_str());
        let faults = faults.entry(purpose).or_default();
        // A mistake in a row stops what is made from that row, one in a file what is made from the file.
        match project.sources.table(error.span.file) {
            Some(_) => faults.rows.push(error.span),
            None => drop(faults.files.insert(error.span.file)),
        }
    }
    if faults.is_empty() {
        return BTreeSet::new();
    }
    // What cannot be bound is stopped where it is made, with its own reason.
    let is_stopped = |job: &&Job| {
        let made_from = bind(project, job).map(|product| product.dependencies()).unwrap_or_default();
        let concerned = ["", job.purpose.name()];
        concerned.iter().filter_map(|purpose| faults.get(purpose)).any(|faults| {
            made_from.rows.iter().any(|row| faults.touch(*row)) || made_from.files.iter().any(|file| faults.files.contains(file))
        })
    };
    jobs.iter().filter(is_stopped).map(|job| job.output.clone()).collect()
}

/// Where mistakes are.
#[derive(Default)]
struct Faults {
    rows: Vec<Span>,
    files: BTreeSet<FileId>,
}

impl Faults {
    fn touch(&self, span: Span) -> bool {
        let end = |span: Span| span.end.max(span.start + 1);
        self.rows.iter().any(|row| row.file == span.file && row.start < end(span) && span.start < end(*row))
    }
}

/// The files that errors are in.
fn faulty(diagnostics: &[Diagnostic]) -> impl Iterator<Item = FileId> {
    diagnostics.iter().filter(|d| d.is_error() && !d.span.is_none()).map(|d| d.span.file)
}
