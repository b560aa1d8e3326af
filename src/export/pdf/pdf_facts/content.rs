//! Every content stream walked with its graphics state (ISO 32000-1, 8.4): pages, nested forms, patterns, masks and
//! glyph procedures.

use super::filters::Packed;
use super::layers::is_hidden;
use super::operations::Operations;
use super::outlines::{MOST_MARKS, Outline};
use super::parts::{annotation, appearance, font, group};
use super::pictures::picture;
use super::reader::{Reader, number};
use super::resources::{BLEND_MODES, blend_mode, encoding, fitted, height, is_blank, is_plain, matrix, strings};
use super::spaces::Space;
use super::state::{IDENTITY, Ink, Matrix, State, first_amounts, is_paper, is_step, overlap, scale, thousandths, times};
use super::{FontFacts, PageParts, Paint, Painted};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::BTreeSet;

/// Forms in forms deeper than this are left.
const DEEPEST: usize = 16;
/// Operations of one page.
const MOST_OPERATIONS: usize = 4_000_000;
/// Pictures of one page that are kept.
const MOST_PICTURES: usize = 10_000;
/// Graphics states saved inside each other: readers are bound to 28 (ISO 32000-1, annex C).
const MOST_SAVED: usize = 2_000;
/// Ways of painting of one page that are kept apart; what goes beyond is kept without its amounts.
const MOST_PAINTS: usize = 50_000;
/// A filled area thinner than this may break up, in points.
const SLIVER: f64 = 0.2;
/// Lines about operators that are kept of one page.
const MOST_OPERATOR_NOTES: usize = 20;

/// All operators but `q` and `Q` (ISO 32000-1, annex A). `BI` stands for an inline picture up to its `EI`.
const OPERATORS: [&str; 71] = [
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC", "ET",
    "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n", "re", "RG", "rg", "ri",
    "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v",
    "w", "W", "W*", "y", "'", "\"",
];

pub(super) struct Walk<'a, 'r> {
    reader: &'a Reader<'r>,
    page: &'a mut PageParts,
    fonts: &'a mut BTreeSet<FontFacts>,
    unreadable: &'a mut Vec<String>,
    /// Streams walked at a scale: the same again shows nothing new.
    seen: BTreeSet<(usize, i64, [u8; 32])>,
    operations: usize,
    depth: usize,
    /// Layers that are switched off.
    hidden: &'a BTreeSet<ObjectId>,
    /// What was filled last, and where: a step of a gradient lies on one of nearly its colour.
    before: Option<(Ink, [f64; 4])>,
}

/// What one content stream is at.
struct Place<'p> {
    name: &'p str,
    resources: Option<&'p Dictionary>,
    /// Nothing is painted: it is on a layer that is switched off.
    off: bool,
}

impl<'a, 'r> Walk<'a, 'r> {
    pub fn new(
        reader: &'a Reader<'r>,
        page: &'a mut PageParts,
        fonts: &'a mut BTreeSet<FontFacts>,
        unreadable: &'a mut Vec<String>,
        hidden: &'a BTreeSet<ObjectId>,
    ) -> Walk<'a, 'r> {
        let seen = BTreeSet::new();
        Walk { reader, page, fonts, unreadable, seen, operations: 0, depth: 0, hidden, before: None }
    }

    pub fn cannot(&mut self, place: &str, why: &str) {
        self.page.unread = true;
        let line = format!("{place}: {why}");
        if !self.unreadable.contains(&line) {
            self.unreadable.push(line);
        }
    }

    /// The content of a page.
    pub fn content(&mut self, place: &str, bytes: &[u8], resources: Option<&Dictionary>) {
        self.walk(place, bytes, resources, State::new(self.sheet()));
    }

    /// From the page's own units to points of paper.
    fn sheet(&self) -> Matrix {
        let unit = self.page.user_unit;
        [unit, 0.0, 0.0, unit, 0.0, 0.0]
    }

    pub fn annotation(&mut self, place: &str, dict: &Dictionary) {
        let reader = self.reader;
        self.page.annotations.extend(annotation(reader, dict));
        if dict.get(b"OC").is_ok_and(|layer| is_hidden(reader, layer, self.hidden)) {
            return;
        }
        if let Some(stream) = appearance(reader, dict) {
            let onto = times(fitted(reader, dict, stream), self.sheet());
            self.form(&format!("{place}, an annotation"), stream, None, State::new(onto));
        }
    }

