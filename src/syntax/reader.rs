//! A table read key by key. Every mistake becomes a diagnostic with its span and reading goes on; when a table is
//! done, every key that nobody asked for is reported with the nearest one that was.

use super::broken::broken;
use super::other_words::first_key;
use super::schema::trace::{Form, Trace};
use crate::color::{ColorError, Swatch};
use crate::diag::{At, Check, Diagnostic, FileId, Span, checks};
use crate::geom::{Length, LengthError};
use jiff::civil::Date;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// Letters of one text, and items of one list: a newspaper page has 10,000 letters.
const LONGEST_TEXT: usize = 20_000;
const MOST_ITEMS: usize = 1_000;

/// Collects what is found in one file.
pub(in crate::syntax) struct Reader {
    pub file: FileId,
    found: RefCell<Vec<Diagnostic>>,
    /// Where what is asked for is written down, for a schema.
    pub(super) trace: Option<Trace>,
}

/// A value of TOML with its bytes.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl Reader {
    /// Reads a file of the sources; nothing is written down.
    pub fn new(file: FileId) -> Reader {
        Reader { file, found: RefCell::default(), trace: None }
    }

    /// A reader that writes down what it is asked for.
    pub fn watched(file: FileId, trace: Trace) -> Reader {
        Reader { trace: Some(trace), ..Reader::new(file) }
    }

    /// What was written down, of a reader that was watched.
    pub fn into_trace(self) -> Option<Trace> {
        self.trace
    }

    /// Notes a form that a value may have. What is read by hand says so by this.
    pub fn takes(&self, value: &Value<'_>, form: Form) {
        if let Some(trace) = &self.trace {
            trace.form(value.span().start, form);
        }
    }

    /// Whether a value is no table where one is wanted, nor several of them.
    pub fn is_no_table(&self, value: &Value<'_>) -> bool {
        self.takes(value, Form::Table);
        !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_))
    }

    /// Every mistake, in the order in which it was met.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// Takes a mistake that somebody else has worded.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// A mistake, and what to type in its place.
    pub fn error(&self, check: &'static Check, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(check, span, message).help(help));
    }

    /// Bytes of the file as a place.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// A value of another type than was wanted, such as a number without quotes.
    pub fn wrong_type(&self, value: &DeValue<'_>, span: Span, wanted: &str, key: &str) {
        let message = format!("`{key}` is {}, wanted {wanted}", with_article(value.type_str()));
        let said = value.as_str();
        let help = match said {
            Some(number) if wanted.contains("number") && number.trim().parse::<f64>().is_ok() => {
                format!("write `{key} = {}`, without quotes", number.trim())
            }
            Some(words) if wanted == "a table" => match first_key(key) {
                Some(first) => format!("write `[{key}]` on a line of its own, and `{first} = \"{words}\"` under it"),
                None => format!("write `[{key}]` on a line of its own, and its keys under it"),
            },
            _ => format!("write {wanted}"),
        };
        self.error(&checks::WRONG_TYPE, span, message, help);
    }

    /// A text, free of invisible signs.
    pub fn text(&self, value: &Value<'_>, key: &str) -> Option<At<String>> {
        self.takes(value, Form::Text);
        self.words(value, key)
    }

    fn words(&self, value: &Value<'_>, key: &str) -> Option<At<String>> {
        let span = self.span(value.span());
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value.get_ref(), span, "a text in quotes", key);
            return None;
        };
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            let message = format!("`{key}` has {} letters, at most {LONGEST_TEXT} are read", text.chars().count());
            self.error(&checks::TOO_LONG, span, message, "keep what stands on paper, and take the rest out");
            return None;
        }
        // Most texts are plain, and seen to be so at once.
        if text.bytes().all(|b| matches!(b, b' '..=b'>' | b'@'..=b'~' | b'\n' | b'\t')) {
            return Some(At::new(text.to_string(), span));
        }
        // As Windows ends lines.
        let text = &text.replace("\r\n", "\n");
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n' && *c != '\t') || *c == '\u{fffd}' || *c == '\u{feff}');
        if let Some(c) = bad {
            let message = format!("`{key}` holds the invisible or broken character U+{:04X}", c as u32);
            self.error(&checks::CONTROL_CHARACTER, span, message, "type the text anew, or copy it from another program");
            return None;
        }
        if let Some((word, mended)) = broken(text) {
            let message = format!("`{word}` was broken by a wrong character set");
            let help = match mended {
                Some(mended) => format!("write `{mended}`, and save the file as UTF-8"),
                None => "write the letter that was lost, and save the file as UTF-8".to_string(),
            };
            self.error(&checks::BROKEN_TEXT, span, message, help);
            return None;
        }
        Some(At::new(text.clone(), span))
    }

    /// A list of texts; one that is no text is told, and left out.
    pub fn texts(&self, value: &Value<'_>, key: &str) -> Option<Vec<At<String>>> {
        if let Some(trace) = &self.trace {
            trace.list(value.span().start, Form::Text);
        }
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(value.get_ref(), self.span(value.span()), "a list of texts: [\"...\", \"...\"]", key);
            return None;
        };
        if array.len() > MOST_ITEMS {
            let message = format!("`{key}` has {} items, at most {MOST_ITEMS} are read", array.len());
            self.error(&checks::TOO_LONG, self.span(value.span()), message, "keep what stands on paper, and take the rest out");
            return None;
        }
        Some(array.iter().filter_map(|v| self.text(v, key)).collect())
    }

    /// Whole or not, but finite.
    pub fn number(&self, value: &Value<'_>, key: &str) -> Option<At<f64>> {
        self.takes(value, Form::Number);
        let span = self.span(value.span());
        let number = match value.get_ref() {
            DeValue::Integer(i) => parse_integer(i.as_str(), i.radix()).map(|i| i as f64),
            DeValue::Float(f) => f.as_str().replace('_', "").parse().ok(),
            other => {
                self.wrong_type(other, span, "a number", key);
                return None;
            }
        };
        match number.filter(|n: &f64| n.is_finite()) {
            Some(number) => Some(At::new(number, span)),
            None => {
                self.error(
                    &checks::BAD_VALUE,
                    span,
                    format!("`{key}` is no number that can be used"),
                    "write a plain number such as 1.5",
                );
                None
            }
        }
    }

    /// A text with a number and a unit.
    pub fn length(&self, value: &Value<'_>, key: &str) -> Option<At<Length>> {
        self.takes(value, Form::Length);
        let text = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => {
                let span = self.span(value.span());
                self.error(
                    &checks::BAD_LENGTH,
                    span,
                    format!("`{key}` is a number without a unit"),
                    "write it in quotes with a unit: \"3.5in\", \"85mm\", \"9pt\"",
                );
                return None;
            }
            _ => self.words(value, key)?,
        };
        match text.value.parse() {
            Ok(length) => Some(At::new(length, text.span)),
            Err(error) => {
                let what = match error {
                    LengthError::NoNumber => "does not begin with a number",
                    LengthError::NoUnit => "has no unit",
                    LengthError::UnknownUnit => "has a unit that is not `in`, `mm`, `cm`, `m` or `pt`",
                    LengthError::TooLarge => "is longer than ten metres",
                };
                self.error(
                    &checks::BAD_LENGTH,
                    text.span,
                    format!("`{}` {what}", text.value),
                    "write it like \"3.5in\", \"85mm\" or \"9pt\"",
                );
                None
            }
        }
    }

    /// `#hex`, `cmyk` or `spot`.
    pub fn color(&self, value: &Value<'_>, key: &str) -> Option<At<Swatch>> {
        self.takes(value, Form::Color);
        let text = self.words(value, key)?;
        match text.value.parse::<Swatch>() {
            Ok(swatch) => Some(At::new(swatch, text.span)),
            Err(error) => {
                let what = match error {
                    ColorError::Unknown => "is no colour we can read",
                    ColorError::Hex => "has not three or six hexadecimal digits after `#`",
                    ColorError::Cmyk => "has not four numbers from 0 to 100 after `cmyk`",
                    ColorError::Spot => "has not a quoted name and a `cmyk` stand-in after `spot`",
                };
                let help = "write `#0b3d6b`, `cmyk 100 70 20 20` or `spot \"NAME\" cmyk 100 70 20 20`";
                self.error(&checks::BAD_COLOR, text.span, format!("`{}` {what}", text.value), help);
                None
            }
        }
    }

    /// A day without a time and without quotes.
    pub fn date(&self, value: &Value<'_>, key: &str) -> Option<At<Date>> {
        self.takes(value, Form::Date);
        let span = self.span(value.span());
        let date = match value.get_ref() {
            DeValue::Datetime(datetime) => {
                let date = datetime.date.filter(|_| datetime.time.is_none());
                date.and_then(|d| Date::new(d.year as i16, d.month as i8, d.day as i8).ok())
            }
            _ => None,
        };
        if date.is_none() {
            self.error(&checks::BAD_DATE, span, format!("`{key}` is no date"), "write the day without quotes: 2026-11-23");
        }
        date.map(|d| At::new(d, span))
    }
}

fn parse_integer(text: &str, radix: u32) -> Option<i64> {
    i64::from_str_radix(&text.replace('_', ""), radix).ok()
}

fn with_article(kind: &str) -> String {
    match kind {
        "string" => "a text".to_string(),
        "integer" | "array" => format!("an {kind}"),
        other => format!("a {other}"),
    }
}
