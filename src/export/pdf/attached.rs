//! Files that lie in a file, by name and as part of the document (ISO 32000-2, 7.11.4 and 14.13; ISO 19005-3, 6.8).

use super::file;
use super::objects::text;
use super::{Attached, PdfCache};
use lopdf::{Document, Object, ObjectId, dictionary};

/// Writes the files, and says in the catalog that they are there. `date`: as the file itself has it.
pub(super) fn write(doc: &mut Document, files: &[Attached], date: &str, cache: &mut PdfCache) {
    if files.is_empty() {
        return;
    }
    let mut sorted: Vec<&Attached> = files.iter().collect();
    // A name tree is in order (ISO 32000-1, 7.9.6).
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let ids: Vec<ObjectId> = sorted.iter().map(|file| one(doc, file, date, cache)).collect();
    let names = sorted.iter().zip(&ids).flat_map(|(file, id)| [text(&file.name), Object::Reference(*id)]);
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names.collect::<Vec<Object>>() } };
    if let Ok(catalog) = doc.catalog_mut() {
        catalog.set("Names", names);
        catalog.set("AF", ids.into_iter().map(Object::Reference).collect::<Vec<Object>>());
    }
}

fn one(doc: &mut Document, attached: &Attached, date: &str, cache: &mut PdfCache) -> ObjectId {
    let bytes = attached.words.clone().into_bytes();
    let params = dictionary! { "Size" => bytes.len() as i64, "ModDate" => Object::string_literal(date) };
    let stream = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(attached.kind.as_bytes().to_vec()),
        "Params" => params,
    };
    let stream = file::packed(stream, bytes, cache);
    let stream = doc.add_object(stream);
    doc.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text(&attached.name),
        "UF" => text(&attached.name),
        "Desc" => text(&attached.name),
        "AFRelationship" => attached.relation,
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}
