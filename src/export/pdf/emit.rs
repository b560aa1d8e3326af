//! Display items to printpdf operations, in pieces for each stream: a face that is placed more than once, and each page.
//!
//! Type and drawings that file after file shows are pieces of their own, which the cache keeps as finished bytes.

mod marked;
mod numbers;
mod text;

use super::cache::{Kept, PdfCache, is_drawing};
use super::inks::{is_black, is_tool, plain, short};
use super::module_grid::{ModuleGrid, rectangles};
use super::subset::Fonts;
use crate::color::Color;
use crate::display::{Draw, Face, FillRule, Item, Page, Raster, Sheets, Tool, ToolLine, Turn};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Purpose;
pub(super) use marked::{Marked, Place};
use numbers::{exact, matrix, number};
use printpdf::{CurTransMat, DictItem, Line, LineDashPattern, LinePoint, Op, PaintMode, Polygon, PolygonRing, Pt, WindingOrder};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All streams of a file.
pub(super) struct Emitted {
    /// By index into the sheets' faces.
    pub forms: BTreeMap<usize, Stream>,
    pub pages: Vec<Stream>,
}

/// One content stream and the resources it names.
#[derive(Default)]
pub(super) struct Stream {
    pub pieces: Vec<Piece>,
    pub fonts: BTreeSet<String>,
    /// Pictures by resource name.
    pub images: BTreeMap<String, Arc<Raster>>,
    /// Faces drawn as forms.
    pub forms: BTreeSet<usize>,
    /// Spot inks by resource name: name and stand-in at full tint.
    pub spots: BTreeMap<String, (String, [f32; 4])>,
    pub overprints: bool,
    /// Opacities by resource name.
    pub fades: BTreeMap<String, f32>,
    /// Layers for tools that the stream draws on.
    pub layers: BTreeSet<Tool>,
    pub marked: Marked,
}

/// A part of a content stream.
pub(super) enum Piece {
    /// For printpdf to write.
    Ops(Vec<Op>),
    /// The same, and the cache wants to keep what comes of it.
    Keep(Vec<Op>, Box<Kept>),
    /// Finished.
    Bytes(Arc<[u8]>),
}

/// Resource names that `finish` gives meaning to.
pub(super) const OVERPRINT_ON: &str = "Over";
pub(super) const OVERPRINT_OFF: &str = "Knock";
pub(super) const REGISTRATION: &str = "All";

/// A quarter point: the finest line a press holds.
const TOOL_WIDTH: Length = Length::emu(12_700 / 4);

pub(super) fn form_name(face: usize) -> String {
    format!("Face{face}")
}

/// `layered`: whether lines for tools go on layers.
pub(super) fn emit(sheets: &Sheets, fonts: &Fonts, cache: &PdfCache, purpose: Purpose, layered: bool) -> Emitted {
    let mut placed = vec![0_usize; sheets.faces.len()];
    for placement in sheets.pages.iter().flat_map(|p| &p.placements) {
        placed[placement.face] += 1;
    }
    let repeated = |face: usize| placed[face] > 1;
    let pen = |height: Length| Pen {
        stream: Stream::default(),
        ops: Vec::new(),
        fonts,
        cache,
        height,
        press: purpose == Purpose::Press,
        layered,
        tagged: purpose == Purpose::Screen,
        overprint: false,
        fade: 1.0,
        fill: None,
        keeping: false,
    };
    let forms = (0..sheets.faces.len())
        .filter(|i| repeated(*i))
        .map(|i| {
            let mut pen = pen(sheets.faces[i].trim.height);
            pen.face(&sheets.faces[i]);
            (i, pen.end())
        })
        .collect();
    let pages = sheets
        .pages
        .iter()
        .map(|page| {
            let mut pen = pen(page.sheet.height);
            pen.page(page, &sheets.faces, &repeated);
            pen.end()
        })
        .collect();
    Emitted { forms, pages }
}

struct Pen<'a> {
    stream: Stream,
    /// Of the piece in hand.
    ops: Vec<Op>,
    fonts: &'a Fonts,
    cache: &'a PdfCache,
    /// Of the face or page: y turns round at it.
    height: Length,
    press: bool,
    layered: bool,
    /// What is drawn is marked with what it means.
    tagged: bool,
    overprint: bool,
    /// Opacity in the present graphics state.
    fade: f32,
    /// The fill colour set last in the present graphics state.
    fill: Option<Color>,
    /// The piece in hand is kept as a whole.
    keeping: bool,
}

