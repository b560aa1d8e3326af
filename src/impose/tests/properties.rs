//! What holds for every format on every stock: each face lies on the sheets as often as it is asked for, bleeds keep off
//! each other, backs lie behind their own fronts whichever way the sheet is turned, a piece cut out of a sheet is the face
//! that was put there, and tiles make the poster.

use super::*;
use crate::diag::Span;
use crate::display::{Draw, FillRule, Item};
use crate::geom::Path;
use crate::impose::tiles::Cutting;
use crate::model::{SheetFit, Tiles};

/// Lengths that mean the same: a hundredth of a millimetre, as the issue asks.
const SAME: Length = Length::emu(360);

fn mm(n: i64) -> Length {
    Length::mm(n as f64)
}

/// A job on stock, drawn at random.
#[derive(Clone, Debug)]
struct Case {
    trim: Size,
    bleed: Length,
    arrangement: Arrangement,
    duplex: Duplex,
    heads: Heads,
    order: SheetOrder,
    fill: Fill,
    press: bool,
    copies: Vec<u32>,
}

impl Case {
    fn impose(&self) -> Result<Sheets, Vec<Diagnostic>> {
        let scheme = Scheme {
            name: at("stock"),
            arrangement: self.arrangement.clone(),
            duplex: self.duplex,
            heads: self.heads,
            precut: false,
            origin: Span::NONE,
        };
        let format = format(self.trim, self.bleed);
        let items = self.copies.iter().enumerate().map(|(i, n)| GangItem {
            faces: ["front", "back"].iter().map(|side| self.face(&format!("{side} {i}"))).collect(),
            copies: Some(*n),
        });
        let run = GangRun { items: items.collect(), order: self.order, fill: self.fill };
        let marking = Marking { marks: Mark::ALL.to_vec(), ..Marking::default() };
        let printer = Printer { margin: Sides::default(), ..Printer::default() };
        let purpose = if self.press { Purpose::Press } else { Purpose::Office };
        let imposition = Imposition { format: &format, scheme: &scheme, purpose, marking: &marking, printer };
        impose(run, &imposition, Meta::default()).map(|(sheets, _)| sheets)
    }

    /// A face that no other is equal to.
    fn face(&self, name: &str) -> Face {
        let area = self.trim.at(Length::ZERO, Length::ZERO).outset(self.bleed);
        let draw = Draw::Fill { path: Path::rect(area), rule: FillRule::NonZero, color: crate::color::Color::Gray(0.5) };
        let items = vec![Item { draw, element: None, origin: Span::NONE }];
        Face { items, ..face(name, self.trim, self.bleed) }
    }

    fn one_plate(&self) -> bool {
        matches!(self.duplex, Duplex::WorkAndTurn | Duplex::WorkAndTumble)
    }
}

fn sheet() -> impl Strategy<Value = Size> {
    prop_oneof![
        Just((216, 279)),
        Just((279, 432)),
        Just((210, 297)),
        Just((320, 450)),
        Just((450, 320)),
        (200_i64..500, 200_i64..500)
    ]
    .prop_map(|(w, h)| Size::new(mm(w), mm(h)))
}

fn case() -> impl Strategy<Value = Case> {
    let look = (15_i64..180, 15_i64..180, 0_i64..5, any::<bool>());
    let stock = (sheet(), 0_i64..12, prop::option::of((0_i64..14, 0_i64..14)));
    let way = (0_usize..4, any::<bool>(), 0_usize..3, any::<bool>());
    (look, stock, way, prop::collection::vec(1_u32..30, 1..6)).prop_map(|(look, stock, way, copies)| {
        let ((w, h, bleed, press), (sheet, margin, gutter), (duplex, toe, order, blank)) = (look, stock, way);
        let gutter = gutter.map(|(x, y)| (mm(x), mm(y)));
        let arrangement = Arrangement::Fit(SheetFit { sheet, margin: Sides::all(mm(margin)), gutter });
        Case {
            trim: Size::new(mm(w), mm(h)),
            bleed: mm(bleed),
            arrangement,
            duplex: Duplex::ALL[duplex],
            heads: if toe { Heads::HeadToToe } else { Heads::HeadToHead },
            order: SheetOrder::ALL[order],
            fill: if blank { Fill::Blank } else { Fill::Copies },
            press,
            copies,
        }
    })
}

