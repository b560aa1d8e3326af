//! Codes on pages of which nothing is known: where they stand, what they say, and whether a phone will read them.
//! Beside the codes that say something it finds those that say nothing: three finder patterns with timing between them
//! are a code, whatever lies over it.
//!
//! From pixels to places; rendering is the caller's business.

use super::local_light;
use super::lone_finder::{MODULES, lone};
use super::scan::{self, Gray, Read, holds, read_sets};
use crate::qr::geometry::QUIET;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::common::{BitMatrix, GlobalHistogramBinarizer};
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets};
use rxing::{Binarizer, Luma8LuminanceSource};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A code in a picture. Lengths are in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// What it says; `None` where it says nothing.
    pub text: Option<String>,
    /// Across and down from the top left corner of the picture.
    pub middle: [f64; 2],
    /// Side of a module.
    pub module: f64,
    /// Modules a side.
    pub modules: u32,
    /// It stands upright, or turned by a quarter.
    pub level: bool,
    /// How its squares look: a code that says nothing counts as plain.
    pub look: CodeLook,
}

/// How a code that says something looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeLook {
    /// Dark on light, as it was made.
    #[default]
    Plain,
    /// As in a mirror.
    Mirrored,
    /// Light on dark.
    Inverted,
}

impl Seen {
    /// Half of its side.
    pub fn reach(&self) -> f64 {
        self.module * f64::from(self.modules) / 2.0
    }
}

/// Sets of finder patterns that are tried: a picture of noise has thousands.
const MOST_SETS: usize = 400;
const MOST_PATTERNS: usize = 120;

/// All codes in a picture.
pub fn look(gray: &Gray) -> Vec<Seen> {
    if gray.width < 20 || gray.height < 20 || gray.data.len() != gray.width as usize * gray.height as usize {
        return Vec::new();
    }
    // The reader is another's, and pictures come from anywhere.
    let mut found: Vec<Seen> = Vec::new();
    for bits in [hybrid(gray), by_neighbours(gray)].into_iter().flatten() {
        let here = catch_unwind(AssertUnwindSafe(|| codes(&bits))).unwrap_or_default();
        merge(&mut found, here);
    }
    if let Some(mut bits) = hybrid(gray) {
        bits.flip_self();
        let here = catch_unwind(AssertUnwindSafe(|| inverted(&bits))).unwrap_or_default();
        merge(&mut found, here);
    }
    found
}

/// Codes in light on dark, of which many readers see nothing.
fn inverted(bits: &BitMatrix) -> Vec<Seen> {
    let (_, read) = patterns_and_codes(bits);
    read.into_iter().map(|read| Seen { look: CodeLook::Inverted, ..placed(&read) }).collect()
}

/// Adds what was seen at another look of the same size. What says something takes the place of what says nothing.
pub fn merge(found: &mut Vec<Seen>, more: Vec<Seen>) {
    for seen in more {
        let same = |other: &Seen| {
            let apart = (other.middle[0] - seen.middle[0]).hypot(other.middle[1] - seen.middle[1]);
            apart < other.reach().max(seen.reach())
        };
        match found.iter().position(same) {
            Some(at) if found[at].text.is_none() && seen.text.is_some() => found[at] = seen,
            Some(_) => {}
            None => found.push(seen),
        }
    }
}

fn hybrid(gray: &Gray) -> Option<BitMatrix> {
    local_light::dark(gray.width, gray.height, &gray.data).or_else(|| {
        let source = Luma8LuminanceSource::new(gray.data.clone(), gray.width, gray.height).ok()?;
        GlobalHistogramBinarizer::new(source).get_black_matrix().ok().cloned()
    })
}

