//! What a sheet says beside its headline, whom to call and where to read on. One of which nothing is left says something else
//! than its content does.

use super::account::Account;
use super::siblings::{is_digest, siblings};
use crate::diag::{Diagnostic, checks};
use crate::document::{Block, Document};
use crate::model::{BlockName, Format, Role};
use crate::plan::Job;

/// The roles of such blocks.
const BODY: [Role; 6] = [Role::Points, Role::Steps, Role::Figure, Role::Quote, Role::Copy, Role::Event];

/// The same where a content has none of them: a notice of one sentence, the way to a new address.
const BRIEF_BODY: [Role; 2] = [Role::SmallPrint, Role::Map];

/// The roles of the blocks that say what a sheet is about.
pub(super) fn body_roles(document: &Document) -> &'static [Role] {
    let has_body = document.blocks.iter().any(|block| is_body(block, &BODY));
    if has_body { &BODY } else { &BRIEF_BODY }
}

/// Whether a block is one of those that say what the sheet is about.
pub(super) fn is_body(block: &Block, roles: &[Role]) -> bool {
    roles.contains(&block.role) && block.part_of.is_none()
}

/// The blocks that a product leaves out for want of a place or of room, where nothing like them is left on it.
/// Nothing where the format takes nothing like them: a round sticker, a picture for a link.
pub(crate) fn missing_body<'d>(document: &'d Document, account: &Account, format: &Format) -> Vec<&'d Block> {
    if BODY.iter().all(|role| *role == Role::Event || format.limits.of(*role) == 0) {
        return Vec::new();
    }
    let roles = body_roles(document);
    let own: Vec<&Block> = document.blocks.iter().filter(|block| is_body(block, roles)).collect();
    if own.iter().any(|block| account.placed.contains(&block.name)) {
        return Vec::new();
    }
    own.into_iter().filter(|block| !block.placing.if_room && account.has_no_room_for(&block.name)).collect()
}

/// A warning where there are such.
pub(super) fn warning(document: &Document, account: &Account, job: &Job, format_of: &Format) -> Option<Diagnostic> {
    let missing = missing_body(document, account, format_of);
    let first = missing.first()?;
    let (name, more) = (first.name.and_language().0, missing.len() - 1);
    let all = match more {
        0 => format!("`{name}` is not on it"),
        1 => format!("`{name}` and `{}` are not on it", missing[1].name.and_language().0),
        n => format!("`{name}` and {n} more are not on it"),
    };
    let (format, theme) = (&job.format, &job.theme);
    let message =
        format!("`{format}` says nothing but the headline and where to turn: {all}, for want of room in the theme `{theme}`");
    let help = format!("shorten them, or make another format; or `not_on = [\"{format}\"]` under each that it may do without");
    // Small print on a small sheet is the first to go.
    let is_small_print = is_digest(format_of) && body_roles(document) == BRIEF_BODY;
    let tell = if is_small_print { Diagnostic::note } else { Diagnostic::warning };
    Some(tell(&checks::BLOCK_WITHOUT_AREA, first.origin, message).help(help))
}

/// A warning for each list of steps that a large sheet of one side leaves out for want of a place or of room, where other lists stand: what
/// to do is what it is read for.
pub(super) fn steps_left_out(document: &Document, account: &Account, job: &Job, format: &Format) -> Vec<Diagnostic> {
    if is_digest(format) || !format.has_one_side() || !missing_body(document, account, format).is_empty() {
        return Vec::new();
    }
    let kind = format.kind.as_ref().map(|kind| kind.value.as_str());
    let told_elsewhere: Vec<BlockName> = siblings(document, job, kind).into_iter().flatten().collect();
    let is_missing = |block: &&Block| {
        let is_own = block.role == Role::Steps && block.is_whole() && block.name.and_language().1 <= 1;
        is_own && !block.placing.if_room && account.has_no_room_for(&block.name) && !told_elsewhere.contains(&block.name)
    };
    let warned = document.blocks.iter().filter(is_missing).map(|block| {
        let (name, format, theme) = (block.name.and_language().0, &job.format, &job.theme);
        let message = format!("`{name}` is not on `{format}`: the theme `{theme}` has no room for it there");
        let help = format!("shorten it or what stands beside it; or `not_on = [\"{format}\"]`, or `if_room = true`, under it");
        Diagnostic::warning(&checks::BLOCK_WITHOUT_AREA, block.origin, message).help(help)
    });
    warned.collect()
}
