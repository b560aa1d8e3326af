//! Room on a face that nothing stands in.

use super::{Draw, Face, Item};
use crate::geom::{Length, Rect, Sides, largest_empty};

/// A larger part of a face that is empty is a hole, where the theme did not mean it.
pub const HOLE: f64 = 0.15;

/// As much of a face's short side is margin in any case.
const MARGIN: f64 = 0.06;
/// A ground of as much of the face has edges that part what lies on both sides.
const GROUND: f64 = 0.02;
/// As much of a line's width beside it is its ragged end.
const RAGGED: f64 = 0.5;
/// A mark of less than this part of the short side is no picture.
const MARK: f64 = 0.03;

/// This part of a limit surely lies under it.
const NEARLY: f64 = 0.98;

/// What marks take of a face, as parts of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// Between the margins, about: 1 for a face that is full.
    pub used: f64,
    /// The same of words, codes and pictures that tell something, without ornaments of the theme.
    pub content: f64,
    /// The largest empty rectangle with the ends of lines: see [`Face::room`].
    pub room: f64,
}

/// An empty rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hole {
    /// Inside the trim, from its top left corner.
    pub rect: Rect,
    /// Its part of the face, up to 1.
    pub part: f64,
}

impl Face {
    /// The largest empty rectangle between the margins: no letter, no picture, no code stands in it, and it crosses no
    /// edge of a ground. A ground of one colour is as empty as paper; a picture is not, whatever it shows. What the theme
    /// and the format keep free is not empty, nor is the ragged end of a line: half as much as its words.
    pub fn hole(&self) -> Hole {
        self.empty(RAGGED)
    }

    /// The same where it is a hole: over [`HOLE`]. Looked for no further than it takes to know that there is none.
    pub fn large_hole(&self) -> Option<Hole> {
        Some(self.empty_over(RAGGED, HOLE)).filter(|hole| hole.part > HOLE)
    }

    /// The same with the ends of lines: where type may grow.
    pub fn room(&self) -> Hole {
        self.empty(0.0)
    }

    fn empty(&self, ragged: f64) -> Hole {
        self.empty_over(ragged, 0.0)
    }

    /// The largest where it takes more than a part of the face; else none, or a smaller one.
    fn empty_over(&self, ragged: f64, part: f64) -> Hole {
        self.empty_among(self.marks(ragged), part)
    }

    fn empty_among(&self, marks: Vec<Rect>, part: f64) -> Hole {
        let whole = self.trim.at(Length::ZERO, Length::ZERO);
        let margin = self.trim.width.min(self.trim.height).scale(MARGIN);
        let mut taken = marks;
        taken.extend(&self.quiet);
        let frame = whole.shrink(Sides::all(margin));
        // A hair less than it, so that no rounding of the squares takes what is larger for less.
        let rect = largest_empty(frame, &taken, part * NEARLY * whole.area() / frame.area());
        Hole { rect, part: rect.area() / whole.area() }
    }

    /// How much of the face its marks take, and how much they leave in one piece.
    pub fn taken(&self) -> Taken {
        let whole = self.trim.at(Length::ZERO, Length::ZERO);
        let part =
            |marks: &[Rect]| marks.iter().filter_map(|rect| rect.shared(whole)).map(Rect::area).sum::<f64>() / whole.area();
        let mut content = Vec::new();
        self.items.iter().filter(|item| item.element.is_some()).for_each(|item| self.mark(item, 0.0, &mut content));
        let marks = self.marks(0.0);
        Taken { used: part(&marks), content: part(&content), room: self.empty_among(marks, 0.0).part }
    }

    fn marks(&self, ragged: f64) -> Vec<Rect> {
        let mut marks = Vec::new();
        self.items.iter().for_each(|item| self.mark(item, ragged, &mut marks));
        marks
    }

    fn mark(&self, item: &Item, ragged: f64, marks: &mut Vec<Rect>) {
        let Some(bounds) = item.draw.bounds() else {
            marks.extend(line(&item.draw, ragged));
            return;
        };
        let is_fill = matches!(item.draw, Draw::Fill { .. } | Draw::Stroke { .. }) || item.draw.is_shaded();
        let is_ground = item.element.is_none() && is_fill;
        let whole = self.trim.at(Length::ZERO, Length::ZERO);
        if !is_ground {
            marks.push(bounds);
        } else if bounds.area() >= whole.area() * GROUND {
            marks.extend(edges(bounds));
        } else if bounds.width.min(bounds.height) >= whole.width.min(whole.height).scale(MARK) {
            marks.push(bounds);
        }
    }
}

/// The box of a run of letters, as high as capitals and descenders are, and on both sides so much wider.
fn line(draw: &Draw, ragged: f64) -> Option<Rect> {
    let Draw::Glyphs(run) = draw else { return None };
    let (origin, size) = (run.origin, run.size);
    let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
    let (from, until) = (first.offset.x.min(last.offset.x), first.offset.x.max(last.offset.x));
    let read = Rect::new(origin.x + from, origin.y - size.scale(0.74), until - from + size.scale(0.5), size.scale(0.96));
    let beside = read.width.scale(ragged);
    Some(run.lying(read.grow(Sides { left: beside, right: beside, ..Sides::default() })))
}

fn edges(r: Rect) -> [Rect; 4] {
    let thin = Length::emu(1);
    [
        Rect { height: thin, ..r },
        Rect { y: r.bottom() - thin, height: thin, ..r },
        Rect { width: thin, ..r },
        Rect { x: r.right() - thin, width: thin, ..r },
    ]
}
