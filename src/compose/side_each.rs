//! A product in several languages on a format with as many sides, in a theme that was drawn for one: each side is the front,
//! in a language of its own.

use super::one_side::take_all;
use super::pieces::FaceOrPanel;
use super::theme::Chosen;
use crate::diag::At;
use crate::model::{Format, Layout, Limits, Role};
use std::borrow::Cow;

/// What a side that says everything in one language does without where it has no room, the first of these first.
const LEAST_FIRST: [Role; 9] =
    [Role::SmallPrint, Role::Figure, Role::Quote, Role::Copy, Role::Contact, Role::Code, Role::Steps, Role::Points, Role::Lead];

/// The limits of a sheet on which each language has half of the room that they were stated for.
pub(super) fn with_half_the_room(limits: &Limits) -> Limits {
    let mut made = limits.clone();
    made.if_room.extend(LEAST_FIRST.into_iter().filter(|role| !limits.if_room.contains(role)));
    made
}

/// Gives each language a side, where the theme says nothing of a second language on this format; whether it did.
pub(super) fn a_side_each(drawn: &mut [(FaceOrPanel<'_>, Chosen<'_>)], languages: usize, format: &Format) -> bool {
    let as_many = languages > 1 && languages == format.faces.len() && languages == drawn.len();
    if !as_many || !format.panels.is_empty() || drawn.iter().any(|(_, chosen)| speaks_another(&chosen.layout)) {
        return false;
    }
    let Some((_, front)) = drawn.first_mut() else { return false };
    take_all(front);
    let (layout, by, derived) = (front.layout.clone().into_owned(), front.by, front.derived.clone());
    for ((_, chosen), language) in drawn.iter_mut().zip(1..) {
        let language = Some(At::new(language, layout.origin));
        *chosen = Chosen { layout: Cow::Owned(Layout { language, ..layout.clone() }), by, derived: derived.clone() };
    }
    true
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
