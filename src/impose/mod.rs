//! Faces to sheets: one up, in the cells of a stock, as many as fit, or cut across several sheets; with backs behind
//! their own fronts, marks and boxes. Never shapes text and never looks into a face.
//!
//! - `one_up`: one face a sheet;
//! - `fit`: how many faces of a size go on a sheet;
//! - `flip`: where the back of a place lies when the sheet is turned over;
//! - `deal`: which product lies in which cell of which sheet;
//! - `grid`: cells to pages;
//! - `tiles`: a poster across sheets, and the map to put it together;
//! - `marks`: what stands round the trim.

mod assign;
mod fit;
mod flip;
mod grid;
mod marks;
mod one_up;
#[cfg(test)]
mod tests;
mod tiles;

use crate::diag::{Diagnostic, checks};
use crate::display::{Face, Meta, Page, Placement, Sheets};
use crate::geom::{Length, Rect, Size};
use crate::model::{Arrangement, Fill, Format, Grid, Printer, Purpose, Scheme, SheetOrder};

pub use marks::{Lettering, Marking};

/// What sheets are made for.
#[derive(Clone, Copy, Debug)]
pub struct Imposition<'a> {
    /// Trim, bleed, folds and tools of the faces.
    pub format: &'a Format,
    /// Where they lie, and which way up.
    pub scheme: &'a Scheme,
    /// Marks and bleed are for the press, cut lines for the office; a screen has neither.
    pub purpose: Purpose,
    /// What stands round the trim of a press sheet, and the letters of tiles.
    pub marking: &'a Marking,
    /// The printer of one's own: it has no say on a press or a screen.
    pub printer: Printer,
}

/// Everything that goes into one file.
#[derive(Clone, Debug, PartialEq)]
pub struct GangRun {
    /// In the order in which they take the cells.
    pub items: Vec<GangItem>,
    /// Which cell comes after which.
    pub order: SheetOrder,
    /// What the cells of the last sheet hold that are left over.
    pub fill: Fill,
}

/// One product of a file: front and back, and how often it is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct GangItem {
    /// One or two: `front`, `back`.
    pub faces: Vec<Face>,
    /// `None`: nobody has said.
    pub copies: Option<u32>,
}

impl GangRun {
    /// One product alone: as many as a sheet holds, printed until the quantity is reached.
    pub fn of(faces: Vec<Face>, quantity: Option<u32>) -> GangRun {
        GangRun { items: vec![GangItem { faces, copies: quantity }], order: SheetOrder::OneSheet, fill: Fill::Copies }
    }
}

impl GangRun {
    /// Of a product alone.
    fn quantity(&self) -> Option<u32> {
        match self.items.as_slice() {
            [item] => item.copies,
            _ => None,
        }
    }
}

