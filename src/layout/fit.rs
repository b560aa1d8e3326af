//! Copyfit: the largest setting in which everything fits.
//!
//! In this order, as DESIGN 3 has it: full words at the largest type the theme allows; smaller down to its minimum;
//! then the short forms, the last area's first; then an error. A larger box never fits less: each trial asks only
//! whether the words fit, and the largest type that does is taken.

mod few_sizes;

use super::grid::{self, Grid, Rows, TOLERANCE_POINTS};
use super::measure::{Measure, Setting};
use super::prepare::{Prepared, PreparedPart};
use super::sizes::{Sized, Sizes};
use super::solved::KnownGrids;
use super::trial::{Known, Trial};
use crate::compose::{Area, Artboard};
use crate::diag::Span;
use crate::geom::{Length, Rect};

/// Trials of the bisection: 2^-7 of the range of sizes is under a tenth of a point.
const TRIALS: u32 = 7;

/// Part of the range of settings in which the leading alone shrinks.
const LED: f64 = 0.2;
/// Part of what is left under that in which copy shrinks, after headlines have become as small as is large enough.
const COPY: f64 = 0.75;
/// Headlines are large enough from here on.
const ENOUGH: f64 = 0.5;

/// What is too high by less than this part of a face may fit in a setting that is a little larger, and in which that is looked for.
const NEAR: f64 = 0.04;
const HARDLY_LARGER: [f64; 4] = [0.08, 0.16, 0.28, 0.4];

/// A setting that fits, and where everything goes.
pub(super) struct Fitted {
    pub setting: Setting,
    /// Whether each area stands in its short form.
    pub short: Vec<bool>,
    pub rectangles: Vec<Rect>,
    /// What the theme keeps free.
    pub free: Vec<Rect>,
    /// The cells in which several areas flow, with their padding.
    pub flows: Vec<Rect>,
    pub frame: Rect,
    /// Height of the draft band.
    pub band: Length,
    /// At most five, where that can be.
    pub sizes: Sizes,
    /// They are those of the face's other panels.
    pub given: bool,
}

impl Fitted {
    /// How near the type comes to what the theme asks for: 1 where nothing is smaller and every text stands in full.
    pub fn ease(&self) -> f64 {
        ease(&self.setting, &self.short)
    }

    fn with(&self, setting: Setting, places: Places, sizes: Sizes) -> Fitted {
        let Places { areas: rectangles, free, flows } = places;
        Fitted { setting, rectangles, free, flows, sizes, short: self.short.clone(), ..*self }
    }
}

fn ease(setting: &Setting, short: &[bool]) -> f64 {
    let shortened = short.iter().filter(|short| **short).count() as f64;
    let leading = 0.9 + 0.1 * setting.leading;
    let headline = 0.5 + setting.headline.min(ENOUGH);
    let pictures = 0.6 + 0.4 * setting.pictures;
    (setting.scale.min(1.0) * leading * headline * pictures - SHORTENED * shortened).max(0.01)
}

/// How high pictures stand where words have no room beside them, as parts of what the theme asks for.
const LOWER_PICTURES: [f64; 4] = [0.75, 0.55, 0.4, 0.25];

/// Copy that is hardly smaller than the theme wants has room enough beside pictures.
const ROOMY: f64 = 0.92;

/// How much larger copy has to come out for a headline to have a line less.
const MUCH_LARGER: f64 = 1.15;

/// A shortened text is as bad as type smaller by this part.
const SHORTENED: f64 = 0.15;

/// What is too wide for its column.
#[derive(Debug)]
pub(super) enum Wide {
    Word(String),
    Code,
    Figures,
}

impl Wide {
    fn widest(measure: &Measure<'_>, area: &Area, parts: &[PreparedPart<'_>]) -> Wide {
        let widest = parts.iter().max_by_key(|part| measure.least_width(area, std::slice::from_ref(*part)));
        match widest {
            Some(PreparedPart::Code(_)) => Wide::Code,
            Some(PreparedPart::Figures { .. }) => Wide::Figures,
            Some(part) => {
                let text = part.texts().into_iter().max_by_key(|text| measure.least_text_width(text));
                Wide::Word(text.map(|t| t.shaped.longest_word(t.part.balance)).unwrap_or_default())
            }
            None => Wide::Word(String::new()),
        }
    }
}

