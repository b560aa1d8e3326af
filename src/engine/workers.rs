//! Orders made and written, on worker threads where there are several, and told on this one.

use super::allow::{self, Allowed};
use super::order::{Done, Order, OrderStep};
use super::reporter::Reporter;
use super::share;
use super::stress_cases::Group;
use super::{Action, BuildRequest, Fate, Made, Maker, WorkerCaches};
use crate::bind::bind;
use crate::deliver::manifest::{Output, ProductState, Remark};
use crate::deliver::summary::RunSummary;
use crate::deliver::{Artifact, ArtifactKind, Delivery};
use crate::diag::{Diagnostic, Severity, Span, checks};
use crate::model::Project;
use crate::world::Ticker;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// So many results are handed over at a time, or what there is after so long: to wake the thread that tells, and to give
/// back memory across threads, costs more than to tell.
const PARCEL: usize = 16;
const PARCEL_MS: u64 = 50;

/// One round over some orders of a project.
pub(super) struct Workers<'a> {
    pub project: &'a Project,
    pub request: &'a BuildRequest,
    pub delivery: &'a Delivery,
    pub orders: &'a [Order],
    pub maker: Maker<'a>,
    /// The tools of threads that are not at work.
    pub idle_caches: &'a Mutex<Vec<WorkerCaches>>,
    pub stop: &'a AtomicBool,
    /// Nothing more is begun.
    pub halt: &'a AtomicBool,
    /// Products that the stress cases have shown not to work.
    pub skipped_groups: &'a BTreeSet<Group>,
    /// What is allowed of the words.
    pub allowed: &'a [Allowed],
}

