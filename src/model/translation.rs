//! The words of a content in another language, and who stands for them.

use super::BlockName;
use crate::diag::{At, Span};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// `content/<name>.<language>.toml`: the same headers, only the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    pub language: At<String>,
    pub title: Option<At<String>>,
    /// `[translation]`; a block may state its own.
    pub review: Review,
    /// Hash of the source text it was made from: `b3:` and eight hexadecimal digits.
    pub source: Option<At<String>>,
    pub blocks: BTreeMap<BlockName, Translated>,
    pub origin: Span,
}

/// Where translated words come from, and who has read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    pub by: Option<At<String>>,
    pub origin: Option<At<TranslationOrigin>>,
    /// Where an official text was read.
    pub source_url: Option<At<String>>,
    pub status: Option<At<TranslationStatus>>,
    pub reviewed_by: Option<At<String>>,
    /// What makes the reviewer fit for it: "court interpreter".
    pub qualification: Option<At<String>>,
    pub reviewed_on: Option<At<Date>>,
}

/// How far people have come with a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationStatus {
    Draft,
    Reviewed,
    Approved,
}

/// Who made a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationOrigin {
    /// The office that issues the text.
    Official,
    Human,
    Machine,
    /// Speakers of the language together.
    Community,
}

/// The words of one block in another language: the keys of the block that hold words, by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated {
    pub words: BTreeMap<String, At<String>>,
    pub items: Option<Vec<At<String>>>,
    /// Why numbers are other than in the source: `110 lb are 50 kg`. It excuses the numbers it names.
    pub differs: Option<At<String>>,
    /// What differs from the head of the file.
    pub review: Review,
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
