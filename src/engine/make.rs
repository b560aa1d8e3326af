//! One job's road from `resolve` to bytes: plain calls in order, on this page.

use super::facts;
use crate::compose::{Artboard, Bench, Inks, PictureShelf, compose};
use crate::deliver::manifest::PageFacts;
use crate::diag::{About, Diagnostic, checks};
use crate::display::{Face, Meta, Sheets};
use crate::document::Document;
use crate::export::pdf::{self, Target, Written};
use crate::impose::{Imposition, impose};
use crate::layout::lay_out;
use crate::model::Project;
use crate::plan::Job;
use crate::resolve::resolve;
use crate::text::Typesetter;

/// What one thread keeps between jobs: paragraphs it has shaped, pictures it has decoded.
pub struct Shop {
    typesetter: Typesetter,
    pictures: PictureShelf,
    png: Option<u32>,
}

impl Shop {
    pub fn new(project: &Project, png: Option<u32>) -> Shop {
        Shop { typesetter: Typesetter::new(&project.fonts), pictures: PictureShelf::default(), png }
    }
}

/// One product, or the reasons why there is none.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Made {
    pub diagnostics: Vec<Diagnostic>,
    pub pdf: Option<Vec<u8>>,
    /// A PNG a page.
    pub previews: Vec<Vec<u8>>,
    pub pages: Vec<PageFacts>,
    /// PostScript names, sorted.
    pub fonts: Vec<String>,
}

/// Makes one product. Everything found is in [`Made::diagnostics`]; with an error there is no PDF.
pub fn make(project: &Project, job: &Job, shop: &mut Shop) -> Made {
    let mut found = Found { job, diagnostics: Vec::new() };
    let document = found.keep(resolve(project, job));
    let composed = document.as_ref().map(|document| composed(project, job, document, shop));
    let artboards = composed.map(|composed| found.keep(composed)).unwrap_or_default();
    let faces = found.keep(laid_out(&artboards, shop));
    let sheets = found.keep(imposed(project, job, document.as_ref(), faces));
    let Some(sheets) = sheets.filter(|_| found.nothing_wrong()) else {
        return Made { diagnostics: found.diagnostics, ..Made::default() };
    };
    let written = found.keep(written(job, &sheets));
    let (pdf, fonts) = written.map(|w| (w.bytes, w.fonts)).unzip();
    Made {
        diagnostics: found.diagnostics,
        pdf,
        previews: Vec::new(),
        pages: sheets.pages.iter().map(|page| facts::page(page, &sheets.faces)).collect(),
        fonts: fonts.unwrap_or_default(),
    }
}

/// The stages of one job whose values can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Resolve,
    Compose,
    Layout,
    Impose,
}

/// The value of a stage as text, and what was found on the way to it.
pub fn dump(project: &Project, job: &Job, shop: &mut Shop, stage: Stage) -> (String, Vec<Diagnostic>) {
    let mut found = Found { job, diagnostics: Vec::new() };
    let document = found.keep(resolve(project, job));
    if stage == Stage::Resolve {
        return (format!("{document:#?}"), found.diagnostics);
    }
    let composed = document.as_ref().map(|document| composed(project, job, document, shop));
    let artboards = composed.map(|composed| found.keep(composed)).unwrap_or_default();
    if stage == Stage::Compose {
        return (format!("{artboards:#?}"), found.diagnostics);
    }
    let faces = found.keep(laid_out(&artboards, shop));
    if stage == Stage::Layout {
        return (format!("{faces:#?}"), found.diagnostics);
    }
    let sheets = found.keep(imposed(project, job, document.as_ref(), faces));
    (format!("{sheets:#?}"), found.diagnostics)
}

fn composed(project: &Project, job: &Job, document: &Document, shop: &mut Shop) -> (Vec<Artboard>, Vec<Diagnostic>) {
    let inks = Inks { purpose: job.purpose, profile: None };
    let mut bench = Bench { project, inks, pictures: &mut shop.pictures, fonts: &shop.typesetter };
    compose(document, job, &mut bench)
}

/// All faces, or as many as could be laid out.
fn laid_out(artboards: &[Artboard], shop: &mut Shop) -> (Vec<Face>, Vec<Diagnostic>) {
    let mut faces = Vec::new();
    let mut diagnostics = Vec::new();
    for artboard in artboards {
        let (face, found) = lay_out(artboard, &mut shop.typesetter);
        faces.extend(face);
        diagnostics.extend(found);
    }
    (faces, diagnostics)
}

/// The sheets; `None` when a face is missing or does not fit them.
fn imposed(project: &Project, job: &Job, document: Option<&Document>, faces: Vec<Face>) -> (Option<Sheets>, Vec<Diagnostic>) {
    let (Some(format), Some(scheme), Some(document)) =
        (project.formats.get(&job.format), project.schemes.get(&job.scheme), document)
    else {
        return (None, Vec::new());
    };
    if faces.len() < format.faces.len() {
        // Why has been said already.
        return (None, Vec::new());
    }
    let meta = Meta {
        title: document.title.clone(),
        author: document.org.clone(),
        subject: project.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
        language: document.language.clone(),
        date: job.date.to_string(),
    };
    match impose(faces, &Imposition { format, scheme, purpose: job.purpose }, meta) {
        Ok(sheets) => (Some(sheets), Vec::new()),
        Err(found) => (None, found),
    }
}

fn written(job: &Job, sheets: &Sheets) -> (Option<Written>, Vec<Diagnostic>) {
    match pdf::write(sheets, &Target { purpose: job.purpose, intent: None }) {
        Ok(written) => (Some(written), Vec::new()),
        Err(refusals) => {
            let found = refusals.into_iter().map(|r| Diagnostic::error(&checks::BACK_END, r.origin, r.message));
            (None, found.collect())
        }
    }
}

/// What was found on the road of one job, each with the product it is about.
struct Found<'a> {
    job: &'a Job,
    diagnostics: Vec<Diagnostic>,
}

impl Found<'_> {
    fn nothing_wrong(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
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
