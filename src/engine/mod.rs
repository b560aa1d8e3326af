//! From a request to finished files: the road of [`product`](crate::product) walked for every product, in parallel, each file written
//! as soon as it is made.
//!
//! - `batch`: one run over all organizations, in chunks where there are many;
//! - `workers`: orders made and written, on threads;
//! - `reporter`: what is told, and nothing twice;
//! - `starter`: small projects to begin with;
//! - `stress_cases`: the jobs that ask most of a theme, made first;
//! - `allow`: findings that the project lets be, as notes and for the manifest;
//! - `affected_jobs`: which products a mistake in a file stops;
//! - `diff`: two builds held against each other;
//! - `since`: a project as a revision of its repository has it, and as it is, both built;
//! - `drawing`: formats, schemes and the test sheet as drawings;
//! - `session`: a project held in memory and read again, for a page that shows it while it is changed;
//! - `single`: a QR code without a sheet;
//! - `inspect`: a finished PDF looked at;
//! - `translation_status`: how far the translations are;
//! - `built`: what was made, opened again and held against its manifest;
//! - `law`, `law_page`: products held against a posting law, and the report as a page;
//! - `impact`: which made sheets carry a thing;
//! - `review`: what has to be looked at again, and the next date;
//! - `pack`, `ticket`: what goes to the print shop, and what it must know;
//! - `outcome`: what came of it, and the exit code;
//! - `table_preview`: a table of organizations looked at before it is taken in;
//! - `tally`: what was found, by check;
//! - `told`: jobs of which nothing has to be made, until they are told;
//! - `theme_sheet`: a theme on one sheet, with what asks most of it.
//!
//! Results are told in the order of the jobs, whatever the number of threads.

mod affected_jobs;
mod allow;
mod batch;
pub mod built;
mod canvas;
pub mod diff;
pub mod drawing;
pub mod impact;
pub mod inspect;
pub mod law;
pub mod law_page;
mod order;
mod outcome;
pub mod pack;
pub mod proof;
mod read_through;
mod reporter;
pub mod review;
pub mod session;
mod share;
pub mod since;
mod single;
pub mod starter;
pub mod stress_cases;
pub mod table_preview;
mod tally;
pub mod theme_sheet;
mod ticket;
mod told;
pub mod translation_status;
mod workers;

use crate::deliver::shard::Shard;
use crate::diag::{Diagnostic, Sources};
pub use crate::export::words::WordFiles;
use crate::model::Project;
use crate::plan::{self, Job};
use crate::syntax::Chunk;
use std::path::Path;
use std::sync::atomic::AtomicBool;

pub use crate::product::{Made, WorkerCaches, make};
pub use outcome::{Fate, Outcome, Product, many};
pub use single::{Single, SingleOrder};
pub use tally::{Group, Tally};

/// What to do with the jobs of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildRequest {
    /// Which products: everything, or some by name.
    pub plan: plan::Request,
    /// Make, say what would be made, or only check.
    pub action: Action,
    /// A PNG of every page at this resolution, beside the PDF.
    pub png: Option<u32>,
    /// A contact sheet of everything in the folder of products.
    pub gallery: bool,
    /// A web site of everything for screens: where it will be found, empty where nobody has said.
    pub site: Option<String>,
    /// The words of each product beside it, as a web page and as plain text.
    pub words: WordFiles,
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
    pub stress_cases: bool,
}

impl BuildRequest {
    /// The products alone, on all cores, and nothing that is there made again.
    pub fn of(plan: plan::Request, action: Action) -> BuildRequest {
        BuildRequest {
            plan,
            action,
            png: None,
            gallery: false,
            site: None,
            words: WordFiles::default(),
            force: false,
            strict: false,
            fail_fast: false,
            threads: None,
            shard: None,
            stress_cases: false,
        }
    }
}

/// How far to go.
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
    fn found(&mut self, diagnostic: &Diagnostic, sources: &Sources);
    /// How many products are to be made now.
    fn begin(&mut self, products: usize);
    /// One product is done with, in the order of the jobs.
    fn done(&mut self, product: &Product);
}

/// A project as it was read, and what reading it has found.
pub type Read = (Project, Vec<Diagnostic>);

/// Makes one job with the tools of a thread.
type Maker<'m> = &'m (dyn Fn(&Project, &Job, &mut Option<WorkerCaches>) -> Made + Sync);

/// Plans and makes everything a request asks for. `first` is the project as [`Chunk::FIRST`], and `read` reads
/// others; `root` is the project's folder. `stop` may be set at any time and ends the run after the
/// files in hand.
pub fn build(
    first: Read,
    read: &dyn Fn(Chunk) -> Read,
    root: &Path,
    request: &BuildRequest,
    stop: &AtomicBool,
    watch: &mut dyn Watch,
) -> Outcome {
    let maker = |project: &Project, job: &Job, caches: &mut Option<WorkerCaches>| {
        make(project, job, caches.get_or_insert_with(|| WorkerCaches::new(project, request.png).with_words(request.words)))
    };
    batch::build((first, read), root, request, stop, watch, &maker)
}

/// The jobs of this run, of all that the request plans.
pub fn chosen(project: &Project, request: &BuildRequest, jobs: Vec<Job>) -> Vec<Job> {
    chosen_after(0, project, request, jobs)
}

/// The same where other chunks of the organizations had so many jobs before.
fn chosen_after(before: usize, project: &Project, request: &BuildRequest, mut jobs: Vec<Job>) -> Vec<Job> {
    if let Some(shard) = request.shard {
        let mut number = before;
        jobs.retain(|_| {
            number += 1;
            shard.has(number - 1)
        });
    }
    if request.stress_cases {
        let stress_cases = stress_cases::of(project, &jobs.iter().collect::<Vec<_>>());
        let mut number = 0;
        jobs.retain(|_| {
            number += 1;
            stress_cases.iter().any(|w| w.job == number - 1)
        });
    }
    jobs
}

#[cfg(test)]
mod tests;
