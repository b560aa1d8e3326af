//! Pictures of more pixels than any sheet shows, made smaller: PNG files while they are read, row by row, in the memory of what
//! is left; others as soon as they are. Each pixel that is left is the mean of those it stands for, weighed by how much they
//! cover.

use super::PictureError;
use image::DynamicImage;
use image::metadata::Orientation;
use png::{ColorType, Decoder, Reader, Transformations};
use std::io::Cursor;

/// Pixels of the largest picture: a poster of 24 x 36 inches at 340 ppi.
pub const LARGEST: u64 = 100_000_000;

/// Pixels that are kept: 24 x 36 inches at 220 ppi.
const MOST: f64 = 42e6;

/// Bytes of rows that lie whole before they are made smaller, of a file that shows itself in several passes.
const MOST_IN_BAND: usize = 48 << 20;

/// A picture made smaller, with the size it had.
pub(super) struct Reduced {
    pub image: DynamicImage,
    pub width: u32,
    pub height: u32,
    pub icc: Option<Vec<u8>>,
    pub turn: Orientation,
}

/// `None` for a file that is not too large.
pub(super) fn png(bytes: &[u8]) -> Result<Option<Reduced>, PictureError> {
    png_of(bytes, MOST, MOST_IN_BAND)
}

fn png_of(bytes: &[u8], most: f64, most_in_band: usize) -> Result<Option<Reduced>, PictureError> {
    if !bytes.starts_with(b"\x89PNG") {
        return Ok(None);
    }
    let mut reader = open(bytes)?;
    let (width, height, interlaced) = (reader.info().width, reader.info().height, reader.info().interlaced);
    let pixels = f64::from(width) * f64::from(height);
    if pixels <= most || pixels > LARGEST as f64 {
        return Ok(None);
    }
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    let exif = reader.info().exif_metadata.as_ref();
    let turn = exif.and_then(|exif| Orientation::from_exif_chunk(exif)).unwrap_or(Orientation::NoTransforms);
    let color = reader.output_color_type().0;
    let has_alpha = matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba);
    let mut smaller = Smaller::new((width, height), most, color.samples(), has_alpha);
    if interlaced {
        in_bands(bytes, (width, height), most_in_band, color.samples(), &mut smaller)?;
    } else {
        while let Some(row) = reader.next_row().map_err(damaged)? {
            smaller.row(row.data());
        }
    }
    if smaller.rows < height {
        return Err(cut_off());
    }
    let ((w, h), data) = (smaller.to, smaller.out);
    let image = match color {
        ColorType::Grayscale => image::GrayImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => image::GrayAlphaImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::Rgba => image::RgbaImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::Rgb | ColorType::Indexed => image::RgbImage::from_raw(w, h, data).map(DynamicImage::from),
    };
    Ok(Some(Reduced { image: image.ok_or_else(cut_off)?, width, height, icc, turn }))
}

fn open(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, PictureError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.read_info().map_err(damaged)
}

fn damaged(error: png::DecodingError) -> PictureError {
    PictureError::Damaged(error.to_string())
}

fn cut_off() -> PictureError {
    PictureError::Damaged("it ends in the middle".into())
}

/// The passes of an interlaced file (PNG, 3rd edition, 8.2): first pixel and step across and down.
const PASSES: [[usize; 4]; 7] =
    [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];

/// An interlaced file: the last pass brings every other row, so that none is whole before the end. It is gone over once for
/// each band of rows that fits the memory.
fn in_bands(bytes: &[u8], size: (u32, u32), most: usize, channels: usize, smaller: &mut Smaller) -> Result<(), PictureError> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let line = width * channels;
    let rows = (most / line).clamp(1, height);
    let mut band = vec![0; rows * line];
    for first in (0..height).step_by(rows) {
        let here = first..(first + rows).min(height);
        let mut reader = open(bytes)?;
        for [left, across, top, down] in PASSES.into_iter().filter(|[left, ..]| *left < width) {
            for y in (top..height).step_by(down) {
                let row = reader.next_interlaced_row().map_err(damaged)?.ok_or_else(cut_off)?;
                if !here.contains(&y) {
                    continue;
                }
                let whole = &mut band[(y - first) * line..][..line];
                for (x, pixel) in (left..width).step_by(across).zip(row.data().chunks_exact(channels)) {
                    whole[x * channels..][..channels].copy_from_slice(pixel);
                }
            }
        }
        band.chunks_exact(line).take(here.len()).for_each(|row| smaller.row(row));
    }
    Ok(())
}

