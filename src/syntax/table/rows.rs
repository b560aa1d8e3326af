//! From the records of a table to rows with keys: finds the header, fills keys by the column map, leaves out what was
//! not asked for.

use super::Order;
use super::columns::{ColumnMap, folded, parts};
use super::fields::{self, RowOf, Shape};
use super::values::Entry;
use crate::diag::cells::{Cell, record};
use crate::diag::{Diagnostic, checks, near};
use crate::syntax::reader::Reader;
use std::ops::Range;

/// The header is among so many rows with words, under titles and blank rows.
const HEADER_WITHIN: usize = 20;
/// A word shorter than this bars nothing: `MT` stands in half of all sentences.
const SHORTEST_BARRED: usize = 4;

/// A table cut into records.
pub(super) struct Records<'t> {
    pub text: &'t str,
    pub delimiter: char,
    /// Number as a spreadsheet counts it, and where it stands.
    pub all: Vec<(u32, Range<usize>)>,
}

/// A row with the keys it fills.
pub(super) struct Row {
    pub number: u32,
    pub entries: Vec<Entry>,
    /// Cells of a confidential address, and their words.
    pub confidential_terms: Vec<(Range<usize>, String)>,
}

/// The header of a table.
pub(super) struct Header {
    /// Which record.
    pub index: usize,
    /// As they stand, and folded.
    pub words: Vec<(String, String)>,
    pub ranges: Vec<Range<usize>>,
}

impl<'t> Records<'t> {
    pub fn of(text: &'t str, delimiter: char) -> Records<'t> {
        let mut all = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let (cells, next) = record(text, at, delimiter);
            let end = cells.last().map_or(at, |cell| cell.range.end);
            all.push((all.len() as u32 + 1, at..end));
            at = next;
        }
        Records { text, delimiter, all }
    }

    pub fn cells(&self, index: usize) -> Vec<Cell<'t>> {
        record(self.text, self.all[index].1.start, self.delimiter).0
    }

    /// The row whose words name the most keys, and how many they are: titles over a table name none.
    pub fn header(&self, of: RowOf, map: &ColumnMap) -> Option<(Header, usize)> {
        let with_words = (0..self.all.len()).filter(|i| !is_blank(&self.cells(*i))).take(HEADER_WITHIN);
        let scored = with_words.map(|index| {
            let words = self.cells(index).into_iter().map(|cell| (trimmed(&cell.text).to_string(), folded(&cell.text)));
            let words: Vec<(String, String)> = words.collect();
            let known = words.iter().filter(|(_, folded)| !folded.is_empty() && map.knows(of, folded)).count();
            let ranges = self.cells(index).into_iter().map(|cell| cell.range).collect();
            (Header { index, words, ranges }, known)
        });
        // The first of the best.
        scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).filter(|(_, known)| *known > 0)
    }
}

