//! Rows that are asked for and not there: a run that makes nothing because of a slip in `--where` is no success.

use super::columns::Meaning;
use super::rows::{self, Header, Records};
use super::{Order, values};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::syntax::reader::Reader;
use std::collections::BTreeSet;

/// Values of a column that are listed in a message.
const SHOWN: usize = 12;

/// Reports that no row is asked for: with the values the column has, or the rows there are. `filter`: columns and the
/// values they must have.
pub(super) fn none(
    reader: &Reader,
    order: &Order<'_>,
    (records, meaning, header): (&Records<'_>, &Meaning<'_>, &Header),
    filter: &[(usize, String)],
) {
    let filled: Vec<usize> =
        (header.index + 1..records.all.len()).filter(|index| !rows::is_blank(&records.cells(*index))).collect();
    let (Some(first), Some(last)) = (filled.first(), filled.last()) else {
        return reader.report(no_row(reader, order, records, header));
    };
    if let Some((from, to)) = order.rows
        && !filled.iter().any(|index| (from..=to).contains(&records.number(*index)))
    {
        let message = format!("`{}` has none of the rows {from}-{to}", order.path);
        let help =
            format!("its rows are {} to {}, as the spreadsheet counts them", records.number(*first), records.number(*last));
        return reader.report(told(order.named_at, message).help(help));
    }
    let words = |index: usize, column: usize| {
        records.cells(index).get(column).map_or_else(String::new, |cell| values::trimmed(&cell.text).to_string())
    };
    let mut missing = false;
    for ((name, _), (column, value)) in order.filter.iter().zip(filter) {
        let all: BTreeSet<String> = filled.iter().map(|index| words(*index, *column)).filter(|w| !w.is_empty()).collect();
        if all.iter().any(|there| there.eq_ignore_ascii_case(value)) {
            continue;
        }
        missing = true;
        let message = format!("no row of `{}` has `{value}` in its column `{}`", order.path, name.value);
        let diagnostic = told(name.span, message);
        // What is kept back on paper is not listed here either.
        let is_address = meaning.key(&header.headings[*column]).is_some_and(|key| key.starts_with("address"));
        let help = if is_address { String::new() } else { there_is(value, &all) };
        reader.report(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }
    // A table may be named twice, and whoever is asked for by name stands in one of the two.
    if !missing && !order.filter.is_empty() && order.only.is_empty() {
        let mut asked: Vec<String> = order.filter.iter().map(|(name, value)| format!("`{}={value}`", name.value)).collect();
        asked.extend(order.rows.map(|(from, to)| format!("rows {from}-{to}")));
        let message = format!("no row of `{}` has all of {}", order.path, asked.join(", "));
        let span = order.filter.first().map_or(Span::NONE, |(name, _)| name.span);
        reader.report(told(span, message).help("leave one of them out"));
    }
}

/// On the command line somebody waits for the sheets; what `handbill.toml` asks of a table may come with its next row.
fn told(span: Span, message: String) -> Diagnostic {
    match span.is_none() {
        true => Diagnostic::error(&checks::UNKNOWN_NAME, span, message),
        false => Diagnostic::warning(&checks::UNKNOWN_NAME, span, message),
    }
}

/// Headers, and nothing under them.
fn no_row(reader: &Reader, order: &Order<'_>, records: &Records<'_>, header: &Header) -> Diagnostic {
    let number = records.number(header.index);
    let message = format!("`{}` has headers in row {number} and no row under them", order.path);
    let span = reader.span(records.range(header.index));
    let diagnostic = match order.named_at.is_none() {
        true => Diagnostic::error(&checks::MISSING_KEY, span, message),
        false => Diagnostic::warning(&checks::MISSING_KEY, span, message),
    };
    diagnostic.help("write a row, or take the table out")
}

/// The value that was meant, else those there are.
fn there_is(value: &str, all: &BTreeSet<String>) -> String {
    if let Some(near) = near(value, all.iter().map(String::as_str)) {
        return format!("did you mean `{near}`?");
    }
    let shown: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
    let more = all.len().saturating_sub(SHOWN);
    match (shown.is_empty(), more) {
        (true, _) => "the column is empty".to_string(),
        (false, 0) => format!("it has: {}", shown.join(", ")),
        (false, _) => format!("it has: {} and {more} more", shown.join(", ")),
    }
}
