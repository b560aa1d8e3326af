//! What may happen at the end of a word, and words that belong together: where a line had better not end although it may.
//!
//! An article or a preposition goes with the word after it, a year with its day and month, the end of a span with its
//! beginning, the syllables of a Vietnamese word and the characters of a Chinese one with each other. Which words those are is
//! data: `[lines.TAG]` of `fonts/fonts.toml`.

use crate::model::LineEnds;
use crate::registry;
use icu_segmenter::WordSegmenterBorrowed;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Units by their kind and size, with the words for them in all languages.
const UNITS: &str = include_str!("../../assets/registries/unit-sizes.txt");

/// What may happen after an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// It belongs to the next one.
    Never,
    /// With a hyphen, inside a word.
    Hyphen,
    /// With a hyphen, inside a very long word: also in labels.
    LongWord,
    /// With a hyphen, between the parts of a very long word, or where the author has put a soft hyphen: also in a headline
    /// that has no room for the whole word.
    PartOfWord,
    /// Only when the line would not fit otherwise: inside a long address.
    Emergency,
    /// Behind the hyphen of a short compound, such as `pick-up`: in copy where it helps, in a headline never.
    Compound,
    /// Behind a small word that belongs to the next one: in headlines and labels only where nothing else fits.
    LittleWord,
    /// Between the parts of one word that is written without a hyphen: the same.
    InsideWord,
    /// Inside a date, a span such as `6 p.m. to 9 p.m.`, a name with its number: only where nothing else fits.
    Moment,
    /// Between two sentences: where a headline had best break.
    Sentence,
    /// At a space, or wherever else UAX #14 lets a line end.
    Allowed,
}

impl Break {
    /// Whether a line that ends there shows a hyphen.
    pub fn is_hyphen(self) -> bool {
        matches!(self, Break::Hyphen | Break::LongWord | Break::PartOfWord)
    }
}

/// Longer texts are no headlines: copy in a script without spaces breaks anywhere.
const HEADLINE: usize = 80;
/// Syllables of a word that is written with spaces, at the most.
const SYLLABLES: usize = 4;
/// Signs round a word that are none of its letters.
const ROUND: &[char] =
    &['"', '\'', '(', ')', '[', ']', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{ab}', '\u{bb}', '\u{bf}', '\u{a1}'];
/// Signs that end a sentence, in the scripts that have them.
const SENTENCE_ENDS: &[char] =
    &['.', '!', '?', '\u{2026}', '\u{61f}', '\u{6d4}', '\u{964}', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{1362}', '\u{589}'];
/// A word of so many letters before a full stop may be an abbreviation.
const ABBREVIATED: usize = 3;
const STOPS: &[char] = &['.', ',', ';', ':', '!', '?', '\u{2026}', '\u{60c}', '\u{61b}', '\u{61f}'];

/// Places in bytes where a line ends only for want of a better one.
pub(super) fn joints(text: &str, ends: Option<&LineEnds>, segmenter: &WordSegmenterBorrowed<'static>) -> Vec<(usize, Break)> {
    let words = words(text);
    let mut found = years(text, &words, ends);
    found.extend(measured(text, &words));
    if text.chars().count() <= HEADLINE {
        found.extend(between_sentences(text));
    }
    if let Some(ends) = ends {
        found.extend(inside_spans(text, &words, ends));
        found.extend(numbered(text, &words, ends));
        found.extend(written_with_spaces(text, &words, ends));
        found.extend(behind_little_words(text, &words, ends));
        if ends.dictionary && text.chars().count() <= HEADLINE {
            found.extend(inside_words(text, segmenter));
        }
    }
    found
}

/// What stands between spaces.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let parts = text.split(' ').map(|part| {
        let from = start;
        start += part.len() + 1;
        from..from + part.len()
    });
    parts.filter(|range| !range.is_empty()).collect()
}

