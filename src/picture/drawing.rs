//! An SVG as draws in its natural size, and its placing on a face.

use crate::color::{Color, Rgb};
use crate::display::{Draw, FillRule};
use crate::geom::{Length, Path, Point, Rect, Size};

/// Outlines of a logo or icon. Equal drawings print the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Natural size: one SVG pixel is 0.75 pt. Only the ratio matters to most callers.
    pub size: Size,
    /// From the top left corner of the drawing.
    pub draws: Vec<Draw>,
    /// Every colour it uses, sorted, before any is turned into ink.
    pub colors: Vec<Rgb>,
}

impl Drawing {
    /// Width over height.
    pub fn ratio(&self) -> f64 {
        self.size.width.ratio(self.size.height)
    }

    /// The draws scaled to the width of `rect`, from its top left corner. The caller gives a rectangle of the
    /// drawing's own ratio.
    pub fn placed(&self, rect: Rect) -> Vec<Draw> {
        let ratio = rect.width.ratio(self.size.width);
        self.draws.iter().map(|d| moved(d, rect.top_left(), ratio)).collect()
    }

    /// The same without the shape that fills all of it from behind, where it has one: its sky.
    pub fn without_ground(&self) -> Drawing {
        let mut open = self.clone();
        remove_ground(&mut open.draws, self.size.at(Length::ZERO, Length::ZERO));
        open
    }

    /// The same outlines in one colour.
    pub fn in_one(&self, color: &Color) -> Drawing {
        Drawing { draws: self.draws.iter().map(|draw| recolored(draw, &|_| color.clone())).collect(), ..self.clone() }
    }

    /// The draws scaled to cover `rect`, with `focus` (parts of 1 from the left and the top) kept in view, cut to `clip`.
    pub fn covering(&self, rect: Rect, focus: (f64, f64), clip: Path) -> Vec<Draw> {
        vec![Draw::Clip { path: clip, items: self.placed(covered(self.size, rect, focus)) }]
    }
}

/// What reaches out of a drawing is cut to it: its ground may lie in that.
fn remove_ground(draws: &mut Vec<Draw>, whole: Rect) {
    match draws.first_mut() {
        Some(Draw::Fill { path, .. }) if path.bounds().is_some_and(|bounds| bounds.union(whole) == bounds) => {
            draws.remove(0);
        }
        Some(Draw::Clip { items, .. }) => remove_ground(items, whole),
        _ => {}
    }
}

/// Where a picture of `size` lies when it is scaled to cover `rect` and as much as can be is cut off on the side away
/// from `focus`. The same ratio as `size`; contains `rect`.
pub fn covered(size: Size, rect: Rect, focus: (f64, f64)) -> Rect {
    let ratio = rect.width.ratio(size.width).max(rect.height.ratio(size.height));
    let (width, height) = (size.width.scale(ratio).max(rect.width), size.height.scale(ratio).max(rect.height));
    // The focus goes to the middle of `rect`, as far as the picture still covers it.
    let x = (rect.width / 2 - width.scale(focus.0)).clamp(rect.width - width, Length::ZERO);
    let y = (rect.height / 2 - height.scale(focus.1)).clamp(rect.height - height, Length::ZERO);
    Rect::new(rect.x + x, rect.y + y, width, height)
}

/// The same outlines, each colour as `color` gives another for it.
pub(super) fn recolored(draw: &Draw, color: &dyn Fn(&Color) -> Color) -> Draw {
    let leaf = |leaf: &Draw| match leaf {
        Draw::Fill { path, rule, color: own } => Draw::Fill { path: path.clone(), rule: *rule, color: color(own) },
        // `vector` makes nothing else.
        other => other.clone(),
    };
    draw.map(&leaf, &Path::clone)
}

fn moved(draw: &Draw, at: Point, ratio: f64) -> Draw {
    let leaf = |leaf: &Draw| match leaf {
        Draw::Fill { path, rule, color } => Draw::Fill { path: path.placed(at, ratio), rule: *rule, color: color.clone() },
        // `vector` makes nothing else.
        other => other.clone(),
    };
    draw.map(&leaf, &|path| path.placed(at, ratio))
}

/// A fill of the whole path.
pub(super) fn fill(path: Path, rule: FillRule, color: Color) -> Draw {
    Draw::Fill { path, rule, color }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect::new(Length::mm(x), Length::mm(y), Length::mm(w), Length::mm(h))
    }

    #[test]
    fn covering_keeps_the_focus_in_view() {
        let wide = mm(0.0, 0.0, 40.0, 20.0).size();
        let square = mm(5.0, 5.0, 10.0, 10.0);
        assert_eq!(covered(wide, square, (0.5, 0.5)), mm(0.0, 5.0, 20.0, 10.0));
        assert_eq!(covered(wide, square, (0.0, 0.5)), mm(5.0, 5.0, 20.0, 10.0));
        assert_eq!(covered(wide, square, (1.0, 0.0)), mm(-5.0, 5.0, 20.0, 10.0));
        assert_eq!(covered(wide, square, (0.4, 0.5)), mm(2.0, 5.0, 20.0, 10.0));
    }
}
