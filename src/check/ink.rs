//! Ink on paper, measured on the plates of a finished file: how much of all inks together lies where most lies.

use crate::export::pdf::separations;
use crate::export::png::Viewer;
use crate::model::Tool;

/// Total ink of a page where it is heaviest.
#[derive(Clone, Debug, PartialEq)]
pub struct Heaviest {
    /// From 1.
    pub page: usize,
    /// All inks together, in parts of 1: 2.4 is 240 %.
    pub total: f64,
    /// Of each ink there, in the order of [`Separations::inks`].
    pub each: Vec<f64>,
    /// In points from the top left corner of the page.
    pub at: [f64; 2],
}

/// The plates of a file, rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Separations {
    /// Process inks, then spot inks.
    pub inks: Vec<String>,
    /// Pages, each with one plate an ink: how much ink in 255ths, row by row.
    pub pages: Vec<Page>,
    pub dpi: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub width: usize,
    pub height: usize,
    pub separations: Vec<Vec<u8>>,
}

/// Pixels of a page whose ink is measured: 24 x 36 inches at 100 dpi have 8.6 million.
const MOST_PIXELS: f64 = 10e6;

impl Separations {
    /// Separates and renders a file.
    pub fn of(pdf: &[u8], spots: &[String], dpi: f64) -> Result<Separations, String> {
        let mut inks = Vec::new();
        let mut pages: Vec<Page> = Vec::new();
        for (ink, plate) in separations(pdf, spots)? {
            inks.push(ink);
            let viewer = Viewer::open(&plate)?;
            let look = viewer.glance();
            for index in 0..viewer.pages() {
                let pixels = look.page(index, dpi)?;
                let gray: Vec<u8> = pixels.gray().into_iter().map(|light| 255 - light).collect();
                if index == pages.len() {
                    let (width, height) = (pixels.width as usize, pixels.height as usize);
                    pages.push(Page { width, height, separations: Vec::new() });
                }
                pages[index].separations.push(gray);
            }
        }
        Ok(Separations { inks, pages, dpi })
    }

    /// Where each page has the most ink, one page after the other: as many pages as a file has, in the memory of one. What
    /// is larger than a wall is looked at more coarsely. `within` as in [`Separations::heaviest`].
    pub fn heaviest_of(
        pdf: &[u8],
        spots: &[String],
        dpi: f64,
        within: &[[f64; 4]],
    ) -> Result<(Vec<String>, Vec<Heaviest>), String> {
        let (inks, files): (Vec<String>, Vec<Vec<u8>>) = separations(pdf, spots)?.into_iter().unzip();
        let viewers = files.iter().map(|plate| Viewer::open(plate)).collect::<Result<Vec<Viewer>, String>>()?;
        let pages = viewers.iter().map(Viewer::pages).min().unwrap_or(0);
        let mut all = Vec::new();
        for index in 0..pages {
            let dpi = viewers.first().map_or(dpi, |viewer| viewer.dpi_within(index, dpi, MOST_PIXELS));
            let mut page = Page::default();
            for viewer in &viewers {
                let pixels = viewer.glance().page(index, dpi)?;
                (page.width, page.height) = (pixels.width as usize, pixels.height as usize);
                page.separations.push(pixels.gray().into_iter().map(|light| 255 - light).collect());
            }
            let separations = Separations { inks: inks.clone(), pages: vec![page], dpi };
            let part = within.get(index).map(std::slice::from_ref).unwrap_or_default();
            all.extend(separations.heaviest(part).into_iter().map(|heaviest| Heaviest { page: index + 1, ..heaviest }));
        }
        Ok((inks, all))
    }

    /// Where each page has the most ink. Looked at in squares of two pixels, so that the edge of two areas does not
    /// count for both.
    ///
    /// `within`: for each page, the part that counts, `[left, top, right, bottom]` in points from the top left corner;
    /// marks outside of the bleed are cut off. Inks of tools are not printed and do not count.
    pub fn heaviest(&self, within: &[[f64; 4]]) -> Vec<Heaviest> {
        let printed: Vec<bool> = self.inks.iter().map(|ink| Tool::ALL.iter().all(|tool| tool.ink() != ink)).collect();
        let of_page = |(i, page): (usize, &Page)| {
            let (mut most, mut at) = (0_u32, 0_usize);
            let separations: Vec<&Vec<u8>> =
                page.separations.iter().zip(&printed).filter(|(_, p)| **p).map(|(plate, _)| plate).collect();
            let total = |pixel: usize| separations.iter().map(|plate| u32::from(plate[pixel])).sum::<u32>();
            let whole = [0.0, 0.0, f64::INFINITY, f64::INFINITY];
            let part = within.get(i).unwrap_or(&whole).map(|points| points * self.dpi / 72.0);
            let (left, top) = (part[0].ceil().max(0.0) as usize, part[1].ceil().max(0.0) as usize);
            let right = (part[2].floor().max(0.0) as usize).min(page.width);
            let bottom = (part[3].floor().max(0.0) as usize).min(page.height);
            for y in top..bottom.saturating_sub(1) {
                for x in left..right.saturating_sub(1) {
                    let pixel = y * page.width + x;
                    // The least of the four: an edge is lighter on one side.
                    let square = [pixel, pixel + 1, pixel + page.width, pixel + page.width + 1];
                    let least = square.into_iter().map(total).min().unwrap_or(0);
                    if least > most {
                        (most, at) = (least, pixel);
                    }
                }
            }
            let to_points = |pixels: usize| pixels as f64 * 72.0 / self.dpi;
            Heaviest {
                page: i + 1,
                total: f64::from(most) / 255.0,
                each: page.separations.iter().map(|plate| plate.get(at).map_or(0.0, |ink| f64::from(*ink) / 255.0)).collect(),
                at: [to_points(at % page.width.max(1)), to_points(at / page.width.max(1))],
            }
        };
        self.pages.iter().enumerate().map(of_page).collect()
    }
}
