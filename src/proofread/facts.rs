//! Numbers in words held against the records beside them: a percentage, a value with its year, a sum. And records that no
//! reader would believe.

use super::calendar::without_numbered_months;
use super::numbers::{Near, near};
use super::passages::Passage;
use super::words::{Word, find_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Body, Stat};
use jiff::ToSpan;
use jiff::civil::Date;
use std::borrow::Cow;

const IN_ALL: &str = include_str!("../../assets/registries/sum-words.txt");
const IN_YEAR: &str = include_str!("../../assets/registries/year-words.txt");
const PERCENT: &str = include_str!("../../assets/registries/percent-words.txt");
const YEAR_WORDS: &str = include_str!("../../assets/registries/year-of-words.txt");

/// A first value under this makes a percentage look larger than it is.
const SMALL_BASE: f64 = 20.0;
/// A record is looked at again within so many years.
const REVIEW_YEARS: i32 = 5;

/// `40 adults and 25 children, 75 in all`.
pub(super) fn sums(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    if !passage.is_words() || !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let cues = of_language(IN_ALL, passage.language);
    let base = primary(passage.language);
    let leading = of_language(IN_ALL, &format!("{base}>"));
    let text = without_marks(text);
    for sentence in text.split(['.', '!', '?', ';', '\n']) {
        let lower = sentence.to_lowercase();
        if let Some((total, parts)) = announced(&lower, &leading) {
            let sum: f64 = parts.iter().sum();
            if sum != total && parts.iter().all(|part| *part < total) {
                let parts: Vec<String> = parts.iter().map(f64::to_string).collect();
                let message = format!("{} are {sum}, and the words say {total}", parts.join(" and "));
                found.push(
                    Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
                        .help("look the numbers up, and mend the one that is wrong"),
                );
            }
            continue;
        }
        let Some(at) = cues.iter().filter_map(|cue| find_word(&lower, cue)).min().filter(|_| lower.len() == sentence.len())
        else {
            continue;
        };
        let numbers = counts(&sentence[..at]);
        let Some((total, parts)) = numbers.split_last().filter(|(_, parts)| parts.len() >= 2) else { continue };
        let mut sum = 0.0;
        let adds_up = parts.iter().rev().any(|part| {
            sum += part;
            sum == *total
        });
        let largest = parts.iter().copied().fold(0.0, f64::max);
        if !adds_up && *total > largest {
            let all: f64 = parts.iter().sum();
            let sum: Vec<String> = parts.iter().map(f64::to_string).collect();
            let message = format!("{} are {all}, and the words say {total}", sum.join(" and "));
            found.push(
                Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
                    .help("look the numbers up, and mend the one that is wrong"),
            );
        }
    }
}

/// `a total of 75: 40 adults and 25 children`: the sum, and its parts behind the colon.
fn announced(sentence: &str, cues: &[&str]) -> Option<(f64, Vec<f64>)> {
    let at = cues.iter().filter_map(|cue| Some(find_word(sentence, cue)? + cue.len())).min()?;
    let (total, parts) = sentence[at..].split_once([':', '('])?;
    let ([total], parts) = (&counts(total)[..], counts(parts.split(')').next()?)) else { return None };
    (parts.len() >= 2).then_some((*total, parts))
}

/// Whole numbers that are no years.
fn counts(text: &str) -> Vec<f64> {
    words(text)
        .iter()
        .filter(|w| w.year().is_none() && !text[w.end()..].starts_with('%'))
        .filter_map(Word::number)
        .filter(|n| n.fract() == 0.0)
        .collect()
}

/// Records of a content, and what its words say of them.
pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let stats = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Stat(stat) => Some((block.name.name.as_str(), stat)),
        _ => None,
    });
    let is_source = sheet.language == sheet.content.language.value;
    for (name, stat) in stats {
        if is_source {
            record(stat, desk.today, found);
        }
        for passage in sheet.passages.iter().filter(|p| p.is_words()) {
            let language = desk.project.languages.get(passage.language);
            let plain = match language.map(|language| without_numbered_months(&passage.text.value, language)) {
                Some(Cow::Owned(plain)) => Some(At::new(plain, passage.text.span)),
                _ => None,
            };
            let passage = &Passage { text: plain.as_ref().unwrap_or(passage.text), ..*passage };
            found.extend(year_of_none(stat, passage));
            found.extend(year_before(name, stat, passage));
            small_base(name, stat, passage, found);
            found.extend(slipped_year(name, stat, passage));
            found.extend(other_value(name, stat, passage).or_else(|| led_by_year(name, stat, passage)));
            found.extend(other_percentage(stat, passage));
        }
    }
    if is_source {
        let contacts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
            Body::Contact(contact) => contact.review_by.as_ref(),
            _ => None,
        });
        found.extend(contacts.filter_map(|date| reviewed_late(date, desk.today)));
        let verified = sheet.content.blocks.iter().filter_map(|block| match &block.body {
            Body::Contact(contact) => contact.verified.as_ref(),
            Body::Stat(stat) => stat.verified.as_ref(),
            _ => None,
        });
        found.extend(verified.filter_map(|day| verified_to_come(day, desk.today)));
    }
}