/// What is seen of a face when its sheet is cut at its trim: the face itself, if nothing else reaches in and nothing of it
/// is missing.
fn cropped(sheets: &Sheets, page: &Page, index: usize) -> Result<Face, String> {
    let placement = &page.placements[index];
    let face = &sheets.faces[placement.face];
    let piece = placement.on_sheet(face.trim.at(Length::ZERO, Length::ZERO), face.trim);
    if !placement.clip.contains(piece) {
        return Err(format!("{piece:?} is cut off at {:?}", placement.clip));
    }
    let others = page.placements.iter().enumerate().filter(|(i, _)| *i != index);
    if let Some((_, other)) = others.into_iter().find(|(_, other)| other.clip.overlaps(piece)) {
        return Err(format!("{:?} reaches into {piece:?}", other.clip));
    }
    // A line along an edge is where the knife goes; one inside would stay on the piece.
    let inner = piece.outset(-SAME);
    let reaches = |mark: &Item| match &mark.draw {
        Draw::Fill { path, .. } | Draw::Stroke { path, .. } => path.bounds().is_some_and(|b| {
            let thick = Rect::new(b.x, b.y, b.width.max(Length::emu(1)), b.height.max(Length::emu(1)));
            thick.overlaps(inner)
        }),
        Draw::Glyphs(_) | Draw::Image { .. } | Draw::Clip { .. } | Draw::Faded { .. } => true,
    };
    match page.marks.iter().find(|mark| reaches(mark)) {
        Some(mark) => Err(format!("{mark:?} stands on {piece:?}")),
        None => Ok(face.clone()),
    }
}

/// A point of a sheet seen from the other side.
fn behind(case: &Case, sheet: Size, p: Point) -> Point {
    let sideways = match case.duplex {
        Duplex::LongEdge => sheet.height >= sheet.width,
        Duplex::ShortEdge => sheet.height < sheet.width,
        Duplex::WorkAndTurn => true,
        Duplex::WorkAndTumble => false,
    };
    if sideways { Point::new(sheet.width - p.x, p.y) } else { Point::new(p.x, sheet.height - p.y) }
}

fn all_of(page: &Page) -> Vec<&Placement> {
    page.placements.iter().collect()
}

