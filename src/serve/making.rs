//! Sheets made into files, as `handbill build` makes them, while the page looks on.

use super::change::Told;
use super::progress::{Progress, Row};
use super::studio::Studio;
use crate::diag::{Diagnostic, Sources, checks};
use crate::engine::{Action, BuildRequest, Fate, Product, Watch, pack};
use crate::model::Purpose;
use crate::plan::{Job, Request};
use crate::world::Stopwatch;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Begins to make what a request asks for. Nothing happens while something is being made.
pub fn begin(studio: &Arc<Studio>, plan: Request) -> bool {
    {
        let mut progress = studio.making.held();
        if progress.running {
            return false;
        }
        *progress = Progress { running: true, begun: true, since: Some(Stopwatch::start()), ..Progress::default() };
    }
    studio.making.go();
    let studio = Arc::clone(studio);
    std::thread::spawn(move || {
        let request = BuildRequest::of(plan, Action::Build);
        let mut teller = Teller { studio: &studio, general: None, made_up: BTreeSet::new() };
        let outcome = studio.session.build(&request, studio.making.stopped(), &mut teller);
        let general = teller.general.take();
        let mut progress = studio.making.held();
        progress.running = false;
        progress.unusable = general.filter(|_| outcome.unusable || progress.rows.is_empty());
        drop(progress);
        studio.tell(Told::MadeAll);
    });
    true
}

/// Tells the page how a run goes.
struct Teller<'s> {
    studio: &'s Studio,
    /// The first mistake that is about no product alone.
    general: Option<String>,
    /// What was said of words that a starter has made up.
    made_up: BTreeSet<String>,
}

impl Watch for Teller<'_> {
    fn found(&mut self, diagnostic: &Diagnostic, _: &Sources) {
        if diagnostic.is_error() && diagnostic.about.is_none() {
            self.general.get_or_insert_with(|| diagnostic.message.clone());
        }
        if diagnostic.check == &checks::STARTER_TEXT {
            self.made_up.insert(diagnostic.message.clone());
        }
    }

    fn begin(&mut self, products: usize) {
        self.studio.making.held().total = products;
        self.studio.tell(Told::Made);
    }

    fn done(&mut self, product: &Product) {
        let job = &product.job;
        let why = product.why.as_ref().or(self.general.as_ref()).filter(|_| product.fate == Fate::Refused).cloned();
        let path = self.studio.session.world.root().join(&job.output);
        let bytes = match product.fate {
            Fate::Made | Fate::Unchanged => crate::world::disk::size(&path),
            Fate::Refused | Fate::WouldMake | Fate::Passed | Fate::NotReached => None,
        };
        let warnings = product.output.as_ref().map_or(0, |output| output.warnings.len());
        let is_made_up = why.as_ref().is_some_and(|why| self.made_up.contains(why));
        let row = Row { job: job.clone(), fate: product.fate, bytes: bytes.unwrap_or(0) as usize, warnings, why, is_made_up };
        self.studio.making.held().rows.push(row);
        self.studio.tell(Told::Made);
    }
}

/// Why there is no package for the printer.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error("nothing has been made for the print shop")]
    NothingMade,
    #[error("{}", .0.iter().map(|found| found.message.as_str()).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Diagnostic>),
}

/// The printer's package of everything that the last run has made for the press.
///
/// # Errors
/// Why there is none.
pub fn package(studio: &Studio) -> Result<Vec<u8>, PackageError> {
    let (jobs, _) = for_press(studio);
    if jobs.is_empty() {
        return Err(PackageError::NothingMade);
    }
    let now = studio.now();
    let project = &now.reading.project;
    let packed = pack::pack(&studio.session.world, project, &project.defaults.output.value, &jobs);
    packed.map(|packed| packed.bytes).map_err(PackageError::Refused)
}

/// What the last run has made for the press, and what it has not.
pub fn for_press(studio: &Studio) -> (Vec<Job>, Vec<Job>) {
    let rows = studio.making.progress().rows.into_iter().filter(|row| row.job.purpose == Purpose::Press);
    let (good, left): (Vec<Row>, Vec<Row>) = rows.partition(|row| matches!(row.fate, Fate::Made | Fate::Unchanged));
    let jobs = |rows: Vec<Row>| rows.into_iter().map(|row| row.job).collect();
    (jobs(good), jobs(left))
}
