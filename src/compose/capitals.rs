//! Capitals by the rules of a language.

/// All letters as capitals, by the rules of a language: `i` of Turkish keeps its dot, Greek loses its accents.
pub(super) fn capitals_of(text: &str, language: &str) -> String {
    let locale = language.parse().unwrap_or(icu_locale_core::LanguageIdentifier::UNKNOWN);
    icu_casemap::CaseMapper::new().uppercase_to_string(text, &locale).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own() {
        assert_eq!(capitals_of("istif", "tr"), "\u{130}ST\u{130}F");
        assert_eq!(capitals_of("istif", "en"), "ISTIF");
        assert_eq!(capitals_of("Ά\u{3c9}\u{3c2}", "el"), "ΑΩΣ");
        assert_eq!(capitals_of("Straße", "de"), "STRASSE");
    }
}
