//! A product as somebody looks at it while it is worked on: its faces as a small PDF of a page each, its sheets, and all
//! that was found. The same stages as [`make`](super::make) walks; what preflight finds does not end the walk, so that a
//! finding can be shown on the sheet that it is about.

use super::{Found, WorkerCaches, export, on_sheets, preflight, verify};
use crate::bind::{Product, bind};
use crate::diag::Diagnostic;
use crate::display::{Face, Page, Placement, Sheets, Turn};
use crate::geom::{Length, Point, Rect, Size};
use crate::model::Project;
use crate::plan::Job;

/// A product on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenLook {
    /// As they would be written.
    pub sheets: Sheets,
    /// A page a face, with its bleed round the trim.
    pub faces: Vec<u8>,
    /// The product's own pages; `None` where only the faces were asked for.
    pub pages: Option<Vec<u8>>,
}

/// How much of a product is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Faces and what preflight finds: for every key that is typed.
    Faces,
    /// The finished bytes too, with their codes read back: whether it can be made.
    Whole,
}

/// Looks at a product. Nothing where it does not come as far as sheets; what was found tells why.
pub fn look(project: &Project, job: &Job, depth: Depth, caches: &mut WorkerCaches) -> (Option<ScreenLook>, Vec<Diagnostic>) {
    let mut found = Found::of(job);
    let looked = found.all(bind(project, job)).and_then(|product| walk(&product, depth, caches, &mut found));
    (looked, found.diagnostics)
}

fn walk(product: &Product<'_>, depth: Depth, caches: &mut WorkerCaches, found: &mut Found<'_>) -> Option<ScreenLook> {
    let sheets = on_sheets(product, caches, found)?;
    found.keep(((), preflight(product, &sheets, caches)));
    let faces = found.keep(export(product, &a_page_each(&sheets), caches))?.bytes;
    if depth == Depth::Faces {
        return Some(ScreenLook { sheets, faces, pages: None });
    }
    let stopped = found.clean().is_none();
    let Some(written) = found.keep(export(product, &sheets, caches)) else {
        return Some(ScreenLook { sheets, faces, pages: None });
    };
    if !stopped {
        // What is typed may change any code: each is read from the finished bytes, as a build does for the first.
        caches.scanned.clear();
        found.keep(((), verify(product, &sheets, &written, caches)));
    }
    Some(ScreenLook { sheets, faces, pages: Some(written.bytes) })
}

/// Each face upright on a sheet of its own that is as large as the face with its bleed.
fn a_page_each(sheets: &Sheets) -> Sheets {
    let pages = sheets.faces.iter().enumerate().map(|(index, face)| page(index, face)).collect();
    Sheets { meta: sheets.meta.clone(), faces: sheets.faces.clone(), pages }
}

fn page(index: usize, face: &Face) -> Page {
    let bleed = face.bleed;
    let trim = Rect::new(bleed, bleed, face.trim.width, face.trim.height);
    let sheet = Size::new(trim.width + bleed * 2, trim.height + bleed * 2);
    let whole = sheet.at(Length::ZERO, Length::ZERO);
    let placement = Placement { face: index, at: Point::new(bleed, bleed), turn: Turn::None, clip: whole };
    Page { sheet, trim, bleed: whole, placements: vec![placement], marks: Vec::new(), name: face.name.clone() }
}
