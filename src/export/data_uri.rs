//! Pictures inside a web page: a file of pixels as the text that stands for it (RFC 2397).

use crate::display::{Pixels, Raster};
use image::ExtendedColorType as Kind;

/// A picture as `data:`; an error for inks, which no screen shows.
pub(super) fn of(raster: &Raster) -> Result<String, String> {
    match &raster.pixels {
        Pixels::Jpeg { bytes, channels: 1 | 3, .. } => Ok(format!("data:image/jpeg;base64,{}", base64(bytes))),
        Pixels::Gray(data) => png(raster, data, Kind::L8),
        Pixels::Rgb { data, mask: None } => png(raster, data, Kind::Rgb8),
        Pixels::Rgb { data, mask: Some(mask) } => {
            let pixels = data.chunks_exact(3).zip(mask.iter());
            let solid: Vec<u8> = pixels.flat_map(|(rgb, alpha)| [rgb[0], rgb[1], rgb[2], *alpha]).collect();
            png(raster, &solid, Kind::Rgba8)
        }
        Pixels::Jpeg { .. } | Pixels::Cmyk { .. } => Err("a picture in inks is not put into a web page".to_string()),
    }
}

fn png(raster: &Raster, data: &[u8], kind: Kind) -> Result<String, String> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::write_buffer_with_format(&mut bytes, data, raster.width, raster.height, kind, image::ImageFormat::Png)
        .map_err(|e| format!("the PNG cannot be written: {e}"))?;
    Ok(format!("data:image/png;base64,{}", base64(bytes.get_ref())))
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let whole = three.iter().fold(0_u32, |whole, byte| whole << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for sign in 0..4 {
            match sign <= three.len() {
                true => text.push(char::from(SIGNS[(whole >> (18 - 6 * sign) & 63) as usize])),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_signs() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
