//! Pictures taken off the shelf: each file read once, each drawing coloured for one product after the other.

use super::Inks;
use super::palette::Palette;
use super::picture_parts::Art;
use crate::color::{Color, Rgb};
use crate::display::{Face, Raster};
use crate::model::{Asset, Purpose};
use crate::picture::{self, Drawing, FadedPictures, Inked, PictureError, Template, Tones};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Pixels decoded so far, by the hash of their file and, for press, the profile that they were converted through: one
/// run may print for several conditions.
#[derive(Default)]
pub struct PictureShelf {
    /// Each with the number of the product that had it last.
    rasters: HashMap<RasterKey, (Arc<Raster>, usize)>,
    /// Bytes of their pixels.
    kept: usize,
    /// How many products were begun.
    products: usize,
    /// Those of them that fade into a colour.
    pub(super) faded: FadedPictures,
    drawings: Drawings,
    /// Where the ink of marks lies, by the hash of their file and whether on a dark ground.
    inked: HashMap<(u64, bool), Option<Inked>>,
}

/// Hash of the file, profile, whether in gray, and the tones that it is printed in.
type RasterKey = (u64, Option<u64>, bool, Tones);

/// Drawings read so far.
#[derive(Default)]
struct Drawings {
    /// The classes of each that may be roles, by the hash of its file.
    classes: HashMap<u64, BTreeSet<String>>,
    /// By hash, and by the classes that the theme knows.
    read: HashMap<(u64, Vec<String>), Option<Template>>,
    /// Segments of their outlines.
    kept: usize,
}

/// A picture as it is put on paper.
pub struct Shelved {
    pub art: Art,
    /// It was a drawing, and became pixels: what in it has no outlines.
    pub flattened: Option<String>,
}

impl Shelved {
    fn plain(art: Art) -> Shelved {
        Shelved { art, flattened: None }
    }
}

/// A drawing of outlines, packed or not.
pub(super) fn is_svg(path: &str) -> bool {
    let small = path.to_ascii_lowercase();
    small.ends_with(".svg") || small.ends_with(".svgz")
}

/// Whether a file begins as a JPEG does.
pub(super) fn is_jpeg(asset: &Asset) -> bool {
    asset.head().starts_with(&[0xff, 0xd8])
}

fn bytes(asset: &Asset) -> Result<Arc<[u8]>, PictureError> {
    asset.bytes().ok_or(PictureError::Changed)
}

/// More bytes of pixels than this are forgotten, but none that this product or the one before it has: in a batch everybody has
/// a logo, and all have one photograph.
const MOST_BYTES: usize = 16 << 20;
/// So are more segments of outlines, some 8 MB, ...
const MOST_SEGMENTS: usize = 150_000;
/// ... and more drawings.
const MOST_DRAWINGS: usize = 256;

impl PictureShelf {
    /// The next product is begun.
    pub fn next_product(&mut self) {
        self.products += 1;
    }

    /// Fades every picture of these faces that waits for it: see [`FadedPictures`].
    pub fn fade(&self, faces: &mut [Face]) {
        self.faded.fade(faces);
    }

    /// Forgets pictures of layouts that are not taken.
    pub fn settle(&self) {
        self.faded.settle();
    }

    /// A picture file as art for one product. A drawing takes the palette's colours by class, a mark never; PNG and JPEG become CMYK for
    /// press. Tones are for both.
    pub(super) fn art(
        &mut self,
        path: &str,
        asset: &Asset,
        palette: &Palette,
        inks: &Inks<'_>,
        (own_colors, tones): (bool, &Tones),
    ) -> Result<Shelved, PictureError> {
        if is_svg(path) {
            let color = |rgb: Rgb| {
                let rgb = tones.of(rgb);
                palette.drawn(rgb).unwrap_or_else(|| inks.drawn(rgb))
            };
            // A mark keeps the colours its owner gave it, whatever its classes are called.
            let roles = if own_colors { Vec::new() } else { palette.classes(self.drawings.classes(asset)) };
            match self.drawings.colored(asset, roles, &color) {
                Ok(drawing) => return Ok(Shelved::plain(Art::Drawing(drawing))),
                // In the colours of a theme it would be another picture for each product.
                Err(PictureError::Effect { what, element }) if own_colors => {
                    let art = self.pixels(asset, inks, &Tones::default(), || picture::flattened(&bytes(asset)?))?;
                    return Ok(Shelved { art, flattened: Some(format!("`{element}` uses {what}")) });
                }
                Err(error) => return Err(error),
            }
        }
        let read = || match tones.is_plain() {
            true => picture::raster(&bytes(asset)?),
            false => picture::toned(&bytes(asset)?, tones),
        };
        self.pixels(asset, inks, tones, read).map(Shelved::plain)
    }