fn spot(placement: &Placement, p: Point, trim: Size) -> Point {
    placement.on_sheet(Rect::new(p.x, p.y, Length::ZERO, Length::ZERO), trim).top_left()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_face_lies_on_the_sheets_as_often_as_it_is_asked_for(case in case()) {
        let Ok(sheets) = case.impose() else { return Ok(()) };
        let count = |face: usize| sheets.pages.iter().flat_map(|p| &p.placements).filter(|p| p.face == face).count();
        let each = if case.one_plate() { 2 } else { 1 };
        for (item, copies) in case.copies.iter().enumerate() {
            let (front, back) = (count(item * 2), count(item * 2 + 1));
            prop_assert_eq!(front, back, "as many backs as fronts");
            let wanted = copies.div_ceil(each) as usize;
            let runs = sheets.meta.runs.expect("quantities are stated") as usize;
            match (case.order, case.fill) {
                (SheetOrder::OneSheet, _) => prop_assert!(front * runs >= wanted && sheets.pages.len() <= 2),
                (_, Fill::Blank) => prop_assert_eq!((front, runs), (wanted, 1)),
                (_, Fill::Copies) => prop_assert!(front >= wanted),
            }
        }
        if case.fill == Fill::Copies {
            let full: Vec<usize> = sheets.pages.iter().map(|page| page.placements.len()).collect();
            prop_assert!(full.windows(2).all(|w| w[0] == w[1]), "every sheet is full: {:?}", full);
        }
    }

    #[test]
    fn no_bleed_reaches_into_another(case in case()) {
        let Ok(sheets) = case.impose() else { return Ok(()) };
        let Arrangement::Fit(fit) = &case.arrangement else { return Ok(()) };
        let bleed = if case.press { case.bleed } else { Length::ZERO };
        let gutter = fit.gutter.unwrap_or((bleed * 2, bleed * 2));
        for page in &sheets.pages {
            let whole = page.sheet.at(Length::ZERO, Length::ZERO);
            for (i, a) in page.placements.iter().enumerate() {
                prop_assert!(whole.contains(a.clip));
                prop_assert!(page.placements[i + 1..].iter().all(|b| !a.clip.overlaps(b.clip)));
                let piece = a.on_sheet(case.trim.at(Length::ZERO, Length::ZERO), case.trim);
                prop_assert!(a.clip.contains(piece));
                // All of its bleed, unless a butted or narrow cut is what the scheme asks for.
                if gutter.0 >= bleed * 2 && gutter.1 >= bleed * 2 {
                    prop_assert!(a.clip.contains(piece.outset(bleed)), "{:?} in {:?}", piece, a.clip);
                }
            }
        }
    }

    #[test]
    fn every_back_lies_behind_its_own_front_and_stands_as_it_should(case in case()) {
        let Ok(sheets) = case.impose() else { return Ok(()) };
        let trim = case.trim;
        let sides: Vec<(Vec<&Placement>, Vec<&Placement>)> = match case.one_plate() {
            // The same plate prints both sides.
            true => sheets.pages.iter().map(|page| page.placements.iter().partition(|p| p.face % 2 == 0)).collect(),
            false => sheets.pages.chunks(2).map(|pair| (all_of(&pair[0]), all_of(&pair[1]))).collect(),
        };
        for (page, (fronts, backs)) in sheets.pages.iter().step_by(if case.one_plate() { 1 } else { 2 }).zip(&sides) {
            prop_assert_eq!(fronts.len(), backs.len());
            for (front, back) in fronts.iter().zip(backs) {
                prop_assert_eq!(front.face + 1, back.face, "its own back");
                // A hole through the product, near a corner, so that a wrong turn shows.
                let hole = Point::new(trim.width / 8, trim.height / 5);
                let seen_behind = match case.heads {
                    Heads::HeadToHead => Point::new(trim.width - hole.x, hole.y),
                    Heads::HeadToToe => Point::new(hole.x, trim.height - hole.y),
                };
                let through = behind(&case, page.sheet, spot(front, hole, trim));
                let met = spot(back, seen_behind, trim);
                prop_assert!((through.x - met.x).abs() <= SAME && (through.y - met.y).abs() <= SAME, "{through:?} {met:?}");
            }
        }
    }

    #[test]
    fn a_piece_cut_out_of_a_sheet_is_the_face_that_was_put_there(case in case()) {
        let Ok(sheets) = case.impose() else { return Ok(()) };
        for page in &sheets.pages {
            for (i, placement) in page.placements.iter().enumerate() {
                let (item, side) = (placement.face / 2, ["front", "back"][placement.face % 2]);
                let put = case.face(&format!("{side} {item}"));
                match cropped(&sheets, page, i) {
                    Ok(piece) => prop_assert_eq!(format!("{piece:#?}"), format!("{put:#?}")),
                    Err(why) => prop_assert!(false, "{}", why),
                }
            }
        }
    }

    #[test]
    fn stock_that_is_refused_has_no_room(case in case()) {
        let Arrangement::Fit(fit) = &case.arrangement else { return Ok(()) };
        if case.one_plate() || case.order == SheetOrder::OneSheet || case.impose().is_ok() {
            return Ok(());
        }
        let bleed = if case.press { case.bleed } else { Length::ZERO };
        let room = fit.sheet.at(Length::ZERO, Length::ZERO).shrink(fit.margin).outset(-bleed);
        let goes = |size: Size| size.width <= room.width && size.height <= room.height;
        prop_assert!(!goes(case.trim) && !goes(case.trim.turned()));
    }

    #[test]
    fn tiles_make_the_poster(
        w in 100_i64..1300, h in 100_i64..1300, sheet in sheet(), margin in 3_i64..20, overlap in 0_i64..25,
        codes in prop::collection::vec((0_i64..1200, 0_i64..1200, 20_i64..80), 0..4),
    ) {
        let trim = Size::new(mm(w), mm(h));
        let tiles = Tiles { sheet, margin: Sides::all(mm(margin)), overlap: mm(overlap) };
        let codes: Vec<Rect> = codes.into_iter().map(|(x, y, side)| Rect::new(mm(x), mm(y), mm(side), mm(side))).collect();
        let cutting = Cutting::of(trim, &tiles).expect("there is room").clear_of(&codes);
        let all: Vec<(i64, i64)> =
            (0..cutting.rows).flat_map(|row| (0..cutting.columns).map(move |column| (row, column))).collect();
        let kept: Vec<Rect> = all.iter().map(|(row, column)| cutting.kept(*column, *row)).collect();
        let area = |r: &Rect| i128::from(r.width.to_emu()) * i128::from(r.height.to_emu());
        // No part twice, none outside, and together as large as the poster: each part exactly once.
        let poster = trim.at(Length::ZERO, Length::ZERO);
        for (i, a) in kept.iter().enumerate() {
            prop_assert!(a.width > Length::ZERO && a.height > Length::ZERO && poster.contains(*a));
            prop_assert!(kept[i + 1..].iter().all(|b| !a.overlaps(*b)));
        }
        prop_assert_eq!(kept.iter().map(area).sum::<i128>(), area(&poster));
        for (row, column) in all {
            let (window, kept) = (cutting.window(column, row), cutting.kept(column, row));
            prop_assert!(window.contains(kept), "what is kept is printed");
            prop_assert!(window.width <= cutting.live.width && window.height <= cutting.live.height, "and has room");
            if column + 1 < cutting.columns {
                let strip = (window.right() - kept.right()) - mm(overlap);
                prop_assert!(strip.abs() <= SAME || window.right() == poster.right(), "{strip:?}");
            }
        }
    }
}

#[test]
fn seams_go_round_a_code_where_there_is_room() {
    let trim = Size::new(Length::inches(11.0), Length::inches(17.0));
    let sheet = Size::new(Length::inches(8.5), Length::inches(11.0));
    let tiles = Tiles { sheet, margin: Sides::all(Length::inches(0.5)), overlap: Length::inches(0.5) };
    // In the very middle, where seams go when nothing is in the way.
    let code = Rect::new(Length::inches(4.5), Length::inches(7.5), Length::inches(2.0), Length::inches(2.0));
    let whole = |cutting: &Cutting| {
        (0..cutting.rows).any(|row| (0..cutting.columns).any(|column| cutting.kept(column, row).contains(code)))
    };
    let plain = Cutting::of(trim, &tiles).expect("there is room");
    assert!(!whole(&plain.clone().clear_of(&[])));
    assert!(whole(&plain.clear_of(&[code])));
}
