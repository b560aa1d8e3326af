//! `content/languages/*.toml`: the few words the program itself puts on paper, and how a language writes dates.

use crate::diag::{At, Span};

#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// BCP 47, the file's name.
    pub tag: String,
    /// English name.
    pub name: At<String>,
    /// What its speakers call it.
    pub endonym: At<String>,
    pub direction: Direction,
    pub words: Words,
    pub origin: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Languages that the program makes from the source itself, to try layouts and to find words that no translator reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// `en-XA`: accents, two fifths longer.
    Accented,
    /// `ar-XB`: from right to left.
    Mirrored,
    /// `zh-XC`: no spaces, a line may end anywhere.
    Unspaced,
}

impl Pseudo {
    pub const ALL: [Pseudo; 3] = [Pseudo::Accented, Pseudo::Mirrored, Pseudo::Unspaced];

    /// BCP 47; the regions `XA` to `XZ` are for private use.
    pub fn tag(self) -> &'static str {
        match self {
            Pseudo::Accented => "en-XA",
            Pseudo::Mirrored => "ar-XB",
            Pseudo::Unspaced => "zh-XC",
        }
    }
    pub fn from_tag(tag: &str) -> Option<Pseudo> {
        Pseudo::ALL.into_iter().find(|p| p.tag() == tag)
    }
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Pseudo::Accented => "pseudo: accents, two fifths longer",
            Pseudo::Mirrored => "pseudo: from right to left",
            Pseudo::Unspaced => "pseudo: no spaces",
        }
    }
}

/// Words and patterns. `{...}` is filled in. Empty where the language's file leaves one out: a sheet that needs it is
/// refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// `Text {say} to {to}`
    pub text_to: At<String>,
    /// `Text {to}`
    pub text_only: At<String>,
    /// `Source: {source}, as of {date}`
    pub source: At<String>,
    /// `Photo: {name}`
    pub credit: At<String>,
    /// The band on a sheet that nobody has reviewed.
    pub draft: At<String>,
    /// `{month} {day}, {year}`
    pub date: At<String>,
    /// January first.
    pub months: Vec<At<String>>,
    /// Quotation marks round a quote: opening and closing.
    pub quotes: (At<String>, At<String>),
}

/// `content/sheets/test-sheet.toml`: the words on the sheet that an office printer is measured with.
#[derive(Clone, Debug, PartialEq)]
pub struct TestSheet {
    pub language: At<String>,
    pub title: At<String>,
    /// What its two sides are called.
    pub front: At<String>,
    pub back: At<String>,
    /// What to do, line by line.
    pub steps: Vec<At<String>>,
    /// Under the grid of the back.
    pub back_note: At<String>,
}
