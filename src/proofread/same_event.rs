//! Events of one sheet against each other: the same twice, two in one room at one time, and words that put them on another weekday.

use super::calendar::weekdays;
use super::words::{find_word, of_language};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind};

const EVERY: &str = include_str!("../../assets/registries/every-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let events: Vec<&Event> = sheet.events().collect();
    if sheet.language == sheet.content.language.value {
        for (i, event) in events.iter().enumerate() {
            found.extend(events[..i].iter().find_map(|before| clash(before, event)));
        }
    }
    found.extend(every(sheet, &events, desk));
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
    let name = weekdays(language).get(usize::from(days[0].weekday().to_monday_zero_offset() as u8))?.to_lowercase();
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

/// The same event twice, or two at one time in one place.
fn clash(before: &Event, event: &Event) -> Option<Diagnostic> {
    if before.start.value != event.start.value {
        return None;
    }
    let text = |field: &Option<crate::diag::At<String>>| field.as_ref().map(|text| text.value.trim().to_lowercase());
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

/// `Every second Friday`, and all dates are Saturdays.
fn every(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>) -> Option<Diagnostic> {
    let language = desk.project.languages.get(sheet.language)?;
    let starts: Vec<_> = events.iter().flat_map(|event| event.starts()).collect();
    let day = |n: usize| usize::from(starts[n].value.date().weekday().to_monday_zero_offset() as u8);
    let first = (starts.len() > 1).then(|| day(0))?;
    if (0..starts.len()).any(|n| day(n) != first) {
        return None;
    }
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
                .also(starts[0].span, "the first date")
                .help("mend the words, or the dates"),
        )
    })
}
