//! Layers that are switched off (ISO 32000-1, 8.11): what is on them is not printed.

use super::reader::Reader;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// The layers that the file's own configuration switches off.
pub(super) fn hidden_layers(reader: &Reader<'_>, catalog: &Dictionary) -> BTreeSet<ObjectId> {
    let Some(properties) = reader.dict(catalog, b"OCProperties") else { return BTreeSet::new() };
    let Some(standard) = reader.dict(properties, b"D") else { return BTreeSet::new() };
    let ids = |dict: &Dictionary, key: &[u8]| -> BTreeSet<ObjectId> {
        reader.array(dict, key).into_iter().flatten().filter_map(|o| o.as_reference().ok()).collect()
    };
    let mut off = match reader.name(standard, b"BaseState").as_deref() {
        Some("OFF") => ids(properties, b"OCGs"),
        _ => BTreeSet::new(),
    };
    off.extend(ids(standard, b"OFF"));
    let on = ids(standard, b"ON");
    off.retain(|id| !on.contains(id));
    off
}

/// Whether a group, or a membership of groups (8.11.2.2), is switched off.
pub(super) fn is_hidden(reader: &Reader<'_>, object: &Object, hidden: &BTreeSet<ObjectId>) -> bool {
    if hidden.is_empty() {
        return false;
    }
    if object.as_reference().is_ok_and(|id| hidden.contains(&id)) {
        return true;
    }
    let Ok(dict) = reader.resolved(object).as_dict() else { return false };
    let members: Vec<ObjectId> = match dict.get(b"OCGs") {
        Ok(Object::Reference(id)) if reader.doc.get_object(*id).is_ok_and(|o| o.as_dict().is_ok()) => vec![*id],
        Ok(other) => {
            let all = reader.resolved(other).as_array().ok();
            all.into_iter().flatten().filter_map(|o| o.as_reference().ok()).collect()
        }
        Err(_) => Vec::new(),
    };
    let off = members.iter().filter(|id| hidden.contains(id)).count();
    match reader.name(dict, b"P").as_deref() {
        _ if members.is_empty() => false,
        Some("AllOn") => off > 0,
        Some("AnyOff") => off == 0,
        Some("AllOff") => off < members.len(),
        _ => off == members.len(),
    }
}
