//! Where the ink of a mark lies in its file and how heavy it is to the eye, so that marks side by side can be set at the same
//! weight. Measured on pixels: what an exporter leaves empty round a mark is none of it.

use super::vector::rendered;
use super::{PictureError, raster, tone};
use crate::display::{Pixels, Raster};

/// Pixels along the longer side of a drawing that is measured: an edge is found to half a percent.
const MEASURED: f32 = 256.0;
/// More samples than these along a side of a picture of pixels tell nothing more.
const SAMPLES: u32 = 512;
/// Less than this of full ink is the ground: noise of a JPEG, a white that is not quite white.
const FAINT: f64 = 0.09;
/// Corners that differ by less are one ground.
const SAME: u8 = 12;
/// A mark of this density has the area that it is given; one that is all ink less, one of hairlines more.
const USUAL: f64 = 0.45;
/// How much of the difference in density is made up for: a solid square needs no half of the area of its outline.
const TEMPERED: f64 = 0.35;
const LEAST_AREA: f64 = 0.72;
const MOST_AREA: f64 = 1.4;
/// Sides of a mark in parts of the side of a square of its weight: a long word is not as long as a line, a tall one not as
/// tall as three rows.
const WIDEST: f64 = 2.7;
const TALLEST: f64 = 1.35;

/// The ink of a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inked {
    /// The box of it, in parts of 1 of the picture: left and top.
    pub at: (f64, f64),
    /// Width and height of the box, in the same.
    pub size: (f64, f64),
    /// Width over height of the box.
    pub ratio: f64,
    /// How much of the box is ink, 0 to 1; a pale colour counts for less.
    pub density: f64,
    /// It brings a white sheet of its own, or a black one: on any other ground that would be seen.
    pub on_sheet: bool,
}

impl Inked {
    /// Width and height at which the ink weighs as much as that of any other mark, in sides of a square of that weight.
    pub fn even(&self) -> (f64, f64) {
        let area = (USUAL / self.density.max(0.01)).powf(TEMPERED).clamp(LEAST_AREA, MOST_AREA);
        let (width, height) = ((area * self.ratio).sqrt(), (area / self.ratio).sqrt());
        let within = (WIDEST / width).min(TALLEST / height).min(1.0);
        (width * within, height * within)
    }
}

/// The ink of a picture file on a light ground, or on a dark one. `None`: there is none.
///
/// # Errors
/// A file that cannot be read as a picture.
pub fn inked(bytes: &[u8], is_drawing: bool, on_dark: bool) -> Result<Option<Inked>, PictureError> {
    let picture = if is_drawing { rendered(bytes, MEASURED)? } else { raster(bytes)? };
    let picture = match &picture.pixels {
        Pixels::Jpeg { bytes, .. } => {
            let (width, height, data) = tone::rgb(bytes)?;
            Raster { width, height, pixels: Pixels::Rgb { data: data.into(), mask: None }, hash: picture.hash }
        }
        _ => Raster::clone(&picture),
    };
    Ok(measured(&picture, on_dark))
}

fn measured(picture: &Raster, on_dark: bool) -> Option<Inked> {
    let (width, height) = (picture.width, picture.height);
    let own = own_ground(picture, on_dark);
    let ink = |x: u32, y: u32| {
        let (color, alpha) = pixel(picture, x, y);
        let is_own = own.is_some_and(|ground| alike(color, ground));
        if is_own { 0.0 } else { strength(color, on_dark) * f64::from(alpha) / 255.0 }
    };
    let step = |side: u32| side.div_ceil(SAMPLES).max(1);
    let (across, down) = (step(width), step(height));
    let (mut left, mut top, mut right, mut bottom, mut sum) = (width, height, 0, 0, 0.0);
    for y in (0..height).step_by(down as usize) {
        for x in (0..width).step_by(across as usize) {
            let ink = ink(x, y);
            if ink > FAINT {
                (left, top) = (left.min(x), top.min(y));
                (right, bottom) = (right.max((x + across).min(width)), bottom.max((y + down).min(height)));
                sum += ink;
            }
        }
    }
    if right <= left || bottom <= top {
        return None;
    }
    let part = |length: u32, of: u32| f64::from(length) / f64::from(of);
    let (wide, high) = (right - left, bottom - top);
    let samples = part(wide, across).max(1.0) * part(high, down).max(1.0);
    Some(Inked {
        at: (part(left, width), part(top, height)),
        size: (part(wide, width), part(high, height)),
        ratio: part(wide, high),
        density: (sum / samples).min(1.0),
        on_sheet: own.is_some(),
    })
}

/// How much a colour is ink, 0 to 1: half by its darkness, half by its strength, so that yellow is not paper. On a dark ground by
/// its light.
pub fn strength([r, g, b]: [u8; 3], on_dark: bool) -> f64 {
    let light = (0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b)) / 255.0;
    let (least, most) = (f64::from(r.min(g).min(b)) / 255.0, f64::from(r.max(g).max(b)) / 255.0);
    if on_dark { (light + most) / 2.0 } else { 1.0 - (light + least) / 2.0 }
}

