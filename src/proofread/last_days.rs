//! Days that are over where words speak of them as to come: the last day of an offer, a deadline, the opening of a season. And the other way
//! round: what has been decided on a day that is to come.

use super::calendar::{days, days_between, months};
use super::dates::{is_announced, is_recent, numbered};
use super::day_ranges::ranges;
use super::mentions::{is_history, sentence};
use super::passages::Passage;
use super::words::{find_word, of_language, primary};
use super::{Desk, calendar::Day};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;
use jiff::civil::Date;

const UNTIL: &str = include_str!("../../assets/registries/until-words.txt");
const LAST: &str = include_str!("../../assets/registries/last-day-words.txt");
const OTHER_DAY: &str = include_str!("../../assets/registries/other-day-words.txt");
const BETWEEN: &str = include_str!("../../assets/registries/range-words.txt");

/// A day with its year, or a month, or the last of several days, as a text has it.
struct Mention<'t> {
    text: &'t str,
    /// Byte in the text.
    at: usize,
    /// The last day that it may mean.
    end: Date,
    /// Of several days.
    is_range: bool,
    /// A month without its day.
    is_month: bool,
}

fn mentions<'t>(text: &'t str, language: &Language) -> Vec<Mention<'t>> {
    let mut all: Vec<Mention<'t>> = Vec::new();
    for range in ranges(text, language) {
        all.extend(range.last().map(|end| Mention { text: range.text, at: range.at, end, is_range: true, is_month: false }));
    }
    let named = days(text, language).into_iter().filter_map(|day| Some((day.text, text.find(day.text)?, day.date()?)));
    let figures = numbered(text).filter_map(|(at, text, dates)| Some((text, at, dates.into_iter().max()?)));
    let single = named.chain(figures).map(|(text, at, end)| Mention { text, at, end, is_range: false, is_month: false });
    let single: Vec<Mention<'t>> =
        single.filter(|day| !all.iter().any(|range| range.at <= day.at && day.at < range.at + range.text.len())).collect();
    all.extend(single);
    // `5 de marzo de 2027` is a day, and its month is part of it.
    let months = months(text, language).into_iter();
    let months: Vec<_> =
        months.filter(|(_, at, _)| !all.iter().any(|day| day.at <= *at && *at < day.at + day.text.len())).collect();
    all.extend(months.into_iter().map(|(text, at, end)| Mention { text, at, end, is_range: false, is_month: true }));
    all
}

/// What a day is said to be.
enum Said {
    /// The last one of something.
    Last,
    /// That of something to come.
    ToCome,
}

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let is_read = passage.is_read() && text.bytes().any(|b| b.is_ascii_digit());
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| is_read) else { return };
    let span = passage.text.span;
    let all = mentions(text, language);
    for mention in &all {
        let here = sentence(text, mention.text, mention.at);
        let head = sentence(&text[..mention.at], "", mention.at);
        if mention.end > desk.today {
            found.extend(decided(here, head, &language.tag).filter(|_| !mention.is_month).map(|word| {
                let message = format!("`{word}` tells what has been, and `{}` is to come", mention.text);
                Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look the day up and type it again")
            }));
            let years = mention.end.year() - desk.today.year();
            let is_far = years > FAR && matches!(said(here, head, mention, language, desk.today), Some(Said::Last));
            let is_told =
                |d: &Diagnostic| d.span == span && d.check == &checks::DATE_IN_WORDS && d.message.contains(mention.text);
            if is_far && !found.iter().any(is_told) {
                let message = format!("`{}` is {years} years from now", mention.text);
                found.push(Diagnostic::warning(&checks::DATE_IN_WORDS, span, message).help("look the year up and type it again"));
            }
            continue;
        }
        // Beside a day to come it is the one before: `extended from May 5, 2026 to May 5, 2027`.
        let is_beside = |other: &&Mention<'_>| other.end >= desk.today && here.contains(other.text);
        if mention.end == desk.today || is_history(here, &language.tag) || all.iter().any(|other| is_beside(&other)) {
            continue;
        }
        let told = |d: &Diagnostic| d.span == span && d.check == &checks::EVENT_PAST && d.message.contains(mention.text);
        let of_headline = || is_headline(passage) && !mention.is_month && is_behind_day(head, language);
        match said(here, head, mention, language, desk.today).or_else(|| of_headline().then_some(Said::ToCome)) {
            Some(Said::Last) => {
                let message = format!("the words promise something by `{}`, which is over", mention.text);
                found.push(Diagnostic::warning(&checks::EXPIRED, span, message).help("write the new day, or take the text out"));
            }
            Some(Said::ToCome) if !found.iter().any(told) => {
                let message = format!("`{}` is over: it was {} days ago", mention.text, days_between(mention.end, desk.today));
                found.push(
                    Diagnostic::warning(&checks::EVENT_PAST, span, message).help("write the new date, or take the text out"),
                );
            }
            _ => {}
        }
    }
}

