//! Pictures in colours of a theme: a duotone of two and more roles, a picture printed over a colour, and a side that fades into
//! a ground for words. All of it is worked out in the pixels: nothing is transparent, whatever the standard of the file.

use super::tone::{grays, rgb, shown};
use super::{PictureError, raster};
use crate::color::{Color, Rgb};
use crate::display::{Draw, Face, Pixels, Raster};
use crate::hashes;
use crate::model::Side;
use image::codecs::jpeg::JpegEncoder;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// How a picture is printed in colours that are not its own. Without any it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tones {
    /// What becomes of its lightness, from dark to light: two colours and more. Empty: it keeps its own.
    pub ramp: Vec<Rgb>,
    /// Printed over this colour: its white becomes it.
    pub over: Option<Rgb>,
    /// Its pixels are wanted, not the file that they are packed in: something is still to be mixed into them.
    pub open: bool,
}

impl Tones {
    /// Whether the file is printed as it is.
    pub fn is_plain(&self) -> bool {
        *self == Tones::default()
    }

    /// What becomes of one colour.
    pub fn of(&self, color: Rgb) -> Rgb {
        let toned = if self.ramp.is_empty() { color } else { at(&self.ramp, f64::from(super::gray_of(color.0)) / 255.0) };
        self.over.map_or(toned, |over| Rgb([0, 1, 2].map(|i| times(toned.0[i], over.0[i]))))
    }

    /// A number for these tones, the same on every run.
    fn hash(&self) -> u64 {
        let colors = self.ramp.iter().chain(&self.over).flat_map(|rgb| rgb.0);
        let kinds = [self.ramp.len() as u8, u8::from(self.over.is_some()), u8::from(self.open)];
        hashes::of_bytes(&kinds.into_iter().chain(colors).collect::<Vec<u8>>())
    }
}

/// The colour of a ramp at a part of its length: between two of its colours as a screen mixes them.
fn at(ramp: &[Rgb], part: f64) -> Rgb {
    let place = part.clamp(0.0, 1.0) * (ramp.len().saturating_sub(1)) as f64;
    let from = (place as usize).min(ramp.len().saturating_sub(2));
    let (Some(dark), Some(light)) = (ramp.get(from), ramp.get(from + 1)) else {
        return ramp.first().copied().unwrap_or(Rgb::WHITE);
    };
    light.over(*dark, (place - from as f64) as f32)
}

fn times(a: u8, b: u8) -> u8 {
    ((u16::from(a) * u16::from(b) + 127) / 255) as u8
}

/// Of a thousand pixels, so many may be darker than the darkest colour of a ramp, and as many lighter than the lightest.
const CUT: usize = 5;

/// Reads a PNG or JPEG and prints it in other colours. A mask stays. Its lightness is first spread over the whole ramp, from
/// its darkest pixels to its lightest, so that a dull photograph is not a gray area.
pub fn toned(bytes: &[u8], tones: &Tones) -> Result<Arc<Raster>, PictureError> {
    let picture = raster(bytes)?;
    let (width, height, mut data, mask) = opened(&picture)?;
    if !tones.ramp.is_empty() {
        let light = grays(&data);
        let (dark, bright) = ends(&light);
        let steps: Vec<[u8; 3]> = (0..=255_u8)
            .map(|step| f64::from(step.clamp(dark, bright) - dark) / f64::from((bright - dark).max(1)))
            .map(|part| at(&tones.ramp, part).0)
            .collect();
        data = light.iter().flat_map(|light| steps[usize::from(*light)]).collect();
    }
    if let Some(Rgb(over)) = tones.over {
        let (pixels, _) = data.as_chunks_mut::<3>();
        pixels.iter_mut().for_each(|pixel| *pixel = [0, 1, 2].map(|i| times(pixel[i], over[i])));
    }
    let hash = picture.hash.rotate_left(17) ^ tones.hash();
    Ok(Arc::new(Raster { width, height, pixels: Pixels::Rgb { data: data.into(), mask }, hash }))
}

/// Width, height, colours and mask.
type Opened = (u32, u32, Vec<u8>, Option<Arc<[u8]>>);

