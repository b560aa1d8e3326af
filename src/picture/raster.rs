//! From the bytes of a PNG or JPEG to pixels in sRGB, gray or CMYK.
//!
//! A JPEG that stands upright in sRGB, gray or CMYK is carried through as the file it is: decoding it would cost
//! quality and bytes. What it shows is not looked at, only that it is whole.

use super::{PictureError, guarded, jpeg, large};
use crate::display::{Pixels, Raster};
use crate::geom::Rect;
use crate::hashes;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Reads a PNG or JPEG. Turns it upright, brings other profiles to sRGB, and 16 bits to 8.
pub fn raster(bytes: &[u8]) -> Result<Arc<Raster>, PictureError> {
    let (width, height, pixels) = guarded(|| match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [0xff, 0xd8, ..] => jpeg(bytes),
        _ => Err(PictureError::Format),
    })?;
    Ok(Arc::new(Raster { width, height, pixels, hash: hashes::of_bytes(bytes) }))
}

/// Pixels to the inch when the picture fills `rect`; the lesser of across and down.
pub fn effective_ppi(raster: &Raster, rect: Rect) -> f64 {
    let across = f64::from(raster.width) / rect.width.to_inches();
    let down = f64::from(raster.height) / rect.height.to_inches();
    across.min(down)
}

/// Width and height in pixels, and the pixels.
type Image = (u32, u32, Pixels);

fn png(bytes: &[u8]) -> Result<Image, PictureError> {
    if let Some(picture) = large::png(bytes)? {
        check_size(picture.width, picture.height)?;
        return Ok(upright(picture.image, picture.turn, picture.icc.as_deref()));
    }
    let (image, icc, turn) = decode(bytes, ImageFormat::Png)?;
    Ok(upright(image, turn, icc.as_deref()))
}

fn jpeg(bytes: &[u8]) -> Result<Image, PictureError> {
    let head = jpeg::header(bytes)?;
    check_size(head.width, head.height)?;
    let profile = head.icc.as_deref().filter(|_| head.channels == 3).filter(|icc| to_srgb(icc).is_some());
    if head.orientation == 1 && profile.is_none() {
        let inverted = head.channels == 4 && head.adobe;
        let pixels = Pixels::Jpeg { bytes: bytes.into(), channels: head.channels, inverted };
        return Ok((head.width, head.height, pixels));
    }
    let turn = Orientation::from_exif(head.orientation).unwrap_or(Orientation::NoTransforms);
    if head.channels == 4 {
        return cmyk_upright(bytes, head.adobe, turn);
    }
    let (image, ..) = decode(bytes, ImageFormat::Jpeg)?;
    Ok(upright(image, turn, profile))
}

/// A CMYK JPEG that lies on its side, in its own inks.
fn cmyk_upright(bytes: &[u8], adobe: bool, turn: Orientation) -> Result<Image, PictureError> {
    let damaged = |e: zune_jpeg::errors::DecodeErrors| PictureError::Damaged(e.to_string());
    let cursor = || zune_jpeg::zune_core::bytestream::ZCursor::new(bytes);
    let mut decoder = zune_jpeg::JpegDecoder::new(cursor());
    decoder.decode_headers().map_err(damaged)?;
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::CMYK);
    let options = DecoderOptions::default().jpeg_set_out_colorspace(stored);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(cursor(), options);
    let mut data = decoder.decode().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or_else(|| PictureError::Damaged("it has no size".into()))?;
    let (pixels, _) = data.as_chunks_mut::<4>();
    for pixel in pixels {
        if stored == ColorSpace::YCCK {
            let [y, cb, cr] = [f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0];
            let light = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
            (0..3).for_each(|i| pixel[i] = light[i].round().clamp(0.0, 255.0) as u8);
        }
        if adobe {
            *pixel = pixel.map(|light| 255 - light);
        }
    }
    // Four channels are four channels: none of them is taken for a mask.
    let ((width, height), data) = large::four_or_fewer(data, (width as u32, height as u32), 4, false);
    let image = image::RgbaImage::from_raw(width, height, data);
    let mut image = DynamicImage::ImageRgba8(image.ok_or_else(|| PictureError::Damaged("it ends in the middle".into()))?);
    image.apply_orientation(turn);
    let (width, height) = (image.width(), image.height());
    Ok((width, height, Pixels::Cmyk { data: image.into_rgba8().into_raw().into(), mask: None }))
}

