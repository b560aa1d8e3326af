//! One run over all organizations there are. A batch of them is gone through a chunk at a time, so that memory does not
//! grow with it: once to say what is wrong, to promise what will be made and to find the stress cases, and once more to make
//! it. What has to be looked at as a whole, such as sheets that many share, is read as a whole.

use super::allow::{self, Allowed};
use super::order::{Order, OrderStep, way};
use super::read_through::words_of;
use super::reporter::Reporter;
use super::share;
use super::stress_cases::{self, Case, Extremes, Group, StressCases};
use super::told::{Told, ToldChunk};
use super::workers::Workers;
use super::{Action, BuildRequest, Maker, Outcome, Read, Watch, WorkerCaches, affected_jobs, chosen_after};
use crate::deliver::key::Keys;
use crate::deliver::summary::RunSummary;
use crate::deliver::{self, Delivery, pattern};
use crate::diag::{Diagnostic, Span, checks};
use crate::model::{OrgChoice, Project};
use crate::plan::{self, Job};
use crate::proofread;
use crate::resolve::Neighbours;
use crate::syntax::Chunk;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A batch of more organizations than this begins with its stress cases.
const BATCH: usize = 50;

/// Why a run is given up.
enum Halt {
    /// The request, and it has been said why.
    Request,
    /// The disk.
    Disk(Box<Diagnostic>),
}

impl From<Diagnostic> for Halt {
    fn from(diagnostic: Diagnostic) -> Halt {
        Halt::Disk(Box::new(diagnostic))
    }
}

/// See [`super::build`].
pub(super) fn build(
    (first, read): (Read, &dyn Fn(Chunk) -> Read),
    root: &Path,
    request: &BuildRequest,
    stop: &AtomicBool,
    watch: &mut dyn Watch,
    maker: Maker<'_>,
) -> Outcome {
    let mut run = BatchRun {
        request,
        root,
        stop,
        maker,
        idle_caches: Mutex::default(),
        reporter: Reporter::new(watch),
        name: None,
        delivery: None,
        summary: RunSummary::default(),
        halt: AtomicBool::new(false),
        skipped_groups: BTreeSet::new(),
        allowed: Vec::new(),
    };
    match run.all(first, read) {
        Ok(()) | Err(Halt::Request) => {}
        Err(Halt::Disk(diagnostic)) => run.reporter.broken(*diagnostic),
    }
    run.reporter.outcome
}

/// A run and what it has come to.
struct BatchRun<'a, 'w> {
    request: &'a BuildRequest,
    root: &'a Path,
    stop: &'a AtomicBool,
    maker: Maker<'a>,
    idle_caches: Mutex<Vec<WorkerCaches>>,
    reporter: Reporter<'w>,
    /// Of the project.
    name: Option<String>,
    /// Opened when the first chunk has been planned.
    delivery: Option<Delivery>,
    summary: RunSummary,
    halt: AtomicBool,
    skipped_groups: BTreeSet<Group>,
    /// What is allowed of the words, for the manifest.
    allowed: Vec<Allowed>,
}

/// A project, or a chunk of one, and what is to become of its jobs.
struct Batch {
    project: Project,
    /// How many jobs were planned, those of other parts of the build too.
    planned: usize,
    orders: Vec<Order>,
}

/// What is known of a chunk once it has been gone through.
struct Survey {
    /// Jobs planned, and orders, of all chunks before it.
    before: (usize, usize),
    ways: Steps,
    /// Its jobs, where nothing has to be made of it.
    told: Option<ToldChunk>,
}

/// What is to become of the orders of a chunk, in their order: how many in a row go the same way. Mostly all of them do, and
/// a long table has many chunks.
#[derive(Default)]
struct Steps(Vec<(OrderStep, usize)>);

impl Steps {
    fn len(&self) -> usize {
        self.0.iter().map(|(_, times)| times).sum()
    }

    fn each(&self) -> impl Iterator<Item = &OrderStep> {
        self.0.iter().flat_map(|(way, times)| std::iter::repeat_n(way, *times))
    }
}

impl FromIterator<OrderStep> for Steps {
    fn from_iter<I: IntoIterator<Item = OrderStep>>(ways: I) -> Steps {
        let mut steps = Steps::default();
        for way in ways {
            match steps.0.last_mut() {
                Some((last, times)) if *last == way => *times += 1,
                _ => steps.0.push((way, 1)),
            }
        }
        steps
    }
}

impl Survey {
    /// The chunk as far as it takes to tell what has become of its jobs.
    fn without_project(&self, jobs: Vec<Job>) -> Batch {
        let order = |(job, way): (Job, &OrderStep)| Order { job, key: String::new(), way: way.clone(), picture: None };
        let orders: Vec<Order> = jobs.into_iter().zip(self.ways.each()).map(order).collect();
        Batch { project: Project::default(), planned: orders.len(), orders }
    }
}

