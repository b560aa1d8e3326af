//! A finished PDF as its printing plates: for each ink a copy of the file in which everything is a gray of that ink
//! alone, black where the plate prints. Rendering the copies shows what each plate prints, with clips, forms, type and
//! transparency as they are.
//!
//! A plate keeps the file's structure. Each colour space becomes a DeviceN space whose tint transform picks the one ink
//! (ISO 32000-1, 8.6.6.5); each colour operator names such a space. What overprints and has none of the ink is not
//! painted at all, which is what overprinting means (8.6.7).

mod pen;
mod planes;
mod tint;

use super::pdf_facts::Space;
use super::pdf_facts::filters::names;
use super::pdf_facts::open::load;
use super::pdf_facts::operations::Operations;
use super::pdf_facts::pictures::jpx_space;
use super::pdf_facts::reader::Reader;
use crate::export::ExportError;
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use pen::{PaintState, StreamRewriter, picture_name};
use planes::plane;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tint::{components, program};

/// Process inks, in the order of DeviceCMYK.
const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// A file that plates are made of, one by one.
pub struct Separator {
    doc: Document,
    masks: BTreeSet<ObjectId>,
}

impl Separator {
    /// Opens a file. RGB is counted as the plainest conversion would print it: a press may mix it otherwise.
    pub fn open(pdf: &[u8]) -> Result<Separator, ExportError> {
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let doc = load(pdf)?;
            let masks = masks(&doc);
            Ok(Separator { doc, masks })
        }));
        opened.unwrap_or(Err(ExportError::ReaderGaveUp))
    }

    /// The file as it prints on the plate of one ink.
    pub fn plate(&self, ink: &str) -> Result<Vec<u8>, ExportError> {
        catch_unwind(AssertUnwindSafe(|| plate(&self.doc, &self.masks, ink))).map_err(|_| ExportError::ReaderGaveUp)
    }

    /// The process inks, then the named ones.
    pub fn inks(spots: &[String]) -> Vec<String> {
        PROCESS.iter().map(ToString::to_string).chain(spots.iter().cloned()).collect()
    }
}

/// A copy of a file for each process ink and each of the named spot inks.
pub fn separations(pdf: &[u8], spots: &[String]) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let separator = Separator::open(pdf)?;
    Separator::inks(spots).into_iter().map(|ink| Ok((ink.clone(), separator.plate(&ink)?))).collect()
}

fn plate(source: &Document, masks: &BTreeSet<ObjectId>, ink: &str) -> Vec<u8> {
    let mut maker = Maker { source, doc: source.clone(), ink, masks, room: MOST_PLANES };
    let ids: Vec<ObjectId> = source.objects.keys().copied().collect();
    for id in ids {
        maker.object(id);
    }
    let mut bytes = Vec::new();
    // A vector takes any bytes; a file that cannot be written shows nothing, and its reader says so.
    let _ = maker.doc.save_to(&mut bytes);
    bytes
}

/// Turns the objects of a file into those of one plate.
struct Maker<'a> {
    source: &'a Document,
    doc: Document,
    ink: &'a str,
    /// Streams that soft masks are made of: they stay as they are, for what they show is no ink.
    masks: &'a BTreeSet<ObjectId>,
    /// How many bytes more of parted pictures it may hold.
    room: usize,
}

/// Bytes of the pictures that are parted here on one plate. Those beyond are left to the reader, which holds one at a time.
const MOST_PLANES: usize = 32 << 20;

/// The streams of all soft masks (11.6.5.2), and the forms that these draw.
fn masks(source: &Document) -> BTreeSet<ObjectId> {
    let reader = Reader { doc: source };
    let mut next: Vec<ObjectId> = Vec::new();
    for object in source.objects.values() {
        masks_in(object, 0, &mut next);
    }
    let mut all = BTreeSet::new();
    while let Some(id) = next.pop() {
        if !all.insert(id) {
            continue;
        }
        let stream = source.get_object(id).ok().and_then(|o| o.as_stream().ok());
        let objects = stream.and_then(|s| reader.dict(reader.dict(&s.dict, b"Resources")?, b"XObject"));
        next.extend(objects.into_iter().flatten().filter_map(|(_, value)| value.as_reference().ok()));
    }
    all
}

