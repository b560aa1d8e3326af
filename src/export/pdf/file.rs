//! Objects to the bytes of a file with an object stream and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! lopdf writes such a file too, but serializes each object twice, byte by byte through a `dyn Write`, and makes a packer for
//! each file; in a batch that was a tenth of all time.

use super::cache::PdfCache;
use super::shared::{Common, Shared};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use std::io::Write;

/// Where an object of the file is found.
enum Place {
    At(usize),
    /// In the object stream, as the so many-th.
    Within(usize),
}

/// The document as bytes. Its objects are numbered from 1 without a gap.
///
/// `archival`: the end of each stream can be told from its data (ISO 19005-2, 6.1.7.1). Where data ends with a carriage
/// return, readers that look for the end would else take it for a part of the line end.
pub(super) fn bytes(doc: Document, shared: &Shared, archival: bool, cache: &mut PdfCache) -> Vec<u8> {
    let length = |stream: &Stream| stream.dict.get(b"Length").and_then(Object::as_i64).unwrap_or_default() as usize;
    let streams: usize = doc.objects.values().filter_map(|o| o.as_stream().ok()).map(length).sum();
    let mut file = Vec::with_capacity(streams + 16_384);
    file.extend_from_slice(format!("%PDF-{}\n%", doc.version).as_bytes());
    file.extend_from_slice(&doc.binary_mark);
    file.push(b'\n');
    let mut places = Vec::with_capacity(doc.objects.len() + 2);
    let (mut index, mut held) = (Vec::new(), Vec::with_capacity(4096));
    let mut count = 0;
    for ((id, _), object) in doc.objects {
        match object {
            Object::Stream(mut stream) => {
                places.push(Place::At(file.len()));
                match shared.take(&mut stream.dict) {
                    Some(Common::Stream(bytes)) => write_stream(id, stream.dict, bytes, archival, &mut file),
                    _ => write_stream(id, stream.dict, &stream.content, archival, &mut file),
                }
            }
            mut object => {
                places.push(Place::Within(count));
                count += 1;
                print(&mut index, format_args!("{id} {} ", held.len()));
                match object.as_dict_mut().ok().and_then(|dict| shared.take(dict)) {
                    Some(Common::Plain(plain)) => held.extend_from_slice(&plain.written),
                    _ => write(&object, &mut held),
                }
                held.push(b' ');
            }
        }
    }
    let container = places.len() as u32 + 1;
    let dict = dictionary! { "Type" => "ObjStm", "N" => count as i64, "First" => index.len() as i64 };
    places.push(Place::At(file.len()));
    let objects = packed(dict, [index, held].concat(), cache);
    write_stream(container, objects.dict, &objects.content, archival, &mut file);

    let start = file.len();
    places.push(Place::At(start));
    let mut dict = doc.trailer;
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
    dict.set("Length", table.len() as i64);
    write_stream(container + 1, dict, &table, archival, &mut file);
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    file
}

/// A stream of this file's own: packed, unless that gains nothing.
pub(super) fn packed(dict: Dictionary, content: Vec<u8>, cache: &mut PdfCache) -> Stream {
    let mut stream = Stream::new(dict, content);
    let packed = cache.zlib_once(&stream.content);
    if packed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    stream
}

fn write_stream(id: u32, dict: Dictionary, content: &[u8], archival: bool, file: &mut Vec<u8>) {
    print(file, format_args!("{id} 0 obj\n"));
    write_dictionary(&dict, file);
    file.extend_from_slice(b" stream\n");
    file.extend_from_slice(content);
    if archival && content.ends_with(b"\r") {
        file.push(b'\r');
    }
    file.extend_from_slice(b"\nendstream\nendobj\n");
}

/// An object as it stands in a file (ISO 32000-1, 7.3).
pub(super) fn write(object: &Object, to: &mut Vec<u8>) {
    match object {
        Object::Null => to.extend_from_slice(b"null"),
        Object::Boolean(is) => to.extend_from_slice(if *is { b"true" } else { b"false" }),
        Object::Integer(n) => write_integer(*n, to),
        Object::Real(n) => print(to, format_args!("{n}")),
        Object::Name(name) => write_name(name, to),
        Object::String(text, StringFormat::Literal) => write_literal(text, to),
        Object::String(text, StringFormat::Hexadecimal) => {
            to.push(b'<');
            text.iter().for_each(|byte| print(to, format_args!("{byte:02X}")));
            to.push(b'>');
        }
        Object::Array(objects) => {
            to.push(b'[');
            for (i, object) in objects.iter().enumerate() {
                separate(i > 0, object, to);
                write(object, to);
            }
            to.push(b']');
        }
        Object::Dictionary(dict) => write_dictionary(dict, to),
        // A stream is never part of an object; whoever writes one writes its bytes himself.
        Object::Stream(stream) => write_dictionary(&stream.dict, to),
        Object::Reference((id, generation)) => {
            write_integer((*id).into(), to);
            to.push(b' ');
            write_integer((*generation).into(), to);
            to.extend_from_slice(b" R");
        }
    }
}

/// Most of all that is written are numbers of one to three figures.
pub(super) fn write_integer(n: i64, to: &mut Vec<u8>) {
    match n {
        0..=9 => to.push(b'0' + n as u8),
        10..=99 => to.extend([b'0' + (n / 10) as u8, b'0' + (n % 10) as u8]),
        100..=999 => to.extend([b'0' + (n / 100) as u8, b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8]),
        _ => print(to, format_args!("{n}")),
    }
}

fn write_dictionary(dict: &Dictionary, to: &mut Vec<u8>) {
    to.extend_from_slice(b"<<");
    for (key, value) in dict {
        write_name(key, to);
        separate(true, value, to);
        write(value, to);
    }
    to.extend_from_slice(b">>");
}

/// What begins with no sign of its own is kept apart from what stands before it.
fn separate(stands_behind: bool, object: &Object, to: &mut Vec<u8>) {
    let own = matches!(object, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_));
    if stands_behind && !own {
        to.push(b' ');
    }
}

pub(super) fn write_name(name: &[u8], to: &mut Vec<u8>) {
    to.push(b'/');
    for byte in name {
        match byte {
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' | b'#' => print(to, format_args!("#{byte:02X}")),
            b'!'..=b'~' => to.push(*byte),
            _ => print(to, format_args!("#{byte:02X}")),
        }
    }
}

fn write_literal(text: &[u8], to: &mut Vec<u8>) {
    to.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => to.extend([b'\\', *byte]),
            b'\r' => to.extend_from_slice(b"\\r"),
            _ => to.push(*byte),
        }
    }
    to.push(b')');
}

pub(super) fn print(to: &mut Vec<u8>, what: std::fmt::Arguments<'_>) {
    to.write_fmt(what).expect("a vector takes any bytes");
}