/// Nobody has looked anything up on a day to come.
fn verified_to_come(day: &At<Date>, today: Date) -> Option<Diagnostic> {
    (day.value > today).then(|| {
        let message = format!("this was looked up on {}, which is still to come", day.value);
        Diagnostic::warning(&checks::BAD_DATE, day.span, message).help("`verified` is the day that somebody looked it up")
    })
}

/// `{ 2024 = 310, 2052 = 342, 2026 = 405 }`: a year behind the day of the count, among years in their order.
fn year_to_come(stat: &Stat) -> Option<Diagnostic> {
    let years: Vec<i16> = stat.values.iter().map(|(key, _)| key.value.parse().ok()).collect::<Option<_>>()?;
    let place = (0..years.len())
        .find(|i| years[*i] > stat.as_of.value.year() && years.get(i + 1).is_some_and(|next| next < &years[*i]))?;
    let message = format!(
        "{} comes after {}, the day of the count, and stands before {}",
        years[place],
        stat.as_of.value,
        years[place + 1]
    );
    Some(
        Diagnostic::warning(&checks::BAD_DATE, stat.values[place].0.span, message)
            .also(stat.as_of.span, "the day of the count")
            .help("look the year up and type it again"),
    )
}

/// The years of a record, where all its keys are.
fn years_of(stat: &Stat) -> Option<Vec<i16>> {
    let year = |key: &str| key.parse::<i16>().ok().filter(|_| key.len() == 4);
    stat.values.iter().map(|(key, _)| year(&key.value)).collect()
}

/// A value of a year behind the day of the count, which is no plan.
fn not_counted_yet(stat: &Stat) -> Option<Diagnostic> {
    let years = years_of(stat)?;
    let place = years.iter().position(|year| *year > stat.as_of.value.year())?;
    let words = [Some(&stat.label), stat.caveat.as_ref(), Some(&stat.source)].into_iter().flatten();
    let lower: Vec<String> = words.map(|text| text.value.to_lowercase()).collect();
    let plans = of_language(YEAR_WORDS, "en~");
    let is_plan = lower.iter().any(|text| plans.iter().any(|word| find_word(text, word).is_some()));
    (!is_plan).then(|| {
        let message = format!("a value of {} was not counted yet on {}", years[place], stat.as_of.value);
        Diagnostic::warning(&checks::BAD_DATE, stat.values[place].0.span, message)
            .also(stat.as_of.span, "the day of the count")
            .help("look the year and `as_of` up; what is planned or expected says so in `label` or `caveat`")
    })
}

/// Years that go up and down, or down under a stated change: it is counted from the first value to the last.
fn out_of_order(stat: &Stat) -> Option<Diagnostic> {
    let years = years_of(stat).filter(|years| years.len() > 1)?;
    let (rises, falls) = (years.is_sorted(), years.windows(2).all(|two| two[0] > two[1]));
    (!rises && (!falls || stat.stated.is_some())).then(|| {
        let message = format!("the values run from {} to {}, and their years are not in order", years[0], years[years.len() - 1]);
        Diagnostic::warning(&checks::BAD_DATE, stat.values[0].0.span, message)
            .help("write the earliest year first: a change is counted from the first value to the last")
    })
}

/// What cannot be true of a record.
fn record(stat: &Stat, today: Date, found: &mut Vec<Diagnostic>) {
    if stat.as_of.value > today {
        let message = format!("the numbers are said to be of {}, which is still to come", stat.as_of.value);
        found.push(
            Diagnostic::warning(&checks::BAD_DATE, stat.as_of.span, message)
                .help("`as_of` is the day that the numbers were counted"),
        );
    }
    found.extend(reviewed_late(&stat.review_by, today));
    found.extend(year_to_come(stat).or_else(|| not_counted_yet(stat)).or_else(|| out_of_order(stat)));
    let years = stat.values.iter().all(|(key, _)| key.value.len() == 4 && key.value.parse::<i16>().is_ok());
    let negative = stat.values.iter().find(|(_, value)| value.value < 0.0);
    let positive = stat.values.iter().any(|(_, value)| value.value > 0.0);
    if let Some((key, value)) = negative.filter(|_| years && positive && stat.values.iter().all(|(_, v)| v.value.fract() == 0.0))
    {
        let message = format!("{} in {} is under nought, and the others are not", value.value, key.value);
        found.push(
            Diagnostic::warning(&checks::BAD_VALUE, value.span, message)
                .help("a count is never under nought: take the minus out"),
        );
    }
}

