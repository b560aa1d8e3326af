//! A content stream as its operations (ISO 32000-1, 7.8.2), whatever stands between them: comments and NUL are white
//! space, a stray token is named and passed over, as every reader that prints does. Nothing is cut off.

use lopdf::content::Operation;
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// Arrays and dictionaries inside each other; what lies deeper is nothing.
const DEEPEST: usize = 60;
/// Operands of one operator, and parts of one array: no real one comes near.
const MOST_OPERANDS: usize = 4_096;
const MOST_PARTS: usize = 500_000;
/// Stray tokens that are kept.
const MOST_STRAY: usize = 20;

/// Walks a content stream from operator to operator.
pub(in crate::export::pdf) struct Operations<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Tokens that belong nowhere, as they stand there.
    pub stray: Vec<String>,
    /// The stream ends inside of a string, an array, a dictionary or a picture.
    pub cut_off: bool,
}

/// What stands next in a stream.
enum Token {
    Value(Object),
    Word(Vec<u8>),
    /// A bracket that closes nothing.
    Stray(&'static str),
    /// `]` or `>>`, for whoever waits for it.
    Closes(&'static str),
}

impl<'a> Operations<'a> {
    /// From the first byte of an unpacked stream.
    pub fn of(bytes: &'a [u8]) -> Operations<'a> {
        Operations { bytes, at: 0, stray: Vec::new(), cut_off: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn note(&mut self, token: &str) {
        if self.stray.len() < MOST_STRAY && !self.stray.iter().any(|known| known == token) {
            self.stray.push(token.to_string());
        }
    }

    fn space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|b| b != b'\r' && b != b'\n') {
                        self.at += 1;
                    }
                }
                b if is_space(b) => self.at += 1,
                _ => break,
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        self.space();
        let first = self.peek()?;
        self.at += 1;
        Some(match first {
            b'(' => Token::Value(self.string()),
            b'/' => Token::Value(Object::Name(self.name())),
            b'<' if self.peek() == Some(b'<') => {
                self.at += 1;
                Token::Value(self.dictionary(depth))
            }
            b'<' => Token::Value(self.hexadecimal()),
            b'[' => Token::Value(self.array(depth)),
            b']' => Token::Closes("]"),
            b'>' if self.peek() == Some(b'>') => {
                self.at += 1;
                Token::Closes(">>")
            }
            b'>' => Token::Stray(">"),
            b')' => Token::Stray(")"),
            b'{' => Token::Stray("{"),
            b'}' => Token::Stray("}"),
            _ => {
                let start = self.at - 1;
                while self.peek().is_some_and(is_regular) {
                    self.at += 1;
                }
                let word = &self.bytes[start..self.at];
                match word {
                    b"true" => Token::Value(Object::Boolean(true)),
                    b"false" => Token::Value(Object::Boolean(false)),
                    b"null" => Token::Value(Object::Null),
                    word => numeral(word).map_or_else(|| Token::Word(word.to_vec()), Token::Value),
                }
            }
        })
    }

    fn name(&mut self) -> Vec<u8> {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        let raw = &self.bytes[start..self.at];
        let mut name = Vec::with_capacity(raw.len());
        let mut i = 0;
        while i < raw.len() {
            let escaped = (raw[i] == b'#').then(|| Some((hex(*raw.get(i + 1)?)? << 4) | hex(*raw.get(i + 2)?)?)).flatten();
            name.push(escaped.unwrap_or(raw[i]));
            i += if escaped.is_some() { 3 } else { 1 };
        }
        name
    }

    fn string(&mut self) -> Object {
        let mut text = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Object::String(text, StringFormat::Literal);
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        self.cut_off = true;
        Object::String(text, StringFormat::Literal)
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            // A line that goes on.
            b'\n' => return None,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return None;
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                (code & 0xff) as u8
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Object {
        let mut text = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                text.extend(half.map(|high: u8| high << 4));
                return Object::String(text, StringFormat::Hexadecimal);
            }
            let Some(digit) = hex(byte) else { continue };
            half = match half {
                Some(high) => {
                    text.push((high << 4) | digit);
                    None
                }
                None => Some(digit),
            };
        }
        self.cut_off = true;
        Object::String(text, StringFormat::Hexadecimal)
    }

    fn array(&mut self, depth: usize) -> Object {
        if depth >= DEEPEST {
            return Object::Null;
        }
        let mut parts = Vec::new();
        loop {
            match self.token(depth + 1) {
                Some(Token::Value(value)) if parts.len() < MOST_PARTS => parts.push(value),
                Some(Token::Closes("]")) => return Object::Array(parts),
                Some(Token::Value(_)) => {}
                Some(Token::Stray(token) | Token::Closes(token)) => self.note(token),
                Some(Token::Word(word)) => self.note(&String::from_utf8_lossy(&word)),
                None => {
                    self.cut_off = true;
                    return Object::Array(parts);
                }
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Object {
        if depth >= DEEPEST {
            return Object::Null;
        }
        let mut pairs = Pairs::default();
        loop {
            match self.token(depth + 1) {
                Some(Token::Closes(">>")) => return Object::Dictionary(pairs.dict),
                Some(Token::Value(value)) => pairs.add(value),
                Some(Token::Stray(token) | Token::Closes(token)) => self.note(token),
                Some(Token::Word(word)) => self.note(&String::from_utf8_lossy(&word)),
                None => {
                    self.cut_off = true;
                    return Object::Dictionary(pairs.dict);
                }
            }
        }
    }

    /// A picture in the content (8.9.7), from behind its `BI` to its `EI`.
    fn picture(&mut self) -> Object {
        let mut pairs = Pairs::default();
        loop {
            match self.token(1) {
                Some(Token::Word(word)) if word == b"ID" => break,
                Some(Token::Word(word)) if word == b"EI" => return Object::Stream(Stream::new(pairs.dict, Vec::new())),
                Some(Token::Value(value)) => pairs.add(value),
                Some(Token::Stray(token) | Token::Closes(token)) => self.note(token),
                Some(Token::Word(word)) => self.note(&String::from_utf8_lossy(&word)),
                None => {
                    self.cut_off = true;
                    return Object::Stream(Stream::new(pairs.dict, Vec::new()));
                }
            }
        }
        // One sign of white space ends `ID`.
        self.at += usize::from(self.peek().is_some_and(is_space));
        let start = self.at;
        let stated = stated_length(&pairs.dict).filter(|length| self.ends_after(start + length).is_some());
        let length = match stated {
            Some(length) => length,
            None => match (start..self.bytes.len()).find(|end| self.is_end(*end)) {
                Some(end) => end - start,
                None => {
                    self.cut_off = true;
                    self.bytes.len() - start
                }
            },
        };
        let content = self.bytes[start..start + length].to_vec();
        self.at = self.ends_after(start + length).unwrap_or(self.bytes.len());
        Object::Stream(Stream::new(pairs.dict, content))
    }

    /// Where content goes on behind an `EI` that stands at `at`, or after white space there.
    fn ends_after(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let spaces = rest.iter().take(3).take_while(|b| is_space(**b)).count();
        let after = rest.get(spaces..)?.strip_prefix(b"EI")?;
        after.first().is_none_or(|b| !is_regular(*b)).then_some(at + spaces + 2)
    }

    /// Whether a picture ends here: white space, `EI`, and behind it words rather than picture.
    fn is_end(&self, at: usize) -> bool {
        if !self.bytes.get(at).is_some_and(|b| is_space(*b)) {
            return false;
        }
        let Some(after) = self.ends_after(at) else { return false };
        let next = &self.bytes[after..self.bytes.len().min(after + 12)];
        next.iter().all(|b| is_space(*b) || (32..127).contains(b))
    }
}

/// A dictionary in the reading: names and values by turns. A value without a name is passed over.
#[derive(Default)]
struct Pairs {
    dict: Dictionary,
    key: Option<Vec<u8>>,
}

impl Pairs {
    fn add(&mut self, value: Object) {
        match (self.key.take(), value) {
            (Some(name), value) => self.dict.set(name, value),
            (None, Object::Name(name)) => self.key = Some(name),
            (None, _) => {}
        }
    }
}

impl Iterator for Operations<'_> {
    type Item = Operation;

    fn next(&mut self) -> Option<Operation> {
        let mut operands = Vec::new();
        loop {
            match self.token(0) {
                Some(Token::Value(value)) if operands.len() < MOST_OPERANDS => operands.push(value),
                Some(Token::Value(_)) => {}
                Some(Token::Word(word)) if word == b"BI" => {
                    return Some(Operation { operator: "BI".to_string(), operands: vec![self.picture()] });
                }
                Some(Token::Word(word)) => {
                    return Some(Operation { operator: String::from_utf8_lossy(&word).into_owned(), operands });
                }
                Some(Token::Stray(token) | Token::Closes(token)) => self.note(token),
                None => return None,
            }
        }
    }
}

/// How many bytes a picture has that says so, or that is not packed.
fn stated_length(dict: &Dictionary) -> Option<usize> {
    let whole = |long: &[u8], short: &[u8]| {
        let value = dict.get(long).or_else(|_| dict.get(short)).ok()?;
        value.as_i64().ok().and_then(|n| usize::try_from(n).ok())
    };
    if let Some(length) = whole(b"Length", b"L") {
        return Some(length);
    }
    if dict.has(b"Filter") || dict.has(b"F") {
        return None;
    }
    let stencil = dict.get(b"ImageMask").or_else(|_| dict.get(b"IM")).and_then(Object::as_bool).unwrap_or(false);
    let space = dict.get(b"ColorSpace").or_else(|_| dict.get(b"CS")).ok();
    let components = match space {
        _ if stencil => 1,
        Some(Object::Name(name)) => match name.as_slice() {
            b"G" | b"DeviceGray" | b"CalGray" => 1,
            b"RGB" | b"DeviceRGB" | b"CalRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            _ => return None,
        },
        Some(Object::Array(array)) if matches!(array.first(), Some(Object::Name(name)) if name == b"I" || name == b"Indexed") => {
            1
        }
        _ => return None,
    };
    let bits = if stencil { 1 } else { whole(b"BitsPerComponent", b"BPC")? };
    let row = whole(b"Width", b"W")?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(whole(b"Height", b"H")?)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// A number as writers write them: `--5` and `1.5-3` are read as others read them.
fn numeral(word: &[u8]) -> Option<Object> {
    if !word.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+')) || !word.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Object::Integer(whole));
    }
    if let Ok(real) = text.parse::<f32>() {
        return Some(Object::Real(real));
    }
    let negative = text.starts_with('-');
    let digits = text.trim_start_matches(['-', '+']);
    // What follows a second sign or point is left, as poppler and mupdf leave it.
    let mut point = false;
    let end = digits
        .find(|c: char| !(c.is_ascii_digit() || (c == '.' && !std::mem::replace(&mut point, true))))
        .unwrap_or(digits.len());
    let value = digits[..end].parse::<f32>().unwrap_or(0.0);
    Some(Object::Real(if negative { -value } else { value }))
}

/// Operations as content again. Pictures inside of it are written as such.
pub(in crate::export::pdf) fn encoded(operations: &[Operation]) -> Vec<u8> {
    let mut out = Vec::new();
    for operation in operations {
        match (operation.operator.as_str(), operation.operands.first()) {
            ("BI", Some(Object::Stream(stream))) => {
                out.extend(b"BI ");
                for (key, value) in &stream.dict {
                    write(&Object::Name(key.clone()), &mut out);
                    write(value, &mut out);
                }
                out.extend(b"ID ");
                out.extend(&stream.content);
                out.extend(b"\nEI\n");
            }
            (operator, _) => {
                operation.operands.iter().for_each(|operand| write(operand, &mut out));
                out.extend(operator.bytes());
                out.push(b'\n');
            }
        }
    }
    out
}

fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null | Object::Stream(_) => out.extend(b"null"),
        Object::Boolean(is) => out.extend(is.to_string().bytes()),
        Object::Integer(whole) => out.extend(whole.to_string().bytes()),
        Object::Real(real) if real.is_finite() => out.extend(real.to_string().bytes()),
        Object::Real(_) => out.push(b'0'),
        Object::Name(name) => {
            out.push(b'/');
            for byte in name {
                match is_regular(*byte) && *byte != b'#' && (33..127).contains(byte) {
                    true => out.push(*byte),
                    false => out.extend(format!("#{byte:02x}").bytes()),
                }
            }
        }
        Object::String(bytes, _) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| out.extend(format!("{byte:02x}").bytes()));
            out.push(b'>');
        }
        Object::Array(parts) => {
            out.push(b'[');
            parts.iter().for_each(|part| write(part, out));
            out.push(b']');
        }
        Object::Dictionary(dict) => {
            out.extend(b"<<");
            for (key, value) in dict {
                write(&Object::Name(key.clone()), out);
                write(value, out);
            }
            out.extend(b">>");
        }
        Object::Reference((number, generation)) => out.extend(format!("{number} {generation} R").bytes()),
    }
    out.push(b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], operators: &[&str], stray: &[&str]) {
        let mut operations = Operations::of(content);
        let found: Vec<String> = operations.by_ref().map(|o| format!("{}{}", o.operands.len(), o.operator)).collect();
        assert_eq!(found, operators, "{}", String::from_utf8_lossy(content));
        assert_eq!(operations.stray, stray);
    }

    #[test]
    fn nothing_cuts_a_stream_off() {
        check(b"1 0 % why not\n0 rg 0 0 9 9 re f", &["3rg", "4re", "0f"], &[]);
        check(b"1\x000\x000\x00rg\x00f", &["3rg", "0f"], &[]);
        check(b"0 g > f ) f } f { ] >> f", &["1g", "0f", "0f", "0f", "0f"], &[">", ")", "}", "{", "]", ">>"]);
        check(b"(a\\)b(c)) Tj [(a) -20 <4142>] TJ", &["1Tj", "1TJ"], &[]);
        check(b"/P <</MCID 0 /X [1 2]>> BDC EMC", &["2BDC", "0EMC"], &[]);
        check(b"--5 1.2.3 .5 +3 4. re", &["5re"], &[]);
        check(b"f%", &["0f"], &[]);
        check(b"q BI /W 2 /H 2 /BPC 8 /CS /G ID \x00 EI EI Q", &["0q", "1BI", "0Q"], &[]);
        check(b"BI /W 9 /H 9 /F /Fl ID \xff EI \xff\xfe\nEI\nQ", &["1BI", "0Q"], &[]);
        check(&[b"[".repeat(20_000), b"]".repeat(20_000), b" TJ f".to_vec()].concat(), &["1TJ", "0f"], &["]"]);
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let content = b"q /A#20b gs (\\050\\n) Tj [1 -2.5 (x)] TJ BI /W 1 /H 1 /BPC 8 /CS /G ID \x07 EI /P <</K 1>> BDC Q";
        let once: Vec<Operation> = Operations::of(content).collect();
        let again: Vec<Operation> = Operations::of(&encoded(&once)).collect();
        assert_eq!(encoded(&again), encoded(&once));
        let shown = |all: &[Operation]| all.iter().map(|o| format!("{}{}", o.operands.len(), o.operator)).collect::<Vec<_>>();
        assert_eq!(shown(&again), ["0q", "1gs", "1Tj", "1TJ", "1BI", "2BDC", "0Q"]);
        assert!(matches!(&again[4].operands[0], Object::Stream(picture) if picture.content == [7]));
    }
}
