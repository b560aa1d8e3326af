//! Marks in pairs of which one is missing, and signs that are not the apostrophe they were typed for.

use super::Desk;
use super::passages::Passage;
use crate::diag::{Diagnostic, checks};

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_read() {
        return;
    }
    let text = passage.text.value.as_str();
    if let Some(word) = wrong_apostrophe(text) {
        let message = format!("`{word}` has an accent or a backtick in place of an apostrophe");
        let right = word.replace(['`', '´'], "’");
        found.push(Diagnostic::error(&checks::MARKUP, passage.text.span, message).help(format!("write `{right}`")));
    }
    if passage.is_words()
        && let Some((open, close)) = lonely(text, passage, desk)
    {
        let message = format!("`{open}` and `{close}` do not stand in pairs");
        found.push(
            Diagnostic::warning(&checks::LONELY_MARK, passage.text.span, message)
                .help("write the other one, or take this one out"),
        );
    }
}

/// A backtick or an acute accent between letters.
fn wrong_apostrophe(text: &str) -> Option<&str> {
    if !text.contains(['`', '´']) {
        return None;
    }
    text.split(char::is_whitespace).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).find(|word| {
        let characters: Vec<char> = word.chars().collect();
        let between = |w: &[char]| w[0].is_alphabetic() && matches!(w[1], '`' | '´') && w[2].is_alphabetic();
        characters.windows(3).any(between)
    })
}

/// The pair of marks of which one is missing.
fn lonely(text: &str, passage: &Passage<'_>, desk: &Desk<'_>) -> Option<(String, String)> {
    let count = |mark: &str| text.matches(mark).count();
    let paragraphs = text.split("\n\n").count();
    let language = desk.project.languages.get(passage.language);
    let own = language.and_then(|l| l.words.quotes.as_ref()).map(|(open, close)| (open.value.trim(), close.value.trim()));
    let english = || (text.contains('“') || text.contains('”')) && !text.contains('„');
    let own =
        own.filter(|(open, close)| open != close && count(open) + count(close) > 0).or_else(|| english().then_some(("“", "”")));
    // Every paragraph of a long quotation opens it anew.
    let uneven = |open: &str, close: &str| {
        let (opened, closed) = (count(open), count(close));
        opened < closed || opened > closed && (paragraphs == 1 || opened - closed >= paragraphs)
    };
    let known_pair = |(open, close): &(&str, &str)| matches!(*close, "”" | "»" | "“" | "』" | "」") && uneven(open, close);
    if let Some((open, close)) = own.filter(known_pair) {
        return Some((open.to_string(), close.to_string()));
    }
    if straight(text) % 2 == 1 {
        return Some(("\"".to_string(), "\"".to_string()));
    }
    let smiles = [":(", ";(", ":-("].iter().any(|smile| text.contains(smile));
    let plain = |mark: &str| count(mark) - count(&format!("\\{mark}"));
    if plain("[") != plain("]") {
        return Some(("[".to_string(), "]".to_string()));
    }
    let (opened, closed) = (count("("), count(")"));
    (opened > closed && !smiles || closes_nothing(text)).then(|| ("(".to_string(), ")".to_string()))
}

/// Whether a bracket closes that none has opened, and that is no smile. Behind a number or a letter it is a label of a list where
/// it begins the text or a line, or there are several.
fn closes_nothing(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let (mut open, mut labels, mut first, mut strays) = (0, 0, false, 0);
    for (i, c) in signs.iter().enumerate() {
        match c {
            '(' => open += 1,
            ')' if i > 0 && ":;-=^".contains(signs[i - 1]) => {}
            ')' if open > 0 => open -= 1,
            ')' => match label(&signs[..i]) {
                Some(at) => {
                    labels += 1;
                    first |= signs[..at].iter().rev().find(|c| !matches!(c, ' ' | '*')).is_none_or(|c| *c == '\n');
                }
                None => strays += 1,
            },
            _ => {}
        }
    }
    strays > 0 || labels == 1 && !first
}

/// Where the label of a list begins that ends a text: `12`, `b`, `iv`.
fn label(before: &[char]) -> Option<usize> {
    let at = before.iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |i| i + 1);
    let word = &before[at..];
    let is_roman = word.iter().all(|c| "ivxIVX".contains(*c));
    let is_number = word.iter().all(char::is_ascii_digit) && word.len() < 3;
    let is_apart = at.checked_sub(1).is_none_or(|i| before[i].is_whitespace() || before[i] == '*');
    (!word.is_empty() && is_apart && (is_number || word.len() == 1 || is_roman && word.len() < 5)).then_some(at)
}

/// Straight quotation marks that are no inches or seconds, and none inside a word.
fn straight(text: &str) -> usize {
    let mut before = ' ';
    let mut found = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let measure = before.is_ascii_digit() || "½¼¾⅛′'”’".contains(before);
        found += usize::from(c == '"' && !measure && !(before.is_alphabetic() && next.is_alphabetic()) && before != '\\');
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_no_apostrophes() {
        assert_eq!(wrong_apostrophe("Don`t wait."), Some("Don`t"));
        assert_eq!(wrong_apostrophe("It´s here"), Some("It´s"));
        assert_eq!(wrong_apostrophe("Type `make` now"), None);
    }

    #[test]
    fn labels_of_lists_and_smiles_close_nothing() {
        for text in
            ["a) one b) two 12) three **iv)** four :) ;-)", "1) one", "One\n2) two", "the signs (above)", "See (a) and b) or c)"]
        {
            assert!(!closes_nothing(text), "{text}");
        }
        for text in ["the signs above), or (these)", "see page 2)", "(see page 2) and more)", "Come in :) and see)"] {
            assert!(closes_nothing(text), "{text}");
        }
    }

    #[test]
    fn inches_are_no_quotation() {
        assert_eq!(straight("8.5\" x 11\""), 0);
        assert_eq!(straight("He said \"no"), 1);
        assert_eq!(straight("5'10\" tall"), 0);
    }
}
