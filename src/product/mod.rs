//! The road of one product, from its words to finished bytes: each stage is a plain function that takes the product and
//! what the stage before it has made, and this page calls them in order. `build`, `check`, `dump`, proofs, benches and
//! tests all walk it.
//!
//! ```
//! use handbill::product::{WorkerCaches, make};
//! use handbill::{plan, syntax, world};
//!
//! let words = "title = 'Pay day'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Soup at six'\n";
//! let order = "[project]\nname = 'Soup'\n[[make]]\ncontent = 'soup'\nformats = ['sticker-3x5']\norgs = 'all'\n";
//! let files = [("handbill.toml", order), ("content/soup.toml", words), ("content/orgs/kitchen.toml", "name = 'Kitchen'")];
//! let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
//! let (project, found) = syntax::read(&world::World::memory(files.into()), &syntax::Wanted::Made);
//! assert_eq!(found, []);
//! let (jobs, _) = plan::plan(&project, &plan::Request::everything("2026-11-28".parse().unwrap()));
//! let made = make(&project, &jobs[0], &mut WorkerCaches::new(&project, None));
//! assert!(made.pdf().is_some());
//! ```
//!
//! - `attempt`: one way to make it; `attempts`: `compose` and `layout`, with a place for what an organization has to state;
//!   `together`: events and lists that belong together in one place; `variants`: in the layouts that leave the best pages;
//!   `same_sheet`: whether two of them come to the same sheet;
//! - `finish`: faces made fit for their purpose;
//! - `sheets`: `impose` and `preflight`;
//! - `verify`: the finished bytes looked at again;
//! - `slug`: what stands round the trim of press sheets; `revision`: which state of the words it is;
//! - `attached`: files that lie in a file for screens; `calendar`: the one of its events;
//! - `floors`: how small the policy of its readers lets a number be;
//! - `carries`, `facts`: what the manifest says of it;
//! - `large_print`: the words of a product once more, large;
//! - `dump`: the value of one stage as text;
//! - `look`: a product on screen, while it is worked on;
//! - `caches`: what a thread keeps between products.

mod attached;
mod attempt;
mod attempts;
mod caches;
pub(crate) mod calendar;
mod carries;
mod dump;
mod facts;
mod finish;
mod floors;
mod large_print;
mod look;
mod revision;
mod same_sheet;
mod sheets;
pub(crate) mod slug;
mod together;
mod unplaced;
mod variants;
mod verify;

use crate::bind::{Product, bind};
use crate::check::readback;
use crate::color::Profile;
use crate::deliver::manifest::{Omission, PageFacts};
use crate::deliver::{Artifact, ArtifactKind};
use crate::diag::{About, Diagnostic, Span, checks};
use crate::display::{Face, Sheets};
use crate::document::Document;
use crate::export::pdf::{self, Target, Written};
use crate::export::{png, words};
use crate::impose::{GangItem, GangRun};
use crate::model::Project;
use crate::plan::Job;
use std::collections::BTreeSet;

pub use crate::compose::{Account, LeftOut, OneSide, Why};
pub use crate::resolve::resolve;
pub use attempt::Laid;
pub use caches::WorkerCaches;
pub use dump::{Stage, dump};
pub use finish::finish;
pub use look::{Depth, ScreenLook, look};
pub use sheets::{impose, preflight};
pub use variants::compose_and_lay_out;
pub use verify::verify;

/// One product, or the reasons why there is none.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Made {
    /// Everything found on the way, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// Its PDF and what goes beside it, in the order in which they are written; nothing where something is wrong.
    pub artifacts: Vec<Artifact>,
    /// How often its sheets are printed for the quantity ordered.
    pub runs: Option<u32>,
    /// Of its sheets, in the order of the file; what the manifest says of them.
    pub pages: Vec<PageFacts>,
    /// PostScript names, sorted.
    pub fonts: Vec<String>,
    /// What its faces carry: blocks, pictures, what words take from other blocks; sorted.
    pub carries: Vec<String>,
    /// What they do without on purpose.
    pub left_out: Vec<Omission>,
    /// Its format has a back, and it is printed without.
    pub one_side: bool,
}

impl Made {
    /// The PDF; none where something is wrong.
    pub fn pdf(&self) -> Option<&[u8]> {
        let sheets = self.artifacts.iter().find(|artifact| artifact.kind == ArtifactKind::Sheets);
        sheets.map(|artifact| artifact.bytes.as_slice())
    }
}

/// Makes one product. Everything found is in [`Made::diagnostics`]; with an error there is no PDF.
pub fn make(project: &Project, job: &Job, caches: &mut WorkerCaches) -> Made {
    let mut found = Found::of(job);
    match walk(project, job, caches, &mut found) {
        Some(made) => Made { diagnostics: found.diagnostics, ..made },
        None => Made { diagnostics: found.diagnostics, ..Made::default() },
    }
}

