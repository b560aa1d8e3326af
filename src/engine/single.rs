//! One QR code by itself: for a web page, a letterhead, another program. Made, written and read back as every code on
//! a sheet is.

use super::canvas::undated;
use crate::check::{readback, scan};
use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks, quoted};
use crate::display::{Code, Draw, Face, FillRule, Item, Sheets};
use crate::export::pdf::{self, Target};
use crate::export::png::Pixels;
use crate::geom::{Length, Path, Point, Segment, Size};
use crate::qr::payload::PayloadError;
use crate::qr::{Limits, Matrix, encode, geometry, payload};
use crate::syntax::is_bare_host;
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
    /// What it carries, made up as phones want it.
    pub payload: String,
    /// Dark and light modules, without the quiet zone.
    pub matrix: Matrix,
    /// Side of a module.
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
        let payload = payload_of(order.payload.trim())?;
        let minimum_module = geometry::minimum_module(order.distance);
        let room = order.side.unwrap_or(Length::mm(ROOM_MM));
        let limits = Limits { side: room, minimum_module };
        let matrix = encode(&payload, &limits).map_err(|e| refuse(e.check(), e.to_string()))?;
        let module = order.side.map_or(minimum_module, |side| geometry::module(matrix.size, side));
        let side = geometry::panel(matrix.size, module);
        Ok(Single { payload, matrix, module, side })
    }

    /// What is not wrong with a code, and not as its maker may think.
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let tracks = payload::tracking_parameter(&self.payload).map(|name| {
            let message = format!("`{}` reports where its reader came from (`{name}`)", self.payload);
            Diagnostic::warning(&checks::TRACKING, Span::NONE, message).help("take it out, unless its readers are told")
        });
        tracks.into_iter().collect()
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
        let sheets = Sheets::alone(undated(&self.payload, ""), vec![face]);
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
        let message = format!("the code does not read back as {}", quoted(&self.payload));
        Diagnostic::error(&checks::QR_DOES_NOT_SCAN, Span::NONE, message)
    }
}

/// What a code carries, held to the rules of its kind: phones take what breaks them as plain text, and open nothing.
fn payload_of(text: &str) -> Result<String, Diagnostic> {
    let refuse = |e: PayloadError| Diagnostic::error(e.check(), Span::NONE, e.to_string());
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        _ if text.contains("://") => payload::link(text).map_err(refuse),
        "tel" => payload::call(rest).map_err(refuse),
        "mailto" => {
            let (address, _) = rest.split_once('?').unwrap_or((rest, ""));
            payload::email(address, "", "").map(|_| text.to_string()).map_err(refuse)
        }
        "javascript" | "vbscript" | "data" | "file" => payload::link(text).map_err(refuse),
        "wifi" if !(text.ends_with(";;") && rest.split(';').any(|part| part.starts_with("S:"))) => {
            let message = format!("`{text}` joins no network: it has no name, or does not end with `;;`");
            let help = "type `WIFI:T:WPA;S:the name;P:the password;;`";
            Err(Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help(help))
        }
        _ if is_bare_host(text) => Err(refuse(PayloadError::NoScheme { written: text.to_string() })),
        _ if payload::email(text, "", "").is_ok() => Err(plain(text, &format!("mailto:{text}"))),
        _ if is_number(text) => {
            let dialled = payload::call(text).map_err(refuse)?;
            Err(plain(text, &dialled))
        }
        _ => Ok(text.to_string()),
    }
}

/// A telephone number as people write it. Digits alone may be anything.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let parted = text.starts_with(['(', '+']) || text.split(['-', '.', ' ']).count() > 1;
    parted && (7..=15).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || "()+-. ".contains(c)) && !is_date(text)
}

/// `2027-01-11`, which has as many digits as a number.
fn is_date(text: &str) -> bool {
    let parts: Vec<usize> = text.split(['-', '.', ' ']).map(str::len).collect();
    parts == [4, 2, 2] || parts == [2, 2, 4]
}

fn plain(text: &str, wanted: &str) -> Diagnostic {
    let message = format!("`{text}` is plain text in a code, and opens nothing");
    Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help(format!("type `{wanted}`"))
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
    fn what_phones_would_take_for_plain_text_is_refused() {
        let refused = |text: &str| payload_of(text).map_err(|d| format!("{} {}", d.message, d.help.join(" ")));
        for (text, wanted) in [
            ("example.org", "type `https://example.org`"),
            ("www.example.org/help", "type `https://www.example.org/help`"),
            ("(406) 555-0137", "type `tel:+14065550137`"),
            ("desk@example.org", "type `mailto:desk@example.org`"),
            ("tel:555-0137", "555-0137"),
            ("mailto:a@b", "mail"),
            ("javascript:alert(1)", "https://"),
            ("WIFI:S:x", ";;"),
        ] {
            let why = refused(text).expect_err(text);
            assert!(why.contains(wanted), "{text}: {why}");
        }
        for fine in [
            "https://example.org/help",
            "tel:988",
            "mailto:desk@example.org?subject=Help",
            "WIFI:T:WPA;S:guests;P:lamplight;;",
            "SMSTO:233733:HELP",
            "SHELF-0417",
            "2027-01-11",
            "4065550137",
            "Ask at the desk. Room 3",
        ] {
            assert_eq!(refused(fine).as_deref(), Ok(fine));
        }
        assert_eq!(Single::new(&order("https://example.org/?utm_source=card")).expect("a code").remarks().len(), 1);
        assert!(Single::new(&order("https://example.org/?day=1")).expect("a code").remarks().is_empty());
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
