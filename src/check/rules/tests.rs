//! Each rule fires on its fault and is silent without it.

use crate::check::{Preflight, preflight};
use crate::color::Color;
use crate::diag::{At, Span};
use crate::display::{
    Code, Draw, Element, ElementId, Face, FileBytes, FillRule, Font, Glyph, GlyphRun, Item, Meta, Pixels, Raster, Role, Sheets,
    Tool, ToolLine,
};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::{Condition, Format, Purpose};
use crate::picture::Decoded;
use std::sync::Arc;

fn mm(n: f64) -> Length {
    Length::mm(n)
}

fn face(draws: Vec<Draw>) -> Face {
    let element = Element {
        role: Role::Paragraph,
        language: "en".into(),
        text: String::new(),
        origin: Span::NONE,
        block: "text.lead".into(),
        order: 0,
        links: Vec::new(),
        repeats: None,
        echoes: false,
    };
    let trim = Size::new(mm(100.0), mm(60.0));
    Face {
        name: "front".into(),
        trim,
        bleed: mm(3.0),
        items: draws.into_iter().map(|draw| Item { draw, element: Some(ElementId(0)), origin: Span::NONE }).collect(),
        elements: vec![element],
        codes: Vec::new(),
        tools: Vec::new(),
        areas: Vec::new(),
        // One thing alone on a sheet is no hole here.
        quiet: vec![trim.at(Length::ZERO, Length::ZERO)],
    }
}

fn found(face: Face) -> Vec<&'static str> {
    found_on(face, |_| ())
}

fn found_on(face: Face, change: fn(&mut Format)) -> Vec<&'static str> {
    let at = |text: &str| At::new(text.to_string(), Span::NONE);
    let mut format = Format { bleed: face.bleed, ..Format::sample("Card", face.trim) };
    change(&mut format);
    let condition = Condition {
        name: at("Coated"),
        identifier: at("CGATS TR 006"),
        registry: Some(at("http://www.color.org")),
        maximum_ink: 3.0,
        minimum_line: Length::points(0.25),
        minimum_type: Length::points(5.0),
        mark_offset: Length::ZERO,
        resolution: 300.0,
        icc: FileBytes::Built(&[]),
        icc_zlib: None,
        origin: Span::NONE,
    };
    let sheets = Sheets { meta: Meta::default(), faces: vec![face], pages: Vec::new() };
    let facts = Preflight { purpose: Purpose::Press, format: &format, condition: Some(&condition), decoded: &Decoded::default() };
    preflight(&sheets, &facts).iter().map(|d| d.check.name).collect()
}

fn text(size: f64, x: f64, y: f64) -> Draw {
    let font = Font { name: "Test".into(), family: "Test".into(), weight: 400, data: FileBytes::Built(&[]), hash: 1 };
    Draw::Glyphs(GlyphRun {
        turn: crate::geom::Turn::None,
        font: Arc::new(font),
        size: Length::points(size),
        origin: Point::new(mm(x), mm(y)),
        glyphs: vec![Glyph { id: 1, offset: Point::default(), text: 0..1 }],
        text: "a".into(),
        source: 0..1,
        color: Color::Cmyk([0.0, 0.0, 0.0, 1.0]),
    })
}

fn area(rect: Rect, color: Color) -> Draw {
    Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color }
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect::new(mm(x), mm(y), mm(w), mm(h))
}

#[test]
fn a_sound_face_is_silent() {
    assert_eq!(
        found(face(vec![area(rect(-3.0, -3.0, 106.0, 66.0), Color::Cmyk([0.1, 0.0, 0.2, 0.0])), text(8.0, 20.0, 20.0)])),
        Vec::<&str>::new()
    );
}

#[test]
fn type_under_the_floor() {
    assert_eq!(found(face(vec![text(6.0, 20.0, 20.0)])), ["too-small"]);
}

#[test]
fn text_near_the_cut() {
    assert_eq!(found(face(vec![text(8.0, 1.0, 20.0)])), ["unsafe-area"]);
    assert_eq!(found(face(vec![text(8.0, 20.0, 58.5)])), ["unsafe-area"]);
}

