//! The job ticket: what a print shop must know of each file. Data in the trade's words, as JSON for its system and as a
//! PDF for its hands; no sentences of ours.

use super::canvas::{Anchor, Canvas, undated};
use crate::color::Color;
use crate::deliver::manifest::Output;
use crate::export::ExportError;
use crate::geom::{Length, Point, Rect, Size};
use crate::model::{Project, Tool};
use crate::plan::Job;
use crate::product::slug::Letters;
use crate::text::Typesetter;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is to be known of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketLine {
    pub file: String,
    pub product: String,
    pub orgs: Vec<String>,
    pub language: String,
    pub quantity: Option<u32>,
    pub stock: Option<String>,
    pub sides: usize,
    pub sheets: usize,
    /// After cutting, in inches and millimetres.
    pub trim: String,
    pub bleed: String,
    pub colors: Vec<String>,
    pub finishing: Vec<String>,
    pub standard: &'static str,
    pub condition: String,
    pub blake3: String,
    pub bytes: u64,
}

impl TicketLine {
    /// The facts of a product that was made as `file`, with the spot inks in it.
    pub fn of(project: &Project, job: &Job, made: &Output, file: &str, spots: &BTreeSet<String>) -> TicketLine {
        let format = project.formats.get(&job.format);
        let make = project.makes.iter().find(|make| make.origin == job.origin);
        let said = |own: fn(&crate::model::Make) -> Option<&crate::diag::At<String>>| make.and_then(own).map(|t| t.value.clone());
        let defaults = &project.defaults;
        let stock = said(|m| m.stock.as_ref()).or_else(|| defaults.stock.as_ref().map(|t| t.value.clone()));
        let extra = said(|m| m.finishing.as_ref()).or_else(|| defaults.finishing.as_ref().map(|t| t.value.clone()));
        let tools: BTreeSet<&str> = Tool::ALL.iter().map(|tool| tool.ink()).collect();
        let inks = spots.iter().filter(|spot| !tools.contains(spot.as_str()) && *spot != "All");
        let name = |org: &String| project.orgs.get(org).map_or(org.clone(), |o| o.name.value.clone());
        let condition = project.conditions.get(&job.condition);
        TicketLine {
            file: file.to_string(),
            product: format.map_or(job.format.clone(), |f| f.name.value.clone()),
            orgs: job.orgs().into_iter().map(name).collect(),
            language: job.language.clone(),
            quantity: job.quantity,
            stock,
            sides: format.map_or(made.pages.len(), |f| f.faces.len()),
            sheets: made.pages.len(),
            trim: format.map(|f| size(f.trim)).unwrap_or_default(),
            bleed: format.map(|f| length(f.bleed)).unwrap_or_default(),
            colors: std::iter::once("CMYK".to_string()).chain(inks.cloned()).collect(),
            finishing: finishing(project, job).into_iter().chain(extra).collect(),
            standard: job.standard.label(),
            condition: condition.map_or(job.condition.clone(), |c| c.identifier.value.clone()),
            blake3: made.blake3.clone(),
            bytes: made.bytes,
        }
    }

    /// What is to be printed and on what, in one line.
    fn printing(&self) -> String {
        let sides = format!("{} side{}", self.sides, if self.sides == 1 { "" } else { "s" });
        let stock = self.stock.as_ref().map_or("stock: ask".to_string(), |stock| format!("stock: {stock}"));
        [sides, format!("trim {}", self.trim), format!("bleed {}", self.bleed), self.colors.join(" + "), stock].join("  \u{b7}  ")
    }

    fn standards(&self) -> String {
        let finishing = format!("finishing: {}", self.finishing.join(", "));
        [
            finishing,
            format!("{} for {}", self.standard, self.condition),
            format!("blake3 {}", &self.blake3[..12.min(self.blake3.len())]),
        ]
        .join("  \u{b7}  ")
    }
}

/// What is done after printing, as the format and its tools say.
fn finishing(project: &Project, job: &Job) -> Vec<String> {
    let Some(format) = project.formats.get(&job.format) else { return Vec::new() };
    let mut all = vec!["trim".to_string()];
    let folds = format.folds.len() + format.level_folds.len();
    if folds > 0 {
        all.push(format!("fold x {folds}"));
    }
    for tool in Tool::ALL {
        if format.tools.iter().any(|line| line.tool == tool) {
            all.push(format!("die line {}", tool.ink()));
        }
    }
    all
}

fn size(size: Size) -> String {
    let inches = |l: Length| trimmed(format!("{:.3}", l.to_inches()));
    format!("{} x {} in ({:.1} x {:.1} mm)", inches(size.width), inches(size.height), size.width.to_mm(), size.height.to_mm())
}

