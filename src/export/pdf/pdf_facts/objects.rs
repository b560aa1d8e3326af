//! Catalog, metadata, output intents, fonts and page boxes.

use super::content::Walk;
use super::definitions::repeated;
use super::filters::names;
use super::layers::hidden_layers;
use super::open::{Opened, encryption, open};
use super::parts::group;
use super::reader::{Reader, number, text};
use super::{FontFacts, IntentProfile, Layers, OutputIntent, PageParts, PdfFacts, Xmp};
use crate::export::ExportError;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::BTreeSet;

pub(in crate::export::pdf) fn take_apart(pdf: &[u8]) -> Result<PdfFacts, ExportError> {
    let Opened { doc, mended } = open(pdf)?;
    let reader = Reader { doc: &doc };
    let encryption = encryption(&doc);
    let mut pdf_facts = PdfFacts {
        mended: mended.map(str::to_string),
        header_first: pdf.starts_with(b"%PDF-"),
        marked_binary: marked_binary(pdf),
        encrypted: encryption.is_some(),
        encryption,
        identified: identified(&reader),
        ..PdfFacts::default()
    };
    let catalog = doc.catalog().map_err(|e| ExportError::Damaged(format!("it has no catalog: {e}")))?;
    pdf_facts.version = version(&doc.version).max(version(&reader.name(catalog, b"Version").unwrap_or_default()));
    if let Some(info) = reader.dict(&doc.trailer, b"Info") {
        let texts = info
            .iter()
            .filter_map(|(key, value)| Some((String::from_utf8_lossy(key).into_owned(), text(reader.resolved(value))?)));
        pdf_facts.info = texts.collect();
    }
    pdf_facts.xmp = reader.stream(catalog, b"Metadata").map(|stream| {
        let text = String::from_utf8_lossy(&reader.unpacked(stream).unwrap_or_default()).into_owned();
        let packet = text.trim_start_matches('\u{feff}').trim_matches(['\0', ' ', '\n', '\r', '\t']);
        let well_formed = usvg::roxmltree::Document::parse(packet).is_ok();
        Xmp { text, filtered: stream.dict.has(b"Filter"), well_formed }
    });
    pdf_facts.intents = intents(&reader, catalog);
    pdf_facts.forbidden = forbidden(&reader, catalog);
    pdf_facts.scripts = scripts(&reader, catalog);
    pdf_facts.layers = reader.dict(catalog, b"OCProperties").map(|properties| layers(&reader, properties));
    for object in doc.objects.values() {
        if let Ok(stream) = object.as_stream() {
            of_stream(&reader, stream, &mut pdf_facts);
        }
    }
    let mut fonts = BTreeSet::new();
    let hidden = hidden_layers(&reader, catalog);
    for (index, id) in doc.page_iter().enumerate() {
        let page = page(&reader, id, index, &hidden, &mut fonts, &mut pdf_facts.unreadable);
        pdf_facts.pages.push(page);
    }
    let used = |font: &FontFacts| font.shown || !fonts.contains(&FontFacts { shown: true, ..font.clone() });
    pdf_facts.fonts = fonts.iter().filter(|font| used(font)).cloned().collect();
    repeated(&reader, &mut pdf_facts);
    Ok(pdf_facts)
}

fn version(text: &str) -> (u32, u32) {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    (major.trim().parse().unwrap_or(0), minor.trim().parse().unwrap_or(0))
}

fn marked_binary(pdf: &[u8]) -> bool {
    let second = pdf.splitn(3, |b| *b == b'\n').nth(1).unwrap_or_default();
    second.starts_with(b"%") && second.iter().take(8).filter(|b| **b > 127).count() >= 4
}

fn identified(reader: &Reader<'_>) -> bool {
    let long = |object: &Object| matches!(reader.resolved(object), Object::String(bytes, _) if bytes.len() >= 8);
    reader.array(&reader.doc.trailer, b"ID").is_some_and(|ids| ids.len() == 2 && long(&ids[0]))
}

fn intents(reader: &Reader<'_>, catalog: &Dictionary) -> Vec<OutputIntent> {
    let all = reader.array(catalog, b"OutputIntents").map(Vec::as_slice).unwrap_or_default();
    let dicts = all.iter().filter_map(|o| reader.resolved(o).as_dict().ok());
    let press = dicts.filter(|dict| reader.name(dict, b"S").is_some_and(|s| s == "GTS_PDFX"));
    press
        .map(|dict| OutputIntent {
            identifier: reader.text(dict, b"OutputConditionIdentifier").unwrap_or_default(),
            registry: reader.text(dict, b"RegistryName"),
            info: reader.text(dict, b"Info"),
            profile: reader.stream(dict, b"DestOutputProfile").map(|stream| profile(reader, stream)),
        })
        .collect()
}

fn profile(reader: &Reader<'_>, stream: &Stream) -> IntentProfile {
    let icc = reader.unpacked(stream).unwrap_or_default();
    let word = |at: usize| icc.get(at..at + 4).map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default();
    IntentProfile {
        components: reader.number(&stream.dict, b"N").unwrap_or(0.0) as i64,
        bytes: icc.len(),
        stated: icc.get(..4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize),
        signed: word(36) == "acsp",
        class: word(12),
        space: word(16),
        version: icc.get(8).copied().unwrap_or(0),
    }
}

