//! Codes that nobody asked for: in a photograph of a poster, in a screenshot, in a logo. A phone cannot know which one
//! is meant.

use super::scan::{self, Gray};
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Draw, Pixels, Raster, Sheets};
use crate::export::png::Look;
use crate::picture::lightness;
use std::collections::BTreeMap;

/// Remembers what each picture holds: one is looked at once, however many products show it.
#[derive(Default)]
pub struct Strays {
    /// Texts by hash of the picture.
    seen: BTreeMap<u64, Vec<String>>,
}

/// Where a whole page is looked at: fine enough for codes that a phone would read in the hand.
const PAGE_DPI: f64 = 100.0;

impl Strays {
    /// Codes inside the pictures of a product.
    pub fn in_pictures(&mut self, sheets: &Sheets) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for face in &sheets.faces {
            for (item, draw) in super::drawn(face) {
                let Draw::Image { raster, .. } = draw else { continue };
                let texts = self.seen.entry(raster.hash).or_insert_with(|| texts(raster));
                found.extend(texts.iter().map(|text| stray(text, item.origin, "a picture")));
            }
        }
        found
    }
}

fn texts(raster: &Raster) -> Vec<String> {
    let gray = |data: Vec<u8>| Gray { width: raster.width, height: raster.height, data };
    let light = |data: &[u8], channels: usize, light: fn(&[u8]) -> u8| data.chunks_exact(channels).map(light).collect();
    let gray = match &raster.pixels {
        Pixels::Jpeg { bytes, .. } => match lightness(bytes) {
            Some((width, height, data)) => Gray { width, height, data },
            None => return Vec::new(),
        },
        Pixels::Gray(data) => gray(data.to_vec()),
        Pixels::Rgb { data, .. } => {
            gray(light(data, 3, |p| ((u32::from(p[0]) * 3 + u32::from(p[1]) * 6 + u32::from(p[2])) / 10) as u8))
        }
        Pixels::Cmyk { data, .. } => gray(light(data, 4, |p| {
            let ink = (u32::from(p[0]) * 3 + u32::from(p[1]) * 6 + u32::from(p[2])) / 10 + u32::from(p[3]);
            255 - ink.min(255) as u8
        })),
    };
    scan::read_codes(&gray)
}

/// Codes on whole pages beside those that belong there: also drawn ones.
pub(super) fn on_pages(sheets: &Sheets, look: &Look<'_>) -> Vec<Diagnostic> {
    let wanted: Vec<&str> = sheets.faces.iter().flat_map(|f| &f.codes).map(|c| c.payload.as_str()).collect();
    let mut found = Vec::new();
    for index in 0..sheets.pages.len() {
        let Ok(pixels) = look.page(index, PAGE_DPI) else { continue };
        let gray = Gray { width: pixels.width, height: pixels.height, data: pixels.gray() };
        let strays = scan::read_codes(&gray).into_iter().filter(|text| !wanted.contains(&text.as_str()));
        found.extend(
            strays.map(|text| stray(&text, Span::NONE, &format!("the {} of the finished file", sheets.pages[index].name))),
        );
    }
    found
}

fn stray(text: &str, origin: Span, place: &str) -> Diagnostic {
    Diagnostic::error(&checks::QR_STRAY, origin, format!("a code that says {text:?} is in {place}"))
        .help("take it out of the picture, or cover it: only codes of the content belong on a sheet")
}