    fn walk(&mut self, name: &str, bytes: &[u8], resources: Option<&Dictionary>, start: State) {
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

    fn paint_path(&mut self, operator: &str, outline: &mut Outline, state: &State, place: &Place<'_>) {
        if matches!(operator, "s" | "b" | "b*") {
            outline.close();
        }
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

    fn step(&mut self, place: &Place<'_>, operation: &Operation, state: &mut State) {
        let operands = &operation.operands;
        let resources = place.resources;
        let numbers = || operands.iter().filter_map(number).collect::<Vec<f64>>();
        let first = operands.first();
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
            "Tr" => state.invisible = numbers().first().is_some_and(|mode| *mode == 3.0 || *mode == 7.0),
            "Tm" => {
                if let Ok(matrix) = numbers().try_into() {
                    state.text = matrix;
                }
            }
            _ if place.off => {}
            "Tj" | "TJ" | "'" | "\"" => self.text(operands, state, place),
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
                return Some(Ink::of(space, amounts));
            }
            _ => before.space.clone(),
        };
        let pattern = operation.operands.last().and_then(|o| o.as_name().ok()).map(<[u8]>::to_vec);
        Some(Ink { space, amounts, pattern })
    }

    fn graphics_state(&mut self, place: &str, name: Option<&Object>, resources: Option<&Dictionary>, state: &mut State) {
        let reader = self.reader;
        let states = resources.and_then(|r| reader.dict(r, b"ExtGState"));
        let Some(dict) = name.and_then(|n| n.as_name().ok()).and_then(|name| reader.dict(states?, name)) else { return };
        state.overprint.read(reader, dict);
        if let Some(width) = reader.number(dict, b"LW") {
            state.width = width;
        }
        for (key, alpha) in [(b"ca".as_slice(), &mut state.alpha_fill), (b"CA", &mut state.alpha_line)] {
            if let Some(own) = reader.number(dict, key) {
                *alpha = own;
            }
        }
        if dict.has(b"BM") || dict.has(b"SMask") {
            let blends = blend_mode(reader, dict).is_some_and(|mode| !is_plain(&mode));
            state.mixes = blends || reader.dict(dict, b"SMask").is_some();
        }
        if let Some(name) = reader.array(dict, b"Font").filter(|font| font.len() == 2) {
            state.size = number(reader.resolved(&name[1])).unwrap_or(state.size);
            state.font = None;
        }
        let mask = reader.dict(dict, b"SMask").and_then(|mask| reader.stream(mask, b"G"));
        if let Some(stream) = mask {
            self.form(&format!("{place}, a soft mask"), stream, resources, state.clone());
        }
    }

