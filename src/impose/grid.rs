//! Cells on stock: each product in as many as it is dealt, backs mirrored so that each lies behind its own front.

use super::assign::{MOST_SHEETS, Refused, assign};
use super::flip::Flip;
use super::marks::{self, Block};
use super::{GangRun, Imposition, Made, inside, said};
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Page, Placement, Turn};
use crate::geom::{Length, Rect, Sides, Size};
use crate::model::{Duplex, Grid, Purpose};

/// Lengths that mean the same: a hundredth of a millimetre.
const SAME: Length = Length::emu(360);

/// The sheets of a load, the back of each after its front, and how often they are printed.
pub(super) fn pages(
    run: &GangRun,
    grid: &Grid,
    imposition: &Imposition<'_>,
) -> Result<(Vec<Made>, Option<u32>), Vec<Diagnostic>> {
    let spots = spots(run, grid, imposition)?;
    let (cells, each) = (spots.len(), if one_plate(imposition.scheme.duplex) { 2 } else { 1 });
    // A product alone whose quantity nobody has said fills its sheet.
    let copies: Vec<u32> = run.items.iter().map(|item| item.copies.unwrap_or(1).div_ceil(each)).collect();
    let assigned = assign(&copies, cells, run.order, run.fill).map_err(|why| vec![refused(why, run, cells, imposition)])?;
    let runs = run.items.iter().all(|item| item.copies.is_some()).then_some(assigned.runs);
    let sides = run.items.iter().map(|item| item.faces.len()).max().unwrap_or(0);
    let first = first_faces(run);
    let mut made = Vec::new();
    let many = assigned.sheets.len();
    for (i, sheet) in assigned.sheets.iter().enumerate() {
        let number = (many > 1).then_some((i + 1, many));
        let press = Press { run, grid, imposition, spots: &spots, sheet, first: &first, number };
        match one_plate(imposition.scheme.duplex) {
            true => made.push(press.page(&[0, 1])),
            false => made.extend((0..sides).map(|side| press.page(&[side]))),
        }
    }
    Ok((made, runs))
}

fn refused(why: Refused, run: &GangRun, cells: usize, imposition: &Imposition<'_>) -> Diagnostic {
    let (message, help) = match why {
        Refused::TooManySheets => (
            format!("the quantities make more than {MOST_SHEETS} sheets in one file"),
            "print one sheet as often as it takes with `order = \"one-sheet\"`, or ask for less in one `[[make]]`",
        ),
        Refused::TooManyProducts => (
            format!("{} organizations do not go on one sheet of {cells}", run.items.len()),
            "take several sheets with `order = \"across\"`, or a scheme with more cells",
        ),
    };
    Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message).help(help)
}

/// Whether fronts and backs lie on the same side of the sheet.
fn one_plate(duplex: Duplex) -> bool {
    match duplex {
        Duplex::LongEdge | Duplex::ShortEdge => false,
        Duplex::WorkAndTurn | Duplex::WorkAndTumble => true,
    }
}

/// Where a front lies, and its back.
struct Spot {
    front: (Rect, Turn),
    back: (Rect, Turn),
}

/// The index of each lot's first face among all faces.
fn first_faces(run: &GangRun) -> Vec<usize> {
    let mut next = 0;
    run.items
        .iter()
        .map(|item| {
            let first = next;
            next += item.faces.len();
            first
        })
        .collect()
}

/// Places for fronts and their backs. Refuses faces that are not the size of a cell, and cells that leave the sheet,
/// overlap, or do not lie behind each other.
fn spots(run: &GangRun, grid: &Grid, imposition: &Imposition<'_>) -> Result<Vec<Spot>, Vec<Diagnostic>> {
    let mut problems = misfits(run, grid, imposition);
    let flip = Flip::new(grid.sheet, imposition.scheme.duplex, imposition.scheme.heads);
    let turn = run.items.iter().flat_map(|item| &item.faces).next().map_or(Turn::None, |face| turn_in(face, grid));
    let cells: Vec<Rect> = (0..grid.rows).flat_map(|row| (0..grid.columns).map(move |column| cell(grid, row, column))).collect();
    let in_front = |cell: &Rect| match imposition.scheme.duplex {
        Duplex::LongEdge | Duplex::ShortEdge => true,
        Duplex::WorkAndTurn => cell.right() <= grid.sheet.width / 2 + SAME,
        Duplex::WorkAndTumble => cell.bottom() <= grid.sheet.height / 2 + SAME,
    };
    let spot = |cell: &Rect| Spot { front: (*cell, turn), back: (flip.behind(*cell), flip.turn(turn)) };
    let spots: Vec<Spot> = cells.iter().filter(|cell| in_front(cell)).map(spot).collect();
    let paired = |spot: &Spot| cells.iter().any(|cell| near(*cell, spot.back.0));
    if one_plate(imposition.scheme.duplex) && (spots.len() * 2 != cells.len() || !spots.iter().all(paired)) {
        let scheme = &imposition.scheme.name.value;
        let message = format!("the cells of `{scheme}` do not lie behind each other when the sheet is turned");
        let help = "one plate for both sides wants the same cells in both halves of the sheet, as far from its middle";
        problems.push(Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message).help(help));
    }
    if problems.is_empty() { Ok(spots) } else { Err(problems) }
}

