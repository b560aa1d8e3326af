//! Room between the edges of panels and what stands there.

use super::artboard::{Artboard, is_in_flow};
use super::grounds::{Cell, Panel};
use crate::geom::{Length, Sides};

/// Gives what stands at the edges of a panel the room that the panel wants there.
pub(super) fn inset(artboard: &mut Artboard, wanted: impl Fn(&Panel) -> Sides) {
    let wanted: Vec<(Cell, Sides)> = artboard.panels.iter().map(|panel| (panel.cell, wanted(panel))).collect();
    for (panel, room) in wanted.into_iter().filter(|(_, room)| *room != Sides::default()) {
        let inside = |cell: Cell| panel.contains(cell);
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
        for (_, area) in artboard.areas.iter_mut().enumerate().filter(|(i, area)| !is_in_flow(flows, *i) && inside(area.cell)) {
            area.padding = area.padding.plus_sides(more(area.cell));
        }
        for flow in artboard.flows.iter_mut().filter(|flow| inside(flow.cell)) {
            flow.padding = flow.padding.plus_sides(more(flow.cell));
        }
    }
}

/// What words in a panel need to stand inside its shape and its border, beside the room that they have from its edges.
pub(super) fn inside(panel: &Panel, grid: (usize, usize), margin: Sides) -> Sides {
    let (reach, padding) = (panel.style.reach(), panel.padding);
    let [top, right, bottom, left] = runs_on(panel, grid);
    let side = |reach: Length, runs_on: bool, margin: Length, padding: Length| {
        (reach - if runs_on { margin } else { padding }).max(Length::ZERO)
    };
    Sides {
        top: side(reach.top, top, margin.top, padding.top),
        right: side(reach.right, right, margin.right, padding.right),
        bottom: side(reach.bottom, bottom, margin.bottom, padding.bottom),
        left: side(reach.left, left, margin.left, padding.left),
    }
}

/// The sides of a panel that run on to the trim stay straight.
pub(super) fn straighten(artboard: &mut Artboard) {
    let grid = artboard.grid;
    for panel in &mut artboard.panels {
        let runs_on = runs_on(panel, grid);
        for (edge, _) in panel.style.edges.iter_mut().zip(runs_on).filter(|(_, runs_on)| *runs_on) {
            *edge = None;
        }
    }
}

/// Which sides of a panel run on to the trim: top, right, bottom, left.
fn runs_on(panel: &Panel, (rows, columns): (usize, usize)) -> [bool; 4] {
    let cell = panel.cell;
    let ends = [cell.row == 0, cell.column + cell.columns == columns, cell.row + cell.rows == rows, cell.column == 0];
    ends.map(|ends| ends && panel.extend)
}
