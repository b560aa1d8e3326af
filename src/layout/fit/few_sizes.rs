//! The five sizes of a face: what was found to fit, laid out again in fewer sizes where it has more.

use super::{Fitted, Places, Search, sizes_of};
use crate::geom::Length;
use crate::layout::measure::Setting;
use crate::layout::sizes::{MOST, Sized, Sizes, copy_size, distinct};

/// How much larger a text is set, at the most, to stand in one size with others: the first that fits.
const GROWTHS: [f64; 7] = [1.35, 1.2, 1.1, 1.04, 1.0, 1.0, 1.0];
/// How much smaller everything may be so that copy does not become much smaller for the sake of five sizes.
const TIGHTER: [f64; 4] = [0.97, 0.94, 0.91, 0.88];

impl Search<'_, '_, '_> {
    /// What fits, in at most five sizes where that fits too.
    pub(super) fn few_sizes(&mut self, setting: Setting, short: Vec<bool>, places: Places, band: Length) -> Fitted {
        let mut best = Fitted {
            setting,
            short,
            rectangles: places.areas,
            free: places.free,
            flows: places.flows,
            frame: self.grid.frame,
            band,
            sizes: self.sizes.clone(),
            given: self.sizes != Sizes::FREE,
        };
        if best.given {
            return best;
        }
        let all = sizes_of(self.artboard, self.prepared, &best);
        let mut least = distinct(&all);
        if least <= MOST {
            return best;
        }
        let copy = copy_size(&all);
        // Where a text has no place in five sizes near its own, it takes the next.
        for strict in [false, true] {
            if least > MOST {
                (best, least) = self.parted(best, least, all.clone(), strict);
            }
        }
        self.copy_kept(best, least, copy)
    }

    /// In fewer sizes, where that can be. The last tries look at what came of those before: columns may have other widths.
    fn parted(&mut self, mut best: Fitted, mut least: usize, mut all: Vec<Sized>, strict: bool) -> (Fitted, usize) {
        for growth in GROWTHS {
            let Some(made) = self.grouped(&all, growth, strict, &best) else { continue };
            let came = sizes_of(self.artboard, self.prepared, &made);
            let count = distinct(&came);
            if count < least {
                (best, least) = (made, count);
            }
            if least <= MOST {
                break;
            }
            if growth <= 1.0 {
                all = came;
            }
        }
        (best, least)
    }

    /// Where copy had to become smaller for the five sizes: everything a little smaller, if with that the small sizes may grow.
    fn copy_kept(&mut self, mut best: Fitted, mut least: usize, copy: Length) -> Fitted {
        let mut largest = copy_size(&sizes_of(self.artboard, self.prepared, &best));
        for by in TIGHTER {
            if least <= MOST && largest >= copy.scale(by) {
                break;
            }
            self.sizes = Sizes::FREE;
            let setting = Setting { scale: best.setting.scale * by, ..best.setting };
            let Ok((setting, places)) = self.in_setting(setting, &best.short) else { continue };
            let tight = best.with(setting, places, Sizes::FREE);
            let all = sizes_of(self.artboard, self.prepared, &tight);
            let Some(made) = self.grouped(&all, GROWTHS[0], false, &tight) else { continue };
            let came = sizes_of(self.artboard, self.prepared, &made);
            let (count, size) = (distinct(&came).max(MOST), copy_size(&came));
            if (count, largest) < (least.max(MOST), size) {
                (best, least, largest) = (made, count, size);
            }
        }
        best
    }

    /// Laid out again in at most five sizes, if there are more, and if everything still fits.
    fn grouped(&mut self, all: &[Sized], growth: f64, strict: bool, like: &Fitted) -> Option<Fitted> {
        let sizes = Sizes::grouped(all, growth)?;
        self.sizes = if strict { sizes.strict() } else { sizes };
        let (setting, places) = self.in_setting(like.setting, &like.short).ok()?;
        Some(like.with(setting, places, self.sizes.clone()))
    }
}