    /// Where the ink of a mark lies. `None`: there is none on such a ground.
    pub(super) fn inked(&mut self, path: &str, asset: &Asset, on_dark: bool) -> Result<Option<Inked>, PictureError> {
        let key = (asset.hash, on_dark);
        if let Some(known) = self.inked.get(&key) {
            return Ok(*known);
        }
        let found = picture::inked(&bytes(asset)?, is_svg(path), on_dark)?;
        if self.inked.len() >= MOST_DRAWINGS {
            self.inked.clear();
        }
        self.inked.insert(key, found);
        Ok(found)
    }

    /// A picture of pixels in the colours that are printed.
    fn pixels(
        &mut self,
        asset: &Asset,
        inks: &Inks<'_>,
        tones: &Tones,
        read: impl FnOnce() -> Result<Arc<Raster>, PictureError>,
    ) -> Result<Art, PictureError> {
        let profile = inks.profile.filter(|_| inks.purpose == Purpose::Press);
        let key = (asset.hash, profile.map(|p| p.id), inks.ink.black, tones.clone());
        if let Some((raster, product)) = self.rasters.get_mut(&key) {
            *product = self.products;
            return Ok(Art::Raster(Arc::clone(raster)));
        }
        let mut raster = read()?;
        if let Some(profile) = profile {
            raster = Arc::new(picture::to_press(&raster, profile)?);
        }
        if inks.ink.black {
            raster = Arc::new(picture::to_gray(&raster)?);
        }
        if !tones.is_plain() && !tones.open && is_jpeg(asset) {
            raster = Arc::new(picture::packed(&raster));
        }
        self.kept += raster.pixels.bytes();
        if self.kept > MOST_BYTES {
            self.rasters.retain(|_, (_, product)| *product + 1 >= self.products);
            let kept = self.rasters.values().map(|(raster, _)| raster.pixels.bytes());
            self.kept = kept.sum::<usize>() + raster.pixels.bytes();
        }
        self.rasters.insert(key, (Arc::clone(&raster), self.products));
        Ok(Art::Raster(raster))
    }
}

impl Drawings {
    fn classes(&mut self, asset: &Asset) -> &BTreeSet<String> {
        self.classes.entry(asset.hash).or_insert_with(|| asset.bytes().map(|bytes| picture::classes(&bytes)).unwrap_or_default())
    }

    /// A drawing in the colours of one product.
    fn colored(
        &mut self,
        asset: &Asset,
        roles: Vec<(String, Rgb)>,
        color: &dyn Fn(Rgb) -> Color,
    ) -> Result<Arc<Drawing>, PictureError> {
        let (names, colors): (Vec<String>, Vec<Rgb>) = roles.into_iter().unzip();
        let key = (asset.hash, names);
        let names: Vec<&str> = key.1.iter().map(String::as_str).collect();
        if !self.read.contains_key(&key) {
            let template = Template::read(&bytes(asset)?, &names)?;
            self.kept += template.as_ref().map_or(0, Template::segments);
            if self.kept > MOST_SEGMENTS || self.read.len() >= MOST_DRAWINGS {
                *self = Drawings { kept: template.as_ref().map_or(0, Template::segments), ..Drawings::default() };
            }
            self.read.insert(key.clone(), template);
        }
        if let Some(Some(template)) = self.read.get_mut(&key) {
            return Ok(template.colored(&colors, color));
        }
        let classes: Vec<(&str, Rgb)> = names.into_iter().zip(colors).collect();
        picture::vector(&bytes(asset)?, &classes, color).map(Arc::new)
    }
}
