//! The words of cells to the values that TOML would have: a row becomes a table that the readers of TOML files read,
//! so that a row may say what a file may say, and is checked in the same way.

use super::days::{counted_day, date, moment, time, weekday_differs, weekday_in};
use super::fields::Shape;
use super::named::{is_made_by_a_program, is_no_name};
use crate::diag::{Diagnostic, checks};
use crate::registry::is_currency_sign;
use crate::syntax::{bare_host::is_bare_host, reader::Reader, section::one_line};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The words of a cell without what surrounds them unseen.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

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
        self.text = unescaped(&self.text);
        let span = reader.span(self.range.clone());
        let wrong = |message: &str, help: &str| {
            let message = format!("`{}` is `{}`, {message}", self.key, self.text);
            reader.error(&checks::BAD_VALUE, span, message, help);
            None
        };
        let tidy = match self.shape {
            Shape::Text => self.words(reader),
            Shape::List => Some(self.text.clone()),
            Shape::Phone => Some(phone(&one_line(&self.text, " "))),
            Shape::Web => self.words(reader).map(web),
            Shape::Zip => Some(zip(&self.text)),
            Shape::Flag => match self.text.to_lowercase().as_str() {
                "true" | "yes" | "y" | "x" | "1" => Some("true".to_string()),
                "false" | "no" | "n" | "0" | "-" => Some("false".to_string()),
                _ => wrong("wanted yes or no", "write `true` or `false`"),
            },
            Shape::Number => match number(&self.text) {
                Ok(number) if self.key.ends_with("percent") && is_fraction(&number) && !self.text.contains('%') => {
                    wrong("less than one percent", "write the percentage as it is said: `75` or `75%`")
                }
                Ok(number) => Some(number),
                Err(why) => wrong(why, "write digits, as `1200`, `1,200` or `1200.50`"),
            },
            Shape::Date => match date(&self.text) {
                Some(date) if weekday_in(&self.text).is_some_and(|day| day != date.weekday()) => {
                    wrong("where weekday and date differ", "mend one of the two")
                }
                Some(date) => Some(date.to_string()),
                None if weekday_differs(&self.text) => wrong("where weekday and date differ", "mend one of the two"),
                // A day with its time in one cell.
                None if moment(&self.text).is_some_and(|moment| moment.contains('T')) => moment(&self.text),
                None => match counted_day(&self.text) {
                    Some(day) => {
                        let help = format!("give the cell the format of a date: it would be {day}");
                        wrong("the count of days that a spreadsheet keeps", &help)
                    }
                    None => wrong("wanted a day", "write year, month and day: `2027-01-11`"),
                },
            },
            Shape::Moment => match moment(&self.text) {
                Some(_) if weekday_differs(&self.text) => wrong("where weekday and date differ", "mend one of the two"),
                Some(moment) => Some(moment),
                None if date(&self.text).is_some() => wrong("wanted a day with a time", "write the time too: `2027-01-11T18:30`"),
                None => wrong("wanted a day with a time", "write `2027-01-11T18:30`, or the two in columns of their own"),
            },
            Shape::Moments => {
                let moments = self.text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(moment);
                match moments.collect::<Option<Vec<String>>>() {
                    Some(moments) => Some(format!("[{}]", moments.join(", "))),
                    None => wrong("wanted days with times", "write `2027-01-11T18:30; 2027-01-18T18:30`"),
                }
            }
            Shape::Time => match time(&self.text) {
                Some(time) => Some(time.to_string()),
                None => wrong("wanted a time of day", "write hours and minutes: `18:30`"),
            },
        }?;
        self.text = tidy;
        Some(self)
    }

    /// Words of one line; those of `say` may have paragraphs.
    fn words(&self, reader: &Reader) -> Option<String> {
        let span = reader.span(self.range.clone());
        if self.key.starts_with("say.") {
            return Some(self.text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        let line = one_line(&self.text, if self.key == "address" { ", " } else { " " });
        if is_made_by_a_program(&self.key, &line, date) {
            let message = format!("`{}` is `{line}`, which is what a spreadsheet makes of a value or of an empty cell", self.key);
            let help = "write what is meant, and give the cell the format Text before that";
            reader.error(&checks::BAD_VALUE, span, message, help);
            return None;
        }
        let is_name = matches!(self.key.as_str(), "name" | "title");
        if is_name && line != self.text && self.text.contains(['\n', '\r']) {
            let message = format!("`{}` has a line break in it, and is set as `{line}`", self.key);
            reader.report(Diagnostic::warning(&checks::BAD_VALUE, span, message).help("take the line break out of the cell"));
        }
        if is_name && is_no_name(&line, date) {
            let message = format!("`{}` is `{line}`, which is what a spreadsheet makes of a value, not a name", self.key);
            let help = "write the name, and give the cell the format Text before that";
            reader.error(&checks::BAD_VALUE, span, message, help);
            return None;
        }
        Some(line)
    }
}

/// Characters that a workbook keeps as their code, and some programs write so into a text file: `_x000D_`, the end of a line.
fn unescaped(text: &str) -> String {
    if !text.contains("_x00") {
        return text.to_string();
    }
    let lines = text.replace("_x000D_", "\r").replace("_x000d_", "\r").replace("_x000A_", "\n").replace("_x000a_", "\n");
    trimmed(&lines.replace("_x0009_", " ").replace("_x00A0_", "\u{a0}")).to_string()
}

/// A number as TOML has it. A comma parts thousands only where three digits follow; three digits after a point are a
/// thousand as well as a fraction, and are refused.
fn number(text: &str) -> Result<String, &'static str> {
    let bare: String =
        text.chars().filter(|c| !is_currency_sign(*c) && !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '%')).collect();
    let (sign, digits) = bare.strip_prefix('-').map_or(("", bare.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && all(group)));
    let no_part = !digits.contains('.');
    if !all(first) || !(no_part || all(part)) {
        return Err("wanted a number");
    }
    if !grouped {
        return Err("where a comma parts thousands only before three digits");
    }
    if part.len() == 3 && (1..=3).contains(&first.len()) && first != "0" && rest.is_empty() {
        return Err("which is a thousand here and a fraction there");
    }
    Ok(format!("{sign}{first}{}{}{part}", rest.concat(), if no_part { "" } else { "." }))
}

