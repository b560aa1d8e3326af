//! The self-check of codes: the finished file is rendered where a code stands and read back.

use super::scan::{self, Gray};
use super::stray;
use crate::diag::{Diagnostic, checks};
use crate::display::{Code, Draw, Face, Page, Placement, Sheets};
use crate::export::png::{Look, Viewer};
use crate::geom::{Length, Rect, Segment};
use crate::qr::{Level, Matrix};

/// Pixels a module: enough for every reader tried (notes/qr_and_typography.md, 1.5).
const PIXELS: f64 = 4.0;

/// Reads every code of a file back: once for each distinct face on each side of the sheet, because all placements of
/// a face draw the same form. A code that does not scan, or says something else, is an error, and so is one that the
/// content does not have.
pub fn codes(sheets: &Sheets, pdf: &[u8]) -> Vec<Diagnostic> {
    if sheets.faces.iter().all(|f| f.codes.is_empty()) {
        return Vec::new();
    }
    let viewer = match Viewer::open(pdf) {
        Ok(viewer) => viewer,
        Err(why) => return vec![Diagnostic::error(&checks::BACK_END, crate::diag::Span::NONE, why)],
    };
    let look = viewer.glance();
    let mut found = Vec::new();
    for (index, page) in sheets.pages.iter().enumerate() {
        let mut seen = Vec::new();
        for placement in &page.placements {
            let face = &sheets.faces[placement.face];
            for (i, code) in face.codes.iter().enumerate() {
                // A code in pieces can be read on none of its sheets, and a warning says so.
                let here = match seen_of(sheets, placement.face, code) {
                    Seen::Whole => placement.shows(code.rect, face.trim),
                    Seen::Cut => true,
                    Seen::InPieces => false,
                };
                if here && !seen.contains(&(placement.face, i)) {
                    seen.push((placement.face, i));
                    found.extend(code_on(&look, index, page, placement, code, sheets));
                }
            }
        }
    }
    found.extend(some_outlines(sheets, &|face, code| seen_of(sheets, face, code) == Seen::InPieces));
    found.extend(stray::on_pages(sheets, &look));
    found
}

/// The quick look for a face whose layout has been read back from finished bytes before, with other words in it: the
/// modules are taken from the outline that was drawn, and decoded. Proves that the code says what it should; that
/// nothing lies over it is the rule `qr-quiet-zone`. See docs/self-check.md.
pub fn outlines(sheets: &Sheets) -> Vec<Diagnostic> {
    some_outlines(sheets, &|_, _| true)
}

/// How much of a code is seen on the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// All of it, on some sheet.
    Whole,
    /// The same part wherever it stands: something is wrong with it.
    Cut,
    /// Different parts, as on tiles that a seam parts.
    InPieces,
}

fn seen_of(sheets: &Sheets, face: usize, code: &Code) -> Seen {
    let trim = sheets.faces[face].trim;
    let placements = || sheets.pages.iter().flat_map(|page| &page.placements).filter(|p| p.face == face);
    if placements().any(|p| p.shows(code.rect, trim)) {
        return Seen::Whole;
    }
    let part = |p: &Placement| p.clip.shared(p.on_sheet(code.rect, trim)).map(|r| r.moved(-p.at.x, -p.at.y));
    let mut parts: Vec<Rect> = placements().filter_map(part).collect();
    parts.dedup();
    if parts.len() > 1 { Seen::InPieces } else { Seen::Cut }
}

fn some_outlines(sheets: &Sheets, wanted: &dyn Fn(usize, &Code) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, face) in sheets.faces.iter().enumerate() {
        for code in face.codes.iter().filter(|code| wanted(index, code)) {
            let read = drawn_matrix(face, code).and_then(|matrix| scan::read_matrix(&matrix));
            if read.as_deref() != Some(code.payload.as_str()) {
                let message = format!("`{}` does not read back from its outline on the {}", code.block, face.name);
                let help = format!("it should say `{}`, it says `{}`", code.payload, read.unwrap_or_default());
                found.push(Diagnostic::error(&checks::QR_DOES_NOT_SCAN, code.origin, message).help(help));
            }
        }
    }
    found
}

/// The modules that the outline inside a code's panel covers.
fn drawn_matrix(face: &Face, code: &Code) -> Option<Matrix> {
    let inside = |draw: &Draw| match draw {
        Draw::Fill { path, .. } => path.bounds().is_some_and(|b| code.rect.contains(b) && b != code.rect),
        _ => false,
    };
    let item = face.items.iter().rev().find(|i| i.origin == code.origin && inside(&i.draw))?;
    let Draw::Fill { path, .. } = &item.draw else { return None };
    let quiet = code.module * 4;
    let (left, top) = (code.rect.x + quiet, code.rect.y + quiet);
    let at = |l: Length, from: Length| ((l - from).ratio(code.module)).round() as i64;
    let size = i64::from(code.modules);
    let mut modules = vec![false; (size * size) as usize];
    for chunk in path.segments.chunks_exact(5) {
        let [Segment::Move(a), _, Segment::Line(c), ..] = chunk else { return None };
        for y in at(a.y, top).max(0)..at(c.y, top).min(size) {
            for x in at(a.x, left).max(0)..at(c.x, left).min(size) {
                modules[(y * size + x) as usize] = true;
            }
        }
    }
    let version = ((size - 17) / 4) as u8;
    Some(Matrix { version, level: Level::Q, size: code.modules, modules })
}

fn code_on(
    look: &Look<'_>,
    index: usize,
    page: &Page,
    placement: &Placement,
    code: &Code,
    sheets: &Sheets,
) -> Option<Diagnostic> {
    let rect = placement.on_sheet(code.rect, sheets.faces[placement.face].trim);
    let wrong = |why: String| {
        let message = format!("`{}` does not scan on the {} of the finished file: {why}", code.block, page.name);
        Some(Diagnostic::error(&checks::QR_DOES_NOT_SCAN, code.origin, message).help(format!("it carries `{}`", code.payload)))
    };
    let pixels = match look.rect(index, rect, PIXELS / code.module.to_points()) {
        Ok(pixels) => pixels,
        Err(why) => return wrong(why),
    };
    let gray = Gray { width: pixels.width, height: pixels.height, data: pixels.gray() };
    if let Err(failure) = scan::scan(&gray, code.modules, &code.payload) {
        return wrong(failure.to_string());
    }
    let percent = scan::contrast(&gray);
    (percent < scan::GOOD_CONTRAST).then(|| {
        let message = format!("the contrast of `{}` on the {} is {percent} %", code.block, page.name);
        Diagnostic::warning(&checks::QR_DOES_NOT_SCAN, code.origin, message).help("print it in black on white")
    })
}
