//! The year in the title of a sheet about one event, or in the event's own title, subtitle and series, that is not the year of the event: last year's
//! headline over this year's date.

use super::passages::Passage;
use super::words::{find_word, holds_word, of_language, primary, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, Kind};
use jiff::civil::Date;

const SEASONS: &str = include_str!("../../assets/registries/season-words.txt");
const OTHERS: &str = include_str!("../../assets/registries/year-of-words.txt");

/// Farther from the event it is a year of history, or of a plan.
const NEAR: i16 = 2;

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(sheet.passages.iter().filter_map(|passage| quoted_to_come(passage, desk.today)));
    let events: Vec<&Event> = sheet.events().collect();
    let Some(first) = events.first() else {
        let over = sheet.passages.iter().filter(|p| is_title(p)).filter_map(|p| Some((p, past_season(p, desk.today)?)));
        found.extend(over.map(|(passage, season)| {
            let message = format!("the title says `{season}`, which is over");
            Diagnostic::warning(&checks::EVENT_PAST, passage.text.span, message).help("write the new year, or take it out")
        }));
        return;
    };
    let held: Vec<i16> = events.iter().flat_map(|event| years_of(event)).collect();
    for passage in sheet.passages.iter().filter(|p| is_title(p)) {
        // The title of one of several is that of its own year.
        let is_own = |event: &&&Event| {
            let keys = [Some(&event.title), event.subtitle.as_ref(), event.series.as_ref()];
            keys.into_iter().flatten().any(|text| text.span == passage.text.span)
        };
        let own = events.iter().find(is_own);
        let (held, event) = own.map_or((held.clone(), *first), |event| (years_of(event).collect(), *event));
        found.extend(other_year(passage, &held).map(|year| told(passage, year, event)));
    }
}

/// `Review of the 2028 concert`: what a quotation is from has been.
fn quoted_to_come(passage: &Passage<'_>, today: Date) -> Option<Diagnostic> {
    let is_source = passage.key == "source" && passage.block.is_some_and(|name| name.kind == Kind::Quote);
    let text = passage.text.value.as_str();
    let year = words(text).into_iter().filter_map(|word| word.year()).find(|year| is_source && *year > today.year())?;
    let message = format!("`{text}`: {year} is a year to come, and the words are quoted from it");
    Some(Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message).help("look the year up and type it again"))
}

/// The title, the subtitle and the series of a row.
pub(super) fn of_row(event: &Event, passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    let held: Vec<i16> = years_of(event).collect();
    let titles = passages.iter().filter(|p| matches!(p.key, "title" | "subtitle" | "series"));
    found.extend(titles.filter_map(|passage| Some(told(passage, other_year(passage, &held)?, event))));
}

/// The years in which an event is held.
fn years_of(event: &Event) -> impl Iterator<Item = i16> {
    event.starts().map(|start| start.value.date().year()).chain([event.last_day().year()])
}

fn is_title(passage: &Passage<'_>) -> bool {
    match passage.block {
        None => passage.key == "title",
        Some(name) => match name.kind {
            Kind::Event => matches!(passage.key, "title" | "subtitle" | "series"),
            Kind::Text => name.name.contains("headline") && passage.key != "heading",
            _ => false,
        },
    }
}

/// The one year that stands there by itself, where nothing is held in it.
fn other_year(passage: &Passage<'_>, held: &[i16]) -> Option<i16> {
    let text = passage.text.value.as_str();
    let all = words(text);
    let mut years = all.iter().filter_map(|word| Some((word, word.year()?)));
    let (word, year) = years.next()?;
    let is_part = |c: Option<char>| c.is_some_and(|c| "-–—/’'.#$€£@".contains(c));
    let is_alone = !is_part(text[..word.at].chars().next_back()) && !text[word.end()..].starts_with(['-', '–', '—', '/', '+']);
    if years.next().is_some() || !is_alone || held.contains(&year) || held.iter().all(|other| other.abs_diff(year) > NEAR as u16)
    {
        return None;
    }
    let lower = text.to_lowercase();
    let holds = |sign: &str| {
        let row = of_language(OTHERS, &format!("{}{sign}", primary(passage.language)));
        (row.is_empty(), row.iter().any(|word| holds_word(&lower, word)))
    };
    // A language without a row is not looked at.
    let (is_unknown, is_of_another) = holds("");
    let is_next = held.iter().any(|other| other + 1 == year) && holds("^").1;
    (!is_unknown && !is_of_another && !is_next).then_some(year)
}

