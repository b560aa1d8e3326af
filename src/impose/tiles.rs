//! A poster cut across sheets of one's own printer, with strips to glue on, and a map to put it together.
//!
//! Each sheet shows a window of the poster. Windows of neighbours share a strip: the left and the upper sheet keep it
//! under the next one, which is cut at its window's edge and glued on. So what is seen of each sheet is its window up to
//! where the next begins, and these parts make the poster exactly. Sheets are called by row and column: A1, A2, B1.

use super::marks::{item, stroke};
use super::{GangRun, Imposition, Made, inside, said};
use crate::color::Color;
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Face, GlyphRun, Item, Page, Placement, Turn};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::Tiles;

/// More sheets than this are a wall, not a poster.
const MOST_TILES: i64 = 400;
/// Between a window and the name of a neighbour beside it.
const AIR: Length = Length::emu(2 * 12_700);
/// Height of a capital over the size of its type, near enough to stand it in the middle.
const CAPITAL: f64 = 0.7;
/// From one line of a glue strip to the next: 3 mm.
const HATCH: Length = Length::emu(3 * 36_000);
const GRAY: Color = Color::Gray(0.6);
const LINE: Length = Length::emu(12_700 / 2);

/// How a poster is cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cutting {
    /// As it goes through the printer.
    pub sheet: Size,
    /// Where a window stands on its sheet, at the most.
    pub live: Rect,
    pub columns: i64,
    pub rows: i64,
    /// From window to window.
    step: Size,
    overlap: Length,
    trim: Size,
    /// How far the first window begins before the poster does.
    shift: Size,
}

impl Cutting {
    /// The way of the sheet, upright or lying, that takes fewer of them.
    pub fn of(trim: Size, tiles: &Tiles) -> Option<Cutting> {
        let try_on = |sheet: Size| {
            let live = sheet.at(Length::ZERO, Length::ZERO).shrink(tiles.margin);
            let step = Size::new(live.width - tiles.overlap, live.height - tiles.overlap);
            let many = |length: Length, window: Length, step: Length| match length <= window {
                true => Some(1),
                false if step <= Length::ZERO => None,
                false => Some((length - tiles.overlap).to_emu().div_ceil_signed(step.to_emu())),
            };
            let columns = many(trim.width, live.width, step.width).filter(|_| live.width > Length::ZERO)?;
            let rows = many(trim.height, live.height, step.height).filter(|_| live.height > Length::ZERO)?;
            Some(Cutting { sheet, live, columns, rows, step, overlap: tiles.overlap, trim, shift: Size::default() })
        };
        let ways = [tiles.sheet, tiles.sheet.turned()].into_iter().filter_map(try_on);
        ways.min_by_key(|way| way.columns * way.rows)
    }

    /// The same with its seams beside the codes of a face, as far as the sheets have room: in the middle where nothing is
    /// in the way.
    pub fn clear_of(mut self, codes: &[Rect]) -> Cutting {
        let room =
            |many: i64, step: Length, window: Length, length: Length| (step * (many - 1) + window - length).max(Length::ZERO);
        let (across, down) = (codes.iter().map(|r| (r.x, r.right())), codes.iter().map(|r| (r.y, r.bottom())));
        let spare_x = room(self.columns, self.step.width, self.live.width, self.trim.width);
        let spare_y = room(self.rows, self.step.height, self.live.height, self.trim.height);
        self.shift.width = best_shift(spare_x, self.step.width, self.columns, &across.collect::<Vec<_>>());
        self.shift.height = best_shift(spare_y, self.step.height, self.rows, &down.collect::<Vec<_>>());
        self
    }

    /// A window that reaches past the poster, too.
    fn whole_window(&self, column: i64, row: i64) -> Rect {
        let x = self.step.width * column - self.shift.width;
        let y = self.step.height * row - self.shift.height;
        Rect::new(x, y, self.live.width, self.live.height)
    }

