//! What stands round the trim for the press and the knife: crop, bleed, fold and registration marks, a colour bar, the
//! slug line; and cut lines for scissors.
//!
//! All of it stands wholly outside the bleed, so that none is left on a card cut a hair too large
//! (print_standards_measured.md, A.3: offset of the bleed and 3 pt more).

use crate::color::Color;
use crate::diag::Span;
use crate::display::{Draw, FillRule, GlyphRun, Item};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Mark;
use std::collections::BTreeMap;

/// From the bleed to where a mark begins.
const OFFSET: Length = Length::emu(3 * 12_700);
/// Length of a crop mark: 5 mm.
const LENGTH: Length = Length::emu(5 * 36_000);
/// A quarter point: the finest line a press holds.
const WIDTH: Length = Length::emu(12_700 / 4);
/// Marks, bar and slug, with air at the edge of the sheet: 7 mm.
const ROOM: Length = Length::emu(7 * 36_000);
/// Between two things in the margin: 4 mm.
const APART: Length = Length::emu(4 * 36_000);
/// Half of a registration mark, side of a patch of the colour bar at the most and at the least.
const REGISTER: Length = Length::emu(90_000);
const PATCH: Length = Length::emu(5 * 36_000);
const SMALLEST_PATCH: Length = Length::emu(72_000);
/// From one line of the slug to the next: 2.4 mm.
const SLUG_LINE: Length = Length::emu(86_400);

/// What is wanted round the trim.
#[derive(Clone, Debug, Default)]
pub struct Marking {
    /// Which kinds; empty: the trim stands bare.
    pub marks: Vec<Mark>,
    /// From the trim to where marks begin, at the least.
    pub offset: Length,
    /// Words of the slug line, each set on a baseline at 0, with its width.
    pub slug: Vec<(Vec<GlyphRun>, Length)>,
    /// Names of faces, set likewise.
    pub faces: BTreeMap<String, (Vec<GlyphRun>, Length)>,
    /// Spot inks of the product, for the colour bar.
    pub spots: Vec<Color>,
    /// Letters and digits, for the names of tiles and the numbers of sheets.
    pub letters: Lettering,
}

/// Signs set on a baseline at 0, each with its width, at one size.
pub type Lettering = BTreeMap<char, (Vec<GlyphRun>, Length)>;

impl Marking {
    fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// The same with the names of faces among the words of its slug, and which sheet of how many it is.
    pub(super) fn of(&self, faces: &[String], sheet: Option<(usize, usize)>) -> Marking {
        let names = faces.iter().filter_map(|face| self.faces.get(face)).cloned();
        let number = sheet.map(|(number, of)| self.set(&format!("{number}/{of}"))).filter(|_| !self.slug.is_empty());
        let slug = self.slug.iter().cloned().chain(names).chain(number).collect();
        Marking { slug, ..self.clone() }
    }

    /// Letters and digits side by side on a baseline at 0.
    pub(super) fn set(&self, words: &str) -> (Vec<GlyphRun>, Length) {
        let (mut runs, mut x) = (Vec::new(), Length::ZERO);
        for (sign, width) in words.chars().filter_map(|sign| self.letters.get(&sign)) {
            let moved = |run: &GlyphRun| GlyphRun { origin: Point::new(run.origin.x + x, run.origin.y), ..run.clone() };
            runs.extend(sign.iter().map(moved));
            x += *width;
        }
        (runs, x)
    }

    /// From the trim to where marks begin.
    fn near(&self, bleed: Length) -> Length {
        (bleed + OFFSET).max(self.offset)
    }

    /// What marks need round the trim on each side.
    pub(super) fn room(&self, bleed: Length) -> Length {
        self.near(bleed) + ROOM
    }
}

/// The block of trims on a sheet, and where the knife and the folds go.
pub(super) struct Block<'a> {
    pub rect: Rect,
    pub bleed: Length,
    pub cuts_x: &'a [Length],
    pub cuts_y: &'a [Length],
    pub folds_x: &'a [Length],
    pub folds_y: &'a [Length],
    pub sheet: Rect,
}

/// Everything wanted round a block, and the names of what the margin of the sheet has no room for.
pub(super) fn around(block: &Block<'_>, marking: &Marking) -> (Vec<Item>, Vec<&'static str>) {
    let near = marking.near(block.bleed);
    let mut items = Vec::new();
    let mut left_out = Vec::new();
    let fits = |items: &[Item]| items.iter().all(|item| reach(item).is_none_or(|r| block.sheet.contains(r)));
    for mark in Mark::ALL.into_iter().filter(|mark| marking.has(*mark)) {
        let drawn = match mark {
            Mark::Crop => edge_marks(block, near),
            Mark::Bleed => bleed_marks(block, near),
            Mark::Registration => registration(block, near),
            Mark::Fold => fold_marks(block, near),
            Mark::Bar => bar(block, near, &marking.spots),
            Mark::Slug => slug(block, near, &marking.slug),
        };
        match drawn {
            // A knife's mark that the sheet cuts off still shows where to cut.
            Some(drawn) if mark == Mark::Crop || fits(&drawn) => items.extend(drawn),
            _ => left_out.push(mark.name()),
        }
    }
    (items, left_out)
}

