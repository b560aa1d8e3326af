//! How wide and how tall lists are in a setting: their columns, their markers, their items.

use super::columns::{split_columns, stack};
use super::measure::Measure;
use super::prepare::{PreparedPart, PreparedText};
use crate::compose::{Items, Marker};
use crate::geom::Length;

/// A list that grows has no column of fewer items.
const FEWEST: usize = 4;
/// So many items in two columns look as if one were missing.
const ODD: usize = 3;
/// Side of a marker and the indent it makes, in ems of the item.
pub(super) const MARKER: f64 = 0.36;
/// From where a marker begins to where its item begins, in ems of the item.
pub(super) const MARKER_INDENT: f64 = 1.0;
/// Diameter of a number's disc and its indent.
pub(super) const NUMBER: f64 = 1.55;
/// From where a number's disc begins to where its item begins, in ems of the item.
pub(super) const NUMBER_INDENT: f64 = 2.15;
/// Diameter of the disc of an icon and its indent.
pub(super) const ICON: f64 = 2.0;
const ICON_INDENT: f64 = 2.6;
/// Indent of large figures; two digits stand in it too.
const NUMERAL_INDENT: f64 = 2.2;
/// Between a large figure and the words beside it, in ems of the figure.
const NUMERAL_GAP: f64 = 0.2;
/// A list without broken items may be so much higher than one in more columns.
const FEWER_COLUMNS: f64 = 1.2;
/// In a column of fewer ems an item of more than two lines reads as a row of words, and so does one of a few items that
/// breaks at all: such a list has fewer columns.
const NARROW: f64 = 14.0;
const FEW: usize = 3;
/// Between the columns of a list, in ems of the body.
const COLUMN_GAP: f64 = 2.0;

impl Measure<'_> {
    /// Columns of a list: fewer where its type has grown and they would be short, and where one of them would have a single
    /// item beside two, unless room is short.
    pub fn columns(&self, items: &Items) -> u32 {
        let count = items.items.len();
        if self.setting.beyond > 1.0 {
            return items.columns.min(count.div_ceil(FEWEST).max(1) as u32);
        }
        if count == ODD && items.columns == 2 && self.setting.leading >= 1.0 { 1 } else { items.columns }
    }

    /// Columns of a list in a width: fewer than there may be where its items break in narrow columns and take hardly less
    /// height for that. Where room is short only where they take no less. Three items stand abreast where none breaks.
    pub fn columns_in(&self, part: &PreparedPart<'_>, width: Length) -> u32 {
        let PreparedPart::Items { items, texts, numbers } = part else { return 1 };
        let most = self.columns(items);
        let column = self.column_width(most, width);
        let breaks_in =
            |column: Length| texts.iter().any(|text| self.lines(text, column - self.indent(text, items.marker, numbers)) > 1);
        let abreast = texts.len() == ODD && items.columns == 2 && self.setting.beyond <= 1.0;
        if abreast && !breaks_in(self.column_width(ODD as u32, width)) {
            return ODD as u32;
        }
        if most <= 1 || !breaks_in(column) {
            return most;
        }
        let more = if self.setting.leading >= 1.0 { FEWER_COLUMNS } else { 1.0 };
        let limit = self.list_height(part, width, most).scale(more);
        let most_lines = if texts.len() <= FEW { 1 } else { 2 };
        let is_ragged = |columns: u32| {
            let column = self.column_width(columns, width);
            let room = |text: &PreparedText<'_>| column - self.indent(text, items.marker, numbers);
            let narrow = |text: &PreparedText<'_>| room(text) < self.size(text, Length::MAX).scale(NARROW);
            texts.iter().any(|text| narrow(text) && self.lines(text, room(text)) > most_lines)
        };
        let readable = (1..=most).rev().find(|columns| !is_ragged(*columns)).unwrap_or(1);
        (1..readable).find(|columns| self.list_height(part, width, *columns) <= limit).unwrap_or(readable)
    }

    /// Height of the longest column, items parted as evenly as their order allows.
    pub fn list_height(&self, part: &PreparedPart<'_>, width: Length, columns: u32) -> Length {
        let PreparedPart::Items { items, .. } = part else { return Length::ZERO };
        let heights = self.item_heights(part, self.column_width(columns, width));
        let gap = self.body().scale(items.gap);
        let columns = split_columns(&heights, gap, columns as usize);
        columns.into_iter().map(|range| stack(&heights[range], gap)).max().unwrap_or_default()
    }

    /// Width of one of `columns` columns, gaps taken off.
    pub fn column_width(&self, columns: u32, width: Length) -> Length {
        let columns = i64::from(columns);
        (width - self.column_gap() * (columns - 1)) / columns
    }

    /// Between two columns of a list.
    pub fn column_gap(&self) -> Length {
        self.body().scale(COLUMN_GAP)
    }

    /// From the side of a list to the words of an item. A numeral takes what the widest of its list does.
    pub fn indent(&self, text: &PreparedText<'_>, marker: Marker, numbers: &[PreparedText<'_>]) -> Length {
        let ems = match marker {
            Marker::None => 0.0,
            Marker::Number => NUMBER_INDENT,
            Marker::Numeral => NUMERAL_INDENT,
            Marker::Icon => ICON_INDENT,
            Marker::Square | Marker::Disc | Marker::Dash => MARKER_INDENT,
        };
        let own = self.size(text, Length::MAX).scale(ems);
        if marker != Marker::Numeral {
            return own;
        }
        let width = |number: &PreparedText<'_>| self.size(number, Length::MAX).scale(number.shaped.full_width() + NUMERAL_GAP);
        numbers.iter().map(width).fold(own, Length::max)
    }

    /// Heights of a list's items in a column.
    pub fn item_heights(&self, part: &PreparedPart<'_>, column: Length) -> Vec<Length> {
        let PreparedPart::Items { items, texts, numbers } = part else { return Vec::new() };
        let of_number = |number: &PreparedText<'_>| self.size(number, Length::MAX).scale(number.shaped.rise);
        let numeral = numbers.first().filter(|_| items.marker == Marker::Numeral).map_or(Length::ZERO, of_number);
        texts
            .iter()
            .map(|text| {
                let height = self.text_height(text, column - self.indent(text, items.marker, numbers));
                let size = self.size(text, column);
                match items.marker {
                    Marker::Number => size.scale(NUMBER).max(height + self.under_disc(text, size)),
                    Marker::Icon => size.scale(ICON).max(height),
                    _ => height.max(numeral),
                }
            })
            .collect()
    }

    /// From the top of a number's disc to the capitals of the words beside it, which stand on its middle.
    pub fn under_disc(&self, text: &PreparedText<'_>, size: Length) -> Length {
        ((size.scale(NUMBER) - size.scale(text.shaped.rise)) / 2).max(Length::ZERO)
    }
}
