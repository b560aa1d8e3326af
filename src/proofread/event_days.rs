//! What is said of the event of a sheet in passing: `Join us on Friday.` of a Thursday, `at 7 p.m.`, `for $5` and `in May` in a headline, and
//! a code for the calendar with an entry of its own. Sentences about it are compared with its keys in `event_differs`.

use super::calendar::{days, month, named_weekday, weekday_of, weekdays};
use super::evenings::of_each;
use super::event_differs::{amounts, only_event};
use super::mentions::{is_aside, is_history, sentences};
use super::near_names::is_slip;
use super::occasions::is_repeated;
use super::passages::Passage;
use super::times::{spans, times};
use super::words::{Word, holds_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, Span, checks};
use crate::model::{Body, CalendarEvent, Event, Kind, Language, Payload};

const WORDS: &str = include_str!("../../assets/registries/event-words.txt");
const DOORS: &str = include_str!("../../assets/registries/doors-words.txt");

/// What is said, what the event has, and where.
type Difference = (String, String, Span);

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let Some(event) = only_event(sheet) else { return };
    for passage in sheet.passages.iter().filter(|p| p.is_words()) {
        let differs = match passage.block {
            Some(name) if name.kind == Kind::Text && name.name.contains("headline") => {
                of_each(event, |event| in_headline(passage, event, language))
            }
            None if passage.key == "title" => of_each(event, |event| in_headline(passage, event, language)),
            Some(name) if matches!(name.kind, Kind::Text | Kind::Note) => {
                of_each(event, |event| costs(passage, event, language).or_else(|| on_day(passage, event, language)))
            }
            _ => None,
        };
        found.extend(differs.map(|(said, stated, at)| {
            Diagnostic::warning(
                &checks::EVENT_DIFFERS,
                passage.text.span,
                format!("the words say `{said}`, and the event has `{stated}`"),
            )
            .words(said)
            .also(at, "the event")
            .help("write the same in both places")
        }));
    }
    if sheet.language == sheet.content.language.value && !sheet.has_rows {
        let codes = sheet.content.blocks.iter().filter_map(|block| match &block.body {
            Body::Qr(code) => Some(&code.payload),
            _ => None,
        });
        let entries = codes.filter_map(|payload| if let Payload::Event(entry) = payload { Some(entry) } else { None });
        found.extend(entries.filter_map(|entry| other_entry(entry, event)));
    }
}

fn cues(sign: &str, language: &Language) -> Vec<&'static str> {
    of_language(WORDS, &format!("{}{sign}", primary(&language.tag)))
}

/// `It costs $5.` of what is free.
fn costs(passage: &Passage<'_>, event: &Event, language: &Language) -> Option<Difference> {
    let text = without_marks(&passage.text.value);
    sentences(&text).into_iter().find_map(|sentence| {
        let lower = sentence.trim().to_lowercase();
        // `Book the bus; it costs $12.`
        let is_of_other = text.find(sentence).is_some_and(|at| text[..at].trim_end().ends_with([';', ',', ':']));
        let behind = cues("{", language).iter().find_map(|cue| lower.strip_prefix(cue)?.strip_prefix(' ')).map(str::len)?;
        let rest = sentence.trim().get(sentence.trim().len().checked_sub(behind)?..)?;
        let is_next = rest.starts_with(crate::registry::is_currency_sign);
        let (text, lower) = (sentence.trim(), lower.as_str());
        other_price(text, lower, event, language).filter(|_| is_next && !is_of_other)
    })
}

/// `Join us on Friday.`, `We meet on Friday, March 12.`: a sentence that asks to come, with one weekday or one day.
fn on_day(passage: &Passage<'_>, event: &Event, language: &Language) -> Option<Difference> {
    let text = without_marks(&passage.text.value);
    let (first, last) = (event.start.value.date(), event.last_day());
    if first != last || event.series.is_some() {
        return None;
    }
    sentences(&text).into_iter().find_map(|sentence| {
        let lower = sentence.to_lowercase();
        let said = days(sentence, language);
        let date = said.first().filter(|day| said.len() == 1 && day.year.is_none() && !day.is_impossible());
        let (word, is_its_own) = match date {
            Some(day) => (day.text, (day.month, day.day) == (first.month(), first.day())),
            None => {
                let (word, day) = named_weekday(sentence, language).filter(|_| said.is_empty())?;
                (word, day == weekday_of(first))
            }
        };
        let head = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        let asks = cues("[", language).iter().any(|cue| head.strip_prefix(cue).is_some_and(|rest| rest.starts_with(' ')));
        let around = cues("*", language).iter().any(|cue| holds_word(&lower, cue));
        // The event itself: nothing else stands between the two.
        let before = &sentence[..sentence.find(word)?];
        let is_near = words(before).len() < NEAR;
        let is_other = is_repeated(&lower, language) || is_aside(sentence, before, &language.tag) || around;
        let right = weekdays(language).get(weekday_of(first)).copied()?;
        (asks && is_near && !is_other && !is_its_own).then(|| (word.to_string(), format!("{first}, a {right}"), event.start.span))
    })
}

/// So many words at the most stand before the weekday of a sentence that asks to come.
const NEAR: usize = 7;

