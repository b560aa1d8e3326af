//! `assets/policies/*.toml`: what a sheet must, may and must not say to those who read it. One file a kind of reader.

use super::{Audience, BlockName, Name, Role};
use crate::diag::{At, Span};
use crate::geom::Length;
use std::collections::BTreeMap;

/// What holds for the sheets of one kind of reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// For people who choose one.
    pub about: At<String>,
    /// The audience whose contents may go by it.
    pub audience: At<Audience>,
    /// The policy whose rules hold too.
    pub extends: Option<At<Name>>,
    /// `[must.NAME]`: one of these blocks has to be there.
    pub must: Vec<BlockRule>,
    /// `[must_not.NAME]`: none of these blocks may be there.
    pub must_not: Vec<BlockRule>,
    /// `[caveat.NAME]`: these lists need a `note`.
    pub caveats: Vec<BlockRule>,
    /// `[companion.NAME]`: what has to be said beside something else.
    pub companions: Vec<Companion>,
    /// `[wording.NAME]`: words that are told.
    pub wording: Vec<Wording>,
    /// `[names.NAME]`: words that neither the title nor the name of a file says.
    pub names: Vec<Wording>,
    /// Files say neither who hands them out nor what project they are of.
    pub neutral_files: Option<At<bool>>,
    /// No type is smaller, whatever the format.
    pub least_type: Option<At<Length>>,
    /// No number of a contact is smaller.
    pub least_phone: Option<At<Length>>,
    /// Nothing is printed with a statistic in running words that comes from no record.
    pub recorded_statistics: Option<At<bool>>,
    /// School years that the words ask for at most, in languages that have a measure.
    pub reading_grade: Option<At<f64>>,
    /// `about`, for messages about the policy as a whole.
    pub origin: Span,
}

/// A rule about blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockRule {
    /// What the rule is called under its table, as messages name it.
    pub name: String,
    /// One that any of these patterns fits is meant.
    pub blocks: Vec<At<BlockPattern>>,
    /// What to write, and why.
    pub why: At<String>,
    /// The table of the rule.
    pub origin: Span,
}

/// A role, `contact`, or the name of a block with `*` for any letters: `list.*rules*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockPattern {
    /// A role, whatever the block is called.
    Role(Role),
    /// `contact`, or a name with `*`: `list.*rules*`.
    Name(String),
}

/// Words by language; a language without words is not looked at.
pub type ByLanguage = BTreeMap<String, Vec<At<String>>>;

/// `[companion.NAME]`: where one thing is said, another is said too.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// What the rule is called under its table, as messages name it.
    pub name: String,
    /// A sheet with one of these blocks, or one of these words, is meant; without either, every sheet.
    pub blocks: Vec<At<BlockPattern>>,
    /// Empty for all sheets, where `blocks` is too.
    pub when: ByLanguage,
    /// Only sheets with one of these words are meant. Empty: all.
    pub beside: ByLanguage,
    /// One of these words has to be on it.
    pub says: ByLanguage,
    /// What is told where the words are missing.
    pub why: At<String>,
    /// Nothing is printed without it.
    pub is_error: bool,
    /// The table `[companion.NAME]`.
    pub origin: Span,
}

/// `[wording.NAME]`: words that these readers are better spared.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// What the rule is called under its table.
    pub name: String,
    /// By language. Words or phrases, looked for whole, capitals or not.
    pub words: ByLanguage,
    /// Only on sheets that hold one of these words.
    pub beside: ByLanguage,
    /// What is told where one of them stands: what to say in its place.
    pub why: At<String>,
    /// The table of the rule.
    pub origin: Span,
}

impl BlockPattern {
    /// A role by its name, else a pattern of names.
    pub fn parse(text: &str) -> Option<BlockPattern> {
        match Role::from_name(text) {
            Some(role) => Some(BlockPattern::Role(role)),
            None => text.contains(['.', '*']).then(|| BlockPattern::Name(text.to_string())),
        }
    }

    /// Whether a block of this name and role is meant.
    pub fn matches(&self, name: &BlockName, role: Role) -> bool {
        match self {
            BlockPattern::Role(wanted) => *wanted == role,
            BlockPattern::Name(pattern) => matches_glob(pattern, &name.to_string()),
        }
    }
}

/// Whether `text` is `pattern`, in which `*` stands for any letters.
fn matches_glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(tail) = text.strip_prefix(head) else { return false };
    let ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    ends.into_iter().any(|at| matches_glob(rest, &tail[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, text, same) in [
            ("list.*rules*", "list.rules", true),
            ("list.*rules*", "list.house-rules-brief", true),
            ("list.*rules*", "steps.rules", false),
            ("stat.*", "stat.cases", true),
            ("note.tracking", "note.tracking", true),
            ("note.tracking", "note.tracking2", false),
        ] {
            assert_eq!(matches_glob(pattern, text), same, "{pattern} {text}");
        }
    }
}
