//! Boxes one under the other, and parted into columns of about equal depth. Knows heights alone.

use crate::geom::Length;
use std::ops::Range;

/// Height of some boxes with a gap between them.
pub(super) fn stack(heights: &[Length], gap: Length) -> Length {
    heights.iter().copied().sum::<Length>() + gap * (heights.len() as i64 - 1).max(0)
}

/// Parts a list into columns of as equal depth as can be, in order.
pub(super) fn split_columns(heights: &[Length], gap: Length, columns: usize) -> Vec<Range<usize>> {
    if columns <= 1 {
        return std::iter::once(0..heights.len()).collect();
    }
    // Where each box would end if all stood in one column, a gap behind each: the depth of a run is a difference of two.
    let ends: Vec<Length> = std::iter::once(Length::ZERO)
        .chain(heights.iter().scan(Length::ZERO, |end, height| {
            *end += *height + gap;
            Some(*end)
        }))
        .collect();
    let depth = |run: Range<usize>| ends[run.end] - ends[run.start] - gap;
    let fill = |limit: Length, end_column: &mut dyn FnMut(usize)| {
        let mut start = 0;
        for i in 1..heights.len() {
            if depth(start..i + 1) > limit {
                end_column(i);
                start = i;
            }
        }
        end_column(heights.len());
    };
    let count = |limit: Length| {
        let mut columns = 0;
        fill(limit, &mut |_| columns += 1);
        columns
    };
    // The least depth that does with the columns there are is one of the depths of a run of items.
    let runs = (0..heights.len()).flat_map(|a| (a + 1..=heights.len()).map(move |b| a..b));
    let mut limits: Vec<Length> = runs.map(depth).collect();
    limits.sort_unstable();
    limits.dedup();
    let least = limits.partition_point(|limit| count(*limit) > columns);
    let mut ranges = Vec::with_capacity(columns);
    let mut start = 0;
    fill(limits.get(least).copied().unwrap_or_default(), &mut |end| ranges.push(std::mem::replace(&mut start, end)..end));
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, slowly: each run added up by itself.
    fn split_slowly(heights: &[Length], gap: Length, columns: usize) -> Vec<Range<usize>> {
        let fill = |limit: Length| {
            let mut ranges = Vec::new();
            let mut start = 0;
            for i in 0..heights.len() {
                if i > start && stack(&heights[start..=i], gap) > limit {
                    ranges.push(start..i);
                    start = i;
                }
            }
            ranges.push(start..heights.len());
            ranges
        };
        let runs = (0..heights.len()).flat_map(|a| (a + 1..=heights.len()).map(move |b| stack(&heights[a..b], gap)));
        let least = runs.filter(|limit| fill(*limit).len() <= columns).min();
        fill(least.unwrap_or_default())
    }

    #[test]
    fn columns_are_those_of_runs_added_up_one_by_one() {
        for seed in 0..400_i64 {
            let heights: Vec<Length> =
                (0..seed % 11).map(|i| Length::emu((seed * 7919 + i * i * 104_729 + i * 31) % (40 + seed % 7 * 90))).collect();
            let gap = Length::emu(seed % 5 * 3);
            for columns in 2..5 {
                let made = split_columns(&heights, gap, columns);
                assert_eq!(made, split_slowly(&heights, gap, columns), "{heights:?}, {gap:?}, {columns}");
            }
        }
    }

    #[test]
    fn columns_are_of_equal_depth() {
        let h = |n: i64| Length::emu(n);
        assert_eq!(split_columns(&[h(10), h(10), h(10), h(10)], h(2), 2), [0..2, 2..4]);
        assert_eq!(split_columns(&[h(30), h(10), h(10)], h(0), 2), [0..1, 1..3]);
        assert_eq!(split_columns(&[h(10)], h(0), 3), [0..1]);
        assert_eq!(split_columns(&[], h(0), 2), [0..0]);
    }
}