/// A picture that was read whole, with no more pixels than are kept.
pub(super) fn fewer(image: DynamicImage) -> DynamicImage {
    let size = (image.width(), image.height());
    if f64::from(size.0) * f64::from(size.1) <= MOST {
        return image;
    }
    let made = |data: Vec<u8>, channels: usize, has_alpha: bool| four_or_fewer(data, size, channels, has_alpha);
    let smaller = match image {
        DynamicImage::ImageLuma8(image) => {
            let ((w, h), data) = made(image.into_raw(), 1, false);
            image::GrayImage::from_raw(w, h, data).map(DynamicImage::from)
        }
        image if image.color().has_alpha() => {
            let ((w, h), data) = made(image.into_rgba8().into_raw(), 4, true);
            image::RgbaImage::from_raw(w, h, data).map(DynamicImage::from)
        }
        image => {
            let ((w, h), data) = made(image.into_rgb8().into_raw(), 3, false);
            image::RgbImage::from_raw(w, h, data).map(DynamicImage::from)
        }
    };
    smaller.expect("a smaller picture holds all of its pixels")
}

/// The same of bare pixels, with the size that comes of it.
pub(super) fn four_or_fewer(data: Vec<u8>, size: (u32, u32), channels: usize, has_alpha: bool) -> ((u32, u32), Vec<u8>) {
    if f64::from(size.0) * f64::from(size.1) <= MOST {
        return (size, data);
    }
    let mut smaller = Smaller::new(size, MOST, channels, has_alpha);
    data.chunks_exact(size.0 as usize * channels).for_each(|row| smaller.row(row));
    (smaller.to, smaller.out)
}

/// A picture while it is made smaller, row by row.
struct Smaller {
    from: (u32, u32),
    to: (u32, u32),
    channels: usize,
    has_alpha: bool,
    /// For each pixel across: the first one it has a part in, how much of it lies there, and how much in the next.
    columns: Vec<(usize, f32, f32)>,
    /// Sums of the row that is being made, colours weighed by their alpha, and the weights.
    sums: Vec<f32>,
    rows: u32,
    out: Vec<u8>,
}

impl Smaller {
    /// A picture that comes down to so many pixels.
    fn new(from: (u32, u32), most: f64, channels: usize, has_alpha: bool) -> Smaller {
        let by = (most / (f64::from(from.0) * f64::from(from.1))).sqrt().min(1.0);
        let fewer = |n: u32| ((f64::from(n) * by).floor() as u32).max(1);
        Smaller::to(from, (fewer(from.0), fewer(from.1)), channels, has_alpha)
    }

    fn to(from: (u32, u32), to: (u32, u32), channels: usize, has_alpha: bool) -> Smaller {
        let sums = vec![0.0; to.0 as usize * (channels + 1)];
        let scale = f64::from(to.0) / f64::from(from.0);
        let column = |x: u32| {
            let (left, right) = (f64::from(x) * scale, f64::from(x + 1) * scale);
            let edge = left.floor() + 1.0;
            (left as usize, (right.min(edge) - left) as f32, (right - edge).max(0.0) as f32)
        };
        let columns = (0..from.0).map(column).collect();
        Smaller {
            from,
            to,
            channels,
            has_alpha,
            columns,
            sums,
            rows: 0,
            out: Vec::with_capacity(to.0 as usize * to.1 as usize * channels),
        }
    }

    /// One more row. Most of it lies in one row of the smaller picture, the rest in the next.
    fn row(&mut self, data: &[u8]) {
        if self.rows >= self.from.1 {
            return;
        }
        let scale = f64::from(self.to.1) / f64::from(self.from.1);
        let (top, bottom) = (f64::from(self.rows) * scale, f64::from(self.rows + 1) * scale);
        let edge = top.floor() + 1.0;
        self.rows += 1;
        self.add(data, (bottom.min(edge) - top) as f32);
        if bottom >= edge || self.rows == self.from.1 {
            self.finish();
            if bottom > edge && self.rows < self.from.1 {
                self.add(data, (bottom - edge) as f32);
            }
        }
    }

