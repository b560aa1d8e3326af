//! A finished PDF looked at, ours or a stranger's: which QR codes a reader finds on it.

use crate::check::scan::{self, Gray};
use crate::diag::{Diagnostic, Span, checks};
use crate::export::png::Viewer;
use std::collections::BTreeMap;

/// A code on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCode {
    /// From 1.
    pub page: usize,
    pub text: String,
    /// How often it stands there.
    pub times: usize,
}

/// Resolutions that pages are looked at: large codes are found at the first, small ones at the last.
const DPIS: [f64; 3] = [75.0, 150.0, 300.0];

/// Every code on every page of a PDF, in the order of the pages.
pub fn codes(pdf: &[u8]) -> Result<Vec<FoundCode>, Diagnostic> {
    let unreadable = |why: String| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why);
    let viewer = Viewer::open(pdf).map_err(unreadable)?;
    let look = viewer.glance();
    let mut found = Vec::new();
    for index in 0..viewer.pages() {
        let mut on_page: BTreeMap<String, usize> = BTreeMap::new();
        for dpi in DPIS {
            // A page too large for a resolution was looked at in a lower one.
            let Ok(pixels) = look.page(index, dpi) else { continue };
            let mut here: BTreeMap<String, usize> = BTreeMap::new();
            for text in scan::all_codes(&Gray { width: pixels.width, height: pixels.height, data: pixels.gray() }) {
                *here.entry(text).or_default() += 1;
            }
            for (text, times) in here {
                let most = on_page.entry(text).or_default();
                *most = times.max(*most);
            }
        }
        found.extend(on_page.into_iter().map(|(text, times)| FoundCode { page: index + 1, text, times }));
    }
    Ok(found)
}
