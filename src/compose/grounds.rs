//! What lies under words: its colour, and what makes it more than a rectangle.

use super::picture_parts::Art;
use crate::color::{Color, Rgb, contrast};
use crate::diag::Span;
use crate::geom::{Corner, Edges, Length, Sides};

/// A colour under type, and how it looks: for contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct Background {
    /// Ready to be drawn.
    pub color: Color,
    /// The same on a screen.
    pub looks: Rgb,
    /// Other colours of the same ground, as they look: what it runs into.
    pub others: Vec<Rgb>,
}

impl Background {
    /// A ground in one colour.
    pub fn flat(color: Color, looks: Rgb) -> Background {
        Background { color, looks, others: Vec::new() }
    }

    /// The colour of the ground that another one stands out from the least.
    pub fn nearest(&self, ink: Rgb) -> Rgb {
        let all = std::iter::once(self.looks).chain(self.others.iter().copied());
        all.min_by(|a, b| contrast(ink, *a).total_cmp(&contrast(ink, *b))).unwrap_or(self.looks)
    }

    /// How far a colour stands out from all of it.
    pub fn contrast(&self, ink: Rgb) -> f64 {
        contrast(ink, self.nearest(ink))
    }
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Uppermost row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// How many rows it covers, 1 and more.
    pub rows: usize,
    /// How many columns it covers, 1 and more.
    pub columns: usize,
}

impl Cell {
    /// One cell of the grid; rows and columns from 0.
    pub fn at(row: usize, column: usize) -> Cell {
        Cell { row, column, rows: 1, columns: 1 }
    }
    /// Whether `other` lies inside.
    pub fn contains(self, other: Cell) -> bool {
        self.union(other) == self
    }
    /// The smallest cell that covers both.
    pub fn union(self, other: Cell) -> Cell {
        let (row, column) = (self.row.min(other.row), self.column.min(other.column));
        let bottom = (self.row + self.rows).max(other.row + other.rows);
        let right = (self.column + self.columns).max(other.column + other.columns);
        Cell { row, column, rows: bottom - row, columns: right - column }
    }
}

/// A ground under several areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// From the first to the last of its areas.
    pub cell: Cell,
    /// What it is filled with.
    pub ground: Background,
    /// Its edges.
    pub style: GroundStyle,
    /// An ornament over the ground, cut to it.
    pub art: Option<Ornament>,
    /// It is a tile about so wide, and stands as often as fits.
    pub repeat: Option<Length>,
    /// Runs on to the bleed on the sides where it ends the grid.
    pub extend: bool,
    /// Of its corners; 0: they are square.
    pub radius: Length,
    /// Room between its edges and the areas that stand there.
    pub inset: Sides,
    /// How far it reaches past its cells on the other sides.
    pub padding: Sides,
    /// The table `[[panels]]`.
    pub origin: Span,
}

/// A picture of the theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Ornament {
    /// Outlines in the colours of the product, or pixels.
    pub art: Art,
    /// Kept in view where it is cropped.
    pub focus: (f64, f64),
}

/// What makes a ground more than a rectangle in one colour. Sides as its words run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroundStyle {
    /// Those that are no straight line.
    pub edges: Edges,
    /// What its colour runs into.
    pub gradient: Option<Gradient>,
    /// A line inside its edges.
    pub border: Option<Border>,
}

/// A line inside the edges of a ground, or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// How thick a line is.
    pub width: Length,
    /// Ready to be drawn.
    pub color: Color,
    /// From the edges to the outer line.
    pub inset: Length,
    /// Its corners, ...
    pub corner: Corner,
    /// ... and how large they are where the line has its middle.
    pub radius: Length,
    /// A second line inside of it, as far off as both are thick together.
    pub double: bool,
}

impl Border {
    /// Where the middle of each line lies, from the edges.
    pub fn lines(&self) -> impl Iterator<Item = Length> {
        let first = self.inset + self.width / 2;
        std::iter::once(first).chain(self.double.then(|| first + self.width * 3))
    }

    /// From the edges to where words are inside of all of it.
    pub fn reach(&self) -> Length {
        let thick = if self.double { self.width * 4 } else { self.width };
        self.inset + thick + self.corner.clear(self.radius)
    }
}

/// The colour that a ground runs into.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// At its end.
    pub to: Color,
    /// Where it runs, in degrees as on a compass; 90 is to where lines end.
    pub angle: f64,
}

impl GroundStyle {
    /// How far in from its edges words stand clear of it.
    pub fn reach(&self) -> Sides {
        let border = self.border.as_ref().map(Border::reach).unwrap_or_default();
        self.depths().plus(border)
    }

    /// How far in its shaped edges are cut.
    pub fn depths(&self) -> Sides {
        let [top, right, bottom, left] = self.edges.map(|edge| edge.map_or(Length::ZERO, |edge| edge.depth));
        Sides { top, right, bottom, left }
    }
}
