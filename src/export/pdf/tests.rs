//! What printpdf 0.12.8 gets wrong (notes/pdf_backend.md, 1), a test for each.
//!
//! Every test shows the defect in a file of printpdf's own first, then that ours has not got it. When the first half
//! fails after an upgrade, the defect is mended there, and what we do about it may go.

use super::{Intent, Target, write};
use crate::color::Color;
use crate::diag::Span;
use crate::display::{Draw, Face, FileBytes, FillRule, Font, Glyph, GlyphRun, Item, Meta, Page, Placement, Sheets, Turn};
use crate::geom::{Length, Path, Point, Rect, Size};
use crate::model::{Purpose, Standard};
use lopdf::{Dictionary, Document, Object};
use printpdf::{
    DictItem, ExtendedGraphicsState, FormType, FormXObject, Mm, Op, PdfConformance, PdfDocument, PdfFont, PdfPage,
    PdfSaveOptions, Pt, SpotColor, XObject, XObjectId,
};
use std::sync::Arc;

static SANS: &[u8] = include_bytes!("../../../fonts/public-sans/PublicSans_400Regular.ttf");

// ---- Files to compare ----

/// printpdf's own file, as far as its options let it go.
fn theirs(pdf: &PdfDocument) -> Document {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    pdf.to_lopdf_document(&options, &mut Vec::new())
}

fn one_page(ops: Vec<Op>) -> PdfDocument {
    let mut pdf = PdfDocument::new("A title");
    pdf.with_pages(vec![PdfPage::new(Mm(100.0), Mm(60.0), ops)]);
    pdf
}

fn ours(sheets: &Sheets, purpose: Purpose) -> Document {
    let intent = Intent {
        icc_zlib: Arc::from(super::PdfCache::default().zlib(&[0; 200])),
        identifier: "CGATS TR 006".into(),
        name: "GRACoL 2006".into(),
        registry: Some("http://www.color.org".into()),
    };
    let target =
        Target { purpose, intent: (purpose == Purpose::Press).then_some(intent), standard: Standard::X4, ..Target::office() };
    Document::load_mem(&write(sheets, &target).expect("nothing is wrong with it").bytes).expect("a PDF")
}

/// One page of letter with a face of 612 x 792 pt less its bleed, and the same face `times`.
fn sheets(draws: Vec<Draw>, times: usize) -> Sheets {
    let pt = Length::points;
    let trim = Rect::new(pt(18.0), pt(18.0), pt(612.0), pt(792.0));
    let face = Face {
        bleed: pt(9.0),
        items: draws.into_iter().map(|draw| Item { draw, element: None, origin: Span::NONE }).collect(),
        ..Face::blank("front", trim.size())
    };
    let bleed = trim.outset(face.bleed);
    let placement = Placement { face: 0, at: trim.top_left(), turn: Turn::None, clip: bleed };
    let page = Page {
        sheet: Size::new(pt(648.0), pt(828.0)),
        trim,
        bleed,
        placements: vec![placement; times],
        marks: Vec::new(),
        name: "front".into(),
    };
    let meta = Meta { title: "Tea & <cake>".into(), language: "en".into(), date: "2026-11-23".into(), ..Meta::default() };
    Sheets { meta, faces: vec![face], pages: vec![page] }
}

fn area(color: Color) -> Draw {
    let rect = Rect::new(Length::mm(10.0), Length::mm(10.0), Length::mm(30.0), Length::mm(20.0));
    Draw::Fill { path: Path::rect(rect), rule: FillRule::NonZero, color }
}

/// Glyphs by number, each standing for a text of its own.
fn text(glyphs: &[(u16, &str)], color: Color) -> Draw {
    let font =
        Font { name: "PublicSans-400".into(), family: "Public Sans".into(), weight: 400, data: FileBytes::Built(SANS), hash: 7 };
    let mut run = GlyphRun {
        turn: Turn::None,
        font: Arc::new(font),
        size: Length::points(12.0),
        origin: Point::new(Length::mm(20.0), Length::mm(30.0)),
        glyphs: Vec::new(),
        text: String::new(),
        source: 0..0,
        color,
    };
    for (i, (id, text)) in glyphs.iter().enumerate() {
        let start = run.text.len() as u32;
        run.text.push_str(text);
        let offset = Point::new(Length::points(9.0 * i as f64), Length::ZERO);
        run.glyphs.push(Glyph { id: *id, offset, text: start..run.text.len() as u32 });
    }
    Draw::Glyphs(run)
}

