//! Grids solved before. How taffy parts a face depends on nothing but how wide what stands in columns as wide as their content is,
//! and how high its leaves are, as long as no other column is wider for what stands in it: trials and products that measure the
//! same come to the same places.

use crate::compose::Cell;
use crate::geom::{Length, Size};
use crate::model::Track;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Grids that are known, at the most, and trials of each.
const MOST: usize = 32;
const MOST_TRIALS: usize = 400;

/// Least room beside what stands in a column, in points: no rounding of the two makes the column wider.
const CLEAR: f32 = 0.05;

/// What fills cells of the grid: an area, or a flow of several, by index; or nothing, on purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Leaf {
    Area(usize),
    Flow(usize),
    Free,
}

/// Where a leaf lies on its grid, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A row as it is sized.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lane {
    Track(Track),
    /// So high, and as high as the room that is left.
    AtLeast(Length),
}

/// What is the same in all trials of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub size: Size,
    /// Between rows, and between columns.
    pub gap: (Length, Length),
    pub columns: Vec<Track>,
    pub rows: Vec<Lane>,
    /// What height is left stands between the rows.
    pub even: bool,
    pub leaves: Vec<(Leaf, Cell)>,
}

/// Grids of the faces that were laid out, the latest last.
#[derive(Default)]
pub(super) struct KnownGrids {
    grids: Vec<KnownGrid>,
}

/// A grid, and what its trials came to.
pub(super) struct KnownGrid {
    pub shape: Shape,
    /// The widths of its columns in points, where they do not depend on what stands there.
    pub columns: Option<Vec<f32>>,
    /// By how wide what stands in columns as wide as their content is, as bits.
    ways: BTreeMap<Vec<u32>, Way>,
    /// How many trials were solved.
    pub kept: usize,
}

/// What taffy asks for where columns keep their widths.
#[derive(Clone)]
struct Asked {
    /// Of each leaf the width in which its height is asked for.
    widths: Vec<Option<f32>>,
    /// It asks for more than these.
    more: bool,
}

/// Trials whose columns come out alike.
pub(super) struct Way {
    /// Of each leaf the width of its cell, once that is known.
    widths: Vec<f32>,
    asked: Asked,
    /// By the heights of the leaves that it asks for, as bits.
    solved: BTreeMap<Vec<u32>, Arc<[Place]>>,
}

impl KnownGrids {
    /// The grid of this shape.
    pub fn of(&mut self, shape: Shape) -> &mut KnownGrid {
        let at = self.grids.iter().position(|known| known.shape == shape).unwrap_or_else(|| {
            if self.grids.len() >= MOST {
                self.grids.remove(0);
            }
            self.grids.push(KnownGrid::new(shape));
            self.grids.len() - 1
        });
        &mut self.grids[at]
    }
}

impl Shape {
    /// Whether a leaf crosses a column that is as wide as its content.
    fn is_measured(&self, cell: Cell) -> bool {
        let crossed = self.columns.iter().skip(cell.column).take(cell.columns);
        crossed.into_iter().any(|track| matches!(track, Track::Auto | Track::MinContent))
    }
}

impl KnownGrid {
    fn new(shape: Shape) -> KnownGrid {
        KnownGrid { columns: column_widths(&shape), shape, ways: BTreeMap::new(), kept: 0 }
    }

    /// Trials like this one, and the widths of columns where they are known. `content`: the least and the full width of a leaf,
    /// in points.
    pub fn way(&mut self, mut content: impl FnMut(Leaf) -> [f32; 2]) -> (&Shape, Option<&[f32]>, &mut Way) {
        if self.kept >= MOST_TRIALS {
            self.ways.clear();
            self.kept = 0;
        }
        let measured = self.shape.leaves.iter().filter(|(_, cell)| self.shape.is_measured(*cell));
        let contents = measured.flat_map(|(leaf, _)| content(*leaf).map(f32::to_bits)).collect();
        let columns = self.columns.as_deref();
        let way = self.ways.entry(contents).or_insert_with(|| Way::new(&self.shape, columns));
        (&self.shape, columns, way)
    }
}

impl Way {
    fn new(shape: &Shape, columns: Option<&[f32]>) -> Way {
        let width = |(_, cell): &(Leaf, Cell)| columns.map_or(0.0, |widths| widths[cell.column]);
        Way {
            widths: columns.iter().flat_map(|_| shape.leaves.iter().map(width)).collect(),
            asked: Asked { widths: vec![None; shape.leaves.len()], more: false },
            solved: BTreeMap::new(),
        }
    }

