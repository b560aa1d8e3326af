//! One record of a table in text: its cells with their places, quoted or not (RFC 4180). A table of any kind is kept
//! as such text, so that a place in it is a place in a text like all others.

use std::borrow::Cow;
use std::ops::Range;

/// A cell: where it stands in the text, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'t> {
    /// With its quotes.
    pub range: Range<usize>,
    /// What it holds: without its quotes, and each pair of quotes in it as one.
    pub text: Cow<'t, str>,
}

/// The cells of the record that begins at `start`, and where the next one begins.
pub fn record(text: &str, start: usize, delimiter: char) -> (Vec<Cell<'_>>, usize) {
    let mut cells = Vec::new();
    let mut at = start;
    loop {
        let (cell, end) = cell(text, at, delimiter);
        cells.push(cell);
        let rest = &text[end..];
        if rest.starts_with(delimiter) {
            at = end + delimiter.len_utf8();
        } else {
            let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
            return (cells, end + line_end);
        }
    }
}

/// Where the record that begins at `start` ends, and where the next one begins. Without a quotation mark that is the line.
pub fn record_end(text: &str, start: usize, delimiter: char) -> (usize, usize) {
    let place = text.as_bytes()[start..].iter().position(|byte| matches!(byte, b'\n' | b'\r' | b'"'));
    let end = place.map_or(text.len(), |place| start + place);
    let rest = &text[end..];
    if rest.starts_with('"') {
        let (cells, next) = record(text, start, delimiter);
        return (cells.last().map_or(start, |cell| cell.range.end), next);
    }
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (end, end + line_end)
}

/// One cell and where it ends: at a delimiter, a line end or the end of the text.
fn cell(text: &str, start: usize, delimiter: char) -> (Cell<'_>, usize) {
    let ends = |c: char| c == delimiter || c == '\n' || c == '\r';
    let rest = &text[start..];
    if !rest.starts_with('"') {
        let end = start + rest.find(ends).unwrap_or(rest.len());
        return (Cell { range: start..end, text: text[start..end].into() }, end);
    }
    let mut held = String::new();
    let mut at = start + 1;
    loop {
        let Some(quote) = text[at..].find('"') else {
            // A quote that is never closed holds the rest of the text.
            held.push_str(&text[at..]);
            return (Cell { range: start..text.len(), text: held.into() }, text.len());
        };
        held.push_str(&text[at..at + quote]);
        at += quote + 1;
        if !text[at..].starts_with('"') {
            break;
        }
        held.push('"');
        at += 1;
    }
    // What stands between the closing quote and the delimiter is kept: nothing is lost in silence.
    let end = at + text[at..].find(ends).unwrap_or(text.len() - at);
    held.push_str(&text[at..end]);
    (Cell { range: start..end, text: held.into() }, end)
}

/// `A`, `B` ... `Z`, `AA`: the name of a column, counted from 0.
pub fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    name.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        record(text, 0, ',').0.into_iter().map(|c| c.text.into_owned()).collect()
    }

    #[test]
    fn cells_with_quotes_delimiters_and_line_ends_in_them() {
        assert_eq!(texts("a,b,,d\nnext"), ["a", "b", "", "d"]);
        assert_eq!(texts("\"a, b\",\"say \"\"no\"\"\",\"two\nlines\"\r\nnext"), ["a, b", "say \"no\"", "two\nlines"]);
        assert_eq!(texts("\"open, never closed\nx"), ["open, never closed\nx"]);
        let (cells, next) = record("x,\"ä\"\r\ny", 0, ',');
        assert_eq!(cells[1].range, 2..6);
        assert_eq!(next, 8);
    }

    #[test]
    fn a_record_ends_where_its_last_cell_does() {
        let pieces = ["a", "ä é", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", ""];
        for seed in 0..4000_usize {
            let text: String = (0..8).map(|n| pieces[(seed * 7919 + n * n * 31 + seed / (n + 1)) % pieces.len()]).collect();
            let mut at = 0;
            while at < text.len() {
                let (cells, next) = record(&text, at, ',');
                let end = cells.last().expect("a record has a cell").range.end;
                assert_eq!(record_end(&text, at, ','), (end, next), "{text:?} from {at}");
                at = next;
            }
        }
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        let names: Vec<String> = [0, 25, 26, 51, 701, 702].into_iter().map(column_name).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
