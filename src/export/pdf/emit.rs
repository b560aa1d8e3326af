//! Display items to content streams: one for each face that is placed more than once, and one for each page.
//!
//! What file after file shows, type and drawings, is taken from the cache as finished bytes.

mod content;
mod marked;
mod numbers;
mod text;

use super::cache::PdfCache;
use super::inks::{is_black, is_tool, parts, short};
use super::module_grid::{ModuleGrid, rectangles};
use super::subset::Fonts;
use crate::color::Color;
use crate::display::{Draw, Face, FillRule, GlyphRun, Item, Page, Raster, Sheets, Tool, ToolLine, Turn};
use crate::geom::{Length, Path, Point, Rect, Segment};
use crate::model::Purpose;
use content::Content;
pub(super) use marked::{Marked, Place};
use numbers::{exact, matrix, number};
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
    pub content: Vec<u8>,
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

/// Resource names that `finish` gives meaning to.
pub(super) const OVERPRINT_ON: &str = "Over";
/// The graphics state without overprint.
pub(super) const OVERPRINT_OFF: &str = "Knock";
/// The colour space that prints on all plates.
pub(super) const REGISTRATION: &str = "All";

/// A quarter point: the finest line a press holds.
const TOOL_WIDTH: Length = Length::emu(12_700 / 4);

pub(super) fn form_name(face: usize) -> String {
    format!("Face{face}")
}

/// What a colour is set with: gray, RGB, CMYK, a space of its own and the tint in it.
type ColorOperators = [&'static str; 5];
const FILL: ColorOperators = ["g", "rg", "k", "cs", "scn"];
const STROKE: ColorOperators = ["G", "RG", "K", "CS", "SCN"];

/// `layered`: whether lines for tools go on layers.
pub(super) fn emit(sheets: &Sheets, fonts: &Fonts, cache: &mut PdfCache, purpose: Purpose, layered: bool) -> Emitted {
    let mut placed = vec![0_usize; sheets.faces.len()];
    for placement in sheets.pages.iter().flat_map(|p| &p.placements) {
        placed[placement.face] += 1;
    }
    let repeated = |face: usize| placed[face] > 1;
    let mut pen = StreamWriter {
        stream: Stream::default(),
        content: Content::default(),
        fonts,
        cache,
        height: Length::ZERO,
        press: purpose == Purpose::Press,
        layered,
        tagged: purpose == Purpose::Screen,
        overprint: false,
        fade: 1.0,
        fill: None,
    };
    let forms = sheets.faces.iter().enumerate().filter(|(i, _)| repeated(*i));
    let forms = forms.map(|(i, face)| (i, pen.whole(face.trim.height, |pen| pen.face(face)))).collect();
    let pages = sheets.pages.iter();
    let pages = pages.map(|page| pen.whole(page.sheet.height, |pen| pen.page(page, &sheets.faces, &repeated))).collect();
    Emitted { forms, pages }
}

/// Writes the content of one face or page.
struct StreamWriter<'a> {
    /// What the stream in hand names.
    stream: Stream,
    content: Content,
    fonts: &'a Fonts,
    cache: &'a mut PdfCache,
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
}

