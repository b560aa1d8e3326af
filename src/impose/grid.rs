//! Step and repeat: equal cells on stock, backs mirrored so that each lies behind its own front.

use super::Imposition;
use super::marks;
use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Page, Placement, Turn};
use crate::geom::{Length, Point, Rect};
use crate::model::{Duplex, Grid, Purpose};

/// Lengths that mean the same: a hundredth of a millimetre.
const SAME: Length = Length::emu(360);

/// The front of the sheet, and the back where the product has one.
pub(super) fn pages(
    faces: &[Face],
    grid: &Grid,
    imposition: &Imposition<'_>,
) -> Result<Vec<(Page, Vec<&'static str>)>, Vec<Diagnostic>> {
    let problems = misfits(faces, grid, imposition);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(faces.iter().enumerate().map(|(i, face)| page(i, face, grid, imposition)).collect())
}

/// Faces that are not the size of a cell, and cells that leave the sheet.
fn misfits(faces: &[Face], grid: &Grid, imposition: &Imposition<'_>) -> Vec<Diagnostic> {
    let scheme = &imposition.scheme.name.value;
    let mut found = Vec::new();
    for face in faces {
        let (w, h) = (face.trim.width - grid.cell.width, face.trim.height - grid.cell.height);
        if w.abs() > SAME || h.abs() > SAME {
            let size = |w: Length, h: Length| format!("{:.2} x {:.2} mm", w.to_mm(), h.to_mm());
            let message = format!(
                "the {} is {}, the cells of `{scheme}` are {}",
                face.name,
                size(face.trim.width, face.trim.height),
                size(grid.cell.width, grid.cell.height)
            );
            found.push(
                Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message)
                    .also(imposition.format.origin, "the format")
                    .help("choose a scheme with cells of the format's size: `handbill list schemes`"),
            );
        }
    }
    let block = block(grid);
    let sheet = grid.sheet.at(Length::ZERO, Length::ZERO);
    if !sheet.contains(block) {
        let message = format!(
            "the cells of `{scheme}` reach to {:.2} x {:.2} mm, outside the sheet",
            block.right().to_mm(),
            block.bottom().to_mm()
        );
        found.push(
            Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message)
                .help("mend `start`, `pitch`, `columns` or `rows`"),
        );
    }
    let narrow = |pitch: Length, cell: Length, n: u32| n > 1 && pitch < cell - SAME;
    if narrow(grid.pitch.width, grid.cell.width, grid.columns) || narrow(grid.pitch.height, grid.cell.height, grid.rows) {
        let message = format!("the cells of `{scheme}` overlap: the pitch is smaller than the cell");
        found.push(
            Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message)
                .help("set `pitch` to at least `cell`"),
        );
    }
    found
}

/// The rectangle round all cells.
fn block(grid: &Grid) -> Rect {
    let across = grid.pitch.width * i64::from(grid.columns - 1) + grid.cell.width;
    let down = grid.pitch.height * i64::from(grid.rows - 1) + grid.cell.height;
    Rect::new(grid.start.x, grid.start.y, across, down)
}

fn page(index: usize, face: &Face, grid: &Grid, imposition: &Imposition<'_>) -> (Page, Vec<&'static str>) {
    let back = index > 0;
    let press = imposition.purpose == Purpose::Press;
    let bleed = if press { face.bleed } else { Length::ZERO };
    let block = seen_from(block(grid), grid, imposition.scheme.duplex, back);
    let mut placements = Vec::new();
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            let front = cell(grid, row, column);
            let place = seen_from(front, grid, imposition.scheme.duplex, back);
            let turn = if back && head_down(grid, imposition.scheme.duplex) { Turn::Half } else { Turn::None };
            placements.push(Placement { face: index, at: place.top_left(), turn, clip: clip(place, block, grid, bleed) });
        }
    }
    let (xs, ys) = cuts(&placements, grid);
    let sheet = grid.sheet.at(Length::ZERO, Length::ZERO);
    let outer = inside(block.outset(bleed), sheet);
    let folds = super::folds(imposition.format, face.trim.width, index);
    let mut folds_x: Vec<Length> = folds.flat_map(|x| placements.iter().map(move |p| p.at.x + x)).collect();
    folds_x.sort();
    folds_x.dedup();
    let (marks, left_out) = match imposition.purpose {
        Purpose::Press => {
            let block = marks::Block { rect: block, bleed, cuts_x: &xs, cuts_y: &ys, folds_x: &folds_x, sheet };
            marks::around(&block, &imposition.marking.of(&face.name))
        }
        Purpose::Office => (marks::cut_lines(block, &xs, &ys), Vec::new()),
        Purpose::Screen => (Vec::new(), Vec::new()),
    };
    let page = Page { sheet: grid.sheet, trim: block, bleed: outer, placements, marks, name: face.name.clone() };
    (page, left_out)
}

