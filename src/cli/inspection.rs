//! What was seen of a finished PDF: a page for people, objects for programs.

use super::list::{inches, number};
use crate::engine::inspect::Inspection;
use crate::export::pdf::pdf_facts::{PageParts, Space};
use crate::geom::{Length, Size};
use serde_json::json;
use std::collections::BTreeSet;

/// What is printed of one file: lines of text, or of JSON.
pub fn lines(file: &str, seen: &Inspection, as_json: bool) -> Vec<String> {
    if as_json { objects(file, seen) } else { page(file, seen) }
}

fn page(file: &str, seen: &Inspection) -> Vec<String> {
    let a = &seen.pdf_facts;
    let claim = a.claim().unwrap_or_else(|| "claims no PDF/X".to_string());
    let intent = a.intents.first().map(|i| format!(" for {}", i.identifier)).unwrap_or_default();
    let mut lines = vec![format!("{file}: PDF {}.{}, {claim}{intent}", a.version.0, a.version.1)];
    let mut row = |what: &str, text: String| lines.push(format!("  {what:<9} {text}"));
    for (i, page) in a.pages.iter().enumerate() {
        let heaviest = seen.heaviest.get(i).filter(|_| !page.unread).map(|h| {
            format!(
                ", at most {} % ink ({} mm across, {} mm down)",
                number(h.total * 100.0, 0),
                number(h.at[0] / 72.0 * 25.4, 0),
                number(h.at[1] / 72.0 * 25.4, 0)
            )
        });
        row(&format!("page {}", i + 1), format!("{}{}", sizes(page), heaviest.unwrap_or_default()));
    }
    if !seen.inks.is_empty() {
        row("inks", seen.inks.join(", "));
    }
    if let Some(locks) = a.encryption {
        row("locks", if locks.may_print { "encrypted".to_string() } else { "encrypted, printing is forbidden".to_string() });
    }
    row("colour", spaces(seen).join(", "));
    let see_through = a.pages.iter().any(is_see_through);
    let overprints = a.pages.iter().any(|page| page.paints.keys().any(|paint| paint.overprint));
    let yes = |is: bool, what: &'static str, not: &'static str| if is { what } else { not };
    row(
        "blending",
        format!(
            "{}, {}",
            yes(see_through, "something see-through", "nothing see-through"),
            yes(overprints, "overprints", "no overprint")
        ),
    );
    let fonts: Vec<String> = a
        .fonts
        .iter()
        .map(|f| if f.embedded || f.type3 { f.name.clone() } else { format!("{} (not embedded)", f.name) })
        .collect();
    row("fonts", if fonts.is_empty() { "none".to_string() } else { fonts.join(", ") });
    let pictures: Vec<f64> = a.pages.iter().flat_map(|p| &p.pictures).map(|p| p.ppi).collect();
    if !pictures.is_empty() {
        let coarsest = pictures.iter().copied().fold(f64::INFINITY, f64::min);
        row("pictures", format!("{}, the coarsest with {coarsest:.0} ppi", pictures.len()));
    }
    for code in &seen.codes {
        row("code", format!("page {}, {} x {}", code.page, code.times, code.text.escape_debug()));
    }
    if seen.codes.is_empty() {
        row("code", "none".to_string());
    }
    let errors = seen.found.iter().filter(|d| d.is_error()).count();
    let held = seen.standard.map_or("the rules of press".to_string(), |s| format!("{} and the rules of press", s.label()));
    let verdict = match (errors, seen.found.len() - errors) {
        (0, 0) if seen.not_looked_at.is_empty() => format!("nothing to mend by {held}"),
        (errors, warnings) => format!("{errors} to mend, {warnings} to look at by {held}"),
    };
    let unseen = match seen.not_looked_at.as_slice() {
        [] => String::new(),
        all => format!("; not looked at: {}", all.join("; ")),
    };
    row("verdict", format!("{verdict}{unseen}"));
    lines
}

/// Colour spaces of everything painted on any page, sorted.
fn spaces(seen: &Inspection) -> Vec<String> {
    let pages = &seen.pdf_facts.pages;
    let painted = pages.iter().flat_map(|page| page.paints.keys().map(|paint| paint.space.name()));
    let pictured = pages.iter().flat_map(|page| page.pictures.iter().filter_map(|p| p.space.as_ref()).map(Space::name));
    let all: BTreeSet<String> = painted.chain(pictured).collect();
    if all.is_empty() { vec!["none".to_string()] } else { all.into_iter().collect() }
}

fn is_see_through(page: &PageParts) -> bool {
    page.see_through
}

fn sizes(page: &PageParts) -> String {
    let size = |r: [f64; 4]| inches(Size::new(Length::points(r[2] - r[0]), Length::points(r[3] - r[1])));
    let sheet = page.media.map_or("no MediaBox".to_string(), |m| format!("sheet {}", size(m)));
    match (page.trim.or(page.art), page.bleed) {
        (Some(trim), Some(bleed)) => {
            let rooms = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]].map(|r| r / 72.0 * 25.4);
            let (least, most) = rooms.iter().fold((f64::MAX, f64::MIN), |(low, high), room| (low.min(*room), high.max(*room)));
            let uneven = if most - least > 0.05 { format!(" to {}", number(most, 2)) } else { String::new() };
            format!("trim {}, bleed {}{uneven} mm, {sheet}", size(trim), number(least, 2))
        }
        (Some(trim), None) => format!("trim {}, {sheet}", size(trim)),
        (None, _) => sheet,
    }
}

fn objects(file: &str, seen: &Inspection) -> Vec<String> {
    let a = &seen.pdf_facts;
    let pages: Vec<_> = a
        .pages
        .iter()
        .enumerate()
        .map(|(i, page)| {
            let heaviest = seen.heaviest.get(i).filter(|_| !page.unread);
            json!({
                "media_pt": page.media,
                "bleed_pt": page.bleed,
                "trim_pt": page.trim,
                "pictures": page.pictures.iter().map(|p| json!({ "width": p.width, "height": p.height, "ppi": p.ppi.round() })).collect::<Vec<_>>(),
                "heaviest_ink_percent": heaviest.map(|h| (h.total * 100.0).round()),
                "heaviest_ink_at_pt": heaviest.map(|h| h.at),
            })
        })
        .collect();
    let file_line = json!({
        "type": "pdf",
        "file": file,
        "version": format!("{}.{}", a.version.0, a.version.1),
        "claim": a.claim(),
        "held_against": seen.standard.map(crate::model::Standard::name),
        "output_condition": a.intents.first().map(|i| &i.identifier),
        "spots": a.spots(),
        "inks": seen.inks,
        "encrypted": a.encrypted,
        "not_looked_at": seen.not_looked_at,
        "colour_spaces": spaces(seen),
        "see_through": a.pages.iter().any(is_see_through),
        "overprints": a.pages.iter().any(|page| page.paints.keys().any(|paint| paint.overprint)),
        "fonts": a.fonts.iter().map(|f| json!({ "name": f.name, "embedded": f.embedded || f.type3 })).collect::<Vec<_>>(),
        "pages": pages,
    });
    let mut lines = vec![file_line.to_string()];
    for code in &seen.codes {
        lines.push(
            json!({ "type": "code", "file": file, "page": code.page, "payload": code.text, "times": code.times }).to_string(),
        );
    }
    for d in &seen.found {
        let severity = if d.is_error() { "error" } else { "warning" };
        lines.push(
            json!({ "type": "finding", "file": file, "check": d.check.name, "severity": severity, "message": d.message })
                .to_string(),
        );
    }
    lines
}
