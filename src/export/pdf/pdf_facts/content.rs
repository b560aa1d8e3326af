//! Every content stream walked with its graphics state (ISO 32000-1, 8.4): pages, nested forms, patterns, masks and
//! glyph procedures.

use super::filters::Packed;
use super::layers::is_hidden;
use super::operations::Operations;
use super::outlines::Outline;
use super::parts::{annotation, appearance, font, group};
use super::pen::Widths;
use super::pictures::picture;
use super::reader::{Reader, number};
use super::resources::{fitted, matrix};
use super::spaces::Space;
use super::state::{GraphicsState, IDENTITY, Ink, Matrix, first_amounts, scale, thousandths, times};
use super::{FontFacts, PageParts, Painted};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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

/// One page, while its content is read.
pub(super) struct Walk<'a, 'r> {
    pub(super) reader: &'a Reader<'r>,
    pub(super) page: &'a mut PageParts,
    pub(super) fonts: &'a mut BTreeSet<FontFacts>,
    unreadable: &'a mut Vec<String>,
    /// Streams walked at a scale: the same again shows nothing new.
    seen: BTreeSet<(usize, i64, Space, Vec<i32>)>,
    operations: usize,
    depth: usize,
    /// Layers that are switched off.
    hidden: &'a BTreeSet<ObjectId>,
    /// What was filled last, and where: a step of a gradient lies on one of nearly its colour.
    pub(super) before: Option<(Ink, [f64; 4])>,
    /// Whether that area was a step of a gradient.
    pub(super) stepping: bool,
    /// How wide the glyphs of each font are, by its place in memory.
    pub(super) widths: BTreeMap<usize, Option<Rc<Widths>>>,
}

/// What one content stream is at.
pub(super) struct Place<'p> {
    pub name: &'p str,
    pub resources: Option<&'p Dictionary>,
    /// Nothing is painted: it is on a layer that is switched off.
    off: bool,
}

impl<'a, 'r> Walk<'a, 'r> {
    /// Begins a page. What it shows goes into `page` and `fonts`, what cannot be read into `unreadable`; `hidden` are layers
    /// that are switched off.
    pub fn new(
        reader: &'a Reader<'r>,
        page: &'a mut PageParts,
        fonts: &'a mut BTreeSet<FontFacts>,
        unreadable: &'a mut Vec<String>,
        hidden: &'a BTreeSet<ObjectId>,
    ) -> Walk<'a, 'r> {
        let seen = BTreeSet::new();
        Walk {
            reader,
            page,
            fonts,
            unreadable,
            seen,
            operations: 0,
            depth: 0,
            hidden,
            before: None,
            stepping: false,
            widths: BTreeMap::new(),
        }
    }

    /// Notes that something cannot be read, and that the page is not known in full.
    pub fn cannot(&mut self, place: &str, why: &str) {
        self.page.unread = true;
        let line = format!("{place}: {why}");
        if !self.unreadable.contains(&line) {
            self.unreadable.push(line);
        }
    }

    /// The content of a page.
    pub fn content(&mut self, place: &str, bytes: &[u8], resources: Option<&Dictionary>) {
        self.walk(place, bytes, resources, GraphicsState::new(self.sheet()));
    }

    /// From the page's own units to points of paper.
    pub(super) fn sheet(&self) -> Matrix {
        let unit = self.page.user_unit;
        [unit, 0.0, 0.0, unit, 0.0, 0.0]
    }

    /// Notes an annotation, and walks what it shows on the page.
    pub fn annotation(&mut self, place: &str, dict: &Dictionary) {
        let reader = self.reader;
        self.page.annotations.extend(annotation(reader, dict));
        if dict.get(b"OC").is_ok_and(|layer| is_hidden(reader, layer, self.hidden)) {
            self.page.hides = true;
            return;
        }
        if let Some(stream) = appearance(reader, dict) {
            let onto = times(fitted(reader, dict, stream), self.sheet());
            self.form(&format!("{place}, an annotation"), stream, None, GraphicsState::new(onto));
        }
    }