/// The ground that an opaque picture brings along, where that is as good as the one it is put on: all four corners are
/// of one colour, nearly white, or nearly black on a dark ground.
fn own_ground(picture: &Raster, on_dark: bool) -> Option<[u8; 3]> {
    let (right, bottom) = (picture.width - 1, picture.height - 1);
    let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)].map(|(x, y)| pixel(picture, x, y));
    let (first, _) = corners[0];
    let is_one = corners.iter().all(|(color, alpha)| *alpha == 255 && alike(*color, first));
    let is_ground = strength(first, on_dark) < 2.0 * FAINT;
    (is_one && is_ground).then_some(first)
}

fn alike(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME)
}

/// Colour and alpha of a pixel.
fn pixel(picture: &Raster, x: u32, y: u32) -> ([u8; 3], u8) {
    let at = y as usize * picture.width as usize + x as usize;
    let three = |data: &[u8]| [data[at * 3], data[at * 3 + 1], data[at * 3 + 2]];
    match &picture.pixels {
        Pixels::Gray(data) => ([data[at]; 3], 255),
        Pixels::Rgb { data, mask } => (three(data), mask.as_ref().map_or(255, |mask| mask[at])),
        Pixels::Cmyk { data, mask } => {
            let ink = |i: usize| u32::from(data[at * 4 + i]);
            let channel = |i: usize| ((255 - ink(i)) * (255 - ink(3)) / 255) as u8;
            ([channel(0), channel(1), channel(2)], mask.as_ref().map_or(255, |mask| mask[at]))
        }
        // Taken apart before.
        Pixels::Jpeg { .. } => ([255; 3], 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(width: u32, height: u32, shapes: &str) -> Option<Inked> {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>{shapes}</svg>");
        inked(svg.as_bytes(), true, false).expect("a drawing")
    }

    fn png(image: &image::DynamicImage) -> Option<Inked> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).expect("memory takes it");
        inked(&bytes.into_inner(), false, false).expect("a picture")
    }

    #[test]
    fn what_is_empty_round_a_mark_is_none_of_it() {
        let mark = svg(400, 200, "<rect x='100' y='50' width='200' height='100' fill='#123'/>").expect("there is ink");
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        assert!(near(mark.at.0, 0.25) && near(mark.at.1, 0.25) && near(mark.size.0, 0.5) && near(mark.ratio, 2.0), "{mark:?}");
        let sheet = "<rect width='400' height='200' fill='#fff'/><rect x='100' y='50' width='200' height='100' fill='#123'/>";
        assert_eq!(svg(400, 200, sheet), Some(Inked { on_sheet: true, ..mark }), "a white sheet of its own is the paper");
        let image = image::RgbImage::from_fn(400, 200, |x, y| {
            let is_mark = (100..300).contains(&x) && (50..150).contains(&y);
            image::Rgb(if is_mark { [17, 34, 51] } else { [250, 251, 250] })
        });
        let of_pixels = png(&image.into()).expect("there is ink");
        assert!(
            near(of_pixels.at.0, 0.25) && near(of_pixels.ratio, 2.0) && near(of_pixels.density, mark.density),
            "{of_pixels:?}"
        );
    }

    #[test]
    fn a_mark_on_a_ground_of_its_own_is_that_ground() {
        let block = "<rect width='400' height='200' fill='#123'/><rect x='100' y='50' width='200' height='100' fill='#fff'/>";
        let mark = svg(400, 200, block).expect("there is ink");
        assert_eq!((mark.at, mark.size), ((0.0, 0.0), (1.0, 1.0)));
    }

    #[test]
    fn nothing_is_no_ink_and_yellow_is() {
        assert_eq!(svg(100, 100, ""), None);
        assert_eq!(svg(100, 100, "<circle cx='50' cy='50' r='40' fill='#fff'/>"), None, "white on paper");
        let white = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect x='2' y='2' width='5' height='5' fill='#fff'/></svg>";
        assert!(inked(white.as_bytes(), true, true).expect("a drawing").is_some(), "white on a dark ground");
        assert!(svg(100, 100, "<circle cx='50' cy='50' r='40' fill='#ffd400'/>").expect("ink").density > 0.3);
    }

    #[test]
    fn wide_and_tall_marks_have_the_area_of_a_square() {
        let of = |ratio: f64, density| Inked { at: (0.0, 0.0), size: (1.0, 1.0), ratio, density, on_sheet: false }.even();
        let area = |(width, height): (f64, f64)| width * height;
        for ratio in [0.6, 1.0, 2.0, 4.0, 7.0] {
            let (width, height) = of(ratio, USUAL);
            assert!((width / height - ratio).abs() < 1e-9, "it keeps its shape");
            assert!((area((width, height)) - 1.0).abs() < 1e-9, "{ratio}: {width} x {height}");
        }
        assert!(area(of(1.0, 1.0)) < area(of(1.0, 0.45)) && area(of(1.0, 0.1)) > 1.2, "a solid is smaller than an outline");
        assert!(of(30.0, USUAL).0 <= WIDEST && of(0.05, USUAL).1 <= TALLEST, "within bounds");
    }
}
