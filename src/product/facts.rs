//! What the manifest says of a page: its boxes, and where each QR code stands on the sheet.

use crate::deliver::manifest::{CodeFacts, PageFacts};
use crate::display::{Face, Page};
use crate::geom::{Length, Rect};

/// The facts of a page; `faces` are those its placements point to.
pub fn page(page: &Page, faces: &[Face]) -> PageFacts {
    let codes = page.placements.iter().filter_map(|p| Some((p, faces.get(p.face)?))).flat_map(|(placement, face)| {
        face.codes.iter().filter(|code| placement.shows(code.rect, face.trim)).map(|code| CodeFacts {
            payload: code.payload.clone(),
            block: code.block.clone(),
            rect: points(placement.on_sheet(code.rect, face.trim)),
            modules: code.modules,
        })
    });
    PageFacts {
        name: page.name.clone(),
        sheet: [round(page.sheet.width), round(page.sheet.height)],
        trim: points(page.trim),
        bleed: points(page.bleed),
        codes: codes.collect(),
    }
}

fn points(r: Rect) -> [f64; 4] {
    [round(r.x), round(r.y), round(r.width), round(r.height)]
}

/// To a thousandth of a point: shorter in the file, and finer than any printer.
fn round(length: Length) -> f64 {
    (length.to_points() * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Placement, Turn};
    use crate::geom::{Point, Size};

    #[test]
    fn codes_turn_with_their_face() {
        let pt = |n: f64| Length::points(n);
        let trim = Size::new(pt(100.0), pt(60.0));
        let code = Rect::new(pt(10.0), pt(5.0), pt(20.0), pt(20.0));
        let check = |turn: Turn, want: [f64; 4]| {
            let placement = Placement { face: 0, at: Point::new(pt(200.0), pt(300.0)), turn, clip: Rect::default() };
            assert_eq!(points(placement.on_sheet(code, trim)), want, "{turn:?}");
        };
        check(Turn::None, [210.0, 305.0, 20.0, 20.0]);
        // Clockwise: what was at the top left is at the top right of the turned trim, 60 wide and 100 high.
        check(Turn::Quarter, [235.0, 310.0, 20.0, 20.0]);
        check(Turn::Half, [270.0, 335.0, 20.0, 20.0]);
        check(Turn::ThreeQuarters, [205.0, 370.0, 20.0, 20.0]);
    }
}
