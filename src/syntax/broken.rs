//! Words that a wrong character set has broken on the way: `SeÃ±ales` and `Se?ales` for `Señales`.

/// The first broken word of a text, and what it most likely was.
pub(super) fn broken(text: &str) -> Option<(&str, Option<String>)> {
    // Nearly every text is whole, and seen to be so at once.
    if text.is_ascii() && !text.contains('?') {
        return None;
    }
    text.split_whitespace().filter(|word| !word.is_ascii() || word.contains('?')).find_map(|word| match mended(word) {
        Some(mended) => Some((word, Some(mended))),
        None => lost(word).then_some((word, None)),
    })
}

/// A word of UTF-8 that was read as Windows-1252, read rightly.
fn mended(word: &str) -> Option<String> {
    let characters: Vec<char> = word.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    let mut any = false;
    while i < characters.len() {
        match sequence(&characters[i..]) {
            // AMANHÃ” ends a quotation; it is no broken Ô.
            Some((c, length)) if !(is_closing(characters[i + 1]) && i > 0 && characters[i - 1].is_uppercase()) => {
                out.push(c);
                i += length;
                any = true;
            }
            _ => {
                out.push(characters[i]);
                i += 1;
            }
        }
    }
    any.then_some(out)
}

/// The character that two or three characters would be as the bytes of UTF-8.
fn sequence(characters: &[char]) -> Option<(char, usize)> {
    let first = byte(*characters.first()?)?;
    let length = match first {
        0xc3..=0xdf => 2,
        0xe2 => 3,
        // A wrong space: `Â` before a sign of Latin-1.
        0xc2 => 2,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = characters.get(..length)?.iter().map(|c| byte(*c)).collect();
    let decoded = String::from_utf8(bytes?).ok()?;
    decoded.chars().next().filter(|c| !c.is_control()).map(|c| (c, length))
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '…' | '™')
}

/// The byte of a character in Windows-1252.
fn byte(c: char) -> Option<u8> {
    const HIGH: [char; 27] = [
        '€', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 'Ž', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›',
        'œ', 'ž', 'Ÿ',
    ];
    const BYTES: [u8; 27] = [
        0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
        0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ];
    match c as u32 {
        0xa0..=0xff => u8::try_from(c as u32).ok(),
        _ => HIGH.iter().position(|h| *h == c).map(|i| BYTES[i]),
    }
}

/// A question mark between two small letters, where a letter was lost. Addresses have them by right.
fn lost(word: &str) -> bool {
    let address = word.contains(['/', '=', '@', '{']);
    let letters: Vec<char> = word.chars().collect();
    !address && letters.windows(3).any(|w| w[0].is_lowercase() && w[1] == '?' && w[2].is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_found_and_read() {
        let check = |text: &str, want: Option<&str>| {
            assert_eq!(broken(text).map(|(_, mended)| mended.unwrap_or_default()).as_deref(), want, "{text}");
        };
        check("Conozca las SeÃ±ales", Some("Señales"));
        check("La lÃ\u{ad}nea", Some("línea"));
        check("donâ€™t", Some("don’t"));
        check("LA LÃNEA", None);
        check("las se?ales", Some(""));
        check("Â¿Hay peligro?", Some("¿Hay"));
    }

    #[test]
    fn whole_words_are_left_alone() {
        for text in [
            "“AMANHÃ” à noite",
            "São Paulo, ação, Âmbar",
            "¿Hay peligro? Llame.",
            "https://example.org/?a=b",
            "naïve café – “quoted” 20 °C",
            "{org.email?}",
            "Où? Là!",
        ] {
            assert_eq!(broken(text), None, "{text}");
        }
    }
}