/// Dark and light parted half-way between the darkest and the lightest around, however little that is: pale codes.
fn by_neighbours(gray: &Gray) -> Option<BitMatrix> {
    const BLOCK: usize = 8;
    const AROUND: usize = 2;
    /// Less is noise.
    const LEAST: u8 = 16;
    let (width, height) = (gray.width as usize, gray.height as usize);
    let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    let mut extremes = vec![(u8::MAX, u8::MIN); across * down];
    for (i, value) in gray.data.iter().enumerate() {
        let block = &mut extremes[i / width / BLOCK * across + i % width / BLOCK];
        *block = (block.0.min(*value), block.1.max(*value));
    }
    let mut limits = vec![0_u8; across * down];
    for y in 0..down {
        for x in 0..across {
            let (mut low, mut high) = (u8::MAX, u8::MIN);
            for row in y.saturating_sub(AROUND)..(y + AROUND + 1).min(down) {
                for column in x.saturating_sub(AROUND)..(x + AROUND + 1).min(across) {
                    let block = extremes[row * across + column];
                    (low, high) = (low.min(block.0), high.max(block.1));
                }
            }
            limits[y * across + x] = if high.saturating_sub(low) < LEAST { 0 } else { u8::midpoint(low, high) };
        }
    }
    let mut bits = BitMatrix::new(gray.width, gray.height).ok()?;
    for (i, value) in gray.data.iter().enumerate() {
        if *value < limits[i / width / BLOCK * across + i % width / BLOCK] {
            bits.set((i % width) as u32, (i / width) as u32);
        }
    }
    Some(bits)
}

/// Finder patterns, and the codes that they are of.
fn patterns_and_codes(bits: &BitMatrix) -> (Vec<ConcentricPattern>, Vec<Read>) {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.truncate(MOST_PATTERNS);
    let mut sets = GenerateFinderPatternSets(&mut patterns);
    sets.truncate(MOST_SETS);
    (patterns, read_sets(bits, sets))
}

fn codes(bits: &BitMatrix) -> Vec<Seen> {
    let (patterns, read) = patterns_and_codes(bits);
    let is_used = |p: &ConcentricPattern| read.iter().any(|read| holds(&read.set, p));
    let left: Vec<ConcentricPattern> = patterns.iter().filter(|p| !is_used(p)).copied().collect();
    let mut found: Vec<Seen> = read.iter().map(placed).collect();
    merge(&mut found, silent(bits, &left));
    let lone = left.iter().filter_map(|pattern| lone(bits, pattern));
    let lone =
        lone.map(|(middle, module)| Seen { text: None, middle, module, modules: MODULES, level: true, look: CodeLook::Plain });
    merge(&mut found, lone.collect());
    found
}

fn placed(read: &Read) -> Seen {
    let Read { set, modules, text, is_mirrored } = read;
    let point = |p: &ConcentricPattern| [f64::from(p.p.x), f64::from(p.p.y)];
    let (bl, tl, tr) = (point(&set.bl), point(&set.tl), point(&set.tr));
    let side = |a: [f64; 2], b: [f64; 2]| (b[0] - a[0]).hypot(b[1] - a[1]);
    let module = f64::midpoint(side(tl, tr), side(tl, bl)) / f64::from(modules.saturating_sub(7).max(1));
    let look = if *is_mirrored { CodeLook::Mirrored } else { CodeLook::Plain };
    let slant = |a: [f64; 2], b: [f64; 2]| (b[0] - a[0]).abs().min((b[1] - a[1]).abs()) / side(a, b).max(1.0);
    Seen {
        text: Some(text.clone()),
        look,
        middle: [f64::midpoint(bl[0], tr[0]), f64::midpoint(bl[1], tr[1])],
        module,
        modules: *modules,
        level: slant(tl, tr) < 0.02 && slant(tl, bl) < 0.02,
    }
}

/// Codes that say nothing: two finder patterns with the timing between them that only codes have (ISO/IEC 18004, 6.3.5).
fn silent(bits: &BitMatrix, patterns: &[ConcentricPattern]) -> Vec<Seen> {
    let mut found = Vec::new();
    for (i, a) in patterns.iter().enumerate() {
        for b in &patterns[i + 1..] {
            let (small, large) = (a.size.min(b.size), a.size.max(b.size));
            if small * 5 < large * 4 {
                continue;
            }
            if let Some(seen) = timed(bits, a, b).or_else(|| aligned(bits, a, b)) {
                merge(&mut found, vec![seen]);
            }
        }
    }
    found
}

