//! Events of one sheet against each other: the same twice, two in one room at one time, and words that put them on another weekday.

use super::calendar::{weekday, weekday_of, weekdays};
use super::passages::Passage;
use super::words::{Word, find_word, of_language, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Event, Kind};
use jiff::civil::DateTime;

const EVERY: &str = include_str!("../../assets/registries/every-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let events: Vec<&Event> = sheet.events().collect();
    if sheet.language == sheet.content.language.value {
        for (i, event) in events.iter().enumerate() {
            found.extend(events[..i].iter().find_map(|before| clash(before, event).or_else(|| overlap(before, event))));
        }
        found.extend(lone_clash(&events));
    }
    found.extend(every(sheet, &events, desk));
    found.extend(odd_weekday(sheet, &events, desk).or_else(|| named_weekdays(sheet, &events, desk)));
    found.extend(how_often(sheet, &events, desk));
    found.extend(other_half(&events).filter(|_| sheet.language == sheet.content.language.value));
}

/// One of several events twelve hours from the hour of all others: `7:00` for `19:00`.
fn other_half(events: &[&Event]) -> Option<Diagnostic> {
    let hour = |event: &Event| event.start.value.time();
    let half = jiff::Span::new().hours(12);
    let odd = events.iter().find(|event| {
        let others = events.iter().filter(|other| !std::ptr::eq::<Event>(**other, **event));
        others.clone().count() > 1 && others.clone().all(|other| hour(other).wrapping_add(half) == hour(event))
    })?;
    let other = events.iter().find(|other| hour(other) != hour(odd))?;
    let message = format!("it begins at {}, and all others of the sheet at {}", short(hour(odd)), short(hour(other)));
    Some(
        Diagnostic::warning(&checks::EVENT_TIME, odd.start.span, message)
            .also(other.start.span, "another one")
            .help("look at the half of the day"),
    )
}

fn short(time: jiff::civil::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `Every Friday` over every second one, and the other way round.
fn how_often(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>) -> Option<Diagnostic> {
    let language = desk.project.languages.get(sheet.language)?;
    let mut days: Vec<_> = events.iter().flat_map(|event| event.starts()).map(|start| start.value.date()).collect();
    days.sort_unstable();
    days.dedup();
    let gaps: Vec<i32> = days.windows(2).filter_map(|two| Some(two[0].until(two[1]).ok()?.get_days())).collect();
    let weeks = (gaps.len() > 1 && gaps.iter().all(|gap| *gap == gaps[0])).then(|| gaps[0] / 7)?;
    if gaps[0] % 7 != 0 || !matches!(weeks, 1 | 2) {
        return None;
    }
    let base = super::words::primary(sheet.language);
    let said = of_language(EVERY, &format!("{base}{}", 3 - weeks));
    let name = weekdays(language).get(weekday_of(days[0]))?.to_lowercase();
    let passages = sheet.passages.iter().filter(|p| p.is_words() && p.block.is_some_and(|name| name.kind == Kind::Text));
    passages.into_iter().find_map(|passage| {
        let lower = passage.text.value.to_lowercase();
        let cue = said.iter().find(|cue| find_word(&lower, &format!("{cue} {name}")).is_some())?;
        let message = format!("the words say `{cue} {name}`, and the dates of the sheet are {} days apart", weeks * 7);
        Some(
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(events.first()?.start.span, "the first date")
                .help("mend the words, or the dates"),
        )
    })
}

/// The weekday of all dates of a sheet, Monday is 0, and the first of them. `None`: there is one date, or they differ.
fn one_weekday<'e>(events: &[&'e Event]) -> Option<(usize, &'e At<DateTime>)> {
    let mut starts = events.iter().flat_map(|event| event.starts());
    let first = starts.next()?;
    let weekday = weekday_of(first.value.date());
    let others: Vec<usize> = starts.map(|start| weekday_of(start.value.date())).collect();
    (!others.is_empty() && others.iter().all(|other| *other == weekday)).then_some((weekday, first))
}

/// `Every Saturday`, and one of several dates is a Sunday.
fn odd_weekday(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>) -> Option<Diagnostic> {
    let language = desk.project.languages.get(sheet.language)?;
    let starts: Vec<_> = events.iter().flat_map(|event| event.starts()).collect();
    let day = |n: usize| weekday_of(starts[n].value.date());
    let names = weekdays(language);
    let cues = of_language(EVERY, sheet.language);
    let texts = sheet.passages.iter().filter(|p| p.is_words() && p.block.is_some_and(|name| name.kind == Kind::Text));
    let lower: Vec<String> = texts.map(|passage| passage.text.value.to_lowercase()).collect();
    let says = |name: &str| {
        let name = name.to_lowercase();
        cues.iter().any(|cue| lower.iter().any(|text| find_word(text, &format!("{cue} {name}")).is_some()))
    };
    let said: Vec<usize> = (0..names.len()).filter(|n| says(names[*n])).collect();
    let [said] = said[..] else { return None };
    let others: Vec<usize> = (0..starts.len()).filter(|n| day(*n) != said).collect();
    let [odd] = others[..] else { return None };
    (starts.len() > 3).then(|| {
        let message = format!("it is on a {}, and the words say that all are on a {}", names[day(odd)], names[said]);
        let first = starts.iter().enumerate().find(|(n, _)| *n != odd).map_or(starts[odd].span, |(_, start)| start.span);
        Diagnostic::warning(&checks::DATE_IN_WORDS, starts[odd].span, message)
            .also(first, "another date")
            .help("mend the date, or the words")
    })
}

