//! Counts that cannot be: `22th`, `110 % of people`, `5 out of 4`, `ages 12 to 5`, an `ext.` without its number.

use super::Desk;
use super::passages::Passage;
use super::words::{Word, of_language, primary, words};
use crate::diag::{Diagnostic, checks};

const PEOPLE: &str = include_str!("../../assets/registries/people-words.txt");
const AGES: &str = include_str!("../../assets/registries/age-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/counted-words.txt");
const PERCENT: &str = include_str!("../../assets/registries/percent-words.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    if !passage.is_read() || !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let all = words(text);
    let told =
        |(message, help): (String, String)| Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help(help);
    let of_words = [ordinal(&all, passage.language), share(text, &all, passage.language), out_of(&all, passage.language)];
    found.extend(of_words.into_iter().flatten().map(told));
    found.extend(saved(text, &all, passage.language).map(told));
    found.extend(ages(text, &all, passage.language).map(told));
    found.extend(extension(text, &all).map(told));
    found.extend(clock_and_week(text, &all, passage.language).map(told));
}

/// `42 hours a day`, `8 days a week`.
fn clock_and_week(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let more_than = |most: u32| {
        let cues = of_language(COUNTED, &format!("{}{most}", primary(language)));
        all.iter().find_map(|word| {
            word.number().filter(|n| *n > f64::from(most))?;
            let rest = text[word.end()..].trim_start().to_lowercase();
            let cue =
                cues.iter().find(|cue| rest.strip_prefix(**cue).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))?;
            Some((format!("`{} {cue}`: there are {most}", word.text), "look the number up and type it again".to_string()))
        })
    };
    more_than(24).or_else(|| more_than(7))
}

