//! The manifest as it is written and read in a long build: its rows wait in a file of their own.

use super::inputs::Inputs;
use super::manifest::Part;
use super::rows::Rows;
use serde::{Deserialize, Serialize};

/// A [`Manifest`] whose rows wait in a spool, as it is written and as it is read again.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    pub handbill: String,
    pub project: Option<String>,
    pub inputs: Inputs,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shard: Option<Part>,
    pub outputs: Rows,
}