/// Why nothing fits.
#[derive(Debug)]
pub(super) enum Overflow {
    /// `part`: how much of the height of the block's words is too much.
    Height {
        over: Length,
        block: String,
        origin: Span,
        smallest: Length,
        had_short: bool,
        words: usize,
        part: f64,
    },
    Width {
        over: Length,
        block: String,
        origin: Span,
        wide: Wide,
        has: Length,
    },
}

/// Whether any picture may be lower for the sake of words.
fn has_picture(prepared: &Prepared<'_>) -> bool {
    let parts = prepared.areas.iter().flat_map(|area| &area.full);
    parts.into_iter().any(|part| matches!(part, PreparedPart::Picture(picture) if picture.crop || picture.gives_way()))
}

/// `given` are the sizes that the face has already, of its other panels.
pub(super) fn fit(
    artboard: &Artboard,
    prepared: &Prepared<'_>,
    given: &Sizes,
    grids: &mut KnownGrids,
) -> Result<Fitted, Overflow> {
    let band = draft_band(artboard, prepared);
    let grid = Grid::new(artboard, prepared, grid::frame(artboard, band), Rows::Own, grids);
    let mut search = Search::new(artboard, prepared, grid, given);
    let (setting, short, places) = search.in_some_form()?;
    Ok(search.few_sizes(setting, short, places, band))
}

/// Whether [`Fitted::ease`] may come over `enough`, or nothing fits: what comes after the search only takes from it. Looked
/// for no closer than it takes to know.
pub(super) fn may_come_over(artboard: &Artboard, prepared: &Prepared<'_>, enough: f64, grids: &mut KnownGrids) -> bool {
    let frame = grid::frame(artboard, draft_band(artboard, prepared));
    let mut search = Search::new(artboard, prepared, Grid::new(artboard, prepared, frame, Rows::Own, grids), &Sizes::FREE);
    search.enough = Some(enough);
    search.in_some_form().map_or(true, |(setting, short, _)| ease(&setting, &short) > enough)
}

/// The same words in the same forms, in another setting, with the rows of the grid as `rows` has them. `None` where they do
/// not fit.
pub(super) fn again(
    artboard: &Artboard,
    prepared: &Prepared<'_>,
    fitted: &Fitted,
    setting: Setting,
    rows: Rows,
) -> Option<Fitted> {
    let given = if fitted.given { &fitted.sizes } else { &Sizes::FREE };
    let mut grids = KnownGrids::default();
    let grid = Grid::new(artboard, prepared, fitted.frame, rows, &mut grids);
    let mut search = Search::new(artboard, prepared, grid, given);
    let (setting, places) = search.in_setting(setting, &fitted.short).ok()?;
    Some(search.few_sizes(setting, fitted.short.clone(), places, fitted.band))
}

/// The sizes of everything that is set.
fn sizes_of(artboard: &Artboard, prepared: &Prepared<'_>, fitted: &Fitted) -> Vec<Sized> {
    let measure = Measure { scale: &artboard.scale, setting: fitted.setting, sizes: &fitted.sizes };
    sized(prepared, measure, &fitted.short, &fitted.rectangles)
}

fn sized(prepared: &Prepared<'_>, measure: Measure<'_>, short: &[bool], places: &[Rect]) -> Vec<Sized> {
    let of_area = |(i, rect): (usize, &Rect)| {
        let area = &prepared.areas[i];
        let padding = area.area.padding;
        let along = if area.area.turned { rect.height - padding.vertical() } else { rect.width - padding.horizontal() };
        measure.sizes(area.area, area.parts(short[i]), along)
    };
    places.iter().enumerate().flat_map(of_area).collect()
}

/// Height of the band: its words and as much air, inside the safe area.
fn draft_band(artboard: &Artboard, prepared: &Prepared<'_>) -> Length {
    let Some(words) = &prepared.draft else { return Length::ZERO };
    let setting = Setting::OWN;
    let measure = Measure { scale: &artboard.scale, setting, sizes: &Sizes::FREE };
    let height = measure.text_height(words, artboard.draft_room.1);
    artboard.safe.min(Length::points(10.0)) + height + artboard.scale.minimum_note.scale(0.6)
}

