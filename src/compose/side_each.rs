//! A product in several languages on a format with as many sides, in a theme that was drawn for one: each side is the front,
//! in a language of its own.

use super::one_side::take_all;
use super::pieces::FaceOrPanel;
use super::theme::Chosen;
use crate::diag::At;
use crate::model::{Format, Layout};
use std::borrow::Cow;

/// Gives each language a side, where the theme says nothing of a second language on this format.
pub(super) fn a_side_each(drawn: &mut [(FaceOrPanel<'_>, Chosen<'_>)], languages: usize, format: &Format) {
    let as_many = languages > 1 && languages == format.faces.len() && languages == drawn.len();
    if !as_many || !format.panels.is_empty() || drawn.iter().any(|(_, chosen)| speaks_another(&chosen.layout)) {
        return;
    }
    let Some((_, front)) = drawn.first_mut() else { return };
    take_all(front);
    let (layout, by, derived) = (front.layout.clone().into_owned(), front.by, front.derived.clone());
    for ((_, chosen), language) in drawn.iter_mut().zip(1..) {
        let language = Some(At::new(language, layout.origin));
        *chosen = Chosen { layout: Cow::Owned(Layout { language, ..layout.clone() }), by, derived: derived.clone() };
    }
}

/// Whether a face, or a cell of it, is for another language than the first.
fn speaks_another(layout: &Layout) -> bool {
    let names_one = |cell: &String| {
        let number = cell.trim_end_matches('?').rsplit_once('@').and_then(|(_, n)| n.parse::<u32>().ok());
        number.is_some_and(|n| n > 1)
    };
    layout.language.as_ref().is_some_and(|language| language.value > 1)
        || layout.areas.iter().flat_map(|areas| areas.value.iter().flatten()).any(names_one)
}
