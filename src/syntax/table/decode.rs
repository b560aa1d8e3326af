//! Bytes of a text file to words: which encoding it is in, and which sign parts its cells.

use super::error::TableError;
use crate::diag::cells::record;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and what was taken for granted.
pub(in crate::syntax) struct Decoded {
    pub text: String,
    /// Name of the encoding, where it is not plain UTF-8.
    pub encoding: Option<&'static str>,
}

/// Reads a table.
///
/// # Errors
/// What is wrong with the file: bytes of no text, or of a character set that can only be guessed.
pub(super) fn sure(bytes: Vec<u8>) -> Result<Decoded, TableError> {
    let is_marked = Encoding::for_bom(&bytes).is_some() || utf_16_without_mark(&bytes).is_some();
    // Most are read as they are, and a long one is not held twice.
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !is_marked => return Ok(Decoded { text, encoding: None }),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let decoded = decode(&bytes).ok_or(TableError::NoTable)?;
    if decoded.encoding != Some(GUESSED) {
        return Ok(decoded);
    }
    let mut words = decoded.text.split(|c: char| c.is_whitespace() || ",;\"".contains(c));
    match words.find(|word| is_wrong_guess(word)) {
        None => Ok(decoded),
        Some(word) => Err(TableError::CharacterSet(word.to_string())),
    }
}

/// What is neither UTF-8 nor UTF-16 is taken for this.
const GUESSED: &str = "Windows-1252";

/// Reads UTF-8, UTF-16 and Windows-1252, by mark or by their looks. `None`: bytes of no text.
pub(in crate::syntax) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let named = if encoding == UTF_8 { "UTF-8 with a byte order mark" } else { encoding.name() };
        return (!broken).then(|| Decoded { text: text.into_owned(), encoding: Some(named) });
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return (!broken).then(|| Decoded { text: text.into_owned(), encoding: Some(encoding.name()) });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_string(), encoding: None });
    }
    if bytes.contains(&0) {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Some(Decoded { text: text.into_owned(), encoding: Some(GUESSED) })
}

/// Whether a word looks like one of another character set (Windows-1250 and -1251, code page 437, Mac Roman): letters with
/// accents alone, a capital with an accent after a small letter, or a sign of trade inside the word.
fn is_wrong_guess(word: &str) -> bool {
    const SIGNS: &str = "¤¦§¨©ª«¬®¯°±²³´¶¸¹º»¼½¾¿×÷¢£¥€‚ƒ„…†‡ˆ‰‹›˜™";
    let letters: Vec<char> = word.chars().collect();
    let accented = |c: char| c.is_alphabetic() && !c.is_ascii() && !"ªº".contains(c);
    // Shops write `®`, `™`, `°` and ordinals behind a word, and quotation marks before it.
    let inside = |i: usize| {
        let (before, after) = (i.checked_sub(1).map(|i| letters[i]), letters.get(i + 1));
        let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
        let before_small = after.is_some_and(|c| c.is_lowercase()) && !"«¿‹„‚©".contains(letters[i]);
        // Marks that open a quotation never close a word.
        let closes = letter(before.as_ref()) && after.is_none() && "‚„ˆ‰¤".contains(letters[i]);
        letter(before.as_ref()) && letter(after) || before.is_none() && before_small || closes || "‡†ƒ".contains(letters[i])
    };
    let control = letters.iter().any(|c| ('\u{80}'..'\u{a0}').contains(c));
    let signs = letters.iter().enumerate().any(|(i, c)| SIGNS.contains(*c) && inside(i));
    let capital = letters.windows(2).any(|two| two[0].is_lowercase() && two[1].is_uppercase() && accented(two[1]));
    let dash = letters.windows(3).any(|three| "–—".contains(three[1]) && three[0].is_lowercase() && three[2].is_lowercase());
    let plain: Vec<&char> = letters.iter().filter(|c| c.is_alphabetic()).collect();
    let only_accents = plain.len() >= 3 && plain.iter().all(|c| accented(**c));
    control || signs || capital || dash || only_accents || is_turkish(&letters)
}

