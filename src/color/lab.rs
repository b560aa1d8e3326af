//! Between sRGB and CIELAB of the D50 connection space (IEC 61966-2-1; ICC.1:2022, annex A and D).

use super::Rgb;

/// White of the connection space.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// Linear sRGB to XYZ, adapted to D50 after Bradford.
const TO_XYZ: [[f64; 3]; 3] =
    [[0.436_065_7, 0.385_147_1, 0.143_066_4], [0.222_488_4, 0.716_873_2, 0.060_607_9], [0.013_916_0, 0.097_076_4, 0.714_096_1]];

/// And back.
const FROM_XYZ: [[f64; 3]; 3] = [
    [3.134_136_7, -1.617_386_3, -0.490_662_5],
    [-0.978_795_3, 1.916_254_5, 0.033_442_9],
    [0.071_976_7, -0.228_985_9, 1.405_386_2],
];

/// Light from an encoded channel, both in parts of 1.
pub(super) fn linear(c: f64) -> f64 {
    if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// An encoded channel from light, both in parts of 1.
pub(super) fn encoded(l: f64) -> f64 {
    let l = l.clamp(0.0, 1.0);
    if l <= 0.003_130_8 { l * 12.92 } else { 1.055 * l.powf(1.0 / 2.4) - 0.055 }
}

/// L*, a* and b* of linear light in sRGB's primaries.
pub(super) fn lab_of(light: [f64; 3]) -> [f64; 3] {
    let xyz = times(&TO_XYZ, light);
    let [x, y, z] = [0, 1, 2].map(|i| {
        let t = xyz[i] / WHITE[i];
        if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far two colours of a screen lie apart in CIELAB (CIE 1976): 2 is hardly seen, 20 is another colour.
pub fn difference(one: Rgb, other: Rgb) -> f64 {
    let lab = |Rgb(parts): Rgb| lab_of(parts.map(|c| linear(f64::from(c) / 255.0)));
    let (a, b) = (lab(one), lab(other));
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
}

/// Linear light in sRGB's primaries; outside of 0 to 1 where sRGB does not reach the colour.
pub(super) fn light_of([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    let f = [y + a / 500.0, y, y - b / 200.0];
    let back = |t: f64| if t > 6.0 / 29.0 { t.powi(3) } else { (116.0 * t - 16.0) * 27.0 / 24_389.0 };
    times(&FROM_XYZ, [0, 1, 2].map(|i| back(f[i]) * WHITE[i]))
}

/// Y of a gray of this lightness, white being 1.
pub(super) fn luminance_of(lightness: f64) -> f64 {
    light_of([lightness, 0.0, 0.0])[1]
}

fn times(rows: &[[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    rows.map(|[a, b, c]| a * x + b * y + c * z)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let [l, a, b] = lab_of([1.0, 1.0, 1.0]);
        assert!((l - 100.0).abs() < 0.01 && a.abs() < 0.02 && b.abs() < 0.02, "{l} {a} {b}");
        for light in [[0.0, 0.5, 1.0], [0.2, 0.2, 0.2], [0.9, 0.01, 0.0]] {
            let back = light_of(lab_of(light));
            assert!(light.iter().zip(back).all(|(a, b)| (a - b).abs() < 1e-4), "{light:?} {back:?}");
        }
        // Red of sRGB, as every table of it says (D50).
        let red = lab_of([1.0, 0.0, 0.0]);
        assert!((red[0] - 54.29).abs() < 0.05 && (red[1] - 80.8).abs() < 0.1 && (red[2] - 69.9).abs() < 0.1, "{red:?}");
    }
}
