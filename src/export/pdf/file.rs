//! Objects to the bytes of a file with an object stream and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! lopdf writes such a file too, but serializes each object twice and makes a packer for each file; in a batch that was a
//! tenth of all time.

use super::cabinet::Cabinet;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// Where an object of the file is found.
enum Place {
    At(usize),
    /// In the object stream, as the so many-th.
    Within(usize),
}

/// The document as bytes. Its objects are numbered from 1 without a gap.
pub(super) fn bytes(doc: &Document, cabinet: &mut Cabinet) -> Vec<u8> {
    let streams: usize = doc.objects.values().filter_map(|o| o.as_stream().ok()).map(|s| s.content.len()).sum();
    let mut file = Vec::with_capacity(streams + 16_384);
    file.extend_from_slice(format!("%PDF-{}\n%", doc.version).as_bytes());
    file.extend_from_slice(&doc.binary_mark);
    file.push(b'\n');
    let mut places = Vec::with_capacity(doc.objects.len() + 2);
    let (mut index, mut held) = (String::new(), Vec::new());
    let mut count = 0;
    for ((id, _), object) in &doc.objects {
        if let Object::Stream(stream) = object {
            places.push(Place::At(file.len()));
            write_stream(*id, stream, &mut file);
        } else {
            places.push(Place::Within(count));
            count += 1;
            index.push_str(&format!("{id} {} ", held.len()));
            held.extend(serialized(object.clone()));
        }
    }
    let container = places.len() as u32 + 1;
    let dict = dictionary! { "Type" => "ObjStm", "N" => count as i64, "First" => index.len() as i64 };
    places.push(Place::At(file.len()));
    write_stream(container, &packed(dict, [index.into_bytes(), held].concat(), cabinet), &mut file);

    let start = file.len();
    places.push(Place::At(start));
    let mut dict = doc.trailer.clone();
    dict.set("Type", "XRef");
    dict.set("Size", places.len() as i64 + 1);
    dict.set("W", vec![1.into(), 4.into(), 2.into()]);
    let mut table = vec![0, 0, 0, 0, 0, 0xff, 0xff];
    for place in places {
        let (kind, where_to, then) = match place {
            Place::At(offset) => (1, offset as u32, 0),
            Place::Within(nth) => (2, container, nth as u16),
        };
        table.push(kind);
        table.extend(where_to.to_be_bytes());
        table.extend(then.to_be_bytes());
    }
    // Some hundred bytes, too few to be worth a packer.
    write_stream(container + 1, &Stream::new(dict, table), &mut file);
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    file
}

/// A stream of this file's own: packed, unless that gains nothing.
pub(super) fn packed(dict: lopdf::Dictionary, content: Vec<u8>, cabinet: &mut Cabinet) -> Stream {
    let mut stream = Stream::new(dict, content);
    let packed = cabinet.zlib_once(&stream.content);
    if packed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    stream
}

fn write_stream(id: u32, stream: &Stream, file: &mut Vec<u8>) {
    file.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
    file.extend(serialized(Object::Dictionary(stream.dict.clone())));
    file.extend_from_slice(b"stream\n");
    file.extend_from_slice(&stream.content);
    file.extend_from_slice(b"\nendstream\nendobj\n");
}

/// An object as lopdf writes it, with a space behind it: as the operand of an operation without a name.
fn serialized(object: Object) -> Vec<u8> {
    let content = Content { operations: vec![Operation::new("", vec![object])] };
    content.encode().expect("a vector takes any bytes")
}
