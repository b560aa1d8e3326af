//! Items of lists and steps, each with its marker.

use super::columns::split_columns;
use super::draw::Pen;
use super::lists::{ICON, MARKER, NUMBER};
use super::prepare::{PreparedPart, PreparedText};
use crate::compose::{Items, Marker};
use crate::display::{Item, Role};
use crate::geom::{Length, Path, Point, Rect};

/// An icon takes this part of its disc.
const IN_DISC: f64 = 0.64;

impl Pen<'_, '_> {
    pub(super) fn items(&mut self, part: &PreparedPart<'_>, rect: Rect) {
        let PreparedPart::Items { items, texts, numbers } = part else { return };
        let columns = self.measure.columns_in(part, rect.width);
        let column = self.measure.column_width(columns, rect.width);
        let heights = self.measure.item_heights(part, column);
        let gap = self.measure.body().scale(items.gap);
        for (c, range) in split_columns(&heights, gap, columns as usize).into_iter().enumerate() {
            let step = (column + self.measure.column_gap()) * c as i64;
            let x = if self.right_to_left { rect.right() - column - step } else { rect.x + step };
            let mut y = rect.y;
            for i in range {
                let slot = Rect::new(x, y, column, heights[i]);
                self.item((items, i), &texts[i], numbers, slot);
                y += heights[i] + gap;
            }
        }
    }

    fn item(&mut self, (items, i): (&Items, usize), text: &PreparedText<'_>, numbers: &[PreparedText<'_>], slot: Rect) {
        let number = numbers.get(i);
        let indent = self.measure.indent(text, items.marker, numbers);
        let size = self.measure.size(text, slot.width);
        let words_x = if self.right_to_left { slot.x } else { slot.x + indent };
        let width = slot.width - indent;
        let height = self.measure.text_height(text, width);
        let cap = size.scale(text.shaped.rise);
        let mut words = Rect::new(words_x, slot.y, width, height);
        let ems = match items.marker {
            Marker::Number => NUMBER,
            Marker::Icon => ICON,
            _ => MARKER,
        };
        let side = size.scale(ems);
        let marker_x = if self.right_to_left { slot.right() - side } else { slot.x };
        match items.marker {
            Marker::Number | Marker::Icon => {
                // The words' first capitals stand on the middle of a number; beside a picture, the middle of one line or two does.
                words.y += match items.marker {
                    Marker::Icon => ((side - cap.max(height.min(side))) / 2).max(Length::ZERO),
                    _ => self.measure.under_disc(text, size),
                };
                self.disc(items, i, number, Point::new(marker_x + side / 2, slot.y + side / 2), side);
            }
            Marker::Numeral => self.numeral(number, slot, indent),
            Marker::Square | Marker::Disc | Marker::Dash | Marker::None => {
                self.mark(items, Point::new(marker_x, slot.y + cap / 2), side, text);
            }
        }
        let id = self.element(text, Role::ListItem);
        self.lines(text, words, Some(id));
    }

    /// A disc with a number or a picture on it.
    fn disc(&mut self, items: &Items, i: usize, number: Option<&PreparedText<'_>>, middle: Point, side: Length) {
        let origin = items.items[i].origin;
        self.fill(Path::circle(middle, side / 2), items.marker_color.clone(), origin);
        if let Some(icon) = items.icons.get(i) {
            let inner = side.scale(IN_DISC);
            let (width, height) =
                if icon.ratio() > 1.0 { (inner, inner.scale(1.0 / icon.ratio())) } else { (inner.scale(icon.ratio()), inner) };
            let place = Rect::new(middle.x - width / 2, middle.y - height / 2, width, height);
            let draws = icon.placed(place).into_iter();
            self.face.items.extend(draws.map(|draw| Item { draw, element: None, origin }));
        }
        if let Some(number) = number {
            let size = self.measure.size(number, side);
            let top = middle.y - size.scale(number.shaped.rise) / 2;
            let id = self.element(number, Role::Label);
            self.lines(number, Rect::new(middle.x - side / 2, top, side, side), Some(id));
        }
    }

    /// A large figure, its top at the top of the words.
    fn numeral(&mut self, number: Option<&PreparedText<'_>>, slot: Rect, indent: Length) {
        let Some(number) = number else { return };
        let id = self.element(number, Role::Label);
        let x = if self.right_to_left { slot.right() - indent } else { slot.x };
        self.lines(number, Rect { x, width: indent, ..slot }, Some(id));
    }

    fn mark(&mut self, items: &Items, at: Point, side: Length, text: &PreparedText<'_>) {
        let path = match items.marker {
            Marker::Disc => Path::circle(Point::new(at.x + side / 2, at.y), side / 2),
            Marker::Square => Path::rect(Rect::new(at.x, at.y - side / 2, side, side)),
            Marker::Dash => Path::rect(Rect::new(at.x, at.y - side / 8, side.scale(1.6), side / 4)),
            Marker::None | Marker::Number | Marker::Numeral | Marker::Icon => return,
        };
        self.fill(path, items.marker_color.clone(), text.part.origin);
    }
}
