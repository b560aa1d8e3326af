//! `not-cmyk`: press files hold process and spot inks only. PDF/X-4 would let RGB in with a profile of its own; what it
//! comes to is then the press's guess, so ours hold none.

use crate::check::{Preflight, Rule, drawn};
use crate::diag::{Diagnostic, checks};
use crate::display::Face;
use crate::model::Purpose;

/// RGB on a press sheet: never the author's fault.
pub struct NotCmyk;

impl Rule for NotCmyk {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face).filter(|_| preflight.purpose == Purpose::Press) {
            let Some(what) = draw.in_rgb() else { continue };
            if !found.iter().any(|d| d.span == item.origin) {
                let message = format!("{what} in RGB on the {}, and a press file holds inks only", face.name);
                found.push(
                    Diagnostic::error(&checks::NOT_CMYK, item.origin, message)
                        .help("this is a fault of the program, not of your files: please report it"),
                );
            }
        }
        found
    }
}
