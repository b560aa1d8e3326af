//! One QR code by itself: for a web page, a letterhead, another program. Made, written and read back as every code on
//! a sheet is.

use crate::check::{readback, scan};
use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Code, Draw, Face, FillRule, Item, Meta, Page, Placement, Sheets, Turn};
use crate::export::pdf::{self, Target};
use crate::export::png::Pixels;
use crate::geom::{Length, Path, Point, Segment, Size};
use crate::qr::{Limits, Matrix, encode, geometry, payload};
use std::fmt::Write;

/// What is wanted of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleOrder {
    /// A link, `tel:`, `mailto:`, or any text.
    pub payload: String,
    /// From how far it is read.
    pub distance: Length,
    /// Side of the panel with its quiet zone; as small as the distance allows where nothing is said.
    pub side: Option<Length>,
}

/// A code and its measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    pub payload: String,
    pub matrix: Matrix,
    pub module: Length,
    /// Side of the panel with its quiet zone.
    pub side: Length,
}

/// Pixels a module of a PNG.
const PIXELS: u32 = 10;
/// Room for any code that is printed at all, to find the smallest one.
const ROOM_MM: f64 = 10_000.0;

impl Single {
    /// Reads what is asked for; no project is needed.
    pub fn new(order: &SingleOrder) -> Result<Single, Diagnostic> {
        let refuse = |check, why: String| Diagnostic::error(check, Span::NONE, why);
        let payload = match order.payload.trim() {
            link if link.contains("://") => payload::link(link).map_err(|e| refuse(e.check(), e.to_string()))?,
            text => text.to_string(),
        };
        let minimum_module = geometry::minimum_module(order.distance);
        let room = order.side.unwrap_or(Length::mm(ROOM_MM));
        let limits = Limits { side: room, minimum_module };
        let matrix = encode(&payload, &limits).map_err(|e| refuse(e.check(), e.to_string()))?;
        let module = order.side.map_or(minimum_module, |side| geometry::module(matrix.size, side));
        let side = geometry::panel(matrix.size, module);
        Ok(Single { payload, matrix, module, side })
    }

    /// From how far it is read at the most.
    pub fn reach(&self) -> Length {
        geometry::max_distance(self.module)
    }

    fn quiet(&self) -> Length {
        self.module * geometry::QUIET
    }

    fn path(&self) -> Path {
        self.matrix.path(Point::new(self.quiet(), self.quiet()), self.module)
    }

    /// A page of its own size, black on white: one ink on press.
    pub fn pdf(&self) -> Result<Vec<u8>, Diagnostic> {
        let size = Size::new(self.side, self.side);
        let panel = size.at(Length::ZERO, Length::ZERO);
        let fill = |path, level| Draw::Fill { path, rule: FillRule::NonZero, color: Color::Gray(level) };
        let item = |draw| Item { draw, element: None, origin: Span::NONE };
        let code = Code {
            rect: panel,
            module: self.module,
            modules: self.matrix.size,
            payload: self.payload.clone(),
            block: "qr".to_string(),
            origin: Span::NONE,
        };
        let face = Face {
            items: vec![item(fill(Path::rect(panel), 1.0)), item(fill(self.path(), 0.0))],
            codes: vec![code],
            ..Face::blank("front", size)
        };
        let page = Page {
            sheet: size,
            trim: panel,
            bleed: panel,
            placements: vec![Placement { face: 0, at: Point::default(), turn: Turn::None, clip: panel }],
            marks: Vec::new(),
            name: "front".to_string(),
        };
        let meta = Meta { title: self.payload.clone(), date: "2000-01-01".to_string(), ..Meta::default() };
        let sheets = Sheets { meta, faces: vec![face], pages: vec![page] };
        let written = pdf::write(&sheets, &Target::office());
        let written = written.map_err(|refusals| {
            let why: Vec<String> = refusals.into_iter().map(|r| r.message).collect();
            Diagnostic::error(&checks::BACK_END, Span::NONE, why.join("; "))
        })?;
        match readback::codes(&sheets, &written.bytes, None).into_iter().find(Diagnostic::is_error) {
            Some(wrong) => Err(wrong),
            None => Ok(written.bytes),
        }
    }

