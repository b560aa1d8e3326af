//! Pictures of the batch: one photograph for all, and logos of many shapes. Drawn here, the same on every machine.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// Pixels of the photograph: 7.3 in wide at 206 pixels an inch.
const WIDTH: u32 = 1500;
const HEIGHT: u32 = 640;

/// Ridges at dawn with the grain of a photograph, as JPEG.
pub fn photo() -> Vec<u8> {
    let mut noise = 0x2545_f491_4f6c_dd1d_u64;
    let mut grain = || {
        // xorshift64: grain that no two machines draw differently.
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        (noise % 13) as i32 - 6
    };
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let ridge = |n: u32| 300 + n * 70 - tooth(x + n * 331, 420 - n * 60) / (3 + n) - tooth(x + n * 97, 133) / 7;
        let layer = (0..4).rev().find(|n| y > ridge(*n));
        let [r, g, b] = match layer {
            Some(n) => [70 - n as i32 * 16, 84 - n as i32 * 15, 120 - n as i32 * 22],
            None => [250 - y as i32 / 8, 190 - y as i32 / 6, 130 + y as i32 / 5],
        };
        let grain = grain();
        Rgb([r, g, b].map(|c| (c + grain).clamp(0, 255) as u8))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 82).encode_image(&picture).expect("a vector takes any bytes");
    bytes
}

/// A zigzag of whole numbers: up and down once in `period`.
fn tooth(x: u32, period: u32) -> u32 {
    let at = x % period;
    at.min(period - at)
}

/// How many logos there are.
pub const LOGOS: usize = 40;

/// A logo of plain shapes: from tall to very wide, in two colours.
pub fn logo(n: usize) -> String {
    let (width, height) = [(60, 90), (100, 100), (160, 80), (240, 60), (320, 56)][n % 5];
    let (a, b) = (color(n * 7 + 3), color(n * 11 + 40));
    let mut shapes = format!("<circle cx=\"{h}\" cy=\"{h}\" r=\"{h}\" fill=\"{a}\"/>", h = height.min(width) / 2);
    for i in 0..(3 + n % 6) {
        let x = i * width / 9;
        shapes += &format!("<path d=\"M{x} {height} l{w} -{t} l{w} {t} z\" fill=\"{b}\"/>", w = width / 12, t = height * 2 / 3);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{shapes}</svg>"
    )
}

/// A colour dark enough for white type.
pub fn color(n: usize) -> String {
    let [r, g, b] = [n * 37 % 130, n * 59 % 110, n * 83 % 150];
    format!("#{r:02x}{g:02x}{b:02x}")
}
