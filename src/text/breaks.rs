//! Where lines end.
//!
//! A greedy pass finds how few lines a width takes; copy is then set so that the slack of its lines is spread evenly
//! (total fit, Knuth and Plass 1981, without stretch), and headlines so that all lines are about equally long. Neither
//! ever takes more lines than the greedy pass. Words are parted only where copy reads better for it, or where one is
//! wider than its column.

use super::joints::Break;
use super::{Balance, Shaped};
use std::ops::Range;

/// Lines of a paragraph: for each the atom after its last one.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    pub(super) ends: Vec<usize>,
    /// Width of the longest line in ems, without the space at its end.
    pub widest: f64,
}

impl Breaks {
    /// How many there are.
    pub fn lines(&self) -> usize {
        self.ends.len()
    }
}

/// Sums of many advances differ in the last bits; a hair must not cost a line.
const HAIR: f64 = 1e-6;
/// Hyphens one under the other at the most.
const HYPHENS_IN_A_ROW: u32 = 2;
/// What a parted word costs, as slack in parts of the width.
const HYPHEN_COST: f64 = 0.22;
/// What a compound costs that is broken behind its hyphen.
const COMPOUND_COST: f64 = 0.16;
/// What a small word at the end of a line of copy costs, and a word parted without a hyphen.
const LITTLE_COST: f64 = 0.1;
const INSIDE_COST: f64 = 0.06;
/// The same in headlines and labels.
const LITTLE_IN_HEADLINE: f64 = 1.1;
const INSIDE_IN_HEADLINE: f64 = 1.4;
/// What a date or a span costs that stands on two lines, as much as a word alone on the last line.
const MOMENT_COST: f64 = 1.0;
/// What a headline gains that breaks between two sentences.
const SENTENCE_GAIN: f64 = 0.5;
/// What nobody would choose.
const LAST_RESORT: f64 = 2.0;
/// Copy of fewer characters has ragged edges that need no parted words.
const SHORT_COPY: usize = 160;
/// A headline whose small words stay with the next ones may need a column so much wider, and no more.
const MUCH_MORE: f64 = 1.7;
/// A word alone on the last line of a headline is lonely where it is shorter than this part of a line.
const SHORT_WORD: f64 = 0.5;
/// How much wider than its least width a headline may be set so that no word stands alone on its last line.
const WIDER: [f64; 6] = [1.02, 1.04, 1.07, 1.1, 1.14, 1.18];
/// Fewer characters than these are not left alone on a last line, in scripts without spaces.
const LAST_LINE: usize = 4;

/// Letters of a word, as no text with spaces has them on average.
const LONGEST_ON_AVERAGE: usize = 20;

impl Shaped {
    /// How many words there are between spaces; none where the script has no spaces.
    pub fn words(&self) -> usize {
        let words = self.text.split_whitespace().count();
        if self.text.chars().count() > words * LONGEST_ON_AVERAGE { 0 } else { words }
    }

    /// Width of all words on one line, in ems.
    pub fn full_width(&self) -> f64 {
        self.width(0..self.atoms.len())
    }

    /// Width of the longest piece that cannot be broken, in ems.
    pub fn longest_piece(&self, balance: Balance) -> f64 {
        self.pieces(balance).map(|piece| self.width(piece)).fold(0.0, f64::max)
    }

    /// Width of the longest piece that had better not be broken, in ems, as long as that is not much more than what must not.
    fn longest_whole_piece(&self, balance: Balance) -> f64 {
        let least = self.longest_piece(balance);
        let mut start = 0;
        let ends = self.stops(balance).filter(|end| *end == self.atoms.len() || ends_word(self.atoms[end - 1].after, balance));
        let whole = ends.map(|end| self.width(std::mem::replace(&mut start, end)..end)).fold(0.0, f64::max);
        if balance.is_of_headlines() && whole <= least * MUCH_MORE { whole.max(least) } else { least }
    }

