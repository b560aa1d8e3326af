//! A colour at another lightness: the same hue, as much of its chroma as sRGB can show there.

use super::Rgb;
use super::lab::{encoded, lab_of, light_of, linear};

/// Halvings of the search for the chroma that sRGB can show: under a hundredth of it is left open.
const HALVINGS: u32 = 8;

impl Rgb {
    /// The colour of the same hue with the lightness `l` (CIE L*, 0 black to 100 white).
    pub fn at_lightness(self, l: f64) -> Rgb {
        let l = l.clamp(0.0, 100.0);
        let [_, a, b] = lab_of(self.0.map(|c| linear(f64::from(c) / 255.0)));
        let light = |chroma: f64| light_of([l, a * chroma, b * chroma]);
        let shown = |chroma: f64| light(chroma).iter().all(|c| (-1e-4..=1.0 + 1e-4).contains(c));
        let (mut low, mut high) = (0.0, 1.0);
        if shown(high) {
            low = high;
        }
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            if shown(middle) { low = middle } else { high = middle }
        }
        Rgb(light(low).map(|c| (encoded(c) * 255.0).round() as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lab(Rgb(channels): Rgb) -> [f64; 3] {
        lab_of(channels.map(|c| linear(f64::from(c) / 255.0)))
    }

    #[test]
    fn lightness_changes_and_hue_does_not() {
        let hue = |rgb| lab(rgb)[2].atan2(lab(rgb)[1]).to_degrees();
        for color in [Rgb([0x0b, 0x3d, 0x6b]), Rgb([0xff, 0xd4, 0x00]), Rgb([0xc0, 0x20, 0x20])] {
            for l in [15.0, 32.0, 70.0, 92.0] {
                let made = color.at_lightness(l);
                assert!((lab(made)[0] - l).abs() < 0.8, "{color:?} at {l} became {made:?}");
                assert!((hue(made) - hue(color)).abs() < 6.0, "{color:?} at {l} became {made:?}");
            }
        }
    }

    #[test]
    fn black_and_white_become_gray() {
        for color in [Rgb::BLACK, Rgb::WHITE] {
            let Rgb([r, g, b]) = color.at_lightness(50.0);
            assert!(r.abs_diff(g) <= 1 && g.abs_diff(b) <= 1 && r.abs_diff(119) <= 1, "{r} {g} {b}");
        }
    }
}
