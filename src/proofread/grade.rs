//! How many years of school a text asks for: the grade of Flesch and Kincaid (1975), for English alone.

use super::Sheet;
use super::words::{primary, without_marks, without_placeholders, words};
use crate::diag::{Diagnostic, checks};

/// Fewer words than this are no measure.
const LEAST_WORDS: usize = 40;

/// The words of a sheet against the highest grade that its readers can be asked for.
pub(super) fn check(sheet: &Sheet<'_>, most: f64) -> Option<Diagnostic> {
    if primary(sheet.language) != "en" {
        return None;
    }
    let texts = sheet.passages.iter().filter(|p| p.is_words() && matches!(p.key, "full" | "items" | "note" | "heading"));
    let mut count = Count::default();
    let mut hardest = None;
    for passage in texts {
        let text = without_placeholders(&passage.text.value).into_owned();
        let own = Count::of(&without_marks(&text));
        if own.words >= 5 && hardest.as_ref().is_none_or(|(grade, _)| own.grade() > *grade) {
            hardest = Some((own.grade(), passage.text.span));
        }
        count.add(&own);
    }
    let grade = count.grade();
    let (_, span) = hardest.filter(|_| count.words >= LEAST_WORDS && grade > most)?;
    let message = format!("the words ask for {grade:.1} years of school, at most {most:.0} are wanted for these readers");
    Some(
        Diagnostic::warning(&checks::READING_GRADE, span, message)
            .help("this sentence is the hardest: cut it in two, or take shorter words"),
    )
}

/// What the grade is worked out from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Count {
    fn of(text: &str) -> Count {
        let mut count = Count::default();
        for sentence in text.split(['.', '!', '?', ';', ':', '\n']) {
            let spoken: Vec<&str> =
                words(sentence).iter().map(|w| w.text).filter(|w| w.chars().any(char::is_alphabetic)).collect();
            count.sentences += usize::from(!spoken.is_empty());
            count.words += spoken.len();
            count.syllables += spoken.iter().map(|w| syllables(w)).sum::<usize>();
        }
        count
    }

    fn add(&mut self, other: &Count) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
    }

    fn grade(&self) -> f64 {
        let (sentences, words) = (self.sentences.max(1) as f64, self.words.max(1) as f64);
        0.39 * words / sentences + 11.8 * self.syllables as f64 / words - 15.59
    }
}

/// Groups of vowels; an `e` at the end is silent.
fn syllables(word: &str) -> usize {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in lower.chars() {
        count += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_groups_of_vowels() {
        for (word, wanted) in [("make", 1), ("table", 2), ("someone", 2), ("the", 1), ("information", 4), ("you", 1)] {
            assert_eq!(syllables(word), wanted, "{word}");
        }
    }

    #[test]
    fn plain_words_ask_for_less() {
        let plain = Count::of("Does someone hold your ID? You can call. You need not give a name.");
        let hard = Count::of("Documentation confiscated by an employing organization constitutes an indication of exploitation.");
        assert!(plain.grade() < 4.0 && hard.grade() > 14.0, "{} {}", plain.grade(), hard.grade());
    }
}
