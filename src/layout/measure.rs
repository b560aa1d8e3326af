//! How wide and how tall parts are in a setting. Everything here is repeated in every trial of a copyfit, so nothing
//! here touches a glyph.

use super::prepare::{Lockup, PreparedPart, PreparedText};
use super::sizes::Sizes;
use crate::compose::{Area, CodePart, Sizing, TypeScale};
use crate::display::Role;
use crate::geom::Length;
use crate::model::Fit;

/// One trial of the copyfit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    /// Body size over the size the theme asks for.
    pub scale: f64,
    /// How much of its leading copy keeps: 1 all of it, 0 as tight as may be.
    pub leading: f64,
    /// How far fitted headlines may grow: from their least size (0) to what is large enough for them (0.5), and to their
    /// largest (1).
    pub headline: f64,
    /// How often its largest size a fitted headline may reach: over 1 where a face would have a hole, under 1 for figures that
    /// are wider than their column.
    pub beyond: f64,
    /// How often its own size a code has: as much as type, or less where it has no more room.
    pub codes: f64,
    /// Height of pictures that fill their areas, as a part of what the theme asks for: words come first.
    pub pictures: f64,
    /// A lockup has no more lines, where there is a way.
    pub lockup: usize,
    /// Codes stand over their words rather than beside them.
    pub stacks: bool,
}

impl Setting {
    /// Everything as the theme asks for it.
    pub const OWN: Setting = Setting {
        scale: 1.0,
        leading: 1.0,
        headline: 1.0,
        beyond: 1.0,
        codes: 1.0,
        pictures: 1.0,
        lockup: usize::MAX,
        stacks: false,
    };

    /// How much larger logos and pictures of their own size are: half as much as type.
    pub fn figures(&self) -> f64 {
        1.0 + (self.beyond - 1.0) / 2.0
    }
}

/// A headline is this much smaller, at the most, for each of its sentences to stand on its own line.
const FOR_SENTENCES: f64 = 0.74;
/// A rounding to whole EMU costs no line.
const HAIR: Length = Length::emu(64);
/// Words in a row before others have no break up to so many ems.
const WHOLE_BEFORE_OTHERS: f64 = 14.0;
/// Least height of a picture that fills its area and tells something, as a part of its width, where the theme states none.
const LEAST_PICTURE: f64 = 0.3;
/// Between type that is fitted to its room and the line over it, at the least, in ems of the larger: clear of descenders and of
/// brackets, which rise over the digits. A quarter of it where leading is as tight as may be.
const HEADROOM: f64 = 0.2;
/// Between a code and the words beside it, in ems of the body.
const ROW_GAP: f64 = 0.9;
/// Words ask for no more of a row than so many times the width that is stated for their area.
const WIDER: f64 = 1.4;
/// A fitted text of so many times its least size is large enough: more of it is for the room that nothing else wants.
const ENOUGH: f64 = 1.5;
/// Lines of a lockup differ by no more than this in size, where there is another way.
const MOST_UNLIKE: f64 = 3.2;
/// A fitted text comes out smaller than its least size by this, at the most, where there is no other way to five sizes.
const UNDER_LEAST: f64 = 0.72;
/// The size at which a text's longest word is as wide as its column, a hair less.
fn fitting(text: &PreparedText<'_>, width: Length) -> Length {
    width.scale(0.9995 / text.longest_whole.max(0.01))
}

/// Whether it is short copy in a width of its own, and has words that longer copy would part there: its type gives way instead.
fn parts_no_word(text: &PreparedText<'_>, width: Length) -> bool {
    text.keeps_words && width > Length::ZERO
}

/// An address is this much smaller, at the most, so that it does not break.
const FOR_ADDRESS: f64 = 0.8;

/// What says what a code is for.
fn is_label(text: &PreparedText<'_>) -> bool {
    text.part.name == "label" && text.part.role == Role::Paragraph && text.two_lines > 0.0
}

fn is_address(text: &PreparedText<'_>) -> bool {
    matches!(text.part.name, "email" | "web")
}

/// `full`, or less where that keeps an address on one line of its column: a little less than `own`, what it is without
/// growing.
fn on_one_line(text: &PreparedText<'_>, width: Length, full: Length, own: Length) -> Length {
    if !is_address(text) {
        return full;
    }
    let whole = width.scale(0.9995 / text.shaped.full_width().max(0.01));
    if whole >= own.scale(FOR_ADDRESS) { full.min(whole) } else { full }
}