/// Before a year, and before the small word that leads to it: `de 2027`; the day and the month before it stay with it.
fn years(text: &str, words: &[Range<usize>], ends: Option<&LineEnds>) -> Vec<(usize, Break)> {
    let mut found = Vec::new();
    let is_small = |i: usize| ends.is_some_and(|ends| is_little(text, words, i, ends));
    // The word before this one that is no small word.
    let before = |i: usize| (0..i).rev().find(|i| !is_small(*i));
    for i in (1..words.len()).filter(|i| is_year(&text[words[*i].clone()])) {
        let day_or_month = before(i);
        let is_day_of_month = |i: &usize| is_day(&text[words[*i].clone()]);
        let first = match day_or_month {
            Some(day) if is_day_of_month(&day) => day.max(1) - 1,
            Some(month) => before(month).filter(is_day_of_month).unwrap_or(month),
            None => 0,
        };
        found.extend(words[first + 1..=i].iter().map(|word| (word.start, Break::Moment)));
    }
    found
}

/// Between a word with a capital and the number behind it, where nothing is counted: `June 5`, `Route 6`, `Room 12`.
fn numbered(text: &str, words: &[Range<usize>], ends: &LineEnds) -> Vec<(usize, Break)> {
    let word = |i: usize| &text[words[i].clone()];
    let closes = |i: usize| word(i).ends_with(STOPS) || i + 1 == words.len() || is_little(text, words, i + 1, ends);
    let is_named = |i: usize| word(i).trim_start_matches(ROUND).starts_with(char::is_uppercase) && !word(i).ends_with(STOPS);
    let numbers = (1..words.len()).filter(|i| is_day(word(*i)) && is_named(i - 1) && closes(*i));
    numbers.map(|i| (words[i].start, Break::Moment)).collect()
}

/// Between a number and its unit, and between the groups of its digits: `3.4 miles`, `1 710 pieds`, `67,000 \u{7f8e}\u{5143}`.
fn measured(text: &str, words: &[Range<usize>]) -> Vec<(usize, Break)> {
    let word = |i: usize| &text[words[i].clone()];
    let is_number =
        |i: usize| word(i).trim_start_matches(ROUND).starts_with(char::is_numeric) && word(i).ends_with(char::is_numeric);
    let is_group = |i: usize| {
        let digits = word(i).trim_end_matches(STOPS);
        digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()) && word(i - 1).len() <= 3
    };
    let is_unit = |i: usize| {
        let bare = word(i).trim_end_matches(STOPS).trim_end_matches(ROUND);
        bare.starts_with(is_square) || is_unit(&bare.to_lowercase())
    };
    let behind = (1..words.len()).filter(|i| is_number(i - 1) && (is_group(*i) || is_unit(*i)));
    behind.map(|i| (words[i].start, Break::Moment)).collect()
}

fn is_unit(word: &str) -> bool {
    static ALL: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let names = registry::rows(UNITS).filter_map(|row| row.split_once('='));
        names.flat_map(|(_, names)| names.split(',').map(str::trim)).collect()
    });
    ALL.contains(word)
}

/// A number of one or two digits, with the sign behind it: `5`, `12,`, `3.`
fn is_day(word: &str) -> bool {
    let bare = word.trim_matches(ROUND).trim_end_matches(STOPS);
    (1..=2).contains(&bare.chars().count()) && bare.chars().all(char::is_numeric)
}

/// On both sides of the small word between two numbers: `6 p.m. to 9 p.m.`, `del 4 al 8 de mayo`.
fn inside_spans(text: &str, words: &[Range<usize>], ends: &LineEnds) -> Vec<(usize, Break)> {
    let word = |i: usize| &text[words[i].clone()];
    let has_digit = |i: usize| word(i).chars().any(char::is_numeric);
    // Behind a time of day stands which half of it: `6 p.m.`
    let is_half = |i: usize| word(i).contains('.') && word(i).chars().filter(|c| c.is_alphabetic()).count() <= ABBREVIATED;
    let ends_number = |i: usize| has_digit(i) || i > 0 && is_half(i) && has_digit(i - 1);
    let begins_number = |i: usize| word(i).starts_with(char::is_numeric);
    let is_between = |i: &usize| begins_number(i + 1) && ends_number(i - 1) && is_little(text, words, *i, ends);
    let between = (1..words.len().saturating_sub(1)).filter(is_between);
    between.flat_map(|i| [(words[i].start, Break::Moment), (words[i + 1].start, Break::Moment)]).collect()
}

