//! Products as they were last looked at: kept by the key of all they are made from, so that a change draws again only what
//! it changes.

use super::change::Told;
use super::facts::{FaceFacts, PageFacts, plain_name};
use super::makers::{Makers, Tools, locked};
use super::now::Now;
use crate::diag::{Diagnostic, Severity, checks};
use crate::engine::session::ExportError;
use crate::engine::session::{Eyes, inks, picture};
use crate::plan::Job;
use crate::product::{Depth, ScreenLook, look};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock};
use tokio::sync::broadcast;

/// How a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetState {
    Good,
    Warning,
    Draft,
    Refused,
}

/// What a product looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// A page a face.
    pub faces_pdf: Vec<u8>,
    /// The sheets as they are printed.
    pub pages_pdf: Option<Vec<u8>>,
    pub faces: Vec<FaceFacts>,
    /// Sides of the sheets.
    pub pages: Vec<PageFacts>,
    /// Changes with the pictures.
    pub hash: String,
    inks: OnceLock<Vec<String>>,
}

impl Shown {
    /// Its printing inks, the four of the process first.
    pub fn inks(&self) -> &[String] {
        self.inks.get_or_init(|| inks(&self.faces_pdf))
    }
}

/// One product as it was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    pub key: String,
    pub whole: bool,
    /// The last that could be drawn.
    pub shown: Option<Arc<Shown>>,
    /// What is shown is older than the words: they cannot be drawn.
    pub behind: bool,
    pub found: Arc<Vec<Diagnostic>>,
    pub state: SheetState,
}

/// Looks and pictures, the oldest forgotten first.
pub struct Looks {
    kept: Mutex<Kept>,
    makers: Makers,
    /// Where it is told that a sheet has been looked at, whoever asked for that.
    told: broadcast::Sender<Told>,
}

/// What stays known of a product whose look has been forgotten.
struct Known {
    key: String,
    state: SheetState,
    found: usize,
    blocks: Arc<BTreeSet<String>>,
}

/// What is in memory, and in which order it goes when that is too much.
#[derive(Default)]
struct Kept {
    looks: BTreeMap<String, Looked>,
    /// Outputs in the order they were looked at.
    order: VecDeque<String>,
    /// By output: kept for all, as they are small.
    known: BTreeMap<String, Known>,
    pictures: BTreeMap<PictureKey, Arc<Vec<u8>>>,
    picture_order: VecDeque<PictureKey>,
    picture_bytes: usize,
}

/// Which picture of which product.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PictureKey {
    /// Of what is shown.
    hash: String,
    imposed: bool,
    page: usize,
    dpi: u32,
    eyes: Eyes,
}

/// As many products as anybody has open, and the screen around them.
const MOST_LOOKS: usize = 80;
const MOST_PICTURE_BYTES: usize = 48 << 20;

impl Looks {
    /// With threads of its own; `told` tells the page what is ready.
    pub fn start(told: broadcast::Sender<Told>) -> Looks {
        Looks { kept: Mutex::default(), makers: Makers::start(), told }
    }

    /// The look of a product as it is now, or as deep as it is asked for.
    pub async fn of(self: &Arc<Looks>, now: &Arc<Now>, index: usize, depth: Depth) -> Option<Looked> {
        let job = now.reading.jobs.get(index)?;
        if let Some(kept) = self.kept_for(now, index, job, depth) {
            return Some(kept);
        }
        let (looks, now) = (Arc::clone(self), Arc::clone(now));
        self.makers.urgent(move |tools| looks.make(&now, index, depth, tools)).await.ok().flatten()
    }

    /// Has a product looked at when there is time, `soon` before all others.
    pub fn later(self: &Arc<Looks>, now: &Arc<Now>, index: usize, soon: bool) {
        let (looks, now) = (Arc::clone(self), Arc::clone(now));
        let work = move |tools: &mut Tools| {
            let Some(job) = now.reading.jobs.get(index) else { return };
            if looks.state(&job.output, &now.key(index)).is_none() {
                looks.make(&now, index, Depth::Whole, tools);
            }
        };
        if soon { self.makers.idle_first(work) } else { self.makers.idle(work) }
    }

