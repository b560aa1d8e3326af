//! Why finished bytes cannot be read, drawn or written.

use super::excess::Excess;
use crate::diag::Span;
use thiserror::Error;

/// What stands in the way of a file. Where another library says why, its own words are kept.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ExportError {
    /// The file is encrypted, and does not open without a password.
    #[error("it needs a password to open; save it without one, or ask whoever made it")]
    Locked,
    /// No PDF, or one too broken to be mended; why.
    #[error("it cannot be read as a PDF: {0}; write it anew with the program that made it, or with `qpdf IN.pdf OUT.pdf`")]
    Damaged(String),
    /// A reader of foreign files has panicked over it.
    #[error("its reader gave up")]
    ReaderGaveUp,
    /// The viewer that renders pages cannot open it; why.
    #[error("the PDF cannot be read back: {0}")]
    Unreadable(String),
    /// It would take more time or memory than any sheet needs.
    #[error(transparent)]
    Excess(#[from] Excess),
    /// A page was asked for that the file does not have.
    #[error("there is no such page")]
    NoPage,
    /// An ink was asked for that the file does not have.
    #[error("there is no such ink")]
    NoInk,
    /// A side has no pixel, or more than are ever wanted.
    #[error("a picture of {width} x {height} pixels is not made")]
    PictureSize {
        /// Pixels that the picture would be wide; none, or over 20,000.
        width: f64,
        /// Pixels that it would be high.
        height: f64,
    },
    /// The encoder refused; why.
    #[error("the PNG cannot be written: {0}")]
    Png(String),
    /// It is in CMYK, and a web page shows light.
    #[error("a picture in inks is not put into a web page")]
    PictureInInks,
    /// A font of the sheets cannot be put into the file.
    #[error("the font {font} {fault}")]
    Font {
        /// PostScript-like name of the font, as [`Font::name`](crate::model::Font) has it.
        font: String,
        /// What is wrong with it.
        fault: FontFault,
    },
    /// The sheets hold what no file may; every reason.
    #[error("{}", joined(.0))]
    Refused(Vec<Refusal>),
}

/// Why no file can be written, and where in the input the cause stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What cannot be written and why, without a full stop.
    pub message: String,
    /// Where it was stated in the project.
    pub origin: Span,
}

/// What is wrong with a font.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FontFault {
    /// No OpenType font, by its reader's words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The outline of a glyph is broken; why.
    #[error("has a glyph that cannot be drawn: {0}")]
    Glyph(String),
    /// Its tables do not let glyphs be taken out; why.
    #[error("cannot be cut down: {0}")]
    Subset(String),
    /// printpdf does not take what was cut down.
    #[error("cannot be embedded")]
    NotEmbeddable,
    /// Its table of advances is missing.
    #[error("has no widths")]
    NoWidths,
}

fn joined(refusals: &[Refusal]) -> String {
    refusals.iter().map(|refusal| refusal.message.as_str()).collect::<Vec<_>>().join("; ")
}
