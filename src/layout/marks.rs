//! Marks side by side: each of the same weight to the eye, in one row or in several about equally long ones, on their
//! middles, with clear space between them.

use super::draw::Pen;
use super::measure::Measure;
use crate::compose::{Art, MarkRow, RowMark};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Item, Role};
use crate::geom::{Length, Path, Rect, Sides};
use std::ops::Range;

/// Side of a square of the weight of each mark, in ems of the body, where the theme states none.
const SIDE: f64 = 3.1;
/// Clear space between two marks and between two rows, in that side.
const BESIDE: f64 = 0.8;
const UNDER: f64 = 0.5;
/// So much more room between the marks of a row, at the most, for it to be as long as the longest.
const SPREAD: f64 = 1.1;
/// From the edge of a plate to the marks on it.
const INSET: f64 = 0.4;
/// Marks are so much smaller before there is another row.
const SMALLER: f64 = 0.66;
/// Nobody reads marks of a smaller side, in the smallest copy of the format.
const LEAST: f64 = 1.8;
/// Where a mark is cut, the edge of its ink stays whole.
const HAIR: f64 = 0.02;

/// How marks stand in a width.
pub(super) struct Rows {
    /// Side of a square of the weight of each.
    side: Length,
    /// Which marks stand in which row.
    rows: Vec<Range<usize>>,
}

impl Measure<'_> {
    /// Height of marks in a width, their plate with them.
    pub fn marks_height(&self, row: &MarkRow, width: Length) -> Length {
        let set = self.rows_of_marks(row, width);
        let heights: Length = set.rows.iter().map(|range| height(&row.marks[range.clone()], set.side)).sum();
        let between = set.side.scale(UNDER) * (set.rows.len() as i64 - 1).max(0);
        heights + between + inset(row, set.side) * 2
    }

    /// The least width that cuts nothing: that of the widest mark.
    pub fn marks_width(&self, row: &MarkRow) -> Length {
        let side = self.mark_side(row).scale(SMALLER);
        row.marks.iter().map(|mark| side.scale(mark.ink.even().0)).max().unwrap_or_default() + inset(row, side) * 2
    }

    fn mark_side(&self, row: &MarkRow) -> Length {
        row.side.map_or_else(|| self.body().scale(SIDE), |side| side.scale(self.setting.figures()))
    }

    fn rows_of_marks(&self, row: &MarkRow, width: Length) -> Rows {
        let side = self.mark_side(row);
        let widths: Vec<f64> = row.marks.iter().map(|mark| mark.ink.even().0).collect();
        let plates = if row.plate.is_some() { 2.0 * INSET } else { 0.0 };
        let room = width.ratio(side.max(Length::emu(1)));
        // No fewer rows have room, however the marks are parted.
        let least =
            (length(&widths) / (room / SMALLER + BESIDE).max(0.01)).ceil().clamp(1.0, widths.len().max(1) as f64) as usize;
        for count in least..=widths.len().max(1) {
            let rows = even_rows(&widths, count);
            let widest = rows.iter().map(|range| length(&widths[range.clone()])).fold(0.0, f64::max) + plates;
            let by = room / widest.max(0.01);
            if by >= SMALLER || count >= widths.len() {
                return Rows { side: side.scale(by.clamp(0.0, 1.0)), rows };
            }
        }
        Rows { side, rows: Vec::new() }
    }
}

fn inset(row: &MarkRow, side: Length) -> Length {
    if row.plate.is_some() { side.scale(INSET) } else { Length::ZERO }
}

/// Length of a row, in sides.
fn length(widths: &[f64]) -> f64 {
    widths.iter().sum::<f64>() + BESIDE * (widths.len() as f64 - 1.0).max(0.0)
}

fn height(marks: &[RowMark], side: Length) -> Length {
    marks.iter().map(|mark| side.scale(mark.ink.even().1)).max().unwrap_or_default()
}

/// Sums in another order differ by less.
const ROUNDING: f64 = 1e-9;

/// Marks in their order in so many rows, or fewer, of which the longest is as short as can be.
fn even_rows(widths: &[f64], count: usize) -> Vec<Range<usize>> {
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let (mut short, mut long) = (widest, length(widths).max(widest));
    // Half a thousandth of a side is no difference.
    while long - short > 0.0005 {
        let middle = (short + long) / 2.0;
        if filled(widths, middle).len() <= count { long = middle } else { short = middle }
    }
    filled(widths, long)
}

