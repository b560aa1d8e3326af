//! The words of cells to the values that TOML would have: a row becomes a table that the readers of TOML files read,
//! so that a row may say what a file may say, and is checked in the same way.

use super::fields::Shape;
use crate::diag::checks;
use crate::syntax::reader::Reader;
use jiff::civil::{Date, DateTime, Time};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One value of a row on its way: the key it fills, the words, their place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// `logo.permission.expires`
    pub key: String,
    pub text: String,
    pub range: Range<usize>,
    pub shape: Shape,
}

impl Entry {
    /// Brings the words into the spelling of TOML. `None` when they cannot be read; the reader is told why.
    pub fn tidied(mut self, reader: &Reader) -> Option<Entry> {
        let span = reader.span(self.range.clone());
        let wrong = |message: &str, help: &str| {
            let message = format!("`{}` is `{}`, {message}", self.key, self.text);
            reader.error(&checks::BAD_VALUE, span, message, help);
            None
        };
        let tidy = match self.shape {
            Shape::Text | Shape::List => Some(self.text.clone()),
            Shape::Phone => Some(phone(&self.text)),
            Shape::Zip => Some(zip(&self.text)),
            Shape::Flag => match self.text.to_lowercase().as_str() {
                "true" | "yes" | "y" | "x" | "1" => Some("true".to_string()),
                "false" | "no" | "n" | "0" | "-" => Some("false".to_string()),
                _ => wrong("wanted yes or no", "write `true` or `false`"),
            },
            Shape::Number => {
                let bare: String = self.text.chars().filter(|c| !matches!(c, '$' | ',' | ' ' | '\u{a0}' | '%')).collect();
                let is_number = bare.parse::<f64>().is_ok_and(f64::is_finite) && !bare.contains(['e', 'E']);
                if is_number { Some(bare) } else { wrong("wanted a number", "write digits, as `1200`") }
            }
            Shape::Date => match date(&self.text) {
                Some(date) => Some(date.to_string()),
                None => wrong("wanted a day", "write year, month and day: `2027-01-11`"),
            },
            Shape::Moment => match moment(&self.text) {
                Some(moment) => Some(moment),
                None => wrong("wanted a day with a time", "write `2027-01-11T18:30`, or the two in columns of their own"),
            },
            Shape::Time => match time(&self.text) {
                Some(time) => Some(time.to_string()),
                None => wrong("wanted a time of day", "write hours and minutes: `18:30`"),
            },
        }?;
        self.text = tidy;
        Some(self)
    }
}

/// Ten digits as a spreadsheet gives them, in the groups they are read in.
fn phone(text: &str) -> String {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let bare = digits.len() == 10 || (digits.len() == 11 && digits.starts_with('1'));
    if !bare || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_string();
    }
    let ten = &digits[digits.len() - 10..];
    format!("{}-{}-{}", &ten[..3], &ten[3..6], &ten[6..])
}

/// Five digits, the zero in front given back.
fn zip(text: &str) -> String {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    match (digits.len(), digits.bytes().all(|b| b.is_ascii_digit())) {
        (3 | 4, true) => format!("{digits:0>5}"),
        _ => digits.to_string(),
    }
}

fn date(text: &str) -> Option<Date> {
    // A spreadsheet may have added midnight.
    let day = text.strip_suffix("T00:00:00").or_else(|| text.strip_suffix(" 00:00:00")).unwrap_or(text);
    day.parse().ok()
}

fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let whole = if text.len() == 4 && text.as_bytes()[1] == b':' { format!("0{text}") } else { text.to_string() };
    whole.parse().ok()
}

/// A day with a time, or a time alone, as TOML writes them.
fn moment(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('T').trim();
    if let Some((day, hours)) = text.split_once(['T', ' ']) {
        let moment: DateTime = date(day)?.to_datetime(time(hours)?);
        return Some(format!("{}T{}", moment.date(), clock(moment.time())));
    }
    time(text).map(clock).or_else(|| date(text).map(|d| d.to_string()))
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// The table that a TOML file with the same words would be.
pub(super) fn table<'a>(entries: &'a [Entry]) -> DeTable<'a> {
    let all: Vec<(&str, &'a Entry)> = entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
    nested(&all)
}

fn nested<'a>(entries: &[(&'a str, &'a Entry)]) -> DeTable<'a> {
    let mut table = DeTable::new();
    let mut heads: Vec<&'a str> = Vec::new();
    for (key, entry) in entries {
        match key.split_once('.') {
            None => drop(table.insert(Spanned::new(entry.range.clone(), Cow::Borrowed(*key)), value(entry))),
            Some((head, _)) if !heads.contains(&head) => heads.push(head),
            Some(_) => {}
        }
    }
    for head in heads {
        let inside: Vec<(&'a str, &'a Entry)> =
            entries.iter().filter_map(|(key, entry)| Some((key.strip_prefix(head)?.strip_prefix('.')?, *entry))).collect();
        let range = inside.first().map_or(0..0, |(_, entry)| entry.range.clone());
        let inner = DeValue::Table(nested(&inside));
        table.insert(Spanned::new(range.clone(), Cow::Borrowed(head)), Spanned::new(range, inner));
    }
    table
}

fn value(entry: &Entry) -> Spanned<DeValue<'_>> {
    let text = || DeValue::String(Cow::Borrowed(entry.text.as_str()));
    let value = match entry.shape {
        Shape::Text | Shape::Phone | Shape::Zip => text(),
        Shape::List => {
            let parts = entry.text.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
            let parts = parts.map(|part| Spanned::new(entry.range.clone(), DeValue::String(Cow::Borrowed(part))));
            DeValue::Array(parts.collect())
        }
        // Tidied words are TOML.
        Shape::Flag | Shape::Number | Shape::Date | Shape::Moment | Shape::Time => {
            DeValue::parse(&entry.text).map_or_else(|_| text(), Spanned::into_inner)
        }
    };
    Spanned::new(entry.range.clone(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_spreadsheet_has_eaten() {
        assert_eq!(phone("4065550101"), "406-555-0101");
        assert_eq!(phone("14065550101.0"), "406-555-0101");
        assert_eq!(phone("988"), "988");
        assert_eq!(phone("(406) 555-0101"), "(406) 555-0101");
        assert_eq!(zip("1002"), "01002");
        assert_eq!(zip("59715.0"), "59715");
        assert_eq!(zip("R3C 0V8"), "R3C 0V8");
    }

    #[test]
    fn moments() {
        assert_eq!(moment("2027-01-11T18:30").as_deref(), Some("2027-01-11T18:30:00"));
        assert_eq!(moment("2027-01-11 9:05").as_deref(), Some("2027-01-11T09:05:00"));
        assert_eq!(moment("T19:30").as_deref(), Some("19:30:00"));
        assert_eq!(moment("soon"), None);
        assert_eq!(moment("2027-02-30T10:00"), None);
    }
}
