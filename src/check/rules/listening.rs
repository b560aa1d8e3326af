//! `heading-jump`: what a face says to whoever does not look at it. On paper it is a warning; a file for screens is refused
//! with it.

use crate::check::{Preflight, Rule};
use crate::diag::{Diagnostic, Severity, checks};
use crate::display::{Element, Face, Role};
use crate::model::Purpose;

/// A warning on paper.
pub(super) fn weighed(diagnostic: Diagnostic, preflight: &Preflight<'_>) -> Diagnostic {
    match preflight.purpose {
        Purpose::Screen => Diagnostic { severity: Severity::Error, ..diagnostic },
        Purpose::Office | Purpose::Press => diagnostic,
    }
}

/// A face that is read from a lower heading on, with the headline behind it.
pub struct HeadingJump;

impl Rule for HeadingJump {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let level = |element: &Element| match element.role {
            Role::Heading(level) => Some(level),
            _ => None,
        };
        let headings = || face.elements.iter().filter(|e| e.repeats.is_none()).filter_map(|e| Some((level(e)?, e)));
        let Some(first) = headings().map(|(_, e)| e).min_by_key(|e| e.order) else { return Vec::new() };
        let top = headings().filter(|(level, _)| *level == 1).map(|(_, e)| e).min_by_key(|e| e.order);
        let Some(top) = top.filter(|top| top.order > first.order && level(first) != Some(1)) else { return Vec::new() };
        // On paper an event stands where its day and place belong, and nobody listens to paper.
        if preflight.purpose != Purpose::Screen && top.block.starts_with("event.") {
            return Vec::new();
        }
        let message = format!(
            "the heading `{}` of `{}` is heard before the headline `{}`, which it is a part of",
            first.text, first.block, top.text
        );
        let help = format!(
            "put `[{}]` before `[{}]` in the content: where it stands on the sheet does not change",
            top.block, first.block
        );
        let found = Diagnostic::warning(&checks::HEADING_JUMP, first.origin, message).help(help).also(top.origin, "the headline");
        vec![weighed(found, preflight)]
    }
}
