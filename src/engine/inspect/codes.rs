//! The QR codes of a finished file: what they say, and what is wrong with how they are printed.

use crate::check::found_codes::{self, CodeLook as Kind, Seen};
use crate::check::scan::{self, Gray};
use crate::check::strange_codes;
use crate::diag::{Diagnostic, Span, checks};
use crate::export::png::{Viewer, ViewerPass};
use crate::qr::geometry::QUIET;
use std::collections::BTreeMap;

/// A code on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCode {
    /// From 1.
    pub page: usize,
    /// What a phone reads.
    pub text: String,
    /// How often it stands there.
    pub times: usize,
}

/// Resolutions that pages are looked at: large codes are found at the first, small ones at the last.
const DPIS: [f64; 3] = [75.0, 150.0, 300.0];
/// Pixels of a side of what is looked at at once, and how far two such parts overlap.
const TILE: f64 = 3_600.0;
const OVERLAP: f64 = 900.0;
/// Pixels of a side of a page: 24 x 36 inches at 300 dpi have 10,800.
const MOST_PIXELS: f64 = 80e6;
/// In millimetres: what no phone resolves, and what the trade holds for the least.
const BROKEN_MODULE: f64 = 0.25;
const SMALL_MODULE: f64 = 0.32;
/// Pixels of a module when a code is judged.
const FINE: f64 = 6.0;

/// Every code on every page, in the order of the pages, and what is wrong with them. `trims`: where each page is cut, as it is
/// shown.
pub fn look(viewer: &Viewer, trims: &[Option<[f64; 4]>], step: &mut dyn FnMut(usize)) -> (Vec<FoundCode>, Vec<Diagnostic>) {
    let look = viewer.glance();
    let (mut codes, mut found) = (Vec::new(), Vec::new());
    for index in 0..viewer.pages() {
        let mut on_page: BTreeMap<String, usize> = BTreeMap::new();
        for seen in page(viewer, &look, index) {
            let seen = clearer(&look, index, seen);
            found.extend(judged(&look, index, &seen));
            found.extend(trims.get(index).copied().flatten().and_then(|trim| cut_off(index, &seen, trim)));
            if let Some(text) = seen.text {
                found.extend(strange_codes::code(index + 1, &text).filter(|_| !on_page.contains_key(&text)));
                *on_page.entry(text).or_default() += 1;
            }
        }
        codes.extend(on_page.into_iter().map(|(text, times)| FoundCode { page: index + 1, text, times }));
        step(index + 1);
    }
    let all: Vec<(usize, String)> = codes.iter().map(|code: &FoundCode| (code.page, code.text.clone())).collect();
    found.extend(strange_codes::alike(&all));
    (codes, found)
}

/// The codes of a page, in points from its top left corner.
fn page(viewer: &Viewer, look: &ViewerPass<'_>, index: usize) -> Vec<Seen> {
    let Some([width, height]) = viewer.size(index) else { return Vec::new() };
    let mut all: Vec<Seen> = Vec::new();
    let mut last = 0.0;
    for dpi in DPIS {
        // A page too large for a resolution is looked at in a lower one, and once in that.
        let dpi = viewer.dpi_within(index, dpi, MOST_PIXELS);
        if dpi <= last {
            break;
        }
        last = dpi;
        let scale = dpi / 72.0;
        for top in starts(height * scale) {
            for left in starts(width * scale) {
                let size = |start: f64, whole: f64| ((whole * scale - start).min(TILE)) / scale;
                let window = [left / scale, top / scale, size(left, width), size(top, height)];
                let Ok(light) = look.part(index, window, scale) else { continue };
                let here = found_codes::look(&Gray { width: light.width, height: light.height, data: light.data });
                let placed = here.into_iter().map(|seen| Seen {
                    middle: [seen.middle[0] / scale + window[0], seen.middle[1] / scale + window[1]],
                    module: seen.module / scale,
                    ..seen
                });
                found_codes::merge(&mut all, placed.collect());
            }
        }
    }
    all
}

/// Where parts of a side of so many pixels begin.
fn starts(side: f64) -> Vec<f64> {
    let mut all = vec![0.0];
    while all.last().is_some_and(|last| last + TILE < side) {
        all.push(all.len() as f64 * (TILE - OVERLAP));
    }
    all
}

/// The panel of a code rendered by itself, fine enough to judge it.
fn panel(look: &ViewerPass<'_>, index: usize, seen: &Seen) -> Option<Gray> {
    let half = seen.module * (f64::from(seen.modules) / 2.0 + QUIET as f64);
    let window = [seen.middle[0] - half, seen.middle[1] - half, half * 2.0, half * 2.0];
    let light = look.part(index, window, FINE / seen.module).ok()?;
    Some(Gray { width: light.width, height: light.height, data: light.data })
}

