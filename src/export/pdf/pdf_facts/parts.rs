//! What a page is made of besides its content: annotations, groups and fonts.

use super::reader::Reader;
use super::spaces::Space;
use super::{Annotation, FontFacts};
use lopdf::{Dictionary, Object, Stream};

/// The appearance of an annotation that is shown (12.5.5): of several states that of `AS`. Hidden ones have none.
pub(in crate::export::pdf) fn appearance<'o>(reader: &'o Reader<'_>, annotation: &'o Dictionary) -> Option<&'o Stream> {
    const HIDDEN: i64 = 1 << 1;
    let flags = reader.number(annotation, b"F").unwrap_or(0.0) as i64;
    if flags & HIDDEN != 0 {
        return None;
    }
    match reader.get(reader.dict(annotation, b"AP")?, b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dictionary(states) => {
            let shown = reader.get(annotation, b"AS")?.as_name().ok()?;
            reader.stream(states, shown)
        }
        _ => None,
    }
}

/// The blending space of a transparency group, where a stream or page is one.
pub(in crate::export::pdf) fn group(
    reader: &Reader<'_>,
    dict: &Dictionary,
    resources: Option<&Dictionary>,
) -> Option<Option<Space>> {
    let group = reader.dict(dict, b"Group").filter(|g| reader.name(g, b"S").is_some_and(|s| s == "Transparency"))?;
    Some(reader.get(group, b"CS").map(|space| Space::read(space, resources, reader)))
}

/// Annotations that leave nothing on paper, or are meant for the press.
const UNPRINTED: [&str; 4] = ["Link", "Popup", "PrinterMark", "TrapNet"];

pub(in crate::export::pdf) fn annotation(reader: &Reader<'_>, dict: &Dictionary) -> Option<Annotation> {
    let kind = reader.name(dict, b"Subtype").unwrap_or_default();
    let flags = reader.number(dict, b"F").unwrap_or(0.0) as i64;
    // Hidden, and printed (12.5.3).
    let is_printed = flags & (1 << 1) == 0 && flags & (1 << 2) != 0;
    Some(Annotation {
        prints: is_printed && !UNPRINTED.contains(&kind.as_str()),
        kind,
        rect: reader.rect(dict.get(b"Rect").ok()?)?,
        acts: dict.has(b"A") || dict.has(b"AA"),
    })
}

pub(in crate::export::pdf) fn font(reader: &Reader<'_>, dict: &Dictionary) -> FontFacts {
    let descendant = reader.array(dict, b"DescendantFonts").and_then(|all| all.first());
    let inner = descendant.and_then(|o| reader.resolved(o).as_dict().ok()).unwrap_or(dict);
    let descriptor = reader.dict(inner, b"FontDescriptor");
    let files = [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"];
    FontFacts {
        name: reader.name(dict, b"BaseFont").unwrap_or_else(|| "without a name".to_string()),
        embedded: descriptor.is_some_and(|d| files.iter().any(|file| reader.stream(d, file).is_some())),
        to_unicode: dict.has(b"ToUnicode"),
        shown: false,
        type3: reader.name(dict, b"Subtype").is_some_and(|s| s == "Type3"),
    }
}
