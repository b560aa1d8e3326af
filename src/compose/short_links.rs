//! Short numbers in running words: `call 988`, and `text HELP to 233733` where a line of the sheet takes such a text. Figures and
//! codes that nobody is told to call stay words.

use crate::display::Link;
use crate::document::Document;
use crate::registry;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

const CALLING: &str = include_str!("../../assets/registries/calling-words.txt");
const SHORT_NUMBERS: &str = include_str!("../../assets/registries/short-numbers.txt");

static IN_SERVICE: LazyLock<Vec<&'static str>> = LazyLock::new(|| registry::rows(SHORT_NUMBERS).collect());

/// Between a code word and its number stand so many bytes at the most: ` to `, ` al `.
const BETWEEN: usize = 12;

/// Digits of a number in service, at the most.
const LONGEST_IN_SERVICE: usize = 3;

/// A line that takes texts: what to send, to what number, and the link that does it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextLine {
    say: String,
    to: String,
    target: String,
}

/// The lines of a product that take texts.
pub(super) fn text_lines(document: &Document) -> Vec<TextLine> {
    let mut lines = BTreeSet::new();
    for block in &document.blocks {
        block.body.paragraphs(&mut |paragraph| {
            lines.extend(paragraph.runs.iter().filter_map(|run| text_line(run.link.as_deref()?)));
        });
    }
    lines.into_iter().collect()
}

fn text_line(target: &str) -> Option<TextLine> {
    let (to, say) = target.strip_prefix("sms:")?.split_once("?body=")?;
    let is_word = !say.is_empty() && say.bytes().all(|b| b.is_ascii_alphanumeric());
    is_word.then(|| TextLine { say: say.to_string(), to: to.to_string(), target: target.to_string() })
}

/// Links of short numbers in words, in their order, where no other link is.
pub(super) fn add(links: &mut Vec<Link>, text: &str, language: &str, lines: &[TextLine]) {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let numbers: Vec<Range<usize>> = numbers(text).collect();
    let mut found = called(text, &numbers, language);
    found.extend(lines.iter().flat_map(|line| texted(text, &numbers, line)));
    let is_free = |link: &Link| !links.iter().any(|l| l.range.start < link.range.end && link.range.start < l.range.end);
    found.retain(is_free);
    links.append(&mut found);
    links.sort_by_key(|link| link.range.start);
}

/// Numbers of three digits in service, right behind a word that tells to call.
fn called(text: &str, numbers: &[Range<usize>], language: &str) -> Vec<Link> {
    let in_service = |range: &&Range<usize>| range.len() <= LONGEST_IN_SERVICE && IN_SERVICE.contains(&&text[(*range).clone()]);
    let is_called = |range: &&Range<usize>| {
        let before = text[..range.start].trim_end_matches(|c: char| c.is_whitespace() || c == ':');
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // Right behind the word: `call 988`, not `calls. 988 people`.
        before.len() < range.start && !word.is_empty() && cues(language).any(|cue| cue == word.to_lowercase())
    };
    let is_counted = |range: &Range<usize>| text[range.end..].starts_with(['-', '–', '/', '%', ',', '(']);
    let found = numbers.iter().filter(in_service).filter(is_called);
    found
        .filter(|range| !is_counted(range) || text[range.end..].starts_with(", "))
        .map(|range| link(range, format!("tel:{}", &text[range.clone()])))
        .collect()
}

/// Where the code word of a line and its number stand together.
fn texted(text: &str, numbers: &[Range<usize>], line: &TextLine) -> Vec<Link> {
    let both = numbers.iter().filter(|range| text[(*range).clone()] == line.to).filter_map(|number| {
        let say = last_word(&text[..number.start], &line.say)?;
        let between = &text[say.end..number.start];
        let is_near = between.len() <= BETWEEN && !between.contains(['.', ';', '\n']);
        is_near.then(|| link(&(say.start..number.end), line.target.clone()))
    });
    both.collect()
}

/// Where a word stands last in a text, between signs that are no letters and no digits.
fn last_word(text: &str, word: &str) -> Option<Range<usize>> {
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let places = text.rmatch_indices(word).map(|(start, _)| start..start + word.len());
    places.into_iter().find(|at| !touches(text[..at.start].chars().next_back()) && !touches(text[at.end..].chars().next()))
}

/// Runs of digits that no letter and no other digit touches.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let runs = std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        at = bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |length| start + length);
        Some(start..at)
    });
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    runs.filter(move |run| !touches(text[..run.start].chars().next_back()) && !touches(text[run.end..].chars().next()))
}

fn link(range: &Range<usize>, target: String) -> Link {
    Link { range: range.start as u32..range.end as u32, target, language: None }
}

/// The words of a language that tell somebody to dial.
fn cues(language: &str) -> impl Iterator<Item = &'static str> {
    registry::of_language(CALLING, language).into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str, language: &str) -> Vec<String> {
        let line = text_line("sms:233733?body=HELP").expect("a line");
        let mut links = Vec::new();
        add(&mut links, text, language, &[line]);
        links.iter().map(|l| format!("{} {}", &text[l.range.start as usize..l.range.end as usize], l.target)).collect()
    }

    #[test]
    fn who_is_told_to_call_can() {
        let check = |text: &str, language: &str, wanted: &[&str]| assert_eq!(links(text, language), wanted, "{text}");
        check("In danger now? Call 911. Do not wait.", "en", &["911 tel:911"]);
        check("Call or text 988, any hour.", "en", &["988 tel:988"]);
        check("Llame 911 o envíe HELP al 233733.", "es", &["911 tel:911", "HELP al 233733 sms:233733?body=HELP"]);
        check("Or text HELP to 233733", "en-US", &["HELP to 233733 sms:233733?body=HELP"]);
        check("Text **HELP** to 233733: HELP is free.", "en", &["HELP** to 233733 sms:233733?body=HELP"]);
    }

    #[test]
    fn figures_and_other_codes_stay_words() {
        for text in [
            "We took 911 calls.",
            "Calls: none. 988 people came.",
            "Call 911-0134 for the desk.",
            "Room 988, building 112",
            "call 300 people",
            "HELP is here. Our postal box is 233733.",
            "Text STOP to 233733",
            "Call 1988 friends",
            "988",
        ] {
            assert_eq!(links(text, "en"), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_stand_alone() {
        let found = |text: &'static str| numbers(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("988 or 911, 4x4, é5, 7é, 112"), ["988", "911", "112"]);
        assert_eq!(found("no number"), [""; 0]);
        assert!(IN_SERVICE.iter().all(|number| number.len() <= LONGEST_IN_SERVICE), "the list has none that is longer");
    }

    #[test]
    fn another_link_stays_as_it_is() {
        let own = Link { range: 0..8, target: "https://example.org/".into(), language: None };
        let mut links = vec![own.clone()];
        add(&mut links, "call 988", "en", &[]);
        assert_eq!(links, [own]);
    }
}
