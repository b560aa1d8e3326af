//! What many files of a batch hold alike: photos, cut down fonts, profiles. lopdf's document owns its streams, so each
//! file would copy them twice more than it must; here a mark stands in the document, and the bytes go straight into the
//! file.

use lopdf::{Dictionary, Document, Object, Stream};
use std::sync::Arc;

/// A key that no other dictionary has. It never reaches a file.
const MARK: &[u8] = b"HandbillShared";

/// What stands for something shared in the document, by the number in the mark.
#[derive(Default)]
pub(super) struct Shared {
    all: Vec<Common>,
}

/// Something shared.
#[derive(Clone)]
pub(super) enum Common {
    /// The bytes of a stream, as they stand in the file.
    Stream(Arc<[u8]>),
    /// An object that refers to no other.
    Plain(Arc<Plain>),
}

/// An object and how it is written.
pub(super) struct Plain {
    pub object: Object,
    pub written: Vec<u8>,
}

impl Shared {
    /// A stream for the document, whose bytes stay here.
    pub fn stream(&mut self, mut dict: Dictionary, bytes: &Arc<[u8]>) -> Stream {
        dict.set("Length", bytes.len() as i64);
        dict.set(MARK, self.all.len() as i64);
        self.all.push(Common::Stream(Arc::clone(bytes)));
        // `Stream::new` would set the length to that of no bytes.
        Stream { dict, content: Vec::new(), allows_compression: false, start_position: None }
    }

    /// An object for the document.
    pub fn plain(&mut self, plain: &Arc<Plain>) -> Object {
        let mut dict = Dictionary::new();
        dict.set(MARK, self.all.len() as i64);
        self.all.push(Common::Plain(Arc::clone(plain)));
        Object::Dictionary(dict)
    }

    /// What a mark in a dictionary stands for; the mark is taken out.
    pub fn take(&self, dict: &mut Dictionary) -> Option<&Common> {
        let mark = dict.remove(MARK)?;
        self.all.get(usize::try_from(mark.as_i64().ok()?).ok()?)
    }

    /// Puts everything into the document, for files that lopdf writes.
    pub fn put_back(&self, doc: &mut Document) {
        for object in doc.objects.values_mut() {
            let dict = match object {
                Object::Stream(stream) => &mut stream.dict,
                Object::Dictionary(dict) => dict,
                _ => continue,
            };
            match (self.take(dict), &mut *object) {
                (Some(Common::Stream(bytes)), Object::Stream(stream)) => stream.set_content(bytes.to_vec()),
                (Some(Common::Plain(plain)), object) => *object = plain.object.clone(),
                _ => {}
            }
        }
    }
}