fn timed(bits: &BitMatrix, a: &ConcentricPattern, b: &ConcentricPattern) -> Option<Seen> {
    let (from, to) = ([f64::from(a.p.x), f64::from(a.p.y)], [f64::from(b.p.x), f64::from(b.p.y)]);
    let far = (to[0] - from[0]).hypot(to[1] - from[1]);
    let about = f64::from(a.size + b.size) / 14.0;
    let modules = (far / about + 7.0 - 17.0) / 4.0;
    // A size estimated from pixels is off by a version up or down.
    let versions = [modules.round() - 1.0, modules.round(), modules.round() + 1.0];
    for version in versions.into_iter().filter(|v| (1.0..=40.0).contains(v)) {
        let modules = version * 4.0 + 17.0;
        let module = far / (modules - 7.0);
        if !(0.8..1.25).contains(&(module / about)) || module < 1.5 {
            continue;
        }
        let along = [(to[0] - from[0]) / far, (to[1] - from[1]) / far];
        for side in [1.0, -1.0] {
            let aside = [-along[1] * side, along[0] * side];
            // Column and row of modules, counted from the middle of the first pattern.
            let dark = |column: f64, row: f64| {
                let x = from[0] + (along[0] * column + aside[0] * row) * module;
                let y = from[1] + (along[1] * column + aside[1] * row) * module;
                let inside = x >= 0.0 && y >= 0.0 && x < f64::from(bits.width()) && y < f64::from(bits.height());
                inside && bits.get(x as u32, y as u32)
            };
            let clear = (-3..=3).all(|row| !dark(4.0, f64::from(row)) && !dark(modules - 11.0, f64::from(row)));
            let count = modules as i32 - 16;
            let right = (0..count).filter(|i| dark(f64::from(5 + i), 3.0) == (i % 2 == 0)).count();
            // One of eight may be hidden or blurred.
            if clear && count >= 5 && right * 8 >= count as usize * 7 {
                let half = (modules - 7.0) / 2.0 * module;
                let middle = [0, 1].map(|i| f64::midpoint(from[i], to[i]) + aside[i] * half);
                let level = along[0].abs().min(along[1].abs()) < 0.02;
                return Some(Seen { text: None, middle, module, modules: modules as u32, level, look: CodeLook::Plain });
            }
        }
    }
    None
}

/// A code whose third finder pattern is hidden: the other two stand across, and between them lies the alignment pattern
/// that codes from version 2 on have (6.3.6).
fn aligned(bits: &BitMatrix, a: &ConcentricPattern, b: &ConcentricPattern) -> Option<Seen> {
    let (from, to) = ([f64::from(b.p.x), f64::from(b.p.y)], [f64::from(a.p.x), f64::from(a.p.y)]);
    let far = (to[0] - from[0]).hypot(to[1] - from[1]);
    let about = f64::from(a.size + b.size) / 14.0;
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let e = [(to[0] - from[0]) / far, (to[1] - from[1]) / far];
    let version = ((far * half / about + 7.0 - 17.0) / 4.0).round();
    for version in [version - 1.0, version, version + 1.0].into_iter().filter(|v| (2.0..=40.0).contains(v)) {
        let modules = version * 4.0 + 17.0;
        let module = far * half / (modules - 7.0);
        if !(0.8..1.25).contains(&(module / about)) || module < 1.5 {
            continue;
        }
        for turn in [half, -half] {
            // Along the rows and along the columns, the code seen upright or in a mirror.
            let u = [e[0] * half - e[1] * turn, e[0] * turn + e[1] * half];
            let v = [-(e[0] * half + e[1] * turn), -(e[1] * half - e[0] * turn)];
            let centre = [0, 1].map(|i| to[i] + (u[i] * -3.0 + v[i] * (modules - 10.0)) * module);
            let right = (-2..=2).flat_map(|y: i32| (-2..=2).map(move |x: i32| (x, y))).filter(|(x, y)| {
                let at = [0, 1].map(|i| centre[i] + (u[i] * f64::from(*x) + v[i] * f64::from(*y)) * module);
                let inside = at[0] >= 0.0 && at[1] >= 0.0 && at[0] < f64::from(bits.width()) && at[1] < f64::from(bits.height());
                inside && bits.get(at[0] as u32, at[1] as u32) == (x.abs().max(y.abs()) != 1)
            });
            if right.count() >= 24 {
                let middle = [0, 1].map(|i| f64::midpoint(from[i], to[i]));
                let level = u[0].abs().min(u[1].abs()) < 0.02;
                return Some(Seen { text: None, middle, module, modules: modules as u32, level, look: CodeLook::Plain });
            }
        }
    }
    None
}