#[test]
fn text_outside_a_round_trim_or_where_nothing_may_stand() {
    let at = |x: f64, y: f64, change: fn(&mut Format)| found_on(face(vec![text(8.0, x, y)]), change);
    assert_eq!(at(12.0, 12.0, |_| ()), Vec::<&str>::new(), "inside the rectangle");
    assert_eq!(at(12.0, 12.0, |f| f.round = true), ["unsafe-area"], "and outside the ellipse in it");
    assert_eq!(at(50.0, 30.0, |f| f.round = true), Vec::<&str>::new());
    assert_eq!(at(50.0, 30.0, |f| f.clear = vec![rect(40.0, 20.0, 20.0, 20.0)]), ["unsafe-area"]);
    assert_eq!(at(50.0, 30.0, |f| f.clear = vec![rect(0.0, 0.0, 40.0, 20.0)]), Vec::<&str>::new());
}

#[test]
fn too_much_ink() {
    assert_eq!(found(face(vec![area(rect(10.0, 10.0, 10.0, 10.0), Color::Cmyk([1.0, 0.9, 0.9, 0.9]))])), ["too-much-ink"]);
}

#[test]
fn rgb_on_press() {
    assert_eq!(found(face(vec![area(rect(10.0, 10.0, 10.0, 10.0), Color::Rgb([200, 30, 30]))])), ["not-cmyk"]);
}

#[test]
fn type_that_does_not_stand_out() {
    let inked = |inks: [f32; 4]| {
        let mut text = text(8.0, 20.0, 20.0);
        let Draw::Glyphs(run) = &mut text else { unreachable!("made as glyphs") };
        run.color = Color::Cmyk(inks);
        text
    };
    let navy = || area(rect(5.0, 5.0, 85.0, 45.0), Color::Cmyk([1.0, 0.7, 0.2, 0.2]));
    let white = [0.0; 4];
    assert_eq!(found(face(vec![inked(white)])), ["low-contrast"], "white on paper");
    assert_eq!(found(face(vec![navy(), inked(white)])), Vec::<&str>::new());
    assert_eq!(found(face(vec![navy(), inked([0.0, 0.0, 0.0, 1.0])])), ["low-contrast"], "black on navy");
    assert_eq!(found(face(vec![inked([0.0, 0.0, 0.6, 0.0])])), ["low-contrast"], "yellow on paper");
    // A picture cut to its area does not lie under words beside it.
    let cut = |across: f64| Draw::Clip { path: Path::rect(rect(5.0, 5.0, across, 45.0)), items: vec![navy()] };
    let black = || inked([0.0, 0.0, 0.0, 1.0]);
    assert_eq!(found(face(vec![cut(10.0), black()])), Vec::<&str>::new(), "beside it");
    assert_eq!(found(face(vec![cut(40.0), black()])), ["low-contrast"], "on it");
    // What lies there later, lies on top.
    let picture = Path { segments: Path::circle(Point::new(mm(20.0), mm(20.0)), mm(19.0)).segments };
    let unknown = Draw::Fill { path: picture, rule: FillRule::NonZero, color: Color::Gray(1.0) };
    assert_eq!(found(face(vec![navy(), unknown, inked(white)])), ["low-contrast"], "a disc is a box with round corners");
}

#[test]
fn a_picture_of_which_nothing_stands_out() {
    let figure = |alt: &str, draws: Vec<Draw>| {
        let mut face = face(draws);
        face.elements[0].role = Role::Figure { alt: alt.into() };
        face
    };
    let at = |light: f32| area(rect(20.0, 20.0, 40.0, 20.0), Color::Gray(light));
    assert_eq!(found(figure("A mill", vec![at(0.8)])), ["faint-picture"]);
    assert_eq!(found(figure("", vec![at(0.8)])), Vec::<&str>::new(), "decoration may be faint");
    assert_eq!(found(figure("A mill", vec![at(0.4)])), Vec::<&str>::new());
    let small = area(rect(39.0, 29.0, 2.0, 2.0), Color::Gray(0.0));
    assert_eq!(found(figure("A mill", vec![at(0.8), small])), Vec::<&str>::new(), "a part of it stands out");
}

#[test]
fn a_heading_before_the_headline() {
    let told = |levels: [u8; 3]| {
        let mut face = face(Vec::new());
        let element = face.elements[0].clone();
        face.elements =
            (0..).zip(levels).map(|(order, level)| Element { role: Role::Heading(level), order, ..element.clone() }).collect();
        found(face)
    };
    assert_eq!(told([2, 1, 2]), ["heading-jump"]);
    assert_eq!((told([1, 2, 1]), told([2, 2, 2])), (Vec::new(), Vec::new()));
}

