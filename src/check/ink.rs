//! Ink on paper, measured on the plates of a finished file: how much of all inks together lies where most lies.

use crate::display::{Pixels, Raster};
use crate::export::ExportError;
use crate::export::pdf::{Separator, separations};
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
    /// Pixels an inch at which the plates were rendered.
    pub dpi: f64,
}

/// A page of a finished file with its inks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Pixels of a row.
    pub width: usize,
    /// How many rows there are.
    pub height: usize,
    /// A plate an ink, in the order of [`Separations::inks`]: 0 is bare paper, 255 full ink; row by row from the top.
    pub separations: Vec<Vec<u8>>,
}

/// The most ink of a picture in the four inks, in parts of 1. Looked at in squares that are `across` to its width, and of
/// four neighbours the least, so that neither a pixel nor an edge counts. `None` for a picture that is not in inks, or lets something through: what lies
/// under it has to be seen too.
pub fn heaviest_of_picture(raster: &Raster, across: usize) -> Option<f64> {
    let Pixels::Cmyk { data, mask: None } = &raster.pixels else { return None };
    let (width, height) = (raster.width as usize, raster.height as usize);
    let side = (width / across.max(1)).max(1);
    let (columns_across, rows) = (width.div_ceil(side), height.div_ceil(side));
    let mut sums = vec![(0_u64, 0_u64); columns_across * rows];
    // Row upon row first, for whole rows are added at once.
    let mut columns = vec![0_u32; width * 4];
    for (band, line) in data.chunks(width * 4 * side).zip(sums.chunks_exact_mut(columns_across)) {
        columns.fill(0);
        for row in band.chunks_exact(width * 4) {
            columns.iter_mut().zip(row).for_each(|(sum, ink)| *sum += u32::from(*ink));
        }
        for (cell, inks) in line.iter_mut().zip(columns.chunks(side * 4)) {
            let pixels = (inks.len() / 4 * (band.len() / (width * 4))) as u64;
            *cell = (inks.iter().map(|sum| u64::from(*sum)).sum(), pixels);
        }
    }
    let ink = |x: usize, y: usize| {
        let (sum, count) = sums[y * columns_across + x];
        sum as f64 / count.max(1) as f64 / 255.0
    };
    let mut most = 0.0_f64;
    for y in 0..rows.saturating_sub(1).max(1) {
        for x in 0..columns_across.saturating_sub(1).max(1) {
            let (right, under) = ((x + 1).min(columns_across - 1), (y + 1).min(rows - 1));
            let least = [ink(x, y), ink(right, y), ink(x, under), ink(right, under)].into_iter().fold(f64::INFINITY, f64::min);
            most = most.max(least);
        }
    }
    Some(most)
}

/// Pixels of a page whose ink is measured: 24 x 36 inches at 100 dpi have 8.6 million.
const MOST_PIXELS: f64 = 10e6;

/// A side of the trim that art touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// `top`, `right`, `bottom` or `left`, as the page is shown.
    pub side: &'static str,
    /// Where it touches the trim there is nothing at the edge of the bleed.
    pub stops: bool,
}

/// Bytes of all plates of a file that stay open at a time, and of all pixels that are held.
const MOST_OPEN: usize = 60 << 20;
const MOST_HELD: f64 = 60e6;
/// In 255ths of full ink: what is no more than the blur of rendering, and what is art.
const FAINT: u8 = 3;
const ART: u32 = 20;
/// Two pixels of one colour, and of two.
const SAME: u8 = 8;
const OTHER: u8 = 64;
/// A shorter stretch along the trim is the corner of something: 3 mm in points.
const SIDE: f64 = 8.5;
/// A shorter stretch where two colours meet on the trim, or art stops on a side where more art runs on, is a part of a drawing,
/// such as the trunk of a tree: 15 mm in points, and this part of the side.
const PANEL_SIDE: f64 = 42.5;
const PANEL_PART: f64 = 0.12;
/// From the pixel inside of the trim to the first that surely lies past it: what turns further out has some bleed.
const ON_TRIM: f64 = 3.0;

