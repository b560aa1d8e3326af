//! Streams unpacked (ISO 32000-1, 7.4): Flate, LZW, ASCII85, ASCIIHex and RunLength, each with its own parameters, one
//! behind the other. Packings of pictures (DCT, JPX, JBIG2, CCITT) are not.

use super::reader::Reader;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::{Dictionary, Object, Stream};
use std::io::Read as _;

/// Streams longer than this when unpacked are not looked into.
const LONGEST: usize = 128 << 20;
/// Likewise of content: each operator takes several times the room of its letters.
const LONGEST_CONTENT: usize = 32 << 20;
/// Filters behind each other.
const MOST_FILTERS: usize = 12;

/// Why a stream could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export::pdf) enum Packed {
    /// It is longer than is looked at.
    TooLong,
    Damaged,
    /// Packed as a picture, or by no filter of the reference.
    OtherFilter,
}

/// What a stream holds, and whether some of it is missing or damaged.
pub(in crate::export::pdf) struct Unpacked {
    pub bytes: Vec<u8>,
    pub damaged: bool,
}

/// Names of the filters of a stream, short names of inline pictures written out.
pub(in crate::export::pdf) fn names(reader: &Reader<'_>, dict: &Dictionary) -> Vec<String> {
    let filter = reader.get(dict, b"Filter").or_else(|| reader.get(dict, b"F"));
    let name = |object: &Object| match reader.resolved(object).as_name().unwrap_or_default() {
        b"AHx" => "ASCIIHexDecode".to_string(),
        b"A85" => "ASCII85Decode".to_string(),
        b"LZW" => "LZWDecode".to_string(),
        b"Fl" => "FlateDecode".to_string(),
        b"RL" => "RunLengthDecode".to_string(),
        b"CCF" => "CCITTFaxDecode".to_string(),
        b"DCT" => "DCTDecode".to_string(),
        other => String::from_utf8_lossy(other).into_owned(),
    };
    match filter {
        Some(one @ Object::Name(_)) => vec![name(one)],
        Some(Object::Array(all)) => all.iter().take(MOST_FILTERS).map(name).collect(),
        _ => Vec::new(),
    }
}

/// Unpacks a stream to at most `most` bytes at each step.
pub(in crate::export::pdf) fn unpack(
    reader: &Reader<'_>,
    dict: &Dictionary,
    content: &[u8],
    most: usize,
) -> Result<Unpacked, Packed> {
    let parameters = reader.get(dict, b"DecodeParms").or_else(|| reader.get(dict, b"DP"));
    let mut bytes = content.to_vec();
    let mut damaged = false;
    for (i, filter) in names(reader, dict).into_iter().enumerate() {
        let own = match parameters {
            Some(Object::Dictionary(dict)) if i == 0 => Some(dict),
            Some(Object::Array(all)) => all.get(i).and_then(|o| reader.resolved(o).as_dict().ok()),
            _ => None,
        };
        let unpacked = match filter.as_str() {
            "FlateDecode" => predicted(reader, own, flate(&bytes, most)?),
            "LZWDecode" => {
                let early = own.and_then(|own| reader.number(own, b"EarlyChange")) != Some(0.0);
                predicted(reader, own, lzw(&bytes, most, early)?)
            }
            "ASCII85Decode" => ascii85(&bytes),
            "ASCIIHexDecode" => ascii_hex(&bytes),
            "RunLengthDecode" => run_length(&bytes, most),
            "Crypt" => Unpacked { bytes, damaged: false },
            _ => return Err(Packed::OtherFilter),
        };
        if unpacked.bytes.len() > most {
            return Err(Packed::TooLong);
        }
        if unpacked.damaged && unpacked.bytes.is_empty() {
            return Err(Packed::Damaged);
        }
        bytes = unpacked.bytes;
        damaged |= unpacked.damaged;
    }
    if bytes.len() > most { Err(Packed::TooLong) } else { Ok(Unpacked { bytes, damaged }) }
}

fn flate(bytes: &[u8], most: usize) -> Result<Unpacked, Packed> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Unpacked { bytes: Vec::new(), damaged: false });
    }
    let limit = most as u64 + 1;
    let mut out = Vec::new();
    let whole = ZlibDecoder::new(bytes).take(limit).read_to_end(&mut out).is_ok();
    // A wrong checksum or a wrong head leaves the rest readable.
    if !whole && out.is_empty() {
        for skipped in [2, 0] {
            let Some(raw) = bytes.get(skipped..) else { continue };
            let read = DeflateDecoder::new(raw).take(limit).read_to_end(&mut out);
            if read.is_ok() && !out.is_empty() {
                break;
            }
            // Bytes of chance unpack to a few bytes of chance before they fail.
            out.clear();
        }
    }
    if out.len() > most {
        return Err(Packed::TooLong);
    }
    Ok(Unpacked { bytes: out, damaged: !whole })
}

