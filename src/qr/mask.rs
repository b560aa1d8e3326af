//! Chooses the mask that makes a code easiest to find and to read.
//!
//! The penalties of ISO/IEC 18004, 7.8.3.1, a row at a time as bits: the `qrcode` crate's own choice takes ten times as
//! long as all the rest of encoding.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, Version};
use std::ops::{BitAnd, BitOr, BitXor, Not, Shl, Shr};
use std::sync::OnceLock;

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

/// Versions up to [`WIDEST`], and the four levels.
const VERSIONS: usize = 27;
const LEVELS: usize = 4;

/// A code without data under each mask, once a process. A mask turns modules over, and data does: what a mask makes of
/// a code is what it makes of the empty one, turned over where the data is dark.
static EMPTY: [[OnceLock<[Lines; 8]>; LEVELS]; VERSIONS] = [const { [const { OnceLock::new() }; LEVELS] }; VERSIONS];

/// Modules as bits: each row, and each column.
#[derive(Clone)]
struct Lines {
    rows: Vec<u128>,
    columns: Vec<u128>,
}

/// The modules of the drawn code under its best mask, row by row; `true` is dark. `version` is at most 27.
pub fn best(drawn: Canvas, version: u8, level: EcLevel) -> Vec<bool> {
    let empty = EMPTY[usize::from(version) - 1][level as usize].get_or_init(|| {
        let mut canvas = Canvas::new(Version::Normal(version.into()), level);
        canvas.draw_all_functional_patterns();
        PATTERNS.map(|pattern| Lines::masked(canvas.clone(), pattern))
    });
    let data = Lines::masked(drawn, PATTERNS[0]).over(&empty[0]);
    let masked = empty.iter().map(|lines| data.over(lines));
    let best = masked.min_by_key(Lines::penalty).expect("there are eight patterns");
    best.modules()
}

impl Lines {
    fn masked(mut canvas: Canvas, pattern: MaskPattern) -> Lines {
        canvas.apply_mask(pattern);
        Lines::of(&canvas.into_colors().into_iter().map(|c| c == Color::Dark).collect::<Vec<bool>>())
    }

    /// Of modules row by row.
    fn of(modules: &[bool]) -> Lines {
        let size = modules.len().isqrt();
        let mut rows = Vec::with_capacity(size);
        let mut columns = vec![0_u128; size];
        for (y, row) in modules.chunks_exact(size).enumerate() {
            rows.push(row.iter().rev().fold(0_u128, |line, dark| line << 1 | u128::from(*dark)));
            columns.iter_mut().zip(row).for_each(|(column, dark)| *column |= u128::from(*dark) << y);
        }
        Lines { rows, columns }
    }

    /// Turned over where the other is dark.
    fn over(&self, other: &Lines) -> Lines {
        let both = |a: &[u128], b: &[u128]| a.iter().zip(b).map(|(a, b)| a ^ b).collect();
        Lines { rows: both(&self.rows, &other.rows), columns: both(&self.columns, &other.columns) }
    }

    fn modules(&self) -> Vec<bool> {
        self.rows.iter().flat_map(|row| (0..self.rows.len()).map(move |x| row >> x & 1 == 1)).collect()
    }

    fn penalty(&self) -> u32 {
        // Most codes are of version 11 or less: half the work in half the bits.
        let patterns = match self.rows.len() {
            0..64 => penalty_of(|line| line as u64, &self.rows, &self.columns),
            _ => penalty_of(|line| line, &self.rows, &self.columns),
        };
        patterns + self.balance()
    }

    /// Ten points for each five percent that the dark modules are off one half.
    fn balance(&self) -> u32 {
        let dark: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        let all = (self.rows.len() * self.rows.len()) as u32;
        10 * ((dark * 20).abs_diff(all * 10) / all)
    }
}

/// The bits of a line: a whole number, and what is done with it.
trait Bits:
    Copy
    + Default
    + PartialEq
    + Not<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Shl<usize, Output = Self>
    + Shr<usize, Output = Self>
{
    /// Ones at the first `n` places.
    fn first(n: usize) -> Self;
    fn ones(self) -> u32;
}

