//! `content/languages/*.toml`: the few words the program itself puts on paper, and how a language writes dates.

use crate::diag::{At, Span};
use std::collections::BTreeMap;

/// How a language is written, and the program's own words in it: `content/languages/TAG.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// BCP 47, the file's name.
    pub tag: String,
    /// English name.
    pub name: At<String>,
    /// What its speakers call it.
    pub endonym: At<String>,
    /// Which way lines run; a sheet whose first language runs from right to left is mirrored.
    pub direction: Direction,
    /// Where words come from that this one lacks.
    pub fallback: Option<At<String>>,
    /// `[words]`: sentences, months, quotes.
    pub words: Words,
    /// `[numbers]`: signs and digits of numbers; as in English where it says nothing.
    pub numbers: Numbers,
    /// `name`, for messages about the language as a whole.
    pub origin: Span,
}

/// Which way its lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As Latin, Cyrillic and Devanagari: `ltr`.
    LeftToRight,
    /// As Arabic and Hebrew: `rtl`.
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
    /// Every test language.
    pub const ALL: [Pseudo; 3] = [Pseudo::Accented, Pseudo::Mirrored, Pseudo::Unspaced];

    /// BCP 47; the regions `XA` to `XZ` are for private use.
    pub fn tag(self) -> &'static str {
        match self {
            Pseudo::Accented => "en-XA",
            Pseudo::Mirrored => "ar-XB",
            Pseudo::Unspaced => "zh-XC",
        }
    }
    /// The test language of that tag.
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

/// Words and patterns; `{...}` is filled in. What is absent comes from the language's `fallback`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// `Text {say} to {to}`
    pub text_to: Option<At<String>>,
    /// `Text {to}`
    pub text_only: Option<At<String>>,
    /// `Source: {source}, as of {date}`
    pub source: Option<At<String>>,
    /// `Photo: {name}`
    pub credit: Option<At<String>>,
    /// The band on a sheet that nobody has reviewed.
    pub draft: Option<At<String>>,
    /// The same in the slug of a press sheet.
    pub unreviewed: Option<At<String>>,
    /// How dates are written; with the months, or neither.
    pub dates: Option<Dates>,
    /// Quotation marks round a quote: opening and closing.
    pub quotes: Option<(At<String>, At<String>)>,
    /// The same inside a quotation; absent where a straight `'` is always a letter or an apostrophe.
    pub inner_quotes: Option<(At<String>, At<String>)>,
    /// Where it is not `’`.
    pub apostrophe: Option<At<String>>,
    /// What a straight `"` inside a word is: the gershayim of Hebrew.
    pub abbreviation: Option<At<String>>,
    /// Words that begin with an apostrophe, in small letters: `tis`.
    pub elisions: Vec<At<String>>,
    /// Between a name and what is added to it.
    pub comma: String,
    /// Monday first; empty where the language does not say.
    pub weekdays: Vec<At<String>>,
    /// Words that only some products need, by key: those of [`Words::MORE`].
    pub more: BTreeMap<String, At<String>>,
}

impl Words {
    /// Keys that may be left out, until a product needs them.
    pub const MORE: [&str; 37] = [
        "phone_ext",
        "tty",
        "funding",
        "weekday_date",
        "time_12",
        "hour_12",
        "time_24",
        "morning",
        "afternoon",
        "noon",
        "midnight",
        "from_to",
        "next_day",
        "postponed",
        "cancelled",
        "where",
        "join",
        "speaking",
        "presented_by",
        "for_whom",
        "cost",
        "seats",
        "register",
        "register_by",
        "no_registration",
        "interpreters",
        "access",
        "childcare",
        "food",
        "series",
        "eastern",
        "central",
        "mountain",
        "mountain_standard",
        "pacific",
        "alaska",
        "hawaii",
    ];
}

/// How dates and times are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    /// `{month} {day}, {year}`
    pub pattern: At<String>,
    /// January first.
    pub months: Vec<At<String>>,
}

/// How numbers are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The sign before the part under one: `.` in English, `,` in German.
    pub decimal: String,
    /// The sign between groups of digits; may be a space.
    pub group: String,
    /// Digits in the last group, and in those before it: 3 and 2 in India.
    pub groups: (usize, usize),
    /// The first group has at least so many digits, else the number is not parted.
    pub least: usize,
    /// From nought to nine.
    pub digits: [char; 10],
}

impl Default for Numbers {
    fn default() -> Numbers {
        let digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
        Numbers { decimal: ".".to_string(), group: ",".to_string(), groups: (3, 3), least: 1, digits }
    }
}

impl Numbers {
    /// A text of ASCII digits in the language's own.
    pub fn digits_of(&self, text: &str) -> String {
        text.chars().map(|c| c.to_digit(10).map_or(c, |d| self.digits[d as usize])).collect()
    }
}

/// `content/sheets/test-sheet.toml`: the words on the sheet that an office printer is measured with.
#[derive(Clone, Debug, PartialEq)]
pub struct TestSheet {
    /// BCP 47 tag of the words below.
    pub language: At<String>,
    /// What the sheet is called, in its heading and as the PDF's title.
    pub title: At<String>,
    /// What its two sides are called.
    pub front: At<String>,
    /// The same of the other side, with the grid.
    pub back: At<String>,
    /// What to do, line by line.
    pub steps: Vec<At<String>>,
    /// Under the grid of the back.
    pub back_note: At<String>,
}