pub(super) fn is_blank(cells: &[Cell<'_>]) -> bool {
    cells.iter().all(|cell| trimmed(&cell.text).is_empty())
}

pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// Columns that fill no key: each is said once, for what stands under them reaches no paper.
pub(super) fn unknown_columns(reader: &Reader, order: &Order<'_>, map: &ColumnMap, header: &Header) {
    let of = order.of;
    // What rows are chosen by has its use.
    let chosen_by = |header: &str| order.filter.iter().any(|(column, _)| folded(&column.value) == header);
    for ((words, folded), range) in header.words.iter().zip(&header.ranges) {
        if folded.is_empty() || map.knows(of, folded) || chosen_by(folded) {
            continue;
        }
        let message = format!("the column `{words}` fills no key: nothing under it is used");
        let diagnostic = Diagnostic::warning(&checks::UNKNOWN_COLUMN, reader.span(range.clone()), message);
        let mut names: Vec<&str> = map.columns.keys().map(String::as_str).collect();
        for key in fields::keys(of) {
            names.push(key);
        }
        reader.report(match near(folded, names.into_iter()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic
                .help("name it in `ignore` of a column map in `assets/tables/`, or say under `columns` which key it fills"),
        });
    }
    for (i, (words, folded)) in header.words.iter().enumerate().filter(|(_, (_, folded))| !folded.is_empty()) {
        if header.words[..i].iter().any(|(_, earlier)| earlier == folded) {
            let message = format!("two columns are called `{words}`");
            let span = reader.span(header.ranges[i].clone());
            reader.error(&checks::UNKNOWN_COLUMN, span, message, "rename one of them: nobody can tell which is meant");
        }
    }
}

/// The keys that one record fills.
pub(super) fn row(records: &Records<'_>, index: usize, of: RowOf, map: &ColumnMap, header: &Header, reader: &Reader) -> Row {
    let cells = records.cells(index);
    let number = records.all[index].0;
    let mut entries: Vec<Entry> = Vec::new();
    for (cell, (_, folded)) in cells.iter().zip(&header.words) {
        let text = trimmed(&cell.text);
        let Some(key) = map.key(of, folded) else { continue };
        let Some(shape) = fields::shape(of, &key) else { continue };
        // An empty name is a mistake of this very cell; any other empty cell says nothing.
        let must = matches!(key.as_str(), "name" | "title");
        if (text.is_empty() && !must) || is_broken(reader, cell, text) {
            continue;
        }
        let shape = map.shapes.get(folded).copied().unwrap_or(shape);
        let entry = Entry { key, text: text.to_string(), range: cell.range.clone(), shape };
        entries.extend(entry.tidied(reader));
    }
    for (key, pattern) in &map.joined {
        let joined = joined(&cells, map, header, reader, (key, pattern), of);
        entries.extend(joined.and_then(|entry| entry.tidied(reader)));
    }
    let confidential_terms = confidential_terms(&mut entries, &cells, map, header);
    Row { number, entries, confidential_terms }
}

/// What must not stand in a cell: a formula, or the sign of one that failed.
fn is_broken(reader: &Reader, cell: &Cell<'_>, text: &str) -> bool {
    let span = reader.span(cell.range.clone());
    let errors = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"];
    let (message, help) = if text.starts_with('=') && text.len() > 1 {
        (format!("`{text}` is a formula, not a value"), "save the table with values, or type the value")
    } else if errors.contains(&text) {
        (format!("the formula of this cell has failed: `{text}`"), "mend the formula, or type the value")
    } else {
        return false;
    };
    reader.error(&checks::FORMULA, span, message, help);
    true
}

/// Several cells as one text. What stands before an empty cell is left out with it.
fn joined(
    cells: &[Cell<'_>],
    map: &ColumnMap,
    header: &Header,
    reader: &Reader,
    (key, pattern): (&str, &str),
    of: RowOf,
) -> Option<Entry> {
    let mut text = String::new();
    let mut range: Option<Range<usize>> = None;
    for (name, before) in parts(pattern) {
        let Some(column) = header.words.iter().position(|(_, folded)| *folded == self::folded(name)) else { continue };
        let Some(cell) = cells.get(column) else { continue };
        let words = trimmed(&cell.text);
        if words.is_empty() || is_broken(reader, cell, words) {
            continue;
        }
        let shape = map.shapes.get(&header.words[column].1).copied().unwrap_or(Shape::Text);
        let entry = Entry { key: name.to_string(), text: words.to_string(), range: cell.range.clone(), shape };
        let part = entry.tidied(reader)?;
        if !text.is_empty() {
            text.push_str(before);
        }
        text.push_str(&part.text);
        range.get_or_insert(cell.range.clone());
    }
    Some(Entry { key: key.to_string(), text, range: range?, shape: fields::shape(of, key)? })
}

/// A confidential address goes no further than here: its entries are dropped, its words kept to look for.
fn confidential_terms(
    entries: &mut Vec<Entry>,
    cells: &[Cell<'_>],
    map: &ColumnMap,
    header: &Header,
) -> Vec<(Range<usize>, String)> {
    if !entries.iter().any(|e| e.key == "address_confidential" && e.text == "true") {
        return Vec::new();
    }
    entries.retain(|entry| entry.key != "address");
    let of_address = |folded: &String| {
        let joined = map.joined.iter().filter(|(key, _)| key == "address");
        let mut names = joined.flat_map(|(_, pattern)| parts(pattern).map(|(name, _)| name));
        folded == "address"
            || map.columns.get(folded).is_some_and(|key| key == "address")
            || names.any(|n| self::folded(n) == *folded)
    };
    let found = cells.iter().zip(&header.words).filter(|(_, (_, folded))| of_address(folded));
    let words = found.map(|(cell, _)| (cell.range.clone(), trimmed(&cell.text).to_string()));
    words.filter(|(_, text)| text.chars().count() >= SHORTEST_BARRED).collect()
}
