//! Every paragraph of an artboard shaped, so that trials of a copyfit touch no font.

use crate::compose::{
    Area, Artboard, Chart, CodePart, FigureRow, Flow, Items, MarkRow, Part, PicturePart, Series, Sizing, TextPart,
};
use crate::diag::{Diagnostic, Span, checks};
use crate::geom::{Length, Rect};
use crate::text::ink::InkCache;
use crate::text::{Balance, Breaks, MissingGlyph, SetLine, Shaped, Typesetter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An artboard ready for trials.
pub(super) struct Prepared<'a> {
    pub areas: Vec<PreparedArea<'a>>,
    pub flows: &'a [Flow],
    pub draft: Option<PreparedText<'a>>,
}

/// An area with its words shaped, the full ones and the short ones.
pub(super) struct PreparedArea<'a> {
    pub area: &'a Area,
    pub full: Vec<PreparedPart<'a>>,
    pub short: Option<Vec<PreparedPart<'a>>>,
}

impl<'a> PreparedArea<'a> {
    /// Its parts in one of their forms; in full where there is no short one.
    pub fn parts(&self, short: bool) -> &[PreparedPart<'a>] {
        self.short.as_ref().filter(|_| short).unwrap_or(&self.full)
    }
}

/// A part of an area with its words shaped.
pub(super) enum PreparedPart<'a> {
    Text(PreparedText<'a>),
    Items { items: &'a Items, texts: Vec<PreparedText<'a>>, numbers: Vec<PreparedText<'a>> },
    Figures { row: &'a FigureRow, figures: Vec<(PreparedText<'a>, PreparedText<'a>)> },
    Legend(PreparedLegend<'a>),
    Chart { chart: &'a Chart, hero: Option<PreparedText<'a>> },
    Series { series: &'a Series, points: Vec<PreparedPoint<'a>> },
    Code(&'a CodePart),
    Picture(&'a PicturePart),
    Marks(&'a MarkRow),
}

/// The words of a legend: its label, and each value with its key.
pub(super) struct PreparedLegend<'a> {
    pub label: Option<PreparedText<'a>>,
    pub figures: Vec<PreparedPoint<'a>>,
}

/// The words of one value of a series: the value and its key.
pub(super) type PreparedPoint<'a> = (PreparedText<'a>, PreparedText<'a>);

/// A text with all that a trial asks of it, in ems.
pub(super) struct PreparedText<'a> {
    pub part: &'a TextPart,
    pub shaped: Arc<Shaped>,
    /// For a fitted text: the least width in ems that takes no more than its lines.
    pub fit_width: f64,
    /// For a fitted text of several sentences: the least width in ems with one a line, where there are no more than its lines.
    pub sentences: Option<f64>,
    /// In an area that states a width, or has a code: the least width in ems that takes no more than two lines.
    pub two_lines: f64,
    /// Width of the longest piece that cannot be broken, in ems.
    pub longest: f64,
    /// The same where no word of copy is parted.
    pub longest_whole: f64,
    /// It is short copy and has words that longer copy would part.
    pub keeps_words: bool,
    /// For a text on a step of the scale: its size over the body's.
    pub step: f64,
    /// For a lockup: the ways to break it, one for each number of lines.
    pub lockups: Vec<Lockup>,
}

/// A way to break a text of which every line is set as wide as all others.
pub(super) struct Lockup {
    pub breaks: Breaks,
    /// Of each line in ems: how far its ink begins from its origin, and how wide it is.
    pub inks: Vec<(f64, f64)>,
}

pub(super) fn prepare<'a>(artboard: &'a Artboard, typesetter: &mut Typesetter) -> Prepared<'a> {
    let ratio = artboard.scale.ratio;
    let mut parts = |area: &'a Area, parts: &'a [Part]| {
        let mut made: Vec<PreparedPart<'a>> = parts.iter().map(|p| prepare_part(p, ratio, typesetter)).collect();
        if area.width.is_some() || parts.iter().any(|part| matches!(part, Part::Code(_))) {
            made.iter_mut().for_each(PreparedPart::measure_two_lines);
        }
        made
    };
    let areas = artboard
        .areas
        .iter()
        .map(|area| PreparedArea { area, full: parts(area, &area.parts), short: area.short.as_ref().map(|s| parts(area, s)) })
        .collect();
    let draft = artboard.draft.as_ref().map(|(words, _)| prepare_text(words, ratio, typesetter));
    Prepared { areas, flows: &artboard.flows, draft }
}

fn prepare_part<'a>(part: &'a Part, ratio: f64, typesetter: &mut Typesetter) -> PreparedPart<'a> {
    let mut text = |part: &'a TextPart| prepare_text(part, ratio, typesetter);
    match part {
        Part::Text(words) => PreparedPart::Text(text(words)),
        Part::Items(items) => PreparedPart::Items {
            items,
            texts: items.items.iter().map(&mut text).collect(),
            numbers: items.numbers.iter().map(&mut text).collect(),
        },
        Part::Figures(row) => {
            PreparedPart::Figures { row, figures: row.figures.iter().map(|(value, key)| (text(value), text(key))).collect() }
        }
        Part::Legend(legend) => PreparedPart::Legend(PreparedLegend {
            label: legend.label.as_ref().map(&mut text),
            figures: legend.figures.iter().map(|(value, key)| (text(value), text(key))).collect(),
        }),
        Part::Chart(chart) => PreparedPart::Chart { chart, hero: chart.hero.as_ref().map(text) },
        Part::Series(series) => {
            let points = series.points.iter().map(|point| (text(&point.value), text(&point.key))).collect();
            PreparedPart::Series { series, points }
        }
        Part::Code(code) => PreparedPart::Code(code),
        Part::Picture(picture) => PreparedPart::Picture(picture),
        Part::Marks(row) => PreparedPart::Marks(row),
    }
}

