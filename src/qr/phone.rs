//! From a phone number as people write it to the number that is dialled.
//!
//! Knows the North American plan (`(406) 444-1776`, `1-888-373-7888`, vanity letters) and short codes (`988`,
//! `233733`); other numbers are written with `+` and the country code. It does not know which numbers are assigned.

use crate::diag::quoted;
use std::fmt;

/// A number that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// 3 to 15 digits; letters turned into the digits of their keys.
    pub digits: String,
    /// It was written with a leading `+`.
    pub international: bool,
    /// Digits after `ext.` or `x`.
    pub extension: Option<String>,
}

/// Why a number cannot be dialled. Each carries the number as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneError {
    /// Fewer than 3 digits or more than 15 (ITU-T E.164).
    Length {
        /// The number as written.
        written: String,
        /// How many it has.
        digits: usize,
    },
    /// A sign that no phone number has.
    Sign {
        /// The number as written.
        written: String,
        /// The first such sign.
        sign: char,
    },
    /// What stands in brackets is not what the letters say.
    Letters {
        /// The number as written.
        written: String,
        /// The digits that the letters stand for.
        say: String,
        /// The digits in brackets.
        brackets: String,
    },
    /// Seven digits: dialled in one area only, and no longer even there since 988 shares their range.
    NoAreaCode {
        /// The number as written.
        written: String,
    },
    /// Neither a short code nor a number of the North American plan.
    NoCountry {
        /// The number as written.
        written: String,
    },
    /// A word, not a number: `TBD`.
    Word {
        /// The field as written.
        written: String,
    },
    /// Digits still to come: `555-XXXX`.
    Masked {
        /// The number as written.
        written: String,
    },
    /// A letter that looks like a digit: `555-O1O1`.
    Lookalike {
        /// The number as written.
        written: String,
        /// The letter: `O`, `o`, `I` or `l`.
        sign: char,
    },
    /// More than one number, or a remark with digits: `988 (24/7)`, `911/988`.
    Remark {
        /// The field as written.
        written: String,
        /// What could be dialled.
        number: String,
        /// What stands behind it.
        rest: String,
    },
}

/// Reads a number: digits, spaces and `- . ( ) /`, a leading `+`, vanity letters with the digits behind them in
/// brackets, an extension. One number: with a second one behind it, or a remark that has digits, nobody knows what to dial.
pub fn parse(written: &str) -> Result<Phone, PhoneError> {
    let (number, extension) = split_extension(written);
    let (spelled, brackets) = split_spelling(number);
    if let Some(fault) = not_one_number(written, spelled, brackets.is_some()) {
        return Err(fault);
    }
    let spelled = without_trunk_zero(spelled);
    let mut digits = String::new();
    let mut international = false;
    for c in spelled.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() && !international => international = true,
            'a'..='z' if brackets.is_none() => return Err(PhoneError::Sign { written: written.into(), sign: c }),
            'a'..='z' | 'A'..='Z' => digits.push(key(c)),
            // `406--555` was typed twice, and would be printed so.
            '-' if spelled.contains("--") || digits.is_empty() && !international => {
                return Err(PhoneError::Sign { written: written.into(), sign: c });
            }
            c if PARTING.contains(&c) => {}
            _ => return Err(PhoneError::Sign { written: written.into(), sign: c }),
        }
    }
    if !(3..=15).contains(&digits.len()) {
        return Err(PhoneError::Length { written: written.into(), digits: digits.len() });
    }
    if let Some(brackets) = brackets
        && !digits.ends_with(&brackets)
    {
        let say = digits[digits.len().saturating_sub(brackets.len())..].to_owned();
        return Err(PhoneError::Letters { written: written.into(), say, brackets });
    }
    Ok(Phone { digits, international, extension })
}

/// What may stand between groups of digits: blanks, hyphens and dashes of every kind, brackets.
const PARTING: [char; 13] =
    [' ', '\u{a0}', '\u{202f}', '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}', '.', '(', ')', '/'];