fn masks_in(object: &Object, depth: usize, found: &mut Vec<ObjectId>) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    if matches!(dict.get(b"S").and_then(Object::as_name), Ok(b"Luminosity" | b"Alpha")) {
        found.extend(dict.get(b"G").and_then(Object::as_reference));
    }
    if depth < DEEPEST {
        dict.iter().for_each(|(_, inner)| masks_in(inner, depth + 1, found));
    }
}

/// Dictionaries and colour spaces inside each other are followed to here.
const DEEPEST: usize = 8;

/// Names of the plate's spaces in resources, and the device spaces they stand for.
const DEVICES: [(&str, &str); 3] = [("PlateGray", "DeviceGray"), ("PlateRGB", "DeviceRGB"), ("PlateCMYK", "DeviceCMYK")];

impl Maker<'_> {
    fn object(&mut self, id: ObjectId) {
        let source = self.source;
        let Ok(object) = source.get_object(id) else { return };
        let reader = Reader { doc: source };
        match object {
            Object::Dictionary(dict) if reader.name(dict, b"Type").is_some_and(|t| t == "Page") => self.page(id, dict),
            Object::Dictionary(dict) if dict.has(b"ShadingType") => self.shading(id, dict),
            Object::Dictionary(dict) if dict.has(b"Shading") && dict.has(b"PatternType") => {
                if let Some(shading) = dict.get(b"Shading").ok().and_then(|o| o.as_dict().ok()) {
                    let mut shading = shading.clone();
                    self.respace(&mut shading, None);
                    self.edit(id, |dict| dict.set("Shading", shading));
                }
            }
            Object::Stream(stream) if !self.masks.contains(&id) => self.stream(id, stream),
            _ => {}
        }
    }

    fn edit(&mut self, id: ObjectId, change: impl FnOnce(&mut Dictionary)) {
        match self.doc.get_object_mut(id) {
            Ok(Object::Dictionary(dict)) => change(dict),
            Ok(Object::Stream(stream)) => change(&mut stream.dict),
            _ => {}
        }
    }

    fn page(&mut self, id: ObjectId, dict: &Dictionary) {
        let reader = Reader { doc: self.source };
        let resources = reader.inherited(dict, b"Resources").and_then(|o| o.as_dict().ok());
        let (content, pictures) = self.rewritten(&reader.page_content(dict).bytes, resources, true);
        let resources = self.own_resources(resources, pictures);
        let content = self.doc.add_object(Stream::new(Dictionary::new(), content));
        self.edit(id, |dict| {
            dict.set("Contents", Object::Reference(content));
            dict.set("Resources", resources);
            // Groups blend in gray now.
            dict.remove(b"Group");
        });
    }

    fn stream(&mut self, id: ObjectId, stream: &Stream) {
        let reader = Reader { doc: self.source };
        let kind = reader.name(&stream.dict, b"Subtype");
        let tiles = reader.number(&stream.dict, b"PatternType") == Some(1.0);
        match kind.as_deref() {
            Some("Image") => {
                let space = reader.get(&stream.dict, b"ColorSpace").map(|space| Space::read(space, None, &reader));
                if let Some(light) = space.and_then(|space| plane(&reader, stream, &space, self.ink, self.room)) {
                    self.room -= light.len();
                    if let Ok(Object::Stream(own)) = self.doc.get_object_mut(id) {
                        own.dict.remove(b"Filter");
                        own.dict.remove(b"DecodeParms");
                        own.dict.set("ColorSpace", gray());
                        own.set_content(light);
                    }
                    return;
                }
                let mut dict = stream.dict.clone();
                self.respace(&mut dict, None);
                // JPEG 2000 may say by itself which colours it has.
                let own = || jpx_space(&stream.content).and_then(|space| components(&space).map(|n| (space, n)));
                if !dict.has(b"ColorSpace")
                    && names(&reader, &dict).last().is_some_and(|filter| filter == "JPXDecode")
                    && let Some((space, n)) = own()
                {
                    let plate = self.picking(&space, n);
                    dict.set("ColorSpace", plate);
                }
                self.edit(id, |own| *own = dict);
            }
            Some("Form") => self.content(id, stream, false),
            // One without a colour of its own (PaintType 2) takes that of its user.
            _ if tiles => self.content(id, stream, reader.number(&stream.dict, b"PaintType") == Some(1.0)),
            _ if stream.dict.has(b"ShadingType") => self.shading(id, &stream.dict),
            _ => {}
        }
    }

    fn content(&mut self, id: ObjectId, stream: &Stream, afresh: bool) {
        let reader = Reader { doc: self.source };
        let Some(bytes) = reader.unpacked(stream) else { return };
        let resources = reader.dict(&stream.dict, b"Resources");
        let (content, pictures) = self.rewritten(&bytes, resources, afresh);
        let resources = self.own_resources(resources, pictures);
        if let Ok(Object::Stream(own)) = self.doc.get_object_mut(id) {
            own.dict.remove(b"Filter");
            own.dict.remove(b"DecodeParms");
            own.dict.set("Resources", resources);
            if let Ok(Object::Dictionary(group)) = own.dict.get_mut(b"Group") {
                group.remove(b"CS");
            }
            own.set_content(content);
        }
    }

    fn shading(&mut self, id: ObjectId, dict: &Dictionary) {
        let mut own = dict.clone();
        self.respace(&mut own, None);
        self.edit(id, |dict| *dict = own);
    }

    /// The colour space of a picture or a shading by that of the plate.
    fn respace(&mut self, dict: &mut Dictionary, resources: Option<&Dictionary>) {
        let reader = Reader { doc: self.source };
        let key = if dict.has(b"ColorSpace") { "ColorSpace" } else { "CS" };
        if let Some(space) = reader.get(dict, key.as_bytes()) {
            let plate = self.space(space, resources);
            dict.set(key, plate);
        }
        // Colours behind a shading are of the space it had.
        dict.remove(b"Background");
    }

    /// Resources with the plate's spaces in the place of the file's, and one for each device space.
    /// `pictures`: those that stood in the content, to be named beside the others.
    fn own_resources(&mut self, resources: Option<&Dictionary>, pictures: Vec<Stream>) -> Dictionary {
        let reader = Reader { doc: self.source };
        let mut own = resources.cloned().unwrap_or_default();
        let mut spaces = Dictionary::new();
        let named = resources.and_then(|r| reader.dict(r, b"ColorSpace"));
        for (name, space) in named.into_iter().flatten() {
            spaces.set(name.clone(), self.space(space, resources));
        }
        for (name, device) in DEVICES {
            spaces.set(name, self.space(&Object::Name(device.as_bytes().to_vec()), resources));
        }
        own.set("ColorSpace", spaces);
        let shadings = resources.and_then(|r| reader.dict(r, b"Shading"));
        let mut inline = Dictionary::new();
        for (name, value) in shadings.into_iter().flatten() {
            let value = match value {
                Object::Dictionary(shading) => {
                    let mut shading = shading.clone();
                    self.respace(&mut shading, resources);
                    Object::Dictionary(shading)
                }
                other => other.clone(),
            };
            inline.set(name.clone(), value);
        }
        if !inline.is_empty() {
            own.set("Shading", inline);
        }
        if !pictures.is_empty() {
            let mut objects = resources.and_then(|r| reader.dict(r, b"XObject")).cloned().unwrap_or_default();
            for (i, mut picture) in pictures.into_iter().enumerate() {
                if !picture.dict.has(b"ImageMask") {
                    self.respace(&mut picture.dict, resources);
                }
                let id = self.doc.add_object(picture);
                objects.set(picture_name(i), Object::Reference(id));
            }
            own.set("XObject", objects);
        }
        own
    }

    /// A space that shows how much of the plate's ink a colour has.
    fn space(&mut self, object: &Object, resources: Option<&Dictionary>) -> Object {
        self.space_at(object, resources, 0)
    }

    fn space_at(&mut self, object: &Object, resources: Option<&Dictionary>, depth: usize) -> Object {
        if depth > DEEPEST {
            return gray();
        }
        let reader = Reader { doc: self.source };
        let space = Space::read(object, resources, &reader);
        match &space {
            // The lookup table stays; what it is over changes.
            Space::Indexed(_) => {
                let array = indexed(&reader, object, resources);
                let Some(mut array) = array.filter(|array| array.len() == 4) else { return gray() };
                array[1] = self.space_at(&array[1].clone(), resources, depth + 1);
                Object::Array(array)
            }
            Space::Pattern(None) => Object::Name(b"Pattern".to_vec()),
            Space::Pattern(Some(_)) => {
                let under = reader.resolved(object).as_array().ok().and_then(|array| array.get(1));
                Object::Array(vec!["Pattern".into(), under.map_or_else(gray, |under| self.space_at(under, resources, depth + 1))])
            }
            _ => match components(&space) {
                Some(n) => self.picking(&space, n),
                None => gray(),
            },
        }
    }

    /// A DeviceN space of one gray: how much light the plate leaves.
    fn picking(&mut self, space: &Space, n: usize) -> Object {
        let names: Vec<Object> = (0..n).map(|i| Object::Name(format!("P{i}").into_bytes())).collect();
        let domain: Vec<Object> = (0..n).flat_map(|_| [0.into(), 1.into()]).collect();
        let dict = dictionary! { "FunctionType" => 4, "Domain" => domain, "Range" => vec![0.into(), 1.into()] };
        let function = self.doc.add_object(Stream::new(dict, program(space, self.ink, n).into_bytes()));
        Object::Array(vec!["DeviceN".into(), Object::Array(names), "DeviceGray".into(), Object::Reference(function)])
    }

    // ---- Content ----

    /// `afresh`: it begins with the graphics state of a new page, whose colour is black (8.4.1); a form takes over what
    /// is set where it is drawn.
    fn rewritten(&self, bytes: &[u8], resources: Option<&Dictionary>, afresh: bool) -> (Vec<u8>, Vec<Stream>) {
        let reader = Reader { doc: self.source };
        let mut pen =
            StreamRewriter { ink: self.ink, reader, resources, out: Vec::new(), written: Vec::new(), pictures: Vec::new() };
        let mut state = PaintState::new();
        let mut saved = Vec::new();
        if afresh {
            for (space, color) in [("cs", "scn"), ("CS", "SCN")] {
                pen.out.push(Operation::new(space, vec![DEVICES[0].0.into()]));
                pen.out.push(Operation::new(color, vec![0.into()]));
            }
        }
        for operation in Operations::of(bytes) {
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                _ => {}
            }
            pen.step(operation, &mut state);
            if pen.out.len() > MOST_HELD {
                pen.write();
            }
        }
        pen.write();
        (pen.written, pen.pictures)
    }
}

/// Operations that are held before they are written.
const MOST_HELD: usize = 4_096;

/// The name of the plate's space for a device space.
fn plate_name(space: Object) -> Object {
    let name = space.as_name().unwrap_or_default();
    let at = match name {
        b"DeviceGray" | b"G" => 0,
        b"DeviceRGB" | b"RGB" => 1,
        b"DeviceCMYK" | b"CMYK" => 2,
        _ => return space,
    };
    DEVICES[at].0.into()
}

fn gray() -> Object {
    Object::Name(b"DeviceGray".to_vec())
}

/// An Indexed space as an array of its own.
fn indexed(reader: &Reader<'_>, object: &Object, resources: Option<&Dictionary>) -> Option<Vec<Object>> {
    match reader.resolved(object) {
        Object::Array(array) => Some(array.clone()),
        Object::Name(name) => {
            let named = reader.dict(resources?, b"ColorSpace")?.get(name).ok()?;
            reader.resolved(named).as_array().ok().cloned()
        }
        _ => None,
    }
}
