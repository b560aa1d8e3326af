//! Which events a content shows: its own, or rows of a table in their place.

use crate::model::{Body, Content, Event, Name, Project};
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};

/// What all jobs of a content show.
pub(super) enum Rows<'j> {
    /// Some of its sheets show the event that the content states itself.
    None,
    /// The same rows on every sheet.
    Same(Vec<&'j Name>),
    /// Rows of its own on each: those of them that stand alone on their sheet.
    Different(BTreeSet<&'j Name>),
}

/// The rows that the sheets of each content show.
pub(super) fn rows(jobs: &[Job]) -> BTreeMap<&Name, Rows<'_>> {
    let mut all: BTreeMap<&Name, Rows<'_>> = BTreeMap::new();
    for job in jobs {
        let shown: Vec<&Name> = job.events().collect();
        let own = if shown.is_empty() { Rows::None } else { Rows::Same(shown) };
        let Some(before) = all.get_mut(&job.content) else {
            all.insert(&job.content, own);
            continue;
        };
        match (&before, own) {
            (_, Rows::None) => *before = Rows::None,
            (Rows::Same(rows), Rows::Same(others)) if *rows != others => {
                *before = Rows::Different(alone(rows).chain(alone(&others)).collect());
            }
            (Rows::Different(_), Rows::Same(others)) => {
                if let Rows::Different(rows) = before {
                    rows.extend(alone(&others));
                }
            }
            _ => {}
        }
    }
    all
}

fn alone<'j>(rows: &[&'j Name]) -> impl Iterator<Item = &'j Name> + use<'j> {
    <[&Name; 1]>::try_from(rows).ok().into_iter().flatten()
}

/// Rows that stand alone on the sheets of a content, another on each.
pub(super) fn one_by_one<'a>(project: &'a Project, rows: Option<&Rows<'_>>) -> Vec<&'a Event> {
    match rows {
        Some(Rows::Different(names)) => names.iter().filter_map(|name| project.events.get(*name)).collect(),
        _ => Vec::new(),
    }
}

/// The events on every sheet of a content, and whether they are rows. A row takes the place of the event that the content
/// states, so that one is none of them.
pub(super) fn events<'a>(content: &'a Content, project: &'a Project, rows: Option<&Rows<'_>>) -> (Vec<&'a Event>, bool) {
    match rows {
        None | Some(Rows::None) => (own(content).collect(), false),
        Some(Rows::Same(names)) => (names.iter().filter_map(|name| project.events.get(*name)).collect(), true),
        Some(Rows::Different(_)) => (Vec::new(), true),
    }
}

fn own(content: &Content) -> impl Iterator<Item = &Event> {
    content.blocks.iter().filter_map(|block| match &block.body {
        Body::Event(event) => Some(&**event),
        _ => None,
    })
}
