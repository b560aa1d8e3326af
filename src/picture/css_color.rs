//! Colours as CSS writes them (CSS Color 4), brought to sRGB: what drawing programs export and SVG readers do not know.

/// Red, green, blue and alpha, each 0 to 1. `None` for what is no colour of these: names and plain hex are left to the
/// SVG reader.
pub(super) fn parse(text: &str) -> Option<[f64; 4]> {
    let text = text.trim().to_ascii_lowercase();
    let (function, inside) = text.strip_suffix(')')?.split_once('(')?;
    let (body, alpha) = match inside.split_once('/') {
        Some((body, alpha)) => (body, number(alpha.trim(), 1.0)?),
        None => (inside, 1.0),
    };
    let mut parts: Vec<&str> = body.split([',', ' ', '\t', '\n']).filter(|part| !part.is_empty()).collect();
    let mut alpha = alpha;
    let space = if function.trim() == "color" { Some(parts.drain(..1.min(parts.len())).next()?.to_string()) } else { None };
    if parts.len() == 4 {
        alpha = number(parts.pop()?, 1.0)?;
    }
    let [a, b, c]: [&str; 3] = parts.try_into().ok()?;
    let srgb = match (function.trim(), space.as_deref()) {
        ("rgb" | "rgba", _) => {
            [a, b, c].map(|n| number(n, 255.0).map(|n| n / 255.0)).into_iter().collect::<Option<Vec<f64>>>()?.try_into().ok()?
        }
        ("hsl" | "hsla", _) => hsl(angle(a)?, number(b, 100.0)? / 100.0, number(c, 100.0)? / 100.0),
        ("hwb", _) => hwb(angle(a)?, number(b, 100.0)? / 100.0, number(c, 100.0)? / 100.0),
        ("lab", _) => lab(number(a, 100.0)?, number(b, 125.0)?, number(c, 125.0)?),
        ("lch", _) => {
            let (chroma, hue) = (number(b, 150.0)?, angle(c)?.to_radians());
            lab(number(a, 100.0)?, chroma * hue.cos(), chroma * hue.sin())
        }
        ("oklab", _) => oklab(number(a, 1.0)?, number(b, 0.4)?, number(c, 0.4)?),
        ("oklch", _) => {
            let (chroma, hue) = (number(b, 0.4)?, angle(c)?.to_radians());
            oklab(number(a, 1.0)?, chroma * hue.cos(), chroma * hue.sin())
        }
        ("color", Some(space)) => {
            let own = [number(a, 1.0)?, number(b, 1.0)?, number(c, 1.0)?];
            match space {
                "srgb" => own,
                "srgb-linear" => own.map(encoded),
                "display-p3" => of_p3(own),
                "xyz" | "xyz-d65" => of_xyz(own),
                _ => return None,
            }
        }
        _ => return None,
    };
    let [red, green, blue] = srgb.map(|part: f64| part.clamp(0.0, 1.0));
    Some([red, green, blue, alpha.clamp(0.0, 1.0)])
}

/// A number, or percents of `whole`.
fn number(text: &str, whole: f64) -> Option<f64> {
    if text == "none" {
        return Some(0.0);
    }
    let value = match text.strip_suffix('%') {
        Some(percents) => percents.parse::<f64>().ok()? / 100.0 * whole,
        None => text.parse().ok()?,
    };
    value.is_finite().then_some(value)
}

/// In degrees.
fn angle(text: &str) -> Option<f64> {
    let units = [("deg", 1.0), ("grad", 0.9), ("rad", 180.0 / std::f64::consts::PI), ("turn", 360.0)];
    let (digits, by) = units.iter().find_map(|(unit, by)| Some((text.strip_suffix(unit)?, *by))).unwrap_or((text, 1.0));
    number(digits, 360.0).map(|n| n * by)
}

fn hsl(hue: f64, saturation: f64, lightness: f64) -> [f64; 3] {
    let chroma = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|n: f64| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        lightness - chroma * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

fn hwb(hue: f64, white: f64, black: f64) -> [f64; 3] {
    if white + black >= 1.0 {
        return [white / (white + black); 3];
    }
    hsl(hue, 1.0, 0.5).map(|part| part * (1.0 - white - black) + white)
}

/// CIE Lab under D50 (CSS Color 4, 18).
fn lab(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let fy = (lightness + 16.0) / 116.0;
    let back = |f: f64| if f.powi(3) > 216.0 / 24389.0 { f.powi(3) } else { (116.0 * f - 16.0) * 27.0 / 24389.0 };
    let [x, y, z] = [back(fy + a / 500.0) * 0.964_295_7, back(fy), back(fy - b / 200.0) * 0.825_104_6];
    // From D50 to D65 by Bradford.
    of_xyz([
        0.955_473_4 * x - 0.023_098_5 * y + 0.063_259_3 * z,
        -0.028_369_7 * x + 1.009_995_4 * y + 0.021_041_4 * z,
        0.012_314_0 * x - 0.020_507_6 * y + 1.330_365_9 * z,
    ])
}

fn oklab(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
    .map(encoded)
}

fn of_xyz([x, y, z]: [f64; 3]) -> [f64; 3] {
    [
        3.240_969_9 * x - 1.537_383_2 * y - 0.498_610_8 * z,
        -0.969_243_6 * x + 1.875_967_5 * y + 0.041_555_1 * z,
        0.055_630_1 * x - 0.203_977_0 * y + 1.056_971_5 * z,
    ]
    .map(encoded)
}

fn of_p3(own: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = own.map(decoded);
    of_xyz([
        0.486_570_9 * r + 0.265_667_7 * g + 0.198_217_3 * b,
        0.228_974_6 * r + 0.691_738_5 * g + 0.079_286_9 * b,
        0.045_113_4 * g + 1.043_944_4 * b,
    ])
}

fn encoded(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

fn decoded(part: f64) -> f64 {
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: [u8; 3], alpha: f64) {
        let got = parse(text).unwrap_or_else(|| panic!("{text}"));
        let bytes = [0, 1, 2].map(|i| (got[i] * 255.0).round() as u8);
        assert!(bytes.iter().zip(want).all(|(a, b)| a.abs_diff(b) <= 1), "{text}: {bytes:?}");
        assert!((got[3] - alpha).abs() < 1e-9, "{text}: {}", got[3]);
    }

    /// As Chromium computes them.
    #[test]
    fn colours_of_css() {
        check("rgb(0 102 0 / 50%)", [0, 102, 0], 0.5);
        check("rgba(0,102,0,.25)", [0, 102, 0], 0.25);
        check("hsl(120deg 100% 20%)", [0, 102, 0], 1.0);
        check("hwb(120 0% 60%)", [0, 102, 0], 1.0);
        check("oklch(62.8% 0.25768 29.234)", [255, 0, 0], 1.0);
        check("oklab(0.51975 -0.1403 0.10768)", [0, 128, 0], 1.0);
        check("lab(46.2775% -47.5621 48.5837)", [0, 128, 0], 1.0);
        check("lch(54.29 106.84 40.85)", [255, 0, 0], 1.0);
        check("color(display-p3 0.9176 0.2003 0.1386)", [255, 0, 0], 1.0);
        check("color(srgb 1 0.5 0)", [255, 128, 0], 1.0);
        assert!(
            ["#060", "red", "var(--x)", "rgb(1 2)", "color(rec2020 1 0 0)", "url(#a)", ""].iter().all(|t| parse(t).is_none())
        );
    }
}
