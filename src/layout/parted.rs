//! A headline with a word that has no room whole, as German writes them: parted where it parts best, before it is refused.

use super::fit::{Overflow, Wide};
use super::sizes::Sizes;
use super::solved::KnownGrids;
use super::{Placed, lay_out_one};
use crate::compose::{Artboard, Part};
use crate::diag::{Diagnostic, checks};
use crate::text::{Balance, Typesetter, is_very_long};
use std::sync::Arc;

/// Everything placed, with the very long words of headlines parted. `None` where that is not what was too wide, or does not
/// help.
pub(super) fn laid_out(
    artboard: &Artboard,
    overflow: &Overflow,
    given: &Sizes,
    typesetter: &mut Typesetter,
    grids: &mut KnownGrids,
) -> Option<(Placed, Vec<Diagnostic>)> {
    let Overflow::Width { wide: Wide::Word(word), block, origin, .. } = overflow else { return None };
    if !is_very_long(word) {
        return None;
    }
    let (placed, mut found) = lay_out_one(&with_parted_headlines(artboard)?, given, typesetter, grids);
    placed.face.as_ref()?;
    // Its author knows of it.
    if word.contains('\u{ad}') {
        return Some((placed, found));
    }
    let message = format!("`{word}` in `{block}` has no room whole on the {}: it is parted", artboard.face);
    found.push(
        Diagnostic::note(&checks::PARTED_WORD, *origin, message)
            .help("to part it elsewhere, write a soft hyphen there: `\\u00ad` in TOML"),
    );
    Some((placed, found))
}

/// What to do about a word that is too wide.
pub(super) fn help(word: &str) -> &'static str {
    match is_very_long(word) {
        true => "shorten the word, write a soft hyphen (`\\u00ad`) where it may be parted",
        false => "shorten the word",
    }
}

/// The same where words of headlines may be parted. `None` where there is no headline, or they may be already.
fn with_parted_headlines(artboard: &Artboard) -> Option<Artboard> {
    let mut made = artboard.clone();
    let mut any = false;
    for area in &mut made.areas {
        for part in std::iter::once(&mut area.parts).chain(&mut area.short).flat_map(Arc::make_mut) {
            if let Part::Text(text) = part
                && text.balance == Balance::Headline
            {
                text.balance = Balance::PartedHeadline;
                any = true;
            }
        }
    }
    any.then_some(made)
}
