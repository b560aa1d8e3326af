//! Room between blocks that stand one under the other: always more than between the lines inside them, in layouts of the
//! program. What a project's own theme states stands.

use super::artboard::{Area, Artboard, Part, is_in_flow};
use super::grounds::Cell;
use crate::geom::Length;
use crate::model::{BlockName, Kind, Role};

/// Between the words of two blocks, in ems of the body: under this they read as one.
const APART: f64 = 1.1;

/// Faces that are narrower have no room to give away: cards and postcards, in points.
const NARROW: f64 = 360.0;

/// Gives blocks with a heading or a name of their own at least so much room over them.
pub(super) fn keep(artboard: &mut Artboard) {
    if artboard.trim.width.min(artboard.trim.height) < Length::points(NARROW) {
        return;
    }
    let least = artboard.scale.body.scale(APART);
    let missing: Vec<Length> = (0..artboard.areas.len()).map(|index| missing(artboard, index, least)).collect();
    for (area, more) in artboard.areas.iter_mut().zip(missing) {
        area.padding.top += more;
    }
    // Where a layout has a place for one block, and several stand there.
    let gap = artboard.gap.0;
    for flow in artboard.flows.iter_mut().filter(|flow| Role::from_name(&flow.name).is_some()) {
        flow.padding.bottom = flow.padding.bottom.max(least - gap);
    }
}

/// What is missing of the room over an area.
fn missing(artboard: &Artboard, index: usize, least: Length) -> Length {
    let area = &artboard.areas[index];
    if !begins_a_block(area) || is_in_flow(&artboard.flows, index) {
        return Length::ZERO;
    }
    let over = artboard.areas.iter().enumerate().filter(|(i, over)| {
        let ends_here = over.cell.row + over.cell.rows == area.cell.row && share_columns(&over.cell, &area.cell);
        ends_here && over.fill.is_none() && ends_in_words(over) && over.block != area.block && !is_in_flow(&artboard.flows, *i)
    });
    let on_one_ground = over.filter(|(_, over)| ground(artboard, &over.cell) == ground(artboard, &area.cell));
    let room = on_one_ground.map(|(_, over)| over.padding.bottom + artboard.gap.0 + area.padding.top).min();
    room.map_or(Length::ZERO, |room| (least - room).max(Length::ZERO))
}

/// Words of several parts: a heading with its list, a name with its number.
fn begins_a_block(area: &Area) -> bool {
    let kind = BlockName::parse(&area.block).map(|block| block.kind);
    let is_said = kind.is_some_and(|kind| !matches!(kind, Kind::Org | Kind::Logos | Kind::Art));
    let words = matches!(area.parts.first(), Some(Part::Text(_)));
    is_said && words && area.parts.len() > 1 && area.fill.is_none() && area.rule.is_none() && !area.turned
}

fn ends_in_words(area: &Area) -> bool {
    !area.turned && matches!(area.parts.last(), Some(Part::Text(_) | Part::Items(_)))
}

fn share_columns(a: &Cell, b: &Cell) -> bool {
    a.column < b.column + b.columns && b.column < a.column + a.columns
}

/// The panels that a cell lies on.
fn ground(artboard: &Artboard, cell: &Cell) -> Vec<usize> {
    (0..artboard.panels.len()).filter(|i| artboard.panels[*i].cell.contains(*cell)).collect()
}
