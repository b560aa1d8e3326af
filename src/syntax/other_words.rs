//! What people type for a key before they have read its name: words that other programs, spreadsheets and everyday speech have.

use crate::registry::named_rows;

/// `WORD: KEY, KEY`.
const OTHER_WORDS: &str = include_str!("../../assets/registries/other-names-of-keys.txt");
/// `TABLE: KEY`: what is meant where a table is given as one value.
const FIRST_KEYS: &str = include_str!("../../assets/registries/first-keys-of-tables.txt");
/// `KIND: WORD, WORD`.
const OTHER_KINDS: &str = include_str!("../../assets/registries/other-names-of-kinds.txt");

/// The key of a table that somebody may have meant by a word that is none of its keys.
pub(super) fn meant<'a>(word: &str, keys: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (_, mut meanings) = named_rows(OTHER_WORDS).find(|(other, _)| other.eq_ignore_ascii_case(word))?;
    meanings.find_map(|meaning| keys.clone().find(|key| *key == meaning))
}

/// The key of a table whose value somebody gave as the table's own.
pub(super) fn first_key(table: &str) -> Option<&'static str> {
    named_rows(FIRST_KEYS).find(|(name, _)| *name == table).and_then(|(_, mut keys)| keys.next())
}

/// The kind of block that people call by a word.
pub(super) fn kind_called(word: &str) -> Option<&'static str> {
    named_rows(OTHER_KINDS).find_map(|(kind, mut words)| words.any(|other| other.eq_ignore_ascii_case(word)).then_some(kind))
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
