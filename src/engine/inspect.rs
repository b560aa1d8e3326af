//! A finished PDF looked at, ours or a stranger's: what it is made of, what a press would stumble over, how much ink
//! it takes, which QR codes a reader finds on it.

use crate::check::ink::{Heaviest, Separations};
use crate::check::scan::{self, Gray};
use crate::check::{finished, standards};
use crate::diag::{Diagnostic, Span, checks};
use crate::export::pdf::pdf_facts::{PageParts, PdfFacts, decode_limits};
use crate::export::png::Viewer;
use crate::model::Standard;
use std::collections::BTreeMap;

/// Everything that was seen of a file.
#[derive(Clone, Debug)]
pub struct Inspection {
    pub pdf_facts: PdfFacts,
    /// What it was held against: what was asked for, else what it claims.
    pub standard: Option<Standard>,
    /// Process inks, then spot inks.
    pub inks: Vec<String>,
    /// Where each page has the most ink; empty where the plates cannot be rendered.
    pub heaviest: Vec<Heaviest>,
    pub codes: Vec<FoundCode>,
    pub found: Vec<Diagnostic>,
}

/// Fine enough for bullets and large type.
const INK_DPI: f64 = 100.0;

/// Looks at a file. `standard`: in place of the one it claims; `maximum_ink` in parts of 1.
pub fn inspect(pdf: &[u8], standard: Option<Standard>, maximum_ink: f64) -> Result<Inspection, Diagnostic> {
    let pdf_facts = PdfFacts::of(pdf).map_err(|why| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why))?;
    let standard = standard.or_else(|| standards::claimed(&pdf_facts));
    let mut found = finished::press(&pdf_facts, standard);
    let spots: Vec<String> = pdf_facts.spots().into_iter().collect();
    let (mut inks, mut heaviest) = (Vec::new(), Vec::new());
    // Two readers look at a file; what only one of them finds was not judged.
    let shown = Viewer::open(pdf).map_or(0, |viewer| viewer.pages());
    if shown != pdf_facts.pages.len() {
        let message = format!(
            "{} pages could be taken apart, and {shown} are shown: the file is not judged as a whole",
            pdf_facts.pages.len()
        );
        let help = "write it anew with the program that made it, or with `qpdf IN.pdf OUT.pdf`";
        found.push(Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message).help(help));
    }
    // A file may be made to keep its reader busy for ever: what is known to be endless is not begun.
    if let Err(why) = decode_limits(pdf, spots.len()) {
        let message = format!("its pages are not rendered: {why}; neither ink nor codes are known");
        found.push(Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, message));
        return Ok(Inspection { pdf_facts, standard, inks, heaviest, codes: Vec::new(), found });
    }
    let within: Vec<[f64; 4]> = pdf_facts.pages.iter().map(printed).collect();
    match Separations::heaviest_of(pdf, &spots, INK_DPI, &within) {
        Ok(measured) => (inks, heaviest) = measured,
        Err(why) => {
            let message = format!("its plates cannot be rendered: {why}");
            found.push(Diagnostic::warning(&checks::TOO_MUCH_INK, Span::NONE, message));
        }
    }
    for page in heaviest.iter().filter(|page| page.total > maximum_ink + ROUNDED) {
        let percent = |part: f64| (part * 100.0).round();
        let message = format!(
            "page {}: {} % of ink {:.0} mm from the left and {:.0} mm from the top",
            page.page,
            percent(page.total),
            page.at[0] / 72.0 * 25.4,
            page.at[1] / 72.0 * 25.4
        );
        let help = format!("wanted at most {} %", percent(maximum_ink));
        found.push(Diagnostic::error(&checks::TOO_MUCH_INK, Span::NONE, message).help(help));
    }
    let codes = codes(pdf)?;
    Ok(Inspection { pdf_facts, standard, inks, heaviest, codes, found })
}

/// The part of a page that comes to paper: bleed, else trim, else all of it; from the top left corner of what is
/// rendered, in points.
fn printed(page: &PageParts) -> [f64; 4] {
    let Some(shown) = page.crop.or(page.media) else { return [0.0, 0.0, f64::INFINITY, f64::INFINITY] };
    let part = page.bleed.or(page.trim).or(page.art).unwrap_or(shown);
    [part[0] - shown[0], shown[3] - part[3], part[2] - shown[0], shown[3] - part[1]]
}

/// Four plates of 255 steps each.
const ROUNDED: f64 = 0.01;

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
/// Pixels of a page that is looked at: 24 x 36 inches at 300 dpi have 78 million.
const MOST_PIXELS: f64 = 80e6;

/// Every code on every page of a PDF, in the order of the pages.
pub fn codes(pdf: &[u8]) -> Result<Vec<FoundCode>, Diagnostic> {
    let unreadable = |why: String| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why);
    let viewer = Viewer::open(pdf).map_err(unreadable)?;
    let look = viewer.glance();
    let mut found = Vec::new();
    for index in 0..viewer.pages() {
        let mut on_page: BTreeMap<String, usize> = BTreeMap::new();
        let mut last = 0.0;
        for dpi in DPIS {
            // A page too large for a resolution is looked at in a lower one, and once in that.
            let dpi = viewer.dpi_within(index, dpi, MOST_PIXELS);
            if dpi <= last {
                break;
            }
            last = dpi;
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
