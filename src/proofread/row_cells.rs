//! Cells of a table of guests, rooms or prizes that texts and codes show with `{row.COLUMN}`: read as the words of a content are,
//! and no two rows make the same code with a number that is to tell them apart.

use super::passages::{Part, Passage};
use super::words::rows as list;
use super::{Desk, LineRule, addresses, dates, left_over, phones, prices, repeated, scripts, times, web_code};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Body, Content, Name, Row, folded};
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};

const NUMBERS: &str = include_str!("../../assets/registries/number-columns.txt");

/// What is looked for in a cell.
const RULES: &[LineRule] = &[left_over::check, web_code::check, scripts::check];

/// What is looked for in a cell of several words. Days that are over and numbers alone may be meant.
const OF_WORDS: &[LineRule] = &[repeated::check, phones::check, addresses::check, dates::check, times::check, prices::check];

pub(super) fn check(jobs: &[Job], desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let mut shown: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    for job in jobs {
        let rows = job.rows();
        shown.entry(&job.content).or_default().extend(rows);
    }
    let mut read = BTreeSet::new();
    for (name, rows) in shown {
        let Some(content) = desk.project.contents.get(name) else { continue };
        let rows: Vec<&Row> = rows.into_iter().filter_map(|row| desk.project.rows.get(row)).collect();
        let columns = columns(content, false);
        for row in &rows {
            for text in columns.iter().filter_map(|column| row.words.get(column)).filter(|text| read.insert(text.span)) {
                let language = content.language.value.as_str();
                let cell = Passage { text, part: Part::Name, block: None, key: "row", language };
                RULES.iter().for_each(|rule| rule(&cell, desk, found));
                let words = Passage { part: Part::Words, ..cell };
                let mut told = Vec::new();
                OF_WORDS.iter().filter(|_| says(&text.value)).for_each(|rule| rule(&words, desk, &mut told));
                told.retain(|d| d.check != &checks::EVENT_PAST && d.check != &checks::EXPIRED);
                found.append(&mut told);
                found.extend(merged(text, row));
            }
        }
        let of_codes = self::columns(content, true);
        found.extend(same_code(&rows, &of_codes));
    }
}

/// More than a number, a code or one word.
fn says(text: &str) -> bool {
    text.contains(char::is_alphabetic) && (text.trim().contains(' ') || text.contains(['@', '/', '$']))
}

/// `«Dish»` under `Dish`: a field of a letter that was never merged.
fn merged(text: &At<String>, row: &Row) -> Option<Diagnostic> {
    let inside = [("«", "»"), ("<<", ">>")].into_iter().find_map(|(open, close)| {
        let from = text.value.find(open)? + open.len();
        let name = &text.value[from..from + text.value[from..].find(close)?];
        row.words.contains_key(&folded(name)).then_some(name)
    })?;
    let message = format!("`{inside}` is the name of a column, and its field was never filled");
    Some(Diagnostic::error(&checks::LEFT_OVER, text.span, message).help("write what is meant, or take the text out"))
}

/// The columns that the texts of all blocks show; or those that codes carry, without the words beside them.
fn columns(content: &Content, is_code: bool) -> BTreeSet<String> {
    let counts = |body: &Body| !is_code || matches!(body, Body::Qr(_));
    let mut all = BTreeSet::new();
    for block in content.blocks.iter().filter(|block| counts(&block.body)) {
        let label = match &block.body {
            Body::Qr(qr) => Some(qr.label.span),
            _ => None,
        };
        block.body.texts(&mut |text| {
            if is_code && label == Some(text.span) {
                return;
            }
            let shown = text.value.split("{row.").skip(1).filter_map(|rest| rest.split(['}', '|', '?']).next());
            all.extend(shown.map(folded));
        });
    }
    all
}

/// Rows with the same number in the columns of a code, one of which tells them apart.
fn same_code(rows: &[&Row], columns: &BTreeSet<String>) -> Vec<Diagnostic> {
    let tells = |column: &&String| list(NUMBERS).any(|ending| column.ends_with(ending));
    if !columns.iter().any(|column| tells(&column)) {
        return Vec::new();
    }
    let mut first: BTreeMap<Vec<&str>, &Row> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        let key: Vec<&str> = columns.iter().map(|column| row.words.get(column).map_or("", |text| text.value.trim())).collect();
        let number = columns.iter().filter(tells).find_map(|column| row.words.get(column)).filter(|n| !n.value.trim().is_empty());
        let Some(number) = number else { continue };
        match first.get(&key) {
            None => {
                first.insert(key, row);
            }
            Some(before) => found.push(
                Diagnostic::warning(
                    &checks::SAME_ID,
                    number.span,
                    format!("`{}` makes the code of another row too", number.value),
                )
                .also(before.origin, "the other row")
                .help("give each row a number of its own, or take one of the two out"),
            ),
        }
    }
    found
}
