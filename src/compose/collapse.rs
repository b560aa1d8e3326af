//! Cells that the content leaves empty go: what stands beside them takes their room, rows and columns that nothing needs
//! fall away, and what is left reaches to where the picture reached.

use super::artboard::Artboard;
use super::grounds::Cell;
use crate::model::Track;

/// Closes the gaps that empty cells leave in a face's grid.
pub(super) fn collapse(artboard: &mut Artboard, empty: Vec<Cell>) {
    if empty.is_empty() {
        return;
    }
    let stretched = artboard.rows.iter().any(|track| matches!(track, Track::Fraction(_)));
    let count = artboard.grid;
    artboard.rows.resize(count.0, Track::Auto);
    artboard.columns.resize(count.1, Track::Fraction(1.0));
    let mut empty = empty;
    // First whole rows and columns, so that neighbours on both sides of them meet; then what stands beside an empty cell.
    drop_tracks(artboard, &mut empty);
    absorb(artboard, &mut empty);
    drop_tracks(artboard, &mut empty);
    if stretched && !artboard.rows.iter().any(|track| matches!(track, Track::Fraction(_))) {
        stretch(artboard);
    }
}

fn drop_tracks(artboard: &mut Artboard, empty: &mut Vec<Cell>) {
    for along in [Along::Rows, Along::Columns] {
        let mut i = 0;
        while i < along.count(artboard) {
            if along.count(artboard) > 1 && is_spare(artboard, empty, along, i) {
                remove(artboard, empty, along, i);
            } else {
                i += 1;
            }
        }
    }
}

/// Which tracks of the grid are looked at.
#[derive(Clone, Copy, PartialEq)]
enum Along {
    Rows,
    Columns,
}

impl Along {
    fn count(self, artboard: &Artboard) -> usize {
        if self == Along::Rows { artboard.grid.0 } else { artboard.grid.1 }
    }

    /// First track of a cell, and how many.
    fn of(self, cell: &Cell) -> (usize, usize) {
        if self == Along::Rows { (cell.row, cell.rows) } else { (cell.column, cell.columns) }
    }

    fn set(self, cell: &mut Cell, (from, count): (usize, usize)) {
        match self {
            Along::Rows => (cell.row, cell.rows) = (from, count),
            Along::Columns => (cell.column, cell.columns) = (from, count),
        }
    }
}

/// An empty cell stands in the track, and nothing stands in it alone.
fn is_spare(artboard: &Artboard, empty: &[Cell], along: Along, i: usize) -> bool {
    let covers = |cell: &Cell| {
        let (from, count) = along.of(cell);
        (from..from + count).contains(&i)
    };
    let needed = cells_of(artboard).any(|cell| covers(cell) && along.of(cell).1 == 1);
    !needed && empty.iter().any(|cell| covers(cell) && along.of(cell).1 == 1)
}

fn cells_of(artboard: &Artboard) -> impl Iterator<Item = &Cell> {
    artboard.areas.iter().map(|area| &area.cell).chain(artboard.flows.iter().map(|flow| &flow.cell))
}

fn remove(artboard: &mut Artboard, empty: &mut Vec<Cell>, along: Along, i: usize) {
    let shrink = |cell: &mut Cell| {
        let (from, count) = along.of(cell);
        if from > i {
            along.set(cell, (from - 1, count));
        } else if from + count > i {
            along.set(cell, (from, count - 1));
        }
    };
    artboard.areas.iter_mut().for_each(|area| shrink(&mut area.cell));
    artboard.flows.iter_mut().for_each(|flow| shrink(&mut flow.cell));
    artboard.free.iter_mut().for_each(shrink);
    artboard.free.retain(|cell| cell.rows > 0 && cell.columns > 0);
    artboard.panels.iter_mut().for_each(|panel| shrink(&mut panel.cell));
    artboard.panels.retain(|panel| panel.cell.rows > 0 && panel.cell.columns > 0);
    empty.iter_mut().for_each(shrink);
    empty.retain(|cell| cell.rows > 0 && cell.columns > 0);
    match along {
        Along::Rows => {
            artboard.rows.remove(i);
            artboard.grid.0 -= 1;
        }
        Along::Columns => {
            let gone = artboard.columns.remove(i);
            // The sheet stays as wide: what is left has to stretch.
            let stretches = artboard.columns.iter().any(|track| matches!(track, Track::Fraction(_)));
            if matches!(gone, Track::Fraction(_))
                && !stretches
                && let Some(last) = artboard.columns.last_mut()
            {
                *last = gone;
            }
            artboard.grid.1 -= 1;
        }
    }
}

