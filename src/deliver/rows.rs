//! The rows of a manifest, kept as they are written: of a large batch they are more than everything that makes it, so
//! they wait in a spool and only their paths stay in memory.

use super::manifest::Output;
use crate::world::temp_buffer::{Place, TempBuffer};
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Products by path, in the order of their paths.
#[derive(Debug, Default)]
pub struct Rows {
    places: BTreeMap<Box<str>, Place>,
    temp_buffer: Mutex<TempBuffer>,
    /// Files beside the products of a manifest, as it was read.
    beside: BTreeSet<String>,
}

/// How far a row stands in from the edge of the manifest.
const INDENT: &str = "\n    ";

impl Rows {
    /// Files that the manifest from which the rows were read lists beside its products. Later rows add nothing to them.
    pub fn take_beside(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.beside)
    }

    /// Whether there is no row at all.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether a product has its row.
    pub fn has(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// Paths of all products, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(|path| &**path)
    }

    /// Adds a row, in place of an earlier one of its path.
    pub fn put(&mut self, output: &Output) -> io::Result<()> {
        let row = serde_json::to_string_pretty(output)?.replace('\n', INDENT);
        self.put_text(&output.path, row.as_bytes())
    }

    /// The same with the words of a row of a manifest.
    fn put_text(&mut self, path: &str, row: &[u8]) -> io::Result<()> {
        let place = self.temp_buffer.get_mut().unwrap_or_else(PoisonError::into_inner).add(row)?;
        self.places.insert(path.into(), place);
        Ok(())
    }

    /// Takes a row of others as it stands there.
    pub fn take(&mut self, path: &str, others: &Rows) -> io::Result<()> {
        match others.text(path)? {
            Some(row) => self.put_text(path, &row),
            None => Ok(()),
        }
    }

    /// The row of a path. One that cannot be read back is as good as none: its product is made again.
    pub fn get(&self, path: &str) -> Option<Output> {
        serde_json::from_slice(&self.text(path).ok()??).ok()
    }

    fn text(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(place) = self.places.get(path) else { return Ok(None) };
        self.temp_buffer.lock().unwrap_or_else(PoisonError::into_inner).get(*place).map(Some)
    }
}

/// As the list of rows in a manifest.
impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.paths().map(|path| Row(self, path)))
    }
}

/// The row of a path as JSON, taken from the spool when it is written.
struct Row<'a>(&'a Rows, &'a str);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.text(self.1).map_err(S::Error::custom)?.unwrap_or_default();
        let raw = String::from_utf8(text)
            .map_err(S::Error::custom)
            .and_then(|text| RawValue::from_string(text).map_err(S::Error::custom))?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rows, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Rows;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of products")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rows, A::Error> {
                let mut rows = Rows::default();
                while let Some(row) = list.next_element::<Box<RawValue>>()? {
                    // All of it is looked at, so that damage is known at once.
                    let output: Output = serde_json::from_str(row.get()).map_err(A::Error::custom)?;
                    rows.put_text(&output.path, row.get().as_bytes()).map_err(A::Error::custom)?;
                    rows.beside.extend(output.beside().map(|(path, _)| path.to_string()));
                }
                Ok(rows)
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::manifest::{Manifest, PageFacts, ProductState};

    fn output(path: &str) -> Output {
        let pages = vec![PageFacts { name: "front \"1\"\nline".into(), trim: [0.0, 1.5, 2.0, 3.0], ..PageFacts::default() }];
        Output { path: path.into(), state: ProductState::Good, bytes: 3, pages, ..Output::default() }
    }

    #[test]
    fn rows_are_written_as_a_manifest_writes_them() {
        let mut rows = Rows::default();
        for path in ["out/b.pdf", "out/a.pdf", "out/b.pdf"] {
            rows.put(&output(path)).expect("kept");
        }
        let manifest = Manifest { outputs: vec![output("out/a.pdf"), output("out/b.pdf")], ..Manifest::default() };
        #[derive(Serialize)]
        struct Same {
            handbill: String,
            project: Option<String>,
            inputs: [u8; 0],
            outputs: Rows,
        }
        let same = Same { handbill: String::new(), project: None, inputs: [], outputs: rows };
        let written = serde_json::to_string_pretty(&same).expect("JSON") + "\n";
        assert_eq!(written.as_bytes(), manifest.write());
        #[derive(Deserialize)]
        struct Read {
            outputs: Rows,
        }
        let read: Read = serde_json::from_str(&written).expect("read");
        assert_eq!(read.outputs.get("out/a.pdf"), Some(output("out/a.pdf")));
        assert_eq!(serde_json::to_string_pretty(&Same { outputs: read.outputs, ..same }).expect("JSON") + "\n", written);
        assert_eq!(serde_json::to_string_pretty(&Rows::default()).expect("JSON"), "[]");
    }
}
