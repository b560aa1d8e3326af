//! Codes in finished artwork: faults planted one by one, each refused with its own reason, and many good codes on
//! tinted grounds without a false alarm. The artwork is written as a PDF and looked at as every build does it.

use super::unexpected_codes::UnexpectedCodes;
use super::{Preflight, preflight, readback};
use crate::color::Color;
use crate::diag::{Diagnostic, Span};
use crate::display::{
    Code, Draw, Face, FileBytes, FillRule, Font, Glyph, GlyphRun, Item, Meta, Page, Pixels, Placement, Raster, Sheets, Turn,
};
use crate::export::pdf::{self, Target};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::{Format, Purpose};
use crate::picture::Decoded;
use crate::qr::encode::at_version;
use crate::qr::{Level, Matrix, geometry};
use std::sync::Arc;

const LINK: &str = "https://example.org/Help";

static SANS: &[u8] = include_bytes!("../../fonts/public-sans/PublicSans_400Regular.ttf");

fn mm(n: f64) -> Length {
    Length::mm(n)
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect::new(mm(x), mm(y), mm(w), mm(h))
}

fn matrix(text: &str) -> Matrix {
    (1..=15).find_map(|v| at_version(text, v, Level::Q)).expect("a short text")
}

fn gray(part: f32) -> Color {
    Color::Gray(part)
}

fn area(rect: Rect, color: Color) -> Draw {
    Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color }
}

/// One code on a face of its own, with everything about it open to faults.
#[derive(Clone)]
struct Art {
    /// Drawn before the panel.
    under: Vec<Draw>,
    panel: Option<Color>,
    ink: Color,
    /// What is drawn and what should be.
    drawn: Matrix,
    wanted: String,
    at: Point,
    module: Length,
    /// Drawn after the code.
    over: Vec<Draw>,
    /// Changes the outline of the code.
    bend: fn(Path, Point) -> Path,
}

impl Art {
    fn good() -> Art {
        Art {
            under: Vec::new(),
            panel: Some(gray(1.0)),
            ink: gray(0.0),
            drawn: matrix(LINK),
            wanted: LINK.to_string(),
            at: Point::new(mm(20.0), mm(20.0)),
            module: mm(0.8),
            over: Vec::new(),
            bend: |path, _| path,
        }
    }

    fn over(draw: Draw) -> Art {
        Art { over: vec![draw], ..Art::good() }
    }

    fn side(&self) -> Length {
        geometry::panel(self.drawn.size, self.module)
    }

    fn face(&self) -> Face {
        let panel = Rect::new(self.at.x, self.at.y, self.side(), self.side());
        let quiet = self.module * geometry::QUIET;
        let corner = Point::new(panel.x + quiet, panel.y + quiet);
        let path = (self.bend)(self.drawn.path(corner, self.module), corner);
        let code = Draw::Fill { path, rule: FillRule::NonZero, color: self.ink.clone() };
        let ground = self.panel.clone().map(|color| area(panel, color));
        // The code's own two items come from one line, everything else from another.
        let item = |draw: Draw, line: usize| Item { draw, element: None, origin: Span::new(Span::NONE.file, line, line) };
        let mut items: Vec<Item> = self.under.iter().cloned().map(|d| item(d, 1)).collect();
        items.extend(ground.map(|d| item(d, 2)));
        items.push(item(code, 2));
        items.extend(self.over.iter().cloned().map(|d| item(d, 3)));
        let code = Code {
            rect: panel,
            module: self.module,
            modules: self.drawn.size,
            payload: self.wanted.clone(),
            block: "qr.report".into(),
            origin: Span::new(Span::NONE.file, 2, 2),
        };
        Face { bleed: mm(3.0), items, codes: vec![code], ..roomy(Size::new(mm(100.0), mm(70.0))) }
    }
}

/// A face on which room is meant: a code alone on it is no hole.
fn roomy(trim: Size) -> Face {
    Face { quiet: vec![trim.at(Length::ZERO, Length::ZERO)], ..Face::blank("front", trim) }
}

