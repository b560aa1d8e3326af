//! The self-check of codes: the finished file is rendered where a code stands and read back.

use super::scan::{self, Gray};
use crate::diag::{Diagnostic, checks};
use crate::display::{Code, Page, Placement, Sheets};
use crate::export::png::Viewer;

/// Pixels a module: enough for every reader tried (notes/qr_and_typography.md, 1.5).
const PIXELS: f64 = 4.0;

/// Reads every code of a file back: once for each distinct face on each side of the sheet, because all placements of
/// a face draw the same form. A code that does not scan, or says something else, is an error.
pub fn codes(sheets: &Sheets, pdf: &[u8]) -> Vec<Diagnostic> {
    if sheets.faces.iter().all(|f| f.codes.is_empty()) {
        return Vec::new();
    }
    let viewer = match Viewer::open(pdf) {
        Ok(viewer) => viewer,
        Err(why) => return vec![Diagnostic::error(&checks::BACK_END, crate::diag::Span::NONE, why)],
    };
    let mut found = Vec::new();
    for (index, page) in sheets.pages.iter().enumerate() {
        let mut seen = Vec::new();
        for placement in &page.placements {
            if seen.contains(&placement.face) {
                continue;
            }
            seen.push(placement.face);
            for code in &sheets.faces[placement.face].codes {
                found.extend(code_on(&viewer, index, page, placement, code, sheets));
            }
        }
    }
    found
}

fn code_on(
    viewer: &Viewer,
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
    let pixels = match viewer.rect(index, rect, PIXELS / code.module.to_points()) {
        Ok(pixels) => pixels,
        Err(why) => return wrong(why),
    };
    let gray = Gray { width: pixels.width, height: pixels.height, data: pixels.gray() };
    scan::scan(&gray, code.modules, &code.payload).err().and_then(|failure| wrong(failure.to_string()))
}
