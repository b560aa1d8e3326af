//! Formats and schemes drawn with box characters, in true proportions: frames, dotted areas, folds, lines for tools.

use crate::geom::{Length, Point, Rect, Size};
use crate::model::Format;

/// The largest drawing, in characters.
const WIDEST: f64 = 44.0;
const TALLEST: f64 = 22.0;
/// A character cell of a terminal is about twice as tall as wide.
const TALL: f64 = 2.0;
/// Between two faces.
const GUTTER: &str = "    ";

const FRAME: [char; 6] = ['┌', '┐', '└', '┘', '─', '│'];
const DOTS: [char; 6] = ['·'; 6];

/// A drawing in characters.
pub struct Canvas {
    picture: Vec<Vec<char>>,
    /// Columns to a point.
    per_point: f64,
}

impl Canvas {
    /// Room for something of this size, as large as the terminal allows.
    pub fn new(size: Size) -> Canvas {
        let per_point = (WIDEST / size.width.to_points()).min(TALLEST * TALL / size.height.to_points());
        let mut canvas = Canvas { picture: Vec::new(), per_point };
        let (columns, rows) = (canvas.column(size.width).max(8), canvas.row(size.height).max(3));
        canvas.picture = vec![vec![' '; columns + 1]; rows + 1];
        canvas
    }

    fn column(&self, length: Length) -> usize {
        (length.to_points() * self.per_point).round().max(0.0) as usize
    }

    fn row(&self, length: Length) -> usize {
        (length.to_points() * self.per_point / TALL).round().max(0.0) as usize
    }

    /// Lines that meet are joined.
    fn set(&mut self, row: usize, column: usize, sign: char) {
        if let Some(cell) = self.picture.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = joined(*cell, sign);
        }
    }

    /// A rectangle with whole lines.
    pub fn frame(&mut self, r: Rect) {
        let (left, top, right, bottom) = (self.column(r.x), self.row(r.y), self.column(r.right()), self.row(r.bottom()));
        self.outline((left, top), (right, bottom), FRAME);
    }

    fn outline(&mut self, (left, top): (usize, usize), (right, bottom): (usize, usize), signs: [char; 6]) {
        let [top_left, top_right, bottom_left, bottom_right, level, upright] = signs;
        if right <= left || bottom <= top {
            return;
        }
        // A dotted line has room between its dots; dots above each other are twice as far apart anyway.
        let step = if level == '·' { 2 } else { 1 };
        for column in (left..right).step_by(step).skip(1) {
            self.set(top, column, level);
            self.set(bottom, column, level);
        }
        for row in top + 1..bottom {
            self.set(row, left, upright);
            self.set(row, right, upright);
        }
        self.set(top, left, top_left);
        self.set(top, right, top_right);
        self.set(bottom, left, bottom_left);
        self.set(bottom, right, bottom_right);
    }

    /// A level or upright line of dashes, where nothing else stands. A slanting one is left to the drawing on paper.
    fn dashes(&mut self, from: Point, to: Point, level: char, upright: char) {
        let (a, b) = ((self.column(from.x), self.row(from.y)), (self.column(to.x), self.row(to.y)));
        let ((left, right), (top, bottom)) = ((a.0.min(b.0), a.0.max(b.0)), (a.1.min(b.1), a.1.max(b.1)));
        let sign = if from.x == to.x { upright } else { level };
        if from.x != to.x && from.y != to.y {
            return;
        }
        for row in top..=bottom {
            for column in left..=right {
                if self.picture.get(row).and_then(|r| r.get(column)).is_some_and(|c| *c == ' ' || *c == '·') {
                    self.set(row, column, sign);
                }
            }
        }
    }

    /// Words in the middle of a rectangle, as far as they go into it.
    pub fn words(&mut self, words: &str, r: Rect) {
        let (left, right) = (self.column(r.x), self.column(r.right()));
        let row = (self.row(r.y) + self.row(r.bottom())) / 2;
        let room = right.saturating_sub(left).saturating_sub(1);
        let words: Vec<char> = words.chars().take(room).collect();
        let start = left + (right - left + 1).saturating_sub(words.len()) / 2;
        for (i, letter) in words.into_iter().enumerate() {
            self.set(row, start + i, letter);
        }
    }

    /// The rows from the top, without blanks at their ends.
    pub fn lines(self) -> Vec<String> {
        self.picture.into_iter().map(|row| row.into_iter().collect::<String>().trim_end().to_string()).collect()
    }
}

/// Signs of lines with the ways they go: up, right, down, left.
const JOINTS: [(char, u8); 11] = [
    ('│', 0b1010),
    ('─', 0b0101),
    ('┌', 0b0110),
    ('┐', 0b0011),
    ('└', 0b1100),
    ('┘', 0b1001),
    ('├', 0b1110),
    ('┤', 0b1011),
    ('┬', 0b0111),
    ('┴', 0b1101),
    ('┼', 0b1111),
];

