//! A sheet to measure an office printer with: does it print to scale, where does it stop at the edges, and how far is its
//! back side off. Front and back are held against the light.

use super::{Anchor, Canvas, Drawing, INK, LineStyle, MUTED, Typesetter, letters, undated};
use crate::color::Color;
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::Project;

const LINE: LineStyle = LineStyle::solid(INK, 0.4);
const FINE: LineStyle = LineStyle::solid(MUTED, 0.25);
const RED: LineStyle = LineStyle::solid([200, 30, 30], 0.6);

/// Frames at these distances from the edge, in millimetres; a quarter of an inch is one of them.
const FRAMES: [f64; 6] = [3.0, 4.0, 5.0, 6.35, 8.0, 10.0];
/// The grid on the back reaches so many millimetres each way.
const REACH: i64 = 5;

/// Both pages. Nothing where the project has no words for it.
pub(super) fn draw(project: &Project, sheet: Size) -> Option<Drawing> {
    let words = project.test_sheet.as_ref()?;
    let mut typesetter = Typesetter::new(&project.fonts);
    let mut canvas = Canvas::new(project, &mut typesetter);
    frames(&mut canvas, sheet);
    let left = Length::mm(32.0);
    let mut y = Length::mm(34.0);
    canvas.words(&words.title.value, Point::new(left, y), &letters(18.0, INK), Anchor::Start);
    y += Length::mm(9.0);
    for line in &words.steps {
        canvas.words(&line.value, Point::new(left, y), &letters(10.0, INK), Anchor::Start);
        y += Length::mm(5.2);
    }
    rulers(&mut canvas, sheet);
    for centre in crosses(sheet) {
        cross(&mut canvas, centre);
    }
    canvas.page(sheet, &words.front.value);
    for centre in crosses(sheet) {
        grid(&mut canvas, centre);
    }
    let below = middle(sheet);
    let at = Point::new(below.x, below.y + Length::mm(16.0));
    canvas.words(&words.back_note.value, at, &letters(10.0, INK), Anchor::Middle);
    canvas.page(sheet, &words.back.value);
    Some(Drawing(canvas.sheets(undated(&words.title.value, &words.language.value))))
}

fn middle(sheet: Size) -> Point {
    Point::new(sheet.width / 2, sheet.height / 2)
}

/// The middle, and near each corner: the same places seen from either side, whichever edge the sheet is turned over.
fn crosses(sheet: Size) -> [Point; 5] {
    let edge = Length::mm(20.0);
    let (right, bottom) = (sheet.width - edge, sheet.height - edge);
    [middle(sheet), Point::new(edge, edge), Point::new(right, edge), Point::new(edge, bottom), Point::new(right, bottom)]
}

/// A cross with a small circle: the front.
fn cross(canvas: &mut Canvas<'_>, at: Point) {
    let (long, small) = (Length::mm(6.0), Length::mm(1.0));
    canvas.line(Point::new(at.x - long, at.y), Point::new(at.x + long, at.y), &LINE);
    canvas.line(Point::new(at.x, at.y - long), Point::new(at.x, at.y + long), &LINE);
    canvas.path(Path::circle(at, small), &LINE);
}

/// A grid of millimetres with its zero where the front's cross should be: the back.
fn grid(canvas: &mut Canvas<'_>, at: Point) {
    let mm = |n: i64| Length::mm(n as f64);
    for n in -REACH..=REACH {
        let pen = if n == 0 { &RED } else { &FINE };
        canvas.line(Point::new(at.x + mm(n), at.y - mm(REACH)), Point::new(at.x + mm(n), at.y + mm(REACH)), pen);
        canvas.line(Point::new(at.x - mm(REACH), at.y + mm(n)), Point::new(at.x + mm(REACH), at.y + mm(n)), pen);
        if n % REACH == 0 {
            let above = Point::new(at.x + mm(n), at.y - mm(REACH) - Length::points(3.0));
            canvas.words(&n.to_string(), above, &letters(6.0, INK), Anchor::Middle);
            let beside = Point::new(at.x - mm(REACH) - Length::points(3.0), at.y + mm(n) + Length::points(2.0));
            canvas.words(&n.to_string(), beside, &letters(6.0, INK), Anchor::End);
        }
    }
}

/// Frames round the sheet, each with its distance from the edge.
fn frames(canvas: &mut Canvas<'_>, sheet: Size) {
    for (i, mm) in FRAMES.into_iter().enumerate() {
        let edge = Length::mm(mm);
        canvas.rect(sheet.at(Length::ZERO, Length::ZERO).outset(-edge), &FINE);
        // One after the other along the top, each on its own frame.
        let at = Point::new(sheet.width / 2 + Length::mm(10.0) + Length::mm(11.0) * i as i64, edge + Length::points(2.0));
        let words = format!("{mm} mm");
        let width = Length::points(1.9) * words.chars().count() as i64 + Length::points(8.0);
        canvas.fill(Rect::new(at.x, edge - Length::points(1.0), width, Length::points(2.0)), Color::Rgb([255, 255, 255]));
        canvas.words(&words, Point::new(at.x + Length::points(2.0), at.y), &letters(5.0, INK), Anchor::Start);
    }
}

/// A ruler of millimetres along the foot and one of inches along the left.
fn rulers(canvas: &mut Canvas<'_>, sheet: Size) {
    let from = Point::new(Length::mm(32.0), sheet.height - Length::mm(32.0));
    let long = ((sheet.width - Length::mm(64.0)).to_mm() / 10.0).floor() as i64 * 10;
    canvas.line(from, Point::new(from.x + Length::mm(long as f64), from.y), &LINE);
    for n in 0..=long {
        let high = Length::mm(if n % 10 == 0 {
            5.0
        } else if n % 5 == 0 {
            3.5
        } else {
            2.0
        });
        let x = from.x + Length::mm(n as f64);
        canvas.line(Point::new(x, from.y), Point::new(x, from.y - high), &LINE);
        if n % 10 == 0 {
            let words = if n == long { format!("{n} mm") } else { n.to_string() };
            canvas.words(&words, Point::new(x, from.y + Length::points(9.0)), &letters(7.0, INK), Anchor::Middle);
        }
    }
    let top = Length::mm(34.0);
    let many = (from.y - top - Length::mm(8.0)).to_inches().floor() as i64;
    let x = Length::mm(20.0);
    canvas.line(Point::new(x, top), Point::new(x, top + Length::inches(many as f64)), &LINE);
    for n in 0..=many * 16 {
        let long = Length::mm(match n % 16 {
            0 => 5.0,
            8 => 3.5,
            4 | 12 => 2.5,
            _ => 1.5,
        });
        let y = top + Length::inches(n as f64 / 16.0);
        canvas.line(Point::new(x, y), Point::new(x + long, y), &LINE);
        if n % 16 == 0 {
            let words = if n == many * 16 { format!("{} in", n / 16) } else { (n / 16).to_string() };
            canvas.words(&words, Point::new(x - Length::points(3.0), y + Length::points(2.5)), &letters(7.0, INK), Anchor::End);
        }
    }
}
