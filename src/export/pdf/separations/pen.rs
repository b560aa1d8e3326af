//! The content of a page, a form or a glyph written anew for one plate, operation by operation.

use super::{DEVICES, PROCESS, plate_name};
use crate::export::pdf::pdf_facts::Space;
use crate::export::pdf::pdf_facts::filters::names;
use crate::export::pdf::pdf_facts::operations::encoded;
use crate::export::pdf::pdf_facts::overprint::Overprint;
use crate::export::pdf::pdf_facts::reader::{Reader, number};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, Stream, dictionary};

/// The name of a picture that stood in the content.
pub(super) fn picture_name(i: usize) -> String {
    format!("PlatePicture{i}")
}

/// What decides whether something is painted.
#[derive(Clone)]
pub(super) struct PaintState {
    fill: Ink,
    line: Ink,
    overprint: Overprint,
    /// Of text (`Tr`).
    mode: i64,
}

/// A colour as content sets it, its components as the operator gives them.
#[derive(Clone)]
struct Ink {
    space: Space,
    amounts: Vec<f64>,
}

impl PaintState {
    /// As a page begins: black, and nothing overprints.
    pub fn new() -> PaintState {
        let black = Ink { space: Space::Gray, amounts: vec![0.0] };
        PaintState { fill: black.clone(), line: black, overprint: Overprint::default(), mode: 0 }
    }
}

impl Ink {
    /// Whether painting it changes a plate at all. Without overprint everything does: it leaves paper.
    fn prints(&self, plate: &str, overprint: bool, nonzero: bool) -> bool {
        if !overprint {
            return true;
        }
        let process = PROCESS.iter().position(|name| *name == plate);
        match &self.space {
            Space::Cmyk => process.is_some_and(|i| !nonzero || self.amounts.get(i).is_some_and(|ink| *ink > 0.0)),
            Space::Gray => plate == "Black",
            Space::Separation(name, _) => name == plate || name == "All",
            Space::DeviceN(names, _) => names.iter().any(|name| name == plate),
            _ => process.is_some(),
        }
    }
}

/// Writes the operations of one stream anew.
pub(super) struct StreamRewriter<'a> {
    pub ink: &'a str,
    pub reader: Reader<'a>,
    pub resources: Option<&'a Dictionary>,
    pub out: Vec<Operation>,
    pub written: Vec<u8>,
    /// Pictures that stand in the content: they become objects, for what they may say of colour there is little.
    pub pictures: Vec<Stream>,
}

