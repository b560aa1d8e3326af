//! The soft proof: what press or printer will make of a product, as a picture, with the trim, the bleed, the safe area
//! and everything found drawn over it and named below. Made of the finished bytes, also where a mistake keeps the
//! product itself from being delivered.

use super::canvas::{Anchor, Canvas, LineStyle};
use crate::check::ink::Separations;
use crate::color::{Color, Profile};
use crate::diag::{Diagnostic, Severity, checks};
use crate::display::{Draw, Face, Meta, Page, Pixels, Raster, Turn};
use crate::export::ExportError;
use crate::export::png;
use crate::geom::{Length, Point, Rect, Size};
use crate::model::Project;
use crate::plan::Job;
use crate::product::slug::{self, Letters};
use crate::product::{Proofable, WorkerCaches, proofable};
use crate::text::Typesetter;
use std::sync::Arc;

/// A proof of one product.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The same pages as one file.
    pub pdf: Vec<u8>,
    /// A PNG a page.
    pub pages: Vec<Vec<u8>>,
}

/// Pixels an inch of the picture under the lines.
const DPI: f64 = 100.0;
const TRIM: [u8; 3] = [230, 0, 120];
const BLEED: [u8; 3] = [0, 110, 220];
const SAFE: [u8; 3] = [0, 150, 70];
const WRONG: [u8; 3] = [220, 30, 30];
const DOUBTFUL: [u8; 3] = [230, 140, 0];
const INK: [u8; 3] = [30, 30, 30];
/// Lines and words of the proof.
const LINE: Length = Length::emu(12_700);
const SIZE: Length = Length::emu(8 * 12_700);
const PITCH: Length = Length::emu(12 * 12_700);
const EDGE: Length = Length::emu(12 * 12_700);

/// Makes the proof of a product. Nothing where it does not come as far as sheets; what was found tells why.
pub fn proof(project: &Project, job: &Job, caches: &mut WorkerCaches) -> (Option<Proof>, Vec<Diagnostic>) {
    let (made, mut found) = proofable(project, job, caches);
    let Some(made) = made else { return (None, found) };
    match drawn(project, job, &made, &found, &mut caches.typesetter) {
        Ok(proof) => (Some(proof), found),
        Err(why) => {
            found.push(Diagnostic::error(&checks::BACK_END, job.origin, format!("no proof: {why}")));
            (None, found)
        }
    }
}

fn drawn(
    project: &Project,
    job: &Job,
    made: &Proofable,
    found: &[Diagnostic],
    typesetter: &mut Typesetter,
) -> Result<Proof, ExportError> {
    let pictures = pictures(made)?;
    let safe = project.formats.get(&job.format).map_or(Length::ZERO, |format| format.safe);
    let mut canvas = Canvas::new(project, typesetter);
    for (index, (page, picture)) in made.sheets.pages.iter().zip(pictures).enumerate() {
        let mut sheet = Sheet(&mut canvas);
        sheet.picture(index, page, picture);
        sheet.boxes(page, &made.sheets.faces, safe);
        let legend = sheet.findings(page, &made.sheets.faces, found);
        let height = sheet.legend(page, &legend);
        canvas.page(Size::new(page.sheet.width, height), &page.name);
    }
    let pdf = canvas.pdf(Meta { title: format!("{} (proof)", made.sheets.meta.title), ..made.sheets.meta.clone() })?;
    let pages = png::render(&pdf, DPI)?;
    Ok(Proof { pdf, pages })
}

/// Each page as it will look: for press through the plates and the profile of the printing condition.
fn pictures(made: &Proofable) -> Result<Vec<(u32, u32, Vec<u8>)>, ExportError> {
    let Some(profile) = &made.profile else {
        let viewer = png::Viewer::open(&made.pdf)?;
        let look = viewer.look();
        let page = |i| look.page(i, DPI).map(|pixels| (pixels.width, pixels.height, pixels.rgb));
        return (0..viewer.pages()).map(page).collect();
    };
    let faces: Vec<&Face> = made.sheets.faces.iter().collect();
    let spots = slug::spots(&faces);
    let named: Vec<(String, [f32; 4])> = spots
        .iter()
        .filter_map(|color| match color {
            Color::Spot { name, alternate, .. } => Some((name.to_string(), *alternate)),
            _ => None,
        })
        .collect();
    let names: Vec<String> = named.iter().map(|(name, _)| name.clone()).collect();
    let plates = Separations::of(&made.pdf, &names, DPI)?;
    let pages = plates.pages.iter().map(|page| {
        let inks: Vec<u8> = (0..page.width * page.height)
            .flat_map(|pixel| {
                let mut inks = [0, 1, 2, 3].map(|i| f32::from(page.separations[i][pixel]));
                for (plate, (_, alternate)) in page.separations[4..].iter().zip(&named) {
                    let tint = f32::from(plate[pixel]);
                    inks.iter_mut().zip(alternate).for_each(|(ink, part)| *ink += tint * part);
                }
                inks.map(|ink| ink.min(255.0).round() as u8)
            })
            .collect();
        Ok((page.width as u32, page.height as u32, soft(profile, &inks)))
    });
    pages.collect()
}

