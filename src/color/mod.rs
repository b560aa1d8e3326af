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

pub use contrast::{contrast, luminance};
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
