//! One job's road from `resolve` to bytes: plain calls in order, on this page.

use crate::compose::{Artboard, Bench, Inks, PictureShelf, compose};
use crate::deliver::manifest::PageFacts;
use crate::diag::{About, Diagnostic};
use crate::display::Face;
use crate::document::Document;
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
    let artboards = document.map(|document| found.keep(composed(project, job, &document, shop))).unwrap_or_default();
    let faces = found.keep(laid_out(&artboards, shop));
    let _ = (faces, shop.png);
    Made { diagnostics: found.diagnostics, ..Made::default() }
}

/// The stages of one job whose values can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Resolve,
    Compose,
    Layout,
}

/// The value of a stage as text, and what was found on the way to it.
pub fn dump(project: &Project, job: &Job, shop: &mut Shop, stage: Stage) -> (String, Vec<Diagnostic>) {
    let mut found = Found { job, diagnostics: Vec::new() };
    let document = found.keep(resolve(project, job));
    if stage == Stage::Resolve {
        return (format!("{document:#?}"), found.diagnostics);
    }
    let artboards = document.map(|document| found.keep(composed(project, job, &document, shop))).unwrap_or_default();
    if stage == Stage::Compose {
        return (format!("{artboards:#?}"), found.diagnostics);
    }
    let faces = found.keep(laid_out(&artboards, shop));
    (format!("{faces:#?}"), found.diagnostics)
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

/// What was found on the road of one job, each with the product it is about.
struct Found<'a> {
    job: &'a Job,
    diagnostics: Vec<Diagnostic>,
}

impl Found<'_> {
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
