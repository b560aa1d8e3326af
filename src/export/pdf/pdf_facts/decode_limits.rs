//! How much a reader would have to do to show a file, without doing it. A few bytes can ask for more than any machine
//! has: forms that draw each other twice, thirty deep; a picture that unpacks to gigabytes; a line of a million dashes.

use super::filters::{Packed, names, unpack};
use super::open::load;
use super::operations::Operations;
use super::parts::appearance;
use super::reader::{Reader, number};
use crate::export::ExportError;
use crate::export::excess::{DEEPEST, Excess, LONGEST, MOST_A_FILE, MOST_A_PAGE, MOST_INKS, MOST_SAVED};
use lopdf::{Dictionary, Object, Stream};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a page takes when nothing is on it.
const EMPTY_PAGE: u64 = 2_000;
/// Looks for codes, and process plates.
const LOOKS: u64 = 7;
/// Pixels of one picture: a poster of 24 x 36 inches at 340 ppi has 100 million.
const MOST_PIXELS: f64 = 120e6;
/// Pixels that take as long as an operator.
const PIXELS_A_STEP: f64 = 1_000.0;
/// Bytes of all streams when unpacked.
const LONGEST_ALL: usize = 2 << 30;

/// Adds up what a reader would have to do. `spots`: how many named inks the file has.
///
/// # Errors
/// The file cannot be opened, or asks for more than is ever done ([`Excess`]).
pub fn decode_limits(pdf: &[u8], spots: usize) -> Result<(), ExportError> {
    if spots > MOST_INKS {
        return Err(Excess::Inks(spots).into());
    }
    let weighed = catch_unwind(AssertUnwindSafe(|| {
        let doc = load(pdf)?;
        let reader = Reader { doc: &doc };
        unpacks(&reader)?;
        let mut scale = Scale { reader: &reader, known: BTreeMap::new() };
        let mut all: u64 = 0;
        for (index, id) in doc.page_iter().enumerate() {
            let page = doc.get_object(id).and_then(Object::as_dict).map_err(|e| ExportError::Damaged(e.to_string()))?;
            let steps = scale.page(page).map_err(|why| Excess::OnPage(index + 1, why.into()))?;
            if steps > MOST_A_PAGE {
                return Err(Excess::OnPage(index + 1, Excess::Page.into()).into());
            }
            all += (steps + EMPTY_PAGE) * (LOOKS + spots as u64);
        }
        if all > MOST_A_FILE {
            return Err(Excess::File(all).into());
        }
        Ok(())
    }));
    weighed.unwrap_or(Err(ExportError::ReaderGaveUp))
}

/// Streams stay within what memory holds, and pictures within what paper does.
fn unpacks(reader: &Reader<'_>) -> Result<(), Excess> {
    let mut left = LONGEST_ALL;
    for stream in reader.doc.objects.values().filter_map(|object| object.as_stream().ok()) {
        if reader.name(&stream.dict, b"Subtype").is_some_and(|s| s == "Image") {
            pixels(reader, &stream.dict)?;
        }
        // Photographs are packed by other means, and are as large as they say.
        let simple = ["FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"];
        let filters = names(reader, &stream.dict);
        if filters.is_empty() || !filters.iter().all(|filter| simple.contains(&filter.as_str())) {
            continue;
        }
        match unpack(reader, &stream.dict, &stream.content, LONGEST.min(left)) {
            Ok(unpacked) => left -= unpacked.bytes.len().min(left),
            Err(Packed::TooLong) => return Err(Excess::Unpacked),
            // Damage is not size.
            Err(Packed::Damaged | Packed::OtherFilter) => {}
        }
    }
    Ok(())
}

fn pixels(reader: &Reader<'_>, image: &Dictionary) -> Result<f64, Excess> {
    let side = |long: &[u8], short: &[u8]| {
        let object = reader.get(image, long).or_else(|| reader.get(image, short));
        object.and_then(number).unwrap_or(0.0).max(0.0)
    };
    let (width, height) = (side(b"Width", b"W"), side(b"Height", b"H"));
    if width * height > MOST_PIXELS {
        return Err(Excess::Picture { width, height });
    }
    Ok(width * height)
}

/// Weighs streams, each once, however often it is drawn.
struct Scale<'a, 'r> {
    reader: &'a Reader<'r>,
    /// Steps of streams that were weighed; `None` while one is being weighed.
    known: BTreeMap<usize, Option<u64>>,
}

impl Scale<'_, '_> {
    fn page(&mut self, page: &Dictionary) -> Result<u64, Excess> {
        let reader = self.reader;
        let resources = reader.inherited(page, b"Resources").and_then(|o| o.as_dict().ok());
        let content = reader.page_content(page);
        if content.too_long {
            return Err(Excess::Content);
        }
        let mut steps = self.used(resources, 0)?.saturating_add(self.content(&content.bytes, resources, 0)?);
        for annotation in reader.array(page, b"Annots").into_iter().flatten() {
            let annotation = reader.resolved(annotation).as_dict().ok();
            if let Some(stream) = annotation.and_then(|annotation| appearance(reader, annotation)) {
                steps = steps.saturating_add(self.stream(stream, None, 0)?);
            }
        }
        Ok(steps)
    }

