//! Words of a content whose sheets show a row of a table each: what is said otherwise than in every row is a mistake, and what
//! is true of one row may be meant of it.

use super::{Desk, Sheet, SheetRule, dates, event_days, event_differs, occasions, of_all, other_venue, season};
use crate::diag::Diagnostic;
use crate::model::Event;

/// Rules that hold words against the event of their sheet.
const RULES: &[SheetRule] = &[event_differs::check, dates::on_one_sheet, occasions::check, event_days::check];

/// What is told of the words beside every one of the rows. Rows in another language have other words.
pub(super) fn check<'a>(sheet: &Sheet<'a>, rows: &[&'a Event], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let of_sheet = |event: &&&Event| event.language.as_ref().is_none_or(|language| language.value == sheet.language);
    let rows: Vec<&Event> = rows.iter().filter(of_sheet).copied().collect();
    of_all::of_events(sheet, &rows, desk, found);
    if rows.len() > 2 && sheet.language == sheet.content.language.value {
        season::side_by_side(&rows, found);
    }
    if rows.len() <= MOST {
        other_places(sheet, &rows, desk, found);
    }
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else { return };
    let told = |event: &'a Event| {
        let mut told = Vec::new();
        RULES.iter().for_each(|rule| rule(&beside(sheet, event), desk, &mut told));
        told
    };
    let mut common: Vec<Diagnostic> = told(first);
    for row in rows {
        if common.is_empty() {
            return;
        }
        let others = told(row);
        common.retain(|d| others.iter().any(|other| other.check == d.check && other.span == d.span));
    }
    found.extend(common);
}

/// Rows that are asked for the place of their day: of more, nobody writes one by one.
const MOST: usize = 40;

/// Another place on the day of one of the rows, which is that of none.
fn other_places<'a>(sheet: &Sheet<'a>, rows: &[&'a Event], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let is_of_row = |d: &Diagnostic| {
        let text = sheet.passages.iter().find(|p| p.text.span == d.span).map_or("", |p| p.text.value.as_str());
        rows.iter().filter_map(|event| event.venue.as_ref()).any(|venue| text.contains(&venue.value))
    };
    let mut told = Vec::new();
    rows.iter().for_each(|event| other_venue::check(&beside(sheet, event), desk, &mut told));
    found.extend(told.into_iter().find(|d| !is_of_row(d)));
}

fn beside<'a>(sheet: &Sheet<'a>, event: &'a Event) -> Sheet<'a> {
    Sheet { passages: sheet.passages.clone(), events: vec![event], ..*sheet }
}
