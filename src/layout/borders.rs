//! Lines inside the edges of a ground: frames.

use super::draw::Pen;
use crate::compose::GroundStyle;
use crate::diag::Span;
use crate::display::{Draw, FillRule, Item};
use crate::geom::{Length, Path, Rect, Sides};

impl Pen<'_, '_> {
    /// The border of a ground that lies in a rectangle, bleed and all.
    pub(super) fn border(&mut self, rect: Rect, style: &GroundStyle, origin: Span) {
        let Some(border) = &style.border else { return };
        let edges = self.framed(rect, style);
        for (i, from_edge) in border.lines().enumerate() {
            let further = from_edge - border.inset - border.width / 2;
            let size = border.corner.within(border.radius, further);
            if i == 0 && border.inset.is_zero() && edges != rect.shrink(self.depths(style)) {
                // What lies at the trim runs on into the bleed.
                let mut path = Path::rect(rect.shrink(self.depths(style)));
                let inner = edges.outset(-border.width);
                path.segments.extend(Path::cornered(inner, border.corner, border.corner.within(size, border.width / 2)).segments);
                let draw = Draw::Fill { path, rule: FillRule::EvenOdd, color: border.color.clone() };
                self.face.items.push(Item { draw, element: None, origin });
                continue;
            }
            let path = Path::cornered(edges.outset(-from_edge), border.corner, size);
            let draw = Draw::Stroke { path, width: border.width, dash: Vec::new(), color: border.color.clone() };
            self.face.items.push(Item { draw, element: None, origin });
        }
    }

    /// The border of the whole face, over everything that runs on to its trim.
    pub(super) fn frame(&mut self) {
        let artboard = self.artboard;
        let sheet = artboard.trim.at(Length::ZERO, Length::ZERO);
        self.border(sheet.grow(artboard.bleed), &artboard.style, artboard.origin);
    }

    /// What a border leaves of a ground.
    pub(super) fn inside(&self, rect: Rect, style: &GroundStyle) -> Option<Path> {
        let border = style.border.as_ref()?;
        let middle = border.lines().last()?;
        let size = border.corner.within(border.radius, middle - border.inset - border.width / 2 + border.width / 2);
        Some(Path::cornered(self.framed(rect, style).outset(-middle - border.width / 2), border.corner, size))
    }

    /// The part of a rectangle that is not cut away, on the sheet or in the bleed.
    pub(super) fn on_sheet(&self, rect: Rect) -> Rect {
        rect.shared(self.artboard.trim.at(Length::ZERO, Length::ZERO)).unwrap_or(rect)
    }

    /// Where a border is measured from: the trim, and what shaped edges leave.
    fn framed(&self, rect: Rect, style: &GroundStyle) -> Rect {
        self.on_sheet(rect.shrink(self.depths(style)))
    }

    fn depths(&self, style: &GroundStyle) -> Sides {
        if self.right_to_left { style.depths().mirrored() } else { style.depths() }
    }
}
