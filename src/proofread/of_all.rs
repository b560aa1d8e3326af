//! What words say of all events of a sheet, or of all rows that have a sheet each: their price, and the months from the first to the
//! last. Turns sentences such as `All evenings are $8` and `From May to June` into diagnostics; one event is looked at in
//! `event_differs`.

use super::calendar::month;
use super::event_differs::amounts;
use super::mentions::{is_history, sentences};
use super::passages::Passage;
use super::words::{find_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, Span, checks};
use crate::model::{Event, Kind, Language};

const WORDS: &str = include_str!("../../assets/registries/event-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/counted-words.txt");
const BETWEEN: &str = include_str!("../../assets/registries/range-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let events: Vec<&Event> = sheet.events().collect();
    of_events(sheet, &events, desk, found);
}

/// The same of rows that have a sheet each.
pub(super) fn of_events(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language).filter(|_| events.len() > 1) else { return };
    for passage in sheet.passages.iter().filter(|p| speaks(p)) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().filter(|sentence| !is_history(sentence, &language.tag));
        let told =
            told.filter_map(|sentence| price(sentence, events, language).or_else(|| span(sentence, events, language))).next();
        found.extend(told.map(|(message, at)| {
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .also(at, "the event")
                .help("mend the words, or the event")
        }));
    }
}

fn speaks(passage: &Passage<'_>) -> bool {
    let of = passage.block.is_some_and(|name| matches!(name.kind, Kind::Text | Kind::Note | Kind::List));
    of && passage.is_words()
}

/// `All evenings are $8`, and one costs something else.
fn price(sentence: &str, events: &[&Event], language: &Language) -> Option<(String, Span)> {
    let [(written, said)] = amounts(sentence)[..] else { return None };
    let base = primary(&language.tag);
    let (alls, nouns) = (of_language(WORDS, &format!("{base}\"")), of_language(COUNTED, &format!("{base}@")));
    let lower = sentence.to_lowercase();
    let (at, cue) = alls.iter().filter_map(|cue| Some((find_word(&lower, cue)?, *cue))).min()?;
    let behind = words(&lower[at + cue.len()..]);
    let noun = behind.first()?.text;
    let is_event = nouns.iter().any(|one| *one == noun || one.strip_suffix('s') == Some(noun));
    // `Every evening is $8 for members` is a price of some.
    let several = of_language(WORDS, &format!("{base}%"));
    if !is_event || several.iter().any(|word| find_word(&lower, word).is_some()) {
        return None;
    }
    events.iter().find_map(|event| {
        let cost = event.cost.as_ref()?;
        let known = amounts(&cost.value);
        let is_other = match known[..] {
            [] => !cost.value.bytes().any(|b| b.is_ascii_digit()) && said > 0.0,
            _ => !known.iter().any(|(_, amount)| *amount == said),
        };
        is_other
            .then(|| (format!("the words say `{written}` of all, and `{}` costs `{}`", event.title.value, cost.value), cost.span))
    })
}

/// `From May to June`, all of a sentence, and the last event is in May.
fn span(sentence: &str, events: &[&Event], language: &Language) -> Option<(String, Span)> {
    if events.iter().any(|event| event.series.is_some() || !event.also.is_empty()) {
        return None;
    }
    let all = words(sentence);
    let named: Vec<(usize, i8)> =
        all.iter().enumerate().filter_map(|(i, word)| Some((i, month(word.text, language)? as i8 + 1))).collect();
    let [(i, from), (j, to)] = named[..] else { return None };
    let base = primary(&language.tag);
    let before = of_language(WORDS, &format!("{base}'"));
    let gap = sentence[all[i].end()..all[j].at].trim_matches(['.', ' ']).to_lowercase();
    let is_between = matches!(gap.as_str(), "-" | "–" | "—") || of_language(BETWEEN, &language.tag).contains(&gap.as_str());
    let head = sentence[..all[i].at].trim().to_lowercase();
    let rest_is_year =
        all[j + 1..].iter().all(|word| word.year().is_some() || before.contains(&word.text.to_lowercase().as_str()));
    if !is_between || !(head.is_empty() || before.contains(&head.as_str())) || !rest_is_year {
        return None;
    }
    let first = events.iter().min_by_key(|event| event.start.value)?;
    let last = events.iter().max_by_key(|event| event.last_day())?;
    let other = match (first.start.value.date().month() != from, last.last_day().month() != to) {
        (true, _) => Some(("first", first)),
        (_, true) => Some(("last", last)),
        _ => None,
    };
    let said = sentence.trim();
    other.map(|(which, event)| {
        let date = if which == "first" { event.start.value.date() } else { event.last_day() };
        (format!("the words say `{said}`, and the {which} event is on {date}"), event.start.span)
    })
}