fn prepare_text<'a>(part: &'a TextPart, ratio: f64, typesetter: &mut Typesetter) -> PreparedText<'a> {
    let shaped = typesetter.shape(&part.words, &part.style);
    let (fit_width, step) = match part.sizing {
        Sizing::Fit(fit) => (fit_width(&shaped, fit.lines.max(1) as usize, part.balance), 1.0),
        Sizing::Step(step) => (0.0, ratio.powf(step)),
    };
    let lockups = match part.sizing {
        Sizing::Fit(fit) if fit.lockup => lockups(&shaped, fit.lines, part, typesetter),
        _ => Vec::new(),
    };
    let sentences = match part.sizing {
        Sizing::Fit(fit) => {
            shaped.in_sentences().filter(|breaks| breaks.lines() <= fit.lines as usize).map(|breaks| breaks.widest)
        }
        Sizing::Step(_) => None,
    };
    let longest = shaped.longest_piece(part.balance);
    let longest_whole = if part.balance == Balance::Copy { shaped.longest_word_of_copy() } else { longest };
    let keeps_words = longest_whole > longest && shaped.is_short_copy();
    PreparedText { part, shaped, fit_width, sentences, two_lines: 0.0, longest, longest_whole, keeps_words, step, lockups }
}

/// A headline has a line less where it is hardly smaller for that.
const HARDLY: f64 = 1.1;

/// The least width in ems that takes no more than so many lines, or fewer where that takes hardly more width.
fn fit_width(shaped: &Shaped, lines: usize, balance: Balance) -> f64 {
    let least = shaped.width_for_lines(lines, balance);
    let mut fewer = (1..lines).map(|lines| shaped.width_for_lines(lines, balance));
    fewer.find(|width| *width <= least * HARDLY).unwrap_or(least)
}

/// Ways to break a text in two that are looked at.
const MOST_WAYS: usize = 12;

/// Size at which inks are measured; they scale.
const MEASURED: Length = Length::emu(914_400);

fn lockups(shaped: &Shaped, most: u32, part: &TextPart, typesetter: &mut Typesetter) -> Vec<Lockup> {
    let mut found: Vec<Lockup> = Vec::new();
    let even = |lines: usize| shaped.breaks(shaped.width_for_lines(lines, part.balance), part.balance);
    let mut ways: Vec<Breaks> = (1..=most.max(1) as usize).map(even).collect();
    // Two lines may be as unlike as a title over one great word.
    if most >= 2 {
        ways.extend(shaped.in_two(part.balance).into_iter().take(MOST_WAYS));
    }
    ways.extend(shaped.in_sentences().filter(|breaks| breaks.lines() <= most as usize));
    for breaks in ways {
        if found.iter().any(|known| known.breaks == breaks) {
            continue;
        }
        let set = shaped.set(&breaks, MEASURED, &part.color, None);
        let ink = |line: &SetLine, inks: &mut InkCache| {
            let ink = line.runs.iter().filter_map(|run| inks.of_run(run)).reduce(Rect::union)?;
            Some((ink.x.ratio(MEASURED), ink.width.ratio(MEASURED))).filter(|(_, width)| *width > 0.0)
        };
        // A line without ink has no width that it could be set to.
        if let Some(inks) = set.iter().map(|line| ink(line, typesetter.inks())).collect() {
            found.push(Lockup { breaks, inks });
        }
    }
    found
}

impl<'a> Prepared<'a> {
    fn texts(&self) -> impl Iterator<Item = &PreparedText<'a>> {
        let parts = self.areas.iter().flat_map(|a| a.full.iter().chain(a.short.iter().flatten()));
        parts.flat_map(PreparedPart::texts).chain(&self.draft)
    }
}

impl<'a> PreparedPart<'a> {
    fn measure_two_lines(&mut self) {
        if let PreparedPart::Text(text) = self {
            text.two_lines = text.shaped.width_for_lines(2, text.part.balance);
        }
    }

