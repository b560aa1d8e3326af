//! The variants of a face's layout: which of them suit a content, and the face laid out in one of them.

use super::pieces::FaceOrPanel;
use super::theme::Chosen;
use crate::document::{Body, Document};
use crate::model::{BlockName, ContentShape, Kind, Name, Project, Role, Variant};
use crate::picture::proportion_of;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The variant in which each face or panel is laid out, by its name; its own layout where it has none here.
pub type Variants = BTreeMap<String, Name>;

/// How a product is laid out, where not as the theme lays out every content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutChoice {
    /// By face or panel; those that are not named have their own layout.
    pub variants: Variants,
    /// Parts of contacts that the theme hides for want of room, and that have room on this product.
    pub unhidden: Vec<String>,
}

/// A variant of a layout that suits a content.
#[derive(Clone, Debug, PartialEq)]
pub struct Suitable {
    /// The face or panel that it is for.
    pub piece: String,
    /// Its own.
    pub name: Name,
    /// It is made for contents of this kind, and not for those that have room to spare.
    pub is_special: bool,
}

impl LayoutChoice {
    /// Whether a part of a block is shown though its theme, one of the program, hides it.
    pub(super) fn shows(&self, block: &BlockName, part: &str) -> bool {
        block.kind == Kind::Contact && self.unhidden.iter().any(|name| name == part)
    }
}

/// The faces and panels that have a variant for this content, and which: one after the other as the theme names them.
pub(super) fn suitable(drawn: &[(FaceOrPanel<'_>, Chosen<'_>)], document: &Document, project: &Project) -> Vec<Suitable> {
    let mut variants = drawn.iter().flat_map(|(_, chosen)| chosen.layout.variants.values());
    let asks_for_picture = variants.any(|variant| variant.upright.is_some());
    let shape = ContentShape { upright: asks_for_picture.then(|| upright(document, project)).flatten(), ..shape(document) };
    let of = |(piece, chosen): &(FaceOrPanel<'_>, Chosen<'_>)| {
        let suits = chosen.layout.variants.iter().filter(|(_, variant)| variant.suits(&shape));
        let named = |(name, variant): (&Name, &Variant)| Suitable {
            piece: piece.name.to_string(),
            name: name.clone(),
            is_special: variant.is_special(),
        };
        suits.map(named).collect::<Vec<_>>()
    };
    drawn.iter().flat_map(of).collect()
}

/// What variants ask a content for.
fn shape(document: &Document) -> ContentShape {
    let written = document.blocks.iter().filter(|block| !matches!(block.name.kind, Kind::Org | Kind::Art));
    let mut roles: BTreeMap<Role, usize> = BTreeMap::new();
    for block in written.filter(|block| block.part_of.is_none() && block.name.and_language().1 <= 1) {
        *roles.entry(block.role).or_default() += 1;
    }
    let digits = document.blocks.iter().find_map(|block| match &block.body {
        Body::Contact { phone: Some(phone), .. } => Some(phone.text().chars().filter(char::is_ascii_digit).count()),
        _ => None,
    });
    ContentShape { roles, languages: document.languages, digits, upright: None }
}

/// Whether the first picture of the content is higher than wide. `None` without one.
fn upright(document: &Document, project: &Project) -> Option<bool> {
    let file = document.blocks.iter().find_map(|block| match &block.body {
        Body::Picture { file, .. } if block.name.kind == Kind::Image && block.role == Role::Picture => Some(file),
        _ => None,
    })?;
    Some(proportion_of(project.assets.get(file.as_str())?)? < 1.0)
}

/// Gives faces and panels the layout of their variants.
pub(super) fn take(drawn: &mut [(FaceOrPanel<'_>, Chosen<'_>)], variants: &Variants) {
    for (piece, chosen) in drawn {
        let varied = variants.get(piece.name).and_then(|name| chosen.layout.varied(name));
        if let Some(layout) = varied {
            chosen.layout = Cow::Owned(layout);
        }
    }
}
