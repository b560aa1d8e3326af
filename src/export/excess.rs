//! How much is too much of a file that somebody brings, in the words that say so.

use thiserror::Error;

/// Steps of one page: about the operators that it takes.
pub(super) const MOST_A_PAGE: u64 = 2_000_000;
/// Steps of a file, once for each plate and each look for codes.
pub(super) const MOST_A_FILE: u64 = 60_000_000;
/// Named inks: a press has four to twelve units in all.
pub(super) const MOST_INKS: usize = 40;
/// Bytes of one stream when unpacked.
pub(super) const LONGEST: usize = 256 << 20;
/// Forms inside each other.
pub(super) const DEEPEST: usize = 28;
/// Graphics states saved inside each other.
pub(super) const MOST_SAVED: usize = 2_000;

/// Why a file is not to be rendered.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Excess {
    /// How many it names.
    #[error("it has {0} named inks, and no press has {MOST_INKS}")]
    Inks(usize),
    /// One of its streams.
    #[error("it unpacks to more than {} MB", LONGEST >> 20)]
    Unpacked,
    /// A picture of more pixels than are waited for.
    #[error("it holds a picture of {width} x {height} pixels")]
    Picture {
        /// Pixels of a row, as the file states it.
        width: f64,
        /// Rows, as the file states them.
        height: f64,
    },
    /// Which page, from 1, and what is too much on it.
    #[error("page {0} {1}")]
    OnPage(usize, Box<Excess>),
    /// Of one page alone, forms and patterns counted as often as they are drawn.
    #[error("takes more than {MOST_A_PAGE} steps to draw")]
    Page,
    /// Of all pages, for every plate and every look for codes.
    #[error("its pages take {0} steps to draw as often as that is needed, of at most {MOST_A_FILE}")]
    File(u64),
    /// A stream of it is broken, or unpacks to too much.
    #[error("has content that cannot be unpacked")]
    Content,
    /// It would never end.
    #[error("draws a form inside itself")]
    Circle,
    /// More than [`DEEPEST`] inside each other.
    #[error("has forms more than {DEEPEST} deep inside each other")]
    Forms,
    /// More `q` than any program writes without a `Q`.
    #[error("saves more than {MOST_SAVED} graphics states inside each other")]
    States,
}