fn near(a: Rect, b: Rect) -> bool {
    let same = |a: Length, b: Length| (a - b).abs() <= SAME;
    same(a.x, b.x) && same(a.y, b.y) && same(a.width, b.width) && same(a.height, b.height)
}

fn is(size: Size, other: Size) -> bool {
    (size.width - other.width).abs() <= SAME && (size.height - other.height).abs() <= SAME
}

/// A face that is a cell lying on its side is turned to go into it.
fn turn_in(face: &Face, grid: &Grid) -> Turn {
    if !is(face.trim, grid.cell) && is(face.trim.turned(), grid.cell) { Turn::Quarter } else { Turn::None }
}

/// Faces that are not the size of a cell, and cells that leave the sheet or lie over each other.
fn misfits(run: &GangRun, grid: &Grid, imposition: &Imposition<'_>) -> Vec<Diagnostic> {
    let scheme = &imposition.scheme.name.value;
    let wrong = |message: String| Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message);
    let mut found: Vec<Diagnostic> = Vec::new();
    for face in run.items.iter().flat_map(|item| &item.faces) {
        if is(face.trim, grid.cell) || is(face.trim.turned(), grid.cell) {
            continue;
        }
        let message = format!("the {} is {}, the cells of `{scheme}` are {}", face.name, said(face.trim), said(grid.cell));
        let told = wrong(message)
            .also(imposition.format.origin, "the format")
            .help("choose a scheme with cells of the format's size: `handbill list schemes`");
        if !found.contains(&told) {
            found.push(told);
        }
    }
    let block = block(grid);
    if !grid.sheet.at(Length::ZERO, Length::ZERO).contains(block) {
        let message = format!(
            "the cells of `{scheme}` reach to {:.2} x {:.2} mm, outside the sheet",
            block.right().to_mm(),
            block.bottom().to_mm()
        );
        found.push(wrong(message).help("mend `start`, `pitch`, `columns` or `rows`"));
    }
    let narrow = |pitch: Length, cell: Length, n: u32| n > 1 && pitch < cell - SAME;
    if narrow(grid.pitch.width, grid.cell.width, grid.columns) || narrow(grid.pitch.height, grid.cell.height, grid.rows) {
        let message = format!("the cells of `{scheme}` overlap: the pitch is smaller than the cell");
        found.push(wrong(message).help("set `pitch` to at least `cell`"));
    }
    found
}

/// The rectangle round all cells.
fn block(grid: &Grid) -> Rect {
    let across = grid.pitch.width * i64::from(grid.columns - 1) + grid.cell.width;
    let down = grid.pitch.height * i64::from(grid.rows - 1) + grid.cell.height;
    Rect::new(grid.start.x, grid.start.y, across, down)
}

fn cell(grid: &Grid, row: u32, column: u32) -> Rect {
    let (x, y) = (grid.pitch.width * i64::from(column), grid.pitch.height * i64::from(row));
    grid.cell.at(grid.start.x + x, grid.start.y + y)
}

/// One sheet being laid out.
struct Press<'a> {
    run: &'a GangRun,
    grid: &'a Grid,
    imposition: &'a Imposition<'a>,
    spots: &'a [Spot],
    /// The lot in each spot.
    sheet: &'a [Option<usize>],
    first: &'a [usize],
    /// Which sheet of how many, where there are several.
    number: Option<(usize, usize)>,
}