impl Batch {
    fn to_make(&self) -> impl Iterator<Item = (usize, &Job)> {
        self.orders.iter().enumerate().filter(|(_, o)| o.way == OrderStep::Make).map(|(i, o)| (i, &o.job))
    }
}

impl BatchRun<'_, '_> {
    fn all(&mut self, first: Read, read: &dyn Fn(Chunk) -> Read) -> Result<(), Halt> {
        if !first.0.is_chunk {
            return self.whole(first);
        }
        let organizations = first.0.organizations;
        let fits = fits(&first.0, self.request);
        drop(first);
        if !fits || !self.portions(organizations, read)? {
            // Looked at as a whole, from the beginning. What has been told is not told again.
            self.summary = RunSummary::default();
            if let Some(delivery) = &mut self.delivery {
                delivery.forget_promises();
            }
            return self.whole(read(Chunk::ALL));
        }
        Ok(())
    }

    /// A project that is in memory as a whole.
    fn whole(&mut self, (project, found): Read) -> Result<(), Halt> {
        let batch = self.batch(project, &found, 0)?;
        self.promise(&batch)?;
        let to_make = batch.to_make().count();
        self.begin(to_make)?;
        let mut first = Vec::new();
        if self.is_batch(organizations_of(&batch)) {
            let mut extremes = Extremes::default();
            extremes.look(&batch.project, batch.to_make());
            let cases: Vec<Case> = extremes.cases().into_iter().map(|case| (batch.orders[case.job].job.clone(), case)).collect();
            first = cases.iter().map(|(_, case)| case.job).collect();
            let before = self.reporter.refused.len();
            self.round(&batch, &first)?;
            self.judge(&batch.project, &cases, before);
        }
        let rest: Vec<usize> = (0..batch.orders.len()).filter(|i| first.binary_search(i).is_err()).collect();
        self.round(&batch, &rest)?;
        self.settle()
    }

    /// A batch, a chunk at a time. Whether it went: what has to be looked at as a whole is not begun.
    fn portions(&mut self, organizations: usize, read: &dyn Fn(Chunk) -> Read) -> Result<bool, Halt> {
        let count = organizations.div_ceil(Chunk::SIZE);
        let mut surveys: Vec<Survey> = Vec::new();
        let (mut planned, mut ordered, mut to_make, mut orgs) = (0, 0, 0, 0);
        let (mut neighbours, mut extremes) = (Neighbours::default(), Extremes::default());
        let mut houses = proofread::Neighbours::default();
        let mut told = Told::default();
        for n in 0..count {
            let (project, found) = read(Chunk::nth(n));
            neighbours.add(&project);
            houses.add(&project);
            if neighbours.clash() || houses.clash() {
                return Ok(false);
            }
            let batch = self.batch(project, &found, planned)?;
            self.promise(&batch)?;
            extremes.look(&batch.project, batch.to_make().map(|(i, job)| (ordered + i, job)));
            to_make += batch.to_make().count();
            orgs += organizations_of(&batch);
            let kept = told.keep(&batch.orders, self.request).map_err(waits)?;
            let ways: Steps = batch.orders.into_iter().map(|order| order.way).collect();
            let before = (planned, ordered);
            (planned, ordered) = (planned + batch.planned, ordered + ways.len());
            surveys.push(Survey { before, ways, told: kept });
        }
        if planned == 0 || !neighbours.agree() || !houses.agree() {
            return Ok(false);
        }
        let again = |run: &mut Self, n: usize, survey: &Survey| run.again(read(Chunk::nth(n)), survey);
        self.begin(to_make)?;
        let mut hardest: Vec<usize> = Vec::new();
        if self.is_batch(orgs) {
            let cases = extremes.cases();
            hardest = cases.iter().map(|case| case.job).collect();
            let refused = self.reporter.refused.len();
            let mut seen: Vec<Case> = Vec::new();
            let mut rest = cases.into_iter().peekable();
            while let Some(n) = rest.peek().map(|case| surveys.partition_point(|s| s.before.1 <= case.job) - 1) {
                let batch = again(self, n, &surveys[n])?;
                let start = surveys[n].before.1;
                let here: Vec<StressCases> =
                    std::iter::from_fn(|| rest.next_if(|case| case.job < start + batch.orders.len())).collect();
                let queue: Vec<usize> = here.iter().map(|case| case.job - start).collect();
                self.round(&batch, &queue)?;
                seen.extend(here.into_iter().map(|case| (batch.orders[case.job - start].job.clone(), case)));
                if rest.peek().is_none() {
                    self.judge(&batch.project, &seen, refused);
                }
            }
        }
        for (n, survey) in surveys.into_iter().enumerate() {
            let batch = match &survey.told {
                Some(chunk) if self.allowed.is_empty() && !self.stop.load(Ordering::SeqCst) => {
                    survey.without_project(told.jobs(chunk).map_err(waits)?)
                }
                _ => again(self, n, &survey)?,
            };
            let is_done = |i: &usize| hardest.binary_search(&(survey.before.1 + i)).is_ok();
            let queue: Vec<usize> = (0..batch.orders.len()).filter(|i| !is_done(i)).collect();
            self.round(&batch, &queue)?;
        }
        self.settle()?;
        Ok(true)
    }

