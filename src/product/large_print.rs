//! The words of a product once more, large: letter pages in one column, 18 points and more, lines one and a half apart, black
//! on white, no word parted. In the order in which they are read, tagged and with live links as a file for screens is.
//!
//! Pictures are there by their words, as in plain text.

use crate::bind::Product;
use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Draw, Element, ElementId, Face, Item, Link, Meta, Node, Role, Sheets};
use crate::export::pdf::{self, PdfCache, Target};
use crate::export::told;
use crate::geom::{Length, Point, Size};
use crate::model::{Direction, Project, Purpose};
use crate::registry::primary;
use crate::text::{Balance, Families, Phrase, SetLine, Style, Typesetter, UnshapedText};
use std::ops::Range;

/// 18 points: what the American Printing House for the Blind calls large print.
const COPY: Length = Length::emu(18 * 12_700);
const HEADING: Length = Length::emu(22 * 12_700);
const HEADLINE: Length = Length::emu(28 * 12_700);
const LINE: f64 = 1.5;
const EDGE: Length = Length::emu(914_400);
/// Before items and quotations.
const INDENT: Length = Length::emu(27 * 12_700);
const INK: Color = Color::Gray(0.0);

/// The large print of a product as a PDF.
///
/// # Errors
/// A word that is wider than a page, and what the back end refuses.
pub(super) fn pdf(
    product: &Product<'_>,
    sheets: &Sheets,
    typesetter: &mut Typesetter,
    cache: &mut PdfCache,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let paper = Size::new(Length::inches(8.5), Length::inches(11.0));
    let mut column =
        Column { project: product.project, typesetter, paper, faces: Vec::new(), y: EDGE, order: 0, found: Vec::new() };
    for (face, nodes) in told::outlined(&sheets.faces) {
        nodes.iter().for_each(|node| column.node(face, node));
    }
    column.number();
    if !column.found.is_empty() {
        return Err(column.found);
    }
    let faces = column.faces;
    let sheets = Sheets::alone(Meta { runs: None, ..sheets.meta.clone() }, faces);
    let accessibility = product.job.screen.accessibility;
    let target = Target { purpose: Purpose::Screen, accessibility, ..Target::office() };
    let refused = |all: Vec<pdf::Refusal>| {
        all.into_iter().map(|refusal| Diagnostic::error(&checks::BACK_END, refusal.origin, refusal.message)).collect()
    };
    pdf::write_among(&sheets, &target, cache).map(|written| written.bytes).map_err(refused)
}

/// How words are set.
#[derive(Clone, Copy)]
struct TypeStyle {
    size: Length,
    weight: u16,
    indent: Length,
    /// Lines of copy that must find room under it.
    keep: i64,
}

const PLAIN: TypeStyle = TypeStyle { size: COPY, weight: 400, indent: Length::ZERO, keep: 0 };

/// Words shaped and broken, on their way to a page.
struct Block {
    lines: Vec<SetLine>,
    /// From line to line.
    leading: Length,
    size: Length,
    right_to_left: bool,
}

/// The pages while words are set down them.
struct Column<'a> {
    project: &'a Project,
    typesetter: &'a mut Typesetter,
    paper: Size,
    faces: Vec<Face>,
    /// Top of the next line.
    y: Length,
    order: u32,
    found: Vec<Diagnostic>,
}

