//! The words of a content in another language, and who stands for them.

use super::BlockName;
use crate::diag::{At, Span};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Keys of a block that hold words to translate, in any kind of block but events; of a list there are `items` too.
pub const BLOCK_WORDS: [&str; 14] = [
    "full",
    "short",
    "heading",
    "note",
    "label",
    "says",
    "by",
    "source",
    "name",
    "hours",
    "languages",
    "alt",
    "readable",
    "caveat",
];

/// `content/<name>.<language>.toml`: the same headers, only the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// BCP 47 tag of these words: that of the file's name.
    pub language: At<String>,
    /// In place of the content's. `None`: it is not translated.
    pub title: Option<At<String>>,
    /// `[translation]`; a block may state its own.
    pub review: Review,
    /// Hash of the source text it was made from: `b3:` and eight hexadecimal digits.
    pub source: Option<At<String>>,
    /// By the name of the block in the source. One that is missing there is not translated.
    pub blocks: BTreeMap<BlockName, Translated>,
    /// The file's head, for messages about the translation as a whole.
    pub origin: Span,
}

/// Where translated words come from, and who has read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Who translated it, for people.
    pub by: Option<At<String>>,
    /// Who made it: an office, a person, a machine, speakers. `None`: nobody has said.
    pub origin: Option<At<TranslationOrigin>>,
    /// Where an official text was read.
    pub source_url: Option<At<String>>,
    /// `None`: of a block, that of the file; a file that says nothing is a draft.
    pub status: Option<At<TranslationStatus>>,
    /// Who read it and answers for it. Without a name it counts as not reviewed.
    pub reviewed_by: Option<At<String>>,
    /// What makes the reviewer fit for it: "court interpreter".
    pub qualification: Option<At<String>>,
    /// The day that it was read.
    pub reviewed_on: Option<At<Date>>,
}

/// How far people have come with a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationStatus {
    /// Nobody has read it: a band on the sheet says so.
    Draft,
    /// Somebody who is named has read it.
    Reviewed,
    /// As reviewed, for offices that part reading and agreeing: the program makes no difference.
    Approved,
}

/// Who made a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationOrigin {
    /// The office that issues the text.
    Official,
    /// A person who knows both languages.
    Human,
    /// A program; somebody has to read it before it counts as reviewed.
    Machine,
    /// Speakers of the language together.
    Community,
}

/// The words of one block in another language: the keys of the block that hold words, by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated {
    /// By key of the block, such as `full` and `label`; words that are still empty are left out.
    pub words: BTreeMap<String, At<String>>,
    /// Of a list, as many as in the source. `None`: not translated.
    pub items: Option<Vec<At<String>>>,
    /// Why numbers are other than in the source: `110 lb are 50 kg`. It excuses the numbers it names.
    pub differs: Option<At<String>>,
    /// What differs from the head of the file.
    pub review: Review,
    /// The header `[kind.name]`.
    pub origin: Span,
}

impl Review {
    /// This one with `base` wherever it says nothing.
    pub fn over(&self, base: &Review) -> Review {
        Review {
            by: self.by.clone().or_else(|| base.by.clone()),
            origin: self.origin.clone().or_else(|| base.origin.clone()),
            source_url: self.source_url.clone().or_else(|| base.source_url.clone()),
            status: self.status.clone().or_else(|| base.status.clone()),
            reviewed_by: self.reviewed_by.clone().or_else(|| base.reviewed_by.clone()),
            qualification: self.qualification.clone().or_else(|| base.qualification.clone()),
            reviewed_on: self.reviewed_on.clone().or_else(|| base.reviewed_on.clone()),
        }
    }
    /// From the office that issues the text, with the place where it was read.
    pub fn is_official(&self) -> bool {
        self.origin.as_ref().is_some_and(|o| o.value == TranslationOrigin::Official)
            && self.source_url.as_ref().is_some_and(|u| !u.value.trim().is_empty())
    }
    /// Read by somebody who is named, or official.
    pub fn is_reviewed(&self) -> bool {
        let named = self.reviewed_by.as_ref().is_some_and(|r| !r.value.trim().is_empty());
        let read = self.status.as_ref().is_some_and(|s| s.value != TranslationStatus::Draft);
        read && named || self.is_official()
    }
}

impl TranslationStatus {
    /// From the first to the last.
    pub const ALL: [TranslationStatus; 3] = [TranslationStatus::Draft, TranslationStatus::Reviewed, TranslationStatus::Approved];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            TranslationStatus::Draft => "draft",
            TranslationStatus::Reviewed => "reviewed",
            TranslationStatus::Approved => "approved",
        }
    }
}

impl TranslationOrigin {
    /// As files may say it.
    pub const ALL: [TranslationOrigin; 4] =
        [TranslationOrigin::Official, TranslationOrigin::Human, TranslationOrigin::Machine, TranslationOrigin::Community];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            TranslationOrigin::Official => "official",
            TranslationOrigin::Human => "human",
            TranslationOrigin::Machine => "machine",
            TranslationOrigin::Community => "community",
        }
    }
}
