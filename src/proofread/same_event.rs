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
