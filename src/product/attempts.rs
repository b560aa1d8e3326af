//! A document to faces, with a place for every statement that an organization has to make, and for its help lines: where
//! the layout has none, a strip is tried on one face after the other. A product that has no room for a statement on any is
//! refused by name; one without room for a second number is made, and a note says so.

use super::attempt::{Attempts, Found, Laid, NEARLY, as_sheets, eases};
use super::same_sheet::{carries_as_much, is_one_of_many, is_wrong_anywhere};
use super::unplaced::{unplaced, unseen};
use super::{WorkerCaches, preflight};
use crate::bind::Product;
use crate::compose::{
    Artboard, BRIEFEST, LayoutChoice, LeftOut, OneSide, Spared, Strip, Why, can_be_brief, lines_without_place, missing_body,
    parted, places, statements_without_place,
};
use crate::diag::{Diagnostic, Span, checks};
use crate::document::{Block, Document};
use crate::model::{Audience, BlockName, Kind, PrintedSides};
use std::collections::BTreeSet;

/// Laid out as chosen, with a place for every statement and help line of the organization.
pub(super) fn all_stated(product: &Product<'_>, document: &Document, caches: &mut WorkerCaches, choice: &LayoutChoice) -> Found {
    let could_be_two = product.format.faces.len() == 2 && product.format.panels.is_empty();
    let ordered = product.job.sides;
    let one_side = (could_be_two && ordered == Some(PrintedSides::One)).then_some(OneSide::Ordered);
    let mut way = Attempts { product, document, caches, choice, spared: Spared::default(), one_side };
    let as_ordered = way.with_more();
    let as_ordered = way.with_events_together(as_ordered);
    let as_ordered = way.with_lists_together(as_ordered);
    let as_ordered = way.with_lists_beside(as_ordered);
    let plain = if ordered.is_none() { way.on_one_side(as_ordered) } else { as_ordered };
    let (lost, lines) = (statements_without_place(document, &plain.0.artboards, &plain.0.account), way.lines(&plain.0.artboards));
    if lost.is_empty() && lines.is_empty() {
        return plain;
    }
    if plain.1.iter().any(Diagnostic::is_error) {
        // The words themselves have to be mended first.
        return plain;
    }
    let faces_beside = |kind| places(&product.format, &plain.0.artboards, kind);
    let with_lines = way.first_that_fits(&[], &lines, faces_beside(Kind::Contact));
    // What is for people in danger, and may be found on them, names nobody.
    let open: Vec<String> = faces_beside(Kind::Note).into_iter().filter(|_| document.audience != Audience::Victim).collect();
    let strips = with_lines.as_ref().map(|(strips, _)| strips.clone()).unwrap_or_default();
    let all = way.first_that_fits(&strips, &lost, open.clone()).map(|made| (made, !strips.is_empty()));
    // A statement comes before a second number.
    let alone = |way: &mut Attempts<'_>| way.first_that_fits(&[], &lost, open.clone()).map(|made| (made, false));
    let all = all.or_else(|| if strips.is_empty() { None } else { alone(&mut way) });
    let spare = &plain.0.account.spare;
    let all = all.or_else(|| way.with_less(spare, &lost, &open).map(|made| (made, false)));
    let (mut laid, shows_lines) = match (all, with_lines) {
        (Some(((_, laid), shows_lines)), _) => (laid, shows_lines),
        (None, Some((_, laid))) if lost.is_empty() => (laid, true),
        // What is wrong without a strip leaves no room for one: that is told, and not that there is none.
        (None, _) if !way.has_room(&plain, &[]) => return plain,
        (None, _) => {
            let (mut kept, mut found) = plain;
            let blocks = lost.iter().filter_map(|name| document.blocks.iter().find(|block| block.name == *name));
            let (spare, lost): (Vec<&Block>, Vec<&Block>) = blocks.partition(|block| block.placing.if_room);
            kept.account.left_out.extend(spare.into_iter().map(|block| LeftOut {
                block: block.name.clone(),
                part: None,
                why: Why::Room,
                origin: block.origin,
            }));
            found.extend(lost.into_iter().map(|block| unplaced(product, document, block)));
            ((kept, found), false)
        }
    };
    if !shows_lines {
        laid.1.extend(lines.iter().filter_map(|name| unseen(product, document, name)));
    }
    laid
}

/// As near to what the theme asks for as type has to come before anything is left out for it.
pub(super) const COMFORT: f64 = 0.75;
/// The same where each language has half of the room: small words come before none.
const COMFORT_IN_SEVERAL: f64 = 0.45;
/// What words and pictures take of a page that is full: the rest is leading, ragged ends and gaps.
const FULL: f64 = 0.45;
/// A back of which so much is used is nearly empty: a quarter of a full page.
const THIN: f64 = FULL / 4.0;

/// A back is nearly empty too where so much of it stays empty in one piece, however large its type.
const BARE: f64 = 0.3;

