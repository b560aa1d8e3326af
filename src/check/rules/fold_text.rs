//! `fold-text`: no word and no code lies across a fold. A format says where it is folded, a theme where words stand; where
//! the two do not fit, a line of type is read round a corner and a code is not read at all.

use super::tool_lines::place;
use crate::check::{Preflight, Rule, drawn, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face};
use crate::geom::{Length, Rect};

/// Words and codes that lie across a fold of the format.
pub struct FoldText;

/// What reaches less than this over a fold is beside it: 1 mm.
const SLACK: Length = Length::emu(36_000);

impl Rule for FoldText {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        folds(face, preflight).into_iter().flat_map(|fold| across(face, &fold)).collect()
    }
}

/// Where a face is folded.
struct Fold {
    upright: bool,
    /// From the left edge of the face, or from its top.
    at: Length,
}

/// Seen from behind, a fold counts from the right edge.
fn folds(face: &Face, preflight: &Preflight<'_>) -> Vec<Fold> {
    let format = preflight.format;
    let is_behind = format.faces.iter().position(|name| name.value == face.name).is_some_and(|i| i % 2 == 1);
    let upright = format.folds.iter().map(|x| if is_behind { face.trim.width - *x } else { *x });
    let upright = upright.map(|at| Fold { upright: true, at });
    upright.chain(format.level_folds.iter().map(|y| Fold { upright: false, at: *y })).collect()
}

/// What lies on both sides of a fold: codes one by one, words once for each block.
fn across(face: &Face, fold: &Fold) -> Vec<Diagnostic> {
    let where_it_is = format!(
        "the fold {:.2} in from the {} of the {}",
        fold.at.to_inches(),
        if fold.upright { "left edge" } else { "top" },
        face.name
    );
    let help = "move the fold in the format (`folds`), or the area in the theme";
    let mut found = Vec::new();
    for code in face.codes.iter().filter(|code| fold.parts(code.rect)) {
        let message = format!("the code `{}` lies across {where_it_is}", code.block);
        found.push(placed(Diagnostic::error(&checks::FOLD_TEXT, code.origin, message).help(help), face, code.rect));
    }
    let mut told: Vec<&str> = Vec::new();
    for (item, draw) in drawn(face) {
        let Draw::Glyphs(run) = draw else { continue };
        let at = place(run);
        if !fold.parts(at) {
            continue;
        }
        let element = item.element.and_then(|id| face.elements.get(id.0 as usize));
        let block = element.map_or("", |element| element.block.as_str());
        if told.contains(&block) {
            continue;
        }
        told.push(block);
        let message = format!("`{}` of `{block}` runs across {where_it_is}", run.text.trim());
        found.push(placed(Diagnostic::warning(&checks::FOLD_TEXT, item.origin, message).help(help), face, at));
    }
    found
}

impl Fold {
    fn parts(&self, r: Rect) -> bool {
        let (from, to) = if self.upright { (r.x, r.right()) } else { (r.y, r.bottom()) };
        from + SLACK < self.at && self.at < to - SLACK
    }
}
