//! From a request to finished files: the road of `lib.rs` walked for every product, in parallel, each file written
//! as soon as it is made.
//!
//! - `worst`: the jobs that ask most of a theme, made first;
//! - `make`: one job from `resolve` to bytes;
//! - `facts`: what the manifest says of a page;
//! - `blame`: which products a mistake in a file stops;
//! - `calendar`: the calendar file of an event;
//! - `drawing`: formats, schemes and the test sheet as drawings;
//! - `single`: a QR code without a sheet;
//! - `inspect`: a finished PDF looked at;
//! - `tongues`: how far the translations are;
//! - `built`: what was made, opened again and held against its manifest;
//! - `impact`: which made sheets carry a thing;
//! - `pack`, `ticket`: what goes to the print shop, and what it must know;
//! - `outcome`: what came of it, and the exit code;
//! - `statements`: a place for what an organization has to state;
//! - `tally`: what was found, by check.
//!
//! Results are told in the order of the jobs, whatever the number of threads.

mod blame;
pub mod built;
mod calendar;
pub mod drawing;
mod facts;
pub mod impact;
pub mod inspect;
mod make;
mod outcome;
pub mod pack;
pub mod proof;
mod single;
mod slug;
mod statements;
mod tally;
mod ticket;
pub mod tongues;
pub mod worst;

use crate::compose;
use crate::deliver::key::Keys;
use crate::deliver::manifest::{CalendarFile, Manifest, Output, Part, Preview, Remark, State};
use crate::deliver::shard::Shard;
use crate::deliver::{self, Delivery, pattern};
use crate::diag::{Diagnostic, Severity, Sources, Span, checks};
use crate::model::Project;
use crate::plan::{self, Job};
use crate::resolve;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

pub use make::{Made, Shop, Stage, dump, make};
pub use outcome::{Fate, Outcome, Product};
pub use single::{Single, SingleOrder};
pub use tally::{Group, Tally};

/// What to do with the jobs of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildRequest {
    pub plan: plan::Request,
    pub action: Action,
    /// A PNG of every page at this resolution, beside the PDF.
    pub png: Option<u32>,
    /// A contact sheet of everything in the folder of products.
    pub gallery: bool,
    /// Make everything again, and replace files that we have not made.
    pub force: bool,
    /// Look again at what had warnings.
    pub strict: bool,
    /// Start nothing more after the first product that cannot be made.
    pub fail_fast: bool,
    /// Worker threads; `None`: one a core.
    pub threads: Option<usize>,
    /// Only this part of the jobs.
    pub shard: Option<Shard>,
    /// Only the organizations that ask most of the theme.
    pub worst: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make and write what is not there yet.
    Build,
    /// Say what would be made.
    DryRun,
    /// Make everything and write nothing.
    Check,
}

/// Who is told what happens, as it happens.
pub trait Watch {
    /// Something was found. Each thing is told once, however many products it is about.
    fn found(&mut self, diagnostic: &Diagnostic);
    /// How many products are to be made now.
    fn begin(&mut self, products: usize);
    /// One product is done with, in the order of the jobs.
    fn done(&mut self, product: &Product);
}

/// Makes jobs, one after the other, with the tools of one thread.
pub type Maker<'a> = Box<dyn FnMut(&Job) -> Made + 'a>;

/// Plans and makes everything a request asks for. `root` is the project's folder, `read` what reading it has found;
/// `stop` may be set at any time and ends the run after the files in hand.
pub fn build(
    (project, read): (&Project, &[Diagnostic]),
    root: &Path,
    request: &BuildRequest,
    stop: &AtomicBool,
    watch: &mut dyn Watch,
) -> Outcome {
    let maker = || -> Maker<'_> {
        let mut shop = Shop::new(project, request.png);
        Box::new(move |job| make(project, job, &mut shop))
    };
    build_with((project, read), root, request, stop, watch, &maker)
}