/// Marks round a block at every cut.
fn edge_marks(block: &Block<'_>, near: Length) -> Option<Vec<Item>> {
    let far = near + LENGTH;
    let r = block.rect;
    let mut marks = Vec::new();
    for &x in block.cuts_x {
        marks.push(line(Point::new(x, r.y - far), Point::new(x, r.y - near)));
        marks.push(line(Point::new(x, r.bottom() + near), Point::new(x, r.bottom() + far)));
    }
    for &y in block.cuts_y {
        marks.push(line(Point::new(r.x - far, y), Point::new(r.x - near, y)));
        marks.push(line(Point::new(r.right() + near, y), Point::new(r.right() + far, y)));
    }
    Some(marks)
}

/// Short marks where the bleed ends.
fn bleed_marks(block: &Block<'_>, near: Length) -> Option<Vec<Item>> {
    let far = near + LENGTH / 2;
    let (r, out) = (block.rect, block.rect.outset(block.bleed));
    let mut marks = Vec::new();
    for x in [out.x, out.right()] {
        marks.push(line(Point::new(x, r.y - far), Point::new(x, r.y - near)));
        marks.push(line(Point::new(x, r.bottom() + near), Point::new(x, r.bottom() + far)));
    }
    for y in [out.y, out.bottom()] {
        marks.push(line(Point::new(r.x - far, y), Point::new(r.x - near, y)));
        marks.push(line(Point::new(r.right() + near, y), Point::new(r.right() + far, y)));
    }
    Some(marks)
}

/// Dashed marks at both ends of each fold.
fn fold_marks(block: &Block<'_>, near: Length) -> Option<Vec<Item>> {
    let (far, r) = (near + LENGTH, block.rect);
    let dashed = |from: Point, to: Point| {
        let dash = vec![Length::points(2.0), Length::points(1.5)];
        item(Draw::Stroke { path: Path::line(from, to), width: WIDTH, dash, color: Color::Registration })
    };
    let both = |x: &Length| {
        [
            dashed(Point::new(*x, r.y - near), Point::new(*x, r.y - far)),
            dashed(Point::new(*x, r.bottom() + near), Point::new(*x, r.bottom() + far)),
        ]
    };
    let beside = |y: &Length| {
        [
            dashed(Point::new(r.x - near, *y), Point::new(r.x - far, *y)),
            dashed(Point::new(r.right() + near, *y), Point::new(r.right() + far, *y)),
        ]
    };
    Some(block.folds_x.iter().flat_map(both).chain(block.folds_y.iter().flat_map(beside)).collect())
}

/// A circle on a cross at the middle of each side, beside it where a cut or a fold has its mark.
fn registration(block: &Block<'_>, near: Length) -> Option<Vec<Item>> {
    let (middle, r) = (near + ROOM / 2, block.rect);
    let x = r.x + clear_of(r.width, &[block.cuts_x, block.folds_x].concat(), r.x)?;
    let y = r.y + clear_of(r.height, &[block.cuts_y, block.folds_y].concat(), r.y)?;
    let centers = [
        Point::new(x, r.y - middle),
        Point::new(x, r.bottom() + middle),
        Point::new(r.x - middle, y),
        Point::new(r.right() + middle, y),
    ];
    Some(centers.into_iter().flat_map(register).collect())
}

/// Nearest to the middle of a side, clear of marks.
fn clear_of(side: Length, taken: &[Length], start: Length) -> Option<Length> {
    let spots = [16, 18, 14, 20, 12, 22, 10, 24, 8].map(|part| side * part / 32);
    spots.into_iter().find(|spot| taken.iter().all(|t| (start + *spot - *t).abs() >= APART))
}

fn register(at: Point) -> [Item; 3] {
    let circle =
        item(Draw::Stroke { path: circle(at, REGISTER / 2), width: WIDTH, dash: Vec::new(), color: Color::Registration });
    let across = line(Point::new(at.x - REGISTER, at.y), Point::new(at.x + REGISTER, at.y));
    let down = line(Point::new(at.x, at.y - REGISTER), Point::new(at.x, at.y + REGISTER));
    [circle, across, down]
}

