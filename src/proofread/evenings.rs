//! An event that is held several times, evening by evening: words are wrong where they are wrong of each of them.

use crate::diag::At;
use crate::model::{Event, EventEnd};

/// What a rule says of an event; of one with further beginnings, what it says of every single one.
pub(super) fn of_each<T>(event: &Event, rule: impl Fn(&Event) -> Option<T>) -> Option<T> {
    if event.also.is_empty() {
        return rule(event);
    }
    let mut told = None;
    for start in event.starts() {
        let end = event.end.as_ref().zip(event.end_of(start.value)).map(|(end, at)| At::new(EventEnd::Moment(at), end.span));
        let evening = Event { start: start.clone(), also: Vec::new(), end, ..event.clone() };
        let said = rule(&evening)?;
        told.get_or_insert(said);
    }
    told
}
