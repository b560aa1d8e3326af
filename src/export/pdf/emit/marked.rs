//! Marked content: each thing drawn belongs to an element of its face, or is an artifact (ISO 32000-1, 14.6 and 14.8.2).

use super::StreamWriter;
use super::text::{marks_last, tagged};
use crate::display::{Draw, ElementId, Face, Glyph, GlyphRun, Link, Page, Placement, Role};
use crate::export::pdf::subset::Subset;
use crate::geom::{Length, Rect};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// An element of a face, by the face's number.
pub(in crate::export::pdf) type Place = (usize, ElementId);

/// What a stream has marked.
#[derive(Default)]
pub(in crate::export::pdf) struct Marked {
    /// By their numbers in the stream.
    pub marks: Vec<Mark>,
    /// Where each link of an element stands on the page: a rectangle a line.
    pub links: BTreeMap<(Place, usize), Vec<Rect>>,
    /// Where each figure stands on the page.
    pub figures: BTreeMap<Place, Rect>,
}

/// A piece of content that belongs to one element.
pub(in crate::export::pdf) struct Mark {
    pub place: Place,
    /// Which of the element's links it is part of.
    pub link: Option<usize>,
    /// Bytes of the element's text.
    pub source: Range<u32>,
    /// What a reader takes from the glyphs, in their order.
    pub shown: String,
}

/// What marked content is open.
#[derive(PartialEq)]
enum Open {
    Nothing,
    Artifact,
    Mark,
}

/// How far the place to touch reaches over the baseline and under it, in ems.
const ABOVE: f64 = 0.9;
const BELOW: f64 = 0.3;

impl StreamWriter<'_> {
    /// The items of a face, each in its mark. `self.height` is that of the face.
    pub(super) fn marked_face(&mut self, face: &Face, placement: &Placement, page: &Page) {
        let mut open = Open::Nothing;
        for item in &face.items {
            let element = item.element.and_then(|id| Some((id, face.elements.get(id.0 as usize)?)));
            let element = element.filter(|(_, element)| !element.echoes);
            let Some((id, element)) = element else {
                if open != Open::Artifact {
                    self.close(&mut open);
                    self.begin_artifact();
                    open = Open::Artifact;
                }
                self.draw(&item.draw);
                continue;
            };
            let place = (placement.face, id);
            let on_page = |r: Rect| placement.on_sheet(r, face.trim);
            match &item.draw {
                Draw::Glyphs(run) => {
                    for (link, part) in parts(run, &element.links) {
                        let fonts = self.fonts;
                        let subset = fonts.subset(&run.font);
                        let shown = readout(&part, subset);
                        self.mark(&mut open, Mark { place, link, source: source(&part), shown }, "P");
                        if let Some(link) = link {
                            let touched = on_page(run.lying(extent(&part, subset)));
                            self.stream.marked.links.entry((place, link)).or_default().push(touched);
                        }
                        self.known_text(&part);
                    }
                }
                draw => {
                    let is_figure = matches!(element.role, Role::Figure { .. });
                    let link = (is_figure && !element.links.is_empty()).then_some(0);
                    self.mark(&mut open, Mark { place, link, source: 0..0, shown: String::new() }, "Figure");
                    if let Some(bounds) = draw.bounds().map(on_page) {
                        // What reaches past the sheet is not seen.
                        let sheet = page.sheet.at(Length::ZERO, Length::ZERO);
                        let seen = bounds.shared(sheet).unwrap_or(bounds);
                        let figures = &mut self.stream.marked.figures;
                        figures.entry(place).and_modify(|all| *all = all.union(seen)).or_insert(seen);
                    }
                    self.draw(draw);
                }
            }
        }
        self.close(&mut open);
        self.set_overprint(false);
    }

    pub(super) fn begin_artifact(&mut self) {
        self.content.name("Artifact").op("BMC");
    }

    pub(super) fn end_marked(&mut self) {
        self.content.op("EMC");
    }

    fn close(&mut self, open: &mut Open) {
        if *open != Open::Nothing {
            self.end_marked();
            *open = Open::Nothing;
        }
    }

    /// Goes on with the open mark where the same words go on in their order, or begins the next. From right to left the words
    /// before a link may be painted right before those after it.
    fn mark(&mut self, open: &mut Open, mark: Mark, tag: &str) {
        let last = self.stream.marked.marks.last_mut().filter(|_| *open == Open::Mark);
        if let Some(last) = last
            && (last.place, last.link) == (mark.place, mark.link)
            && (last.source.end..=last.source.end + SPACE).contains(&mark.source.start)
        {
            last.source.end = mark.source.end;
            last.shown.push_str(&mark.shown);
            return;
        }
        self.close(open);
        self.content.name(tag).mark(self.stream.marked.marks.len()).op("BDC");
        self.stream.marked.marks.push(mark);
        *open = Open::Mark;
    }
}

