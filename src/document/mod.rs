//! What one product says: blocks and runs of text with every placeholder filled and every word in one language.
//! Meaning without positions, sizes or colours.

mod words;

use crate::diag::Span;
use crate::geom::Length;
use crate::model::{Audience, BlockName, Direction, Placing, Role};

/// The value between `resolve` and `compose`.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The content's title with its placeholders filled: of the file, not of the paper.
    pub title: String,
    /// Of the sheet: the first of its languages.
    pub locale: Locale,
    /// How many languages it speaks. Blocks of the second are called `text.lead@2`.
    pub languages: usize,
    /// Whom it speaks to: decides what the checks ask of it.
    pub audience: Audience,
    /// Name of the organization as set in type.
    pub org: String,
    /// In the order of the content, then what the organization gives; those of the second language follow all of the first.
    pub blocks: Vec<Block>,
    /// Blocks that an optional placeholder leaves out for this organization.
    pub left_out: Vec<BlockName>,
    /// Words of the band that an unreviewed translation carries.
    pub draft: Option<Paragraph>,
    /// The content's head, for messages about the product as a whole.
    pub origin: Span,
}

/// Letters of a text that takes no more than two lines of a poster, with its heading.
const TWO_LINES: usize = 90;

/// A language and its direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// BCP 47.
    pub tag: String,
    /// Which way its lines run.
    pub direction: Direction,
}

/// A block with its words, ready to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Kind and name as in the content; those of a second language end in `@2`.
    pub name: BlockName,
    /// The header, or where the organization's words were written.
    pub origin: Span,
    /// Words that organizations may not change: no layout leaves out a part of it.
    pub lock: bool,
    /// What it does on the sheet.
    pub role: Role,
    /// Where the content lets it stand.
    pub placing: Placing,
    /// No format leaves it out by itself: a headline, an event, words that are locked or that keep people safe.
    pub vital: bool,
    /// A piece of an event: the block that has all of them.
    pub part_of: Option<BlockName>,
    /// Of its words, where they do not say otherwise.
    pub locale: Locale,
    /// Words that are not translated and stand in another language.
    pub fallback: Option<Fallback>,
    /// What it says.
    pub body: Body,
}

impl Block {
    /// A picture that shows the way: `[image.NAME]` of the role `map`.
    pub fn is_way(&self) -> bool {
        self.role == Role::Map && matches!(self.body, Body::Picture { .. })
    }

    /// A block as the content has it: no piece of an event, nothing of the organization, no art of the theme.
    pub fn is_whole(&self) -> bool {
        self.part_of.is_none() && self.name.kind.is_written()
    }

