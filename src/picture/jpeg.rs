//! The head of a JPEG file: what must be known to carry it through untouched. Decodes no pixels.

use super::PictureError;

/// What a JPEG file says of itself (ITU-T T.81, annex B; Exif 2.3; Adobe TN 5116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Pixels of a row as they are stored, before `orientation` turns them.
    pub width: u32,
    /// Rows as they are stored.
    pub height: u32,
    /// 1 gray, 3 colour, 4 CMYK.
    pub channels: u8,
    /// 1 to 8, as Exif counts: 1 is upright.
    pub orientation: u8,
    /// An Adobe program wrote it. In a file of four channels 255 then means no ink, and a PDF image needs
    /// `/Decode [1 0 1 0 1 0 1 0]`.
    pub adobe: bool,
    /// The embedded ICC profile, where there is a whole one.
    pub icc: Option<Vec<u8>>,
}

/// Reads the head, and makes sure that the file is whole.
pub fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut head = Header { width: 0, height: 0, channels: 0, orientation: 1, adobe: false, icc: None };
    let mut icc = Vec::new();
    let mut at = 2;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err(PictureError::Format);
    }
    loop {
        let (marker, body, next) = segment(bytes, at).ok_or_else(|| damaged("it ends in the middle"))?;
        match marker {
            // Baseline, extended and progressive Huffman.
            0xc0..=0xc2 => frame(body, &mut head)?,
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Err(damaged("its kind of compression (lossless or arithmetic) is not read by printers"));
            }
            0xe1 => head.orientation = orientation(body).unwrap_or(head.orientation),
            0xe2 if body.starts_with(b"ICC_PROFILE\0") && body.len() > 14 => icc.push((body[12], body[13], &body[14..])),
            0xee if body.starts_with(b"Adobe") => head.adobe = true,
            0xda => break,
            _ => {}
        }
        at = next;
    }
    if head.channels == 0 {
        return Err(damaged("it has no frame"));
    }
    // From the back: other data may follow the end of the picture.
    if !bytes[at..].windows(2).rev().any(|w| w == [0xff, 0xd9]) {
        return Err(damaged("it ends in the middle"));
    }
    head.icc = joined(icc);
    Ok(head)
}

/// Marker, body and position after the segment at `at`.
fn segment(bytes: &[u8], mut at: usize) -> Option<(u8, &[u8], usize)> {
    if *bytes.get(at)? != 0xff {
        return None;
    }
    // Any number of fill bytes.
    while *bytes.get(at)? == 0xff {
        at += 1;
    }
    let marker = bytes[at];
    if matches!(marker, 0x01 | 0xd0..=0xd8) {
        return Some((marker, &[], at + 1));
    }
    let size = usize::from(u16::from_be_bytes([*bytes.get(at + 1)?, *bytes.get(at + 2)?]));
    let body = bytes.get(at + 3..at + 1 + size.max(2))?;
    Some((marker, body, at + 1 + size.max(2)))
}

fn frame(body: &[u8], head: &mut Header) -> Result<(), PictureError> {
    let [bits, h1, h0, w1, w0, channels, ..] = *body else { return Err(damaged("its frame is cut off")) };
    if bits != 8 {
        return Err(damaged(&format!("it has {bits} bits a channel; save it with 8")));
    }
    if !matches!(channels, 1 | 3 | 4) {
        return Err(damaged(&format!("it has {channels} channels; save it as gray, RGB or CMYK")));
    }
    (head.width, head.height) = (u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into());
    head.channels = channels;
    if head.width == 0 || head.height == 0 { Err(damaged("it has no size")) } else { Ok(()) }
}

/// Tag 0x0112 of the first directory of an Exif block.
fn orientation(body: &[u8]) -> Option<u8> {
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let two = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let (a, b) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if little { b << 16 | a } else { a << 16 | b })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = (0..usize::from(short(directory)?)).map(|i| directory.saturating_add(2 + 12 * i));
    let found = entries.into_iter().find(|at| short(*at) == Some(0x0112))?;
    u8::try_from(short(found + 8)?).ok().filter(|o| (1..=8).contains(o))
}

/// The parts of a profile in their order; `None` where one is missing.
fn joined(mut parts: Vec<(u8, u8, &[u8])>) -> Option<Vec<u8>> {
    parts.sort_by_key(|p| p.0);
    let whole = !parts.is_empty() && parts.iter().enumerate().all(|(i, p)| usize::from(p.0) == i + 1);
    (whole && parts.len() == usize::from(parts[0].1)).then(|| parts.iter().flat_map(|p| p.2.to_vec()).collect())
}

fn damaged(why: &str) -> PictureError {
    PictureError::Damaged(why.to_owned())
}
