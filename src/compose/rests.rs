//! The rest of everything over the cells that take it: by length, and where there is less than there are cells, to the panels
//! that would be empty.

use std::cmp::Reverse;

/// As many cells as there are blocks: those of panels on which nothing stands yet first, then those further in.
pub(super) fn emptiest(cells: Vec<(usize, usize)>, blocks: usize, is_bare: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut chosen = cells;
    if blocks < chosen.len() {
        chosen.sort_by_key(|(panel, _)| (!is_bare(*panel), Reverse(*panel)));
        chosen.truncate(blocks);
        chosen.sort_unstable();
    }
    chosen
}

/// Parts a row of lengths into as many runs as there are rooms, each about as long as its share of all room.
pub(super) fn parted(lengths: &[f64], rooms: &[f64]) -> Vec<std::ops::Range<usize>> {
    let (total, room): (f64, f64) = (lengths.iter().sum(), rooms.iter().sum());
    let mut runs = Vec::with_capacity(rooms.len());
    let (mut start, mut before, mut until) = (0, 0.0, 0.0);
    for (i, own) in rooms.iter().enumerate() {
        until += total * own / room;
        let mut end = start;
        // A block goes where its middle falls.
        while end < lengths.len() && (i + 1 == rooms.len() || before + lengths[end] / 2.0 <= until) {
            before += lengths[end];
            end += 1;
        }
        runs.push(start..end);
        start = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_little_goes_to_bare_panels() {
        let cells = vec![(1, 0), (2, 0), (3, 1)];
        assert_eq!(emptiest(cells.clone(), 1, |panel| panel < 3), [(2, 0)]);
        assert_eq!(emptiest(cells.clone(), 2, |panel| panel == 3), [(2, 0), (3, 1)]);
        assert_eq!(emptiest(cells.clone(), 4, |_| true), cells);
    }

    #[test]
    fn rests_are_parted_by_length() {
        let check = |lengths: &[f64], rooms: &[f64], ends: &[usize]| {
            let found: Vec<usize> = parted(lengths, rooms).iter().map(|run| run.end).collect();
            assert_eq!(found, ends, "{lengths:?} over {rooms:?}");
        };
        check(&[1.0, 1.0, 1.0, 1.0], &[1.0, 1.0], &[2, 4]);
        check(&[9.0, 1.0], &[1.0, 1.0], &[1, 2]);
        check(&[1.0], &[1.0, 1.0, 1.0], &[0, 1, 1]);
        check(&[], &[1.0, 2.0], &[0, 0]);
        check(&[2.0, 2.0, 2.0], &[1.0, 2.0], &[1, 3]);
    }
}
