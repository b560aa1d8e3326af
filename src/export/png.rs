//! Finished PDF bytes to pixels, through hayro: previews for people, and the rectangles of codes for the self-check.
//! Looks at the bytes that are delivered, never at our own model of them.

use super::ExportError;
use crate::geom::Rect;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit, color::palette::css::WHITE};
use hayro::{RenderCache, RenderSettings};

/// Larger pictures than this many pixels a side are refused: a 24 x 36 in poster at 300 dpi has 10,800.
const MOST_PIXELS: f64 = 20_000.0;

/// A file opened for looking at.
pub struct Viewer {
    pdf: Pdf,
}

/// One look at a file, at as many places as wanted: fonts and outlines are read once.
pub struct ViewerPass<'a> {
    viewer: &'a Viewer,
    cache: RenderCache<'a>,
    settings: RenderSettings,
}

/// 8-bit light, row by row from the top; 255 is paper.
pub struct Light {
    /// Pixels of a row.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
    /// A byte a pixel.
    pub data: Vec<u8>,
}

/// Why a PDF cannot be opened, for a person.
fn words(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(_) => "it is locked with a password, or its lock is of a kind that is not known",
        LoadPdfError::Invalid => "it is no PDF, or it is damaged",
    }
}

/// 8-bit RGB, row by row from the top.
pub struct Pixels {
    /// Pixels of a row.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

impl Viewer {
    /// Opens a PDF. The error is the reader's own words.
    pub fn open(bytes: &[u8]) -> Result<Viewer, ExportError> {
        Pdf::new(bytes.to_vec()).map(|pdf| Viewer { pdf }).map_err(|e| ExportError::Unreadable(words(e).to_string()))
    }

    /// How many pages the file has.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Points of paper in a unit of a page (`UserUnit`).
    fn unit(&self, index: usize) -> f64 {
        let unit = self.pdf.pages().get(index).and_then(|page| page.raw().get::<f32>(b"UserUnit".as_slice()));
        unit.map(f64::from).filter(|unit| *unit > 0.0 && unit.is_finite()).unwrap_or(1.0)
    }

    /// Width and height of a page as it is shown, in points of paper.
    pub fn size(&self, index: usize) -> Option<[f64; 2]> {
        let (width, height) = self.pdf.pages().get(index)?.render_dimensions();
        Some([f64::from(width), f64::from(height)].map(|side| side * self.unit(index)))
    }

    /// Where a rectangle of a page, `[left, bottom, right, top]` in its own directions, comes to be when it is shown,
    /// cropped and turned: `[left, top, right, bottom]` from the top left corner. Both in points of paper.
    pub fn shown(&self, index: usize, rect: [f64; 4]) -> Option<[f64; 4]> {
        let unit = self.unit(index);
        let turn = Affine::scale(unit) * self.pdf.pages().get(index)?.initial_transform(true).to_kurbo();
        let corner = |x: f64, y: f64| turn * hayro::kurbo::Point::new(x / unit, y / unit);
        let (a, b) = (corner(rect[0], rect[1]), corner(rect[2], rect[3]));
        Some([a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y)])
    }

    /// A resolution at which a page has no more than so many pixels, at most `dpi`.
    pub fn dpi_within(&self, index: usize, dpi: f64, pixels: f64) -> f64 {
        let Some([width, height]) = self.size(index) else { return dpi };
        let at_one = width / 72.0 * (height / 72.0);
        // Neither side beyond what a picture may have.
        let longest = width.max(height) / 72.0;
        dpi.min((pixels / at_one).sqrt()).min(MOST_PIXELS / longest)
    }

    /// For people: type fitted to the pixels.
    pub fn look(&self) -> ViewerPass<'_> {
        ViewerPass { viewer: self, cache: RenderCache::new(), settings: RenderSettings::default() }
    }

    /// For readers of codes: what lies where, without the care for type, which costs most of the time.
    pub fn glance(&self) -> ViewerPass<'_> {
        let settings = RenderSettings { hinting: false, glyph_caching: false, ..RenderSettings::default() };
        ViewerPass { settings, ..self.look() }
    }
}