/// `Summer camp 2026` in November 2026: a season of a title, with its year, that is over. What looks back has other words.
fn past_season(passage: &Passage<'_>, today: Date) -> Option<String> {
    let text = passage.text.value.as_str();
    let (lower, base) = (text.to_lowercase(), primary(passage.language));
    let all = words(text);
    let mut years = all.iter().filter_map(|word| Some((word, word.year()?)));
    let (word, year) = years.next()?;
    let is_alone = years.next().is_none() && !text[word.end()..].starts_with(['-', '–', '/']);
    let is_other = of_language(OTHERS, base).iter().any(|other| holds_word(&lower, other));
    let (n, season) = (1..=4).find_map(|n| {
        let names = of_language(SEASONS, &format!("{base}{n}"));
        names.into_iter().find(|name| find_word(&lower, name).is_some()).map(|name| (n, name))
    })?;
    let (of, month) = if n == 4 { (year + 1, 3) } else { (year, n * 3 + 3) };
    let last = Date::new(of, month, 1).ok()?.last_of_month();
    (is_alone && !is_other && last < today && year + NEAR > today.year()).then(|| format!("{season} {year}"))
}

fn told(passage: &Passage<'_>, year: i16, event: &Event) -> Diagnostic {
    let message = format!("the words say `{year}`, and the event is on {}", event.start.value.date());
    Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
        .also(event.start.span, "the event")
        .help("write the year of the event, or take the year out")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::proofread::passages::Part;

    fn told(text: &str, language: &str) -> bool {
        let text = At::new(text.to_string(), Span::NONE);
        other_year(&Passage { text: &text, part: Part::Words, block: None, key: "title", language }, &[2027]).is_some()
    }

    #[test]
    fn seasons_of_a_title_are_over() {
        let today = Date::constant(2026, 11, 29);
        let over = |text: &str, language: &str| {
            let text = At::new(text.to_string(), Span::NONE);
            past_season(&Passage { text: &text, part: Part::Words, block: None, key: "title", language }, today).is_some()
        };
        for text in ["Spring 2026 timetable", "Summer camp 2026", "Classes, summer 2025"] {
            assert!(over(text, "en"), "{text}");
        }
        assert!(over("Campamento de verano 2026", "es") && over("Sommerfest im Sommer 2026", "de"));
        for text in [
            "Fall 2026 classes",
            "Winter 2026",
            "Summer camp 2027",
            "Summer 2026 report",
            "Summer reading since 2024",
            "Summer 2019",
        ] {
            assert!(!over(text, "en"), "{text}");
        }
    }

    #[test]
    fn last_years_title_is_told_from_other_years() {
        for text in ["Winter swim meet 2026", "2028 Blood Drive", "Open house, 2026", "**Fair 2026**"] {
            assert!(told(text, "en"), "{text}");
        }
        assert!(told("Feria de salud 2026", "es"));
        for text in [
            "Winter swim meet 2027",
            "Season 2026-27",
            "Fair 2026/27",
            "Help with your 2026 taxes",
            "Class of 2026 reunion",
            "A town since 1998",
            "Film of 1948",
            "2026 and 2027",
            "New Year 2028",
            "Winter 2028",
            "Annual meeting 2026",
            "Room #2026",
        ] {
            assert!(!told(text, "en"), "{text}");
        }
        assert!(!told("Kirmes 2026", "de"));
    }
}
