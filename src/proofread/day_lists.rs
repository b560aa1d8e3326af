//! Several days of one month, `May 3, 10 and 17`, `del 14 al 18 de abril`, and weekdays that belong to them one by one:
//! `Saturday and Sunday, May 1 and 2`. What joins them is data.

use super::calendar::{Day, dates_of, days, month, weekday, weekday_of};
use super::words::{Word, of_language, words};
use crate::model::Language;
use jiff::civil::Date;

const JOINERS: &str = include_str!("../../assets/registries/day-joiners.txt");
const HALVES: &str = include_str!("../../assets/registries/halves-of-the-day.txt");
const EVERY: &str = include_str!("../../assets/registries/every-words.txt");

/// Days further apart than this are those of a season, whose weekdays come again.
const WEEK: i64 = 7;

/// The longest name of a day that is cut short: `Thurs.`
const CUT: usize = 5;

/// Every day of a text, also those that share their month with another: its month and its day.
pub(super) fn all_days(text: &str, language: &Language) -> Vec<(i8, i8)> {
    let named = days(text, language);
    let others = named.iter().flat_map(|day| beside(text, day, language).into_iter().map(|(_, other)| (day.month, other)));
    named.iter().map(|day| (day.month, day.day)).chain(others).collect()
}

/// The days of a text, without a weekday where it is one of several: each was held against its own day.
pub(super) fn days_alone<'t>(text: &'t str, language: &Language) -> Vec<Day<'t>> {
    let named = days(text, language);
    let alone = |n: usize, day: &Day<'t>| {
        let weekday = day.weekday.filter(|_| Several::of(text, &named, n, language).is_none());
        Day { weekday, ..*day }
    };
    named.iter().enumerate().map(|(n, day)| alone(n, day)).collect()
}

/// The weekdays before a day where they are several, and the days that belong to them; nothing where there is one weekday.
pub(super) struct Several<'t> {
    text: &'t str,
    weekdays: Vec<usize>,
    /// The days in order, with the year that they share.
    days: Vec<(i8, i8)>,
    year: Option<i16>,
    is_again: bool,
}

impl Several<'_> {
    /// The weekdays before `named[at]`, with its days.
    pub fn of<'t>(text: &'t str, named: &[Day<'t>], at: usize, language: &Language) -> Option<Several<'t>> {
        let day = named.get(at).filter(|day| day.weekday.is_some())?;
        let from = place(text, day.text)?;
        let all = words(text);
        let first = all.iter().position(|word| word.at == from)?;
        let (head, weekdays) = chain(text, &all, first, language);
        if weekdays.len() < 2 {
            return None;
        }
        let others = beside(text, day, language);
        let mut end = from + day.text.len();
        let mut list = vec![(day.month, day.day)];
        let mut year = day.year;
        let last = others.iter().filter(|(place, _)| *place >= end).map(|(place, _)| *place).max();
        list.extend(others.iter().filter(|(place, _)| *place >= end).map(|(_, other)| (day.month, *other)));
        if let Some(last) = all.iter().find(|word| Some(word.at) == last) {
            end = last.end();
        }
        // `April 30 to May 2`: the next day without a weekday of its own.
        let next = named.get(at + 1).and_then(|next| Some((place(text, next.text)?, next)));
        let joins = |at: usize| at >= end && is_join(&text[end..at], language);
        if let Some((at, next)) = next.filter(|(at, next)| next.weekday.is_none() && joins(*at)) {
            list.push((next.month, next.day));
            (end, year) = (at + next.text.len(), year.or(next.year));
            for (at, other) in beside(text, next, language).into_iter().filter(|(place, _)| *place >= at) {
                list.push((next.month, other));
                end = end.max(at + other.to_string().len());
            }
        }
        let behind = words(&text[end..]).first().and_then(|word| word.year().filter(|_| word.at <= 2));
        let before = all[..head].last().map(|word| word.text.to_lowercase());
        let is_again = before.is_some_and(|word| of_language(EVERY, &language.tag).contains(&word.as_str()));
        Some(Several { text: &text[all[head].at..end], weekdays, days: list, year: year.or(behind), is_again })
    }

    /// The first day that is another weekday than the one that belongs to it, the right weekday and the one it is called.
    pub fn wrong(&self, today: Date) -> Option<(String, usize, usize)> {
        let dates: Vec<Vec<Date>> = self.days.iter().map(|(month, day)| dates_of(self.year, *month, *day, today)).collect();
        let (first, last) = (dates.first()?.last()?, dates.last()?.last()?);
        if self.is_again || first.until(*last).map_or(i64::MAX, |span| i64::from(span.get_days())) > WEEK {
            return None;
        }
        let differs = |dates: &[Date], called: usize| !dates.iter().any(|date| weekday_of(*date) == called);
        let told = |dates: &[Date], called: usize| {
            let date = dates.last()?;
            Some((format!("{date}` of `{}", self.text), weekday_of(*date), called))
        };
        if let [alone] = &dates[..] {
            // Which of the weekdays it is meant to be, nobody knows.
            let called = *self.weekdays.last()?;
            return told(alone, called).filter(|_| self.weekdays.iter().all(|called| differs(alone, *called)));
        }
        let ends = [(dates.first()?, *self.weekdays.first()?), (dates.last()?, *self.weekdays.last()?)];
        let pairs: Vec<(&Vec<Date>, usize)> = match dates.len() == self.weekdays.len() {
            true => dates.iter().zip(self.weekdays.iter().copied()).collect(),
            false => ends.to_vec(),
        };
        pairs.into_iter().find(|(dates, called)| differs(dates, *called)).and_then(|(dates, called)| told(dates, called))
    }
}

