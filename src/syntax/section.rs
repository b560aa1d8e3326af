//! One table and the keys that it is asked for. When it is done, every key that nobody asked for is reported with the
//! nearest one that was.

use super::asked::Asked;
use super::other_words::meant;
use super::reader::{Reader, Value};
use super::schema::trace::{Form, Node, NodeId, ROOT};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::geom::{Length, Sides};
use jiff::civil::{Date, DateTime, Time};
use std::cell::RefCell;
use toml::de::{DeTable, DeValue};

/// A table, with the keys asked for so far.
pub(in crate::syntax) struct Section<'r, 't> {
    reader: &'r Reader,
    table: &'t DeTable<'t>,
    /// The header, or the whole value of an inline table.
    pub span: Span,
    /// For messages: `[list.rules]`.
    name: String,
    asked: RefCell<Asked>,
    /// Its place in the notes of a watched reader.
    node: NodeId,
}

/// A day and a time of day without a zone: the clock on the wall there.
fn moment(reader: &Reader, value: &Value<'_>, key: &str) -> Option<At<DateTime>> {
    reader.takes(value, Form::Moment);
    let span = reader.span(value.span());
    let read = match value.get_ref() {
        DeValue::Datetime(at) => at.date.zip(at.time).filter(|_| at.offset.is_none()).and_then(|(d, t)| {
            let time = Time::new(t.hour as i8, t.minute as i8, t.second.unwrap_or(0) as i8, 0).ok()?;
            Some(Date::new(d.year as i16, d.month as i8, d.day as i8).ok()?.to_datetime(time))
        }),
        _ => None,
    };
    if read.is_none() {
        let message = format!("`{key}` is no day with a time");
        reader.error(&checks::BAD_DATE, span, message, "write both without quotes and without a zone: 2026-11-23T18:30:00");
    }
    read.map(|at| At::new(at, span))
}

impl Reader {
    /// The table of the file as a whole. `name` is what messages call it.
    pub fn section<'r, 't>(&'r self, table: &'t DeTable<'t>, span: Span, name: impl Into<String>) -> Section<'r, 't> {
        self.section_at(ROOT, table, span, name.into())
    }

    fn section_at<'r, 't>(&'r self, node: NodeId, table: &'t DeTable<'t>, span: Span, name: String) -> Section<'r, 't> {
        if let Some(trace) = &self.trace {
            trace.with(node, |node| node.visits += 1);
        }
        Section { reader: self, table, span, name, asked: RefCell::default(), node }
    }

    /// A value that must be a table.
    pub fn table<'r, 't>(&'r self, value: &'t Value<'t>, span: Span, name: &str) -> Option<Section<'r, 't>> {
        self.takes(value, Form::Table);
        let node = || self.trace.as_ref().map_or(ROOT, |trace| trace.at(value.span().start));
        match value.get_ref() {
            DeValue::Table(table) => Some(self.section_at(node(), table, span, name.to_string())),
            // `[[text.lead]]`
            DeValue::Array(all) if !all.is_empty() && all.iter().all(|v| v.get_ref().is_table()) => {
                let message = format!("`[[{name}]]` stands in two pairs of brackets, wanted one");
                self.error(&checks::WRONG_TYPE, span, message, format!("write `[{name}]`"));
                None
            }
            other => {
                self.wrong_type(other, self.span(value.span()), "a table", name);
                None
            }
        }
    }
}