/// What is written, where it is a word, has a letter for a digit, or is more than one number.
fn not_one_number(written: &str, number: &str, is_spelled: bool) -> Option<PhoneError> {
    let has_digit = number.bytes().any(|b| b.is_ascii_digit());
    let has_letter = number.bytes().any(|b| b.is_ascii_alphabetic());
    if has_letter && !has_digit && !is_spelled {
        return Some(PhoneError::Word { written: written.into() });
    }
    if !has_letter {
        return second_number(written, number);
    }
    let groups = || number.split(PARTING).filter(|g| !g.is_empty());
    // `555-XXXX`: one letter again and again is a place to be filled, not a word on the keys.
    let is_mask = |group: &str| group.len() > 1 && group.bytes().all(|b| b.is_ascii_uppercase() && b == group.as_bytes()[0]);
    if !is_spelled && groups().any(is_mask) {
        return Some(PhoneError::Masked { written: written.into() });
    }
    let mixed = groups().filter(|g| g.bytes().any(|b| b.is_ascii_digit()) && g.bytes().any(|b| b.is_ascii_alphabetic()));
    let looks = |c: char| "OoIl".contains(c);
    let sign = mixed.filter(|g| g.chars().all(|c| c.is_ascii_digit() || looks(c))).find_map(|g| g.chars().find(|c| looks(*c)));
    sign.map(|sign| PhoneError::Lookalike { written: written.into(), sign })
}

/// What stands behind a number without letters, where that is another one or a remark.
fn second_number(written: &str, number: &str) -> Option<PhoneError> {
    // A slash parts the area, or two numbers; a bracket opens a number, or a remark behind one.
    let cut = number.char_indices().find(|(at, c)| {
        let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
        let (before, after) = (|| digits(&number[..*at]), || digits(&number[*at..]));
        match c {
            '/' => after() > 0 && (before() != 3 || after() < 7) && !number.starts_with('+'),
            '(' => before() > 0 && after() > 0 && is_whole(&number[..*at]),
            _ => false,
        }
    });
    let (at, _) = cut?;
    let rest = number[at..].trim_start_matches('/').trim().to_string();
    Some(PhoneError::Remark { written: written.into(), number: number[..at].trim().to_string(), rest })
}

/// Whether a number could end here: a short one without parts, or one of seven digits and more.
fn is_whole(number: &str) -> bool {
    let groups: Vec<&str> = number.split(PARTING).filter(|g| !g.is_empty()).collect();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    !number.starts_with('+') && groups.len() == 1 && (3..=6).contains(&digits) || digits >= 7
}

/// `+44 (0)20` is dialled without the nought, which is for calls inside the country.
fn without_trunk_zero(number: &str) -> std::borrow::Cow<'_, str> {
    if number.trim_start().starts_with('+') { number.replacen("(0)", "", 1).into() } else { number.into() }
}

impl Phone {
    /// What is dialled: `+18883737888`, `988`, `233733`. `written` is for the message.
    pub fn dialled(&self, written: &str) -> Result<String, PhoneError> {
        let d = self.digits.as_bytes();
        match d.len() {
            11 if self.international && d[0] == b'1' && is_north_american(&d[1..]) => Ok(format!("+{}", self.digits)),
            _ if self.international && d[0] != b'1' && d.len() >= 7 => Ok(format!("+{}", self.digits)),
            _ if self.international => Err(PhoneError::NoCountry { written: written.into() }),
            3..=6 => Ok(self.digits.clone()),
            7 => Err(PhoneError::NoAreaCode { written: written.into() }),
            10 if is_north_american(d) => Ok(format!("+1{}", self.digits)),
            11 if d[0] == b'1' && is_north_american(&d[1..]) => Ok(format!("+{}", self.digits)),
            _ => Err(PhoneError::NoCountry { written: written.into() }),
        }
    }
}

/// Whether a number that is printed but not dialled by a code can be right: those that can be dialled, and those that begin
/// with the nought of another country's own calls.
///
/// # Errors
/// Why not.
pub fn check_printed(written: &str) -> Result<(), PhoneError> {
    let phone = parse(written)?;
    let of_another_country = phone.digits.starts_with('0') && (9..=12).contains(&phone.digits.len());
    phone.dialled(written).map(|_| ()).or_else(|error| if of_another_country { Ok(()) } else { Err(error) })
}

/// Area code and exchange both begin with 2 to 9 (NANPA), and 555 is nobody's area. Neither ends in 11, which are short numbers; 988 is
/// one as well. Areas with a 9 in the middle are kept for numbers of more digits, 37x and 96x for what is not thought of yet (NANPA,
/// reserved codes).
pub(crate) fn is_north_american(ten: &[u8]) -> bool {
    let is_short = |three: &[u8]| three.ends_with(b"11");
    // Free numbers have exchanges of their own.
    let is_free = ten[0] == b'8' && (ten[1] == ten[2] || ten.starts_with(b"80"));
    ten[0] >= b'2'
        && ten[3] >= b'2'
        && !ten.starts_with(b"555")
        && !ten.starts_with(b"988")
        && ten[1] != b'9'
        && !ten.starts_with(b"37")
        && !ten.starts_with(b"96")
        && !is_short(&ten[..3])
        && (is_free || !is_short(&ten[3..6]))
}