/// `22th`, `1th`, `3st`: the letters that English has behind a number, behind another one.
fn ordinal(all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    // `11st` is a weight in Britain.
    if primary(language) != "en" || language == "en-GB" {
        return None;
    }
    all.iter().find_map(|word| {
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = word.text[digits.len()..].to_ascii_lowercase();
        let number: u64 = digits.replace(',', "").parse().ok()?;
        let right = match (number % 100, number % 10) {
            (11..=13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        let is_ordinal = matches!(letters.as_str(), "st" | "nd" | "rd" | "th");
        (is_ordinal && letters != right)
            .then(|| (format!("`{}` is no number of a row", word.text), format!("write `{digits}{right}`")))
    })
}

/// More than all of them: `110 % of people`.
fn share(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let cues = of_language(PERCENT, language);
    let people = of_language(PEOPLE, language);
    let base = primary(language);
    let passed = of_language(PEOPLE, &format!("{base}<"));
    let lower = |word: &Word<'_>| word.text.to_lowercase();
    all.iter().enumerate().find_map(|(i, word)| {
        let number = word.number().filter(|n| *n > 100.0 && *n < 1000.0)?;
        let signed = text[word.end()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%');
        let spelt = all.get(i + 1).is_some_and(|w| cues.contains(&lower(w).as_str()));
        if !(signed || spelt) {
            return None;
        }
        let rest = &all[i + 1..];
        let of = rest.iter().take(3).position(|w| matches!(lower(w).as_str(), "of" | "de"))?;
        let mut behind = rest[of + 1..].iter().skip_while(|w| passed.contains(&lower(w).as_str())).take(1);
        let who = behind.find(|w| people.contains(&lower(w).as_str()))?;
        (!text[who.end()..].starts_with(['\'', '’'])).then(|| {
            let message = format!("{number} percent of {}: nobody has more than all of them", who.text);
            (message, "look the number up and type it again".to_string())
        })
    })
}

/// `5 out of 4`.
fn out_of(all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let is_english = primary(language) == "en";
    let number = |word: &Word<'_>| word.number().filter(|_| word.year().is_none());
    let people = of_language(PEOPLE, language);
    let of_people = all.windows(4).filter(|_| is_english).find_map(|w| {
        let (part, whole) = (number(&w[0])?, number(&w[2])?);
        let is_share = matches!(w[1].text.to_lowercase().as_str(), "of" | "in") && whole < 1000.0;
        (is_share && part > whole && people.contains(&w[3].text.to_lowercase().as_str())).then(|| {
            let said = format!("{} {} {} {}", w[0].text, w[1].text, w[2].text, w[3].text);
            (format!("`{said}` is more than all"), "exchange the two, or mend one".to_string())
        })
    });
    of_people.or_else(|| {
        all.windows(4).filter(|_| is_english).find_map(|w| {
            let (part, whole) = (number(&w[0])?, number(&w[3])?);
            let is_share = w[1].text.eq_ignore_ascii_case("out") && w[2].text.eq_ignore_ascii_case("of");
            (is_share && part > whole).then(|| {
                (format!("`{} out of {}` is more than all", w[0].text, w[3].text), "exchange the two, or mend one".to_string())
            })
        })
    })
}

/// `Save 120%`, `120 % off`: more than the price.
fn saved(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let is_english = primary(language) == "en";
    all.iter().enumerate().filter(|_| is_english).find_map(|(i, word)| {
        word.number().filter(|n| *n > 100.0)?;
        let rest = text[word.end()..].trim_start().strip_prefix('%')?;
        let before = i.checked_sub(1).map(|j| all[j].text.to_lowercase()).unwrap_or_default();
        let off = words(rest).first().is_some_and(|next| next.text.eq_ignore_ascii_case("off") && next.at <= 1);
        let less = words(rest).first().is_some_and(|next| next.at <= 1 && matches!(next.text, "less" | "fewer" | "cheaper"));
        (off || less || before == "save").then(|| {
            let what = if less { "less than before is less than nothing" } else { "off is more than the price" };
            (format!("{} percent {what}", word.text), "look the number up and type it again".to_string())
        })
    })
}

/// `ages 18 to 12`: from the higher to the lower.
fn ages(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let cues = of_language(AGES, language);
    all.iter().enumerate().filter(|(_, word)| cues.contains(&word.text.to_lowercase().as_str())).find_map(|(i, word)| {
        let from = all.get(i + 1).filter(|from| text[word.end()..from.at].trim_matches([' ', ':']).is_empty())?;
        let to = all[i + 2..].iter().take(2).find(|w| w.number().is_some())?;
        let between = text[from.end()..to.at].trim().to_lowercase();
        let is_span = ["-", "–", "to", "through", "a", "hasta"].contains(&between.as_str());
        let (a, b) = (from.number()?, to.number()?);
        // `ages 2-1/2` is two and a half.
        let is_whole = !text[to.end()..].starts_with('/');
        (is_span && is_whole && a > b && a < 120.0).then(|| {
            let said = &text[word.at..to.end()];
            (format!("`{said}` goes from the higher to the lower"), "exchange the two numbers, or mend one".to_string())
        })
    })
}

/// `(406) 555-0177 ext.` and nothing behind.
fn extension(text: &str, all: &[Word<'_>]) -> Option<(String, String)> {
    let is_extension = |word: &&Word<'_>| matches!(word.text.to_lowercase().as_str(), "ext" | "extn" | "extension" | "extensión");
    all.iter().filter(is_extension).find_map(|word| {
        let number = text[..word.at].trim_end_matches([' ', ',', ';', '(', '\u{a0}']);
        let tail: String = number.chars().rev().take_while(|c| c.is_ascii_digit() || " -.()\u{a0}".contains(*c)).collect();
        let is_number = number.ends_with(|c: char| c.is_ascii_digit()) && tail.chars().filter(char::is_ascii_digit).count() >= 7;
        let rest = text[word.end()..].trim_start_matches(['.', ':', '#', ' ', '\u{a0}', '(']);
        let given = rest.starts_with(|c: char| c.is_numeric() || c == '{');
        // `Extension office` is one.
        let is_short = word.text.len() < 5 || !rest.starts_with(char::is_alphabetic);
        (is_number && !given && is_short).then(|| {
            (
                format!("`{}` stands behind a number, and no extension behind it", word.text),
                "type the extension, or take the word out".to_string(),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> bool {
        let all = words(text);
        ordinal(&all, "en").is_some()
            || share(text, &all, "en").is_some()
            || out_of(&all, "en").is_some()
            || saved(text, &all, "en").is_some()
            || ages(text, &all, "en").is_some()
            || extension(text, &all).is_some()
            || clock_and_week(text, &all, "en").is_some()
    }

    #[test]
    fn counts_that_cannot_be_are_told() {
        for text in [
            "on the 22th of May",
            "the 1th",
            "our 3st year",
            "the 11st",
            "the 1,002th",
            "the 2ND and 3TH",
            "110 % of people know",
            "110 percent of the people",
            "101% of our students",
            "120 percent of all young women",
            "5 out of 4 people",
            "4 of 3 people agree",
            "Save 120% today",
            "120 % off",
            "150 % less rain",
            "ages 18 to 12",
            "Ages: 12-5",
            "Call (406) 555-0177 ext.",
            "Call (406) 555-0177, ext. and ask",
            "406-555-0177 extension",
            "answers 42 hours a day",
            "open 8 days a week",
        ] {
            assert!(told(text), "{text}");
        }
        let spanish = "110 % de las personas";
        assert!(share(spanish, &words(spanish), "es").is_some());
    }

    #[test]
    fn counts_that_can_be_stay() {
        for text in [
            "The 1st, 2nd, 3rd, 4th, 11th, 12TH, 13th, 21st, 22nd, 111th and 1,001st",
            "give 110 percent",
            "150 percent of the poverty level",
            "200 percent of families’ income",
            "110 percent of last year’s donors",
            "110 percent of expected donors",
            "100 percent of people",
            "3 out of 4; 2022 out of 10 towns",
            "3 of 4 people, 8 in 5 counties, 50% off, save 100%, 120% more",
            "ages 5-12, ages 2-1/2, ages 65 and up, pages 123-8",
            "Call (406) 555-0177 ext. 12",
            "Call (406) 555-0177, extension: 12",
            "Call 406-555-0177, Extension office",
            "Ohio State University Extension",
            "10 am to 2 pm, ages 3 to 5",
            "24 hours a day, 7 days a week; 40 hours a week, 30 days a year",
            "{org.phone}, ext. {org.ext}",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
