//! `verify`: the finished bytes looked at again before they are delivered: codes read back, the standard held against
//! them clause by clause, and the ink of pictures measured on the separations.

use super::WorkerCaches;
use crate::bind::Product;
use crate::check::ink::{Separations, heaviest_of_picture};
use crate::check::{drawn, finished, readback};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Item, Page, Pixels, Sheets, Turn};
use crate::export::pdf::Written;
use crate::export::pdf::pdf_facts::PdfFacts;
use crate::geom::Length;
use crate::model::{Condition, Purpose};
use crate::plan::Job;

/// What is wrong with the finished bytes of a product.
pub fn verify(product: &Product<'_>, sheets: &Sheets, written: &Written, caches: &mut WorkerCaches) -> Vec<Diagnostic> {
    let (whole, mut found) = scanned(product, sheets, written, caches);
    found.extend(held_to_standard(&product.job, written));
    if whole {
        found.extend(ink_of_pictures(product, sheets, written));
    }
    found
}

/// Every so many products of one layout the codes are read from the finished bytes again.
const SCAN_EVERY: u32 = 50;

/// Reads the codes back: from the finished bytes for the first product of each layout and every fiftieth after it,
/// from their outlines for the others.
fn scanned(product: &Product<'_>, sheets: &Sheets, written: &Written, caches: &mut WorkerCaches) -> (bool, Vec<Diagnostic>) {
    let job = &product.job;
    let sizes: Vec<String> = sheets.faces.iter().flat_map(|f| &f.codes).map(|c| format!("{}:{}", c.block, c.modules)).collect();
    let layout = [&job.content, &job.format, &job.theme, &job.scheme, job.purpose.name(), &sizes.join(" ")].join("/");
    let mut found = caches.unexpected.in_pictures(sheets, &caches.decoded);
    let made = caches.scanned.entry(layout).or_default();
    let whole = made.is_multiple_of(SCAN_EVERY);
    *made += 1;
    found.extend(match whole {
        true => readback::codes(sheets, &written.bytes, caches.profile(product)),
        false => readback::outlines(sheets),
    });
    (whole, found)
}

/// Squares an inch of a picture whose ink is measured: fine enough for photographs.
const INK_DPI: f64 = 50.0;

/// Ink where pictures lie: flat colours are known by their numbers and checked by the rule `too-much-ink` for every
/// product; a picture of CMYK pixels may hold anything. Only where the pixels themselves are too heavy, or do not tell
/// because something shows through, is the finished file rendered: there a heavy part may be cropped.
fn ink_of_pictures(product: &Product<'_>, sheets: &Sheets, written: &Written) -> Vec<Diagnostic> {
    let Some(condition) = product.condition else { return Vec::new() };
    let most = condition.maximum_ink + 0.01;
    let is_heavy = |draw: &Draw| is_cmyk_picture(draw) && pixel_ink(draw).is_none_or(|total| total > most);
    match sheets.faces.iter().flat_map(drawn).find(|(_, draw)| is_heavy(draw)) {
        Some((item, _)) => by_separations(item, condition, sheets, written),
        None => Vec::new(),
    }
}

/// The most ink of a picture by its own pixels; `None` where they do not tell.
fn pixel_ink(draw: &Draw) -> Option<f64> {
    let Draw::Image { raster, rect, turn } = draw else { return None };
    let is_lying = matches!(turn, Turn::Quarter | Turn::ThreeQuarters);
    let width = if is_lying { rect.height } else { rect.width };
    heaviest_of_picture(raster, (width.to_inches() * INK_DPI).ceil() as usize)
}

fn by_separations(item: &Item, condition: &Condition, sheets: &Sheets, written: &Written) -> Vec<Diagnostic> {
    let separations = match Separations::of(&written.bytes, &[], INK_DPI) {
        Ok(separations) => separations,
        Err(why) => return vec![Diagnostic::error(&checks::BACK_END, item.origin, why.to_string())],
    };
    let within = |page: &Page| [page.bleed.x, page.bleed.y, page.bleed.right(), page.bleed.bottom()].map(Length::to_points);
    let within: Vec<[f64; 4]> = sheets.pages.iter().map(within).collect();
    let heavy = separations.heaviest(&within).into_iter().filter(|page| page.total > condition.maximum_ink + 0.01);
    let percent = |part: f64| (part * 100.0).round();
    let reported = heavy.map(|page| {
        let message = format!(
            "{} % of ink on the {} of the sheet, {:.0} mm across and {:.0} mm down, over the {} % of {}",
            percent(page.total),
            sheets.pages[page.page - 1].name,
            page.at[0] / 72.0 * 25.4,
            page.at[1] / 72.0 * 25.4,
            percent(condition.maximum_ink),
            condition.identifier.value
        );
        Diagnostic::error(&checks::TOO_MUCH_INK, item.origin, message)
            .help("convert the picture for this printing condition, or use an RGB picture: it is converted here")
    });
    reported.collect()
}

fn is_cmyk_picture(draw: &Draw) -> bool {
    match draw {
        Draw::Image { raster, .. } => matches!(&raster.pixels, Pixels::Cmyk { .. } | Pixels::Jpeg { channels: 4, .. }),
        _ => false,
    }
}

/// The finished bytes of a press file held against its standard, clause by clause: a file that only claims to follow it
/// is not delivered.
fn held_to_standard(job: &Job, written: &Written) -> Vec<Diagnostic> {
    if job.purpose != Purpose::Press {
        return Vec::new();
    }
    match PdfFacts::of(&written.bytes) {
        Ok(pdf_facts) => finished::press(&pdf_facts, Some(job.standard))
            .into_iter()
            .map(|diagnostic| Diagnostic { span: job.origin, ..diagnostic })
            .collect(),
        Err(why) => vec![Diagnostic::error(&checks::BACK_END, job.origin, why.to_string())],
    }
}