#[test]
fn a_line_of_a_drawing_too_fine() {
    let bar = |width: f64| area(Rect::new(mm(20.0), mm(20.0), mm(40.0), Length::points(width)), Color::Gray(0.0));
    assert_eq!(found(face(vec![bar(0.1)])), ["hairline"]);
    assert_eq!(found(face(vec![bar(0.3)])), Vec::<&str>::new());
    // The last step of a gradient is fine, and no line: it lies on nearly its own colour.
    let step = |light: f32| area(rect(20.0, 20.0, 40.0, 20.0), Color::Gray(light));
    assert_eq!(found(face(vec![step(0.02), bar(0.1)])), Vec::<&str>::new());
    assert_eq!(found(face(vec![step(0.2), bar(0.1)])), ["hairline"]);
}

#[test]
fn a_line_too_fine() {
    let line = Draw::Stroke {
        path: Path::line(Point::default(), Point::new(mm(9.0), mm(0.0))),
        width: Length::points(0.1),
        dash: Vec::new(),
        color: Color::Gray(0.0),
    };
    assert_eq!(found(face(vec![line])), ["hairline"]);
}

#[test]
fn a_code_too_small_and_a_rule_over_its_quiet_zone() {
    let panel = rect(20.0, 20.0, 20.0, 20.0);
    let mut sound = face(vec![area(panel, Color::Gray(1.0))]);
    sound.codes.push(Code {
        rect: panel,
        module: mm(0.65),
        modules: 25,
        payload: "x".into(),
        block: "qr.report".into(),
        origin: Span::NONE,
    });
    assert_eq!(found(sound.clone()), Vec::<&str>::new());
    let mut small = sound.clone();
    small.codes[0].module = mm(0.45);
    assert_eq!(found(small), ["qr-too-small"]);
    let mut crossed = sound;
    crossed.items.push(Item { draw: area(rect(15.0, 25.0, 40.0, 1.0), Color::Gray(0.0)), element: None, origin: Span::NONE });
    assert_eq!(found(crossed), ["qr-quiet-zone"]);
}

#[test]
fn a_picture_of_too_few_pixels() {
    let raster = Raster { width: 90, height: 90, pixels: Pixels::Gray(Arc::from([])), hash: 1 };
    let picture = Draw::Image { raster: Arc::new(raster), rect: rect(20.0, 20.0, 30.0, 30.0), turn: crate::geom::Turn::None };
    assert_eq!(found(face(vec![picture])), ["low-resolution"]);
}

#[test]
fn an_area_that_stops_at_the_cut() {
    let black = || Color::Cmyk([0.0, 0.0, 0.0, 1.0]);
    assert_eq!(found(face(vec![area(rect(0.0, 0.0, 100.0, 20.0), black())])), ["no-bleed"]);
    assert_eq!(found(face(vec![area(rect(-1.0, 30.0, 20.0, 10.0), black())])), ["no-bleed"], "half way into the bleed");
    assert_eq!(found(face(vec![area(rect(-3.0, 30.0, 103.2, 10.0), black())])), ["no-bleed"], "on the right only");
    assert_eq!(found(face(vec![area(rect(-3.0, -3.0, 106.0, 20.0), black())])), Vec::<&str>::new());
    assert_eq!(found(face(vec![area(rect(-9.0, 30.0, 130.0, 10.0), black())])), Vec::<&str>::new(), "cut by the bleed");
    assert_eq!(found(face(vec![area(rect(4.0, 4.0, 50.0, 20.0), black())])), Vec::<&str>::new());
    let clip = |at: Rect| Draw::Clip { path: Path::rect(at), items: vec![area(rect(-9.0, -9.0, 120.0, 90.0), black())] };
    assert_eq!(found(face(vec![clip(rect(0.0, 0.0, 100.0, 20.0))])), ["no-bleed"], "a picture cut at the trim");
    assert_eq!(found(face(vec![clip(rect(-3.0, -3.0, 106.0, 20.0))])), Vec::<&str>::new());
    let scene = |ground: Path| Draw::Clip {
        path: Path::rect(rect(-3.0, -3.0, 106.0, 40.0)),
        items: vec![
            Draw::Fill { path: ground, rule: FillRule::NonZero, color: black() },
            area(rect(99.8, 0.0, 2.0, 30.0), Color::Cmyk([0.0, 0.0, 0.0, 0.5])),
        ],
    };
    let whole = rect(-9.0, -9.0, 120.0, 90.0);
    assert_eq!(found(face(vec![scene(Path::rect(whole))])), Vec::<&str>::new(), "a pole before a sky that runs on");
    assert_eq!(found(face(vec![scene(Path::rounded(whole, mm(9.0)))])), ["no-bleed"], "a pole before what may not be a ground");
    let open = || Draw::Clip {
        path: Path::rect(rect(-3.0, -3.0, 106.0, 40.0)),
        items: vec![area(rect(20.0, 0.0, 9.0, 30.0), black()), area(rect(99.8, 0.0, 2.0, 30.0), black())],
    };
    assert_eq!(found(face(vec![open()])), ["no-bleed"], "a pole of a scene without its sky, on paper");
    assert_eq!(found(face(vec![area(whole, black()), open()])), Vec::<&str>::new(), "the same on a panel that runs on");
    assert_eq!(found(face(vec![area(rect(-3.0, 0.0, 106.0, 90.0), black()), open()])).len(), 2, "on one that does not");
}