    /// Width of the longest word of copy that parts none, in ems.
    pub fn longest_word_of_copy(&self) -> f64 {
        let mut start = 0;
        let is_end = |end: &usize| *end == self.atoms.len() || !self.atoms[end - 1].after.is_hyphen();
        let ends = self.stops(Balance::Copy).filter(is_end);
        ends.map(|end| self.width(std::mem::replace(&mut start, end)..end)).fold(0.0, f64::max)
    }

    /// Whether it is so short that its ragged edge needs no parted words.
    pub fn is_short_copy(&self) -> bool {
        self.characters() < SHORT_COPY
    }

    /// The longest piece that cannot be broken, as text: for a message.
    pub fn longest_word(&self, balance: Balance) -> String {
        let widest = self.pieces(balance).max_by(|a, b| self.width(a.clone()).total_cmp(&self.width(b.clone())));
        let Some(piece) = widest.filter(|p| !p.is_empty()) else { return String::new() };
        let end = self.atoms.get(piece.end).map_or(self.text.len(), |a| a.start);
        self.text[self.atoms[piece.start].start..end].trim().to_string()
    }

    fn pieces(&self, balance: Balance) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.stops(balance).map(move |end| std::mem::replace(&mut start, end)..end)
    }

    /// Where lines may end, as the atom after.
    fn stops(&self, balance: Balance) -> impl Iterator<Item = usize> + Clone {
        self.stops.iter().map(|end| *end as usize).filter(move |end| usable(self.atoms[end - 1].after, balance))
    }

    /// How many lines the words take at a width in ems. Cheap: no glyph is touched.
    pub fn count_lines(&self, width: f64, balance: Balance) -> usize {
        self.counts.of(width, balance, || {
            let mut lines = 0;
            self.fill(width, balance, &mut |_| lines += 1);
            lines
        })
    }

    /// The least width in ems that takes no more than so many lines.
    pub fn width_for_lines(&self, lines: usize, balance: Balance) -> f64 {
        let (mut low, mut high) = (self.longest_whole_piece(balance), self.full_width());
        if lines <= 1 || high <= low {
            return high;
        }
        if self.count_lines(low, balance) <= lines {
            return low;
        }
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if self.count_lines(middle, balance) <= lines { high = middle } else { low = middle }
        }
        self.without_lonely_word(high, balance)
    }

    /// A little wider, where that keeps the last line of a headline from being one word.
    fn without_lonely_word(&self, least: f64, balance: Balance) -> f64 {
        let is_lonely = |width: &f64| {
            let breaks = self.breaks(*width, balance);
            let short = self.line_widths(&breaks).last().is_some_and(|last| *last < breaks.widest * SHORT_WORD);
            short && self.ends_lonely(&breaks)
        };
        if !balance.is_of_headlines() || !is_lonely(&least) {
            return least;
        }
        WIDER.into_iter().map(|by| least * by).find(|width| !is_lonely(width)).unwrap_or(least)
    }

    /// The lines for a width in ems: as few as can be, and of those ways the best looking.
    pub fn breaks(&self, width: f64, balance: Balance) -> Breaks {
        self.settings.of(width, balance, || {
            let greedy = self.greedy(width, balance);
            let ends = if greedy.len() < 2 { greedy } else { self.best(width, greedy.len(), balance).unwrap_or(greedy) };
            self.lines_at(ends)
        })
    }

    /// All ways to break a text into two lines: lines of unequal length, for a lockup.
    pub fn in_two(&self, balance: Balance) -> Vec<Breaks> {
        let end = self.atoms.len();
        // A small word ends the first line only over one great word: `Books for / EVERYBODY`.
        let is_fine = |stop: &usize| match self.atoms[stop - 1].after {
            Break::LittleWord => !self.atoms[*stop..].iter().any(|atom| atom.is_space),
            after => ends_word(after, balance),
        };
        let at = self.stops(balance).filter(|stop| *stop < end && is_fine(stop));
        at.map(|stop| self.lines_at(vec![stop, end])).collect()
    }

    /// Each sentence on its own line; `None` for one sentence alone.
    pub fn in_sentences(&self) -> Option<Breaks> {
        let ends: Vec<usize> = self.stops(Balance::Headline).filter(|end| self.begins_sentence(*end)).collect();
        (!ends.is_empty())
            .then(|| self.lines_at(ends.into_iter().filter(|end| *end < self.atoms.len()).chain([self.atoms.len()]).collect()))
    }

    /// The lines filled one after the other, as far as each goes: to compare with.
    pub fn greedy_breaks(&self, width: f64, balance: Balance) -> Breaks {
        self.lines_at(self.greedy(width, balance))
    }

    fn lines_at(&self, ends: Vec<usize>) -> Breaks {
        let widest = lines(&ends).map(|line| self.width(line)).fold(0.0, f64::max);
        Breaks { ends, widest }
    }

    /// Width of each line in ems.
    pub fn line_widths(&self, breaks: &Breaks) -> Vec<f64> {
        lines(&breaks.ends).map(|line| self.width(line)).collect()
    }

    /// Characters on each line, spaces at its end left out.
    pub fn line_characters(&self, breaks: &Breaks) -> Vec<usize> {
        let characters = |line: Range<usize>| self.atoms[line].iter().map(|a| a.characters as usize).sum();
        lines(&breaks.ends).map(characters).collect()
    }

    /// Width of some atoms as a line: without the spaces at its end and the blanks of punctuation at its edges, with the
    /// hyphen of a parted word.
    pub(super) fn width(&self, range: Range<usize>) -> f64 {
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else { return 0.0 };
        let end = self.inked[last].max(range.start);
        if end == range.start {
            return 0.0;
        }
        let (first, final_atom) = (&self.atoms[range.start], &self.atoms[end - 1]);
        let hyphen = if self.is_parted(range.end) { final_atom.hyphen } else { 0.0 };
        self.sums[end] - self.sums[range.start] - first.lead - final_atom.trail + hyphen
    }

    /// Whether a line that ends here parts a word.
    pub(super) fn is_parted(&self, end: usize) -> bool {
        end > 0 && end < self.atoms.len() && self.atoms[end - 1].after.is_hyphen()
    }

    fn greedy(&self, width: f64, balance: Balance) -> Vec<usize> {
        let mut ends = Vec::new();
        self.fill(width, balance, &mut |end| ends.push(end));
        ends
    }

    /// Fills each line as far as it goes, and gives its end; at least one line. Words are parted and addresses broken only
    /// where nothing else fits.
    fn fill(&self, width: f64, balance: Balance, end_line: &mut dyn FnMut(usize)) {
        let width = width + HAIR;
        let count = self.atoms.len();
        if count == 0 {
            return end_line(0);
        }
        let mut start = 0;
        let mut next = 0;
        while start < count {
            let (mut whole, mut parted, mut first) = (None, None, None);
            // The first of these stops surely fit, by their sums alone.
            let sure = self.sure(start, next, width);
            for end in self.stops[next..sure].iter().rev().map(|end| *end as usize) {
                let after = self.atoms[end - 1].after;
                if ends_word(after, balance) {
                    whole = Some(end);
                    break;
                }
                parted = parted.or(Some(end).filter(|_| usable(after, balance)));
            }
            for end in self.stops[sure..].iter().map(|end| *end as usize) {
                let after = self.atoms[end - 1].after;
                if !usable(after, balance) {
                    continue;
                }
                if self.width(start..end) > width {
                    first = first.or(Some(end));
                    if whole.is_some() || parted.is_some() || ends_word(after, balance) {
                        break;
                    }
                    continue;
                }
                if ends_word(after, balance) { whole = Some(end) } else { parted = Some(end) }
            }
            // A piece wider than the line stands alone; the caller reports it.
            let end = whole.or(parted).or(first).unwrap_or(count);
            end_line(end);
            start = end;
            next += self.stops[next..].partition_point(|stop| *stop as usize <= end);
        }
    }

    /// The stop after the last of those that fit on a line without looking: not even a hyphen could make it too wide.
    fn sure(&self, start: usize, next: usize, width: f64) -> usize {
        if !self.only_grows {
            return next;
        }
        let limit = self.sums[start] + width - self.widest_hyphen - HAIR / 2.0;
        next + self.stops[next..].partition_point(|end| self.sums[*end as usize] <= limit)
    }

    /// The way to set the words in exactly `lines` lines with the least squared slack. `None` when there is none.
    fn best(&self, width: f64, lines: usize, balance: Balance) -> Option<Vec<usize>> {
        let width = width + HAIR;
        let stops: Vec<usize> = std::iter::once(0).chain(self.stops(balance)).collect();
        let n = stops.len();
        let fewest = self.fewest(&stops, width);
        let spaced = self.is_spaced();
        let is_short = self.characters() < SHORT_COPY;
        // Headlines and labels aim at the mean length, copy at the full width.
        let aim = match balance {
            Balance::Copy => width,
            Balance::Label | Balance::Headline | Balance::PartedHeadline => self.full_width() / lines as f64,
        };
        let unset = BestBreak { badness: f64::INFINITY, before: 0, hyphens: 0 };
        // ways[k][j]: the best way to set everything before stop j in k lines.
        let mut ways = vec![vec![unset; n]; lines + 1];
        ways[0][0].badness = 0.0;
        for k in 1..=lines {
            for j in (k..n).filter(|j| fewest[*j] <= lines - k) {
                for i in (k - 1..j).rev() {
                    let natural = self.width(stops[i]..stops[j]);
                    if natural > width {
                        break;
                    }
                    let before = ways[k - 1][i];
                    if !before.badness.is_finite() {
                        continue;
                    }
                    let after = self.atoms[stops[j] - 1].after;
                    let hyphens = if self.is_parted(stops[j]) { before.hyphens + 1 } else { 0 };
                    if hyphens > HYPHENS_IN_A_ROW {
                        continue;
                    }
                    let last = k == lines && j == n - 1;
                    let slack = aim - natural;
                    let mut badness = before.badness + if last && balance == Balance::Copy { 0.0 } else { slack * slack };
                    if !last && after == Break::Sentence && balance.is_of_headlines() {
                        badness -= (width * SENTENCE_GAIN).powi(2);
                    } else if !last {
                        let times = if after.is_hyphen() { f64::from(hyphens) } else { 1.0 };
                        badness += (width * cost(after, balance, is_short)).powi(2) * times;
                    } else if (self.is_lonely(stops[i]..stops[j], spaced)
                        && !self.begins_sentence(stops[i])
                        && (balance == Balance::Copy || natural < aim * SHORT_WORD))
                        || self.is_parted(stops[i])
                    {
                        badness += width * width;
                    }
                    if badness < ways[k][j].badness {
                        ways[k][j] = BestBreak { badness, before: i, hyphens };
                    }
                }
            }
        }
        if !ways[lines][n - 1].badness.is_finite() {
            return None;
        }
        let mut ends = Vec::with_capacity(lines);
        let mut j = n - 1;
        for k in (1..=lines).rev() {
            ends.push(stops[j]);
            j = ways[k][j].before;
        }
        ends.reverse();
        Some(ends)
    }

    /// For each stop how few lines may take what comes after it; as many as there are stops where none can.
    fn fewest(&self, stops: &[usize], width: f64) -> Vec<usize> {
        let n = stops.len();
        let mut fewest = vec![n; n];
        if let Some(last) = fewest.last_mut() {
            *last = 0;
        }
        for i in (0..n.saturating_sub(1)).rev() {
            // A parted word is wider by its hyphen than one more letter would be: look on after the first that is too wide.
            let ends = (i + 1..n).take_while(|j| self.width(stops[i]..stops[*j]) <= width + self.widest_hyphen);
            let fits = |j: &usize| self.width(stops[i]..stops[*j]) <= width;
            fewest[i] = ends.filter(fits).map(|j| fewest[j] + 1).min().unwrap_or(n);
        }
        fewest
    }

    /// Whether lines end mostly at spaces, and there are words enough for two to share the last line.
    fn is_spaced(&self) -> bool {
        let ends = |i: usize| ends_word(self.atoms[i].after, Balance::Copy);
        let (at_spaces, elsewhere): (Vec<usize>, Vec<usize>) =
            (0..self.atoms.len()).filter(|i| ends(*i)).partition(|i| self.atoms[*i].is_space);
        at_spaces.len() > 2 && at_spaces.len() >= elsewhere.len()
    }

    /// Whether the last line is a word alone, or a few characters in a script without spaces.
    pub fn ends_lonely(&self, breaks: &Breaks) -> bool {
        let last = lines(&breaks.ends).last().filter(|line| breaks.ends.len() > 1 && !line.is_empty());
        last.is_some_and(|line| !self.begins_sentence(line.start) && self.is_lonely(line, self.is_spaced()))
    }

    /// How many lines end behind a small word, inside a word that is written with spaces, or inside a date or a span of times.
    pub fn parted_words(&self, breaks: &Breaks) -> usize {
        let parts = |end: &&usize| {
            matches!(self.atoms[**end - 1].after, Break::LittleWord | Break::InsideWord | Break::Moment | Break::Compound)
        };
        breaks.ends.iter().take(breaks.ends.len().saturating_sub(1)).filter(parts).count()
    }

    /// Whether a line that begins here begins a sentence: it may be one word.
    fn begins_sentence(&self, at: usize) -> bool {
        at > 0 && self.atoms[at - 1].after == Break::Sentence
    }

    /// A last line of one word, or of fewer than four characters in a script without spaces.
    fn is_lonely(&self, line: Range<usize>, spaced: bool) -> bool {
        let end = self.inked[line.end - 1].max(line.start);
        let has_space = self.atoms[line.start..end].iter().any(|a| a.is_space);
        !has_space && (spaced || end - line.start < LAST_LINE)
    }
}