    /// Work for somebody who waits, with the tools of a thread.
    pub fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tools) -> T + Send + 'static,
    ) -> tokio::sync::oneshot::Receiver<T> {
        self.makers.urgent(work)
    }

    /// Whether a product has ever been looked at: of all others no key is needed to know that nothing is known.
    pub fn has_seen(&self, output: &str) -> bool {
        locked(&self.kept).known.contains_key(output)
    }

    /// The blocks that stand on a product, as it was last looked at.
    pub fn blocks(&self, output: &str) -> Option<Arc<BTreeSet<String>>> {
        locked(&self.kept).known.get(output).map(|known| Arc::clone(&known.blocks))
    }

    /// How a product stands, and how much was found, where it was looked at since it last changed.
    pub fn state(&self, output: &str, key: &str) -> Option<(SheetState, usize)> {
        let kept = locked(&self.kept);
        kept.known.get(output).filter(|known| known.key == key).map(|known| (known.state, known.found))
    }

    fn kept_for(&self, now: &Now, index: usize, job: &Job, depth: Depth) -> Option<Looked> {
        let key = now.key(index);
        let kept = locked(&self.kept);
        kept.looks.get(&job.output).filter(|l| l.key == key && (l.whole || depth == Depth::Faces)).cloned()
    }

    fn make(&self, now: &Now, index: usize, depth: Depth, tools: &mut Tools) -> Option<Looked> {
        let job = now.reading.jobs.get(index)?;
        if let Some(kept) = self.kept_for(now, index, job, depth) {
            return Some(kept);
        }
        let project = &now.reading.project;
        let (look, mut found) = look(project, job, depth, tools.caches(project));
        found.splice(0..0, now.reading.about(job));
        let stopped = now.reading.stopped.contains(&job.output) || found.iter().any(Diagnostic::is_error);
        let state = match () {
            () if stopped => SheetState::Refused,
            () if now.reading.is_draft(job) || found.iter().any(|d| d.check == &checks::STARTER_TEXT) => SheetState::Draft,
            () if found.iter().any(|d| d.severity == Severity::Warning) => SheetState::Warning,
            () => SheetState::Good,
        };
        let behind = look.is_none();
        let shown = look.map(|look| Arc::new(shown(look, now, job)));
        let mut kept = locked(&self.kept);
        let before = kept.looks.get(&job.output).and_then(|before| before.shown.clone());
        let looked = Looked {
            key: now.key(index),
            whole: depth == Depth::Whole || behind,
            shown: shown.or(before),
            behind,
            found: Arc::new(found),
            state,
        };
        let is_new = looked.whole && kept.known.get(&job.output).is_none_or(|known| known.key != looked.key);
        kept.put(&job.output, looked.clone());
        drop(kept);
        if let Some(sheet) = now.sheets.iter().find(|sheet| is_new && sheet.jobs.contains(&index)) {
            // Nobody may be looking.
            let _ = self.told.send(Told::Looked(sheet.id.clone()));
        }
        Some(looked)
    }

    /// A picture of a page as PNG, drawn once.
    pub fn picture(&self, shown: &Shown, imposed: bool, page: usize, dpi: f64, eyes: Eyes) -> Result<Arc<Vec<u8>>, ExportError> {
        let key = PictureKey { hash: shown.hash.clone(), imposed, page, dpi: dpi.round() as u32, eyes };
        if let Some(there) = locked(&self.kept).pictures.get(&key) {
            return Ok(Arc::clone(there));
        }
        let pdf = if imposed { shown.pages_pdf.as_ref() } else { Some(&shown.faces_pdf) };
        let png = Arc::new(picture(pdf.ok_or(ExportError::NoPage)?, page, dpi, eyes)?);
        locked(&self.kept).put_picture(key, Arc::clone(&png));
        Ok(png)
    }
}

fn shown(look: ScreenLook, now: &Now, job: &Job) -> Shown {
    let format = now.reading.project.paper(&job.format, &job.language);
    let mut hash = blake3::Hasher::new();
    // The same words give the same bytes, however deep they were looked at.
    hash.update(&look.faces);
    Shown {
        faces: look.sheets.faces.iter().map(|face| FaceFacts::of(face, format.as_deref())).collect(),
        pages: PageFacts::all(&look.sheets),
        inks: OnceLock::new(),
        hash: hash.finalize().to_hex()[..16].to_string(),
        faces_pdf: look.faces,
        pages_pdf: look.pages,
    }
}

impl Kept {
    fn put(&mut self, output: &str, looked: Looked) {
        if !looked.whole && self.looks.get(output).is_some_and(|kept| kept.whole && kept.key == looked.key) {
            return;
        }
        if looked.whole {
            let found = looked.found.iter().filter(|d| d.severity != Severity::Note).count();
            let faces = looked.shown.iter().flat_map(|shown| &shown.faces);
            let blocks = Arc::new(faces.flat_map(|face| &face.areas).map(|area| plain_name(&area.block)).collect());
            let known = Known { key: looked.key.clone(), state: looked.state, found, blocks };
            self.known.insert(output.to_string(), known);
        }
        self.order.retain(|kept| kept != output);
        self.order.push_back(output.to_string());
        self.looks.insert(output.to_string(), looked);
        while self.order.len() > MOST_LOOKS
            && let Some(oldest) = self.order.pop_front()
        {
            self.looks.remove(&oldest);
        }
    }

    fn put_picture(&mut self, key: PictureKey, png: Arc<Vec<u8>>) {
        self.picture_bytes += png.len();
        if self.pictures.insert(key.clone(), png).is_none() {
            self.picture_order.push_back(key);
        }
        while self.picture_bytes > MOST_PICTURE_BYTES
            && let Some(oldest) = self.picture_order.pop_front()
        {
            self.picture_bytes -= self.pictures.remove(&oldest).map_or(0, |png| png.len());
        }
    }
}