impl Column<'_> {
    fn node(&mut self, face: &Face, node: &Node) {
        let of = |id: &ElementId| &face.elements[id.0 as usize];
        match node {
            Node::Heading(level, id) => {
                let size = if *level == 1 { HEADLINE } else { HEADING };
                self.gap(if *level == 1 { LINE } else { 1.0 });
                self.words(of(id), Role::Heading(*level), TypeStyle { size, weight: 700, keep: 2, ..PLAIN });
            }
            Node::Paragraph(id) | Node::Figure(id) | Node::Caption(id) => self.words(of(id), Role::Paragraph, PLAIN),
            Node::Note(all) => all.iter().for_each(|id| self.words(of(id), Role::Note, PLAIN)),
            Node::List(items) => {
                for (label, words) in items {
                    self.label(label.as_ref().map(of), of(words));
                    self.words(of(words), Role::ListItem, TypeStyle { indent: INDENT, ..PLAIN });
                }
            }
            Node::Quote(all) => {
                for id in all {
                    let role = of(id).role.clone();
                    self.words(of(id), role, TypeStyle { indent: INDENT, ..PLAIN });
                }
            }
            Node::Table(rows, caption) => {
                // A value and what it is the value of: both on a line of their own, the value in bold.
                for (key, value) in rows {
                    self.words(of(value), Role::Value, TypeStyle { weight: 700, keep: 2, ..PLAIN });
                    self.y -= COPY.scale(0.5);
                    self.words(of(key), Role::Key, PLAIN);
                }
                caption.iter().for_each(|id| self.words(of(id), Role::Caption, PLAIN));
            }
        }
    }

    /// Room above, unless a page begins here.
    fn gap(&mut self, lines: f64) {
        if self.y > EDGE {
            self.y += COPY.scale(lines);
        }
    }

    fn bottom(&self) -> Length {
        self.paper.height - EDGE
    }

    fn face(&mut self) -> &mut Face {
        if self.faces.is_empty() {
            self.faces.push(Face::blank("1", self.paper));
        }
        self.faces.last_mut().expect("one was made where there was none")
    }

    fn turn_page(&mut self) {
        self.face();
        let name = (self.faces.len() + 1).to_string();
        self.faces.push(Face::blank(name, self.paper));
        self.y = EDGE;
    }

    /// The words of an element, with a gap under them; parted over pages only where no page has room for all.
    fn words(&mut self, element: &Element, role: Role, look: TypeStyle) {
        let (text, links) = told(element);
        if text.trim().is_empty() {
            return;
        }
        let block = self.set(&text, links, &element.language, look, element.origin);
        let height = block.leading * block.lines.len() as i64;
        let needed = height + COPY.scale(LINE) * look.keep;
        if self.y + needed > self.bottom() && self.y > EDGE && EDGE + height <= self.bottom() {
            self.turn_page();
        }
        let mut lines = block.lines.as_slice();
        while !lines.is_empty() {
            let mut room = ((self.bottom() - self.y).ratio(block.leading) + 1e-6) as usize;
            if room == 0 {
                self.turn_page();
                room = usize::MAX;
            }
            let room = room.min(((self.bottom() - EDGE).ratio(block.leading) as usize).max(1));
            let (here, rest) = lines.split_at(room.min(lines.len()));
            self.part(element, (&text, links), &role, &block, (here, look.indent));
            lines = rest;
        }
        self.y += COPY.scale(0.5);
    }

    /// Lines that stand on one page, as an element of it.
    fn part(
        &mut self,
        element: &Element,
        (text, links): (&str, &[Link]),
        role: &Role,
        block: &Block,
        (lines, indent): (&[SetLine], Length),
    ) {
        let sources = || lines.iter().flat_map(|line| &line.runs).map(|run| &run.source);
        let start = sources().map(|s| s.start).min().unwrap_or_default();
        let end = sources().map(|s| s.end).max().unwrap_or_default();
        let words = text.get(start as usize..end as usize).unwrap_or_default();
        let links = links.iter().filter_map(|link| clipped(link, start..end)).collect();
        let id = self.element(element, role.clone(), words, links);
        let right = self.paper.width - EDGE - indent;
        for line in lines {
            let x = if block.right_to_left { right - line.width } else { EDGE + indent };
            let baseline = self.y + (block.leading - block.size) / 2 + block.size.scale(0.8);
            for run in &line.runs {
                let mut run = run.clone();
                run.source = run.source.start - start..run.source.end - start;
                run.origin = Point::new(run.origin.x + x, run.origin.y + baseline);
                self.face().items.push(Item { draw: Draw::Glyphs(run), element: Some(id), origin: element.origin });
            }
            self.y += block.leading;
        }
    }

    fn element(&mut self, from: &Element, role: Role, words: &str, links: Vec<Link>) -> ElementId {
        self.order += 1;
        let (order, text) = (self.order, words.to_string());
        let face = self.face();
        let id = ElementId(face.elements.len() as u32);
        face.elements.push(Element { role, text, links, order, repeats: None, echoes: false, ..from.clone() });
        id
    }

    /// What stands before an item: its number, or a dot, on the page where the item will begin.
    fn label(&mut self, label: Option<&Element>, item: &Element) {
        let (text, links) = told(item);
        let look = TypeStyle { indent: INDENT, ..PLAIN };
        let height = {
            let block = self.set(&text, links, &item.language, look, item.origin);
            block.leading * block.lines.len() as i64
        };
        if self.y + height > self.bottom() && self.y > EDGE && EDGE + height <= self.bottom() {
            self.turn_page();
        }
        let (words, from) = label.map_or(("•", item), |label| (label.text.as_str(), label));
        let block = self.set(words, &[], &item.language, PLAIN, item.origin);
        let id = label.map(|label| self.element(label, Role::Label, &label.text, Vec::new()));
        let baseline = self.y + (block.leading - block.size) / 2 + block.size.scale(0.8);
        for line in block.lines {
            let x = if block.right_to_left { self.paper.width - EDGE - line.width } else { EDGE };
            for mut run in line.runs {
                run.origin = Point::new(run.origin.x + x, run.origin.y + baseline);
                self.face().items.push(Item { draw: Draw::Glyphs(run), element: id, origin: from.origin });
            }
        }
    }

    fn set(&mut self, text: &str, links: &[Link], language: &str, look: TypeStyle, origin: Span) -> Block {
        let right_to_left = self.right_to_left(language);
        let fonts = &self.project.fonts;
        let first = fonts.fallback.first().into_iter();
        let families: Families =
            first.chain(fonts.stack(language)).chain(&fonts.fallback).map(|family| family.value.clone()).collect();
        let style = Style { families, weight: look.weight, strong: 700, tracking: 0, tabular: false, small_caps: false };
        let words = UnshapedText { spans: phrases(text, links, right_to_left), language: language.to_string(), right_to_left };
        let shaped = self.typesetter.shape(&words, &style);
        let measure = (self.paper.width - EDGE * 2 - look.indent).ratio(look.size);
        let breaks = shaped.breaks(measure, Balance::Headline);
        if breaks.widest > measure + 0.01 {
            let message = format!("`{}` is wider than a page of large print", shaped.longest_word(Balance::Headline));
            let help = "write it shorter, or let the words around it say where it leads: `[words](https://...)`";
            self.found.push(Diagnostic::error(&checks::TEXT_OVERFLOW, origin, message).help(help));
        }
        let least = fonts.typography(language).map_or(0.0, |typography| typography.line);
        let lines = shaped.set(&breaks, look.size, &INK, None);
        Block { lines, leading: look.size.scale(LINE.max(least)), size: look.size, right_to_left }
    }

    fn right_to_left(&self, language: &str) -> bool {
        let known = self.project.languages.get(language).or_else(|| self.project.languages.get(primary(language)));
        known.is_some_and(|language| language.direction == Direction::RightToLeft)
    }

    /// The number of each page at its foot, where there is more than one.
    fn number(&mut self) {
        if self.faces.len() < 2 {
            return;
        }
        for at in 0..self.faces.len() {
            let name = self.faces[at].name.clone();
            let block = self.set(&name, &[], "en", PLAIN, Span::NONE);
            let y = self.paper.height - EDGE / 2;
            for line in block.lines {
                let x = (self.paper.width - line.width) / 2;
                for mut run in line.runs {
                    run.origin = Point::new(run.origin.x + x, y);
                    self.faces[at].items.push(Item { draw: Draw::Glyphs(run), element: None, origin: Span::NONE });
                }
            }
        }
    }
}

