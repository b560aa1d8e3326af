//! Faces and panels for which nothing of the content is left, laid out as another one of the sheet: both sides of a table
//! tent say the same before one of them says nothing.

use super::allot::Filled;
use super::has_words;
use super::pieces::FaceOrPanel;
use super::theme::Chosen;
use crate::diag::At;
use crate::geom::{Length, Rect, Size};
use crate::model::Layout;

/// What `if_empty` says of a leaf that is meant to be plain.
pub(super) const PLAIN: &str = "plain";

/// The whole of a leaf that is plain on purpose where nothing stands on it: no hole.
pub(super) fn left_plain(layout: &Layout, size: Size) -> Option<Rect> {
    let is_meant = layout.if_empty.as_ref().is_some_and(|face| face.value == PLAIN);
    is_meant.then(|| size.at(Length::ZERO, Length::ZERO))
}

/// Gives each empty piece the layout that its own one names, and says whether there was any.
pub(super) fn laid_out_as_others<'a>(
    drawn: &mut [(FaceOrPanel<'_>, Chosen<'a>)],
    filled: &[Vec<Filled>],
    layout_of: impl Fn(&str) -> Option<Chosen<'a>>,
) -> bool {
    let mut is_any = false;
    for ((piece, chosen), cells) in drawn.iter_mut().zip(filled) {
        let is_other = |face: &&At<String>| face.value != piece.name && face.value != PLAIN;
        let other = chosen.layout.if_empty.as_ref().filter(|face| !has_words(cells) && is_other(face));
        if let Some(like) = other.and_then(|face| layout_of(&face.value)) {
            *chosen = like;
            is_any = true;
        }
    }
    is_any
}
