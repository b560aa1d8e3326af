//! Days in words: those that no calendar has, weekdays that are another, what is over, and days that differ on one sheet.

use super::calendar::{Day, dates_of, days, days_between, weekday, weekday_behind, weekday_of, weekdays};
use super::day_lists::{Several, days_alone};
use super::day_ranges::{Range, ranges};
use super::mentions::{is_aside, is_history, is_put_off, sentence};
use super::passages::Passage;
use super::times::times;
use super::words::{holds_word, of_language, words};
use super::{Desk, Sheet, answer_days};
use crate::diag::{Diagnostic, Span, checks};
use crate::model::{Audience, Body, Event, Language, Payload};
use jiff::civil::Date;

const SINCE: &str = include_str!("../../assets/registries/since-words.txt");

const INVITING: &str = include_str!("../../assets/registries/inviting-words.txt");

const EVENT_WORDS: &str = include_str!("../../assets/registries/event-words.txt");

/// How far ahead an announced day may lie.
const YEARS_AHEAD: i64 = 5;

/// How long after a day its announcement is still out of date, not history.
const RECENT: i64 = 400;

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| passage.is_read() && may_hold_a_date(text))
    else {
        return;
    };
    let span = passage.text.span;
    let named = days(text, language);
    for (n, day) in named.iter().enumerate() {
        if day.is_impossible() {
            let message = format!("`{}`: the month has no such day", day.text);
            found.push(Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help("look the date up and type it again"));
        } else if let Some((written, right, wrong)) = other_weekday(text, &named, n, (language, desk.today)) {
            let message = format!("`{written}` is a {right}, not a {wrong}");
            found.push(
                Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help(format!("write `{right}`, or mend the date")),
            );
        } else if let Some(years) = day
            .date()
            .and_then(|date| years_ahead(date, desk.today))
            .filter(|_| is_announced(text, day, &[], language, desk.today))
        {
            let message = format!("`{}` is {years} years from now", day.text);
            found.push(Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look the year up and type it again"));
        } else if let Some(date) =
            day.date().filter(|date| is_recent(*date, desk.today) && is_announced(text, day, &named, language, desk.today))
        {
            let message = format!("`{}` is over: it was {} days ago", day.text, days_between(date, desk.today));
            found.push(Diagnostic::warning(&checks::EVENT_PAST, span, message).help("write the new date, or take the text out"));
        }
    }
    found.extend(to_come(text, passage.language, desk.today).map(|(words, year)| {
        let message = format!("`{words}`: {year} is a year to come");
        Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look the year up and type it again")
    }));
    found.extend(ranges(text, language).into_iter().filter(Range::is_backwards).map(|range| {
        let message = format!("`{}` ends before it begins", range.text);
        Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look both days up, and mend the one that is wrong")
    }));
    found.extend(named.windows(2).filter_map(|pair| backwards(text, &pair[0], &pair[1])).map(|days| {
        let message = format!("`{days}` ends before it begins");
        Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look both days up, and mend the one that is wrong")
    }));
    found.extend(numbered(text).filter_map(|(at, written, dates)| {
        let (right, wrong) = called_otherwise(&text[..at], &text[at + written.len()..], &dates, language)?;
        let message = format!("`{written}` is a {right}, not a {wrong}");
        Some(Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help(format!("write `{right}`, or mend the date")))
    }));
    found.extend(numeric(text).map(|written| {
        let message = format!("`{written}` is no date of the calendar");
        Diagnostic::error(&checks::DATE_IN_WORDS, span, message).help("look the date up and type it again")
    }));
}

/// `since 2062`, `founded in 2072`: what is said of the past, with a year to come.
fn to_come<'t>(text: &'t str, language: &str, today: Date) -> Option<(&'t str, i16)> {
    let (cues, base) = (of_language(SINCE, language), super::words::primary(language));
    let (past, plans) = (of_language(SINCE, &format!("{base}+")), of_language(SINCE, &format!("{base}_")));
    // `In 2062 we counted 40`: what has been, with one year and no plan.
    let has_been = |at: usize, year: &str| {
        let lower = sentence(text, year, at).to_lowercase();
        let one = words(&lower).iter().filter(|word| word.year().is_some()).count() == 1;
        one && is_history(&lower, language) && !plans.iter().any(|cue| holds_word(&lower, cue))
    };
    let counted = of_language(SINCE, &format!("{base}>"));
    words(text).into_iter().find_map(|word| {
        let year = word.year().filter(|year| *year > today.year())?;
        let before = text[..word.at].trim_end().to_lowercase();
        // `As of May 2062`: of the next year it is announced.
        let is_counted = |cue: &&&str| {
            let at = before.rfind(**cue).filter(|_| year > today.year() + FAR);
            at.is_some_and(|at| words(&before[at + cue.len()..]).len() < 3 && !before[..at].ends_with(char::is_alphanumeric))
        };
        if let Some(cue) = counted.iter().find(is_counted) {
            let from = before.rfind(*cue).filter(|_| before.len() == text[..word.at].trim_end().len())?;
            return Some((text.get(from..word.end())?, year));
        }
        let also = past.iter().filter(|_| has_been(word.at, word.text));
        let cue = cues.iter().chain(also).find(|cue| {
            let rest = before.strip_suffix(**cue);
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })?;
        let from = text[..word.at].trim_end().len().checked_sub(cue.len())?;
        Some((text.get(from..word.end())?, year))
    })
}

