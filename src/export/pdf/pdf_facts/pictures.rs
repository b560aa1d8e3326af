//! What a picture is made of: its pixels, its colours, and how fine it comes out.

use super::Picture;
use super::filters::{names, unpack};
use super::reader::{Reader, number};
use super::spaces::Space;
use super::state::Matrix;
use lopdf::{Dictionary, Stream};

/// A mask of more bytes than this is taken for one that lets something through.
const LONGEST_MASK: usize = 32 << 20;

/// A picture as it stands in a file, drawn in the unit square of `ctm`.
pub(super) fn picture(reader: &Reader<'_>, stream: &Stream, resources: Option<&Dictionary>, ctm: Matrix) -> Picture {
    let dict = &stream.dict;
    let either = |long: &[u8], short: &[u8]| reader.get(dict, long).or_else(|| reader.get(dict, short));
    let whole = |long: &[u8], short: &[u8]| either(long, short).and_then(number).map(|n| n as i64);
    let stencil = either(b"ImageMask", b"IM").is_some_and(|o| o.as_bool().unwrap_or(false));
    let filter = names(reader, dict).pop();
    let jpx = (filter.as_deref() == Some("JPXDecode")).then(|| Jpx::of(&stream.content)).flatten().unwrap_or_default();
    let width = whole(b"Width", b"W").or(jpx.width).unwrap_or(0);
    let height = whole(b"Height", b"H").or(jpx.height).unwrap_or(0);
    let [a, b, c, d, x, y] = ctm;
    let (across, down) = (a.hypot(b).max(1e-6), c.hypot(d).max(1e-6));
    let space = match stencil {
        true => None,
        false => either(b"ColorSpace", b"CS").map(|space| Space::read(space, resources, reader)).or(jpx.space),
    };
    let bits = match filter.as_deref() {
        _ if stencil => 1,
        Some("CCITTFaxDecode" | "JBIG2Decode") => 1,
        _ => whole(b"BitsPerComponent", b"BPC").or(jpx.bits).unwrap_or(8),
    };
    let mask = reader.stream(dict, b"SMask");
    Picture {
        width,
        height,
        bits,
        space,
        soft_mask: mask.is_some(),
        see_through: mask.is_some_and(|mask| !is_opaque(reader, mask))
            || (reader.number(dict, b"SMaskInData").unwrap_or(0.0) > 0.0),
        filter,
        ppi: (width as f64 / across).min(height as f64 / down) * 72.0,
        stretched: {
            let (wide, high) = (width as f64 / across, height as f64 / down);
            if wide > 0.0 && high > 0.0 { (wide / high).max(high / wide) } else { 1.0 }
        },
        at: [x.min(x + a + c), y.min(y + b + d)],
        forbidden: ["Alternates", "OPI"].into_iter().filter(|key| dict.has(key.as_bytes())).map(str::to_string).collect(),
    }
}

/// Whether a soft mask lets nothing through: many writers give one to every picture.
fn is_opaque(reader: &Reader<'_>, mask: &Stream) -> bool {
    let turned = reader.array(&mask.dict, b"Decode").is_some_and(|d| d.first().and_then(number) == Some(1.0));
    let full = if turned { 0 } else { u8::MAX };
    let bits = reader.number(&mask.dict, b"BitsPerComponent").unwrap_or(8.0);
    matches!(bits as i64, 8 | 16)
        && unpack(reader, &mask.dict, &mask.content, LONGEST_MASK)
            .is_ok_and(|all| !all.damaged && all.bytes.iter().all(|b| *b == full))
}

/// The colours of a JPEG 2000 picture by its own word.
pub(in crate::export::pdf) fn jpx_space(bytes: &[u8]) -> Option<Space> {
    Jpx::of(bytes)?.space
}

/// What a JPEG 2000 picture says of itself (ISO 15444-1, annexes A and I).
#[derive(Default)]
struct Jpx {
    width: Option<i64>,
    height: Option<i64>,
    bits: Option<i64>,
    space: Option<Space>,
}

impl Jpx {
    fn of(bytes: &[u8]) -> Option<Jpx> {
        // The size marker of the code stream stands in front of all picture data.
        let head = &bytes[..bytes.len().min(1 << 16)];
        let at = head.windows(4).position(|w| w == [0xff, 0x4f, 0xff, 0x51])? + 4;
        let long = |i: usize| head.get(at + i..at + i + 4).map(|b| i64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])));
        let components = head.get(at + 36..at + 38).map(|b| u16::from_be_bytes([b[0], b[1]]))?;
        let bits = i64::from(head.get(at + 38)? & 0x7f) + 1;
        let colr = head[..at].windows(4).position(|w| w == b"colr").map(|i| &head[i + 4..]);
        let stated = colr.and_then(|colr| match colr {
            [1, _, _, a, b, c, d, ..] => match u32::from_be_bytes([*a, *b, *c, *d]) {
                12 => Some(Space::Cmyk),
                16 | 18 => Some(Space::Rgb),
                17 => Some(Space::Gray),
                14 => Some(Space::Lab),
                _ => None,
            },
            [2 | 3, ..] => Some(Space::Icc(i64::from(components))),
            _ => None,
        });
        let space = stated.or(match components {
            1 | 2 => Some(Space::Gray),
            3 => Some(Space::Rgb),
            4 => Some(Space::Cmyk),
            _ => None,
        });
        Some(Jpx { width: Some(long(4)? - long(12)?), height: Some(long(8)? - long(16)?), bits: Some(bits), space })
    }
}

impl Picture {
    /// Whether it has one bit a pixel: line art.
    pub fn is_line_art(&self) -> bool {
        self.bits == 1 && !matches!(self.space, Some(Space::Indexed(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_jpeg_2000_says_of_itself() {
        let size = |components: u8| {
            let mut bytes = vec![0xff, 0x4f, 0xff, 0x51, 0, 47, 0, 0];
            for side in [300_u32, 200, 0, 0, 300, 200, 0, 0] {
                bytes.extend(side.to_be_bytes());
            }
            bytes.extend([0, components, 7, 1, 1]);
            bytes
        };
        let seen = Jpx::of(&size(3)).expect("it has a size");
        assert_eq!((seen.width, seen.height, seen.bits, seen.space), (Some(300), Some(200), Some(8), Some(Space::Rgb)));
        let cmyk = [b"colr\x01\0\0\0\0\0\x0c".to_vec(), size(4)].concat();
        assert_eq!(Jpx::of(&cmyk).and_then(|seen| seen.space), Some(Space::Cmyk));
        assert!(Jpx::of(b"no picture").is_none());
    }
}
