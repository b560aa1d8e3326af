//! The calendar file that lies beside the PDF of an event.

use crate::export::calendar;
use crate::model::{Body, Event, Project};
use crate::plan::Job;

/// Words of the calendar file of a product; nothing where it shows no event.
pub(crate) fn of(project: &Project, job: &Job) -> Option<String> {
    let events = events(project, job);
    (!events.is_empty()).then(|| calendar::calendar(&events, &job.org, job.date))
}

/// The events of a product: the rows it was made for, else those that its content states.
fn events<'a>(project: &'a Project, job: &'a Job) -> Vec<(&'a str, &'a Event)> {
    let rows: Vec<_> = job.events().filter_map(|name| Some((name.as_str(), project.events.get(name)?))).collect();
    if !rows.is_empty() {
        return rows;
    }
    let blocks = project.contents.get(&job.content).into_iter().flat_map(|content| &content.blocks);
    let written = blocks.filter_map(|block| match &block.body {
        Body::Event(event) => Some((block.name.name.as_str(), event.as_ref())),
        _ => None,
    });
    written.collect()
}
