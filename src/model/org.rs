//! `content/orgs/*.toml`: who says it.

use super::BlockName;
use crate::color::Swatch;
use crate::diag::{At, Span};
use jiff::civil::Date;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Org {
    pub name: At<String>,
    /// For where the name does not fit.
    pub short: Option<At<String>>,
    /// The name in English, where the name is not.
    pub name_en: Option<At<String>>,
    pub phone: Option<At<String>>,
    pub email: Option<At<String>>,
    pub web: Option<At<String>>,
    /// One line: street, city.
    pub address: Option<At<String>>,
    /// The address must reach no output byte.
    pub address_confidential: bool,
    /// A help line of its own, with its name and hours.
    pub hotline: Option<At<String>>,
    pub hotline_name: Option<At<String>>,
    pub hotline_hours: Option<At<String>>,
    /// Languages to make for it; empty: those of the project.
    pub languages: Vec<At<String>>,
    /// `[qr]`: its own targets for codes of the content, by block name without `qr.`.
    pub links: BTreeMap<String, At<String>>,
    pub logo: Option<Logo>,
    /// `[color]`: by role (`brand`, `accent`), with what `[color.press]` adds.
    pub colors: BTreeMap<String, At<Swatch>>,
    /// `[say]`: its words for open places.
    pub say: BTreeMap<BlockName, At<String>>,
    pub origin: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// Path inside the project.
    pub file: At<String>,
    /// The version for dark grounds.
    pub on_dark: Option<At<String>>,
    pub alt: At<String>,
    /// `None`: its own mark, which needs none.
    pub permission: Option<Permission>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Permission {
    pub reference: At<String>,
    pub expires: At<Date>,
}
