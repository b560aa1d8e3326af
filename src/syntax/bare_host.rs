//! Addresses of the web as people type them: without `https://`.

/// Whether words are an address of the web that lacks its `https://`: `pine.example.org`, `www.pine.example.org/help`. No
/// mail address, no number and no sentence.
pub fn is_bare_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let top = host.rsplit('.').next().unwrap_or_default();
    let is_top = top.chars().count() > 1 && top.chars().all(char::is_alphabetic);
    host.contains('.') && host.split('.').all(label) && is_top && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_what_is_none() {
        for bare in ["example.org", "www.pine.example.org/help?a=b", "bücher.example"] {
            assert!(is_bare_host(bare), "{bare}");
        }
        for other in [
            "https://example.org",
            "info@example.org",
            "n/a",
            "None.",
            "3.50",
            "192.168.1.1",
            "see example.org",
            "tel:988",
            "a..org",
        ] {
            assert!(!is_bare_host(other), "{other}");
        }
    }
}
