//! Styled boxes to positions: areas by CSS grid (taffy), type by copyfit, everything inside the trim. Knows nothing of
//! organizations, laws or files; it sees text with a language, styles and boxes.
//!
//! - `prepare`: paragraphs shaped, once for all trials;
//! - `measure`: how wide and how tall parts are in a setting;
//! - `lists`: the columns and items of lists among them;
//! - `trial`: the measures of one trial, each worked out once;
//! - `grid`: areas to rectangles; `solved`: grids that were parted before;
//! - `columns`: boxes to columns of equal depth;
//! - `flow`: several areas in one cell;
//! - `fit`: the largest setting that fits;
//! - `sizes`: at most five sizes of type on a face;
//! - `known`: faces laid out before;
//! - `grow`: larger type and pictures before a hole is left;
//! - `leftover`: a drawing of the theme in the hole that is left;
//! - `charts`: figures as what they count;
//! - `series`: values as bars, dots or a line;
//! - `discs`: large letters on a disc, in two inks;
//! - `turned`: words that run upwards;
//! - `pictures`: whole, or cut round what matters; `layers`: those behind words first;
//! - `marks`: side by side, of the same weight;
//! - `draw`: rectangles to items;
//! - `grounds`: what lies under words;
//! - `shades`: colours that run into others; `borders`: frames;
//! - `parted`: a word of a headline that has no room whole;
//! - `overlap`: words that would be printed over others;
//! - `panels`: panels to faces.

mod borders;
mod charts;
mod columns;
mod discs;
mod draw;
mod figures;
mod fit;
mod flow;
mod grid;
mod grounds;
mod grow;
mod items;
mod known;
mod layers;
mod leftover;
mod legends;
mod lists;
mod marks;
mod measure;
mod overlap;
mod panels;
mod parted;
mod pictures;
mod places;
mod prepare;
mod series;
mod shades;
mod sized;
mod sizes;
mod solved;
mod trial;
mod turned;

pub use known::KnownFaces;
pub use panels::join;

use crate::compose::Artboard;
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, HOLE};
use crate::text::Typesetter;
use sizes::Sizes;
use solved::KnownGrids;
use std::collections::BTreeMap;

/// What came of one face.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// `None` when something does not fit or cannot be set; the diagnostics say what.
    pub face: Option<Face>,
    /// How near the type comes to what the theme asks for: 1 where nothing is smaller or shortened, 0 where something does
    /// not fit.
    pub ease: f64,
    /// The part of the face that words, codes and the content's own pictures take, before they grow.
    pub used: f64,
    /// The part of the face that would stay empty, without a drawing of the theme; at least that part where it is no hole.
    pub hole: f64,
}

/// How often the panels of a face are laid out again to come to the same few sizes.
const ROUNDS: usize = 5;

/// Places everything on all faces of a product, in at most five sizes of type a face.
pub fn lay_out(artboards: &[Artboard], typesetter: &mut Typesetter, known: &mut KnownFaces) -> Vec<(Placed, Vec<Diagnostic>)> {
    let mut laid = |artboard: &Artboard| {
        let (face, grids) = known.of(artboard);
        face.laid.get_or_insert_with(|| without_hole(artboard, typesetter, grids)).clone()
    };
    let mut all: Vec<_> = artboards.iter().map(&mut laid).collect();
    for group in panels_of_faces(artboards) {
        // What a panel takes of its own size in one round is known in the next.
        for round in 0..ROUNDS {
            let sized =
                |i: &usize| all[*i].0.face.iter().flat_map(|face| sizes::drawn(face, &artboards[*i].scale)).collect::<Vec<_>>();
            let Some(given) = Sizes::grouped(&group.iter().flat_map(sized).collect::<Vec<_>>(), 1.0) else { break };
            let given = if round < ROUNDS / 2 { given } else { given.strict() };
            for i in &group {
                let made = lay_out_one(&artboards[*i], &given, typesetter, known.grids());
                if made.0.face.is_some() {
                    all[*i] = made;
                }
            }
        }
    }
    all
}

/// Whether the ease of the least easy face may come over `enough`. False only where it is sure that it does not, at a part of
/// the cost of laying everything out.
pub fn may_come_over(artboards: &[Artboard], enough: f64, typesetter: &mut Typesetter, known: &mut KnownFaces) -> bool {
    let has_panels = !panels_of_faces(artboards).is_empty();
    // Panels that share their sizes come out otherwise than each alone.
    has_panels
        || artboards.iter().all(|artboard| {
            let (face, grids) = known.of(artboard);
            face.may_come_over(enough).unwrap_or_else(|| {
                let may = fit::may_come_over(artboard, &prepare::prepare(artboard, typesetter), enough, grids);
                face.found(enough, may);
                may
            })
        })
}

