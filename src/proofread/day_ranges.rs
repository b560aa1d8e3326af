//! Days from one to another in one month, as running text has them: `June 5–7, 2026`, `del 14 al 18 de abril de 2027`.

use super::calendar::{month, number};
use super::words::{Word, of_language, words};
use crate::model::Language;
use jiff::civil::Date;

const BETWEEN: &str = include_str!("../../assets/registries/range-words.txt");

/// The first and the last day of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range<'t> {
    /// As it stands there.
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
    /// 1 to 12.
    month: i8,
    from: i8,
    to: i8,
    year: Option<i16>,
}

impl Range<'_> {
    /// The last day; nothing without a year.
    pub fn last(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.to).ok()
    }

    /// Whether the second day is the earlier.
    pub fn is_backwards(&self) -> bool {
        self.to < self.from
    }
}

/// Every such range of a text.
pub(super) fn ranges<'t>(text: &'t str, language: &Language) -> Vec<Range<'t>> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 2 {
        return Vec::new();
    }
    let all = words(text);
    let between = of_language(BETWEEN, &language.tag);
    let found = (0..all.len()).filter_map(|i| Some((i, month(all[i].text, language)? as i8 + 1)));
    found
        .filter_map(|(i, month)| {
            behind(text, &all, i, (month, language), &between).or_else(|| before(text, &all, i, month, &between))
        })
        .collect()
}

/// Two days with a dash or a word of a span between: the first, the second, and the place of its word.
fn pair(text: &str, all: &[Word<'_>], first: usize, between: &[&str]) -> Option<(i8, i8, usize)> {
    let day = |i: usize| number(all, i).filter(|day| *day <= 31);
    let from = all.get(first).and_then(|_| day(first))?;
    (first + 1..all.len().min(first + 4)).find_map(|i| {
        let to = day(i)?;
        let gap = text[all[first].end()..all[i].at].trim_matches([' ', '.', '\u{a0}', '\u{202f}']).to_lowercase();
        (matches!(gap.as_str(), "-" | "–" | "—") || between.contains(&gap.as_str())).then_some((from, to, i))
    })
}

/// The year behind a word, and where it ends.
fn year(text: &str, all: &[Word<'_>], last: usize) -> Option<(i16, usize)> {
    let next = all.get(last + 1..)?.iter().take(2).find(|word| word.year().is_some())?;
    let gap = text[all[last].end()..next.at].trim_start_matches([',', '.']).trim();
    let is_joined = gap.chars().count() <= 3 && gap.chars().all(char::is_alphabetic);
    is_joined.then_some((next.year()?, next.end()))
}

/// `June 5–7, 2026`: without a year nothing but the end of the clause stands behind, so that `May 5 to 3 people` is none.
fn behind<'t>(
    text: &'t str,
    all: &[Word<'t>],
    i: usize,
    (named, language): (i8, &Language),
    between: &[&str],
) -> Option<Range<'t>> {
    let first = all.get(i + 1)?;
    let (from, to, last) =
        pair(text, all, i + 1, between).filter(|_| matches!(&text[all[i].end()..first.at], " " | ". " | "\u{a0}"))?;
    let year = year(text, all, last);
    let rest = &text[all[last].end()..];
    let closes = rest.trim_start_matches(['.', ',', ';', ')', '!', '?', ' ']).is_empty()
        || rest.starts_with([',', ';', ')', '!', '?'])
        || rest.starts_with(". ");
    let is_dash = !text[first.end()..all[last].at].contains(' ');
    // `May 5-3 June` goes on into the next month.
    let goes_on = all.get(last + 1).is_some_and(|word| month(word.text, language).is_some());
    let is_clock =
        rest.starts_with([':', '/', '%']) || rest.trim_start().to_lowercase().starts_with(['a', 'p']) && year.is_none();
    (!goes_on && !is_clock && (year.is_some() || closes || is_dash)).then(|| Range {
        text: &text[all[i].at..year.map_or(all[last].end(), |(_, end)| end)],
        at: all[i].at,
        month: named,
        from,
        to,
        year: year.map(|(year, _)| year),
    })
}

/// `del 14 al 18 de abril de 2027`, `14.–18. April 2027`.
fn before<'t>(text: &'t str, all: &[Word<'t>], i: usize, month: i8, between: &[&str]) -> Option<Range<'t>> {
    let last = (1..=2).filter_map(|n| i.checked_sub(n)).find(|j| number(all, *j).is_some())?;
    let gap = text[all[last].end()..all[i].at].trim_matches([' ', '.', '\u{a0}']);
    let is_joined = gap.chars().count() <= 3 && gap.chars().all(char::is_alphabetic);
    let (first, (from, to, _)) = (last.saturating_sub(3)..last)
        .find_map(|first| Some((first, pair(text, all, first, between).filter(|(.., end)| *end == last)?)))?;
    let year = year(text, all, i);
    is_joined.then(|| Range {
        text: &text[all[first].at..year.map_or(all[i].end(), |(_, end)| end)],
        at: all[first].at,
        month,
        from,
        to,
        year: year.map(|(year, _)| year),
    })
}
