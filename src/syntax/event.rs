//! `[event.NAME]` and rows of a table of events.

use super::reader::{Reader, Value};
use super::schema::trace::Form;
use super::section::Section;
use super::table::days;
use super::{address, org};
use crate::diag::{At, Span, checks};
use crate::model::{EVENT_WORDS, Event, EventEnd, EventPicture, EventStatus};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// Reads an event of a content. `None` without a title or a beginning.
pub(super) fn event(reader: &Reader, s: &Section<'_, '_>) -> Option<Event> {
    common(reader, s)
}

/// Reads a row of a table: an event that also says who holds it, what is made of it, and its own words and pictures.
pub(super) fn row(reader: &Reader, s: &Section<'_, '_>) -> Option<Event> {
    let (org, language, languages) = (s.line("org"), s.line("language"), s.texts("languages").unwrap_or_default());
    let (presets, quantity) = (s.texts("presets").unwrap_or_default(), s.whole("quantity", 1..=100_000_000));
    let (words, say, links, row) = (translations(reader, s), org::say(reader, s), org::links(reader, s), org::row_words(s));
    let picture = s.line("picture").map(|file| EventPicture {
        alt: picture_alt(s).unwrap_or_else(|| At::new(String::new(), file.span)),
        credit: s.line("picture_credit"),
        file,
    });
    Some(Event { org, language, languages, presets, quantity, words, say, links, picture, row, ..common(reader, s)? })
}

/// What a picture of a row says to whoever cannot see it. `decoration`: nothing; an empty cell may only have been forgotten.
fn picture_alt(s: &Section<'_, '_>) -> Option<At<String>> {
    let alt = s.line("picture_alt")?;
    let is_decoration = alt.value.eq_ignore_ascii_case("decoration");
    Some(if is_decoration { At::new(String::new(), alt.span) } else { alt })
}

/// `words.es.title`: a column for each language.
fn translations(reader: &Reader, s: &Section<'_, '_>) -> BTreeMap<String, BTreeMap<String, At<String>>> {
    let mut all = BTreeMap::new();
    let Some(languages) = s.table("words") else { return all };
    for (tag, span, value) in languages.entries() {
        let Some(section) = reader.table(value, span, tag) else { continue };
        let words = EVENT_WORDS.iter().filter_map(|key| Some((key.to_string(), section.line(key)?)));
        all.insert(tag.to_string(), words.collect());
        section.done();
    }
    all
}

fn common(reader: &Reader, s: &Section<'_, '_>) -> Option<Event> {
    let title = s.must_line("title");
    let zone = s.line("zone");
    let start = s.get("start").and_then(|value| start_of(reader, value, "start", zone.as_ref()));
    let start = s.must_like("start", start, || start_sample(s));
    let end = s.get("end").and_then(|value| end(reader, value, zone.as_ref()));
    let also = s.get("also").map(|value| match value.get_ref() {
        DeValue::Array(all) => all.iter().filter_map(|value| start_of(reader, value, "also", zone.as_ref())).collect(),
        _ => start_of(reader, value, "also", zone.as_ref()).into_iter().collect(),
    });
    let address = s.line("address");
    address.iter().for_each(|address| address::check(reader, address));
    let status = s.choice("status", &EventStatus::ALL);
    let second = s.choice("repeat", &[("first", false), ("second", true)]);
    let event = Event {
        org: None,
        subtitle: s.line("subtitle"),
        language: None,
        languages: Vec::new(),
        words: BTreeMap::new(),
        also: also.unwrap_or_default(),
        end,
        zone,
        second,
        weekday: s.line("weekday"),
        venue: s.line("venue"),
        room: s.line("room"),
        address,
        region: s.line("region"),
        join: s.line("join"),
        speaker: s.line("speaker"),
        speaker_title: s.line("speaker_title"),
        speaker_org: s.line("speaker_org"),
        presenter: s.line("presenter"),
        audience: s.line("audience"),
        cost: s.line("cost"),
        seats: s.whole("seats", 1..=1_000_000),
        rsvp: s.flag("rsvp"),
        rsvp_by: s.date("rsvp_by"),
        rsvp_link: s.line("rsvp_link"),
        rsvp_phone: s.line("rsvp_phone"),
        rsvp_phone_ext: s.line("rsvp_phone_ext"),
        interpreters: s.line("interpreters"),
        access: s.line("access"),
        childcare: s.line("childcare"),
        food: s.line("food"),
        note: s.line("note"),
        status: status.unwrap_or(At::new(EventStatus::Confirmed, s.span)),
        series: s.line("series"),
        sponsor: s.line("sponsor"),
        presets: Vec::new(),
        quantity: None,
        say: BTreeMap::new(),
        links: BTreeMap::new(),
        picture: None,
        row: BTreeMap::new(),
        origin: s.span,
        title: title?,
        start: start?,
    };
    lonely(reader, &event);
    Some(event)
}

