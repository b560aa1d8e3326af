//! What was made, opened again: is each file still what its manifest says, do its boxes stand where they were put, do
//! its codes scan?

use crate::check::scan::{self, Gray};
use crate::deliver::manifest::{CodeFacts, Output, PageFacts, ProductState};
use crate::deliver::{self, Delivery};
use crate::diag::{Diagnostic, Span, checks};
use crate::export::ExportError;
use crate::export::pdf::pdf_facts::{PageParts, PdfFacts};
use crate::export::png::{Viewer, ViewerPass};
use crate::geom::{Length, Rect};
use crate::plan::Job;
use crate::world::disk;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Looked {
    /// Files that were opened: products, and what lies beside them.
    pub files: usize,
    /// QR codes that were read back.
    pub codes: usize,
    /// In the order of the jobs.
    pub found: Vec<Diagnostic>,
}

/// Pixels a module, as the check before delivery has them.
const PIXELS: f64 = 4.0;
/// Boxes are written with four decimals of a point, and noted with three.
const SAME: f64 = 0.002;

/// Opens every good file that jobs and manifest name, in parallel. Findings come in the order of the jobs. `whole`: also
/// what else the manifest names, such as the press files where the project asks for those of the office by itself.
pub fn check(root: &Path, pattern: &str, jobs: &[Job], whole: bool) -> Result<Looked, Diagnostic> {
    let delivery = Delivery::open(root, pattern, None, false)?;
    let looked: Vec<Looked> = jobs.par_iter().map(|job| product(root, &delivery, job)).collect();
    let asked: BTreeSet<&str> = jobs.iter().map(|job| job.output.as_str()).collect();
    let others: Vec<Output> = delivery.others(&asked).filter(|output| whole && output.state == ProductState::Good).collect();
    let others: Vec<Looked> = others.par_iter().map(|output| other(root, output)).collect();
    let mut all = Looked::default();
    for one in looked.into_iter().chain(others) {
        all.files += one.files;
        all.codes += one.codes;
        all.found.extend(one.found);
    }
    Ok(all)
}

fn differs(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error(&checks::BUILT_DIFFERS, Span::NONE, format!("`{path}` {what}")).help("make it again: `handbill build`")
}

fn product(root: &Path, delivery: &Delivery, job: &Job) -> Looked {
    let path = &job.output;
    let wrong = |what: &str| Looked { files: 0, codes: 0, found: vec![differs(path, what)] };
    let Some(output) = delivery.earlier(path) else { return wrong("has not been made") };
    if output.state != ProductState::Good {
        return wrong("is not what the project says today");
    }
    files(root, &output)
}

/// What was made and is not asked for today: the files as they were noted.
fn other(root: &Path, output: &Output) -> Looked {
    let mut looked = files(root, output);
    for found in &mut looked.found {
        found.help = vec![format!("make it again: `handbill build --for {}`", output.purpose)];
    }
    looked
}

/// A product's file and what lies beside it.
fn files(root: &Path, output: &Output) -> Looked {
    let path = &output.path;
    let wrong = |what: &str| Looked { files: 0, codes: 0, found: vec![differs(path, what)] };
    let mut looked = match disk::read_if_there(&root.join(path)) {
        Ok(Some(bytes)) => file(output, &bytes),
        Ok(None) => wrong("is gone"),
        Err(error) => wrong(&format!("cannot be read: {error}")),
    };
    for (path, blake3) in output.beside() {
        looked.files += 1;
        looked.found.extend(beside(root, path, blake3));
    }
    looked
}

/// A preview or a calendar file against its hash.
fn beside(root: &Path, path: &str, blake3: &str) -> Option<Diagnostic> {
    match disk::read_if_there(&root.join(path)) {
        Ok(Some(bytes)) if deliver::hash(&bytes) == blake3 => None,
        Ok(Some(_)) => Some(differs(path, "has other bytes than were written")),
        Ok(None) => Some(differs(path, "is gone")),
        Err(error) => Some(differs(path, &format!("cannot be read: {error}"))),
    }
}

