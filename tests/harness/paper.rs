//! PDF files from inside, through lopdf: what no judge prints. lopdf only reads here.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;
use std::path::Path;

pub struct Paper {
    document: Document,
}

/// A form placed on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub form: ObjectId,
    /// Where the form's origin goes, in points from the bottom left, and how it is turned.
    pub matrix: [f64; 6],
}

impl Paper {
    pub fn open(path: &Path) -> Paper {
        Paper { document: Document::load(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())) }
    }

    /// Every operator of every page and every form, with where it stands.
    pub fn operations(&self) -> Vec<(String, Operation)> {
        let mut all = Vec::new();
        for (number, id) in self.document.get_pages() {
            let bytes = self.document.get_page_content(id);
            all.extend(decoded(&bytes).into_iter().map(|o| (format!("page {number}"), o)));
        }
        for (id, object) in &self.document.objects {
            let Ok(stream) = object.as_stream() else { continue };
            if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form") {
                let bytes = stream.get_plain_content().expect("a form can be read");
                all.extend(decoded(&bytes).into_iter().map(|o| (format!("form {} {}", id.0, id.1), o)));
            }
        }
        all
    }

    /// The forms that a page places itself, in drawing order, each with the matrix in force there.
    pub fn placed(&self, page: u32) -> Vec<Placed> {
        let pages = self.document.get_pages();
        let id = *pages.get(&page).expect("the page is there");
        let bytes = self.document.get_page_content(id);
        let forms = self.forms_of(id);
        let (mut matrix, mut stack, mut placed) = (IDENTITY, Vec::new(), Vec::new());
        for operation in decoded(&bytes) {
            match operation.operator.as_str() {
                "q" => stack.push(matrix),
                "Q" => matrix = stack.pop().expect("q and Q come in pairs"),
                "cm" => matrix = times(numbers(&operation.operands), matrix),
                "Do" => {
                    let name = operation.operands[0].as_name().expect("Do takes a name");
                    if let Some((_, form)) = forms.iter().find(|(n, _)| n == name) {
                        placed.push(Placed { form: *form, matrix });
                    }
                }
                _ => {}
            }
        }
        placed
    }

    /// Form XObjects among the resources of a page, by name.
    fn forms_of(&self, page: ObjectId) -> Vec<(Vec<u8>, ObjectId)> {
        let (own, inherited) = self.document.get_page_resources(page).expect("a page has resources");
        let inherited = inherited.iter().filter_map(|id| self.document.get_dictionary(*id).ok());
        let mut forms = Vec::new();
        for resources in own.into_iter().chain(inherited) {
            let Some(table) = self.sub(resources, b"XObject") else { continue };
            for (name, object) in table {
                let Ok(id) = object.as_reference() else { continue };
                let stream = self.document.get_object(id).and_then(Object::as_stream).expect("an XObject is a stream");
                if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form") {
                    forms.push((name.clone(), id));
                }
            }
        }
        forms
    }

    fn sub<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        let object = dict.get(key).ok()?;
        self.document.dereference(object).ok()?.1.as_dict().ok()
    }

    /// Names of device and other colour spaces that images of the file use.
    pub fn image_spaces(&self) -> BTreeSet<String> {
        let images = self.document.objects.values().filter_map(|o| o.as_stream().ok());
        let images = images.filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image"));
        let space = |s: &lopdf::Stream| {
            let object = s.dict.get(b"ColorSpace").ok()?;
            let (_, object) = self.document.dereference(object).ok()?;
            let name = object.as_name().or_else(|_| object.as_array().and_then(|a| a[0].as_name())).ok()?;
            Some(String::from_utf8_lossy(name).into_owned())
        };
        images.filter_map(space).collect()
    }
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn decoded(bytes: &[u8]) -> Vec<Operation> {
    Content::decode(bytes).expect("a content stream can be parsed").operations
}

pub fn numbers(operands: &[Object]) -> [f64; 6] {
    let list: Vec<f64> = operands.iter().map(|o| f64::from(o.as_float().expect("a number"))).collect();
    list.try_into().expect("six numbers")
}

/// First `a`, then `b`: PDF 32000-1, 8.3.4.
fn times(a: [f64; 6], b: [f64; 6]) -> [f64; 6] {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Whether bytes are a whole PDF: its head, and the mark at its end.
pub fn is_whole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-1.") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}
