//! The day of an event against what it is called: a weekday or a day in its title, its subtitle or the headline over it, and
//! doors that open when it has begun. Days with their year in other words are looked at in `dates`.

use super::calendar::{days, days_between, named_weekday, weekday_of, weekdays};
use super::evenings::of_each;
use super::mentions::is_aside;
use super::passages::{Passage, of_event};
use super::times::times;
use super::words::{find_word, holds_word, of_language, primary, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind, Language};

const REPEATING: &str = include_str!("../../assets/registries/repeating-words.txt");
const DOORS: &str = include_str!("../../assets/registries/doors-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let events: Vec<&Event> = sheet.events().collect();
    let Some(first) = events.first() else { return };
    // Doors open at one hour where all begin at one.
    if events.iter().all(|event| event.start.value.time() == first.start.value.time()) {
        found.extend(
            sheet.passages.iter().filter(|p| p.is_read()).filter_map(|passage| of_each(first, |event| doors(passage, event))),
        );
    }
    if !sheet.has_rows && sheet.language == sheet.content.language.value {
        found.extend(events.iter().filter_map(|event| further(event).or_else(|| not_asked(event))));
    }
    // With several events it is not known which one the words are about.
    let [event] = events[..] else { return };
    let is_title = |p: &&Passage<'_>| {
        let of_event = p.block.is_some_and(|name| name.kind == Kind::Event) && matches!(p.key, "title" | "subtitle");
        let headline = p.block.is_some_and(|name| name.kind == Kind::Text && name.name.contains("headline"));
        of_event || headline || p.block.is_none() && p.key == "title"
    };
    for passage in sheet.passages.iter().filter(|p| p.is_read()) {
        if is_title(&passage) {
            found.extend(of_each(event, |event| called(passage, event, language)));
        }
    }
}

/// The title and the subtitle of a row.
pub(super) fn of_row(event: &Event, tag: &str, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(tag) else { return };
    for passage in of_event(event, None, tag).iter().filter(|p| matches!(p.key, "title" | "subtitle")) {
        found.extend(
            of_each(event, |event| called(passage, event, language)).filter(|_| days(&passage.text.value, language).is_empty()),
        );
    }
}

/// An address of the web in place of a house, and what a calendar writes for a whole day.
pub(super) fn keys(event: &Event, found: &mut Vec<Diagnostic>) {
    let places =
        [("venue", &event.venue), ("room", &event.room)].into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    found.extend(places.filter(|(_, text)| text.value.contains("://") || text.value.starts_with("www.")).map(|(key, text)| {
        let message = format!("`{key}` is `{}`, and nobody walks there", text.value);
        Diagnostic::warning(&checks::BAD_VALUE, text.span, message)
            .help("write where it is; an address to join it at has the key `join`")
    }));
    let midnight = jiff::civil::Time::midnight();
    let is_whole = event.start.value.time() == midnight && event.ends().is_some_and(|end| end.time() == midnight);
    if is_whole {
        let message = "it is from midnight to midnight, which is how calendars write a whole day".to_string();
        found.push(Diagnostic::warning(&checks::EVENT_TIME, event.start.span, message).help("write the hour that it begins"));
    }
    found.extend(further(event));
    found.extend(not_asked(event));
}

/// A last day to register, and a key that says nobody has to. A link there may be all the same, for whoever wants to.
fn not_asked(event: &Event) -> Option<Diagnostic> {
    let said = event.rsvp.as_ref().filter(|rsvp| !rsvp.value)?;
    let by = event.rsvp_by.as_ref()?;
    let message = "`rsvp` says that nobody has to register, and there is `rsvp_by`";
    Some(
        Diagnostic::warning(&checks::BAD_VALUE, said.span, message)
            .also(by.span, "here")
            .help("write `rsvp = true`, or take `rsvp_by` out"),
    )
}

/// A further beginning so many days from the first is one of the next year.
const FAR: i64 = 300;
/// Hours of the night, behind midnight.
const NIGHT: std::ops::Range<i8> = 1..6;

