//! A PDF of anybody's opened, and mended as readers do: what stands before `%PDF-` or after `%%EOF` is passed over, a
//! lost or wrong table of objects is made anew from the objects themselves.

use crate::export::ExportError;
use lopdf::xref::XrefEntry;
use lopdf::{Document, LoadOptions, Object, ObjectStream, Stream};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Streams that hold other objects are unpacked when a file is opened.
const LONGEST_OBJECTS: usize = 64 << 20;
/// Objects that are looked for in a file without a table.
const MOST_OBJECTS: usize = 2_000_000;

/// A file as it was opened.
pub(in crate::export::pdf) struct Opened {
    pub doc: Document,
    /// What had to be mended, in words.
    pub mended: Option<&'static str>,
}

/// Opens a file. The error says what to do.
pub(in crate::export::pdf) fn open(pdf: &[u8]) -> Result<Opened, ExportError> {
    let first = match loaded(pdf) {
        Ok(doc) if has_pages(&doc) => return Ok(Opened { doc, mended: None }),
        other => other,
    };
    if let Ok(doc) = &first
        && is_locked(doc)
    {
        return Err(ExportError::Locked);
    }
    if let Some(inner) = without_junk(pdf)
        && let Ok(doc) = loaded(inner)
        && has_pages(&doc)
    {
        return Ok(Opened { doc, mended: Some("there is more in it than the PDF, before or behind it") });
    }
    if let Some(doc) = rebuilt(pdf).and_then(|bytes| loaded(&bytes).ok()).filter(has_pages) {
        return Ok(Opened { doc, mended: Some("its table of objects is lost or wrong, and was made anew from what is there") });
    }
    match first {
        Ok(doc) if doc.catalog().is_ok() => Ok(Opened { doc, mended: None }),
        Ok(_) => Err(ExportError::Damaged("it has no catalog".to_string())),
        Err(why) => Err(ExportError::Damaged(why.to_string())),
    }
}

