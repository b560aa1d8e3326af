//! The part of its day that words put an event on: `Saturday evening` of what is from ten to four. And a program under days that are
//! not the event's.

use super::calendar::{days, weekday, weekday_of, weekdays};
use super::evenings::of_each;
use super::mentions::{is_aside, is_history, sentences};
use super::passages::Passage;
use super::words::{holds_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind, Language};

const PARTS: &str = include_str!("../../assets/registries/parts-of-day.txt");
const WORDS: &str = include_str!("../../assets/registries/event-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let mut events = sheet.events();
    let alone =
        |event: &&Event| event.series.is_none() && (!event.also.is_empty() || event.last_day() == event.start.value.date());
    let Some(event) = events.next().filter(alone).filter(|_| events.next().is_none()) else { return };
    let about = |kind: Kind| matches!(kind, Kind::Text | Kind::Note);
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.block.is_none_or(|name| about(name.kind))) {
        let text = without_marks(&passage.text.value);
        let told =
            sentences(&text).into_iter().find_map(|sentence| of_each(event, |event| other_part(sentence, event, language)));
        found.extend(told.map(|said| {
            let message =
                format!("the words say `{said}`, and the event begins at {}", event.start.value.time().strftime("%H:%M"));
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .words(said)
                .also(event.start.span, "the event")
                .help("mend the words, or the hour")
        }));
    }
    found.extend(of_each(event, |event| other_program(sheet, event, language)));
}

/// The weekday of the event with a part of the day in which it is not.
fn other_part(sentence: &str, event: &Event, language: &Language) -> Option<String> {
    let right = weekday_of(event.start.value.date());
    let lower = sentence.to_lowercase();
    let base = primary(&language.tag);
    let around = of_language(WORDS, &format!("{base}*")).iter().any(|word| holds_word(&lower, word));
    if around
        || is_history(sentence, &language.tag)
        || is_aside(sentence, "", &language.tag)
        || !days(sentence, language).is_empty()
    {
        return None;
    }
    let word = words(sentence).into_iter().find(|word| weekday(word.text, language) == Some(right))?;
    let rest = lower.get(word.end()..).filter(|_| lower.len() == sentence.len())?;
    let behind = rest.strip_prefix(' ')?;
    let (name, from, to) = of_language(PARTS, base).into_iter().find_map(|row| {
        let (name, hours) = row.split_once(" = ")?;
        let (from, to) = hours.split_once('-')?;
        let is_it = behind.strip_prefix(name).is_some_and(|next| !next.starts_with(char::is_alphabetic));
        is_it.then(|| Some((name, from.parse::<i32>().ok()?, to.parse::<i32>().ok()?))).flatten()
    })?;
    let minutes = |time: jiff::civil::Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    let start = minutes(event.start.value.time());
    let end = event.ends().map_or(start, |end| minutes(end.time())).max(start);
    // What lasts into a part of the day is on then, too.
    (end < from * 60 || start >= to * 60).then(|| sentence[word.at..word.end() + 1 + name.len()].to_string())
}

/// A list whose items begin with weekdays, and none of them is that of the event.
fn other_program(sheet: &Sheet<'_>, event: &Event, language: &Language) -> Option<Diagnostic> {
    let right = weekday_of(event.start.value.date());
    let mut lists: std::collections::BTreeMap<&str, Vec<(&Passage<'_>, usize)>> = Default::default();
    for passage in sheet.passages.iter().filter(|p| p.key == "items") {
        let Some(block) = passage.block.filter(|name| name.kind == Kind::List) else { continue };
        let text = passage.text.value.as_str();
        let first = words(text).into_iter().next().filter(|word| word.at == 0 && text[word.end()..].starts_with(':'));
        let day = first.and_then(|word| weekday(word.text, language));
        let has_hour = text.bytes().any(|b| b.is_ascii_digit());
        lists.entry(&block.name).or_default().extend(day.filter(|_| has_hour).map(|day| (passage, day)));
    }
    // One day alone: those of a week are when something is open.
    let (passage, said) = lists.values().find_map(|all| {
        let (passage, day) = all.first()?;
        (*day != right && all.iter().all(|(_, other)| other == day)).then_some((*passage, *day))
    })?;
    let all = weekdays(language);
    let (said, right) = (all.get(said)?, all.get(right)?);
    let message = format!("the words say `{said}`, and the event is on a {right}");
    Some(
        Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
            .words(*said)
            .also(event.start.span, "the event")
            .help("mend the day in the list, or the date"),
    )
}