/// What was counted so many years ahead is a slip.
const FAR: i16 = 5;

fn may_hold_a_date(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

pub(super) fn is_recent(date: Date, today: Date) -> bool {
    date < today && days_between(date, today) <= RECENT
}

/// Whether people are asked to come on a day: it has its weekday, or its sentence an hour or words that invite.
pub(super) fn is_announced(text: &str, day: &Day<'_>, named: &[Day<'_>], language: &Language, today: Date) -> bool {
    let sentence = sentence(text, day.text, text.find(day.text).unwrap_or(0));
    if is_history(sentence, &language.tag) {
        return false;
    }
    if day.weekday.is_some() {
        return true;
    }
    // Beside a day to come this one is history: `the one of last year was fun`.
    if named.iter().any(|other| other.date().is_some_and(|date| date >= today)) {
        return false;
    }
    let small = sentence.to_lowercase();
    times(sentence, &language.tag).iter().any(|time| time.minutes().is_some())
        || of_language(INVITING, &language.tag).iter().any(|cue| holds_word(&small, cue))
}

/// How many years ahead a day lies, where that is more than anybody plans.
fn years_ahead(date: Date, today: Date) -> Option<i64> {
    let years = i64::from(date.year()) - i64::from(today.year());
    (years > YEARS_AHEAD).then_some(years)
}

/// `May 12 to May 5`: the same month, and in different months both with their year. From November to March is a winter.
fn backwards<'t>(text: &'t str, first: &Day<'_>, second: &Day<'_>) -> Option<&'t str> {
    let at = text.find(first.text)?;
    let behind = at + first.text.len();
    let gap = text[behind..].find(second.text)?;
    let between = text[behind..behind + gap].trim().to_lowercase();
    let is_span = ["-", "–", "—", "to", "through", "until", "al", "a", "hasta el"].contains(&between.as_str());
    let same_month = first.month == second.month && first.year.is_none_or(|year| second.year == Some(year));
    let is_over = match (first.date(), second.date()) {
        (Some(from), Some(to)) => to < from,
        _ => same_month && second.day < first.day,
    };
    (is_span && is_over).then(|| &text[at..behind + gap + second.text.len()])
}

/// The weekday at a date in figures that none of its readings has: the one that is right, and the one it is called.
fn called_otherwise<'l>(before: &str, behind: &str, dates: &[Date], language: &'l Language) -> Option<(&'l str, &'l str)> {
    let word = words(before).into_iter().next_back();
    let word = word.filter(|word| before[word.end()..].chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.')));
    let called = word.and_then(|word| weekday(word.text, language)).or_else(|| weekday_behind(behind, language))?;
    let names = weekdays(language);
    let right = weekday_of(*dates.first()?);
    (!dates.iter().any(|date| weekday_of(*date) == called)).then(|| Some((*names.get(right)?, *names.get(called)?))).flatten()
}

/// Dates in figures with their year, each with where it stands and the days it may mean: `1/21/2027`, `21.1.2027`, `1/21/27`.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str, Vec<Date>)> {
    let mut at = 0;
    let pieces = text.split(|c: char| !c.is_ascii_digit() && !is_between(c)).map(move |piece| {
        let here = at;
        at += piece.len() + text[here + piece.len()..].chars().next().map_or(0, char::len_utf8);
        (here, piece.trim_end_matches(['.', '-', '/']))
    });
    pieces.filter_map(|(at, piece)| {
        let [a, b, c] = three(piece)?;
        let is_slashed = piece.matches('/').count() == 2;
        let date = |y: &str, m: &str, d: &str| {
            let year: i16 = y.parse().ok()?;
            let year = match y.len() {
                4 if year > 999 => year,
                2 if is_slashed && a.len() <= 2 => 2000 + year,
                _ => return None,
            };
            Date::new(year, m.parse().ok()?, d.parse().ok()?).ok()
        };
        let first = date(a, b, c).filter(|_| a.len() == 4);
        let dates: Vec<Date> = [date(c, a, b), date(c, b, a), first].into_iter().flatten().collect();
        (!dates.is_empty()).then_some((at, piece, dates))
    })
}

