//! How far the translations of a project are: a row for each content and language, and the file that a translator
//! begins with.

use crate::diag::Diagnostic;
use crate::model::{Class, Content, Project, Pseudo, Review, Translation};
use crate::resolve::{Untranslated, faults, fields, has_letters, is_list, is_stale, source_hash, untranslated};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// One content in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct TranslationState {
    /// Name of the content's file.
    pub content: String,
    /// BCP 47 tag.
    pub language: String,
    /// Whether there is a translation to look at.
    pub kind: StateKind,
    /// Words that are missing, by block.
    pub missing: Vec<Missing>,
    /// What it says that the source does not.
    pub faults: Vec<Diagnostic>,
    /// Blocks that nobody has read yet.
    pub unreviewed: Vec<(String, Class)>,
    /// The source has changed since.
    pub stale: bool,
    /// Hash of the source as it is now.
    pub source: String,
    /// Who translated it, who has read it.
    pub review: Review,
}

/// How far a translation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// The content is written in it.
    Source,
    /// There is no file.
    Absent,
    /// There is a file; the other fields say how far it is.
    Translation,
}

/// What of a block is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// `text.lead`
    pub block: String,
    /// How much hangs on it: a missing word of `safety` or `statutory` takes the whole block with it.
    pub class: Class,
    /// Keys of the words; empty: all of them.
    pub keys: Vec<&'static str>,
}

/// Every content in every language that a translation, a make or an organization names; pseudo-locales need none.
pub fn states(project: &Project) -> Vec<TranslationState> {
    let asked = project.makes.iter().filter_map(|m| m.languages.as_ref()).flatten().chain(&project.defaults.languages);
    let asked = asked.chain(project.orgs.values().flat_map(|o| &o.languages)).flat_map(|l| l.value.split('+'));
    let there = project.translations.keys().map(|(_, tag)| tag.as_str());
    let of_sources = project.contents.values().map(|c| c.language.value.as_str());
    let languages: BTreeSet<&str> = asked.chain(there).chain(of_sources).filter(|tag| Pseudo::from_tag(tag).is_none()).collect();
    let pairs = project.contents.iter().flat_map(|content| languages.iter().map(move |tag| (content, *tag)));
    pairs.map(|((name, content), tag)| state(project, name, content, tag)).collect()
}

fn state(project: &Project, name: &str, content: &Content, tag: &str) -> TranslationState {
    let translation = project.translations.get(&(name.to_string(), tag.to_string()));
    let kind = match translation {
        Some(_) => StateKind::Translation,
        None if content.language.value == tag => StateKind::Source,
        None => StateKind::Absent,
    };
    TranslationState {
        content: name.to_string(),
        language: tag.to_string(),
        kind,
        missing: translation.map(|t| missing(content, t)).unwrap_or_default(),
        faults: translation.map(|t| faults(content, t)).unwrap_or_default(),
        unreviewed: translation.map(|t| unreviewed(content, t)).unwrap_or_default(),
        stale: translation.is_some_and(|t| is_stale(content, t)),
        source: source_hash(content),
        review: translation.map(|t| t.review.clone()).unwrap_or_default(),
    }
}

fn missing(content: &Content, translation: &Translation) -> Vec<Missing> {
    let of_block = |block: &crate::model::Block| {
        let keys = match untranslated(block, translation.blocks.get(&block.name))? {
            Untranslated::Whole => Vec::new(),
            Untranslated::Some(keys) => keys,
        };
        Some(Missing { block: block.name.to_string(), class: block.class, keys })
    };
    content.blocks.iter().filter_map(of_block).collect()
}

fn unreviewed(content: &Content, translation: &Translation) -> Vec<(String, Class)> {
    let stale = is_stale(content, translation);
    let read = |block: &&crate::model::Block| {
        let words = translation.blocks.get(&block.name);
        words.is_some_and(|w| stale || !w.review.over(&translation.review).is_reviewed())
    };
    content.blocks.iter().filter(read).map(|block| (block.name.to_string(), block.class)).collect()
}

/// The file that a translator begins with: every text of a content as a comment, with an empty place for it.
pub fn skeleton(path: &str, content: &Content, tag: &str) -> String {
    let mut out = format!(
        "# {path} in another language. Write the words between the quotes; what is empty is not translated.\n\
         # Leave {{placeholders}}, numbers and the order of items as they are.\n\n\
         language = \"{tag}\"\n"
    );
    text(&mut out, "title", &content.title.value, "");
    let _ = write!(
        out,
        "\n[translation]\n\
         by     = \"\"               # who translates it\n\
         status = \"draft\"          # then \"reviewed\", with reviewed_by, qualification and reviewed_on\n\
         source = \"{}\"    # the words below; when they change you are told\n",
        source_hash(content)
    );
    for block in &content.blocks {
        let words = fields(&block.body).into_iter().filter(|(_, text)| has_letters(&text.value));
        let (items, others): (Vec<_>, Vec<_>) = words.partition(|(key, _)| is_list(key));
        if items.is_empty() && others.is_empty() {
            continue;
        }
        let class = match block.class {
            Class::General => "",
            Class::Safety => "    # safety: every text, and somebody must review it",
            Class::Statutory => "    # statutory: only the official translation, with origin = \"official\" and source_url",
        };
        let _ = write!(out, "\n[{}]{class}\n", block.name);
        for (key, words) in others {
            text(&mut out, key, &words.value, "");
        }
        if !items.is_empty() {
            let _ = writeln!(out, "{} = [", items[0].0);
            for (_, item) in items {
                text(&mut out, "", &item.value, "  ");
            }
            out.push_str("]\n");
        }
    }
    out
}

/// The words of the source as a comment, and an empty place under it.
fn text(out: &mut String, key: &str, source: &str, indent: &str) {
    for line in source.trim().lines() {
        let _ = writeln!(out, "{}", format!("{indent}# {line}").trim_end());
    }
    let place = if key.is_empty() { "\"\",".to_string() } else { format!("{key} = \"\"") };
    let _ = writeln!(out, "{indent}{place}");
}