fn soft(profile: &Profile, inks: &[u8]) -> Vec<u8> {
    profile.proof(inks).unwrap_or_else(|| {
        let (pixels, _) = inks.as_chunks::<4>();
        pixels.iter().flat_map(|pixel| profile.looks(pixel.map(|ink| f32::from(ink) / 255.0)).0).collect()
    })
}

/// One page of the proof.
struct Sheet<'c, 'a>(&'c mut Canvas<'a>);

impl Sheet<'_, '_> {
    fn picture(&mut self, index: usize, page: &Page, (width, height, rgb): (u32, u32, Vec<u8>)) {
        let raster = Raster { width, height, hash: index as u64, pixels: Pixels::Rgb { data: rgb.into(), mask: None } };
        self.0.draw(Draw::Image { raster: Arc::new(raster), rect: page.sheet.at(Length::ZERO, Length::ZERO), turn: Turn::None });
    }

    fn outline(&mut self, rect: Rect, color: [u8; 3], dash: &'static [f64]) {
        self.0.rect(rect, &LineStyle::dashed(color, LINE.to_points(), dash));
    }

    fn boxes(&mut self, page: &Page, faces: &[Face], safe: Length) {
        if page.bleed != page.trim {
            self.outline(page.bleed, BLEED, &[]);
        }
        for placement in &page.placements {
            let trim = faces[placement.face].trim;
            let cell = placement.on_sheet(trim.at(Length::ZERO, Length::ZERO), trim);
            self.outline(cell, TRIM, &[]);
            self.outline(cell.outset(-safe), SAFE, &[4.0, 3.0]);
        }
    }

    /// Frames round what was found, once for each face, with numbers; the lines that explain them.
    fn findings(&mut self, page: &Page, faces: &[Face], found: &[Diagnostic]) -> Vec<([u8; 3], String)> {
        let mut lines = Vec::new();
        for diagnostic in found {
            let number = lines.len() + 1;
            let color = if diagnostic.severity == Severity::Error { WRONG } else { DOUBTFUL };
            let place = diagnostic.about.as_ref().and_then(|about| about.place.as_ref());
            let here = place.and_then(|(name, rect)| {
                let placement = page.placements.iter().find(|p| faces[p.face].name == *name)?;
                Some(placement.on_sheet(*rect, faces[placement.face].trim))
            });
            if place.is_some() && here.is_none() {
                // It is on the other side of the sheet.
                continue;
            }
            if let Some(rect) = here {
                self.outline(rect.outset(LINE), color, &[]);
                self.words(&number.to_string(), Point::new(rect.x, rect.y - LINE * 3), color);
            }
            lines.push((color, format!("{number}  {}: {}", diagnostic.check.name, diagnostic.message)));
        }
        lines
    }

    /// What the lines mean, below the sheet; the height of it all.
    fn legend(&mut self, page: &Page, findings: &[([u8; 3], String)]) -> Length {
        let boxes = [(TRIM, "trim"), (BLEED, "bleed"), (SAFE, "safe area")];
        let mut y = page.sheet.height + PITCH;
        let mut x = EDGE;
        for (color, name) in boxes {
            let swatch = Rect::new(x, y - SIZE.scale(0.7), SIZE.scale(0.7), SIZE.scale(0.7));
            self.0.fill(swatch, Color::Rgb(color));
            x = self.words(name, Point::new(x + SIZE, y), INK) + SIZE * 2;
        }
        let nothing = [(INK, "nothing found on this page".to_string())];
        let lines = if findings.is_empty() { &nothing[..] } else { findings };
        for (color, line) in lines {
            for part in wrapped(line, page.sheet.width) {
                y += PITCH;
                self.words(&part, Point::new(EDGE, y), *color);
            }
        }
        y + PITCH
    }

    /// Words on a baseline; where they end.
    fn words(&mut self, words: &str, at: Point, color: [u8; 3]) -> Length {
        let letters = Letters::plain(SIZE, Color::Rgb(color));
        at.x + self.0.words(words, at, &letters, Anchor::Start)
    }
}

/// Lines short enough for the width of a sheet: about half an em a letter.
fn wrapped(line: &str, width: Length) -> Vec<String> {
    let most = ((width - EDGE * 2).ratio(SIZE) / 0.52).max(20.0) as usize;
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().expect("there is always one");
        if !last.is_empty() && last.chars().count() + word.chars().count() >= most {
            lines.push(format!("    {word}"));
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
