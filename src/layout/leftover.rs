//! A face that has a hole, however large its type: the drawing that the theme has for it takes the height that is left.

use super::draw::draw;
use super::fit::{again, fit};
use super::grid::Rows;
use super::grow::{Drawn, larger};
use super::prepare::prepare;
use super::sizes::Sizes;
use super::solved::KnownGrids;
use crate::compose::Artboard;
use crate::display::HOLE;
use crate::geom::{Length, Rect};
use crate::text::Typesetter;

/// How much larger type is tried beside the drawing.
const STEPS: [f64; 4] = [1.0, 1.12, 1.25, 1.4];
/// A drawing of a smaller part of the face is a strip that nobody meant.
const LEAST: f64 = 0.05;
/// Type grows as long as the drawing keeps so much of the face.
const ENOUGH: f64 = 0.3;

/// The face with a drawing in its hole, if it has one and the theme has the other. `hole`: the part that it takes.
pub(super) fn filled(
    own: Drawn,
    hole: f64,
    artboard: &Artboard,
    given: &Sizes,
    typesetter: &mut Typesetter,
    grids: &mut KnownGrids,
) -> Drawn {
    if hole <= HOLE || !own.1.is_empty() {
        return own;
    }
    let Some(roomy) = artboard.with_leftover() else { return own };
    let prepared = prepare(&roomy, typesetter);
    let Ok(fitted) = fit(&roomy, &prepared, given, grids) else { return own };
    let mut best: Option<Drawn> = None;
    for beyond in STEPS.into_iter().filter(|step| *step <= roomy.scale.ceiling) {
        let Some(fitted) = again(&roomy, &prepared, &fitted, larger(fitted.setting, beyond), Rows::Own) else { break };
        let made = draw(&roomy, &prepared, &fitted, typesetter.inks());
        let of_art = made.0.areas.last().map_or(0.0, |area| part(area.rect, roomy.trim.at(Length::ZERO, Length::ZERO)));
        let least = if best.is_some() { ENOUGH } else { LEAST };
        if of_art < least || !made.1.is_empty() {
            break;
        }
        best = Some(made);
    }
    best.filter(|made| made.0.hole().part < hole).unwrap_or(own)
}

fn part(of: Rect, whole: Rect) -> f64 {
    of.area() / whole.area()
}
