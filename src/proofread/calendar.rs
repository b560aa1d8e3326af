//! Dates as a language writes them, found in running text: `Thursday, January 21, 2027`, `21 de enero de 2027`.

use super::words::{Word, of_language, primary, rows, words};
use crate::model::Language;
use jiff::civil::Date;
use std::borrow::Cow;

const WEEKDAYS: &str = include_str!("../../assets/registries/weekdays.txt");

const NAMED_DAYS: &str = include_str!("../../assets/registries/named-days.txt");

/// A day in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day<'t> {
    /// As it stands there.
    pub text: &'t str,
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    pub day: i8,
    /// Monday is 0.
    pub weekday: Option<usize>,
}

impl Day<'_> {
    /// The date; nothing without a year, and for a day that the month does not have.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// Whether no year has this day.
    pub fn is_impossible(&self) -> bool {
        Date::new(self.year.unwrap_or(2024), self.month, self.day).is_err()
    }
}

/// A text with blanks in place of months whose names hold a number: `tháng 2` is February, and no two of anything.
pub(super) fn without_numbered_months<'t>(text: &'t str, language: &Language) -> Cow<'t, str> {
    let months = language.words.dates.iter().flat_map(|dates| &dates.months);
    let is_numbered = |name: &&str| name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic);
    let names: Vec<&str> = months.map(|month| month.value.as_str()).filter(is_numbered).collect();
    let lower = if names.is_empty() { String::new() } else { text.to_lowercase() };
    if lower.len() != text.len() {
        return text.into();
    }
    let ends = |at: usize| !lower[at..].starts_with(|c: char| c.is_ascii_digit());
    let begins = |at: usize| !lower[..at].ends_with(|c: char| c.is_ascii_digit());
    let places = names.iter().flat_map(|name| lower.match_indices(*name));
    let mut plain = text.to_string();
    for (at, name) in places.filter(|(at, name)| begins(*at) && ends(at + name.len())) {
        plain.replace_range(at..at + name.len(), &" ".repeat(name.len()));
    }
    plain.into()
}

/// The month that a word names, from 0. English months may be cut to three letters.
pub(super) fn month(word: &str, language: &Language) -> Option<usize> {
    let dates = language.words.dates.as_ref()?;
    named(word, dates.months.iter().map(|month| month.value.as_str()))
}

pub(super) fn weekday(word: &str, language: &Language) -> Option<usize> {
    named(word, weekdays(language).into_iter())
}

/// The same, or several of them: `Mondays`.
pub(super) fn weekday_or_plural(word: &str, language: &Language) -> Option<usize> {
    weekday(word, language).or_else(|| weekday(word.strip_suffix('s')?, language))
}

/// The place of a date's day in [`weekdays`]: Monday is 0.
pub(super) fn weekday_of(date: Date) -> usize {
    usize::from(date.weekday().to_monday_zero_offset() as u8)
}

/// The days of the week, Monday first: those of the language's file, else of the list.
pub(super) fn weekdays(language: &Language) -> Vec<&str> {
    let own = &language.words.weekdays;
    if own.is_empty() { of_language(WEEKDAYS, &language.tag) } else { own.iter().map(|day| day.value.as_str()).collect() }
}

/// The language in which a word is the name of a day, of those of the list.
pub(super) fn weekday_of_another(word: &str, language: &Language) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let mut all = rows(WEEKDAYS).filter_map(|row| row.split_once(':')).filter(|(tag, _)| *tag != primary(&language.tag));
    all.find(|(_, names)| names.split(',').any(|name| name.trim().to_lowercase() == lower)).map(|(tag, _)| tag)
}

/// The first of some names that a word is. Most words are told apart by their first letter, without a copy of either.
fn named<'n>(word: &str, mut names: impl Iterator<Item = &'n str>) -> Option<usize> {
    let first = initial(word);
    names.position(|name| first == initial(name) && is_name(word, name))
}

