//! The largest rectangle that nothing stands in. Counts in squares of a 96th of the short side: what is asked is whether
//! a sheet has a hole, not where it ends to a hair.

use super::{Length, Rect};
use std::ops::Range;

/// Squares along the short side.
const SQUARES: i64 = 96;

/// The largest rectangle inside `frame` that none of `taken` reaches into; of equals the topmost. None, of no size, where it
/// takes no more than a part of the frame: `over`, 0 for whatever there is.
pub fn largest_empty(frame: Rect, taken: &[Rect], over: f64) -> Rect {
    let step = (frame.width.min(frame.height).to_emu() / SQUARES).max(1);
    let (across, down) = (frame.width.to_emu() / step, frame.height.to_emu() / step);
    if across <= 0 || down <= 0 {
        return Rect::default();
    }
    let grid = Squares { across: across as usize, down: down as usize, step };
    let over = ((across * down) as f64 * over.max(0.0)) as usize;
    let (rows, columns, height, width) = grid.largest(&grid.marked(frame, taken), over);
    let along = |squares: usize| Length::emu(squares as i64 * step);
    Rect::new(frame.x + along(columns), frame.y + along(rows), along(width), along(height))
}

/// The grid that is laid over a frame.
struct Squares {
    across: usize,
    down: usize,
    step: i64,
}

impl Squares {
    /// Words of 64 squares that a row takes.
    fn words(&self) -> usize {
        self.across.div_ceil(64)
    }

    /// Row after row, which of its squares are taken, as bits.
    fn marked(&self, frame: Rect, taken: &[Rect]) -> Vec<u64> {
        let mut rows = vec![0; self.words() * self.down];
        for rect in taken.iter().filter_map(|rect| rect.shared(frame)) {
            let range = |from: Length, until: Length, most: usize| {
                let first = (from.to_emu() / self.step).clamp(0, most as i64) as usize;
                let end = (until.to_emu() + self.step - 1) / self.step;
                first..(end.clamp(0, most as i64) as usize)
            };
            let columns = range(rect.x - frame.x, rect.right() - frame.x, self.across);
            let places = columns.start / 64..columns.end.div_ceil(64);
            let lines = range(rect.y - frame.y, rect.bottom() - frame.y, self.down);
            for row in rows[lines.start * self.words()..lines.end.max(lines.start) * self.words()].chunks_exact_mut(self.words())
            {
                for place in places.clone() {
                    row[place] |= bits(columns.start.max(place * 64) - place * 64..columns.end.min(place * 64 + 64) - place * 64);
                }
            }
        }
        rows
    }

    /// Row, column, height and width of the largest rectangle without a mark: under each row the heights of what is free
    /// above it, and of those the largest rectangle, as in a chart of bars. Only one of more than so many squares.
    fn largest(&self, all: &[u64], over: usize) -> (usize, usize, usize, usize) {
        // As many as the words of a row have bits: what stands behind the last column is not looked at.
        let mut heights = vec![0_u32; self.words() * 64];
        let mut best = Best { rect: (0, 0, 0, 0), area: over };
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut rows = all.chunks_exact(self.words()).enumerate().peekable();
        while let Some((row, taken)) = rows.next() {
            let eights = taken.iter().flat_map(|word| word.to_le_bytes());
            for (heights, eight) in heights.chunks_exact_mut(8).zip(eights) {
                for (height, free) in heights.iter_mut().zip(FREE[usize::from(eight)]) {
                    *height = (*height + 1) & free;
                }
            }
            // What ends above a row like this one goes on into it.
            let ends = rows.peek().is_none_or(|(_, next)| *next != taken);
            let heights = &heights[..self.across];
            // No rectangle under bars is larger than all of them.
            if ends && heights.iter().sum::<u32>() as usize > best.area {
                bars(heights, &mut open, row, &mut best);
            }
        }
        best.rect
    }
}

/// Of eight squares, as the bits of a byte say which are taken: all bits of each that is free, and none of the others.
static FREE: [[u32; 8]; 256] = {
    let mut free = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            free[byte][bit] = if byte >> bit & 1 == 0 { u32::MAX } else { 0 };
            bit += 1;
        }
        byte += 1;
    }
    free
};