    /// Plans a project, says what is wrong, and decides what is to become of each job. `before`: how many jobs the
    /// chunks before it have.
    fn batch(&mut self, project: Project, read: &[Diagnostic], before: usize) -> Result<Batch, Halt> {
        self.name = project.name.as_ref().map(|n| n.value.clone());
        self.reporter.found(read, &project.sources);
        if let Err(diagnostic) = check_pattern(&project, self.request) {
            self.reporter.found(&[diagnostic], &project.sources);
            self.reporter.outcome.unusable |= self.request.plan.output.is_some();
            return Err(Halt::Request);
        }
        let (jobs, mut planned) = plan::plan(&project, &self.request.plan);
        if self.request.plan.output.is_none() {
            planned.extend(pattern::without_ending(&project.defaults.output.value, project.defaults.output.span));
        }
        planned.extend(words_of(&project, &jobs, &self.request.plan));
        let allowed = allow::apply(&project, &self.request.plan, &mut planned);
        self.reporter.found(&planned, &project.sources);
        if planned.iter().any(|d| d.is_error() && d.span.is_none()) {
            // The request itself is wrong: to make a part of it would be a guess.
            self.reporter.outcome.unusable = true;
            return Err(Halt::Request);
        }
        let planned_jobs = jobs.len();
        let jobs = chosen_after(before, &project, self.request, jobs);
        let affected = affected_jobs::affected(&project, read, &planned, &jobs);
        let stopped = |job: &Job| affected.get(&job.output).map(|why| OrderStep::Stopped(why.clone()));
        let request = self.request;
        let orders = self.orders(&project, jobs, |delivery, job, key| match stopped(job) {
            Some(stopped) => stopped,
            None if request.action == Action::Check => OrderStep::Make,
            None => way(delivery, job, key, request),
        })?;
        self.allowed.extend(allowed);
        Ok(Batch { project, planned: planned_jobs, orders })
    }

