//! Pictures in their places: whole, or filling them and cut round what matters.

use super::draw::Pen;
use super::layers::shown;
use super::places::{covering, covering_round, placed};
use super::prepare::PreparedText;
use crate::compose::{Behind, Cell, PicturePart, Whole};
use crate::display::{Draw, FillRule, Item, Role};
use crate::geom::{Length, Path, Rect, Sides};
use crate::model::{Align, Place, Side};

/// How far a plate reaches past the words on it, to the sides and up and down, in ems.
const PLATE: (f64, f64) = (0.4, 0.15);
/// A picture that could lie behind words has room without them where its own place is this part of theirs together.
const ROOM_ENOUGH: f64 = 0.3;

impl Pen<'_, '_> {
    /// A picture that is not cut to the room it would fill: as large as it may be in its area.
    pub(super) fn whole(&self, picture: &PicturePart, place: Place, inner: Rect, room: Rect) -> Option<Rect> {
        if !is_whole(picture, room) {
            return None;
        }
        let width = inner.width.min(inner.height.scale(picture.ratio));
        let height = width.scale(1.0 / picture.ratio);
        let (align, place) = match picture.whole {
            Whole::Always => (picture.align, place),
            _ => (Align::Center, Place::Center),
        };
        let rect = Rect::new(inner.x + self.aligned(inner.width - width, align), placed(inner, height, place), width, height);
        Some(rect)
    }

    /// How far other areas reach over the foot of an area.
    pub(super) fn risen_over(&self, index: usize) -> Length {
        let own = self.fitted.rectangles[index];
        let over = self.fitted.rectangles.iter().enumerate().filter(|(other, rect)| {
            let beside = rect.x < own.right() && rect.right() > own.x;
            *other != index && beside && rect.y > own.y && rect.y < own.bottom() && rect.bottom() > own.bottom()
        });
        over.map(|(_, rect)| own.bottom() - rect.y).max().unwrap_or(Length::ZERO)
    }

    /// The rectangle of a picture and of the areas that it lies behind. One that would be too coarse stays in its own, and so
    /// does one that would have its focus, such as a face, behind the words.
    pub(super) fn reaching_behind(&self, picture: &PicturePart, own: Rect) -> Rect {
        let Some(behind) = &picture.behind else { return own };
        let room = self.before(behind).fold(own, Rect::union);
        let whole = self.whole_over(picture, room);
        let (x, y) = (whole.x + whole.width.scale(picture.focus.0), whole.y + whole.height.scale(picture.focus.1));
        let focus = Rect::new(x, y, Length::emu(1), Length::emu(1));
        let has_room = own.area() >= room.area() * ROOM_ENOUGH && !picture.alt.is_empty();
        let is_hidden = has_room && self.before(behind).any(|words| words.overlaps(focus));
        if picture.is_fine(whole) && !is_hidden { room } else { own }
    }

    /// A whole picture over a rectangle: what tells something has its focus where no words lie before it.
    fn whole_over(&self, picture: &PicturePart, rect: Rect) -> Rect {
        let words = picture.behind.iter().flat_map(|behind| self.before(behind)).filter_map(|words| words.shared(rect));
        let Some(words) = words.reduce(Rect::union).filter(|_| !picture.alt.is_empty()) else {
            return covering(rect, picture.ratio, picture.focus);
        };
        let above = Rect { height: words.y - rect.y, ..rect };
        let below = Rect { y: words.bottom(), height: rect.bottom() - words.bottom(), ..rect };
        let left = Rect { width: words.x - rect.x, ..rect };
        let right = Rect { x: words.right(), width: rect.right() - words.right(), ..rect };
        let free = [below, above, left, right].into_iter().max_by(|a, b| a.area().total_cmp(&b.area()));
        covering_round(rect, picture.ratio, picture.focus, free.filter(|part| part.area() > 0.0).unwrap_or(rect))
    }

    /// The areas that a picture lies behind.
    fn before<'s>(&'s self, behind: &'s Behind) -> impl Iterator<Item = Rect> + 's {
        let areas = self.artboard.areas.iter().zip(&self.fitted.rectangles);
        let before = areas.filter(|(area, _)| behind.cells.contains(&area.written));
        before.map(|(_, rect)| self.mirrored(*rect))
    }