#[test]
fn spot_inks_that_are_not_one() {
    let spot = |name: &str, alternate: [f32; 4]| Color::Spot { name: name.into(), tint: 1.0, alternate };
    let both = |a: Color, b: Color| found(face(vec![area(rect(10.0, 10.0, 9.0, 9.0), a), area(rect(30.0, 10.0, 9.0, 9.0), b)]));
    let blue = [1.0, 0.7, 0.0, 0.4];
    assert_eq!(both(spot("PANTONE 294 C", blue), spot("PANTONE 294 C", blue)), Vec::<&str>::new());
    assert_eq!(both(spot("PANTONE 294 C", blue), spot("Pantone 294C", blue)), ["spot-clash"]);
    assert_eq!(both(spot("PANTONE 294 C", blue), spot("PANTONE 294 C", [1.0, 0.7, 0.0, 0.0])), ["spot-clash"]);
    assert_eq!(both(spot("Gold", blue), spot("Black", blue)), ["spot-clash"]);
}

#[test]
fn small_type_in_many_inks() {
    let inked = |size: f64| {
        let mut text = text(size, 20.0, 20.0);
        let Draw::Glyphs(run) = &mut text else { unreachable!("made as glyphs") };
        run.color = Color::Cmyk([0.9, 0.6, 0.1, 0.4]);
        text
    };
    assert_eq!(found(face(vec![inked(8.0)])), ["small-type-in-many-inks"]);
    assert_eq!(found(face(vec![inked(9.0)])), Vec::<&str>::new());
}

#[test]
fn a_fold_through_words() {
    let across = |change: fn(&mut Format)| found_on(face(vec![text(40.0, 20.0, 30.0)]), change);
    assert!(across(|format| format.folds = vec![mm(22.0)]).contains(&"fold-text"));
    assert!(across(|format| format.level_folds = vec![mm(27.0)]).contains(&"fold-text"));
    for beside in [|format: &mut Format| format.folds = vec![mm(20.5)], |format: &mut Format| format.folds = vec![mm(50.0)]] {
        assert!(!across(beside).contains(&"fold-text"));
    }
}

#[test]
fn a_perforation_through_words() {
    let through = |tool: Tool, x: f64| {
        let path = Path::line(Point::new(mm(x), mm(0.0)), Point::new(mm(x), mm(60.0)));
        found(Face { tools: vec![ToolLine { tool, path }], ..face(vec![text(8.0, 20.0, 20.0)]) })
    };
    assert_eq!(through(Tool::Perforate, 20.5), ["tool-line"]);
    assert_eq!(through(Tool::Crease, 20.5), ["tool-line"]);
    assert_eq!(through(Tool::Cut, 50.0), Vec::<&str>::new());
}

/// The space at which a line breaks hangs over its end, and has no ink that a knife could cut.
#[test]
fn a_cut_beside_a_line_that_ends_with_a_space() {
    let Draw::Glyphs(run) = text(40.0, 20.0, 40.0) else { unreachable!("text is glyphs") };
    let ends_with = |second: &str| {
        let glyph = Glyph { id: 2, offset: Point::new(mm(8.0), mm(0.0)), text: 1..2 };
        let glyphs = vec![run.glyphs[0].clone(), glyph];
        let line = Draw::Glyphs(GlyphRun { glyphs, text: format!("a{second}"), source: 0..2, ..run.clone() });
        let path = Path::line(Point::new(mm(32.0), mm(0.0)), Point::new(mm(32.0), mm(60.0)));
        found(Face { tools: vec![ToolLine { tool: Tool::Cut, path }], ..face(vec![line]) })
    };
    assert_eq!(ends_with("b"), ["tool-line"]);
    assert_eq!(ends_with(" "), Vec::<&str>::new());
}
