//! At most five sizes of type on a face: sizes that come out near each other are set in one.
//!
//! A copyfit gives each text a size of its own: copy at 11.3 pt beside a lead at 12.1 pt, a heading fitted to 17.4 pt.
//! Nobody would choose those two by hand. Here they are parted into at most five groups, each with one size, so that as
//! little as possible changes where most is read. A size goes down rather than up, and never under what the format or the
//! language allows; it goes up only where everything still fits.

use crate::compose::TypeScale;
use crate::display::{Draw, Face};
use crate::geom::Length;

/// Sizes on a face, at the most.
pub const MOST: usize = 5;

/// A line of a lockup that changes its size no longer fills the width.
const RAGGED: f64 = 4.0;
/// What a size more costs: where there are too many, two that differ by a twentieth become one in any case.
const ONE_MORE: f64 = 0.03;
/// A text that is so much larger than the largest of a group is not of it, and where the group is so much smaller it stays
/// as it came, until the sizes are parted anew.
const OUTSIDE: f64 = 1.03;
const FAR: f64 = 0.85;
/// Sizes nearer than this are one: rounding to whole EMU.
const SAME: Length = Length::emu(64);

/// A text at the size that it came out with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sized {
    pub size: Length,
    /// It must not be set smaller than this.
    pub floor: Length,
    /// Nor larger.
    pub most: Length,
    /// How much stands in it.
    pub glyphs: usize,
    /// It is a line of a lockup.
    pub locked: bool,
}

/// Which sizes become which: in order, each from its least on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sizes {
    groups: Vec<Group>,
    /// However many they are.
    kept: bool,
    /// What comes out a little smaller than its group takes no far smaller one: there may be one more for that.
    apart: bool,
}

/// Texts that are set in one size.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Group {
    from: Length,
    /// Its largest text came out with this.
    to: Length,
    size: Length,
}

impl Group {
    /// Whether a text would be set much smaller with it, though it never was one of it: it only came out a little smaller than
    /// the group above, in a column that became narrower.
    fn is_far_below(&self, own: Length) -> bool {
        own > self.to.scale(OUTSIDE) && self.size < own.scale(FAR)
    }
}

impl Sizes {
    /// Every size as it comes, until all are known.
    pub const FREE: Sizes = Sizes { groups: Vec::new(), kept: false, apart: false };
    /// Every size as it comes.
    pub const KEPT: Sizes = Sizes { groups: Vec::new(), kept: true, apart: false };

    /// The size for a text that would come out as `own`.
    pub fn of(&self, own: Length, floor: Length, most: Length) -> Length {
        let at = self.groups.partition_point(|group| group.from <= own + SAME).max(1).min(self.groups.len());
        let may = |group: &&Group| group.size + SAME >= floor && group.size <= most + SAME;
        // Its own group, else a smaller one, else a larger one.
        let found = self.groups[..at].iter().rev().find(may).or_else(|| self.groups[at..].iter().find(may));
        found.filter(|group| !(self.apart && group.is_far_below(own))).map_or(own, |group| group.size)
    }

    /// Never one more.
    pub fn strict(self) -> Sizes {
        Sizes { apart: false, ..self }
    }

    /// At most five sizes out of those on a face, none larger by more than `growth`; `None` where there is nothing to change.
    pub fn grouped(all: &[Sized], growth: f64) -> Option<Sizes> {
        let runs = runs(all);
        if runs.len() <= MOST {
            return None;
        }
        let groups = (MOST..=runs.len()).find_map(|most| parted(&runs, most, growth))?;
        (groups.len() < runs.len()).then_some(Sizes { groups, kept: false, apart: true })
    }
}

/// All texts of one size.
struct SizeRun {
    size: Length,
    log: f64,
    floor: Length,
    most: Length,
    locked: bool,
    glyphs: usize,
}

impl SizeRun {
    /// How much its size matters: more where more is read, and the larger it is the more.
    fn weight(&self) -> f64 {
        let seen = (self.size.to_points() / 10.0).max(0.1).sqrt();
        (2.0 + (1.0 + self.glyphs as f64).ln()) * seen * if self.locked { RAGGED } else { 1.0 }
    }
}

/// Texts by their size, the smallest first.
fn runs(all: &[Sized]) -> Vec<SizeRun> {
    let mut sorted = all.to_vec();
    sorted.sort_by_key(|text| text.size);
    let mut runs: Vec<SizeRun> = Vec::new();
    for text in sorted {
        match runs.last_mut().filter(|run| text.size - run.size <= SAME) {
            Some(run) => {
                run.floor = run.floor.max(text.floor);
                run.most = run.most.min(text.most);
                run.locked |= text.locked;
                run.glyphs += text.glyphs;
            }
            None => {
                let Sized { size, floor, most, glyphs, locked } = text;
                runs.push(SizeRun { size, log: size.to_points().max(0.01).ln(), floor, most, locked, glyphs });
            }
        }
    }
    runs
}

/// The sizes on a panel as it is drawn. How far down each may go is told by its size: small print may be smaller.
pub fn drawn(face: &Face, scale: &TypeScale) -> Vec<Sized> {
    let runs = face.items.iter().filter_map(|item| match &item.draw {
        Draw::Glyphs(run) => Some((run.size, run.glyphs.len())),
        _ => None,
    });
    let sized = |(size, glyphs): (Length, usize)| {
        let floor = if size + SAME < scale.minimum { scale.minimum_note } else { scale.minimum };
        Sized { size, floor, most: size, glyphs, locked: false }
    };
    runs.map(sized).collect()
}

