//! `assets/conditions/NAME/condition.toml`: how a press prints, with its ICC profile beside it.

use crate::diag::{At, Span};
use crate::geom::Length;
use std::fmt;
use std::sync::Arc;

#[derive(Clone, PartialEq)]
pub struct Condition {
    pub name: At<String>,
    /// `CGATS TR 006`: what output intents call it.
    pub identifier: At<String>,
    /// Registry that knows the identifier.
    pub registry: At<String>,
    /// All inks together, in parts of 1: 3.0 is 300 %.
    pub maximum_ink: f64,
    pub minimum_line: Length,
    /// Pixels an inch.
    pub resolution: f64,
    /// The profile.
    pub icc: Arc<[u8]>,
    /// The same compressed with zlib, where the program was built with it.
    pub icc_zlib: Option<&'static [u8]>,
    pub origin: Span,
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({:?}, {} bytes of profile)", self.identifier.value, self.icc.len())
    }
}
