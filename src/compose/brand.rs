//! An organization's colour as type: darker or lighter in its own hue until it can be read, and no further than it is
//! still its colour. Bands, rules and grounds keep it as it is.

use crate::color::{Rgb, contrast, luminance};

/// So much of a colour's light stays where it is made darker, and so much of its distance from white where lighter. A
/// yellow that would have to become brown is no longer the organization's yellow: the theme's ink serves better.
const KEPT: f64 = 0.4;

/// The colour nearest to `color` in its hue that stands out from `ground` by `wanted` : 1. `None`: it would have to
/// change too much.
pub fn readable(color: Rgb, ground: Rgb, wanted: f64) -> Option<Rgb> {
    let (own, under) = (luminance(color), luminance(ground));
    // WCAG 2.1, "contrast ratio", solved for one of its two sides.
    let darker = (under + 0.05) / wanted - 0.05;
    let lighter = (under + 0.05) * wanted - 0.05;
    let kept_dark = if own > 0.0 { darker / own } else { 0.0 };
    // Black has no hue that a lighter one could keep.
    let kept_light = if 0.0 < own && own < 1.0 { (1.0 - lighter) / (1.0 - own) } else { 0.0 };
    let shade = (KEPT..=1.0).contains(&kept_dark).then_some((kept_dark, 0.0));
    let tint = (KEPT..=1.0).contains(&kept_light).then_some((kept_light, 1.0));
    let ways = [shade, tint].into_iter().flatten();
    let (kept, toward) = ways.max_by(|a, b| a.0.total_cmp(&b.0))?;
    mixed(color, ground, kept, toward, wanted)
}

/// `kept` of a colour's light and the rest of black or white, a little more of these where rounding has cost too much.
fn mixed(Rgb(channels): Rgb, ground: Rgb, kept: f64, toward: f64, wanted: f64) -> Option<Rgb> {
    let level = |channel: u8, kept: f64| {
        let light = linear(channel) * kept + toward * (1.0 - kept);
        let level = encoded(light) * 255.0;
        (if toward > 0.0 { level.ceil() } else { level.floor() }).clamp(0.0, 255.0) as u8
    };
    let steps = (0..20).map(|step| kept - f64::from(step) * 0.005);
    let mut tries = steps.map(|kept| Rgb(channels.map(|channel| level(channel, kept))));
    tries.find(|rgb| contrast(*rgb, ground) >= wanted)
}

/// Light of a channel, 0 to 1 (sRGB, IEC 61966-2-1).
fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn encoded(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hue in degrees, of a colour that has one.
    fn hue(Rgb(channels): Rgb) -> f64 {
        let [r, g, b] = channels.map(linear);
        (3.0_f64.sqrt() * (g - b)).atan2(2.0 * r - g - b).to_degrees()
    }

    #[test]
    fn what_is_nearly_dark_enough_becomes_so_in_its_hue() {
        for color in [Rgb([0xf5, 0x82, 0x20]), Rgb([0x3f, 0x9c, 0xd6]), Rgb([0x5a, 0xa9, 0x4b]), Rgb([0xe8, 0x3e, 0x8c])] {
            assert!(contrast(color, Rgb::WHITE) < 4.5, "{color:?} is wanted as one that cannot be read");
            let made = readable(color, Rgb::WHITE, 4.5).expect("it can be adjusted");
            assert!((4.5..4.9).contains(&contrast(made, Rgb::WHITE)), "{color:?} became {made:?}: more than it must");
            assert!((hue(made) - hue(color)).abs() < 3.0, "{color:?} became {made:?}");
        }
    }

    #[test]
    fn on_a_dark_ground_it_becomes_lighter() {
        let (navy, ground) = (Rgb([0x2b, 0x4f, 0x9e]), Rgb([0x12, 0x18, 0x22]));
        let made = readable(navy, ground, 4.5).expect("it can be adjusted");
        assert!(luminance(made) > luminance(navy) && contrast(made, ground) >= 4.5, "{made:?}");
    }

    #[test]
    fn yellow_does_not_become_brown() {
        assert_eq!(readable(Rgb([0xff, 0xd4, 0x00]), Rgb::WHITE, 4.5), None);
        assert_eq!(readable(Rgb::WHITE, Rgb::WHITE, 4.5), None);
        assert_eq!(readable(Rgb::BLACK, Rgb::BLACK, 4.5), None);
    }
}