/// What stands beside an empty cell, as high as it, takes its room; else what stands over or under it, as wide.
fn absorb(artboard: &mut Artboard, empty: &mut Vec<Cell>) {
    let mut changed = true;
    while changed {
        changed = false;
        for i in 0..empty.len() {
            let hole = empty[i];
            let grown =
                [Beside::Before, Beside::After, Beside::Over, Beside::Under].into_iter().any(|side| grow(artboard, hole, side));
            if grown {
                empty.remove(i);
                changed = true;
                break;
            }
        }
    }
}

/// Where a cell stands, seen from the hole that it may grow into.
#[derive(Clone, Copy)]
enum Beside {
    Before,
    After,
    Over,
    Under,
}

impl Beside {
    fn touches(self, cell: &Cell, hole: &Cell) -> bool {
        match self {
            Beside::Before => cell.column + cell.columns == hole.column,
            Beside::After => cell.column == hole.column + hole.columns,
            Beside::Over => cell.row + cell.rows == hole.row,
            Beside::Under => cell.row == hole.row + hole.rows,
        }
    }

    /// Tracks that both must share: rows for neighbours along the line, columns for those over and under.
    fn across(self) -> Along {
        match self {
            Beside::Before | Beside::After => Along::Rows,
            Beside::Over | Beside::Under => Along::Columns,
        }
    }
}

/// Grows the neighbours on one side over a hole, if together they are just as high or as wide.
fn grow(artboard: &mut Artboard, hole: Cell, side: Beside) -> bool {
    let along = side.across();
    let (from, count) = along.of(&hole);
    let neighbours: Vec<Cell> =
        cells_of(artboard).filter(|cell| side.touches(cell, &hole) && overlaps(along.of(cell), (from, count))).copied().collect();
    let inside = |cell: &Cell| along.of(cell).0 >= from && along.of(cell).0 + along.of(cell).1 <= from + count;
    let mut covered: Vec<bool> = vec![false; count];
    for cell in &neighbours {
        let (first, many) = along.of(cell);
        (first..first + many).filter(|i| (from..from + count).contains(i)).for_each(|i| covered[i - from] = true);
    }
    if neighbours.is_empty() || !neighbours.iter().all(inside) || !covered.into_iter().all(|c| c) {
        return false;
    }
    let widen = |cell: &mut Cell| {
        if neighbours.contains(cell) {
            let strip = Cell { row: cell.row, column: hole.column, rows: cell.rows, columns: hole.columns };
            let strip = match along {
                Along::Rows => strip,
                Along::Columns => Cell { row: hole.row, column: cell.column, rows: hole.rows, columns: cell.columns },
            };
            *cell = cell.union(strip);
        }
    };
    artboard.areas.iter_mut().for_each(|area| widen(&mut area.cell));
    artboard.flows.iter_mut().for_each(|flow| widen(&mut flow.cell));
    true
}

fn overlaps((a, many): (usize, usize), (b, count): (usize, usize)) -> bool {
    a < b + count && b < a + many
}

/// The row that takes what is left where the one that was meant to is gone: the one whose words or picture use it best.
fn stretch(artboard: &mut Artboard) {
    let weight = |row: usize| {
        let here = |cell: &Cell| cell.row == row && cell.rows == 1;
        let flows = artboard.flows.iter().filter(|flow| here(&flow.cell)).map(|_| 1_000_000);
        let areas = artboard.areas.iter().filter(|area| here(&area.cell)).map(super::artboard::Area::bulk);
        flows.chain(areas).max().unwrap_or_default()
    };
    let best = (0..artboard.grid.0).max_by_key(|row| (weight(*row), std::cmp::Reverse(*row)));
    if let Some(track) = best.and_then(|row| artboard.rows.get_mut(row)) {
        *track = Track::Fraction(1.0);
    }
}
