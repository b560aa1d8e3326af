//! Which products a mistake in a file stops: those made from that file, and no others.

use crate::bind::bind;
use crate::deliver::key::ORDER_SHEET;
use crate::diag::{Diagnostic, FileId, Span};
use crate::model::Project;
use crate::plan::Job;
use std::collections::BTreeMap;

/// Output paths of the jobs that errors of reading and planning stop, each with the first that does.
///
/// A mistake in `handbill.toml` as such stops everything: a misspelt key there may change what every product is.
/// A name that it calls and that does not exist has already cost the products that need it.
pub fn affected(project: &Project, read: &[Diagnostic], planned: &[Diagnostic], jobs: &[Job]) -> BTreeMap<String, String> {
    let of_order = |error: &&Diagnostic| project.sources.path(error.span.file) == Some(ORDER_SHEET);
    if let Some(error) = faulty(read).find(of_order) {
        return jobs.iter().map(|job| (job.output.clone(), error.message.clone())).collect();
    }
    // Some mistakes are none for every purpose.
    let mut faults: BTreeMap<&str, Faults<'_>> = BTreeMap::new();
    for error in faulty(read).chain(faulty(planned)) {
        let purpose = error.about.as_ref().map_or("", |about| about.purpose.as_str());
        let faults = faults.entry(purpose).or_default();
        // A mistake in a row stops what is made from that row, one in a file what is made from the file.
        match project.sources.table(error.span.file) {
            Some(_) => faults.rows.push(error),
            None => drop(faults.files.entry(error.span.file).or_insert(error)),
        }
    }
    if faults.is_empty() {
        return BTreeMap::new();
    }
    // What cannot be bound is stopped where it is made, with its own reason.
    let stops = |job: &Job| {
        let made_from = bind(project, job).map(|product| product.dependencies()).unwrap_or_default();
        let concerned = ["", job.purpose.name()];
        concerned.iter().filter_map(|purpose| faults.get(purpose)).find_map(|faults| {
            let of_row = made_from.rows.iter().find_map(|row| faults.touching(*row));
            of_row.or_else(|| made_from.files.iter().find_map(|file| faults.files.get(file).copied()))
        })
    };
    jobs.iter().filter_map(|job| Some((job.output.clone(), stops(job)?.message.clone()))).collect()
}

/// Where mistakes are.
#[derive(Default)]
struct Faults<'d> {
    rows: Vec<&'d Diagnostic>,
    /// The first of each file.
    files: BTreeMap<FileId, &'d Diagnostic>,
}

impl<'d> Faults<'d> {
    fn touching(&self, span: Span) -> Option<&'d Diagnostic> {
        self.rows.iter().copied().find(|error| error.span.touches(span))
    }
}

/// Errors that are somewhere in a file.
fn faulty(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|d| d.is_error() && !d.span.is_none())
}
