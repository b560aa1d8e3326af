//! An event that is held several times, evening by evening: words are wrong where they are wrong of each of them.

use crate::diag::At;
use crate::model::{Event, EventEnd};
use jiff::civil::DateTime;

/// What a rule says of an event; of one with further beginnings, what it says of every single one.
pub(super) fn of_each<T>(event: &Event, rule: impl Fn(&Event) -> Option<T>) -> Option<T> {
    if event.also.is_empty() {
        return rule(event);
    }
    let mut told = None;
    for evening in each(event) {
        let said = rule(&evening)?;
        told.get_or_insert(said);
    }
    told
}

/// Each evening of an event as one of its own.
pub(super) fn each(event: &Event) -> Vec<Event> {
    let evening = |start: &At<DateTime>| {
        let end = event.end.as_ref().zip(event.end_of(start.value)).map(|(end, at)| At::new(EventEnd::Moment(at), end.span));
        Event { start: start.clone(), also: Vec::new(), end, ..event.clone() }
    };
    event.starts().map(evening).collect()
}
