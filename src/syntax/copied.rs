//! A project's copy of a built-in content that has lost a lock or a locked block on the way, has another number in locked
//! words, or has other words where the law has worded them.

use super::{content, parse};
use crate::diag::{Diagnostic, checks};
use crate::model::{Block, Class, Content, Lock};
use crate::world::World;
use std::collections::BTreeSet;

/// What a project's own content has made of the locked blocks of the built-in one of its name.
pub(super) fn check(world: &World, path: &str, own: &Content) -> Vec<Diagnostic> {
    let copied = world.read(path).is_ok_and(|found| !found.builtin);
    let Some(built) = copied.then(|| World::builtin().read(path).ok()).flatten() else { return Vec::new() };
    let Ok(text) = std::str::from_utf8(built.bytes.as_slice()) else { return Vec::new() };
    let (Some(Some(built)), _) = parse(own.origin.file, text, path, content::content) else { return Vec::new() };
    let locked: Vec<&Block> = built.blocks.iter().filter(|block| block.lock >= Lock::Safety).collect();
    let namesake = |block: &Block| own.blocks.iter().find(|own| own.name == block.name);
    let mut found: Vec<Diagnostic> =
        locked.iter().filter_map(|block| compared(block, namesake(block).filter(|own| is_copy(block, own))?)).collect();
    // Where most of the others are there, the content is a copy, and not another one that has the name.
    let kept = locked.iter().filter(|block| namesake(block).is_some_and(|own| is_copy(block, own))).count();
    if kept * 2 > locked.len() {
        found.extend(locked.iter().filter(|block| is_lost(block, own)).map(|block| lost(block, own)));
    }
    found
}

/// Whether one has half of the other's words at the least. Another text that only has the same name is no copy.
fn is_copy(built: &Block, own: &Block) -> bool {
    let (theirs, ours) = (set(built), set(own));
    theirs.intersection(&ours).count() * 2 >= theirs.len()
}

/// Words of safety or of law that stand in no block of the copy, under whatever name.
fn is_lost(built: &Block, own: &Content) -> bool {
    built.class != Class::General && !own.blocks.iter().any(|block| block.name == built.name || is_copy(built, block))
}

fn lost(built: &Block, own: &Content) -> Diagnostic {
    let name = &built.name;
    let message = format!("`{name}` of the built-in content of this name is missing in this copy, and safety hangs on its words");
    Diagnostic::warning(&checks::LOCKED_TEXT, own.origin, message)
        .help("copy the block again, or give the content another name where it is another one")
}

fn compared(built: &Block, own: &Block) -> Option<Diagnostic> {
    let name = &own.name;
    let warning = |message: String| Diagnostic::warning(&checks::LOCKED_TEXT, own.origin, message);
    if own.lock < Lock::Safety {
        let message = format!("`{name}` is locked in the built-in content of this name, and free in this copy");
        let help = "write `lock = true` again: organizations may change the words as it stands";
        return Some(warning(message).help(help));
    }
    let (theirs, ours) = (words(built), words(own));
    if built.lock == Lock::Statutory && theirs != ours {
        let message = format!("`{name}` has other words than the built-in content of this name, where the law has worded them");
        return Some(
            warning(message).help("write the words of the law, or give the content another name where it follows another law"),
        );
    }
    let (theirs, ours) = (numbers(&theirs), numbers(&ours));
    let (was, is) = other_number(&theirs, &ours)?;
    let message = format!("`{name}` says `{is}`, and the built-in content of this name says `{was}`: one slip of a finger apart");
    Some(warning(message).help("look the number up, and write it as it is"))
}

/// A number that only the built-in words have, and one that only the copy has, one slip apart: a digit more, less or another,
/// or two exchanged.
fn other_number<'a>(built: &'a BTreeSet<String>, own: &'a BTreeSet<String>) -> Option<(&'a str, &'a str)> {
    let slips = built.difference(own).flat_map(|was| own.difference(built).map(move |is| (was.as_str(), is.as_str())));
    slips.filter(|(was, is)| was.len() > 2 && is.len() > 2).find(|(was, is)| strsim::osa_distance(was, is) == 1)
}

fn numbers(words: &[String]) -> BTreeSet<String> {
    words.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit())).cloned().collect()
}

fn set(block: &Block) -> BTreeSet<String> {
    words(block).into_iter().collect()
}

/// Its words in order, in small letters.
fn words(block: &Block) -> Vec<String> {
    let mut all = Vec::new();
    block.body.texts(&mut |text| {
        all.extend(text.value.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase));
    });
    all
}
