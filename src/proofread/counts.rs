//! Counts that cannot be: `22th`, `110 % of people`, `5 out of 4`, `ages 12 to 5`, an `ext.` without its number.

use super::Desk;
use super::number_words::number_of;
use super::passages::Passage;
use super::words::{Word, of_language, primary, words};
use crate::diag::{Diagnostic, checks};
use crate::registry::is_currency_sign;

const PEOPLE: &str = include_str!("../../assets/registries/people-words.txt");
const AGES: &str = include_str!("../../assets/registries/age-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/counted-words.txt");
const PERCENT: &str = include_str!("../../assets/registries/percent-words.txt");
const CALLING: &str = include_str!("../../assets/registries/calling-words.txt");
const ORDINALS: &str = include_str!("../../assets/registries/ordinal-ends.txt");

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    if !passage.is_read() {
        return;
    }
    let all = words(text);
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        found.extend(
            out_of(text, &all, passage.language)
                .map(|(message, help)| Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help(help)),
        );
        return;
    }
    let told =
        |(message, help): (String, String)| Diagnostic::warning(&checks::ODD_NUMBER, passage.text.span, message).help(help);
    let of_words = [ordinal(&all, passage.language), share(text, &all, passage.language), out_of(text, &all, passage.language)];
    found.extend(of_words.into_iter().flatten().map(told));
    found.extend(saved(text, &all, passage.language).map(told));
    found.extend(ages(text, &all, passage.language).map(told));
    found.extend(years(text, &all, passage.language).map(told));
    found.extend(extension(text, &all, passage.language).map(told));
    found.extend(clock_and_week(text, &all, passage.language).map(told));
}

// Each of these asks for its words only where the text has numbers of which they could be: most texts have none.

/// `42 hours a day`, `8 days a week`.
fn clock_and_week(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let more_than = |most: u32| {
        all.iter().find(|word| word.number().is_some_and(|n| n > f64::from(most)))?;
        let cues = of_language(COUNTED, &format!("{}{most}", primary(language)));
        all.iter().find_map(|word| {
            word.number().filter(|n| *n > f64::from(most))?;
            let rest = text[word.end()..].trim_start().to_lowercase().replacen(", ", " ", 1);
            let cue =
                cues.iter().find(|cue| rest.strip_prefix(**cue).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))?;
            Some((format!("`{} {cue}`: there are {most}", word.text), "look the number up and type it again".to_string()))
        })
    };
    more_than(24).or_else(|| more_than(7))
}

/// The words of a language, and of a sign behind its tag.
fn signed(list: &'static str, language: &str, sign: &str) -> Vec<&'static str> {
    of_language(list, &format!("{}{sign}", primary(language)))
}

/// `22th`, `1th`, `3st`: the letters that English has behind a number, behind another one.
fn ordinal(all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let may_be = |word: &Word<'_>| {
        word.text.starts_with(|c: char| c.is_ascii_digit()) && word.text.ends_with(|c: char| c.is_ascii_alphabetic())
    };
    if !all.iter().any(may_be) {
        return None;
    }
    // `11st` is a weight in Britain.
    let ends = of_language(ORDINALS, language);
    let [st, nd, rd, th] = ends[..] else { return None };
    if language == "en-GB" {
        return None;
    }
    all.iter().find_map(|word| {
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = word.text[digits.len()..].to_ascii_lowercase();
        let number: u64 = digits.replace(',', "").parse().ok()?;
        let right = match (number % 100, number % 10) {
            (11..=13, _) => th,
            (_, 1) => st,
            (_, 2) => nd,
            (_, 3) => rd,
            _ => th,
        };
        let is_ordinal = ends.contains(&letters.as_str());
        (is_ordinal && letters != right)
            .then(|| (format!("`{}` is no number of a row", word.text), format!("write `{digits}{right}`")))
    })
}

