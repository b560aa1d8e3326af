//! A row of a table that is no organization and no event: a guest, a room, a prize. Its columns are words.

use crate::diag::{At, Span};
use std::collections::BTreeMap;

/// What columns of a row say, by their folded names. A cell without words is there, and empty.
pub type RowWords = BTreeMap<String, At<String>>;

/// A row of a table that is no organization: its cells by the names of their columns.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Row {
    /// All its columns; empty cells too.
    pub words: RowWords,
    /// How many of it are wanted; once, if it does not say.
    pub quantity: Option<At<u32>>,
    /// The row.
    pub origin: Span,
}

/// The name of a column as it is compared: case, blanks, `_` and `-` do not count.
pub fn folded(header: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && !"-_\u{2010}\u{2011}\u{ad}\u{feff}\u{200b}".contains(*c);
    header.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn headers_are_compared_without_their_dress() {
        for header in ["postal_code", "Postal Code", " POSTAL\u{a0}CODE ", "\u{feff}postal-code", "PostalCode"] {
            assert_eq!(folded(header), "postalcode");
        }
        assert_eq!(folded("E-Mail"), folded("email"));
    }
}
