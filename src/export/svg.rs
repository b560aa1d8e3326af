//! A page or a picture of it as SVG, for web pages and documentation: lines and areas as they are, words as outlines, so that no
//! font is needed, pixels inside the file. Colours are those of a screen.

use super::markup::escaped;
use super::{ExportError, FontFault};
use crate::color::{Color, Rgb};
use crate::display::{Draw, FillRule, GlyphRun, Sheets, Turn};
use crate::geom::{Length, Path, Point, Rect, Segment};
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt::Write;

/// The SVG of a page, its faces upright at the corner of the sheet. The error says what cannot be drawn.
pub fn page(sheets: &Sheets, index: usize) -> Result<String, ExportError> {
    let page = sheets.pages.get(index).ok_or(ExportError::NoPage)?;
    let (w, h) = (number(page.sheet.width), number(page.sheet.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{h}pt\" viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n",
        escaped(&sheets.meta.title)
    );
    svg.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    for placement in &page.placements {
        let Some(face) = sheets.faces.get(placement.face) else { continue };
        let _ = writeln!(svg, "<g transform=\"translate({} {})\">", number(placement.at.x), number(placement.at.y));
        let mut pen = SvgWriter { svg: std::mem::take(&mut svg), prefix: "f", clips: 0 };
        face.items.iter().try_for_each(|item| pen.draw(&item.draw))?;
        svg = pen.svg;
        svg.push_str("</g>\n");
    }
    let mut pen = SvgWriter { svg, prefix: "m", clips: 0 };
    page.marks.iter().try_for_each(|mark| pen.draw(&mark.draw))?;
    pen.svg.push_str("</svg>\n");
    Ok(pen.svg)
}

/// A part of a face as SVG to stand in a web page, with the words for who cannot see it. `prefix` begins the names in it, which are
/// one of their kind in a page; `ground` is what it stands on, where that is not white. The error says what cannot be drawn.
pub(super) fn part(draws: &[&Draw], bounds: Rect, words: &str, prefix: &str, ground: Option<Rgb>) -> Result<String, ExportError> {
    let [x, y, w, h] = [bounds.x, bounds.y, bounds.width, bounds.height].map(number);
    let mut pen = SvgWriter { svg: String::new(), prefix, clips: 0 };
    let words = escaped(words);
    let ground = match ground {
        Some(Rgb([r, g, b])) => format!("class=\"grounded\" style=\"background:#{r:02x}{g:02x}{b:02x}\" "),
        None => "style=\"background:#fff\" ".to_string(),
    };
    let _ = writeln!(pen.svg, "<svg role=\"img\" aria-label=\"{words}\" {ground}width=\"{w}pt\" viewBox=\"{x} {y} {w} {h}\">");
    draws.iter().try_for_each(|draw| pen.draw(draw))?;
    pen.svg.push_str("</svg>\n");
    Ok(pen.svg)
}

/// The text of an SVG while it grows.
struct SvgWriter<'p> {
    svg: String,
    prefix: &'p str,
    clips: usize,
}

impl SvgWriter<'_> {
    fn draw(&mut self, draw: &Draw) -> Result<(), ExportError> {
        let svg = &mut self.svg;
        match draw {
            Draw::Fill { path, rule, color } => {
                let rule = if *rule == FillRule::EvenOdd { " fill-rule=\"evenodd\"" } else { "" };
                let _ = writeln!(svg, "<path d=\"{}\" fill=\"{}\"{rule}/>", data(path), hex(color));
            }
            Draw::Stroke { path, width, dash, color } => {
                let lengths: Vec<String> = dash.iter().map(|d| number(*d)).collect();
                let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", lengths.join(" ")) };
                let (d, color, width) = (data(path), hex(color), number(*width));
                let _ = writeln!(svg, "<path d=\"{d}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"{dash}/>");
            }
            Draw::Glyphs(run) => {
                let _ = writeln!(svg, "<path d=\"{}\" fill=\"{}\"/>", outlines(run)?, hex(&run.color));
            }
            Draw::Image { raster, rect, turn } => {
                let data = super::data_uri::of(raster)?;
                let (across, turned) = match turn {
                    Turn::None => (*rect, String::new()),
                    Turn::Half => (*rect, turned(*rect, 180)),
                    Turn::Quarter => (upright(*rect), turned(*rect, 90)),
                    Turn::ThreeQuarters => (upright(*rect), turned(*rect, 270)),
                };
                let [x, y, w, h] = [across.x, across.y, across.width, across.height].map(number);
                let place = format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\"");
                let _ = writeln!(svg, "<image {place}{turned} href=\"{data}\"/>");
            }
            Draw::Clip { path, items } => {
                self.clips += 1;
                let name = format!("{}-{}", self.prefix, self.clips);
                let _ = writeln!(
                    svg,
                    "<clipPath id=\"{name}\"><path d=\"{}\"/></clipPath>\n<g clip-path=\"url(#{name})\">",
                    data(path)
                );
                items.iter().try_for_each(|item| self.draw(item))?;
                self.svg.push_str("</g>\n");
            }
            Draw::Faded { opacity, items } => {
                let _ = writeln!(svg, "<g opacity=\"{opacity}\">");
                items.iter().try_for_each(|item| self.draw(item))?;
                self.svg.push_str("</g>\n");
            }
        }
        Ok(())
    }
}