/// More than all of them: `110 % of people`.
fn share(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    all.iter().find(|word| word.number().is_some_and(|n| n > 100.0))?;
    let cues = of_language(PERCENT, language);
    let people = of_language(PEOPLE, language);
    let (passed, ofs) = (signed(PEOPLE, language, "<"), signed(PEOPLE, language, "."));
    let lower = |word: &Word<'_>| word.text.to_lowercase();
    all.iter().enumerate().find_map(|(i, word)| {
        let number = word.number().filter(|n| *n > 100.0 && *n < 1000.0)?;
        let signed = text[word.end()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%');
        let spelt = all.get(i + 1).is_some_and(|w| cues.contains(&lower(w).as_str()));
        if !(signed || spelt) {
            return None;
        }
        let rest = &all[i + 1..];
        let of = rest.iter().take(3).position(|w| ofs.contains(&lower(w).as_str()))?;
        let mut behind = rest[of + 1..].iter().skip_while(|w| passed.contains(&lower(w).as_str())).take(1);
        let who = behind.find(|w| people.contains(&lower(w).as_str()))?;
        (!text[who.end()..].starts_with(['\'', '’'])).then(|| {
            let message = format!("{number} percent of {}: nobody has more than all of them", who.text);
            (message, "look the number up and type it again".to_string())
        })
    })
}

/// `5 out of 4`.
fn out_of(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    let (people, ofs, outs) = (of_language(PEOPLE, language), signed(PEOPLE, language, "/"), signed(PEOPLE, language, "|"));
    // Words are asked for numbers only where one can be a part of another.
    let lower = text.to_lowercase();
    ofs.iter().chain(&outs).find(|between| lower.contains(**between))?;
    let in_words = |word: &Word<'_>| number_of(word.text, language).map(f64::from).filter(|n| *n > 1.0);
    let number = |word: &Word<'_>| word.number().or_else(|| in_words(word)).filter(|_| word.year().is_none());
    let numbers = || all.iter().enumerate().filter_map(|(i, word)| Some((i, number(word)?)));
    numbers().zip(numbers().skip(1)).find_map(|((i, part), (j, whole))| {
        let (from, to) = (&all[i], &all[j]);
        let between = text[from.end()..to.at].trim().to_lowercase();
        let is_who = || all.get(j + 1).is_some_and(|who| people.contains(&who.text.to_lowercase().as_str()));
        let is_share = outs.contains(&between.as_str()) || ofs.contains(&between.as_str()) && whole < 1000.0 && is_who();
        (is_share && part > whole).then(|| {
            let said = &text[from.at..to.end()];
            (format!("`{said}` is more than all"), "exchange the two, or mend one".to_string())
        })
    })
}

/// `Save 120%`, `120 % off`: more than the price.
fn saved(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    all.iter().find(|word| word.number().is_some_and(|n| n > 100.0))?;
    let (offs, saves, fewer) = (signed(PERCENT, language, "_"), signed(PERCENT, language, "<"), signed(PERCENT, language, ">"));
    all.iter().enumerate().filter(|_| !offs.is_empty()).find_map(|(i, word)| {
        word.number().filter(|n| *n > 100.0)?;
        let rest = text[word.end()..].trim_start().strip_prefix('%')?.to_lowercase();
        let before = i.checked_sub(1).map(|j| all[j].text.to_lowercase()).unwrap_or_default();
        let begins = |cue: &&str| {
            let behind = rest.trim_start().strip_prefix(cue).filter(|_| rest.len() - rest.trim_start().len() <= 1);
            behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
        };
        let (off, less) = (offs.iter().any(&begins), fewer.iter().any(&begins));
        (off || less || saves.contains(&before.as_str())).then(|| {
            let what = if less { "less than before is less than nothing" } else { "off is more than the price" };
            (format!("{} percent {what}", word.text), "look the number up and type it again".to_string())
        })
    })
}

/// `ages 18 to 12`: from the higher to the lower.
fn ages(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    all.iter().filter(|word| word.number().is_some()).nth(1)?;
    let (cues, payers) = (of_language(AGES, language), signed(AGES, language, "~"));
    let is = |list: &[&str], word: &Word<'_>| list.contains(&word.text.to_lowercase().as_str());
    all.iter().enumerate().filter(|(_, word)| is(&cues, word) || is(&payers, word)).find_map(|(i, word)| {
        let between = |next: &Word<'_>| text[word.end()..next.at].trim_matches([' ', ':', ',']).to_lowercase();
        let from = all[i + 1..].iter().take(2).find(|from| from.number().is_some())?;
        let gap = between(from);
        if !(gap.is_empty() || is(&payers, word) && signed(AGES, language, "<").contains(&gap.as_str())) {
            return None;
        }
        let to = all.iter().skip_while(|w| w.at <= from.at).take(2).find(|w| w.number().is_some())?;
        let between = text[from.end()..to.at].trim().to_lowercase();
        let is_span = ["-", "–"].contains(&between.as_str()) || signed(AGES, language, "_").contains(&between.as_str());
        let (a, b) = (from.number()?, to.number()?);
        // `ages 2-1/2` is two and a half.
        let is_whole = !text[to.end()..].starts_with('/');
        // `Kids 10 to 2` may be hours.
        let is_priced = text[to.end()..].trim_start_matches([' ', ':', ',', '–', '-']).starts_with(is_currency_sign);
        (is_span && is_whole && a > b && a < 120.0 && (is(&cues, word) || is_priced)).then(|| {
            let said = &text[word.at..to.end()];
            (format!("`{said}` goes from the higher to the lower"), "exchange the two numbers, or mend one".to_string())
        })
    })
}

/// `from 2025 to 2024`: from the later year to the earlier.
fn years(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    all.iter().filter(|word| word.year().is_some()).nth(1)?;
    let (froms, joins) = (signed(AGES, language, "<"), signed(AGES, language, "_"));
    all.windows(4).find_map(|w| {
        let is_span = froms.contains(&w[0].text.to_lowercase().as_str()) && joins.contains(&w[2].text.to_lowercase().as_str());
        let (from, to) = (w[1].year()?, w[3].year()?);
        (is_span && from > to).then(|| {
            let said = &text[w[0].at..w[3].end()];
            (format!("`{said}` goes from the later year to the earlier"), "exchange the two years, or mend one".to_string())
        })
    })
}

/// Digits of a number without its area.
const SHORTEST_NUMBER: usize = 7;

/// `(406) 555-0177 ext.` and nothing behind.
fn extension(text: &str, all: &[Word<'_>], language: &str) -> Option<(String, String)> {
    text.bytes().filter(u8::is_ascii_digit).nth(SHORTEST_NUMBER - 1)?;
    let cues = signed(CALLING, language, "+");
    let is_extension = |word: &&Word<'_>| cues.contains(&word.text.to_lowercase().as_str());
    all.iter().filter(is_extension).find_map(|word| {
        let number = text[..word.at].trim_end_matches([' ', ',', ';', '(', '\u{a0}']);
        let tail: String = number.chars().rev().take_while(|c| c.is_ascii_digit() || " -.()\u{a0}".contains(*c)).collect();
        let is_number = number.ends_with(|c: char| c.is_ascii_digit())
            && tail.chars().filter(char::is_ascii_digit).count() >= SHORTEST_NUMBER;
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
            || out_of(text, &all, "en").is_some()
            || saved(text, &all, "en").is_some()
            || ages(text, &all, "en").is_some()
            || years(text, &all, "en").is_some()
            || extension(text, &all, "en").is_some()
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
            "Children 12 to 6 $3.25",
            "Ages: 12-5",
            "Call (406) 555-0177 ext.",
            "Call (406) 555-0177, ext. and ask",
            "406-555-0177 extension",
            "answers 42 hours a day",
            "open 8 days a week",
            "From 2025 to 2024 it rose",
            "between 2031 and 2027",
            "save 110%",
            "110 percent through 2026: ages 18 through 12",
        ] {
            assert!(told(text), "{text}");
        }
        let spanish = "110 % de las personas";
        assert!(share(spanish, &words(spanish), "es").is_some());
        for text in ["5 de 4 personas", "ahorre 120 %", "un 120 % menos", "edades 12 a 5", "(406) 555-0177, extensión"] {
            let all = words(text);
            let found = [out_of(text, &all, "es"), saved(text, &all, "es"), ages(text, &all, "es"), extension(text, &all, "es")];
            assert!(found.iter().any(Option::is_some), "{text}");
        }
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
            "from 2024 to 2025, between 2020 and 2025, in 2025 and 2024",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