/// The three numbers of a date in figures; most pieces of a text are none, and are told by their length.
fn three(piece: &str) -> Option<[&str; 3]> {
    if piece.len() < SHORTEST_DATE {
        return None;
    }
    let mut parts = piece.split(is_between);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// Of `1/2/27`.
const SHORTEST_DATE: usize = 6;

/// What stands between the numbers of a date.
fn is_between(c: char) -> bool {
    matches!(c, '/' | '.' | '-')
}

/// The day, the weekday that it really is, and the one it is called. Several weekdays belong to several days one by one.
fn other_weekday<'t, 'l>(
    text: &'t str,
    named: &[Day<'t>],
    at: usize,
    (language, today): (&'l Language, Date),
) -> Option<(String, &'l str, &'l str)> {
    let names = weekdays(language);
    let name = |n: usize| names.get(n).copied();
    if let Some(several) = Several::of(text, named, at, language) {
        let (day, right, called) = several.wrong(today)?;
        return Some((day, name(right)?, name(called)?));
    }
    let day = &named[at];
    let behind = || weekday_behind(&text[text.find(day.text)? + day.text.len()..], language);
    let called = day.weekday.or_else(behind)?;
    let dates = dates_of(day.year, day.month, day.day, today);
    let right = weekday_of(*dates.last()?);
    let is_other = !dates.iter().any(|date| weekday_of(*date) == called);
    is_other.then(|| Some((day.text.to_string(), name(right)?, name(called)?))).flatten()
}

/// `13/45/2027` and `2027-02-30`: neither order gives a date.
fn numeric(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && !is_between(c)).map(|p| p.trim_matches(['/', '-', '.']));
    pieces.filter(|piece| {
        let Some([a, b, c]) = three(piece) else { return false };
        let number = |s: &str| s.parse::<i8>().ok();
        let is = |y: &str, m: &str, d: &str| {
            let year = y.parse().ok().filter(|y: &i16| (1900..2200).contains(y));
            year.zip(number(m)).zip(number(d)).map(|((y, m), d)| Date::new(y, m, d).is_ok())
        };
        let slashed = piece.matches('/').count() == 2 || piece.matches('.').count() == 2;
        let iso = piece.matches('-').count() == 2 && a.len() == 4 && b.len() == 2 && c.len() == 2;
        let us = slashed && c.len() == 4 && a.len() <= 2 && b.len() <= 2;
        iso && is(a, b, c) == Some(false) || us && is(c, a, b) == Some(false) && is(c, b, a) == Some(false)
    })
}

/// The day of a code or an event against the days in the words of its content.
pub(super) fn on_one_sheet(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let coded = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Qr(qr) => match &qr.payload {
            Payload::Event(event) => Some((event.start.value.date(), event.start.value.date(), event.start.span)),
            _ => None,
        },
        _ => None,
    });
    let held = sheet.events().filter(|event| event.series.is_none());
    let held = held.flat_map(|event| event.starts().map(move |start| (start, event)));
    let held = held.map(|(start, event)| {
        let end = event.end_of(start.value).unwrap_or(start.value);
        (start.value.date(), end.date(), start.span)
    });
    let events: Vec<Held> = coded.chain(held).collect();
    if events.is_empty() {
        return;
    }
    let last = sheet.events().filter(|event| event.series.is_none() && event.also.is_empty());
    let last: Vec<_> = last.map(|event| (event.last_day(), event.start.span)).collect();
    let said = sheet.passages.iter().filter(|p| p.is_read());
    let said = said.flat_map(|p| days_alone(&p.text.value, language).into_iter().map(move |day| (p, day)));
    let said: Vec<_> = said.collect();
    if let [(last, span)] = last[..] {
        let headed = |passage: &Passage<'_>| {
            let of_block = |p: &&Passage<'_>| p.key == "heading" && p.block.is_some() && p.block == passage.block;
            let heading = sheet.passages.iter().find(of_block);
            passage.key != "heading" && heading.is_some_and(|heading| is_put_off(&heading.text.value, &language.tag))
        };
        let early = said.iter().filter_map(|(passage, day)| put_off_too_early((passage, headed(passage)), day, last, language));
        found.extend(early.map(|(passage, day)| {
            let message = format!("it is put off to `{day}`, and the event is on {last}");
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(span, "the event")
                .help("the day that it is put off to comes after the event: mend one of the two")
        }));
    }
    found.extend(answer_days::too_late(sheet, &said, language));
    if let Some((passage, day, (date, _, span))) = on_another_weekday(&said, &events) {
        let message = format!("the words say `{}`, and {date} is another weekday", day.text);
        found.push(
            Diagnostic::error(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(span, "the event")
                .help("mend the weekday, or the day"),
        );
    }
    if let Some((passage, day, span)) = between_events(&said, &events, language, desk.today) {
        let message = format!("the words say `{}`, and no event of the sheet is on that day", day.text);
        found.push(
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(span, "the event before it")
                .help("mend the day, or add the event"),
        );
        return;
    }
    if let Some((passage, day, (date, _, span))) = beside_event(&said, &events, language, desk.today) {
        let message = format!("the words say `{}`, and the event next to it is on {date}", day.text);
        found.push(
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(span, "the event")
                .help("mend the day, or add the event"),
        );
        return;
    }
    // Days that are announced: with their weekday, or all of a sheet about an event.
    let announces = |day: &Day<'_>| day.weekday.is_some() || sheet.content.audience.value == Audience::Event;
    let announced = said.into_iter().filter(|(p, day)| announces(day) && !is_another(p, day, &events, desk.today));
    let announced: Vec<_> = announced.filter_map(|(p, day)| Some((p, day, day.date()?))).collect();
    let [(passage, day, first), rest @ ..] = &announced[..] else { return };
    // A code and the event beside it are each held against the words; of several events the words may mean any.
    let others: Vec<&Held> = events.iter().filter(|(from, to, _)| !(from..=to).contains(&first)).collect();
    let is_none = others.len() == events.len() || events.len() == 2 && is_coded(sheet);
    if let Some((date, _, span)) = others.first().filter(|_| is_none && rest.iter().all(|(.., d)| d == first)) {
        let message = match events.len() {
            1 | 2 => format!("the words say `{}`, and the event is on {date}", day.text),
            _ => format!("the words say `{}`, and no event of the sheet is on that day", day.text),
        };
        found.push(
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(*span, "the event")
                .help("write the same day in both places"),
        );
    }
}

