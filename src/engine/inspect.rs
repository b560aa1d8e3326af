//! A finished PDF looked at, ours or a stranger's: what it is made of, what a press would stumble over, how much ink
//! it takes, which QR codes stand on it and whether they will be read. What cannot be judged is said.

mod codes;

use crate::check::ink::{Edge, Heaviest, Separations};
use crate::check::{finished, standards, stranger};
use crate::diag::{Diagnostic, Span, checks};
use crate::export::pdf::pdf_facts::{PdfFacts, decode_limits};
use crate::export::png::Viewer;
use crate::model::Standard;
use std::collections::BTreeSet;

pub use codes::FoundCode;

/// Everything that was seen of a file.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// What it is made of.
    pub pdf_facts: PdfFacts,
    /// What it was held against: what was asked for, else what it claims.
    pub standard: Option<Standard>,
    /// Inks that print something, process inks first.
    pub inks: Vec<String>,
    /// Where each page has the most ink; empty where the plates cannot be rendered.
    pub heaviest: Vec<Heaviest>,
    /// In the order of the pages.
    pub codes: Vec<FoundCode>,
    /// What is wrong or doubtful, in the order in which it was looked for.
    pub found: Vec<Diagnostic>,
    /// What could not be judged, in words.
    pub not_looked_at: Vec<String>,
}

/// Fine enough for bullets and large type.
const INK_DPI: f64 = 100.0;

/// Looks at a file. `standard`: in place of the one it claims; `maximum_ink` in parts of 1. `step` is told how many of
/// how many looks are done.
pub fn inspect(
    pdf: &[u8],
    standard: Option<Standard>,
    maximum_ink: f64,
    step: &mut dyn FnMut(usize, usize),
) -> Result<Inspection, Diagnostic> {
    let pdf_facts = PdfFacts::of(pdf).map_err(|why| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why.to_string()))?;
    let standard = standard.or_else(|| standards::claimed(&pdf_facts));
    let mut found = finished::press(&pdf_facts, standard);
    found.extend(stranger::look(&pdf_facts, standard.is_some()));
    let not_looked_at = pdf_facts.unreadable.clone();
    let mut seen =
        Inspection { pdf_facts, standard, inks: Vec::new(), heaviest: Vec::new(), codes: Vec::new(), found, not_looked_at };
    if let Some(other) = finished::other_standard(&seen.pdf_facts).filter(|_| standard.is_none()) {
        seen.not_looked_at.push(format!("the clauses of {other}"));
    }
    let pages = seen.pdf_facts.pages.len();
    if pages == 0 {
        seen.not_looked_at.push("anything: it has no page".to_string());
        return Ok(seen);
    }
    // A file may be made to keep its reader busy for ever: what is known to be endless is not begun.
    let spots: Vec<String> = seen.pdf_facts.spots().into_iter().collect();
    if let Err(why) = decode_limits(pdf, spots.len()) {
        seen.cannot("ink, bleed, codes", format!("its pages are not rendered: {why}; neither ink nor codes are known"));
        seen.bleeds(&[]);
        return Ok(seen);
    }
    if let Some(why) = finished::oversized(&seen.pdf_facts) {
        seen.cannot("ink, bleed, codes", why);
        seen.bleeds(&[]);
        return Ok(seen);
    }
    // Two readers look at a file; what only one of them finds was not judged.
    let viewer = Viewer::open(pdf);
    let shown = viewer.as_ref().map_or(0, Viewer::pages);
    if shown != pages && seen.pdf_facts.mended.is_none() {
        let message = format!("{pages} pages could be taken apart, and {shown} are shown: the file is not judged as a whole");
        seen.cannot("all of its pages", message);
    }
    let looks = pages * 2;
    seen.measure(pdf, &spots, maximum_ink, &mut |done| step(done, looks));
    // A file that had to be mended is shown as it was mended.
    let mended = seen.pdf_facts.mended.as_ref().and_then(|_| PdfFacts::mended_file(pdf));
    let viewer = match mended {
        Some(bytes) => Viewer::open(&bytes),
        None => viewer,
    };
    match viewer {
        Ok(viewer) => {
            let trims = |(i, page)| finished::cut(page).and_then(|(trim, _)| viewer.shown(i, trim));
            let trims: Vec<_> = seen.pdf_facts.pages.iter().enumerate().map(trims).collect();
            let (codes, found) = codes::look(&viewer, &trims, &mut |done| step(pages + done, looks));
            seen.codes = codes;
            seen.found.extend(found);
        }
        Err(why) => seen.cannot("codes", why.to_string()),
    }
    Ok(seen)
}

