//! `[logos.NAME]`: marks side by side, such as those of sponsors.

use crate::diag::At;

/// Marks of others under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Logos {
    /// A line over the marks: `Thanks to`. `None`: they stand by themselves.
    pub heading: Option<At<String>>,
    /// In the order in which they stand.
    pub items: Vec<LogoItem>,
}

/// One of several marks.
#[derive(Clone, Debug, PartialEq)]
pub struct LogoItem {
    /// Path inside the project.
    pub file: At<String>,
    /// Whose mark it is, for who cannot see it.
    pub alt: At<String>,
    /// The version for dark grounds. `None`: there it stands on a light plate.
    pub on_dark: Option<At<String>>,
}
