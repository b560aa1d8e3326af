//! The day on which a translation was reviewed: one that is still to come is a slip, and nobody has read it yet.

use super::Desk;
use crate::diag::{Diagnostic, checks};
use crate::model::Translation;

pub(super) fn check(translation: &Translation, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let of_blocks = translation.blocks.values().map(|block| &block.review);
    let all = std::iter::once(&translation.review).chain(of_blocks);
    for on in all.filter_map(|review| review.reviewed_on.as_ref()).filter(|on| on.value > desk.today) {
        let message = format!("`reviewed_on` is {}, a day to come", on.value);
        found.push(Diagnostic::warning(&checks::DATE_IN_WORDS, on.span, message).help("write the day on which somebody read it"));
    }
}