fn sheets(face: Face) -> Sheets {
    let size = face.trim;
    let trim = size.at(Length::ZERO, Length::ZERO);
    let placement = Placement { face: 0, at: Point::default(), turn: Turn::None, clip: trim };
    let page = Page { sheet: size, trim, bleed: trim, placements: vec![placement], marks: Vec::new(), name: "front".into() };
    Sheets { meta: Meta { date: "2026-11-23".into(), ..Meta::default() }, faces: vec![face], pages: vec![page] }
}

/// Everything that preflight and the self-check of a build find.
fn found(face: Face) -> Vec<Diagnostic> {
    let format = Format {
        bleed: face.bleed,
        minimum_copy: Length::points(6.0),
        minimum_note: Length::points(6.0),
        ..Format::sample("Slip", face.trim)
    };
    let sheets = sheets(face);
    let mut found = preflight(
        &sheets,
        &Preflight { purpose: Purpose::Office, format: &format, condition: None, decoded: &Decoded::default() },
    );
    found.extend(UnexpectedCodes::default().in_pictures(&sheets, &Decoded::default()));
    let written = pdf::write(&sheets, &Target::office()).expect("a PDF");
    found.extend(readback::codes(&sheets, &written.bytes, None));
    found
}

fn words(x: f64, y: f64) -> Draw {
    let font = Font { name: "Sans".into(), family: "Public Sans".into(), weight: 400, data: FileBytes::Built(SANS), hash: 3 };
    let glyphs = (0..6).map(|i| Glyph { id: 40 + i, offset: Point::new(mm(2.5 * f64::from(i)), mm(0.0)), text: 0..1 }).collect();
    Draw::Glyphs(GlyphRun {
        turn: Turn::None,
        font: Arc::new(font),
        size: Length::points(9.0),
        origin: Point::new(mm(x), mm(y)),
        glyphs,
        text: "n".into(),
        source: 0..1,
        color: gray(0.0),
    })
}

/// A photograph: noise. With a code in it, where one is given.
fn photo(place: Rect, code: Option<&str>) -> Draw {
    let side = 400_u32;
    let mut seed = 11_u32;
    let mut data: Vec<u8> = (0..side * side)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            100 + (seed >> 26) as u8
        })
        .collect();
    if let Some(text) = code {
        let matrix = matrix(text);
        for y in 0..(matrix.size + 8) * 6 {
            for x in 0..(matrix.size + 8) * 6 {
                let inside = |n: u32| (n / 6).checked_sub(4).filter(|n| *n < matrix.size);
                let dark = inside(x).zip(inside(y)).is_some_and(|(x, y)| matrix.dark(x, y));
                data[((y + 30) * side + x + 30) as usize] = if dark { 10 } else { 245 };
            }
        }
    }
    let hash = u64::from(code.is_some()) + 77;
    Draw::Image {
        raster: Arc::new(Raster { width: side, height: side, pixels: Pixels::Gray(data.into()), hash }),
        rect: place,
        turn: Turn::None,
    }
}

/// Every other rectangle of the outline gone.
fn torn(path: Path, _: Point) -> Path {
    let kept = path.segments.chunks(5).enumerate().filter(|(i, _)| i % 2 == 0);
    Path { segments: kept.flat_map(|(_, chunk)| chunk.to_vec()).collect() }
}

fn stretched(path: Path, corner: Point) -> Path {
    let squeeze = |p: Point| Point::new(p.x, corner.y + (p.y - corner.y).scale(0.35));
    each_point(path, squeeze)
}

fn away(path: Path, _: Point) -> Path {
    each_point(path, |p| Point::new(p.x + mm(60.0), p.y))
}

/// Four modules wider on each side than it may be: the quiet zone is gone.
fn swollen(path: Path, corner: Point) -> Path {
    let grow =
        |p: Point| Point::new(corner.x + (p.x - corner.x).scale(1.3) - mm(3.0), corner.y + (p.y - corner.y).scale(1.3) - mm(3.0));
    each_point(path, grow)
}

fn each_point(path: Path, f: impl Fn(Point) -> Point) -> Path {
    use crate::geom::Segment;
    let moved = path.segments.into_iter().map(|s| match s {
        Segment::Move(p) => Segment::Move(f(p)),
        Segment::Line(p) => Segment::Line(f(p)),
        Segment::Cubic(a, b, c) => Segment::Cubic(f(a), f(b), f(c)),
        Segment::Close => Segment::Close,
    });
    Path { segments: moved.collect() }
}

