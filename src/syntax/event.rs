//! `[event.NAME]` and rows of a table of events.

use super::reader::{Reader, Section};
use crate::diag::{At, checks};
use crate::model::{Event, EventEnd, EventStatus};
use jiff::civil::{DateTime, Time};
use toml::de::DeValue;

/// Reads an event. `None` without a title or a beginning.
pub(super) fn event(reader: &Reader, s: &Section<'_, '_>) -> Option<Event> {
    let title = s.must_text("title");
    let (start, end) = (s.must("start", s.moment("start")), end(reader, s));
    let zone = s.text("zone");
    let status = s.choice("status", &EventStatus::ALL);
    let second = s.choice("repeat", &[("first", false), ("second", true)]);
    let event = Event {
        org: s.text("org"),
        subtitle: s.text("subtitle"),
        language: s.text("language"),
        end,
        zone,
        second,
        weekday: s.text("weekday"),
        venue: s.text("venue"),
        room: s.text("room"),
        address: s.text("address"),
        region: s.text("region"),
        join: s.text("join"),
        speaker: s.text("speaker"),
        speaker_title: s.text("speaker_title"),
        speaker_org: s.text("speaker_org"),
        presenter: s.text("presenter"),
        audience: s.text("audience"),
        cost: s.text("cost"),
        seats: s.whole("seats", 1..=1_000_000),
        rsvp: s.flag("rsvp"),
        rsvp_by: s.date("rsvp_by"),
        rsvp_link: s.text("rsvp_link"),
        rsvp_phone: s.text("rsvp_phone"),
        rsvp_phone_ext: s.text("rsvp_phone_ext"),
        interpreters: s.text("interpreters"),
        access: s.text("access"),
        childcare: s.text("childcare"),
        food: s.text("food"),
        status: status.unwrap_or(At::new(EventStatus::Confirmed, s.span)),
        series: s.text("series"),
        sponsor: s.text("sponsor"),
        presets: s.texts("presets").unwrap_or_default(),
        quantity: s.whole("quantity", 1..=100_000_000),
        origin: s.span,
        title: title?,
        start: start?,
    };
    Some(event)
}

/// A day with a time, or a time of the same day.
fn end(reader: &Reader, s: &Section<'_, '_>) -> Option<At<EventEnd>> {
    let value = s.get("end")?;
    let span = reader.span(value.span());
    let read = match value.get_ref() {
        DeValue::Datetime(at) if at.offset.is_none() => at.time.and_then(|time| {
            let clock = Time::new(time.hour as i8, time.minute as i8, time.second.unwrap_or(0) as i8, 0).ok()?;
            match at.date {
                Some(day) => {
                    let day = jiff::civil::Date::new(day.year as i16, day.month as i8, day.day as i8).ok()?;
                    Some(EventEnd::Moment(DateTime::from_parts(day, clock)))
                }
                None => Some(EventEnd::Time(clock)),
            }
        }),
        _ => None,
    };
    if read.is_none() {
        let help = "write a time, `19:30:00`, or a day with a time, `2027-01-11T19:30:00`, without quotes";
        reader.error(&checks::BAD_DATE, span, "`end` is neither a time nor a day with a time", help);
    }
    read.map(|end| At::new(end, span))
}
