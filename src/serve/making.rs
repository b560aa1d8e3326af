//! Sheets made into files, as `handbill build` makes them, while the page looks on.

use super::makers::locked;
use super::studio::{Studio, Told};
use crate::diag::{Diagnostic, Sources};
use crate::engine::{Action, BuildRequest, Fate, Product, Watch, pack};
use crate::model::Purpose;
use crate::plan::{Job, Request};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What is being made, or was made last.
#[derive(Default)]
pub struct Making {
    progress: Mutex<Progress>,
    stop: AtomicBool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub running: bool,
    /// Something was made since the page was opened.
    pub begun: bool,
    pub total: usize,
    pub rows: Vec<Row>,
    /// Why nothing could be made at all.
    pub unusable: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub job: Job,
    pub fate: Fate,
    pub bytes: usize,
    pub warnings: usize,
    /// The first thing that stopped it.
    pub why: Option<String>,
}

impl Making {
    pub fn progress(&self) -> Progress {
        locked(&self.progress).clone()
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// Begins to make what a request asks for. Nothing happens while something is being made.
pub fn begin(studio: &Arc<Studio>, plan: Request) -> bool {
    {
        let mut progress = locked(&studio.making.progress);
        if progress.running {
            return false;
        }
        *progress = Progress { running: true, begun: true, ..Progress::default() };
    }
    studio.making.stop.store(false, Ordering::SeqCst);
    let studio = Arc::clone(studio);
    std::thread::spawn(move || {
        let request = BuildRequest {
            plan,
            action: Action::Build,
            png: None,
            gallery: false,
            words: crate::engine::WordFiles::default(),
            force: false,
            strict: false,
            fail_fast: false,
            threads: None,
            shard: None,
            stress_cases: false,
        };
        let mut teller = Teller { studio: &studio, why: BTreeMap::new(), general: None };
        let outcome = studio.session.build(&request, &studio.making.stop, &mut teller);
        let general = teller.general.take();
        let mut progress = locked(&studio.making.progress);
        progress.running = false;
        progress.unusable = general.filter(|_| outcome.unusable || progress.rows.is_empty());
        drop(progress);
        studio.tell(Told::MadeAll);
    });
    true
}

struct Teller<'s> {
    studio: &'s Studio,
    /// By content, organization, language, format and purpose.
    why: BTreeMap<String, String>,
    general: Option<String>,
}

fn name(parts: [&str; 5]) -> String {
    parts.join("\0")
}

impl Watch for Teller<'_> {
    fn found(&mut self, diagnostic: &Diagnostic, _: &Sources) {
        if !diagnostic.is_error() {
            return;
        }
        match &diagnostic.about {
            Some(about) => {
                let key = name([&about.content, &about.org, &about.language, &about.format, &about.purpose]);
                self.why.entry(key).or_insert_with(|| diagnostic.message.clone());
            }
            None => drop(self.general.get_or_insert_with(|| diagnostic.message.clone())),
        }
    }

    fn begin(&mut self, products: usize) {
        locked(&self.studio.making.progress).total = products;
        self.studio.tell(Told::Made);
    }

    fn done(&mut self, product: &Product) {
        let job = &product.job;
        let key = name([&job.content, &job.org, &job.language, &job.format, job.purpose.name()]);
        let why = self.why.get(&key).or(self.general.as_ref()).filter(|_| product.fate == Fate::Refused).cloned();
        let path = self.studio.session.world.root().join(&job.output);
        let bytes = match product.fate {
            Fate::Made | Fate::Unchanged => crate::world::disk::size(&path),
            Fate::Refused | Fate::WouldMake | Fate::Passed | Fate::NotReached => None,
        };
        let warnings = product.output.as_ref().map_or(0, |output| output.warnings.len());
        let row = Row { job: job.clone(), fate: product.fate, bytes: bytes.unwrap_or(0) as usize, warnings, why };
        locked(&self.studio.making.progress).rows.push(row);
        self.studio.tell(Told::Made);
    }
}

/// The printer's package of everything that the last run has made for the press.
///
/// # Errors
/// Why there is none.
pub fn package(studio: &Studio) -> Result<Vec<u8>, String> {
    let (jobs, _) = for_press(studio);
    if jobs.is_empty() {
        return Err("nothing has been made for the print shop".to_string());
    }
    let now = studio.now();
    let project = &now.reading.project;
    let packed = pack::pack(&studio.session.world, project, &project.defaults.output.value, &jobs);
    packed.map(|packed| packed.bytes).map_err(|wrong| wrong.into_iter().map(|d| d.message).collect::<Vec<_>>().join("; "))
}

/// What the last run has made for the press, and how many sheets it has not.
pub fn for_press(studio: &Studio) -> (Vec<Job>, usize) {
    let rows = studio.making.progress().rows.into_iter().filter(|row| row.job.purpose == Purpose::Press);
    let (good, left): (Vec<Row>, Vec<Row>) = rows.partition(|row| matches!(row.fate, Fate::Made | Fate::Unchanged));
    (good.into_iter().map(|row| row.job).collect(), left.len())
}
