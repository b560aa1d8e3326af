//! A document to faces, with a place for every statement that an organization has to make: where the layout has none, a
//! strip is tried on one face after the other, and a product that has no room on any is refused by name.

use super::make::{Shop, preflighted};
use crate::compose::{Artboard, Bench, Inks, compose, homeless, places};
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Meta, Sheets};
use crate::document::{Body, Document, Paragraph};
use crate::layout::{join, lay_out};
use crate::model::{Audience, BlockName, Project, Purpose};
use crate::plan::Job;

type Laid = ((Vec<Artboard>, Vec<Face>), Vec<Diagnostic>);

/// The artboards and faces of a product, or as many as could be made.
pub(super) fn faces(project: &Project, job: &Job, document: &Document, shop: &mut Shop) -> Laid {
    let ((artboards, faces), mut found) = laid_out(project, job, document, shop, None);
    let lost = homeless(document, &artboards);
    let Some(format) = project.paper(&job.format, &job.language).filter(|_| !lost.is_empty()) else {
        return ((artboards, faces), found);
    };
    if found.iter().any(Diagnostic::is_error) {
        // The words themselves have to be mended first.
        return ((artboards, faces), found);
    }
    // What is for people in danger, and may be found on them, names nobody.
    let names = places(&format, &artboards).into_iter().filter(|_| document.audience != Audience::Victim);
    for name in names {
        let (made, told) = laid_out(project, job, document, shop, Some((&name, &lost)));
        let sheets = Sheets { meta: Meta::default(), faces: made.1.clone(), pages: Vec::new() };
        let wrong = told.iter().chain(&preflighted(project, job, &sheets)).any(Diagnostic::is_error);
        if !wrong {
            return (made, told);
        }
    }
    found.extend(lost.iter().filter_map(|name| unplaced(project, job, document, name)));
    ((artboards, faces), found)
}

/// A statement that a product has no room for.
fn unplaced(project: &Project, job: &Job, document: &Document, name: &BlockName) -> Option<Diagnostic> {
    let block = document.blocks.iter().find(|block| block.name == *name)?;
    let words = match &block.body {
        Body::Text { full, .. } => full.iter().map(Paragraph::text).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let shortened: String = words.chars().take(60).collect();
    let dots = if shortened.len() < words.len() { "..." } else { "" };
    let format = &job.format;
    if document.audience == Audience::Victim && name.name == "sponsor" {
        let message = format!("a sheet for people in danger names nobody: it does not carry `{shortened}{dots}`");
        return Some(Diagnostic::note(&checks::STATEMENT_WITHOUT_PLACE, block.origin, message));
    }
    let message = match document.audience {
        Audience::Victim => format!("`{name}` has no place on a sheet for people in danger: `{shortened}{dots}`"),
        _ => format!("`{format}` has no room for `{name}`: `{shortened}{dots}`"),
    };
    let org = project.orgs.get(&job.org).map_or(job.org.as_str(), |org| org.name.value.as_str());
    let told =
        Diagnostic::error(&checks::STATEMENT_WITHOUT_PLACE, block.origin, message).label("has to be on the sheet").help(format!(
            "leave `{format}` out for `{org}`: state its `presets`, or name its organizations under `orgs` of the `[[make]]`"
        ));
    Some(match document.audience {
        Audience::Victim => told,
        _ => told.help("or make a larger format, or write `org.credits` into `areas` of its layout and take something else out"),
    })
}

/// Composed and laid out; `strip` is the face or panel that gets one, and what stands in it.
fn laid_out(project: &Project, job: &Job, document: &Document, shop: &mut Shop, strip: Option<(&str, &[BlockName])>) -> Laid {
    let profile = shop.press.get(&job.condition).filter(|_| job.purpose == Purpose::Press).map(|p| &p.profile);
    let inks = Inks { purpose: job.purpose, profile, ink: job.ink };
    let mut bench = Bench { project, inks, pictures: &mut shop.pictures, fonts: &shop.typesetter, strip };
    let (artboards, mut found) = compose(document, job, &mut bench);
    let mut faces = Vec::new();
    for artboard in &artboards {
        let (face, told) = lay_out(artboard, &mut shop.typesetter);
        faces.extend(face.map(|face| (&artboard.spot, face)));
        found.extend(told);
    }
    let faces = join(faces);
    ((artboards, faces), found)
}
