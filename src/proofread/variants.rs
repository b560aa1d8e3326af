//! A text and its short form: what the short one says of days and numbers stands in the full one too.

use super::calendar::days;
use super::times::{Time, times};
use super::words::words;
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    for short in sheet.passages.iter().filter(|p| p.key == "short" && p.block.is_some()) {
        let Some(full) = sheet.passages.iter().find(|p| p.key == "full" && p.block == short.block) else { continue };
        let (long, brief) = (full.text.value.as_str(), short.text.value.as_str());
        let other_day = desk.project.languages.get(sheet.language).and_then(|language| {
            let whole = days(long, language);
            let is_there = |day: &super::calendar::Day<'_>| {
                whole.iter().any(|d| {
                    (d.month, d.day) == (day.month, day.day) && (d.year == day.year || d.year.is_none() || day.year.is_none())
                })
            };
            days(brief, language).into_iter().find(|day| !whole.is_empty() && !is_there(day)).map(|day| day.text.to_string())
        });
        let other = other_day.or_else(|| other_number(long, brief)).or_else(|| other_time(long, brief, sheet.language));
        if let Some(other) = other {
            let message = format!("the short form says `{other}`, which the full text does not");
            found.push(
                Diagnostic::warning(&checks::VARIANTS_DIFFER, short.text.span, message)
                    .also(full.text.span, "the full text")
                    .help("look at both, and mend the one that is wrong"),
            );
        }
    }
}

/// A time of day that the full text lacks, though it names others.
fn other_time(full: &str, short: &str, language: &str) -> Option<String> {
    let whole: Vec<u16> = times(full, language).iter().filter_map(Time::minutes).collect();
    let other = times(short, language).into_iter().find(|time| time.minutes().is_some_and(|minutes| !whole.contains(&minutes)));
    other.filter(|_| !whole.is_empty()).map(|time| time.text.to_string())
}

/// A number of three digits and more that the full text lacks, though it has others as long.
fn other_number(full: &str, short: &str) -> Option<String> {
    let whole = numbers(full);
    let missing = numbers(short).into_iter().find(|n| !whole.contains(n))?;
    whole.iter().any(|n| n.len() == missing.len()).then_some(missing)
}

fn numbers(text: &str) -> Vec<String> {
    let text = super::words::without_placeholders(text);
    let long = words(&text)
        .into_iter()
        .map(|w| w.text.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|n| n.len() >= 3);
    long.collect()
}