fn reviewed_late(date: &At<Date>, today: Date) -> Option<Diagnostic> {
    let latest = today.checked_add(REVIEW_YEARS.years()).ok()?;
    let message = format!("it is to be looked at again on {}, over {REVIEW_YEARS} years from now", date.value);
    (date.value > latest).then(|| {
        Diagnostic::warning(&checks::BAD_DATE, date.span, message).help("give a day within a year or two: numbers grow old")
    })
}

/// First and last value by year, where the keys are years; else as they stand.
fn first_and_last(stat: &Stat) -> Option<(f64, f64)> {
    let year = |v: &&(At<String>, At<f64>)| v.0.value.parse::<i16>().ok();
    let by_year = stat.values.iter().all(|v| year(&v).is_some());
    let (first, last) = match by_year {
        true => (stat.values.iter().min_by_key(year)?, stat.values.iter().max_by_key(year)?),
        false => (stat.values.first()?, stat.values.last()?),
    };
    Some((first.1.value, last.1.value))
}

/// `{cases.change}` and `{cases.times}` in words, where the first value is small.
fn small_base(name: &str, stat: &Stat, passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
    let Some((first, last)) = first_and_last(stat).filter(|(first, _)| *first < SMALL_BASE && *first > 0.0) else { return };
    let text = passage.text.value.as_str();
    let computed =
        [format!("{{{name}.change"), format!("{{{name}.times"), format!("{{stat.{name}.change"), format!("{{stat.{name}.times")];
    if computed.iter().any(|placeholder| text.contains(placeholder.as_str())) {
        let message = format!("a change is computed from a first value of only {first}");
        found.push(
            Diagnostic::warning(&checks::SMALL_BASE, passage.text.span, message)
                .help(format!("say \"from {first} to {last}\" instead")),
        );
    }
}

/// `{cases.2015} cases in 2016`.
fn slipped_year(name: &str, stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    for (key, _) in &stat.values {
        for placeholder in [format!("{{{name}.{}}}", key.value), format!("{{stat.{name}.{}}}", key.value)] {
            for (at, _) in text.match_indices(placeholder.as_str()) {
                let rest = &text[at + placeholder.len()..];
                let clause = rest.split(['{', '.', ';', '\n']).next().unwrap_or_default();
                let Some(year) = words(clause).into_iter().take(5).find(|w| w.year().is_some()) else { continue };
                let linked = clause[..year.at].contains([',', '–', '-']);
                let known = stat.values.iter().any(|(k, _)| k.value == year.text);
                if year.text != key.value && key.value.len() == 4 && !linked && !(known && rest[clause.len()..].starts_with('{'))
                {
                    let message = format!("`{placeholder}` is the value of {}, and the words say {}", key.value, year.text);
                    return Some(
                        Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
                            .help("write the same year in both places"),
                    );
                }
            }
        }
    }
    None
}

/// `In 2023 there were {cases.2022} cases`: a year that leads its sentence is that of the one value in it.
fn year_before(name: &str, stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let cues = of_language(IN_YEAR, passage.language);
    for (key, _) in stat.values.iter().filter(|(key, _)| key.value.len() == 4) {
        for placeholder in [format!("{{{name}.{}}}", key.value), format!("{{stat.{name}.{}}}", key.value)] {
            let Some(at) = text.find(placeholder.as_str()) else { continue };
            let begin = text[..at].rfind(['.', ';', '\n', '}', ':', '!', '?']).map_or(0, |i| i + 1);
            let (before, after) = (&text[begin..at], &text[at + placeholder.len()..]);
            let after = after.split(['.', ';', '\n']).next().unwrap_or_default();
            let years: Vec<&str> = words(before).into_iter().filter(|w| w.year().is_some()).map(|w| w.text).collect();
            let leads = |year: &str| {
                let before = before[..before.find(year)?].trim().trim_start_matches('*').to_lowercase();
                cues.contains(&before.as_str()).then_some(())
            };
            let alone = !after.contains('{') && words(after).iter().all(|w| w.year().is_none());
            if let [year] = years[..]
                && year != key.value
                && alone
                && leads(year).is_some()
            {
                let message = format!("`{placeholder}` is the value of {}, and the words say {year}", key.value);
                let help = "write the same year in both places";
                return Some(Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message).help(help));
            }
        }
    }
    None
}