/// Cuts `ext. 12`, `ext 12`, `x12` and `#12` off the end.
fn split_extension(written: &str) -> (&str, Option<String>) {
    let head = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &written[head.len()..];
    let rest = head.trim_end();
    let lower = rest.to_ascii_lowercase();
    let mark = ["extension", "ext.", "ext", "x", "#"].into_iter().find(|m| lower.ends_with(m));
    match mark {
        // A capital X between digits belongs to a vanity number: an extension stands apart or in lower case.
        Some(mark) if !digits.is_empty() && !rest.ends_with('X') => {
            let number = rest[..rest.len() - mark.len()].trim_end_matches([' ', ',', ';']);
            (number, Some(digits.to_owned()))
        }
        _ => (written, None),
    }
}

/// A number, and what is said behind it: an extension, or the digits of its letters in brackets. The two may stand on two
/// lines. `None` where nothing is behind it.
pub fn parted(written: &str) -> Option<(&str, &str)> {
    let (number, extension) = split_extension(written);
    let end = match extension {
        Some(_) => number.len(),
        None => split_spelling(written).1.and_then(|_| written.trim_end().rfind('('))?,
    };
    let number = written[..end].trim_end();
    (number.bytes().filter(u8::is_ascii_alphanumeric).count() >= 7)
        .then(|| (number, written[end..].trim_start_matches([' ', '\u{a0}', ','])))
}

/// Parts `833-406-STOP (7867)` into the number with its letters and the digits that spell them out.
fn split_spelling(number: &str) -> (&str, Option<String>) {
    let parts = number.trim_end().strip_suffix(')').and_then(|n| n.rsplit_once('('));
    match parts {
        Some((before, inside)) if before.contains(|c: char| c.is_ascii_alphabetic()) => {
            (before, Some(inside.chars().filter(char::is_ascii_digit).collect()))
        }
        _ => (number, None),
    }
}

/// A digit as it is, a letter as its key.
pub fn key_or_digit(c: char) -> char {
    if c.is_ascii_alphabetic() { key(c) } else { c }
}

/// A digit of any script as an ASCII digit: blocks of ten whose first stands for nought (Unicode, `Nd`).
pub fn digit(c: char) -> Option<char> {
    const NOUGHTS: &str = "٠۰०০੦૦௦౦๐໐၀០";
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let from = NOUGHTS.chars().find(|z| (*z as u32..*z as u32 + 10).contains(&(c as u32)))?;
    char::from_digit(c as u32 - from as u32, 10)
}

/// The key of a letter on a telephone (ITU-T E.161).
fn key(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        _ => '9',
    }
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PhoneError::Length { written, digits } => {
                write!(f, "`{written}` has {digits} digits; a phone number has 3 to 15")
            }
            PhoneError::Sign { written, sign } => write!(
                f,
                "`{written}` has {}, which no phone number has; type digits, as `(406) 444-1776`, \
                 or letters with their digits behind them, as `833-406-STOP (7867)`",
                if sign.is_ascii() {
                    quoted(&sign.to_string())
                } else {
                    format!("{} (U+{:04X})", quoted(&sign.to_string()), *sign as u32)
                }
            ),
            PhoneError::Word { written } => {
                write!(f, "`{written}` is a word, not a number; leave the key out until there is one")
            }
            PhoneError::Masked { written } => {
                write!(f, "`{written}` has letters where digits are still to come; type the number, or leave the key out")
            }
            PhoneError::Lookalike { written, sign } => {
                let digit = if sign.eq_ignore_ascii_case(&'o') { '0' } else { '1' };
                write!(f, "`{written}` has the letter `{sign}` where a digit belongs; type `{digit}`")
            }
            PhoneError::Remark { written, number, rest } => write!(
                f,
                "`{written}` is more than one number; type `{number}` alone, and say `{rest}` elsewhere: in hours, a note, or a key of its own"
            ),
            PhoneError::Letters { written, say, brackets } => {
                write!(f, "`{written}`: the letters dial {say}, the brackets say {brackets}; type one of the two in both places")
            }
            PhoneError::NoAreaCode { written } => {
                write!(f, "`{written}` lacks its area code; type it in front, as `(406) {written}`")
            }
            PhoneError::NoCountry { written } => {
                let digits = written.chars().filter_map(digit).count();
                write!(
                    f,
                    "`{written}` ({digits} digits) is no number of the United States or Canada, which have 10 after an optional 1, \
                     area and exchange beginning with 2 to 9; a number of another country begins with `+` and its code"
                )
            }
        }
    }
}

