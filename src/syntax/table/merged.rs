//! Cells that are merged over several rows of a column: their words stand in the first one alone, and people read them in each.

use calamine::Dimensions;
use std::collections::{BTreeMap, BTreeSet};

/// A cell: row, column and words.
type Cell = (u32, u32, String);

/// Gives each row of a merged cell its words, where the row says anything else; how many rows were given some.
pub(super) fn fill(cells: &mut Vec<Cell>, merged: &[Dimensions]) -> usize {
    if merged.is_empty() {
        return 0;
    }
    let words: BTreeMap<(u32, u32), String> =
        cells.iter().filter(|cell| !cell.2.is_empty()).map(|(row, column, words)| ((*row, *column), words.clone())).collect();
    let rows: BTreeSet<u32> = words.keys().map(|(row, _)| *row).collect();
    let mut given: BTreeMap<(u32, u32), String> = BTreeMap::new();
    for Dimensions { start, end } in merged.iter().filter(|area| area.end.0 > area.start.0) {
        let Some(first) = words.get(start) else { continue };
        let below = rows.range(start.0 + 1..=end.0).map(|row| (*row, start.1)).filter(|at| !words.contains_key(at));
        given.extend(below.map(|at| (at, first.clone())));
    }
    let filled = given.len();
    cells.retain(|(row, column, _)| !given.contains_key(&(*row, *column)));
    cells.extend(given.into_iter().map(|((row, column), words)| (row, column, words)));
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    filled
}

/// What is said of cells that were given words; nothing where none was.
pub(super) fn said(filled: usize) -> Option<String> {
    let cells = if filled == 1 { "cell" } else { "cells" };
    (filled > 0).then(|| format!("with the words of merged cells also in {filled} {cells} under them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_get_the_words_of_their_merged_cell() {
        let cell = |row, column, words: &str| (row, column, words.to_string());
        let mut cells =
            vec![cell(0, 0, "Event"), cell(0, 1, "Location"), cell(1, 0, "Films"), cell(1, 1, "The Roxy"), cell(2, 0, "Songs")];
        let area = |start, end| Dimensions { start, end };
        assert_eq!(fill(&mut cells, &[area((1, 1), (1_000_000, 1)), area((0, 2), (9, 2))]), 1);
        assert_eq!(cells.last(), Some(&cell(2, 1, "The Roxy")));
        assert_eq!(cells.len(), 6);
    }
}
