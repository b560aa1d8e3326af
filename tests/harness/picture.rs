//! Pictures compared: how much two renderings differ, and golden ones kept in `tests/golden/`.

use super::source;
use image::RgbImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use std::path::Path;
use std::{env, fs};

/// How two pictures differ.
#[derive(Debug)]
pub struct Difference {
    /// Mean of all channels, 0 to 255.
    pub mean: f64,
    /// Part of all pixels, 0 to 1, where a channel differs by more than 64: another thing is there, not another edge.
    pub strong: f64,
}

pub fn open(path: &Path) -> RgbImage {
    image::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).to_rgb8()
}

/// The difference of two pictures of one size.
#[track_caller]
pub fn difference(a: &RgbImage, b: &RgbImage) -> Difference {
    assert_eq!(a.dimensions(), b.dimensions(), "pictures of different size");
    let channels: Vec<u8> = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| a.abs_diff(*b)).collect();
    let sum: f64 = channels.iter().map(|d| f64::from(*d)).sum();
    let strong = channels.chunks(3).filter(|pixel| pixel.iter().any(|d| *d > 64)).count();
    let pixels = (channels.len() / 3).max(1) as f64;
    Difference { mean: sum / (pixels * 3.0), strong: strong as f64 / pixels }
}

/// Sixteen steps a channel: enough to look at, and small in a file.
fn rounded(mut picture: RgbImage) -> RgbImage {
    picture.iter_mut().for_each(|channel| *channel = channel.saturating_add(8) / 17 * 17);
    picture
}

fn write(picture: &RgbImage, place: &Path) {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
    picture.write_with_encoder(encoder).expect("memory takes bytes");
    fs::write(place, bytes).expect("the repository takes files");
}

/// A golden picture is for a look in a review: small enough for the repository.
const LARGEST: u64 = 20 * 1024;

/// Compares a picture with `tests/golden/NAME.png`; writes it there under `HANDBILL_ACCEPT_GOLDEN=1`.
#[track_caller]
pub fn golden(name: &str, made: &Path) {
    let place = source::root().join(format!("tests/golden/{name}.png"));
    if env::var_os("HANDBILL_ACCEPT_GOLDEN").is_some_and(|v| v == "1") {
        fs::create_dir_all(place.parent().expect("it has a folder")).expect("the repository takes folders");
        write(&rounded(open(made)), &place);
        let size = fs::metadata(&place).expect("was just written").len();
        assert!(size <= LARGEST, "{} has {size} bytes, more than {LARGEST}: make the case smaller", place.display());
        eprintln!("accepted {}", place.display());
        return;
    }
    assert!(place.is_file(), "there is no {}: look at {}, then `just accept {name}`", place.display(), made.display());
    let found = difference(&open(&place), &rounded(open(made)));
    // Another processor rounds the edges of letters otherwise; another layout moves them.
    assert!(
        found.mean < 1.5 && found.strong < 0.004,
        "{} looks different from {}: {found:?}. Look at both, then `just accept {name}` or mend it",
        made.display(),
        place.display()
    );
}