impl Workers<'_> {
    /// Makes and writes the orders of these indices; what is good goes to the account.
    pub fn run(&self, queue: &[usize], reporter: &mut Reporter<'_>, summary: &mut RunSummary) -> Result<(), Diagnostic> {
        let next = AtomicUsize::new(0);
        let is_dry = self.request.action == Action::DryRun;
        let work = queue.iter().filter(|i| !is_dry && self.orders[**i].way == OrderStep::Make).count();
        let step = |caches: &mut Option<WorkerCaches>| {
            let index = next.fetch_add(1, Ordering::SeqCst);
            let order = queue.get(index).map(|i| &self.orders[*i])?;
            let halted = self.stop.load(Ordering::SeqCst) || self.halt.load(Ordering::SeqCst) || self.is_hopeless(order);
            let done = match (&order.way, self.request.action) {
                _ if halted => Done { output: self.good_still(order), ..Done::of(Fate::NotReached) },
                (OrderStep::Keep, _) => self.kept(order),
                (OrderStep::Stopped(why), _) => Done { why: Some(why.clone()), ..Done::of(Fate::Refused) },
                (OrderStep::Refuse(why), _) => {
                    Done { found: why.iter().map(|d| (**d).clone()).collect(), ..Done::of(Fate::Refused) }
                }
                (OrderStep::Make, Action::DryRun) => Done::of(Fate::WouldMake),
                (OrderStep::Make, _) => self.made(order, caches),
            };
            if done.fate == Fate::Refused && self.request.fail_fast {
                self.halt.store(true, Ordering::SeqCst);
            }
            Some((index, done))
        };
        let mut kept = Ok(());
        let mut good = |output: Output, is_as_before: bool| {
            if kept.is_ok() {
                kept = summary.good(self.delivery, &output, is_as_before);
            }
        };
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = self.request.threads.unwrap_or_else(cores).min(work);
        let pool = (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
        let sources = &self.project.sources;
        let Some(Ok(pool)) = pool else {
            // One thread makes and tells: to start another would cost a single sheet more than to read its content.
            let mut caches = self.take_caches();
            for (index, done) in std::iter::from_fn(|| step(&mut caches)) {
                reporter.done(&self.orders[queue[index]].job, sources, done, &mut good);
            }
            self.leave_caches(caches);
            return kept;
        };
        let (send, receive) = mpsc::channel();
        pool.in_place_scope(|scope| {
            for _ in 0..threads {
                let (send, step) = (send.clone(), &step);
                scope.spawn(move |_| {
                    let mut caches = self.take_caches();
                    let mut parcel = Vec::new();
                    let mut pulse = Ticker::of(PARCEL_MS);
                    while let Some(done) = step(&mut caches) {
                        parcel.push(done);
                        if parcel.len() < PARCEL && !pulse.beats() {
                            continue;
                        }
                        // Nobody listens any more when the run has been given up.
                        if send.send(std::mem::take(&mut parcel)).is_err() {
                            break;
                        }
                    }
                    let _ = send.send(parcel);
                    self.leave_caches(caches);
                });
            }
            drop(send);
            reporter.in_order(self.orders, queue, sources, receive, &mut good);
        });
        kept
    }

    /// Tools that another round has left, with all that they have learned.
    fn take_caches(&self) -> Option<WorkerCaches> {
        self.idle_caches.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn leave_caches(&self, caches: Option<WorkerCaches>) {
        self.idle_caches.lock().unwrap_or_else(PoisonError::into_inner).extend(caches);
    }

    fn is_hopeless(&self, order: &Order) -> bool {
        order.way == OrderStep::Make && !self.skipped_groups.is_empty() && self.skipped_groups.contains(&Group::of(&order.job))
    }

    fn kept(&self, order: &Order) -> Done {
        let Some(before) = self.delivery.earlier(&order.job.output) else { return Done::of(Fate::Unchanged) };
        let allowed = self.allowed_still(order, &before);
        let is_as_before = before.state == ProductState::Good && before.allowed == allowed;
        let output = Some(Output { state: ProductState::Good, allowed, ..before });
        Done { output, is_as_before, ..Done::of(Fate::Unchanged) }
    }

    /// What lies there of a product that was not reached, where it is right.
    fn good_still(&self, order: &Order) -> Option<Output> {
        let right = self.delivery.is_there(&order.job.output, &order.key, None, &[]);
        self.kept(order).output.filter(|_| right)
    }

    /// Makes a product. A mistake of the program itself ends the run, and not with a hang: what is finished stays whole.
    fn made(&self, order: &Order, caches: &mut Option<WorkerCaches>) -> Done {
        let making = AssertUnwindSafe(|| self.make(order, (self.maker)(self.project, &order.job, caches)));
        catch_unwind(making).unwrap_or_else(|why| {
            *caches = None;
            self.halt.store(true, Ordering::SeqCst);
            let why = why.downcast_ref::<&str>().map(ToString::to_string).or_else(|| why.downcast_ref::<String>().cloned());
            let message = format!("the program failed while it made `{}`: {}", order.job.output, why.unwrap_or_default());
            let help = "this is a mistake of handbill; what was finished before is whole";
            let diagnostic = Diagnostic::error(&checks::PROGRAM_FAILED, Span::NONE, message).help(help);
            Done { found: vec![diagnostic], ..Done::of(Fate::Refused) }
        })
    }

    fn make(&self, order: &Order, made: Made) -> Done {
        let Made { diagnostics: mut found, mut artifacts, runs, pages, fonts, carries, left_out, one_side } = made;
        let mut allowed = self.allowed_of(order);
        allowed.extend(allow::apply(self.project, &self.request.plan, &mut found).into_iter().map(|a| a.remark));
        allowed.sort();
        allowed.dedup();
        if artifacts.is_empty() || found.iter().any(Diagnostic::is_error) {
            return Done { found, ..Done::of(Fate::Refused) };
        }
        if self.request.action == Action::Check {
            return Done { found, left_out, ..Done::of(Fate::Passed) };
        }
        let made = Output {
            state: ProductState::Good,
            key: order.key.clone(),
            runs,
            pages,
            fonts,
            carries,
            left_out,
            one_side,
            warnings: self.remarks(&found),
            allowed,
            ..Output::promised(&order.job)
        };
        for artifact in artifacts.iter_mut().filter(|artifact| artifact.kind == ArtifactKind::Words("html")) {
            if let Some(page) = share::page(order, self.request, self.delivery.folder(), &artifact.bytes) {
                artifact.bytes = page;
            }
        }
        match self.write(made, &artifacts) {
            Ok((output, fate)) => Done { found, output: Some(output), ..Done::of(fate) },
            Err(diagnostic) => {
                found.push(diagnostic);
                Done { found, ..Done::of(Fate::Refused) }
            }
        }
    }

    /// Writes the files of a product, none of them over somebody else's, and drops what an earlier run had beside it.
    fn write(&self, mut output: Output, artifacts: &[Artifact]) -> Result<(Output, Fate), Diagnostic> {
        for beside in artifacts.iter().filter(|artifact| artifact.kind != ArtifactKind::Sheets) {
            self.refuse_foreign(&beside.kind.path(&output.path))?;
        }
        let mut written = false;
        for artifact in artifacts {
            written |= self.delivery.put(&artifact.kind.path(&output.path), &artifact.bytes)?;
            artifact.note(&mut output);
        }
        if let Some(before) = self.delivery.earlier(&output.path) {
            let now: Vec<&str> = output.beside().map(|(path, _)| path).collect();
            let gone = before.beside().filter(|(path, _)| !now.contains(path));
            gone.for_each(|(path, blake3)| self.delivery.drop_beside(path, blake3));
        }
        self.delivery.note(&output)?;
        Ok((output, if written { Fate::Made } else { Fate::Unchanged }))
    }

    /// A file of somebody else's is not replaced, unless that is asked for.
    fn refuse_foreign(&self, path: &str) -> Result<(), Diagnostic> {
        match self.delivery.foreign(path).filter(|_| !self.request.force) {
            Some(diagnostic) => Err(diagnostic),
            None => Ok(()),
        }
    }

    /// What is allowed of the words of a product.
    fn allowed_of(&self, order: &Order) -> Vec<Remark> {
        if self.allowed.is_empty() {
            return Vec::new();
        }
        let files = bind(self.project, &order.job).map(|product| product.dependencies().files).unwrap_or_default();
        let paths: Vec<&str> = files.iter().filter_map(|file| self.project.sources.path(*file)).collect();
        self.allowed
            .iter()
            .filter(|allowed| paths.contains(&allowed.file.as_str()))
            .map(|allowed| allowed.remark.clone())
            .collect()
    }

    /// The same of a product that is there already, with what was allowed of its paper when it was made.
    fn allowed_still(&self, order: &Order, output: &Output) -> Vec<Remark> {
        let mut all = self.allowed_of(order);
        all.extend(output.allowed.iter().cloned());
        all.sort();
        all.dedup();
        all
    }

    /// What did not stop a product, and that somebody should look at.
    fn remarks(&self, found: &[Diagnostic]) -> Vec<Remark> {
        let worth_a_look = found.iter().filter(|d| d.severity > Severity::Note);
        worth_a_look.map(|d| self.remark(d)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn remark(&self, diagnostic: &Diagnostic) -> Remark {
        let sources = &self.project.sources;
        let at = match (sources.path(diagnostic.span.file), sources.position(diagnostic.span)) {
            (Some(path), Some(at)) => format!("{path}:{}:{}", at.line, at.column),
            _ => String::new(),
        };
        Remark { check: diagnostic.check.name.to_string(), message: diagnostic.message.clone(), at }
    }
}