    /// What a sheet shows of the poster.
    pub fn window(&self, column: i64, row: i64) -> Rect {
        inside(self.whole_window(column, row), self.trim.at(Length::ZERO, Length::ZERO))
    }

    /// What is seen of a sheet when the next ones are glued on.
    pub fn kept(&self, column: i64, row: i64) -> Rect {
        let window = self.window(column, row);
        let next = self.whole_window(column + 1, row + 1);
        let right = if column + 1 < self.columns { next.x } else { self.trim.width };
        let bottom = if row + 1 < self.rows { next.y } else { self.trim.height };
        Rect::new(window.x, window.y, right - window.x, bottom - window.y)
    }
}

/// Steps in which seams are moved out of the way.
const STEPS: i64 = 32;

/// How far before the poster the first window begins, so that the fewest spans are cut; the nearest to the middle of
/// those that are as good.
fn best_shift(spare: Length, step: Length, many: i64, spans: &[(Length, Length)]) -> Length {
    let cut = |shift: Length| {
        let seams = (1..many).map(|n| step * n - shift);
        let through = |seam: &Length| spans.iter().any(|(from, to)| from < seam && seam < to);
        seams.filter(through).count()
    };
    let shifts = (0..=STEPS).map(|n| (spare * n / STEPS, (n * 2 - STEPS).abs()));
    shifts.min_by_key(|(shift, off)| (cut(*shift), *off)).map_or(Length::ZERO, |(shift, _)| shift)
}

/// `i64::div_ceil` is not stable yet.
trait DivCeil {
    fn div_ceil_signed(self, by: i64) -> i64;
}

impl DivCeil for i64 {
    fn div_ceil_signed(self, by: i64) -> i64 {
        self.div_euclid(by) + i64::from(self.rem_euclid(by) != 0)
    }
}

/// All sheets of all faces, each face with its map behind it, and the codes that a seam goes through.
pub(super) fn pages(
    run: &GangRun,
    tiles: &Tiles,
    imposition: &Imposition<'_>,
) -> Result<(Vec<Made>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let trim = imposition.format.trim;
    let scheme = &imposition.scheme.name.value;
    let refuse = |message: String, help: &str| {
        vec![Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message).help(help.to_string())]
    };
    let Some(cutting) = Cutting::of(trim, tiles) else {
        let message = format!("the sheets of `{scheme}` have nothing between their margins but the overlap");
        return Err(refuse(message, "make `margin` or `overlap` smaller"));
    };
    let many = cutting.columns * cutting.rows;
    if many > MOST_TILES {
        let message = format!("{} on the sheets of `{scheme}` are {many} sheets, more than {MOST_TILES}", said(trim));
        return Err(refuse(message, "choose a scheme with larger sheets"));
    }
    let mut made = Vec::new();
    let mut seams = Vec::new();
    for (index, face) in run.items.iter().flat_map(|item| &item.faces).enumerate() {
        let codes: Vec<Rect> = face.codes.iter().map(|code| code.rect).collect();
        let cutting = cutting.clone().clear_of(&codes);
        for (row, column) in places(&cutting) {
            made.push((tile(&cutting, index, face, column, row, imposition), Vec::new()));
        }
        if many > 1 {
            made.push((map(&cutting, face, imposition), Vec::new()));
        }
        seams.extend(cut_codes(&cutting, face));
    }
    Ok((made, seams))
}

fn places(cutting: &Cutting) -> impl Iterator<Item = (i64, i64)> {
    let columns = cutting.columns;
    (0..cutting.rows).flat_map(move |row| (0..columns).map(move |column| (row, column)))
}

/// `A1`, `B12`; after `Z` come `AA`, `AB`.
fn name(column: i64, row: i64) -> String {
    let letter = |n: i64| char::from(b'A' + (n % 26) as u8);
    let letters = if row < 26 { letter(row).to_string() } else { [letter(row / 26 - 1), letter(row)].iter().collect() };
    format!("{letters}{}", column + 1)
}