impl Bits for u64 {
    fn first(n: usize) -> u64 {
        (1 << n) - 1
    }
    fn ones(self) -> u32 {
        self.count_ones()
    }
}

impl Bits for u128 {
    fn first(n: usize) -> u128 {
        (1 << n) - 1
    }
    fn ones(self) -> u32 {
        self.count_ones()
    }
}

/// The penalties of patterns, over lines as wide as need be.
fn penalty_of<L: Bits>(narrow: impl Fn(u128) -> L, rows: &[u128], columns: &[u128]) -> u32 {
    let size = rows.len();
    let lines = rows.iter().chain(columns).map(|line| narrow(*line));
    let lines: u32 = lines.map(|line| runs(line, size) + finders(line, size)).sum();
    let blocks: u32 = rows.windows(2).map(|w| blocks(narrow(w[0]), narrow(w[1]), size)).sum();
    lines + blocks
}

/// Places where a module and the next are alike.
fn alike<L: Bits>(line: L, size: usize) -> L {
    !(line ^ (line >> 1)) & L::first(size - 1)
}

/// Three points for five alike in a line, one more for each further.
fn runs<L: Bits>(line: L, size: usize) -> u32 {
    let alike = alike(line, size);
    let five = alike & (alike >> 1) & (alike >> 2) & (alike >> 3);
    let starts = five & !(five << 1);
    five.ones() + 2 * starts.ones()
}

/// Three points for each two by two alike.
fn blocks<L: Bits>(line: L, next: L, size: usize) -> u32 {
    3 * (alike(line, size) & alike(next, size) & !(line ^ next)).ones()
}

/// Forty points for each likeness of a finder (1 : 1 : 3 : 1 : 1) with four light modules on a side; beyond the code
/// everything is light.
fn finders<L: Bits>(line: L, size: usize) -> u32 {
    let at = |n: usize| line >> n;
    let finder = at(0) & !at(1) & at(2) & at(3) & at(4) & !at(5) & at(6) & L::first(size - 6);
    if finder == L::default() {
        return 0;
    }
    let before = !(line << 1 | line << 2 | line << 3 | line << 4);
    let after = !(at(7) | at(8) | at(9) | at(10));
    40 * ((finder & before).ones() + (finder & after).ones())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penalties_of_plain_patterns() {
        // 42 lines of one run of 21, 400 blocks, all ten steps off the balance.
        assert_eq!(Lines::of(&[false; 441]).penalty(), 42 * 19 + 400 * 3 + 100);
        let checkered: Vec<bool> = (0..441).map(|i| i % 2 == 0).collect();
        assert_eq!(Lines::of(&checkered).penalty(), 0);
    }

    #[test]
    fn no_mask_is_better_than_the_best() {
        let level = EcLevel::Q;
        for version in [1, 7, 11, 12, 27] {
            let mut canvas = Canvas::new(Version::Normal(version.into()), level);
            canvas.draw_all_functional_patterns();
            let data: Vec<u8> = (0..400_u32).map(|i| (i * i % 251) as u8).collect();
            canvas.draw_data(&data, &data);
            let by_hand = PATTERNS.map(|pattern| Lines::masked(canvas.clone(), pattern));
            let least = by_hand.iter().min_by_key(|lines| lines.penalty()).unwrap().modules();
            assert_eq!(best(canvas, version, level), least, "version {version}");
        }
    }

    #[test]
    fn few_bits_and_many_say_the_same() {
        let line = |i: u64| u128::from(i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 3);
        let (rows, columns): (Vec<u128>, Vec<u128>) = (0..61).map(|i| (line(i), line(i + 99))).unzip();
        let few = penalty_of(|line| line as u64, &rows, &columns);
        assert_eq!(few, penalty_of(|line| line, &rows, &columns));
        assert!(few > 0);
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