/// As near as type has to come on a front that carries everything: less than a back that is nearly empty is worth.
const ENOUGH: f64 = 0.6;

/// As near as it has to come to the front of both sides where the back is all but not thin: words are not set small beside a
/// side that has room for them.
const AS_NEAR: f64 = 0.95;

/// The least ease of a front that carries everything, in place of both sides: the more there is on the back, the nearer it
/// has to come to what the front is with it.
fn worth(both: &Laid) -> f64 {
    let of_back = |parts: &[f64]| parts.get(1).copied().unwrap_or_default();
    if of_back(&both.holes) > BARE {
        return ENOUGH;
    }
    let filled = (of_back(&both.used) / THIN).clamp(0.0, 1.0);
    ENOUGH + (both.ease * AS_NEAR - ENOUGH).max(0.0) * filled
}

impl Attempts<'_> {
    /// With more blocks of a role than the format takes, where there is room for all of them; else with the lists that belong
    /// together, though they are more than it takes.
    fn with_more(&mut self) -> Found {
        let made = self.with_room();
        let is_over = |made: &Found| made.0.account.left_out.iter().any(|left| left.why == Why::Format && left.part.is_none());
        if !is_over(&made) || made.1.iter().any(Diagnostic::is_error) {
            return made;
        }
        let least = made.0.ease.min(COMFORT);
        let made = match made.0.account.takes_rest {
            true => self.if_better(made, Spared { beyond: true, ..Spared::default() }, least),
            false => made,
        };
        // Words as small as the format allows come before none.
        let made = match is_over(&made) && !parted(self.document, &made.0.account, &self.product.job, self.kind()).is_empty() {
            true => self.if_better(made, Spared { together: true, ..Spared::default() }, 0.0),
            false => made,
        };
        [usize::MAX, 1].into_iter().fold(made, |made, body| {
            match missing_body(self.document, &made.0.account, &self.product.format).is_empty() {
                true => made,
                false => self.if_better(made, Spared { body, ..Spared::default() }, 0.0),
            }
        })
    }

    /// With other blocks, where more of them have a place, and it comes out as well.
    fn if_better(&mut self, made: Found, spared: Spared, ease: f64) -> Found {
        let brief = self.spared.brief;
        let before = std::mem::replace(&mut self.spared, Spared { brief, ..spared });
        let more = self.with_room();
        if more.0.account.placed.len() > made.0.account.placed.len() && eases(&more, ease) && self.passes(&more) {
            return more;
        }
        self.spared = before;
        made
    }

    /// The kind of the format, as blocks name it.
    pub fn kind(&self) -> Option<&str> {
        self.product.format.kind.as_ref().map(|kind| kind.value.as_str())
    }

    /// With events in as many of their words as there is room for: where all of them are too many, their name, day and place
    /// are said rather than nothing.
    fn with_room(&mut self) -> Found {
        let made = self.with_blocks();
        let is_full = made.1.iter().any(|found| found.check == &checks::TEXT_OVERFLOW);
        if !is_full || !can_be_brief(self.document) {
            return made;
        }
        let before = self.spared.clone();
        for brief in 1..=BRIEFEST {
            self.spared = Spared { brief, ..before.afresh() };
            let briefer = self.with_blocks();
            if eases(&briefer, 0.0) {
                return briefer;
            }
        }
        self.spared = before;
        made
    }

    /// All blocks, or without as few of those that may be missing as lets the others stand about as large as the theme asks
    /// for; where that cannot be, nearly as large as they stand without any of those.
    fn with_blocks(&mut self) -> Found {
        let comfort = if self.document.languages > 1 { COMFORT_IN_SEVERAL } else { COMFORT };
        let whole = self.laid_out(&[]);
        if whole.1.iter().any(is_wrong_anywhere) {
            return whole;
        }
        let spare = if eases(&whole, comfort) { Vec::new() } else { whole.0.account.spare.clone() };
        if spare.is_empty() {
            return whole;
        }
        if eases(&whole, 0.0) && !self.may_come_over(&spare, &whole.0) {
            return whole;
        }
        let least = self.without(&spare);
        if !eases(&least, 0.0) {
            // The words themselves have to be mended first.
            return whole;
        }
        let wanted = comfort.min(least.0.ease * NEARLY);
        if eases(&whole, wanted) {
            self.spared = self.spared.afresh();
            return whole;
        }
        let (mut kept, mut dropped, mut best) = (0, spare.len(), least);
        while dropped - kept > 1 {
            let middle = (kept + dropped) / 2;
            let made = self.without(&spare[..middle]);
            if eases(&made, wanted) {
                (dropped, best) = (middle, made);
            } else {
                kept = middle;
            }
        }
        self.spared.left_out = spare[..dropped].iter().cloned().collect();
        self.moved(best, &spare[..dropped], wanted)
    }

    fn without(&mut self, spared: &[BlockName]) -> Found {
        self.spared.left_out = spared.iter().cloned().collect();
        self.laid_out(&[])
    }

    /// The same with what has been left out where the rest of everything stands, such as on the back, as far as that has room.
    /// `spared`: the least important first.
    fn moved(&mut self, made: Found, spared: &[BlockName], wanted: f64) -> Found {
        if !made.0.account.takes_rest {
            return made;
        }
        let all: BTreeSet<BlockName> = spared.iter().cloned().collect();
        let tried = Spared { left_out: BTreeSet::new(), moved: all, ..self.spared.clone() };
        if let Some(better) = self.made_with(tried, wanted) {
            return better;
        }
        let mut best = made;
        if spared.len() > 1 {
            for name in spared.iter().rev() {
                let mut tried = self.spared.clone();
                tried.left_out.remove(name);
                tried.moved.insert(name.clone());
                best = self.made_with(tried, wanted).unwrap_or(best);
            }
        }
        best
    }

    /// The product with these blocks left out and moved, where it comes out as well and all that was moved has a place.
    pub fn made_with(&mut self, spared: Spared, wanted: f64) -> Option<Found> {
        let before = std::mem::replace(&mut self.spared, spared);
        let made = self.laid_out(&[]);
        let is_placed = |name: &BlockName| made.0.account.placed.iter().any(|placed| placed.and_language().0 == *name);
        if eases(&made, wanted) && self.spared.moved.iter().all(is_placed) {
            return Some(made);
        }
        self.spared = before;
        None
    }

    /// The same with all of it on the front, where the back would be nearly empty and the front has room for everything.
    fn on_one_side(&mut self, both: Found) -> Found {
        let format = &self.product.format;
        let has_back = format.panels.is_empty() && both.0.artboards.len() == 2 && !is_one_of_many(self.product);
        let over = |parts: &[f64], limit: f64| parts.get(1).is_some_and(|part| *part > limit);
        let thin = !over(&both.0.used, THIN) || over(&both.0.holes, BARE);
        if !has_back || !thin || both.1.iter().any(Diagnostic::is_error) {
            return both;
        }
        self.one_side = Some(OneSide::ThinBack(both.0.used.get(1).copied().unwrap_or_default() / FULL));
        let before = self.spared.clone();
        self.spared.together = true;
        let alone = self.laid_out(&[]);
        let carries_all = carries_as_much(&both.0.account, &alone.0.account);
        if carries_all && eases(&alone, worth(&both.0)) && self.passes(&alone) {
            return alone;
        }
        (self.one_side, self.spared) = (None, before);
        both
    }

    /// Whether nothing is wrong with what was made but what is wrong with the marks of these blocks on any sheet.
    fn has_room(&self, (laid, found): &Found, blocks: &[BlockName]) -> bool {
        let of_blocks = self.document.blocks.iter().filter(|block| blocks.contains(&block.name));
        let own: Vec<Span> = of_blocks.flat_map(|block| block.body.marks()).map(|mark| mark.origin).collect();
        let of_sheets = preflight(self.product, &as_sheets(laid, self.caches), self.caches);
        !found.iter().chain(&of_sheets).any(|found| found.is_error() && !own.contains(&found.span))
    }

    /// Help lines that get a strip: not on sheets for people in danger, nor on those that the law words.
    fn lines(&self, artboards: &[Artboard]) -> Vec<BlockName> {
        match self.document.audience {
            Audience::Victim | Audience::Statutory => Vec::new(),
            Audience::Public | Audience::Staff | Audience::Event => lines_without_place(self.document, artboards),
        }
    }

    /// The strips as they are and one more with these blocks, on the first face where nothing goes wrong.
    fn first_that_fits(&mut self, strips: &[Strip], blocks: &[BlockName], faces: Vec<String>) -> Option<(Vec<Strip>, Found)> {
        if blocks.is_empty() {
            return None;
        }
        faces.into_iter().find_map(|face| {
            let strips = [strips, &[(face, blocks.to_vec())]].concat();
            let laid = self.laid_out(&strips);
            self.has_room(&laid, blocks).then_some((strips, laid))
        })
    }

    /// A strip with these blocks where others give way to it: events are said in fewer words, then what may be missing is left
    /// out, as little of it as does.
    fn with_less(&mut self, spare: &[BlockName], blocks: &[BlockName], faces: &[String]) -> Option<(Vec<Strip>, Found)> {
        let before = self.spared.clone();
        let briefest = if can_be_brief(self.document) { BRIEFEST } else { before.brief };
        for dropped in 0..=spare.len() {
            for brief in before.brief..=briefest {
                // With nothing less it was tried before.
                if dropped == 0 && brief == before.brief {
                    continue;
                }
                let left_out = before.left_out.iter().chain(&spare[..dropped]).cloned().collect();
                self.spared = Spared { brief, left_out, ..before.clone() };
                let made = self.first_that_fits(&[], blocks, faces.to_vec());
                if made.is_some() {
                    return made;
                }
            }
        }
        self.spared = before;
        None
    }
}
