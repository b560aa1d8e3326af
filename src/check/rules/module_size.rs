//! `qr-too-small`: modules that a phone cannot part from where the format is read (500 modules away at the most).

use crate::check::{Preflight, Rule, placed};
use crate::diag::{Diagnostic, checks};
use crate::display::Face;
use crate::qr::geometry::least_module;

/// Codes whose modules are under the least of the format.
pub struct ModuleSize;

impl Rule for ModuleSize {
    fn check(&self, face: &Face, preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let format = preflight.format;
        let least = |payload: &str| least_module(format.minimum_module, format.read_distance, payload);
        let small = face.codes.iter().map(|code| (code, least(&code.payload))).filter(|(code, least)| code.module < *least);
        small
            .map(|(code, least)| {
                let message = format!(
                    "the modules of `{}` are {:.2} mm, under the {:.2} mm of the format",
                    code.block,
                    code.module.to_mm(),
                    least.to_mm()
                );
                let diagnostic = Diagnostic::error(&checks::QR_TOO_SMALL, code.origin, message)
                    .help("give the code a larger `width` in the theme, or shorten what it carries");
                placed(diagnostic, face, code.rect)
            })
            .collect()
    }
}
