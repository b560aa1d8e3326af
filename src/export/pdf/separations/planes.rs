//! The pixels of a picture on one plate, parted here: a reader would run the tint transform for each of them.

use super::tint::{Light, components};
use crate::export::pdf::pdf_facts::Space;
use crate::export::pdf::pdf_facts::reader::Reader;
use lopdf::Stream;

/// What light the plate of an ink leaves of each pixel, in 255ths, as the tint transform of its space would say. `None` for
/// a picture that is not of whole bytes, packed as pictures are, or not used as it stands, or has more than `most` pixels.
pub(super) fn plane(reader: &Reader<'_>, picture: &Stream, space: &Space, ink: &str, most: usize) -> Option<Vec<u8>> {
    let dict = &picture.dict;
    let is_matted = reader.stream(dict, b"SMask").is_some_and(|mask| mask.dict.has(b"Matte"));
    let is_changed = is_matted || dict.has(b"Decode") || dict.has(b"ImageMask") || reader.array(dict, b"Mask").is_some();
    if is_changed || reader.number(dict, b"BitsPerComponent") != Some(8.0) {
        return None;
    }
    let of = components(space).filter(|of| *of > 1)?;
    let light = Light::of(space, ink);
    if light == Light::Lightness {
        return None;
    }
    let side = |key: &[u8]| reader.number(dict, key).filter(|side| *side >= 1.0).map(|side| side as usize);
    let pixels = side(b"Width")?.checked_mul(side(b"Height")?).filter(|pixels| *pixels <= most)?;
    let unpacked = reader.pixels(picture, pixels.checked_mul(of)?)?;
    let lightest = |pixel: &[u8]| pixel.iter().copied().max().unwrap_or(0);
    let part = |light: &dyn Fn(&[u8]) -> u8| unpacked.chunks_exact(of).map(light).collect();
    Some(match light {
        Light::Full | Light::Lightness => vec![255; pixels],
        Light::Without(i) => unpacked.iter().skip(i).step_by(of).map(|ink| 255 - ink).collect(),
        Light::Component(i) => unpacked.iter().skip(i).step_by(of).copied().collect(),
        Light::Most => part(&lightest),
        Light::UpToMost(i) => part(&|pixel| 255 - lightest(pixel) + pixel[i]),
    })
}