fn cell(grid: &Grid, row: u32, column: u32) -> Rect {
    let at = Point::new(grid.start.x + grid.pitch.width * i64::from(column), grid.start.y + grid.pitch.height * i64::from(row));
    Rect::new(at.x, at.y, grid.cell.width, grid.cell.height)
}

/// A place on the front as it lies when the sheet is turned over: flipped round the vertical axis, left and right
/// change; round the horizontal axis, top and bottom.
fn seen_from(front: Rect, grid: &Grid, duplex: Duplex, back: bool) -> Rect {
    if !back {
        return front;
    }
    match flips_sideways(grid, duplex) {
        true => Rect { x: grid.sheet.width - front.right(), ..front },
        false => Rect { y: grid.sheet.height - front.bottom(), ..front },
    }
}

/// The long edge of a portrait sheet stands upright: turning over it changes left and right.
fn flips_sideways(grid: &Grid, duplex: Duplex) -> bool {
    let portrait = grid.sheet.height >= grid.sheet.width;
    (duplex == Duplex::LongEdge) == portrait
}

/// Turned over the horizontal axis, a back must stand on its head to be read the same way up as its front.
fn head_down(grid: &Grid, duplex: Duplex) -> bool {
    !flips_sideways(grid, duplex)
}

/// What a face may ink: its trim, with bleed to the outside of the block, and half of the gutter at most between
/// cells. Cells that touch get none between them: the knife goes through one line.
fn clip(place: Rect, block: Rect, grid: &Grid, bleed: Length) -> Rect {
    let gutter = |pitch: Length, cell: Length| ((pitch - cell) / 2).max(Length::ZERO);
    let (across, down) = (gutter(grid.pitch.width, grid.cell.width), gutter(grid.pitch.height, grid.cell.height));
    let side = |outer: bool, gutter: Length| if outer { bleed } else { bleed.min(gutter) };
    let near = |a: Length, b: Length| (a - b).abs() <= SAME;
    let reach = crate::geom::Sides {
        top: side(near(place.y, block.y), down),
        right: side(near(place.right(), block.right()), across),
        bottom: side(near(place.bottom(), block.bottom()), down),
        left: side(near(place.x, block.x), across),
    };
    inside(place.grow(reach), grid.sheet.at(Length::ZERO, Length::ZERO))
}

fn inside(r: Rect, sheet: Rect) -> Rect {
    let (x, y) = (r.x.max(sheet.x), r.y.max(sheet.y));
    Rect::new(x, y, r.right().min(sheet.right()) - x, r.bottom().min(sheet.bottom()) - y)
}

/// Where the knife goes: each edge once.
fn cuts(placements: &[Placement], grid: &Grid) -> (Vec<Length>, Vec<Length>) {
    let edges = |of: &dyn Fn(&Placement) -> [Length; 2]| {
        let mut all: Vec<Length> = placements.iter().flat_map(of).collect();
        all.sort();
        all.dedup_by(|a, b| (*a - *b).abs() <= SAME);
        all
    };
    (edges(&|p| [p.at.x, p.at.x + grid.cell.width]), edges(&|p| [p.at.y, p.at.y + grid.cell.height]))
}
