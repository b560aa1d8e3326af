//! `assets/conditions/NAME/condition.toml`: how a press prints, with its ICC profile beside it.

use super::FileBytes;
use crate::diag::{At, Span};
use crate::geom::Length;
use std::fmt;

/// A printing condition: `conditions/NAME.toml`.
#[derive(Clone, PartialEq)]
pub struct Condition {
    /// For people who choose one.
    pub name: At<String>,
    /// `CGATS TR 006`: what output intents call it.
    pub identifier: At<String>,
    /// Registry that knows the identifier; `None` for a shop's own condition.
    pub registry: Option<At<String>>,
    /// All inks together, in parts of 1: 3.0 is 300 %.
    pub maximum_ink: f64,
    /// Width of the thinnest line that prints: what is thinner is told (`hairline`).
    pub minimum_line: Length,
    /// Smallest type in one ink, dark on light.
    pub minimum_type: Length,
    /// From the trim to where crop marks begin, at the least: some shops want more than the bleed.
    pub mark_offset: Length,
    /// Pixels an inch.
    pub resolution: f64,
    /// The profile.
    pub icc: FileBytes,
    /// The same compressed with zlib, where the program was built with it.
    pub icc_zlib: Option<&'static [u8]>,
    /// The table of its file, for messages about the condition as a whole.
    pub origin: Span,
}

/// What a press file must be: which part of ISO 15930 it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standard {
    /// PDF/X-4, ISO 15930-7: what presses of today take.
    #[default]
    X4,
    /// PDF/X-1a:2003, ISO 15930-4: inks only, nothing transparent, no layers.
    X1a,
}

impl Standard {
    /// The newest first.
    pub const ALL: [Standard; 2] = [Standard::X4, Standard::X1a];

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Standard::X4 => "x-4",
            Standard::X1a => "x-1a",
        }
    }
    /// The standard of that name.
    pub fn from_name(name: &str) -> Option<Standard> {
        Standard::ALL.into_iter().find(|s| s.name() == name)
    }
    /// What files call it.
    pub fn label(self) -> &'static str {
        match self {
            Standard::X4 => "PDF/X-4",
            Standard::X1a => "PDF/X-1a:2003",
        }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({:?}, {} bytes of profile)", self.identifier.value, self.icc.as_slice().len())
    }
}
