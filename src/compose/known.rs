//! Areas composed before: the ways that are tried for a product leave out a block or move it, and most of the others stand
//! where they stood, as they stood.

use super::FaceComposer;
use super::account::{LeftOut, Shown};
use super::artboard::Area;
use super::grounds::{Background, Cell};
use super::variants::Variants;
use crate::diag::{Diagnostic, Span};
use crate::document::Locale;
use crate::model::{BlockName, Kind};

/// The areas of one product, as long as its faces have the same layouts.
#[derive(Default)]
pub struct KnownAreas {
    /// Which layouts these are of: the variants, and whether all of it stands on the front. None where nothing is kept.
    layouts: Option<(Variants, bool)>,
    areas: Vec<(AreaAsked, AreaMade)>,
    /// By face: what stands where height would stay empty.
    leftover: Vec<(String, Option<Area>)>,
}

/// What an area is made of, beside what is the same for all of a product.
#[derive(PartialEq)]
pub(super) struct AreaAsked {
    block: BlockName,
    face: String,
    written: String,
    cell: Cell,
    origin: Span,
    ground: Background,
    in_flow: bool,
    /// Of an event: how briefly it is said, and whether its title stands on the face by itself.
    brief: usize,
    titled: Option<bool>,
    headline: Option<usize>,
    /// Of a contact: what is shown of it though the theme hides it.
    unhidden: Vec<String>,
}

/// An area, and what was said while it was made.
#[derive(Clone)]
pub(super) struct AreaMade {
    area: Option<Area>,
    shown: Vec<Shown>,
    unsaid: Vec<LeftOut>,
    told: Vec<Diagnostic>,
    locale: Locale,
}

impl KnownAreas {
    /// Keeps what is of these layouts. None: of layouts that are like those of no other way.
    pub(super) fn keep(&mut self, layouts: Option<(&Variants, bool)>) {
        let is_same = |(variants, one_side): (&Variants, bool)| {
            self.layouts.as_ref().is_some_and(|(known, side)| known == variants && *side == one_side)
        };
        if !layouts.is_some_and(is_same) {
            self.areas.clear();
            self.leftover.clear();
            self.layouts = layouts.map(|(variants, one_side)| (variants.clone(), one_side));
        }
    }
}

impl FaceComposer<'_, '_> {
    /// What stands on a face where height would stay empty, made or as it was made before.
    pub(super) fn leftover_or_known(&mut self, face: &str) -> Option<Area> {
        if let Some((_, area)) = self.bench.known.leftover.iter().find(|(known, _)| known == face) {
            return area.clone();
        }
        let told = self.diagnostics.len();
        let area = self.leftover();
        if self.bench.known.layouts.is_some() && self.diagnostics.len() == told {
            self.bench.known.leftover.push((face.to_string(), area.clone()));
        }
        area
    }

    /// The area of one block, made or as it was made before.
    pub(super) fn area_or_known(
        &mut self,
        name: &BlockName,
        face: &str,
        (written, cell, origin): (&str, Cell, Span),
        ground: &Background,
    ) -> Option<Area> {
        let of = |kind: Kind| name.kind == kind;
        let asked = AreaAsked {
            block: name.clone(),
            face: face.to_string(),
            written: written.to_string(),
            cell,
            origin,
            ground: ground.clone(),
            in_flow: self.in_flow,
            brief: if of(Kind::Event) { self.bench.spared.brief } else { 0 },
            titled: self.titled.iter().find(|(event, _)| event == name).map(|(_, all)| *all),
            headline: self.headline,
            unhidden: if of(Kind::Contact) { self.bench.choice.unhidden.clone() } else { Vec::new() },
        };
        if let Some((_, made)) = self.bench.known.areas.iter().find(|(known, _)| *known == asked) {
            let made = made.clone();
            self.shown.extend(made.shown);
            self.unsaid.extend(made.unsaid);
            self.diagnostics.extend(made.told);
            self.locale = made.locale;
            return made.area;
        }
        let (shown, unsaid, told) = (self.shown.len(), self.unsaid.len(), self.diagnostics.len());
        let area = self.area(name, written, cell, origin, ground.clone());
        // What is told once for many areas would be missing where this one comes first.
        if self.bench.known.layouts.is_some() && !self.diagnostics.iter().any(Diagnostic::is_error) {
            let made = AreaMade {
                area: area.clone(),
                shown: self.shown[shown..].to_vec(),
                unsaid: self.unsaid[unsaid..].to_vec(),
                told: self.diagnostics[told..].to_vec(),
                locale: self.locale.clone(),
            };
            self.bench.known.areas.push((asked, made));
        }
        area
    }
}
