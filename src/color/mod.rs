//! Colours as people write them, as screens show them and as presses print them.

mod contrast;
mod cube;
mod lab;
mod lightness;
mod parse;
mod profile;
mod table;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use contrast::{ROUGHLY, contrast, luminance};
pub use lab::difference;
pub use parse::ColorError;
pub use profile::{Profile, ProfileError, srgb_profile};

/// A colour ready to be drawn.
#[derive(Clone, PartialEq)]
pub enum Color {
    /// sRGB, for office printers and screens.
    Rgb([u8; 3]),
    /// Parts of 1: 0 is black, 1 is white.
    Gray(f32),
    /// Cyan, magenta, yellow, black in parts of 1.
    Cmyk([f32; 4]),
    /// A named ink: how much of it, and the process colour that stands in for it on a proof (at full tint).
    Spot {
        /// As the trade sells it, `PANTONE 294 C`; names the plate.
        name: Arc<str>,
        /// How much of it, in parts of 1.
        tint: f32,
        /// Cyan, magenta, yellow, black in parts of 1, at full tint; a tint takes that part of each.
        alternate: [f32; 4],
    },
    /// All plates at full strength: for marks outside the bleed only.
    Registration,
}

/// sRGB, 8 bits a channel.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

/// A colour as an author states it: how it looks, and how it is to be printed where that is stated too.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Swatch {
    /// How it looks on a screen; for a stated CMYK or spot colour a fair likeness of it.
    pub screen: Rgb,
    /// What goes on press; `None` leaves it to the printing condition.
    pub press: Option<PressInk>,
}

/// Inks an author asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum PressInk {
    /// Parts of 1.
    Cmyk([f32; 4]),
    /// An ink mixed beforehand, on a plate of its own.
    Spot {
        /// As the trade sells it, `PANTONE 294 C`; names the plate.
        name: Arc<str>,
        /// Cyan, magenta, yellow, black in parts of 1, at full tint: what a proof shows, and a press without the ink.
        alternate: [f32; 4],
    },
}

impl Hash for PressInk {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            PressInk::Cmyk(parts) => (0, parts.map(f32::to_bits)).hash(state),
            PressInk::Spot { name, alternate } => (1, name, alternate.map(f32::to_bits)).hash(state),
        }
    }
}

impl Rgb {
    /// sRGB.
    pub const BLACK: Rgb = Rgb([0, 0, 0]);
    /// sRGB.
    pub const WHITE: Rgb = Rgb([255, 255, 255]);

    /// What inks look like on white paper, roughly: for contrast and office output where nothing better is known.
    pub fn likeness([c, m, y, k]: [f32; 4]) -> Rgb {
        Rgb([c, m, y].map(|ink| (255.0 * (1.0 - ink) * (1.0 - k)).round() as u8))
    }

    /// `amount` of `self` over `ground`, in parts of 1: a tint that keeps its hue.
    pub fn over(self, ground: Rgb, amount: f32) -> Rgb {
        let mut out = [0; 3];
        for (i, channel) in out.iter_mut().enumerate() {
            let (a, b) = (f32::from(self.0[i]), f32::from(ground.0[i]));
            *channel = (b + (a - b) * amount).round() as u8;
        }
        Rgb(out)
    }
}

/// Parts of full ink, or of full light, that two neighbouring steps of a gradient are apart at most.
const NEARLY: f32 = 0.06;

impl Color {
    /// A colour between this one and another, `part` of 1 on the way; `None` where no ink lies between: a spot ink runs
    /// into itself and into white alone.
    pub fn mixed(&self, to: &Color, part: f32) -> Option<Color> {
        // In thousandths: finer than any press, and short in a file.
        let between = |a: f32, b: f32| ((a + (b - a) * part) * 1000.0).round() / 1000.0;
        let light = |gray: f32| [(gray * 255.0).round() as u8; 3];
        let rgb = |a: &[u8; 3], b: &[u8; 3]| Color::Rgb(Rgb(*b).over(Rgb(*a), part).0);
        let is_white = |color: &Color| matches!(color, Color::Cmyk([0.0, 0.0, 0.0, 0.0]));
        let tinted =
            |name: &Arc<str>, tint: f32, alternate: &[f32; 4]| Color::Spot { name: name.clone(), tint, alternate: *alternate };
        Some(match (self, to) {
            (Color::Rgb(a), Color::Rgb(b)) => rgb(a, b),
            (Color::Gray(a), Color::Gray(b)) => Color::Gray(between(*a, *b)),
            (Color::Rgb(a), Color::Gray(b)) => rgb(a, &light(*b)),
            (Color::Gray(a), Color::Rgb(b)) => rgb(&light(*a), b),
            (Color::Cmyk(a), Color::Cmyk(b)) => Color::Cmyk(std::array::from_fn(|i| between(a[i], b[i]))),
            (Color::Spot { name, tint, alternate }, Color::Spot { name: other, tint: end, .. }) if name == other => {
                tinted(name, between(*tint, *end), alternate)
            }
            (Color::Spot { name, tint, alternate }, white) if is_white(white) => tinted(name, between(*tint, 0.0), alternate),
            (white, Color::Spot { name, tint, alternate }) if is_white(white) => tinted(name, between(0.0, *tint), alternate),
            _ => return None,
        })
    }

    /// How far the two are apart in the ink, or the light, that differs the most; `None` for colours of two kinds.
    pub fn apart(&self, other: &Color) -> Option<f32> {
        let most = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        match (self, other) {
            (Color::Cmyk(a), Color::Cmyk(b)) => Some(most(a, b)),
            (Color::Gray(a), Color::Gray(b)) => Some((a - b).abs()),
            (Color::Rgb(a), Color::Rgb(b)) => Some(most(&a.map(|c| f32::from(c) / 255.0), &b.map(|c| f32::from(c) / 255.0))),
            (Color::Spot { name, tint: a, .. }, Color::Spot { name: other, tint: b, .. }) if name == other => Some((a - b).abs()),
            _ => None,
        }
    }

    /// Whether the two are as near as neighbouring steps of a gradient, where nobody sees the edge.
    pub fn is_near(&self, other: &Color) -> bool {
        self.apart(other).is_some_and(|apart| apart <= NEARLY)
    }
}

impl Swatch {
    /// A colour of screens, whose inks are worked out from the condition.
    pub fn rgb(rgb: Rgb) -> Swatch {
        Swatch { screen: rgb, press: None }
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0[0], self.0[1], self.0[2])
    }
}

impl fmt::Debug for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |p: &f32| (p * 1000.0).round() / 10.0;
        match self {
            Color::Rgb(rgb) => Rgb(*rgb).fmt(f),
            Color::Gray(g) => write!(f, "gray {}", percent(g)),
            Color::Cmyk([c, m, y, k]) => {
                write!(f, "cmyk {} {} {} {}", percent(c), percent(m), percent(y), percent(k))
            }
            Color::Spot { name, tint, .. } => write!(f, "spot `{name}` {}", percent(tint)),
            Color::Registration => f.write_str("registration"),
        }
    }
}
