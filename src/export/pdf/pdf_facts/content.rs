//! Every content stream walked with its graphics state (ISO 32000-1, 8.4): pages, nested forms, patterns, masks and
//! glyph procedures.

use super::objects::{Reader, annotation, font, group, number};
use super::spaces::Space;
use super::{FontFacts, PageParts, Paint, Painted, Picture};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, Stream};
use std::collections::BTreeSet;

/// Forms in forms deeper than this are left.
const DEEPEST: usize = 16;
/// Operations of one page.
const MOST_OPERATIONS: usize = 4_000_000;
/// Pictures of one page that are kept.
const MOST_PICTURES: usize = 10_000;
/// Graphics states saved inside each other: readers are bound to 28 (ISO 32000-1, annex C).
const MOST_SAVED: usize = 2_000;
/// Lines about operators that are kept of one page.
const MOST_OPERATOR_NOTES: usize = 20;

/// All operators but `q` and `Q` (ISO 32000-1, annex A). `BI` stands for an inline picture up to its `EI`.
const OPERATORS: [&str; 71] = [
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC", "ET",
    "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n", "re", "RG", "rg", "ri",
    "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v",
    "w", "W", "W*", "y", "'", "\"",
];

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

pub(super) struct Walk<'a, 'r> {
    reader: &'a Reader<'r>,
    page: &'a mut PageParts,
    fonts: &'a mut BTreeSet<FontFacts>,
    unreadable: &'a mut Vec<String>,
    /// Streams walked at a scale: the same again shows nothing new.
    seen: BTreeSet<(usize, i64)>,
    operations: usize,
    depth: usize,
}

#[derive(Clone)]
struct Ink {
    space: Space,
    amounts: Vec<i32>,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    fill: Ink,
    line: Ink,
    width: f64,
    size: f64,
    /// Horizontal and vertical scale of text space.
    text: Matrix,
    invisible: bool,
    overprint_fill: bool,
    overprint_line: bool,
    nonzero: bool,
}

impl State {
    fn new(ctm: Matrix) -> State {
        let black = Ink { space: Space::Gray, amounts: vec![0] };
        State {
            ctm,
            fill: black.clone(),
            line: black,
            width: 1.0,
            size: 0.0,
            text: IDENTITY,
            invisible: false,
            overprint_fill: false,
            overprint_line: false,
            nonzero: false,
        }
    }
}

impl<'a, 'r> Walk<'a, 'r> {
    pub fn new(
        reader: &'a Reader<'r>,
        page: &'a mut PageParts,
        fonts: &'a mut BTreeSet<FontFacts>,
        unreadable: &'a mut Vec<String>,
    ) -> Walk<'a, 'r> {
        Walk { reader, page, fonts, unreadable, seen: BTreeSet::new(), operations: 0, depth: 0 }
    }

    pub fn cannot(&mut self, place: &str, why: &str) {
        let line = format!("{place}: {why}");
        if !self.unreadable.contains(&line) {
            self.unreadable.push(line);
        }
    }

    /// The content of a page.
    pub fn content(&mut self, place: &str, bytes: &[u8], resources: Option<&Dictionary>) {
        self.walk(place, bytes, resources, State::new(IDENTITY));
    }

    pub fn annotation(&mut self, place: &str, dict: &Dictionary) {
        let reader = self.reader;
        self.page.annotations.extend(annotation(reader, dict));
        let appearance = reader.dict(dict, b"AP").and_then(|ap| reader.stream(ap, b"N"));
        if let Some(stream) = appearance {
            self.form(&format!("{place}, an annotation"), stream, None, State::new(IDENTITY));
        }
    }