/// Faults of the artwork: how it is drawn, the check that names it, a word of the reason.
fn faults() -> Vec<(&'static str, Art, &'static str, &'static str)> {
    let good = Art::good;
    let line = |y: f64| Draw::Stroke {
        path: Path::line(Point::new(mm(10.0), mm(y)), Point::new(mm(80.0), mm(y))),
        width: Length::points(1.0),
        dash: Vec::new(),
        color: gray(0.0),
    };
    let second = |text: &str, x: f64| {
        let path = matrix(text).path(Point::new(mm(x), mm(24.0)), mm(0.3));
        Draw::Fill { path, rule: FillRule::NonZero, color: gray(0.0) }
    };
    vec![
        ("text in the quiet zone", Art::over(words(16.0, 22.5)), "qr-quiet-zone", "qr.report"),
        ("a rule through the quiet zone", Art::over(line(21.0)), "qr-quiet-zone", "qr.report"),
        ("a rule through the code", Art::over(line(34.0)), "qr-quiet-zone", "qr.report"),
        ("a photo over a corner", Art::over(photo(rect(40.0, 40.0, 30.0, 25.0), None)), "qr-quiet-zone", "qr.report"),
        ("a logo over the middle", Art::over(area(rect(29.0, 29.0, 9.0, 9.0), gray(0.3))), "qr-quiet-zone", "qr.report"),
        ("a logo over a finder", Art::over(area(rect(23.0, 23.0, 6.0, 6.0), gray(1.0))), "qr-does-not-scan", "no code"),
        ("a panel over all of it", Art::over(area(rect(15.0, 15.0, 40.0, 40.0), gray(0.9))), "qr-quiet-zone", "qr.report"),
        ("pale gray ink", Art { ink: gray(0.65), ..good() }, "qr-does-not-scan", "contrast"),
        ("yellow ink", Art { ink: Color::Rgb([250, 220, 40]), ..good() }, "qr-does-not-scan", "contrast"),
        ("a dark ground", Art { panel: Some(gray(0.35)), ..good() }, "qr-does-not-scan", "contrast"),
        (
            "a pale red on pink",
            Art { panel: Some(Color::Rgb([255, 190, 200])), ink: Color::Rgb([220, 100, 120]), ..good() },
            "qr-does-not-scan",
            "contrast",
        ),
        ("light on dark", Art { panel: Some(gray(0.0)), ink: gray(1.0), ..good() }, "qr-does-not-scan", "light on dark"),
        (
            "no panel on a dark ground",
            Art { under: vec![area(rect(0.0, 0.0, 100.0, 70.0), gray(0.1))], panel: None, ..good() },
            "qr-does-not-scan",
            "",
        ),
        ("modules under the format's least", Art { module: mm(0.45), ..good() }, "qr-too-small", "0.60 mm"),
        ("modules that nothing reads", Art { module: mm(0.1), ..good() }, "qr-too-small", "mm"),
        (
            "another code than the manifest says",
            Art { drawn: matrix("https://example.org/Hull"), ..good() },
            "qr-does-not-scan",
            "Hull",
        ),
        (
            "codes of two organizations exchanged",
            Art { wanted: "https://other.example.org/".into(), ..good() },
            "qr-does-not-scan",
            LINK,
        ),
        (
            "two codes in one panel",
            Art { bend: torn, over: vec![second("tel:988", 23.0), second("tel:911", 33.0)], ..good() },
            "qr-does-not-scan",
            "",
        ),
        (
            "a code in a photo",
            Art::over(photo(rect(55.0, 5.0, 40.0, 40.0), Some("https://elsewhere.example/"))),
            "qr-stray",
            "elsewhere",
        ),
        (
            "a drawn code that nobody asked for",
            Art::over(Draw::Fill {
                path: matrix("tel:411").path(Point::new(mm(60.0), mm(10.0)), mm(1.2)),
                rule: FillRule::NonZero,
                color: gray(0.0),
            }),
            "qr-stray",
            "tel:411",
        ),
        ("too near to the cut", Art { at: Point::new(mm(1.0), mm(20.0)), ..good() }, "unsafe-area", ""),
        ("over the edge of the sheet", Art { at: Point::new(mm(80.0), mm(20.0)), ..good() }, "qr-does-not-scan", ""),
        ("half of the modules missing", Art { bend: torn, ..good() }, "qr-does-not-scan", ""),
        ("squeezed to a third", Art { bend: stretched, ..good() }, "qr-does-not-scan", ""),
        ("not drawn at all", Art { ink: gray(1.0), ..good() }, "qr-does-not-scan", "contrast"),
        ("drawn elsewhere", Art { bend: away, ..good() }, "qr-does-not-scan", ""),
        ("its quiet zone taken by itself", Art { bend: swollen, ..good() }, "qr-does-not-scan", "quiet zone"),
    ]
}

