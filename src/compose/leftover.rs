//! Height that would stay empty: a row for the drawing that the theme has for it, under the row that took the height.

use super::artboard::{Area, Artboard, Part};
use super::grounds::Cell;
use crate::geom::Length;
use crate::model::Track;

/// Between the words and the drawing under them, in ems of the body.
const APART: f64 = 0.9;

impl Artboard {
    /// The face with a row for what stands where height is left over. `None` where the theme has nothing for it, or a picture
    /// stands there already.
    pub fn with_leftover(&self) -> Option<Artboard> {
        let art = self.leftover.as_ref()?;
        let mut made = self.clone();
        let count = made.grid.0;
        made.rows.resize(count, Track::Auto);
        let stretched = made.rows.iter().rposition(|track| matches!(track, Track::Fraction(_))).unwrap_or(count - 1);
        if made.areas.iter().any(fills_its_cell) {
            return None;
        }
        let (under, columns) = place(self, stretched + 1)?;
        for track in made.rows.iter_mut().filter(|track| matches!(track, Track::Fraction(_))) {
            *track = Track::Auto;
        }
        // Words stand off the drawing, whatever the gap of the rows is.
        let apart = (self.scale.body.scale(APART) - self.gap.0 * 2).max(Length::ZERO);
        made.rows.splice(under..under, [Track::Fixed(apart), Track::Fraction(1.0)]);
        made.grid.0 += 2;
        let cells = made.areas.iter_mut().map(|area| &mut area.cell).chain(made.flows.iter_mut().map(|flow| &mut flow.cell));
        for cell in cells.chain(&mut made.free).chain(made.panels.iter_mut().map(|panel| &mut panel.cell)) {
            if cell.row >= under {
                cell.row += 2;
            } else if crosses(cell, under) {
                cell.rows += 2;
            }
        }
        made.free.extend(kept_free(self).map(|column| Cell { row: under, column, rows: 2, columns: 1 }));
        let cell = Cell { row: under + 1, column: columns.start, rows: 1, columns: columns.len() };
        made.areas.push(Area { cell, ..art.clone() });
        Some(made)
    }
}

fn fills_its_cell(area: &Area) -> bool {
    area.parts.iter().any(|part| matches!(part, Part::Picture(picture) if picture.crop))
}

fn crosses(cell: &Cell, under: usize) -> bool {
    cell.row < under && under < cell.row + cell.rows
}

/// Columns that the theme keeps free from top to bottom, such as where an address is written.
fn kept_free(artboard: &Artboard) -> impl Iterator<Item = usize> {
    let (rows, columns) = artboard.grid;
    let covers = |cell: &Cell, row: usize, column: usize| {
        (cell.row..cell.row + cell.rows).contains(&row) && (cell.column..cell.column + cell.columns).contains(&column)
    };
    (0..columns).filter(move |column| (0..rows).all(|row| artboard.free.iter().any(|cell| covers(cell, row, *column))))
}

/// The first row boundary from here on beside which there are columns that nothing goes across, and those columns.
fn place(artboard: &Artboard, from: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let (rows, columns) = artboard.grid;
    let kept: Vec<usize> = kept_free(artboard).collect();
    let areas = || artboard.areas.iter().map(|area| &area.cell).chain(artboard.flows.iter().map(|flow| &flow.cell));
    (from..=rows).find_map(|under| {
        let is_open = |column: &usize| {
            !kept.contains(column) && !areas().any(|c| crosses(c, under) && (c.column..c.column + c.columns).contains(column))
        };
        let open: Vec<usize> = (0..columns).filter(is_open).collect();
        let (first, last) = (*open.first()?, *open.last()?);
        (open.len() == last - first + 1).then_some((under, first..last + 1))
    })
}
