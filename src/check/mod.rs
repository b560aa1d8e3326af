//! Preflight: rules over finished sheets. Reads faces and pages, never changes them.
//!
//! A rule is a file in `rules/` and a row of [`RULES`]. What a rule finds carries the place on paper and the line of
//! TOML it came from. `readback` and `stray` look at the finished bytes through `scan`.

pub mod finished;
pub mod found_codes;
pub mod ink;
pub mod law;
mod local_light;
mod lone_finder;
pub mod marks;
pub mod readback;
mod rules;
pub mod scan;
mod special_inks;
pub mod standards;
pub mod strange_codes;
pub mod stranger;
#[cfg(test)]
mod tests;
pub mod unexpected_codes;

use crate::diag::{About, Diagnostic};
use crate::display::{Draw, Face, Item, Sheets};
use crate::geom::Rect;
use crate::model::{Condition, Format, Purpose};
use crate::picture::Decoded;

/// What sheets are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Preflight<'a> {
    /// Decides which rules apply: a screen has neither ink nor bleed.
    pub purpose: Purpose,
    /// Its smallest sizes, its bleed, its safe area.
    pub format: &'a Format,
    /// Press only.
    pub condition: Option<&'a Condition>,
    /// Photographs that were taken apart before.
    pub decoded: &'a Decoded,
}

/// A rule over one face.
pub(crate) trait Rule: Sync {
    /// Everything on a face that breaks the rule.
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic>;
}

/// All rules, in the order their findings are told.
const RULES: &[&dyn Rule] = &[
    &rules::type_size::TypeSize,
    &rules::safe_area::SafeArea,
    &rules::quiet_zone::QuietZone,
    &rules::module_size::ModuleSize,
    &rules::contrast::Contrast,
    &rules::graphics::FaintPicture,
    &rules::empty_hole::EmptyHole,
    &rules::listening::HeadingJump,
    &rules::hairline::Hairline,
    &rules::not_cmyk::NotCmyk,
    &rules::ink_limit::InkLimit,
    &rules::resolution::Resolution,
    &rules::bleed::Bleed,
    &rules::spot_clash::SpotClash,
    &rules::many_inks::ManyInks,
    &rules::tool_lines::ToolLines,
    &rules::fold_text::FoldText,
];

/// Everything the rules find on the faces of a product.
pub fn preflight(sheets: &Sheets, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
    let on_faces = sheets.faces.iter().flat_map(|face| RULES.iter().flat_map(|rule| rule.check(face, preflight)));
    on_faces.collect()
}

/// A diagnostic with its place on a face.
pub(crate) fn placed(diagnostic: Diagnostic, face: &Face, rect: Rect) -> Diagnostic {
    diagnostic.about(About { place: Some((face.name.clone(), rect)), ..About::default() })
}

/// Each thing drawn, with what clips and fades round it taken off, and the item it belongs to.
pub(crate) fn drawn(face: &Face) -> impl Iterator<Item = (&Item, &Draw)> {
    face.items.iter().flat_map(|item| item.draw.leaves().map(move |draw| (item, draw)))
}
