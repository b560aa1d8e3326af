//! `finish`: faces made fit for their purpose, between `layout` and `impose`: nothing see-through for PDF/X-1a, pictures
//! no finer than the press prints them, rich black, pale solids where ink is saved, and the lines of tools.

use super::WorkerCaches;
use crate::bind::Product;
use crate::diag::{Diagnostic, checks};
use crate::display::Face;
use crate::model::{Purpose, Standard};
use crate::picture::{flatten, resample};
use crate::plan::Job;
use crate::press::{enrich, lighten};

/// Faces as the purpose, the standard and the printing condition of the product want them.
pub fn finish(product: &Product<'_>, faces: Vec<Face>, caches: &mut WorkerCaches) -> (Vec<Face>, Vec<Diagnostic>) {
    let job = &product.job;
    let (mut faces, found) = flattened(job, faces);
    if let Some(condition) = product.condition {
        for face in &mut faces {
            resample(face, condition.resolution, &mut caches.smaller);
            enrich(face, condition);
        }
    }
    if job.ink.saving {
        faces.iter_mut().for_each(lighten);
    }
    // A tool goes through the sheet: its lines stand on the front alone, and on no screen.
    if let Some(front) = faces.first_mut().filter(|_| job.purpose != Purpose::Screen) {
        front.tools.clone_from(&product.format.tools);
    }
    (faces, found)
}

/// Faces as the standard allows them: PDF/X-1a has no masks.
fn flattened(job: &Job, mut faces: Vec<Face>) -> (Vec<Face>, Vec<Diagnostic>) {
    if job.purpose != Purpose::Press || job.standard != Standard::X1a {
        return (faces, Vec::new());
    }
    let mut found = Vec::new();
    for face in &mut faces {
        found.extend(flatten(face).into_iter().map(|origin| {
            let message = format!("something see-through lies over more than one colour on the {}", face.name);
            Diagnostic::error(&checks::TRANSPARENT, origin, message)
                .help("PDF/X-1a has nothing transparent: put it on one flat colour, or print with `standard = \"x-4\"`")
        }));
    }
    (faces, found)
}
