//! The pass over printpdf's objects: everything a press file needs and printpdf 0.12.8 has not, or has wrong.

use super::cache::PdfCache;
use super::emit::{Emitted, OVERPRINT_OFF, OVERPRINT_ON, REGISTRATION, Stream as Content, form_name};
use super::objects::{box_of, numbers, text};
use super::shared::Shared;
use super::subset::Fonts;
use super::tags::Structure;
use super::xmp::{Archival, Claim};
use super::{Target, Written, attached, file, intent, tags, xmp};
use crate::display::{Page, Pixels, Raster, Sheets, Tool};
use crate::geom::{Length, Rect};
use crate::model::{Accessibility, Purpose, Standard};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Builds the file: printpdf makes the document and its pages, empty; this pass gives them their content and all else.
pub(super) fn finish(sheets: &Sheets, target: &Target, fonts: &Fonts, emitted: Emitted, cache: &mut PdfCache) -> Written {
    let mut doc = cache.blank(emitted.pages.len(), blank);
    let mut shared = Shared::default();
    let mut finisher = Finisher {
        fonts: fonts.all().map(|subset| (subset.name.clone(), subset.printed.add_to(&mut doc, &mut shared))).collect(),
        doc,
        shared,
        sheets,
        target,
        cache,
        images: BTreeMap::new(),
        spaces: BTreeMap::new(),
        layers: BTreeMap::new(),
        states: None,
        structure: None,
        contents: blake3::Hasher::new(),
    };
    for subset in fonts.all() {
        finisher.contents.update(&subset.key);
    }
    finisher.finish(emitted);
    let names = fonts.all().map(|f| f.name.clone()).collect();
    Written { bytes: finisher.save(), fonts: names }
}

/// printpdf's document of so many pages, without what it wrote for them: no content, and the resources it does not name.
fn blank(pages: usize) -> Document {
    let mut pdf = PdfDocument::new("");
    // The page's own size is set from our numbers, as is the title.
    pdf.with_pages((0..pages).map(|_| PdfPage::new(Mm(10.0), Mm(10.0), Vec::new())).collect());
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut doc = pdf.to_lopdf_document(&options, &mut Vec::new());
    let named = |page: &Dictionary, key: &[u8]| page.get(key).and_then(Object::as_reference).ok();
    let pages = doc.page_iter().filter_map(|page| doc.get_dictionary(page).ok());
    let written: Vec<ObjectId> = pages.flat_map(|page| [named(page, b"Contents"), named(page, b"Resources")]).flatten().collect();
    written.iter().for_each(|id| drop(doc.objects.remove(id)));
    doc
}

/// The file while objects are added to it.
struct Finisher<'a> {
    doc: Document,
    shared: Shared,
    sheets: &'a Sheets,
    target: &'a Target,
    cache: &'a mut PdfCache,
    /// Font objects by resource name.
    fonts: BTreeMap<String, ObjectId>,
    images: BTreeMap<String, ObjectId>,
    /// Separation spaces by resource name.
    spaces: BTreeMap<String, ObjectId>,
    layers: BTreeMap<Tool, ObjectId>,
    /// Graphics states with overprint and without.
    states: Option<(ObjectId, ObjectId)>,
    structure: Option<Structure>,
    /// Over fonts, pictures and contents.
    contents: blake3::Hasher,
}

