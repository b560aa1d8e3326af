//! Cells in which several areas flow: one under the other, over columns of about equal depth.

use super::columns::{split_columns, stack};
use super::measure::Measure;
use super::trial::{Columns, Trial};
use crate::compose::Flow;
use crate::geom::{Length, Rect};
use crate::model::Place;
use std::rc::Rc;

/// A column of a flow is not narrower than this, in ems of the body, and lines are not longer than that where there is room
/// for another column.
const NARROWEST: f64 = 12.0;
const WIDEST: f64 = 38.0;
/// Between columns, in ems of the body.
const COLUMN_GAP: f64 = 2.4;
/// Free room goes between the areas until a gap is so many times as large.
const LOOSEST: f64 = 2.6;

impl Trial<'_, '_> {
    /// The least width that cuts nothing: that of one column.
    pub fn least_flow_width(&mut self, index: usize) -> Length {
        let flow = self.flow(index);
        let widest = flow.areas.iter().map(|i| self.least_width(*i) + self.padding(*i).horizontal()).max();
        widest.unwrap_or_default() + flow.padding.horizontal()
    }

    /// The width that breaks no line.
    pub fn full_flow_width(&mut self, index: usize) -> Length {
        let flow = self.flow(index);
        let widest = flow.areas.iter().map(|i| self.full_width(*i) + self.padding(*i).horizontal()).max();
        widest.unwrap_or_default() + flow.padding.horizontal()
    }

    /// The least height in a width.
    pub fn flow_height(&mut self, index: usize, width: Length) -> Length {
        let flow = self.flow(index);
        let inner = width - flow.padding.horizontal();
        self.most_columns(index, inner).depth + flow.padding.vertical()
    }

    /// Puts the areas of a flow into its rectangle.
    pub fn flowed(&mut self, index: usize, rect: Rect, rectangles: &mut [Rect]) {
        let flow = self.flow(index);
        let inner = rect.shrink(flow.padding);
        let columns = self.fewest_columns(index, inner);
        let measure = self.measure;
        let gap = measure.body().scale(flow.gap);
        let column_gap = measure.body().scale(COLUMN_GAP);
        let most = columns.ranges.iter().map(|range| range.len().saturating_sub(1)).max().unwrap_or_default();
        let slack = (inner.height - columns.depth).max(Length::ZERO);
        let gaps = most.max(1) as i64;
        let loose =
            gap + if most == 0 { Length::ZERO } else { (slack / gaps).min(gap.scale(LOOSEST * measure.setting.beyond - 1.0)) };
        let rest = (inner.height - columns.depth - (loose - gap) * most as i64).max(Length::ZERO);
        let top = inner.y
            + match flow.place {
                Place::Start => Length::ZERO,
                Place::Center => rest / 2,
                Place::End => rest,
            };
        for (c, range) in columns.ranges.iter().enumerate() {
            let x = inner.x + (columns.width + column_gap) * c as i64;
            let mut y = top;
            for i in range.clone() {
                rectangles[flow.areas[i]] = Rect::new(x, y, columns.width, columns.heights[i]);
                y += columns.heights[i] + loose;
            }
        }
    }

    /// As many columns as may be.
    fn most_columns(&mut self, index: usize, inner: Length) -> Rc<Columns> {
        let flow = self.flow(index);
        let found = self.counts(flow).rev().find(|n| *n == 1 || self.is_wide_enough(flow, *n, inner));
        self.in_columns(index, found.unwrap_or(1), inner)
    }

    /// As few columns as there is height for, with lines that are not too long.
    fn fewest_columns(&mut self, index: usize, inner: Rect) -> Rc<Columns> {
        let flow = self.flow(index);
        let longest = self.measure.body().scale(WIDEST);
        for n in self.counts(flow) {
            if n > 1 && !self.is_wide_enough(flow, n, inner.width) {
                break;
            }
            let columns = self.in_columns(index, n, inner.width);
            if columns.depth <= inner.height && columns.width <= longest {
                return columns;
            }
        }
        self.most_columns(index, inner.width)
    }

    fn counts(&self, flow: &Flow) -> std::ops::RangeInclusive<usize> {
        1..=flow.areas.len().min(flow.columns as usize).max(1)
    }

    fn is_wide_enough(&mut self, flow: &Flow, n: usize, inner: Length) -> bool {
        let width = column_width(&self.measure, n, inner);
        let least = flow.areas.iter().map(|i| self.least_width(*i) + self.padding(*i).horizontal()).max();
        width >= self.measure.body().scale(NARROWEST) && width >= least.unwrap_or_default()
    }

    /// Each number of columns in each width is worked out once a trial: the grid asks again and again.
    fn in_columns(&mut self, index: usize, n: usize, inner: Length) -> Rc<Columns> {
        let known = self.columns.iter().find(|(of, _)| *of == (index, n, inner));
        if let Some((_, columns)) = known {
            return Rc::clone(columns);
        }
        let columns = Rc::new(self.parted(index, n, inner));
        self.columns.push(((index, n, inner), Rc::clone(&columns)));
        columns
    }

    fn parted(&mut self, index: usize, n: usize, inner: Length) -> Columns {
        let flow = self.flow(index);
        let width = column_width(&self.measure, n, inner);
        let heights: Vec<Length> = flow
            .areas
            .iter()
            .map(|i| {
                let padding = self.padding(*i);
                self.height(*i, width - padding.horizontal()) + padding.vertical()
            })
            .collect();
        let gap = self.measure.body().scale(flow.gap);
        let ranges = split_columns(&heights, gap, n);
        let depth = ranges.iter().map(|range| stack(&heights[range.clone()], gap)).max().unwrap_or_default();
        Columns { ranges, heights, width, depth }
    }
}

fn column_width(measure: &Measure<'_>, n: usize, inner: Length) -> Length {
    let gap = measure.body().scale(COLUMN_GAP);
    (inner - gap * (n as i64 - 1)) / n as i64
}