/// A code that said nothing is asked once more, at a resolution of its own.
fn clearer(look: &ViewerPass<'_>, index: usize, seen: Seen) -> Seen {
    if seen.text.is_some() {
        return seen;
    }
    let Some(panel) = panel(look, index, &seen) else { return seen };
    let text = found_codes::look(&panel).into_iter().find_map(|code| code.text).or_else(|| scan::all_codes(&panel).pop());
    Seen { text, ..seen }
}

fn mm(points: f64) -> f64 {
    points / 72.0 * 25.4
}

fn place_of(index: usize, seen: &Seen) -> String {
    let [left, top] = seen.middle.map(mm);
    format!("page {}: the code {left:.0} mm from the left and {top:.0} mm from the top", index + 1)
}

/// A code that is cut with its page, or whose white border is. One that lies outside of what is cut out is a mark.
fn cut_off(index: usize, seen: &Seen, [left, top, right, bottom]: [f64; 4]) -> Option<Diagnostic> {
    let [x, y] = seen.middle;
    let nearest = [x - left, right - x, y - top, bottom - y].into_iter().fold(f64::INFINITY, f64::min);
    let clear = (nearest - seen.reach()) / seen.module;
    let place = place_of(index, seen);
    if nearest < 0.0 || clear >= 2.0 - ROUNDED || !seen.level {
        return None;
    }
    let help = "move it inwards: four modules of white stand between a code and the edge";
    Some(match clear < -ROUNDED {
        true => Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, format!("{place} is cut off where the page is trimmed")),
        false => Diagnostic::error(&checks::QR_QUIET_ZONE, Span::NONE, format!("{place} ends {clear:.1} modules from the trim")),
    })
    .map(|told| told.help(help))
}

/// In modules: places are known to half a pixel.
const ROUNDED: f64 = 0.3;

fn judged(look: &ViewerPass<'_>, index: usize, seen: &Seen) -> Vec<Diagnostic> {
    let place = place_of(index, seen);
    if seen.text.is_none() {
        let message = format!("{place} does not scan: something lies over it, or it is damaged");
        return vec![Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, message).help("keep everything off the code")];
    }
    let mut found = Vec::new();
    let wrong = match seen.look {
        Kind::Plain => None,
        Kind::Mirrored => Some("stands as in a mirror: many phones read nothing"),
        Kind::Inverted => Some("is light on dark: many phones read nothing"),
    };
    found.extend(wrong.map(|wrong| {
        let told = Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, format!("{place} {wrong}"));
        told.help("print it upright, dark on white")
    }));
    let module = mm(seen.module);
    if module < SMALL_MODULE {
        let message = format!("{place} has modules of {module:.2} mm");
        let check = &checks::QR_TOO_SMALL;
        let diagnostic = match module < BROKEN_MODULE {
            true => Diagnostic::error(check, Span::NONE, message),
            false => Diagnostic::warning(check, Span::NONE, message),
        };
        found.push(diagnostic.help("wanted 0.33 mm"));
    }
    // One that lies askew has a panel that is no square of the page.
    let Some(panel) = panel(look, index, seen).filter(|_| seen.level && seen.look != Kind::Inverted) else { return found };
    let make = found_codes::judge(&panel, seen.modules);
    if make.contrast < scan::LEAST_CONTRAST {
        let message = format!("{place} has a contrast of {} %", make.contrast);
        let help = format!("wanted {} %: print it in black on white", scan::LEAST_CONTRAST);
        found.push(Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, message).help(help));
    }
    let (check, help) = (&checks::QR_QUIET_ZONE, "keep four modules clear on each side");
    if !make.crowded.is_empty() {
        let message = format!("{place} has something within two modules of it ({})", make.crowded.join(", "));
        found.push(Diagnostic::error(check, Span::NONE, message).help(help));
    } else if !make.narrow.is_empty() {
        let message = format!("{place} has something within four modules of it ({})", make.narrow.join(", "));
        found.push(Diagnostic::warning(check, Span::NONE, message).help(help));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_end_before_the_trim() {
        let seen = |x: f64| Seen { text: None, middle: [x, 100.0], module: 2.0, modules: 25, level: true, look: Kind::Plain };
        let told = |x: f64| cut_off(0, &seen(x), [10.0, 10.0, 400.0, 400.0]).map(|d| d.check.name);
        assert_eq!(told(200.0), None);
        assert_eq!(told(43.0), None, "four modules are clear");
        assert_eq!(told(37.0), Some("qr-quiet-zone"));
        assert_eq!(told(20.0), Some("qr-does-not-scan"));
        assert_eq!(told(-40.0), None, "a mark of the press");
    }
}
