//! Schemes, printing languages and conditions: the small files of `assets/` and `content/languages/`.

use super::section::Section;
use crate::diag::{At, checks};
use crate::geom::{Length, Point, Sides, Size};
use crate::model::{Arrangement, Condition, Duplex, FileBytes, Grid, Heads, Scheme, SheetFit, TestSheet, Tiles};

pub(super) fn size(s: &Section<'_, '_>, key: &str) -> Option<Size> {
    let pair = s.must(key, s.pair(key))?;
    let (width, height) = pair.value;
    if width <= Length::ZERO || height <= Length::ZERO {
        s.reader().error(&checks::BAD_LENGTH, pair.span, format!("`{key}` is {width} x {height}"), "both lengths must be over 0");
        return None;
    }
    Some(Size::new(width, height))
}

pub(super) fn scheme(s: Section<'_, '_>) -> Option<Scheme> {
    s.text("source");
    let name = s.must_text("name");
    let duplex = s.choice("duplex", &Duplex::ALL.map(|d| (d.name(), d))).map_or(Duplex::LongEdge, |d| d.value);
    let heads = s.choice("turn", &Heads::ALL.map(|h| (h.name(), h))).map_or(Heads::HeadToHead, |h| h.value);
    let precut = s.flag("precut").is_some_and(|p| p.value);
    let arrangement = arrangement(&s);
    let origin = name.as_ref().map_or(s.span, |n| n.span);
    s.done();
    Some(Scheme { name: name?, arrangement: arrangement?, duplex, heads, precut, origin })
}

/// Cells where their places are stated, tiles where they overlap, else as many faces as fit.
fn arrangement(s: &Section<'_, '_>) -> Option<Arrangement> {
    let has = |keys: &[&str]| s.any_of(keys);
    if !has(&["sheet"]) && !has(&["columns", "rows", "start", "pitch", "cell", "margin", "gutter", "overlap"]) {
        return Some(Arrangement::OneUp);
    }
    let sheet = size(s, "sheet");
    if has(&["columns", "rows", "start", "pitch", "cell"]) {
        return grid(s, sheet).map(Arrangement::Cells);
    }
    let margin = margin(s, sheet.unwrap_or_default());
    if has(&["overlap"]) {
        let overlap = s.length("overlap").filter(|o| at_least(s, "overlap", o, Length::ZERO));
        return Some(Arrangement::Tiles(Tiles { sheet: sheet?, margin, overlap: overlap?.value }));
    }
    let mut gutter = s.pair("gutter").map(|g| g.value);
    if gutter.is_some_and(|(across, down)| across < Length::ZERO || down < Length::ZERO) {
        gutter = None;
        s.reader().error(
            &checks::BAD_LENGTH,
            s.key_span("gutter"),
            "`gutter` is under 0",
            "write `gutter = \"0in\"` for butted cuts",
        );
    }
    Some(Arrangement::Fit(SheetFit { sheet: sheet?, margin, gutter }))
}

/// What stays free at the edges: never under 0, and with room between.
fn margin(s: &Section<'_, '_>, sheet: Size) -> Sides {
    let Some(margin) = s.sides("margin") else { return Sides::default() };
    let m = margin.value;
    let positive = [m.top, m.right, m.bottom, m.left].iter().all(|side| *side >= Length::ZERO);
    if positive && m.horizontal() < sheet.width && m.vertical() < sheet.height {
        return m;
    }
    if sheet != Size::default() {
        let message = format!("`margin` leaves nothing of a sheet of {} x {}, or is under 0", sheet.width, sheet.height);
        s.reader().error(&checks::BAD_LENGTH, margin.span, message, "write `margin = \"0.25in\"`");
    }
    Sides::default()
}

fn at_least(s: &Section<'_, '_>, key: &str, length: &At<Length>, least: Length) -> bool {
    let good = length.value >= least;
    if !good {
        let message = format!("`{key}` is {}, wanted at least {least}", length.value);
        s.reader().error(&checks::BAD_LENGTH, length.span, message, format!("write `{key} = \"0.5in\"`"));
    }
    good
}

fn grid(s: &Section<'_, '_>, sheet: Option<Size>) -> Option<Grid> {
    let (columns, rows) = (s.must("columns", s.whole("columns", 1..=100)), s.must("rows", s.whole("rows", 1..=100)));
    let start = s.must("start", s.pair("start"));
    let (pitch, cell) = (size(s, "pitch"), size(s, "cell"));
    let start = start?.value;
    Some(Grid {
        sheet: sheet?,
        columns: columns?.value,
        rows: rows?.value,
        start: Point::new(start.0, start.1),
        pitch: pitch?,
        cell: cell?,
    })
}

/// The words of the test sheet.
pub(super) fn test_sheet(s: Section<'_, '_>) -> Option<TestSheet> {
    let (language, title) = (s.must_text("language"), s.must_text("title"));
    let (front, back) = (s.must_text("front"), s.must_text("back"));
    let steps = s.must("steps", s.texts("steps"));
    let back_note = s.must_text("back_note");
    s.done();
    Some(TestSheet { language: language?, title: title?, front: front?, back: back?, steps: steps?, back_note: back_note? })
}

/// A printing condition as written; the profile is read beside it.
pub(super) fn condition(s: Section<'_, '_>, icc: FileBytes, icc_zlib: Option<&'static [u8]>) -> Option<Condition> {
    s.text("source");
    let (name, identifier, registry) = (s.must_text("name"), s.must_text("identifier"), s.text("registry"));
    let maximum_ink = s.must("maximum_ink", s.number_in("maximum_ink", 100.0, 400.0));
    let minimum_line = s.length("minimum_line").map_or(Length::points(0.25), |l| l.value);
    let minimum_type = s.length("minimum_type").map_or(Length::points(5.0), |l| l.value);
    let mark_offset = s.length("mark_offset").map_or(Length::ZERO, |l| l.value);
    let resolution = s.number_in("resolution", 72.0, 2400.0).map_or(300.0, |r| r.value);
    let origin = s.span;
    s.done();
    Some(Condition {
        name: name?,
        identifier: identifier?,
        registry,
        maximum_ink: maximum_ink?.value / 100.0,
        minimum_line,
        minimum_type,
        mark_offset,
        resolution,
        icc,
        icc_zlib,
        origin,
    })
}
