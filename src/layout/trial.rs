//! One trial of a copyfit: what its areas measure, each width and height worked out once. The grid asks for them several
//! times over, and the check after it again.

use super::measure::Measure;
use super::prepare::{Prepared, PreparedArea, PreparedPart};
use crate::compose::Flow;
use crate::geom::{Length, Rect, Sides};
use std::ops::Range;
use std::rc::Rc;

/// The areas of a face in one setting and one choice of forms. Widths and heights are those of an area's parts, without
/// its padding.
pub(super) struct Trial<'t, 'a> {
    pub measure: Measure<'t>,
    prepared: &'t Prepared<'a>,
    short: &'t [bool],
    known: &'t mut [Known],
    flows: &'t [Flow],
    /// Flows in so many columns in a width.
    pub columns: Vec<((usize, usize, Length), Rc<Columns>)>,
}

/// A flow in a width: its columns, and how deep the deepest is.
pub(super) struct Columns {
    pub ranges: Vec<Range<usize>>,
    pub heights: Vec<Length>,
    pub width: Length,
    pub depth: Length,
}

/// What is known of an area.
#[derive(Clone, Default)]
pub(super) struct Known {
    least: Option<Length>,
    full: Option<Length>,
    /// By the width they were asked for at.
    heights: Vec<(Length, Length)>,
}

impl<'t, 'a> Trial<'t, 'a> {
    /// A trial of which nothing is known yet; `known` has room for each area, kept from trial to trial.
    pub fn new(measure: Measure<'t>, prepared: &'t Prepared<'a>, short: &'t [bool], known: &'t mut [Known]) -> Trial<'t, 'a> {
        for area in known.iter_mut() {
            (area.least, area.full) = (None, None);
            area.heights.clear();
        }
        Trial { measure, prepared, short, known, flows: prepared.flows, columns: Vec::new() }
    }

    /// The parts of an area in the form that is tried.
    pub fn parts(&self, index: usize) -> &'t [PreparedPart<'a>] {
        self.prepared.areas[index].parts(self.short[index])
    }

    /// The least width that cuts nothing.
    pub fn least_width(&mut self, index: usize) -> Length {
        let (measure, area, parts) = (self.measure, self.area(index), self.parts(index));
        let least = || match area.area.turned {
            true => measure.stack_height(area.area, parts, Length::MAX),
            false => measure.least_width(area.area, parts),
        };
        *self.known[index].least.get_or_insert_with(least)
    }

    /// The width that breaks no line.
    pub fn full_width(&mut self, index: usize) -> Length {
        let (measure, area, parts) = (self.measure, self.area(index), self.parts(index));
        let full = || match area.area.turned {
            true => measure.stack_height(area.area, parts, Length::MAX),
            false => measure.full_width(area.area, parts),
        };
        *self.known[index].full.get_or_insert_with(full)
    }

    /// Height in a width.
    pub fn height(&mut self, index: usize, width: Length) -> Length {
        if let Some((_, height)) = self.known[index].heights.iter().find(|(known, _)| *known == width) {
            return *height;
        }
        let (area, parts) = (self.area(index).area, self.parts(index));
        // Turned words take what height the cell has.
        let height = if area.turned { Length::ZERO } else { self.measure.stack_height(area, parts, width) };
        self.known[index].heights.push((width, height));
        height
    }

    /// How wide turned words are in the height that they have.
    pub fn turned_width(&self, index: usize, rect: Rect) -> Length {
        let (area, parts) = (self.area(index).area, self.parts(index));
        let along = rect.height - area.padding.vertical();
        self.measure.stack_height(area, parts, along) + area.padding.horizontal()
    }

    /// How many areas there are.
    pub fn count(&self) -> usize {
        self.prepared.areas.len()
    }

    /// From the edges of the cell to the parts of an area.
    pub fn padding(&self, index: usize) -> Sides {
        self.area(index).area.padding
    }

    /// How far an area is drawn over what stands above. A picture that gives way gives it room no longer.
    pub fn rise(&self, index: usize) -> Length {
        self.measure.rise(self.area(index).area)
    }

    /// A flow by its number on the artboard.
    pub fn flow(&self, index: usize) -> &'t Flow {
        &self.flows[index]
    }

    fn area(&self, index: usize) -> &'t PreparedArea<'a> {
        &self.prepared.areas[index]
    }
}
