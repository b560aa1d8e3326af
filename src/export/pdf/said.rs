//! The words of a finished PDF, page by page, as its fonts map glyphs to letters: for holding two builds against each other.
//! Words stand in the order in which they are drawn; what two pieces of one word look like on paper is not looked at.

use super::pdf_facts::open::open;
use crate::export::ExportError;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Forms in forms in forms: more are no sheet of ours.
const DEEPEST: usize = 8;

/// The words of each page. Faces that stand on a page several times are read once.
///
/// # Errors
/// The file cannot be opened as a PDF.
pub fn said(pdf: &[u8]) -> Result<Vec<Vec<String>>, ExportError> {
    let doc = open(pdf)?.doc;
    let pages = doc.get_pages().into_values().map(|page| {
        let mut reader = Reader { doc: &doc, seen: BTreeSet::new(), text: String::new() };
        let resources = page_resources(&doc, page);
        reader.content(&doc.get_page_content(page), &resources, 0);
        reader.text.split_whitespace().map(str::to_string).collect()
    });
    Ok(pages.collect())
}

/// Resources of a page, its own before those it inherits.
fn page_resources(doc: &Document, page: ObjectId) -> Vec<Dictionary> {
    let mut all = Vec::new();
    let mut next = doc.get_dictionary(page).ok();
    let mut left = DEEPEST;
    while let Some(node) = next.filter(|_| left > 0) {
        left -= 1;
        all.extend(dictionary(doc, node.get(b"Resources").ok()));
        next = node.get(b"Parent").and_then(Object::as_reference).ok().and_then(|id| doc.get_dictionary(id).ok());
    }
    all
}

fn dictionary(doc: &Document, object: Option<&Object>) -> Option<Dictionary> {
    let (_, object) = doc.dereference(object?).ok()?;
    match object {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        Object::Stream(stream) => Some(stream.dict.clone()),
        _ => None,
    }
}

/// Collects the words of one page.
struct Reader<'d> {
    doc: &'d Document,
    /// Forms that were read on this page.
    seen: BTreeSet<ObjectId>,
    text: String,
}

impl Reader<'_> {
    fn content(&mut self, bytes: &[u8], resources: &[Dictionary], depth: usize) {
        let Ok(content) = Content::decode(bytes) else { return };
        let mut letters: BTreeMap<u16, String> = BTreeMap::new();
        for operation in &content.operations {
            let name = operation.operands.first().and_then(|o| o.as_name().ok());
            match (operation.operator.as_str(), name) {
                ("Tf", Some(name)) => letters = self.map_of(resources, name),
                ("Tj" | "TJ", _) => operation.operands.iter().for_each(|shown| show(shown, &letters, &mut self.text)),
                ("ET", _) => self.text.push(' '),
                ("Do", Some(name)) if depth < DEEPEST => self.form(resources, name, depth),
                _ => {}
            }
        }
    }

    fn form(&mut self, resources: &[Dictionary], name: &[u8], depth: usize) {
        let forms = resources.iter().find_map(|r| dictionary(self.doc, r.get(b"XObject").ok())?.get(name).ok().cloned());
        let Some(id) = forms.and_then(|form| form.as_reference().ok()).filter(|id| self.seen.insert(*id)) else { return };
        let Some(stream) = self.doc.get_object(id).ok().and_then(|object| object.as_stream().ok()) else { return };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let own = dictionary(self.doc, stream.dict.get(b"Resources").ok());
        let resources: Vec<Dictionary> = own.into_iter().chain(resources.iter().cloned()).collect();
        self.content(&bytes, &resources, depth + 1);
        self.text.push(' ');
    }

    /// The letters of a font's glyphs.
    fn map_of(&self, resources: &[Dictionary], name: &[u8]) -> BTreeMap<u16, String> {
        let font = resources.iter().find_map(|r| {
            let fonts = dictionary(self.doc, r.get(b"Font").ok())?;
            dictionary(self.doc, fonts.get(name).ok())
        });
        let map = font.as_ref().and_then(|font| font.get(b"ToUnicode").ok()).and_then(|map| self.doc.dereference(map).ok());
        let stream = map.and_then(|(_, object)| object.as_stream().ok());
        let bytes = stream.map(|s| s.decompressed_content().unwrap_or_else(|_| s.content.clone())).unwrap_or_default();
        letters_of(&String::from_utf8_lossy(&bytes))
    }
}

fn show(shown: &Object, letters: &BTreeMap<u16, String>, text: &mut String) {
    match shown {
        Object::String(codes, _) => {
            let pairs = codes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            pairs.filter_map(|code| letters.get(&code)).for_each(|letters| text.push_str(letters));
        }
        Object::Array(all) => all.iter().for_each(|part| show(part, letters, text)),
        _ => {}
    }
}

/// `<0001> <0041>` of a map from codes to letters; ranges are written as single codes by what makes our files.
fn letters_of(map: &str) -> BTreeMap<u16, String> {
    let mut all = BTreeMap::new();
    for line in map.lines() {
        let hex: Vec<&str> = line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let [code, letters] = hex[..] else { continue };
        let units: Option<Vec<u16>> =
            letters.as_bytes().chunks(4).map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok()).collect();
        if let (Ok(code), Some(units)) = (u16::from_str_radix(code, 16), units) {
            all.insert(code, String::from_utf16_lossy(&units));
        }
    }
    all
}