impl Press<'_> {
    /// A side of the sheet with these sides of the products on it.
    fn page(&self, sides: &[usize]) -> Made {
        let behind = sides == [1] || sides.first().is_some_and(|side| side % 2 == 1);
        let flip = Flip::new(self.grid.sheet, self.imposition.scheme.duplex, self.imposition.scheme.heads);
        let front_block = block(self.grid);
        let drift = |r: Rect| match behind && self.imposition.purpose == Purpose::Office {
            true => r.moved(self.imposition.printer.back_offset.x, self.imposition.printer.back_offset.y),
            false => r,
        };
        let block = drift(if behind { flip.behind(front_block) } else { front_block });
        let bleed = self.bleed();
        let sheet = self.grid.sheet.at(Length::ZERO, Length::ZERO);
        let (mut placements, mut edges) = (Vec::new(), Vec::new());
        for (spot, item) in self.spots.iter().zip(self.sheet) {
            for side in sides {
                let (place, turn) = if side % 2 == 1 { spot.back } else { spot.front };
                let place = drift(place);
                edges.push(place);
                let Some(face) = item.and_then(|item| self.face(item, *side)) else { continue };
                placements.push(Placement { face, at: place.top_left(), turn, clip: self.clip(place, block, bleed) });
            }
        }
        let (folds_x, folds_y) = self.folds(&placements, sides);
        let (cuts_x, cuts_y) = (cuts(&edges, |r| [r.x, r.right()]), cuts(&edges, |r| [r.y, r.bottom()]));
        let names: Vec<String> = sides.iter().filter_map(|side| self.side_name(*side)).collect();
        let name = match self.number {
            Some((number, of)) => format!("{} {number}/{of}", names.join(" + ")),
            None => names.join(" + "),
        };
        let (marks, left_out) = match self.imposition.purpose {
            Purpose::Press => {
                let block =
                    Block { rect: block, bleed, cuts_x: &cuts_x, cuts_y: &cuts_y, folds_x: &folds_x, folds_y: &folds_y, sheet };
                marks::around(&block, &self.imposition.marking.of(&names, self.number))
            }
            Purpose::Office if self.imposition.scheme.precut => (Vec::new(), Vec::new()),
            Purpose::Office => (marks::cut_lines(block, &cuts_x, &cuts_y), Vec::new()),
            Purpose::Screen => (Vec::new(), Vec::new()),
        };
        let outer = inside(block.outset(bleed), sheet);
        (Page { sheet: self.grid.sheet, trim: inside(block, sheet), bleed: outer, placements, marks, name }, left_out)
    }

    fn bleed(&self) -> Length {
        match self.imposition.purpose {
            Purpose::Press => self.imposition.format.bleed,
            Purpose::Office | Purpose::Screen => Length::ZERO,
        }
    }

    /// The index of a side of a lot among all faces.
    fn face(&self, item: usize, side: usize) -> Option<usize> {
        (side < self.run.items.get(item)?.faces.len()).then(|| self.first[item] + side)
    }

    fn side_name(&self, side: usize) -> Option<String> {
        self.run.items.iter().find_map(|item| item.faces.get(side)).map(|face| face.name.clone())
    }

    fn folds(&self, placements: &[Placement], sides: &[usize]) -> (Vec<Length>, Vec<Length>) {
        let faces: Vec<&Face> = self.run.items.iter().flat_map(|item| &item.faces).collect();
        let side = sides.first().copied().unwrap_or_default();
        let all: Vec<(Vec<Length>, Vec<Length>)> = placements
            .iter()
            .filter_map(|p| Some((p, *faces.get(p.face)?)))
            .map(|(p, face)| super::folds(self.imposition.format, face, p, side))
            .collect();
        let sorted = |lengths: &mut dyn Iterator<Item = Length>| {
            let mut lengths: Vec<Length> = lengths.collect();
            lengths.sort();
            lengths.dedup();
            lengths
        };
        (sorted(&mut all.iter().flat_map(|f| f.0.iter().copied())), sorted(&mut all.iter().flat_map(|f| f.1.iter().copied())))
    }

    /// What a face may ink: its trim, with bleed to the outside of the block, and half of the gutter at most between
    /// cells. Cells that touch get none between them: the knife goes through one line.
    fn clip(&self, place: Rect, block: Rect, bleed: Length) -> Rect {
        let gutter = |pitch: Length, cell: Length| ((pitch - cell) / 2).max(Length::ZERO);
        let (pitch, cell) = (self.grid.pitch, self.grid.cell);
        let (across, down) = (gutter(pitch.width, cell.width), gutter(pitch.height, cell.height));
        let side = |outer: bool, gutter: Length| if outer { bleed } else { bleed.min(gutter) };
        let near = |a: Length, b: Length| (a - b).abs() <= SAME;
        let reach = Sides {
            top: side(near(place.y, block.y), down),
            right: side(near(place.right(), block.right()), across),
            bottom: side(near(place.bottom(), block.bottom()), down),
            left: side(near(place.x, block.x), across),
        };
        inside(place.grow(reach), self.grid.sheet.at(Length::ZERO, Length::ZERO))
    }
}

/// Where the knife goes: each edge once.
fn cuts(places: &[Rect], edges: impl Fn(&Rect) -> [Length; 2]) -> Vec<Length> {
    let mut all: Vec<Length> = places.iter().flat_map(edges).collect();
    all.sort();
    all.dedup_by(|a, b| (*a - *b).abs() <= SAME);
    all
}
