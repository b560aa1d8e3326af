//! From the records of a table to rows with keys: finds the header, fills keys by the column map, leaves out what was
//! not asked for.

use super::Order;
use super::beginnings;
use super::columns::{ColumnMap, Heading, JoinedColumns, Meaning, parts};
use super::days::{day_with_times, is_end_of_day, time_range};
use super::fields::{self, RowOf, Shape};
use super::formula::{is_broken, is_formula};
use super::values::{Entry, trimmed};
use crate::diag::cells::{Cell, record, record_end};
use crate::diag::{Diagnostic, checks, near};
use crate::model::folded;
use crate::syntax::reader::Reader;
use crate::syntax::section::one_line;
use std::ops::Range;

/// The header is among so many rows with words, under titles and blank rows.
pub(super) const HEADER_WITHIN: usize = 20;
/// A word shorter than this bars nothing: `MT` stands in half of all sentences.
const SHORTEST_BARRED: usize = 4;

/// How the cells of a table are told apart.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub delimiter: char,
    /// Cells have columns of their own: nothing in them moves the others.
    pub is_book: bool,
}

/// A table cut into records.
pub(super) struct Records<'t> {
    pub text: &'t str,
    pub manner: Manner,
    /// Where each begins, and its number as a spreadsheet counts it.
    pub all: &'t [(u32, u32)],
}

/// Where each record of a text begins.
pub(super) fn starts(text: &str, delimiter: char) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        starts.push(at as u32);
        at = record_end(text, at, delimiter).1;
    }
    starts
}

/// A row with the keys it fills.
pub(super) struct Row {
    pub number: u32,
    pub entries: Vec<Entry>,
    /// Cells of a confidential address, and their words.
    pub confidential_terms: Vec<(Range<usize>, String)>,
    /// It is not what it looks like, and that has been said.
    pub is_refused: bool,
}

/// The header of a table.
pub(super) struct Header {
    /// Which record.
    pub index: usize,
    pub headings: Vec<Heading>,
    pub ranges: Vec<Range<usize>>,
    /// What each column fills, looked up once for all rows.
    pub keys: Vec<Option<String>>,
    /// The columns of each text that the map joins, in its order.
    pub joined: Vec<JoinedColumns>,
}

impl<'t> Records<'t> {
    /// The cells of a record, by its number among all of them.
    pub fn cells(&self, index: usize) -> Vec<Cell<'t>> {
        record(self.text, self.all[index].0 as usize, self.manner.delimiter).0
    }

    /// Where a record stands, without the end of its line.
    pub fn range(&self, index: usize) -> Range<usize> {
        let start = self.all[index].0 as usize;
        start..record_end(self.text, start, self.manner.delimiter).0
    }

    /// Its number as a spreadsheet counts it.
    pub fn number(&self, index: usize) -> u32 {
        self.all[index].1
    }

    /// Whether a row begins with a word, and so is not blank; most do.
    pub fn begins_with_word(&self, index: usize) -> bool {
        self.text[self.all[index].0 as usize..].starts_with(char::is_alphanumeric)
    }

    /// The row whose words name the most keys, and how many they are: titles over a table name none. Of rows that may be
    /// anything, the first that is as wide as the table.
    pub fn header(&self, meaning: &Meaning<'_>) -> Option<(Header, usize)> {
        let with_words = (0..self.all.len()).filter(|i| !is_blank(&self.cells(*i))).take(HEADER_WITHIN);
        let scored = with_words.map(|index| {
            let cells = self.cells(index);
            let mut headings: Vec<Heading> = cells.iter().map(|cell| Heading::of(&cell.text)).collect();
            beginnings::left_out(&mut headings, meaning);
            let known = match meaning.of {
                RowOf::Any => headings.iter().filter(|h| meaning.used.contains(&h.folded)).count(),
                RowOf::Org | RowOf::Event => headings.iter().filter(|h| !h.folded.is_empty() && meaning.knows(h)).count(),
            };
            let ranges = cells.into_iter().map(|cell| cell.range).collect();
            (Header { index, headings, ranges, keys: Vec::new(), joined: Vec::new() }, known)
        });
        // The first of the best.
        let best = scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).filter(|(_, known)| *known > 0);
        best.map(|(header, known)| {
            let keys: Vec<_> = header.headings.iter().map(|heading| meaning.key(heading)).collect();
            let joined = meaning.map.joined.iter().map(|text| JoinedColumns::of(text, &header.headings, &keys)).collect();
            (Header { keys, joined, ..header }, known)
        })
    }
}