fn length(length: Length) -> String {
    format!("{} in", trimmed(format!("{:.3}", length.to_inches())))
}

fn trimmed(number: String) -> String {
    number.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// For the shop's system.
pub fn json(title: &str, lines: &[TicketLine]) -> Vec<u8> {
    let file = |line: &TicketLine| {
        json!({
            "file": line.file, "product": line.product, "organizations": line.orgs, "language": line.language,
            "quantity": line.quantity, "stock": line.stock, "sides": line.sides, "pages": line.sheets, "trim": line.trim,
            "bleed": line.bleed, "colors": line.colors, "finishing": line.finishing, "standard": line.standard,
            "condition": line.condition, "bytes": line.bytes, "blake3": line.blake3,
        })
    };
    let copies: u64 = lines.iter().filter_map(|l| l.quantity).map(u64::from).sum();
    let files: Vec<Value> = lines.iter().map(file).collect();
    let ticket = json!({ "ticket": title, "files": files, "copies": copies });
    let mut bytes = serde_json::to_vec_pretty(&ticket).expect("plain data with text keys is always JSON");
    bytes.push(b'\n');
    bytes
}

const EDGE: Length = Length::emu(54 * 12_700);
const SMALL: Length = Length::emu(8 * 12_700);
const COPY: Length = Length::emu(10 * 12_700);
const TITLE: Length = Length::emu(20 * 12_700);
/// From the first line of a product to that of the next.
const PITCH: Length = Length::emu(54 * 12_700);
/// Products a page.
const A_PAGE: usize = 11;

/// For the shop's hands: letter pages, black on white.
pub fn pdf(project: &Project, title: &str, lines: &[TicketLine], typesetter: &mut Typesetter) -> Result<Vec<u8>, ExportError> {
    let paper = Size::new(Length::inches(8.5), Length::inches(11.0));
    let copies: u64 = lines.iter().filter_map(|l| l.quantity).map(u64::from).sum();
    let chunks: Vec<&[TicketLine]> = lines.chunks(A_PAGE).collect();
    let mut canvas = Canvas::new(project, typesetter);
    for (index, chunk) in chunks.iter().enumerate() {
        words(&mut canvas, title, Point::new(EDGE, EDGE + TITLE), TITLE, 700, 0.0);
        let sum = format!("{} files  \u{b7}  {copies} copies  \u{b7}  {}/{}", lines.len(), index + 1, chunks.len());
        words(&mut canvas, &sum, Point::new(EDGE, EDGE + TITLE + COPY * 2), COPY, 400, 0.35);
        let mut y = EDGE + TITLE + COPY * 5;
        for line in *chunk {
            line.draw(&mut canvas, y, paper.width);
            y += PITCH;
        }
        canvas.page(paper, &format!("page {}", index + 1));
    }
    canvas.pdf(undated(title, "en"))
}

impl TicketLine {
    fn draw(&self, canvas: &mut Canvas<'_>, y: Length, width: Length) {
        canvas.fill(Rect::new(EDGE, y - COPY - SMALL, width - EDGE * 2, Length::points(0.5)), Color::Gray(0.75));
        let quantity = self.quantity.map_or("quantity: ask".to_string(), |n| format!("{n} x"));
        let end = EDGE + words(canvas, &quantity, Point::new(EDGE, y), COPY, 700, 0.0);
        let who = match self.orgs.as_slice() {
            [one] => shortened(one, 48),
            several => format!("{} organizations", several.len()),
        };
        let what = format!("{}, {} ({})", self.product, who, self.language);
        words(canvas, &what, Point::new(end + SMALL, y), COPY, 400, 0.0);
        words(canvas, &self.file, Point::new(EDGE, y + SMALL.scale(1.4)), SMALL, 400, 0.35);
        words(canvas, &self.printing(), Point::new(EDGE, y + SMALL.scale(2.7)), SMALL, 400, 0.0);
        words(canvas, &self.standards(), Point::new(EDGE, y + SMALL.scale(4.0)), SMALL, 400, 0.0);
    }
}

/// Words on a baseline; how wide they are.
fn words(canvas: &mut Canvas<'_>, words: &str, at: Point, size: Length, weight: u16, gray: f32) -> Length {
    let letters = Letters { size, weight, tabular: true, color: Color::Gray(gray) };
    canvas.words(words, at, &letters, Anchor::Start)
}

/// A name in the room of one line.
fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((end, _)) => format!("{}\u{2026}", name[..end].trim_end()),
        None => name.to_string(),
    }
}
