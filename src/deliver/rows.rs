//! The rows of a manifest, kept as they are written: of a large batch they are more than everything that makes it, so
//! they wait in a spool and only their paths stay in memory.

use super::manifest::{Output, OutputFiles};
use crate::world::temp_buffer::{Place, TempBuffer};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
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

    /// Takes a row of a manifest in its words. All of it is looked at, so that damage is known at once.
    pub fn take_text(&mut self, row: &[u8]) -> serde_json::Result<()> {
        let output: Output = serde_json::from_slice(row)?;
        self.put_text(&output.path, row).map_err(serde_json::Error::io)?;
        self.beside.extend(output.beside().map(|(path, _)| path.to_string()));
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

    /// The files of the row of a path, and nothing else of it.
    pub fn files(&self, path: &str) -> Option<OutputFiles> {
        serde_json::from_slice(&self.text(path).ok()??).ok()
    }

    /// Writes the list of all rows, as a manifest has it.
    pub fn write_list(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let mut before = "[";
        for path in self.paths() {
            sink.write_all(before.as_bytes())?;
            sink.write_all(INDENT.as_bytes())?;
            sink.write_all(&self.text(path)?.unwrap_or_default())?;
            before = ",";
        }
        sink.write_all(if self.is_empty() { b"[]" } else { b"\n  ]" })
    }

    fn text(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(place) = self.places.get(path) else { return Ok(None) };
        self.temp_buffer.lock().unwrap_or_else(PoisonError::into_inner).get(*place).map(Some)
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
                    rows.take_text(row.get().as_bytes()).map_err(A::Error::custom)?;
                }
                Ok(rows)
            }
        }
        deserializer.deserialize_seq(List)
    }
}