/// The pixels of a picture as a screen shows them.
fn opened(picture: &Raster) -> Result<Opened, PictureError> {
    let (data, mask) = match &picture.pixels {
        Pixels::Jpeg { bytes, .. } => {
            let (width, height, data) = rgb(bytes)?;
            return Ok((width, height, data, None));
        }
        Pixels::Gray(data) => (data.iter().flat_map(|light| [*light; 3]).collect(), None),
        Pixels::Rgb { data, mask } => (data.to_vec(), mask.clone()),
        Pixels::Cmyk { data, mask } => {
            let (pixels, _) = data.as_chunks::<4>();
            (pixels.iter().flat_map(|&[c, m, y, k]| [c, m, y].map(|ink| shown(ink, k))).collect(), mask.clone())
        }
    };
    Ok((picture.width, picture.height, data, mask))
}

/// Between which levels of gray the pixels lie, but for a few.
fn ends(light: &[u8]) -> (u8, u8) {
    let mut counts = [0_usize; 256];
    light.iter().for_each(|level| counts[usize::from(*level)] += 1);
    let few = light.len() * CUT / 1000;
    let mut passed = 0;
    let dark = counts.iter().position(|count| reaches(count, &mut passed, few)).unwrap_or(0) as u8;
    passed = 0;
    let bright = counts.iter().rposition(|count| reaches(count, &mut passed, few)).unwrap_or(255) as u8;
    if dark < bright { (dark, bright) } else { (0, 255) }
}

/// Counts pixels up to where they are no longer few.
fn reaches(count: &usize, passed: &mut usize, few: usize) -> bool {
    *passed += count;
    *passed > few
}

/// Quality of a photograph that is packed again, of 100: nobody sees on paper what is lost.
const QUALITY: u8 = 90;

/// A photograph that was opened, packed again as the JPEG that it was. What has a mask, or is in inks, stays as it is.
pub fn packed(picture: &Raster) -> Raster {
    let Pixels::Rgb { data, mask: None } = &picture.pixels else { return picture.clone() };
    let mut bytes = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode(
        data,
        picture.width,
        picture.height,
        image::ExtendedColorType::Rgb8,
    );
    match written {
        Ok(()) => Raster { pixels: Pixels::Jpeg { bytes: bytes.into(), channels: 3, inverted: false }, ..picture.clone() },
        // More than 65,535 pixels on a side.
        Err(_) => picture.clone(),
    }
}

/// A side of a picture that fades into a colour, so that words can stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Scrim {
    /// The side that is of that colour.
    pub side: Side,
    /// In what the picture is printed in.
    pub color: Color,
    /// How much of the colour lies over the picture at its edge, in parts of 1.
    pub strength: f64,
    /// How far it fades, as a part of what is seen of the picture and has no words before it.
    pub depth: f64,
    /// How much of what is seen it covers before it fades, in parts of 1: words stand there.
    pub held: f64,
    /// The picture came as a JPEG, and goes as one where it is not in inks.
    pub was_jpeg: bool,
    /// What came out for other products.
    pub before: FadedPictures,
}

/// More pictures than this are forgotten together: a make has few formats, and each may fade a picture in its own way.
const MOST_FADED: usize = 6;

/// Pictures that were faded before, by the hash that each has then: the same photograph stands on many sheets. And those that
/// are to be: of many layouts that are tried, few are looked at.
#[derive(Clone, Default)]
pub struct FadedPictures(Arc<Mutex<Faded>>);

#[derive(Default)]
struct Faded {
    made: HashMap<u64, Arc<Raster>>,
    waiting: HashMap<u64, Waiting>,
}

/// A picture that is to be faded, and what is seen of it.
struct Waiting {
    scrim: Scrim,
    picture: Arc<Raster>,
    seen: [f64; 4],
}

impl FadedPictures {
    /// Fades every picture of these faces that waits for it.
    pub fn fade(&self, faces: &mut [Face]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.waiting.is_empty() {
            return;
        }
        let mut fade = |draw: &mut Draw| {
            if let Draw::Image { raster, .. } = draw
                && let Some(faded) = known.of(raster.hash)
            {
                *raster = faded;
            }
        };
        faces.iter_mut().flat_map(|face| &mut face.items).for_each(|item| item.draw.each_leaf_mut(&mut fade));
    }

    /// Forgets what still waits: those layouts are not taken.
    pub fn settle(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.clear();
    }
}

