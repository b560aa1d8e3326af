//! From sRGB to the inks of a printing condition, through its ICC profile.

use super::Rgb;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, Transform8BitExecutor, TransformF32Executor,
    TransformOptions,
};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// An output profile ready to convert colours.
#[derive(Clone)]
pub struct Profile {
    output: Arc<ColorProfile>,
    /// For single colours; made when the first one comes that no file states inks for.
    colors: Arc<OnceLock<Option<Arc<TransformF32Executor>>>>,
    /// For pictures; made when the first one comes.
    pictures: Arc<OnceLock<Arc<Transform8BitExecutor>>>,
}

/// Why an ICC file cannot serve as a printing condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    Unreadable(String),
    /// The profile's class is not `prtr` (output), which ISO 15930-7 wants for an output intent.
    NotAnOutputProfile,
    NotCmyk,
}

/// Channels that differ by no more than this are a gray: nobody sees the cast, but four plates off by a hair show.
const NEUTRAL: u8 = 12;
/// A gray as dark as this is meant as black.
const DARK: u8 = 48;

impl Profile {
    /// Reads an ICC profile of class output and space CMYK.
    pub fn parse(icc: &[u8]) -> Result<Profile, ProfileError> {
        let unreadable = |e: moxcms::CmsError| ProfileError::Unreadable(e.to_string());
        let output = ColorProfile::new_from_slice(icc).map_err(unreadable)?;
        if output.profile_class != ProfileClass::OutputDevice {
            return Err(ProfileError::NotAnOutputProfile);
        }
        if output.color_space != DataColorSpace::Cmyk {
            return Err(ProfileError::NotCmyk);
        }
        if output.lut_b_to_a_colorimetric.is_none() && output.lut_b_to_a_perceptual.is_none() {
            return Err(ProfileError::Unreadable("it has no table from colours to inks".to_string()));
        }
        Ok(Profile { output: Arc::new(output), colors: Arc::default(), pictures: Arc::default() })
    }

    /// Makes sure that colours can be converted, which [`Profile::inks`] takes for granted. Needed for profiles that
    /// did not come with the program.
    pub fn prove(&self) -> Result<(), ProfileError> {
        let why = || ProfileError::Unreadable("its tables do not lead from colours to inks".to_string());
        self.colors().map(|_| ()).ok_or_else(why)
    }

    /// Setting up the tables takes milliseconds, and a product whose colours all state their inks needs none.
    fn colors(&self) -> Option<&Arc<TransformF32Executor>> {
        // moxcms names its layouts by channel count: `Rgba` is any four channels.
        let make = || ColorProfile::new_srgb().create_transform_f32(Layout::Rgb, &self.output, Layout::Rgba, options()).ok();
        self.colors.get_or_init(make).as_ref()
    }

    /// The inks that come nearest to a screen colour, in parts of 1, rounded to whole percents of ink.
    ///
    /// Black and neutral grays go to black ink alone: type and codes in four inks fringe when plates are off
    /// by a hair (notes/qr_and_typography.md, 1.1).
    pub fn inks(&self, Rgb([r, g, b]): Rgb) -> [f32; 4] {
        let (least, most) = (r.min(g).min(b), r.max(g).max(b));
        if most - least <= NEUTRAL {
            let black = if most <= DARK { 1.0 } else { 1.0 - (f32::from(most) + f32::from(least)) / 510.0 };
            return [0.0, 0.0, 0.0, whole_percent(black)];
        }
        let source = [r, g, b].map(|c| f32::from(c) / 255.0);
        let mut inks = [0.0; 4];
        let transform = self.colors().expect("a profile with a table from colours to inks gives a transform");
        transform.transform(&source, &mut inks).expect("one pixel of three channels gives one of four");
        inks.map(|ink| whole_percent(ink.clamp(0.0, 1.0)))
    }
}

impl Profile {
    /// The inks of a picture: 8-bit sRGB pixels to 8-bit CMYK, 255 = full ink. Grays stay in four inks, as the
    /// profile mixes them: photographs are smoother so.
    pub fn picture(&self, rgb: &[u8]) -> Vec<u8> {
        let transform = self.pictures.get_or_init(|| {
            ColorProfile::new_srgb()
                .create_transform_8bit(Layout::Rgb, &self.output, Layout::Rgba, options())
                .expect("the same profile has given the transform for single colours")
        });
        let mut inks = vec![0; rgb.len() / 3 * 4];
        transform.transform(&rgb[..rgb.len() / 3 * 3], &mut inks).expect("as many pixels out as in");
        inks
    }
}

fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() }
}

fn whole_percent(part: f32) -> f32 {
    (part * 100.0).round() / 100.0
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Profile")
    }
}
