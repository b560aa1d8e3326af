//! From sRGB to the inks of a printing condition and back, through its ICC profile: relative colorimetric with black
//! point compensation, as Adobe's programs do it.

use super::Rgb;
use super::cube::Cube;
use super::lab::{encoded, lab_of, light_of, linear, luminance_of};
use super::table::Table;
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, Transform8BitExecutor, TransformOptions};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// An output profile ready to convert colours.
#[derive(Clone)]
pub struct Profile {
    /// First 8 bytes of the blake3 of its file: tells pictures converted through it from others.
    pub id: u64,
    output: Arc<ColorProfile>,
    /// For single colours; made when the first one comes that no file states inks for.
    colors: Arc<OnceLock<Option<Colors>>>,
    /// For pictures, to inks and back; made when the first one comes.
    pictures: Arc<Mutex<Option<Cube>>>,
    proofs: Arc<OnceLock<Option<Arc<Transform8BitExecutor>>>>,
}

/// What single colours need.
struct Colors {
    to_inks: Table,
    to_lab: Table,
    /// Luminance of the darkest that the press prints in neutral inks; white is 1.
    black: f64,
}

/// Why an ICC file cannot serve as a printing condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// No ICC profile, or one without tables between colours and inks; why, in the words of the reader.
    Unreadable(String),
    /// The profile's class is not `prtr` (output), which ISO 15930-7 wants for an output intent.
    NotAnOutputProfile,
    /// Its colours are not cyan, magenta, yellow and black.
    NotCmyk,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileError::Unreadable(why) => write!(f, "it cannot be read: {why}"),
            ProfileError::NotAnOutputProfile => f.write_str("its class is not `prtr`: it does not describe a press"),
            ProfileError::NotCmyk => f.write_str("its colours are not CMYK"),
        }
    }
}

/// The ICC profile of sRGB. It is dated as the standard is: the same bytes on every day.
pub fn srgb_profile() -> Vec<u8> {
    let mut icc = ColorProfile::new_srgb().encode().expect("the profile of the crate's own making is whole");
    let date: [u16; 6] = [1999, 10, 18, 0, 0, 0];
    for (at, part) in date.into_iter().enumerate() {
        icc[DATE + at * 2..DATE + at * 2 + 2].copy_from_slice(&part.to_be_bytes());
    }
    icc
}

/// Where the date stands in the header of a profile (ICC.1, 7.2).
const DATE: usize = 24;

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
        let first = *blake3::hash(icc).as_bytes().first_chunk::<8>().expect("a hash has 32 bytes");
        let id = u64::from_le_bytes(first);
        Ok(Profile { id, output: Arc::new(output), colors: Arc::default(), pictures: Arc::default(), proofs: Arc::default() })
    }

    /// Makes sure that colours can be converted, which [`Profile::inks`] takes for granted. Needed for profiles that
    /// did not come with the program.
    pub fn prove(&self) -> Result<(), ProfileError> {
        let why = "it has no sound table between colours and inks, both ways, over CIELAB";
        self.made_colors().map(|_| ()).ok_or_else(|| ProfileError::Unreadable(why.to_string()))
    }

    /// What the profile calls itself.
    pub fn description(&self) -> String {
        use moxcms::ProfileText;
        match &self.output.description {
            Some(ProfileText::PlainString(text)) => text.clone(),
            Some(ProfileText::Localizable(texts)) => texts.first().map(|t| t.value.clone()).unwrap_or_default(),
            Some(ProfileText::Description(text)) => text.ascii_string.clone(),
            None => String::new(),
        }
    }

    /// Setting up the tables takes a moment, and a product whose colours all state their inks needs none.
    fn made_colors(&self) -> Option<&Colors> {
        self.colors.get_or_init(|| Colors::new(&self.output)).as_ref()
    }

    fn colors(&self) -> &Colors {
        self.made_colors().expect("a profile is proven before it is used")
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
        self.colors().inks([r, g, b].map(|c| f64::from(c) / 255.0)).map(|ink| whole_percent(ink as f32))
    }

    /// What inks look like on a screen, paper being white: the soft proof of a single colour.
    pub fn looks(&self, inks: [f32; 4]) -> Rgb {
        Rgb(self.colors().looks(inks.map(f64::from)).map(|c| (c * 255.0).round() as u8))
    }

    /// The most ink that any screen colour comes to, in parts of 1: 3.0 is 300 %.
    pub fn heaviest(&self) -> f64 {
        let steps = [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0];
        let at = |i: usize| steps[i % steps.len()];
        let all = (0..steps.len().pow(3)).map(|i| [at(i), at(i / steps.len()), at(i / steps.len().pow(2))]);
        all.map(|rgb| self.colors().inks(rgb).iter().sum()).fold(0.0, f64::max)
    }

    /// The darkest gray the press prints, in parts of white's luminance: what black point compensation maps black to.
    pub fn black_point(&self) -> f64 {
        self.colors().black
    }
}

impl Profile {
    /// The inks of a picture: 8-bit sRGB pixels to 8-bit CMYK, 255 = full ink. Grays stay in four inks, as the
    /// profile mixes them: photographs are smoother so.
    pub fn picture(&self, rgb: &[u8]) -> Arc<[u8]> {
        let colors = self.colors();
        let (pixels, _) = rgb.as_chunks::<3>();
        // In its last place from the beginning: a large picture is not held twice.
        let mut out: Arc<[u8]> = std::iter::repeat_n(0, pixels.len() * 4).collect();
        let (places, _) = Arc::get_mut(&mut out).expect("nobody else has it yet").as_chunks_mut::<4>();
        let mut cube = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        cube.get_or_insert_with(Cube::new).convert(pixels, &|rgb| colors.inks(rgb), places);
        out
    }

