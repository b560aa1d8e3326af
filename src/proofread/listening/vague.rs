//! `missing-title`, `vague-link`, `code-without-words`: words that do not say what they stand for.

use super::listed;
use crate::diag::{Diagnostic, checks};
use crate::model::Kind;
use crate::proofread::passages::Passage;

const LINKS: &str = include_str!("../../../assets/registries/vague-links.txt");
const TITLES: &str = include_str!("../../../assets/registries/vague-titles.txt");

/// The title of a content, which is the name of its window and the first thing heard.
pub(super) fn title(passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.key != "title" || passage.block.is_some() {
        return None;
    }
    let title = passage.text.value.trim();
    let message = match title.is_empty() {
        true => "the title is empty".to_string(),
        false if listed(TITLES, passage.language, title) => format!("the title `{title}` does not say what the sheet is about"),
        false => return None,
    };
    let help = "write what it is about: it is the name of the window, and what is heard first";
    Some(Diagnostic::warning(&checks::MISSING_TITLE, passage.text.span, message).help(help))
}

/// `[click here](https://...)`: out of its sentence it says nothing, and screen readers list links out of theirs.
pub(super) fn link(passage: &Passage<'_>) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    if !text.contains("](") || !passage.is_read() {
        return None;
    }
    let words = text.match_indices("](").find_map(|(end, _)| {
        let words = &text[text[..end].rfind('[')? + 1..end];
        let target = &text[end + 2..];
        let leads = !target.starts_with("lang:");
        (leads && (words.trim().is_empty() || listed(LINKS, passage.language, words))).then_some(words)
    })?;
    let message = format!("the words `{words}` of a link do not say where it leads");
    let help = "make the words that name it the link, as in `[the list of shelters](https://...)`";
    Some(Diagnostic::warning(&checks::VAGUE_LINK, passage.text.span, message).help(help))
}

/// The words over a code.
pub(super) fn code(passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.key != "label" || passage.block.is_none_or(|block| block.kind != Kind::Qr) {
        return None;
    }
    let label = passage.text.value.trim();
    let message = match label.is_empty() {
        true => "the code has no words: its `label` is empty".to_string(),
        false if listed(LINKS, passage.language, label) => format!("the words `{label}` do not say what the code is for"),
        false => return None,
    };
    let help = "write what somebody gets who scans it, as in `label = \"Register\"`";
    Some(Diagnostic::warning(&checks::CODE_WITHOUT_WORDS, passage.text.span, message).help(help))
}
