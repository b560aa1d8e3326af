//! Values put into sentences that run the other way.

use super::first_strong;
use crate::model::{Direction, Language};
use crate::registry::is_alphabetic;

/// A right-to-left sentence does not turn the names and numbers put into it (UAX #9, X5c).
pub(super) const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// A value as it is put into a sentence: isolated where one of the two runs from right to left, so that neither turns the
/// other.
pub(super) fn inserted(value: &str, into: &Language) -> String {
    let both_ways = into.direction == Direction::RightToLeft || runs_back(value);
    match both_ways && !value.is_empty() {
        true => format!("{}{value}{}", ISOLATE.0, ISOLATE.1),
        false => value.to_string(),
    }
}

/// Whether any letter of a value runs from right to left: it would take the numbers and signs round it along.
pub(super) fn runs_back(value: &str) -> bool {
    !value.is_ascii() && value.split(|c: char| !is_alphabetic(c)).any(|word| first_strong(word) == Some(Direction::RightToLeft))
}
