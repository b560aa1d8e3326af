//! QR codes to parts: as large as the theme asks for, and never smaller than can be read.

use super::artboard::{CodePart, Part};
use super::links;
use super::parts::PartMaker;
use crate::diag::{Diagnostic, checks};
use crate::display::Role as Structure;
use crate::document::Paragraph;
use crate::geom::Length;
use crate::model::Align;
use crate::qr::{self, EncodeError, geometry};

/// Side of a code where no look states one.
const CODE_SIDE_MM: f64 = 25.0;

impl PartMaker<'_, '_, '_> {
    /// The code with its purpose and its address.
    pub(super) fn code(&mut self, payload: &str, label: &Paragraph, readable: &Paragraph, parts: &mut Vec<Part>) {
        let format = self.composer.format;
        let side = self.look.width.as_ref().map_or(Length::mm(CODE_SIDE_MM), |w| w.value);
        let minimum_module = geometry::least_module(format.minimum_module, format.read_distance, payload);
        let label_part = self.optional("label", Some(label), Structure::Paragraph);
        let address = self.optional("address", Some(readable), Structure::Paragraph);
        let made = match qr::encode::encode_panel(payload, side, minimum_module) {
            // In a flow there is no cell to burst: a code is as large as it has to be.
            Err(EncodeError::TooSmall { needs, .. }) if self.composer.in_flow => {
                qr::encode::encode_panel(payload, needs, minimum_module)
            }
            made => made,
        };
        match made {
            Ok((payload, matrix, side)) => {
                let fitting = geometry::module(matrix.size, side);
                let device_dpi = self.composer.bench.project.defaults.device_dpi.as_ref();
                let dot = device_dpi.map(|dpi| geometry::dot(dpi.value));
                // Whole dots are worth nothing when the module becomes too small to read.
                let dot = dot.filter(|dot| geometry::snapped(fitting, *dot) >= minimum_module);
                let module = dot.map_or(fitting, |dot| geometry::snapped(fitting, dot));
                self.told_how_near(module);
                let beside = self.look.row.as_ref().is_some_and(|r| r.value);
                let code = Part::Code(CodePart {
                    matrix,
                    module,
                    dot,
                    target: links::of_code(&payload),
                    payload,
                    // What a code for calendars or contacts carries has no short form in words.
                    alt: match readable.text() {
                        words if words.is_empty() => label.text(),
                        words => format!("{}: {words}", label.text()),
                    },
                    align: self.look.align.as_ref().map_or(Align::Start, |a| a.value),
                    ink: self.composer.palette.black(),
                    panel: self.composer.palette.white(),
                    block: self.block.name.to_string(),
                    origin: self.block.origin,
                });
                // Purpose above, code, address below; or the code first with its words beside it.
                if beside {
                    parts.push(code);
                    parts.extend(label_part.into_iter().chain(address));
                } else {
                    parts.extend(label_part);
                    parts.push(code);
                    parts.extend(address);
                }
            }
            Err(error) => {
                let check = match error {
                    EncodeError::TooSmall { .. } => &checks::QR_TOO_SMALL,
                    EncodeError::Empty | EncodeError::TooLong { .. } => &checks::QR_TOO_LONG,
                };
                let name = &self.block.name;
                let help = match payload.starts_with("BEGIN:VCARD") {
                    true => format!(
                        "write `contact_format = \"mecard\"`, a third shorter, or name fewer things; or set a larger `width` for `{name}` in the theme"
                    ),
                    false => format!("set a larger `width` for `{name}` in the theme, or shorten what it carries"),
                };
                self.composer.diagnostics.push(Diagnostic::error(check, self.block.origin, error.to_string()).help(help));
            }
        }
    }

    /// A contact may be so dense that who wants it steps up to the sheet.
    fn told_how_near(&mut self, module: Length) {
        let (reach, wanted) = (geometry::max_distance(module), self.composer.format.read_distance);
        if reach >= wanted {
            return;
        }
        let message = format!("the contact is read from {:.0} cm, not from {:.0}", reach.to_mm() / 10.0, wanted.to_mm() / 10.0);
        let help = "name fewer things in it, or let a `link` lead to a page that has them all";
        self.composer.diagnostics.push(Diagnostic::note(&checks::QR_TOO_SMALL, self.block.origin, message).help(help));
    }
}
