//! How many faces of a format go on a sheet, and where: upright or lying, whichever is more, in the middle.

use super::{Imposition, said};
use crate::diag::{Diagnostic, checks};
use crate::geom::{Length, Point, Rect, Sides, Size};
use crate::model::{Duplex, Grid, Purpose, SheetFit};

/// Lengths that mean the same: a hundredth of a millimetre.
const SAME: Length = Length::emu(360);

/// The cells of a sheet for a format. Refuses a sheet that has no room for one.
pub(super) fn grid(fit: &SheetFit, imposition: &Imposition<'_>) -> Result<Grid, Vec<Diagnostic>> {
    let format = imposition.format;
    let bleed = if imposition.purpose == Purpose::Press { format.bleed } else { Length::ZERO };
    let gutter = fit.gutter.unwrap_or((bleed * 2, bleed * 2));
    let margin = match imposition.purpose {
        Purpose::Office => wider(fit.margin, imposition.printer.margin),
        Purpose::Press | Purpose::Screen => fit.margin,
    };
    let live = fit.sheet.at(Length::ZERO, Length::ZERO).shrink(margin);
    let try_on = |cell: Size| {
        let room = live.outset(-bleed);
        let columns = even(fits(room.width, cell.width, gutter.0), imposition.scheme.duplex == Duplex::WorkAndTurn);
        let rows = even(fits(room.height, cell.height, gutter.1), imposition.scheme.duplex == Duplex::WorkAndTumble);
        (columns, rows, cell)
    };
    let (upright, lying) = (try_on(format.trim), try_on(format.trim.turned()));
    let best = if lying.0 * lying.1 > upright.0 * upright.1 { lying } else { upright };
    let (columns, rows, cell) = best;
    if columns * rows == 0 {
        let message = format!(
            "`{}` is {} and does not go on the sheets of `{}`, which have {} between their margins",
            format.name.value,
            said(format.trim),
            imposition.scheme.name.value,
            said(live.size())
        );
        let help = "choose a scheme with a larger sheet, or one that tiles: `handbill list schemes`";
        let told = Diagnostic::error(&checks::DOES_NOT_FIT_SHEET, imposition.scheme.origin, message);
        return Err(vec![told.also(format.origin, "the format").help(help)]);
    }
    let pitch = Size::new(cell.width + gutter.0, cell.height + gutter.1);
    let start = middle(live, pitch.width * columns - gutter.0, pitch.height * rows - gutter.1);
    Ok(Grid { sheet: fit.sheet, columns: columns as u32, rows: rows as u32, start, pitch, cell })
}

/// The wider of two margins on each side.
fn wider(a: Sides, b: Sides) -> Sides {
    Sides { top: a.top.max(b.top), right: a.right.max(b.right), bottom: a.bottom.max(b.bottom), left: a.left.max(b.left) }
}

/// How many cells with gutters between them go into a length; as many as the reader allows at the most.
fn fits(room: Length, cell: Length, gutter: Length) -> i64 {
    if room + SAME < cell || cell <= Length::ZERO {
        return 0;
    }
    ((room + gutter + SAME).to_emu() / (cell + gutter).to_emu()).clamp(0, 100)
}

fn even(n: i64, wanted: bool) -> i64 {
    if wanted { n - n % 2 } else { n }
}

fn middle(live: Rect, width: Length, height: Length) -> Point {
    Point::new(live.x + (live.width - width) / 2, live.y + (live.height - height) / 2)
}