fn lzw(bytes: &[u8], most: usize, early: bool) -> Result<Unpacked, Packed> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    // Of each code: the code before its last byte, that byte, and its length.
    let mut table: Vec<(u16, u8, u16)> = Vec::with_capacity(4096);
    let reset = |table: &mut Vec<(u16, u8, u16)>| {
        table.clear();
        table.extend((0..258_u16).map(|i| (0, (i & 0xff) as u8, 1)));
    };
    reset(&mut table);
    let mut out = Vec::new();
    let (mut held, mut bits, mut width) = (0_u32, 0_u32, 9_u32);
    let mut before: Option<usize> = None;
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = ((held >> bits) & ((1 << width) - 1)) as usize;
        held &= (1 << bits) - 1;
        match code {
            CLEAR => {
                reset(&mut table);
                width = 9;
                before = None;
                continue;
            }
            END => return Ok(Unpacked { bytes: out, damaged: false }),
            _ => {}
        }
        let start = out.len();
        match before {
            _ if code < table.len() => spell(&table, code, &mut out),
            Some(last) if code == table.len() => {
                spell(&table, last, &mut out);
                let first = out[start];
                out.push(first);
            }
            _ => return Ok(Unpacked { bytes: out, damaged: true }),
        }
        if let Some(last) = before
            && table.len() < 4096
        {
            let length = table[last].2.saturating_add(1);
            table.push((last as u16, out[start], length));
        }
        before = Some(code);
        let next = table.len() + usize::from(early);
        width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if out.len() > most {
            return Err(Packed::TooLong);
        }
    }
    // Many writers leave the end code away.
    Ok(Unpacked { bytes: out, damaged: false })
}

fn spell(table: &[(u16, u8, u16)], code: usize, out: &mut Vec<u8>) {
    let start = out.len();
    let mut at = code;
    for _ in 0..table[code].2 {
        out.push(table[at].1);
        at = usize::from(table[at].0);
    }
    out[start..].reverse();
}

fn ascii85(bytes: &[u8]) -> Unpacked {
    let mut out = Vec::with_capacity(bytes.len());
    let mut group = Vec::with_capacity(5);
    let mut damaged = false;
    let value = |group: &[u8]| {
        let padded = (0..5).map(|i| group.get(i).copied().unwrap_or(84));
        padded.fold(0_u32, |all, digit| all.wrapping_mul(85).wrapping_add(u32::from(digit))).to_be_bytes()
    };
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    out.extend(value(&group));
                    group.clear();
                }
            }
            b'~' => break,
            0 | 9 | 10 | 12 | 13 | 32 => {}
            // `<~` that some writers begin with.
            _ => damaged |= !out.is_empty(),
        }
    }
    if group.len() > 1 {
        out.extend(&value(&group)[..group.len() - 1]);
    }
    Unpacked { bytes: out, damaged }
}

fn ascii_hex(bytes: &[u8]) -> Unpacked {
    let mut digits = Vec::with_capacity(bytes.len());
    let mut damaged = false;
    for byte in bytes.iter().take_while(|b| **b != b'>') {
        match char::from(*byte).to_digit(16) {
            Some(digit) => digits.push(digit as u8),
            None => damaged |= !matches!(byte, 0 | 9 | 10 | 12 | 13 | 32),
        }
    }
    let bytes = digits.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or(0)).collect();
    Unpacked { bytes, damaged }
}

fn run_length(bytes: &[u8], most: usize) -> Unpacked {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(length) = bytes.get(at).copied().map(usize::from) {
        at += 1;
        match length {
            128 => return Unpacked { bytes: out, damaged: false },
            0..=127 => {
                let end = (at + length + 1).min(bytes.len());
                out.extend(&bytes[at..end]);
                at = end;
            }
            _ => {
                let Some(byte) = bytes.get(at) else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - length));
                at += 1;
            }
        }
        if out.len() > most {
            break;
        }
    }
    Unpacked { bytes: out, damaged: false }
}