impl<'r, 't> Section<'r, 't> {
    /// For values that are read by hand.
    pub fn reader(&self) -> &'r Reader {
        self.reader
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        self.note(key, |value| value.open = true);
        self.value(key)
    }

    /// The same for what is read in one form only.
    fn value(&self, key: &str) -> Option<&'t Value<'t>> {
        self.note(key, |_| {});
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn note(&self, key: &str, note: impl FnOnce(&mut Node)) {
        if let Some(trace) = &self.reader.trace {
            self.table.get(key).into_iter().for_each(|value| trace.is_read(value.span().start));
            trace.with(trace.key(self.node, key), note);
        }
    }

    /// The words or the day and time of a key, as they are written. It is not asked for by that.
    pub fn written(&self, key: &str) -> Option<String> {
        match self.table.get(key)?.get_ref() {
            DeValue::String(words) => Some(words.to_string()),
            DeValue::Datetime(at) => Some(at.to_string()),
            _ => None,
        }
    }

    /// Whether a key holds a table that has values of its own and not only further tables. It is not asked for by that.
    pub fn is_flat_table(&self, key: &str) -> bool {
        let table = self.table.get(key).and_then(|value| value.get_ref().as_table());
        table.is_some_and(|table| table.iter().any(|(_, value)| !value.get_ref().is_table()))
    }

    /// Whether one of some keys is written. It is not asked for by that.
    pub fn any_of(&self, keys: &[&str]) -> bool {
        if let Some(trace) = &self.reader.trace {
            keys.iter().for_each(|key| trace.decides(self.node, key));
        }
        keys.iter().any(|key| self.table.contains_key(*key))
    }

    fn with<T>(&self, key: &str, read: impl FnOnce(&'r Reader, &'t Value<'t>) -> Option<T>) -> Option<T> {
        self.value(key).and_then(|value| read(self.reader, value))
    }

    /// A text as it was written.
    pub fn text(&self, key: &str) -> Option<At<String>> {
        self.with(key, |r, v| r.text(v, key))
    }
    /// A text of one line: line breaks in it are spaces, in an address commas.
    pub fn line(&self, key: &str) -> Option<At<String>> {
        self.text(key).map(|text| self.on_one_line(key, text))
    }

    /// A name that was broken inside is told of: on paper it goes on.
    fn on_one_line(&self, key: &str, text: At<String>) -> At<String> {
        let line = one_line(&text.value, if key == "address" { ", " } else { " " });
        if matches!(key, "name" | "title" | "short") && line.trim() != text.value.trim() {
            let what = if text.value.trim().contains(['\n', '\r']) { "line break" } else { "tabulator" };
            let message = format!("`{key}` has a {what} in it, and is set as `{line}`");
            self.reader
                .report(Diagnostic::warning(&checks::BAD_VALUE, text.span, message).help(format!("write `{key} = \"{line}\"`")));
        }
        text.map(|_| line)
    }

    /// A list of texts; one text alone is none.
    pub fn texts(&self, key: &str) -> Option<Vec<At<String>>> {
        self.with(key, |r, v| r.texts(v, key))
    }
    /// A number, whole or not.
    pub fn number(&self, key: &str) -> Option<At<f64>> {
        self.with(key, |r, v| r.number(v, key))
    }
    /// A length with its unit.
    pub fn length(&self, key: &str) -> Option<At<Length>> {
        self.with(key, |r, v| r.length(v, key))
    }
    /// One length or a list of them.
    pub fn lengths(&self, key: &str) -> Option<Vec<At<Length>>> {
        self.with(key, |r, v| {
            self.list_of(key, Form::Length, None);
            match v.get_ref() {
                DeValue::Array(array) => Some(array.iter().filter_map(|v| r.length(v, key)).collect()),
                _ => r.length(v, key).map(|l| vec![l]),
            }
        })
    }
    /// A day.
    pub fn date(&self, key: &str) -> Option<At<Date>> {
        self.with(key, |r, v| r.date(v, key))
    }
    /// A day with a time, without an offset.
    pub fn moment(&self, key: &str) -> Option<At<DateTime>> {
        self.with(key, |r, v| moment(r, v, key))
    }
    /// `true` or `false`.
    pub fn flag(&self, key: &str) -> Option<At<bool>> {
        self.with(key, |r, v| {
            r.takes(v, Form::Flag);
            match v.get_ref() {
                DeValue::Boolean(b) => Some(At::new(*b, r.span(v.span()))),
                other => {
                    r.wrong_type(other, r.span(v.span()), "true or false", key);
                    None
                }
            }
        })
    }

    /// Notes that a value may also be a list, of so many items.
    fn list_of(&self, key: &str, form: Form, count: Option<usize>) {
        if let (Some(trace), Some(value)) = (&self.reader.trace, self.table.get(key)) {
            let start = value.span().start;
            trace.form(start, form);
            trace.list(start, form);
            trace.with(trace.at(start), |node| node.counts.extend(count));
        }
    }

    /// A whole number in bounds.
    pub fn whole(&self, key: &str, bounds: std::ops::RangeInclusive<u32>) -> Option<At<u32>> {
        let number = self.with(key, |reader, value| {
            let number = reader.number(value, key);
            self.note(key, |value| {
                value.forms.remove(&Form::Number);
                value.forms.insert(Form::Whole);
                value.bounds = Some((f64::from(*bounds.start()), f64::from(*bounds.end())));
            });
            number
        })?;
        if number.value.fract() == 0.0 && number.value >= f64::from(*bounds.start()) && number.value <= f64::from(*bounds.end()) {
            return Some(At::new(number.value as u32, number.span));
        }
        let message = format!("`{key}` is {}, wanted a whole number from {} to {}", number.value, bounds.start(), bounds.end());
        self.reader.error(&checks::BAD_VALUE, number.span, message, format!("write {key} = {}", bounds.start()));
        None
    }

    /// A number in bounds.
    pub fn number_in(&self, key: &str, low: f64, high: f64) -> Option<At<f64>> {
        self.note(key, |value| value.bounds = Some((low, high)));
        let number = self.number(key)?;
        if (low..=high).contains(&number.value) {
            return Some(number);
        }
        let message = format!("`{key}` is {}, wanted {low} to {high}", number.value);
        self.reader.error(&checks::BAD_VALUE, number.span, message, format!("write a number from {low} to {high}"));
        None
    }

    /// One of some words.
    pub fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text(key)?;
        self.one_of(key, &text, choices)
    }

    /// The value that stands behind a word; a word that is none of them is told.
    pub fn one_of<T: Copy>(&self, key: &str, text: &At<String>, choices: &[(&str, T)]) -> Option<At<T>> {
        if let Some(trace) = &self.reader.trace {
            trace.choices(text.span.start as usize, choices.iter().map(|(word, _)| *word));
        }
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(At::new(*value, text.span));
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let help = match near(&text.value, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? There is: {}", names.join(", ")),
            None => format!("write one of: {}", names.join(", ")),
        };
        self.reader.error(&checks::BAD_VALUE, text.span, format!("`{key}` is `{}`", text.value), help);
        None
    }

    /// One length for all sides, or `[top, right, bottom, left]`.
    pub fn sides(&self, key: &str) -> Option<At<Sides>> {
        let all = self.each::<4>(key, "write one length, or four: [top, right, bottom, left]")?;
        Some(all.map(|[top, right, bottom, left]| Sides { top, right, bottom, left }))
    }

    /// Two lengths; one stands for both.
    pub fn pair(&self, key: &str) -> Option<At<(Length, Length)>> {
        Some(self.each::<2>(key, "write two lengths: [\"8.5in\", \"11in\"]")?.map(|[a, b]| (a, b)))
    }

    /// So many lengths; one stands for all of them.
    fn each<const N: usize>(&self, key: &str, help: &str) -> Option<At<[Length; N]>> {
        let value = self.value(key)?;
        self.list_of(key, Form::Length, Some(N));
        let DeValue::Array(array) = value.get_ref() else {
            return self.reader.length(value, key).map(|length| length.map(|length| [length; N]));
        };
        let span = self.reader.span(value.span());
        let lengths: Vec<Length> = array.iter().filter_map(|v| self.reader.length(v, key)).map(|length| length.value).collect();
        if lengths.len() < array.len() {
            return None;
        }
        let all = <[Length; N]>::try_from(lengths).ok();
        if all.is_none() {
            self.reader.error(&checks::BAD_VALUE, span, format!("`{key}` has {} lengths", array.len()), help);
        }
        all.map(|all| At::new(all, span))
    }

    /// A table inside this one.
    pub fn table(&self, key: &str) -> Option<Section<'r, 't>> {
        let value = self.value(key)?;
        // The root is called after its file.
        let is_root = self.name.ends_with(".toml");
        let name = if is_root { key.to_string() } else { format!("{}.{key}", self.name) };
        self.reader.table(value, self.key_span(key), &name)
    }

    /// The tables inside this one, in file order: key, its span, value.
    pub fn entries(&self) -> Vec<(&'t str, Span, &'t Value<'t>)> {
        if let Some(trace) = &self.reader.trace {
            trace.rest(self.node, self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.span().start)));
        }
        self.all_keys()
    }

    /// The same for a table whose keys are held against those it may have: each other one is a mistake.
    pub fn closed_entries(&self) -> Vec<(&'t str, Span, &'t Value<'t>)> {
        self.close();
        self.all_keys()
    }

    fn close(&self) {
        if let Some(trace) = &self.reader.trace {
            trace.with(self.node, |node| node.closed = true);
        }
    }

    fn all_keys(&self) -> Vec<(&'t str, Span, &'t Value<'t>)> {
        let mut all: Vec<_> = self.table.iter().map(|(k, v)| (k.get_ref().as_ref(), self.reader.span(k.span()), v)).collect();
        all.sort_by_key(|(_, span, _)| span.start);
        let mut asked = self.asked.borrow_mut();
        all.iter().for_each(|(key, ..)| asked.push(key));
        all
    }

    /// Where a key is written; the table's own span where it is not.
    pub fn key_span(&self, key: &str) -> Span {
        self.table.get_key_value(key).map_or(self.span, |(k, _)| self.reader.span(k.span()))
    }

    /// A key that must be there.
    pub fn must<T>(&self, key: &str, value: Option<T>) -> Option<T> {
        self.must_like(key, value, || super::mistyped::sample(key).unwrap_or("...").to_string())
    }

    /// The same with how its value is written.
    pub fn must_like<T>(&self, key: &str, value: Option<T>, sample: impl FnOnce() -> String) -> Option<T> {
        if let Some(trace) = &self.reader.trace {
            trace.with(self.node, |node| *node.musts.entry(key.to_string()).or_default() += 1);
        }
        if value.is_none() && !self.table.contains_key(key) {
            let message = format!("`{}` has no `{key}`", self.name);
            self.reader.error(&checks::MISSING_KEY, self.span, message, format!("add `{key} = {}`", sample()));
        }
        value
    }

    /// A text that must be there and must not be empty.
    pub fn must_text(&self, key: &str) -> Option<At<String>> {
        let text = self.must(key, self.text(key))?;
        if text.value.trim().is_empty() {
            self.reader.error(&checks::BAD_VALUE, text.span, format!("`{key}` is empty"), "write the words between the quotes");
            return None;
        }
        Some(text)
    }

    /// A line that must be there and must not be empty.
    pub fn must_line(&self, key: &str) -> Option<At<String>> {
        self.must_text(key).map(|text| self.on_one_line(key, text))
    }

    /// Reports every key that was not asked for.
    pub fn done(self) {
        self.close();
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if asked.keys().any(|a| a == name) {
                continue;
            }
            let span = self.reader.span(key.span());
            let mut diagnostic = Diagnostic::error(&checks::UNKNOWN_KEY, span, format!("`{}` has no key `{name}`", self.name));
            let there_are = asked.keys();
            diagnostic = match meant(name, there_are.clone()).or_else(|| near(name, there_are)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("it has: {}", asked.sorted().join(", "))),
            };
            self.reader.report(diagnostic);
        }
    }
}

/// A text without line breaks: between two lines stands what is given, and a blank where a tabulator was.
pub(in crate::syntax) fn one_line(text: &str, between: &str) -> String {
    if text.contains('\t') {
        return one_line(&text.split('\t').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "), between);
    }
    let broken = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(broken) {
        return text.to_string();
    }
    let lines = text.split(broken).map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |mut all, line| {
        if !all.is_empty() {
            all.push_str(if all.ends_with(between.trim_end()) && !between.trim().is_empty() { " " } else { between });
        }
        all + line
    })
}
