//! What belongs together in one place: events of a program, and lists that say something else one by one.

use super::attempt::{Attempts, Found, Laid};
use super::attempts::COMFORT;
use crate::compose::{Artboard, Spared, siblings};
use crate::diag::Diagnostic;
use crate::display::Face;
use crate::document::Block;
use crate::geom::Length;
use crate::model::{BlockName, Kind, Role};
use std::collections::BTreeSet;

/// Words and codes of a face that takes one more list cover no more of it: its picture still carries it.
const WITH_ROOM: f64 = 0.5;

/// As near to what the theme asks for as type comes then, at the least.
const LEAST_EASE: f64 = 0.38;

/// A picture that carries the sheet keeps this part of its size, at the least.
const KEPT: f64 = 0.5;

/// So many events beside another one are a program.
const OTHERS: usize = 2;

/// The events that stand on a face, whole or in pieces.
fn events(artboard: &Artboard) -> BTreeSet<BlockName> {
    artboard.blocks().filter(|name| name.kind == Kind::Event).map(|name| name.and_language().0).collect()
}

/// The lists that stand on a face.
fn lists(artboard: &Artboard) -> BTreeSet<BlockName> {
    artboard.blocks().filter(|name| matches!(name.kind, Kind::List | Kind::Steps)).collect()
}

/// The part of the faces that pictures and drawings have for which the layout has a place, and not only height that is left.
fn pictured(laid: &Laid) -> f64 {
    let has_place = |block: &str| laid.artboards.iter().flat_map(|artboard| &artboard.areas).any(|area| area.block == block);
    let is_kind = |block: &str| BlockName::parse(block).is_some_and(|name| matches!(name.kind, Kind::Art | Kind::Image));
    let is_picture = |block: &str| is_kind(block) && has_place(block);
    let of = |face: &Face| {
        let whole = face.trim.at(Length::ZERO, Length::ZERO).area();
        let areas = face.areas.iter().filter(|area| is_picture(&area.block));
        areas.map(|area| area.rect.area()).sum::<f64>() / whole
    };
    laid.faces.iter().map(of).sum()
}

impl Attempts<'_> {
    /// A program in one piece: where one event of several stands in front, as if it were the only one, and all others on the
    /// back, they all stand there.
    pub fn with_events_together(&mut self, made: Found) -> Found {
        let [front, others @ ..] = made.0.artboards.as_slice() else { return made };
        let alone = events(front);
        let behind: BTreeSet<BlockName> = others.iter().flat_map(events).collect();
        if alone.len() != 1 || behind.len() < OTHERS || !alone.is_disjoint(&behind) || made.1.iter().any(Diagnostic::is_error) {
            return made;
        }
        let moved = self.spared.moved.iter().chain(&alone).chain(&behind).cloned().collect();
        self.made_with(Spared { moved, ..self.spared.clone() }, made.0.ease.min(COMFORT)).unwrap_or(made)
    }

    /// With lists that the format does not take beside one that it does, all of them or those that say what to do, where words
    /// leave room for that.
    pub fn with_lists_beside(&mut self, made: Found) -> Found {
        // What has a back has room for the rest there.
        if !self.product.format.has_one_side() || made.1.iter().any(Diagnostic::is_error) {
            return made;
        }
        let of = |roles: &[Role], block: &Block| roles.contains(&block.role) && block.may_stand_beside_lists();
        let over = |roles: &[Role]| {
            let blocks = self.document.blocks.iter().filter(|block| of(roles, block));
            blocks.filter(|block| made.0.account.has_no_room_for(&block.name)).count()
        };
        let is_of = |name: &BlockName, roles: &[Role]| {
            let is_it = |block: &&Block| block.name.and_language().0 == *name;
            self.document.blocks.iter().find(is_it).is_some_and(|block| of(roles, block))
        };
        let all = [Role::Steps, Role::Copy, Role::Points];
        let mut ways: Vec<&[Role]> =
            [&all[..], &all[..2], &all[..1], &all[1..2]].into_iter().filter(|roles| over(roles) > 0).collect();
        ways.dedup_by_key(|roles| over(roles));
        let before = self.spared.clone();
        for roles in ways {
            let mut beside = Spared { beside: roles.iter().copied().collect(), ..before.clone() };
            beside.left_out.retain(|name| !is_of(name, roles));
            if let Some(more) = self.made_with(beside, made.0.ease.min(LEAST_EASE))
                && more.0.account.placed.len() > made.0.account.placed.len()
                && more.0.used.iter().all(|used| *used <= WITH_ROOM)
                && pictured(&more.0) >= pictured(&made.0) * KEPT
                && self.passes(&more)
            {
                return more;
            }
            self.spared = before.clone();
        }
        made
    }

    /// Lists that belong together in one place: where one of them stands in front and the others on the back, all of them stand
    /// in front if that has the room, or else on the back.
    pub fn with_lists_together(&mut self, made: Found) -> Found {
        let [front, others @ ..] = made.0.artboards.as_slice() else { return made };
        let (ahead, behind): (_, BTreeSet<BlockName>) = (lists(front), others.iter().flat_map(lists).collect());
        let runs = siblings(self.document, &self.product.job, self.kind());
        let is_torn = |run: &&Vec<BlockName>| [&ahead, &behind].iter().all(|face| run.iter().any(|name| face.contains(name)));
        let torn: BTreeSet<BlockName> = runs.iter().filter(is_torn).flatten().map(|name| name.and_language().0).collect();
        if torn.is_empty() || made.1.iter().any(Diagnostic::is_error) {
            return made;
        }
        let in_front = Spared { together: true, ..self.spared.clone() };
        if let Some(better) = self.made_with(in_front, made.0.ease.min(COMFORT)) {
            return better;
        }
        let moved = self.spared.moved.iter().chain(&torn).cloned().collect();
        self.made_with(Spared { moved, ..self.spared.clone() }, made.0.ease.min(COMFORT)).unwrap_or(made)
    }
}
