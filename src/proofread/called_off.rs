//! `CANCELLED: Harvest fair`: a title that says what the `status` of its event does not. The sheet would have no band, and its calendar
//! file would put the event into calendars.

use super::passages::{Passage, of_event, of_row_words};
use super::words::{find_word, of_language, primary};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::{Event, EventStatus, Kind};

const WORDS: &str = include_str!("../../assets/registries/called-off-words.txt");
const UNTIL: &str = include_str!("../../assets/registries/range-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    // Rows are looked at one by one.
    if sheet.has_rows {
        return;
    }
    let mut events = sheet.events();
    let Some(event) = events.next() else { return };
    let is_alone = events.next().is_none();
    let is_title = |p: &&Passage<'_>| match p.block {
        Some(name) if name.kind == Kind::Event => is_shown(p.key) && is_alone,
        Some(name) => is_alone && name.kind == Kind::Text && name.name.contains("headline"),
        None => is_alone && p.key == "title",
    };
    if is_alone {
        found.extend(sheet.passages.iter().filter(is_title).filter_map(|passage| told(passage, event)));
    } else if sheet.language == sheet.content.language.value {
        found.extend(sheet.events().filter_map(|event| in_event(event, sheet.language)));
    }
}

/// The words of one row, in its own language and in others.
pub(super) fn of_row(event: &Event, language: &str, found: &mut Vec<Diagnostic>) {
    found.extend(in_event(event, language));
    let pairs = of_row_words(event, language);
    found.extend(pairs.iter().filter(|pair| is_shown(pair.source.key)).filter_map(|pair| told(&pair.translated, event)));
}

/// What stands large, or where nobody reads on.
fn is_shown(key: &str) -> bool {
    matches!(key, "title" | "subtitle" | "venue" | "room" | "note")
}

fn in_event(event: &Event, language: &str) -> Option<Diagnostic> {
    let all = of_event(event, None, language);
    all.iter().filter(|p| is_shown(p.key)).find_map(|passage| told(passage, event))
}

fn told(passage: &Passage<'_>, event: &Event) -> Option<Diagnostic> {
    let text = passage.text.value.as_str();
    let off = of_language(WORDS, passage.language).into_iter().map(|word| (word, EventStatus::Cancelled));
    let later = of_language(WORDS, &format!("{}>", primary(passage.language)));
    let mut all = off.chain(later.into_iter().map(|word| (word, EventStatus::Postponed)));
    let said = |word: &str| match passage.key {
        "note" => headed(text, word, passage.language),
        _ => remark(text, word),
    };
    let (said, status) = all.find_map(|(word, status)| Some((said(word)?, status)))?;
    (event.status.value == EventStatus::Confirmed).then(|| {
        let name = EventStatus::ALL.iter().find(|(_, known)| *known == status).map_or("", |(name, _)| name);
        let message = format!("the words say `{said}`, and the event is confirmed");
        Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
            .words(said)
            .also(event.start.span, "the event")
            .help(format!("set `status = \"{name}\"`, which prints a band and reaches calendars, and take the word out"))
    })
}

/// `Postponed to June 12.`, `Cancelled.` at the head of a note; `Cancelled if it rains` is a promise.
fn headed<'t>(text: &'t str, word: &str, language: &str) -> Option<&'t str> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix(word).filter(|_| lower.len() == text.len())?;
    let behind = rest.trim_start();
    let until = of_language(UNTIL, language);
    let goes_on = until.iter().any(|cue| behind.strip_prefix(cue).is_some_and(|rest| rest.starts_with(' ')));
    (rest.starts_with(['.', '!']) || rest.is_empty() || goes_on && behind.len() < rest.len()).then(|| &text[..word.len()])
}

/// A word as a remark of its own: alone, at one end with a sign between, in brackets, or shouted where the rest is not.
fn remark<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let lower = text.to_lowercase();
    let at = find_word(&lower, word).filter(|_| lower.len() == text.len())?;
    let said = text.get(at..at + word.len())?;
    let (before, behind) = (text[..at].trim_end(), text[at + word.len()..].trim_start());
    let parts = |c: char| "()[]-–—:!/|*,".contains(c);
    let is_headed = before.is_empty() || before.ends_with(parts) && before.len() < at + 1;
    let is_ended = behind.is_empty() || behind.starts_with(parts);
    let rest = text[..at].chars().chain(text[at + word.len()..].chars());
    let shouts = !said.chars().any(char::is_lowercase) && rest.into_iter().any(char::is_lowercase);
    (is_headed && is_ended || shouts).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_so_at_its_head() {
        assert!(
            headed("Postponed to June 12.", "postponed", "en").is_some() && headed("Cancelled.", "cancelled", "en").is_some()
        );
        for text in ["Cancelled if it rains.", "Cancelled tickets are refunded.", "Rain or shine; never cancelled."] {
            assert!(headed(text, "cancelled", "en").is_none(), "{text}");
        }
    }

    #[test]
    fn a_remark_stands_by_itself() {
        for text in [
            "CANCELLED: Harvest fair",
            "Harvest fair (cancelled)",
            "Harvest fair - Cancelled",
            "Cancelled",
            "Cancelled! Harvest fair",
            "Harvest fair CANCELLED",
            "[Cancelled] Harvest fair",
        ] {
            assert!(remark(text, "cancelled").is_some(), "{text}");
        }
        for text in ["Cancelled stamps of the north", "CANCELLED PLANS", "The cancelled train", "Uncancelled", "Plans cancelled"]
        {
            assert!(remark(text, "cancelled").is_none(), "{text}");
        }
    }
}
