//! Pictures made of pixels, decoded once and shared by every face that shows them.

use std::fmt;
use std::sync::Arc;

/// A picture in memory. Two are equal when their source bytes are.
#[derive(Clone)]
pub struct Raster {
    /// Pixels of a row.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
    /// Row by row from the top, or the file they are packed in.
    pub pixels: Pixels,
    /// First 8 bytes of the blake3 of the source file.
    pub hash: u64,
}

/// The pixels of a picture, by their colour space.
#[derive(Clone)]
pub enum Pixels {
    /// A JPEG file carried through untouched (8 bits a channel); `channels` is 1, 3 or 4. `inverted`: 255 means no ink,
    /// as Adobe's programs store CMYK.
    Jpeg {
        /// The whole file.
        bytes: Arc<[u8]>,
        /// 1: gray, 3: colours of a screen, 4: CMYK.
        channels: u8,
        /// 255 means no ink.
        inverted: bool,
    },
    /// 8-bit gray, row by row from the top.
    Gray(Arc<[u8]>),
    /// 8-bit sRGB, with an 8-bit mask where the picture has one (0 = clear).
    Rgb {
        /// Red, green, blue, row by row from the top.
        data: Arc<[u8]>,
        /// A byte a pixel, 255 where it is solid; `None`: solid everywhere.
        mask: Option<Arc<[u8]>>,
    },
    /// 8-bit CMYK, 255 = full ink.
    Cmyk {
        /// Cyan, magenta, yellow, black, row by row from the top.
        data: Arc<[u8]>,
        /// A byte a pixel, 255 where it is solid; `None`: solid everywhere.
        mask: Option<Arc<[u8]>>,
    },
}

impl Pixels {
    /// How much room they take.
    pub fn bytes(&self) -> usize {
        match self {
            Pixels::Jpeg { bytes, .. } => bytes.len(),
            Pixels::Gray(data) => data.len(),
            Pixels::Rgb { data, mask } | Pixels::Cmyk { data, mask } => data.len() + mask.as_ref().map_or(0, |mask| mask.len()),
        }
    }
}

impl PartialEq for Raster {
    fn eq(&self, other: &Raster) -> bool {
        self.hash == other.hash && self.width == other.width && self.height == other.height
    }
}

impl fmt::Debug for Raster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raster({} x {} px, {:016x})", self.width, self.height, self.hash)
    }
}
