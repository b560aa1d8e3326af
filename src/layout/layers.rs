//! What is drawn under what: pictures that lie behind other areas before those.

use super::prepare::Prepared;
use crate::compose::{Art, Part};
use crate::display::Draw;
use crate::geom::{Length, Rect, Turn};

/// A picture in its whole rectangle; a drawing that is a tile as often as fits in the room that it is given, each about so wide.
pub(super) fn shown(art: &Art, whole: Rect, tiles: Option<(Rect, Length)>) -> Vec<Draw> {
    match (art, tiles) {
        (Art::Drawing(drawing), Some((room, size))) => drawing.repeated(room, size),
        (Art::Drawing(drawing), None) => drawing.placed(whole),
        (Art::Raster(raster), _) => vec![Draw::Image { raster: raster.clone(), rect: whole, turn: Turn::None }],
    }
}

/// Areas in the order that they are drawn in: those of pictures that lie behind others, and then these.
pub(super) fn in_layers(prepared: &Prepared<'_>) -> (Vec<usize>, Vec<usize>) {
    let is_behind = |part: &Part| matches!(part, Part::Picture(picture) if picture.behind.is_some());
    (0..prepared.areas.len()).partition(|index| prepared.areas[*index].area.parts.iter().any(is_behind))
}
