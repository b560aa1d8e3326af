//! Sheets to bytes. A new kind of output file is one file here and one row.

pub mod calendar;
pub mod data_uri;
mod error;
mod excess;
pub(crate) mod markup;
pub mod pdf;
pub mod png;
pub mod svg;
pub mod told;
mod web_page;
pub mod words;
pub mod zip;

pub use error::{ExportError, FontFault, Refusal};
pub use excess::Excess;