/// Where a part of a text begins in it.
fn place(text: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (at + part.len() <= text.len()).then_some(at)
}

/// Weekdays joined to the one at a place: the first of them, and all in order.
fn chain(text: &str, all: &[Word<'_>], at: usize, language: &Language) -> (usize, Vec<usize>) {
    let (mut head, mut found) = (at, Vec::new());
    found.extend(weekday(all[at].text, language));
    while let Some((before, day)) = (1..=2).filter_map(|n| head.checked_sub(n)).find_map(|j| {
        let day = weekday(all[j].text, language)?;
        let gap = &text[all[j].end()..all[head].at];
        // `Closed Sunday. Monday, ...`: behind a whole name a sentence is over.
        let is_next = gap.contains(". ") && all[j].text.chars().count() > CUT;
        (is_join(gap, language) && !is_next).then_some((j, day))
    }) {
        found.insert(0, day);
        head = before;
    }
    (head, found)
}

/// Other days of the month beside a day, each with where it stands: behind `May 3`, before `18 de abril`.
fn beside(text: &str, day: &Day<'_>, language: &Language) -> Vec<(usize, i8)> {
    let Some(from) = place(text, day.text) else { return Vec::new() };
    let all = words(text);
    let inside = |word: &&Word<'_>| word.at >= from && word.end() <= from + day.text.len();
    let of_day = |word: &&Word<'_>| number(word.text) == Some(day.day);
    let Some(own) = all.iter().filter(inside).find(of_day) else { return Vec::new() };
    let Some(i) = all.iter().position(|word| word.at == own.at) else { return Vec::new() };
    let mut found = Vec::new();
    let mut last = i;
    // Behind it, unless the month stands there.
    while let Some((j, number)) = (1..=2).map(|n| last + n).find_map(|j| {
        let number = number(all.get(j)?.text).filter(|_| !is_hour(text, all[j], language))?;
        let is_other = all.get(j + 1).is_some_and(|next| month(next.text, language).is_some());
        (is_join(&text[all[last].end()..all[j].at], language) && !is_other).then_some((j, number))
    }) {
        found.push((all[j].at, number));
        last = j;
    }
    // A comma alone joins nothing: `May 3, 10 volunteers`.
    while found.last().is_some_and(|(at, _)| text[..*at].trim_end().ends_with(',')) {
        found.pop();
    }
    let mut first = i;
    while let Some((j, number)) = (1..=3).filter_map(|n| first.checked_sub(n)).find_map(|j| {
        let number = number(all[j].text)?;
        let is_of_other = j.checked_sub(1).is_some_and(|before| month(all[before].text, language).is_some());
        let gap = text[all[j].end()..all[first].at].trim_start_matches('.');
        (is_join(gap, language) && !is_of_other).then_some((j, number))
    }) {
        found.insert(0, (all[j].at, number));
        first = j;
    }
    found
}

/// A day of the month: `21`, `21st`.
fn number(text: &str) -> Option<i8> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok().filter(|n| (1..=31).contains(n) && digits.len() <= 2 && text.len() - digits.len() <= 2)
}

/// Whether an hour stands there: `10 a.m.`, `10:30`.
fn is_hour(text: &str, word: Word<'_>, language: &Language) -> bool {
    let behind = &text[word.end()..];
    let letters: String = behind.trim_start().chars().filter(|c| *c != '.').take_while(|c| c.is_alphabetic()).collect();
    behind.starts_with(':') || of_language(HALVES, &language.tag).contains(&letters.to_lowercase().as_str())
}

/// Whether a gap holds nothing but what joins two days.
fn is_join(gap: &str, language: &Language) -> bool {
    let gap = gap.trim().trim_start_matches(['.', ',']).trim_end_matches('.').trim().to_lowercase();
    gap.is_empty()
        || ["-", "–", "—", "&", "/"].contains(&gap.as_str())
        || of_language(JOINERS, &language.tag).contains(&gap.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Wanted};
    use crate::world::World;

    #[test]
    fn a_weekday_of_several_is_not_that_of_the_first_day() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        let language = project.languages.get("en").expect("built in");
        let weekdays = |text: &str| days_alone(text, language).iter().map(|day| day.weekday).collect::<Vec<_>>();
        assert_eq!(weekdays("Saturday and Sunday, May 1 and 2, 2027"), [None]);
        assert_eq!(weekdays("Saturday, May 1, and Sunday, May 2"), [Some(5), Some(6)]);
    }

    #[test]
    fn days_of_one_month_are_all_found() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        for (language, text, wanted) in [
            ("en", "From April 14 to 18, 2027", vec![(4, 14), (4, 18)]),
            ("es", "Del 14 al 18 de abril de 2027", vec![(4, 18), (4, 14)]),
            ("en", "On May 3, 10 and 17.", vec![(5, 3), (5, 10), (5, 17)]),
            ("es", "El 3, 10 y 17 de mayo.", vec![(5, 17), (5, 3), (5, 10)]),
            ("de", "14. bis 18. April", vec![(4, 18), (4, 14)]),
            ("fr", "du 14 au 18 avril", vec![(4, 18), (4, 14)]),
            ("en", "May 3, 10 volunteers", vec![(5, 3)]),
            ("en", "May 3, 10 a.m. to 4 p.m.", vec![(5, 3)]),
            ("en", "May 3–5, and June 7 to 9", vec![(5, 3), (6, 7), (5, 5), (6, 9)]),
        ] {
            let language = project.languages.get(language).expect("built in");
            assert_eq!(all_days(text, language), wanted, "{text}");
        }
    }
}
