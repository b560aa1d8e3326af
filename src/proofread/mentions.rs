//! What a day in running words is there for: history, a limit, the day that something is put off to. Looks at the sentence round
//! it; which words tell is data.

use super::words::{find_word, of_language, primary, words};

const HISTORY: &str = include_str!("../../assets/registries/history-words.txt");
const PUT_OFF: &str = include_str!("../../assets/registries/put-off-words.txt");
const OTHER_DAY: &str = include_str!("../../assets/registries/other-day-words.txt");

/// The sentence of a text round a part of it, which begins at a byte.
pub(super) fn sentence<'t>(text: &'t str, part: &str, at: usize) -> &'t str {
    let start = text[..at].rfind([';', '!', '?', '\n']).map_or(0, |i| i + 1);
    let start = text[start..at].rfind(". ").map_or(start, |i| start + i + 2);
    let behind = at + part.len();
    let rest = &text[behind..];
    let stop = rest.match_indices(". ").map(|(i, _)| i).find(|i| !is_shortened(&rest[..*i]));
    let end = [rest.find([';', '!', '?', '\n']), stop].into_iter().flatten().min().unwrap_or(rest.len());
    &text[start..behind + end]
}

/// All sentences of a text, without what ends them.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let here = sentence(rest, "", 0);
        all.push(here.trim());
        let end = here.len() + rest[here.len()..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[end..];
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// `p.m. sharp`, `Dec. 5`: the point belongs to a word cut short.
fn is_shortened(before: &str) -> bool {
    let word: String = before.chars().rev().take_while(|c| !c.is_whitespace()).collect();
    word.contains('.') || word.chars().count() < 4 && word.chars().next_back().is_some_and(char::is_uppercase)
}

/// Whether a sentence tells what has been.
pub(super) fn is_history(sentence: &str, language: &str) -> bool {
    let lower = sentence.to_lowercase();
    let base = primary(language);
    let taken_back = || of_language(HISTORY, &format!("{base}!")).iter().any(|phrase| find_word(&lower, phrase).is_some());
    of_language(HISTORY, base).iter().any(|phrase| holds_phrase(&lower, phrase)) && !taken_back()
}

/// Whether the day that stands in a sentence is the one that something is put off to.
pub(super) fn is_put_off(sentence: &str, language: &str) -> bool {
    let lower = sentence.to_lowercase();
    of_language(PUT_OFF, language).iter().any(|phrase| find_word(&lower, phrase).is_some())
}

/// Whether a day in a sentence is not meant as that of the event beside it. `before`: what stands before the day.
pub(super) fn is_aside(sentence: &str, before: &str, language: &str) -> bool {
    let (lower, base) = (sentence.to_lowercase(), primary(language));
    let other = || of_language(OTHER_DAY, base).iter().any(|phrase| find_word(&lower, phrase).is_some());
    is_history(sentence, language) || is_put_off(sentence, language) || is_limit(before, base) || other()
}

/// `by January 5`, `until Friday, January 5`: the last day of something.
fn is_limit(before: &str, base: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    of_language(OTHER_DAY, &format!("{base}<")).iter().any(|cue| {
        let rest = before.strip_suffix(cue);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// A phrase of whole words. Where its last word begins with `*`, that is an ending: `we *ed`.
fn holds_phrase(lower: &str, phrase: &str) -> bool {
    let Some((first, ending)) = phrase.split_once(" *") else { return find_word(lower, phrase).is_some() };
    let all = words(lower);
    all.windows(2).any(|pair| pair[0].text == first && pair[1].text.len() > ending.len() + 1 && pair[1].text.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_tell_what_has_been() {
        for text in [
            "On Saturday, September 26, 2026, we planted 300 trees",
            "Last year, on October 4, 2026, two hundred people came at 6 p.m.",
            "The flood of June 13, 2026 was the worst",
            "Thank you to those of you who helped on May 2",
            "Updated November 20, 2026 at 9 a.m.",
        ] {
            assert!(is_history(text, "en"), "{text}");
        }
        for text in ["Join us on Saturday, June 5, 2026", "The concert was moved to June 5, 2026", "We need you: June 5, 2026"] {
            assert!(!is_history(text, "en"), "{text}");
        }
        assert!(is_history("Desde el 12 de mayo de 1974", "es") && !is_history("Venga el 12 de mayo", "es"));
    }

    #[test]
    fn days_that_are_others_on_purpose() {
        assert!(is_aside("Register by January 5", "Register by ", "en") && is_aside("Rain date: June 13", "Rain date: ", "en"));
        assert!(is_aside("Open until May 5", "Open until ", "en") && !is_aside("Come on May 5", "Come on ", "en"));
    }

    #[test]
    fn a_sentence_ends_at_its_own_stop() {
        assert_eq!(
            sentences("We came. Join us at 6 p.m. sharp! Bring a cup."),
            ["We came", "Join us at 6 p.m. sharp", "Bring a cup."]
        );
        let text = "We came on June 5. Join us on July 6, 2026, at 6 p.m. sharp. Bring a cup.";
        let at = text.find("July").unwrap_or_default();
        assert_eq!(sentence(text, "July 6, 2026", at), "Join us on July 6, 2026, at 6 p.m. sharp");
    }
}