impl Faded {
    fn of(&mut self, hash: u64) -> Option<Arc<Raster>> {
        let Waiting { scrim, picture, seen } = self.waiting.get(&hash)?;
        if let Some(raster) = self.made.get(&hash) {
            return Some(Arc::clone(raster));
        }
        let made = Arc::new(scrim.faded(picture, *seen, hash));
        if self.made.len() >= MOST_FADED {
            self.made.clear();
        }
        self.made.insert(hash, Arc::clone(&made));
        Some(made)
    }
}

/// What is remembered changes nothing of what is drawn.
impl PartialEq for FadedPictures {
    fn eq(&self, _: &FadedPictures) -> bool {
        true
    }
}

impl fmt::Debug for FadedPictures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FadedPictures")
    }
}

impl Scrim {
    /// The picture under the scrim, as large as it will be and with the hash that it will have: [`FadedPictures::fade`] fades
    /// it. `seen`: its left, top, right and bottom edge in parts of the whole picture.
    pub fn over(&self, picture: &Arc<Raster>, seen: [f64; 4]) -> Arc<Raster> {
        let hash = self.hash(picture.hash, seen);
        let scrim = Scrim { before: FadedPictures::default(), ..self.clone() };
        let waiting = Waiting { scrim, picture: Arc::clone(picture), seen };
        self.before.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.insert(hash, waiting);
        Arc::new(Raster { hash, ..Raster::clone(picture) })
    }

    fn faded(&self, picture: &Raster, seen: [f64; 4], hash: u64) -> Raster {
        let (width, height) = (picture.width as usize, picture.height as usize);
        let [left, top, right, bottom] = seen;
        // How much of the colour lies over each row, or over each column.
        let along = |from: f64, to: f64, count: usize| -> Vec<f32> {
            let part = |i: usize| (((i as f64 + 0.5) / count.max(1) as f64 - from) / (to - from)).clamp(0.0, 1.0);
            (0..count).map(|i| self.amount(part(i)) as f32).collect()
        };
        let upright = matches!(self.side, Side::Top | Side::Bottom);
        let amounts = match self.side {
            Side::Top => along(top, bottom, height),
            Side::Bottom => along(bottom, top, height),
            Side::Left => along(left, right, width),
            Side::Right => along(right, left, width),
        };
        let amounts = Amounts { width, upright, of: amounts };
        let pixels = match &picture.pixels {
            Pixels::Gray(data) => Pixels::Gray(mixed(data, [gray(&self.color)], &amounts)),
            Pixels::Rgb { data, mask } => Pixels::Rgb { data: mixed(data, screen(&self.color), &amounts), mask: mask.clone() },
            Pixels::Cmyk { data, mask } => Pixels::Cmyk { data: mixed(data, inks(&self.color), &amounts), mask: mask.clone() },
            same @ Pixels::Jpeg { .. } => same.clone(),
        };
        let scrimmed = Raster { pixels, hash, ..picture.clone() };
        if self.was_jpeg { packed(&scrimmed) } else { scrimmed }
    }

    /// How much of the colour there is at a distance from the side, in parts of what is seen.
    fn amount(&self, distance: f64) -> f64 {
        let part = ((distance - self.held) / (self.depth * (1.0 - self.held)).max(1e-9)).clamp(0.0, 1.0);
        self.strength * (1.0 - part * part * (3.0 - 2.0 * part))
    }

    fn hash(&self, picture: u64, seen: [f64; 4]) -> u64 {
        let numbers = [self.strength, self.depth, self.held].into_iter().chain(seen).flat_map(f64::to_le_bytes);
        let kinds = picture.to_le_bytes().into_iter().chain([self.side as u8, u8::from(self.was_jpeg)]);
        let color = inks(&self.color).into_iter().chain(screen(&self.color));
        hashes::of_bytes(&kinds.chain(numbers).chain(color).collect::<Vec<u8>>())
    }
}

/// How much of a colour lies over each row of a picture, or over each column, in parts of 1.
struct Amounts {
    /// Pixels of a row.
    width: usize,
    /// Each row has one.
    upright: bool,
    of: Vec<f32>,
}

