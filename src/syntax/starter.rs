//! The words of a starter, to find those that nobody has changed. It reads built-in files, and no meaning in them.

use crate::world::World;
use std::collections::BTreeSet;
use toml::Value;

/// All texts of a starter's contents and organizations; none where there is no such starter.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let world = World::builtin();
    for folder in ["content", "content/orgs"] {
        let folder = format!("assets/starters/{name}/{folder}");
        for listed in world.list(&folder) {
            let found = world.read(&format!("{folder}/{}", listed.name)).ok();
            let text = found.and_then(|found| String::from_utf8(found.bytes.as_slice().to_vec()).ok());
            let table = text.and_then(|text| text.parse::<toml::Table>().ok()).unwrap_or_default();
            table.iter().for_each(|(_, value)| gather(value, &mut words));
        }
    }
    words
}

fn gather(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(words.insert(text.clone())),
        Value::Array(all) => all.iter().for_each(|value| gather(value, words)),
        Value::Table(table) => table.iter().for_each(|(_, value)| gather(value, words)),
        _ => {}
    }
}
