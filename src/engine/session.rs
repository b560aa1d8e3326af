//! A project held in memory for somebody who looks at it while it is changed: read, planned, its products looked at one by
//! one and turned into pictures, without a file being written. `serve` stands on this page.
//!
//! ```
//! use handbill::engine::session::{Eyes, Session, picture};
//! use handbill::engine::WorkerCaches;
//! use handbill::product::{Depth, look};
//! use handbill::{plan, world};
//!
//! let words = "title = 'Pay day'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Soup at six'\n";
//! let order = "[project]\nname = 'Soup'\n[[make]]\ncontent = 'soup'\nformats = ['sticker-3x5']\norgs = 'all'\n";
//! let files = [("handbill.toml", order), ("content/soup.toml", words), ("content/orgs/kitchen.toml", "name = 'Kitchen'")];
//! let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
//! let request = plan::Request::everything("2026-11-28".parse().unwrap());
//! let reading = Session { world: world::World::memory(files.into()), request }.read();
//! let mut caches = WorkerCaches::new(&reading.project, None);
//! let (looked, found) = look(&reading.project, &reading.jobs[0], Depth::Faces, &mut caches);
//! assert_eq!(found, []);
//! let png = picture(&looked.unwrap().faces, 0, 96.0, Eyes::Usual).unwrap();
//! assert!(png.starts_with(b"\x89PNG"));
//! ```

use super::planned::{Planned, planned};
use super::{BuildRequest, Outcome, Watch, affected_jobs};
use crate::bind::bind;
use crate::deliver::key::ORDER_SHEET;
use crate::diag::{Diagnostic, checks};
pub use crate::export::ExportError;
use crate::export::pdf::Separator;
use crate::export::pdf::pdf_facts::PdfFacts;
use crate::export::png::Viewer;
use crate::model::{Project, Translated};
use crate::plan::{Job, Request};
use crate::resolve::is_stale;
use crate::syntax::{self, Chunk, Given, Wanted};
use crate::world::World;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

/// Where a project lies, and what of it is wanted.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its files over the built-in ones.
    pub world: World,
    /// What of it is planned.
    pub request: Request,
}

/// A project as it is now, with everything that it asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// As read, whatever mistakes it has.
    pub project: Project,
    /// All that the request asks for, sorted by output path.
    pub jobs: Vec<Job>,
    /// What reading, planning and proofreading have found.
    pub found: Vec<Diagnostic>,
    /// Output paths of the jobs that it stops.
    pub stopped: BTreeSet<String>,
}

impl Session {
    /// Reads and plans the whole project, however many organizations it has: none is left out of what a page shows.
    pub fn read(&self) -> Reading {
        self.read_chunk(Chunk::ALL)
    }

    /// The same with as many organizations as a screen shows, however many there are: for a first page that waits for no
    /// others. [`Project::is_chunk`] says whether there are more.
    pub fn read_beginning(&self) -> Reading {
        self.read_chunk(Chunk::SCREEN)
    }

    fn read_chunk(&self, chunk: Chunk) -> Reading {
        let (project, mut found) = syntax::read_chunk(&self.world.anew(), &Wanted::Made, &Given::default(), chunk);
        let Planned { jobs, found: planned, .. } = planned(&project, &self.request);
        let stopped = affected_jobs::affected(&project, &found, &planned, &jobs);
        found.extend(planned);
        Reading { project, jobs, found, stopped: stopped.into_keys().collect() }
    }
}

impl Session {
    /// Makes and writes what a request asks for, exactly as `handbill build` does.
    pub fn build(&self, request: &BuildRequest, stop: &AtomicBool, watch: &mut dyn Watch) -> Outcome {
        let world = self.world.anew();
        let read = |chunk| syntax::read_chunk(&world, &Wanted::Made, &Given::default(), chunk);
        super::build(read(Chunk::FIRST), &read, world.root(), request, stop, watch)
    }
}

impl Reading {
    /// What was found in the files, and in the rows of tables, that a product is made from.
    pub fn about(&self, job: &Job) -> Vec<Diagnostic> {
        let made_from = bind(&self.project, job).map(|product| product.dependencies()).unwrap_or_default();
        let order = |file| self.project.sources.path(file) == Some(ORDER_SHEET);
        let in_row = |d: &Diagnostic| made_from.rows.iter().any(|row| row.touches(d.span));
        let concerns = |d: &&Diagnostic| match self.project.sources.table(d.span.file) {
            Some(_) => in_row(d),
            None => d.span.is_none() || made_from.files.contains(&d.span.file) || order(d.span.file),
        };
        let is_of_purpose = |d: &&Diagnostic| {
            d.about.as_ref().is_none_or(|about| about.purpose.is_empty() || about.purpose == job.purpose.name())
        };
        self.found.iter().filter(concerns).filter(is_of_purpose).cloned().collect()
    }

    /// Whether nobody who is named has read the words of a product in one of its languages.
    pub fn is_draft(&self, job: &Job) -> bool {
        let Some(content) = self.project.contents.get(&job.content) else { return false };
        let translations =
            job.languages().filter_map(|tag| self.project.translations.get(&(job.content.clone(), tag.to_string())));
        translations.into_iter().any(|translation| {
            let unread = |words: &Translated| !words.review.over(&translation.review).is_reviewed();
            is_stale(content, translation) || translation.blocks.values().any(unread)
        })
    }

    /// Whether a file is no TOML at the moment: somebody is in the middle of a line.
    pub fn is_broken(&self) -> bool {
        self.found.iter().any(|d| d.is_error() && [&checks::SYNTAX, &checks::UNREADABLE_FILE].contains(&d.check))
    }
}

