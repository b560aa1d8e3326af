//! Why finished bytes cannot be read, drawn or written.

use super::excess::Excess;
use crate::diag::Span;
use thiserror::Error;

/// What stands in the way of a file. Where another library says why, its own words are kept.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ExportError {
    #[error("it needs a password to open; save it without one, or ask whoever made it")]
    Locked,
    #[error("it cannot be read as a PDF: {0}; write it anew with the program that made it, or with `qpdf IN.pdf OUT.pdf`")]
    Damaged(String),
    #[error("its reader gave up")]
    ReaderGaveUp,
    #[error("the PDF cannot be read back: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Excess(#[from] Excess),
    #[error("there is no such page")]
    NoPage,
    #[error("there is no such ink")]
    NoInk,
    #[error("a picture of {width} x {height} pixels is not made")]
    PictureSize { width: f64, height: f64 },
    #[error("the PNG cannot be written: {0}")]
    Png(String),
    #[error("a picture in inks is not put into a web page")]
    PictureInInks,
    #[error("the font {font} {fault}")]
    Font { font: String, fault: FontFault },
    #[error("{}", joined(.0))]
    Refused(Vec<Refusal>),
}

/// Why no file can be written, and where in the input the cause stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub message: String,
    pub origin: Span,
}

/// What is wrong with a font.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FontFault {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("has a glyph that cannot be drawn: {0}")]
    Glyph(String),
    #[error("cannot be cut down: {0}")]
    Subset(String),
    #[error("cannot be embedded")]
    NotEmbeddable,
    #[error("has no widths")]
    NoWidths,
}

fn joined(refusals: &[Refusal]) -> String {
    refusals.iter().map(|refusal| refusal.message.as_str()).collect::<Vec<_>>().join("; ")
}