fn forbidden(reader: &Reader<'_>, catalog: &Dictionary) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for key in ["OpenAction", "AA", "AcroForm"] {
        if catalog.has(key.as_bytes()) {
            found.insert(key.to_string());
        }
    }
    if let Some(names) = reader.dict(catalog, b"Names") {
        for key in ["JavaScript", "EmbeddedFiles"] {
            if names.has(key.as_bytes()) {
                found.insert(key.to_string());
            }
        }
    }
    found
}

/// Whether JavaScript or a program runs when the file is opened. An action that only turns to a page does no harm.
fn scripts(reader: &Reader<'_>, catalog: &Dictionary) -> bool {
    let kind = reader.dict(catalog, b"OpenAction").and_then(|action| reader.name(action, b"S"));
    let runs = kind.is_some_and(|kind| matches!(kind.as_str(), "JavaScript" | "Launch" | "ImportData" | "SubmitForm"));
    runs || reader.dict(catalog, b"Names").is_some_and(|names| names.has(b"JavaScript"))
}

fn layers(reader: &Reader<'_>, properties: &Dictionary) -> Layers {
    let standard = reader.dict(properties, b"D");
    let others = reader.array(properties, b"Configs").map(Vec::as_slice).unwrap_or_default();
    let others = others.iter().filter_map(|o| reader.resolved(o).as_dict().ok());
    let all: Vec<&Dictionary> = standard.into_iter().chain(others).collect();
    Layers {
        unnamed: standard.is_none() || all.iter().any(|c| reader.text(c, b"Name").unwrap_or_default().is_empty()),
        automatic: all.iter().any(|c| c.has(b"AS")),
    }
}

/// What any stream may have, used or not.
fn of_stream(reader: &Reader<'_>, stream: &Stream, pdf_facts: &mut PdfFacts) {
    if stream.dict.has(b"Filter") {
        pdf_facts.filters.extend(names(reader, &stream.dict));
    }
    let external = matches!(reader.get(&stream.dict, b"F"), Some(Object::Dictionary(_) | Object::String(..)));
    if external {
        pdf_facts.forbidden.insert("external data".to_string());
    }
    match reader.name(&stream.dict, b"Subtype").as_deref() {
        Some("PS") => {
            pdf_facts.forbidden.insert("a PostScript XObject".to_string());
        }
        Some("Form") if stream.dict.has(b"Ref") => {
            pdf_facts.forbidden.insert("a reference XObject".to_string());
        }
        Some("Image" | "Form") if stream.dict.has(b"OPI") => {
            pdf_facts.forbidden.insert("OPI".to_string());
        }
        _ => {}
    }
}

fn page(
    reader: &Reader<'_>,
    id: ObjectId,
    index: usize,
    hidden: &BTreeSet<ObjectId>,
    fonts: &mut BTreeSet<FontFacts>,
    unreadable: &mut Vec<String>,
) -> PageParts {
    let Ok(dict) = reader.doc.get_object(id).and_then(Object::as_dict) else { return PageParts::default() };
    // Everything is in points of paper from here on (14.11.2, table 30).
    let unit = reader.number(dict, b"UserUnit").filter(|unit| *unit > 0.0 && unit.is_finite()).unwrap_or(1.0);
    let sized = |object: &Object| reader.rect(object).map(|rect| rect.map(|side| side * unit));
    let own = |key: &[u8]| dict.get(key).ok().and_then(sized);
    let mut page = PageParts {
        media: reader.inherited(dict, b"MediaBox").and_then(sized),
        crop: reader.inherited(dict, b"CropBox").and_then(sized),
        bleed: own(b"BleedBox"),
        trim: own(b"TrimBox"),
        art: own(b"ArtBox"),
        user_unit: unit,
        rotated: reader.inherited(dict, b"Rotate").and_then(number).unwrap_or(0.0) as i64,
        acts: dict.has(b"AA"),
        ..PageParts::default()
    };
    let where_ = format!("page {}", index + 1);
    let resources = reader.inherited(dict, b"Resources").and_then(|o| o.as_dict().ok());
    if let Some(space) = group(reader, dict, resources) {
        page.groups.push((where_.clone(), space));
    }
    let mut walk = Walk::new(reader, &mut page, fonts, unreadable, hidden);
    let content = reader.page_content(dict);
    if content.too_long || content.missing {
        walk.cannot(&where_, "its content cannot be unpacked");
    }
    if content.damaged {
        walk.cannot(&where_, "its content is damaged, and may end too early");
    }
    walk.content(&where_, &content.bytes, resources);
    for annotation in reader.array(dict, b"Annots").map(Vec::as_slice).unwrap_or_default() {
        let Ok(annotation) = reader.resolved(annotation).as_dict() else { continue };
        walk.annotation(&where_, annotation);
    }
    page
}