/// The road itself; nothing where something on it is wrong.
fn walk(project: &Project, job: &Job, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<Made> {
    let product = found.all(bind(project, job))?;
    let sheets = on_sheets(&product, caches, found)?;
    found.keep(((), preflight(&product, &sheets, caches)));
    found.clean()?;
    let written = found.keep(export(&product, &sheets, caches))?;
    found.keep(((), verify(&product, &sheets, &written, caches)));
    found.clean()?;
    let words = found.keep(word_files(&product, &sheets, caches));
    found.clean()?;
    let pictures = found.keep(pictures(&written.bytes, &product, &sheets, caches.png));
    let calendar = calendar::of(project, job).map(|words| Artifact { kind: ArtifactKind::Calendar, bytes: words.into_bytes() });
    let pdf = Artifact { kind: ArtifactKind::Sheets, bytes: written.bytes };
    Some(Made {
        runs: sheets.meta.runs,
        pages: sheets.pages.iter().map(|page| facts::page(page, &sheets.faces)).collect(),
        fonts: written.fonts,
        carries: carries::carries(&product, &sheets.faces, caches),
        left_out: std::mem::take(&mut found.left_out).into_iter().collect(),
        one_side: found.one_side,
        artifacts: std::iter::once(pdf).chain(pictures).chain(words).chain(calendar).collect(),
        diagnostics: Vec::new(),
    })
}

/// Its words without the paper, as far as they are wanted.
fn word_files(product: &Product<'_>, sheets: &Sheets, caches: &mut WorkerCaches) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let artifact = |(ending, bytes)| Artifact { kind: ArtifactKind::Words(ending), bytes };
    let mut files: Vec<Artifact> = words::files(sheets, caches.words).into_iter().map(artifact).collect();
    if !caches.words.large_print {
        return (files, Vec::new());
    }
    match large_print::pdf(product, sheets, &mut caches.typesetter, &mut caches.pdf) {
        Ok(pdf) => {
            files.push(artifact((words::LARGE_PRINT, pdf)));
            (files, Vec::new())
        }
        Err(found) => (files, found),
    }
}

/// The words and the finished faces of one product, and what was found on the way to them.
pub fn faces(product: &Product<'_>, caches: &mut WorkerCaches) -> (Option<(Document, Vec<Face>)>, Vec<Diagnostic>) {
    let mut found = Found::of(&product.job);
    let made = faces_of(product, caches, &mut found);
    (made, found.diagnostics)
}

/// The words and the finished faces of one product: `resolve`, `compose`, `layout`, `finish`.
fn faces_of(product: &Product<'_>, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<(Document, Vec<Face>)> {
    found.keep(((), caches.warm_up(product)));
    let document = found.keep(resolve(product));
    found.clean()?;
    let document = document?;
    let laid = found.keep(compose_and_lay_out(product, &document, caches));
    found.clean()?;
    found.left_out.extend(laid.account.left_out.iter().map(omission));
    found.one_side = laid.account.one_side.is_some();
    let faces = found.keep(finish(product, laid.faces, caches));
    found.keep(((), floors::small_numbers(product, &faces)));
    Some((document, faces))
}

/// As far as `impose`: one product, or those of several organizations that share their sheets.
fn on_sheets(product: &Product<'_>, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<Sheets> {
    let Some(shared) = &product.job.gang else {
        let (document, faces) = faces_of(product, caches, found)?;
        return found.keep(impose(product, &document, GangRun::of(faces, product.job.quantity), caches));
    };
    let mut items = Vec::new();
    let mut first = None;
    for share in &shared.shares {
        let Some(alone) = product.of_share(share) else { continue };
        let mut own = Found::of(&alone.job);
        let made = faces_of(&alone, caches, &mut own);
        found.diagnostics.extend(own.diagnostics);
        found.left_out.append(&mut own.left_out);
        found.one_side |= own.one_side;
        if let Some((document, faces)) = made {
            first.get_or_insert(document);
            items.push(GangItem { faces, copies: Some(share.copies) });
        }
    }
    // A sheet that others wait for is not printed with a gap in it.
    found.clean()?;
    let run = GangRun { items, order: shared.how.order, fill: shared.how.fill };
    found.keep(impose(product, &first?, run, caches))
}

/// Sheets as PDF bytes.
pub fn export(product: &Product<'_>, sheets: &Sheets, caches: &mut WorkerCaches) -> (Option<Written>, Vec<Diagnostic>) {
    let job = &product.job;
    let intent = caches.press.get(&job.condition).filter(|_| product.condition.is_some()).map(|p| p.intent.clone());
    let attached = if job.screen.attach { attached::files(product) } else { Vec::new() };
    let accessibility = job.screen.accessibility;
    let target = Target { purpose: job.purpose, intent, standard: job.standard, accessibility, attached };
    match pdf::write_among(sheets, &target, &mut caches.pdf) {
        Ok(written) => (Some(written), Vec::new()),
        Err(refusals) => {
            let reported = refusals.into_iter().map(|r| Diagnostic::error(&checks::BACK_END, r.origin, r.message));
            (None, reported.collect())
        }
    }
}

/// A product for a proof: its sheets and its bytes, also where preflight has found mistakes.
pub(crate) struct Proofable {
    pub sheets: Sheets,
    pub pdf: Vec<u8>,
    pub profile: Option<Profile>,
}

/// The same road without stopping at what preflight finds, and everything found.
pub(crate) fn proofable(project: &Project, job: &Job, caches: &mut WorkerCaches) -> (Option<Proofable>, Vec<Diagnostic>) {
    let mut found = Found::of(job);
    let made = found.all(bind(project, job)).and_then(|product| {
        let sheets = on_sheets(&product, caches, &mut found)?;
        found.keep(((), preflight(&product, &sheets, caches)));
        let written = found.keep(export(&product, &sheets, caches))?;
        let profile = caches.profile(&product).cloned();
        found.keep(((), readback::codes(&sheets, &written.bytes, profile.as_ref())));
        Some(Proofable { sheets, pdf: written.bytes, profile })
    });
    (made, found.diagnostics)
}

/// As the manifest has it.
fn omission(left: &LeftOut) -> Omission {
    Omission { block: left.block.to_string(), part: left.part.clone(), why: left.why.name().to_string() }
}

/// The account of one product: which of its blocks stand on it, and which do not; of sheets that several rows or organizations
/// share, what became of each block on any of their copies. `None` where it cannot be made.
pub fn account(project: &Project, job: &Job, caches: &mut WorkerCaches) -> (Option<Account>, Vec<Diagnostic>) {
    let mut found = Found::of(job);
    let account = found.all(bind(project, job)).and_then(|product| {
        let Some(shared) = &product.job.gang else { return account_of(&product, caches, &mut found) };
        let copies = shared.shares.iter().filter_map(|share| product.of_share(share));
        copies.map(|copy| account_of(&copy, caches, &mut found)).reduce(|all, own| Some(all?.joined(own?)))?
    });
    (account, found.diagnostics)
}

fn account_of(product: &Product<'_>, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<Account> {
    found.keep(((), caches.warm_up(product)));
    let document = found.keep(resolve(product))?;
    Some(found.keep(compose_and_lay_out(product, &document, caches)).account)
}

/// Dots an inch of pictures. A format of pixels has its own where the sheet is its trim.
fn dots(product: &Product<'_>, sheets: &Sheets, asked: u32) -> f64 {
    let format = &product.format;
    let whole = sheets.pages.iter().all(|page| page.sheet == format.trim);
    let own = format.pixels.filter(|_| whole).map(|(width, _)| f64::from(width) / format.trim.width.to_inches());
    own.unwrap_or(f64::from(asked))
}

/// A PNG a page, where they are wanted.
fn pictures(pdf: &[u8], product: &Product<'_>, sheets: &Sheets, asked: Option<u32>) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let Some(dpi) = asked else { return (Vec::new(), Vec::new()) };
    match png::render(pdf, dots(product, sheets, dpi)) {
        Ok(pages) => {
            let artifact = |(page, bytes)| Artifact { kind: ArtifactKind::Picture { page, dpi }, bytes };
            (pages.into_iter().enumerate().map(artifact).collect(), Vec::new())
        }
        Err(why) => (Vec::new(), vec![Diagnostic::error(&checks::BACK_END, Span::NONE, why.to_string())]),
    }
}

/// What was found on the road of one job, each with the product it is about.
struct Found<'a> {
    job: &'a Job,
    diagnostics: Vec<Diagnostic>,
    /// What its faces do without.
    left_out: BTreeSet<Omission>,
    one_side: bool,
}

impl<'a> Found<'a> {
    fn of(job: &'a Job) -> Found<'a> {
        Found { job, diagnostics: Vec::new(), left_out: BTreeSet::new(), one_side: false }
    }

    /// Nothing where something found so far stops the product.
    fn clean(&self) -> Option<()> {
        (!self.diagnostics.iter().any(Diagnostic::is_error)).then_some(())
    }

    /// A value, or what stands in its way.
    fn all<T>(&mut self, made: Result<T, Vec<Diagnostic>>) -> Option<T> {
        match made {
            Ok(value) => Some(value),
            Err(found) => self.keep((None, found)),
        }
    }

    /// Takes the diagnostics of a stage and passes on its value.
    fn keep<T>(&mut self, (value, found): (T, Vec<Diagnostic>)) -> T {
        let job = self.job;
        self.diagnostics.extend(found.into_iter().map(|mut diagnostic| {
            let place = diagnostic.about.take().and_then(|about| about.place);
            diagnostic.about(About {
                content: job.content.clone(),
                org: job.org.clone(),
                language: job.language.clone(),
                format: job.format.clone(),
                purpose: job.purpose.name().to_string(),
                place,
            })
        }));
        value
    }
}
