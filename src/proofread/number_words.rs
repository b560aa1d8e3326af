//! Numbers in words: `sixty`, `twenty-five`, `cuatro`.

use super::words::{of_language, primary};

const NUMBERS: &str = include_str!("../../assets/registries/number-words.txt");

/// The number that a word is, in digits or in words.
pub(super) fn number_of(word: &str, language: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    if let Ok(number) = lower.replace(',', "").parse() {
        return Some(number);
    }
    let base = primary(language);
    let place = |list: &[&str], word: &str| list.iter().position(|name| *name == word).map(|n| n as u32);
    let (ones, tens) = (of_language(NUMBERS, base), of_language(NUMBERS, &format!("{base}+")));
    let ten = |word: &str| place(&tens, word).map(|n| (n + 2) * 10);
    let (first, second) = lower.split_once('-').map_or((lower.as_str(), None), |(a, b)| (a, Some(b)));
    match second {
        None => place(&ones, first).map(|n| n + 1).or_else(|| ten(first)),
        Some(second) => Some(ten(first)? + place(&ones, second).filter(|n| *n < 9)? + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn numbers_are_read_in_words_and_digits() {
        let numbers = ["40", "1,200", "sixty", "twenty-five", "Four"].map(|word| number_of(word, "en"));
        assert_eq!(numbers, [Some(40), Some(1200), Some(60), Some(25), Some(4)]);
        assert_eq!((number_of("cuatro", "es"), number_of("house", "en")), (Some(4), None));
    }
}