fn circle(at: Point, radius: Length) -> Path {
    let k = radius.scale(0.552_284_75);
    let p = |dx: Length, dy: Length| Point::new(at.x + dx, at.y + dy);
    let (r, o) = (radius, Length::ZERO);
    Path {
        segments: vec![
            Segment::Move(p(r, o)),
            Segment::Cubic(p(r, k), p(k, r), p(o, r)),
            Segment::Cubic(p(-k, r), p(-r, k), p(-r, o)),
            Segment::Cubic(p(-r, -k), p(-k, -r), p(o, -r)),
            Segment::Cubic(p(k, -r), p(r, -k), p(r, o)),
            Segment::Close,
        ],
    }
}

/// Solids, overprints, half tints and a gray balance of the process inks, then each spot ink: from the left of the top
/// margin to the first mark.
fn bar(block: &Block<'_>, near: Length, spots: &[Color]) -> Option<Vec<Item>> {
    const PROCESS: [[f32; 4]; 12] = [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
        [1.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 1.0, 0.0],
        [0.0, 1.0, 1.0, 0.0],
        [0.5, 0.0, 0.0, 0.0],
        [0.0, 0.5, 0.0, 0.0],
        [0.0, 0.0, 0.5, 0.0],
        [0.0, 0.0, 0.0, 0.5],
        [0.5, 0.4, 0.4, 0.0],
    ];
    let colors: Vec<Color> = PROCESS.into_iter().map(Color::Cmyk).chain(spots.iter().cloned()).collect();
    let (from, to) = free(block);
    let side = PATCH.min((to - from) / colors.len() as i64);
    if side < SMALLEST_PATCH {
        return None;
    }
    let y = block.rect.y - near - ROOM / 2 - side / 2;
    let patch = |(i, color): (usize, Color)| {
        let rect = Rect::new(from + side * i as i64, y, side, side);
        item(Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color })
    };
    Some(colors.into_iter().enumerate().map(patch).collect())
}

/// Words in the left half of the bottom margin, on as many lines as they need.
fn slug(block: &Block<'_>, near: Length, words: &[(Vec<GlyphRun>, Length)]) -> Option<Vec<Item>> {
    let (from, to) = free(block);
    let space = SLUG_LINE.scale(0.7);
    let (mut x, mut line) = (from, 0);
    let mut items = Vec::new();
    for (runs, width) in words {
        if x > from && x + *width > to {
            (x, line) = (from, line + 1);
        }
        if x + *width > to {
            return None;
        }
        let y = block.rect.bottom() + near + SLUG_LINE + SLUG_LINE * line;
        for run in runs {
            let origin = Point::new(run.origin.x + x, run.origin.y + y);
            items.push(item(Draw::Glyphs(GlyphRun { origin, ..run.clone() })));
        }
        x = x + *width + space;
    }
    // The last line ends above the edge of the room.
    (SLUG_LINE * (line + 1) <= ROOM).then_some(items)
}

/// The left part of the margin above and below a block: from after the corner to before the next mark.
fn free(block: &Block<'_>) -> (Length, Length) {
    let r = block.rect;
    let register = clear_of(r.width, &[block.cuts_x, block.folds_x].concat(), r.x).map(|x| r.x + x - REGISTER);
    let next = block.cuts_x.iter().chain(block.folds_x).copied().filter(|x| *x > r.x + APART).chain(register).min();
    (r.x + APART, next.unwrap_or(r.right()) - APART / 2)
}

fn line(from: Point, to: Point) -> Item {
    stroke(from, to, Color::Registration)
}

/// Thin gray lines along all cuts, for scissors: an office printer has no trim room for marks.
pub(super) fn cut_lines(block: Rect, xs: &[Length], ys: &[Length]) -> Vec<Item> {
    let gray = Color::Gray(0.7);
    let down = xs.iter().map(|x| stroke(Point::new(*x, block.y), Point::new(*x, block.bottom()), gray.clone()));
    let across = ys.iter().map(|y| stroke(Point::new(block.x, *y), Point::new(block.right(), *y), gray.clone()));
    down.chain(across).collect()
}

pub(super) fn stroke(from: Point, to: Point, color: Color) -> Item {
    item(Draw::Stroke { path: Path::line(from, to), width: WIDTH, dash: Vec::new(), color })
}

pub(super) fn item(draw: Draw) -> Item {
    Item { draw, element: None, origin: Span::NONE }
}

/// The rectangle that an item of the margin covers. Words are taken as a point: their width has been counted.
fn reach(item: &Item) -> Option<Rect> {
    match &item.draw {
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } => path.bounds(),
        Draw::Glyphs(run) => Some(Rect::new(run.origin.x, run.origin.y, Length::ZERO, Length::ZERO)),
        Draw::Image { .. } | Draw::Clip { .. } | Draw::Faded { .. } => None,
    }
}