/// What is said of an element, and where it leads: of a figure, all of its words.
fn told(element: &Element) -> (String, &[Link]) {
    match &element.role {
        Role::Figure { alt } => (alt.clone(), &[]),
        _ => (element.text.clone(), element.links.as_slice()),
    }
}

/// The part of a link that lies in a part of the words, counted from there.
fn clipped(link: &Link, part: Range<u32>) -> Option<Link> {
    let (start, end) = (link.range.start.max(part.start), link.range.end.min(part.end));
    (start < end).then(|| Link { range: start - part.start..end - part.start, ..link.clone() })
}

/// Words cut where links begin and end: numbers are never broken, and among words from right to left no address is
/// reordered.
fn phrases(text: &str, links: &[Link], right_to_left: bool) -> Vec<Phrase> {
    let (mut all, mut at) = (Vec::new(), 0);
    let mut add = |range: Range<usize>, keep: bool| {
        if let Some(words) = text.get(range).filter(|words| !words.is_empty()) {
            all.push(Phrase { text: words.to_string(), keep, ..Phrase::default() });
        }
    };
    for link in links {
        let (start, end) = (link.range.start as usize, link.range.end as usize);
        if start >= at && end > start {
            add(at..start, false);
            let is_address = right_to_left && text.get(start..end).is_some_and(|words| !words.contains(char::is_whitespace));
            add(start..end, is_address || link.target.starts_with("tel:"));
            at = end;
        }
    }
    add(at..text.len(), false);
    all
}