    /// An SVG in millimetres: one path, one fill.
    pub fn svg(&self) -> Result<String, Diagnostic> {
        if scan::read_matrix(&self.matrix).as_deref() != Some(self.payload.as_str()) {
            return Err(self.unread());
        }
        let units = self.matrix.size + 2 * geometry::QUIET as u32;
        let at = |l: Length| l.ratio(self.module).round() as i64;
        let mut d = String::new();
        for chunk in self.path().segments.chunks_exact(5) {
            if let [Segment::Move(a), _, Segment::Line(c), ..] = chunk {
                let (w, h) = (at(c.x) - at(a.x), at(c.y) - at(a.y));
                let _ = write!(d, "M{} {}h{w}v{h}h-{w}z", at(a.x), at(a.y));
            }
        }
        let side = (self.side.to_mm() * 1000.0).round() / 1000.0;
        Ok(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}mm\" height=\"{side}mm\" viewBox=\"0 0 {units} {units}\">\
             <path fill=\"#fff\" d=\"M0 0h{units}v{units}H0z\"/><path d=\"{d}\"/></svg>\n"
        ))
    }

    /// A PNG of ten pixels a module.
    pub fn png(&self) -> Result<Vec<u8>, Diagnostic> {
        let side = (self.matrix.size + 2 * geometry::QUIET as u32) * PIXELS;
        let inside = |n: u32| (n / PIXELS).checked_sub(geometry::QUIET as u32).filter(|n| *n < self.matrix.size);
        let dark = |x, y| inside(x).zip(inside(y)).is_some_and(|(x, y)| self.matrix.dark(x, y));
        let rows = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        let gray: Vec<u8> = rows.map(|(x, y)| if dark(x, y) { 0 } else { 255 }).collect();
        let rgb = gray.iter().flat_map(|v| [*v; 3]).collect();
        let panel = scan::Gray { width: side, height: side, data: gray };
        scan::scan(&panel, self.matrix.size, &self.payload).map_err(|_| self.unread())?;
        let pixels = Pixels { width: side, height: side, rgb };
        pixels.png().map_err(|why| Diagnostic::error(&checks::BACK_END, Span::NONE, why.to_string()))
    }

    /// Lines of half blocks for a terminal, light on its dark ground, with the quiet zone.
    pub fn lines(&self) -> Vec<String> {
        let (size, quiet) = (i64::from(self.matrix.size), geometry::QUIET / 2);
        let light = |x: i64, y: i64| {
            let inside = (0..size).contains(&x) && (0..size).contains(&y);
            !inside || !self.matrix.dark(x as u32, y as u32)
        };
        let cell = |x, y| match (light(x, y), light(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        let row = |y| (-quiet..size + quiet).map(|x| cell(x, y)).collect();
        (-quiet..size + quiet).step_by(2).map(row).collect()
    }

    fn unread(&self) -> Diagnostic {
        let message = format!("the code does not read back as {:?}", self.payload);
        Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::png;
    use crate::geom::Rect;

    fn order(payload: &str) -> SingleOrder {
        SingleOrder { payload: payload.to_string(), distance: Length::mm(300.0), side: None }
    }

    #[test]
    fn as_small_as_the_distance_allows_or_as_large_as_asked_for() {
        let small = Single::new(&order("https://example.org/Help")).expect("a code");
        assert_eq!(small.module, Length::mm(0.6));
        assert_eq!(small.side, geometry::panel(small.matrix.size, Length::mm(0.6)));
        assert!(small.reach() >= Length::mm(300.0));
        let wide = SingleOrder { side: Some(Length::mm(40.0)), ..order("https://example.org/Help") };
        assert!(Single::new(&wide).expect("a code").side <= Length::mm(40.0));
        let narrow = SingleOrder { side: Some(Length::mm(8.0)), ..order("https://example.org/Help") };
        assert_eq!(Single::new(&narrow).expect_err("too small").check, &checks::QR_TOO_SMALL);
        assert_eq!(Single::new(&order("http://example.org")).expect_err("plain http").check, &checks::BAD_URL);
        assert_eq!(Single::new(&order(" ")).expect_err("nothing").check, &checks::BAD_VALUE);
    }

    #[test]
    fn all_three_files_are_read_back() {
        let code = Single::new(&order("tel:988")).expect("a code");
        let pdf = code.pdf().expect("a PDF");
        let viewer = png::Viewer::open(&pdf).expect("a PDF");
        let whole = Rect::new(Length::ZERO, Length::ZERO, code.side, code.side);
        let pixels = viewer.look().rect(0, whole, 8.0).expect("a page");
        let gray = scan::Gray { width: pixels.width, height: pixels.height, data: pixels.data };
        assert_eq!(scan::read_codes(&gray), ["tel:988"]);
        assert!(code.png().expect("a PNG").starts_with(b"\x89PNG"));
        let svg = code.svg().expect("an SVG");
        assert_eq!(svg.matches("<path").count(), 2, "{svg}");
        assert_eq!(code.lines().len() as u32, (code.matrix.size + 4).div_ceil(2));
    }
}