/// An hour, a price or a month in a headline that is none of the event's.
fn in_headline(passage: &Passage<'_>, event: &Event, language: &Language) -> Option<Difference> {
    let text = without_marks(&passage.text.value);
    let lower = text.to_lowercase();
    let is_aside = is_history(&text, &language.tag) || is_aside(&text, "", &language.tag) || is_repeated(&lower, language);
    if event.series.is_some() || is_aside || text.contains('{') {
        return None;
    }
    hour(&text, &lower, event, language)
        .or_else(|| price(&text, &lower, event, language))
        .or_else(|| in_month(&text, event, language))
}

fn hour(text: &str, lower: &str, event: &Event, language: &Language) -> Option<Difference> {
    let all = times(text, &language.tag);
    let doors = of_language(DOORS, &language.tag).iter().chain(&cues("*", language)).any(|cue| lower.contains(cue));
    let [time] = &all[..] else { return None };
    let said = time.minutes().filter(|_| time.is_halved() && spans(text, &language.tag).is_empty() && !doors)?;
    let minutes = |at: jiff::civil::Time| u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    let start = event.start.value.time();
    let end = event.ends().map(|end| minutes(end.time()));
    // Within it something else may begin.
    let is_within = minutes(start) <= said && end.is_some_and(|end| said <= end);
    (minutes(start) != said && !is_within)
        .then(|| (time.text.to_string(), format!("{:02}:{:02}", start.hour(), start.minute()), event.start.span))
}

fn price(text: &str, lower: &str, event: &Event, language: &Language) -> Option<Difference> {
    let [(written, _)] = amounts(text)[..] else { return None };
    // `Win $500`, `$1,000 in prizes` are no prices.
    let asks = cues("]", language).iter().any(|cue| lower[..find_amount(text, written)].trim_end().ends_with(cue));
    other_price(text, lower, event, language).filter(|_| asks)
}

/// The one price of a text, which is none of the event's.
fn other_price(text: &str, lower: &str, event: &Event, language: &Language) -> Option<Difference> {
    let cost = event.cost.as_ref()?;
    let [(written, said)] = amounts(text)[..] else { return None };
    let known = amounts(&cost.value);
    let is_known = known.iter().any(|(_, amount)| *amount == said) || cost.value.contains('{');
    let is_of_some = ["%", ";", "="].iter().any(|sign| cues(sign, language).iter().any(|word| holds_word(lower, word)));
    (!is_known && !is_of_some).then(|| (written.to_string(), cost.value.clone(), cost.span))
}

fn find_amount(text: &str, written: &str) -> usize {
    text.find(written).filter(|at| text.to_lowercase().is_char_boundary(*at)).unwrap_or(0)
}

/// `In May`, `January 2027`.
fn in_month(text: &str, event: &Event, language: &Language) -> Option<Difference> {
    let all = words(text);
    let named: Vec<(usize, usize)> =
        all.iter().enumerate().filter_map(|(i, word)| Some((i, month(word.text, language)?))).collect();
    let [(i, said)] = named[..] else { return None };
    let before = i.checked_sub(1).map(|j| all[j].text.to_lowercase());
    let is_in = before.as_deref().is_some_and(|word| cues("}", language).contains(&word));
    let year = all.get(i + 1).and_then(Word::year);
    let has_day =
        !days(text, language).is_empty() || all.get(i + 1).is_some_and(|next| next.number().is_some() && year.is_none());
    let (first, last) = (event.start.value.date(), event.last_day());
    let is_of = |date: jiff::civil::Date| date.month() as usize == said + 1;
    let is_held = is_of(first) || is_of(last) || first.until(last).is_ok_and(|span| span.get_days() > 31);
    ((is_in || year.is_some()) && !has_day && !is_held).then(|| {
        let end = if year.is_some() { all[i + 1].end() } else { all[i].end() };
        (text[all[i].at..end].to_string(), first.to_string(), event.start.span)
    })
}

/// An entry of a calendar that has nearly the title of the event, and other hours; or its hours, and a letter of the title wrong.
fn other_entry(entry: &CalendarEvent, event: &Event) -> Option<Diagnostic> {
    let plain = |text: &str| text.trim().to_lowercase();
    let (own, title) = (plain(&entry.title.value), plain(&event.title.value));
    let is_slip = strsim::osa_distance(&own, &title) <= 2 && own.len() > 7 || is_slip(&title, &own, true);
    let starts = |at: jiff::civil::DateTime| event.starts().any(|start| start.value == at);
    let tell = |message: String, at: Span, other: Span| {
        let told = Diagnostic::warning(&checks::EVENT_DIFFERS, at, message).also(other, "the event");
        Some(told.help("write the name of the event's block, `event = \"NAME\"`: then the code carries it as it is"))
    };
    if (own == title || is_slip) && !starts(entry.start.value) {
        let message = format!("the code puts it on {}, and the event has {}", entry.start.value, event.start.value);
        return tell(message, entry.start.span, event.start.span);
    }
    if own != title && is_slip {
        let message = format!("the code calls it `{}`, and the event is `{}`", entry.title.value, event.title.value);
        return tell(message, entry.title.span, event.title.span);
    }
    None
}