/// Takes the predictor of PNG or TIFF back (7.4.4.4).
fn predicted(reader: &Reader<'_>, parameters: Option<&Dictionary>, unpacked: Unpacked) -> Unpacked {
    let Some(parameters) = parameters else { return unpacked };
    let whole = |key: &[u8], default: usize| reader.number(parameters, key).map_or(default, |n| n.clamp(1.0, 1e6) as usize);
    let predictor = whole(b"Predictor", 1);
    if predictor < 2 {
        return unpacked;
    }
    let (colors, bits, columns) = (whole(b"Colors", 1).min(32), whole(b"BitsPerComponent", 8).min(16), whole(b"Columns", 1));
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    let Unpacked { mut bytes, damaged } = unpacked;
    if predictor == 2 {
        if bits == 8 {
            bytes
                .chunks_mut(row)
                .for_each(|line| (pixel..line.len()).for_each(|i| line[i] = line[i].wrapping_add(line[i - pixel])));
        }
        return Unpacked { bytes, damaged };
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for line in bytes.chunks(row + 1) {
        let kind = line[0];
        let mut own = vec![0_u8; row];
        own[..line.len() - 1].copy_from_slice(&line[1..]);
        for i in 0..row {
            let left = if i >= pixel { own[i - pixel] } else { 0 };
            let corner = if i >= pixel { above[i - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => above[i],
                3 => u16::midpoint(u16::from(left), u16::from(above[i])) as u8,
                4 => paeth(left, above[i], corner),
                _ => 0,
            };
            own[i] = own[i].wrapping_add(guess);
        }
        out.extend(&own[..line.len() - 1]);
        above = own;
    }
    Unpacked { bytes: out, damaged }
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let (left, up, corner) = (i32::from(a), i32::from(b), i32::from(c));
    let guess = left + up - corner;
    let (da, db, dc) = ((guess - left).abs(), (guess - up).abs(), (guess - corner).abs());
    if da <= db && da <= dc {
        a
    } else if db <= dc {
        b
    } else {
        c
    }
}

impl Reader<'_> {
    /// The bytes of a picture that is whole, and of just this length.
    pub fn pixels(&self, picture: &Stream, length: usize) -> Option<Vec<u8>> {
        let unpacked = unpack(self, &picture.dict, &picture.content, length.min(LONGEST)).ok()?;
        (!unpacked.damaged && unpacked.bytes.len() == length).then_some(unpacked.bytes)
    }

    /// What a stream holds, as far as it can be unpacked.
    pub fn unpacked(&self, stream: &Stream) -> Option<Vec<u8>> {
        unpack(self, &stream.dict, &stream.content, LONGEST).ok().map(|unpacked| unpacked.bytes)
    }

    /// The content of a form, a pattern or a glyph.
    pub fn content(&self, stream: &Stream) -> Result<Unpacked, Packed> {
        unpack(self, &stream.dict, &stream.content, LONGEST_CONTENT)
    }

    /// The content of a page, its parts one after the other; what cannot be unpacked of it is left out, and said.
    pub fn page_content(&self, page: &Dictionary) -> PageContent {
        let parts: Vec<&Object> = match self.get(page, b"Contents") {
            Some(Object::Array(parts)) => parts.iter().map(|part| self.resolved(part)).collect(),
            Some(other) => vec![other],
            None => Vec::new(),
        };
        let mut all = PageContent::default();
        for part in parts {
            let unpacked = part.as_stream().map_err(|_| Packed::Damaged).and_then(|stream| self.content(stream));
            match unpacked {
                Ok(unpacked) if all.bytes.len() + unpacked.bytes.len() <= LONGEST_CONTENT => {
                    all.bytes.extend(unpacked.bytes);
                    all.bytes.push(b'\n');
                    all.damaged |= unpacked.damaged;
                }
                Ok(_) | Err(Packed::TooLong) => all.too_long = true,
                Err(Packed::Damaged | Packed::OtherFilter) => all.missing = true,
            }
        }
        all
    }
}

/// The content of a page.
#[derive(Default)]
pub(in crate::export::pdf) struct PageContent {
    pub bytes: Vec<u8>,
    /// A part of it could not be unpacked to its end.
    pub damaged: bool,
    /// A part of it could not be unpacked at all.
    pub missing: bool,
    /// It is longer than is looked at.
    pub too_long: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn check(filter: Object, packed: &[u8], want: Result<&[u8], Packed>) {
        let doc = Document::new();
        let got = unpack(&Reader { doc: &doc }, &dictionary! { "Filter" => filter }, packed, 1000);
        assert_eq!(got.map(|u| u.bytes), want.map(<[u8]>::to_vec));
    }

    #[test]
    fn every_filter_of_the_reference() {
        check("ASCIIHexDecode".into(), b"66 6F 6f\n7>", Ok(b"foop"));
        check("ASCII85Decode".into(), b"AoDTs~>", Ok(b"foob"));
        check("RunLengthDecode".into(), &[2, b'a', b'b', b'c', 253, b'x', 128], Ok(b"abcxxxx"));
        // The example of 7.4.4.2.
        check(
            "LZWDecode".into(),
            &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01],
            Ok(&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66]),
        );
        check("FlateDecode".into(), b" garbage not flate at all", Err(Packed::Damaged));
        check("DCTDecode".into(), b"\xff\xd8", Err(Packed::OtherFilter));
        check(vec!["ASCIIHexDecode".into(), "RunLengthDecode".into()].into(), b"02616263 80>", Ok(b"abc"));
        check("RunLengthDecode".into(), &[129, 0].repeat(100), Err(Packed::TooLong));
    }
}