impl StreamRewriter<'_> {
    /// Puts the operations that wait into bytes.
    pub fn write(&mut self) {
        self.written.extend(encoded(&self.out));
        self.out.clear();
    }

    /// Takes an operation over, changed, kept or left out as the plate wants it.
    pub fn step(&mut self, operation: Operation, state: &mut PaintState) {
        let fill = state.fill.prints(self.ink, state.overprint.fill, state.overprint.nonzero);
        let line = state.line.prints(self.ink, state.overprint.line, state.overprint.nonzero);
        match operation.operator.as_str() {
            "g" | "rg" | "k" => state.fill = self.device(&operation, "cs", "scn"),
            "G" | "RG" | "K" => state.line = self.device(&operation, "CS", "SCN"),
            "cs" => state.fill = self.named(operation, "cs"),
            "CS" => state.line = self.named(operation, "CS"),
            "sc" | "scn" => {
                state.fill.amounts = operation.operands.iter().filter_map(number).collect();
                self.out.push(operation);
            }
            "SC" | "SCN" => {
                state.line.amounts = operation.operands.iter().filter_map(number).collect();
                self.out.push(operation);
            }
            "gs" => {
                self.graphics_state(&operation, state);
                self.out.push(operation);
            }
            "Tr" => {
                state.mode = operation.operands.first().and_then(number).unwrap_or(0.0) as i64;
                self.out.push(operation);
            }
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => {
                let operator = painting(&operation.operator, fill, line);
                self.out.push(Operation::new(operator, Vec::new()));
            }
            "Tj" | "TJ" | "'" | "\"" if !fill => {
                self.out.push(Operation::new("Tr", vec![3.into()]));
                self.out.push(operation);
                self.out.push(Operation::new("Tr", vec![state.mode.into()]));
            }
            "sh" if !fill => {}
            "BI" => self.inline_picture(operation),
            _ => self.out.push(operation),
        }
    }

    fn device(&mut self, operation: &Operation, space: &str, color: &str) -> Ink {
        let at = match operation.operands.len() {
            1 => 0,
            3 => 1,
            _ => 2,
        };
        let (plate, device) = DEVICES[at];
        self.out.push(Operation::new(space, vec![plate.into()]));
        self.out.push(Operation::new(color, operation.operands.clone()));
        let space = Space::read(&Object::Name(device.as_bytes().to_vec()), self.resources, &self.reader);
        Ink { space, amounts: operation.operands.iter().filter_map(number).collect() }
    }

    fn named(&mut self, mut operation: Operation, operator: &str) -> Ink {
        let first = operation.operands.first().cloned().unwrap_or(Object::Null);
        let space = Space::read(&first, self.resources, &self.reader);
        operation.operands = vec![plate_name(first)];
        self.out.push(operation);
        // What a space begins with (8.6.5): full tint for named inks; black for CMYK.
        let amounts = match &space {
            Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Space::Separation(..) => vec![1.0],
            Space::DeviceN(names, _) => vec![1.0; names.len()],
            _ => Vec::new(),
        };
        if matches!(space, Space::Cmyk) {
            let color = if operator == "cs" { "scn" } else { "SCN" };
            self.out.push(Operation::new(color, vec![0.into(), 0.into(), 0.into(), 1.into()]));
        }
        Ink { space, amounts }
    }

    fn graphics_state(&self, operation: &Operation, state: &mut PaintState) {
        let reader = &self.reader;
        let states = self.resources.and_then(|r| reader.dict(r, b"ExtGState"));
        let name = operation.operands.first().and_then(|n| n.as_name().ok());
        let Some(dict) = name.and_then(|name| reader.dict(states?, name)) else { return };
        state.overprint.read(reader, dict);
    }

    fn inline_picture(&mut self, operation: Operation) {
        let Some(Object::Stream(stream)) = operation.operands.into_iter().next() else { return };
        self.out.push(Operation::new("Do", vec![Object::Name(picture_name(self.pictures.len()).into_bytes())]));
        let mut dict = dictionary! { "Type" => "XObject", "Subtype" => "Image" };
        for (key, value) in &stream.dict {
            let long: &[u8] = match key.as_slice() {
                b"W" => b"Width",
                b"H" => b"Height",
                b"BPC" => b"BitsPerComponent",
                b"CS" => b"ColorSpace",
                b"D" => b"Decode",
                b"DP" => b"DecodeParms",
                b"F" => b"Filter",
                b"I" => b"Interpolate",
                b"IM" => b"ImageMask",
                b"L" | b"Length" => continue,
                same => same,
            };
            dict.set(long, value.clone());
        }
        let filters: Vec<Object> = names(&self.reader, &dict).into_iter().map(|name| Object::Name(name.into_bytes())).collect();
        if !filters.is_empty() {
            dict.set("Filter", filters);
        }
        self.pictures.push(Stream::new(dict, stream.content));
    }
}

fn painting(operator: &str, fill: bool, line: bool) -> &str {
    match (operator, fill, line) {
        ("f" | "F" | "f*", false, _) | ("S" | "s", _, false) => "n",
        ("B" | "B*" | "b" | "b*", false, false) => "n",
        ("B" | "B*", false, true) => "S",
        ("b" | "b*", false, true) => "s",
        ("B" | "b", true, false) => "f",
        ("B*" | "b*", true, false) => "f*",
        (same, _, _) => same,
    }
}
