//! Words of a confidential address, looked for in everything that a document will print or write. Compared word by word:
//! emphasis, blanks of any kind, commas, escapes of links and `St.` for `Street` hide nothing.

use crate::diag::{Diagnostic, Span, checks};
use crate::document::Document;
use crate::model::Org;
use crate::registry;

const SHORTENED: &str = include_str!("../../assets/registries/street-words.txt");

/// What gives the address away. The message does not repeat it.
pub(super) fn given_away(org: &Org, document: &Document, output: &str) -> Vec<Diagnostic> {
    let terms: Vec<Vec<String>> = org.confidential_terms.0.iter().flat_map(|part| terms_of(part)).collect();
    if terms.is_empty() {
        return Vec::new();
    }
    let holds = |text: &str| {
        let said = words(text);
        terms.iter().any(|term| given(&said, term))
    };
    let tell = |place: Span, what: String| {
        Diagnostic::error(&checks::CONFIDENTIAL_ADDRESS, place, format!("{what} gives away the confidential address"))
            .help("take the street, the town and the postal code out of it")
    };
    let mut found = Vec::new();
    if holds(&document.title) || holds(&document.org) {
        found.push(tell(org.name.span, "the title or the name".to_string()));
    }
    if holds(output) {
        found.push(tell(org.origin, "the name of the file".to_string()));
    }
    // Everything that a block holds, links and alternative texts included.
    let given = document.blocks.iter().filter(|block| block.body.any_text(&holds));
    found.extend(given.map(|block| tell(block.origin, format!("`{}`", block.name))));
    found
}

/// Whether words hold a part of the address. The town and the postal code behind a house number and a street of their own are
/// those of another house: a shelter may hold an event at the school of its town.
fn given(said: &[String], term: &[String]) -> bool {
    let is_street = term.len() > 1 && term.iter().any(|word| is_street_word(word));
    let at = (0..said.len()).filter(|i| said[*i..].starts_with(term));
    at.into_iter().any(|i| is_street || !of_another_house(&said[i.saturating_sub(FARTHEST)..i]))
}

/// How many words a house number stands at most before its town or its postal code.
const FARTHEST: usize = 8;

/// Whether the words end in a house number and its street.
fn of_another_house(before: &[String]) -> bool {
    let number = before.iter().position(|word| word.len() < 6 && word.bytes().all(|b| b.is_ascii_digit()));
    number.is_some_and(|at| before.iter().skip(at + 2).take(3).any(|word| is_street_word(word)))
}

fn is_street_word(word: &str) -> bool {
    shortened().any(|(_, short)| short == word)
}

/// A part between commas, and what of it tells as much: the street without its number, the postal code without its state.
fn terms_of(part: &str) -> Vec<Vec<String>> {
    let whole = words(part);
    let is_number = |word: &String| word.chars().any(|c| c.is_ascii_digit());
    let street: Vec<String> = whole.iter().skip_while(|word| is_number(word)).cloned().collect();
    let mut all = Vec::new();
    if street.len() >= 2 && street.len() < whole.len() && !street.iter().any(is_number) {
        all.push(street);
    }
    let code = whole.iter().filter(|word| word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit()));
    all.extend(code.map(|code| vec![code.clone()]));
    all.push(whole);
    all.retain(|term| !term.is_empty());
    all
}

/// Small letters and digits, each word as short as it is written on envelopes.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    // `%20` and `%2C` of links.
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let escape = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        plain.push(escape.map_or('%', char::from));
        rest = &rest[at + if escape.is_some() { 3 } else { 1 }..];
    }
    plain.push_str(rest);
    let shown: String = plain.to_lowercase().chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '*')).collect();
    let split = shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    split.map(|word| short(word).to_string()).collect()
}

fn short(word: &str) -> &str {
    shortened().find(|(long, _)| *long == word).map_or(word, |(_, short)| short)
}

/// Words of streets, long and short.
fn shortened() -> impl Iterator<Item = (&'static str, &'static str)> {
    registry::rows(SHORTENED).filter_map(|row| row.split_once(':')).map(|(long, short)| (long, short.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(text: &str) -> bool {
        let said = words(text);
        let terms: Vec<_> = ["12 Larch Lane", "Bend", "OR 97701"].into_iter().flat_map(terms_of).collect();
        terms.iter().any(|term| given(&said, term))
    }

    #[test]
    fn another_house_of_the_town_is_another_house() {
        assert!(!tells("204 Seventh Avenue NW, Bend, OR 97701") && !tells("School, 9 Oak St., Bend"));
        for text in ["12 Larch Lane, Bend", "at 6 pm in Bend", "Suite 9, Bend", "204 Seventh Avenue and 12 Larch Lane, Bend"] {
            assert!(tells(text), "{text}");
        }
    }

    #[test]
    fn nothing_hides_an_address() {
        for text in [
            "Come to 12 Larch Lane.",
            "12 **Larch** Ln.",
            "12\u{a0}Larch\u{202f}Lane",
            "La\u{ad}rch Lane",
            "We are on Larch Lane",
            "ZIP 97701",
            "https://maps.example.org/?q=12%20Larch%20Lane%2C%20Bend",
            "in Bend, Oregon",
        ] {
            assert!(tells(text), "{text}");
        }
    }

    #[test]
    fn other_words_are_quiet() {
        for text in ["Do not bend this card", "12 books", "Larch trees", "Bender", "197701"] {
            assert_eq!(tells(text), text.starts_with("Do not bend"), "{text}");
        }
    }
}
