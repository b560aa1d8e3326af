//! What a format has laid out by itself: its faces, and the panels of faces that fold.

use super::artboard::PanelPlacement;
use crate::geom::{Length, Point, Rect, Sides, Size, Turn};
use crate::model::Format;

/// What is laid out by itself: a face, or a panel of one.
pub(super) struct FaceOrPanel<'a> {
    pub name: &'a str,
    pub spot: PanelPlacement,
}

pub(super) fn pieces(format: &Format) -> Vec<FaceOrPanel<'_>> {
    let whole = |face: &str| PanelPlacement {
        face: face.to_string(),
        trim: format.trim,
        places: vec![Point::default()],
        turn: Turn::None,
    };
    let of_face = |face: &'_ str| format.panels.iter().filter(move |p| p.face == face).collect::<Vec<_>>();
    let mut pieces = Vec::new();
    for face in &format.faces {
        let panels = of_face(&face.value);
        if panels.is_empty() {
            pieces.push(FaceOrPanel { name: &face.value, spot: whole(&face.value) });
        }
        pieces.extend(panels.into_iter().map(|p| FaceOrPanel {
            name: &p.name.value,
            spot: PanelPlacement { places: p.places.clone(), turn: p.turn, ..whole(&face.value) },
        }));
    }
    pieces
}

/// Names of what a format has laid out by itself, in reading order.
pub fn pieces_of(format: &Format) -> Vec<String> {
    pieces(format).into_iter().map(|piece| piece.name.to_string()).collect()
}

/// What a format keeps clear on a face, as the face shows it, and the corners outside a round trim.
pub(super) fn clear(format: &Format, piece: &FaceOrPanel<'_>) -> Vec<Rect> {
    if piece.name != piece.spot.face {
        return Vec::new();
    }
    let (width, height) = (format.trim.width, format.trim.height);
    let is_front = format.faces.first().is_none_or(|front| front.value == piece.name);
    let seen = |r: &Rect| if is_front { *r } else { Rect { x: width - r.right(), ..*r } };
    let mut clear: Vec<Rect> = format.clear.iter().map(seen).collect();
    if format.round {
        // The largest square in a circle leaves 15 % of its diameter on each side.
        let (across, down) = (width.scale(0.15), height.scale(0.15));
        let corners = [Length::ZERO, width - across].into_iter().flat_map(|x| [(x, Length::ZERO), (x, height - down)]);
        clear.extend(corners.map(|(x, y)| Rect::new(x, y, across, down)));
    }
    clear
}

/// How far the art of a piece may run past it: where it ends the trim, as far as the format bleeds; at a fold or a
/// cut between panels, not at all. Sides as the words are read.
pub(super) fn bleed(format: &Format, piece: &FaceOrPanel<'_>) -> Sides {
    let Some(panel) = format.panels.iter().find(|p| p.name.value == piece.name) else { return Sides::all(format.bleed) };
    let on = |touches: &dyn Fn(Rect) -> bool| {
        let all = panel.places.iter().all(|at| touches(panel.size.at(at.x, at.y)));
        if all { format.bleed } else { Length::ZERO }
    };
    panel.turn.sides_as_read(Sides {
        top: on(&|r| r.y.is_zero()),
        right: on(&|r| r.right() == format.trim.width),
        bottom: on(&|r| r.bottom() == format.trim.height),
        left: on(&|r| r.x.is_zero()),
    })
}

/// The widest part of a face's head that no tool goes through: the band of a draft has its words there.
pub(super) fn draft_room(format: &Format, piece: &FaceOrPanel, upright: Size) -> (Length, Length) {
    // As far down as a band of two lines reaches.
    let head = format.safe + Length::points(30.0);
    let whole = (format.safe, upright.width - format.safe * 2);
    if piece.spot.face != piece.name {
        return whole;
    }
    // What goes round or across the face leaves no other room.
    let boxes = format.tools.iter().filter_map(|line| line.path.bounds()).filter(|b| b.width * 2 < upright.width && b.y < head);
    let mut cuts: Vec<(Length, Length)> = boxes.map(|b| (b.x, b.right())).collect();
    cuts.sort();
    let apart = Length::mm(2.0);
    let (mut best, mut from) = ((Length::ZERO, Length::ZERO), whole.0);
    for (begin, until) in cuts.into_iter().chain([(whole.0 + whole.1 + apart, Length::ZERO)]) {
        let width = begin - apart - from;
        if width > best.1 {
            best = (from, width);
        }
        from = from.max(until + apart);
    }
    best
}