    fn walk(&mut self, place: &str, bytes: &[u8], resources: Option<&Dictionary>, start: State) {
        let Ok(content) = Content::decode(bytes) else { return self.cannot(place, "its content cannot be read") };
        self.resources(place, resources, &start);
        let mut state = start;
        let mut saved = Vec::new();
        for operation in &content.operations {
            self.operations += 1;
            if self.operations > MOST_OPERATIONS {
                return self.cannot(place, "it has too many operations to be walked");
            }
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => match saved.pop() {
                    Some(before) => state = before,
                    None => self.operator(place, "`Q` without a `q`"),
                },
                other => {
                    if !OPERATORS.contains(&other) {
                        let shown: String = other.chars().take(20).collect();
                        self.operator(place, &format!("`{}`, which is no operator", shown.escape_debug()));
                    }
                    self.step(place, operation, resources, &mut state);
                }
            }
            if saved.len() > MOST_SAVED {
                return self.cannot(place, "it saves too many graphics states inside each other");
            }
        }
        if !saved.is_empty() {
            self.operator(place, "`q` without a `Q`");
        }
    }

    fn operator(&mut self, place: &str, what: &str) {
        if self.page.operators.len() < MOST_OPERATOR_NOTES {
            self.page.operators.insert(format!("{place} has {what}"));
        }
    }

    fn step(&mut self, place: &str, operation: &Operation, resources: Option<&Dictionary>, state: &mut State) {
        let operands = &operation.operands;
        let numbers = || operands.iter().filter_map(number).collect::<Vec<f64>>();
        let first = operands.first();
        match operation.operator.as_str() {
            "cm" => {
                if let Ok(matrix) = numbers().try_into() {
                    state.ctm = times(matrix, state.ctm);
                }
            }
            "w" => state.width = numbers().first().copied().unwrap_or(0.0),
            "gs" => self.graphics_state(place, first, resources, state),
            "g" | "rg" | "k" | "cs" | "sc" | "scn" => {
                if let Some(ink) = self.ink(operation, resources, &state.fill) {
                    state.fill = ink;
                }
            }
            "G" | "RG" | "K" | "CS" | "SC" | "SCN" => {
                if let Some(ink) = self.ink(operation, resources, &state.line) {
                    state.line = ink;
                }
            }
            "f" | "F" | "f*" => self.area(state),
            "S" | "s" => self.line(state),
            "B" | "B*" | "b" | "b*" => {
                self.area(state);
                self.line(state);
            }
            "BT" => state.text = IDENTITY,
            "Tf" => state.size = numbers().first().copied().unwrap_or(0.0),
            "Tr" => state.invisible = numbers().first().is_some_and(|mode| *mode == 3.0 || *mode == 7.0),
            "Tm" => {
                if let Ok(matrix) = numbers().try_into() {
                    state.text = matrix;
                }
            }
            "Tj" | "TJ" | "'" | "\"" => self.text(state),
            "sh" => self.shading(first, resources, state),
            "Do" => self.object(place, first, resources, state),
            "BI" => {
                if let Some(Object::Stream(stream)) = first {
                    self.picture(stream, resources, state);
                }
            }
            _ => {}
        }
    }

    // ---- State ----

    fn ink(&self, operation: &Operation, resources: Option<&Dictionary>, before: &Ink) -> Option<Ink> {
        let amounts: Vec<i32> = operation.operands.iter().filter_map(number).map(thousandths).collect();
        let device = |name: &str| Space::read(&Object::Name(name.as_bytes().to_vec()), resources, self.reader);
        let space = match operation.operator.as_str() {
            "g" | "G" => device("DeviceGray"),
            "rg" | "RG" => device("DeviceRGB"),
            "k" | "K" => device("DeviceCMYK"),
            "cs" | "CS" => {
                let space = Space::read(operation.operands.first()?, resources, self.reader);
                let amounts = first_amounts(&space);
                return Some(Ink { space, amounts });
            }
            _ => before.space.clone(),
        };
        Some(Ink { space, amounts })
    }

    fn graphics_state(&mut self, place: &str, name: Option<&Object>, resources: Option<&Dictionary>, state: &mut State) {
        let reader = self.reader;
        let states = resources.and_then(|r| reader.dict(r, b"ExtGState"));
        let Some(dict) = name.and_then(|n| n.as_name().ok()).and_then(|name| reader.dict(states?, name)) else { return };
        let flag = |key: &[u8]| reader.get(dict, key).and_then(|o| o.as_bool().ok());
        if let Some(on) = flag(b"OP") {
            state.overprint_line = on;
            // Alone it counts for both (8.6.7).
            if !dict.has(b"op") {
                state.overprint_fill = on;
            }
        }
        if let Some(on) = flag(b"op") {
            state.overprint_fill = on;
        }
        if let Some(mode) = reader.number(dict, b"OPM") {
            state.nonzero = mode == 1.0;
        }
        if let Some(width) = reader.number(dict, b"LW") {
            state.width = width;
        }
        let mask = reader.dict(dict, b"SMask").and_then(|mask| reader.stream(mask, b"G"));
        if let Some(stream) = mask {
            self.form(&format!("{place}, a soft mask"), stream, resources, state.clone());
        }
    }

    /// What resources hold, used or not: a press looks at all of it.
    fn resources(&mut self, place: &str, resources: Option<&Dictionary>, start: &State) {
        let reader = self.reader;
        let Some(resources) = resources else { return };
        for (_, value) in reader.dict(resources, b"Font").into_iter().flatten() {
            let Ok(dict) = reader.resolved(value).as_dict() else { continue };
            let facts = font(reader, dict);
            if facts.type3 {
                self.glyphs(place, dict, resources, start);
            }
            self.fonts.insert(facts);
        }
        for (name, value) in reader.dict(resources, b"ExtGState").into_iter().flatten() {
            if let Ok(dict) = reader.resolved(value).as_dict() {
                self.judge_state(dict, &format!("{place} /{}", String::from_utf8_lossy(name)));
            }
        }
        for (_, value) in reader.dict(resources, b"Pattern").into_iter().flatten() {
            match reader.resolved(value) {
                Object::Stream(stream) => self.form(&format!("{place}, a pattern"), stream, Some(resources), start.clone()),
                Object::Dictionary(dict) => {
                    if let Some(shading) = reader.dict(dict, b"Shading") {
                        self.shaded(shading, resources, start);
                    }
                }
                _ => {}
            }
        }
    }

    fn glyphs(&mut self, place: &str, font: &Dictionary, resources: &Dictionary, start: &State) {
        let reader = self.reader;
        let own = reader.dict(font, b"Resources").unwrap_or(resources);
        for (_, value) in reader.dict(font, b"CharProcs").into_iter().flatten() {
            if let Object::Stream(stream) = reader.resolved(value) {
                self.form(&format!("{place}, a glyph"), stream, Some(own), start.clone());
            }
        }
    }

    fn judge_state(&mut self, dict: &Dictionary, place: &str) {
        let reader = self.reader;
        let name = |key: &[u8]| reader.name(dict, key);
        for key in ["TR", "HTP"] {
            if dict.has(key.as_bytes()) {
                self.page.states.insert(format!("{place} has /{key}"));
            }
        }
        if dict.has(b"TR2") && name(b"TR2").as_deref() != Some("Default") {
            self.page.states.insert(format!("{place} has /TR2"));
        }
        if let Some(halftone) = reader.dict(dict, b"HT") {
            let kind = reader.number(halftone, b"HalftoneType").unwrap_or(0.0) as i64;
            if !matches!(kind, 1 | 5) || halftone.has(b"HalftoneName") {
                self.page.states.insert(format!("{place} has a halftone of its own"));
            }
        }
        for key in ["ca", "CA"] {
            if reader.number(dict, key.as_bytes()).is_some_and(|alpha| alpha != 1.0) {
                self.page.transparency.insert(format!("{place} is see-through (/{key})"));
            }
        }
        if let Some(mode) = name(b"BM").filter(|mode| mode != "Normal" && mode != "Compatible") {
            self.page.transparency.insert(format!("{place} blends (/{mode})"));
        }
        if dict.has(b"SMask") && name(b"SMask").as_deref() != Some("None") {
            self.page.transparency.insert(format!("{place} has a soft mask"));
        }
    }

    // ---- Paint ----

    fn paint(&mut self, what: Painted, ink: &Ink, overprint: bool, state: &State) {
        if let Space::Unknown(name) = &ink.space {
            self.page.undefined.insert(name.clone());
        }
        let paint = Paint { what, space: ink.space.clone(), amounts: ink.amounts.clone(), overprint, nonzero: state.nonzero };
        self.page.paints.entry(paint).or_insert([state.ctm[4], state.ctm[5]]);
    }

    fn area(&mut self, state: &State) {
        self.paint(Painted::Area, &state.fill, state.overprint_fill, state);
    }

    fn line(&mut self, state: &State) {
        let width = state.width * scale(state.ctm);
        self.paint(Painted::Line((width * 1000.0).round() as i32), &state.line, state.overprint_line, state);
    }

    fn text(&mut self, state: &State) {
        if state.invisible {
            return;
        }
        let both = times(state.text, state.ctm);
        // Height of the em: how long an upright unit comes out.
        let size = state.size * both[2].hypot(both[3]);
        let at = State { ctm: both, ..state.clone() };
        self.paint(Painted::Type((size.abs() * 100.0).round() as i32), &state.fill, state.overprint_fill, &at);
    }

    fn shading(&mut self, name: Option<&Object>, resources: Option<&Dictionary>, state: &State) {
        let reader = self.reader;
        let Some(resources) = resources else { return };
        let name = name.and_then(|n| n.as_name().ok());
        if let Some(shading) = name.and_then(|name| reader.dict(reader.dict(resources, b"Shading")?, name)) {
            self.shaded(shading, resources, state);
        }
    }

    fn shaded(&mut self, shading: &Dictionary, resources: &Dictionary, state: &State) {
        let Some(space) = self.reader.get(shading, b"ColorSpace") else { return };
        let ink = Ink { space: Space::read(space, Some(resources), self.reader), amounts: Vec::new() };
        self.paint(Painted::Shading, &ink, state.overprint_fill, state);
    }

    // ---- Objects ----

    fn object(&mut self, place: &str, name: Option<&Object>, resources: Option<&Dictionary>, state: &State) {
        let reader = self.reader;
        let objects = resources.and_then(|r| reader.dict(r, b"XObject"));
        let Some(name) = name.and_then(|n| n.as_name().ok()) else { return };
        let Some(stream) = objects.and_then(|objects| reader.stream(objects, name)) else { return };
        match reader.name(&stream.dict, b"Subtype").as_deref() {
            Some("Form") => self.form(&format!("{place} /{}", String::from_utf8_lossy(name)), stream, resources, state.clone()),
            Some("Image") => self.picture(stream, resources, state),
            _ => {}
        }
    }

    fn form(&mut self, place: &str, stream: &Stream, outer: Option<&Dictionary>, mut state: State) {
        let reader = self.reader;
        if self.depth >= DEEPEST {
            return self.cannot(place, "it lies too deep in other forms");
        }
        if let Some(numbers) = reader.array(&stream.dict, b"Matrix") {
            let numbers: Vec<f64> = numbers.iter().filter_map(|n| number(reader.resolved(n))).collect();
            if let Ok(matrix) = numbers.try_into() {
                state.ctm = times(matrix, state.ctm);
            }
        }
        let at_scale = (std::ptr::from_ref(stream) as usize, (scale(state.ctm) * 1000.0).round() as i64);
        if !self.seen.insert(at_scale) {
            return;
        }
        let resources = reader.dict(&stream.dict, b"Resources").or(outer);
        if let Some(space) = group(reader, &stream.dict, resources) {
            self.page.groups.push((place.to_string(), space));
        }
        match reader.content(stream) {
            Some(bytes) => {
                self.depth += 1;
                self.walk(place, &bytes, resources, state);
                self.depth -= 1;
            }
            None => self.cannot(place, "its content cannot be unpacked"),
        }
    }

    fn picture(&mut self, stream: &Stream, resources: Option<&Dictionary>, state: &State) {
        let reader = self.reader;
        let dict = &stream.dict;
        let either = |long: &[u8], short: &[u8]| reader.get(dict, long).or_else(|| reader.get(dict, short));
        let whole = |long: &[u8], short: &[u8]| either(long, short).and_then(number).unwrap_or(0.0) as i64;
        let (width, height) = (whole(b"Width", b"W"), whole(b"Height", b"H"));
        let stencil = either(b"ImageMask", b"IM").is_some_and(|o| o.as_bool().unwrap_or(false));
        let [a, b, c, d, x, y] = state.ctm;
        let across = a.hypot(b).max(1e-6);
        let down = c.hypot(d).max(1e-6);
        let space = match stencil {
            true => {
                self.paint(Painted::Area, &state.fill, state.overprint_fill, state);
                None
            }
            false => either(b"ColorSpace", b"CS").map(|space| Space::read(space, resources, reader)),
        };
        if let Some(Space::Unknown(name)) = &space {
            self.page.undefined.insert(name.clone());
        }
        let filter = match either(b"Filter", b"F") {
            Some(Object::Name(name)) => Some(String::from_utf8_lossy(name).into_owned()),
            Some(Object::Array(all)) => {
                all.last().and_then(|f| reader.resolved(f).as_name().ok()).map(|f| String::from_utf8_lossy(f).into_owned())
            }
            _ => None,
        };
        let forbidden = ["Alternates", "OPI"].into_iter().filter(|key| dict.has(key.as_bytes())).map(str::to_string).collect();
        let picture = Picture {
            width,
            height,
            bits: either(b"BitsPerComponent", b"BPC").and_then(number).unwrap_or(1.0) as i64,
            space,
            soft_mask: dict.has(b"SMask"),
            filter,
            ppi: (width as f64 / across).min(height as f64 / down) * 72.0,
            at: [x.min(x + a + c), y.min(y + b + d)],
            forbidden,
        };
        let known = self.page.pictures.len() >= MOST_PICTURES || self.page.pictures.contains(&picture);
        if !known {
            self.page.pictures.push(picture);
        }
    }
}

/// `a` first, then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// How much larger a matrix makes things, on average of both ways.
fn scale(m: Matrix) -> f64 {
    (m[0] * m[3] - m[1] * m[2]).abs().sqrt()
}

fn thousandths(amount: f64) -> i32 {
    (amount * 1000.0).round() as i32
}

/// What a colour space begins with (8.6.5): black, or full ink for named ones.
fn first_amounts(space: &Space) -> Vec<i32> {
    match space {
        Space::Cmyk => vec![0, 0, 0, 1000],
        Space::Separation(..) => vec![1000],
        Space::DeviceN(names, _) => vec![1000; names.len()],
        Space::Rgb | Space::CalRgb | Space::Lab => vec![0; 3],
        Space::Icc(n) => vec![0; (*n).clamp(0, 32) as usize],
        Space::Gray | Space::CalGray | Space::Indexed(_) => vec![0],
        Space::Pattern(_) | Space::Unknown(_) => Vec::new(),
    }
}
