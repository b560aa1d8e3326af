//! A finder pattern that no code is read from, with what looks like modules beside it: a code of which the others are covered.

use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::ConcentricPattern;
use std::ops::RangeInclusive;

/// Smaller modules are not told from grain.
const SMALLEST: f64 = 2.0;

/// What is left of a code: its middle and the side of a module, in pixels. How large it was is not known: as large as those of most
/// addresses, [`MODULES`] a side.
pub(super) fn lone(bits: &BitMatrix, pattern: &ConcentricPattern) -> Option<([f64; 2], f64)> {
    let about = f64::from(pattern.size) / 7.0;
    if about < SMALLEST {
        return None;
    }
    let from = [f64::from(pattern.p.x), f64::from(pattern.p.y)];
    let turns = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];
    // The size of a pattern is known to a pixel, which adds up over many modules.
    SIZES.into_iter().find_map(|size| {
        let grid = Grid { bits, middle: from, module: about * size };
        let turn = turns.into_iter().find(|turn| grid.is_corner(*turn))?;
        let middle = [0, 1].map(|i| from[i] + turn[i] * grid.module * f64::from(MODULES - 7) / 2.0);
        Some((middle, grid.module))
    })
}

/// Parts of the measured size that are tried.
const SIZES: [f64; 9] = [1.0, 0.985, 1.015, 0.97, 1.03, 0.955, 1.045, 0.94, 1.06];

/// Modules a side of a code that is taken for one.
pub(super) const MODULES: u32 = 29;

/// Modules counted from the middle of a finder pattern.
struct Grid<'b> {
    bits: &'b BitMatrix,
    middle: [f64; 2],
    module: f64,
}

impl Grid<'_> {
    fn dark(&self, column: f64, row: f64) -> Option<bool> {
        let (x, y) = (self.middle[0] + column * self.module, self.middle[1] + row * self.module);
        let inside = x >= 0.0 && y >= 0.0 && x < f64::from(self.bits.width()) && y < f64::from(self.bits.height());
        inside.then(|| self.bits.get(x as u32, y as u32))
    }

    /// Whether the pattern is the corner of a code that lies in one direction from it: clear around, with modules on two sides.
    fn is_corner(&self, [right, down]: [f64; 2]) -> bool {
        let clear = (-3..=3).all(|i| {
            let at = f64::from(i);
            self.dark(4.0 * right, at) == Some(false) && self.dark(at, 4.0 * down) == Some(false)
        });
        let (near, far) = (-3..=3, 5..=14);
        let strips = [(far.clone(), near.clone()), (near, far.clone()), (far.clone(), far)];
        clear && strips.into_iter().filter(|strip| self.is_filled(strip, [right, down])).count() >= 2
    }

    /// Whether a part is made of modules: each of one colour, about as many dark as light, and changing as often as by chance.
    fn is_filled(&self, (columns, rows): &(RangeInclusive<i32>, RangeInclusive<i32>), [right, down]: [f64; 2]) -> bool {
        let (mut all, mut plain, mut dark, mut pairs, mut changes) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
        for row in rows.clone() {
            let mut before = None;
            for column in columns.clone() {
                let at = [f64::from(column) * right, f64::from(row) * down];
                let Some(here) = self.dark(at[0], at[1]) else { return false };
                let same = |x: f64, y: f64| self.dark(at[0] + x, at[1] + y) == Some(here);
                let corners = [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)];
                all += 1;
                plain += u32::from(corners.into_iter().all(|(x, y)| same(x, y)));
                dark += u32::from(here);
                pairs += u32::from(before.is_some());
                changes += u32::from(before.is_some_and(|before| before != here));
                before = Some(here);
            }
        }
        let between = |part: u32, whole: u32| part * 10 >= whole * 3 && part * 10 <= whole * 7;
        plain * 100 >= all * 88 && between(dark, all) && between(changes, pairs)
    }
}
