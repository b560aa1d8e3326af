//! Claims with numbers in running words: an increase that does not follow from the numbers beside it, two counts of different
//! kinds in one sentence, and a direction that the newest point contradicts. `statistics` looks for those without a record.

use super::measures::{Records, fits, goes, percentages};
use super::passages::Passage;
use super::statistics::{Strict, bare};
use super::words::{without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Stat};

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let records = records(sheet);
    let strict = Strict::of(sheet, desk);
    for passage in sheet.passages.iter().filter(|p| p.is_words() && is_running(p.key)) {
        let text = without_marks(&passage.text.value);
        let plain = filled(&text, &records);
        for sentence in sentences(&plain) {
            found.extend(change(&sentence, passage).or_else(|| bare(&sentence, passage, &records, strict)));
        }
        for sentence in sentences(&text) {
            found.extend(mixed(&sentence, passage, &records));
            found.extend(direction(&sentence, passage, &records));
        }
    }
    if sheet.language == sheet.content.language.value {
        found.extend(records.iter().filter_map(|(_, stat)| overtaken(stat, sheet)));
    }
}

fn records<'a>(sheet: &Sheet<'a>) -> Records<'a> {
    let all = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Stat(stat) => Some((block.name.name.as_str(), stat)),
        _ => None,
    });
    all.collect()
}

/// Texts that make claims of their own: what belongs to a record stands under the record.
fn is_running(key: &str) -> bool {
    matches!(key, "full" | "short" | "items" | "heading" | "say" | "subtitle")
}

/// The text with the values of records in the place of their placeholders.
fn filled(text: &str, records: &Records<'_>) -> String {
    let mut filled = text.to_string();
    for (name, stat) in records.iter().filter(|_| text.contains('{')) {
        for (key, value) in &stat.values {
            for placeholder in [format!("{{{name}.{}}}", key.value), format!("{{stat.{name}.{}}}", key.value)] {
                filled = filled.replace(&placeholder, &value.value.to_string());
            }
        }
    }
    filled
}

/// Sentences; a point between digits ends none.
fn sentences(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut all = vec![String::new()];
    for (i, c) in letters.iter().enumerate() {
        let inside = *c == '.' && letters.get(i + 1).is_some_and(|next| !next.is_whitespace());
        if matches!(c, '!' | '?' | ';' | '\n') || *c == '.' && !inside {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(*c);
        }
    }
    all.retain(|sentence| sentence.bytes().any(|b| b.is_ascii_digit() || b == b'{') || !sentence.trim().is_empty());
    all
}

/// `143 in 2023 is 26 percent over 106 in 2022`: two counts, a percentage and a way.
fn change(sentence: &str, passage: &Passage<'_>) -> Option<Diagnostic> {
    if !sentence.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = sentence.to_lowercase();
    let (up, down) = (goes(&lower, passage.language, '+'), goes(&lower, passage.language, '_'));
    let is_up = match (up, down) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        _ => return None,
    };
    let all = words(sentence);
    let [(stated, at)] = percentages(sentence, &all, passage.language)[..] else { return None };
    let counts = all.iter().enumerate().filter(|(i, w)| *i != at && w.year().is_none()).filter_map(|(_, w)| w.number());
    let counts: Vec<f64> = counts.collect();
    let [a, b] = counts[..] else { return None };
    let (from, to) = if is_up { (a.min(b), a.max(b)) } else { (a.max(b), a.min(b)) };
    if from <= 0.0 || from == to {
        return None;
    }
    let real = ((to - from) / from * 100.0).abs();
    // `40 of 90 people, 44 percent more ...` is a share.
    let share = from.min(to) / from.max(to) * 100.0;
    if fits(stated, real) || fits(stated, share) && stated < 100.0 && lower.contains(" of ") {
        return None;
    }
    let message = format!("from {from} to {to} is {real:.1} percent, and the words say {stated}");
    let help = "a change is (new - old) / old: mend the percentage, or the number that is wrong";
    Some(Diagnostic::error(&checks::ARITHMETIC, passage.text.span, message).help(help))
}

