//! Pictures: SVG to outlines, PNG and JPEG to pixels. Knows nothing of pages.
//!
//! What cannot be printed faithfully is refused by name (text whose font may not be here, pictures in an SVG); what has no
//! outlines (masks, filters, patterns) becomes pixels, and it is said. Nothing is dropped in silence.
//! `toned` prints pictures in colours of a theme.

mod css_color;
mod decoded;
mod drawing;
mod flatten;
mod gradient;
mod jpeg;
mod large;
mod prepare;
mod raster;
mod repeats;
mod resample;
mod survey;
mod svg_style;
mod template;
mod tone;
mod toned;
mod units;
mod vector;
mod weight;

use crate::diag::quoted;
use crate::model::Asset;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use decoded::Decoded;
pub use drawing::{Drawing, covered};
pub use flatten::flatten;
pub use jpeg::{Header as JpegHeader, header as jpeg_header};
pub use raster::{effective_ppi, lightness, raster};
pub use resample::{Smaller, resample};
pub use template::Template;
pub use tone::{gray_of, to_gray, to_press};
pub use toned::{FadedPictures, Scrim, Tones, packed, toned};
pub use vector::{classes, flattened, vector};
pub use weight::{Inked, inked, strength};

/// The same of a file that may not be in memory: mostly its beginning tells.
pub fn proportion_of(asset: &Asset) -> Option<f64> {
    proportion(asset.head()).or_else(|| proportion(&asset.bytes()?))
}

/// Width over height of a picture, from the head of its file alone. `None` where it does not say.
pub fn proportion(bytes: &[u8]) -> Option<f64> {
    let unpacked = if bytes.starts_with(&[0x1f, 0x8b]) { prepare::decode(bytes, 8_000_000).ok() } else { None };
    let bytes = unpacked.as_ref().map_or(bytes, |text| text.as_bytes());
    let raster = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    if raster.format().is_some() {
        let (width, height) = raster.into_dimensions().ok()?;
        return (height > 0).then(|| f64::from(width) / f64::from(height));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let root = head.split_once("<svg")?.1.split('>').next()?;
    let value = |key: &str| Some(root.split_once(&format!(" {key}=\""))?.1.split('"').next()?.to_string());
    let sides = match value("viewBox") {
        Some(view) => view.split([' ', ',']).filter(|n| !n.is_empty()).skip(2).filter_map(|n| n.parse::<f64>().ok()).collect(),
        None => {
            ["width", "height"].into_iter().filter_map(|k| value(k)?.trim_end_matches("px").parse().ok()).collect::<Vec<f64>>()
        }
    };
    match sides.as_slice() {
        [width, height] if *width > 0.0 && *height > 0.0 => Some(width / height),
        _ => None,
    }
}

/// Whether an SVG draws its contents out of shape: `preserveAspectRatio="none"` on a view of other proportions.
pub fn is_distorted(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let root = head.split_once("<svg").and_then(|(_, rest)| rest.split('>').next().map(str::to_string)).unwrap_or_default();
    let value = |key: &str| Some(root.split_once(&format!(" {key}=\""))?.1.split('"').next()?.to_string());
    let side = |key: &str| value(key).and_then(|side| side.trim_end_matches("px").parse::<f64>().ok());
    let view: Vec<f64> = value("viewBox").iter().flat_map(|v| v.split([' ', ','])).filter_map(|n| n.parse().ok()).collect();
    let (Some(width), Some(height), &[_, _, w, h]) = (side("width"), side("height"), view.as_slice()) else { return false };
    let ratios = (width / height, w / h);
    value("preserveAspectRatio").is_some_and(|p| p.trim() == "none") && (ratios.0 / ratios.1 - 1.0).abs() > 0.02
}

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureError {
    /// Neither SVG, PNG nor JPEG.
    Format,
    /// The file is damaged or breaks its format: what the reader said.
    Damaged(String),
    /// Text in an SVG, with its first words.
    Text {
        /// The first words of it.
        words: String,
    },
    /// Something of SVG that is not put on paper, such as `pattern`, and the element that uses it: its id, or
    /// its name where it has none.
    Unsupported {
        /// What SVG calls it.
        what: String,
        /// Its id, or its name where it has none.
        element: String,
    },
    /// Something of SVG that can be printed as pixels only: a mask, a filter, a blend mode, a pattern, ...
    Effect {
        /// What SVG calls it.
        what: String,
        /// Its id, or its name where it has none.
        element: String,
    },
    /// Points to something that is not in the file.
    Missing {
        /// The reference as it is written.
        what: String,
        /// Its id, or its name where it has none.
        element: String,
    },
    /// So many parts, or parts so deeply inside each other, that it is not worth waiting for.
    TooComplex {
        /// What there are too many of, in the plural.
        what: &'static str,
    },
    /// More than [`large::LARGEST`] pixels.
    TooLarge {
        /// Pixels of a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// No width or height, or one beyond all paper.
    Size,
    /// The file is not the one that was there when the project was read.
    Changed,
}

/// Runs a reader of foreign files. One that trips over its input has found it damaged.
fn guarded<T>(read: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(PictureError::Damaged("its reader gave up".into())))
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PictureError::Format => f.write_str("the file is neither SVG, PNG nor JPEG"),
            PictureError::Damaged(why) => write!(f, "the file is damaged: {why}"),
            PictureError::Text { words } => {
                write!(f, "the SVG holds the text {}, whose font may not be here; convert it to outlines", quoted(words))
            }
            PictureError::Unsupported { what, element } => {
                write!(f, "`{element}` uses {what}, which is not printed; replace it by plain shapes in solid colours")
            }
            PictureError::Effect { what, element } => {
                write!(
                    f,
                    "`{element}` uses {what}, which is not printed in colours of a theme; replace it by plain shapes in solid colours"
                )
            }
            PictureError::Missing { what, element } => write!(f, "`{element}` points to `{what}`, which is not in the file"),
            PictureError::TooComplex { what } => write!(f, "the SVG has too many {what}; simplify it"),
            PictureError::TooLarge { width, height } => {
                write!(f, "the picture has {width} x {height} pixels, more than 100 million; make it smaller")
            }
            PictureError::Changed => f.write_str("the file has changed since the project was read; build again"),
            PictureError::Size => f.write_str("the SVG has no usable width and height; set `width`, `height` or `viewBox`"),
        }
    }
}

impl std::error::Error for PictureError {}