impl Pen<'_> {
    fn page(&mut self, page: &Page, faces: &[Face], repeated: &dyn Fn(usize) -> bool) {
        for placement in &page.placements {
            self.save();
            self.clip_rect(placement.clip);
            self.op(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix(placement, &faces[placement.face], page)) });
            if repeated(placement.face) {
                let name = form_name(placement.face);
                self.raw("Do", vec![DictItem::Name(name.into_bytes())]);
                self.stream.forms.insert(placement.face);
            } else {
                let height = std::mem::replace(&mut self.height, faces[placement.face].trim.height);
                match self.tagged {
                    true => self.marked_face(&faces[placement.face], placement, page),
                    false => self.face(&faces[placement.face]),
                }
                self.height = height;
            }
            self.restore();
        }
        if self.tagged && !page.marks.is_empty() {
            self.begin_artifact();
            self.items(&page.marks);
            self.end_marked();
        } else {
            self.items(&page.marks);
        }
    }

    fn face(&mut self, face: &Face) {
        self.items(&face.items);
        for line in &face.tools {
            self.tool(line);
        }
    }

    /// A line for a tool: for press a spot ink of its own that overprints, on a layer of its own where the standard has
    /// layers; for an office printer a thin gray line to cut or fold by.
    fn tool(&mut self, line: &ToolLine) {
        let dash: Vec<Length> = match line.tool {
            Tool::Cut => Vec::new(),
            Tool::Crease => vec![Length::points(4.0), Length::points(2.0)],
            Tool::Perforate => vec![Length::points(1.0), Length::points(1.0)],
        };
        if !self.press {
            return self.stroke(&line.path, TOOL_WIDTH, &dash, &Color::Gray(0.7));
        }
        let ink = Color::Spot { name: line.tool.ink().into(), tint: 1.0, alternate: line.tool.alternate() };
        if self.layered {
            self.raw("BDC", ["OC", line.tool.ink()].map(|name| DictItem::Name(name.as_bytes().to_vec())).to_vec());
            self.stream.layers.insert(line.tool);
        }
        self.stroke(&line.path, TOOL_WIDTH, &dash, &ink);
        if self.layered {
            self.op(Op::EndMarkedContent);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(&item.draw);
        }
        self.set_overprint(false);
    }

    /// Something drawn, taken from the cache where it was drawn before. A run of letters that is kept knows nothing of what
    /// stands before it: it sets its own colour, and leaves overprint off. A drawing sets its colour too.
    fn item(&mut self, draw: &Draw) {
        if let Draw::Fill { path, .. } = draw
            && is_drawing(path)
        {
            self.fill = None;
            self.draw(draw);
            self.fill = None;
            return;
        }
        let drawn = self.cache.lookup(draw, self.fonts, self.height, self.press);
        let Some(drawn) = drawn else { return self.draw(draw) };
        self.set_overprint(false);
        self.fill = None;
        if let Draw::Glyphs(run) = draw {
            let subset = self.fonts.subset(&run.font);
            self.stream.fonts.insert(subset.name.clone());
        }
        match drawn {
            Ok(piece) => {
                self.stream.overprints |= piece.overprints;
                self.end_piece();
                self.stream.pieces.push(Piece::Bytes(Arc::clone(&piece.bytes)));
            }
            Err(mut kept) => {
                self.end_piece();
                let before = std::mem::take(&mut self.stream.overprints);
                self.keeping = true;
                self.draw(draw);
                self.set_overprint(false);
                self.keeping = false;
                kept.overprints = self.stream.overprints;
                self.stream.overprints |= before;
                let ops = std::mem::take(&mut self.ops);
                self.stream.pieces.push(Piece::Keep(ops, Box::new(kept)));
            }
        }
        self.fill = None;
    }

    fn end_piece(&mut self) {
        if !self.ops.is_empty() {
            let ops = std::mem::take(&mut self.ops);
            self.stream.pieces.push(Piece::Ops(ops));
        }
    }

    fn end(mut self) -> Stream {
        self.end_piece();
        self.stream
    }

    fn draw(&mut self, draw: &Draw) {
        match draw {
            Draw::Fill { path, rule, color } => {
                self.set_overprint(false);
                self.set_fill(color);
                self.fill(path, *rule, PaintMode::Fill);
            }
            Draw::Stroke { path, width, dash, color } => self.stroke(path, *width, dash, color),
            Draw::Glyphs(run) => self.text(run),
            Draw::Image { raster, rect, turn } => self.image(raster, *rect, *turn),
            Draw::Clip { path, items } => {
                self.save();
                self.fill(path, FillRule::NonZero, PaintMode::Clip);
                items.iter().for_each(|d| self.draw(d));
                self.restore();
            }
            Draw::Faded { opacity, items } => {
                let before = self.fade;
                self.save();
                self.set_fade(before * opacity);
                items.iter().for_each(|d| self.draw(d));
                self.restore();
                self.fade = before;
            }
        }
    }

    // ---- Paths ----

    /// Fills a path or clips to it. Rectangles are written as such: a QR code is hundreds of them.
    fn fill(&mut self, path: &Path, rule: FillRule, mode: PaintMode) {
        if let Some(rects) = rectangles(path) {
            if mode == PaintMode::Fill
                && let Some(module_grid) = ModuleGrid::of(&rects)
            {
                return self.module_grid(&module_grid, &rects, rule);
            }
            for rect in rects {
                self.rect(rect);
            }
            match mode {
                PaintMode::Clip => {
                    self.raw("W", Vec::new());
                    self.raw("n", Vec::new());
                }
                _ => self.raw(if rule == FillRule::EvenOdd { "f*" } else { "f" }, Vec::new()),
            }
            return;
        }
        let winding_order = match rule {
            FillRule::NonZero => WindingOrder::NonZero,
            FillRule::EvenOdd => WindingOrder::EvenOdd,
        };
        let drawn = if self.keeping { None } else { self.cache.outline(path, rule, mode == PaintMode::Clip, self.height) };
        if let Some(Ok(piece)) = drawn {
            self.end_piece();
            self.stream.pieces.push(Piece::Bytes(Arc::clone(&piece.bytes)));
            return;
        }
        let rings = self.rings(path);
        let polygon = Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order } };
        match drawn {
            Some(Err(kept)) => {
                self.end_piece();
                self.stream.pieces.push(Piece::Keep(vec![polygon], Box::new(kept)));
            }
            _ => self.op(polygon),
        }
    }

    fn rect(&mut self, r: Rect) {
        let real = |l: Length| DictItem::Real(number(l));
        let y = self.height - r.bottom();
        self.raw("re", vec![real(r.x), real(y), real(r.width), real(r.height)]);
    }

    /// Rectangles counted in modules of a lattice: whole numbers, a third of the bytes. Written as bytes at once: for
    /// printpdf each would be an operation of its own.
    fn module_grid(&mut self, module_grid: &ModuleGrid, rects: &[Rect], rule: FillRule) {
        self.op(Op::SaveGraphicsState);
        let pitch = exact(module_grid.pitch);
        let matrix = [pitch, 0.0, 0.0, pitch, number(module_grid.corner.x), number(self.height - module_grid.corner.y)];
        self.op(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        self.end_piece();
        self.stream.pieces.push(Piece::Bytes(module_grid.rectangles(rects).into()));
        self.raw(if rule == FillRule::EvenOdd { "f*" } else { "f" }, Vec::new());
        self.op(Op::RestoreGraphicsState);
    }

    fn clip_rect(&mut self, r: Rect) {
        self.rect(r);
        self.raw("W", Vec::new());
        self.raw("n", Vec::new());
    }

    fn rings(&self, path: &Path) -> Vec<PolygonRing> {
        let mut rings: Vec<PolygonRing> = Vec::new();
        for segment in &path.segments {
            match *segment {
                Segment::Move(p) => rings.push(PolygonRing { points: vec![self.point(p, false)] }),
                Segment::Line(p) => rings.last_mut().into_iter().for_each(|r| r.points.push(self.point(p, false))),
                Segment::Cubic(a, b, c) => {
                    if let Some(ring) = rings.last_mut() {
                        ring.points.extend([self.point(a, true), self.point(b, true), self.point(c, false)]);
                    }
                }
                Segment::Close => {}
            }
        }
        rings
    }

    fn point(&self, p: Point, bezier: bool) -> LinePoint {
        LinePoint { p: printpdf::Point { x: Pt(number(p.x)), y: Pt(number(self.height - p.y)) }, bezier }
    }

    fn stroke(&mut self, path: &Path, width: Length, dash: &[Length], color: &Color) {
        self.save();
        self.set_overprint(self.press && (is_black(color) || is_tool(color)));
        self.set_outline(color);
        self.op(Op::SetOutlineThickness { pt: Pt(number(width)) });
        if !dash.is_empty() {
            let pattern: Vec<f32> = dash.iter().map(|l| number(*l)).collect();
            self.op(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &pattern) });
        }
        let is_closed = path.segments.contains(&Segment::Close);
        for ring in self.rings(path) {
            self.op(Op::DrawLine { line: Line { points: ring.points, is_closed } });
        }
        self.restore();
    }

    // ---- Pictures ----

    fn image(&mut self, raster: &Arc<Raster>, rect: Rect, turn: Turn) {
        let name = format!("Im{:016x}", raster.hash);
        self.stream.images.insert(name.clone(), Arc::clone(raster));
        self.save();
        self.set_overprint(false);
        let y = self.height - rect.bottom();
        let (x, y, w, h) = (number(rect.x), number(y), number(rect.width), number(rect.height));
        let matrix = match turn {
            Turn::None => [w, 0.0, 0.0, h, x, y],
            Turn::Quarter => [0.0, -h, w, 0.0, x, y + h],
            Turn::Half => [-w, 0.0, 0.0, -h, x + w, y + h],
            Turn::ThreeQuarters => [0.0, h, -w, 0.0, x + w, y],
        };
        self.op(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        self.raw("Do", vec![DictItem::Name(name.into_bytes())]);
        self.restore();
    }

    // ---- Colour and state ----

    fn set_fill(&mut self, color: &Color) {
        if self.fill.as_ref() == Some(color) {
            return;
        }
        self.fill = Some(color.clone());
        match plain(color) {
            Some(col) => self.op(Op::SetFillColor { col }),
            None => self.separation(color, true),
        }
    }

    fn set_outline(&mut self, color: &Color) {
        match plain(color) {
            Some(col) => self.op(Op::SetOutlineColor { col }),
            None => self.separation(color, false),
        }
    }

    /// A named ink, or all plates: a Separation space that `finish` defines.
    fn separation(&mut self, color: &Color, fill: bool) {
        let (id, tint) = match color {
            Color::Spot { name, tint, alternate } => {
                let id = self.spot(name, *alternate);
                (id, *tint)
            }
            _ => {
                self.stream.spots.insert(REGISTRATION.to_string(), ("All".to_string(), [1.0; 4]));
                (REGISTRATION.to_string(), 1.0)
            }
        };
        let tint = vec![DictItem::Real(tint)];
        if fill {
            self.op(Op::SetColorSpaceFill { id });
            self.raw("scn", tint);
        } else {
            self.op(Op::SetColorSpaceStroke { id });
            self.raw("SCN", tint);
        }
    }

    /// Resource name of a spot ink, by the hash of its name: the same in every stream.
    fn spot(&mut self, name: &str, alternate: [f32; 4]) -> String {
        let id = format!("Spot{}", &blake3::hash(name.as_bytes()).to_hex()[..8]);
        self.stream.spots.insert(id.clone(), (name.to_string(), alternate));
        id
    }

    fn set_overprint(&mut self, on: bool) {
        if self.overprint == on {
            return;
        }
        self.overprint = on;
        self.stream.overprints = true;
        let name = if on { OVERPRINT_ON } else { OVERPRINT_OFF };
        self.raw("gs", vec![DictItem::Name(name.as_bytes().to_vec())]);
    }

    fn set_fade(&mut self, opacity: f32) {
        self.fade = short(opacity);
        let name = format!("Fade{}", (self.fade * 10_000.0).round());
        self.stream.fades.insert(name.clone(), self.fade);
        self.raw("gs", vec![DictItem::Name(name.into_bytes())]);
    }

    /// Every graphics state begins without overprint and leaves none behind.
    fn save(&mut self) {
        self.set_overprint(false);
        self.op(Op::SaveGraphicsState);
        self.fill = None;
    }

    fn restore(&mut self) {
        self.op(Op::RestoreGraphicsState);
        self.overprint = false;
        self.fill = None;
    }

    fn op(&mut self, op: Op) {
        self.ops.push(op);
    }

    fn raw(&mut self, key: &str, value: Vec<DictItem>) {
        self.op(Op::Unknown { key: key.to_string(), value });
    }
}
