//! Placeholders inside a text: what a sheet fills in from elsewhere.

use super::fields::as_words;

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum TextPart<'t> {
    Words(&'t str),
    /// A placeholder with its braces.
    Slot(&'t str),
}

/// A text in its parts, one after the other. `{{` is a brace that is printed.
pub fn pieces(text: &str) -> Vec<TextPart<'_>> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = text[at..].find('{').map(|offset| at + offset) {
        if text[open..].starts_with("{{") {
            at = open + 2;
            continue;
        }
        let Some(close) = text[open..].find('}').map(|offset| open + offset + 1) else { break };
        at = close;
        if names(&text[open..close]).is_empty() {
            continue;
        }
        if open > from {
            found.push(TextPart::Words(&text[from..open]));
        }
        found.push(TextPart::Slot(&text[open..close]));
        from = close;
    }
    if from < text.len() {
        found.push(TextPart::Words(&text[from..]));
    }
    found
}

/// The names of one placeholder, the first to be tried first: `{org.hotline_name | org.name?}` has two.
pub fn names(slot: &str) -> Vec<&str> {
    let inside = slot.trim_matches(['{', '}']).trim().trim_end_matches('?');
    let is_name = |name: &&str| {
        let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        name.contains('.') && name.split('.').all(plain)
    };
    inside.split('|').map(str::trim).filter(is_name).collect()
}

/// A placeholder as people read it: `{org.hotline_name?}` as `Hotline name`.
pub fn label(slot: &str) -> String {
    let name = names(slot).first().copied().unwrap_or(slot);
    let short = ["org.", "contact.", "event.", "stat."].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    as_words(&short.replace('.', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_apart_from_words() {
        let text = "Call {org.phone | org.hotline?}, {{not}} {this one} {";
        let expected =
            [TextPart::Words("Call "), TextPart::Slot("{org.phone | org.hotline?}"), TextPart::Words(", {{not}} {this one} {")];
        assert_eq!(pieces(text), expected);
        assert_eq!(names("{org.phone | org.hotline?}"), ["org.phone", "org.hotline"]);
        assert_eq!(label("{org.hotline_name?}"), "Hotline name");
        assert_eq!(label("{contact.state.phone}"), "State phone");
    }
}
