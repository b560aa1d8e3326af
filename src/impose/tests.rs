//! Sheets of any size: boxes nest, every face lies on the sheet as often as asked, backs lie behind their fronts.

mod properties;

use super::*;
use crate::diag::{At, Span};
use crate::display::Page;
use crate::geom::{Length, Point, Rect, Sides, Size};
use crate::model::{Duplex, Grid, Heads, Mark};
use proptest::prelude::*;

fn at(text: &str) -> At<String> {
    At::new(text.to_string(), Span::NONE)
}

fn format(trim: Size, bleed: Length) -> Format {
    Format {
        bleed,
        minimum_note: Length::points(5.5),
        faces: vec![at("front"), at("back")],
        scheme: at("grid"),
        ..Format::sample("Card", trim)
    }
}

fn face(name: &str, trim: Size, bleed: Length) -> Face {
    Face { bleed, ..Face::blank(name, trim) }
}

fn sheets(grid: Option<Grid>, trim: Size, bleed: Length, duplex: Duplex, purpose: Purpose) -> Result<Sheets, Vec<Diagnostic>> {
    let arrangement = grid.map_or(Arrangement::OneUp, Arrangement::Cells);
    let scheme = Scheme { name: at("grid"), arrangement, duplex, heads: Heads::HeadToHead, precut: false, origin: Span::NONE };
    let format = format(trim, bleed);
    let faces = vec![face("front", trim, bleed), face("back", trim, bleed)];
    let marking = Marking { marks: Mark::ALL.to_vec(), ..Marking::default() };
    let printer = Printer { margin: Sides::default(), ..Printer::default() };
    let imposition = Imposition { format: &format, scheme: &scheme, purpose, marking: &marking, printer };
    impose(GangRun::of(faces, None), &imposition, Meta::default()).map(|(sheets, _)| sheets)
}

fn avery_5371() -> Grid {
    let inches = |w, h| Size::new(Length::inches(w), Length::inches(h));
    Grid {
        sheet: inches(8.5, 11.0),
        columns: 2,
        rows: 5,
        start: Point::new(Length::inches(0.75), Length::inches(0.5)),
        pitch: inches(3.5, 2.0),
        cell: inches(3.5, 2.0),
    }
}

fn nested(page: &Page) -> bool {
    let sheet = page.sheet.at(Length::ZERO, Length::ZERO);
    sheet.contains(page.bleed) && page.bleed.contains(page.trim) && page.placements.iter().all(|p| page.bleed.contains(p.clip))
}

#[test]
fn ten_cards_on_letter() {
    let card = Size::new(Length::inches(3.5), Length::inches(2.0));
    let sheets = sheets(Some(avery_5371()), card, Length::mm(3.0), Duplex::LongEdge, Purpose::Press).unwrap();
    assert_eq!(sheets.pages.len(), 2);
    for page in &sheets.pages {
        assert_eq!(page.placements.len(), 10);
        assert!(nested(page));
        // Butted cards: no clip reaches into a neighbour.
        for (i, a) in page.placements.iter().enumerate() {
            assert!(page.placements[i + 1..].iter().all(|b| !a.clip.overlaps(b.clip)));
        }
    }
    assert_eq!(
        sheets.pages[0].trim,
        Rect::new(Length::inches(0.75), Length::inches(0.5), Length::inches(7.0), Length::inches(10.0))
    );
}

#[test]
fn a_face_of_another_size_is_refused_with_both_sizes() {
    let iso = Size::new(Length::mm(85.0), Length::mm(55.0));
    let found = sheets(Some(avery_5371()), iso, Length::mm(3.0), Duplex::LongEdge, Purpose::Office).unwrap_err();
    assert_eq!(found[0].message, "the front is 85.00 x 55.00 mm, the cells of `grid` are 88.90 x 50.80 mm");
}

#[test]
fn millimetres_and_inches_make_the_same_sheet() {
    let mm = Size::new(Length::mm(88.9), Length::mm(50.8));
    let inches = Size::new(Length::inches(3.5), Length::inches(2.0));
    let make = |size| sheets(Some(avery_5371()), size, Length::mm(3.175), Duplex::LongEdge, Purpose::Press).unwrap();
    assert_eq!(make(mm), make(inches));
}

#[test]
fn a_press_page_has_marks_outside_its_bleed_only() {
    let card = Size::new(Length::inches(3.5), Length::inches(2.0));
    let sheets = sheets(None, card, Length::mm(3.0), Duplex::LongEdge, Purpose::Press).unwrap();
    for page in &sheets.pages {
        assert!(nested(page));
        // Crop and bleed marks at each corner, four registration marks of three lines, twelve patches.
        assert_eq!(page.marks.len(), 8 + 8 + 4 * 3 + 12);
        for mark in &page.marks {
            let (crate::display::Draw::Stroke { path, .. } | crate::display::Draw::Fill { path, .. }) = &mark.draw else {
                continue;
            };
            let bounds = path.bounds().unwrap();
            let thick = Rect::new(bounds.x, bounds.y, bounds.width.max(Length::emu(1)), bounds.height.max(Length::emu(1)));
            assert!(!page.bleed.overlaps(thick), "{bounds:?} in {:?}", page.bleed);
            assert!(page.sheet.at(Length::ZERO, Length::ZERO).contains(bounds));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_back_lies_behind_its_own_front(
        columns in 1_u32..6, rows in 1_u32..8, w in 20_i64..90, h in 20_i64..60, gutter in 0_i64..12,
        left in 5_i64..30, top in 5_i64..30, right in 5_i64..30, bottom in 5_i64..30, long in any::<bool>(), press in any::<bool>(),
    ) {
        let mm = |n: i64| Length::mm(n as f64);
        let pitch = Size::new(mm(w + gutter), mm(h + gutter));
        let sheet = Size::new(
            mm(left + right) + pitch.width * i64::from(columns) - mm(gutter),
            mm(top + bottom) + pitch.height * i64::from(rows) - mm(gutter),
        );
        let cell = Size::new(mm(w), mm(h));
        let grid = Grid { sheet, columns, rows, start: Point::new(mm(left), mm(top)), pitch, cell };
        let duplex = if long { Duplex::LongEdge } else { Duplex::ShortEdge };
        let purpose = if press { Purpose::Press } else { Purpose::Office };
        let sheets = sheets(Some(grid), cell, mm(3), duplex, purpose).unwrap();
        let sideways = long == (sheet.height >= sheet.width);
        prop_assert_eq!(sheets.pages.len(), 2);
        for page in &sheets.pages {
            prop_assert!(nested(page), "boxes nest: {:?} {:?}", page.trim, page.bleed);
            prop_assert_eq!(page.placements.len(), (columns * rows) as usize);
        }
        for (front, back) in sheets.pages[0].placements.iter().zip(&sheets.pages[1].placements) {
            let turned = match sideways {
                true => Point::new(sheet.width - front.at.x - cell.width, front.at.y),
                false => Point::new(front.at.x, sheet.height - front.at.y - cell.height),
            };
            prop_assert!((turned.x - back.at.x).abs() < Length::mm(0.01) && (turned.y - back.at.y).abs() < Length::mm(0.01));
        }
    }
}