fn build_with<'m>(
    (project, read): (&Project, &[Diagnostic]),
    root: &Path,
    request: &BuildRequest,
    stop: &AtomicBool,
    watch: &mut dyn Watch,
    maker: &(dyn Fn() -> Maker<'m> + Sync),
) -> Outcome {
    let mut teller = Teller::new(watch);
    teller.found(read, &project.sources);
    if let Err(diagnostic) = check_pattern(project, request) {
        teller.outcome.unusable |= request.plan.output.is_some();
        teller.found(&[diagnostic], &project.sources);
        return teller.outcome;
    }
    let (jobs, mut planned) = plan::plan(project, &request.plan);
    planned.extend(compose::unplaced(project));
    planned.extend(resolve::across(project));
    teller.found(&planned, &project.sources);
    if planned.iter().any(|d| d.is_error() && d.span.is_none()) {
        // The request itself is wrong: to make a part of it would be a guess.
        teller.outcome.unusable = true;
        return teller.outcome;
    }

    let jobs = chosen(project, request, jobs);
    let pattern = request.plan.output.as_deref().unwrap_or(&project.defaults.output.value);
    let mut delivery = match Delivery::open(root, pattern, request.shard) {
        Ok(delivery) => delivery,
        Err(diagnostic) => return teller.broken(diagnostic),
    };
    let keys = Keys::new(project);
    let blamed = blame::blamed(project, read, &planned, &jobs);
    let orders = jobs.into_iter().map(|job| {
        let way = match () {
            () if blamed.contains(&job.output) => Way::Refuse(None),
            () if request.action == Action::Check => Way::Make,
            () => way(&delivery, &job, &keys, request),
        };
        Order { key: keys.of(&job), way, job }
    });
    let orders: Vec<Order> = orders.collect();
    let to_make: Vec<&Job> = orders.iter().filter(|o| o.way == Way::Make).map(|o| &o.job).collect();
    if request.action == Action::Build && !to_make.is_empty() {
        let name = project.name.as_ref().map(|n| n.value.clone());
        if let Err(diagnostic) = delivery.begin(name, &to_make) {
            return teller.broken(diagnostic);
        }
    }
    teller.watch.begin(to_make.len());
    let mut run = Run { project, request, delivery: &delivery, orders: &orders, stop, hopeless: BTreeSet::new() };
    let outputs = run.run(&mut teller, maker);
    teller.outcome.interrupted = stop.load(Ordering::SeqCst);
    if request.action == Action::Build {
        let manifest = manifest(project, request, &delivery, &keys, &orders, outputs, &mut teller.outcome);
        // A run that had nothing to make and has nothing to say leaves no trace. A part of a build says even that.
        let worth_saying = request.shard.is_some() || !manifest.outputs.is_empty();
        if (worth_saying || delivery.exists(&delivery.manifest_path()))
            && let Err(diagnostic) = delivery.end(&manifest)
        {
            return teller.broken(diagnostic);
        }
        if request.gallery && !manifest.outputs.is_empty() {
            match delivery.write_gallery(&manifest, request.force) {
                Ok(path) => teller.outcome.gallery = Some(path),
                Err(diagnostic) => return teller.broken(diagnostic),
            }
        }
    }
    teller.outcome
}

/// The jobs of this run, of all that the request plans.
pub fn chosen(project: &Project, request: &BuildRequest, mut jobs: Vec<Job>) -> Vec<Job> {
    if let Some(shard) = request.shard {
        let mut number = 0;
        jobs.retain(|_| {
            number += 1;
            shard.has(number - 1)
        });
    }
    if request.worst {
        let worst = worst::of(project, &jobs.iter().collect::<Vec<_>>());
        let mut number = 0;
        jobs.retain(|_| {
            number += 1;
            worst.iter().any(|w| w.job == number - 1)
        });
    }
    jobs
}

/// A job and what is to become of it.
struct Order {
    job: Job,
    key: String,
    way: Way,
}

#[derive(Clone, Debug, PartialEq)]
enum Way {
    Make,
    /// It lies there as it would be made.
    Keep,
    /// A mistake in one of its files, or a reason of its own.
    Refuse(Option<Box<Diagnostic>>),
}

fn way(delivery: &Delivery, job: &Job, keys: &Keys<'_>, request: &BuildRequest) -> Way {
    if request.force {
        return Way::Make;
    }
    if delivery.is_there(&job.output, &keys.of(job), request.png) {
        let look_again = request.strict && delivery.earlier(&job.output).is_some_and(|o| !o.warnings.is_empty());
        return if look_again { Way::Make } else { Way::Keep };
    }
    match delivery.foreign(&job.output) {
        Some(diagnostic) => Way::Refuse(Some(Box::new(diagnostic))),
        None => Way::Make,
    }
}

