//! `assets/presets/*.toml`: a product by the name that people order it by.

use super::Name;
use crate::diag::{At, Span};

/// What a printer asks for: `assets/presets/NAME.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// For people.
    pub name: At<String>,
    /// `None`: the content of the make that the preset is used in.
    pub content: Option<At<Name>>,
    pub formats: Vec<At<Name>>,
    pub theme: Option<At<Name>>,
    pub scheme: Option<At<Name>>,
    pub origin: Span,
}