impl Inspection {
    /// Something that was not looked at, and why.
    fn cannot(&mut self, what: &str, why: String) {
        self.not_looked_at.push(what.to_string());
        let help = "write it anew with the program that made it, or with `qpdf IN.pdf OUT.pdf`";
        self.found.push(Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why).help(help));
    }

    fn bleeds(&mut self, edges: &[Option<Vec<Edge>>]) {
        for (i, page) in self.pdf_facts.pages.iter().enumerate() {
            self.found.extend(finished::bleed(i + 1, page, edges.get(i).and_then(Option::as_deref)));
        }
    }

    /// Ink and bleed, on the plates.
    fn measure(&mut self, pdf: &[u8], spots: &[String], maximum_ink: f64, step: &mut dyn FnMut(usize)) {
        let mut printing: BTreeSet<usize> = BTreeSet::new();
        let mut edges: Vec<Option<Vec<Edge>>> = Vec::new();
        let mut heaviest: Vec<Heaviest> = Vec::new();
        let pages = &self.pdf_facts.pages;
        let seen = Separations::each_page(pdf, spots, INK_DPI, |index, viewer, plates| {
            let boxes = pages.get(index).and_then(finished::cut);
            let whole = [0.0, 0.0, f64::INFINITY, f64::INFINITY];
            let part = boxes.and_then(|(_, bleed)| viewer.shown(index, bleed)).unwrap_or(whole);
            heaviest.extend(plates.heaviest(&[part]).into_iter().map(|h| Heaviest { page: index + 1, ..h }));
            printing.extend(plates.printing().iter().enumerate().filter(|(_, prints)| **prints).map(|(i, _)| i));
            edges.push(boxes.and_then(|(trim, bleed)| {
                let wanted = finished::wanted_bleed(trim, bleed);
                Some(plates.edges(viewer.shown(index, trim)?, viewer.shown(index, wanted)?))
            }));
            step(index + 1);
        });
        self.bleeds(&edges);
        match seen {
            Ok(inks) => {
                self.inks = inks.into_iter().enumerate().filter(|(i, _)| printing.contains(i)).map(|(_, ink)| ink).collect();
                self.heaviest = heaviest;
            }
            Err(why) => return self.cannot("ink, bleed", format!("its plates cannot be rendered: {why}")),
        }
        let prints = self.heaviest.iter().any(|page| page.total > ROUNDED);
        for page in self.heaviest.iter().filter(|page| prints && page.total <= ROUNDED) {
            let message = format!("page {} prints nothing", page.page);
            let help = "take the page out, or put on it what belongs there; a blank back may be meant";
            self.found.push(Diagnostic::warning(&checks::BLANK_PAGE, Span::NONE, message).help(help));
        }
        for page in self.heaviest.iter().filter(|page| page.total > maximum_ink + ROUNDED) {
            let percent = |part: f64| (part * 100.0).round();
            let message = format!(
                "page {}: {} % of ink {:.0} mm from the left and {:.0} mm from the top",
                page.page,
                percent(page.total),
                page.at[0] / 72.0 * 25.4,
                page.at[1] / 72.0 * 25.4
            );
            let help = format!("wanted at most {} %", percent(maximum_ink));
            self.found.push(Diagnostic::error(&checks::TOO_MUCH_INK, Span::NONE, message).help(help));
        }
    }
}

/// Four plates of 255 steps each.
const ROUNDED: f64 = 0.01;
