//! The bytes of a content stream: operands, then the operator that they are for, each operation on its line (ISO 32000-1,
//! 7.8.2).

use crate::export::pdf::file;

/// A content stream in the writing. `op` ends an operation; what is called before it writes its operands.
#[derive(Default)]
pub(super) struct Content {
    bytes: Vec<u8>,
}

impl Content {
    /// Ends an operation: the operands stand before it already.
    pub fn op(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// An operand: the name of a resource, with its slash.
    pub fn name(&mut self, name: &str) -> &mut Content {
        file::write_name(name.as_bytes(), &mut self.bytes);
        self.space()
    }

    /// An operand.
    pub fn number(&mut self, n: f32) -> &mut Content {
        write_number(n, &mut self.bytes);
        self.space()
    }

    /// Operands, one after the other.
    pub fn numbers(&mut self, all: impl IntoIterator<Item = f32>) -> &mut Content {
        all.into_iter().fold(self, |content, n| content.number(n))
    }

    /// An array of what `write` writes.
    pub fn array(&mut self, write: impl FnOnce(&mut Array<'_>)) -> &mut Content {
        self.bytes.push(b'[');
        write(&mut Array { bytes: &mut self.bytes, is_empty: true });
        self.bytes.push(b']');
        self.space()
    }

    /// The properties of marked content: the number that its structure element knows it by.
    pub fn mark(&mut self, number: usize) -> &mut Content {
        self.bytes.extend_from_slice(b"<</MCID ");
        file::write_integer(number as i64, &mut self.bytes);
        self.bytes.extend_from_slice(b">> ");
        self
    }

    /// The properties of marked content: the text that it is read as (ISO 32000-1, 14.9.4).
    pub fn actual_text(&mut self, text: &str) -> &mut Content {
        self.bytes.extend_from_slice(b"<</ActualText<FEFF");
        text.encode_utf16().for_each(|unit| file::print(&mut self.bytes, format_args!("{unit:04X}")));
        self.bytes.extend_from_slice(b">>> ");
        self
    }

    /// Operations that are written already.
    pub fn append(&mut self, operations: &[u8]) {
        self.bytes.extend_from_slice(operations);
    }

    /// Bytes so far: where [`Content::since`] may begin.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What was written since there were so many bytes.
    pub fn since(&self, start: usize) -> &[u8] {
        &self.bytes[start..]
    }

    /// The finished stream, not compressed.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn space(&mut self) -> &mut Content {
        self.bytes.push(b' ');
        self
    }
}

/// An array in the writing.
pub(super) struct Array<'c> {
    bytes: &'c mut Vec<u8>,
    is_empty: bool,
}

impl Array<'_> {
    /// Codes of glyphs.
    pub fn string(&mut self, codes: &[u8]) {
        write_codes(codes, self.bytes);
        self.is_empty = false;
    }

    /// An element: of a dash the length of a stroke or of a gap.
    pub fn number(&mut self, n: f32) {
        self.next();
        write_number(n, self.bytes);
    }

    /// An element: in `TJ` what the next glyph is moved to the left by, in thousandths of an em.
    pub fn integer(&mut self, n: i64) {
        self.next();
        file::write_integer(n, self.bytes);
    }

    /// Only a number needs a space before it.
    fn next(&mut self) {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.bytes.push(b' ');
        }
    }
}

/// The shortest decimal that means the number. Up to six digits that is the number itself in thousandths, which is what
/// most are.
fn write_number(n: f32, to: &mut Vec<u8>) {
    let thousandths = (f64::from(n) * 1000.0).round();
    if thousandths.abs() < 1e6 && (thousandths / 1000.0) as f32 == n {
        write_thousandths(thousandths as i64, to);
    } else {
        file::print(to, format_args!("{n}"));
    }
}

fn write_thousandths(n: i64, to: &mut Vec<u8>) {
    if n < 0 {
        to.push(b'-');
    }
    let n = n.abs();
    file::write_integer(n / 1000, to);
    let mut rest = n % 1000;
    if rest == 0 {
        return;
    }
    to.push(b'.');
    while rest > 0 {
        to.push(b'0' + (rest / 100) as u8);
        rest = rest % 100 * 10;
    }
}

/// Codes as a string of bytes: half as long as in hexadecimal digits. Brackets that pair stand as they are (ISO 32000-1,
/// 7.3.4.2).
fn write_codes(codes: &[u8], to: &mut Vec<u8>) {
    let unpaired = unpaired(codes);
    to.push(b'(');
    for (at, byte) in codes.iter().enumerate() {
        match byte {
            b'\r' => to.extend_from_slice(b"\\r"),
            b'\\' => to.extend_from_slice(b"\\\\"),
            b'(' | b')' if unpaired.contains(&at) => to.extend([b'\\', *byte]),
            _ => to.push(*byte),
        }
    }
    to.push(b')');
}

/// Where brackets stand that have no partner.
fn unpaired(codes: &[u8]) -> Vec<usize> {
    let (mut open, mut unpaired) = (Vec::new(), Vec::new());
    for (at, byte) in codes.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => unpaired.push(at),
            _ => {}
        }
    }
    unpaired.append(&mut open);
    unpaired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::default();
        write(&mut content);
        String::from_utf8(content.into_bytes()).expect("ASCII")
    }

    #[test]
    fn operands_come_before_their_operator() {
        assert_eq!(written(|c| c.numbers([1.0, 0.0, -0.25, 12.345]).op("re")), "1 0 -0.25 12.345 re\n");
        assert_eq!(written(|c| c.name("A B").number(9.5).op("Tf")), "/A#20B 9.5 Tf\n");
        assert_eq!(written(|c| c.name("P").mark(12).op("BDC")), "/P <</MCID 12>> BDC\n");
        assert_eq!(written(|c| c.name("Span").actual_text("ß").op("BDC")), "/Span <</ActualText<FEFF00DF>>> BDC\n");
        let dashes = |array: &mut Array<'_>| [4.0, 2.5].into_iter().for_each(|n| array.number(n));
        assert_eq!(written(|c| c.array(dashes).number(0.0).op("d")), "[4 2.5] 0 d\n");
    }

    #[test]
    fn brackets_that_pair_stand_as_they_are() {
        let shown = |codes: &[u8]| {
            let mut content = Content::default();
            content.array(|a| a.string(codes)).op("TJ");
            content.into_bytes()
        };
        assert_eq!(shown(b"a(b)c"), b"[(a(b)c)] TJ\n");
        assert_eq!(shown(b")(("), b"[(\\)\\(\\()] TJ\n");
        assert_eq!(shown(b"\\\r\n%"), b"[(\\\\\\r\n%)] TJ\n");
    }

    /// A number read back is the same number, to the last bit.
    #[test]
    fn numbers_come_back() {
        let thousandths = (-1_000_100..=1_000_100).step_by(37).map(|n| (f64::from(n) / 1000.0) as f32);
        let others = [0.123_456_7, 1e-7, -3.000_001, 16_777_216.0, 999.999_9, 1_234.567, 0.000_4, -0.000_5];
        for n in thousandths.chain(others) {
            let written = written(|c| c.number(n).op("w"));
            let number = written.trim_end_matches(" w\n");
            assert_eq!(number.parse(), Ok(n), "{number}");
            assert_eq!(number, n.to_string(), "and nothing longer");
        }
    }
}