/// Two lines on one place; anything else gives way to what is drawn last.
fn joined(there: char, sign: char) -> char {
    let ways = |sign: char| JOINTS.iter().find(|(known, _)| *known == sign).map(|(_, ways)| *ways);
    let Some(both) = ways(there).zip(ways(sign)).map(|(a, b)| a | b) else { return sign };
    JOINTS.iter().find(|(_, ways)| *ways == both).map_or(sign, |(joint, _)| *joint)
}

/// One face with its name in the middle: the trim as a frame, the safe area dotted, panels by name, folds and lines for
/// tools as dashes. A back is seen from behind.
pub fn face(name: &str, format: &Format, back: bool) -> Vec<String> {
    let trim = format.trim.at(Length::ZERO, Length::ZERO);
    let mut canvas = Canvas::new(format.trim);
    let aside = canvas.column(format.safe).max(1);
    let down = canvas.row(format.safe).max(1);
    let (right, bottom) = (canvas.picture[0].len() - 1, canvas.picture.len() - 1);
    canvas.outline((aside, down), (right.saturating_sub(aside), bottom.saturating_sub(down)), DOTS);
    let seen = |x: Length| if back { trim.width - x } else { x };
    for x in &format.folds {
        canvas.dashes(Point::new(seen(*x), Length::ZERO), Point::new(seen(*x), trim.height), '╌', '╎');
    }
    for y in &format.level_folds {
        canvas.dashes(Point::new(Length::ZERO, *y), Point::new(trim.width, *y), '╌', '╎');
    }
    for bounds in format.tools.iter().filter(|tool| tool.path.segments.len() == 2).filter_map(|tool| tool.path.bounds()) {
        let (from, to) = (Point::new(seen(bounds.x), bounds.y), Point::new(seen(bounds.right()), bounds.bottom()));
        canvas.dashes(from, to, '┄', '┆');
    }
    canvas.outline((0, 0), (right, bottom), FRAME);
    let mut named = false;
    for panel in format.panels.iter().filter(|panel| panel.face == name && panel.places.len() == 1) {
        named = true;
        panel.places.iter().for_each(|at| canvas.words(&panel.name.value, panel.size.at(at.x, at.y)));
    }
    if !named {
        canvas.words(name, trim);
    }
    canvas.lines()
}

/// Drawings side by side where they fit, else below each other.
pub fn beside(drawings: Vec<Vec<String>>, width: usize) -> Vec<String> {
    let widths: Vec<usize> = drawings.iter().map(|d| d.iter().map(|line| line.chars().count()).max().unwrap_or(0)).collect();
    let across: usize = widths.iter().map(|w| w + GUTTER.len()).sum();
    if across > width + GUTTER.len() {
        return drawings.concat();
    }
    let rows = drawings.iter().map(Vec::len).max().unwrap_or(0);
    let row = |i: usize| {
        let cells = drawings.iter().zip(&widths).map(|(d, w)| format!("{:w$}", d.get(i).map_or("", String::as_str), w = *w));
        cells.collect::<Vec<_>>().join(GUTTER).trim_end().to_string()
    };
    (0..rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Wanted};
    use crate::world::World;

    fn format(trim: Size, safe: Length) -> Format {
        let (project, _) = syntax::read(&World::builtin(), &Wanted::Everything);
        let card = project.formats.get("wallet-card").expect("a card is built in").clone();
        Format { trim, safe, ..card }
    }

    #[test]
    fn a_card_is_wide_and_a_sheet_is_tall() {
        let card = face("front", &format(Size::new(Length::inches(3.5), Length::inches(2.0)), Length::mm(3.0)), false);
        assert_eq!((card[0].chars().count(), card.len()), (45, 14));
        assert!(card[0].starts_with('┌') && card[0].ends_with('┐'));
        assert!(card[6].contains("front"));
        assert!(card[1].contains('·'));
        let sheet = face("front", &format(Size::new(Length::inches(8.5), Length::inches(11.0)), Length::mm(6.0)), false);
        assert_eq!((sheet[0].chars().count(), sheet.len()), (35, 23));
    }

    #[test]
    fn a_sliver_is_drawn_too() {
        let ribbon = face("front", &format(Size::new(Length::mm(10.0), Length::mm(2000.0)), Length::mm(8.0)), false);
        assert_eq!(ribbon[0].chars().count(), 9);
    }

    #[test]
    fn folds_are_seen_from_behind_on_the_back() {
        let sheet = Size::new(Length::inches(11.0), Length::inches(8.5));
        let format = Format { folds: vec![Length::inches(3.0)], ..format(sheet, Length::mm(6.0)) };
        let column = |back: bool| face("front", &format, back)[3].chars().position(|c| c == '╎');
        assert_eq!((column(false), column(true)), (Some(12), Some(32)));
    }

    #[test]
    fn faces_stand_side_by_side_where_they_fit() {
        let drawing = vec!["┌┐".to_string(), "└┘".to_string()];
        assert_eq!(beside(vec![drawing.clone(), drawing.clone()], 80), ["┌┐    ┌┐", "└┘    └┘"]);
        assert_eq!(beside(vec![drawing.clone(), drawing], 6).len(), 4);
    }
}