// ---- Looking into them ----

fn resolved<'a>(doc: &'a Document, object: &'a Object) -> &'a Object {
    object.as_reference().map_or(object, |id| doc.get_object(id).expect("an object"))
}

fn dict<'a>(doc: &'a Document, within: &'a Dictionary, key: &str) -> &'a Dictionary {
    resolved(doc, within.get(key.as_bytes()).unwrap_or_else(|_| panic!("no /{key}"))).as_dict().expect("a dictionary")
}

fn page(doc: &Document) -> &Dictionary {
    let id = doc.page_iter().next().expect("a page");
    doc.get_object(id).and_then(Object::as_dict).expect("a page")
}

fn resources(doc: &Document) -> &Dictionary {
    dict(doc, page(doc), "Resources")
}

fn edges(doc: &Document, key: &str) -> Option<[f32; 4]> {
    let array = resolved(doc, page(doc).get(key.as_bytes()).ok()?).as_array().ok()?;
    let numbers: Vec<f32> = array.iter().map(|n| n.as_float().expect("a number")).collect();
    numbers.try_into().ok()
}

/// The page's own content.
fn content(doc: &Document) -> String {
    let id = doc.page_iter().next().expect("a page");
    String::from_utf8_lossy(&doc.get_page_content(id)).into_owned()
}

fn objects_of<'a>(doc: &'a Document, kind: &str) -> Vec<&'a Dictionary> {
    let dicts = doc.objects.values().filter_map(|o| o.as_dict().ok().or_else(|| o.as_stream().ok().map(|s| &s.dict)));
    dicts.filter(|d| d.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == kind.as_bytes())).collect()
}

/// Decoded bytes of the only embedded font.
fn font_file(doc: &Document) -> Vec<u8> {
    let files = doc.objects.values().filter_map(|o| o.as_dict().ok()?.get(b"FontFile2").ok()?.as_reference().ok());
    let file = files.map(|id| doc.get_object(id).and_then(Object::as_stream).expect("a stream")).next().expect("a font file");
    file.decompressed_content().unwrap_or_else(|_| file.content.clone())
}

fn black() -> Color {
    Color::Cmyk([0.0, 0.0, 0.0, 1.0])
}

// ---- The thirteen ----

#[test]
fn boxes_are_two_corners_not_a_corner_and_a_size() {
    let mut pdf = one_page(Vec::new());
    pdf.pages[0].trim_box = printpdf::Rect { x: Pt(18.0), y: Pt(18.0), ..printpdf::Rect::from_wh(Pt(612.0), Pt(792.0)) };
    assert_eq!(edges(&theirs(&pdf), "TrimBox"), Some([18.0, 18.0, 612.0, 792.0]));

    assert_eq!(edges(&ours(&sheets(vec![area(black())], 1), Purpose::Press), "TrimBox"), Some([18.0, 18.0, 630.0, 810.0]));
}

#[test]
fn the_bleed_has_a_box() {
    assert_eq!(edges(&theirs(&one_page(Vec::new())), "BleedBox"), None);

    let ours = ours(&sheets(vec![area(black())], 1), Purpose::Press);
    assert_eq!(edges(&ours, "BleedBox"), Some([9.0, 9.0, 639.0, 819.0]));
    assert_eq!(edges(&ours, "MediaBox"), Some([0.0, 0.0, 648.0, 828.0]));
}

