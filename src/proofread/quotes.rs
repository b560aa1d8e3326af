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
    (opened > closed && !smiles || closed > opened + numbered(text)).then(|| ("(".to_string(), ")".to_string()))
}

/// Closing brackets without one that opens: behind a number or letter of a list, and smiles.
fn numbered(text: &str) -> usize {
    let signs: Vec<char> = text.chars().collect();
    let is_part = |c: &char| c.is_alphanumeric() || *c == '.';
    let alone = |i: usize| {
        let label = signs[..i].iter().rev().take_while(|c| is_part(c)).count();
        let before = i.checked_sub(label + 1).map_or(' ', |j| signs[j]);
        (1..=4).contains(&label) && !is_part(&before) && (before.is_whitespace() || before == '*')
    };
    (0..signs.len()).filter(|i| signs[*i] == ')' && (alone(*i) || *i > 0 && ":;-=^".contains(signs[i - 1]))).count()
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
        assert_eq!(numbered("a) one b) two 12) three **iv)** four :) ;-)"), 6);
        assert_eq!(numbered("the signs above), or (these)"), 0);
    }

    #[test]
    fn inches_are_no_quotation() {
        assert_eq!(straight("8.5\" x 11\""), 0);
        assert_eq!(straight("He said \"no"), 1);
        assert_eq!(straight("5'10\" tall"), 0);
    }
}
