//! What a run has to say of itself when it ends: what is good now, what has become wrong, and what other runs have made.

use super::inputs::Inputs;
use super::ledger::Ledger;
use super::manifest::{Output, Part, ProductState};
use super::rows::Rows;
use super::{Delivery, refused};
use crate::diag::Diagnostic;
use crate::world::disk;
use std::collections::BTreeSet;
use std::io;

/// What a run has done so far.
#[derive(Debug, Default)]
pub struct RunSummary {
    good: Rows,
    /// What it was asked for and an earlier run has made.
    asked: BTreeSet<String>,
    inputs: Inputs,
}

/// How a run ends.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Settled {
    /// Files on disk that are not what the project says today, sorted.
    pub stale: Vec<String>,
    /// The manifest lists nothing.
    pub empty: bool,
}

impl RunSummary {
    /// The run was asked for a product.
    pub fn asked(&mut self, delivery: &Delivery, path: &str) {
        if delivery.knows(path) {
            self.asked.insert(path.to_string());
        }
    }

    /// Files were read for it.
    pub fn read(&mut self, inputs: Inputs) {
        self.inputs.extend(inputs);
    }

    /// A product is good. `is_as_before`: its row says what it said before.
    pub fn good(&mut self, delivery: &Delivery, output: &Output, is_as_before: bool) -> Result<(), Diagnostic> {
        let put = match is_as_before {
            true => self.good.take(&output.path, &delivery.earlier),
            false => self.good.put(output),
        };
        put.map_err(|e| refused("write", &delivery.manifest_path(), &e))
    }
}

impl Delivery {
    /// Writes the manifest of a run that has come back, and ends its journal. `everything`: what it was not asked for is
    /// asked for no more. A run that had nothing to make and has nothing to say leaves no trace; a part of a build says
    /// even that.
    pub fn settle(&mut self, project: Option<String>, summary: RunSummary, everything: bool) -> Result<Settled, Diagnostic> {
        let RunSummary { mut good, asked, inputs } = summary;
        let path = self.manifest_path();
        let mut stale = Vec::new();
        let mut sorted = || -> io::Result<()> {
            for earlier in self.earlier.paths().filter(|path| !good.has(path)).map(str::to_string).collect::<Vec<_>>() {
                // What other shards make is theirs.
                match asked.contains(&earlier) {
                    false if self.shard.is_some() => {}
                    false if !everything => good.take(&earlier, &self.earlier)?,
                    // Nothing asks for it any more, or a mistake keeps it from being made.
                    _ if self.exists(&earlier) => {
                        if let Some(output) = self.earlier.get(&earlier) {
                            good.put(&Output { state: ProductState::Stale, ..output })?;
                            stale.push(earlier);
                        }
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        sorted().map_err(|e| refused("write", &path, &e))?;
        let settled = Settled { stale, empty: good.is_empty() };
        if self.shard.is_some() || !settled.empty || self.exists(&path) {
            self.write_manifest(&Ledger {
                handbill: env!("CARGO_PKG_VERSION").to_string(),
                project,
                inputs,
                shard: self.shard.map(|shard| Part { index: shard.index, of: shard.of, everything }),
                outputs: good,
            })?;
            self.journal = None;
            let path = self.journal_path();
            if disk::is_there(&self.place(&path)) {
                disk::remove(&self.place(&path)).map_err(|e| refused("remove", &path, &e))?;
            }
        }
        Ok(settled)
    }
}
