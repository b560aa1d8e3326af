//! Faces and panels for which nothing of the content is left, laid out as another one of the sheet: both sides of a table
//! tent say the same before one of them says nothing.

use super::allot::Filled;
use super::has_words;
use super::pieces::FaceOrPanel;
use super::theme::Chosen;

/// Gives each empty piece the layout that its own one names, and says whether there was any.
pub(super) fn laid_out_as_others<'a>(
    drawn: &mut [(FaceOrPanel<'_>, Chosen<'a>)],
    filled: &[Vec<Filled>],
    layout_of: impl Fn(&str) -> Option<Chosen<'a>>,
) -> bool {
    let mut is_any = false;
    for ((piece, chosen), cells) in drawn.iter_mut().zip(filled) {
        let other = chosen.layout.if_empty.as_ref().filter(|face| !has_words(cells) && face.value != piece.name);
        if let Some(like) = other.and_then(|face| layout_of(&face.value)) {
            *chosen = like;
            is_any = true;
        }
    }
    is_any
}