#[test]
fn a_form_has_its_box() {
    let mut pdf = one_page(vec![Op::UseXobject { id: XObjectId("F".into()), transform: Default::default() }]);
    let form = FormXObject {
        form_type: FormType::Type1,
        size: None,
        bytes: b"0 0 10 10 re f".to_vec(),
        matrix: None,
        resources: None,
        group: None,
        ref_dict: None,
        metadata: None,
        piece_info: None,
        last_modified: None,
        struct_parent: None,
        struct_parents: None,
        opi: None,
        oc: None,
        name: None,
    };
    pdf.resources.xobjects.map.insert(XObjectId("F".into()), XObject::Form(form));
    let theirs = theirs(&pdf);
    let forms = |doc: &Document| -> Vec<Dictionary> {
        let all = objects_of(doc, "XObject").into_iter().cloned();
        all.filter(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Form")).collect()
    };
    assert!(forms(&theirs)[0].get(b"BBox").is_err());
    assert_eq!(forms(&theirs)[0].get(b"FormType").and_then(Object::as_name).ok(), Some(&b"Type1"[..]), "a name, not 1");

    let ours = ours(&sheets(vec![area(black())], 3), Purpose::Press);
    let forms = forms(&ours);
    assert_eq!(forms.len(), 1, "three places, one form");
    let bbox: Vec<f32> = forms[0]
        .get(b"BBox")
        .and_then(Object::as_array)
        .expect("a box")
        .iter()
        .map(|n| n.as_float().expect("a number"))
        .collect();
    assert_eq!(bbox, [-9.0, -9.0, 621.0, 801.0], "trim and bleed");
    assert!(forms[0].get(b"FormType").is_err(), "1 where it is left out");
}

#[test]
fn spot_ink_is_a_plate_of_its_own() {
    let col = printpdf::Color::SpotColor(SpotColor::new(1.0, 0.7, 0.0, 0.0));
    let theirs = theirs(&one_page(vec![Op::SetFillColor { col }]));
    assert!(content(&theirs).contains("1 0.7 0 0 k"), "{}", content(&theirs));

    let spot = Color::Spot { name: "PANTONE 294 C".into(), tint: 0.5, alternate: [1.0, 0.7, 0.0, 0.0] };
    let ours = ours(&sheets(vec![area(spot)], 1), Purpose::Press);
    let spaces = dict(&ours, resources(&ours), "ColorSpace");
    let (_, space) = spaces.iter().next().expect("a colour space");
    let space = resolved(&ours, space).as_array().expect("an array");
    assert_eq!(space[0].as_name().ok(), Some(&b"Separation"[..]));
    assert_eq!(space[1].as_name().ok(), Some(&b"PANTONE 294 C"[..]));
    assert!(content(&ours).contains("0.5 scn") && !content(&ours).contains(" k\n"), "{}", content(&ours));
}

#[test]
fn operators_printpdf_does_not_know_are_kept() {
    let rect = Op::Unknown { key: "re".into(), value: (1..5).map(DictItem::Int).collect() };
    let pdf = one_page(vec![rect]);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let theirs = pdf.to_lopdf_document(&options, &mut Vec::new());
    assert!(!content(&theirs).contains("re"), "dropped without a word by default");

    assert!(content(&ours(&sheets(vec![area(black())], 1), Purpose::Press)).contains(" re\n"));
}

#[test]
fn overprint_of_fills_is_overprint_of_fills() {
    let mut pdf = one_page(Vec::new());
    let state = ExtendedGraphicsState::default().with_overprint_fill(true);
    let id = printpdf::ExtendedGraphicsStateId("Over".into());
    pdf.pages[0].ops.push(Op::LoadGraphicsState { gs: id.clone() });
    pdf.resources.extgstates.map.insert(id, state);
    let theirs = theirs(&pdf);
    let states = dict(&theirs, resources(&theirs), "ExtGState");
    let state = dict(&theirs, states, "Over");
    assert!(state.get(b"OP").is_ok() && state.get(b"op").is_err(), "the key for strokes");

    let ours = ours(&sheets(vec![text(&[(20, "x")], black())], 1), Purpose::Press);
    let states = dict(&ours, resources(&ours), "ExtGState");
    let on = dict(&ours, states, "Over");
    assert_eq!(on.get(b"op").and_then(Object::as_bool).ok(), Some(true));
    assert_eq!(on.get(b"OP").and_then(Object::as_bool).ok(), Some(true));
    assert!(content(&ours).contains("/Over gs"));
}

/// printpdf's file with a whole font in it.
fn with_font() -> PdfDocument {
    let font = printpdf::ParsedFont::from_bytes(SANS, 0, &mut Vec::new()).expect("a font");
    let id = printpdf::FontId("Whole".into());
    let mut pdf = one_page(vec![
        Op::StartTextSection,
        Op::SetFont { font: printpdf::PdfFontHandle::External(id.clone()), size: Pt(12.0) },
        Op::ShowText {
            items: vec![printpdf::TextItem::GlyphIds(vec![
                printpdf::Codepoint::with_cid(20, 0.0, "a".into()),
                printpdf::Codepoint::with_cid(20, 0.0, "b".into()),
            ])],
        },
        Op::EndTextSection,
    ]);
    pdf.resources.fonts.map.insert(id, PdfFont::new(font));
    pdf
}

#[test]
fn a_font_is_cut_down_to_what_is_shown() {
    let options = PdfSaveOptions { optimize: false, subset_fonts: true, secure: false, image_optimization: None };
    let theirs = with_font().to_lopdf_document(&options, &mut Vec::new());
    assert_eq!(font_file(&theirs).len(), SANS.len(), "asked to subset, it embeds the whole font");

    let ours = ours(&sheets(vec![text(&[(20, "x")], black())], 1), Purpose::Press);
    assert!(font_file(&ours).len() < SANS.len() / 10, "{} bytes", font_file(&ours).len());
    let names: Vec<_> =
        objects_of(&ours, "Font").iter().filter_map(|f| f.get(b"BaseFont").and_then(Object::as_name).ok()).collect();
    assert!(names.iter().all(|n| n.ends_with(b"+PublicSans-400") && n.len() == 21), "{names:?}");
}

#[test]
fn a_font_used_in_a_form_alone_is_there() {
    let mut pdf = with_font();
    let show = std::mem::take(&mut pdf.pages[0].ops);
    assert!(!show.is_empty());
    let theirs = theirs(&pdf);
    assert!(resources(&theirs).get(b"Font").map_or(true, |f| resolved(&theirs, f).as_dict().expect("a dictionary").is_empty()));

    let ours = ours(&sheets(vec![text(&[(20, "x")], black())], 2), Purpose::Press);
    assert!(resources(&ours).get(b"Font").is_err(), "the page itself shows no text");
    let form = objects_of(&ours, "XObject")[0];
    assert_eq!(dict(&ours, dict(&ours, form, "Resources"), "Font").len(), 1);
}

#[test]
fn one_glyph_may_stand_for_two_texts() {
    let map = |doc: &Document| {
        let font = objects_of(doc, "Font").into_iter().find_map(|f| f.get(b"ToUnicode").ok()?.as_reference().ok());
        let stream = doc.get_object(font.expect("a map")).and_then(Object::as_stream).expect("a stream");
        String::from_utf8_lossy(&stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())).into_owned()
    };
    let theirs = map(&theirs(&with_font()));
    assert!(theirs.contains("<0062>") && !theirs.contains("<0061>"), "the last text wins everywhere: {theirs}");

    let ours = ours(&sheets(vec![text(&[(20, "a"), (20, "b")], black())], 1), Purpose::Press);
    assert!(map(&ours).contains("<0061>"));
    assert!(content(&ours).contains("ActualText"), "the second is marked in place");
}

