//! Several events of one sheet and its words: one that is named with the day of another, and one whose key differs by a letter from
//! that of all others.

use super::calendar::days;
use super::mentions::{is_aside, sentences};
use super::words::{find_word, without_marks};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Event, Kind, Language};
use crate::qr::payload;
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
                .words(name)
                .also(event.start.span, "the event")
                .help("write the same in both places")
        }));
    }
    if sheet.language == sheet.content.language.value {
        side_by_side(&events, found);
    }
}

/// Keys of several events held against each other, on one sheet or on many.
pub(super) fn side_by_side(events: &[&Event], found: &mut Vec<Diagnostic>) {
    found.extend(KEYS.iter().filter_map(|key| odd_one_out(events, *key)));
    found.extend(link_twice(events).or_else(|| other_site(events)));
}

/// Where all others have a page of their own, one that leads to the page of another.
fn link_twice(events: &[&Event]) -> Option<Diagnostic> {
    let links: Option<Vec<&At<String>>> = events.iter().map(|event| event.rsvp_link.as_ref()).collect();
    let links = links.filter(|links| links.len() > 2)?;
    let same = |one: &At<String>, other: &At<String>| {
        one.value.trim_end_matches('/').eq_ignore_ascii_case(other.value.trim_end_matches('/'))
    };
    let pairs: Vec<(usize, usize)> =
        (0..links.len()).flat_map(|j| (0..j).map(move |i| (i, j))).filter(|(i, j)| same(links[*i], links[*j])).collect();
    let [(i, j)] = pairs[..] else { return None };
    let (one, other) = (&events[i].title.value, &events[j].title.value);
    (one != other).then(|| {
        let message = format!("`{other}` has the page of `{one}`, and all others have their own");
        Diagnostic::warning(&checks::COPIED_DOWN, links[j].span, message)
            .also(links[i].span, "the other")
            .help("look whether a cell was copied down")
    })
}

/// One whose page is at a host that differs by a letter from that of all others.
fn other_site(events: &[&Event]) -> Option<Diagnostic> {
    let all: Vec<(String, &At<String>)> = events
        .iter()
        .filter_map(|event| event.rsvp_link.as_ref())
        .filter_map(|link| Some((payload::host(&link.value)?, link)))
        .collect();
    let many = |host: &str| all.iter().filter(|(other, _)| other == host).count();
    let (host, link) = all.iter().find(|(host, _)| many(host) == 1)?;
    let (other, known) = all.iter().find(|(other, _)| many(other) > 1 && strsim::osa_distance(host, other) == 1)?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    (digits(host) == digits(other)).then(|| {
        Diagnostic::warning(&checks::NEAR_HOST, link.span, format!("`{host}` and `{other}` are nearly the same host"))
            .also(known.span, "another one")
            .help("open both, and write the one that is there")
    })
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

const KEYS: &[Key] = &[
    |event| event.venue.as_ref(),
    |event| event.room.as_ref(),
    |event| event.cost.as_ref(),
    |event| event.speaker.as_ref(),
    |event| event.presenter.as_ref(),
    |event| event.address.as_ref(),
];

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
