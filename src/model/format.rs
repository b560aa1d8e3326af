//! `assets/formats/*.toml`: what a product is, on paper.

use crate::diag::{At, Span};
use crate::geom::{Length, Size};

#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    /// For people: "Letter flyer".
    pub name: At<String>,
    pub trim: Size,
    pub bleed: Length,
    /// Folds of the front, upright, from its left edge.
    pub folds: Vec<Length>,
    /// Nothing that matters comes closer to the trim than this.
    pub safe: Length,
    /// `front`, or `front` and `back`.
    pub faces: Vec<At<String>>,
    /// From how far it is read: decides the least size of a code.
    pub read_distance: Length,
    /// Smallest copy, whatever a theme says.
    pub minimum_copy: Length,
    /// Smallest small print.
    pub minimum_note: Length,
    /// Smallest side of a QR module.
    pub minimum_module: Length,
    /// How it is put on sheets when a make does not say.
    pub scheme: At<String>,
    pub origin: Span,
}
