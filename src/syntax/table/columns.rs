//! `assets/tables/*.toml`: what the columns of somebody's table are called, and which keys they fill.

use super::fields::{self, RowOf, Shape};
use crate::diag::{At, checks, near};
use crate::syntax::reader::{Reader, Section};
use std::collections::{BTreeMap, BTreeSet};

/// A column map. Headers are folded.
#[derive(Clone, Debug, Default)]
pub(in crate::syntax) struct ColumnMap {
    /// Header to key.
    pub columns: BTreeMap<String, String>,
    /// Header to shape, where it is not the key's own.
    pub(super) shapes: BTreeMap<String, Shape>,
    /// Keys that several cells make together: key and pattern of headers.
    pub joined: Vec<(String, String)>,
    /// Headers that are passed over without a word.
    pub ignore: BTreeSet<String>,
}

/// A header as it is compared: case, blanks, `_` and `-` do not count.
pub(super) fn folded(header: &str) -> String {
    let word = |c: char| if c.is_whitespace() || c == '-' || c == '_' { ' ' } else { c };
    let spaced: String = header.chars().filter(|c| *c != '\u{feff}').map(word).flat_map(char::to_lowercase).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Reads a column map. `None`: it is of another kind of rows.
pub(in crate::syntax) fn map(reader: &Reader, root: Section<'_, '_>) -> Option<(RowOf, ColumnMap)> {
    root.must_text("name");
    let of = root.must("of", root.choice("of", &[("orgs", RowOf::Org), ("events", RowOf::Event)]))?.value;
    let mut map = ColumnMap::default();
    for header in root.texts("ignore").unwrap_or_default() {
        map.ignore.insert(folded(&header.value));
    }
    for (header, key) in texts(reader, &root, "columns") {
        if known(reader, of, &key) {
            map.columns.insert(folded(&header), key.value);
        }
    }
    for (header, shape) in texts(reader, &root, "shapes") {
        match fields::by_name(&shape.value) {
            Some(shape) => drop(map.shapes.insert(folded(&header), shape)),
            None => {
                let all: Vec<&str> = fields::NAMES.iter().map(|(name, _)| *name).collect();
                let message = format!("there is no shape `{}`", shape.value);
                reader.error(&checks::BAD_VALUE, shape.span, message, format!("write one of: {}", all.join(", ")));
            }
        }
    }
    for (key, pattern) in texts(reader, &root, "joined") {
        if known(reader, of, &At::new(key.clone(), pattern.span)) {
            map.joined.push((key, pattern.value));
        }
    }
    root.done();
    Some((of, map))
}

fn texts(reader: &Reader, root: &Section<'_, '_>, table: &str) -> Vec<(String, At<String>)> {
    let Some(table) = root.table(table) else { return Vec::new() };
    table.entries().into_iter().filter_map(|(key, _, value)| Some((key.to_string(), reader.text(value, key)?))).collect()
}

fn known(reader: &Reader, of: RowOf, key: &At<String>) -> bool {
    if fields::shape(of, &key.value).is_some() {
        return true;
    }
    let help = match near(&key.value, fields::keys(of)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is: {}", fields::keys(of).collect::<Vec<_>>().join(", ")),
    };
    reader.error(&checks::UNKNOWN_KEY, key.span, format!("a row has no key `{}`", key.value), help);
    false
}

impl ColumnMap {
    /// The key that a folded header fills: by the map, else its own name.
    pub(super) fn key(&self, of: RowOf, header: &str) -> Option<String> {
        if let Some(key) = self.columns.get(header) {
            return Some(key.clone());
        }
        // `logo.file` is a key as it stands; blanks and signs were folded.
        let own = fields::keys(of).find(|key| folded(key) == header).map(str::to_string);
        own.or_else(|| fields::shape(of, header).map(|_| header.to_string()))
    }

    /// Whether a folded header means anything here.
    pub(super) fn knows(&self, of: RowOf, header: &str) -> bool {
        self.key(of, header).is_some() || self.is_joined(header) || self.ignore.contains(header)
    }

    pub(super) fn is_joined(&self, header: &str) -> bool {
        self.joined.iter().any(|(_, pattern)| parts(pattern).any(|(name, _)| folded(name) == header))
    }
}

/// The headers of a pattern, each with the words before it.
pub(super) fn parts(pattern: &str) -> impl Iterator<Item = (&str, &str)> {
    pattern.split('}').filter_map(|part| part.split_once('{').map(|(before, name)| (name.trim(), before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_without_their_dress() {
        for header in ["postal_code", "Postal Code", " POSTAL\u{a0}CODE ", "\u{feff}postal-code"] {
            assert_eq!(folded(header), "postal_code");
        }
    }

    #[test]
    fn patterns_have_parts() {
        let all: Vec<_> = parts("{street}, {city} {zip}").collect();
        assert_eq!(all, [("street", ""), ("city", ", "), ("zip", " ")]);
    }
}