/// Why the reader could not go on: a reason of its own, or a panic.
#[derive(Debug, thiserror::Error)]
enum ReaderError {
    #[error(transparent)]
    Said(#[from] lopdf::Error),
    #[error("its reader gave up")]
    GaveUp,
}

/// The parser is another's, and files come from anywhere.
fn loaded(pdf: &[u8]) -> Result<Document, ReaderError> {
    let options = LoadOptions::with_max_decompressed_size(LONGEST_OBJECTS);
    let load = || {
        let mut doc = Document::load_mem_with_options(pdf, options)?;
        commented_objects(&mut doc);
        Ok(doc)
    };
    let loaded = catch_unwind(AssertUnwindSafe(load));
    loaded.unwrap_or(Err(ReaderError::GaveUp))
}

/// Objects behind a comment in a stream of objects, as `qpdf --qdf` writes them: lopdf leaves them out.
fn commented_objects(doc: &mut Document) {
    let streams = doc.objects.iter().filter_map(|(id, object)| Some((id.0, object.as_stream().ok()?)));
    let blanked: Vec<(u32, Stream)> = streams
        .filter(|(_, stream)| stream.dict.has_type(b"ObjStm"))
        .filter_map(|(id, stream)| Some((id, without_comments(stream)?)))
        .collect();
    for (container, mut stream) in blanked {
        let Ok(more) = ObjectStream::new_with_limit(&mut stream, Some(LONGEST_OBJECTS)) else { continue };
        for (id, object) in more.objects {
            let place = doc.reference_table.entries.get(&id.0);
            let is_here = |place: &XrefEntry| matches!(place, XrefEntry::Compressed { container: c, .. } if *c == container);
            if place.is_some_and(is_here) {
                doc.objects.entry(id).or_insert(object);
            }
        }
    }
}

/// The stream with blanks for the comments before its objects; `None` where there are none.
fn without_comments(stream: &Stream) -> Option<Stream> {
    let first = usize::try_from(stream.dict.get(b"First").and_then(Object::as_i64).ok()?).ok()?;
    let head = std::str::from_utf8(stream.content.get(..first)?).ok()?;
    let places: Vec<usize> = head.split_whitespace().skip(1).step_by(2).filter_map(|n| n.parse().ok()).collect();
    let mut content = stream.content.clone();
    let mut found = false;
    for mut at in places.into_iter().map(|place| first.saturating_add(place)) {
        while let Some(byte) = content.get(at).filter(|byte| byte.is_ascii_whitespace() || **byte == b'%') {
            if *byte == b'%' {
                found = true;
                let end = content[at..].iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(content.len() - at);
                content[at..at + end].fill(b' ');
            }
            at += 1;
        }
    }
    found.then(|| Stream { content, ..stream.clone() })
}

fn has_pages(doc: &Document) -> bool {
    doc.page_iter().next().is_some_and(|id| doc.get_object(id).is_ok())
}

/// Encrypted, and not with an empty password.
fn is_locked(doc: &Document) -> bool {
    doc.trailer.has(b"Encrypt")
}

/// From `%PDF-` to the last `%%EOF`, where a file has more than that.
fn without_junk(pdf: &[u8]) -> Option<&[u8]> {
    let start = find(pdf, b"%PDF-", 0)?;
    let last = (start..pdf.len().saturating_sub(4)).rev().find(|at| pdf[*at..].starts_with(b"%%EOF"))?;
    let end = last + 5;
    (start > 0 || end < pdf.len()).then(|| &pdf[start..end])
}

/// The file with a new table behind it.
fn rebuilt(pdf: &[u8]) -> Option<Vec<u8>> {
    // Without its own trailer nobody could decrypt it.
    if find(pdf, b"/Encrypt", 0).is_some() {
        return None;
    }
    let start = find(pdf, b"%PDF-", 0).unwrap_or(0);
    let out = pdf.get(start..)?.to_vec();
    let mut places: BTreeMap<u32, (u16, usize)> = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = find(&out, b"obj", at) {
        at = found + 3;
        if let Some((number, generation, begins)) = head(&out, found) {
            // The last one of a number counts, as it does in a file that was changed.
            places.insert(number, (generation, begins));
        }
        if places.len() > MOST_OBJECTS {
            return None;
        }
    }
    let catalog = trailer_root(&out)
        .filter(|id| places.contains_key(id))
        .or_else(|| places.iter().rev().find(|(_, (_, begins))| is_catalog(&out[*begins..])).map(|(number, _)| *number))?;
    let generation = places.get(&catalog)?.0;
    let mut table = String::from("\nxref\n");
    let entries: Vec<(u32, (u16, usize))> = places.into_iter().collect();
    for run in entries.chunk_by(|a, b| b.0 == a.0 + 1) {
        // A string takes any text.
        let _ = writeln!(table, "{} {}", run[0].0, run.len());
        for (_, (generation, begins)) in run {
            let _ = write!(table, "{begins:010} {generation:05} n\r\n");
        }
    }
    let size = entries.last().map_or(1, |(number, _)| u64::from(*number) + 1);
    let begins = out.len() + 1;
    let _ = write!(table, "trailer\n<</Size {size}/Root {catalog} {generation} R>>\nstartxref\n{begins}\n%%EOF\n");
    Some([out, table.into_bytes()].concat())
}

/// Number and generation before an `obj`, and where the number begins.
fn head(bytes: &[u8], obj: usize) -> Option<(u32, u16, usize)> {
    let digits_before = |end: usize| {
        let end = (0..end).rev().take(40).take_while(|i| bytes[*i].is_ascii_whitespace() || bytes[*i] == 0).last().unwrap_or(end);
        let begin = (0..end).rev().take(11).take_while(|i| bytes[*i].is_ascii_digit()).last()?;
        Some((begin, std::str::from_utf8(&bytes[begin..end]).ok()?))
    };
    let (begin, generation) = digits_before(obj)?;
    let (begin, number) = digits_before(begin).filter(|(at, digits)| at + digits.len() < begin)?;
    Some((number.parse().ok()?, generation.parse().ok()?, begin))
}

fn is_catalog(object: &[u8]) -> bool {
    let head = &object[..object.len().min(4096)];
    let head = &head[..find(head, b"endobj", 0).unwrap_or(head.len())];
    let squeezed: Vec<u8> = head.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    find(&squeezed, b"/Type/Catalog", 0).is_some()
}

/// The number that the last `/Root` names.
fn trailer_root(bytes: &[u8]) -> Option<u32> {
    let at = (0..bytes.len().saturating_sub(5)).rev().find(|at| bytes[*at..].starts_with(b"/Root"))?;
    let rest = &bytes[at + 5..bytes.len().min(at + 40)];
    let digits: String =
        rest.iter().skip_while(|b| b.is_ascii_whitespace()).take_while(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
    digits.parse().ok()
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let first = *what.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|b| *b == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}

/// What stands in the way of printing an encrypted file: `None` where the file is not encrypted.
pub(in crate::export::pdf) fn encryption(doc: &Document) -> Option<super::Encryption> {
    let permissions = doc.encryption_state.as_ref().map(lopdf::EncryptionState::permissions);
    if permissions.is_none()
        && !doc.was_encrypted()
        && !matches!(doc.trailer.get(b"Encrypt"), Ok(Object::Reference(_) | Object::Dictionary(_)))
    {
        return None;
    }
    let may_print = permissions.is_none_or(|p| p.contains(lopdf::Permissions::PRINTABLE));
    let may_print_fine = permissions.is_none_or(|p| p.contains(lopdf::Permissions::PRINTABLE_IN_HIGH_QUALITY));
    Some(super::Encryption { may_print, may_print_fine })
}

/// Opens a file of anybody's.
pub(in crate::export::pdf) fn load(pdf: &[u8]) -> Result<Document, ExportError> {
    open(pdf).map(|opened| opened.doc)
}