/// Decodes a whole picture within the limits, with its ICC profile and how it lies. One that is larger than any sheet shows
/// comes out smaller.
pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Option<Vec<u8>>, Orientation), PictureError> {
    let damaged = |e: image::ImageError| PictureError::Damaged(e.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // The widest decoded pixel takes 8 bytes.
    limits.max_alloc = Some(large::LARGEST * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let icc = decoder.icc_profile().map_err(damaged)?;
    // A block that cannot be read says nothing of how the picture lies.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((large::fewer(DynamicImage::from_decoder(decoder).map_err(damaged)?), icc, turn))
}

fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if u64::from(width) * u64::from(height) > large::LARGEST { Err(PictureError::TooLarge { width, height }) } else { Ok(()) }
}

fn upright(mut image: DynamicImage, turn: Orientation, icc: Option<&[u8]>) -> Image {
    image.apply_orientation(turn);
    let (width, height) = (image.width(), image.height());
    if !image.color().has_color() && !image.color().has_alpha() {
        return (width, height, Pixels::Gray(image.into_luma8().into_raw().into()));
    }
    let (mut data, mask) = match image {
        // In its own place: a large picture is not held twice.
        DynamicImage::ImageRgba8(image) => parted(image.into_raw()),
        image if image.color().has_alpha() => parted(image.into_rgba8().into_raw()),
        image => (image.into_rgb8().into_raw(), None),
    };
    if let Some(transform) = icc.and_then(to_srgb) {
        let source = data.clone();
        transform.transform(&source, &mut data).expect("both buffers hold the same whole pixels");
    }
    (width, height, Pixels::Rgb { data: data.into(), mask })
}

/// Colours and mask; none where it is opaque throughout.
fn parted(mut data: Vec<u8>) -> (Vec<u8>, Option<Arc<[u8]>>) {
    let pixels = data.len() / 4;
    let is_opaque = data.iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
    let mask = (!is_opaque).then(|| data.iter().skip(3).step_by(4).copied().collect::<Arc<[u8]>>());
    for i in 0..pixels {
        data.copy_within(i * 4..i * 4 + 3, i * 3);
    }
    data.truncate(pixels * 3);
    data.shrink_to_fit();
    (data, mask)
}

/// The way from an RGB profile to sRGB; `None` where it is as good as sRGB, or no RGB profile at all.
fn to_srgb(icc: &[u8]) -> Option<Arc<moxcms::Transform8BitExecutor>> {
    let profile = ColorProfile::new_from_slice(icc).ok().filter(|p| p.color_space == DataColorSpace::Rgb)?;
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    // Profiles that call themselves sRGB come in many versions: what counts is what they do.
    let probes = [200, 60, 40, 40, 180, 60, 50, 70, 200, 128, 128, 128, 230, 200, 30, 90, 40, 20];
    let mut seen = [0; 18];
    transform.transform(&probes, &mut seen).ok()?;
    let same = probes.iter().zip(seen).all(|(a, b)| a.abs_diff(b) <= 3);
    (!same).then_some(transform)
}

/// How light each pixel of a PNG or JPEG file is, with width and height. `None` for a file that is neither.
pub fn lightness(bytes: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    if let Some(gray) = luma(bytes) {
        return Some(gray);
    }
    let read = || match large::png(bytes)? {
        Some(picture) => Ok(picture.image),
        None => image::load_from_memory(bytes).map_err(|e| PictureError::Damaged(e.to_string())),
    };
    let picture = guarded(read).ok()?;
    let (width, height) = (picture.width(), picture.height());
    // The weights of ITU-R BT.709 in whole numbers: the crate's own way goes through its colour spaces, pixel by pixel.
    let light = |p: &[u8]| ((u32::from(p[0]) * 54 + u32::from(p[1]) * 183 + u32::from(p[2]) * 19) >> 8) as u8;
    let gray = match picture {
        DynamicImage::ImageLuma8(gray) => gray.into_raw(),
        DynamicImage::ImageRgb8(rgb) => rgb.as_raw().chunks_exact(3).map(light).collect(),
        other => other.into_rgb8().as_raw().chunks_exact(3).map(light).collect(),
    };
    Some((width, height, gray))
}

/// The light of a JPEG file as it is stored, without its colours: two thirds of the work of taking it apart. `None` for a
/// file that stores none by itself.
fn luma(bytes: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let head = jpeg::header(bytes).ok().filter(|_| bytes.starts_with(&[0xff, 0xd8]))?;
    check_size(head.width, head.height).ok()?;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let read = || {
        let cursor = zune_jpeg::zune_core::bytestream::ZCursor::new(bytes);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(cursor, options);
        decoder.decode_headers().ok()?;
        let stores_light = matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
        let light = decoder.decode().ok().filter(|_| stores_light)?;
        let (width, height) = decoder.dimensions()?;
        (light.len() == width * height).then_some((width as u32, height as u32, light))
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Length;

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn photo(width: u32, height: u32) -> DynamicImage {
        image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x * 9 % 256) as u8, (y * 9 % 256) as u8, 80])).into()
    }

    /// A JPEG with an Exif block that says how it lies.
    fn turned(orientation: u8) -> Vec<u8> {
        let jpeg = encoded(&photo(16, 8), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let size = (exif.len() as u16 + 2).to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &size, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn png_of_every_kind() {
        let gray = DynamicImage::from(image::GrayImage::from_pixel(3, 2, image::Luma([7])));
        let read = raster(&encoded(&gray, ImageFormat::Png)).unwrap();
        assert!(matches!(&read.pixels, Pixels::Gray(d) if **d == [7; 6]));

        let deep = DynamicImage::from(image::ImageBuffer::from_pixel(2, 1, image::Rgb([0xffff_u16, 0x8080, 0])));
        let read = raster(&encoded(&deep, ImageFormat::Png)).unwrap();
        assert!(matches!(&read.pixels, Pixels::Rgb { data, mask: None } if **data == [255, 128, 0, 255, 128, 0]));

        let clear = DynamicImage::from(image::RgbaImage::from_pixel(1, 1, image::Rgba([1, 2, 3, 4])));
        let read = raster(&encoded(&clear, ImageFormat::Png)).unwrap();
        assert!(matches!(&read.pixels, Pixels::Rgb { data, mask: Some(m) } if **data == [1, 2, 3] && **m == [4]));

        let opaque = DynamicImage::from(image::RgbaImage::from_pixel(1, 1, image::Rgba([1, 2, 3, 255])));
        let read = raster(&encoded(&opaque, ImageFormat::Png)).unwrap();
        assert!(matches!(&read.pixels, Pixels::Rgb { mask: None, .. }));
    }

    #[test]
    fn upright_jpeg_is_carried_through() {
        let bytes = encoded(&photo(16, 8), ImageFormat::Jpeg);
        let read = raster(&bytes).unwrap();
        assert_eq!((read.width, read.height), (16, 8));
        assert!(matches!(&read.pixels, Pixels::Jpeg { bytes: b, channels: 3, inverted: false } if **b == *bytes));
    }

    #[test]
    fn lying_jpeg_is_turned() {
        let read = raster(&turned(6)).unwrap();
        assert_eq!((read.width, read.height), (8, 16));
        let Pixels::Rgb { data, .. } = &read.pixels else { panic!("{read:?}") };
        // The bottom left corner (red low, green high) comes to the top left.
        assert!(data[0] < 20 && data[1] > 40, "{:?}", &data[..3]);
        assert!(matches!(raster(&turned(1)).unwrap().pixels, Pixels::Jpeg { .. }));
    }

    #[test]
    fn a_lying_png_is_turned() {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        let exif = [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[6, 0, 0, 0, 0, 0, 0, 0]].concat();
        image::ImageEncoder::set_exif_metadata(&mut encoder, exif).unwrap();
        photo(16, 8).write_with_encoder(encoder).unwrap();
        let read = raster(&bytes.into_inner()).unwrap();
        assert_eq!((read.width, read.height), (8, 16));
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let jpeg = encoded(&photo(64, 64), ImageFormat::Jpeg);
        let png = encoded(&photo(64, 64), ImageFormat::Png);
        assert_eq!(raster(b"GIF89a"), Err(PictureError::Format));
        assert_eq!(raster(b""), Err(PictureError::Format));
        for bytes in [&jpeg, &png] {
            for cut in [20, 60, bytes.len() / 2, bytes.len() - 20] {
                assert!(matches!(raster(&bytes[..cut]), Err(PictureError::Damaged(_))), "{cut} of {}", bytes.len());
            }
        }
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(raster(&huge).is_err());
    }

    #[test]
    fn resolution_is_the_lesser_of_both_ways() {
        let read = raster(&encoded(&photo(20, 10), ImageFormat::Png)).unwrap();
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::inches(0.1), Length::inches(0.1));
        assert!((effective_ppi(&read, rect) - 100.0).abs() < 1e-9);
    }
}