/// Words that are printed with others, and the others are not there: they would be left out without a word.
fn lonely(reader: &Reader, event: &Event) {
    let of_speaker = event.speaker_title.as_ref().or(event.speaker_org.as_ref()).filter(|_| event.speaker.is_none());
    if let Some(text) = of_speaker {
        let key = if event.speaker_title.is_some() { "speaker_title" } else { "speaker_org" };
        let message = format!("`{key}` belongs to a speaker, and there is no `speaker`");
        reader.error(&checks::MISSING_KEY, text.span, message, "add `speaker = \"...\"`, or take it out");
    }
    if let Some(ext) = event.rsvp_phone_ext.as_ref().filter(|_| event.rsvp_phone.is_none()) {
        let message = "`rsvp_phone_ext` belongs to a number, and there is no `rsvp_phone`";
        reader.error(&checks::MISSING_KEY, ext.span, message, "add `rsvp_phone = \"...\"`, or take it out");
    }
    let has_way = event.rsvp_link.is_some() || event.rsvp_phone.is_some();
    let is_needless = !has_way && event.rsvp.as_ref().is_some_and(|rsvp| !rsvp.value);
    if let Some(by) = event.rsvp_by.as_ref().filter(|_| is_needless) {
        let message = "`rsvp_by` says until when people register, and `rsvp = false` that nobody needs to";
        let help = "take one of the two out";
        reader.error(&checks::MISSING_KEY, by.span, message, help);
    }
}

/// `2027-01-16T09:00:00` of `January 16, 2027 at 9 am`.
fn typed(words: &str) -> Option<String> {
    days::moment(&words.replace(" at ", " ")).filter(|moment| moment.contains('T'))
}

/// How `start` is written: with the day and the time that other keys of the table say, where they do.
fn start_sample(s: &Section<'_, '_>) -> String {
    let [day, time] = ["date", "time"].map(|key| s.written(key));
    let said = day.zip(time).and_then(|(day, time)| typed(&format!("{day} {time}")));
    said.unwrap_or_else(|| "2027-06-05T18:30:00".to_string())
}

/// A day with a time. One with an offset from universal time is brought to the clock of the zone.
fn start_of(reader: &Reader, value: &Value<'_>, key: &str, zone: Option<&At<String>>) -> Option<At<DateTime>> {
    let span = reader.span(value.span());
    reader.takes(value, Form::Moment);
    match moment(value) {
        Some((Some(day), time, offset)) => {
            let at = local(reader, (day.to_datetime(time), offset, key, span), zone)?;
            Some(At::new(at, span))
        }
        _ => {
            let own_day = || Some(format!("{}T18:30:00", value.get_ref().as_datetime()?.date?));
            let help = match value.get_ref().as_str().and_then(typed).or_else(own_day) {
                Some(moment) => format!("write `{key} = {moment}`, without quotes"),
                None => "write both without quotes: 2026-11-23T18:30:00".to_string(),
            };
            reader.error(&checks::BAD_DATE, span, format!("`{key}` is no day with a time"), help);
            None
        }
    }
}

/// A day with a time, or a time of the same day.
fn end(reader: &Reader, value: &Value<'_>, zone: Option<&At<String>>) -> Option<At<EventEnd>> {
    let span = reader.span(value.span());
    reader.takes(value, Form::Moment);
    reader.takes(value, Form::Time);
    match moment(value) {
        Some((Some(day), time, offset)) => {
            let at = local(reader, (day.to_datetime(time), offset, "end", span), zone)?;
            Some(At::new(EventEnd::Moment(at), span))
        }
        Some((None, time, _)) => Some(At::new(EventEnd::Time(time), span)),
        None => {
            let help = match value.get_ref().as_str().and_then(|words| days::time(words.trim())) {
                Some(time) => format!("write `end = {time}`, without quotes"),
                None => "write a time, `19:30:00`, or a day with a time, `2027-01-11T19:30:00`, without quotes".to_string(),
            };
            reader.error(&checks::BAD_DATE, span, "`end` is neither a time nor a day with a time", help);
            None
        }
    }
}

/// Day, time and offset from universal time of a TOML value. `None`: it has no time.
fn moment(value: &Value<'_>) -> Option<(Option<Date>, Time, Option<Offset>)> {
    let DeValue::Datetime(at) = value.get_ref() else { return None };
    let time = at.time?;
    let time = Time::new(time.hour as i8, time.minute as i8, time.second.unwrap_or(0) as i8, 0).ok()?;
    let day = match at.date {
        Some(day) => Some(Date::new(day.year as i16, day.month as i8, day.day as i8).ok()?),
        None => None,
    };
    let offset = match at.offset {
        None => None,
        Some(toml::value::Offset::Z) => Some(Offset::UTC),
        Some(toml::value::Offset::Custom { minutes }) => Some(Offset::from_seconds(i32::from(minutes) * 60).ok()?),
    };
    Some((day, time, offset))
}

/// The clock on the wall of the zone at a moment. Without an offset that is what is written; with one it takes a zone.
fn local(
    reader: &Reader,
    (at, offset, key, span): (DateTime, Option<Offset>, &str, Span),
    zone: Option<&At<String>>,
) -> Option<DateTime> {
    let Some(offset) = offset else { return Some(at) };
    let Some(zone) = zone else {
        let message = format!("`{key}` has an offset from universal time, and there is no `zone` to bring it to");
        let help = "write the clock on the wall there, without an offset; or add `zone = \"America/Denver\"`";
        reader.error(&checks::BAD_DATE, span, message, help);
        return None;
    };
    // A zone that nobody knows is said with the other mistakes of the event.
    let Ok(zone) = TimeZone::get(&zone.value) else { return Some(at) };
    offset.to_timestamp(at).ok().map(|moment| zone.to_datetime(moment))
}