/// How many different sizes there are.
pub(super) fn distinct(all: &[Sized]) -> usize {
    let mut sizes: Vec<Length> = all.iter().map(|text| text.size).collect();
    sizes.sort();
    sizes.dedup_by(|a, b| (*a - *b).abs() <= SAME);
    sizes.len()
}

/// The size in which the most is set.
pub(super) fn copy_size(all: &[Sized]) -> Length {
    let copy = runs(all).into_iter().max_by_key(|run| run.glyphs);
    copy.map_or(Length::ZERO, |run| run.size)
}

/// Sizes in order parted into at most so many groups with the least change, or `None` where floors do not let them.
fn parted(runs: &[SizeRun], most: usize, growth: f64) -> Option<Vec<Group>> {
    let n = runs.len();
    // By number of groups and end: the least cost of all before, where the last group begins, and its size.
    let mut best: Vec<Vec<Option<(f64, usize, Length)>>> = vec![vec![None; n + 1]; most + 1];
    best[0][0] = Some((0.0, 0, Length::ZERO));
    for begin in 0..n {
        for end in begin + 1..=n {
            let Some((cost, size)) = one_size(&runs[begin..end], growth) else { continue };
            for groups in 1..=most {
                let Some((before, ..)) = best[groups - 1][begin] else { continue };
                if best[groups][end].is_none_or(|(least, ..)| before + cost < least) {
                    best[groups][end] = Some((before + cost, begin, size));
                }
            }
        }
    }
    let costs = (1..=most).filter_map(|groups| Some((best[groups][n]?.0 + ONE_MORE * groups as f64, groups)));
    let (_, mut groups) = costs.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let mut end = n;
    let mut found = Vec::new();
    while groups > 0 {
        let (_, begin, size) = best[groups][end]?;
        found.push(Group { from: runs[begin].size, to: runs[end - 1].size, size });
        (groups, end) = (groups - 1, begin);
    }
    found.reverse();
    Some(found)
}

/// The size that changes a group the least, and how much it does: its smallest, or one that its smaller texts may grow to.
fn one_size(group: &[SizeRun], growth: f64) -> Option<(f64, Length)> {
    let floor = group.iter().map(|run| run.floor).max()?;
    let smallest = group.first()?.size;
    let most = group.iter().map(|run| run.most).min()?.min(smallest.scale(growth));
    let candidates = group.iter().filter(|run| run.size + SAME >= floor && run.size <= most + SAME);
    let cost = |at: f64| group.iter().map(|run| run.weight() * (run.log - at).powi(2)).sum::<f64>();
    candidates.map(|run| (cost(run.log), run.size)).min_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(points: f64, floor: f64, glyphs: usize) -> Sized {
        Sized {
            size: Length::points(points),
            floor: Length::points(floor),
            most: Length::points(points * 1.5),
            glyphs,
            locked: false,
        }
    }

    fn sizes(all: &[Sized], growth: f64) -> Vec<f64> {
        let sizes = Sizes::grouped(all, growth).expect("there are more than five");
        all.iter().map(|t| sizes.of(t.size, t.floor, t.most).to_points()).collect()
    }

    #[test]
    fn five_sizes_are_left_as_they_are() {
        let five: Vec<Sized> = [9.0, 11.0, 14.0, 20.0, 60.0].map(|size| text(size, 7.0, 20)).into();
        assert_eq!(Sizes::grouped(&[five.clone(), five].concat(), 1.1), None);
        assert_eq!(Sizes::FREE.of(Length::points(9.5), Length::ZERO, Length::MAX), Length::points(9.5));
    }

    #[test]
    fn near_sizes_become_one_and_copy_keeps_its_own() {
        let all = [
            text(8.0, 7.0, 20),
            text(11.3, 9.0, 600),
            text(12.0, 9.0, 30),
            text(17.0, 9.0, 20),
            text(17.8, 9.0, 20),
            text(36.0, 9.0, 9),
            text(90.0, 9.0, 9),
        ];
        assert_eq!(sizes(&all, 1.0), [8.0, 11.3, 11.3, 17.0, 17.0, 36.0, 90.0]);
    }

    /// A number fitted into a column that became a little narrower: as small as the copy it was set, on a poster.
    #[test]
    fn what_came_out_a_little_smaller_than_its_group_falls_into_no_far_one() {
        let all = [10.0, 12.0, 20.0, 21.0, 28.0, 44.0, 90.0].map(|size| text(size, 7.0, 30));
        let sizes = Sizes::grouped(&all, 1.0).expect("there are more than five");
        let set = |points: f64| {
            let own = Length::points(points);
            sizes.of(own, Length::points(8.0), own).to_points()
        };
        assert_eq!(set(44.0), 44.0);
        assert_eq!(set(42.0), 42.0, "not 28 or less");
        assert_eq!(set(21.0), 20.0, "of a group it takes its size");
        assert_eq!(set(22.0), 20.0, "near a group it takes its size");
    }

    #[test]
    fn nothing_goes_under_its_floor() {
        // Small print is nearest to the copy, which must not be as small.
        let all = [6.0, 6.4, 9.0, 14.0, 20.0, 40.0].map(|size| text(size, size.clamp(6.0, 9.0) - 0.2, 20));
        let made = sizes(&all, 1.0);
        assert!(made.iter().zip(&all).all(|(size, text)| *size >= text.floor.to_points()), "{made:?}");
        let mut count = made.clone();
        count.dedup();
        assert_eq!(count.len(), 5, "{made:?}");
    }
}