/// One file against what was noted of it.
fn file(output: &Output, bytes: &[u8]) -> Looked {
    let path = &output.path;
    let mut looked = Looked { files: 1, ..Looked::default() };
    if deliver::hash(bytes) != output.blake3 {
        looked.found.push(differs(path, "has other bytes than were written"));
    }
    match PdfFacts::of(bytes) {
        Ok(pdf_facts) => boxes(output, &pdf_facts, &mut looked.found),
        Err(why) => looked.found.push(differs(path, &format!("cannot be opened: {why}"))),
    }
    let viewer = match Viewer::open(bytes) {
        Ok(viewer) => viewer,
        Err(why) => {
            looked.found.push(differs(path, &format!("cannot be drawn: {why}")));
            return looked;
        }
    };
    let look = viewer.glance();
    for (index, page) in output.pages.iter().enumerate() {
        // Of many copies on a sheet one of each code is read: all draw the same form.
        let mut seen: Vec<&str> = Vec::new();
        for code in &page.codes {
            if seen.contains(&code.payload.as_str()) {
                continue;
            }
            seen.push(&code.payload);
            looked.codes += 1;
            if let Err(why) = scans(&look, index, code) {
                looked.found.push(differs(path, &format!("has a code that does not scan on its {}: {why}", page.name)));
            }
        }
    }
    looked
}

/// Why a code of a made file counts as one that does not scan.
#[derive(Debug, thiserror::Error)]
enum ScanFault {
    #[error(transparent)]
    NotDrawn(#[from] ExportError),
    #[error("`{0}`: {1}")]
    Code(String, scan::ScanFailure),
}

fn scans(look: &ViewerPass<'_>, index: usize, code: &CodeFacts) -> Result<(), ScanFault> {
    let [x, y, width, height] = code.rect.map(Length::points);
    let module = code.rect[2] / f64::from(code.modules + 8);
    let pixels = look.rect(index, Rect::new(x, y, width, height), PIXELS / module)?;
    let gray = Gray { width: pixels.width, height: pixels.height, data: pixels.data };
    scan::scan(&gray, code.modules, &code.payload).map_err(|why| ScanFault::Code(code.payload.clone(), why))
}

fn boxes(output: &Output, pdf_facts: &PdfFacts, found: &mut Vec<Diagnostic>) {
    if pdf_facts.pages.len() != output.pages.len() {
        let what = format!("has {} pages, {} were written", pdf_facts.pages.len(), output.pages.len());
        return found.push(differs(&output.path, &what));
    }
    for (number, (page, noted)) in pdf_facts.pages.iter().zip(&output.pages).enumerate() {
        for Side { name, is, was } in sides(page, noted) {
            let same = is.is_some_and(|is| is.iter().zip(was).all(|(a, b)| (a - b).abs() < SAME));
            if !same {
                found.push(differs(&output.path, &format!("has another {name} on page {} than was written", number + 1)));
            }
        }
    }
}

/// A box by its name, from the bottom left corner: left, bottom, right, top.
struct Side {
    name: &'static str,
    /// As it is in the file.
    is: Option<[f64; 4]>,
    /// As it was noted.
    was: [f64; 4],
}

/// Each box as it is in the file and as it was noted.
fn sides(page: &PageParts, noted: &PageFacts) -> [Side; 3] {
    let [width, height] = noted.sheet;
    let up = |[x, y, w, h]: [f64; 4]| [x, height - y - h, x + w, height - y];
    [
        Side { name: "MediaBox", is: page.media, was: [0.0, 0.0, width, height] },
        Side { name: "BleedBox", is: page.bleed, was: up(noted.bleed) },
        Side { name: "TrimBox", is: page.trim, was: up(noted.trim) },
    ]
}
