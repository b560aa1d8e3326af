//! Lists that belong together: the days of a menu, what is wanted and what is not. One of them without the others says
//! something else than the content does.

use super::account::{Account, said_to_leave_out};
use crate::diag::{At, Diagnostic, checks};
use crate::document::{Block, Body, Document};
use crate::model::{BlockName, Format, Role};
use crate::plan::Job;
use std::collections::BTreeSet;

/// The lists of a product that stand one behind the other in the content with a heading each, of one role and for the same
/// formats. What may be missing (`if_room`) belongs to none. `kind`: of the format.
pub(crate) fn siblings(document: &Document, job: &Job, kind: Option<&str>) -> Vec<Vec<BlockName>> {
    let mut all: Vec<Vec<BlockName>> = Vec::new();
    for language in 1..=document.languages {
        let is_own = |block: &&Block| {
            let (_, own) = block.name.and_language();
            own == language && block.is_whole() && said_to_leave_out(block, job, kind).is_none()
        };
        let blocks: Vec<&Block> = document.blocks.iter().filter(is_own).collect();
        let runs = blocks.chunk_by(|one, next| is_one_of_several(one) && is_one_of_several(next) && is_alike(one, next));
        all.extend(runs.filter(|run| run.len() > 1).map(|run| run.iter().map(|block| block.name.clone()).collect()));
    }
    all
}

fn is_one_of_several(block: &Block) -> bool {
    let is_list = matches!(block.role, Role::Points | Role::Steps);
    is_list && !block.placing.if_room && matches!(&block.body, Body::List { heading: Some(_), .. })
}

fn is_alike(one: &Block, other: &Block) -> bool {
    let formats = |block: &Block| {
        let of = |names: &[At<String>]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        (of(&block.placing.on), of(&block.placing.not_on))
    };
    one.role == other.role && one.placing.priority == other.placing.priority && formats(one) == formats(other)
}

/// The siblings of which a product carries some and not the others, for want of a place or of room: those that it carries, and
/// the others.
pub(crate) fn parted(document: &Document, account: &Account, job: &Job, kind: Option<&str>) -> Vec<[Vec<BlockName>; 2]> {
    let runs = siblings(document, job, kind).into_iter();
    let parts = runs.map(|run| {
        let (left, kept): (Vec<BlockName>, Vec<BlockName>) = run.into_iter().partition(|name| account.has_no_room_for(name));
        [kept, left]
    });
    parts.filter(|parts| parts.iter().all(|part| !part.is_empty())).collect()
}

/// A sheet that is smaller in both directions, in inches, is a digest: what is not on it is noted, and no mistake.
const DIGEST: f64 = 7.0;

/// Whether a sheet is small or made for a screen.
pub(super) fn is_digest(format: &Format) -> bool {
    let longer = format.trim.width.to_inches().max(format.trim.height.to_inches());
    format.pixels.is_some() || longer < DIGEST
}

/// A warning for each, a note on what is small or made for a screen.
pub(super) fn told(document: &Document, account: &Account, job: &Job, format: &Format) -> Vec<Diagnostic> {
    let kind = format.kind.as_ref().map(|kind| kind.value.as_str());
    let tell = if is_digest(format) { Diagnostic::note } else { Diagnostic::warning };
    let mut told: BTreeSet<BlockName> = BTreeSet::new();
    let mut all = Vec::new();
    for [kept, left] in parted(document, account, job, kind) {
        let first = left[0].and_language().0;
        let block = document.blocks.iter().find(|block| block.name == left[0]);
        let Some(block) = block.filter(|_| told.insert(first.clone())) else { continue };
        let more = match left.len() {
            1 => String::new(),
            2 => format!(" and `{}`", left[1].and_language().0),
            n => format!(" and {} more", n - 1),
        };
        let verb = if left.len() == 1 { "is" } else { "are" };
        let message = format!(
            "`{first}`{more} {verb} not on `{}`, and `{}` is: the theme `{}` has no room for all of these lists there",
            job.format,
            kept[0].and_language().0,
            job.theme
        );
        let help = format!(
            "make shorter lists of them; or `not_on = [\"{}\"]`, or `if_room = true`, under each that may be missing",
            job.format
        );
        all.push(tell(&checks::BLOCK_WITHOUT_AREA, block.origin, message).help(help));
    }
    all
}