/// A day in words.
type Said<'p, 'a> = (&'p Passage<'a>, Day<'a>);

/// `Friday, October 16` without its year, and the sixteenth is the day of the event, a Saturday.
fn on_another_weekday<'s, 'p, 'a>(said: &'s [Said<'p, 'a>], events: &[Held]) -> Option<(&'p Passage<'a>, &'s Day<'a>, Held)> {
    let is_of = |day: &Day<'_>, date: Date| (day.month, day.day) == (date.month(), date.day());
    said.iter().filter(|(_, day)| day.year.is_none()).find_map(|(passage, day)| {
        let called = day.weekday?;
        let held: Vec<&Held> = events.iter().filter(|(date, ..)| is_of(day, *date)).collect();
        let first = held.first().filter(|_| held.iter().all(|(date, ..)| weekday_of(*date) != called))?;
        Some((*passage, day, **first))
    })
}

/// A day on the weekday of all events, between the first and the last of them, that none of them is on.
fn between_events<'s, 'p, 'a>(
    said: &'s [Said<'p, 'a>],
    events: &[Held],
    language: &Language,
    today: Date,
) -> Option<(&'p Passage<'a>, &'s Day<'a>, Span)> {
    let (first, ..) = *events.first().filter(|_| events.len() > 2)?;
    let (last, ..) = *events.iter().max_by_key(|(day, ..)| *day)?;
    let first = events.iter().map(|(day, ..)| *day).min().unwrap_or(first);
    if events.iter().any(|(day, ..)| day.weekday() != first.weekday()) {
        return None;
    }
    said.iter().filter(|(passage, day)| !is_another(passage, day, events, today) && !is_denied(passage, day, language)).find_map(
        |(passage, day)| {
            let dates =
                (first.year()..=last.year()).filter_map(|year| Date::new(day.year.unwrap_or(year), day.month, day.day).ok());
            let within: Vec<Date> =
                dates.filter(|date| (first..=last).contains(date) && date.weekday() == first.weekday()).collect();
            let is_none =
                !within.is_empty() && !within.iter().any(|date| events.iter().any(|(from, to, _)| (from..=to).contains(&date)));
            let before =
                events.iter().filter(|(from, ..)| within.iter().any(|date| from < date)).max_by_key(|(from, ..)| *from)?;
            is_none.then_some((*passage, day, before.2))
        },
    )
}

