//! Several events of one sheet and its words: one that is named with the day of another, and one whose key differs by a letter from
//! that of all others.

use super::calendar::days;
use super::mentions::{is_aside, sentences};
use super::words::{find_word, without_marks};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Event, Kind, Language};
use crate::registry::is_currency_sign;
use jiff::civil::Date;

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let events: Vec<&Event> = sheet.events().filter(|event| event.series.is_none()).collect();
    let Some(language) = desk.project.languages.get(sheet.language).filter(|_| events.len() > 1) else { return };
    let about = |kind: Kind| matches!(kind, Kind::Text | Kind::Note | Kind::List);
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.block.is_some_and(|name| about(name.kind))) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().find_map(|sentence| on_another_day(sentence, &events, language));
        found.extend(told.map(|(name, said, event)| {
            let message = format!("the words put `{name}` on `{said}`, and it is on {}", event.start.value.date());
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .also(event.start.span, "the event")
                .help("write the same in both places")
        }));
    }
    if sheet.language == sheet.content.language.value {
        found.extend(KEYS.iter().filter_map(|key| odd_one_out(&events, *key)));
    }
}

/// A sentence that names one event, by its title or who speaks, and one day that is not its own but near them all.
fn on_another_day<'s, 'e>(sentence: &'s str, events: &[&'e Event], language: &Language) -> Option<(&'e str, &'s str, &'e Event)> {
    let said = days(sentence, language);
    let [day] = &said[..] else { return None };
    let named: Vec<(&'e str, &'e Event)> =
        events.iter().filter_map(|event| Some((named_by(sentence, event, events)?, *event))).collect();
    let [(name, event)] = named[..] else { return None };
    let own: Vec<Date> = event.starts().map(|start| start.value.date()).chain([event.last_day()]).collect();
    let is_own = own.iter().any(|date| (date.month(), date.day()) == (day.month, day.day));
    let first = events.iter().map(|event| event.start.value.date()).min()?;
    let last = events.iter().map(|event| event.last_day()).max()?;
    let within = (first.year()..=last.year())
        .filter_map(|year| Date::new(day.year.unwrap_or(year), day.month, day.day).ok())
        .any(|date| (first..=last).contains(&date));
    let at = sentence.find(day.text)?;
    (!is_own && within && !is_aside(sentence, &sentence[..at], &language.tag)).then_some((name, day.text, event))
}

/// The title of an event, or who speaks there alone, where a sentence has it.
fn named_by<'e>(sentence: &str, event: &'e Event, events: &[&Event]) -> Option<&'e str> {
    let speaks_once = |name: &str| events.iter().filter(|e| e.speaker.as_ref().is_some_and(|s| s.value == name)).count() == 1;
    let title = Some(&event.title.value).filter(|title| events.iter().filter(|e| e.title.value == **title).count() == 1);
    let speaker = event.speaker.as_ref().map(|speaker| &speaker.value).filter(|name| speaks_once(name));
    let is_name = |name: &&String| name.contains(' ') && find_word(sentence, name).is_some();
    title.into_iter().chain(speaker).find(is_name).map(String::as_str)
}

/// A key of an event.
type Key = fn(&Event) -> Option<&At<String>>;

const KEYS: &[Key] = &[|event| event.venue.as_ref(), |event| event.room.as_ref(), |event| event.cost.as_ref()];

/// One of several that differs by a letter from what all others have; a digit makes another room, and another price unless it is
/// one more.
fn odd_one_out(events: &[&Event], key: Key) -> Option<Diagnostic> {
    let all: Vec<&At<String>> = events.iter().filter_map(|event| key(event)).collect();
    let many = |value: &str| all.iter().filter(|other| other.value == value).count();
    // One that stands alone, and one that stands at least twice.
    let pairs = all.iter().filter(|one| many(&one.value) == 1).find_map(|one| {
        let other = all.iter().find(|other| is_slip(&one.value, &other.value) && many(&other.value) > 1)?;
        Some((one, other))
    });
    let (odd, other) = pairs?;
    let message = format!("`{}` stands here, and `{}` in others of the sheet", odd.value, other.value);
    Some(
        Diagnostic::warning(&checks::EVENT_DIFFERS, odd.span, message)
            .also(other.span, "another one")
            .help("look it up, and write the same in all of them, or say what tells them apart"),
    )
}

fn is_slip(one: &str, other: &str) -> bool {
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (one, other) = (blanks(one).to_lowercase(), blanks(other).to_lowercase());
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let is_longer = one.len() != other.len();
    one.len().min(other.len()) > 5
        && strsim::osa_distance(&one, &other) == 1
        && (letters(&one) != letters(&other) || is_longer && one.contains(is_currency_sign))
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_told_from_another_room() {
        assert!(is_slip("Great hal", "Great hall") && is_slip("$8, students $55", "$8, students $5"));
        for (one, other) in [
            ("Room 12", "Room 13"),
            ("Room 1", "Room 11"),
            ("$8, students $5", "$9, students $5"),
            ("Hall", "Mall"),
            ("The  Roxy", "The Roxy"),
        ] {
            assert!(!is_slip(one, other), "{one}");
        }
    }
}
