//! Room between the edges of panels and what stands there.

use super::artboard::Artboard;
use super::grounds::{Cell, Panel};
use crate::geom::{Length, Sides};

/// Gives what stands at the edges of a panel the room that the panel wants there.
pub(super) fn inset(artboard: &mut Artboard, wanted: impl Fn(&Panel) -> Sides) {
    let wanted: Vec<(Cell, Sides)> = artboard.panels.iter().map(|panel| (panel.cell, wanted(panel))).collect();
    for (panel, room) in wanted.into_iter().filter(|(_, room)| *room != Sides::default()) {
        let inside = |cell: Cell| panel.union(cell) == panel;
        let more = |cell: Cell| {
            let at = |edge: bool, room: Length| if edge { room } else { Length::ZERO };
            Sides {
                top: at(cell.row == panel.row, room.top),
                bottom: at(cell.row + cell.rows == panel.row + panel.rows, room.bottom),
                left: at(cell.column == panel.column, room.left),
                right: at(cell.column + cell.columns == panel.column + panel.columns, room.right),
            }
        };
        let flows = &artboard.flows;
        let alone = |i: usize| !flows.iter().any(|flow| flow.areas.contains(&i));
        for (_, area) in artboard.areas.iter_mut().enumerate().filter(|(i, area)| alone(*i) && inside(area.cell)) {
            area.padding = area.padding.plus_sides(more(area.cell));
        }
        for flow in artboard.flows.iter_mut().filter(|flow| inside(flow.cell)) {
            flow.padding = flow.padding.plus_sides(more(flow.cell));
        }
    }
}

/// The sides of a panel that run on to the trim stay straight.
pub(super) fn straighten(artboard: &mut Artboard) {
    let (rows, columns) = artboard.grid;
    for panel in artboard.panels.iter_mut().filter(|panel| panel.extend) {
        let cell = panel.cell;
        let runs_on = [cell.row == 0, cell.column + cell.columns == columns, cell.row + cell.rows == rows, cell.column == 0];
        for (edge, _) in panel.style.edges.iter_mut().zip(runs_on).filter(|(_, runs_on)| *runs_on) {
            *edge = None;
        }
    }
}