#[test]
fn a_good_code_is_silent() {
    assert_eq!(found(Art::good().face()), Vec::new());
    let at_the_edge = Art { under: vec![area(rect(0.0, 0.0, 100.0, 70.0), gray(0.1))], ..Art::good() };
    assert_eq!(found(at_the_edge.face()), Vec::new(), "a white panel on a dark ground");
    let beside = Art::over(words(60.0, 30.0));
    assert_eq!(found(beside.face()), Vec::new());
    let photo_beside = Art::over(photo(rect(58.0, 20.0, 30.0, 30.0), None));
    assert_eq!(found(photo_beside.face()), Vec::new());
}

#[test]
fn every_fault_of_the_artwork_is_refused_with_its_reason() {
    for (what, art, check, reason) in faults() {
        let found = found(art.face());
        let told = found.iter().any(|d| d.is_error() && d.check.name == check && d.message.contains(reason));
        assert!(
            told,
            "{what}: wanted {check} with {reason:?}, found {:#?}",
            found.iter().map(|d| (d.check.name, &d.message)).collect::<Vec<_>>()
        );
    }
}

/// 500 codes on 50 pages, of many lengths and sizes, on grounds of many colours.
#[test]
fn five_hundred_good_codes_give_no_false_alarm() {
    let mut faces = Vec::new();
    for page in 0..50_u32 {
        let tint = Color::Rgb([200 + (page * 7 % 56) as u8, 180 + (page * 13 % 76) as u8, 190 + (page * 29 % 66) as u8]);
        let ground = area(rect(0.0, 0.0, 216.0, 279.0), if page % 3 == 0 { gray(0.2) } else { tint });
        let mut items = vec![Item { draw: ground, element: None, origin: Span::NONE }];
        let mut codes = Vec::new();
        for n in 0..10_u32 {
            let text = format!("https://example.org/{}/{}", "Help".repeat((n * page % 17) as usize), page * 10 + n);
            let drawn = matrix(&text);
            let (column, row) = (f64::from(n % 3), f64::from(n / 3));
            let side = 38.0 + f64::from((page + n) % 20);
            let module = geometry::module(drawn.size, mm(side));
            let art = Art {
                at: Point::new(mm(10.0 + column * 66.3), mm(10.0 + row * 63.7 + f64::from(page) * 0.037)),
                drawn,
                wanted: text,
                module,
                ..Art::good()
            };
            let face = art.face();
            items.extend(face.items);
            codes.extend(face.codes);
        }
        faces.push(Face { items, codes, ..roomy(Size::new(mm(216.0), mm(279.0))) });
    }
    for face in faces {
        assert_eq!(found(face), Vec::new());
    }
}

#[test]
fn hidden_layers_and_turned_pages_are_told() {
    use crate::export::pdf::pdf_facts::{PageParts, PdfFacts};
    let page = |hides: bool, rotated: i64| PageParts {
        media: Some([0.0, 0.0, 612.0, 792.0]),
        trim: Some([0.0, 0.0, 612.0, 792.0]),
        hides,
        rotated,
        ..PageParts::default()
    };
    let said = |pages: Vec<PageParts>| -> Vec<&'static str> {
        let found = super::finished::press(&PdfFacts { pages, ..PdfFacts::default() }, None);
        found.iter().map(|diagnostic| diagnostic.check.name).collect()
    };
    assert_eq!(said(vec![page(false, 0), page(false, 360)]), Vec::<&str>::new());
    assert_eq!(said(vec![page(true, 90), page(false, 90)]), ["hidden-layer"]);
    assert_eq!(said(vec![page(false, 0), page(false, 180)]), ["bad-boxes"]);
}