    fn add(&mut self, data: &[u8], weight: f32) {
        let step = self.channels + 1;
        let colors = self.channels - usize::from(self.has_alpha);
        for (pixel, &(first, part, rest)) in data.chunks_exact(self.channels).zip(&self.columns) {
            for (at, part) in [(first, part), (first + 1, rest)] {
                // What lies in one pixel of the smaller picture has no rest in the next.
                if part <= 0.0 {
                    continue;
                }
                let Some(sums) = self.sums.get_mut(at * step..(at + 1) * step) else { continue };
                let weight = weight * part;
                let alpha = if self.has_alpha { f32::from(pixel[colors]) / 255.0 } else { 1.0 };
                for (sum, color) in sums.iter_mut().zip(&pixel[..colors]) {
                    *sum += f32::from(*color) * alpha * weight;
                }
                if self.has_alpha {
                    sums[colors] += alpha * weight;
                }
                sums[self.channels] += weight;
            }
        }
    }

    fn finish(&mut self) {
        if self.out.len() >= self.to.0 as usize * self.to.1 as usize * self.channels {
            return;
        }
        for sums in self.sums.chunks_exact_mut(self.channels + 1) {
            let weight = sums[self.channels].max(f32::MIN_POSITIVE);
            let colors = self.channels - usize::from(self.has_alpha);
            let by = if self.has_alpha { sums[colors].max(f32::MIN_POSITIVE) } else { weight };
            self.out.extend(sums[..colors].iter().map(|sum| (sum / by).round().clamp(0.0, 255.0) as u8));
            if self.has_alpha {
                self.out.push((sums[colors] / weight * 255.0).round().clamp(0.0, 255.0) as u8);
            }
            sums.fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that comes in seven passes shows what the same file shows that comes in one, however few of its rows lie whole.
    #[test]
    fn an_interlaced_file_is_made_smaller_as_any_other() {
        let side = 61_u32;
        let value = |x: u32, y: u32| ((x * 7 + y * 13) % 251) as u8;
        let straight: Vec<u8> = (0..side).flat_map(|y| (0..side).map(move |x| value(x, y))).collect();
        let mut wanted = Smaller::new((side, side), 900.0, 1, false);
        straight.chunks_exact(side as usize).for_each(|row| wanted.row(row));
        for most_in_band in [1, 500, 1 << 20] {
            let seen = png_of(&interlaced(side, value), 900.0, most_in_band).expect("it is whole").expect("it is large");
            assert_eq!((seen.width, seen.image.width()), (side, 30));
            assert!(seen.image.as_bytes() == wanted.out, "the same pixels");
        }
        let whole = interlaced(side, value);
        assert!(png_of(&whole[..whole.len() - 60], 900.0, 500).is_err());
    }

    /// A gray interlaced PNG.
    fn interlaced(side: u32, value: impl Fn(u32, u32) -> u8) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        for [left, across, top, down] in PASSES.map(|pass| pass.map(|n| n as u32)) {
            for y in (top..side).step_by(down as usize) {
                let row: Vec<u8> = (left..side).step_by(across as usize).map(|x| value(x, y)).collect();
                std::io::Write::write_all(&mut packer, &[&[0], row.as_slice()].concat()).expect("a vector takes any bytes");
            }
        }
        let side = side.to_be_bytes();
        let head = [&side[..], &side, &[8, 0, 0, 0, 1]].concat();
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let packed = packer.finish().expect("a vector takes any bytes");
        for (kind, data) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
            let named = [&kind[..], &data].concat();
            let mut sum = flate2::Crc::new();
            sum.update(&named);
            file.extend((data.len() as u32).to_be_bytes().into_iter().chain(named).chain(sum.sum().to_be_bytes()));
        }
        file
    }

    #[test]
    fn every_pixel_counts_for_what_it_covers() {
        let mut smaller = Smaller::to((4, 4), (2, 2), 1, false);
        for row in [[0_u8, 100, 200, 200], [100, 200, 200, 200], [10, 10, 50, 60], [10, 10, 70, 80]] {
            smaller.row(&row);
        }
        assert_eq!(smaller.out, [100, 200, 10, 65]);
        let mut smaller = Smaller::to((3, 3), (2, 2), 1, false);
        [[90_u8; 3]; 3].iter().for_each(|row| smaller.row(row));
        assert_eq!(smaller.out, [90; 4], "what is even stays so");
        let mut smaller = Smaller::to((2, 2), (1, 1), 4, true);
        smaller.row(&[200, 0, 0, 255, 0, 0, 0, 0]);
        smaller.row(&[200, 0, 0, 255, 0, 0, 0, 0]);
        assert_eq!(smaller.out, [200, 0, 0, 128], "what is clear has no colour");
    }
}
