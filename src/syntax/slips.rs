//! Slips of the hand in who an organization is: a quotation mark that is left of a pair, a name where the street is wanted.

use super::reader::Reader;
use crate::diag::{At, Diagnostic, checks};
use crate::registry;

/// Last words of streets.
const STREETS: &str = include_str!("../../assets/registries/street-ends.txt");

/// Says what of a name and its address was typed or parted wrongly.
pub(super) fn check(reader: &Reader, name: &At<String>, address: Option<&At<String>>) {
    if is_left_of_a_pair(&name.value) {
        let message = format!("the quotation marks of `{}` do not stand in pairs", name.value);
        let help = "write the other one, or take this one out; inside a quoted cell of a table each is doubled: `\"\"`";
        reader.report(Diagnostic::warning(&checks::LONELY_MARK, name.span, message).help(help));
    }
    if let Some(what) = other_than_name(&name.value) {
        let message = format!("`{}` stands where the name is wanted, and is {what}", name.value);
        let help = "write the name; in a table a cell may have slipped by a column";
        reader.report(Diagnostic::warning(&checks::BAD_VALUE, name.span, message).help(help));
    }
    if let Some(address) = address.filter(|a| other_than_name(&a.value).is_some_and(|what| what != "a number")) {
        let message = format!("`{}` stands where the street is wanted", address.value);
        let help = "write the street; in a table a cell may have slipped by a column";
        reader.report(Diagnostic::warning(&checks::BAD_VALUE, address.span, message).help(help));
    }
    let digit = |c: char| c.is_ascii_digit();
    if let Some(address) = address.filter(|address| !address.value.contains(digit))
        && is_street(&name.value)
    {
        let message = format!("`{}` stands where the name is wanted, and `{}` where the street is", name.value, address.value);
        let diagnostic = Diagnostic::warning(&checks::BAD_VALUE, name.span, message).also(address.span, "the other");
        reader.report(diagnostic.help("exchange the two"));
    }
}

fn is_hebrew(c: char) -> bool {
    ('\u{590}'..='\u{5ff}').contains(&c)
}

/// What stands where a name is wanted and is none: a mail address, an address of the web, a number to call.
fn other_than_name(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let lower = name.to_lowercase();
    let one_word = !name.contains(char::is_whitespace);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    match () {
        () if one_word && name.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.')) => {
            Some("a mail address")
        }
        () if one_word && (lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")) => {
            Some("an address of the web")
        }
        // `988` and `211` are called so.
        () if digits > 4 && name.chars().all(|c| c.is_ascii_digit() || "+-–.() /#".contains(c)) => Some("a number"),
        () => None,
    }
}

/// A straight mark that closes what none has opened, or opens what none closes. Inches and seconds are no quotation.
fn is_left_of_a_pair(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let mut is_open = false;
    for (i, _) in characters.iter().enumerate().filter(|(_, c)| **c == '"') {
        let before = i.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(i + 1);
        let is_measure = before.is_some_and(|c| c.is_ascii_digit() || "½¼¾⅛′\'”’".contains(c)) && !is_open;
        // Gershayim of Hebrew stand between two letters.
        let is_inside = before.is_some_and(is_hebrew) && after.copied().is_some_and(is_hebrew);
        if is_measure || is_inside {
            continue;
        }
        let opens = before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| !c.is_whitespace());
        if is_open == opens && !(is_open && before.is_some_and(|c| c.is_ascii_punctuation())) {
            return true;
        }
        is_open = !is_open;
    }
    is_open
}

/// `12 Oak Street`: a number, then words of which the last is that of a street.
fn is_street(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [number, .., last] = words.as_slice() else { return false };
    let last = last.trim_end_matches('.').to_lowercase();
    let mut listed = registry::rows(STREETS).flat_map(|row| row.split(", "));
    words.len() > 2 && number.bytes().all(|b| b.is_ascii_digit()) && listed.any(|word| word == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_in_pairs() {
        for alone in ["A Library\"", "\"A Library", "A Big\" Library\"", "The \"Blue Cafe", "A \"B\" C\"", "A Lib\"rary"] {
            assert!(is_left_of_a_pair(alone), "{alone}");
        }
        for fine in [
            "The \"Blue\" Cafe",
            "12\" Vinyl",
            "\"Yes!\" Group",
            "צה\"ל",
            "Plain",
            "\"5\" Alive",
            "(\"Old\") Mill",
            "8\" and 10\"",
        ] {
            assert!(!is_left_of_a_pair(fine), "{fine}");
        }
    }

    #[test]
    fn numbers_and_addresses_are_no_names() {
        for other in ["desk@library.org", "https://library.org/", "www.library.org", "(406) 555-0134", "4065550134"] {
            assert!(other_than_name(other).is_some(), "{other}");
        }
        for name in ["988", "211", "4-H", "Amazon.com", "Station 12345", "@home", "7th Street Clinic", ""] {
            assert!(other_than_name(name).is_none(), "{name}");
        }
    }

    #[test]
    fn streets_are_no_names() {
        assert!(is_street("12 Oak Street") && is_street("1200 North Main St."));
        assert!(
            !is_street("12 Step House") && !is_street("Main Street") && !is_street("5 Dr") && !is_street("7th Street Clinic")
        );
    }
}