/// Pixels of `N` channels with so much of a colour over each of them.
fn mixed<const N: usize>(data: &[u8], color: [u8; N], amounts: &Amounts) -> Arc<[u8]> {
    let mut mixed = data.to_vec();
    let rows = mixed.chunks_exact_mut((amounts.width * N).max(1));
    if amounts.upright {
        for (row, amount) in rows.zip(&amounts.of).filter(|(_, amount)| **amount != 0.0) {
            let tables = color.map(|over| std::array::from_fn::<u8, 256, _>(|own| over_byte(own as u8, over, *amount)));
            let (pixels, _) = row.as_chunks_mut::<N>();
            for pixel in pixels {
                pixel.iter_mut().zip(&tables).for_each(|(own, table)| *own = table[usize::from(*own)]);
            }
        }
    } else {
        for row in rows {
            let (pixels, _) = row.as_chunks_mut::<N>();
            for (pixel, amount) in pixels.iter_mut().zip(&amounts.of).filter(|(_, amount)| **amount != 0.0) {
                pixel.iter_mut().zip(color).for_each(|(own, over)| *own = over_byte(*own, over, *amount));
            }
        }
    }
    mixed.into()
}

/// Rounded half up by hand: where the processor has no instruction for it, `round` calls a function for each of millions.
fn over_byte(own: u8, over: u8, amount: f32) -> u8 {
    let mixed = f32::from(own) + (f32::from(over) - f32::from(own)) * amount;
    let whole = mixed as u8;
    whole.saturating_add(u8::from(mixed - f32::from(whole) >= 0.5))
}

