//! Pictures with far more pixels than a press can show, made smaller: the file shrinks, the paper looks the same.

use super::effective_ppi;
use crate::display::{Draw, Face, Pixels, Raster};
use crate::geom::Rect;
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma, Pixel, Rgb, Rgba};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Up to this much over what is aimed at, a picture stays as it is: one more filter takes more than it gives.
const SLACK: f64 = 1.5;

/// Pictures made smaller, by the hash of the original and the new size.
pub type Smaller = BTreeMap<(u64, u32, u32), Arc<Raster>>;

/// Brings every picture of pixels on a face down to a resolution. JPEG files that are carried through stay whole.
pub fn resample(face: &mut Face, ppi: f64, done: &mut Smaller) {
    let mut bring_down = |draw: &mut Draw| {
        if let Draw::Image { raster, rect, turn } = draw
            && let Some((width, height)) = wanted(raster, turn.as_read(*rect), ppi)
        {
            let key = (raster.hash, width, height);
            *raster = Arc::clone(done.entry(key).or_insert_with(|| Arc::new(smaller(raster, width, height))));
        }
    };
    face.items.iter_mut().for_each(|item| item.draw.each_leaf_mut(&mut bring_down));
}

/// The size in pixels that is enough; `None` where the picture is not much larger, or is a file carried through.
fn wanted(raster: &Raster, rect: Rect, ppi: f64) -> Option<(u32, u32)> {
    let has = effective_ppi(raster, rect);
    if matches!(raster.pixels, Pixels::Jpeg { .. }) || has <= ppi * SLACK {
        return None;
    }
    let by = ppi / has;
    let fewer = |n: u32| ((f64::from(n) * by).ceil() as u32).clamp(1, n);
    Some((fewer(raster.width), fewer(raster.height)))
}

fn smaller(raster: &Raster, width: u32, height: u32) -> Raster {
    let of_mask = |mask: &Option<Arc<[u8]>>| mask.as_ref().map(|mask| fewer::<Luma<u8>>(mask, raster, width, height));
    let pixels = match &raster.pixels {
        Pixels::Gray(data) => Pixels::Gray(fewer::<Luma<u8>>(data, raster, width, height)),
        Pixels::Rgb { data, mask } => Pixels::Rgb { data: fewer::<Rgb<u8>>(data, raster, width, height), mask: of_mask(mask) },
        // Four channels are four channels: none of them is taken for a mask.
        Pixels::Cmyk { data, mask } => Pixels::Cmyk { data: fewer::<Rgba<u8>>(data, raster, width, height), mask: of_mask(mask) },
        same @ Pixels::Jpeg { .. } => same.clone(),
    };
    let size = u64::from(width) << 32 | u64::from(height);
    Raster { width, height, pixels, hash: raster.hash ^ size.wrapping_mul(0x9e37_79b9_7f4a_7c15) }
}

fn fewer<P: Pixel<Subpixel = u8> + 'static>(data: &[u8], raster: &Raster, width: u32, height: u32) -> Arc<[u8]> {
    let whole: ImageBuffer<P, &[u8]> =
        ImageBuffer::from_raw(raster.width, raster.height, data).expect("a raster holds all of its pixels");
    resize(&whole, width, height, FilterType::CatmullRom).into_raw().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::display::Item;
    use crate::geom::{Length, Size};

    fn on_face(pixels: Pixels, side: u32) -> Face {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::inches(1.0), Length::inches(1.0));
        let raster = Arc::new(Raster { width: side, height: side, pixels, hash: 5 });
        Face {
            name: "front".into(),
            trim: Size::new(Length::inches(2.0), Length::inches(2.0)),
            bleed: Length::ZERO,
            items: vec![Item {
                draw: Draw::Image { raster, rect, turn: crate::geom::Turn::None },
                element: None,
                origin: Span::NONE,
            }],
            elements: vec![],
            codes: vec![],
            tools: vec![],
            areas: vec![],
            quiet: Vec::new(),
        }
    }

    fn raster(face: &Face) -> &Raster {
        let Draw::Image { raster, .. } = &face.items[0].draw else { panic!("a picture") };
        raster
    }

    #[test]
    fn what_is_far_too_fine_is_brought_down_and_keeps_its_inks() {
        let data: Arc<[u8]> = [255_u8, 0, 128, 40].repeat(600 * 600).into();
        let mut face = on_face(Pixels::Cmyk { data, mask: None }, 600);
        resample(&mut face, 300.0, &mut Smaller::new());
        let small = raster(&face);
        assert_eq!((small.width, small.height), (300, 300));
        let Pixels::Cmyk { data, mask: None } = &small.pixels else { panic!("still CMYK") };
        assert_eq!(data.len(), 300 * 300 * 4);
        assert!(data.chunks(4).all(|ink| ink == [255, 0, 128, 40]));
        assert_ne!(small.hash, 5, "another picture by name");
    }

    #[test]
    fn a_little_over_is_left_alone_and_so_is_a_jpeg() {
        let mut face = on_face(Pixels::Gray([7].repeat(400 * 400).into()), 400);
        resample(&mut face, 300.0, &mut Smaller::new());
        assert_eq!(raster(&face).width, 400);
        let mut face = on_face(Pixels::Jpeg { bytes: [0xff, 0xd8].into(), channels: 4, inverted: true }, 4000);
        resample(&mut face, 300.0, &mut Smaller::new());
        assert_eq!(raster(&face).width, 4000);
    }
}