impl Finisher<'_> {
    fn finish(&mut self, emitted: Emitted) {
        let forms: BTreeMap<usize, ObjectId> =
            emitted.forms.into_iter().map(|(face, content)| (face, self.form(face, content))).collect();
        let page_ids: Vec<ObjectId> = self.doc.page_iter().collect();
        let mut marked = Vec::new();
        for ((id, page), mut content) in page_ids.into_iter().zip(&self.sheets.pages).zip(emitted.pages) {
            marked.push((id, std::mem::take(&mut content.marked)));
            self.page(id, page, content, &forms);
        }
        self.structure = (self.target.purpose == Purpose::Screen).then(|| {
            let is_second = self.target.accessibility == Accessibility::Ua2;
            tags::write(&mut self.doc, self.sheets, &marked, is_second)
        });
        self.catalog();
    }

    /// A face that is placed any number of times.
    fn form(&mut self, face: usize, content: Content) -> ObjectId {
        let resources = self.resources(&content, &BTreeMap::new());
        let face = &self.sheets.faces[face];
        let outer = Rect::new(Length::ZERO, Length::ZERO, face.trim.width, face.trim.height).outset(face.bleed);
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => numbers([outer.x, outer.y, outer.right(), outer.bottom()]),
            "Resources" => resources,
        };
        let form = self.content_stream(dict, content.content);
        self.doc.add_object(form)
    }

    /// Content as a stream, packed. Each is its file's own: not kept.
    fn content_stream(&mut self, dict: Dictionary, bytes: Vec<u8>) -> Stream {
        self.contents.update(&bytes);
        file::packed(dict, bytes, self.cache)
    }

    fn page(&mut self, id: ObjectId, page: &Page, content: Content, forms: &BTreeMap<usize, ObjectId>) {
        let resources = self.resources(&content, forms);
        let content = self.content_stream(Dictionary::new(), content.content);
        let content = self.doc.add_object(content);
        let height = page.sheet.height;
        let sheet = page.sheet.at(Length::ZERO, Length::ZERO);
        let Ok(dict) = self.doc.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
        for key in ["CropBox", "Annots", "MediaBox", "TrimBox"] {
            dict.remove(key.as_bytes());
        }
        dict.set("MediaBox", box_of(sheet, height));
        dict.set("BleedBox", box_of(page.bleed, height));
        dict.set("TrimBox", box_of(page.trim, height));
        dict.set("Resources", resources);
        dict.set("Contents", Object::Reference(content));
    }

    /// Only what a stream names.
    fn resources(&mut self, content: &Content, forms: &BTreeMap<usize, ObjectId>) -> Dictionary {
        let mut resources = Dictionary::new();
        let fonts = content.fonts.iter().filter_map(|name| Some((name.clone(), Object::Reference(*self.fonts.get(name)?))));
        set_unless_empty(&mut resources, "Font", Dictionary::from_iter(fonts));
        let mut objects = Dictionary::new();
        for (name, raster) in &content.images {
            objects.set(name.as_str(), Object::Reference(self.image(name, raster)));
        }
        for face in &content.forms {
            if let Some(id) = forms.get(face) {
                objects.set(form_name(*face), Object::Reference(*id));
            }
        }
        set_unless_empty(&mut resources, "XObject", objects);
        let mut spaces = Dictionary::new();
        for (resource, (name, alternate)) in &content.spots {
            spaces.set(resource.as_str(), Object::Reference(self.separation(resource, name, *alternate)));
        }
        set_unless_empty(&mut resources, "ColorSpace", spaces);
        let layers = content.layers.iter().map(|tool| (tool.ink().to_string(), Object::Reference(self.layer(*tool))));
        let layers = Dictionary::from_iter(layers.collect::<Vec<_>>());
        set_unless_empty(&mut resources, "Properties", layers);
        let mut states = Dictionary::new();
        if content.overprints {
            let (on, off) = self.overprint_states();
            states.set(OVERPRINT_ON, Object::Reference(on));
            states.set(OVERPRINT_OFF, Object::Reference(off));
        }
        for (name, opacity) in &content.fades {
            states.set(name.as_str(), dictionary! { "Type" => "ExtGState", "ca" => *opacity, "CA" => *opacity });
        }
        set_unless_empty(&mut resources, "ExtGState", states);
        resources
    }

    /// A layer for a tool's lines (ISO 32000-1, 8.11).
    fn layer(&mut self, tool: Tool) -> ObjectId {
        if let Some(id) = self.layers.get(&tool) {
            return *id;
        }
        let id = self.doc.add_object(dictionary! { "Type" => "OCG", "Name" => text(tool.ink()) });
        self.layers.insert(tool, id);
        id
    }

    /// printpdf writes `/OP` and `/op` the wrong way round; ours name both (ISO 32000-1, 8.6.7).
    fn overprint_states(&mut self) -> (ObjectId, ObjectId) {
        let doc = &mut self.doc;
        *self.states.get_or_insert_with(|| {
            let on = doc.add_object(dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 });
            let off = doc.add_object(dictionary! { "Type" => "ExtGState", "OP" => false, "op" => false, "OPM" => 0 });
            (on, off)
        })
    }

    /// A Separation space with a tint transform to CMYK.
    fn separation(&mut self, resource: &str, name: &str, alternate: [f32; 4]) -> ObjectId {
        if let Some(id) = self.spaces.get(resource) {
            return *id;
        }
        let full: Vec<Object> = alternate.iter().map(|i| Object::Real(*i)).collect();
        let none: Vec<Object> = (0..4).map(|_| Object::Integer(0)).collect();
        let transform = dictionary! {
            "FunctionType" => 2,
            "Domain" => vec![0.into(), 1.into()],
            "C0" => none,
            "C1" => full,
            "N" => 1,
        };
        let colorant = if resource == REGISTRATION { "All" } else { name };
        let space = vec![
            "Separation".into(),
            Object::Name(colorant.as_bytes().to_vec()),
            "DeviceCMYK".into(),
            Object::Dictionary(transform),
        ];
        let id = self.doc.add_object(space);
        self.spaces.insert(resource.to_string(), id);
        id
    }

    /// A picture, once a file. JPEG goes through as it is.
    fn image(&mut self, name: &str, raster: &Raster) -> ObjectId {
        if let Some(id) = self.images.get(name) {
            return *id;
        }
        self.contents.update(name.as_bytes());
        let mut dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(raster.width),
            "Height" => i64::from(raster.height),
            "BitsPerComponent" => 8,
        };
        let (space, data, mask) = match &raster.pixels {
            Pixels::Jpeg { bytes, channels, inverted } => {
                dict.set("Filter", "DCTDecode");
                if *inverted {
                    dict.set("Decode", (0..4).flat_map(|_| [1.into(), 0.into()]).collect::<Vec<Object>>());
                }
                (device_space(*channels), Arc::clone(bytes), None)
            }
            Pixels::Gray(data) => ("DeviceGray", Arc::clone(data), None),
            Pixels::Rgb { data, mask } => ("DeviceRGB", Arc::clone(data), mask.clone()),
            Pixels::Cmyk { data, mask } => ("DeviceCMYK", Arc::clone(data), mask.clone()),
        };
        dict.set("ColorSpace", space);
        if let Some(mask) = mask {
            let mut mask_dict = dict.clone();
            mask_dict.set("ColorSpace", "DeviceGray");
            let id = self.pixels(mask_dict, mask);
            dict.set("SMask", Object::Reference(id));
        }
        let id = self.pixels(dict, data);
        self.images.insert(name.to_string(), id);
        id
    }

    /// A stream of a picture.
    fn pixels(&mut self, mut dict: Dictionary, data: Arc<[u8]>) -> ObjectId {
        let data = self.cache.packed_picture(&mut dict, data);
        let stream = self.shared.stream(dict, &data);
        self.doc.add_object(stream)
    }

    /// Language, title, metadata and the output intent.
    fn catalog(&mut self) {
        let meta = self.sheets.meta.clone();
        let identity = self.identity();
        let press = self.target.intent.clone().filter(|_| self.target.purpose == Purpose::Press);
        let standard = press.as_ref().map(|_| self.target.standard);
        let is_screen = self.target.purpose == Purpose::Screen;
        let claim = match is_screen {
            true => Some(Claim::Accessible(Archival::of(self.target))),
            false => standard.map(Claim::Press),
        };
        let packet = xmp::packet(&meta, &identity, claim);
        let mut metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes());
        metadata.allows_compression = false;
        let metadata = self.doc.add_object(metadata);
        let intents = match &press {
            Some(intent) => Some(intent::press(&mut self.doc, &mut self.shared, intent)),
            None => is_screen.then(|| intent::screen(&mut self.doc, &mut self.shared)),
        };
        let structure = self.structure.take();
        let layers: Vec<Object> = self.layers.values().map(|id| Object::Reference(*id)).collect();
        if let Ok(catalog) = self.doc.catalog_mut() {
            for key in ["PageLayout", "PageMode", "OutputIntents", "OCProperties"] {
                catalog.remove(key.as_bytes());
            }
            catalog.set("Lang", Object::string_literal(meta.language.as_str()));
            catalog.set("Metadata", Object::Reference(metadata));
            let mut preferences = dictionary! { "DisplayDocTitle" => true };
            // A key of PDF 1.6.
            if standard != Some(Standard::X1a) {
                preferences.set("PrintScaling", "None");
            }
            catalog.set("ViewerPreferences", preferences);
            if !layers.is_empty() {
                // A configuration has a name and no `AS` (ISO 15930-7).
                let on = dictionary! { "Name" => text("Layers"), "ON" => layers.clone(), "Order" => layers.clone() };
                catalog.set("OCProperties", dictionary! { "OCGs" => layers, "D" => on });
            }
            if let Some(structure) = structure {
                catalog.set("MarkInfo", dictionary! { "Marked" => true });
                catalog.set("StructTreeRoot", structure.root);
                catalog.set("PageLabels", structure.labels);
                if let Some(bookmarks) = structure.bookmarks {
                    catalog.set("Outlines", bookmarks);
                }
            }
            if let Some(intent) = intents {
                catalog.set("OutputIntents", vec![Object::Reference(intent)]);
            }
        }
        let date = self.info(standard);
        attached::write(&mut self.doc, &self.target.attached, &date, self.cache);
        let id = Object::String(identity[..16].to_vec(), StringFormat::Hexadecimal);
        self.doc.trailer.set("ID", vec![id.clone(), id]);
        self.doc.version = match standard {
            // What is said of the file stands in its metadata alone (ISO 19005-4, 6.1.3).
            None if is_screen && self.target.accessibility == Accessibility::Ua2 => {
                self.doc.trailer.remove(b"Info");
                "2.0"
            }
            None => "1.7",
            Some(Standard::X4) => "1.6",
            Some(Standard::X1a) => "1.4",
        }
        .to_string();
    }

    /// The Info dictionary; the date that the file has.
    fn info(&mut self, standard: Option<Standard>) -> String {
        let meta = &self.sheets.meta;
        let date = format!("D:{}000000Z", meta.date.replace('-', ""));
        let mut info = dictionary! {
            "Title" => text(&meta.title),
            "Author" => text(&meta.author),
            "Subject" => text(&meta.subject),
            "Creator" => text("handbill"),
            "Producer" => text("handbill"),
            "CreationDate" => Object::string_literal(date.as_str()),
            "ModDate" => Object::string_literal(date.as_str()),
        };
        if let Some(standard) = standard {
            info.set("Trapped", "False");
            info.set("GTS_PDFXVersion", Object::string_literal(standard.label()));
        }
        let id = self.doc.trailer.get(b"Info").and_then(Object::as_reference).ok();
        match id {
            Some(id) => {
                self.doc.set_object(id, info);
            }
            None => {
                let id = self.doc.add_object(info);
                self.doc.trailer.set("Info", Object::Reference(id));
            }
        }
        date
    }

    /// 32 bytes that tell this document from every other, and are the same for the same document: of its metadata, its
    /// fonts, pictures and contents.
    fn identity(&self) -> [u8; 32] {
        let mut hasher = self.contents.clone();
        let meta = &self.sheets.meta;
        for text in [&meta.title, &meta.author, &meta.subject, &meta.language, &meta.date] {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        }
        if self.target.accessibility != Accessibility::default() {
            hasher.update(self.target.accessibility.name().as_bytes());
        }
        for file in &self.target.attached {
            hasher.update(file.words.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    fn save(mut self) -> Vec<u8> {
        self.doc.prune_objects();
        self.doc.renumber_objects();
        // Object streams came with PDF 1.5.
        if self.target.purpose == Purpose::Press && self.target.standard == Standard::X1a {
            let mut bytes = Vec::new();
            self.shared.put_back(&mut self.doc);
            self.doc.save_to(&mut bytes).expect("a vector takes any bytes");
            return bytes;
        }
        let archival = self.target.purpose == Purpose::Screen;
        file::bytes(self.doc, &self.shared, archival, self.cache)
    }
}

fn set_unless_empty(resources: &mut Dictionary, key: &str, value: Dictionary) {
    if !value.is_empty() {
        resources.set(key, value);
    }
}

fn device_space(channels: u8) -> &'static str {
    match channels {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    }
}