impl Separations {
    /// Separates and renders a file.
    pub fn of(pdf: &[u8], spots: &[String], dpi: f64) -> Result<Separations, ExportError> {
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

    /// Each page of a file in turn, in the memory of a few: what is larger than a wall is looked at more coarsely.
    /// `see` gets the number of the page from 0, what shows it, and its plates.
    pub fn each_page(
        pdf: &[u8],
        spots: &[String],
        dpi: f64,
        mut see: impl FnMut(usize, &Viewer, &Separations),
    ) -> Result<Vec<String>, ExportError> {
        let separator = Separator::open(pdf)?;
        let inks = Separator::inks(spots);
        let first = separator.plate(&inks[0])?;
        let viewer = Viewer::open(&first)?;
        let pages = viewer.pages();
        let pixels = |index: usize| {
            let dpi = viewer.dpi_within(index, dpi, MOST_PIXELS);
            viewer.size(index).map_or(0.0, |[width, height]| width / 72.0 * (height / 72.0) * dpi * dpi)
        };
        // A file that is small stays open once for each ink; of a large one as many pages as memory holds are looked at,
        // ink after ink.
        let all_open = first.len().max(pdf.len()) * inks.len() <= MOST_OPEN;
        drop(first);
        let mut open: Vec<Viewer> = Vec::new();
        if all_open {
            open = inks.iter().map(|ink| Viewer::open(&separator.plate(ink)?)).collect::<Result<_, ExportError>>()?;
        }
        let mut start = 0;
        while start < pages {
            let mut end = start + 1;
            let mut held = pixels(start);
            while !all_open && end < pages && (held + pixels(end)) * inks.len() as f64 <= MOST_HELD {
                held += pixels(end);
                end += 1;
            }
            let mut chunk: Vec<Page> = vec![Page::default(); end - start];
            for (i, ink) in inks.iter().enumerate() {
                let own;
                let plate = match open.get(i) {
                    Some(plate) => plate,
                    None => {
                        own = Viewer::open(&separator.plate(ink)?)?;
                        &own
                    }
                };
                let look = plate.glance();
                for (page, index) in chunk.iter_mut().zip(start..) {
                    let pixels = look.page(index, viewer.dpi_within(index, dpi, MOST_PIXELS))?;
                    (page.width, page.height) = (pixels.width as usize, pixels.height as usize);
                    page.separations.push(pixels.gray().into_iter().map(|light| 255 - light).collect());
                }
            }
            for (page, index) in chunk.into_iter().zip(start..) {
                let dpi = viewer.dpi_within(index, dpi, MOST_PIXELS);
                see(index, &viewer, &Separations { inks: inks.clone(), pages: vec![page], dpi });
            }
            start = end;
        }
        Ok(inks)
    }

    /// Which inks print anything on its pages.
    pub fn printing(&self) -> Vec<bool> {
        let prints = |i: usize| self.pages.iter().any(|page| page.separations[i].iter().any(|ink| *ink > FAINT));
        (0..self.inks.len()).map(prints).collect()
    }

    /// Sides of the trim of its first page that art touches, and whether it stops short of the edge of the bleed there.
    /// Both as `[left, top, right, bottom]` in points from the top left corner.
    pub fn edges(&self, trim: [f64; 4], bleed: [f64; 4]) -> Vec<Edge> {
        let Some(page) = self.pages.first() else { return Vec::new() };
        let printed: Vec<&Vec<u8>> = page
            .separations
            .iter()
            .zip(&self.inks)
            .filter(|(_, ink)| Tool::ALL.iter().all(|t| t.ink() != *ink))
            .map(|(p, _)| p)
            .collect();
        let ink = |x: usize, y: usize| printed.iter().map(|plate| u32::from(plate[y * page.width + x])).sum::<u32>();
        let pixel = |points: f64| points * self.dpi / 72.0;
        let [left, top, right, bottom] = trim.map(pixel);
        let [bleed_left, bleed_top, bleed_right, bleed_bottom] = bleed.map(pixel);
        // Whole pixels inside of the trim and of the edge of the bleed, one further in for the blur of rendering.
        let (low, high) = (|at: f64| at.ceil() + 1.0, |at: f64| at.floor() - 2.0);
        let sides = [
            ("left", low(left), low(bleed_left), left - bleed_left, true),
            ("right", high(right), high(bleed_right), bleed_right - right, true),
            ("top", low(top), low(bleed_top), top - bleed_top, false),
            ("bottom", high(bottom), high(bleed_bottom), bleed_bottom - bottom, false),
        ];
        let mut found = Vec::new();
        for (side, inner, outer, room, upright) in sides {
            let (across, along) = if upright { (page.width, page.height) } else { (page.height, page.width) };
            let (from, to) = if upright { (low(top), high(bottom)) } else { (low(left), high(right)) };
            if inner < 0.0 || inner >= across as f64 || outer < 0.0 || outer >= across as f64 {
                continue;
            }
            let at = |depth: f64, i: usize| if upright { ink(depth as usize, i) } else { ink(i, depth as usize) };
            // An edge between two colours that lies on the trim: the one inside has no bleed, the other has.
            let out = if inner < across as f64 / 2.0 { -1.0 } else { 1.0 };
            let plates = |depth: f64, i: usize| {
                let is_there = (0.0..across as f64).contains(&depth);
                let (x, y) = if upright { (depth.max(0.0) as usize, i) } else { (i, depth.max(0.0) as usize) };
                is_there.then(|| printed.iter().map(|plate| plate[y * page.width + x]).collect::<Vec<u8>>())
            };
            let turns = |i: usize| {
                let [deep, here, there, far] =
                    [inner - 3.0 * out, inner, inner + ON_TRIM * out, inner + (ON_TRIM + 2.0) * out].map(|at| plates(at, i));
                let (Some(deep), Some(here), Some(there), Some(far)) = (deep, here, there, far) else { return false };
                let apart = |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
                apart(&deep, &here) <= SAME && apart(&there, &far) <= SAME && apart(&here, &there) >= OTHER
            };
            let mut turning = 0.0;
            let (mut touching, mut stopping, mut touches) = (0.0, 0.0, false);
            // Of the side, how much of the art runs on; of what stops there, and of two colours that meet, the longest stretch.
            let (mut running, mut longest, mut meeting) = (0.0_f64, 0.0_f64, 0.0_f64);
            let (long, panel) = (pixel(SIDE), pixel(PANEL_SIDE).max((to - from) * PANEL_PART));
            for i in from.max(0.0) as usize..(to.max(0.0) as usize).min(along) {
                let there = at(inner, i) >= ART;
                touching = if there { touching + 1.0 } else { 0.0 };
                // Under two pixels of bleed nothing can be told apart.
                stopping = if there && room.abs() >= 2.0 && at(outer, i) <= u32::from(FAINT) { stopping + 1.0 } else { 0.0 };
                turning = if there && room >= 4.0 && turns(i) { turning + 1.0 } else { 0.0 };
                running += if there && stopping == 0.0 { 1.0 } else { 0.0 };
                touches |= touching >= long;
                (longest, meeting) = (longest.max(stopping), meeting.max(turning));
            }
            let stops = meeting >= panel || longest >= if running > longest { panel } else { long };
            if touches {
                found.push(Edge { side, stops });
            }
        }
        found
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

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, ink: impl Fn(u32, u32) -> [u8; 4]) -> Raster {
        let data: Vec<u8> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| ink(x, y)).collect();
        Raster { width, height, pixels: Pixels::Cmyk { data: data.into(), mask: None }, hash: 0 }
    }

    #[test]
    fn the_heaviest_part_of_a_picture_counts_and_one_pixel_does_not() {
        let percent = |raster: &Raster| heaviest_of_picture(raster, 8).map(|total| (total * 100.0).round());
        assert_eq!(percent(&picture(64, 64, |_, _| [255, 255, 0, 51])), Some(220.0));
        let corner = picture(64, 64, |x, y| if x >= 40 && y >= 40 { [255; 4] } else { [0; 4] });
        assert_eq!(percent(&corner), Some(400.0));
        let speck = picture(64, 64, |x, y| if (x, y) == (20, 20) { [255; 4] } else { [0; 4] });
        assert!(percent(&speck).is_some_and(|total| total < 10.0));
        let gray = Raster { pixels: Pixels::Gray(vec![0; 4].into()), ..picture(2, 2, |_, _| [0; 4]) };
        assert_eq!(heaviest_of_picture(&gray, 8), None);
    }
}
