//! Rules over a finished PDF, whoever made it: what a press operator would look for.

use super::standards::{self, Breach};
use crate::diag::{Check, Diagnostic, Severity, Span, checks};
use crate::export::pdf::pdf_facts::{PageParts, Paint, Painted, PdfFacts, Picture, Space};
use crate::model::Standard;

/// Under these a picture looks soft, or broken (notes/print_standards.md); line art of one bit needs more.
const SOFT: f64 = 225.0;
const BROKEN: f64 = 150.0;
const SOFT_LINE_ART: f64 = 800.0;
const BROKEN_LINE_ART: f64 = 550.0;
/// In thousandths of a point.
const THINNEST: i32 = 250;
/// In hundredths of a point: type in one ink, and in two and more.
const SMALLEST: i32 = 500;
const SMALLEST_IN_MANY: i32 = 900;
/// Black type up to this size in one ink.
const COPY: i32 = 1200;

/// Everything wrong with a file for press. A standard is looked at where one is given.
pub fn press(pdf_facts: &PdfFacts, standard: Option<Standard>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    if let Some(standard) = standard {
        found.extend(standards::breaches(pdf_facts, standard).into_iter().map(|breach| breached(&breach, standard)));
    }
    for (i, page) in pdf_facts.pages.iter().enumerate() {
        let n = i + 1;
        found.extend(page.pictures.iter().filter_map(|picture| resolution(n, picture)));
        found.extend(page.paints.keys().flat_map(|paint| painted(n, paint)));
        found.extend(without_boxes(n, page));
    }
    if standard.is_none() {
        let missing = pdf_facts.fonts.iter().filter(|font| !font.embedded && !font.type3);
        found.extend(missing.map(|font| error(&checks::FONT_NOT_EMBEDDED, format!("the font {} is not embedded", font.name))));
    }
    let mut distinct: Vec<Diagnostic> = Vec::new();
    for diagnostic in found {
        if !distinct.contains(&diagnostic) {
            distinct.push(diagnostic);
        }
    }
    distinct
}

fn breached(breach: &Breach, standard: Standard) -> Diagnostic {
    error(&checks::STANDARD, format!("{} clause `{}`: {}", standard.label(), breach.clause, breach.why))
}

fn error(check: &'static Check, message: String) -> Diagnostic {
    Diagnostic::error(check, Span::NONE, message)
}

fn resolution(n: usize, picture: &Picture) -> Option<Diagnostic> {
    let line_art = picture.bits == 1;
    let (soft, broken) = if line_art { (SOFT_LINE_ART, BROKEN_LINE_ART) } else { (SOFT, BROKEN) };
    if picture.ppi >= soft || picture.width * picture.height <= 4 {
        return None;
    }
    let message = format!("page {n}: a picture of {} x {} pixels has {:.0} ppi", picture.width, picture.height, picture.ppi);
    let severity = if picture.ppi < broken { Severity::Error } else { Severity::Warning };
    Some(Diagnostic { severity, ..error(&checks::LOW_RESOLUTION, message).help(format!("wanted {soft:.0} ppi")) })
}

fn painted(n: usize, paint: &Paint) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_mark = matches!(&paint.space, Space::Separation(name, _) if name == "All");
    if let Painted::Line(width) = paint.what
        && width < THINNEST
        && !is_mark
    {
        let message = format!("page {n}: a line of {:.2} pt", f64::from(width) / 1000.0);
        found.push(error(&checks::HAIRLINE, message).help("wanted 0.25 pt"));
    }
    if let Painted::Type(size) = paint.what {
        found.extend(small_type(n, size, paint));
    }
    if paint.overprint && is_white(paint) {
        let message = format!("page {n}: something white overprints, and vanishes on press");
        found.push(error(&checks::WHITE_OVERPRINT, message));
    }
    if matches!(paint.space, Space::Rgb | Space::CalRgb | Space::Icc(3)) {
        let what = match paint.what {
            Painted::Area => "an area",
            Painted::Line(_) => "a line",
            Painted::Type(_) => "type",
            Painted::Shading => "a shading",
        };
        let message = format!("page {n}: {what} in {}", paint.space.name());
        found.push(Diagnostic { severity: Severity::Warning, ..error(&checks::NOT_CMYK, message) });
    }
    found
}

fn small_type(n: usize, size: i32, paint: &Paint) -> Option<Diagnostic> {
    let points = f64::from(size) / 100.0;
    if size > 0 && size < SMALLEST {
        let message = format!("page {n}: type of {points:.1} pt");
        return Some(Diagnostic { severity: Severity::Warning, ..error(&checks::TOO_SMALL, message).help("wanted 5 pt") });
    }
    let [c, m, y, k] = *<&[i32; 4]>::try_from(paint.amounts.as_slice()).ok().filter(|_| paint.space == Space::Cmyk)?;
    if k > 850 && c.max(m).max(y) > 20 && size <= COPY {
        let message = format!("page {n}: black type of {points:.1} pt in four inks, cmyk {}", percents([c, m, y, k]));
        return Some(error(&checks::RICH_BLACK_TYPE, message).help("wanted black ink alone"));
    }
    let inks = [c, m, y, k].iter().filter(|ink| **ink > 50).count();
    if inks >= 3 && size < SMALLEST_IN_MANY {
        let message = format!("page {n}: type of {points:.1} pt in {inks} inks, cmyk {}", percents([c, m, y, k]));
        return Some(Diagnostic { severity: Severity::Warning, ..error(&checks::SMALL_TYPE_IN_MANY_INKS, message) });
    }
    None
}

fn percents(inks: [i32; 4]) -> String {
    inks.map(|ink| (f64::from(ink) / 10.0).round().to_string()).join(" ")
}

/// No ink at all where ink is counted, all light where light is.
fn is_white(paint: &Paint) -> bool {
    let all = |amount: i32| !paint.amounts.is_empty() && paint.amounts.iter().all(|a| *a == amount);
    match &paint.space {
        // Mode 0 prints a zero as paper; mode 1 leaves what is under it.
        Space::Cmyk => paint.nonzero && all(0),
        Space::Separation(..) | Space::DeviceN(..) => all(0),
        Space::Gray => all(1000),
        _ => false,
    }
}

fn without_boxes(n: usize, page: &PageParts) -> Option<Diagnostic> {
    let trim = page.trim.or(page.art)?;
    let Some(bleed) = page.bleed else {
        let message = format!("page {n}: there is no BleedBox");
        return Some(Diagnostic { severity: Severity::Warning, ..error(&checks::NO_BLEED, message) });
    };
    let least = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]];
    let least = least.into_iter().fold(f64::INFINITY, f64::min);
    (least < WANTED_BLEED - 0.02).then(|| {
        let message = format!("page {n}: {:.2} mm of bleed", least.max(0.0) / 72.0 * 25.4);
        Diagnostic { severity: Severity::Warning, ..error(&checks::NO_BLEED, message).help("wanted 3 mm") }
    })
}

/// 3 mm in points.
const WANTED_BLEED: f64 = 8.503;
