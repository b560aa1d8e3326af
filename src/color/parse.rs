//! Reads `#0b3d6b`, `cmyk 100 70 20 20` and `spot "PANTONE 294 C" cmyk 100 70 20 20`.

use super::{PressInk, Rgb, Swatch};
use std::str::FromStr;

/// Why a colour was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorError {
    /// None of the three spellings.
    Unknown,
    /// `#` is not followed by six (or three) hexadecimal digits.
    Hex,
    /// Not four numbers from 0 to 100.
    Cmyk,
    /// No quoted name, or no stand-in after it.
    Spot,
}

impl FromStr for Swatch {
    type Err = ColorError;

    fn from_str(s: &str) -> Result<Swatch, ColorError> {
        let s = s.trim();
        if let Some(hex) = s.strip_prefix('#') {
            return Ok(Swatch::rgb(parse_hex(hex)?));
        }
        if let Some(rest) = s.strip_prefix("cmyk ") {
            let inks = parse_cmyk(rest)?;
            return Ok(Swatch { screen: Rgb::likeness(inks), press: Some(PressInk::Cmyk(inks)) });
        }
        if let Some(rest) = s.strip_prefix("spot ") {
            let (name, rest) = rest.trim().strip_prefix('"').and_then(|r| r.split_once('"')).ok_or(ColorError::Spot)?;
            let inks = parse_cmyk(rest.trim().strip_prefix("cmyk ").ok_or(ColorError::Spot)?)?;
            if name.trim().is_empty() {
                return Err(ColorError::Spot);
            }
            return Ok(Swatch {
                screen: Rgb::likeness(inks),
                press: Some(PressInk::Spot { name: name.into(), alternate: inks }),
            });
        }
        Err(ColorError::Unknown)
    }
}

fn parse_hex(hex: &str) -> Result<Rgb, ColorError> {
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(ColorError::Hex);
    }
    let digit = |i: usize| u8::from_str_radix(&hex[i..=i], 16).expect("all are hexadecimal digits");
    match hex.len() {
        3 => Ok(Rgb([digit(0) * 17, digit(1) * 17, digit(2) * 17])),
        6 => Ok(Rgb([digit(0) * 16 + digit(1), digit(2) * 16 + digit(3), digit(4) * 16 + digit(5)])),
        _ => Err(ColorError::Hex),
    }
}

fn parse_cmyk(text: &str) -> Result<[f32; 4], ColorError> {
    let parts: Vec<f32> = text
        .split_whitespace()
        .map(|p| p.trim_end_matches('%').parse().map_err(|_| ColorError::Cmyk))
        .collect::<Result<_, _>>()?;
    let inks: [f32; 4] = parts.try_into().map_err(|_| ColorError::Cmyk)?;
    // `0.9 0.4 0 0` are parts of 1, and would print as next to nothing.
    let parts_of_one = inks.iter().all(|p| *p <= 1.0) && inks.iter().any(|p| p.fract() != 0.0);
    if parts_of_one || inks.iter().any(|p| !(0.0..=100.0).contains(p)) {
        return Err(ColorError::Cmyk);
    }
    Ok(inks.map(|p| p / 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_spellings() {
        assert_eq!("#0b3d6b".parse(), Ok(Swatch::rgb(Rgb([0x0b, 0x3d, 0x6b]))));
        assert_eq!("#fff".parse(), Ok(Swatch::rgb(Rgb::WHITE)));
        let cmyk: Swatch = "cmyk 100 70 20 20".parse().unwrap();
        assert_eq!(cmyk.press, Some(PressInk::Cmyk([1.0, 0.7, 0.2, 0.2])));
        let spot: Swatch = r#"spot "PANTONE 294 C" cmyk 100 70 0 40"#.parse().unwrap();
        assert!(matches!(spot.press, Some(PressInk::Spot { name, .. }) if &*name == "PANTONE 294 C"));
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for (text, why) in [
            ("navy", ColorError::Unknown),
            ("#12345", ColorError::Hex),
            ("#12345é", ColorError::Hex),
            ("cmyk 100 70 20", ColorError::Cmyk),
            ("cmyk 100 70 20 120", ColorError::Cmyk),
            ("spot 294 cmyk 1 2 3 4", ColorError::Spot),
        ] {
            assert_eq!(text.parse::<Swatch>(), Err(why), "{text}");
        }
    }
}