/// `From 40 in 2019 to 90 in 2024`: one pair is the record's, the other has its value and a year that it does not know.
fn year_of_none(stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = super::words::without_placeholders(&passage.text.value);
    let all = words(&text);
    let pairs: Vec<(f64, &str)> = (2..all.len())
        .filter(|i| all[*i].year().is_some())
        .filter_map(|i| {
            // `40 in 2019`, `40 stalls in 2019`.
            let j = (2..=3).filter_map(|n| i.checked_sub(n)).find(|j| all[*j].number().is_some())?;
            let is_pair = all[j].year().is_none() && !text[all[j].end()..all[i].at].contains(['.', ',', ';', '%', '\n']);
            is_pair.then(|| Some((all[j].number()?, all[i].text))).flatten()
        })
        .collect();
    let value = |year: &str| stat.values.iter().find(|(key, _)| key.value == year).map(|(_, v)| v.value);
    let knows_one = pairs.iter().any(|(number, year)| value(year) == Some(*number));
    let (number, year) = pairs
        .iter()
        .find(|(number, year)| *number >= 10.0 && value(year).is_none() && stat.values.iter().any(|(_, v)| v.value == *number))?;
    let (key, recorded) = stat.values.iter().find(|(_, v)| v.value == *number)?;
    let is_told = pairs.iter().any(|(n, y)| n == number && *y == key.value);
    (knows_one && !is_told).then(|| {
        let message = format!("the words say {number} for {year}, and the record has it for {}", key.value);
        Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
            .also(recorded.span, "the record")
            .help("look the year up, and mend the one that is wrong")
    })
}

/// `105 in 2022`, where the record has 106.
fn other_value(name: &str, stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = super::words::without_placeholders(&passage.text.value);
    let all = words(&text);
    for (i, year) in all.iter().enumerate().filter(|(_, w)| w.year().is_some()) {
        let Some((_, value)) = stat.values.iter().find(|(key, _)| key.value == year.text) else { continue };
        let before = all[i.saturating_sub(4)..i].iter().rev().take_while(|w| w.year().is_none());
        let Some(number) = before.filter(|w| w.year().is_none()).find_map(|w| Some((w.number()?, w.at, w.text))) else {
            continue;
        };
        let clause = &text[number.1..year.at];
        // The value of another year of the record: two have changed places.
        let counted = text[number.1 + number.2.len()..year.at].trim_start();
        let certain = number.0 >= 10.0 || is_counted(name, stat, counted);
        let exchanged = certain && stat.values.iter().any(|(_, v)| v.value == number.0);
        let is_slip = is_nearly(number.0, value.value) || exchanged;
        if number.0 != value.value && is_slip && !clause.contains(['.', ',', ';', '\n']) {
            let message = format!("the words say {} for {}, and the record has {}", number.2, year.text, value.value);
            return Some(
                Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
                    .also(value.span, "the record")
                    .help("look the number up, and mend the one that is wrong"),
            );
        }
    }
    None
}

/// `In 2022 we counted 160`, where the record has 106: one year leads its sentence, and one number follows it, of what the
/// record counts or of nothing that is named.
fn led_by_year(name: &str, stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = super::words::without_placeholders(&passage.text.value);
    let cues = of_language(IN_YEAR, passage.language);
    text.split(['.', '!', '?', ';', ':', '\n']).find_map(|sentence| {
        let all = words(sentence);
        let mut years = all.iter().filter(|word| word.year().is_some());
        let (year, None) = (years.next()?, years.next()) else { return None };
        let before = sentence[..year.at].trim().trim_start_matches('*').to_lowercase();
        let (_, value) = stat.values.iter().find(|(key, _)| key.value == year.text)?;
        let mut numbers = all.iter().filter(|word| word.at > year.at && word.number().is_some());
        let (number, None) = (numbers.next()?, numbers.next()) else { return None };
        let (stated, rest) = (number.number()?, sentence[number.end()..].trim_start());
        let of_record = is_counted(name, stat, rest);
        let unnamed = rest.is_empty() || rest.starts_with(',');
        let exchanged = stat.values.iter().any(|(_, v)| v.value == stated);
        let slip = matches!(near(number.text, &format!("{:.0}", value.value)), Some(Near::Digit(_) | Near::Exchanged));
        let is_other = stated != value.value && (exchanged || slip && stated >= 10.0);
        (cues.contains(&before.as_str()) && (of_record || unnamed) && is_other).then(|| {
            let message = format!("the words say {} for {}, and the record has {}", number.text, year.text, value.value);
            Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
                .also(value.span, "the record")
                .help("look the number up, and mend the one that is wrong")
        })
    })
}