/// Bytes between two words that follow each other: a space, and signs that isolate a number.
const SPACE: u32 = 8;

/// A run cut where links begin and end.
fn parts<'r>(run: &'r GlyphRun, links: &[Link]) -> Vec<(Option<usize>, Cow<'r, GlyphRun>)> {
    let touches = |link: &Link| link.range.start < run.source.end && run.source.start < link.range.end;
    if !links.iter().any(touches) {
        return vec![(None, Cow::Borrowed(run))];
    }
    let mut parts: Vec<(Option<usize>, Vec<Glyph>)> = Vec::new();
    for glyph in &run.glyphs {
        let last = parts.last_mut();
        // A glyph without a text of its own goes with the one before it.
        let link = match &last {
            Some((link, _)) if glyph.text.is_empty() => *link,
            _ => {
                let at = written(run, glyph.text.start);
                links.iter().position(|link| link.range.contains(&at))
            }
        };
        match last.filter(|(of, _)| *of == link) {
            Some((_, glyphs)) => glyphs.push(glyph.clone()),
            None => parts.push((link, vec![glyph.clone()])),
        }
    }
    parts.into_iter().map(|(link, glyphs)| (link, Cow::Owned(GlyphRun { glyphs, ..run.clone() }))).collect()
}

/// Where a byte of a run's text stands in the text of its element: without the marks that isolate what is kept.
fn written(run: &GlyphRun, at: u32) -> u32 {
    let before = run.text.get(..at as usize).unwrap_or_default();
    let isolates: usize = before.chars().filter(|c| matches!(c, '\u{2066}' | '\u{2069}')).map(char::len_utf8).sum();
    (run.source.start + at - isolates as u32).min(run.source.end)
}

/// The bytes of its element's text that the glyphs of a run stand for.
fn source(run: &GlyphRun) -> Range<u32> {
    let texts = || run.glyphs.iter().filter(|glyph| !glyph.text.is_empty());
    let start = texts().map(|glyph| glyph.text.start).min().map(|at| written(run, at));
    let end = texts().map(|glyph| glyph.text.end).max().map(|at| written(run, at));
    start.unwrap_or(run.source.start)..end.unwrap_or(run.source.start)
}

/// What a reader takes from the glyphs of a run.
fn readout(run: &GlyphRun, subset: &Subset) -> String {
    let run = &*marks_last(run, subset);
    let (mut text, mut at) = (String::new(), 0);
    while at < run.glyphs.len() {
        let (read, end) = tagged(run, subset, at).unwrap_or((&subset.glyph(run.glyphs[at].id).text, at + 1));
        text.push_str(read);
        at = end;
    }
    text
}

/// The box round the glyphs of a run as it is read, high enough to be touched.
fn extent(run: &GlyphRun, subset: &Subset) -> Rect {
    let ends = run.glyphs.iter().map(|glyph| glyph.offset.x + run.size.scale(subset.glyph(glyph.id).width as f64 / 1000.0));
    let left = run.glyphs.iter().map(|glyph| glyph.offset.x).min().unwrap_or_default();
    let right = ends.max().unwrap_or_default();
    Rect::new(run.origin.x + left, run.origin.y - run.size.scale(ABOVE), right - left, run.size.scale(ABOVE + BELOW))
}
