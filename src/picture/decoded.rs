//! Photographs taken apart for whoever asks what lies at a point. The last few are kept: of a batch with one photograph it
//! is taken apart once, and not for every product.

use super::tone;
use crate::display::{Pixels, Raster};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// More bytes than this are forgotten, the oldest first; the newest stays.
const MOST_BYTES: usize = 16 << 20;

/// JPEG files as pixels, by the hash of the file. `None` for one that does not come apart.
#[derive(Debug, Default)]
pub struct Decoded {
    kept: RefCell<VecDeque<(u64, Option<Arc<Raster>>)>>,
}

impl Decoded {
    /// The pixels of a JPEG file in sRGB; fewer than the file has where it has more than any sheet shows. `None` for other
    /// pictures.
    pub fn of(&self, picture: &Raster) -> Option<Arc<Raster>> {
        let Pixels::Jpeg { bytes, .. } = &picture.pixels else { return None };
        let mut kept = self.kept.borrow_mut();
        if let Some((_, there)) = kept.iter().find(|(hash, _)| *hash == picture.hash) {
            return there.clone();
        }
        let taken_apart = tone::rgb(bytes).ok().map(|(width, height, data)| {
            Arc::new(Raster { width, height, pixels: Pixels::Rgb { data: data.into(), mask: None }, hash: picture.hash })
        });
        kept.push_back((picture.hash, taken_apart.clone()));
        let held = |kept: &VecDeque<(u64, Option<Arc<Raster>>)>| -> usize {
            kept.iter().filter_map(|(_, raster)| raster.as_ref()).map(|raster| raster.pixels.bytes()).sum()
        };
        while kept.len() > 1 && held(&kept) > MOST_BYTES {
            kept.pop_front();
        }
        taken_apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::raster;

    #[test]
    fn a_gray_photograph_comes_apart_as_well() {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = image::GrayImage::from_fn(16, 8, |x, _| image::Luma([if x < 8 { 20 } else { 230 }]));
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("memory takes it");
        let picture = raster(&bytes.into_inner()).expect("it is a picture");
        let apart = Decoded::default().of(&picture).expect("it comes apart");
        let Pixels::Rgb { data, .. } = &apart.pixels else { panic!("sRGB") };
        assert!(data[0] < 60 && data[3 * 15] > 200, "{:?}", &data[..48]);
    }
}