/// Codes that no sheet shows whole.
fn cut_codes(cutting: &Cutting, face: &Face) -> Vec<Diagnostic> {
    let whole = |rect: Rect| places(cutting).any(|(row, column)| cutting.kept(column, row).contains(rect));
    let cut = face.codes.iter().filter(|code| !whole(code.rect));
    cut.map(|code| {
        let message = format!("a seam between tiles goes through `{}` on the {}", code.block, face.name);
        Diagnostic::warning(&checks::SEAM, code.origin, message).help("choose a scheme with another sheet or another `overlap`")
    })
    .collect()
}

fn tile(cutting: &Cutting, index: usize, face: &Face, column: i64, row: i64, imposition: &Imposition<'_>) -> Page {
    let (live, window) = (cutting.live, cutting.window(column, row));
    let whole = cutting.whole_window(column, row);
    let at = Point::new(live.x - whole.x, live.y - whole.y);
    let shown = window.moved(at.x, at.y);
    let placement = Placement { face: index, at, turn: Turn::None, clip: shown };
    let (last_column, last_row) = (column + 1 == cutting.columns, row + 1 == cutting.rows);
    let mut marks = corner_marks(shown, live.x.min(live.y));
    let right = (!last_column).then_some(cutting.overlap);
    let below = (!last_row).then_some(cutting.overlap);
    marks.extend(glue(shown, right, below));
    let letters = |words: String, at: Point| set(&words, at, imposition);
    let (middle_x, middle_y) = (shown.x + shown.width / 2, shown.y + shown.height / 2);
    let high = size(imposition).scale(CAPITAL);
    let own = Point::new(shown.x + AIR, shown.y - AIR);
    marks.extend(letters(name(column, row), own));
    if column > 0 {
        let words = name(column - 1, row);
        let x = shown.x - AIR - width(&words, imposition);
        marks.extend(letters(words, Point::new(x, middle_y + high / 2)));
    }
    if !last_column {
        marks.extend(letters(name(column + 1, row), Point::new(shown.right() + AIR, middle_y + high / 2)));
    }
    if row > 0 {
        let words = name(column, row - 1);
        let x = middle_x - width(&words, imposition) / 2;
        marks.extend(letters(words, Point::new(x, shown.y - AIR)));
    }
    if !last_row {
        let words = name(column, row + 1);
        let x = middle_x - width(&words, imposition) / 2;
        marks.extend(letters(words, Point::new(x, shown.bottom() + AIR + high)));
    }
    let name = format!("{} {}", face.name, name(column, row));
    Page { sheet: cutting.sheet, trim: shown, bleed: shown, placements: vec![placement], marks, name }
}

/// Corners of the window, outside of it: cut from one to the other.
fn corner_marks(shown: Rect, margin: Length) -> Vec<Item> {
    // As long as the margin allows.
    let long = Length::mm(5.0).min(margin);
    let (left, right) = ([shown.x - long, shown.x], [shown.right(), shown.right() + long]);
    let (above, below) = ([shown.y - long, shown.y], [shown.bottom(), shown.bottom() + long]);
    let mut marks = Vec::new();
    for y in [shown.y, shown.bottom()] {
        marks.extend([left, right].map(|[a, b]| stroke(Point::new(a, y), Point::new(b, y), GRAY)));
    }
    for x in [shown.x, shown.right()] {
        marks.extend([above, below].map(|[a, b]| stroke(Point::new(x, a), Point::new(x, b), GRAY)));
    }
    marks
}