/// Where everything goes in a trial.
struct Places {
    areas: Vec<Rect>,
    free: Vec<Rect>,
    flows: Vec<Rect>,
}

/// The settings of one artboard that are tried, and what is known of them.
struct Search<'p, 'a, 'k> {
    artboard: &'p Artboard,
    prepared: &'p Prepared<'a>,
    grid: Grid<'k>,
    /// The room that trials write into.
    known: Vec<Known>,
    sizes: Sizes,
    /// How high pictures stand that fill their areas, as a part of what the theme asks for.
    pictures: f64,
    /// Lines of a lockup, at the most.
    lockup: usize,
    /// Where it is only asked whether the ease comes over this.
    enough: Option<f64>,
    /// A setting that does not come over this is not taken: it may be any.
    least_ease: f64,
}

impl<'p, 'a, 'k> Search<'p, 'a, 'k> {
    fn new(artboard: &'p Artboard, prepared: &'p Prepared<'a>, grid: Grid<'k>, given: &Sizes) -> Search<'p, 'a, 'k> {
        let known = vec![Known::default(); prepared.areas.len()];
        Search {
            artboard,
            prepared,
            grid,
            known,
            sizes: given.clone(),
            pictures: 1.0,
            lockup: usize::MAX,
            enough: None,
            least_ease: 0.0,
        }
    }
}