    /// Whether it may stand beside the lists of a sheet that has no place of its own for it: lists, steps, and a sentence such as
    /// that of a reward.
    pub fn may_stand_beside_lists(&self) -> bool {
        let mut letters = 0;
        self.body.paragraphs(&mut |paragraph| letters += paragraph.text().chars().count());
        let fits = matches!(self.role, Role::Points | Role::Steps) || (self.role == Role::Copy && letters <= TWO_LINES);
        fits && self.is_whole() && !self.placing.if_room
    }

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
    /// Words under a heading.
    Text {
        /// A line over the words.
        heading: Option<Paragraph>,
        /// For where there is room.
        full: Vec<Paragraph>,
        /// For where the full words do not fit at their smallest size. `None`: there are none.
        short: Option<Vec<Paragraph>>,
    },
    /// Small print.
    Note {
        /// A line over the words.
        heading: Option<Paragraph>,
        /// For where there is room.
        full: Vec<Paragraph>,
        /// For where the full words do not fit at their smallest size. `None`: there are none.
        short: Option<Vec<Paragraph>>,
    },
    /// Items, with or without an order.
    List {
        /// A line over the items.
        heading: Option<Paragraph>,
        /// Most important first.
        items: Vec<Paragraph>,
        /// Files of pictures, one for each item; empty where there are none.
        icons: Vec<String>,
        /// Under the items, wherever they stand.
        note: Option<Paragraph>,
        /// Each item gets its number: `[steps.NAME]`.
        ordered: bool,
    },
    /// What somebody said.
    Quote {
        /// With the quotation marks of the language.
        says: Paragraph,
        /// Who said it, and where and when it was read.
        by: Paragraph,
    },
    /// A number with what it counts.
    Stat {
        /// A value each, in file order.
        figures: Vec<Figure>,
        /// What the values are values of.
        label: Paragraph,
        /// Who counted, and up to when, in the language's own sentence.
        source: Paragraph,
        /// What the number does not say.
        caveat: Option<Paragraph>,
    },
    /// Whom to reach.
    Contact {
        /// Who answers.
        name: Paragraph,
        /// The number to call. `None`: there are other ways only.
        phone: Option<Paragraph>,
        /// The other ways, hours, languages and the note, in this order; those it has words for.
        lines: Vec<ContactLine>,
    },
    /// An event, or a piece of one, line by line.
    Event {
        /// Those it has words for, in the order in which they are read.
        lines: Vec<ContactLine>,
    },
    /// A QR code.
    Code {
        /// The text that the code carries, made up as phones want it.
        payload: String,
        /// What it is for.
        label: Paragraph,
        /// The same in letters, for who cannot scan.
        readable: Paragraph,
    },
    /// A picture of the project.
    Picture {
        /// Path inside the project.
        file: String,
        /// What it shows; empty for decoration.
        alt: String,
        /// Kept in view where it is cropped, in parts of 1 from the left and from the top.
        focus: (f64, f64),
        /// Who made it, in the language's own sentence.
        credit: Option<Paragraph>,
    },
    /// Marks of others, side by side.
    Logos {
        /// A line over them.
        heading: Option<Paragraph>,
        /// In the order in which they stand.
        marks: Vec<LogoMark>,
    },
    /// The organization's mark, or its name where it has none.
    Logo {
        /// `None`: the name is set in type.
        mark: Option<Mark>,
        /// As it is set in type.
        name: Paragraph,
        /// For where the name does not fit.
        short: Option<Paragraph>,
    },
}

impl Body {
    /// Marks of others that it shows.
    pub fn marks(&self) -> &[LogoMark] {
        if let Body::Logos { marks, .. } = self { marks } else { &[] }
    }
}

/// One value of a statistic: `2022` and `106`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How much: what `value` says in words.
    pub number: f64,
    /// How many, where it is a whole number that can be drawn one by one.
    pub count: Option<u32>,
    /// The year, or whatever the value is kept under.
    pub key: Paragraph,
    /// The number in the digits and groups of the language.
    pub value: Paragraph,
}

/// A line under the number of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactLine {
    /// `text`, `email`, `web`, `hours`, `languages`, `note`.
    pub part: &'static str,
    /// As they stand on paper, labels of the language with them.
    pub words: Paragraph,
}

/// A logo file and its version for dark grounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Path inside the project.
    pub file: String,
    /// Path of the version for dark grounds. `None`: on these it gets a light plate.
    pub on_dark: Option<String>,
    /// What it says to who cannot see it.
    pub alt: String,
    /// Nothing else stands within this of it.
    pub clear: Length,
    /// It is not shown narrower than this.
    pub minimum: Length,
}

/// One of several marks.
#[derive(Clone, Debug, PartialEq)]
pub struct LogoMark {
    /// Path inside the project.
    pub file: String,
    /// Path of the version for dark grounds. `None`: on these it gets a light plate.
    pub on_dark: Option<String>,
    /// Whose mark it is, for who cannot see it.
    pub alt: String,
    /// Where the file is named.
    pub origin: Span,
}

impl LogoMark {
    /// The file for a light ground, or for a dark one where there is one.
    pub fn version(&self, dark: bool) -> &str {
        self.on_dark.as_deref().filter(|_| dark).unwrap_or(&self.file)
    }
}

/// A paragraph: runs of text in logical order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Paragraph {
    /// In logical order; a change of weight, link or language begins a new one.
    pub runs: Vec<Run>,
    /// The words as they were written. `None`: the program has made them.
    pub origin: Option<Span>,
    /// Where it is not that of the block.
    pub locale: Option<Locale>,
}

/// Words of one paragraph that look alike.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Run {
    /// With the blanks and marks that are printed.
    pub text: String,
    /// `**bold**`
    pub strong: bool,
    /// `*emphasis*`
    pub emphasis: bool,
    /// Where the words lead in files for screens: `https:`, `tel:` and the like.
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