/// The strips that the next sheets cover: an edge where the next begins, and slanting lines for the glue.
fn glue(shown: Rect, right: Option<Length>, below: Option<Length>) -> Vec<Item> {
    let mut marks = Vec::new();
    let strips = [
        right.map(|w| Rect::new(shown.right() - w, shown.y, w, shown.height)),
        below.map(|h| Rect::new(shown.x, shown.bottom() - h, shown.width, h)),
    ];
    for strip in strips.into_iter().flatten().filter(|s| s.width > Length::ZERO && s.height > Length::ZERO) {
        let dash = vec![Length::points(3.0), Length::points(2.0)];
        let edge = match strip.height > strip.width {
            true => Path::line(strip.top_left(), Point::new(strip.x, strip.bottom())),
            false => Path::line(strip.top_left(), Point::new(strip.right(), strip.y)),
        };
        marks.push(item(Draw::Stroke { path: edge, width: LINE, dash, color: GRAY }));
        marks.extend(hatching(strip));
    }
    marks
}

/// Lines at 45 degrees across a strip, cut at its edges.
fn hatching(strip: Rect) -> Vec<Item> {
    let mut lines = Vec::new();
    let (long, short) = (strip.width.max(strip.height), strip.width.min(strip.height));
    let upright = strip.height >= strip.width;
    let mut at = HATCH;
    while at < long {
        let reach = short.min(at);
        let (a, b) = match upright {
            true => (Point::new(strip.x, strip.y + at), Point::new(strip.x + reach, strip.y + at - reach)),
            false => (Point::new(strip.x + at, strip.y), Point::new(strip.x + at - reach, strip.y + reach)),
        };
        lines.push(stroke(a, b, GRAY));
        at += HATCH;
    }
    lines
}

/// The poster small, with the name of each sheet where it goes.
fn map(cutting: &Cutting, face: &Face, imposition: &Imposition<'_>) -> Page {
    let live = cutting.live;
    let scale = (live.width.ratio(cutting.trim.width)).min(live.height.ratio(cutting.trim.height)).min(1.0) * 0.8;
    let small = Size::new(cutting.trim.width.scale(scale), cutting.trim.height.scale(scale));
    let (x, y) = (live.x + (live.width - small.width) / 2, live.y + (live.height - small.height) / 2);
    let on_map = |r: Rect| Rect::new(x + r.x.scale(scale), y + r.y.scale(scale), r.width.scale(scale), r.height.scale(scale));
    let black = Color::Gray(0.0);
    let frame = |r: Rect, color: Color, dash: Vec<Length>| item(Draw::Stroke { path: Path::rect(r), width: LINE, dash, color });
    let mut marks = Vec::new();
    for (row, column) in places(cutting) {
        let kept = on_map(cutting.kept(column, row));
        marks.push(frame(kept, black.clone(), Vec::new()));
        let words = name(column, row);
        let at = Point::new(
            kept.x + (kept.width - width(&words, imposition)) / 2,
            kept.y + kept.height / 2 + size(imposition).scale(CAPITAL) / 2,
        );
        marks.extend(set(&words, at, imposition));
    }
    let dots = vec![Length::points(1.0), Length::points(2.0)];
    for (row, column) in places(cutting) {
        marks.push(frame(on_map(cutting.window(column, row)), GRAY, dots.clone()));
    }
    let area = small.at(x, y);
    Page { sheet: cutting.sheet, trim: area, bleed: area, placements: Vec::new(), marks, name: format!("{} map", face.name) }
}

/// The size that the letters are set in.
fn size(imposition: &Imposition<'_>) -> Length {
    let runs = imposition.marking.letters.values().flat_map(|(runs, _)| runs);
    runs.map(|run| run.size).max().unwrap_or_default()
}

fn width(words: &str, imposition: &Imposition<'_>) -> Length {
    imposition.marking.set(words).1
}

/// Letters and digits side by side on a baseline.
fn set(words: &str, at: Point, imposition: &Imposition<'_>) -> Vec<Item> {
    let moved = |run: GlyphRun| {
        let origin = Point::new(run.origin.x + at.x, run.origin.y + at.y);
        item(Draw::Glyphs(GlyphRun { origin, ..run }))
    };
    imposition.marking.set(words).0.into_iter().map(moved).collect()
}
