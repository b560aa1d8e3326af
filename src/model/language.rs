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

/// Words and patterns. `{...}` is filled in.
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
