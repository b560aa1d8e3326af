//! Hours of a contact, as far as they say whether it is ever closed.

const ALWAYS: &str = include_str!("../../assets/registries/always-open.txt");

/// `24 hours`, `day and night`: in figures, or in words of a language.
pub fn is_always(hours: &str, language: &str) -> bool {
    let lower = hours.to_lowercase();
    let base = language.split('-').next().unwrap_or(language);
    let rows = ALWAYS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once(':'));
    let words = rows.filter(|(tag, _)| *tag == base).flat_map(|(_, words)| words.split(',').map(str::trim));
    lower.contains("24") || words.filter(|word| !word.is_empty()).any(|word| holds(&lower, word))
}

/// Between characters that are no letters.
fn holds(text: &str, word: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word)
        .any(|(at, _)| is_end(text[..at].chars().next_back()) && is_end(text[at + word.len()..].chars().next()))
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
