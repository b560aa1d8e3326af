//! The calendar file that lies beside the PDF of an event.

use crate::export::calendar;
use crate::model::{Body, Event, Project};
use crate::plan::Job;

/// Words of the calendar file of a product; nothing where it shows no event.
pub(super) fn of(project: &Project, job: &Job) -> Option<String> {
    let (id, event) = event(project, job)?;
    Some(calendar::calendar(event, id, &job.org, job.date))
}

/// The event of a product: the row it was made for, else the one that its content states.
fn event<'a>(project: &'a Project, job: &'a Job) -> Option<(&'a str, &'a Event)> {
    let row = job.event.as_ref().and_then(|name| Some((name.as_str(), project.events.get(name)?)));
    let written = || {
        let mut blocks = project.contents.get(&job.content)?.blocks.iter();
        blocks.find_map(|block| match &block.body {
            Body::Event(event) => Some((block.name.name.as_str(), event.as_ref())),
            _ => None,
        })
    };
    row.or_else(written)
}

/// `talk-en.pdf` to `talk-en.ics`.
pub(super) fn path(pdf: &str) -> String {
    format!("{}.ics", pdf.strip_suffix(".pdf").unwrap_or(pdf))
}