/// More than nothing and less than one.
fn is_fraction(number: &str) -> bool {
    number.parse().is_ok_and(|n: f64| n > 0.0 && n < 1.0)
}

/// An address of the web with its scheme, which hardly any spreadsheet has.
fn web(text: String) -> String {
    if is_bare_host(&text) { format!("https://{text}") } else { text }
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

/// Five digits, or nine in two groups; the zero in front given back.
fn zip(text: &str) -> String {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    match (digits.len(), digits.bytes().all(|b| b.is_ascii_digit())) {
        (3 | 4, true) => format!("{digits:0>5}"),
        (8 | 9, true) => {
            let nine = format!("{digits:0>9}");
            format!("{}-{}", &nine[..5], &nine[5..])
        }
        _ => digits.to_string(),
    }
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
        Shape::Text | Shape::Web | Shape::Phone | Shape::Zip => text(),
        Shape::List => {
            let parts = entry.text.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
            let parts = parts.map(|part| Spanned::new(entry.range.clone(), DeValue::String(Cow::Borrowed(part))));
            DeValue::Array(parts.collect())
        }
        // Tidied words are TOML.
        Shape::Flag | Shape::Number | Shape::Date | Shape::Moment | Shape::Moments | Shape::Time => {
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
        assert_eq!(zip("596011234"), "59601-1234");
        assert_eq!(zip("10011234"), "01001-1234");
    }

    #[test]
    fn numbers_are_not_guessed() {
        for (text, want) in
            [("1200", "1200"), ("$1,200", "1200"), ("75%", "75"), ("1200.50", "1200.50"), ("0.125", "0.125"), ("-3", "-3")]
        {
            assert_eq!(number(text).as_deref(), Ok(want), "{text}");
        }
        for text in ["1,50", "$750.000", "1.200,50", "1,2000", "12e3", "many", "", ".", "1,,200", "12."] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_line_break_is_a_space() {
        assert_eq!(one_line("A Library\r\nEast Branch", " "), "A Library East Branch");
        assert_eq!(one_line("12 Example St,\nHelena, MT", ", "), "12 Example St, Helena, MT");
        assert_eq!(one_line("12 Example St\n\nHelena", ", "), "12 Example St, Helena");
    }
}
