//! Grounds as a theme states them to grounds as they are drawn.

use super::FaceComposer;
use super::grounds::{Background, Border, Gradient, GroundStyle, Ornament};
use super::picture_parts::Art;
use crate::color::Rgb;
use crate::diag::{At, Diagnostic, checks};
use crate::geom::{Corner, Length};
use crate::model::{BorderLook, GroundLook};

impl FaceComposer<'_, '_> {
    /// A ground as a theme states it, and its colour with what it runs into.
    pub(super) fn styled(&mut self, fill: Option<Background>, look: &GroundLook) -> (Option<Background>, GroundStyle) {
        let edges = look.edge.as_ref().map(|edge| edge.value.edges()).unwrap_or_default();
        let border = look.border.as_ref().map(|border| {
            let BorderLook { width, color, inset, corner, radius, double } = &border.value;
            Border {
                width: *width,
                color: self.palette.ground(color, None, self.diagnostics).color,
                inset: *inset,
                corner: *corner,
                radius: if *corner == Corner::Square { Length::ZERO } else { radius.unwrap_or(*width * 8) },
                double: *double,
            }
        });
        let mut style = GroundStyle { edges, gradient: None, border };
        let Some(gradient) = &look.gradient else { return (fill, style) };
        let Some(mut fill) = fill else {
            let message = "a `gradient` begins in the colour of `fill`, and there is none";
            self.diagnostics.push(
                Diagnostic::error(&checks::MISSING_KEY, gradient.span, message).help("add `fill = ...`, the role it begins with"),
            );
            return (None, style);
        };
        let to = self.palette.area(&gradient.value.to, gradient.value.tint, self.diagnostics);
        if fill.color.mixed(&to.color, 0.5).is_none() {
            let message = format!("no ink lies between {} and {}", fill.color, to.color);
            let help = "a spot ink runs into a tint of itself or into white: `to` the same role with a `tint`";
            self.diagnostics.push(Diagnostic::error(&checks::BAD_COLOR, gradient.span, message).help(help));
            return (Some(fill), style);
        }
        fill.others.push(to.looks);
        style.gradient = Some(Gradient { to: to.color, angle: gradient.value.angle });
        (Some(fill), style)
    }

    /// The colours of a drawing that is a tile; a picture of pixels is none.
    pub(super) fn tile(&mut self, ornament: &Ornament, repeat: &At<Length>) -> Vec<Rgb> {
        match &ornament.art {
            Art::Drawing(drawing) => drawing.colors.clone(),
            Art::Raster(_) => {
                let message = "`repeat` is for drawings, and this art is a picture of pixels";
                self.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, repeat.span, message).help("a tile is an SVG"));
                Vec::new()
            }
        }
    }
}