/// In few sizes, but rather in more than with a hole that smaller type would leave, or with words over words.
fn without_hole(artboard: &Artboard, typesetter: &mut Typesetter, grids: &mut KnownGrids) -> (Placed, Vec<Diagnostic>) {
    let few = lay_out_one(artboard, &Sizes::FREE, typesetter, grids);
    let is_worse = |(placed, found): &(Placed, Vec<Diagnostic>)| {
        let overlaps = found.iter().any(|d| d.check == &checks::TEXT_OVER_TEXT);
        overlaps || (placed.hole > HOLE && placed.face.as_ref().is_some_and(|face| face.large_hole().is_some()))
    };
    if !is_worse(&few) {
        return few;
    }
    let own = lay_out_one(artboard, &Sizes::KEPT, typesetter, grids);
    if own.0.face.is_some() && !is_worse(&own) { own } else { few }
}

/// The artboards of each face that has several.
fn panels_of_faces(artboards: &[Artboard]) -> Vec<Vec<usize>> {
    let mut faces: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, artboard) in artboards.iter().enumerate() {
        faces.entry(&artboard.spot.face).or_default().push(i);
    }
    faces.into_values().filter(|panels| panels.len() > 1).collect()
}

/// Places everything on one face or panel; `given` are the sizes it shares with other panels.
fn lay_out_one(
    artboard: &Artboard,
    given: &Sizes,
    typesetter: &mut Typesetter,
    grids: &mut KnownGrids,
) -> (Placed, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let prepared = prepare::prepare(artboard, typesetter);
    diagnostics.extend(prepare::missing_glyphs(artboard, &prepared));
    match fit::fit(artboard, &prepared, given, grids) {
        Ok(fitted) => {
            let own = draw::draw(artboard, &prepared, &fitted, typesetter.inks());
            let taken = own.0.taken();
            let (drawn, room) = grow::grown(own, taken, artboard, &prepared, &fitted, typesetter.inks());
            // The ends of lines are no hole: where there is no room for type either, there is none.
            let hole = if room <= HOLE { room } else { drawn.0.hole().part };
            let (face, outside) = leftover::filled(drawn, hole, artboard, given, typesetter, grids);
            diagnostics.extend(outside);
            diagnostics.extend(overlap::overlaps(&face, typesetter.inks()));
            let whole = !diagnostics.iter().any(Diagnostic::is_error);
            (Placed { face: whole.then_some(face), ease: fitted.ease(), used: taken.content, hole }, diagnostics)
        }
        Err(overflow) => parted::laid_out(artboard, &overflow, given, typesetter, grids).unwrap_or_else(|| {
            diagnostics.push(overflow.diagnostic(artboard));
            (Placed::default(), diagnostics)
        }),
    }
}

impl fit::Overflow {
    /// What does not fit, by how much, and what to do about it.
    fn diagnostic(&self, artboard: &Artboard) -> Diagnostic {
        let face = &artboard.face;
        match self {
            fit::Overflow::Height { over, block, origin, smallest, had_short, words, part } => {
                let message = format!(
                    "the {face} is {:.1} mm too full at {:.1} pt, the smallest type allowed; `{block}` takes the most room",
                    over.to_mm(),
                    smallest.to_points()
                );
                let what = match had_short {
                    true => format!("shorten `{block}`{}, or give it more room in the theme", too_many(*words, *part)),
                    false => format!(
                        "give `{block}` a `short` form, shorten it{}, or give it more room in the theme",
                        too_many(*words, *part)
                    ),
                };
                Diagnostic::error(&checks::TEXT_OVERFLOW, *origin, message).help(what)
            }
            fit::Overflow::Width { over, block, origin, wide, has } => {
                let (what, shorter) = match wide {
                    fit::Wide::Word(word) => (format!("`{word}` in `{block}`"), parted::help(word)),
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

/// How many of a block's words are too many, by the part of its height that is; nothing where it is not for them alone.
fn too_many(words: usize, part: f64) -> String {
    let over = (words as f64 * part).ceil();
    if over < 1.0 || over >= words as f64 {
        return String::new();
    }
    format!(" by about {over} of its {words} words")
}