/// A way to set the words before a stop.
#[derive(Clone, Copy)]
struct BestBreak {
    badness: f64,
    /// The stop before.
    before: usize,
    /// Parted words at the end of the last lines, one after the other.
    hyphens: u32,
}

fn lines(ends: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends.iter().copied()).map(|(start, end)| start..end)
}

/// What a line costs that ends there, as slack in parts of the width.
fn cost(after: Break, balance: Balance, is_short: bool) -> f64 {
    let is_copy = balance == Balance::Copy;
    match after {
        Break::Allowed | Break::Sentence | Break::Never => 0.0,
        Break::Compound if is_copy && !is_short => COMPOUND_COST,
        Break::Compound => INSIDE_IN_HEADLINE,
        Break::LittleWord => {
            if is_copy {
                LITTLE_COST
            } else {
                LITTLE_IN_HEADLINE
            }
        }
        Break::InsideWord => {
            if is_copy {
                INSIDE_COST
            } else {
                INSIDE_IN_HEADLINE
            }
        }
        Break::Moment => MOMENT_COST,
        Break::Hyphen | Break::LongWord | Break::PartOfWord if is_copy && !is_short => HYPHEN_COST,
        Break::Hyphen | Break::LongWord | Break::PartOfWord | Break::Emergency => LAST_RESORT,
    }
}

/// Whether a line that ends there ends with a whole word, or with a part that has its own hyphen.
fn ends_word(after: Break, balance: Balance) -> bool {
    match after {
        Break::Allowed | Break::Sentence => true,
        Break::Compound | Break::LittleWord | Break::InsideWord => balance == Balance::Copy,
        Break::Never | Break::Hyphen | Break::LongWord | Break::PartOfWord | Break::Emergency | Break::Moment => false,
    }
}

/// Whether a line may end there at all. No word of a headline is parted that has room, and of a label only a very long one.
fn usable(after: Break, balance: Balance) -> bool {
    match after {
        Break::Never => false,
        Break::Hyphen => balance == Balance::Copy,
        Break::LongWord | Break::Compound => !balance.is_of_headlines(),
        Break::PartOfWord => balance != Balance::Headline,
        Break::LittleWord | Break::InsideWord | Break::Moment | Break::Emergency | Break::Sentence | Break::Allowed => true,
    }
}