/// Measures against one type scale in one setting.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub scale: &'a TypeScale,
    pub setting: Setting,
    /// Which sizes the face has.
    pub sizes: &'a Sizes,
}

impl Measure<'_> {
    /// Size of step 0.
    pub fn body(&self) -> Length {
        self.scale.body.scale(self.setting.scale).max(self.scale.minimum)
    }

    /// The lines of a lockup in a column, and the size of each: of the ways to break it the one that fills the most.
    /// `None` for other texts, and where one of its lines would be too small.
    pub fn locked<'t>(&self, text: &'t PreparedText<'_>, width: Length) -> Option<(&'t Lockup, Vec<Length>)> {
        let Sizing::Fit(fit) = text.part.sizing else { return None };
        let cap = self.cap(fit);
        let floor = fit.from.max(self.scale.minimum_note);
        let mut best: Option<(_, &Lockup, Vec<Length>)> = None;
        for lockup in &text.lockups {
            let full: Vec<Length> = lockup.inks.iter().map(|(_, ink)| width.scale(1.0 / ink)).collect();
            let (smallest, largest) = (full.iter().min().copied()?, full.iter().max().copied()?);
            if smallest < floor {
                continue;
            }
            // One that fills its column comes before one that would have to stay smaller; of those, the one with the most ink.
            let fills = largest <= cap && largest.ratio(smallest) <= MOST_UNLIKE;
            let sizes: Vec<Length> =
                full.into_iter().map(|size| self.sizes.of(size.min(cap), self.floor(text), size.min(cap))).collect();
            let inked = sizes.iter().zip(&lockup.inks).map(|(size, (_, ink))| size.to_points() * size.to_points() * ink);
            let worth = (lockup.breaks.lines() <= self.setting.lockup, fills, inked.sum::<f64>());
            if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                best = Some((worth, lockup, sizes));
            }
        }
        best.map(|(_, lockup, sizes)| (lockup, sizes))
    }

    /// No fitted text is larger in this setting.
    fn cap(&self, fit: Fit) -> Length {
        let enough = fit.to.min(fit.from.scale(ENOUGH));
        let part = self.setting.headline * 2.0;
        let own = match part < 1.0 {
            true => fit.from + (enough - fit.from).scale(part),
            false => enough + (fit.to - enough).scale(part - 1.0),
        };
        own.scale(self.setting.beyond)
    }

    /// From the bottom of a lockup's line to the top of the next one's capitals.
    pub fn between(&self, text: &PreparedText<'_>, above: Length, below: Length) -> Length {
        above.min(below).scale((self.line(text) - text.shaped.rise).max(0.06))
    }

    /// Type size of a text in a column.
    pub fn size(&self, text: &PreparedText<'_>, width: Length) -> Length {
        if let Some((_, sizes)) = self.locked(text, width) {
            return sizes.into_iter().min().unwrap_or_default();
        }
        self.unlocked_size(text, width)
    }

    /// Type size of a text that is no lockup.
    fn unlocked_size(&self, text: &PreparedText<'_>, width: Length) -> Length {
        let own = self.own_size(text, width);
        self.sizes.of(own, self.floor(text), self.most(text, width, own))
    }

    /// No text is set smaller.
    pub fn floor(&self, text: &PreparedText<'_>) -> Length {
        match text.part.sizing {
            Sizing::Step(step) if step < 0.0 => self.scale.minimum_note,
            Sizing::Step(_) => self.scale.minimum,
            Sizing::Fit(fit) => fit.from.scale(UNDER_LEAST).max(self.scale.minimum),
        }
    }

    /// No text is set larger to stand in one size with others: fitted ones fill their width, and what has grown past its
    /// largest size has no more room than for its longest word.
    pub fn most(&self, text: &PreparedText<'_>, width: Length, own: Length) -> Length {
        match text.part.sizing {
            Sizing::Fit(_) => own,
            Sizing::Step(_) if is_address(text) || is_label(text) && self.setting.beyond > 1.0 => own,
            // Figures that had to become smaller for their column have no room for more.
            Sizing::Step(_) if self.setting.beyond < 1.0 => own,
            Sizing::Step(_) if self.setting.beyond <= 1.0 && !parts_no_word(text, width) => Length::MAX,
            Sizing::Step(_) => own.max(fitting(text, width)),
        }
    }

    /// Before it is set in one size with others.
    fn own_size(&self, text: &PreparedText<'_>, width: Length) -> Length {
        match text.part.sizing {
            Sizing::Step(step) => {
                let floor = if step < 0.0 { self.scale.minimum_note } else { self.scale.minimum };
                let at = |scale: f64| self.scale.body.scale(scale * text.step).max(floor);
                let own = at(self.setting.scale / self.setting.beyond);
                let full = on_one_line(text, width, at(self.setting.scale), own).max(floor);
                // The label of a code grows no further than two lines of it have room.
                let full = if is_label(text) { full.min(own.max(width.scale(0.9995 / text.two_lines))) } else { full };
                if self.setting.beyond <= 1.0 {
                    return if parts_no_word(text, width) { full.min(fitting(text, width)).max(floor) } else { full };
                }
                // What has grown past its largest size is no larger than lets its longest word stand in the width.
                full.min(fitting(text, width)).max(own.min(full))
            }
            Sizing::Fit(fit) => {
                let cap = self.cap(fit);
                // A hair less than what fits, so that rounding never costs a line.
                let fitting = |ems: f64| cap.min(width.scale(0.9995 / ems.max(0.01)));
                let least = fitting(text.fit_width);
                let in_sentences = text.sentences.map(fitting).filter(|size| *size >= least.scale(FOR_SENTENCES));
                in_sentences.unwrap_or(least).max(fit.from.max(self.scale.minimum_note))
            }
        }
    }

    /// Lines of a text in a width.
    pub fn lines(&self, text: &PreparedText<'_>, width: Length) -> usize {
        if let Some((lockup, _)) = self.locked(text, width) {
            return lockup.breaks.lines();
        }
        text.shaped.count_lines(width.ratio(self.size(text, width)), text.part.balance)
    }

    /// Distance of baselines over type size.
    pub fn line(&self, text: &PreparedText<'_>) -> f64 {
        text.part.tight + (text.part.line - text.part.tight) * self.setting.leading
    }

    /// From the top of its capitals, or of its tallest mark, to the depth of its descenders.
    pub fn text_height(&self, text: &PreparedText<'_>, width: Length) -> Length {
        if let Some((_, sizes)) = self.locked(text, width) {
            let between = sizes.windows(2).map(|pair| self.between(text, pair[0], pair[1])).sum::<Length>();
            let rises = sizes.iter().map(|size| size.scale(text.shaped.rise)).sum::<Length>();
            return rises + between + sizes.last().copied().unwrap_or_default().scale(text.shaped.descent);
        }
        self.height_at(self.unlocked_size(text, width), text, width)
    }

    /// The height of a text that is no lockup, at a size.
    fn height_at(&self, size: Length, text: &PreparedText<'_>, width: Length) -> Length {
        let lines = text.shaped.count_lines(width.ratio(size), text.part.balance);
        size.scale(text.shaped.rise + (lines as f64 - 1.0) * self.line(text) + text.shaped.descent)
    }

    /// Height of a part in a width, in the setting that is tried.
    pub fn part_height(&self, part: &PreparedPart<'_>, width: Length) -> Length {
        match part {
            PreparedPart::Text(text) => self.text_height(text, width),
            PreparedPart::Items { texts, .. } => {
                let least = if texts.is_empty() { Length::ZERO } else { Length::emu(1) };
                self.list_height(part, width, self.columns_in(part, width)).max(least)
            }
            PreparedPart::Figures { figures, .. } => {
                let measure = self.of_figures(figures, width);
                let tallest = figures.iter().map(|(value, key)| measure.figure_height(value, key, width));
                tallest.max().unwrap_or_default()
            }
            PreparedPart::Legend(legend) => self.legend_height(legend, width),
            PreparedPart::Chart { chart, hero } => self.chart_height(chart, hero.as_ref(), width),
            PreparedPart::Series { series, points } => self.series_height(series, points, width),
            PreparedPart::Code(code) => self.module(code, width) * (i64::from(code.matrix.size) + 8),
            PreparedPart::Picture(picture) if picture.crop => {
                // Decoration may do without room, a picture that tells something may not.
                let least = if picture.alt.is_empty() { Length::ZERO } else { width.scale(LEAST_PICTURE) };
                picture.height.unwrap_or(least).scale(self.setting.pictures)
            }
            PreparedPart::Picture(picture) => self.picture_width(picture, width).scale(1.0 / picture.ratio),
            PreparedPart::Marks(row) => self.marks_height(row, width),
        }
    }

    /// Width of a picture that is shown whole.
    pub fn picture_width(&self, picture: &crate::compose::PicturePart, width: Length) -> Length {
        let grown = |length: Option<Length>| length.map_or(Length::MAX, |l| l.scale(self.setting.figures()));
        let by_height = picture.height.map_or(Length::MAX, |_| grown(picture.height).scale(picture.ratio));
        let least = if picture.gives_way() { self.setting.pictures } else { 1.0 };
        width.min(grown(picture.width)).min(by_height).scale(least)
    }

    /// Side of a code's module in a width.
    pub fn module(&self, code: &CodePart, width: Length) -> Length {
        let most = width / (i64::from(code.matrix.size) + 8);
        let grown = code.module.scale(self.setting.codes).min(most);
        // A module of a device's whole dots stays one.
        let whole = code.dot.map_or(grown, |dot| dot * (grown.to_emu() / dot.to_emu().max(1)));
        whole.max(code.module)
    }

    /// Between the first part and those beside it.
    pub fn row_gap(&self) -> Length {
        self.body().scale(ROW_GAP)
    }

    /// How far an area is drawn over what stands above: less where pictures are lower than the theme asks for.
    pub fn rise(&self, area: &Area) -> Length {
        area.rise.scale(self.setting.pictures)
    }

    /// Space above a part in a width: large type stands clear of the line over it.
    pub fn gap(&self, area: &Area, part: &PreparedPart<'_>, width: Length) -> Length {
        let PreparedPart::Text(text) = part else { return self.body().scale(area.gap) };
        let stated = self.body().scale(text.part.gap.unwrap_or(area.gap));
        match text.part.sizing {
            Sizing::Fit(_) => stated.max(self.size(text, width).scale(HEADROOM * (0.25 + 0.75 * self.setting.leading))),
            Sizing::Step(_) => stated,
        }
    }

    /// Whether the first part of an area stands beside the others.
    pub fn is_row(&self, area: &Area, parts: &[PreparedPart<'_>]) -> bool {
        let stacks = self.setting.stacks && matches!(parts.first(), Some(PreparedPart::Code(_)));
        area.row && parts.len() > 1 && !stacks
    }

    /// Height of an area's parts in a width without padding.
    pub fn stack_height(&self, area: &Area, parts: &[PreparedPart<'_>], width: Length) -> Length {
        if self.is_row(area, parts) {
            let first = self.first_width(parts, width);
            let rest = self.plain_stack(area, &parts[1..], width - first - self.row_gap());
            // As it is drawn: in no more width than its own.
            return self.part_height(&parts[0], first).max(rest);
        }
        self.plain_stack(area, parts, width)
    }

    /// Height of parts one under the other, gaps between them.
    pub fn plain_stack(&self, area: &Area, parts: &[PreparedPart<'_>], width: Length) -> Length {
        let heights: Length = parts.iter().map(|p| self.part_height(p, width)).sum();
        let gaps: Length = parts.iter().skip(1).map(|p| self.gap(area, p, width)).sum();
        heights + gaps
    }

    /// Width of a code or picture; of a text on one line.
    pub fn part_width(&self, part: &PreparedPart<'_>, width: Length) -> Length {
        match part {
            PreparedPart::Code(_) => self.part_height(part, width),
            PreparedPart::Picture(picture) => self.picture_width(picture, width),
            // A hair more than the words take: what fills its width exactly may break.
            _ => self.widest(part) + HAIR,
        }
    }

    /// The least width that cuts nothing.
    pub fn least_width(&self, area: &Area, parts: &[PreparedPart<'_>]) -> Length {
        let first = |part: &PreparedPart<'_>| match part {
            PreparedPart::Text(text) => self.least_before_others(text),
            PreparedPart::Figures { .. } => self.widest(part),
            other => self.least(other),
        };
        self.across(area, parts, |part| self.least(part), first)
    }

    /// The least width that cuts nothing of a part.
    fn least(&self, part: &PreparedPart<'_>) -> Length {
        match part {
            PreparedPart::Text(text) => self.least_text_width(text),
            PreparedPart::Items { items, texts, numbers } => {
                let widest = texts
                    .iter()
                    .map(|t| self.least_text_width(t) + self.indent(t, items.marker, numbers))
                    .max()
                    .unwrap_or_default();
                let columns = i64::from(self.columns(items));
                widest * columns + self.column_gap() * (columns - 1)
            }
            PreparedPart::Figures { figures, .. } => self.of_figures(figures, Length::ZERO).figures_width(figures, Length::ZERO),
            PreparedPart::Legend(legend) => self.legend_least_width(legend),
            PreparedPart::Chart { hero, .. } => hero.as_ref().map_or(Length::ZERO, |text| self.least_text_width(text)),
            PreparedPart::Series { points, .. } => self.series_width(points),
            PreparedPart::Code(_) => self.part_height(part, Length::ZERO),
            PreparedPart::Picture(_) => Length::ZERO,
            PreparedPart::Marks(row) => self.marks_width(row),
        }
    }

    /// The width that breaks no line.
    pub fn full_width(&self, area: &Area, parts: &[PreparedPart<'_>]) -> Length {
        let of = |part: &PreparedPart<'_>| match (part, area.width.filter(|_| !area.row)) {
            (PreparedPart::Text(text), Some(stated)) => self.widest(part).min(stated.scale(WIDER).max(self.two_lines(text))),
            _ => self.widest(part),
        };
        let first = |part: &PreparedPart<'_>| match part {
            whole @ (PreparedPart::Text(_) | PreparedPart::Figures { .. }) => self.widest(whole),
            other => of(other),
        };
        self.across(area, parts, of, first)
    }

    /// The widest of the parts, `of` each; in a row that of the `first` and of what stands beside it.
    fn across(
        &self,
        area: &Area,
        parts: &[PreparedPart<'_>],
        of: impl Fn(&PreparedPart<'_>) -> Length,
        first: impl Fn(&PreparedPart<'_>) -> Length,
    ) -> Length {
        let widest = |parts: &[PreparedPart<'_>]| parts.iter().map(&of).max().unwrap_or_default();
        match self.is_row(area, parts) {
            true => first(&parts[0]) + self.row_gap() + widest(&parts[1..]),
            false => widest(parts),
        }
    }

    /// Words that stand before others are not broken, unless they are many.
    fn least_before_others(&self, text: &PreparedText<'_>) -> Length {
        let size = self.size(text, Length::ZERO);
        size.scale(text.shaped.full_width().min(text.longest.max(WHOLE_BEFORE_OTHERS)))
    }

    /// Width of the first part of a row: its own, or less where many words would leave too little to what stands beside them.
    pub fn first_width(&self, parts: &[PreparedPart<'_>], width: Length) -> Length {
        let own = self.part_width(&parts[0], width);
        let PreparedPart::Text(text) = &parts[0] else { return own };
        let beside = parts[1..].iter().map(|part| self.least(part)).max().unwrap_or_default();
        own.min((width - self.row_gap() - beside).max(self.least_before_others(text) + HAIR))
    }

    fn two_lines(&self, text: &PreparedText<'_>) -> Length {
        self.size(text, Length::ZERO).scale(text.two_lines)
    }

    /// Width under which its longest word would be parted.
    pub fn least_text_width(&self, text: &PreparedText<'_>) -> Length {
        self.size(text, Length::ZERO).scale(text.longest)
    }

    fn widest(&self, part: &PreparedPart<'_>) -> Length {
        match part {
            PreparedPart::Text(text) => {
                // A fitted text would grow without end; its least size tells how much room it asks for.
                self.size(text, Length::ZERO).scale(text.shaped.full_width())
            }
            PreparedPart::Items { items, texts, numbers } => {
                let widest = texts
                    .iter()
                    .map(|t| self.size(t, Length::ZERO).scale(t.shaped.full_width()) + self.indent(t, items.marker, numbers));
                widest.max().unwrap_or_default() * i64::from(self.columns(items))
            }
            PreparedPart::Figures { figures, .. } => self.with_figures(1.0).figures_width(figures, Length::ZERO),
            // They take the width there is.
            PreparedPart::Legend(_) | PreparedPart::Chart { .. } => Length::ZERO,
            PreparedPart::Series { points, .. } => self.series_width(points),
            PreparedPart::Code(_) => self.part_height(part, Length::ZERO),
            PreparedPart::Picture(picture) => self.picture_width(picture, Length::inches(100.0)),
            PreparedPart::Marks(row) => self.marks_width(row),
        }
    }
}