    /// What a picture in inks looks like on a screen, paper being white: 8-bit CMYK, 255 = full ink, to 8-bit sRGB.
    /// `None` where the profile has no way back for pictures.
    pub fn proof(&self, cmyk: &[u8]) -> Option<Vec<u8>> {
        let make = || self.output.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options()).ok();
        let transform = self.proofs.get_or_init(make).as_ref()?;
        let mut rgb = vec![0; cmyk.len() / 4 * 3];
        transform.transform(&cmyk[..cmyk.len() / 4 * 4], &mut rgb).ok()?;
        Some(rgb)
    }
}

fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() }
}

fn whole_percent(part: f32) -> f32 {
    (part * 100.0).round() / 100.0
}

impl Colors {
    fn new(profile: &ColorProfile) -> Option<Colors> {
        let colorimetric = profile.lut_b_to_a_colorimetric.as_ref().or(profile.lut_b_to_a_perceptual.as_ref())?;
        let back = profile.lut_a_to_b_colorimetric.as_ref().or(profile.lut_a_to_b_perceptual.as_ref())?;
        let to_inks = Table::new(colorimetric, profile.pcs, 3, 4)?;
        let to_lab = Table::new(back, profile.pcs, 4, 3)?;
        let perceptual = match &profile.lut_b_to_a_perceptual {
            Some(lut) => Some(Table::new(lut, profile.pcs, 3, 4)?),
            None => None,
        };
        let black = luminance_of(black_point(perceptual.as_ref(), &to_inks, &to_lab));
        Some(Colors { to_inks, to_lab, black })
    }

    /// Black point compensation scales XYZ so that sRGB's black (no light) becomes the darkest neutral of the press and
    /// white stays: `XYZ (1 - Y) + white Y`. All of it lies on the gray axis, so each channel of light is scaled alike.
    fn inks(&self, rgb: [f64; 3]) -> [f64; 4] {
        self.to_inks.inks(lab_of(rgb.map(|c| linear(c) * (1.0 - self.black) + self.black)))
    }

    fn looks(&self, inks: [f64; 4]) -> [f64; 3] {
        light_of(self.to_lab.lab(inks)).map(|l| encoded((l - self.black) / (1.0 - self.black)))
    }
}

/// Lightness of the darkest neutral of an output profile for the colorimetric intent (Adobe, "Black Point
/// Compensation", 2006, 3 and 4).
///
/// The first guess is where the perceptual table puts black. It stands if the colorimetric tables bring the middle of
/// the gray axis back where it was; where they bend it, the foot of a parabola through its dark part is taken.
fn black_point(perceptual: Option<&Table>, to_inks: &Table, to_lab: &Table) -> f64 {
    let guess = perceptual.map_or(0.0, |table| to_lab.lab(table.inks([0.0; 3]))[0].clamp(0.0, 50.0));
    let lightness = |step: usize| step as f64 * 100.0 / 255.0;
    let mut back: Vec<f64> = (0..256).map(|i| to_lab.lab(to_inks.inks([lightness(i), 0.0, 0.0]))[0]).collect();
    for i in (1..255).rev() {
        back[i] = back[i].min(back[i + 1]);
    }
    let (least, most) = (back[0], back[255]);
    if least >= most {
        return 0.0;
    }
    let straight = (0..256).all(|i| lightness(i) <= least + 0.2 * (most - least) || (lightness(i) - back[i]).abs() < 4.0);
    if straight {
        return guess;
    }
    let share = |l: f64| (l - least) / (most - least);
    let dark: Vec<(f64, f64)> =
        (0..256).map(|i| (lightness(i), share(back[i]))).filter(|(_, y)| (0.1..0.5).contains(y)).collect();
    foot_of_parabola(&dark).unwrap_or(0.0).clamp(0.0, 50.0)
}

/// Where the parabola that comes nearest to all points has its root, or its foot where it has none.
fn foot_of_parabola(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 3 {
        return None;
    }
    let sum = |f: &dyn Fn(f64, f64) -> f64| points.iter().map(|(x, y)| f(*x, *y)).sum::<f64>();
    let n = points.len() as f64;
    let (x1, x2, x3, x4) = (sum(&|x, _| x), sum(&|x, _| x * x), sum(&|x, _| x.powi(3)), sum(&|x, _| x.powi(4)));
    let (y0, y1, y2) = (sum(&|_, y| y), sum(&|x, y| x * y), sum(&|x, y| x * x * y));
    // Least squares for y = a x² + b x + c by Cramer's rule.
    let det = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let all = det([[x4, x3, x2], [x3, x2, x1], [x2, x1, n]]);
    if all.abs() < 1e-10 {
        return None;
    }
    let a = det([[y2, x3, x2], [y1, x2, x1], [y0, x1, n]]) / all;
    let b = det([[x4, y2, x2], [x3, y1, x1], [x2, y0, n]]) / all;
    let c = det([[x4, x3, y2], [x3, x2, y1], [x2, x1, y0]]) / all;
    if a.abs() < 1e-10 {
        return (b.abs() > 1e-10).then(|| -c / b);
    }
    let under = b * b - 4.0 * a * c;
    Some(if under <= 0.0 { -b / (2.0 * a) } else { (-b + under.sqrt()) / (2.0 * a) })
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Profile")
    }
}
