//! The self-check of codes: the finished file is rendered where a code stands and read back.

use super::scan::{self, Gray};
use super::unexpected_codes;
use crate::color::Profile;
use crate::diag::{Diagnostic, checks};
use crate::display::{Code, Draw, Face, Page, Placement, Sheets};
use crate::export::pdf::on_screen;
use crate::export::png::{Viewer, ViewerPass};
use crate::geom::{Length, Rect, Segment, nearest};
use crate::qr::{Level, Matrix};
use std::num::NonZeroUsize;

/// Pixels a module: enough for every reader tried (notes/qr_and_typography.md, 1.5).
const PIXELS: f64 = 4.0;

/// Reads every code of a file back: once for each distinct face on each side of the sheet, because all placements of
/// a face draw the same form. A code that does not scan, or says something else, is an error, and so is one that the
/// content does not have. `profile`: how the inks of a press file look.
pub fn codes(sheets: &Sheets, pdf: &[u8], profile: Option<&Profile>) -> Vec<Diagnostic> {
    if sheets.faces.iter().all(|f| f.codes.is_empty()) {
        return Vec::new();
    }
    let viewer = match profile {
        Some(profile) => on_screen(pdf, &|inks| profile.looks(inks)).and_then(|pdf| Viewer::open(&pdf)),
        None => Viewer::open(pdf),
    };
    let viewer = match viewer {
        Ok(viewer) => viewer,
        Err(why) => return vec![Diagnostic::error(&checks::BACK_END, crate::diag::Span::NONE, why.to_string())],
    };
    let on_page = |look: &ViewerPass<'_>, index: usize| {
        let page = &sheets.pages[index];
        let standing = standing(sheets, page);
        let groups = in_reach(&standing);
        let codes: Vec<Diagnostic> = groups.iter().flat_map(|group| codes_on(look, index, page, group)).collect();
        (codes, unexpected_codes::on_page(sheets, index, look))
    };
    // Somebody waits for a single sheet: its sides are looked at at once, each with a look of its own.
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(sheets.pages.len()).max(1);
    let share = |worker: usize| {
        let look = viewer.glance();
        (worker..sheets.pages.len()).step_by(workers).map(|index| (index, on_page(&look, index))).collect::<Vec<_>>()
    };
    let mut pages = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|worker| scope.spawn(move || share(worker))).collect();
        let mut pages = share(0);
        others.into_iter().for_each(|o| pages.extend(o.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        pages
    });
    pages.sort_by_key(|(index, _)| *index);
    let (mut found, unexpected): (Vec<_>, Vec<_>) = pages.into_iter().map(|(_, found)| found).unzip();
    found.push(some_outlines(sheets, &|face, code| seen_of(sheets, face, code) == Seen::InPieces));
    found.into_iter().chain(unexpected).flatten().collect()
}

/// A code to be read, and where its panel lies on the page.
struct Standing<'a> {
    code: &'a Code,
    rect: Rect,
}

/// The codes of a page: those of each distinct face once.
fn standing<'a>(sheets: &'a Sheets, page: &Page) -> Vec<Standing<'a>> {
    let mut seen = Vec::new();
    let mut standing = Vec::new();
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
                standing.push(Standing { code, rect: placement.on_sheet(code.rect, face.trim) });
            }
        }
    }
    standing
}

/// Codes that lie further apart than so many pixels are not looked at together: to render a page costs about as much
/// as to fill these.
const REACH: f64 = 600_000.0;

/// Neighbours are looked at together, because a renderer goes through the whole page for each look.
fn in_reach<'s, 'a>(standing: &'s [Standing<'a>]) -> Vec<&'s [Standing<'a>]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for end in 1..=standing.len() {
        let pixels = |group: &[Standing<'_>]| {
            let (rect, scale) = frame(group);
            rect.width.to_points() * rect.height.to_points() * scale * scale
        };
        if end == standing.len() || pixels(&standing[start..=end]) > REACH {
            groups.push(&standing[start..end]);
            start = end;
        }
    }
    groups
}