pub(super) fn is_blank(cells: &[Cell<'_>]) -> bool {
    cells.iter().all(|cell| trimmed(&cell.text).is_empty())
}

/// The words of a cell. A stroke alone is how people say that there is nothing to say.
fn said(text: &str) -> &str {
    let words = without_apostrophe(trimmed(text));
    if words.chars().all(|c| "-–—".contains(c)) { "" } else { words }
}

/// `'59840`, `'=A2`: the apostrophe by which a spreadsheet is told to leave a value alone. `'90s night` begins with one of its own.
fn without_apostrophe(words: &str) -> &str {
    let Some(rest) = words.strip_prefix('\'') else { return words };
    let is_number = rest.len() > 2 && rest.chars().all(|c| c.is_ascii_digit() || " -().+".contains(c));
    if is_number || is_formula(rest) { rest } else { words }
}

/// How many cells hold something.
pub(super) fn filled(cells: &[Cell<'_>]) -> usize {
    cells.iter().filter(|cell| !trimmed(&cell.text).is_empty()).count()
}

/// Columns that fill no key, said once and together: what stands under them reaches no paper. `lost`: what one of them holds that no
/// sheet can do without.
pub(super) fn unknown_columns(
    reader: &Reader,
    order: &Order<'_>,
    (meaning, header): (&Meaning<'_>, &Header),
    lost: Option<String>,
) {
    // What rows are chosen by has its use.
    let chosen_by = |heading: &Heading| order.filter.iter().any(|(column, _)| folded(&column.value) == heading.folded);
    let columns = || header.headings.iter().zip(&header.ranges).filter(|(heading, _)| !heading.folded.is_empty());
    let unknown: Vec<_> = columns().filter(|(heading, _)| !meaning.knows(heading) && !chosen_by(heading)).collect();
    if let [(first, range), rest @ ..] = unknown.as_slice() {
        let own = fields::keys(meaning.of).map(str::to_string);
        let names: Vec<String> = meaning.map.columns.keys().cloned().chain(own).collect();
        let nearest = |heading: &Heading| near(&heading.folded, names.iter().map(String::as_str));
        let meant = |heading: &Heading| nearest(heading).map(|near| (heading.words.clone(), near));
        let message = match rest {
            [] => format!("the column `{}` fills no key: nothing under it is used", first.words),
            _ => {
                let all: Vec<String> = unknown.iter().map(|(heading, _)| format!("`{}`", heading.words)).collect();
                format!("the columns {} fill no key: nothing under them is used", all.join(", "))
            }
        };
        let span = reader.span((*range).clone());
        let mut diagnostic = match lost {
            Some(lost) => Diagnostic::error(&checks::UNKNOWN_COLUMN, span, format!("{message}; {lost}")),
            None => Diagnostic::warning(&checks::UNKNOWN_COLUMN, span, message),
        };
        let meant: Vec<(String, &str)> = unknown.iter().filter_map(|(heading, _)| meant(heading)).collect();
        diagnostic = match (meant.as_slice(), rest) {
            ([(_, near)], []) => diagnostic.help(format!("did you mean `{near}`?")),
            ([], _) => diagnostic
                .help("name it in `ignore` of a column map in `assets/tables/`, or say under `columns` which key it fills")
                .help("or use it in a text of the content: `{row.NAME}`"),
            (all, _) => {
                let all: Vec<String> = all.iter().map(|(words, near)| format!("`{words}`: `{near}`?")).collect();
                diagnostic.help(format!("did you mean {}", all.join(", ")))
            }
        };
        reader.report(diagnostic);
    }
    for (i, (heading, range)) in header.headings.iter().zip(&header.ranges).enumerate() {
        if !heading.folded.is_empty() && header.headings[..i].iter().any(|earlier| earlier.folded == heading.folded) {
            let message = format!("two columns are called `{}`", heading.words);
            let help = "rename one of them: nobody can tell which is meant";
            reader.error(&checks::UNKNOWN_COLUMN, reader.span(range.clone()), message, help);
        }
    }
}

/// The keys that one record fills.
pub(super) fn row(records: &Records<'_>, index: usize, meaning: &Meaning<'_>, header: &Header, reader: &Reader) -> Row {
    let cells = records.cells(index);
    let number = records.number(index);
    let is_refused = swallows_rows(records, &cells, header, reader) || is_too_wide(records, &cells, header, reader);
    let mut row = Row { number, entries: Vec::new(), confidential_terms: Vec::new(), is_refused };
    if is_refused {
        return row;
    }
    let mut columns: Vec<(String, usize)> = Vec::new();
    for (column, (cell, heading)) in cells.iter().zip(&header.headings).enumerate() {
        let Some(key) = header.keys[column].clone() else { continue };
        let text = if meaning.of == RowOf::Any { trimmed(&cell.text) } else { said(&cell.text) };
        let Some(shape) = fields::shape(meaning.of, &key).or(Some(Shape::Text).filter(|_| is_open(&key))) else { continue };
        // An empty name is a mistake of this very cell, and an empty word of a row is known to be empty; any other empty
        // cell says nothing.
        let must = matches!(key.as_str(), "name" | "title") || key.starts_with("row.");
        if text.is_empty() && !must {
            continue;
        }
        if is_broken(reader, cell, text) {
            // What the row lacks now needs no word of its own.
            row.is_refused |= fields::must(meaning.of).contains(&key.as_str());
            continue;
        }
        let shape = meaning.map.shapes.get(&heading.folded).copied().unwrap_or(shape);
        let shape = if text.is_empty() { Shape::Text } else { shape };
        let entry = Entry { key, text: text.to_string(), range: cell.range.clone(), shape };
        if let Some((_, other)) = columns.iter().find(|(key, _)| *key == entry.key) {
            told_twice(reader, &entry, text, &cells[*other], [&header.headings[*other], heading]);
            continue;
        }
        columns.push((entry.key.clone(), column));
        // Two times in one cell are parted where day and time are put together.
        if entry.key == "start" && time_range(text).is_some() && meaning.map.joined.iter().any(|(key, _)| key == "start") {
            continue;
        }
        let key = entry.key.clone();
        match entry.tidied(reader) {
            Some(entry) => row.entries.push(entry),
            None => row.is_refused |= fields::must(meaning.of).contains(&key.as_str()),
        }
    }
    let confidential = row.entries.iter().any(|e| e.key == "address_confidential" && e.text == "true");
    for ((key, _), columns) in meaning.map.joined.iter().zip(&header.joined) {
        let joined = match joined(&cells, meaning, header, reader, (key, columns), confidential) {
            Ok(None) => continue,
            Ok(Some(entry)) => entry.tidied(reader),
            Err(Unreadable) => None,
        };
        row.entries.retain(|own| own.key != *key);
        row.is_refused |= joined.is_none() && fields::must(meaning.of).contains(&key.as_str());
        row.entries.extend(joined);
    }
    if meaning.of == RowOf::Event && !row.entries.iter().any(|entry| entry.key == "end") {
        row.entries.extend(end_of_range(&cells, meaning, header));
    }
    row.confidential_terms = confidential_terms(&mut row.entries, &cells, meaning.map, header);
    row
}

/// Words of a row, and those of an event in other languages, have names that people choose.
fn is_open(key: &str) -> bool {
    key.starts_with("row.") || key.starts_with("words.")
}

/// Two columns for one key, with different words.
fn told_twice(reader: &Reader, entry: &Entry, text: &str, other: &Cell<'_>, headings: [&Heading; 2]) {
    if trimmed(&other.text) != text && !text.is_empty() {
        let message = format!("the columns `{}` and `{}` both say the `{}`", headings[0].words, headings[1].words, entry.key);
        let diagnostic = Diagnostic::error(&checks::BAD_VALUE, reader.span(entry.range.clone()), message)
            .also(reader.span(other.range.clone()), "the other")
            .help("empty one of the two cells, or name one column under `ignore` of a column map in `assets/tables/`");
        reader.report(diagnostic);
    }
}

/// A quotation mark that is never closed, or closes in another row: what stands between is no cell.
fn swallows_rows(records: &Records<'_>, cells: &[Cell<'_>], header: &Header, reader: &Reader) -> bool {
    if records.manner.is_book {
        return false;
    }
    for cell in cells {
        let raw = &records.text[cell.range.clone()];
        if !raw.starts_with('"') {
            continue;
        }
        if ends_inside(raw) {
            let message = "a quotation mark inside this cell ends it: what stands behind is no part of it any more";
            let help = "double the marks inside: \"The \"\"Blue\"\" Cafe\"";
            reader.error(&checks::BAD_VALUE, reader.span(cell.range.clone()), message, help);
            return true;
        }
        let unclosed = raw.bytes().filter(|b| *b == b'"').count() % 2 == 1;
        let wide = header.headings.len().saturating_sub(1).max(1);
        let is_row = |line: &str| header.headings.len() > 1 && line.matches(records.manner.delimiter).count() >= wide;
        let rows = raw.lines().skip(1).filter(|line| is_row(line)).count();
        if !unclosed && rows == 0 {
            continue;
        }
        let first_line = raw.find('\n').unwrap_or(raw.len());
        let span = reader.span(cell.range.start..cell.range.start + first_line);
        let message = match (unclosed, rows) {
            (true, 0) => "the quotation mark that opens this cell is never closed".to_string(),
            (true, n) => format!("the quotation mark that opens this cell is never closed, and swallows {}", rows_of(n)),
            (false, n) => format!("the quotation mark that opens this cell closes rows later, and swallows {}", rows_of(n)),
        };
        reader.error(&checks::BAD_VALUE, span, message, "take the mark out, or close it at the end of the cell");
        return true;
    }
    false
}

fn rows_of(count: usize) -> String {
    format!("{count} row{}", if count == 1 { "" } else { "s" })
}

/// Whether words stand behind the mark that closes a quoted cell.
fn ends_inside(raw: &str) -> bool {
    let mut rest = raw.strip_prefix('"').unwrap_or(raw);
    while let Some(at) = rest.find('"') {
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(doubled) => rest = doubled,
            None => return !rest.trim().is_empty(),
        }
    }
    false
}

/// Words in cells that stand under no header. In a text file a comma too many has moved all that follow it.
fn is_too_wide(records: &Records<'_>, cells: &[Cell<'_>], header: &Header, reader: &Reader) -> bool {
    let over = cells.get(header.headings.len()..).unwrap_or_default();
    let Some(first) = over.iter().find(|cell| !trimmed(&cell.text).is_empty()).filter(|_| !records.manner.is_book) else {
        return false;
    };
    let cells = header.headings.len() + over.iter().rposition(|c| !trimmed(&c.text).is_empty()).map_or(0, |at| at + 1);
    let message = format!("a row of {cells} cells under {} headers", header.headings.len());
    let diagnostic = Diagnostic::error(&checks::BAD_VALUE, reader.span(first.range.clone()), message)
        .help("put a cell with a separator in it between quotation marks: \"12 Example St, Suite 4\"");
    reader.report(diagnostic);
    true
}