    /// How much of a picture has words before it, from a side of it on, in parts of 1.
    fn held(&self, picture: &PicturePart, side: Side, rect: Rect) -> f64 {
        let words = picture.behind.iter().flat_map(|behind| self.before(behind)).reduce(Rect::union);
        let Some(words) = words else { return 0.0 };
        let part = match side {
            Side::Top => (words.bottom() - rect.y).ratio(rect.height),
            Side::Bottom => (rect.bottom() - words.y).ratio(rect.height),
            Side::Left => (words.right() - rect.x).ratio(rect.width),
            Side::Right => (rect.right() - words.x).ratio(rect.width),
        };
        part.clamp(0.0, 1.0)
    }

    /// Words on a ground of their own, as wide as they are: what a picture shows under them is any colour.
    pub(super) fn on_plate(&mut self, text: &PreparedText<'_>, rect: Rect) {
        let Some(color) = text.part.plate.clone() else { return self.text(text, rect) };
        let size = self.measure.size(text, rect.width);
        let breaks = text.shaped.breaks(rect.width.ratio(size), text.part.balance);
        let widest = text.shaped.set(&breaks, size, &text.part.color, None).iter().map(|line| line.width).max();
        let width = widest.unwrap_or(rect.width);
        let height = self.measure.text_height(text, rect.width);
        let x = rect.x + self.aligned(rect.width - width, text.part.align);
        let (side, rise) = (size.scale(PLATE.0), size.scale(PLATE.1));
        let ground = Rect::new(x, rect.y, width, height).grow(Sides { top: rise, right: side, bottom: rise, left: side });
        let draw = Draw::Fill { path: Path::rect(ground), rule: FillRule::NonZero, color };
        self.face.items.push(Item { draw, element: None, origin: text.part.origin });
        self.text(text, rect);
    }

    /// A picture in a rectangle: whole, or filling it, cut round its focus and to a shape.
    pub(super) fn picture(&mut self, picture: &PicturePart, rect: Rect, (cell, shape): (Cell, &Path)) {
        let element = match picture.alt.is_empty() {
            true => None,
            false => Some(self.add_element(
                Role::Figure { alt: picture.alt.clone() },
                self.language.clone(),
                String::new(),
                picture.origin,
            )),
        };
        if let Some((color, reach)) = &picture.plate {
            let ground = rect.grow(Sides::all(*reach));
            let draw = Draw::Fill { path: Path::rounded(ground, *reach / 2), rule: FillRule::NonZero, color: color.clone() };
            self.face.items.push(Item { draw, element: None, origin: picture.origin });
        }
        let whole = if picture.crop { self.whole_over(picture, rect) } else { rect };
        let tiles = picture.repeat.map(|size| (rect, size));
        let mut draws = match &picture.scrim {
            Some(scrim) => shown(&picture.faded(rect, whole, self.held(picture, scrim.side, rect)), whole, None),
            None => shown(&picture.art, whole, tiles),
        };
        if picture.crop {
            draws = self.cut_to_panel(cell, vec![Draw::Clip { path: shape.clone(), items: draws }]);
        }
        self.face.items.extend(draws.into_iter().map(|draw| Item { draw, element, origin: picture.origin }));
    }
}

/// Pictures of less width for their height are tall.
const TALL: f64 = 1.2;

/// Whether a picture is shown whole in the room that it would fill.
fn is_whole(picture: &PicturePart, room: Rect) -> bool {
    if picture.behind.is_some() {
        return false;
    }
    let own = room.width.ratio(room.height.max(Length::emu(1)));
    let left = (own / picture.ratio).min(picture.ratio / own);
    match picture.whole {
        Whole::Never => false,
        // A wide picture in a wide strip loses sky and ground, a tall one its head.
        Whole::RatherThanHalf => left < if picture.ratio < TALL { 0.5 } else { 0.34 },
        Whole::Always => true,
    }
}