/// The largest so far: row, column, height and width.
struct Best {
    rect: (usize, usize, usize, usize),
    area: usize,
}

/// A word with these bits set.
fn bits(range: Range<usize>) -> u64 {
    u64::MAX.checked_shr(64 - range.len() as u32).unwrap_or_default() << range.start
}

/// The largest rectangle under bars of these heights that stand on a row, where it is larger than the best one.
fn bars(heights: &[u32], open: &mut Vec<(usize, usize)>, row: usize, best: &mut Best) {
    open.clear();
    let mut before = 0;
    for (column, height) in heights.iter().copied().chain([0]).enumerate() {
        if height == before {
            continue;
        }
        before = height;
        let height = height as usize;
        let mut from = column;
        while let Some((begin, tall)) = open.last().copied().filter(|(_, tall)| *tall > height) {
            open.pop();
            from = begin;
            let area = tall * (column - begin);
            if area > best.area {
                *best = Best { rect: (row + 1 - tall, begin, tall, column - begin), area };
            }
        }
        if height > 0 && open.last().is_none_or(|(_, tall)| *tall < height) {
            open.push((from, height));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
        Rect::new(Length::emu(x), Length::emu(y), Length::emu(width), Length::emu(height))
    }

    fn area(r: Rect) -> i64 {
        r.width.to_emu() * r.height.to_emu()
    }

    fn check(taken: &[Rect], want: Rect) {
        let frame = rect(1000, 0, 960, 1920);
        assert_eq!(largest_empty(frame, taken, 0.0), want, "{taken:?}");
        let part = area(want) as f64 / area(frame) as f64;
        for (over, want) in [(part * 0.99, want), (part * 1.01, Rect::new(frame.x, frame.y, Length::ZERO, Length::ZERO))] {
            assert_eq!(largest_empty(frame, taken, over), want, "over {over}: {taken:?}");
        }
    }

    #[test]
    fn the_largest_is_found_wherever_it_lies() {
        check(&[], rect(1000, 0, 960, 1920));
        check(&[rect(1000, 0, 960, 480)], rect(1000, 480, 960, 1440));
        // A line across, then one down: what is left of the larger half.
        check(&[rect(0, 960, 4000, 10)], rect(1000, 0, 960, 960));
        check(&[rect(0, 950, 4000, 10), rect(1240, 960, 10, 960)], rect(1000, 0, 960, 950));
        check(&[rect(1000, 0, 960, 960), rect(1240, 960, 10, 960)], rect(1250, 960, 710, 960));
        check(&[rect(0, 0, 4000, 4000)], rect(1000, 0, 0, 0));
    }

    #[test]
    fn of_equals_the_topmost_counts_and_none_is_larger() {
        for seed in 0..40_i64 {
            let mark = |n: i64, most: i64| (seed * 7919 + n * n * 104_729 + n * 31) % most;
            let taken: Vec<Rect> =
                (0..12).map(|n| rect(mark(n, 950), mark(n + 50, 950), mark(n + 90, 300) + 1, mark(n + 130, 200) + 1)).collect();
            let found = largest_empty(rect(0, 0, 960, 960), &taken, 0.0);
            assert!(taken.iter().all(|t| t.shared(found).is_none()), "{found:?} of {taken:?}");
            let grown = |sides: [i64; 4]| {
                rect(
                    found.x.to_emu() - sides[0],
                    found.y.to_emu() - sides[1],
                    found.width.to_emu() + sides[0] + sides[2],
                    found.height.to_emu() + sides[1] + sides[3],
                )
            };
            for sides in [[10, 0, 0, 0], [0, 10, 0, 0], [0, 0, 10, 0], [0, 0, 0, 10]] {
                let larger = grown(sides);
                let frame = rect(0, 0, 960, 960);
                let is_free = frame.contains(larger) && taken.iter().all(|t| t.shared(larger).is_none());
                assert!(!is_free, "{larger:?} is free beside {found:?} of {taken:?}");
            }
        }
    }

    #[test]
    fn what_lies_outside_takes_no_room_and_no_frame_has_none() {
        check(&[rect(0, 0, 1000, 1920), rect(1960, 0, 50, 1920)], rect(1000, 0, 960, 1920));
        assert_eq!(largest_empty(Rect::default(), &[], 0.0), Rect::default());
    }
}