/// `Six Sundays of market`, and every date is a Saturday.
fn named_weekdays(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>) -> Option<Diagnostic> {
    let language = desk.project.languages.get(sheet.language)?;
    let (first, start) = one_weekday(events)?;
    let is_title = |p: &&Passage<'_>| p.block.is_none_or(|name| name.kind == Kind::Text && name.name.contains("headline"));
    sheet.passages.iter().filter(|p| p.is_words()).filter(is_title).find_map(|passage| {
        let all = words(&passage.text.value);
        let plural =
            |word: &Word<'_>| weekday(word.text.strip_suffix('s')?, language).filter(|_| weekday(word.text, language).is_none());
        let mut named = all.iter().filter_map(|word| Some((word, plural(word)?)));
        let (word, said) = named.next().filter(|_| named.next().is_none())?;
        (said != first).then(|| {
            let right = weekdays(language).get(first).copied().unwrap_or_default();
            let message = format!("the words say `{}`, and every date of the sheet is a {right}", word.text);
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(start.span, "the first date")
                .help("mend the words, or the dates")
        })
    })
}

/// The same event twice, or two at one time in one place.
fn clash(before: &Event, event: &Event) -> Option<Diagnostic> {
    if before.start.value != event.start.value {
        return None;
    }
    let text = |field: &Option<At<String>>| field.as_ref().map(|text| text.value.trim().to_lowercase());
    let same_title = before.title.value.trim().eq_ignore_ascii_case(event.title.value.trim());
    let place = |event: &Event| (text(&event.venue), text(&event.room), text(&event.address));
    // Two in one house, and no room is named: there may be two halls.
    let same_room = text(&event.room).is_some() && place(before) == place(event);
    let message = match (same_title, same_room) {
        (true, _) => format!("`{}` stands here twice, at the same time", event.title.value),
        (false, true) => format!("`{}` and `{}` are in one room at the same time", before.title.value, event.title.value),
        (false, false) => return None,
    };
    let told = Diagnostic::warning(&checks::EVENT_TIME, event.start.span, message).also(before.start.span, "the first");
    Some(told.help("mend the date or the room of one of them, or take it out"))
}

/// One that begins in a room before the other there has ended. One within the other is a part of it.
fn overlap(one: &Event, other: &Event) -> Option<Diagnostic> {
    let (first, second) = if one.start.value < other.start.value { (one, other) } else { (other, one) };
    let text = |field: &Option<At<String>>| field.as_ref().map(|text| text.value.trim().to_lowercase());
    let place = |event: &Event| (text(&event.venue), text(&event.room), text(&event.address));
    let (end, later) = (first.ends()?, second.ends()?);
    let is_over = first.start.value < second.start.value && second.start.value < end && end < later;
    (is_over && first.room.is_some() && place(first) == place(second)).then(|| {
        let message = format!("`{}` begins before `{}` is over, in the same room", second.title.value, first.title.value);
        Diagnostic::warning(&checks::EVENT_TIME, second.start.span, message)
            .also(first.start.span, "the other one")
            .help("mend the hours or the room of one of them")
    })
}

/// Two events at one time in one house, where all others of the sheet have a day of their own: one of the two dates was copied.
fn lone_clash(events: &[&Event]) -> Option<Diagnostic> {
    let dates: Vec<_> = events.iter().map(|event| event.start.value.date()).collect();
    let is_one_a_day = |i: usize, j: usize| {
        let mut rest: Vec<_> = dates.iter().enumerate().filter(|(n, _)| *n != j).map(|(_, date)| *date).collect();
        rest.sort_unstable();
        rest.windows(2).all(|two| two[0] != two[1]) && i != j
    };
    let pairs = (0..events.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
    let (i, j) = pairs.into_iter().find(|(i, j)| {
        let (one, other) = (events[*i], events[*j]);
        let same_house = one.venue.as_ref().zip(other.venue.as_ref()).is_some_and(|(a, b)| a.value == b.value);
        one.start.value == other.start.value && same_house && one.room.is_none() && other.room.is_none()
    })?;
    let other_titles = events[i].title.value != events[j].title.value;
    (events.len() > 3 && other_titles && is_one_a_day(i, j)).then(|| {
        let message = format!("`{}` and `{}` begin at the same time in one house", events[i].title.value, events[j].title.value);
        Diagnostic::warning(&checks::EVENT_TIME, events[j].start.span, message)
            .also(events[i].start.span, "the first")
            .help("mend the date of one of them, or say in which `room` each is")
    })
}

/// `Every second Friday`, and all dates are Saturdays.
fn every(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>) -> Option<Diagnostic> {
    let language = desk.project.languages.get(sheet.language)?;
    let (first, start) = one_weekday(events)?;
    let names = weekdays(language);
    let cues = of_language(EVERY, sheet.language);
    let about = |kind: Kind| matches!(kind, Kind::Text | Kind::Note | Kind::Event);
    sheet.passages.iter().filter(|p| p.is_words() && p.block.is_some_and(|name| about(name.kind))).find_map(|passage| {
        let lower = passage.text.value.to_lowercase();
        let named = names.iter().enumerate().find_map(|(n, name)| {
            let of = |cue: &&str| find_word(&lower, &format!("{cue} {}", name.to_lowercase())).is_some();
            cues.iter().find(|cue| of(cue)).map(|cue| (n, format!("{cue} {name}")))
        });
        let (_, said) = named.filter(|(n, _)| *n != first)?;
        let message = format!("the words say `{said}`, and every date of the sheet is a {}", names.get(first)?);
        Some(
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(start.span, "the first date")
                .help("mend the words, or the dates"),
        )
    })
}
