//! A sheet turned over: where the place of a front lies seen from behind, and how its back stands.

use crate::display::Turn;
use crate::geom::{Rect, Size};
use crate::model::{Duplex, Heads};

/// Which way a sheet is turned over, and how backs stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flip {
    sheet: Size,
    sideways: bool,
    heads: Heads,
}

impl Flip {
    /// `sheet` as it goes through the press: lying or upright decides which edge is the long one.
    pub fn new(sheet: Size, duplex: Duplex, heads: Heads) -> Flip {
        // The long edge of a portrait sheet stands upright: turning over it changes left and right.
        let portrait = sheet.height >= sheet.width;
        let sideways = match duplex {
            Duplex::LongEdge => portrait,
            Duplex::ShortEdge => !portrait,
            Duplex::WorkAndTurn => true,
            Duplex::WorkAndTumble => false,
        };
        Flip { sheet, sideways, heads }
    }

    /// A place on the front as it lies when the sheet is turned over.
    pub fn behind(&self, front: Rect) -> Rect {
        match self.sideways {
            true => Rect { x: self.sheet.width - front.right(), ..front },
            false => Rect { y: self.sheet.height - front.bottom(), ..front },
        }
    }

    /// How a back stands behind a front that stands so. Head to head is seen on the product, not on the sheet: turned
    /// like the page of a book, the back is upright.
    pub fn turn(&self, front: Turn) -> Turn {
        let mirrored = match (self.sideways, front) {
            (true, Turn::None) | (false, Turn::Half) => Turn::None,
            (true, Turn::Half) | (false, Turn::None) => Turn::Half,
            (true, Turn::ThreeQuarters) | (false, Turn::Quarter) => Turn::Quarter,
            (true, Turn::Quarter) | (false, Turn::ThreeQuarters) => Turn::ThreeQuarters,
        };
        match self.heads {
            Heads::HeadToHead => mirrored,
            Heads::HeadToToe => over(mirrored),
        }
    }
}

/// The same on its head.
fn over(turn: Turn) -> Turn {
    match turn {
        Turn::None => Turn::Half,
        Turn::Quarter => Turn::ThreeQuarters,
        Turn::Half => Turn::None,
        Turn::ThreeQuarters => Turn::Quarter,
    }
}