fn check_pattern(project: &Project, request: &BuildRequest) -> Result<(), Diagnostic> {
    match &request.plan.output {
        Some(typed) => pattern::check(typed, Span::NONE, true),
        None => pattern::check(&project.defaults.output.value, project.defaults.output.span, false),
    }
}

/// One run over all orders.
struct Run<'a> {
    project: &'a Project,
    request: &'a BuildRequest,
    delivery: &'a Delivery,
    orders: &'a [Order],
    stop: &'a AtomicBool,
    /// Products that the worst cases have shown not to work.
    hopeless: BTreeSet<worst::Group>,
}

/// A batch of more organizations than this begins with its worst cases.
const BATCH: usize = 50;

impl Run<'_> {
    /// Makes all orders, the worst cases of a batch first. The outputs that are good now.
    fn run<'m>(&mut self, teller: &mut Teller<'_>, maker: &(dyn Fn() -> Maker<'m> + Sync)) -> Vec<Output> {
        let all: Vec<usize> = (0..self.orders.len()).collect();
        let to_make: Vec<usize> = all.iter().copied().filter(|i| self.orders[*i].way == Way::Make).collect();
        let orgs: BTreeSet<&str> = to_make.iter().map(|i| self.orders[*i].job.org.as_str()).collect();
        if orgs.len() <= BATCH || self.request.action == Action::DryRun {
            return self.round(&all, teller, maker);
        }
        let jobs: Vec<&Job> = to_make.iter().map(|i| &self.orders[*i].job).collect();
        let worst = worst::of(self.project, &jobs);
        let first: Vec<usize> = worst.iter().map(|w| to_make[w.job]).collect();
        let before = teller.refused.len();
        let mut outputs = self.round(&first, teller, maker);
        let refused: BTreeSet<&str> = teller.refused[before..].iter().map(String::as_str).collect();
        let (hopeless, found) = worst::judge(&jobs, &worst, |job| refused.contains(job.output.as_str()));
        self.hopeless = hopeless;
        teller.found(&found, &self.project.sources);
        let rest: Vec<usize> = all.into_iter().filter(|i| first.binary_search(i).is_err()).collect();
        outputs.extend(self.round(&rest, teller, maker));
        outputs
    }

    /// Makes and writes some orders on worker threads where there are several, and tells on this one.
    fn round<'m>(&self, turn: &[usize], teller: &mut Teller<'_>, maker: &(dyn Fn() -> Maker<'m> + Sync)) -> Vec<Output> {
        let next = AtomicUsize::new(0);
        let halt = AtomicBool::new(false);
        let work = turn.iter().filter(|i| self.orders[**i].way == Way::Make).count();
        let step = |make: &mut Option<Maker<'m>>| {
            let index = next.fetch_add(1, Ordering::SeqCst);
            let order = turn.get(index).map(|i| &self.orders[*i])?;
            let halted = self.stop.load(Ordering::SeqCst) || halt.load(Ordering::SeqCst) || self.is_hopeless(order);
            let done = match (&order.way, self.request.action) {
                _ if halted => Done { output: self.good_still(order), ..Done::of(Fate::NotReached) },
                (Way::Keep, _) => self.kept(order),
                (Way::Refuse(why), _) => Done { found: why.iter().map(|d| (**d).clone()).collect(), ..Done::of(Fate::Refused) },
                (Way::Make, Action::DryRun) => Done::of(Fate::WouldMake),
                (Way::Make, _) => self.make(order, make.get_or_insert_with(maker)),
            };
            if done.fate == Fate::Refused && self.request.fail_fast {
                halt.store(true, Ordering::SeqCst);
            }
            Some((index, done))
        };
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = self.request.threads.unwrap_or_else(cores).min(work);
        let pool = (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
        let sources = &self.project.sources;
        let Some(Ok(pool)) = pool else {
            // One thread makes and tells: to start another would cost a single sheet more than to read its content.
            let mut make = None;
            let steps = std::iter::from_fn(|| step(&mut make));
            return steps.filter_map(|(index, done)| teller.done(&self.orders[turn[index]].job, sources, done)).collect();
        };
        let (send, receive) = mpsc::channel();
        pool.in_place_scope(|scope| {
            for _ in 0..threads {
                let (send, step) = (send.clone(), &step);
                scope.spawn(move |_| {
                    let mut make = None;
                    // Nobody listens any more when the run has been given up.
                    while let Some(done) = step(&mut make)
                        && send.send(done).is_ok()
                    {}
                });
            }
            drop(send);
            teller.in_order(self.orders, turn, sources, receive)
        })
    }

    fn is_hopeless(&self, order: &Order) -> bool {
        order.way == Way::Make && !self.hopeless.is_empty() && self.hopeless.contains(&worst::Group::of(&order.job))
    }

    fn kept(&self, order: &Order) -> Done {
        let output = self.delivery.earlier(&order.job.output).map(|o| Output { state: State::Good, ..o.clone() });
        Done { output, ..Done::of(Fate::Unchanged) }
    }

    /// What lies there of a product that was not reached, where it is right.
    fn good_still(&self, order: &Order) -> Option<Output> {
        let right = self.delivery.is_there(&order.job.output, &order.key, None);
        self.kept(order).output.filter(|_| right)
    }

    fn make(&self, order: &Order, make: &mut Maker<'_>) -> Done {
        let Made { diagnostics: mut found, pdf, runs, previews, pages, fonts, carries } = make(&order.job);
        let Some(pdf) = pdf.filter(|_| !found.iter().any(Diagnostic::is_error)) else {
            return Done { found, ..Done::of(Fate::Refused) };
        };
        if self.request.action == Action::Check {
            return Done { found, ..Done::of(Fate::Passed) };
        }
        let made = Output {
            state: State::Good,
            key: order.key.clone(),
            blake3: deliver::hash(&pdf),
            bytes: pdf.len() as u64,
            runs,
            pages,
            fonts,
            carries,
            warnings: self.remarks(&found),
            ..Output::promised(&order.job)
        };
        match self.write(made, &order.job, &pdf, &previews) {
            Ok((output, fate)) => Done { fate, found, output: Some(output) },
            Err(diagnostic) => {
                found.push(diagnostic);
                Done { found, ..Done::of(Fate::Refused) }
            }
        }
    }

    fn write(&self, mut output: Output, job: &Job, pdf: &[u8], previews: &[Vec<u8>]) -> Result<(Output, Fate), Diagnostic> {
        let calendar = calendar::of(self.project, job).map(|words| (calendar::path(&output.path), words));
        let foreign = calendar.as_ref().and_then(|(path, _)| self.delivery.foreign(path));
        if let Some(diagnostic) = foreign.filter(|_| !self.request.force) {
            return Err(diagnostic);
        }
        let mut written = self.delivery.put(&output.path, pdf)?;
        let dpi = self.request.png.unwrap_or_default();
        for (page, png) in previews.iter().enumerate() {
            let path = deliver::preview_path(&output.path, page);
            if let Some(diagnostic) = self.delivery.foreign(&path).filter(|_| !self.request.force) {
                return Err(diagnostic);
            }
            written |= self.delivery.put(&path, png)?;
            let blake3 = deliver::hash(png);
            output.previews.push(Preview { path, dpi, blake3, bytes: png.len() as u64 });
        }
        if let Some((path, words)) = calendar {
            written |= self.delivery.put(&path, words.as_bytes())?;
            let (blake3, bytes) = (deliver::hash(words.as_bytes()), words.len() as u64);
            output.calendar = Some(CalendarFile { path, blake3, bytes });
        }
        if let Some(before) = self.delivery.earlier(&output.path) {
            let now: Vec<&str> = output.beside().map(|(path, _)| path).collect();
            let gone = before.beside().filter(|(path, _)| !now.contains(path));
            gone.for_each(|(path, blake3)| self.delivery.drop_beside(path, blake3));
        }
        self.delivery.note(&output)?;
        Ok((output, if written { Fate::Made } else { Fate::Unchanged }))
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

/// What a worker hands over: small facts, no bytes.
struct Done {
    fate: Fate,
    found: Vec<Diagnostic>,
    output: Option<Output>,
}

impl Done {
    fn of(fate: Fate) -> Done {
        Done { fate, found: Vec::new(), output: None }
    }
}

/// Tells the watch, counts, and says nothing twice.
struct Teller<'w> {
    watch: &'w mut dyn Watch,
    outcome: Outcome,
    /// By file and place, not by [`Span`]: a file may have been read twice.
    told: BTreeSet<(Severity, &'static str, String, u32, String)>,
    /// Output paths of what could not be made.
    refused: Vec<String>,
}

impl<'w> Teller<'w> {
    fn new(watch: &'w mut dyn Watch) -> Teller<'w> {
        Teller { watch, outcome: Outcome::default(), told: BTreeSet::new(), refused: Vec::new() }
    }

    fn found(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        for d in diagnostics {
            let path = sources.path(d.span.file).unwrap_or_default().to_string();
            let new = self.told.insert((d.severity, d.check.name, path, d.span.start, d.message.clone()));
            self.outcome.tally.add(d, new);
            if new {
                self.outcome.count(d);
                self.watch.found(d);
            }
        }
    }

    /// The end of a run that cannot go on.
    fn broken(mut self, diagnostic: Diagnostic) -> Outcome {
        self.found(&[diagnostic], &Sources::default());
        self.outcome.unusable = true;
        self.outcome
    }

    /// Takes results as they come and tells them in the order of the jobs.
    fn in_order(
        &mut self,
        orders: &[Order],
        turn: &[usize],
        sources: &Sources,
        receive: mpsc::Receiver<(usize, Done)>,
    ) -> Vec<Output> {
        let mut waiting = BTreeMap::new();
        let mut outputs = Vec::new();
        let mut next = 0;
        for (index, done) in receive {
            waiting.insert(index, done);
            while let Some(done) = waiting.remove(&next) {
                outputs.extend(self.done(&orders[turn[next]].job, sources, done));
                next += 1;
            }
        }
        outputs
    }

    fn done(&mut self, job: &Job, sources: &Sources, done: Done) -> Option<Output> {
        self.found(&done.found, sources);
        self.outcome.unusable |= done.found.iter().any(|d| d.is_error() && d.check == &checks::DISK);
        if done.fate == Fate::Refused {
            self.refused.push(job.output.clone());
        }
        let product = Product { job: job.clone(), fate: done.fate, output: done.output };
        self.outcome.add(&product);
        self.watch.done(&product);
        product.output
    }
}

/// The manifest after a run: what is good now, what has become wrong, and what other runs have made.
fn manifest(
    project: &Project,
    request: &BuildRequest,
    delivery: &Delivery,
    keys: &Keys<'_>,
    orders: &[Order],
    good: Vec<Output>,
    outcome: &mut Outcome,
) -> Manifest {
    let mut outputs: BTreeMap<String, Output> = good.into_iter().map(|o| (o.path.clone(), o)).collect();
    let asked: BTreeSet<String> = orders.iter().map(|o| o.job.output.clone()).collect();
    let whole = asks_for_everything(&request.plan);
    let wrong = asked.iter().filter(|path| !outputs.contains_key(*path)).filter_map(|path| delivery.earlier(path));
    let mut stale: Vec<Output> = wrong.cloned().collect();
    for other in delivery.others(&asked) {
        match whole && !request.worst {
            // Nothing asks for it any more, or a mistake keeps it from being planned.
            true => stale.push(other.clone()),
            false => drop(outputs.insert(other.path.clone(), other.clone())),
        }
    }
    for output in stale.into_iter().filter(|o| delivery.exists(&o.path)) {
        outcome.stale.push(output.path.clone());
        outputs.insert(output.path.clone(), Output { state: State::Stale, ..output });
    }
    outcome.stale.sort();
    Manifest {
        handbill: env!("CARGO_PKG_VERSION").to_string(),
        project: project.name.as_ref().map(|n| n.value.clone()),
        inputs: keys.inputs(),
        shard: request.shard.map(|shard| Part { index: shard.index, of: shard.of, everything: whole }),
        outputs: outputs.into_values().collect(),
    }
}

fn asks_for_everything(request: &plan::Request) -> bool {
    let plan::Request {
        names,
        orgs,
        languages,
        purposes,
        condition: _,
        standard: _,
        ink: _,
        output: _,
        as_of: _,
        today: _,
        given,
        events,
    } = request;
    !given && !events && names.is_empty() && orgs.is_empty() && languages.is_empty() && purposes.is_empty()
}

#[cfg(test)]
mod tests;
