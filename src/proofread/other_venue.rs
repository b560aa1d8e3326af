//! The place of an event by another name in running words: `on Saturday, at Riverside Pool`, and the event is at Meadowlark Pool. Only
//! in a sentence that says the day of the event, of a place that no key of the sheet has.

use super::calendar::{days, weekday, weekday_of};
use super::mentions::{is_aside, is_history, sentences};
use super::words::{Word, holds_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind, Language};

const PLACES: &str = include_str!("../../assets/registries/place-words.txt");
const WORDS: &str = include_str!("../../assets/registries/event-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let mut events = sheet.events();
    let Some(event) = events.next().filter(|event| event.venue.is_some() && events.next().is_none()) else { return };
    let Some(venue) = &event.venue else { return };
    let known = known(sheet, desk, event);
    let about = |kind: Kind| matches!(kind, Kind::Text | Kind::Note);
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.block.is_some_and(|name| about(name.kind))) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().find_map(|sentence| other_place(sentence, event, &known, language));
        found.extend(told.map(|said| {
            let message = format!("the words say `{said}`, and the event is at `{}`", venue.value);
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .words(said)
                .also(venue.span, "the event")
                .help("write the same place in both")
        }));
    }
}

/// Words of everything that the sheet and its organizations call something, in small letters.
fn known(sheet: &Sheet<'_>, desk: &Desk<'_>, event: &Event) -> String {
    let keys = sheet.passages.iter().filter(|p| !p.is_words() && p.is_read()).map(|p| p.text);
    let of_event = [&event.venue, &event.room, &event.address, &event.presenter].into_iter().flatten().chain([&event.title]);
    let orgs = desk.project.orgs.values().take(MOST).flat_map(|org| [Some(&org.name), org.address.as_ref()]).flatten();
    let all: Vec<String> = keys.chain(of_event).chain(orgs).map(|text| text.value.to_lowercase()).collect();
    all.join("\n")
}

/// More organizations than this do not hand out one event together.
const MOST: usize = 40;

/// A place with a name of its own behind `at`, none of whose words any key has but the kind of it.
fn other_place<'t>(sentence: &'t str, event: &Event, known: &str, language: &Language) -> Option<&'t str> {
    let said = days(sentence, language);
    let date = event.start.value.date();
    let right = weekday_of(date);
    let is_day = match &said[..] {
        [] => words(sentence).iter().any(|word| weekday(word.text, language) == Some(right)),
        [day] => (day.month, day.day) == (date.month(), date.day()),
        _ => false,
    };
    let lower = sentence.to_lowercase();
    let is_around = of_language(WORDS, &format!("{}*", primary(&language.tag))).iter().any(|word| holds_word(&lower, word));
    if !is_day || is_around || is_history(sentence, &language.tag) || is_aside(sentence, "", &language.tag) {
        return None;
    }
    let all = words(sentence);
    let kinds = of_language(PLACES, primary(&language.tag));
    let before = of_language(PLACES, &format!("{}<", primary(&language.tag)));
    let is_kind =
        |word: &Word<'_>| kinds.contains(&word.text.to_lowercase().as_str()) && word.text.starts_with(char::is_uppercase);
    let places = (0..all.len()).filter(|i| is_kind(&all[*i])).filter_map(|i| name_of(sentence, &all, i, &before, language));
    let others: Vec<(usize, usize)> = places.collect();
    // Two places: people go from one to the other.
    let [(from, to)] = others[..] else { return None };
    // What kind of place it is stands at one of its ends: `Grange Hall` is a hall.
    let is_kind = |i: usize| (i == from || i == to) && kinds.contains(&all[i].text.to_lowercase().as_str());
    let kind = if is_kind(to) { to } else { from };
    let is_named = |i: &usize| *i != kind && all[*i].text.chars().count() > 3;
    let mut names = (from..=to).filter(is_named).map(|i| &all[i]).peekable();
    names.peek()?;
    let is_new = names.all(|word| !holds_word(known, &word.text.to_lowercase()));
    is_new.then(|| &sentence[all[from].at..all[to].end()])
}

/// The first and the last word of the name that a kind of place ends, or begins, where `at` stands before it.
fn name_of(sentence: &str, all: &[Word<'_>], i: usize, before: &[&str], language: &Language) -> Option<(usize, usize)> {
    let joined = |a: &Word<'_>, b: &Word<'_>| sentence.get(a.end()..b.at) == Some(" ");
    let is_capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    let (from, to) = if primary(&language.tag) == "en" {
        let mut from = i;
        while from > 0 && is_capital(&all[from - 1]) && joined(&all[from - 1], &all[from]) {
            from -= 1;
        }
        (from, i)
    } else {
        let mut to = i;
        while all.get(to + 1).is_some_and(|next| is_capital(next) && joined(&all[to], next)) {
            to += 1;
        }
        (i, to)
    };
    let head = sentence[..all[from].at].trim_end().to_lowercase();
    let is_at = before.iter().any(|cue| head.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
    (from < to && is_at).then_some((from, to))
}