/// A further beginning in another year, or in the middle of the night of something that begins by day.
fn further(event: &Event) -> Option<Diagnostic> {
    let first = event.start.value;
    event.also.iter().find_map(|also| {
        let days = days_between(first.date(), also.value.date());
        let is_late = NIGHT.contains(&also.value.hour()) && !NIGHT.contains(&first.hour()) && first.hour() != 0;
        let message = match (days.abs() > FAR, is_late) {
            (true, _) => format!("it begins again on {}, {} days from {}", also.value.date(), days.abs(), first.date()),
            (false, true) => format!("it begins again at {}, and first at {}", also.value.time(), first.time()),
            (false, false) => return None,
        };
        Some(
            Diagnostic::warning(&checks::EVENT_TIME, also.span, message)
                .also(event.start.span, "the first")
                .help("look at the year and at the half of the day"),
        )
    })
}

/// Whether a text says that something comes again: `every Friday`, `weekly`, not `every teacher`.
pub(super) fn is_repeated(lower: &str, language: &Language) -> bool {
    let row = |sign: &str| of_language(REPEATING, &format!("{}{sign}", primary(&language.tag)));
    let units = row(">");
    let is_before = |cue: &&str| {
        let Some(at) = find_word(lower, cue) else { return false };
        let behind = words(&lower[at + cue.len()..]);
        let next = behind.first().map_or("", |word| word.text);
        let is_day = |name: &&str| name.to_lowercase() == next.strip_suffix('s').unwrap_or(next) || name.to_lowercase() == next;
        units.contains(&next) || weekdays(language).iter().any(is_day)
    };
    row("").iter().any(|word| holds_word(lower, word)) || row("+").iter().any(is_before)
}

/// A weekday or a day that is not the event's.
fn called(passage: &Passage<'_>, event: &Event, language: &Language) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    if event.series.is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    if is_repeated(&lower, language) || is_aside(text, "", &language.tag) {
        return None;
    }
    let (first, last) = (event.start.value.date(), event.last_day());
    let told = |said: &str, help: String| {
        let message = format!("the words say `{said}`, and the event is on {first}");
        Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message).also(event.start.span, "the event").help(help)
    };
    let said = days(text, language);
    if let [day] = &said[..] {
        let is_bare = day.year.is_none() && !day.is_impossible();
        let within = (first.year()..=last.year())
            .filter_map(|year| jiff::civil::Date::new(year, day.month, day.day).ok())
            .any(|date| (first..=last).contains(&date));
        return (is_bare && !within).then(|| told(day.text, "write the same day in both places".to_string()));
    }
    let (word, weekday) = named_weekday(text, language).filter(|_| said.is_empty())?;
    let is_there = std::iter::successors(Some(first), |date| date.tomorrow().ok().filter(|next| *next <= last))
        .take(7)
        .any(|date| weekday_of(date) == weekday);
    let right = weekdays(language).get(weekday_of(first)).copied()?;
    (!is_there).then(|| told(word, format!("the day is a {right}: mend the word, or the date")))
}

/// `Doors open at 4 p.m.` of something that begins at three.
fn doors(passage: &Passage<'_>, event: &Event) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let lower = text.to_lowercase();
    let cue = of_language(DOORS, passage.language).into_iter().find_map(|cue| Some(lower.find(cue)? + cue.len()))?;
    if event.series.is_some() || lower.len() != text.len() {
        return None;
    }
    let behind = text.get(cue..)?;
    let opened = times(behind, passage.language).into_iter().find(|time| time.is_behind(behind))?;
    let begins = event.start.value.time();
    let begins = i32::from(begins.hour()) * 60 + i32::from(begins.minute());
    let minutes = i32::from(opened.minutes()?);
    (minutes > begins && minutes - begins < 12 * 60).then(|| {
        let message = format!("the doors open at `{}`, and the event has begun by then", opened.text);
        Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
            .also(event.start.span, "it begins here")
            .help("look both times up, and mend the one that is wrong")
    })
}
