//! Numbers in words: `sixty`, `twenty-five`, `cuatro`.

use super::words::{find_word, of_language, primary, words};

const HALF_HOURS: &str = include_str!("../../assets/registries/half-hours.txt");
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

/// A text with its dozens in digits: `two dozen` is 24, `media docena` 6.
pub(super) fn with_dozens(text: &str, language: &str) -> String {
    let rows = of_language(NUMBERS, &format!("{}*", primary(language))).into_iter();
    let rows: Vec<(&str, u32)> =
        rows.filter_map(|row| row.split_once(" = ")).filter_map(|(word, n)| Some((word, n.parse().ok()?))).collect();
    let lower = text.to_lowercase();
    let Some((at, word, many)) = rows.iter().find_map(|(word, n)| Some((find_word(&lower, word)?, *word, *n))) else {
        return text.to_string();
    };
    if lower.len() != text.len() {
        return text.to_string();
    }
    let before = words(&text[..at]).pop().filter(|before| text[before.end()..at].trim().is_empty());
    let times = before.and_then(|before| Some((before.at, number_of(before.text, language)?)));
    let (from, times) = times.unwrap_or((at, 1));
    format!("{}{}{}", &text[..from], times * many, &text[at + word.len()..])
}

/// A text with its half hours in figures: `halb sieben` is `6:30`.
pub(super) fn with_half_hours(text: &str, language: &str) -> String {
    let halves = of_language(HALF_HOURS, language);
    let all = if halves.is_empty() { Vec::new() } else { words(text) };
    let found = all.windows(2).filter(|pair| halves.contains(&pair[0].text.to_lowercase().as_str()));
    let hours: Vec<(usize, usize, u32)> = found
        .filter_map(|pair| Some((pair[0].at, pair[1].end(), number_of(pair[1].text, language)?)))
        .filter(|(.., hour)| (1..=12).contains(hour))
        .collect();
    let mut plain = text.to_string();
    for (from, to, hour) in hours.into_iter().rev() {
        plain.replace_range(from..to, &format!("{}:30", if hour == 1 { 12 } else { hour - 1 }));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{number_of, with_dozens, with_half_hours};

    #[test]
    fn half_an_hour_is_thirty_minutes_before() {
        let texts = ["Wir treffen uns um halb sieben.", "halb eins, halb 8", "ein halbes Pfund", "sieben"];
        let figures = texts.map(|text| with_half_hours(text, "de"));
        assert_eq!(figures, ["Wir treffen uns um 6:30.", "12:30, 7:30", "ein halbes Pfund", "sieben"]);
    }

    #[test]
    fn dozens_are_numbers() {
        let texts = ["Two dozen eggs", "a dozen", "Half a dozen cups", "3 dozen", "dozen"].map(|text| with_dozens(text, "en"));
        assert_eq!(texts, ["24 eggs", "12", "6 cups", "36", "12"]);
        assert_eq!(["dos docenas", "media docena", "ocho"].map(|text| with_dozens(text, "es")), ["24", "6", "ocho"]);
    }

    #[test]
    fn numbers_are_read_in_words_and_digits() {
        let numbers = ["40", "1,200", "sixty", "twenty-five", "Four"].map(|word| number_of(word, "en"));
        assert_eq!(numbers, [Some(40), Some(1200), Some(60), Some(25), Some(4)]);
        assert_eq!((number_of("cuatro", "es"), number_of("house", "en")), (Some(4), None));
    }
}