    /// All words of the part, for whoever looks at sizes alone.
    pub fn texts(&self) -> Vec<&PreparedText<'a>> {
        match self {
            PreparedPart::Text(text) => vec![text],
            PreparedPart::Items { texts, numbers, .. } => texts.iter().chain(numbers).collect(),
            PreparedPart::Figures { figures: pairs, .. } | PreparedPart::Series { points: pairs, .. } => {
                pairs.iter().flat_map(|(a, b)| [a, b]).collect()
            }
            PreparedPart::Legend(legend) => {
                let figures = legend.figures.iter().flat_map(|(value, key)| [value, key]);
                legend.label.iter().chain(figures).collect()
            }
            PreparedPart::Chart { hero, .. } => hero.iter().collect(),
            PreparedPart::Code(_) | PreparedPart::Picture(_) | PreparedPart::Marks(_) => Vec::new(),
        }
    }
}

/// Characters that no font of the language has: one error a text, never a box on paper.
pub(super) fn missing_glyphs(artboard: &Artboard, prepared: &Prepared<'_>) -> Vec<Diagnostic> {
    let mut by_text: BTreeMap<Span, (&PreparedText<'_>, BTreeSet<&MissingGlyph>)> = BTreeMap::new();
    for text in prepared.texts() {
        if !text.shaped.missing.is_empty() {
            let (_, missing) = by_text.entry(text.part.origin).or_insert_with(|| (text, BTreeSet::new()));
            missing.extend(&text.shaped.missing);
        }
    }
    let told = by_text.into_iter().flat_map(|(origin, (text, missing))| {
        let (stray, lacking): (BTreeSet<_>, BTreeSet<_>) = missing.into_iter().partition(|m| m.stray);
        let lacking = (!lacking.is_empty()).then(|| missing_in(text, &lacking, origin, &artboard.face));
        lacking.into_iter().chain((!stray.is_empty()).then(|| stray_in(&stray, origin, &artboard.face)))
    });
    told.collect()
}

/// Marks that stand on no letter: a dotted circle would be printed under each.
fn stray_in(stray: &BTreeSet<&MissingGlyph>, origin: Span, face: &str) -> Diagnostic {
    let named = stray.iter().take(NAMED).map(|m| format!("U+{:04X} of `{}`", m.character as u32, m.word));
    let more = if stray.len() > NAMED { format!(" and {} more", stray.len() - NAMED) } else { String::new() };
    let named = named.collect::<Vec<_>>().join(", ");
    let message = format!("on the {face} a mark stands without its letter, on a dotted circle: {named}{more}");
    Diagnostic::error(&checks::MISSING_GLYPH, origin, message)
        .help("type the word again: a letter is missing, or marks stand in the wrong order, as in text of an old font")
}

/// Characters named one by one in a message; the others are counted.
const NAMED: usize = 6;

/// Fonts named in a message; the others are counted.
const LOOKED_IN: usize = 3;

/// Signs that phones draw in colour.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}')
}

fn missing_in(text: &PreparedText<'_>, missing: &BTreeSet<&MissingGlyph>, origin: Span, face: &str) -> Diagnostic {
    let named = missing.iter().take(NAMED).map(|m| format!("`{}` (U+{:04X})", m.character, m.character as u32));
    let named = named.collect::<Vec<_>>().join(", ");
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    // Signs that many scripts share say nothing about the font that is missing.
    let telling = missing.iter().find(|m| m.get.is_some()).or_else(|| missing.first());
    let (word, script) = telling.map_or(("", ""), |m| (&m.word, &m.script));
    let word: String = word.chars().take(24).collect();
    let all = &text.part.style.families;
    let families = all.iter().take(LOOKED_IN).map(String::as_str).collect::<Vec<_>>().join("`, `");
    let families =
        if all.len() > LOOKED_IN { format!("{families}` and {} more", all.len() - LOOKED_IN) } else { format!("{families}`") };
    // Zyyy: signs that belong to no script of their own (ISO 15924).
    let script = if script.is_empty() || script == "Zyyy" { String::new() } else { format!("script `{script}`, ") };
    let message = format!("no font has {named}{more}, {script}of `{word}` on the {face}");
    let help = match telling.and_then(|m| m.get.as_ref()) {
        Some(get) => format!("looked in `{families}; {get}"),
        None if missing.iter().all(|m| is_emoji(m.character)) => {
            "take it out: nothing here prints emoji; a picture of your own is an `[image.NAME]`, and of signs there are ☐ ☑ ✓ → ■ •"
                .to_string()
        }
        None => format!("looked in `{families}; add a font that has it with `handbill fonts add`, or take the character out"),
    };
    Diagnostic::error(&checks::MISSING_GLYPH, origin, message).help(help)
}