    fn walk(&mut self, name: &str, bytes: &[u8], resources: Option<&Dictionary>, start: GraphicsState) {
        self.resources(name, resources, &start);
        let mut state = start;
        let mut saved = Vec::new();
        let mut place = Place { name, resources, off: false };
        let mut marked: Vec<bool> = Vec::new();
        let (mut outline, mut at) = (Outline::default(), [0.0; 2]);
        let mut lenient = 0_usize;
        let mut operations = Operations::of(bytes);
        for operation in operations.by_ref() {
            self.operations += 1;
            if self.operations > MOST_OPERATIONS {
                return self.cannot(name, "it has too many operations to be walked");
            }
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => match saved.pop() {
                    Some(before) => state = before,
                    None => self.operator(name, "`Q` without a `q`"),
                },
                "BX" => lenient += 1,
                "EX" => lenient = lenient.saturating_sub(1),
                "BMC" | "BDC" => {
                    marked.push(self.is_off(&operation, resources));
                    place.off = marked.contains(&true);
                }
                "EMC" => {
                    marked.pop();
                    place.off = marked.contains(&true);
                }
                path @ ("m" | "l" | "c" | "v" | "y" | "re") => {
                    let numbers: Vec<f64> = operation.operands.iter().filter_map(number).collect();
                    state.draw(path, &numbers, &mut outline, &mut at);
                }
                "h" => outline.close(),
                "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "n" => {
                    self.paint_path(&operation.operator, &mut outline, &state, &place);
                    outline.clear();
                }
                other => {
                    if !OPERATORS.contains(&other) && lenient == 0 {
                        let shown: String = other.chars().take(20).collect();
                        self.operator(name, &format!("`{}`, which is no operator", shown.escape_debug()));
                    }
                    self.step(&place, &operation, &mut state);
                }
            }
            if saved.len() > MOST_SAVED {
                return self.cannot(name, "it saves too many graphics states inside each other");
            }
        }
        for stray in &operations.stray {
            let shown: String = stray.chars().take(20).collect();
            self.operator(name, &format!("`{}`, which is no operator", shown.escape_debug()));
        }
        if operations.cut_off {
            self.cannot(name, "its content ends in the middle of something");
        }
        if !saved.is_empty() {
            self.operator(name, "`q` without a `Q`");
        }
    }

    /// Whether what is marked from here on is on a layer that is switched off.
    fn is_off(&self, operation: &Operation, resources: Option<&Dictionary>) -> bool {
        let [tag, properties, ..] = operation.operands.as_slice() else { return false };
        if self.hidden.is_empty() || !tag.as_name().is_ok_and(|tag| tag == b"OC") {
            return false;
        }
        let named = resources.and_then(|r| self.reader.dict(r, b"Properties"));
        let layer = properties.as_name().ok().and_then(|name| named?.get(name).ok());
        layer.is_some_and(|layer| is_hidden(self.reader, layer, self.hidden))
    }

    fn paint_path(&mut self, operator: &str, outline: &mut Outline, state: &GraphicsState, place: &Place<'_>) {
        if matches!(operator, "s" | "b" | "b*") {
            outline.close();
        }
        self.page.hides |= place.off && operator != "n";
        if place.off || operator == "n" {
            return;
        }
        if !matches!(operator, "S" | "s") {
            self.filled(outline, matches!(operator, "f*" | "B*" | "b*"), state, place);
        }
        if !matches!(operator, "f" | "F" | "f*") {
            self.line(outline, state, place);
        }
    }

    fn operator(&mut self, place: &str, what: &str) {
        if self.page.operators.len() < MOST_OPERATOR_NOTES {
            self.page.operators.insert(format!("{place} has {what}"));
        }
    }

    fn step(&mut self, place: &Place<'_>, operation: &Operation, state: &mut GraphicsState) {
        let operands = &operation.operands;
        let resources = place.resources;
        let numbers = || operands.iter().filter_map(number).collect::<Vec<f64>>();
        let first = operands.first();
        state.pen.step(operation);
        match operation.operator.as_str() {
            "cm" => {
                if let Ok(matrix) = numbers().try_into() {
                    state.ctm = times(matrix, state.ctm);
                }
            }
            "w" => state.width = numbers().first().copied().unwrap_or(0.0),
            "gs" => self.graphics_state(place.name, first, resources, state),
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
            "BT" => state.text = IDENTITY,
            "Tf" => {
                state.font = first.and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec);
                state.size = numbers().first().copied().unwrap_or(0.0);
            }
            "Tr" => {
                let mode = numbers().first().copied().unwrap_or(0.0);
                (state.invisible, state.outlined) = (mode == 3.0 || mode == 7.0, mode == 1.0 || mode == 5.0);
            }
            "Tm" => {
                if let Ok(matrix) = numbers().try_into() {
                    state.text = matrix;
                }
            }
            "Tj" | "TJ" | "'" | "\"" | "sh" | "Do" | "BI" if place.off => self.page.hides = true,
            _ if place.off => {}
            "Tj" | "TJ" | "'" | "\"" => {
                self.text(operands, state, place);
                self.run(operands, state, place);
            }
            "sh" => self.shading(first, resources, state),
            "Do" => self.object(place, first, state),
            "BI" => {
                if let Some(Object::Stream(stream)) = first {
                    self.picture(stream, state, place);
                }
            }
            _ => {}
        }
    }

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
                return Some(Ink::of(space, amounts));
            }
            _ => before.space.clone(),
        };
        let pattern = operation.operands.last().and_then(|o| o.as_name().ok()).map(<[u8]>::to_vec);
        Some(Ink { space, amounts, pattern })
    }

    /// What resources hold, used or not, that a press looks at in any case.
    fn resources(&mut self, place: &str, resources: Option<&Dictionary>, _start: &GraphicsState) {
        let reader = self.reader;
        let Some(resources) = resources else { return };
        for (_, value) in reader.dict(resources, b"Font").into_iter().flatten() {
            if let Ok(dict) = reader.resolved(value).as_dict() {
                self.fonts.insert(font(reader, dict));
            }
        }
        for (name, value) in reader.dict(resources, b"ExtGState").into_iter().flatten() {
            if let Ok(dict) = reader.resolved(value).as_dict() {
                self.judge_state(dict, &format!("{place} /{}", String::from_utf8_lossy(name)));
            }
        }
    }

    fn object(&mut self, place: &Place<'_>, name: Option<&Object>, state: &GraphicsState) {
        let reader = self.reader;
        let objects = place.resources.and_then(|r| reader.dict(r, b"XObject"));
        let Some(name) = name.and_then(|n| n.as_name().ok()) else { return };
        let Some(stream) = objects.and_then(|objects| reader.stream(objects, name)) else { return };
        if stream.dict.get(b"OC").is_ok_and(|layer| is_hidden(reader, layer, self.hidden)) {
            self.page.hides = true;
            return;
        }
        match reader.name(&stream.dict, b"Subtype").as_deref() {
            Some("Form") => {
                let within = format!("{} /{}", place.name, String::from_utf8_lossy(name));
                self.form(&within, stream, place.resources, state.clone());
            }
            Some("Image") => self.picture(stream, state, place),
            _ => {}
        }
    }

    pub(super) fn form(&mut self, place: &str, stream: &Stream, outer: Option<&Dictionary>, mut state: GraphicsState) {
        let reader = self.reader;
        if self.depth >= DEEPEST {
            return self.cannot(place, "it lies too deep in other forms");
        }
        if let Some(matrix) = matrix(reader, &stream.dict, b"Matrix") {
            state.ctm = times(matrix, state.ctm);
        }
        // A form takes its colours over where it names none: the same in another colour shows something new.
        let size = (scale(state.ctm) * 1000.0).round() as i64;
        let key = (std::ptr::from_ref(stream) as usize, size, state.fill.space.clone(), state.fill.amounts.clone());
        if !self.seen.insert(key) {
            return;
        }
        let resources = reader.dict(&stream.dict, b"Resources").or(outer);
        if let Some(space) = group(reader, &stream.dict, resources) {
            self.page.groups.push((place.to_string(), space));
        }
        match reader.content(stream) {
            Ok(unpacked) => {
                if unpacked.damaged {
                    self.cannot(place, "its content is damaged, and may end too early");
                }
                self.depth += 1;
                self.walk(place, &unpacked.bytes, resources, state);
                self.depth -= 1;
            }
            Err(Packed::TooLong | Packed::Damaged | Packed::OtherFilter) => self.cannot(place, "its content cannot be unpacked"),
        }
    }

    fn picture(&mut self, stream: &Stream, state: &GraphicsState, place: &Place<'_>) {
        let picture = picture(self.reader, stream, place.resources, state.ctm);
        if picture.space.is_none() {
            self.paint(Painted::Area, &state.fill, state.overprint.fill, state);
            self.pattern(&state.fill, state, place);
        }
        if let Some(Space::Unknown(name)) = &picture.space {
            self.page.undefined.insert(name.clone());
        }
        self.page.see_through |= state.alpha_fill < 1.0 || state.mixes || picture.see_through;
        let known = self.page.pictures.len() >= MOST_PICTURES || self.page.pictures.contains(&picture);
        if !known {
            self.page.pictures.push(picture);
        }
    }
}