fn is_year(word: &str) -> bool {
    let bare = word.trim_matches(ROUND).trim_end_matches(STOPS);
    bare.chars().count() == 4
        && bare.chars().all(char::is_numeric)
        && !(bare.is_ascii() && !bare.starts_with("19") && !bare.starts_with("20"))
}

fn behind_little_words(text: &str, words: &[Range<usize>], ends: &LineEnds) -> Vec<(usize, Break)> {
    let little = (1..words.len()).filter(|i| is_little(text, words, i - 1, ends));
    little.map(|i| (words[i].start, Break::LittleWord)).collect()
}

/// Behind a full stop, a question mark or the like, where something else follows.
fn between_sentences(text: &str) -> Vec<(usize, Break)> {
    let mut found = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| SENTENCE_ENDS.contains(c)) {
        let rest = &text[at + sign.len_utf8()..];
        let after = rest.trim_start_matches(ROUND);
        let next = after.trim_start_matches(' ');
        let begins = next.trim_start_matches(ROUND).chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
        // Marks of wide scripts have their space in them; `3.5` and `example.org` are no two sentences.
        let parted = next.len() < after.len() || is_wide_stop(sign);
        if begins && parted && !(sign == '.' && is_abbreviated(&text[..at])) {
            found.push((text.len() - next.len(), Break::Sentence));
        }
    }
    found
}

/// Whether the word before a full stop is too short to end a sentence: `St.`, `Dr.`, `No.`, the `p.m.` of a time.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default();
    word.chars().filter(|c| c.is_alphabetic()).count() <= ABBREVIATED && !word.chars().any(char::is_numeric)
}

fn is_wide_stop(sign: char) -> bool {
    matches!(sign, '\u{3002}' | '\u{ff01}' | '\u{ff1f}')
}

/// A letter alone is a word only where it is small, or where a capital stands for it: `Vitamin A`.
fn is_little(text: &str, words: &[Range<usize>], i: usize, ends: &LineEnds) -> bool {
    let word = text[words[i].clone()].trim_start_matches(ROUND);
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let stands_for_small = i == 0 || !text.chars().any(char::is_lowercase);
    ends.with_next.contains(&word.to_lowercase()) && (!is_letter || stands_for_small)
}

/// Between the syllables of words that are written with spaces, the longest first.
fn written_with_spaces(text: &str, words: &[Range<usize>], ends: &LineEnds) -> Vec<(usize, Break)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() && !ends.words.is_empty() {
        let is_word = |count: &usize| {
            let whole = &text[words[i].start..words[i + count - 1].end];
            ends.words.contains(&whole.trim_matches(ROUND).trim_end_matches(STOPS).to_lowercase())
        };
        let count = (2..=SYLLABLES.min(words.len() - i)).rev().find(is_word).unwrap_or(1);
        found.extend(words[i + 1..i + count].iter().map(|word| (word.start, Break::InsideWord)));
        i += count;
    }
    found
}

