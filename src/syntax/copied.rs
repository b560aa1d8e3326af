//! A project's copy of a built-in content that has lost a lock on the way, or has other words where the law has worded them.

use super::{content, parse};
use crate::diag::{Diagnostic, checks};
use crate::model::{Block, Content, Lock};
use crate::world::World;
use std::collections::BTreeSet;

/// What a project's own content has made of the locked blocks of the built-in one of its name.
pub(super) fn check(world: &World, path: &str, own: &Content) -> Vec<Diagnostic> {
    let copied = world.read(path).is_ok_and(|found| !found.builtin);
    let Some(built) = copied.then(|| World::builtin().read(path).ok()).flatten() else { return Vec::new() };
    let Ok(text) = std::str::from_utf8(built.bytes.as_slice()) else { return Vec::new() };
    let (Some(Some(built)), _) = parse(own.origin.file, text, path, content::content) else { return Vec::new() };
    let locked = built.blocks.iter().filter(|block| block.lock >= Lock::Safety);
    locked.filter_map(|block| compared(block, own.blocks.iter().find(|own| own.name == block.name)?)).collect()
}

fn compared(built: &Block, own: &Block) -> Option<Diagnostic> {
    let (theirs, ours) = (words(built), words(own));
    let shared = theirs.intersection(&ours).count();
    // Another text that only has the same name is no copy.
    if shared * 2 < theirs.len() {
        return None;
    }
    let name = &own.name;
    if own.lock < Lock::Safety {
        let message = format!("`{name}` is locked in the built-in content of this name, and free in this copy");
        let help = "write `lock = true` again: organizations may change the words as it stands";
        return Some(Diagnostic::warning(&checks::LOCKED_TEXT, own.origin, message).help(help));
    }
    let message = format!("`{name}` has other words than the built-in content of this name, where the law has worded them");
    (built.lock == Lock::Statutory && theirs != ours).then(|| {
        Diagnostic::warning(&checks::LOCKED_TEXT, own.origin, message)
            .help("write the words of the law, or give the content another name where it follows another law")
    })
}

fn words(block: &Block) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    block.body.texts(&mut |text| {
        all.extend(text.value.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase));
    });
    all
}