/// Whether words that follow a number name what a record counts: the first of its label or its own name, singular or plural.
fn is_counted(name: &str, stat: &Stat, rest: &str) -> bool {
    let plain = |word: &str| word.to_lowercase().trim_end_matches('s').to_string();
    let said: Vec<String> = words(rest).into_iter().take(2).map(|word| plain(word.text)).collect();
    let label = words(&stat.label.value).into_iter().map(|word| plain(word.text)).find(|word| word.len() > 3);
    [Some(plain(name)), label].into_iter().flatten().any(|counted| said.contains(&counted))
}

/// `1,314 percent`, where the record gives 1,414.
fn other_percentage(stat: &Stat, passage: &Passage<'_>) -> Option<Diagnostic> {
    let (first, last) = first_and_last(stat).filter(|(first, _)| *first > 0.0)?;
    let real = ((last - first) / first * 100.0).round();
    // Small percentages are of many things.
    if real < 100.0 {
        return None;
    }
    let text = passage.text.value.as_str();
    let all = words(text);
    let cues = of_language(PERCENT, passage.language);
    let is_percent = |i: usize| {
        text[all[i].end()..].trim_start().starts_with('%')
            || all.get(i + 1).is_some_and(|w| cues.contains(&w.text.to_lowercase().as_str()))
    };
    let stated = (0..all.len())
        .filter(|i| is_percent(*i))
        .find_map(|i| all[i].number().filter(|n| !agrees(*n, real) && is_nearly(*n, real)))?;
    let message = format!("the words say {stated} percent, and from {first} to {last} is {real} percent");
    Some(
        Diagnostic::warning(&checks::ARITHMETIC, passage.text.span, message)
            .also(stat.label.span, "the record")
            .help("look the numbers up, and mend the one that is wrong"),
    )
}

/// Equal when rounded to as many figures as are stated.
pub(super) fn agrees(stated: f64, real: f64) -> bool {
    let digits = stated.to_string().trim_end_matches('0').len().max(1) as i32;
    let unit = 10_f64.powi(real.abs().log10().floor() as i32 - digits + 1).max(1.0);
    ((real / unit).round() * unit - stated).abs() < 0.5
}

/// One slip of a finger apart, or less than a tenth.
fn is_nearly(a: f64, b: f64) -> bool {
    let text = |n: f64| format!("{n:.0}");
    let slip = matches!(near(&text(a), &text(b)), Some(Near::Digit(_) | Near::Exchanged)) && text(a).len() > 1;
    slip || b != 0.0 && ((a - b) / b).abs() < 0.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::proofread::passages::Part;

    fn summed(text: &str) -> bool {
        let words = text.to_string();
        let (text, mut found) = (At::new(words, Span::NONE), Vec::new());
        let passage = Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" };
        let project = crate::model::Project::default();
        sums(&passage, &Desk { project: &project, today: jiff::civil::date(2026, 11, 28) }, &mut found);
        !found.is_empty()
    }

    #[test]
    fn sums_are_added_up() {
        assert!(summed("Of these, 40 adults and 25 children, 75 people in all."));
        assert!(summed("We reached **12 schools** and 9 libraries, 31 in total"));
        assert!(summed("A total of 75: 40 adults and 25 children."));
        assert!(summed("We had a total of 75 guests (40 adults, 25 children)."));
        for text in [
            "40 adults and 25 children, 65 people in all",
            "In 2022, 40 adults and 25 children, 65 in all",
            "Of 500 calls, 40 were from adults and 25 from children, 65 in all",
            "3 in all",
            "A total of 65: 40 adults and 25 children",
            "A total of 75 calls from 40 towns and 12 counties",
            "A total of 75 people (12 of them from Butte)",
            "12 of 40 in all",
        ] {
            assert!(!summed(text), "{text}");
        }
    }

    #[test]
    fn percentages_agree_with_the_figures_they_state() {
        assert!(agrees(1400.0, 1414.0) && agrees(1414.0, 1414.0) && !agrees(1314.0, 1414.0) && is_nearly(1314.0, 1414.0));
    }
}