    fn stream(&mut self, stream: &Stream, outer: Option<&Dictionary>, depth: usize) -> Result<u64, Excess> {
        let key = std::ptr::from_ref(stream) as usize;
        match self.known.get(&key) {
            Some(Some(steps)) => return Ok(*steps),
            Some(None) => return Err(Excess::Circle),
            None => {}
        }
        if depth > DEEPEST {
            return Err(Excess::Forms);
        }
        self.known.insert(key, None);
        let reader = self.reader;
        let bytes = match reader.content(stream) {
            Ok(unpacked) => unpacked.bytes,
            Err(Packed::TooLong) => return Err(Excess::Content),
            // What cannot be read is not drawn.
            Err(Packed::Damaged | Packed::OtherFilter) => Vec::new(),
        };
        // Without resources of its own it takes those of its user, which were weighed with that.
        let own = reader.dict(&stream.dict, b"Resources");
        let named = self.used(own, depth)?;
        let steps = named.saturating_add(self.content(&bytes, own.or(outer), depth)?);
        self.known.insert(key, Some(steps));
        Ok(steps)
    }

    fn content(&mut self, bytes: &[u8], resources: Option<&Dictionary>, depth: usize) -> Result<u64, Excess> {
        let reader = self.reader;
        let mut steps: u64 = 0;
        let (mut dash, mut way, mut at, mut saved) = (0.0_f64, 0.0_f64, [0.0_f64; 2], 0_usize);
        for operation in Operations::of(bytes) {
            let numbers = || operation.operands.iter().filter_map(number).collect::<Vec<f64>>();
            let more: f64 = match operation.operator.as_str() {
                "q" => {
                    saved += 1;
                    if saved > MOST_SAVED {
                        return Err(Excess::States);
                    }
                    1.0
                }
                "Q" => {
                    saved = saved.saturating_sub(1);
                    1.0
                }
                "d" => {
                    let lengths = operation.operands.first().and_then(|o| o.as_array().ok());
                    dash = lengths.into_iter().flatten().filter_map(number).map(f64::abs).sum();
                    1.0
                }
                "m" | "l" | "c" | "v" | "y" | "re" => {
                    let numbers = numbers();
                    let (next, step) = moved(&operation.operator, &numbers, at);
                    (at, way) = (next, way + step);
                    1.0
                }
                "S" | "s" | "B" | "B*" | "b" | "b*" => {
                    let dashes = if dash > 0.0 { way / dash } else { 0.0 };
                    way = 0.0;
                    1.0 + dashes
                }
                "f" | "F" | "f*" | "n" => {
                    way = 0.0;
                    1.0
                }
                "Tj" | "'" | "\"" | "TJ" => letters(&operation.operands),
                "BI" => match operation.operands.first() {
                    Some(Object::Stream(stream)) => 1.0 + pixels(reader, &stream.dict)? / PIXELS_A_STEP,
                    _ => 1.0,
                },
                "Do" => {
                    let objects = resources.and_then(|r| reader.dict(r, b"XObject"));
                    let name = operation.operands.first().and_then(|n| n.as_name().ok());
                    match name.and_then(|name| reader.stream(objects?, name)) {
                        Some(stream) if reader.name(&stream.dict, b"Subtype").is_some_and(|s| s == "Form") => {
                            self.stream(stream, resources, depth + 1)? as f64
                        }
                        Some(stream) => 1.0 + pixels(reader, &stream.dict)? / PIXELS_A_STEP,
                        None => 1.0,
                    }
                }
                _ => 1.0,
            };
            // Not finite, or beyond all counting: too much in any case.
            steps = steps.saturating_add(if more.is_finite() { more as u64 } else { u64::MAX });
            if steps > MOST_A_PAGE {
                return Ok(steps);
            }
        }
        Ok(steps)
    }

    /// Steps of the patterns, masks and glyph procedures that resources name, once each.
    fn used(&mut self, resources: Option<&Dictionary>, depth: usize) -> Result<u64, Excess> {
        let reader = self.reader;
        let Some(resources) = resources else { return Ok(0) };
        let named = |kind: &[u8]| reader.dict(resources, kind).into_iter().flatten().map(|(_, value)| reader.resolved(value));
        let mut streams: Vec<(&Stream, Option<&Dictionary>)> = Vec::new();
        streams.extend(named(b"Pattern").filter_map(|o| o.as_stream().ok()).map(|s| (s, Some(resources))));
        let states = named(b"ExtGState").filter_map(|o| o.as_dict().ok());
        streams
            .extend(states.filter_map(|state| reader.stream(reader.dict(state, b"SMask")?, b"G")).map(|s| (s, Some(resources))));
        for font in named(b"Font").filter_map(|o| o.as_dict().ok()) {
            let own = reader.dict(font, b"Resources");
            let glyphs = reader.dict(font, b"CharProcs").into_iter().flatten();
            streams.extend(glyphs.filter_map(|(_, value)| reader.resolved(value).as_stream().ok()).map(|s| (s, own)));
        }
        let mut steps: u64 = 0;
        for (stream, resources) in streams {
            steps = steps.saturating_add(self.stream(stream, resources, depth + 1)?);
        }
        Ok(steps)
    }
}

/// Where a path goes on, and how far that is.
fn moved(operator: &str, numbers: &[f64], at: [f64; 2]) -> ([f64; 2], f64) {
    match (operator, numbers) {
        ("m", [x, y]) => ([*x, *y], 0.0),
        ("re", [x, y, width, height]) => ([*x, *y], 2.0 * (width.abs() + height.abs())),
        (_, [.., x, y]) => {
            let points: Vec<[f64; 2]> = numbers.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
            let mut from = at;
            let mut far = 0.0;
            for to in points {
                far += (to[0] - from[0]).hypot(to[1] - from[1]);
                from = to;
            }
            ([*x, *y], far)
        }
        _ => (at, 0.0),
    }
}

fn letters(operands: &[Object]) -> f64 {
    let of = |object: &Object| match object {
        Object::String(bytes, _) => bytes.len(),
        Object::Array(parts) => parts.iter().filter_map(|part| part.as_str().ok()).map(<[u8]>::len).sum(),
        _ => 0,
    };
    1.0 + operands.iter().map(of).sum::<usize>() as f64
}
