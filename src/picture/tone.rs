//! Pictures in the inks of a press, or in gray.

use super::{PictureError, raster};
use crate::color::Profile;
use crate::display::{Pixels, Raster};
use image::ImageFormat;
use std::sync::Arc;

/// The picture in the four inks of a printing condition: another picture for each condition. Gray and CMYK pictures are
/// already fit for press and stay as they are.
pub fn to_press(picture: &Raster, profile: &Profile) -> Result<Raster, PictureError> {
    let (width, height, pixels) = match &picture.pixels {
        Pixels::Rgb { data, mask } => {
            (picture.width, picture.height, Pixels::Cmyk { data: profile.picture(data), mask: mask.clone() })
        }
        Pixels::Jpeg { bytes, channels: 3, .. } => {
            let (width, height, rgb) = rgb(bytes)?;
            (width, height, Pixels::Cmyk { data: profile.picture(&rgb), mask: None })
        }
        Pixels::Jpeg { .. } | Pixels::Gray(_) | Pixels::Cmyk { .. } => return Ok(picture.clone()),
    };
    Ok(Raster { width, height, pixels, hash: picture.hash ^ profile.id })
}

/// The picture in gray of the same lightness. A mask is laid over white.
pub fn to_gray(picture: &Raster) -> Result<Raster, PictureError> {
    let gray = match &picture.pixels {
        Pixels::Gray(_) | Pixels::Jpeg { channels: 1, .. } => return Ok(picture.clone()),
        Pixels::Rgb { data, mask } => over_white(grays(data), mask.as_deref()),
        Pixels::Cmyk { data, mask } => {
            let (pixels, _) = data.as_chunks::<4>();
            let rgb: Vec<u8> = pixels.iter().flat_map(|&[c, m, y, k]| [c, m, y].map(|ink| shown(ink, k))).collect();
            over_white(grays(&rgb), mask.as_deref())
        }
        Pixels::Jpeg { bytes, .. } => {
            let (width, height, rgb) = rgb(bytes)?;
            return Ok(Raster { width, height, pixels: Pixels::Gray(grays(&rgb).into()), hash: !picture.hash });
        }
    };
    Ok(Raster { pixels: Pixels::Gray(gray.into()), hash: !picture.hash, ..picture.clone() })
}

/// Width, height and pixels; fewer than the file has where it has more than any sheet shows.
pub(super) fn rgb(jpeg: &Arc<[u8]>) -> Result<(u32, u32, Vec<u8>), PictureError> {
    let image = raster::decode(jpeg, ImageFormat::Jpeg)?.0.into_rgb8();
    Ok((image.width(), image.height(), image.into_raw()))
}

/// What is left of the light under one ink and black.
pub(super) fn shown(ink: u8, black: u8) -> u8 {
    (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8
}

/// Luminance of linear light (IEC 61966-2-1), encoded again: what looks equally light.
pub(super) fn grays(rgb: &[u8]) -> Vec<u8> {
    let linear: Vec<f32> = (0..=255_u8).map(to_linear).collect();
    let (pixels, _) = rgb.as_chunks::<3>();
    let light = pixels
        .iter()
        .map(|&[r, g, b]| 0.2126 * linear[usize::from(r)] + 0.7152 * linear[usize::from(g)] + 0.0722 * linear[usize::from(b)]);
    // Steps fine enough that every one of the 256 grays comes back as itself.
    let encoded: Vec<u8> = (0..=STEPS).map(|i| from_linear(i as f32 / STEPS as f32)).collect();
    light.map(|l| encoded[(l * STEPS as f32).round() as usize]).collect()
}

/// The gray of one colour: what [`to_gray`] makes of a pixel.
pub fn gray_of([r, g, b]: [u8; 3]) -> u8 {
    let light = 0.2126 * to_linear(r) + 0.7152 * to_linear(g) + 0.0722 * to_linear(b);
    from_linear((light * STEPS as f32).round() / STEPS as f32)
}

const STEPS: usize = 16_384;

fn to_linear(c: u8) -> f32 {
    let c = f32::from(c) / 255.0;
    if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn from_linear(l: f32) -> u8 {
    let c = if l <= 0.003_130_8 { l * 12.92 } else { 1.055 * l.powf(1.0 / 2.4) - 0.055 };
    (c * 255.0).round() as u8
}

fn over_white(gray: Vec<u8>, mask: Option<&[u8]>) -> Vec<u8> {
    let Some(mask) = mask else { return gray };
    let mixed = |(g, a): (&u8, &u8)| 255 - (u16::from(255 - g) * u16::from(*a) / 255) as u8;
    gray.iter().zip(mask).map(mixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixels: Pixels) -> Raster {
        Raster { width: 3, height: 1, pixels, hash: 1 }
    }

    #[test]
    fn grays_stay_and_colours_keep_their_lightness() {
        let all: Vec<u8> = (0..=255_u8).flat_map(|g| [g; 3]).collect();
        assert_eq!(grays(&all), (0..=255_u8).collect::<Vec<u8>>());
        let colors = (0..=255_u8).map(|n| [n, n.wrapping_mul(7), n.wrapping_mul(31)]);
        assert!(colors.into_iter().all(|rgb| grays(&rgb) == [gray_of(rgb)]), "one by one as all together");
        let data: Arc<[u8]> = [255, 0, 0, 0, 255, 0, 0, 0, 0].into();
        let gray = to_gray(&picture(Pixels::Rgb { data, mask: Some([255, 255, 0].into()) })).unwrap();
        assert!(matches!(&gray.pixels, Pixels::Gray(d) if d[0] == 127 && d[1] == 220 && d[2] == 255));
    }

    #[test]
    fn press_inks_of_a_picture_follow_the_profile() {
        let Ok(icc) = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/conditions/swop-tr003/profile.icc")) else {
            panic!("the profile is part of the repository")
        };
        let profile = Profile::parse(&icc).unwrap();
        let data: Arc<[u8]> = [255, 255, 255, 0, 60, 160, 200, 30, 30].into();
        let press = to_press(&picture(Pixels::Rgb { data, mask: None }), &profile).unwrap();
        let Pixels::Cmyk { data, .. } = &press.pixels else { panic!() };
        assert!(data[..4].iter().all(|ink| *ink < 3), "paper stays clean: {:?}", &data[..4]);
        assert!(data[4] > data[6] && data[10] > data[8], "blue is cyan, red is yellow: {data:?}");
        let same = profile.inks(crate::color::Rgb([0, 60, 160])).map(|i| (i * 255.0).round() as i32);
        assert!(same.iter().zip(&data[4..8]).all(|(a, b)| (a - i32::from(*b)).abs() < 8), "{same:?} {:?}", &data[4..8]);
    }
}