/// The whole name, or its first three to five letters. A name that the language writes with a capital has one: `may` is a verb.
fn is_name(word: &str, name: &str) -> bool {
    let alike = word == name
        || word.to_lowercase() == name.to_lowercase()
            && !(name.starts_with(char::is_uppercase) && word.starts_with(char::is_lowercase));
    let cut = matches!(word.chars().count(), 3..=5)
        && name.chars().count() > word.chars().count().max(4)
        && name.starts_with(word)
        && word.starts_with(char::is_uppercase);
    alike || cut
}

/// The first letter of a text, small.
pub(super) fn initial(text: &str) -> Option<char> {
    let first = text.chars().next()?;
    if first.is_ascii() { Some(first.to_ascii_lowercase()) } else { first.to_lowercase().next() }
}

/// Every day of a text that names its month.
pub(super) fn days<'t>(text: &'t str, language: &Language) -> Vec<Day<'t>> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let all = words(text);
    (0..all.len())
        .filter_map(|i| Some((i, month(all[i].text, language)?)))
        .filter_map(|(i, month)| day(text, &all, i, month, language))
        .collect()
}

/// The day round the name of a month.
fn day<'t>(text: &'t str, all: &[Word<'t>], i: usize, month: usize, language: &Language) -> Option<Day<'t>> {
    let day_first =
        language.words.dates.as_ref().is_some_and(|d| d.pattern.value.find("{day}") < d.pattern.value.find("{month}"));
    let before = (1..=2)
        .filter_map(|n| i.checked_sub(n))
        .find_map(|j| Some((j, number(all, j)?)))
        .filter(|(j, _)| is_close(text, &all[*j], &all[i]));
    let after =
        all.get(i + 1).and_then(|_| number(all, i + 1)).map(|n| (i + 1, n)).filter(|(j, _)| is_close(text, &all[i], &all[*j]));
    let (at, day) = if day_first { before.or(after) } else { after.or(before) }?;
    let last = at.max(i);
    let year = all[last + 1..].iter().take(2).position(|w| w.year().is_some()).map(|n| last + 1 + n);
    let year = year.filter(|y| {
        all[last + 1..*y].iter().all(|w| w.text.chars().count() <= 3 && w.number().is_none())
            && is_close(text, &all[last], &all[*y])
            && !is_next_sentence(text, &all[last..=*y], last == i)
    });
    let first = at.min(i);
    let named = (1..=2).filter_map(|n| first.checked_sub(n)).find_map(|j| Some((j, weekday(all[j].text, language)?)));
    let named =
        named.filter(|(j, w)| is_close(text, &all[*j], &all[first]) && !ends_sentence(text, all, *j, weekdays(language)[*w]));
    let start = named.map_or(all[first].at, |(j, _)| all[j].at);
    let end = all[year.unwrap_or(last)].end();
    Some(Day {
        text: &text[start..end],
        year: year.and_then(|y| all[y].year()),
        month: month as i8 + 1,
        day,
        weekday: named.map(|(_, w)| w),
    })
}

/// A day of the month: `21`, `21st`.
pub(super) fn number(all: &[Word<'_>], i: usize) -> Option<i8> {
    let text = all[i].text;
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ordinal = ["", "st", "nd", "rd", "th", "er", "º"].contains(&&text[digits.len()..]);
    digits.parse().ok().filter(|n| ordinal && digits.len() <= 2 && (1..=99).contains(n))
}

/// Nothing but blanks, a comma or small words between.
fn is_close(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    b.at.saturating_sub(a.end()) <= 8 && !text[a.end().min(b.at)..b.at].contains(['\n', ';', ':', '!', '?', '/', '(', '–', '-'])
}

/// `January 30. In 2025 we swam`: the year is of another sentence. `30 Jan. 2027` is one day, with its month cut short.
fn is_next_sentence(text: &str, between: &[Word<'_>], is_month: bool) -> bool {
    let stops = |pair: &[Word<'_>]| text[pair[0].end()..pair[1].at].contains(". ");
    between.windows(2).enumerate().any(|(n, pair)| stops(pair) && !(n == 0 && is_month && between.len() == 2))
}

/// `Closed on Monday. January 5 is a holiday`: behind the whole name of a day its sentence is over.
fn ends_sentence(text: &str, all: &[Word<'_>], at: usize, name: &str) -> bool {
    let Some(next) = all.get(at + 1) else { return false };
    all[at].text.chars().count() == name.chars().count() && text[all[at].end()..next.at].contains(". ")
}

/// A day whose month stands in another language: `15. March` in a German text.
pub(super) fn month_of_another<'t>(text: &'t str, language: &Language, others: &[&Language]) -> Option<(&'t str, &'t str)> {
    let all = words(text);
    let near = |i: usize, j: usize| {
        let gap = text[all[i].end()..all[j].at].trim_matches([' ', '.', '\u{a0}']);
        gap.is_empty()
            && number(&all, if all[i].text.starts_with(|c: char| c.is_ascii_digit()) { i } else { j }).is_some_and(|day| day < 32)
    };
    (0..all.len()).find_map(|i| {
        let word = all[i].text;
        if !word.starts_with(char::is_uppercase) || month(word, language).is_some() {
            return None;
        }
        let is_whole = |other: &&Language| {
            let months = other.words.dates.iter().flat_map(|dates| &dates.months);
            months.into_iter().any(|month| month.value == word)
        };
        others.iter().find(|other| is_whole(other))?;
        let before = i.checked_sub(1).filter(|j| near(*j, i));
        let after = || Some(i + 1).filter(|j| *j < all.len() && near(i, *j));
        let day = before.or_else(after)?;
        let (first, last) = (day.min(i), day.max(i));
        Some((&text[all[first].at..all[last].end()], word))
    })
}

/// The weekday in brackets behind a day: `5/1/2027 (Saturday)`.
pub(super) fn weekday_behind(behind: &str, language: &Language) -> Option<usize> {
    let (inside, _) = behind.trim_start().strip_prefix('(')?.split_once(')')?;
    weekday(inside.trim_end_matches('.'), language)
}

/// The dates that a day may mean: without a year it is one round today.
pub(super) fn dates_of(year: Option<i16>, month: i8, day: i8, today: Date) -> Vec<Date> {
    let near = |date: &Date| (-200..=365).contains(&days_between(today, *date));
    let may = |year: i16| Date::new(year, month, day).ok();
    match year {
        Some(year) => may(year).into_iter().collect(),
        None => (today.year() - 1..=today.year() + 1).filter_map(may).filter(near).collect(),
    }
}

/// Days from one date to another; under nothing where it lies before.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The one weekday that a text names by itself, and its word: nothing where there are several, or it is part of a name.
pub(super) fn named_weekday<'t>(text: &'t str, language: &Language) -> Option<(&'t str, usize)> {
    let all = words(text);
    let mut named = all.iter().filter_map(|word| Some((word, weekday(word.text, language)?)));
    let (word, day) = named.next()?;
    // `Sat` and `Mon` are words of other kinds too.
    let is_whole = weekdays(language).get(day).is_some_and(|name| name.to_lowercase() == word.text.to_lowercase());
    let lower = text.to_lowercase();
    let is_name = of_language(NAMED_DAYS, &language.tag).iter().any(|name| lower.contains(name));
    (named.next().is_none() && is_whole && !is_name).then_some((word.text, day))
}

/// A month with its year and no day: `May 2027`, and the byte where it begins.
pub(super) fn months<'t>(text: &'t str, language: &Language) -> Vec<(&'t str, usize, Date)> {
    let all = words(text);
    let pairs = (0..all.len()).filter_map(|i| Some((i, month(all[i].text, language)?)));
    pairs
        .filter_map(|(i, month)| {
            let next = all[i + 1..].iter().take(2).find(|w| w.number().is_some())?;
            let year = next.year().filter(|_| is_close(text, &all[i], next))?;
            let bare = i.checked_sub(1).is_none_or(|j| number(&all, j).is_none());
            let date = Date::new(year, month as i8 + 1, 1).ok().filter(|_| bare)?;
            Some((&text[all[i].at..next.end()], all[i].at, date.last_of_month()))
        })
        .collect()
}