#[test]
fn a_page_names_only_what_it_uses() {
    let mut pdf = with_font();
    pdf.pages.push(PdfPage::new(Mm(10.0), Mm(10.0), Vec::new()));
    let theirs = theirs(&pdf);
    let bare = theirs.page_iter().nth(1).expect("a second page");
    let bare = theirs.get_object(bare).and_then(Object::as_dict).expect("a page");
    assert_eq!(dict(&theirs, dict(&theirs, bare, "Resources"), "Font").len(), 1, "an empty page has all fonts");

    let mut two = sheets(vec![text(&[(20, "x")], black())], 1);
    two.faces.push(Face { items: sheets(vec![area(black())], 1).faces[0].items.clone(), ..two.faces[0].clone() });
    let mut second = two.pages[0].clone();
    second.placements[0].face = 1;
    two.pages.push(second);
    let ours = ours(&two, Purpose::Office);
    let bare = ours.page_iter().nth(1).expect("a second page");
    let bare = ours.get_object(bare).and_then(Object::as_dict).expect("a page");
    assert!(dict(&ours, bare, "Resources").get(b"Font").is_err());
}

#[test]
fn what_is_called_pdf_x_has_an_intent_that_is_found() {
    let mut pdf = one_page(Vec::new());
    pdf.metadata.info.conformance = PdfConformance::X4_2010_PDF_1_4;
    let theirs = theirs(&pdf);
    assert_eq!(theirs.version, "1.3");
    let text = format!("{:?}", theirs.objects);
    assert!(text.contains("DestinationOutputProfile"), "a key that nobody reads");

    let ours = ours(&sheets(vec![area(black())], 1), Purpose::Press);
    assert_eq!(ours.version, "1.6");
    let intents = ours.catalog().and_then(|c| c.get(b"OutputIntents")).and_then(Object::as_array).expect("intents");
    let intent = resolved(&ours, &intents[0]).as_dict().expect("a dictionary");
    assert_eq!(intent.get(b"S").and_then(Object::as_name).ok(), Some(&b"GTS_PDFX"[..]));
    assert!(resolved(&ours, intent.get(b"DestOutputProfile").expect("a profile")).as_stream().is_ok());
}