/// `Sunday, May 9` of several events, all on Saturdays, one of them on the eighth: a day off.
fn beside_event<'s, 'p, 'a>(
    said: &'s [Said<'p, 'a>],
    events: &[Held],
    language: &Language,
    today: Date,
) -> Option<(&'p Passage<'a>, &'s Day<'a>, Held)> {
    let (first, ..) = *events.first().filter(|_| events.len() > 1)?;
    let around = of_language(EVENT_WORDS, &format!("{}*", super::words::primary(&language.tag)));
    let is_one_day = events.iter().all(|(from, to, _)| from == to && from.weekday() == first.weekday());
    said.iter().filter(|(_, day)| is_one_day && day.year.is_none() && day.weekday.is_some()).find_map(|(passage, day)| {
        let lower = passage.text.value.to_lowercase();
        let is_around = around.iter().any(|word| holds_word(&lower, word));
        let is_other = is_another(passage, day, events, today) || is_denied(passage, day, language) || is_around;
        let near = events.iter().find(|(from, ..)| {
            Date::new(from.year(), day.month, day.day).is_ok_and(|date| days_between(date, *from).abs() == 1)
        })?;
        let is_held = events.iter().any(|(from, ..)| (from.month(), from.day()) == (day.month, day.day));
        (!is_other && !is_held).then_some((*passage, day, *near))
    })
}

/// `No film on January 15`.
fn is_denied(passage: &Passage<'_>, day: &Day<'_>, language: &Language) -> bool {
    let text = passage.text.value.as_str();
    let lower = sentence(text, day.text, text.find(day.text).unwrap_or(0)).to_lowercase();
    let denied = of_language(EVENT_WORDS, &format!("{}_", super::words::primary(&language.tag)));
    denied.iter().any(|word| holds_word(&lower, word))
}

/// First and last day of what is held, and where it is written.
type Held = (Date, Date, Span);

fn is_coded(sheet: &Sheet<'_>) -> bool {
    sheet.content.blocks.iter().any(|block| matches!(&block.body, Body::Qr(qr) if matches!(qr.payload, Payload::Event(_))))
}

/// A day that is another than the event's on purpose: a limit, what is put off, what has been. The event's own day in the year
/// before is a slip.
fn is_another(passage: &Passage<'_>, day: &Day<'_>, events: &[Held], today: Date) -> bool {
    let text = passage.text.value.as_str();
    let at = text.find(day.text).unwrap_or(0);
    let same_day = events.iter().any(|(date, ..)| (date.month(), date.day()) == (day.month, day.day));
    let is_old = day.date().is_some_and(|date| date < today && !is_recent(date, today));
    is_old && !same_day || is_aside(sentence(text, day.text, at), &text[..at], passage.language)
}

/// `Rain date: June 5` of something that is on the sixth. A day without its year is the next one after the event.
fn put_off_too_early<'p, 'a>(
    (passage, is_headed): (&'p Passage<'a>, bool),
    day: &Day<'a>,
    last: Date,
    language: &Language,
) -> Option<(&'p Passage<'a>, &'a str)> {
    let text = passage.text.value.as_str();
    let at = text.find(day.text)?;
    let head = sentence(&text[..at + day.text.len()], day.text, at);
    let date = Date::new(day.year.unwrap_or(last.year()), day.month, day.day).ok()?;
    let is_early = date <= last && (day.year.is_some() || days_between(date, last) < 60);
    (is_early && (is_headed || is_put_off(head, &language.tag))).then_some((passage, day.text))
}

/// The words of a row against its day, or the days from its first to its last.
pub(super) fn of_event(event: &Event, passages: &[Passage<'_>], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let read = passages.iter().filter(|p| matches!(p.key, "title" | "subtitle") && event.series.is_none());
    for passage in read {
        let Some(language) = desk.project.languages.get(passage.language) else { continue };
        let (start, last) = (event.start.value.date(), event.last_day());
        // `Register by January 5` is another day on purpose.
        let is_limit = |day: &Day<'_>| {
            let text = passage.text.value.as_str();
            let at = text.find(day.text).unwrap_or(0);
            is_aside(sentence(text, day.text, at), &text[..at], passage.language)
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
        assert_eq!(numeric("2027-02-30 and 31.04.2027.").count(), 2);
        for text in ["21/1/2027", "1/21/2027", "2027-01-21", "24/7", "1-888-373-7888", "1/2/3", "2015-2022", "406-555-2020"] {
            assert_eq!(numeric(text).count(), 0, "{text}");
        }
    }
}