    /// What resources hold, used or not, that a press looks at in any case.
    fn resources(&mut self, place: &str, resources: Option<&Dictionary>, _start: &State) {
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

    /// The cell or the shading of the pattern that is painted with.
    fn pattern(&mut self, ink: &Ink, state: &State, place: &Place<'_>) {
        let reader = self.reader;
        let Some(name) = ink.pattern.as_ref().filter(|_| matches!(ink.space, Space::Pattern(_))) else { return };
        let patterns = place.resources.and_then(|r| reader.dict(r, b"Pattern"));
        let Some(pattern) = patterns.and_then(|patterns| reader.get(patterns, name)) else { return };
        match pattern {
            Object::Stream(stream) => {
                let mut start = State::new(self.sheet());
                // One without a colour of its own takes that of its user (8.7.3.3).
                if reader.number(&stream.dict, b"PaintType") == Some(2.0)
                    && let Space::Pattern(Some(under)) = &ink.space
                {
                    start.fill = Ink::of((**under).clone(), ink.amounts.clone());
                    start.line = start.fill.clone();
                }
                start.overprint.fill = state.overprint.fill;
                self.form(&format!("{}, a pattern", place.name), stream, place.resources, start);
            }
            Object::Dictionary(dict) => {
                if let Some(shading) = reader.dict(dict, b"Shading") {
                    self.shaded(shading, place.resources, state);
                }
            }
            _ => {}
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
        if let Some(mode) = blend_mode(reader, dict).filter(|mode| !is_plain(mode)) {
            if !BLEND_MODES.contains(&mode.as_str()) {
                self.page.states.insert(format!("{place} has the blend mode /{mode}, which there is not"));
            }
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
        let alpha = if matches!(what, Painted::Line(_)) { state.alpha_line } else { state.alpha_fill };
        self.page.see_through |= alpha < 1.0 || state.mixes;
        let amounts = if self.page.paints.len() < MOST_PAINTS { ink.amounts.clone() } else { Vec::new() };
        let paint = Paint { what, space: ink.space.clone(), amounts, overprint, nonzero: state.overprint.nonzero };
        self.page.paints.entry(paint).or_insert([state.ctm[4], state.ctm[5]]);
    }

    fn filled(&mut self, outline: &Outline, even_odd: bool, state: &State, place: &Place<'_>) {
        let ink = &state.fill;
        self.paint(Painted::Area, ink, state.overprint.fill, state);
        self.pattern(ink, state, place);
        let bounds = outline.bounds();
        let step = match (&self.before, bounds) {
            (Some((before, at)), Some(bounds)) => is_step(before, ink) && overlap(*at, bounds),
            _ => false,
        };
        if !step
            && !is_paper(ink)
            && let Some(thin) = outline.thinner_than(SLIVER, even_odd)
        {
            self.paint(Painted::Sliver((thin.thick * 1000.0).round() as i32, thin.is_line), ink, state.overprint.fill, state);
        }
        self.mark(outline);
        self.before = bounds.map(|bounds| (ink.clone(), bounds));
    }

    fn line(&mut self, outline: &Outline, state: &State, place: &Place<'_>) {
        let width = state.width * scale(state.ctm);
        self.paint(Painted::Line((width * 1000.0).round() as i32), &state.line, state.overprint.line, state);
        self.pattern(&state.line, state, place);
        self.mark(outline);
    }

    fn mark(&mut self, outline: &Outline) {
        if let Some(trim) = self.page.trim
            && self.page.marks.len() < MOST_MARKS
        {
            self.page.marks.extend(outline.marks(trim));
        }
    }

    fn text(&mut self, operands: &[Object], state: &State, place: &Place<'_>) {
        if state.invisible || is_blank(operands) {
            return;
        }
        let reader = self.reader;
        let fonts = place.resources.and_then(|r| reader.dict(r, b"Font"));
        let font = state.font.as_ref().and_then(|name| reader.dict(fonts?, name));
        let both = times(state.text, state.ctm);
        let type3 = font.filter(|font| reader.name(font, b"Subtype").is_some_and(|s| s == "Type3"));
        // Height of the em: how long an upright unit comes out. A font that draws itself has no em, but a height.
        let em = match type3 {
            Some(font) => height(reader, font),
            None => 1.0,
        };
        let size = state.size * both[2].hypot(both[3]) * em;
        let at = State { ctm: both, ..state.clone() };
        self.paint(Painted::Type((size.abs() * 100.0).round() as i32), &state.fill, state.overprint.fill, &at);
        self.pattern(&state.fill, state, place);
        if let Some(font) = type3 {
            self.glyphs(font, operands, state, place);
        }
    }

    /// The procedures of the glyphs that are shown, in the colour of the type.
    fn glyphs(&mut self, font: &Dictionary, operands: &[Object], state: &State, place: &Place<'_>) {
        let reader = self.reader;
        let own = reader.dict(font, b"Resources").or(place.resources);
        let Some(procedures) = reader.dict(font, b"CharProcs") else { return };
        let encoding = encoding(reader, font);
        let matrix = matrix(reader, font, b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let size = [state.size, 0.0, 0.0, state.size, 0.0, 0.0];
        let ctm = times(matrix, times(size, times(state.text, state.ctm)));
        let shown: BTreeSet<u8> = strings(operands).into_iter().flatten().copied().collect();
        for name in shown.iter().filter_map(|code| encoding.get(code)) {
            if let Some(stream) = reader.stream(procedures, name) {
                let start = State { ctm, line: state.fill.clone(), ..state.clone() };
                self.form(&format!("{}, a glyph", place.name), stream, own, start);
            }
        }
    }

    fn shading(&mut self, name: Option<&Object>, resources: Option<&Dictionary>, state: &State) {
        let reader = self.reader;
        let Some(resources) = resources else { return };
        let name = name.and_then(|n| n.as_name().ok());
        if let Some(shading) = name.and_then(|name| reader.dict(reader.dict(resources, b"Shading")?, name)) {
            self.shaded(shading, Some(resources), state);
        }
    }

    fn shaded(&mut self, shading: &Dictionary, resources: Option<&Dictionary>, state: &State) {
        let Some(space) = self.reader.get(shading, b"ColorSpace") else { return };
        let ink = Ink::of(Space::read(space, resources, self.reader), Vec::new());
        self.paint(Painted::Shading, &ink, state.overprint.fill, state);
    }

    // ---- Objects ----

    fn object(&mut self, place: &Place<'_>, name: Option<&Object>, state: &State) {
        let reader = self.reader;
        let objects = place.resources.and_then(|r| reader.dict(r, b"XObject"));
        let Some(name) = name.and_then(|n| n.as_name().ok()) else { return };
        let Some(stream) = objects.and_then(|objects| reader.stream(objects, name)) else { return };
        if stream.dict.get(b"OC").is_ok_and(|layer| is_hidden(reader, layer, self.hidden)) {
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

    fn form(&mut self, place: &str, stream: &Stream, outer: Option<&Dictionary>, mut state: State) {
        let reader = self.reader;
        if self.depth >= DEEPEST {
            return self.cannot(place, "it lies too deep in other forms");
        }
        if let Some(matrix) = matrix(reader, &stream.dict, b"Matrix") {
            state.ctm = times(matrix, state.ctm);
        }
        // A form takes its colours over where it names none: the same in another colour shows something new.
        let colours = blake3::hash(format!("{:?} {:?}", state.fill.space, state.fill.amounts).as_bytes());
        let key = (std::ptr::from_ref(stream) as usize, (scale(state.ctm) * 1000.0).round() as i64, *colours.as_bytes());
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

    fn picture(&mut self, stream: &Stream, state: &State, place: &Place<'_>) {
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
