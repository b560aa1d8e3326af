//! Diagnostics as words.

use super::{Diagnostic, Sources};

/// How to print diagnostics: `--message-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// With the line and what to type.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[check] message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The text to print for one diagnostic, with a line end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, format: Format, color: bool) -> String {
    let _ = (format, color);
    match sources.position(diagnostic.span) {
        Some(at) => format!("{}:{}: {}\n", at.line, at.column, diagnostic.message),
        None => format!("{}\n", diagnostic.message),
    }
}
