//! A code beside which nothing is left: where it has the width of a lying face to itself, its words stand beside it.

use super::artboard::{Area, Artboard, Part};
use crate::model::{Align, Place};
use std::sync::Arc;

/// `columns`: how many the face had before those that nothing needs fell away.
pub(super) fn beside_its_words(artboard: &mut Artboard, columns: usize) {
    let (_, left) = artboard.grid;
    if left >= columns || artboard.trim.width <= artboard.trim.height {
        return;
    }
    artboard.areas.iter_mut().filter(|area| area.cell.columns == left && !area.row).for_each(turn);
}

fn turn(area: &mut Area) {
    let is_code = |part: &Part| matches!(part, Part::Code(_));
    for parts in std::iter::once(&mut area.parts).chain(&mut area.short) {
        let Some(at) = parts.iter().position(is_code).filter(|_| parts.len() > 1) else { return };
        let parts = Arc::make_mut(parts);
        let code = parts.remove(at);
        parts.insert(0, code);
        parts.iter_mut().for_each(to_the_start);
    }
    (area.row, area.place) = (true, Place::Center);
}

fn to_the_start(part: &mut Part) {
    match part {
        Part::Text(text) => text.align = Align::Start,
        Part::Code(code) => code.align = Align::Start,
        _ => {}
    }
}
