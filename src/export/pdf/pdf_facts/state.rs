//! The graphics state of content (ISO 32000-1, 8.4) as far as a press asks.

use super::outlines::Outline;
use super::overprint::Overprint;
use super::pen::TextState;
use super::spaces::Space;
use std::collections::BTreeMap;

pub(super) use super::matrices::{IDENTITY, Matrix, scale, times};

/// A colour as content sets it, before it is turned into ink.
#[derive(Clone, PartialEq)]
pub(super) struct Ink {
    pub space: Space,
    pub amounts: Vec<i32>,
    /// The pattern that is painted with, by its name in the resources.
    pub pattern: Option<Vec<u8>>,
}

impl Ink {
    /// A colour without a pattern; components in thousandths.
    pub fn of(space: Space, amounts: Vec<i32>) -> Ink {
        Ink { space, amounts, pattern: None }
    }
}

/// What is in force where an operator paints.
#[derive(Clone)]
pub(super) struct GraphicsState {
    pub ctm: Matrix,
    pub fill: Ink,
    pub line: Ink,
    pub width: f64,
    pub font: Option<Vec<u8>>,
    pub size: f64,
    /// Horizontal and vertical scale of text space.
    pub text: Matrix,
    pub invisible: bool,
    /// Letters are drawn as outlines, not filled.
    pub outlined: bool,
    /// Where the next glyph stands.
    pub pen: TextState,
    pub overprint: Overprint,
    pub alpha_fill: f64,
    pub alpha_line: f64,
    /// It blends with what is under it, or is painted through a mask.
    pub mixes: bool,
}

impl GraphicsState {
    /// As a page begins: black, lines one unit wide, nothing overprints.
    pub fn new(ctm: Matrix) -> GraphicsState {
        let black = Ink::of(Space::Gray, vec![0]);
        GraphicsState {
            ctm,
            fill: black.clone(),
            line: black,
            width: 1.0,
            font: None,
            size: 0.0,
            text: IDENTITY,
            invisible: false,
            outlined: false,
            pen: TextState::new(),
            overprint: Overprint::default(),
            alpha_fill: 1.0,
            alpha_line: 1.0,
            mixes: false,
        }
    }

    /// A point of the content on paper.
    pub fn at(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let m = self.ctm;
        [x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]]
    }

    /// Adds a path operator to the outline.
    pub fn draw(&self, operator: &str, n: &[f64], outline: &mut Outline, at: &mut [f64; 2]) {
        let point = |i: usize| self.at([n[i], n[i + 1]]);
        match (operator, n.len()) {
            ("m", 2..) => outline.start(point(0)),
            ("l", 2..) => outline.line(point(0)),
            ("c", 6..) => outline.curve(point(0), point(2), point(4)),
            ("v", 4..) => outline.curve(self.at(*at), point(0), point(2)),
            ("y", 4..) => outline.curve(point(0), point(2), point(2)),
            ("re", 4..) => {
                outline.start(point(0));
                for (x, y) in [(n[0] + n[2], n[1]), (n[0] + n[2], n[1] + n[3]), (n[0], n[1] + n[3])] {
                    outline.line(self.at([x, y]));
                }
                outline.close();
            }
            _ => return,
        }
        *at = if operator == "re" { [n[0], n[1]] } else { [n[n.len() - 2], n[n.len() - 1]] };
    }
}

/// Names of the glyphs of a Type 3 font by code.
pub(super) type Encoding = BTreeMap<u8, Vec<u8>>;

pub(super) fn thousandths(amount: f64) -> i32 {
    (amount * 1000.0).round() as i32
}

/// What a colour space begins with (8.6.5): black, or full ink for named ones.
pub(super) fn first_amounts(space: &Space) -> Vec<i32> {
    match space {
        Space::Cmyk => vec![0, 0, 0, 1000],
        Space::Separation(..) => vec![1000],
        Space::DeviceN(names, _) => vec![1000; names.len()],
        Space::Rgb | Space::CalRgb | Space::Lab => vec![0; 3],
        Space::Icc(n) => vec![0; (*n).clamp(0, 32) as usize],
        Space::Gray | Space::CalGray | Space::Indexed(_) => vec![0],
        Space::Pattern(_) | Space::Unknown(_) => Vec::new(),
    }
}

/// Whether a colour is nearly the one before: steps of a gradient, whose edges nobody sees.
pub(super) fn is_step(before: &Ink, ink: &Ink) -> bool {
    const NEARLY: i32 = 60;
    before.space == ink.space
        && !ink.amounts.is_empty()
        && before.amounts.len() == ink.amounts.len()
        && before.amounts.iter().zip(&ink.amounts).all(|(a, b)| (a - b).abs() <= NEARLY)
        && before.amounts != ink.amounts
}

/// Bare paper.
pub(super) fn is_paper(ink: &Ink) -> bool {
    let all = |amount: i32| !ink.amounts.is_empty() && ink.amounts.iter().all(|a| *a == amount);
    match &ink.space {
        Space::Cmyk | Space::Separation(..) | Space::DeviceN(..) | Space::Icc(4) => all(0),
        Space::Gray | Space::CalGray | Space::Rgb | Space::CalRgb | Space::Icc(1 | 3) => all(1000),
        _ => false,
    }
}

pub(super) fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
