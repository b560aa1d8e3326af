//! Events in few words, for a sheet that has no room for all of them: what it is, its day and its place stay.

use super::account::{LeftOut, Why};
use crate::diag::{At, Span};
use crate::document::{Block, Body, Document};
use crate::model::AreaStyle;

/// What goes, step by step: particulars first, the room in a place that has a name last. The address stays: a stranger needs it.
const STEPS: [&[&str]; 3] = [
    &["subtitle", "series", "presenter", "audience", "seats", "interpreters", "access", "childcare", "food", "note", "sponsor"],
    &["speakers", "cost", "register_by"],
    &["room", "register"],
];

/// The last step.
pub const BRIEFEST: usize = STEPS.len();

/// Whether any event of a document can be said in fewer words.
pub fn can_be_brief(document: &Document) -> bool {
    document.blocks.iter().any(|block| !parts(block, BRIEFEST).is_empty())
}

/// What an event does without at a step: nothing where its pieces stand apart.
fn parts(block: &Block, step: usize) -> Vec<&'static str> {
    let Body::Event { lines } = &block.body else { return Vec::new() };
    if block.part_of.is_some() {
        return Vec::new();
    }
    let has = |part: &str| lines.iter().any(|line| line.part == part);
    let says_where = has("venue");
    let may_go = |part: &&str| has(part) && (says_where || *part != "room");
    STEPS.iter().take(step).flat_map(|parts| parts.iter().copied()).filter(may_go).collect()
}

/// Takes out of the look of an event what it does without, and says what that is.
pub(super) fn shorten(look: &mut AreaStyle, block: &Block, step: usize) -> Vec<LeftOut> {
    let hide = look.hide.get_or_insert_with(|| At::new(Vec::new(), Span::NONE));
    let gone: Vec<&str> = parts(block, step).into_iter().filter(|part| !hide.value.iter().any(|own| own == part)).collect();
    hide.value.extend(gone.iter().map(|part| (*part).to_string()));
    let left_out =
        |part: &str| LeftOut { block: block.name.clone(), part: Some(part.to_string()), why: Why::Room, origin: block.origin };
    gone.into_iter().map(left_out).collect()
}