    /// Whether columns keep their widths: nothing that stands alone in one that shares what is left needs as much. `least`: the
    /// least width of each leaf, in points.
    pub fn keeps_columns(&self, shape: &Shape, least: &[f32]) -> bool {
        let is_clear = |(((_, cell), width), least): ((&(Leaf, Cell), &f32), &f32)| {
            let may_widen = cell.columns == 1 && matches!(shape.columns.get(cell.column), Some(Track::Fraction(_)));
            !may_widen || least + CLEAR <= *width
        };
        !self.widths.is_empty() && shape.leaves.iter().zip(&self.widths).zip(least).all(is_clear)
    }

    /// What tells one trial from another. `height`: of a leaf in a width, in points.
    fn key(&self, shape: &Shape, mut height: impl FnMut(Leaf, f32) -> f32) -> Vec<u32> {
        let asked = shape.leaves.iter().zip(&self.asked.widths);
        asked.filter_map(|((leaf, _), width)| Some(height(*leaf, (*width)?).to_bits())).collect()
    }

    /// Where the leaves of a trial lie that has the same heights; only where columns keep their widths.
    pub fn places(&self, shape: &Shape, height: impl FnMut(Leaf, f32) -> f32) -> Option<Arc<[Place]>> {
        if self.asked.more || self.solved.is_empty() {
            return None;
        }
        self.solved.get(&self.key(shape, height)).map(Arc::clone)
    }

    /// A trial that `solve` parts and tells what it asks for. It is remembered where columns keep their widths.
    pub fn solved(
        &mut self,
        shape: &Shape,
        least: &[f32],
        solve: impl FnOnce(&mut dyn FnMut(usize, Option<f32>, bool)) -> Arc<[Place]>,
    ) -> (Arc<[Place]>, bool) {
        let mut asked = self.asked.clone();
        let places = solve(&mut |leaf, width, is_least| asked.asks(shape, leaf, width, is_least));
        if self.widths.is_empty() {
            self.widths = places.iter().map(|place| place.width).collect();
            if !self.keeps_columns(shape, least) {
                self.widths.clear();
            }
        }
        let keeps = self.keeps_columns(shape, least);
        if keeps {
            self.asked = asked;
        }
        (places, keeps && !self.asked.more)
    }

    /// Remembers what a trial came to.
    pub fn keep(&mut self, shape: &Shape, places: &Arc<[Place]>, height: impl FnMut(Leaf, f32) -> f32) {
        self.solved.insert(self.key(shape, height), Arc::clone(places));
    }
}

impl Asked {
    /// A leaf is asked for its width, the least or another, or for its height in a width.
    fn asks(&mut self, shape: &Shape, leaf: usize, width: Option<f32>, is_least: bool) {
        match (width, self.widths[leaf]) {
            (Some(width), before) if before.is_none_or(|before| before == width) => self.widths[leaf] = Some(width),
            (None, _) if is_least || shape.is_measured(shape.leaves[leaf].1) => {}
            _ => self.more = true,
        }
    }
}

/// The widths of columns that are stated or share what is left, counted as taffy counts them: in 32 bits, from the left.
fn column_widths(shape: &Shape) -> Option<Vec<f32>> {
    let (mut used, mut shares) = (0.0_f32, 0.0_f32);
    for (i, track) in shape.columns.iter().enumerate() {
        if i > 0 {
            used += points(shape.gap.1);
        }
        match track {
            Track::Fraction(share) if *share > 0.0 => shares += *share as f32,
            Track::Fixed(width) => used += points(*width),
            Track::Fraction(_) | Track::Auto | Track::MinContent => return None,
        }
    }
    let share = (points(shape.size.width) - used) / shares.max(1.0);
    let width = |track: &Track| match track {
        Track::Fraction(part) => *part as f32 * share,
        Track::Fixed(width) => points(*width),
        Track::Auto | Track::MinContent => 0.0,
    };
    (shares == 0.0 || share > 0.0).then(|| shape.columns.iter().map(width).collect())
}

/// In points, as taffy counts.
pub(super) fn points(length: Length) -> f32 {
    length.to_points() as f32
}