    /// A chunk that was planned before.
    fn again(&mut self, (project, _): Read, survey: &Survey) -> Result<Batch, Halt> {
        let (jobs, _) = plan::plan(&project, &self.request.plan);
        let planned = jobs.len();
        let jobs = chosen_after(survey.before.0, &project, self.request, jobs);
        if jobs.len() != survey.ways.len() {
            let message = "the project has changed while it was read";
            return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("build again").into());
        }
        let mut ways = survey.ways.each();
        let orders = self.orders(&project, jobs, |_, _, _| ways.next().cloned().unwrap_or(OrderStep::Refuse(None)))?;
        Ok(Batch { project, planned, orders })
    }

    fn orders(
        &mut self,
        project: &Project,
        jobs: Vec<Job>,
        mut way: impl FnMut(&Delivery, &Job, &str) -> OrderStep,
    ) -> Result<Vec<Order>, Halt> {
        let delivery = match &mut self.delivery {
            Some(delivery) => delivery,
            None => {
                let pattern = self.request.plan.pattern(&project.defaults.output.value);
                self.delivery.insert(Delivery::open(self.root, &pattern, self.request.shard, self.request.force)?)
            }
        };
        let keys = Keys::new(project);
        self.summary.read(keys.inputs());
        let orders = jobs.into_iter().map(|job| {
            let key = keys.of(&job);
            self.summary.asked(delivery, &job.output);
            Order { way: way(delivery, &job, &key), key, job, picture: None }
        });
        let mut orders: Vec<Order> = orders.collect();
        share::give_pictures(&mut orders, self.request);
        for order in orders.iter_mut().filter(|order| order.way == OrderStep::Keep) {
            if !share::is_said(delivery, order, self.request) {
                order.way = OrderStep::Make;
            }
        }
        Ok(orders)
    }

    /// The folder of products, which [`Run::orders`] has opened.
    fn delivery(&mut self) -> &mut Delivery {
        self.delivery.as_mut().expect("jobs are planned before anything is written")
    }

    fn promise(&mut self, batch: &Batch) -> Result<(), Halt> {
        if self.request.action == Action::Build {
            let jobs: Vec<&Job> = batch.to_make().map(|(_, job)| job).collect();
            self.delivery().promise(&jobs)?;
        }
        Ok(())
    }

    fn begin(&mut self, to_make: usize) -> Result<(), Halt> {
        if self.request.action == Action::Build && to_make > 0 {
            let name = self.name.clone();
            self.delivery().begin(name)?;
        }
        self.reporter.watch.begin(to_make);
        Ok(())
    }

    /// Whether the hardest organizations are made first.
    fn is_batch(&self, orgs: usize) -> bool {
        orgs > BATCH && self.request.action != Action::DryRun
    }

    fn round(&mut self, batch: &Batch, queue: &[usize]) -> Result<(), Halt> {
        let workers = Workers {
            project: &batch.project,
            request: self.request,
            delivery: self.delivery.as_ref().expect("jobs are planned before anything is made"),
            orders: &batch.orders,
            maker: self.maker,
            idle_caches: &self.idle_caches,
            stop: self.stop,
            halt: &self.halt,
            skipped_groups: &self.skipped_groups,
            allowed: &self.allowed,
        };
        Ok(workers.run(queue, &mut self.reporter, &mut self.summary)?)
    }

    /// What the stress cases have shown. `before`: how many products had been refused before them.
    fn judge(&mut self, project: &Project, cases: &[Case], before: usize) {
        let refused: BTreeSet<&str> = self.reporter.refused[before..].iter().map(String::as_str).collect();
        let (skipped_groups, found) = stress_cases::judge(cases, |job| refused.contains(job.output.as_str()));
        self.skipped_groups = skipped_groups;
        self.reporter.found(&found, &project.sources);
    }

    fn settle(&mut self) -> Result<(), Halt> {
        self.reporter.outcome.interrupted = self.stop.load(Ordering::SeqCst);
        if self.request.action != Action::Build {
            return Ok(());
        }
        let summary = std::mem::take(&mut self.summary);
        let everything = asks_for_everything(&self.request.plan) && !self.request.stress_cases;
        let name = self.name.take();
        let settled = self.delivery().settle(name, summary, everything)?;
        self.reporter.outcome.stale = settled.stale;
        let (gallery, site, force) = (self.request.gallery, self.request.site.clone(), self.request.force);
        if (gallery || site.is_some()) && !settled.empty {
            let path = self.delivery().write_index(site.as_deref(), force)?;
            self.reporter.outcome.gallery = Some(path);
        }
        Ok(())
    }
}

/// How many organizations something is to be made for.
fn organizations_of(batch: &Batch) -> usize {
    batch.to_make().map(|(_, job)| job.org.as_str()).collect::<BTreeSet<_>>().len()
}

/// Whether a batch can be made a chunk at a time: every organization has files of its own, and nothing names one.
fn fits(project: &Project, request: &BuildRequest) -> bool {
    let of_many = |choice: &OrgChoice| match choice {
        OrgChoice::All(_) | OrgChoice::Table(_) => true,
        OrgChoice::Named(_) => request.plan.given,
        OrgChoice::Only => false,
    };
    let pattern = request.plan.pattern(&project.defaults.output.value);
    let makes = project.makes.iter().all(|make| {
        of_many(&make.orgs)
            && make.gang.is_none()
            && make.events.is_none()
            && make.rows.is_none()
            && make.numbers.is_none()
            && make.quantities.is_empty()
    });
    makes
        && !request.stress_cases
        && !request.plan.events
        && request.plan.orgs.is_empty()
        && pattern.split('/').any(|part| part == "{org}")
}

/// The system's folder for files that wait does not do.
fn waits(error: std::io::Error) -> Diagnostic {
    deliver::refused("write", "a temporary file", &error)
}

fn check_pattern(project: &Project, request: &BuildRequest) -> Result<(), Diagnostic> {
    match &request.plan.output {
        Some(_) => pattern::check(&request.plan.pattern(&project.defaults.output.value), Span::NONE, true),
        None => pattern::check(&project.defaults.output.value, project.defaults.output.span, false),
    }
}

fn asks_for_everything(request: &plan::Request) -> bool {
    let plan::Request {
        names,
        contents,
        orgs,
        languages,
        purposes,
        theme: _,
        condition: _,
        standard: _,
        ink: _,
        accessibility: _,
        attach: _,
        output: _,
        as_of: _,
        today: _,
        allow_expired: _,
        given,
        events,
    } = request;
    !given && !events && names.is_empty() && contents.is_empty() && orgs.is_empty() && languages.is_empty() && purposes.is_empty()
}
