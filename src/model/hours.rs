//! Hours of a contact, as far as they say whether it is ever closed.

use crate::registry::{holds_word, of_language};

const ALWAYS: &str = include_str!("../../assets/registries/always-open.txt");

/// `24 hours`, `day and night`: in figures, or in words of a language.
pub fn is_always(hours: &str, language: &str) -> bool {
    let lower = hours.to_lowercase();
    lower.contains("24") || of_language(ALWAYS, language).into_iter().any(|word| holds_word(&lower, word))
}

#[cfg(test)]
mod tests {
    use super::is_always;

    #[test]
    fn lines_that_never_close_are_told_from_others() {
        assert!(is_always("24/7", "fr") && is_always("Open day and night", "en-US") && is_always("Siempre", "es"));
        assert!(!is_always("Mon to Fri, 9 to 5", "en") && !is_always("Walways 9", "en"));
    }
}