impl ViewerPass<'_> {
    /// A whole page.
    pub fn page(&self, index: usize, dpi: f64) -> Result<Pixels, ExportError> {
        let [width, height] = self.viewer.size(index).ok_or(ExportError::NoPage)?;
        let pixmap = self.window(index, [0.0, 0.0, width, height], dpi / 72.0)?;
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        pixmap.data_as_u8_slice().chunks_exact(4).for_each(|p| rgb.extend([p[0], p[1], p[2]]));
        Ok(Pixels { width, height, rgb })
    }

    /// The light of a rectangle of a page, measured from its top left corner, at so many pixels a point.
    pub fn rect(&self, index: usize, rect: Rect, pixels_a_point: f64) -> Result<Light, ExportError> {
        let window = [rect.x.to_points(), rect.y.to_points(), rect.width.to_points(), rect.height.to_points()];
        self.part(index, window, pixels_a_point)
    }

    /// The same of `[left, top, width, height]` in points.
    pub fn part(&self, index: usize, window: [f64; 4], pixels_a_point: f64) -> Result<Light, ExportError> {
        let pixmap = self.window(index, window, pixels_a_point)?;
        let weigh = |p: &[u8]| ((u32::from(p[0]) * 299 + u32::from(p[1]) * 587 + u32::from(p[2]) * 114) / 1000) as u8;
        let data = pixmap.data_as_u8_slice().chunks_exact(4).map(weigh).collect();
        Ok(Light { width: u32::from(pixmap.width()), height: u32::from(pixmap.height()), data })
    }

    fn window(&self, index: usize, [x, y, width, height]: [f64; 4], scale: f64) -> Result<Pixmap, ExportError> {
        let page = self.viewer.pdf.pages().get(index).ok_or(ExportError::NoPage)?;
        let (w, h) = ((width * scale).round(), (height * scale).round());
        if !(1.0..=MOST_PIXELS).contains(&w) || !(1.0..=MOST_PIXELS).contains(&h) {
            return Err(ExportError::PictureSize { width: w, height: h });
        }
        let mut context = RenderContext::new(w as u16, h as u16);
        let upright = Affine::scale(self.viewer.unit(index)) * page.initial_transform(true).to_kurbo();
        let transform = Affine::scale(scale) * Affine::translate((-x, -y)) * upright;
        hayro::render_into(page, &self.cache, &InterpreterSettings::default(), &self.settings, &mut context, transform);
        context.flush();
        let mut pixmap = Pixmap::new(w as u16, h as u16);
        let onto_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
        context.render_with(&mut pixmap, &mut Resources::default(), onto_white);
        Ok(pixmap)
    }
}

impl Pixels {
    /// As an 8-bit gray picture.
    pub fn gray(&self) -> Vec<u8> {
        let weigh = |p: &[u8]| ((u32::from(p[0]) * 299 + u32::from(p[1]) * 587 + u32::from(p[2]) * 114) / 1000) as u8;
        self.rgb.chunks_exact(3).map(weigh).collect()
    }

    /// As a PNG file.
    pub fn png(&self) -> Result<Vec<u8>, ExportError> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::write_buffer_with_format(
            &mut bytes,
            &self.rgb,
            self.width,
            self.height,
            image::ColorType::Rgb8,
            image::ImageFormat::Png,
        )
        .map_err(|e| ExportError::Png(e.to_string()))?;
        Ok(bytes.into_inner())
    }
}

/// Each page of a PDF as a PNG file.
pub fn render(pdf: &[u8], dpi: f64) -> Result<Vec<Vec<u8>>, ExportError> {
    let viewer = Viewer::open(pdf)?;
    let look = viewer.look();
    (0..viewer.pages()).map(|i| look.page(i, dpi)?.png()).collect()
}
