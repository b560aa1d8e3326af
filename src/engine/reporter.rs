//! Tells the watch, counts, and says nothing twice.

use super::order::{Done, Order};
use super::{Fate, Outcome, Product, Watch};
use crate::deliver::manifest::Output;
use crate::diag::{Check, Diagnostic, Sources, checks};
use crate::hashes::{Hashes, short};
use crate::plan::Job;
use std::collections::BTreeMap;
use std::sync::mpsc;

/// Errors that are no mistakes of the project.
const ENDING: [&Check; 2] = [&checks::DISK, &checks::PROGRAM_FAILED];

/// Between a run and whoever watches it.
pub(super) struct Reporter<'w> {
    pub watch: &'w mut dyn Watch,
    pub outcome: Outcome,
    /// By severity, check, file, place and words, hashed: in a batch what many have to be told is long. Not by `Span`: a
    /// file may have been read twice.
    reported: Hashes,
    /// Output paths of what could not be made.
    pub refused: Vec<String>,
}

impl<'w> Reporter<'w> {
    /// Nothing counted, nothing told.
    pub fn new(watch: &'w mut dyn Watch) -> Reporter<'w> {
        Reporter { watch, outcome: Outcome::default(), reported: Hashes::default(), refused: Vec::new() }
    }

    /// Counts all of them; the watch gets those it has not had.
    pub fn found(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        for d in diagnostics {
            let path = sources.path(d.span.file).unwrap_or_default();
            let words = [d.severity.name(), d.check.name, path, &d.span.start.to_string(), &d.message].join("\0");
            let new = self.reported.add(short(&words));
            self.outcome.tally.add(d, new);
            if new {
                self.outcome.count(d);
                self.watch.found(d, sources);
            }
        }
    }

    /// The end of a run that cannot go on.
    pub fn broken(&mut self, diagnostic: Diagnostic) {
        self.found(&[diagnostic], &Sources::default());
        self.outcome.unusable = true;
    }

    /// Takes results as they come, by their place in `turn`, and tells them in that order; outputs go on to `good`.
    pub fn in_order(
        &mut self,
        orders: &[Order],
        queue: &[usize],
        sources: &Sources,
        receive: mpsc::Receiver<Vec<(usize, Done)>>,
        good: &mut dyn FnMut(Output, bool),
    ) {
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (index, done) in receive.into_iter().flatten() {
            waiting.insert(index, done);
            while let Some(done) = waiting.remove(&next) {
                self.done(&orders[queue[next]].job, sources, done, good);
                next += 1;
            }
        }
    }

    /// Counts and tells a product that is through, and gives its row of the manifest to `good` where it has one, and whether it is as it
    /// was.
    pub fn done(&mut self, job: &Job, sources: &Sources, done: Done, good: &mut dyn FnMut(Output, bool)) {
        self.found(&done.found, sources);
        self.outcome.unusable |= done.found.iter().any(|d| d.is_error() && ENDING.contains(&d.check));
        if done.fate == Fate::Refused {
            self.refused.push(job.output.clone());
        }
        let why = done.why.or_else(|| done.found.iter().find(|d| d.is_error()).map(|d| d.message.clone()));
        let product = Product {
            job: job.clone(),
            fate: done.fate,
            why: why.filter(|_| done.fate == Fate::Refused),
            output: done.output,
            left_out: done.left_out,
        };
        self.outcome.add(&product);
        self.watch.done(&product);
        if let Some(output) = product.output {
            good(output, done.is_as_before);
        }
    }
}
