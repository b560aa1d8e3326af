//! Styled boxes to positions: areas by CSS grid (taffy), type by copyfit, everything inside the trim. Knows nothing of
//! organizations, laws or files; it sees text with a language, styles and boxes.
//!
//! - `prepare`: paragraphs shaped, once for all trials;
//! - `measure`: how wide and how tall parts are in a setting;
//! - `trial`: the measures of one trial, each worked out once;
//! - `grid`: areas to rectangles;
//! - `flow`: several areas in one cell;
//! - `fit`: the largest setting that fits;
//! - `grow`: larger type and pictures before a hole is left;
//! - `leftover`: a drawing of the theme in the hole that is left;
//! - `draw`: rectangles to items;
//! - `panels`: panels to faces.

mod draw;
mod fit;
mod flow;
mod grid;
mod grow;
mod items;
mod leftover;
mod measure;
mod panels;
mod prepare;
mod trial;

pub use panels::join;

use crate::compose::Artboard;
use crate::diag::{Diagnostic, checks};
use crate::display::Face;
use crate::text::Typesetter;

/// What came of one face.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// `None` when something does not fit or cannot be set; the diagnostics say what.
    pub face: Option<Face>,
    /// How near the type comes to what the theme asks for: 1 where nothing is smaller or shortened, 0 where something does
    /// not fit.
    pub ease: f64,
    /// The part of the face that words and pictures take, before they grow.
    pub used: f64,
    /// The part of the face that would stay empty, without a drawing of the theme.
    pub hole: f64,
}

/// Places everything on one face.
pub fn lay_out(artboard: &Artboard, typesetter: &mut Typesetter) -> (Placed, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let prepared = prepare::prepare(artboard, typesetter);
    diagnostics.extend(prepare::missing_glyphs(artboard, &prepared));
    match fit::fit(artboard, &prepared) {
        Ok(fitted) => {
            let own = draw::draw(artboard, &prepared, &fitted, typesetter.inks());
            let used = own.0.used();
            let (face, outside) = grow::grown(own, artboard, &prepared, &fitted, typesetter.inks());
            let hole = face.hole().part;
            let (face, outside) = leftover::filled((face, outside), artboard, typesetter);
            diagnostics.extend(outside);
            let whole = !diagnostics.iter().any(Diagnostic::is_error);
            (Placed { face: whole.then_some(face), ease: fitted.ease(), used, hole }, diagnostics)
        }
        Err(overflow) => {
            diagnostics.push(overflow.diagnostic(artboard));
            (Placed::default(), diagnostics)
        }
    }
}

impl fit::Overflow {
    /// What does not fit, by how much, and what to do about it.
    fn diagnostic(&self, artboard: &Artboard) -> Diagnostic {
        let face = &artboard.face;
        match self {
            fit::Overflow::Height { over, block, origin, smallest, had_short } => {
                let message = format!(
                    "the {face} is {:.1} mm too full at {:.1} pt, the smallest type allowed; `{block}` takes the most room",
                    over.to_mm(),
                    smallest.to_points()
                );
                let what = match had_short {
                    true => format!("shorten `{block}`, or give it more room in the theme"),
                    false => format!("give `{block}` a `short` form, shorten it, or give it more room in the theme"),
                };
                Diagnostic::error(&checks::TEXT_OVERFLOW, *origin, message).help(what)
            }
            fit::Overflow::Width { over, block, origin, wide, has } => {
                let (what, shorter) = match wide {
                    fit::Wide::Word(word) => (format!("`{word}` in `{block}`"), "shorten the word"),
                    fit::Wide::Code => (format!("the code of `{block}`"), "shorten what it carries"),
                    fit::Wide::Figures => (format!("the figures of `{block}` in a row"), "state fewer values"),
                };
                let message =
                    format!("{what} is {:.1} mm wider than its column on the {face}, even at the smallest size", over.to_mm());
                let column = format!("give `{block}` a wider column in the theme");
                let needs = format!("it has {:.1} mm and needs {:.1} mm", has.to_mm(), (*has + *over).to_mm());
                Diagnostic::error(&checks::UNBREAKABLE_WORD, *origin, message).help(format!("{shorter}, or {column}: {needs}"))
            }
        }
    }
}
