//! What words say of all events of a sheet, or of all rows that have a sheet each: their price, and the months from the first to the
//! last. Turns sentences such as `All evenings are $8` and `From May to June` into diagnostics; one event is looked at in
//! `event_differs`.

use super::calendar::{month, weekday_of, weekday_or_plural, weekdays};
use super::evenings::each;
use super::event_differs::{amounts, hour_behind};
use super::mentions::{is_history, sentences};
use super::number_words::number_of;
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
    let evenings = if let [event] = events[..] { each(event) } else { Vec::new() };
    let events = if evenings.len() > 1 { evenings.iter().collect() } else { events };
    of_events(sheet, &events, desk, found);
}

/// The same of rows that have a sheet each.
pub(super) fn of_events(sheet: &Sheet<'_>, events: &[&Event], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language).filter(|_| events.len() > 1) else { return };
    for passage in sheet.passages.iter().filter(|p| speaks(p)) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().filter(|sentence| !is_history(sentence, &language.tag));
        let told = told
            .filter_map(|sentence| {
                let told = price(sentence, events, language).or_else(|| hour(sentence, events, language));
                told.or_else(|| weekdays_of(sentence, events, language)).or_else(|| span(sentence, events, language))
            })
            .next();
        found.extend(told.map(|Told { said, message, at }| {
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .words(said)
                .also(at, "the event")
                .help("mend the words, or the event")
        }));
    }
}

/// What is said of all events, and not true of one.
struct Told {
    said: String,
    message: String,
    /// What the event has.
    at: Span,
}

impl Told {
    fn of(said: &str, but: &str, at: Span) -> Told {
        Told { said: said.to_string(), message: format!("the words say `{said}`{but}"), at }
    }
}

fn speaks(passage: &Passage<'_>) -> bool {
    let of = passage.block.is_some_and(|name| matches!(name.kind, Kind::Text | Kind::Note | Kind::List));
    of && passage.is_words()
}

/// `All evenings are $8`, and one costs something else.
fn price(sentence: &str, events: &[&Event], language: &Language) -> Option<Told> {
    let [(written, said)] = amounts(sentence)[..] else { return None };
    let base = primary(&language.tag);
    let alls = of_language(WORDS, &format!("{base}\""));
    let lower = sentence.to_lowercase();
    let (at, cue) = alls.iter().filter_map(|cue| Some((find_word(&lower, cue)?, *cue))).min()?;
    let behind = words(&lower[at + cue.len()..]);
    let noun = behind.first()?.text;
    let is_event = is_event(noun, base);
    // `Every evening is $8 for members` is a price of some.
    let several = of_language(WORDS, &format!("{base}%"));
    let clause = sentence.split([',', ';']).find(|clause| clause.contains(written)).unwrap_or(sentence).to_lowercase();
    if !is_event || several.iter().any(|word| find_word(&clause, word).is_some()) {
        return None;
    }
    events.iter().find_map(|event| {
        let cost = event.cost.as_ref()?;
        let known = amounts(&cost.value);
        let is_other = match known[..] {
            [] => !cost.value.bytes().any(|b| b.is_ascii_digit()) && said > 0.0,
            _ => !known.iter().any(|(_, amount)| *amount == said),
        };
        let but = || format!(" of all, and `{}` costs `{}`", event.title.value, cost.value);
        is_other.then(|| Told::of(written, &but(), cost.span))
    })
}

/// What events are called, one or several of them.
fn is_event(noun: &str, base: &str) -> bool {
    let nouns = ["@", "~"].into_iter().flat_map(|sign| of_language(COUNTED, &format!("{base}{sign}")));
    nouns.into_iter().any(|one| one == noun || ["s", "es"].into_iter().any(|end| one.strip_suffix(end) == Some(noun)))
}

/// `All meetings begin at 6 p.m.`, and one begins at another hour.
fn hour(sentence: &str, events: &[&Event], language: &Language) -> Option<Told> {
    let base = primary(&language.tag);
    let (alls, begins) = (of_language(WORDS, &format!("{base}\"")), of_language(WORDS, base));
    let lower = sentence.to_lowercase();
    let (at, cue) =
        begins.iter().filter_map(|cue| Some((find_word(&lower, cue)?, *cue))).min().filter(|_| lower.len() == sentence.len())?;
    let head = lower[..at].rsplit([',', ':', ';']).next()?.trim();
    let noun = alls.iter().find_map(|all| head.strip_prefix(all)?.strip_prefix(' '))?;
    // `All doors open`, `all tours begin` are others.
    let is_event = is_event(noun, base);
    let (said, may) = hour_behind(&sentence[at + cue.len()..], language).filter(|_| is_event)?;
    let minutes = |event: &Event| i32::from(event.start.value.hour()) * 60 + i32::from(event.start.value.minute());
    let other = events.iter().find(|event| !may.contains(&minutes(event)))?;
    let but = format!(" of all, and `{}` begins at {}", other.title.value, other.start.value.time().strftime("%H:%M"));
    Some(Told::of(said, &but, other.start.span))
}