/// The end of an event whose beginning and end stand in one cell.
fn end_of_range(cells: &[Cell<'_>], meaning: &Meaning<'_>, header: &Header) -> Option<Entry> {
    let at = meaning.map.joined.iter().position(|(key, _)| key == "start")?;
    let columns = header.joined[at].named.iter().map(|(_, column)| *column);
    let timed =
        |column: usize| matches!(meaning.map.shapes.get(&header.headings[column].folded), Some(Shape::Time | Shape::Moment));
    let (cell, end) = columns.into_iter().find_map(|column| {
        let cell = cells.get(column)?;
        let words = trimmed(&cell.text);
        let range = time_range(words).filter(|_| timed(column)).or_else(|| day_with_times(words))?;
        Some((cell, range.1))
    })?;
    Some(Entry { key: "end".to_string(), text: end, range: cell.range.clone(), shape: Shape::Moment })
}

/// Several cells as one text. What stands before an empty cell is left out with it. An address in a cell of its own that
/// the pattern does not name stands first, and parts that it holds already are not said again; no two parts of it touch.
fn joined(
    cells: &[Cell<'_>],
    meaning: &Meaning<'_>,
    header: &Header,
    reader: &Reader,
    (key, columns): (&str, &JoinedColumns),
    confidential: bool,
) -> Result<Option<Entry>, Unreadable> {
    let mut found: Vec<(&str, Entry)> = Vec::new();
    let first = columns.own.map(|column| ("", column));
    let rest = columns.named.iter().map(|(before, column)| (before.as_str(), *column));
    for (before, column) in first.into_iter().chain(rest) {
        let Some(cell) = cells.get(column) else { continue };
        let words = said(&cell.text);
        if words.is_empty() || is_broken(reader, cell, words) {
            continue;
        }
        let heading = &header.headings[column];
        let shape = meaning.map.shapes.get(&heading.folded).copied().unwrap_or(Shape::Text);
        // Of two times in one cell the first is the beginning.
        let range = time_range(words).filter(|_| key == "start" && matches!(shape, Shape::Time | Shape::Moment));
        let range = range.or_else(|| day_with_times(words).filter(|_| key == "start"));
        let text = range.map_or_else(|| words.to_string(), |(from, _)| from);
        let entry = Entry { key: heading.folded.clone(), text, range: cell.range.clone(), shape };
        // The end of the day that stands in another cell: alone it would be the midnight before.
        let is_end = key == "start" && is_end_of_day(words);
        found.push((before, if is_end { entry } else { entry.tidied(reader).ok_or(Unreadable)? }));
    }
    // A time belongs to a day: without one the key stays empty.
    let Some(shape) = fields::shape(meaning.of, key) else { return Ok(None) };
    if key == "address" && !confidential {
        exchanged(reader, &found);
    }
    let mut text = String::new();
    let mut range: Option<Range<usize>> = None;
    for (i, (before, part)) in found.iter().enumerate() {
        let words = if key == "address" { one_line(&part.text, ", ") } else { part.text.clone() };
        if is_said(&text, &words, key == "address" && i > 0) {
            continue;
        }
        // A day with its time in one cell wants no other day.
        if shape == Shape::Moment
            && words.len() > 10
            && words.contains(['T', ' '])
            && words.starts_with(|c: char| c.is_ascii_digit())
        {
            text.clear();
        } else if !text.is_empty() {
            let beside = (i == 1 && first.is_some()) || (key == "address" && before.is_empty());
            text.push_str(if beside { ", " } else { before });
        }
        text.push_str(&words);
        range.get_or_insert(part.range.clone());
    }
    Ok(range.map(|range| Entry { key: key.to_string(), text, range, shape }))
}

/// A cell of several that make one text cannot be read; the reader was told why.
struct Unreadable;

/// Whether an address says a part of it already: as one of the parts between its commas, or at the head of the last.
fn is_said(address: &str, part: &str, asked: bool) -> bool {
    let same = |said: &str| {
        said.trim().eq_ignore_ascii_case(part) || {
            let head = said.split_whitespace().any(|word| word.eq_ignore_ascii_case(part));
            head && said.split_whitespace().last().is_some_and(|w| w.chars().any(|c| c.is_ascii_digit()))
        }
    };
    asked && address.split(',').skip(1).any(same)
}

/// A street in the column of towns.
fn exchanged(reader: &Reader, parts: &[(&str, Entry)]) {
    let of = |name: &str| parts.iter().map(|(_, entry)| entry).find(|entry| entry.key == name);
    let (Some(street), Some(city)) = (of("street").or(of("address")), of("city").or(of("town"))) else { return };
    let has_digit = |entry: &Entry| entry.text.chars().any(|c| c.is_ascii_digit());
    if city.text.starts_with(|c: char| c.is_ascii_digit()) && !has_digit(street) {
        let message = format!("`{}` stands where the town is wanted, and `{}` where the street is", city.text, street.text);
        let diagnostic = Diagnostic::error(&checks::BAD_VALUE, reader.span(city.range.clone()), message)
            .also(reader.span(street.range.clone()), "the other");
        reader.report(diagnostic.help("exchange the two cells"));
    }
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
    let of_address = |heading: &Heading| {
        let joined = map.joined.iter().filter(|(key, _)| key == "address");
        let mut names = joined.flat_map(|(_, pattern)| parts(pattern).map(|(name, _)| name));
        heading.folded == "address"
            || map.columns.get(&heading.folded).is_some_and(|key| key == "address")
            || names.any(|n| folded(n) == heading.folded)
    };
    let found = cells.iter().zip(&header.headings).filter(|(_, heading)| of_address(heading));
    let words = found.map(|(cell, _)| (cell.range.clone(), trimmed(&cell.text).to_string()));
    words.filter(|(_, text)| text.chars().count() >= SHORTEST_BARRED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_an_address_holds_are_not_said_again() {
        let address = "12 Helena Ave, Suite 4, Helena, MT 59601";
        for part in ["Helena", "MT", "59601"] {
            assert!(is_said(address, part, true), "{part}");
        }
        assert!(!is_said("12 Helena Ave", "Helena", true) && !is_said("12 MT Rd", "MT", true));
    }
}
