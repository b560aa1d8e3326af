//! The hours and days of a program against those of its event: what is on before it begins, or when it is over.

use super::Sheet;
use super::calendar::days;
use super::passages::Passage;
use super::times::times;
use super::words::{holds_word, of_language, primary, without_marks};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind, Language};
use jiff::civil::Date;

const WORDS: &str = include_str!("../../assets/registries/event-words.txt");

/// The first item of a list of hours that is none of the one event of the sheet.
pub(super) fn check(sheet: &Sheet<'_>, event: &Event, language: &Language) -> Option<Diagnostic> {
    if event.last_day() != event.start.value.date() {
        return of_days(sheet, event, language);
    }
    let end = event.ends()?;
    let minutes = |time: jiff::civil::Time| u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs());
    let (from, to) = (minutes(event.start.value.time()), minutes(end.time()));
    let is_item = |p: &&Passage<'_>| p.key == "items" && p.block.is_some_and(|name| name.kind == Kind::List);
    let items: Vec<(&Passage<'_>, u16)> =
        sheet.passages.iter().filter(is_item).filter_map(|item| Some((item, first_hour(item, language)?))).collect();
    let is_within = |at: u16| (from..=to).contains(&at);
    // A list of other hours, such as those of the bus, is none of the program.
    let most = items.iter().filter(|(_, at)| is_within(*at)).count() * 2 >= items.len();
    let (item, at) =
        items.iter().find(|(item, at)| !is_within(*at) && !is_around(item, language)).filter(|_| most && items.len() > 1)?;
    Some(told(item, *at, event, language))
}

/// The first item of a list of days that is none of an event of several.
fn of_days(sheet: &Sheet<'_>, event: &Event, language: &Language) -> Option<Diagnostic> {
    let (first, last) = (event.start.value.date(), event.last_day());
    let day = |item: &Passage<'_>| {
        let text = without_marks(&item.text.value);
        let day = days(&text, language).into_iter().next().filter(|day| text.starts_with(day.text))?;
        Date::new(day.year.unwrap_or(first.year()), day.month, day.day).ok()
    };
    let is_item = |p: &&Passage<'_>| p.key == "items" && p.block.is_some_and(|name| name.kind == Kind::List);
    let items: Vec<(&Passage<'_>, Date)> =
        sheet.passages.iter().filter(is_item).filter_map(|item| Some((item, day(item)?))).collect();
    let is_within = |date: &Date| (first..=last).contains(date);
    let most = items.iter().filter(|(_, date)| is_within(date)).count() * 3 >= items.len() * 2;
    let (item, date) =
        items.iter().find(|(item, date)| !is_within(date) && !is_around(item, language)).filter(|_| most && items.len() > 1)?;
    let message = format!("`{}` is on {date}, and the event from {first} to {last}", item.text.value);
    Some(
        Diagnostic::warning(&checks::EVENT_DIFFERS, item.text.span, message)
            .also(event.start.span, "the event")
            .help("mend the day of one of the two"),
    )
}

/// The hour that an item begins with, with its half of the day.
fn first_hour(item: &Passage<'_>, language: &Language) -> Option<u16> {
    let text = without_marks(&item.text.value);
    let time = times(&text, &language.tag).into_iter().next().filter(|time| text.starts_with(time.text))?;
    let minutes = time.minutes()?;
    (time.is_halved() || minutes >= 13 * 60).then_some(minutes)
}

/// Doors, registration, cleaning up: what comes before and after.
fn is_around(item: &Passage<'_>, language: &Language) -> bool {
    let lower = item.text.value.to_lowercase();
    of_language(WORDS, &format!("{}*", primary(&language.tag))).iter().any(|word| holds_word(&lower, word))
}

fn told(item: &Passage<'_>, at: u16, event: &Event, _: &Language) -> Diagnostic {
    let start = event.start.value;
    let when = if at < u16::from(start.hour().unsigned_abs()) * 60 + u16::from(start.minute().unsigned_abs()) {
        "before the event begins"
    } else {
        "when the event is over"
    };
    let message = format!("`{}` is on {when}", item.text.value);
    Diagnostic::warning(&checks::EVENT_DIFFERS, item.text.span, message)
        .also(event.start.span, "the event")
        .help("look at the half of the day, or mend the event")
}