/// A page, and the marks that it has no room for.
type Made = (Page, Vec<&'static str>);

/// Puts faces on sheets, and says which marks the stock has no room for. Refuses faces that do not go on the sheet.
pub fn impose(run: GangRun, imposition: &Imposition<'_>, mut meta: Meta) -> Result<(Sheets, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut found = Vec::new();
    let (made, runs): (Vec<Made>, Option<u32>) = match (&imposition.scheme.arrangement, imposition.purpose) {
        // A screen shows one face after the other, whatever it is printed on.
        (Arrangement::OneUp, _) | (_, Purpose::Screen) => {
            let faces = run.items.iter().flat_map(|item| &item.faces).enumerate();
            (faces.map(|(i, face)| one_up::page(i, face, imposition)).collect(), run.quantity())
        }
        (Arrangement::Cells(grid), _) => grid::pages(&run, grid, imposition)?,
        (Arrangement::Fit(fit), _) => grid::pages(&run, &fit::grid(fit, imposition)?, imposition)?,
        (Arrangement::Tiles(tiles), _) => {
            let (pages, cut) = tiles::pages(&run, tiles, imposition)?;
            found.extend(cut);
            (pages, run.quantity())
        }
    };
    meta.runs = runs;
    let mut left_out: Vec<&str> = made.iter().flat_map(|(_, left_out)| left_out.iter().copied()).collect();
    left_out.sort_unstable();
    left_out.dedup();
    found.extend(left_out.iter().map(|mark| {
        let message = format!("the sheets of `{}` have no room for the mark `{mark}`", imposition.scheme.name.value);
        Diagnostic::warning(&checks::NO_ROOM_FOR_MARK, imposition.scheme.origin, message)
            .help("take it out of `marks`, or choose a scheme with wider margins")
    }));
    let mut pages: Vec<Page> = made.into_iter().map(|(page, _)| page).collect();
    let faces: Vec<Face> = run.items.into_iter().flat_map(|item| item.faces).collect();
    if imposition.purpose == Purpose::Office {
        found.extend(kept_printable(&mut pages, &faces, imposition));
    }
    Ok((Sheets { meta, faces, pages }, found))
}

/// The cells that a scheme gives a format on its stock, for drawings and lists; `None` where it has none.
pub fn cells(imposition: &Imposition<'_>) -> Option<Result<Grid, Vec<Diagnostic>>> {
    match &imposition.scheme.arrangement {
        Arrangement::OneUp | Arrangement::Tiles(_) => None,
        Arrangement::Cells(grid) => Some(Ok(grid.clone())),
        Arrangement::Fit(fit) => Some(fit::grid(fit, imposition)),
    }
}

/// Keeps art away from where the printer cannot print, so that all sheets get the same white edge. Words and codes are
/// never cut: a sheet that has some out there stays as it is, and a warning names them.
fn kept_printable(pages: &mut [Page], faces: &[Face], imposition: &Imposition<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for page in pages {
        let live = page.sheet.at(Length::ZERO, Length::ZERO).shrink(imposition.printer.margin);
        for placement in &mut page.placements {
            let Some(face) = faces.get(placement.face) else { continue };
            let shown = |r: Rect| placement.on_sheet(r, face.trim).shared(placement.clip);
            let out = |r: Rect| shown(r).is_some_and(|r| !live.contains(r));
            let words = face.areas.iter().filter(|a| a.smallest.is_some()).map(|a| (a.rect, &a.block, a.origin));
            let codes = face.codes.iter().map(|c| (c.rect, &c.block, c.origin));
            match words.chain(codes).find(|(rect, ..)| out(*rect)) {
                Some((_, block, origin)) => {
                    let message = format!(
                        "`{block}` on the {} comes closer to the edge of the sheet than an office printer prints ({:.2} mm)",
                        face.name,
                        imposition.printer.margin.left.max(imposition.printer.margin.top).to_mm()
                    );
                    let told = found.iter().any(|d| d.span == origin && d.message == message);
                    if !told {
                        let help = "print it without borders: `borderless = true`; or choose a scheme with a larger sheet";
                        found.push(Diagnostic::warning(&checks::UNPRINTABLE_EDGE, origin, message).help(help));
                    }
                }
                None => placement.clip = inside(placement.clip, live),
            }
        }
    }
    found
}

/// Where a face is folded, as lines on the sheet: upright ones by their x, level ones by their y.
fn folds(format: &Format, face: &Face, placement: &Placement, index: usize) -> (Vec<Length>, Vec<Length>) {
    let size = face.trim;
    // Seen from behind, from the right edge.
    let across = format.folds.iter().map(|x| if index.is_multiple_of(2) { *x } else { size.width - *x });
    let across = across.map(|x| Rect::new(x, Length::ZERO, Length::ZERO, size.height));
    let down = format.level_folds.iter().map(|y| Rect::new(Length::ZERO, *y, size.width, Length::ZERO));
    let (mut upright, mut level) = (Vec::new(), Vec::new());
    for line in across.chain(down).map(|fold| placement.on_sheet(fold, size)) {
        match line.width.is_zero() {
            true => upright.push(line.x),
            false => level.push(line.y),
        }
    }
    (upright, level)
}

/// The part of a rectangle that lies inside another; nothing wide or high where there is none.
fn inside(r: Rect, outer: Rect) -> Rect {
    let (x, y) = (r.x.max(outer.x), r.y.max(outer.y));
    let width = (r.right().min(outer.right()) - x).max(Length::ZERO);
    let height = (r.bottom().min(outer.bottom()) - y).max(Length::ZERO);
    Rect::new(x, y, width, height)
}

/// For messages: `88.90 x 50.80 mm`.
fn said(size: Size) -> String {
    format!("{:.2} x {:.2} mm", size.width.to_mm(), size.height.to_mm())
}
