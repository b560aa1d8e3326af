//! Events as facts about time: a clock that exists, the weekday of the date, an end after the beginning, not over yet.

use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Event, Project};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// What is wrong with the times of an event.
pub(super) fn check(project: &Project, event: &Event, today: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let start = &event.start;
    if let Some(zone) = &event.zone {
        match TimeZone::get(&zone.value) {
            Ok(zone) => {
                found.extend(clock(&zone, event, start.value, start.span));
                let end = event.end.as_ref().zip(event.ends());
                found.extend(end.and_then(|(at, end)| clock(&zone, event, end, at.span)));
            }
            Err(_) => found.push(
                Diagnostic::error(&checks::EVENT_TIME, zone.span, format!("there is no time zone `{}`", zone.value))
                    .help("write its name as in the tz database: `America/Denver`"),
            ),
        }
    } else if let Some(join) = &event.join {
        let message = "who joins from afar needs the time zone, and there is none";
        found.push(Diagnostic::error(&checks::EVENT_TIME, join.span, message).help("add `zone = \"America/Denver\"`"));
    }
    if let (Some(end), Some(at)) = (event.ends(), &event.end)
        && end <= start.value
    {
        let message = format!("it ends on {end}, before it begins on {}", start.value);
        found.push(Diagnostic::error(&checks::EVENT_TIME, at.span, message).also(start.span, "begins here"));
    }
    found.extend(event.weekday.as_ref().and_then(|stated| weekday(project, event, stated)));
    if event.last_day() < today {
        let message = format!("it was over on {}, and it is {today}", event.last_day());
        found.push(
            Diagnostic::error(&checks::EVENT_PAST, start.span, message)
                .help("give it its new date, or leave it out; `--as-of DATE` says what counts as today"),
        );
    }
    if let Some(by) = event.rsvp_by.as_ref().filter(|by| by.value > event.last_day()) {
        let message = format!("people register by {}, after the event", by.value);
        found.push(Diagnostic::error(&checks::EVENT_TIME, by.span, message).also(start.span, "begins here"));
    }
    found
}

/// A time that clocks skip, or show twice.
fn clock(zone: &TimeZone, event: &Event, at: DateTime, span: Span) -> Option<Diagnostic> {
    let name = event.zone.as_ref().map_or("", |zone| zone.value.as_str());
    let words = |at: DateTime| format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => {
            let hours = (after.seconds() - before.seconds()) / 60;
            let message = format!("{} does not exist in {name}: clocks jump {hours} minutes forward", words(at));
            Some(Diagnostic::error(&checks::EVENT_TIME, span, message).help("write a time before or after the jump"))
        }
        AmbiguousOffset::Fold { .. } if event.second.is_some() => None,
        AmbiguousOffset::Fold { .. } => {
            let message = format!("{} comes twice in {name}: clocks go back", words(at));
            let help = "add `repeat = \"first\"` or `repeat = \"second\"`";
            Some(Diagnostic::error(&checks::EVENT_TIME, span, message).help(help))
        }
    }
}

/// A weekday in the words of any language that was read, against the date.
fn weekday(project: &Project, event: &Event, stated: &At<String>) -> Option<Diagnostic> {
    let index = |words: &str| {
        let lists = project.languages.values().map(|language| &language.words.weekdays);
        lists.filter_map(|days| days.iter().position(|day| day.value.to_lowercase() == words)).next()
    };
    let date = event.start.value.date();
    let right = date.weekday().to_monday_zero_offset() as usize;
    let stated_words = stated.value.to_lowercase();
    match index(stated_words.trim()) {
        Some(day) if day == right => None,
        None => {
            let message = format!("`{}` is no weekday in any language that is used", stated.value);
            Some(Diagnostic::error(&checks::EVENT_TIME, stated.span, message))
        }
        Some(_) => {
            let names = project
                .languages
                .values()
                .find(|l| l.words.weekdays.iter().any(|d| d.value.to_lowercase() == stated_words.trim()));
            let real = names.and_then(|l| l.words.weekdays.get(right)).map_or("", |d| d.value.as_str());
            let message = format!("`{}` is stated, but {date} is a {real}", stated.value);
            let help = format!("write `{real}`, or mend the date");
            Some(Diagnostic::error(&checks::EVENT_TIME, stated.span, message).also(event.start.span, "the date").help(help))
        }
    }
}
