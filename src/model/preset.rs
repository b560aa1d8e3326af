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
    /// One product for each.
    pub formats: Vec<At<Name>>,
    /// `None`: that of the make.
    pub theme: Option<At<Name>>,
    /// `None`: that of the make, else that of each format.
    pub scheme: Option<At<Name>>,
    /// `name`, for messages about the preset as a whole.
    pub origin: Span,
}
