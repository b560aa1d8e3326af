//! Chooses the mask that makes a code easiest to find and to read.
//!
//! The penalties of ISO/IEC 18004, 7.8.3.1, a row at a time as bits: the `qrcode` crate's own choice takes ten times as
//! long as all the rest of encoding.

use qrcode::Color;
use qrcode::canvas::{Canvas, MaskPattern};

const PATTERNS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The widest code whose rows fit into 128 bits: version 27.
pub const WIDEST: u32 = 125;

/// The modules of the drawn code under its best mask, row by row; `true` is dark. `size` is at most [`WIDEST`].
pub fn best(drawn: &Canvas, size: u32) -> Vec<bool> {
    let masked = PATTERNS.iter().map(|pattern| {
        let mut canvas = drawn.clone();
        canvas.apply_mask(*pattern);
        canvas.into_colors().into_iter().map(|c| c == Color::Dark).collect::<Vec<bool>>()
    });
    masked.min_by_key(|modules| penalty(modules, size)).expect("there are eight patterns")
}

fn penalty(modules: &[bool], size: u32) -> u32 {
    let mut rows = Vec::with_capacity(size as usize);
    let mut columns = vec![0_u128; size as usize];
    for row in modules.chunks_exact(size as usize).rev() {
        rows.push(row.iter().rev().fold(0_u128, |line, dark| line << 1 | u128::from(*dark)));
        columns.iter_mut().zip(row).for_each(|(column, dark)| *column = *column << 1 | u128::from(*dark));
    }
    let lines: u32 = rows.iter().chain(&columns).map(|line| runs(*line, size) + finders(*line, size)).sum();
    let blocks: u32 = rows.windows(2).map(|w| blocks(w[0], w[1], size)).sum();
    lines + blocks + balance(modules)
}

/// Places where a module and the next are alike.
fn alike(line: u128, size: u32) -> u128 {
    !(line ^ (line >> 1)) & ((1 << (size - 1)) - 1)
}

/// Three points for five alike in a line, one more for each further.
fn runs(line: u128, size: u32) -> u32 {
    let alike = alike(line, size);
    let five = alike & (alike >> 1) & (alike >> 2) & (alike >> 3);
    let starts = five & !(five << 1);
    five.count_ones() + 2 * starts.count_ones()
}

/// Three points for each two by two alike.
fn blocks(line: u128, next: u128, size: u32) -> u32 {
    3 * (alike(line, size) & alike(next, size) & !(line ^ next)).count_ones()
}

/// Forty points for each likeness of a finder (1 : 1 : 3 : 1 : 1) with four light modules on a side; beyond the code
/// everything is light.
fn finders(line: u128, size: u32) -> u32 {
    let at = |n: u32| line >> n;
    let finder = at(0) & !at(1) & at(2) & at(3) & at(4) & !at(5) & at(6) & ((1 << (size - 6)) - 1);
    let before = !(line << 1 | line << 2 | line << 3 | line << 4);
    let after = !(at(7) | at(8) | at(9) | at(10));
    40 * ((finder & before).count_ones() + (finder & after).count_ones())
}

/// Ten points for each five percent that the dark modules are off one half.
fn balance(modules: &[bool]) -> u32 {
    let (dark, all) = (modules.iter().filter(|m| **m).count() as u32, modules.len() as u32);
    10 * ((dark * 20).abs_diff(all * 10) / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penalties_of_plain_patterns() {
        // 42 lines of one run of 21, 400 blocks, all ten steps off the balance.
        assert_eq!(penalty(&[false; 441], 21), 42 * 19 + 400 * 3 + 100);
        let checkered: Vec<bool> = (0..441).map(|i| i % 2 == 0).collect();
        assert_eq!(penalty(&checkered, 21), 0);
    }

    #[test]
    fn penalties_of_single_lines() {
        let line = |text: &str| (0_u32..).zip(text.bytes()).map(|(i, b)| u128::from(b == b'#') << i).sum::<u128>();
        assert_eq!(runs(line("#.....#.####.#######."), 21), 3 + 5);
        assert_eq!(finders(line("#.#.#.###.#....#.#.#."), 21), 40);
        assert_eq!(finders(line("#.###.#.#.#.#.#.#.#.#"), 21), 40, "the quiet zone is light");
        assert_eq!(finders(line(".#.#....#.###.#....#."), 21), 80);
        assert_eq!(blocks(line("##..#"), line("##.##"), 5), 3);
    }
}
