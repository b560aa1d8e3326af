//! Access to the objects of a file.

use lopdf::{Dictionary, Document, Object, Stream};

/// Access to objects that never fails: what is missing is missing.
pub(in crate::export::pdf) struct Reader<'a> {
    pub doc: &'a Document,
}

/// References to references, and parents of parents.
const MOST_STEPS: usize = 64;

impl<'a> Reader<'a> {
    /// What a reference leads to, over several if need be; null where it leads nowhere or in a circle.
    pub fn resolved<'o>(&'o self, object: &'o Object) -> &'o Object {
        let mut object = object;
        for _ in 0..MOST_STEPS {
            match object {
                Object::Reference(id) => match self.doc.get_object(*id) {
                    Ok(found) => object = found,
                    Err(_) => return &Object::Null,
                },
                other => return other,
            }
        }
        &Object::Null
    }

    /// The value of a key, resolved. `None` for null too.
    pub fn get<'o>(&'o self, dict: &'o Dictionary, key: &[u8]) -> Option<&'o Object> {
        dict.get(key).ok().map(|object| self.resolved(object)).filter(|object| !matches!(object, Object::Null))
    }

    /// The value of a key, where it is a dictionary or a stream that has one.
    pub fn dict<'o>(&'o self, dict: &'o Dictionary, key: &[u8]) -> Option<&'o Dictionary> {
        match self.get(dict, key)? {
            Object::Dictionary(inner) => Some(inner),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The value of a key, where it is a stream.
    pub fn stream<'o>(&'o self, dict: &'o Dictionary, key: &[u8]) -> Option<&'o Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    /// The value of a key, where it is an array.
    pub fn array<'o>(&'o self, dict: &'o Dictionary, key: &[u8]) -> Option<&'o Vec<Object>> {
        self.get(dict, key)?.as_array().ok()
    }

    /// The value of a key, where it is a name, without its slash.
    pub fn name(&self, dict: &Dictionary, key: &[u8]) -> Option<String> {
        self.get(dict, key)?.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// The value of a key, where it is a number, whole or not.
    pub fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f64> {
        number(self.get(dict, key)?)
    }

    /// The value of a key, where it is a string, as text.
    pub fn text(&self, dict: &Dictionary, key: &[u8]) -> Option<String> {
        text(self.get(dict, key)?)
    }

    /// A value of a page or of the nearest parent that has it.
    pub fn inherited<'o>(&'o self, page: &'o Dictionary, key: &[u8]) -> Option<&'o Object> {
        let mut node = page;
        for _ in 0..MOST_STEPS {
            if let Some(found) = self.get(node, key) {
                return Some(found);
            }
            node = self.dict(node, b"Parent")?;
        }
        None
    }

    /// `[left, bottom, right, top]`, whichever corners it was written with.
    pub fn rect(&self, object: &Object) -> Option<[f64; 4]> {
        let array = self.resolved(object).as_array().ok()?;
        let numbers: Vec<f64> = array.iter().filter_map(|n| number(self.resolved(n))).collect();
        let [a, b, c, d]: [f64; 4] = numbers.try_into().ok()?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    }
}

pub(in crate::export::pdf) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    }
}

/// A text string or a name as text (ISO 32000-1, 7.9.2).
pub(in crate::export::pdf) fn text(object: &Object) -> Option<String> {
    match object {
        Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Object::String(bytes, _) => Some(match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => {
                let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16_lossy(&units)
            }
            None => match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
                Some(utf8) => String::from_utf8_lossy(utf8).into_owned(),
                None => bytes.iter().map(|b| char::from(*b)).collect(),
            },
        }),
        _ => None,
    }
}
