//! Faces laid out before: most ways to make a product change one of its faces and leave the others as they are, and copies
//! of a product share some. What a face comes to depends on nothing but its artboard.

use super::Placed;
use super::solved::KnownGrids;
use crate::compose::Artboard;
use crate::diag::Diagnostic;
use crate::display::{Draw, Face, Item};

/// Faces that are known, at the most: those of the ways that are tried for a product.
const MOST: usize = 16;

/// The faces of this product and of the one before it, the latest first.
#[derive(Default)]
pub struct KnownFaces {
    faces: Vec<KnownFace>,
    /// How many products were begun.
    products: usize,
    /// What grids came to, of all products.
    grids: KnownGrids,
}

/// An artboard, and what is known of it.
pub(super) struct KnownFace {
    artboard: Artboard,
    /// The last product that had it.
    product: usize,
    /// What it comes to by itself.
    pub laid: Option<(Placed, Vec<Diagnostic>)>,
    /// Its ease does not come over this.
    at_most: f64,
    /// It may come over this.
    over: f64,
}

impl KnownFaces {
    /// Of grids alone, where nothing else is to be remembered.
    pub(super) fn grids(&mut self) -> &mut KnownGrids {
        &mut self.grids
    }

    /// The next product is begun. Of the last one faces are kept that it may have too: none of pixels, which may wait to be
    /// faded for it, and none that only were looked at.
    pub fn next_product(&mut self) {
        let last = self.products;
        let is_pixels = |item: &Item| item.draw.leaves().any(|leaf| matches!(leaf, Draw::Image { .. }));
        let is_kept = |face: &Face| !face.items.iter().any(is_pixels);
        let has_face = |known: &KnownFace| known.laid.iter().flat_map(|(placed, _)| &placed.face).any(is_kept);
        self.faces.retain(|known| known.product == last && has_face(known));
        self.products += 1;
    }

    /// The face of an artboard, and the grids of all.
    pub(super) fn of(&mut self, artboard: &Artboard) -> (&mut KnownFace, &mut KnownGrids) {
        let at = self.faces.iter().position(|known| known.artboard == *artboard).unwrap_or_else(|| {
            self.faces.truncate(MOST - 1);
            let artboard = artboard.clone();
            let unknown =
                KnownFace { artboard, product: self.products, laid: None, at_most: f64::INFINITY, over: f64::NEG_INFINITY };
            self.faces.insert(0, unknown);
            0
        });
        let known = &mut self.faces[at];
        known.product = self.products;
        (known, &mut self.grids)
    }
}

impl KnownFace {
    /// Whether its ease may come over `enough`, where that is known. What does not fit may: it says so otherwise.
    pub(super) fn may_come_over(&self, enough: f64) -> Option<bool> {
        match &self.laid {
            Some((placed, _)) => Some(placed.face.is_none() || placed.ease > enough),
            None if self.at_most <= enough => Some(false),
            None if self.over >= enough => Some(true),
            None => None,
        }
    }

    /// Remembers what was found.
    pub(super) fn found(&mut self, enough: f64, may_come_over: bool) {
        match may_come_over {
            true => self.over = self.over.max(enough),
            false => self.at_most = self.at_most.min(enough),
        }
    }
}
