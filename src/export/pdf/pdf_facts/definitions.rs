//! What a file defines more than once: named inks, and the profile of its output intent. Looks at every object, used or
//! not.

use super::PdfFacts;
use super::reader::Reader;
use lopdf::{Dictionary, Object, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// Arrays and dictionaries inside each other are followed to here.
const DEEPEST: usize = 24;
/// Objects looked at for one definition: no real one comes near.
const MOST_PARTS: usize = 20_000;

/// Notes inks with two definitions, and ICC-based CMYK by the profile of the output intent.
pub(super) fn repeated(reader: &Reader<'_>, pdf_facts: &mut PdfFacts) {
    let mut found = Found { reader, inks: BTreeMap::new(), profiles: Vec::new() };
    for object in reader.doc.objects.values() {
        found.object(object, 0);
    }
    pdf_facts.inks_defined_twice = found.inks.into_iter().filter(|(_, forms)| forms.len() > 1).map(|(name, _)| name).collect();
    let intent = press_profile(reader);
    pdf_facts.intent_profile_twice = intent.is_some_and(|intent| {
        let icc = reader.unpacked(intent);
        found.profiles.iter().any(|profile| std::ptr::eq(*profile, intent) || (icc.is_some() && reader.unpacked(profile) == icc))
    });
}

/// The profile of the output intent for press.
fn press_profile<'a>(reader: &'a Reader<'_>) -> Option<&'a Stream> {
    let intents = reader.array(reader.doc.catalog().ok()?, b"OutputIntents")?;
    let dicts = intents.iter().filter_map(|o| reader.resolved(o).as_dict().ok());
    let mut press = dicts.filter(|dict| reader.name(dict, b"S").is_some_and(|s| s == "GTS_PDFX"));
    reader.stream(press.next()?, b"DestOutputProfile")
}

/// What the objects define.
struct Found<'a, 'r> {
    reader: &'a Reader<'r>,
    /// Digests of the definitions of each ink.
    inks: BTreeMap<String, BTreeSet<[u8; 32]>>,
    /// Of ICC-based spaces with four components.
    profiles: Vec<&'a Stream>,
}

impl<'a> Found<'a, '_> {
    fn object(&mut self, object: &'a Object, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match object {
            Object::Array(array) => {
                self.array(array);
                array.iter().for_each(|inner| self.object(inner, depth + 1));
            }
            Object::Dictionary(dict) => self.dict(dict, depth),
            Object::Stream(stream) => self.dict(&stream.dict, depth),
            _ => {}
        }
    }

    fn dict(&mut self, dict: &'a Dictionary, depth: usize) {
        dict.iter().for_each(|(_, inner)| self.object(inner, depth + 1));
    }

    fn array(&mut self, array: &'a [Object]) {
        match array.first().and_then(|kind| kind.as_name().ok()) {
            Some(b"Separation") if array.len() == 4 => {
                let name = self.reader.resolved(&array[1]).as_name().unwrap_or_default();
                if !matches!(name, b"All" | b"None" | b"Cyan" | b"Magenta" | b"Yellow" | b"Black") {
                    let name = String::from_utf8_lossy(name).into_owned();
                    let mut digest = Digest { reader: self.reader, hasher: blake3::Hasher::new(), parts: 0 };
                    array[2..].iter().for_each(|part| digest.object(part, 0));
                    self.inks.entry(name).or_default().insert(*digest.hasher.finalize().as_bytes());
                }
            }
            Some(b"ICCBased") => {
                let stream = array.get(1).map(|o| self.reader.resolved(o)).and_then(|o| o.as_stream().ok());
                let inks = stream.filter(|s| self.reader.number(&s.dict, b"N") == Some(4.0));
                self.profiles.extend(inks);
            }
            _ => {}
        }
    }
}

/// What an object says, whichever objects it is spread over.
struct Digest<'a, 'r> {
    reader: &'a Reader<'r>,
    hasher: blake3::Hasher,
    parts: usize,
}

impl Digest<'_, '_> {
    fn object(&mut self, object: &Object, depth: usize) {
        self.parts += 1;
        if depth > DEEPEST || self.parts > MOST_PARTS {
            return;
        }
        match self.reader.resolved(object) {
            Object::Array(array) => {
                self.word(&format!("[{}", array.len()));
                array.iter().for_each(|inner| self.object(inner, depth + 1));
            }
            Object::Dictionary(dict) => self.dict(dict, depth),
            Object::Stream(stream) => {
                self.dict(&stream.dict, depth);
                self.hasher.update(&self.reader.unpacked(stream).unwrap_or_default());
            }
            // `1` and `1.0` are one number.
            Object::Integer(n) => self.word(&format!("{}", *n as f64)),
            Object::Real(n) => self.word(&format!("{}", f64::from(*n))),
            // A name and a text of the same letters are two things.
            Object::Name(name) => self.marked(b'/', name),
            Object::String(text, _) => self.marked(b'(', text),
            Object::Boolean(yes) => self.word(if *yes { "true" } else { "false" }),
            Object::Null => self.word("null"),
            // One that leads nowhere is null (7.3.10).
            Object::Reference(_) => self.word("null"),
        }
    }

    fn marked(&mut self, kind: u8, bytes: &[u8]) {
        self.hasher.update(&[kind]);
        self.hasher.update(&(bytes.len() as u64).to_le_bytes());
        self.hasher.update(bytes);
    }

    fn dict(&mut self, dict: &Dictionary, depth: usize) {
        // How it is packed, and in which order its keys stand, says nothing.
        let sorted: BTreeMap<&Vec<u8>, &Object> = dict.iter().collect();
        for (key, value) in sorted {
            if !matches!(key.as_slice(), b"Length" | b"Filter" | b"DecodeParms") {
                self.word(&String::from_utf8_lossy(key));
                self.object(value, depth + 1);
            }
        }
    }

    fn word(&mut self, word: &str) {
        self.hasher.update(word.as_bytes());
        self.hasher.update(b"\0");
    }
}