#[test]
fn a_title_cannot_break_the_metadata() {
    let mut pdf = one_page(Vec::new());
    pdf.metadata.info.document_title = "Tea & <cake>".into();
    pdf.metadata.info.conformance = PdfConformance::X4_2010_PDF_1_4;
    let packet = |doc: &Document| {
        let id = doc.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
        let stream = doc.get_object(id).and_then(Object::as_stream).expect("a stream");
        String::from_utf8_lossy(&stream.content).into_owned()
    };
    assert!(packet(&theirs(&pdf)).contains("Tea & <cake>"), "not well-formed XML");

    let ours = packet(&ours(&sheets(vec![area(black())], 1), Purpose::Press));
    assert!(ours.contains("Tea &amp; &lt;cake&gt;") && !ours.contains("Tea & "), "{ours}");
}

#[test]
fn documents_are_told_apart_and_told_the_same() {
    let id = |doc: &Document| format!("{:?}", doc.trailer.get(b"ID").expect("an ID"));
    let of = |color: Color| id(&ours(&sheets(vec![area(color)], 1), Purpose::Press));
    let (a, b) = (id(&theirs(&one_page(Vec::new()))), id(&theirs(&one_page(Vec::new()))));
    assert_ne!(a, b, "a counter of the process: the same document twice has two");

    assert_eq!(of(black()), of(black()));
    assert_ne!(of(black()), of(Color::Cmyk([0.0, 0.0, 0.0, 0.5])));
}

/// Codes are strings of bytes, and some of those bytes are signs: brackets, a backslash, a return, the sign of a comment.
#[test]
fn every_code_of_a_glyph_comes_back() {
    let glyphs: Vec<(u16, &str)> = (1..300).map(|id| (id, "x")).collect();
    let doc = ours(&sheets(vec![text(&glyphs, black()), area(black())], 1), Purpose::Office);
    let mut codes = Vec::new();
    let mut operators = Vec::new();
    for stream in doc.objects.values().filter_map(|object| object.as_stream().ok()) {
        let Ok(content) = stream.decompressed_content().map(|bytes| lopdf::content::Content::decode(&bytes)) else { continue };
        for operation in content.into_iter().flat_map(|content| content.operations) {
            let strings = operation.operands.iter().filter_map(|o| o.as_array().ok()).flatten().filter_map(|o| o.as_str().ok());
            if operation.operator == "TJ" {
                codes.extend(strings.flat_map(|s| s.chunks(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect::<Vec<_>>()));
            }
            operators.push(operation.operator);
        }
    }
    assert_eq!(codes, (1..300).collect::<Vec<u16>>());
    assert!(operators.iter().any(|o| o == "f"), "what comes after the text: {operators:?}");
}