/// A limit so many years ahead is a slip.
const FAR: i16 = 5;

/// A headline speaks of what is to come.
fn is_headline(passage: &Passage<'_>) -> bool {
    passage.block.is_some_and(|name| name.name.contains("headline")) && matches!(passage.key, "full" | "short")
}

/// `From October 7, 2026, to` before the last day of it.
fn is_behind_day(head: &str, language: &Language) -> bool {
    let before = head.trim_end().to_lowercase();
    let is_span = of_language(BETWEEN, primary(&language.tag)).iter().any(|cue| ends_with_word(&before, cue));
    is_span && !days(head, language).is_empty()
}

/// What the words before a day, and those of its sentence, say of it.
fn said(here: &str, head: &str, mention: &Mention<'_>, language: &Language, today: Date) -> Option<Said> {
    let base = primary(&language.tag);
    let row = |sign: &str| of_language(LAST, &format!("{base}{sign}"));
    let before = head.trim_end_matches([' ', ':', '(', '\u{a0}', '–', '—']).to_lowercase();
    let ends = |cues: &[&str]| cues.iter().any(|cue| ends_with_word(&before, cue));
    if ends(&of_language(UNTIL, base)) || ends(&row("<")) {
        return Some(Said::Last);
    }
    let lower = here.to_lowercase();
    // `From May 5 through June 3, 2026` is a time, and no limit.
    let is_span = ends(&of_language(BETWEEN, base)) && before.bytes().any(|b| b.is_ascii_digit());
    let is_limit = ends(&of_language(OTHER_DAY, &format!("{base}<"))) && !is_span && !mention.is_month;
    if is_limit && row("?").iter().any(|cue| find_word(&lower, cue).is_some()) {
        return Some(Said::Last);
    }
    let clause = before.rsplit([',', '(']).next().unwrap_or(&before);
    let has_limit = |cue: &&str| find_word(clause, cue).is_some_and(|at| !clause[at..].bytes().any(|b| b.is_ascii_digit()));
    if !mention.is_month && row("").iter().any(has_limit) {
        return Some(Said::Last);
    }
    let is_near = is_recent(mention.end, today) && !mention.is_month;
    let as_day = Day { text: mention.text, year: None, month: 1, day: 1, weekday: None };
    // A ticket has its days by themselves.
    let is_all = here.trim().trim_end_matches('.') == mention.text;
    let invites = mention.is_range && (is_all || is_announced(here, &as_day, &[], language, today));
    // `From June 15 to September 15, 2026, we are open`: said of today.
    let goes_on = is_span && row("*").iter().any(|cue| find_word(&lower, cue).is_some());
    (is_near && (ends(&row("@")) || invites || goes_on)).then_some(Said::ToCome)
}

/// The word by which a sentence tells that something was decided on its day.
fn decided(here: &str, head: &str, tag: &str) -> Option<&'static str> {
    let base = primary(tag);
    let row = |sign: &str| of_language(LAST, &format!("{base}{sign}"));
    let (before, lower) = (head.trim_end().to_lowercase(), here.to_lowercase());
    let word = row("=").into_iter().find(|word| find_word(&before, word).is_some())?;
    let is_on = row("|").iter().any(|on| ends_with_word(&before, on));
    (is_on && !row("!").iter().any(|word| find_word(&lower, word).is_some())).then_some(word)
}

fn ends_with_word(before: &str, cue: &str) -> bool {
    before.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}
