//! Pictures as parts of an area: one by itself, how it is cut and what it lies behind, or marks side by side.

use crate::color::Color;
use crate::diag::Span;
use crate::display::Raster;
use crate::geom::{Length, Rect};
use crate::model::Align;
use crate::picture::{Drawing, Inked, Scrim, effective_ppi};
use std::sync::Arc;

/// A picture or a logo.
#[derive(Clone, Debug, PartialEq)]
pub struct PicturePart {
    /// What is drawn.
    pub art: Art,
    /// Width over height.
    pub ratio: f64,
    /// Fills its area and is cut; else shown whole.
    pub crop: bool,
    /// A drawing that is a tile about so wide, and stands as often as fits.
    pub repeat: Option<Length>,
    /// Where it would fill its area: when it is shown whole all the same.
    pub whole: Whole,
    /// Kept in view when it is cut, in parts of 1 from the left and from the top.
    pub focus: (f64, f64),
    /// At the most; `None`: as wide as its area.
    pub width: Option<Length>,
    /// At the most; `None`: what the width and the room ask for.
    pub height: Option<Length>,
    /// Where it stands in a wider area.
    pub align: Align,
    /// Runs on to the bleed where the area ends the grid.
    pub extend: bool,
    /// A side of it fades into a colour; pixels only.
    pub scrim: Option<Scrim>,
    /// It lies behind other areas, too.
    pub behind: Option<Behind>,
    /// A light ground of its own, and how far it reaches past the picture: for a mark without a version for dark grounds.
    pub plate: Option<(Color, Length)>,
    /// Words for who cannot see it; empty for decoration.
    pub alt: String,
    /// The block's header.
    pub origin: Span,
}

impl PicturePart {
    /// Whether it has pixels enough for a rectangle that it lies in behind words.
    pub fn is_fine(&self, rect: Rect) -> bool {
        match (&self.art, &self.behind) {
            (Art::Raster(raster), Some(behind)) => effective_ppi(raster, rect) >= behind.least_ppi,
            _ => true,
        }
    }

    /// The picture with a side that fades: `rect` is what is seen of it, `whole` where all of it lies, `held` how much of what is
    /// seen has words before it, in parts of 1.
    pub fn faded(&self, rect: Rect, whole: Rect, held: f64) -> Art {
        let (Art::Raster(raster), Some(scrim)) = (&self.art, &self.scrim) else { return self.art.clone() };
        let across = |x: Length| (x - whole.x).ratio(whole.width);
        let down = |y: Length| (y - whole.y).ratio(whole.height);
        let seen = [across(rect.x), down(rect.y), across(rect.right()), down(rect.bottom())];
        Art::Raster(Scrim { held, ..scrim.clone() }.over(raster, seen))
    }

    /// A picture of the content that has no size of its own is smaller where words have no room beside it.
    pub fn gives_way(&self) -> bool {
        !self.crop && self.whole == Whole::RatherThanHalf && self.width.is_none() && self.height.is_none()
    }
}

/// The areas that a picture lies behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// Their cells, as the picture of areas names them.
    pub cells: Vec<String>,
    /// With fewer pixels an inch it stays in its own cell.
    pub least_ppi: f64,
}

/// When a picture that would fill its area is shown whole in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Decoration: however much is cut away.
    Never,
    /// Where more than half of it would be cut away: what somebody photographed is no ornament.
    RatherThanHalf,
    /// The theme says so: `whole = true`.
    Always,
}

/// A picture by its kind: outlines stay sharp, pixels have a resolution.
#[derive(Clone, Debug, PartialEq)]
pub enum Art {
    /// Outlines in their natural size.
    Drawing(Arc<Drawing>),
    /// Pixels.
    Raster(Arc<Raster>),
}

impl Art {
    /// Width over height.
    pub fn ratio(&self) -> f64 {
        match self {
            Art::Drawing(drawing) => drawing.ratio(),
            Art::Raster(raster) => f64::from(raster.width) / f64::from(raster.height),
        }
    }
}

/// Marks side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkRow {
    /// In the order in which they stand.
    pub marks: Vec<RowMark>,
    /// Side of a square that weighs as much as each of them. `None`: by the type of the face.
    pub side: Option<Length>,
    /// Where a row stands in a wider area.
    pub align: Align,
    /// A light ground under all of them.
    pub plate: Option<Color>,
    /// The block's header.
    pub origin: Span,
}

/// One of several marks.
#[derive(Clone, Debug, PartialEq)]
pub struct RowMark {
    /// What is drawn.
    pub art: Art,
    /// Where in it there is ink.
    pub ink: Inked,
    /// Whose mark it is.
    pub alt: String,
    /// Where that is named.
    pub origin: Span,
}
