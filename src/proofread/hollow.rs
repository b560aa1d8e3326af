//! Values that say nothing though their label is printed: blank, a dash, a question mark. And placeholders where none is filled:
//! the keys of an event are printed as they stand.

use super::Desk;
use super::left_over::braced;
use super::passages::{Part, Passage};
use crate::diag::{Diagnostic, checks};
use crate::model::Kind;

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let (text, span) = (passage.text.value.as_str(), passage.text.span);
    if may_be_empty(passage) {
        return;
    }
    if says_nothing(text) {
        let message = match text.trim() {
            "" => format!("`{}` is empty", passage.key),
            sign => format!("`{}` is `{sign}`, which says nothing", passage.key),
        };
        found.push(
            Diagnostic::error(&checks::MISSING_KEY, span, message)
                .help(format!("write what is meant, or take `{}` out: then its label is not printed", passage.key)),
        );
        return;
    }
    // Of a content or of a row.
    let of_event = passage.block.is_some_and(|name| name.kind == Kind::Event) || is_of_row(passage);
    if let Some(braced) = braced(text).filter(|_| of_event) {
        let message = format!("`{braced}` would be printed as it stands: the keys of an event take no placeholders");
        found.push(
            Diagnostic::error(&checks::PLACEHOLDER, span, message)
                .help(format!("write the words themselves under `{}`", passage.key)),
        );
    }
}

/// Decoration has no words, and what stands under a code may be left out on purpose; items are looked at in `items`.
fn may_be_empty(passage: &Passage<'_>) -> bool {
    let of_list = passage.block.is_some_and(|name| matches!(name.kind, Kind::List | Kind::Steps));
    matches!(passage.key, "alt" | "readable") || of_list && matches!(passage.key, "items" | "heading" | "note")
}

/// Blank, or nothing but signs of the keyboard and dashes.
fn says_nothing(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_punctuation() || c.is_whitespace() || matches!(c, '–' | '—' | '…' | '•' | '·' | '¿' | '€' | '£'))
}

/// Whether a text without a block belongs to a row of events: organizations have other keys.
fn is_of_row(passage: &Passage<'_>) -> bool {
    passage.block.is_none()
        && matches!(passage.key, "subtitle" | "venue" | "room" | "join" | "rsvp_link" | "rsvp_phone" | "speaker" | "cost")
        && passage.part != Part::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_told_from_what_says_little() {
        for text in ["", "  ", "-", "—", "?", "...", "$", "$?"] {
            assert!(says_nothing(text), "{text:?}");
        }
        for text in ["5", "$5", "A", "é", "无", "*", "{org.phone?}", "🎉"] {
            assert_eq!(says_nothing(text), text == "*", "{text:?}");
        }
    }
}