/// Whose eyes a picture is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Eyes {
    /// As most people see.
    #[default]
    Usual,
    /// A printer or copier without colour.
    Gray,
    /// Without cones for green, red or blue.
    Deutan,
    /// The same for red.
    Protan,
    /// The same for blue.
    Tritan,
    /// One ink of a press file by itself, from 0, in the order of [`inks`].
    Plate(u8),
}

/// A page of a PDF as a PNG.
///
/// # Errors
/// What the reader of the file says.
pub fn picture(pdf: &[u8], page: usize, dpi: f64, eyes: Eyes) -> Result<Vec<u8>, ExportError> {
    if let Eyes::Plate(ink) = eyes {
        return plate(pdf, page, dpi, usize::from(ink));
    }
    let viewer = Viewer::open(pdf)?;
    let dpi = viewer.dpi_within(page, dpi, MOST_PIXELS);
    let mut pixels = viewer.look().page(page, dpi)?;
    if let Some(seen) = seen_by(eyes) {
        pixels.rgb.chunks_exact_mut(3).for_each(seen);
    }
    png(&pixels.rgb, pixels.width, pixels.height)
}

/// Enough for a screen, also where a page is a poster.
const MOST_PIXELS: f64 = 6e6;

fn plate(pdf: &[u8], page: usize, dpi: f64, ink: usize) -> Result<Vec<u8>, ExportError> {
    let name = inks(pdf).into_iter().nth(ink).ok_or(ExportError::NoInk)?;
    let viewer = Viewer::open(&Separator::open(pdf)?.plate(&name)?)?;
    let dpi = viewer.dpi_within(page, dpi, MOST_PIXELS);
    let pixels = viewer.look().page(page, dpi)?;
    png(&pixels.rgb, pixels.width, pixels.height)
}

/// The inks of a press file: cyan, magenta, yellow, black, then spot inks by name.
pub fn inks(pdf: &[u8]) -> Vec<String> {
    let spots: Vec<String> = PdfFacts::of(pdf).map(|facts| facts.spots().into_iter().collect()).unwrap_or_default();
    Separator::inks(&spots)
}

/// How a colour is changed for some eyes; nothing for the usual ones.
fn seen_by(eyes: Eyes) -> Option<fn(&mut [u8])> {
    match eyes {
        Eyes::Usual | Eyes::Plate(_) => None,
        Eyes::Gray => Some(|pixel| {
            let light = (u32::from(pixel[0]) * 299 + u32::from(pixel[1]) * 587 + u32::from(pixel[2]) * 114) / 1000;
            pixel.fill(light as u8);
        }),
        Eyes::Deutan => Some(|pixel| through(pixel, &DEUTAN)),
        Eyes::Protan => Some(|pixel| through(pixel, &PROTAN)),
        Eyes::Tritan => Some(|pixel| through(pixel, &TRITAN)),
    }
}

/// Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), at
/// severity 1; for light, not for coded values.
const PROTAN: [[f32; 3]; 3] =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
const DEUTAN: [[f32; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
const TRITAN: [[f32; 3]; 3] =
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]];

fn through(pixel: &mut [u8], matrix: &[[f32; 3]; 3]) {
    // A square is near enough to the curve of sRGB for a look.
    let light = [0, 1, 2].map(|i| (f32::from(pixel[i]) / 255.0).powi(2));
    for (value, row) in pixel.iter_mut().zip(matrix) {
        let sum: f32 = row.iter().zip(light).map(|(part, light)| part * light).sum();
        *value = (sum.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8;
    }
}

/// Packed as fast as may be: it goes to a browser on the same machine.
fn png(rgb: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub);
    encoder.write_image(rgb, width, height, ExtendedColorType::Rgb8).map_err(|e| ExportError::Png(e.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_and_green_are_alike_without_cones_for_green() {
        let seen = |mut pixel: [u8; 3]| {
            seen_by(Eyes::Deutan).expect("it changes colours")(&mut pixel);
            pixel
        };
        let (red, green) = (seen([200, 60, 60]), seen([60, 120, 60]));
        let apart = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).map(|(a, b)| i32::from(*a).abs_diff(i32::from(b))).max();
        assert!(apart(red, green) < apart([200, 60, 60], [60, 120, 60]));
        assert_eq!(seen([255; 3]), [255; 3], "paper stays paper");
    }

    #[test]
    fn no_organization_is_left_out_of_a_large_project() {
        let count = Chunk::WHOLE + 5;
        let words = "title = 'Pay day'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Soup at six'\n";
        let order = "[project]\nname = 'Soup'\n[[make]]\ncontent = 'soup'\nformats = ['sticker-3x5']\norgs = 'all'\n";
        let orgs = (0..count).map(|i| (format!("content/orgs/org-{i:04}.toml"), format!("name = 'Kitchen {i}'")));
        let files =
            [("handbill.toml", order), ("content/soup.toml", words)].map(|(path, text)| (path.to_string(), text.to_string()));
        let files = files.into_iter().chain(orgs).map(|(path, text)| (path, text.into_bytes())).collect();
        let request = Request::everything("2026-11-28".parse().expect("a day"));
        let session = Session { world: World::memory(files), request };
        assert_eq!(session.read().jobs.len(), count);
        let beginning = session.read_beginning();
        assert!(beginning.project.is_chunk && beginning.found.is_empty(), "{:?}", beginning.found);
        assert!((1..100).contains(&beginning.jobs.len()) && beginning.project.organizations == count);
    }
}