fn byte(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn screen(color: &Color) -> [u8; 3] {
    match color {
        Color::Rgb(rgb) => *rgb,
        Color::Gray(light) => [byte(*light); 3],
        Color::Cmyk(_) | Color::Spot { .. } | Color::Registration => {
            let [c, m, y, k] = inks(color);
            [c, m, y].map(|ink| shown(ink, k))
        }
    }
}

fn gray(color: &Color) -> u8 {
    match color {
        Color::Gray(light) => byte(*light),
        other => super::gray_of(screen(other)),
    }
}

fn inks(color: &Color) -> [u8; 4] {
    match color {
        Color::Cmyk(inks) => inks.map(byte),
        // Pixels have no plate of their own: the process colour that stands in for the ink.
        Color::Spot { tint, alternate, .. } => alternate.map(|ink| byte(ink * tint)),
        Color::Gray(light) => [0, 0, 0, 255 - byte(*light)],
        Color::Rgb(rgb) => [255 - rgb[0], 255 - rgb[1], 255 - rgb[2], 0],
        Color::Registration => [255; 4],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat};
    use std::io::Cursor;

    fn file(format: ImageFormat, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(32, 16, |x, y| image::Rgb(pixel(x, y)));
        DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn colors(picture: &Raster) -> Vec<[u8; 3]> {
        let Pixels::Rgb { data, .. } = &picture.pixels else { panic!("{picture:?}") };
        data.as_chunks::<3>().0.to_vec()
    }

    const DARK: Rgb = Rgb([10, 20, 60]);
    const LIGHT: Rgb = Rgb([250, 230, 180]);

    #[test]
    fn a_duotone_goes_from_its_dark_to_its_light_colour() {
        // Dull: from 90 to 152.
        let dull = file(ImageFormat::Png, |x, _| [90 + 2 * x as u8; 3]);
        let tones = Tones { ramp: vec![DARK, LIGHT], ..Tones::default() };
        let toned = colors(&toned(&dull, &tones).unwrap());
        assert_eq!((toned[0], toned[31]), (DARK.0, LIGHT.0));
        assert!(toned[..32].windows(2).all(|pair| pair[0][0] < pair[1][0]), "as it grows lighter, so does this: {toned:?}");
        assert_eq!(tones.of(Rgb::BLACK), DARK);
        assert_eq!(tones.of(Rgb::WHITE), LIGHT);
    }

    #[test]
    fn three_colours_have_one_in_the_middle() {
        let middle = Rgb([100, 100, 100]);
        let ramp = [DARK, middle, LIGHT];
        assert_eq!([at(&ramp, 0.0), at(&ramp, 0.5), at(&ramp, 1.0)], ramp);
        assert_eq!(at(&ramp, 0.25), middle.over(DARK, 0.5));
        assert_eq!(at(&[DARK], 0.7), DARK);
    }

    #[test]
    fn white_over_a_colour_is_that_colour_and_black_stays() {
        let halves = file(ImageFormat::Png, |x, _| if x < 16 { [255; 3] } else { [0; 3] });
        let tones = Tones { over: Some(DARK), ..Tones::default() };
        let toned = colors(&toned(&halves, &tones).unwrap());
        assert_eq!((toned[0], toned[31]), (DARK.0, [0; 3]));
    }

    #[test]
    fn other_tones_are_another_picture() {
        let photo = file(ImageFormat::Jpeg, |x, y| [(x * 8) as u8, (y * 16) as u8, 40]);
        let hash = |tones: Tones| toned(&photo, &tones).unwrap().hash;
        let all = [
            hash(Tones { open: true, ..Tones::default() }),
            hash(Tones { ramp: vec![DARK, LIGHT], ..Tones::default() }),
            hash(Tones { ramp: vec![LIGHT, DARK], ..Tones::default() }),
            hash(Tones { over: Some(DARK), ..Tones::default() }),
            raster(&photo).unwrap().hash,
        ];
        assert!((0..5).all(|i| (0..i).all(|j| all[i] != all[j])), "{all:?}");
    }

    #[test]
    fn a_scrim_is_its_colour_at_the_side_and_nothing_past_its_depth() {
        let flat = file(ImageFormat::Png, |_, _| [200; 3]);
        let open = toned(&flat, &Tones { open: true, ..Tones::default() }).unwrap();
        let scrim = |side| Scrim {
            side,
            color: Color::Rgb(DARK.0),
            strength: 1.0,
            depth: 0.5,
            held: 0.0,
            was_jpeg: false,
            before: FadedPictures::default(),
        };
        let faded = |scrim: Scrim, seen| {
            let waits = scrim.over(&open, seen);
            assert_eq!((waits.width, waits.pixels.bytes()), (open.width, open.pixels.bytes()), "as large");
            let made = scrim.before.0.lock().unwrap().of(waits.hash).expect("it waits");
            assert_eq!(made.hash, waits.hash);
            colors(&made)
        };
        let whole = [0.0, 0.0, 1.0, 1.0];
        let top = faded(scrim(Side::Top), whole);
        assert!(top[0][2] < 63 && top[0][0] < 14, "the first row is all but the colour: {:?}", top[0]);
        assert!(top[8 * 32..].iter().all(|pixel| *pixel == [200; 3]), "the lower half is the picture's");
        let held = faded(Scrim { held: 0.5, ..scrim(Side::Top) }, whole);
        assert!(
            held[..8 * 32].iter().all(|pixel| *pixel == DARK.0) && held[13 * 32] == [200; 3],
            "words stand in the upper half"
        );
        let bottom = faded(scrim(Side::Bottom), whole);
        assert_eq!(bottom.iter().rev().copied().collect::<Vec<_>>(), top);
        let left = faded(scrim(Side::Left), whole);
        assert!(left[0][0] < 14 && left[16] == [200; 3], "{:?}", &left[..32]);
        // Of a picture that is cut to its right half, the fading begins in its middle.
        let cut = faded(scrim(Side::Left), [0.5, 0.0, 1.0, 1.0]);
        assert!(cut[16][0] < 20 && cut[31] == [200; 3], "{:?}", &cut[..32]);
    }

    #[test]
    fn a_byte_is_rounded_as_round_does_it() {
        for (own, over) in (0..=255_u8).flat_map(|own| [0, 1, 37, 128, 254, 255].map(|over| (own, over))) {
            for step in 0..=300_u16 {
                let amount = f32::from(step) / 300.0;
                let wanted = (f32::from(own) + (f32::from(over) - f32::from(own)) * amount).round() as u8;
                assert_eq!(over_byte(own, over, amount), wanted, "{own} {over} {amount}");
            }
        }
    }

    #[test]
    fn a_photograph_goes_as_a_photograph() {
        let photo = file(ImageFormat::Jpeg, |x, y| [(x * 8) as u8, (y * 16) as u8, 40]);
        let tones = Tones { ramp: vec![DARK, LIGHT], ..Tones::default() };
        let packed = packed(&toned(&photo, &tones).unwrap());
        assert!(matches!(&packed.pixels, Pixels::Jpeg { channels: 3, inverted: false, .. }));
        assert!(
            raster(match &packed.pixels {
                Pixels::Jpeg { bytes, .. } => bytes,
                _ => unreachable!("it was looked at above"),
            })
            .is_ok()
        );
    }
}
