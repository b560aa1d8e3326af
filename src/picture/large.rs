//! PNG files of more pixels than any sheet shows, made smaller while they are read: row by row, in the memory of what is
//! left. Each pixel that is left is the mean of those it stands for, weighed by how much they cover.

use super::PictureError;
use image::DynamicImage;
use image::metadata::Orientation;
use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;

/// Pixels of the largest picture: a poster of 24 x 36 inches at 340 ppi.
pub const LARGEST: u64 = 100_000_000;

/// Pixels that are kept: 24 x 36 inches at 240 ppi.
const MOST: f64 = 50e6;

/// A picture made smaller, with the size it had.
pub(super) struct Reduced {
    pub image: DynamicImage,
    pub width: u32,
    pub height: u32,
    pub icc: Option<Vec<u8>>,
    pub turn: Orientation,
}

/// `None` for a file that is not too large, or that shows itself in several passes.
pub(super) fn png(bytes: &[u8]) -> Result<Option<Reduced>, PictureError> {
    let damaged = |e: png::DecodingError| PictureError::Damaged(e.to_string());
    if !bytes.starts_with(b"\x89PNG") {
        return Ok(None);
    }
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height, interlaced) = (reader.info().width, reader.info().height, reader.info().interlaced);
    let pixels = f64::from(width) * f64::from(height);
    if pixels <= MOST || interlaced || pixels > LARGEST as f64 {
        return Ok(None);
    }
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    let exif = reader.info().exif_metadata.as_ref();
    let turn = exif.and_then(|exif| Orientation::from_exif_chunk(exif)).unwrap_or(Orientation::NoTransforms);
    let by = (MOST / pixels).sqrt();
    let fewer = |n: u32| ((f64::from(n) * by).floor() as u32).max(1);
    let color = reader.output_color_type().0;
    let mut smaller = Smaller::new((width, height), (fewer(width), fewer(height)), color);
    while let Some(row) = reader.next_row().map_err(damaged)? {
        smaller.row(row.data());
    }
    let (w, h) = (fewer(width), fewer(height));
    let whole = || PictureError::Damaged("it ends in the middle".into());
    if smaller.rows < height {
        return Err(whole());
    }
    let data = smaller.out;
    let image = match color {
        ColorType::Grayscale => image::GrayImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => image::GrayAlphaImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::Rgba => image::RgbaImage::from_raw(w, h, data).map(DynamicImage::from),
        ColorType::Rgb | ColorType::Indexed => image::RgbImage::from_raw(w, h, data).map(DynamicImage::from),
    };
    Ok(Some(Reduced { image: image.ok_or_else(whole)?, width, height, icc, turn }))
}

struct Smaller {
    from: (u32, u32),
    to: (u32, u32),
    channels: usize,
    has_alpha: bool,
    /// Sums of the row that is being made, colours weighed by their alpha, and the weights.
    sums: Vec<f32>,
    rows: u32,
    out: Vec<u8>,
}

impl Smaller {
    fn new(from: (u32, u32), to: (u32, u32), color: ColorType) -> Smaller {
        let channels = color.samples();
        let has_alpha = matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba);
        let sums = vec![0.0; to.0 as usize * (channels + 1)];
        Smaller {
            from,
            to,
            channels,
            has_alpha,
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
        let scale = f64::from(self.to.0) / f64::from(self.from.0);
        let step = self.channels + 1;
        for (x, pixel) in data.chunks_exact(self.channels).take(self.from.0 as usize).enumerate() {
            let (left, right) = (x as f64 * scale, (x + 1) as f64 * scale);
            let first = left as usize;
            let edge = first as f64 + 1.0;
            let parts = [(first, right.min(edge) - left), (first + 1, (right - edge).max(0.0))];
            for (at, part) in parts.into_iter().filter(|(at, part)| *part > 0.0 && *at < self.to.0 as usize) {
                let weight = weight * part as f32;
                let sums = &mut self.sums[at * step..(at + 1) * step];
                let alpha = if self.has_alpha { f32::from(pixel[self.channels - 1]) / 255.0 } else { 1.0 };
                let colors = self.channels - usize::from(self.has_alpha);
                for channel in 0..colors {
                    sums[channel] += f32::from(pixel[channel]) * alpha * weight;
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

    #[test]
    fn every_pixel_counts_for_what_it_covers() {
        let mut smaller = Smaller::new((4, 4), (2, 2), ColorType::Grayscale);
        for row in [[0_u8, 100, 200, 200], [100, 200, 200, 200], [10, 10, 50, 60], [10, 10, 70, 80]] {
            smaller.row(&row);
        }
        assert_eq!(smaller.out, [100, 200, 10, 65]);
        let mut smaller = Smaller::new((3, 3), (2, 2), ColorType::Grayscale);
        [[90_u8; 3]; 3].iter().for_each(|row| smaller.row(row));
        assert_eq!(smaller.out, [90; 4], "what is even stays so");
        let mut smaller = Smaller::new((2, 2), (1, 1), ColorType::Rgba);
        smaller.row(&[200, 0, 0, 255, 0, 0, 0, 0]);
        smaller.row(&[200, 0, 0, 255, 0, 0, 0, 0]);
        assert_eq!(smaller.out, [200, 0, 0, 128], "what is clear has no colour");
    }
}
