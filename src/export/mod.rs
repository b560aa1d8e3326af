//! Sheets to bytes. A new kind of output file is one file here and one row.

pub mod calendar;
mod data_uri;
pub mod pdf;
pub mod png;
pub mod svg;
pub mod words;
pub mod zip;
