//! What people write under a list: a remark, a row of sums. Neither is an organization or an event.

use super::rows::{self, Header, Records};
use super::{Order, RowOf, values};
use crate::diag::checks;
use crate::registry;
use crate::syntax::reader::Reader;

/// Words that begin a row of sums.
const TOTALS: &str = include_str!("../../../assets/registries/total-words.txt");

/// The last row of a list, with a word such as `Total` in one of its first cells and hardly more than numbers beside it.
pub(super) fn is_total(reader: &Reader, order: &Order<'_>, records: &Records<'_>, index: usize, header: &Header) -> bool {
    let (cells, number) = (records.cells(index), records.number(index));
    let stored = &order.opened.stored;
    let above = |of: u32| of as usize > header.index + 1 && of < number;
    // All rows above are gone through for the last one alone: a long table is read once.
    let most = || stored.filled().filter(|(of, _)| above(*of)).map(|(_, cells)| cells).max().unwrap_or(0);
    if order.of == RowOf::Any || !stored.is_last(number) || rows::filled(&cells) * 2 > most() {
        return false;
    }
    let words = |text: &str| values::trimmed(text).trim_end_matches([':', '.']).to_lowercase();
    let total = |text: &str| {
        let text = words(text);
        let first = text.split([':', '(']).next().unwrap_or_default().trim().to_string();
        registry::rows(TOTALS).any(|word| word == first)
    };
    let Some(cell) = cells.iter().take(3).find(|cell| total(&cell.text)) else { return false };
    let message = format!("the last row is `{}`: a sum of the rows above is no sheet", values::trimmed(&cell.text));
    reader.error(&checks::MISSING_KEY, reader.span(cell.range.clone()), message, "take the row out of the table");
    true
}

/// A note at the foot of a list: words in one cell alone, where rows fill at least three.
pub(super) fn is_remark(reader: &Reader, order: &Order<'_>, records: &Records<'_>, index: usize, header: &Header) -> bool {
    let cells = records.cells(index);
    if rows::filled(&cells) != 1 {
        return false;
    }
    if order.of == RowOf::Any {
        return false;
    }
    // The row itself is the only one that says so little.
    let (rows, sparse) = order.opened.stored.sparse(header.index as u32 + 1);
    if rows < 2 || sparse > 1 {
        return false;
    }
    let Some(cell) = cells.iter().find(|cell| !values::trimmed(&cell.text).is_empty()) else { return false };
    let message = format!("a row with nothing but `{}`: every other row says three things at least", values::trimmed(&cell.text));
    reader.error(&checks::MISSING_KEY, reader.span(cell.range.clone()), message, "fill the row, or take it out of the table");
    true
}
