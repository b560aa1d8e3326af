//! Where words may be parted: by hypher's patterns, and a very long word best between its parts, so that a headline in a
//! language of long compounds has a place on a narrow sheet.

use super::joints::Break;
use crate::model::LineEnds;
use icu_properties::CodePointSetData;
use icu_properties::props::Alphabetic;

/// Letters of a word before and after a hyphen at the least.
const LETTERS_LEFT: usize = 3;
/// A word of more letters may be parted in a label too: a narrow column has no room for it.
const LONG_WORD: usize = 14;
/// Letters of a part of a very long word, at the least.
const LETTERS_OF_PART: usize = 5;
/// How much nearer to the middle of a word a place counts that stands behind the end of a part.
const BEHIND_A_PART: f64 = 0.2;

const SOFT_HYPHEN: char = '\u{ad}';

/// Whether one of its words is so long that it has parts, or has soft hyphens of its author.
pub fn is_very_long(text: &str) -> bool {
    let longest = text.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max();
    longest > Some(LONG_WORD) || text.contains(SOFT_HYPHEN)
}

/// Places in bytes where words may be parted, by the patterns of the language; none where there are no patterns.
pub(super) fn parted(text: &str, language: &str, ends: Option<&LineEnds>) -> Vec<(usize, Break)> {
    let primary = language.split('-').next().unwrap_or_default().as_bytes();
    let Some(patterns) = primary.try_into().ok().and_then(hypher::Lang::from_iso) else { return Vec::new() };
    let mut places = Vec::new();
    let mut start = 0;
    let letters = CodePointSetData::new::<Alphabetic>();
    let is_letter = |c: char| if c.is_ascii() { c.is_ascii_alphabetic() } else { letters.contains(c) };
    for (end, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_letter(c) {
            continue;
        }
        // Where its author has said where a word parts, that is where.
        let is_said = c == SOFT_HYPHEN || text[..start].ends_with(SOFT_HYPHEN);
        let kind = |kind: Break| if is_said { kind.min(Break::LongWord) } else { kind };
        let inside = part(&text[start..end], patterns, ends);
        places.extend(inside.into_iter().map(|(at, of)| (start + at, kind(of))));
        start = end + c.len_utf8();
    }
    places
}

/// Places where one word may be parted.
fn part(word: &str, patterns: hypher::Lang, ends: Option<&LineEnds>) -> Vec<(usize, Break)> {
    let length = word.chars().count();
    // `McGregor` and `UNESCO` stay whole; a headline in capitals is words.
    let is_name = word.chars().skip(1).any(char::is_uppercase) && (length <= LONG_WORD || word.chars().any(char::is_lowercase));
    let small = word.to_lowercase();
    if length < 2 * LETTERS_LEFT || is_name || small.len() != word.len() {
        return Vec::new();
    }
    let word = small.as_str();
    let mut at = 0;
    let behind = hypher::hyphenate_bounded(word, patterns, LETTERS_LEFT, LETTERS_LEFT).map(|syllable| {
        at += syllable.len();
        at
    });
    let places: Vec<usize> = behind.filter(|at| *at < word.len()).collect();
    if length <= LONG_WORD {
        return places.into_iter().map(|at| (at, Break::Hyphen)).collect();
    }
    let mut best = Vec::new();
    into_parts(word, 0, &places, ends, &mut best);
    let kind = |at: &usize| if best.contains(at) { Break::PartOfWord } else { Break::LongWord };
    places.iter().map(|at| (*at, kind(at))).collect()
}

/// The places that cut a word, which begins `from` bytes into the whole, into parts that are no longer very long: each as near
/// to the middle as can be, and rather behind what ends a part of a compound in the language.
fn into_parts(word: &str, from: usize, places: &[usize], ends: Option<&LineEnds>, best: &mut Vec<usize>) {
    let length = word.chars().count();
    if length <= LONG_WORD {
        return;
    }
    let off = |at: usize| {
        let before = &word[..at - from];
        let letters = before.chars().count();
        let far = (letters as f64 - length as f64 / 2.0).abs();
        let ends_part = ends.is_some_and(|ends| ends.parts.iter().any(|end| before.ends_with(end)));
        let left = letters.min(length - letters);
        (left >= LETTERS_OF_PART).then_some(if ends_part { far * BEHIND_A_PART } else { far })
    };
    let inside = places.iter().copied().filter(|at| (from + 1..from + word.len()).contains(at));
    let nearest = inside.filter_map(|at| off(at).map(|off| (at, off))).min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((at, _)) = nearest else { return };
    best.push(at);
    into_parts(&word[..at - from], from, places, ends, best);
    into_parts(&word[at - from..], at, places, ends, best);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts that a German word is cut into.
    fn parts(word: &str) -> String {
        let ends = LineEnds { parts: ["s", "en", "z", "ber", "ter"].map(str::to_string).into(), ..LineEnds::default() };
        let places = parted(word, "de", Some(&ends)).into_iter().filter(|(_, kind)| *kind == Break::PartOfWord);
        let mut cut = word.to_string();
        for (at, _) in places.collect::<Vec<_>>().into_iter().rev() {
            cut.insert(at, '-');
        }
        cut
    }

    #[test]
    fn very_long_words_part_between_the_words_they_are_made_of() {
        let words = [
            ("Hausaufgabenbetreuung", "Hausaufgaben-betreuung"),
            ("Nachbarschaftsversammlung", "Nachbarschafts-versammlung"),
            ("Wohnungsgeberbest\u{e4}tigung", "Wohnungsgeber-best\u{e4}tigung"),
            ("Rechtsschutzversicherung", "Rechtsschutz-versicherung"),
            ("Krankenversicherungsbeitrag", "Kranken-versicherungs-beitrag"),
            ("Stra\u{df}enverkehrsordnung", "Stra\u{df}en-verkehrs-ordnung"),
            ("HAUSAUFGABENBETREUUNG", "HAUSAUFGABEN-BETREUUNG"),
            ("Elternabend", "Elternabend"),
        ];
        for (word, wanted) in words {
            assert_eq!(parts(word), wanted);
        }
    }
}
