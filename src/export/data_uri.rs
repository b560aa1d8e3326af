//! Pictures inside a web page: a file of pixels as the text that stands for it (RFC 2397).

use super::ExportError;
use crate::display::{Pixels, Raster};
use base64::prelude::{BASE64_STANDARD as BASE64, Engine as _};
use image::ExtendedColorType as Kind;

/// A picture as `data:`; an error for inks, which no screen shows.
pub(super) fn of(raster: &Raster) -> Result<String, ExportError> {
    match &raster.pixels {
        Pixels::Jpeg { bytes, channels: 1 | 3, .. } => Ok(format!("data:image/jpeg;base64,{}", BASE64.encode(bytes))),
        Pixels::Gray(data) => png(raster, data, Kind::L8),
        Pixels::Rgb { data, mask: None } => png(raster, data, Kind::Rgb8),
        Pixels::Rgb { data, mask: Some(mask) } => {
            let pixels = data.chunks_exact(3).zip(mask.iter());
            let solid: Vec<u8> = pixels.flat_map(|(rgb, alpha)| [rgb[0], rgb[1], rgb[2], *alpha]).collect();
            png(raster, &solid, Kind::Rgba8)
        }
        Pixels::Jpeg { .. } | Pixels::Cmyk { .. } => Err(ExportError::PictureInInks),
    }
}

fn png(raster: &Raster, data: &[u8], kind: Kind) -> Result<String, ExportError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::write_buffer_with_format(&mut bytes, data, raster.width, raster.height, kind, image::ImageFormat::Png)
        .map_err(|e| ExportError::Png(e.to_string()))?;
    Ok(of_png(bytes.get_ref()))
}

/// The bytes of a PNG as `data:`.
pub fn of_png(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", BASE64.encode(bytes))
}
