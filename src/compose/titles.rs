//! What of the headline and of the titles of events stands on a sheet already.

use super::allot::Filled;
use crate::document::{Block, Document};
use crate::model::{BlockName, Role};

/// Where the first headline that any face shows stands among the blocks of the content.
pub(super) fn headline(document: &Document, filled: &[Vec<Filled>]) -> Option<usize> {
    let shown: Vec<&BlockName> = filled.iter().flatten().flat_map(|cell| &cell.blocks).collect();
    document.blocks.iter().position(|block| block.role == Role::Headline && shown.contains(&&block.name))
}

/// Events whose title stands on the face already, as its headline; and whether what is said with a title stands under it.
pub(super) fn titled(document: &Document, cells: &[Filled]) -> Vec<(BlockName, bool)> {
    let shown: Vec<&BlockName> = cells.iter().flat_map(|cell| &cell.blocks).collect();
    let words_of = |block: &Block| {
        let mut words = Vec::new();
        block.body.paragraphs(&mut |paragraph| words.push(paragraph.text().to_lowercase()));
        words
    };
    let headlines: Vec<String> = document
        .blocks
        .iter()
        .filter(|block| block.role == Role::Headline && shown.contains(&&block.name))
        .flat_map(words_of)
        .collect();
    let pieces = document.blocks.iter().filter(|block| block.part_of.is_some() && block.name.and_language().0.name == "title");
    let is_said = |piece: &&Block| {
        shown.contains(&&piece.name)
            || words_of(piece).first().is_some_and(|title| headlines.iter().any(|line| says(line, title)))
    };
    pieces.filter(is_said).filter_map(|piece| Some((piece.part_of.clone()?, shown.contains(&&piece.name)))).collect()
}

/// Whether a headline has the words of a title in it: who reads "Yard sale on Mill Street" needs no "Yard sale" under it.
fn says(headline: &str, title: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    headline.match_indices(title).any(|(at, found)| {
        !title.is_empty() && !inside(headline[..at].chars().next_back()) && !inside(headline[at + found.len()..].chars().next())
    })
}
