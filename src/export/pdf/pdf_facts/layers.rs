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
    off.extend(unprinted(reader, standard));
    off
}

/// Layers that are seen and switched off when the file is printed (8.11.4.5): their usage says so, and the configuration goes by it.
fn unprinted(reader: &Reader<'_>, standard: &Dictionary) -> BTreeSet<ObjectId> {
    let automatic = reader.array(standard, b"AS").into_iter().flatten().filter_map(|o| reader.resolved(o).as_dict().ok());
    let printing = automatic.filter(|usage| reader.name(usage, b"Event").is_some_and(|event| event == "Print"));
    let layers = printing.filter_map(|usage| reader.array(usage, b"OCGs")).flatten().filter_map(|o| o.as_reference().ok());
    let is_off = |id: &ObjectId| {
        let layer = reader.doc.get_object(*id).ok().and_then(|o| o.as_dict().ok());
        let print = layer.and_then(|layer| reader.dict(reader.dict(layer, b"Usage")?, b"Print"));
        print.and_then(|print| reader.name(print, b"PrintState")).is_some_and(|state| state == "OFF")
    };
    layers.filter(is_off).collect()
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