/// Rows filled one after the other, none longer than `most` but one of a single mark.
fn filled(widths: &[f64], most: f64) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut taken = 0.0;
    for (i, width) in widths.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if taken + BESIDE + width <= most + ROUNDING => {
                row.end = i + 1;
                taken += BESIDE + width;
            }
            _ => {
                rows.push(i..i + 1);
                taken = *width;
            }
        }
    }
    rows
}

impl Pen<'_, '_> {
    /// All marks from the top of a rectangle, row by row.
    pub(super) fn marks(&mut self, row: &MarkRow, rect: Rect) {
        let set = self.measure.rows_of_marks(row, rect.width);
        let (side, inset) = (set.side, inset(row, set.side));
        let widths =
            |range: &Range<usize>| -> Vec<f64> { row.marks[range.clone()].iter().map(|mark| mark.ink.even().0).collect() };
        let wide = |range: &Range<usize>| side.scale(length(&widths(range)));
        let widest = set.rows.iter().map(wide).max().unwrap_or_default();
        if let Some(color) = &row.plate {
            let width = widest + inset * 2;
            let plate = Rect { x: rect.x + self.aligned(rect.width - width, row.align), width, ..rect };
            self.fill(Path::rounded(plate, inset / 3), color.clone(), row.origin);
        }
        let inner = rect.shrink(Sides::all(inset));
        let mut top = inner.y;
        for range in &set.rows {
            let marks = &row.marks[range.clone()];
            let (width, tall) = (wide(range), height(marks, side));
            let start = inner.x + self.aligned(inner.width - width, row.align);
            // Rows of about one length end at one edge.
            let more = (widest - width) / (marks.len() as i64 - 1).max(1);
            let spread = if more <= side.scale(SPREAD) { more } else { Length::ZERO };
            let (start, width) = if spread > Length::ZERO {
                (inner.x + self.aligned(inner.width - widest, row.align), widest)
            } else {
                (start, width)
            };
            let mut along = Length::ZERO;
            for mark in marks {
                let even = mark.ink.even();
                let (wide, high) = (side.scale(even.0), side.scale(even.1));
                let x = if self.right_to_left { start + width - along - wide } else { start + along };
                self.one_mark(mark, Rect::new(x, top + (tall - high) / 2, wide, high), side);
                along += wide + side.scale(BESIDE) + spread;
            }
            top += tall + side.scale(UNDER);
        }
        self.told_of_small_marks(row, side);
    }

    /// One mark, its ink in a rectangle: what its file leaves empty round that is cut, so that it lies on no neighbour.
    fn one_mark(&mut self, mark: &RowMark, ink: Rect, side: Length) {
        let role = Role::Figure { alt: mark.alt.clone() };
        let element = Some(self.add_element(role, self.language.clone(), String::new(), mark.origin));
        let (width, height) = (ink.width.scale(1.0 / mark.ink.size.0), ink.height.scale(1.0 / mark.ink.size.1));
        let whole = Rect::new(ink.x - width.scale(mark.ink.at.0), ink.y - height.scale(mark.ink.at.1), width, height);
        let mut draws = match &mark.art {
            Art::Drawing(drawing) => drawing.placed(whole),
            Art::Raster(raster) => vec![Draw::Image { raster: raster.clone(), rect: whole, turn: crate::geom::Turn::None }],
        };
        if mark.ink.size != (1.0, 1.0) {
            let path = Path::rect(ink.outset(side.scale(HAIR)));
            draws = vec![Draw::Clip { path, items: draws }];
        }
        self.face.items.extend(draws.into_iter().map(|draw| Item { draw, element, origin: mark.origin }));
    }

    /// An error where nobody can read them.
    fn told_of_small_marks(&mut self, row: &MarkRow, side: Length) {
        let least = self.artboard.scale.minimum.scale(LEAST);
        if side >= least || row.marks.is_empty() {
            return;
        }
        let message = format!(
            "the {} marks come out as small as squares of {:.1} mm on the {}, under {:.1} mm",
            row.marks.len(),
            side.to_mm(),
            self.artboard.face,
            least.to_mm()
        );
        let help = "show fewer marks, or give their area more width in the theme";
        self.outside.push(Diagnostic::error(&checks::TOO_SMALL, row.origin, message).help(help));
    }
}
