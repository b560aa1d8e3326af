//! What people type for a key before they have read its name: words that other programs, spreadsheets and everyday speech have.

/// A word, and the keys that it may mean: of a table the first one that it has.
const OTHER_WORDS: [(&str, &[&str]); 35] = [
    ("author", &["by"]),
    ("body", &["full"]),
    ("caption", &["alt", "label"]),
    ("colour", &["color"]),
    ("content", &["full"]),
    ("date", &["start"]),
    ("day", &["start"]),
    ("deadline", &["rsvp_by"]),
    ("fee", &["cost"]),
    ("filename", &["file"]),
    ("for", &["purpose"]),
    ("href", &["link", "web"]),
    ("img", &["file"]),
    ("lang", &["language", "languages"]),
    ("layout", &["theme"]),
    ("location", &["venue", "address"]),
    ("mail", &["email"]),
    ("number", &["phone", "value"]),
    ("output", &["out"]),
    ("place", &["venue", "address"]),
    ("price", &["cost"]),
    ("quote", &["says"]),
    ("site", &["web"]),
    ("size", &["formats"]),
    ("src", &["file"]),
    ("style", &["theme"]),
    ("tel", &["phone"]),
    ("telephone", &["phone"]),
    ("template", &["theme", "formats"]),
    ("text", &["says", "full", "items"]),
    ("time", &["start"]),
    ("url", &["link", "web"]),
    ("website", &["web", "link"]),
    ("when", &["start"]),
    ("where", &["venue", "address"]),
];

/// The key of a table that somebody may have meant by a word that is none of its keys.
pub(super) fn meant<'a>(word: &str, keys: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (_, meanings) = OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word))?;
    meanings.iter().find_map(|meaning| keys.clone().find(|key| key == meaning))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn the_first_key_that_a_table_has() {
        let check = |word, keys: &[&str], wanted| assert_eq!(meant(word, keys.iter().copied()), wanted, "{word}");
        check("for", &["content", "purpose"], Some("purpose"));
        check("Where", &["address", "venue"], Some("venue"));
        check("place", &["address"], Some("address"));
        check("text", &["by", "says"], Some("says"));
        check("price", &["by", "says"], None);
        check("heading", &["by", "says"], None);
    }
}
