//! What one product says: blocks and runs of text with every placeholder filled and every word in one language.
//! Meaning without positions, sizes or colours.

mod words;

use crate::diag::Span;
use crate::geom::Length;
use crate::model::{Audience, BlockName, Direction, Placing, Role};

/// The value between `resolve` and `compose`.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub title: String,
    /// Of the sheet: the first of its languages.
    pub locale: Locale,
    /// How many languages it speaks. Blocks of the second are called `text.lead@2`.
    pub languages: usize,
    pub audience: Audience,
    /// Name of the organization as set in type.
    pub org: String,
    pub blocks: Vec<Block>,
    /// Blocks that an optional placeholder leaves out for this organization.
    pub left_out: Vec<BlockName>,
    /// Words of the band that an unreviewed translation carries.
    pub draft: Option<Paragraph>,
    pub origin: Span,
}

/// A language and its direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// BCP 47.
    pub tag: String,
    pub direction: Direction,
}

/// A block with its words, ready to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub name: BlockName,
    pub origin: Span,
    pub lock: bool,
    /// What it does on the sheet.
    pub role: Role,
    /// Where the content lets it stand.
    pub placing: Placing,
    /// No format leaves it out by itself: a headline, an event, words that are locked or that keep people safe.
    pub vital: bool,
    /// A piece of an event: the block that has all of them.
    pub part_of: Option<BlockName>,
    pub locale: Locale,
    /// Words that are not translated and stand in another language.
    pub fallback: Option<Fallback>,
    pub body: Body,
}

impl Block {
    /// The name that people have written: of a piece of an event the event's.
    pub fn written_name(&self) -> &BlockName {
        self.part_of.as_ref().unwrap_or(&self.name)
    }
}

/// What of a block stands in another language than was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// The language asked for.
    pub wanted: String,
    /// The language it stands in.
    pub from: String,
    /// Keys of the words; empty: all of them.
    pub keys: Vec<&'static str>,
}

/// What a block holds, by its kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Text {
        heading: Option<Paragraph>,
        full: Vec<Paragraph>,
        short: Option<Vec<Paragraph>>,
    },
    Note {
        heading: Option<Paragraph>,
        full: Vec<Paragraph>,
        short: Option<Vec<Paragraph>>,
    },
    List {
        heading: Option<Paragraph>,
        items: Vec<Paragraph>,
        /// Files of pictures, one for each item; empty where there are none.
        icons: Vec<String>,
        note: Option<Paragraph>,
        ordered: bool,
    },
    Quote {
        says: Paragraph,
        by: Paragraph,
    },
    Stat {
        figures: Vec<Figure>,
        label: Paragraph,
        source: Paragraph,
        caveat: Option<Paragraph>,
    },
    Contact {
        name: Paragraph,
        phone: Option<Paragraph>,
        lines: Vec<ContactLine>,
    },
    /// An event, or a piece of one, line by line.
    Event {
        lines: Vec<ContactLine>,
    },
    Code {
        payload: String,
        label: Paragraph,
        readable: Paragraph,
    },
    Picture {
        file: String,
        alt: String,
        focus: (f64, f64),
        credit: Option<Paragraph>,
    },
    /// The organization's mark, or its name where it has none.
    Logo {
        mark: Option<Mark>,
        name: Paragraph,
        short: Option<Paragraph>,
    },
}

/// One value of a statistic: `2022` and `106`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How many, where it is a whole number that can be drawn one by one.
    pub count: Option<u32>,
    pub key: Paragraph,
    pub value: Paragraph,
}

/// A line under the number of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactLine {
    /// `text`, `email`, `web`, `hours`, `languages`, `note`.
    pub part: &'static str,
    pub words: Paragraph,
}

/// A logo file and its version for dark grounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub file: String,
    pub on_dark: Option<String>,
    pub alt: String,
    /// Nothing else stands within this of it.
    pub clear: Length,
    /// It is not shown narrower than this.
    pub minimum: Length,
}

/// A paragraph: runs of text in logical order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub origin: Option<Span>,
    /// Where it is not that of the block.
    pub locale: Option<Locale>,
}

/// Words of one paragraph that look alike.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Run {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub link: Option<String>,
    /// BCP 47, where it is in another language than its paragraph.
    pub language: Option<String>,
    /// A phone number, address or code: never broken at a space or hyphen, never reordered.
    pub keep: bool,
    /// Words that stand on one line, such as the day and month of a date.
    pub together: bool,
}

impl Paragraph {
    /// A paragraph without emphasis or links.
    pub fn plain(text: impl Into<String>, origin: Span) -> Paragraph {
        Paragraph { runs: vec![Run { text: text.into(), ..Run::default() }], origin: Some(origin), locale: None }
    }
    /// One run that is never broken or reordered.
    pub fn kept(text: impl Into<String>, origin: Span) -> Paragraph {
        Paragraph { runs: vec![Run { text: text.into(), keep: true, ..Run::default() }], origin: Some(origin), locale: None }
    }
    /// A number, and behind it what may stand on the next line; neither is broken.
    pub fn kept_in_two(first: &str, second: &str, origin: Span) -> Paragraph {
        let kept = |text: &str| Run { text: text.to_string(), keep: true, ..Run::default() };
        let between = Run { text: " ".to_string(), ..Run::default() };
        Paragraph { runs: vec![kept(first), between, kept(second)], origin: Some(origin), locale: None }
    }
    /// The same words in another language.
    pub fn spoken(self, locale: Option<Locale>) -> Paragraph {
        Paragraph { locale, ..self }
    }
    /// All words without their emphasis.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }
    /// Where it was written.
    pub fn span(&self) -> Span {
        self.origin.unwrap_or(Span::NONE)
    }
}
