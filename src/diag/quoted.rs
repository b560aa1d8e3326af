//! Words of a file, as a message shows them: between backticks, on one line.

/// The text between backticks. What would break the line or cannot be seen (line ends, controls, signs that turn the
/// direction of text) stands as its escape, `\\n` or `\\u{202e}`, so that two texts that look alike are told apart.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('`');
    for sign in text.chars() {
        if sign.is_control() || is_unseen(sign) { out.extend(sign.escape_default()) } else { out.push(sign) }
    }
    out.push('`');
    out
}

/// Signs without a shape of their own: zero-width and direction marks (Unicode 16, general category Cf, General Punctuation).
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(quoted("Call \"988\""), "`Call \"988\"`");
        assert_eq!(quoted("BEGIN:VCARD\r\nFN:A"), "`BEGIN:VCARD\\r\\nFN:A`");
        assert_eq!(quoted("a\u{202e}b\u{200b}"), "`a\\u{202e}b\\u{200b}`");
        assert_eq!(quoted("Línea de ayuda 帮助"), "`Línea de ayuda 帮助`");
    }
}
