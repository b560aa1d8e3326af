//! Columns with words and no header: nothing under them is used, and each is said once.

use super::rows::{Header, Records};
use super::stored::Stored;
use super::values::trimmed;
use crate::diag::cells::column_name;
use crate::diag::{Diagnostic, checks};
use crate::syntax::reader::Reader;

/// Columns with words and no header, each with the number of the first row that has a word there.
pub(super) fn columns(stored: &Stored, header: &Header) -> Vec<(usize, u32)> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    for cut in stored.blocks().flatten() {
        let records = cut.records(stored.manner);
        for index in (0..cut.rows.len()).filter(|index| records.number(*index) as usize > header.index + 1) {
            for (column, cell) in records.cells(index).iter().enumerate() {
                let has_header = header.headings.get(column).is_some_and(|heading| !heading.folded.is_empty());
                let told = found.iter().any(|(there, _)| *there == column);
                // Cells beyond the header of a text file are said row by row.
                let beyond = column >= header.headings.len() && !stored.manner.is_book;
                if !has_header && !told && !beyond && !trimmed(&cell.text).is_empty() {
                    found.push((column, records.number(index)));
                }
            }
        }
    }
    found
}

/// Says of such columns that nothing under them is used.
pub(super) fn say(columns: &[(usize, u32)], records: &Records<'_>, reader: &Reader) {
    for (column, number) in columns {
        let Some(index) = records.all.iter().position(|(_, there)| there == number) else { continue };
        let range = records.cells(index).get(*column).map_or(0..0, |cell| cell.range.clone());
        let message = format!("column {} has words and no header: nothing in it is used", column_name(*column));
        let diagnostic = Diagnostic::warning(&checks::UNKNOWN_COLUMN, reader.span(range), message);
        reader.report(diagnostic.help("write a header over it, or empty the column"));
    }
}
