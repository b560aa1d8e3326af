//! Days in words: those that no calendar has, weekdays that are another, what is over, and days that differ on one sheet.

use super::calendar::{Day, days, months, weekdays};
use super::passages::Passage;
use super::words::of_language;
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Audience, Body, Event, Language, Payload};
use jiff::civil::Date;

const UNTIL: &str = include_str!("../../assets/registries/until-words.txt");

/// How long after a day its announcement is still out of date, not history.
const RECENT: i64 = 400;

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| passage.is_read() && may_hold_a_date(text))
    else {
        return;
    };
    let span = passage.text.span;
    for day in days(text, language) {
        if day.is_impossible() {
            let message = format!("`{}`: the month has no such day", day.text);
            found.push(Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help("look the date up and type it again"));
        } else if let Some((right, wrong)) = other_weekday(&day, language, desk.today) {
            let message = format!("`{}` is a {right}, not a {wrong}", day.text);
            found.push(
                Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help(format!("write `{right}`, or mend the date")),
            );
        } else if let Some(date) = day.date().filter(|date| day.weekday.is_some() && is_recent(*date, desk.today)) {
            let message = format!("`{}` is over: it was {} days ago", day.text, days_between(date, desk.today));
            found.push(Diagnostic::warning(&checks::EVENT_PAST, span, message).help("write the new date, or take the text out"));
        }
    }
    let cues = of_language(UNTIL, passage.language);
    for (words, at, end) in months(text, language) {
        let before = text[..at].trim_end().to_lowercase();
        if end < desk.today && cues.iter().any(|cue| before.ends_with(cue)) {
            let message = format!("the words promise something by `{words}`, which is over");
            found.push(
                Diagnostic::warning(&checks::EXPIRED, span, message).help("do what was promised, then write the next date"),
            );
        }
    }
    found.extend(numeric(text).map(|written| {
        let message = format!("`{written}` is no date of the calendar");
        Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help("look the date up and type it again")
    }));
}

fn may_hold_a_date(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

fn is_recent(date: Date, today: Date) -> bool {
    date < today && days_between(date, today) <= RECENT
}

/// The weekday that the day really is, and the one it is called.
fn other_weekday<'l>(day: &Day<'_>, language: &'l Language, today: Date) -> Option<(&'l str, &'l str)> {
    let called = day.weekday?;
    let names = weekdays(language);
    let of = |date: Date| usize::from(date.weekday().to_monday_zero_offset() as u8);
    let name = |n: usize| names.get(n).copied();
    let dates: Vec<Date> = match day.date() {
        Some(date) => vec![date],
        // Without a year it is one round today.
        None if day.year.is_none() => {
            let near = |date: &Date| (-200..=365).contains(&signed_days(today, *date));
            (today.year() - 1..=today.year() + 1)
                .filter_map(|year| Date::new(year, day.month, day.day).ok())
                .filter(near)
                .collect()
        }
        None => return None,
    };
    let right = *dates.last()?;
    (!dates.iter().any(|date| of(*date) == called)).then(|| Some((name(of(right))?, name(called)?))).flatten()
}

fn signed_days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// `13/45/2027` and `2027-02-30`: neither order gives a date.
fn numeric(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && c != '/' && c != '-').map(|p| p.trim_matches(['/', '-']));
    pieces.filter(|piece| {
        let parts: Vec<&str> = piece.split(['/', '-']).collect();
        let [a, b, c] = parts[..] else { return false };
        let number = |s: &str| s.parse::<i8>().ok();
        let is = |y: &str, m: &str, d: &str| {
            let year = y.parse().ok().filter(|y: &i16| (1900..2200).contains(y));
            year.zip(number(m)).zip(number(d)).map(|((y, m), d)| Date::new(y, m, d).is_ok())
        };
        let slashed = piece.contains('/') && !piece.contains('-');
        let iso = !piece.contains('/') && a.len() == 4 && b.len() == 2 && c.len() == 2;
        let us = slashed && c.len() == 4 && a.len() <= 2 && b.len() <= 2;
        iso && is(a, b, c) == Some(false) || us && is(c, a, b) == Some(false) && is(c, b, a) == Some(false)
    })
}

/// The day of a code or an event against the days in the words of its content.
pub(super) fn on_one_sheet(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let events = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Qr(qr) => match &qr.payload {
            Payload::Event(event) => Some((event.start.value.date(), event.start.span)),
            _ => None,
        },
        Body::Event(event) if event.series.is_none() => Some((event.start.value.date(), event.start.span)),
        _ => None,
    });
    let events: Vec<_> = events.collect();
    if events.is_empty() {
        return;
    }
    // Days that are announced: with their weekday, or all of a sheet about an event.
    let announces = |day: &Day<'_>| day.weekday.is_some() || sheet.content.audience.value == Audience::Event;
    let announced = sheet
        .passages
        .iter()
        .filter(|p| p.is_read())
        .flat_map(|p| days(&p.text.value, language).into_iter().map(move |d| (p, d)));
    let announced: Vec<_> =
        announced.filter(|(_, day)| announces(day)).filter_map(|(p, day)| Some((p, day, day.date()?))).collect();
    for (date, span) in &events {
        if let [(passage, day, first), rest @ ..] = &announced[..]
            && rest.iter().all(|(.., d)| d == first)
            && first != date
        {
            let message = format!("the words say `{}`, and the event is on {date}", day.text);
            found.push(
                Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                    .also(*span, "the event")
                    .help("write the same day in both places"),
            );
        }
    }
}

/// The words of a row against its day, or the days from its first to its last.
pub(super) fn of_event(event: &Event, passages: &[Passage<'_>], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let read = passages.iter().filter(|p| matches!(p.key, "title" | "subtitle") && event.series.is_none());
    for passage in read {
        let Some(language) = desk.project.languages.get(passage.language) else { continue };
        let (start, last) = (event.start.value.date(), event.last_day());
        let cues = of_language(UNTIL, passage.language);
        // `Register by January 5` is another day on purpose.
        let is_limit = |day: &Day<'_>| {
            let at = passage.text.value.find(day.text).unwrap_or(0);
            let before = passage.text.value[..at].trim_end().to_lowercase();
            cues.iter().any(|cue| before.ends_with(cue))
        };
        let of_year = |day: &Day<'_>| Date::new(day.year.unwrap_or(start.year()), day.month, day.day).ok();
        let said = days(&passage.text.value, language).into_iter().filter(|day| !is_limit(day));
        let said: Vec<_> = said.filter_map(|day| Some((of_year(&day)?, day))).collect();
        // Where one of the days is right, another is a second one, such as the day it is put off to.
        let is_right = said.iter().any(|(date, _)| (start..=last).contains(date));
        if let Some((_, day)) = said.first().filter(|_| !is_right) {
            let message = format!("the words say `{}`, and the event begins on {start}", day.text);
            found.push(
                Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                    .also(event.start.span, "the day")
                    .help("write the same day in both places"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_figures_are_dates_in_one_order_at_least() {
        assert_eq!(numeric("on 13/45/2027 and 02/30/2027").count(), 2);
        assert_eq!(numeric("2027-02-30").count(), 1);
        for text in ["21/1/2027", "1/21/2027", "2027-01-21", "24/7", "1-888-373-7888", "1/2/3", "2015-2022", "406-555-2020"] {
            assert_eq!(numeric(text).count(), 0, "{text}");
        }
    }
}