/// What is wrong with how a code is printed, from a picture of exactly its panel: the code with four modules around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Make {
    /// In percent of black on white.
    pub contrast: u32,
    /// Sides on which something dark stands nearer than two modules: readers fail.
    pub crowded: Vec<&'static str>,
    /// Sides on which something dark stands nearer than the four modules of the standard.
    pub narrow: Vec<&'static str>,
}

/// Looks at the panel of a code.
pub fn judge(panel: &Gray, modules: u32) -> Make {
    let pixels = f64::from(panel.width.min(panel.height)) / f64::from(modules + 2 * QUIET as u32);
    Make {
        contrast: scan::contrast(panel),
        crowded: scan::sides_within(panel, pixels, 2.0),
        narrow: scan::sides_within(panel, pixels, QUIET as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Level;
    use crate::qr::encode::at_version;

    /// A page with one code at (40, 30) of four pixels a module.
    fn page(dark: u8, light: u8, cover: Option<[u32; 4]>) -> (Gray, u32) {
        let matrix = (1..9).find_map(|v| at_version("https://example.org/help", v, Level::Q)).expect("it fits");
        let side = matrix.size * 4;
        let (width, height) = (side + 100, side + 90);
        let value = |x: u32, y: u32| {
            let covered = cover.is_some_and(|[l, t, r, b]| (l..r).contains(&x) && (t..b).contains(&y));
            let module = |n: u32, start: u32| n.checked_sub(start).map(|n| n / 4).filter(|n| *n < matrix.size);
            match (module(x, 40), module(y, 30)) {
                (Some(x), Some(y)) if !covered && matrix.dark(x, y) => dark,
                _ => light,
            }
        };
        let data = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| value(x, y)).collect();
        (Gray { width, height, data }, matrix.size)
    }

    #[test]
    fn codes_are_found_covered_or_pale() {
        for (dark, light, cover, says) in [
            (0, 255, None, true),
            (180, 255, None, true),
            (0, 60, None, true),
            (0, 255, Some([70, 60, 110, 110]), false),
            // A finder pattern is gone, and its neighbours.
            (0, 255, Some([30, 20, 80, 75]), false),
        ] {
            let (gray, modules) = page(dark, light, cover);
            let found = look(&gray);
            assert_eq!(found.len(), 1, "{dark} {light} {cover:?}: {found:?}");
            assert_eq!((found[0].text.is_some(), found[0].modules, found[0].level), (says, modules, true), "{cover:?}");
            assert!((found[0].module - 4.0).abs() < 0.1, "{found:?}");
        }
    }

    #[test]
    fn one_finder_pattern_with_modules_is_a_code_that_says_nothing() {
        let (gray, _) = page(0, 255, Some([30, 20, 80, 400]));
        let found = look(&gray);
        assert!(found.len() == 1 && found[0].text.is_none() && (found[0].module - 4.0).abs() < 0.2, "{found:?}");
    }

    #[test]
    fn codes_in_a_mirror_or_light_on_dark_are_read_and_told() {
        let (gray, _) = page(0, 255, None);
        let rows = gray.data.chunks(gray.width as usize).flat_map(|row| row.iter().rev().copied());
        let mirrored = Gray { data: rows.collect(), ..gray };
        let (inverted, _) = page(255, 0, None);
        for (gray, wanted) in [(mirrored, CodeLook::Mirrored), (inverted, CodeLook::Inverted)] {
            let found = look(&gray);
            assert!(found.len() == 1 && found[0].text.is_some() && found[0].look == wanted, "{found:?}");
        }
    }

    #[test]
    fn patterns_without_timing_are_no_code() {
        let rings = |x: u32, y: u32, cx: u32, cy: u32| {
            let far = x.abs_diff(cx).max(y.abs_diff(cy));
            far < 6 || (10..14).contains(&far)
        };
        let dark = |x, y| [(40, 40), (140, 40), (40, 140)].iter().any(|(cx, cy)| rings(x, y, *cx, *cy));
        let data = (0..200).flat_map(|y| (0..200).map(move |x| (x, y))).map(|(x, y)| if dark(x, y) { 0 } else { 255 }).collect();
        assert_eq!(look(&Gray { width: 200, height: 200, data }), []);
    }
}