impl Search<'_, '_, '_> {
    /// The largest setting that fits, with the forms it takes.
    fn in_some_form(&mut self) -> Result<(Setting, Vec<bool>, Places), Overflow> {
        let areas = &self.prepared.areas;
        let mut short = vec![false; areas.len()];
        let shortable: Vec<usize> = (0..areas.len()).filter(|i| areas[*i].short.is_some()).collect();
        let mut tried = self.in_few_lines(&short);
        if has_picture(self.prepared) {
            tried = self.with_lower_pictures(tried, &short);
        }
        for index in shortable.into_iter().rev() {
            if tried.is_ok() {
                break;
            }
            short[index] = true;
            tried = self.in_few_lines(&short);
        }
        // A picture gives way before words are refused.
        for pictures in LOWER_PICTURES {
            if tried.is_ok() || !has_picture(self.prepared) {
                break;
            }
            self.pictures = pictures;
            tried = self.in_few_lines(&short).or(tried);
        }
        tried.map(|(setting, places)| (setting, short, places))
    }

    /// Pictures a little lower, where words would be cut short or come out much smaller without that.
    fn with_lower_pictures(
        &mut self,
        own: Result<(Setting, Places), Overflow>,
        short: &[bool],
    ) -> Result<(Setting, Places), Overflow> {
        let of = |tried: &Result<(Setting, Places), Overflow>| tried.as_ref().map_or(0.0, |(setting, _)| ease(setting, short));
        if own.as_ref().is_ok_and(|(setting, _)| setting.scale >= ROOMY) {
            return own;
        }
        // Lockups of fewer lines are held against each other.
        let least_ease = if self.most_lines() == 1 { of(&own) } else { 0.0 };
        (self.pictures, self.least_ease) = (LOWER_PICTURES[0], least_ease);
        let lower = self.in_few_lines(short);
        (self.pictures, self.least_ease) = (1.0, 0.0);
        if of(&lower) > of(&own) { lower } else { own }
    }

    /// The largest setting that fits with these forms. A great word over several lines takes the room of all others: the lockup
    /// has fewer lines where that lets copy be much larger.
    fn in_few_lines(&mut self, short: &[bool]) -> Result<(Setting, Places), Overflow> {
        let most = self.most_lines();
        let full = self.artboard.scale.maximum.ratio(self.artboard.scale.body).max(1.0);
        let scale = |tried: &Result<(Setting, Places), Overflow>| tried.as_ref().map_or(0.0, |(setting, _)| setting.scale);
        self.lockup = usize::MAX;
        let mut best = self.largest(short);
        for lines in (1..most).rev() {
            if scale(&best) >= full {
                break;
            }
            self.lockup = lines;
            let made = self.largest(short);
            if made.is_ok() && scale(&made) > scale(&best) * MUCH_LARGER {
                best = made;
            }
        }
        best
    }

    /// Of all lockups.
    fn most_lines(&self) -> usize {
        let texts = self.prepared.areas.iter().flat_map(|area| &area.full).flat_map(PreparedPart::texts);
        texts.flat_map(|text| &text.lockups).map(|lockup| lockup.breaks.lines()).max().unwrap_or(1)
    }

    /// The largest setting that fits with these forms; where only so much ease is asked for, one that tells.
    fn largest(&mut self, short: &[bool]) -> Result<(Setting, Places), Overflow> {
        if let Ok(done) = self.trial(1.0, short) {
            return Ok(done);
        }
        let mut best = None;
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..TRIALS {
            let middle = (low + high) / 2.0;
            match self.trial(middle, short) {
                Ok(done) if self.enough.is_some_and(|enough| ease(&done.0, short) > enough) => return Ok(done),
                Ok(done) => {
                    best = Some(done);
                    low = middle;
                }
                Err(_) => {
                    high = middle;
                    // The first that does not fit asks whether anything does.
                    if best.is_none() {
                        best = Some(self.least(short)?);
                    }
                    // All that may still come is smaller.
                    if ease(&self.setting(high), short) <= self.enough.unwrap_or(0.0).max(self.least_ease) {
                        break;
                    }
                }
            }
        }
        best.map_or_else(|| self.least(short), Ok)
    }

    /// The least setting that fits. Smaller words may need more room: a label on one line in place of two takes width from the
    /// words beside it, which break once more. Where the very least is a little too high, one a little larger may not be.
    fn least(&mut self, short: &[bool]) -> Result<(Setting, Places), Overflow> {
        let least = self.trial(0.0, short);
        let is_near = |over: &Length| over.ratio(self.grid.frame.height) < NEAR;
        match &least {
            Err(Overflow::Height { over, .. }) if is_near(over) => {
                HARDLY_LARGER.into_iter().find_map(|at| self.trial(at, short).ok()).map_or(least, Ok)
            }
            _ => least,
        }
    }

    /// One trial; `at` runs from the least setting (0) to the largest (1).
    fn trial(&mut self, at: f64, short: &[bool]) -> Result<(Setting, Places), Overflow> {
        self.in_setting(self.setting(at), short)
    }

    fn in_setting(&mut self, setting: Setting, short: &[bool]) -> Result<(Setting, Places), Overflow> {
        let sizes = self.sizes.clone();
        let measure = Measure { scale: &self.artboard.scale, setting, sizes: &sizes };
        if self.grid.is_empty() {
            return Ok((setting, Places { areas: Vec::new(), free: Vec::new(), flows: Vec::new() }));
        }
        let mut known = std::mem::take(&mut self.known);
        let mut trial = Trial::new(measure, self.prepared, short, &mut known);
        let areas = self.grid.rectangles(&mut trial);
        let fits = self.check(&mut trial, &areas);
        self.known = known;
        fits.map(|()| (setting, Places { areas, free: self.grid.free(), flows: self.grid.flows() }))
    }

    /// From 1 down: copy from its largest to the theme's own size; then its leading, as tight as may be; then headlines, until
    /// they are no larger than they need to be, so that how large a theme lets them grow takes nothing from copy; then the size
    /// of copy, down to the least, and headlines with it.
    fn setting(&self, at: f64) -> Setting {
        let scale = &self.artboard.scale;
        let whole = Setting { pictures: self.pictures, lockup: self.lockup, ..Setting::OWN };
        let (least, most) = (scale.minimum.ratio(scale.body), scale.maximum.ratio(scale.body));
        let own = if most > 1.0 { (LED + (1.0 - LED) * ((1.0 - least) / (most - least)).max(0.3)).min(0.9) } else { 1.0 };
        let small = own - LED;
        if at >= own {
            let grown = if own < 1.0 { (at - own) / (1.0 - own) } else { 0.0 };
            return Setting { scale: 1.0 + (most - 1.0) * grown, ..whole };
        }
        if at >= small {
            return Setting { leading: (at - small) / LED, ..whole };
        }
        let copy = small * COPY;
        if at >= copy {
            return Setting { leading: 0.0, headline: ENOUGH + (1.0 - ENOUGH) * (at - copy) / (small - copy), ..whole };
        }
        let part = at / copy;
        Setting { scale: least + (1.0 - least) * part, leading: 0.0, headline: ENOUGH * part, ..whole }
    }

    fn check(&self, trial: &mut Trial<'_, '_>, rectangles: &[Rect]) -> Result<(), Overflow> {
        let tolerance = Length::points(TOLERANCE_POINTS);
        self.check_widths(trial, rectangles)?;
        let mut lowest = Length::ZERO;
        for (i, rect) in rectangles.iter().enumerate() {
            let area = self.prepared.areas[i].area;
            let inner = rect.width - area.padding.horizontal();
            let needed = trial.height(i, inner) + area.padding.vertical();
            lowest = lowest.max(rect.y + rect.height.max(needed)).max(rect.bottom());
            let (needed, has) = match area.turned {
                true => (trial.turned_width(i, *rect), rect.width),
                false => (needed, rect.height),
            };
            if needed > has + tolerance {
                let over = needed - has;
                return Err(self.too_tall(over, i, rect.width, trial));
            }
        }
        // What flows is as high as it needs, and may reach out of its cell.
        for (f, flow) in self.prepared.flows.iter().enumerate() {
            let below = flow.areas.iter().map(|i| rectangles[*i].bottom()).max().unwrap_or_default() + flow.padding.bottom;
            let cell = self.grid.bottom_of_flow(f);
            if below > cell + tolerance {
                let tallest = flow.areas.iter().copied().max_by_key(|i| rectangles[*i].height).unwrap_or_default();
                return Err(self.too_tall(below - cell, tallest, rectangles[tallest].width, trial));
            }
        }
        if lowest > self.grid.frame.bottom() + tolerance {
            let over = lowest - self.grid.frame.bottom();
            // Nobody can shorten a picture: the most room of those that have words.
            let has_words = |i: usize| self.prepared.areas[i].full.iter().any(|part| !part.texts().is_empty());
            let filled = (0..rectangles.len()).filter(|i| !self.prepared.areas[*i].full.is_empty());
            let tallest = filled.max_by_key(|i| (has_words(*i), rectangles[*i].height)).unwrap_or_default();
            return Err(self.too_tall(over, tallest, rectangles[tallest].width, trial));
        }
        Ok(())
    }

    /// What is too wide is the block that needs most of its own width, not whatever else stands in its column.
    fn check_widths(&self, trial: &mut Trial<'_, '_>, rectangles: &[Rect]) -> Result<(), Overflow> {
        let tolerance = Length::points(TOLERANCE_POINTS);
        let right = self.grid.frame.right();
        let mut over = Length::ZERO;
        let mut tightest: Option<(usize, Length, Length)> = None;
        for (i, rect) in rectangles.iter().enumerate() {
            let inner = rect.width - self.prepared.areas[i].area.padding.horizontal();
            let least = trial.least_width(i);
            over = over.max(least - inner).max(rect.right() - right);
            if tightest.is_none_or(|(_, slack, _)| inner - least < slack) {
                tightest = Some((i, inner - least, least));
            }
        }
        let Some((i, _, least)) = tightest.filter(|_| over > tolerance) else { return Ok(()) };
        let area = self.prepared.areas[i].area;
        let wide = Wide::widest(&trial.measure, area, trial.parts(i));
        Err(Overflow::Width { over, block: area.block.clone(), origin: area.origin, wide, has: least - over })
    }

    fn too_tall(&self, over: Length, index: usize, width: Length, trial: &mut Trial<'_, '_>) -> Overflow {
        let area = self.prepared.areas[index].area;
        let texts = trial.parts(index).iter().flat_map(PreparedPart::texts);
        let words = texts.map(|text| text.shaped.words()).sum();
        let height = trial.height(index, width - area.padding.horizontal());
        Overflow::Height {
            over,
            block: area.block.clone(),
            origin: area.origin,
            smallest: trial.measure.body(),
            had_short: area.short.is_some(),
            words,
            part: if height > Length::ZERO { over.ratio(height) } else { 1.0 },
        }
    }
}
