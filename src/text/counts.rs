//! Line counts worked out before: the same paragraph is asked for the same widths in product after product.

use super::Balance;
use std::sync::{Mutex, PoisonError};

/// How many lines a paragraph takes at the widths it was last asked for. What is forgotten is counted again, the same.
#[derive(Default)]
pub(super) struct Counts {
    /// Width and balance, and the lines; each has one place where it may stand. Empty until the first is kept.
    slots: Mutex<Vec<(u64, usize)>>,
}

/// As many as two sheets of copy ask a paragraph for.
const SLOTS: u32 = 64;

impl Counts {
    /// The count for a width, from here or from `count`.
    pub fn of(&self, width: f64, balance: Balance, count: impl FnOnce() -> usize) -> usize {
        // Widths are never negative: their sign makes room for the balance.
        let key = width.to_bits() << 1 | u64::from(balance == Balance::Headline);
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS.ilog2())) as usize;
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.is_empty() {
            // No paragraph takes no line.
            slots.resize(SLOTS as usize, (0, 0));
        }
        let slot = &mut slots[place];
        if slot.0 != key || slot.1 == 0 {
            *slot = (key, count());
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_kept_for_its_width_and_balance() {
        let counts = Counts::default();
        for round in 0..2 {
            for width in 0..200 {
                let width = f64::from(width);
                let again = |lines: usize| counts.of(width, Balance::Copy, || lines);
                assert_eq!(again(width as usize + 1), width as usize + 1, "round {round}");
                assert_eq!(again(999), width as usize + 1, "it is known");
                assert_eq!(counts.of(width, Balance::Headline, || 777), 777, "another balance is another question");
            }
        }
    }
}
