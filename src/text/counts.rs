//! Line counts and line ends worked out before: the same paragraph is asked for the same widths in product after product.

use super::{Balance, Breaks};
use std::sync::{Mutex, PoisonError};

/// How many lines a paragraph takes at the widths it was last asked for. What is forgotten is counted again, the same.
#[derive(Default)]
pub(super) struct Counts {
    /// Each width has one place where it may stand. Empty until the first is kept.
    slots: Mutex<Vec<Slot>>,
}

/// What is known of one width.
#[derive(Clone, Copy)]
struct Slot {
    /// The width's bits: what a copyfit asks for again it asks for to the last bit.
    width: u64,
    balance: Balance,
    /// 0 where nothing is kept: no paragraph takes no line.
    lines: u32,
}

/// A copyfit asks a paragraph for about twenty widths, and a sheet is fitted several times in several ways.
const SLOTS: usize = 128;

impl Counts {
    /// The count for a width, from here or from `count`.
    pub fn of(&self, width: f64, balance: Balance, count: impl FnOnce() -> usize) -> usize {
        let bits = width.to_bits();
        // Fibonacci hashing: the highest bits depend on all others.
        let place = (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOTS.ilog2())) as usize;
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.is_empty() {
            slots.resize(SLOTS, Slot { width: 0, balance, lines: 0 });
        }
        let slot = &mut slots[place];
        if slot.lines == 0 || slot.width != bits || slot.balance != balance {
            *slot = Slot { width: bits, balance, lines: count() as u32 };
        }
        slot.lines as usize
    }
}

/// The lines that a paragraph came to at the widths it was last set in. What is forgotten is broken again, the same.
#[derive(Default)]
pub(super) struct Settings(Mutex<Vec<(u64, Balance, Breaks)>>);

/// A paragraph stands in a width or two on each face.
const MOST_SETTINGS: usize = 6;

impl Settings {
    /// The lines for a width, from here or from `breaks`.
    pub fn of(&self, width: f64, balance: Balance, breaks: impl FnOnce() -> Breaks) -> Breaks {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, lines)) = known.iter().find(|(bits, of, _)| *bits == width.to_bits() && *of == balance) {
            return lines.clone();
        }
        let lines = breaks();
        if known.len() >= MOST_SETTINGS {
            known.remove(0);
        }
        known.push((width.to_bits(), balance, lines.clone()));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_kept_for_its_width_and_balance() {
        let counts = Counts::default();
        for round in 0..2 {
            for width in -100..100 {
                let lines = (width + 101) as usize;
                let again = |lines: usize| counts.of(f64::from(width), Balance::Copy, || lines);
                assert_eq!(again(lines), lines, "round {round}");
                assert_eq!(again(999), lines, "it is known");
                assert_eq!(counts.of(f64::from(width), Balance::Headline, || 777), 777, "another balance is another question");
                assert_eq!(counts.of(f64::from(-width) - 0.5, Balance::Headline, || 555), 555, "so is another sign");
            }
        }
    }

    #[test]
    fn line_ends_are_kept_for_their_width_and_balance() {
        let settings = Settings::default();
        let lines = |end: usize| Breaks { ends: vec![end], widest: end as f64 };
        for width in [1.0, 2.0, 1.0, 3.0, 4.0, 5.0, 6.0, 7.0] {
            assert_eq!(settings.of(width, Balance::Copy, || lines(width as usize)), lines(width as usize));
            assert_eq!(settings.of(width, Balance::Copy, || lines(99)), lines(width as usize), "it is known");
            assert_eq!(settings.of(width, Balance::Label, || lines(50)), lines(50), "another balance is another question");
        }
        assert_eq!(settings.of(1.0, Balance::Copy, || lines(98)), lines(98), "it was forgotten");
    }
}