/// `On four Tuesdays from January to April`: how many there are, on which day, in which months.
fn weekdays_of(sentence: &str, events: &[&Event], language: &Language) -> Option<Told> {
    if events.iter().any(|event| event.series.is_some() || !event.also.is_empty() || event.last_day() != event.start.value.date())
    {
        return None;
    }
    let all = words(sentence);
    let base = primary(&language.tag);
    let number = |word: &str| number_of(word, &language.tag).filter(|n| (2..40).contains(n));
    let (i, many, right) = (0..all.len().saturating_sub(1)).find_map(|i| {
        let is_plural = base != "en" || all[i + 1].text.ends_with('s');
        let joined = sentence.get(all[i].end()..all[i + 1].at)? == " ";
        Some((i, number(all[i].text)?, weekday_or_plural(all[i + 1].text, language)?)).filter(|_| is_plural && joined)
    })?;
    let said = &sentence[all[i].at..all[i + 1].end()];
    let next = all.get(i + 2).map(|word| word.text.to_lowercase()).unwrap_or_default();
    let before = i.checked_sub(1).map(|j| all[j].text.to_lowercase()).unwrap_or_default();
    let some = of_language(COUNTED, &format!("{base}!"));
    if [&next, &before].into_iter().any(|word| some.contains(&word.as_str())) {
        return None;
    }
    if let Some(event) = events.iter().find(|event| weekday_of(event.start.value.date()) != right) {
        let name = weekdays(language).get(weekday_of(event.start.value.date())).copied()?;
        return Some(Told::of(said, &format!(", and `{}` is on a {name}", event.title.value), event.start.span));
    }
    if many as usize != events.len() {
        return Some(Told::of(said, &format!(", and there are {}", events.len()), events[0].start.span));
    }
    let rest = &sentence[all[i + 1].end()..];
    let piece = rest.split([',', ';', '.', ':']).next()?;
    span(piece.trim(), events, language)
}

/// `From May to June`, all of a sentence, and the last event is in May.
fn span(sentence: &str, events: &[&Event], language: &Language) -> Option<Told> {
    if events.iter().any(|event| event.series.is_some() || !event.also.is_empty()) {
        return None;
    }
    let all = words(sentence);
    let named: Vec<(usize, i8)> =
        all.iter().enumerate().filter_map(|(i, word)| Some((i, month(word.text, language)? as i8 + 1))).collect();
    let [(i, from), (j, to)] = named[..] else { return None };
    let base = primary(&language.tag);
    let before = of_language(WORDS, &format!("{base}'"));
    // The days, where they are said: `From January 16 to February 27`.
    let day = |at: usize| {
        let word = all.get(at).filter(|word| word.at - all[at - 1].end() <= 1)?;
        word.text.parse::<i8>().ok().filter(|day| (1..=31).contains(day)).map(|day| (day, word.end()))
    };
    let (first_day, last_day) = (day(i + 1).filter(|_| i + 1 < j), day(j + 1));
    let (begin, next) = (first_day.map_or(all[i].end(), |(_, end)| end), j + 1 + usize::from(last_day.is_some()));
    let gap = sentence[begin..all[j].at].trim_matches(['.', ' ']).to_lowercase();
    let is_between = matches!(gap.as_str(), "-" | "–" | "—") || of_language(BETWEEN, &language.tag).contains(&gap.as_str());
    let head = sentence[..all[i].at].trim().to_lowercase();
    let rest_is_year =
        all[next..].iter().all(|word| word.year().is_some() || before.contains(&word.text.to_lowercase().as_str()));
    if !is_between || !(head.is_empty() || before.contains(&head.as_str())) || !rest_is_year {
        return None;
    }
    let first = events.iter().min_by_key(|event| event.start.value)?;
    let last = events.iter().max_by_key(|event| event.last_day())?;
    let differs = |date: jiff::civil::Date, month: i8, day: Option<(i8, usize)>| {
        date.month() != month || day.is_some_and(|(day, _)| date.day() != day)
    };
    if first_day.is_some() != last_day.is_some() {
        return None;
    }
    let other = match (differs(first.start.value.date(), from, first_day), differs(last.last_day(), to, last_day)) {
        (true, _) => Some(("first", first)),
        (_, true) => Some(("last", last)),
        _ => None,
    };
    let said = sentence.trim();
    other.map(|(which, event)| {
        let date = if which == "first" { event.start.value.date() } else { event.last_day() };
        Told::of(said, &format!(", and the {which} event is on {date}"), event.start.span)
    })
}