/// Values of two records that count different things, compared in one sentence.
fn mixed(sentence: &str, passage: &Passage<'_>, records: &Records<'_>) -> Option<Diagnostic> {
    let named = |name: &str| sentence.contains(&format!("{{{name}.")) || sentence.contains(&format!("{{stat.{name}."));
    let used: Vec<&(&str, &Stat)> = records.iter().filter(|(name, stat)| stat.metric.is_some() && named(name)).collect();
    let (first, other) = used.iter().enumerate().find_map(|(i, a)| {
        let other = used[i + 1..].iter().find(|b| metric(a.1) != metric(b.1))?;
        Some((a, other))
    })?;
    let lower = sentence.to_lowercase();
    goes(&lower, passage.language, '+')
        .or_else(|| goes(&lower, passage.language, '_'))
        .or_else(|| goes(&lower, passage.language, '='))?;
    let message =
        format!("`{}` counts {}, and `{}` {}: they cannot be compared", first.0, metric(first.1)?, other.0, metric(other.1)?);
    let help = "say each in a sentence of its own, with what it counts";
    Some(Diagnostic::error(&checks::MIXED_METRICS, passage.text.span, message).help(help))
}

fn metric(stat: &Stat) -> Option<&str> {
    stat.metric.as_ref().map(|metric| metric.value.as_str())
}

/// `it is rising`, where the newest point of the record is lower than the one before it.
fn direction(sentence: &str, passage: &Passage<'_>, records: &Records<'_>) -> Option<Diagnostic> {
    let lower = sentence.to_lowercase();
    let word = goes(&lower, passage.language, '>')?;
    records.iter().find_map(|(name, stat)| {
        let mut points: Vec<(i16, f64)> =
            stat.values.iter().map(|(key, value)| Some((key.value.parse().ok()?, value.value))).collect::<Option<_>>()?;
        points.sort_by_key(|(year, _)| *year);
        let [.., (before, a), (newest, b)] = points[..] else { return None };
        (b < a).then(|| {
            let message = format!("the words say `{word}`, and `{name}` falls from {a} in {before} to {b} in {newest}");
            Diagnostic::error(&checks::DIRECTION_WORD, passage.text.span, message)
                .also(stat.label.span, "the record")
                .help("say what the newest number says, or leave the direction out")
        })
    })
}

/// A record that says itself that a newer one has overtaken it, printed without a word about that.
fn overtaken(stat: &Stat, sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let newer = stat.superseded_by.as_ref()?;
    let is_there = sheet.content.blocks.iter().any(|b| b.name.name == newer.value || b.name.to_string() == newer.value);
    let says_so = stat.caveat.is_some() || is_there;
    let message = format!("a newer count, `{}`, has taken the place of this one, and the sheet does not say so", newer.value);
    let help = "print the newer one, or say under `caveat` what is newer";
    (!says_so).then(|| Diagnostic::error(&checks::SUPERSEDED, newer.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, Span};
    use crate::proofread::passages::Part;

    fn told(text: &str) -> Option<&'static str> {
        let text = At::new(text.to_string(), Span::NONE);
        let passage = Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" };
        let records = Records::new();
        let told = |s: &String| change(s, &passage).or_else(|| bare(s, &passage, &records, Strict(false)));
        sentences(&text.value).iter().find_map(told).map(|d| d.check.name)
    }

    #[test]
    fn published_errors_are_caught() {
        for text in [
            "Cases rose from 7 in 2015 to 68 in 2021, an increase of 485 percent.",
            "There were 143 cases in 2023, a 26 percent increase over the 106 cases of 2022.",
            "Calls are up 26% from 106 to 143.",
        ] {
            assert_eq!(told(text), Some("arithmetic"), "{text}");
        }
    }

    #[test]
    fn right_arithmetic_is_quiet() {
        for text in [
            "Cases rose from 7 in 2015 to 68 in 2021, an increase of 871 percent.",
            "Cases rose from 7 in 2015 to 106 in 2022, an increase of 1,400 percent.",
            "There were 143 cases in 2023, a 35 percent increase over the 106 cases of 2022.",
            "Visits fell from 200 to 150, a decrease of 25 percent.",
        ] {
            assert_ne!(told(text), Some("arithmetic"), "{text}");
        }
    }
}
