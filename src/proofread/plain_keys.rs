//! Signs of markup and placeholders in keys that print them as they stand: `cost = "**Free**"`.

use super::Desk;
use super::left_over::braced;
use super::passages::{Part, Passage};
use crate::diag::{Diagnostic, checks};
use crate::model::Kind;

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_read() || !is_plain(passage) {
        return;
    }
    let (text, key) = (passage.text.value.as_str(), passage.key);
    let mut tell = |message: String, help: &str| {
        found.push(Diagnostic::error(&checks::MARKUP, passage.text.span, message).help(help));
    };
    if let Some(words) = emphasis(text) {
        tell(format!("`{words}` is printed with its asterisks: `{key}` takes no emphasis"), "take the asterisks out");
    }
    if let Some(link) = link(text) {
        tell(
            format!("`{link}` is printed as it stands: `{key}` takes no link"),
            "write the words alone, and the page into a code",
        );
    }
    if let Some(name) = braced(text).filter(|_| prints_braces(passage)) {
        tell(format!("`{name}` is printed as it stands: `{key}` takes no placeholder"), "write what is meant");
    }
}

/// Whether a key is printed as it is written: what an event says, sources and credits, and what an organization is called.
fn is_plain(passage: &Passage<'_>) -> bool {
    match passage.block {
        Some(name) => name.kind == Kind::Event || matches!(passage.key, "source" | "credit"),
        // The title of a content is for programs that open the file.
        None => passage.key != "title" || passage.part == Part::Name,
    }
}

/// Of these a placeholder in other keys is told where it is filled.
fn prints_braces(passage: &Passage<'_>) -> bool {
    matches!(passage.key, "source" | "credit" | "sponsor" | "disclaimer" | "hotline_hours")
        && passage.block.is_none_or(|name| name.kind != Kind::Event)
}

/// The first words between asterisks, with them.
fn emphasis(text: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(at) = text[from..].find('*').map(|at| at + from) {
        let signs = text[at..].len() - text[at..].trim_start_matches('*').len();
        let (before, inside) = (text[..at].chars().next_back(), &text[at + signs..]);
        let begins = before.is_none_or(|c| !c.is_alphanumeric()) && inside.starts_with(|c: char| c.is_alphanumeric());
        let end = inside.find('*').filter(|end| begins && inside[..*end].ends_with(|c: char| !c.is_whitespace()));
        if let Some(end) = end {
            let closing = inside[end..].len() - inside[end..].trim_start_matches('*').len();
            if closing == signs && signs <= 3 {
                return Some(&text[at..at + signs + end + closing]);
            }
        }
        from = at + signs;
    }
    None
}

/// The first `[words](address)`.
fn link(text: &str) -> Option<&str> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')?;
    let address = &text[middle + 2..end];
    (address.contains('.') || address.contains(':')).then(|| &text[start..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_are_emphasis() {
        assert_eq!(emphasis("**Free** for all"), Some("**Free**"));
        assert_eq!(emphasis("Bring *a mat*."), Some("*a mat*"));
        for text in ["Free* (*members only)", "5 * 3 * 2", "M*A*S*H", "$5*", "** Free", "Free"] {
            assert_eq!(emphasis(text), None, "{text}");
        }
    }

    #[test]
    fn a_link_has_an_address() {
        assert_eq!(link("See [our page](https://a.example.org)."), Some("[our page](https://a.example.org)"));
        for text in ["Room [2](upstairs)", "[a] (b.c)", "no"] {
            assert_eq!(link(text), None, "{text}");
        }
    }
}
