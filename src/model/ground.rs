//! Grounds that are more than a rectangle in one colour, as themes state them: of a face, a panel or an area.

use crate::diag::At;
use crate::geom::{Corner, Edge, Edges, Length};

/// An edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Over the area.
    Top,
    /// Changes with left on a mirrored sheet.
    Right,
    /// Under the area.
    Bottom,
    /// Changes with right on a mirrored sheet.
    Left,
}

impl Side {
    /// The same edge of a sheet whose left and right change places.
    pub fn mirrored(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
            Side::Top | Side::Bottom => self,
        }
    }
}

/// `edge = { side = "top", shape = "slant", depth = "0.4in" }`
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeLook {
    /// Which edges are shaped. Left and right change where a sheet is mirrored.
    pub sides: Vec<Side>,
    /// How.
    pub edge: Edge,
}

/// `gradient = { to = "near", angle = 180 }`: the colour that a ground runs into.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientLook {
    /// Role of the colour at its end.
    pub to: At<String>,
    /// `tint`: of that colour, in parts of 1 over the paper.
    pub tint: Option<f64>,
    /// Where it runs, in degrees as on a compass: 0 upwards, 90 to where lines end, 180 downwards.
    pub angle: f64,
}

/// `border = { width = "1pt", color = "accent", inset = "0.1in", corner = "scoop", double = true }`: a line inside the edges.
#[derive(Clone, Debug, PartialEq)]
pub struct BorderLook {
    /// How thick the line is.
    pub width: Length,
    /// Role.
    pub color: At<String>,
    /// From the edges to the line.
    pub inset: Length,
    /// Its corners, ...
    pub corner: Corner,
    /// ... and how large they are. `None`: eight times as large as the line is thick.
    pub radius: Option<Length>,
    /// A second line inside of it.
    pub double: bool,
}

/// What a theme says of a ground beside its colour. Every key may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroundLook {
    /// `edge`: of the ground, or of the picture that fills the area.
    pub edge: Option<At<EdgeLook>>,
    /// `gradient`: from the colour of the ground to another.
    pub gradient: Option<At<GradientLook>>,
    /// `border`: a line inside its edges.
    pub border: Option<At<BorderLook>>,
}

impl EdgeLook {
    /// By side: top, right, bottom, left.
    pub fn edges(&self) -> Edges {
        [Side::Top, Side::Right, Side::Bottom, Side::Left].map(|side| self.sides.contains(&side).then_some(self.edge))
    }

    /// The same for a sheet that is `by` times as large.
    pub fn scaled(&self, by: f64) -> EdgeLook {
        EdgeLook { edge: Edge { depth: self.edge.depth.scale(by), ..self.edge }, ..self.clone() }
    }
}

impl GroundLook {
    /// Looks one over the other, the last on top.
    pub fn joined<'l>(layers: impl DoubleEndedIterator<Item = &'l GroundLook> + Clone) -> GroundLook {
        GroundLook {
            edge: layers.clone().rev().find_map(|look| look.edge.clone()),
            border: layers.clone().rev().find_map(|look| look.border.clone()),
            gradient: layers.clone().rev().find_map(|look| look.gradient.clone()),
        }
    }

    /// The same for a sheet that is `by` times as large.
    pub fn scaled(&self, by: f64) -> GroundLook {
        let mut look = self.clone();
        look.edge.iter_mut().for_each(|edge| edge.value = edge.value.scaled(by));
        for border in look.border.iter_mut().map(|border| &mut border.value) {
            (border.width, border.inset) = (border.width.scale(by), border.inset.scale(by));
            border.radius = border.radius.map(|radius| radius.scale(by));
        }
        look
    }
}