/// The box of a picture before it is turned on its side.
fn upright(rect: Rect) -> Rect {
    let (x, y) = (rect.x + (rect.width - rect.height) / 2, rect.y + (rect.height - rect.width) / 2);
    Rect::new(x, y, rect.height, rect.width)
}

fn turned(rect: Rect, degrees: u16) -> String {
    let (x, y) = (number(rect.x + rect.width / 2), number(rect.y + rect.height / 2));
    format!(" transform=\"rotate({degrees} {x} {y})\"")
}

fn data(path: &Path) -> String {
    let at = |p: Point| format!("{} {}", number(p.x), number(p.y));
    let piece = |segment: &Segment| match *segment {
        Segment::Move(p) => format!("M{}", at(p)),
        Segment::Line(p) => format!("L{}", at(p)),
        Segment::Cubic(a, b, c) => format!("C{} {} {}", at(a), at(b), at(c)),
        Segment::Close => "Z".to_string(),
    };
    path.segments.iter().map(piece).collect()
}

/// The outlines of all glyphs of a run as one path.
fn outlines(run: &GlyphRun) -> Result<String, ExportError> {
    let of_font = |fault| ExportError::Font { font: run.font.name.clone(), fault };
    let font = FontRef::new(run.font.data.as_slice()).map_err(|e| of_font(FontFault::Unreadable(e.to_string())))?;
    let glyphs = font.outline_glyphs();
    let mut pen = SvgPen::default();
    for glyph in &run.glyphs {
        let Some(outline) = glyphs.get(GlyphId::new(u32::from(glyph.id))) else { continue };
        pen.x = (run.origin.x + glyph.offset.x).to_points() as f32;
        pen.y = (run.origin.y + glyph.offset.y).to_points() as f32;
        let settings = DrawSettings::unhinted(FontSize::new(run.size.to_points() as f32), LocationRef::default());
        outline.draw(settings, &mut pen).map_err(|e| of_font(FontFault::Glyph(e.to_string())))?;
    }
    Ok(pen.data)
}

/// Writes an outline at a place; fonts count upwards, SVG downwards.
#[derive(Default)]
struct SvgPen {
    data: String,
    x: f32,
    y: f32,
}

impl SvgPen {
    fn at(&self, x: f32, y: f32) -> String {
        format!("{} {}", short(f64::from(self.x + x)), short(f64::from(self.y - y)))
    }
}

impl OutlinePen for SvgPen {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        let _ = write!(self.data, "M{at}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        let _ = write!(self.data, "L{at}");
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (c, at) = (self.at(cx, cy), self.at(x, y));
        let _ = write!(self.data, "Q{c} {at}");
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, at) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        let _ = write!(self.data, "C{a} {b} {at}");
    }
    fn close(&mut self) {
        self.data.push('Z');
    }
}

fn number(length: Length) -> String {
    short(length.to_points())
}

/// Two decimals: a hundredth of a point.
fn short(points: f64) -> String {
    let rounded = (points * 100.0).round() / 100.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn hex(color: &Color) -> String {
    let rgb = match color {
        Color::Rgb(rgb) => Rgb(*rgb),
        Color::Gray(g) => Rgb([(g * 255.0).round() as u8; 3]),
        Color::Cmyk(inks) => Rgb::likeness(*inks),
        Color::Spot { tint, alternate, .. } => Rgb::likeness(alternate.map(|ink| ink * tint)),
        Color::Registration => Rgb::BLACK,
    };
    let Rgb([r, g, b]) = rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}