impl std::error::Error for PhoneError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, want: &str) {
        let dialled = parse(written).and_then(|p| p.dialled(written));
        assert_eq!(dialled.as_deref(), Ok(want), "{written}");
    }

    #[test]
    fn numbers_as_people_write_them() {
        check("1-888-373-7888", "+18883737888");
        check("(406) 444-1776", "+14064441776");
        check("(406)\u{a0}444\u{2011}1776", "+14064441776");
        check("833-406-STOP (7867)", "+18334067867");
        check("1-800-FLOWERS", "+18003569377");
        check("406.555.0140", "+14065550140");
        check("+52 800 5533 000", "+528005533000");
        check("988", "988");
        check("911", "911");
        check("233733", "233733");
        check("BeFree (233733)", "233733");
        check("(406)\u{2010}444\u{2212}1776", "+14064441776");
        check("406/444-1776", "+14064441776");
        check("+44 (0)20 7946 0958", "+442079460958");
        check("+1 (406) 555-0134", "+14065550134");
        check("1-800-4INFO-99", "+18004463699");
        check("1 (406) 555-0134", "+14065550134");
        check("741 741", "741741");
    }

    #[test]
    fn extensions_are_kept_apart() {
        for written in ["(406) 444-1776 ext. 12", "(406) 444-1776 x12", "406-444-1776, ext 12", "406-444-1776 #12"] {
            let phone = parse(written).unwrap();
            assert_eq!((phone.digits.as_str(), phone.extension.as_deref()), ("4064441776", Some("12")), "{written}");
        }
        assert_eq!(parse("1-800-FEDEX12").unwrap().digits, "18003333912");
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        let why = |written: &str| parse(written).and_then(|p| p.dialled(written)).unwrap_err();
        assert!(matches!(why("406-555-01HE (406-555-0144)"), PhoneError::Letters { .. }));
        assert!(why("406-555-01HE (406-555-0144)").to_string().contains("letters dial 4065550143"));
        assert!(matches!(why("444-1776"), PhoneError::NoAreaCode { .. }));
        assert!(matches!(why("0800 555 111"), PhoneError::NoCountry { .. }));
        // No area: 9 in the middle, 37x and 96x are kept back.
        for area in ["106", "999", "290", "370", "965", "911", "988"] {
            assert!(matches!(why(&format!("({area}) 444-1776")), PhoneError::NoCountry { .. }), "{area}");
        }
        assert!(matches!(why("12"), PhoneError::Length { digits: 2, .. }));
        assert!(matches!(why("1234567890123456"), PhoneError::Length { digits: 16, .. }));
        assert!(matches!(why("911 or 988"), PhoneError::Sign { sign: 'o', .. }));
        assert!(matches!(why("911, 988"), PhoneError::Sign { sign: ',', .. }));
        assert!(matches!(why("988 (24/7)"), PhoneError::Remark { .. }));
        assert!(matches!(why("911/988"), PhoneError::Remark { .. }));
        assert!(matches!(why("+1 406 555 0134 (24/7)"), PhoneError::Remark { .. }));
        assert!(matches!(why("(406) 555-0101/0102"), PhoneError::Remark { .. }));
        assert!(matches!(why("TBD"), PhoneError::Word { .. }));
        assert!(matches!(why("NULL"), PhoneError::Word { .. }));
        assert!(matches!(why("(406) 555-O1O1"), PhoneError::Lookalike { sign: 'O', .. }));
        assert!(matches!(why("(406) 555-XXXX"), PhoneError::Masked { .. }));
        assert!(parse("1-800-555-ZZZZ (9999)").is_ok() && parse("1-800-AAA-HELP").is_err());
        assert!(matches!(why("4O6-555-0101"), PhoneError::Lookalike { .. }));
        assert!(matches!(why("-290"), PhoneError::Sign { sign: '-', .. }));
        assert!(matches!(why("+1 406 555 013"), PhoneError::NoCountry { .. }));
        assert!(check_printed("020 7946 0958").is_ok() && check_printed("1-888-373-788").is_err());
        assert!(matches!(why("call us"), PhoneError::Word { .. }));
        assert!(matches!(why("٤٠٦ ٤٤٤"), PhoneError::Sign { .. }));
        assert!(matches!(why(""), PhoneError::Length { digits: 0, .. }));
    }
}
