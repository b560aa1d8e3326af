//! What a build has read, each file with its hash: paths and bytes, as small as they can be kept.

use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    /// Inside the project, with forward slashes; built-in files as they would lie there.
    pub path: String,
    /// Hash of its bytes in hexadecimal digits.
    pub blake3: String,
}

/// Files by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(BTreeMap<Box<str>, [u8; 32]>);

impl Inputs {
    /// Takes in a file; one that was read before is replaced.
    pub fn add(&mut self, path: &str, hash: blake3::Hash) {
        self.0.insert(path.into(), hash.into());
    }

    /// Takes in what another part of the build has read.
    pub fn extend(&mut self, others: Inputs) {
        self.0.extend(others.0);
    }
}

impl Serialize for Inputs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hex = |hash: &[u8; 32]| blake3::Hash::from_bytes(*hash).to_hex().to_string();
        serializer.collect_seq(self.0.iter().map(|(path, hash)| Input { path: path.to_string(), blake3: hex(hash) }))
    }
}

impl<'de> Deserialize<'de> for Inputs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Inputs, D::Error> {
        let mut inputs = Inputs::default();
        for Input { path, blake3 } in Vec::<Input>::deserialize(deserializer)? {
            inputs.add(&path, blake3::Hash::from_hex(&blake3).map_err(D::Error::custom)?);
        }
        Ok(inputs)
    }
}