/// Ideographs and kana.
pub(super) fn is_square(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Between the characters of one word, in a script without spaces.
fn inside_words(text: &str, segmenter: &WordSegmenterBorrowed<'static>) -> Vec<(usize, Break)> {
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    // A character alone ends a word or is a particle: it begins no line.
    let is_alone = |at: usize, c: char| ends.binary_search(&(at + c.len_utf8())).is_ok();
    let inside = text.char_indices().filter(|(at, c)| {
        is_square(*c)
            && text[..*at].chars().next_back().is_some_and(is_square)
            && (ends.binary_search(at).is_err() || is_alone(*at, *c))
    });
    inside.map(|(at, _)| (at, Break::InsideWord)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_segmenter::WordSegmenter;
    use icu_segmenter::options::WordBreakInvariantOptions;

    fn check(text: &str, ends: &LineEnds, wanted: &[(&str, Break)]) {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let mut found = joints(text, Some(ends), &segmenter);
        found.sort_by_key(|(at, _)| *at);
        found.dedup_by_key(|(at, _)| *at);
        let behind: Vec<(&str, Break)> = found.iter().map(|(at, kind)| (&text[*at..], *kind)).collect();
        assert_eq!(behind, wanted, "{text}");
    }

    fn with_next(words: &[&str]) -> LineEnds {
        LineEnds { with_next: words.iter().map(ToString::to_string).collect(), ..LineEnds::default() }
    }

    #[test]
    fn little_words_and_years_stay_with_others() {
        let english = with_next(&["a", "of", "the", "in"]);
        check("The end of summer", &english, &[("end of summer", Break::LittleWord), ("summer", Break::LittleWord)]);
        check("Vitamin A clinic, read on", &english, &[]);
        check("BRING A FRIEND", &english, &[("FRIEND", Break::LittleWord)]);
        let date = [("16, 2027, at noon", Break::Moment), ("2027, at noon", Break::Moment)];
        check("Saturday, January 16, 2027, at noon", &english, &date);
        check("Route 6: detour", &english, &[("6: detour", Break::Moment)]);
        check("Come on June 5", &english, &[("5", Break::Moment)]);
        check("Bring 12 cans", &english, &[]);
        check("Ledge and back: 3.4 miles, 900 feet", &english, &[("miles, 900 feet", Break::Moment), ("feet", Break::Moment)]);
        check("Ledge, 1 710 pieds", &english, &[("710 pieds", Break::Moment), ("pieds", Break::Moment)]);
        check("Room 4820 is open", &english, &[]);
        let spanish = with_next(&["de"]);
        check(
            "16 de enero de 2027",
            &spanish,
            &[
                ("de enero de 2027", Break::Moment),
                ("enero de 2027", Break::Moment),
                ("de 2027", Break::Moment),
                ("2027", Break::Moment),
            ],
        );
    }

    #[test]
    fn spans_stay_in_one_piece() {
        let english = with_next(&["to", "at"]);
        let both = |rest: &'static str, last: &'static str| [(rest, Break::Moment), (last, Break::Moment)];
        check("Friday, 6 p.m. to 9 p.m.", &english, &both("to 9 p.m.", "9 p.m."));
        let ages = [("5 to 12", Break::Moment), ("to 12", Break::Moment), ("12", Break::Moment)];
        check("Ages 5 to 12", &english, &ages);
        check("Doors at 6 p.m., talk at 7", &english, &[("6 p.m., talk at 7", Break::LittleWord), ("7", Break::LittleWord)]);
        check("Open daily to 9 p.m.", &english, &[("9 p.m.", Break::LittleWord)]);
        check(
            "Del 4 al 8 de mayo",
            &with_next(&["al", "de"]),
            &[
                ("4 al 8 de mayo", Break::Moment),
                ("al 8 de mayo", Break::Moment),
                ("8 de mayo", Break::Moment),
                ("mayo", Break::LittleWord),
            ],
        );
    }

    #[test]
    fn sentences_are_found_and_abbreviations_are_none() {
        check(
            "You noticed. That is enough. Call.",
            &with_next(&[]),
            &[("That is enough. Call.", Break::Sentence), ("Call.", Break::Sentence)],
        );
        check("¿Hay peligro? ¡Llame al 911!", &with_next(&[]), &[("¡Llame al 911!", Break::Sentence)]);
        check("St. Mary's and Dr. King at 6 p.m. Monday", &with_next(&[]), &[]);
        check(
            "Over 3.5 miles of example.org... and back",
            &with_next(&[]),
            &[("miles of example.org... and back", Break::Moment)],
        );
        check("您可以离开。我们可以帮您。", &with_next(&[]), &[("我们可以帮您。", Break::Sentence)]);
    }

    #[test]
    fn words_without_a_hyphen_stay_whole() {
        let vietnamese = LineEnds { words: ["thư viện".to_string(), "miễn phí".to_string()].into(), ..LineEnds::default() };
        check(
            "Thư viện mở cửa miễn phí!",
            &vietnamese,
            &[("viện mở cửa miễn phí!", Break::InsideWord), ("phí!", Break::InsideWord)],
        );
        let chinese = LineEnds { dictionary: true, ..LineEnds::default() };
        check(
            "图书馆今天开放",
            &chinese,
            &[
                ("书馆今天开放", Break::InsideWord),
                ("馆今天开放", Break::InsideWord),
                ("天开放", Break::InsideWord),
                ("放", Break::InsideWord),
            ],
        );
    }
}