/// Turkish ş stands where Icelandic has þ, and þ begins a syllable: before a vowel, j, r or v, never at the end.
fn is_turkish(letters: &[char]) -> bool {
    let small = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let begins = |after: Option<&char>| after.is_some_and(|c| "aáeéiíoóuúyýöæjrv.".contains(small(c)));
    letters.iter().enumerate().any(|(i, c)| small(c) == 'þ' && !begins(letters.get(i + 1)))
}

/// Latin words in UTF-16 have a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if odd * 4 > most * 3 && even == 0 => Some(UTF_16LE),
        () if even * 4 > most * 3 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// The sign between cells: of comma, semicolon and tab, the one that makes the most lines as wide as the widest.
/// Titles over a table and lists inside of cells are narrower, or differ from line to line.
pub(super) fn delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let mut widths = Vec::new();
        let mut at = 0;
        while at < text.len() && widths.len() < 20 {
            let (cells, next) = record(text, at, delimiter);
            widths.push(cells.len());
            at = next;
        }
        let widest = widths.iter().copied().max().unwrap_or(1);
        if widest < 2 { (0, 0) } else { (widths.iter().filter(|w| **w == widest).count(), widest) }
    };
    [',', ';', '\t'].into_iter().rev().max_by_key(|d| score(*d)).filter(|d| score(*d).0 > 0).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Decoded, TableError> {
        sure(bytes.to_vec())
    }

    fn check(bytes: &[u8], text: &str, encoding: Option<&str>) {
        let decoded = decode(bytes).expect("a text");
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn encodings_are_recognised() {
        check("id,name\nñ,é".as_bytes(), "id,name\nñ,é", None);
        check(b"\xef\xbb\xbfid", "id", Some("UTF-8 with a byte order mark"));
        let utf_16 = |big: bool, mark: bool| -> Vec<u8> {
            let text = if mark { "\u{feff}id,name" } else { "id,name" };
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        check(&utf_16(false, true), "id,name", Some("UTF-16LE"));
        check(&utf_16(true, true), "id,name", Some("UTF-16BE"));
        check(&utf_16(false, false), "id,name", Some("UTF-16LE"));
        check(b"Casa \xd1and\xfa \x96 x", "Casa Ñandú – x", Some("Windows-1252"));
        assert!(decode(b"PK\x03\x04\x00\xff\x00").is_none());
    }

    #[test]
    fn a_wrong_guess_is_refused() {
        let in_1252 = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
        for text in [
            "Casa Ñandú – x",
            "Café “Élan”",
            "L'Été à Zürich",
            "Peña®",
            "¿Qué?",
            "«Él»",
            "n.º 5",
            "£50 Café",
            "São João",
            "À",
            "TÉLÉ",
            "Þórður Alþingi þjóð",
            "Er sagte „ja“",
        ] {
            assert!(read(&in_1252(text)).is_ok(), "{text}");
        }
        let (cyrillic, polish) = (encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1250);
        assert!(read(&cyrillic.encode("Библиотека").0).is_err());
        assert!(read(&polish.encode("Łódź Čáp").0).is_err());
        assert!(read(&encoding_rs::MACINTOSH.encode("Café Peña").0).is_err());
        assert!(read(b"Casa \xa5and\xa3").is_err(), "code page 437");
        assert!(read(b"Caf\x82, Jos\x82").is_err(), "code page 437");
        assert!(read(&encoding_rs::WINDOWS_1254.encode("Beşiktaş").0).is_err());
        assert!(read(&encoding_rs::WINDOWS_1254.encode("Şişli").0).is_err());
    }

    #[test]
    fn delimiters_are_recognised() {
        assert_eq!(delimiter("id,name,languages\na,b,en;es;fr;ru"), ',');
        assert_eq!(delimiter("id;name\na;b, c, d"), ';');
        assert_eq!(delimiter("id\tname\na\tb"), '\t');
        assert_eq!(delimiter("Partners, all of 2027\nid;name;web\na;b;c"), ';');
        assert_eq!(delimiter("name\nx"), ',');
    }
}