impl StreamWriter<'_> {
    /// A stream of a face or page of this height, from a graphics state in which nothing is set.
    fn whole(&mut self, height: Length, draw: impl FnOnce(&mut Self)) -> Stream {
        self.height = height;
        (self.overprint, self.fade, self.fill) = (false, 1.0, None);
        draw(self);
        let content = std::mem::take(&mut self.content).into_bytes();
        Stream { content, ..std::mem::take(&mut self.stream) }
    }

    fn page(&mut self, page: &Page, faces: &[Face], repeated: &dyn Fn(usize) -> bool) {
        for placement in &page.placements {
            self.save();
            self.clip_rect(placement.clip);
            self.content.numbers(matrix(placement, &faces[placement.face], page)).op("cm");
            if repeated(placement.face) {
                self.content.name(&form_name(placement.face)).op("Do");
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
            self.content.name("OC").name(line.tool.ink()).op("BDC");
            self.stream.layers.insert(line.tool);
        }
        self.stroke(&line.path, TOOL_WIDTH, &dash, &ink);
        if self.layered {
            self.end_marked();
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.draw(&item.draw);
        }
        self.set_overprint(false);
    }

    /// A run of letters, taken from the cache where it was set before. What is kept knows nothing of what stands before it:
    /// it sets its own colour, and leaves overprint off.
    fn known_text(&mut self, run: &GlyphRun) {
        self.set_overprint(false);
        self.fill = None;
        match self.cache.text(run, self.fonts, self.height, self.press) {
            Ok(known) => {
                self.stream.fonts.insert(self.fonts.subset(&run.font).name.clone());
                self.stream.overprints |= known.overprints;
                self.content.append(&known.bytes);
            }
            Err(mut kept) => {
                let start = self.content.len();
                let before = std::mem::take(&mut self.stream.overprints);
                self.text(run);
                self.set_overprint(false);
                kept.overprints = self.stream.overprints;
                self.stream.overprints |= before;
                self.cache.keep(kept, self.content.since(start));
            }
        }
        self.fill = None;
    }

    fn draw(&mut self, draw: &Draw) {
        match draw {
            Draw::Fill { path, rule, color } => {
                self.set_overprint(false);
                self.set_fill(color);
                self.fill(path, *rule, false);
            }
            Draw::Stroke { path, width, dash, color } => self.stroke(path, *width, dash, color),
            Draw::Glyphs(run) => self.known_text(run),
            Draw::Image { raster, rect, turn } => self.image(raster, *rect, *turn),
            Draw::Clip { path, items } => {
                self.save();
                self.fill(path, FillRule::NonZero, true);
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
    fn fill(&mut self, path: &Path, rule: FillRule, clips: bool) {
        if let Some(rects) = rectangles(path) {
            return match ModuleGrid::of(&rects).filter(|_| !clips) {
                Some(grid) => self.module_grid(&grid, &rects, rule),
                None => {
                    rects.into_iter().for_each(|rect| self.rect(rect));
                    self.paint(rule, clips);
                }
            };
        }
        match self.cache.outline(path, rule, clips, self.height) {
            Some(Ok(known)) => self.content.append(&known.bytes),
            Some(Err(kept)) => {
                let start = self.content.len();
                self.outline(path, rule, clips);
                self.cache.keep(kept, self.content.since(start));
            }
            None => self.outline(path, rule, clips),
        }
    }

    /// Rings that all close, filled or clipped to.
    fn outline(&mut self, path: &Path, rule: FillRule, clips: bool) {
        let start = self.content.len();
        rings(path).for_each(|ring| self.trace(ring));
        if self.content.len() > start {
            self.content.op("h");
            self.paint(rule, clips);
        }
    }

    /// What becomes of the path that was drawn.
    fn paint(&mut self, rule: FillRule, clips: bool) {
        match (rule, clips) {
            (FillRule::NonZero, false) => self.content.op("f"),
            (FillRule::EvenOdd, false) => self.content.op("f*"),
            (FillRule::NonZero, true) => self.clip("W"),
            (FillRule::EvenOdd, true) => self.clip("W*"),
        }
    }

    fn clip(&mut self, operator: &str) {
        self.content.op(operator);
        self.content.op("n");
    }

    fn rect(&mut self, r: Rect) {
        let y = self.height - r.bottom();
        self.content.numbers([r.x, y, r.width, r.height].map(number)).op("re");
    }

    /// Rectangles counted in modules of a grid: whole numbers, a third of the bytes.
    fn module_grid(&mut self, grid: &ModuleGrid, rects: &[Rect], rule: FillRule) {
        self.content.op("q");
        let pitch = exact(grid.pitch);
        let corner = [number(grid.corner.x), number(self.height - grid.corner.y)];
        self.content.numbers([pitch, 0.0, 0.0, pitch]).numbers(corner).op("cm");
        self.content.append(&grid.rectangles(rects));
        // An empty line, as every file has had it.
        self.content.append(b"\n");
        self.paint(rule, false);
        self.content.op("Q");
    }

    fn clip_rect(&mut self, r: Rect) {
        self.rect(r);
        self.clip("W");
    }

    fn trace(&mut self, ring: &[Segment]) {
        for segment in ring {
            match *segment {
                Segment::Move(p) => self.point(p).op("m"),
                Segment::Line(p) => self.point(p).op("l"),
                Segment::Cubic(a, b, c) => {
                    self.point(a);
                    self.point(b);
                    self.point(c).op("c");
                }
                Segment::Close => {}
            }
        }
    }

    fn point(&mut self, p: Point) -> &mut Content {
        self.content.numbers([number(p.x), number(self.height - p.y)])
    }

    fn stroke(&mut self, path: &Path, width: Length, dash: &[Length], color: &Color) {
        self.save();
        self.set_overprint(self.press && (is_black(color) || is_tool(color)));
        self.set_color(color, STROKE);
        self.content.number(number(width)).op("w");
        if !dash.is_empty() {
            self.content.array(|array| dash.iter().for_each(|l| array.number(number(*l)))).number(0.0).op("d");
        }
        let is_closed = path.segments.contains(&Segment::Close);
        for ring in rings(path) {
            self.trace(ring);
            if is_closed {
                self.content.op("h");
            }
            self.content.op("S");
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
        self.content.numbers(matrix).op("cm");
        self.content.name(&name).op("Do");
        self.restore();
    }

    // ---- Colour and state ----

    fn set_fill(&mut self, color: &Color) {
        if self.fill.as_ref() == Some(color) {
            return;
        }
        self.fill = Some(color.clone());
        self.set_color(color, FILL);
    }

    /// A named ink, and all plates, are Separation spaces that `finish` defines.
    fn set_color(&mut self, color: &Color, [gray, rgb, cmyk, space, tint]: ColorOperators) {
        if let Some(parts) = parts(color) {
            let operator = match parts.len() {
                1 => gray,
                3 => rgb,
                _ => cmyk,
            };
            return self.content.numbers(parts).op(operator);
        }
        let (name, part) = match color {
            Color::Spot { name, tint, alternate } => (self.spot(name, *alternate), *tint),
            _ => (self.all_plates(), 1.0),
        };
        self.content.name(&name).op(space);
        self.content.number(part).op(tint);
    }

    fn all_plates(&mut self) -> String {
        self.stream.spots.insert(REGISTRATION.to_string(), ("All".to_string(), [1.0; 4]));
        REGISTRATION.to_string()
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
        self.content.name(name).op("gs");
    }

    fn set_fade(&mut self, opacity: f32) {
        self.fade = short(opacity);
        let name = format!("Fade{}", (self.fade * 10_000.0).round());
        self.stream.fades.insert(name.clone(), self.fade);
        self.content.name(&name).op("gs");
    }

    /// Every graphics state begins without overprint and leaves none behind.
    fn save(&mut self) {
        self.set_overprint(false);
        self.content.op("q");
        self.fill = None;
    }

    fn restore(&mut self) {
        self.content.op("Q");
        self.overprint = false;
        self.fill = None;
    }
}

/// The parts of a path that each begin with a step to somewhere.
fn rings(path: &Path) -> impl Iterator<Item = &[Segment]> {
    let rings = path.segments.chunk_by(|_, next| !matches!(next, Segment::Move(_)));
    rings.filter(|ring| matches!(ring[0], Segment::Move(_)))
}