/// What frames some codes, and pixels a point at which the finest of them can be read.
fn frame(group: &[Standing<'_>]) -> (Rect, f64) {
    let rect = group.iter().map(|s| s.rect).reduce(Rect::union).unwrap_or_default();
    let finest = group.iter().map(|s| s.code.module.to_points()).fold(f64::INFINITY, f64::min);
    (rect, PIXELS / finest)
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
            let read = drawn_matrix(face, code).and_then(read_in_any_turn);
            if read.as_deref() != Some(code.payload.as_str()) {
                let message = format!("`{}` does not read back from its outline on the {}", code.block, face.name);
                let help = format!("it should say `{}`, it says `{}`", code.payload, read.unwrap_or_default());
                found.push(Diagnostic::error(&checks::QR_DOES_NOT_SCAN, code.origin, message).help(help));
            }
        }
    }
    found
}

/// What a code says that may stand on a panel which is turned, as on the far side of a table tent.
fn read_in_any_turn(mut matrix: Matrix) -> Option<String> {
    (0..4).find_map(|_| {
        let read = scan::read_matrix(&matrix);
        matrix = quarter_turned(&matrix);
        read
    })
}

fn quarter_turned(matrix: &Matrix) -> Matrix {
    let size = matrix.size;
    let modules = (0..size * size).map(|i| matrix.dark(i / size, size - 1 - i % size)).collect();
    Matrix { modules, ..matrix.clone() }
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
    let at = |l: Length, from: Length| nearest((l - from).ratio(code.module));
    let size = i64::from(code.modules);
    let mut modules = vec![false; (size * size) as usize];
    for chunk in path.segments.chunks_exact(5) {
        let [Segment::Move(a), _, Segment::Line(c), ..] = chunk else { return None };
        for y in between(at(a.y, top), at(c.y, top), size) {
            for x in between(at(a.x, left), at(c.x, left), size) {
                modules[(y * size + x) as usize] = true;
            }
        }
    }
    let version = ((size - 17) / 4) as u8;
    Some(Matrix { version, level: Level::Q, size: code.modules, modules })
}

/// The modules from one edge to the other, whichever comes first: on a turned panel it is the second.
fn between(one: i64, other: i64, size: i64) -> std::ops::Range<i64> {
    one.min(other).max(0)..one.max(other).min(size)
}

/// Reads codes that one look shows.
fn codes_on(look: &ViewerPass<'_>, index: usize, page: &Page, group: &[Standing<'_>]) -> Vec<Diagnostic> {
    let (rect, scale) = frame(group);
    let light = look.rect(index, rect, scale).map(|l| Gray { width: l.width, height: l.height, data: l.data });
    let at = |length: Length| (length.to_points() * scale).round() as u32;
    let found = group.iter().filter_map(|Standing { code, rect: panel }| {
        let panel = match &light {
            Ok(light) => light.part(at(panel.x - rect.x), at(panel.y - rect.y), at(panel.width), at(panel.height)),
            Err(why) => return Some(does_not_scan(code, page, &why.to_string())),
        };
        code_in(&panel, code, page)
    });
    found.collect()
}

/// Reads the one code of a panel.
fn code_in(panel: &Gray, code: &Code, page: &Page) -> Option<Diagnostic> {
    if let Err(failure) = scan::scan(panel, code.modules, &code.payload) {
        return Some(does_not_scan(code, page, &failure.to_string()));
    }
    let percent = scan::contrast(panel);
    (percent < scan::GOOD_CONTRAST).then(|| {
        let message = format!("the contrast of `{}` on the {} is {percent} %", code.block, page.name);
        Diagnostic::warning(&checks::QR_DOES_NOT_SCAN, code.origin, message).help("print it in black on white")
    })
}

fn does_not_scan(code: &Code, page: &Page, why: &str) -> Diagnostic {
    let message = format!("`{}` does not scan on the {} of the finished file: {why}", code.block, page.name);
    Diagnostic::error(&checks::QR_DOES_NOT_SCAN, code.origin, message).help(format!("it carries `{}`", code.payload))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::encode::at_version;

    #[test]
    fn a_code_on_a_turned_panel_reads_as_upright() {
        let text = "https://example.org/turned";
        let mut matrix = (1..=15).find_map(|version| at_version(text, version, Level::Q)).expect("a short text has a version");
        let upright = matrix.clone();
        for _ in 0..4 {
            assert_eq!(read_in_any_turn(matrix.clone()).as_deref(), Some(text));
            matrix = quarter_turned(&matrix);
        }
        assert_eq!(matrix.modules, upright.modules);
    }

    #[test]
    fn edges_come_in_either_order() {
        assert_eq!(between(3, 7, 29), between(7, 3, 29));
        assert_eq!(between(-2, 40, 29), 0..29);
    }
}
