//! Numbers of two digits, hours and weekdays of a translation against those of its source. Longer numbers and placeholders
//! are compared where translations are laid over their source.

use super::calendar::without_numbered_months;
use super::clocks;
use super::counted_on::same_hour;
use super::hours::noon_in_figures;
use super::number_words::{number_of, with_dozens, with_half_hours};
use super::times::times;
use super::unit_words::measured;
use super::words::{of_language, primary, rows, words};
use super::{Desk, Pair};
use crate::diag::{At, Diagnostic, checks};
use crate::qr::phone;
use crate::resolve::without_converted;
use std::collections::BTreeSet;

const UNITS: &str = include_str!("../../assets/registries/unit-signs.txt");
const MEASURES_IN_WORDS: &str = include_str!("../../assets/registries/measure-words.txt");
const DAY_PARTS: &str = include_str!("../../assets/registries/day-parts.txt");

pub(super) fn check(pair: &Pair<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let difference = weekdays(pair, desk).or_else(|| other_numbers(pair, desk));
    let difference = difference
        .or_else(|| halves(pair))
        .or_else(|| clocks::check(pair))
        .or_else(|| lettered(pair))
        .or_else(|| costs(pair))
        .or_else(|| day_parts(pair));
    if let Some(message) = difference {
        found.push(
            Diagnostic::error(&checks::TRANSLATION_DIFFERS, pair.translated.text.span, message)
                .also(pair.source.text.span, "the source")
                .help("look at both, and write the same in both"),
        );
    }
}

/// Numbers that are others, unless both say the same in another way: `two dozen` and `24`, `72 °F` and `22 °C`.
fn other_numbers(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let plain = |passage: &super::Passage<'_>| {
        let language = desk.project.languages.get(passage.language);
        let text = passage.text.value.as_str();
        let plain = language.map_or(text.into(), |language| without_numbered_months(text, language));
        At::new(with_half_hours(&plain, passage.language), passage.text.span)
    };
    let (from, to) = (plain(&pair.source), plain(&pair.translated));
    let source = super::Passage { text: &from, ..pair.source };
    let pair = &Pair { source, translated: super::Passage { text: &to, ..pair.translated }, is_safety: pair.is_safety };
    let differs = |pair: &Pair<'_>| {
        let (from, to) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
        match pair.source.key {
            "hours" => {
                // `Noon` is an hour in figures elsewhere.
                hours(&noon_in_figures(from, pair.source.language), &noon_in_figures(to, pair.translated.language))
            }
            _ => exchanged(pair).or_else(|| one_other(pair)).or_else(|| other_word(pair)).or_else(|| alone(pair)),
        }
    };
    let told = differs(pair)?;
    let plain = |passage: &super::Passage<'_>| with_dozens(&passage.text.value, passage.language);
    let (from, to) = (plain(&pair.source), plain(&pair.translated));
    let (from, to) = without_converted(&from, &to).unwrap_or((from, to));
    let (from, to) = (At::new(from, pair.source.text.span), At::new(to, pair.translated.text.span));
    let source = super::Passage { text: &from, ..pair.source };
    let same = Pair { source, translated: super::Passage { text: &to, ..pair.translated }, is_safety: pair.is_safety };
    differs(&same).map(|_| told)
}

/// Numbers outside placeholders, telephone numbers left out: they are compared as a whole.
fn numbers(text: &str) -> Vec<u32> {
    let folded: String = super::words::without_placeholders(text).chars().map(|c| phone::digit(c).unwrap_or(c)).collect();
    let phones: Vec<(usize, usize)> = super::numbers::numbers(&folded, "").iter().map(|n| (n.at, n.at + n.text.len())).collect();
    let free = words(&folded).into_iter().filter(|w| !phones.iter().any(|(from, to)| (*from..*to).contains(&w.at)));
    let digits =
        free.flat_map(|w| w.text.split(|c: char| !c.is_ascii_digit()).filter_map(|d| d.parse().ok()).collect::<Vec<u32>>());
    // Minutes of a full hour.
    digits.filter(|n| *n > 0).collect()
}

/// One number of two digits in place of another: 18 and 16. Hours of the afternoon may be counted on: 2 and 14.
fn exchanged(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
    let two = |text: &str| numbers(text).into_iter().filter(|n| (10..100).contains(n)).collect::<BTreeSet<u32>>();
    let (wanted, got) = (two(from), two(to));
    let missing = wanted.difference(&got).next()?;
    let other = got.difference(&wanted).next()?;
    (!same_hour(*missing, *other, pair)).then(|| differs((*missing, from), (*other, to)))
}

/// Two numbers as they are written: `6.05` and `6.50`, not their cents.
fn differs((missing, from): (u32, &str), (other, to): (u32, &str)) -> String {
    let written = |number: u32, text: &str| {
        let all = words(text);
        let is_part =
            |word: &&super::words::Word<'_>| word.text.split(|c: char| !c.is_ascii_digit()).any(|d| d.parse() == Ok(number));
        all.iter().find(is_part).map_or_else(|| number.to_string(), |word| word.text.to_string())
    };
    format!("`{}` stands here, and `{}` in the source", written(other, to), written(missing, from))
}

/// As many small numbers in both, all the same but one: `6 to 17` and `6 a 7`. Hours may be counted on.
fn one_other(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
    let (wanted, got) = (numbers(from), numbers(to));
    let mut differ = wanted.iter().zip(&got).filter(|(a, b)| a != b);
    let (missing, other) = differ.next().filter(|_| wanted.len() == got.len() && wanted.len() > 1)?;
    let alone = differ.next().is_none() && *missing < 100 && *other < 100 && !same_hour(*missing, *other, pair);
    alone.then(|| differs((*missing, from), (*other, to)))
}

/// The same of numbers in digits and in words together: `two .. nine .. three years` and `dos .. nueve .. cuatro años`.
fn other_word(pair: &Pair<'_>) -> Option<String> {
    let (wanted, got) = (all_numbers(&pair.source), all_numbers(&pair.translated));
    let mut differ = wanted.iter().zip(&got).filter(|(a, b)| a != b);
    let (missing, other) = differ.next().filter(|_| wanted.len() == got.len() && wanted.len() > 1)?;
    let (less, more) = (*missing.min(other), *missing.max(other));
    let alone = differ.next().is_none() && more < 100 && !same_hour(*missing, *other, pair) && !CONVERTED.contains(&(more, less));
    alone.then(|| format!("`{other}` stands here, and `{missing}` in the source"))
}

/// Numbers in digits, and those in words from two on, as they stand: `one` is an article.
fn all_numbers(passage: &super::Passage<'_>) -> Vec<u32> {
    let plain = super::words::without_placeholders(&passage.text.value);
    let in_digits = numbers(&plain);
    let mut digits = in_digits.iter();
    let read = words(&plain).into_iter().flat_map(|word| match word.text.bytes().any(|b| b.is_ascii_digit()) {
        // Telephone numbers were left out.
        true => {
            let parts = word.text.split(|c: char| !c.is_ascii_digit()).filter_map(|d| d.parse::<u32>().ok());
            parts.filter(|n| in_digits.contains(n)).filter_map(|_| digits.next().copied()).collect::<Vec<_>>()
        }
        false => number_of(word.text, passage.language).filter(|n| *n > 1).into_iter().collect(),
    });
    read.collect()
}

/// Times and measures that people convert: 12 months and 1 year, 2 weeks and 15 days, a mile and 1.6 km, a pound and 0.45 kg.
const CONVERTED: [(u32, u32); 15] = [
    (12, 1),
    (24, 1),
    (7, 1),
    (8, 1),
    (60, 1),
    (30, 1),
    (14, 2),
    (15, 2),
    (18, 6),
    (24, 2),
    (48, 2),
    (72, 3),
    (36, 3),
    (90, 3),
    (15, 14),
];
const MEASURES: [f64; 5] = [1.609, 2.205, 2.54, 3.281, 3.785];

/// The one number that both say, in digits or in words: `5 days` and `15 días`, `quince días`.
fn alone(pair: &Pair<'_>) -> Option<String> {
    let (wanted, got) = (only_number(&pair.source)?, only_number(&pair.translated)?);
    let (less, more) = (wanted.min(got), wanted.max(got));
    let ratio = f64::from(more) / f64::from(less);
    let is_unit = |passage: &super::Passage<'_>| {
        let units = rows(UNITS).flat_map(|row| row.split(',').map(str::trim)).collect::<Vec<_>>();
        words(&passage.text.value).iter().any(|word| units.contains(&word.text.to_lowercase().as_str()))
    };
    // `Bus 8` and `18` are no pounds; of a language whose units nobody knows they may be.
    let is_known = !of_language(MEASURES_IN_WORDS, pair.translated.language).is_empty();
    let has_way = |passage: &super::Passage<'_>| measured(&passage.text.value, passage.language).iter().any(|m| m.kind != "time");
    let is_measure = (more > 9 && !is_known || [&pair.translated, &pair.source].into_iter().any(|p| is_unit(p) || has_way(p)))
        && MEASURES.iter().any(|known| (known - ratio).abs() < known * 0.08);
    let is_other = less > 0
        && more < 100
        && less != more
        && !same_hour(wanted, got, pair)
        && !is_measure
        && !(CONVERTED.contains(&(more, less)) && is_converted(pair, (more, less)));
    is_other.then(|| format!("`{got}` stands here, and `{wanted}` in the source"))
}

/// Whether two numbers may be one time in two units: 18 months are a year and six months, an age of 18 is not 6.
fn is_converted(pair: &Pair<'_>, numbers: (u32, u32)) -> bool {
    let is_time = |passage: &super::Passage<'_>| {
        measured(&passage.text.value, passage.language).iter().any(|measure| measure.kind == "time")
    };
    let is_known = !of_language(MEASURES_IN_WORDS, pair.translated.language).is_empty();
    numbers != (18, 6) || !is_known || is_time(&pair.source) || is_time(&pair.translated)
}

/// The only number of a text; one in words from two on, for `one` is an article.
fn only_number(passage: &super::Passage<'_>) -> Option<u32> {
    let text = passage.text.value.as_str();
    let in_digits = numbers(text);
    let plain = super::words::without_placeholders(text);
    let in_words = words(&plain).into_iter().filter(|word| !word.text.bytes().any(|b| b.is_ascii_digit()));
    let in_words = in_words.filter_map(|word| number_of(word.text, passage.language)).filter(|number| *number > 1);
    let mut all = in_digits.into_iter().chain(in_words);
    all.next().filter(|_| all.next().is_none())
}

/// Morning and afternoon: `9 a.m. to 5 p.m.` and `9 p.m. a 5 a.m.`
fn halves(pair: &Pair<'_>) -> Option<String> {
    let read = |passage: &super::Passage<'_>| -> Vec<(u16, String)> {
        let all = times(&passage.text.value, passage.language);
        all.iter().filter(|t| t.is_halved()).filter_map(|t| Some((t.minutes()?, t.text.to_string()))).collect()
    };
    let (wanted, got) = (read(&pair.source), read(&pair.translated));
    let is_there = |all: &[(u16, String)], minutes: u16| all.iter().any(|(there, _)| *there == minutes);
    let (_, missing) = wanted.iter().find(|(minutes, _)| !is_there(&got, *minutes))?;
    let (_, other) = got.iter().find(|(minutes, _)| !is_there(&wanted, *minutes))?;
    (wanted.len() == got.len()).then(|| format!("`{other}` stands here, and `{missing}` in the source"))
}

/// `after noon` and `después de la medianoche`: the one part of the day that both name.
fn day_parts(pair: &Pair<'_>) -> Option<String> {
    let (from, to) = (primary(pair.source.language), primary(pair.translated.language));
    let known = |tag: &str| -> Vec<(&'static str, &'static str)> {
        let of_tag = rows(DAY_PARTS).filter_map(|row| row.split_once(' ')).filter(|(there, _)| *there == tag);
        of_tag.filter_map(|(_, rest)| rest.split_once(" = ")).collect()
    };
    let (source, translated) = (known(from), known(to));
    if source.is_empty() || translated.is_empty() {
        return None;
    }
    let only = |text: &str, known: &[(&'static str, &'static str)]| {
        let lower = text.to_lowercase();
        let mut named = known.iter().filter(|(word, _)| super::words::holds_word(&lower, word));
        named.next().filter(|_| named.next().is_none()).copied()
    };
    let (wanted, may) = only(&pair.source.text.value, &source)?;
    let (got, _) = only(&pair.translated.text.value, &translated)?;
    let mut may = may.split(' ').filter(|word| *word != to);
    (!may.any(|word| word == got)).then(|| format!("`{got}` stands here, and `{wanted}` in the source"))
}

/// `apartment 4C` and `apartamento 4B`: the one number with a letter of both.
fn lettered(pair: &Pair<'_>) -> Option<String> {
    let only = |text: &str| {
        let all = words(text);
        let is_unit = |word: &str| {
            let (digits, letter) = word.split_at(word.len().saturating_sub(1));
            !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && letter.starts_with(|c: char| c.is_ascii_uppercase())
        };
        let mut found = all.iter().filter(|word| word.text.is_ascii() && is_unit(word.text)).map(|word| word.text.to_string());
        found.next().filter(|_| found.next().is_none())
    };
    let (wanted, got) = (only(&pair.source.text.value)?, only(&pair.translated.text.value)?);
    let same_number = wanted[..wanted.len() - 1] == got[..got.len() - 1];
    (wanted != got && same_number).then(|| format!("`{got}` stands here, and `{wanted}` in the source"))
}

/// What is free of charge in one language, and has a price in the other.
fn costs(pair: &Pair<'_>) -> Option<String> {
    if pair.source.key != "cost" {
        return None;
    }
    let (from, to) = (pair.source.text.value.as_str(), pair.translated.text.value.as_str());
    let is_priced = |text: &str| text.contains(['$', '€', '£']) && text.bytes().any(|b| b.is_ascii_digit());
    (is_priced(from) != is_priced(to)).then(|| format!("`{to}` stands here, and `{from}` in the source"))
}

/// Every number of opening hours stands in the source, in hours of twelve or of twenty-four.
fn hours(from: &str, to: &str) -> Option<String> {
    let of_twelve = |text: &str| numbers(text).into_iter().map(|n| n % 12).collect::<BTreeSet<u32>>();
    let (wanted, got) = (numbers(from), numbers(to));
    let known = of_twelve(from);
    if wanted == [24] && got == [12] {
        return Some("`12` hours stand here, and `24` in the source".to_string());
    }
    let other = got.iter().find(|n| !wanted.contains(n) && !known.contains(&(*n % 12)))?;
    (!wanted.is_empty()).then(|| format!("`{other}` stands here among the hours, and not in the source"))
}

/// The days of the week that both name.
fn weekdays(pair: &Pair<'_>, desk: &Desk<'_>) -> Option<String> {
    let named = |text: &str, tag: &str| -> Vec<usize> {
        let Some(language) = desk.project.languages.get(tag) else { return Vec::new() };
        let lower = text.to_lowercase();
        let days = language.words.weekdays.iter().enumerate();
        let there = days.filter(|(_, day)| super::words::holds_name(&lower, &day.value.to_lowercase()));
        there.map(|(n, _)| n).collect()
    };
    let wanted = named(&pair.source.text.value, pair.source.language);
    if wanted.is_empty() {
        return None;
    }
    let got = named(&pair.translated.text.value, pair.translated.language);
    let name =
        |tag: &str, n: usize| desk.project.languages.get(tag).and_then(|l| l.words.weekdays.get(n)).map(|d| d.value.clone());
    let missing = wanted.iter().find(|n| !got.contains(n))?;
    let other = got.iter().find(|n| !wanted.contains(n))?;
    Some(format!(
        "`{}` stands here, and `{}` in the source",
        name(pair.translated.language, *other)?,
        name(pair.source.language, *missing)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::diag::Span;
    use crate::proofread::{Passage, passages::Part};

    fn told(from: &str, to: &str, rule: fn(&Pair<'_>) -> Option<String>) -> bool {
        let (from, to) = (At::new(from.to_string(), Span::NONE), At::new(to.to_string(), Span::NONE));
        let passage = |text, language| Passage { text, part: Part::Words, block: None, key: "full", language };
        rule(&Pair { source: passage(&from, "en"), translated: passage(&to, "es"), is_safety: false }).is_some()
    }

    #[test]
    fn days_and_hours_are_written_as_each_language_does() {
        let (project, _) =
            crate::syntax::read(&crate::world::World::memory(Default::default()), &crate::syntax::Wanted::Everything);
        let desk = Desk { project: &project, today: jiff::civil::Date::constant(2026, 11, 29) };
        let told = |source: &str, tag: &str, translated: &str| {
            let (from, to) = (At::new(source.to_string(), Span::NONE), At::new(translated.to_string(), Span::NONE));
            let passage = |text, language| Passage { text, part: Part::Words, block: None, key: "full", language };
            let pair = Pair { source: passage(&from, "en"), translated: passage(&to, tag), is_safety: false };
            let mut found = Vec::new();
            check(&pair, &desk, &mut found);
            !found.is_empty()
        };
        for (source, tag, translated) in [
            ("On February 9 you vote on a levy for four years.", "vi", "Ngày 9 tháng 2, quý vị bỏ phiếu về thuế trong bốn năm."),
            ("We meet at 6:30", "de", "Wir treffen uns um halb sieben"),
            ("We meet at 12:30", "de", "Wir treffen uns um halb eins"),
            ("From 6 a.m. to 2 p.m.", "fr", "De 6 h à 14 h"),
            ("At noon and at midnight", "fr", "À midi et à minuit"),
            ("Open until 2 p.m.", "de", "Geöffnet bis 2 Uhr nachmittags"),
            ("Open until 2 p.m.", "pt", "Aberto até as 2h da tarde"),
        ] {
            assert!(!told(source, tag, translated), "{translated}");
        }
        for (source, tag, translated) in [
            ("We meet at 6:30", "de", "Wir treffen uns um halb acht"),
            ("From 6 a.m. to 2 p.m.", "fr", "De 6 h à 2 h"),
            ("We close at 10 p.m.", "fr", "Nous fermons à 10 h"),
        ] {
            assert!(told(source, tag, translated), "{translated}");
        }
    }

    #[test]
    fn two_digits_are_compared() {
        assert!(told("Under 18, it is always free", "Con menores de 16 años, siempre es gratis", exchanged));
        assert!(!told("Under 18", "Con menores de 18 años", exchanged));
        assert!(!told("24 hours", "a toda hora", exchanged));
        assert!(!told("from 10 p.m.", "a las 22", exchanged));
        assert!(!told("Call 1-888-373-7888", "Llame al 1 888 373 7888", exchanged));
        assert!(told("Under 18", "۱۶ سال", exchanged));
        // Twelve less is the same hour only where an hour is meant.
        assert!(told("Bring 24 tablets", "Traiga 12 tabletas", exchanged));
        assert!(told("within 24 hours", "en menos de 12 horas", exchanged));
    }

    #[test]
    fn one_number_that_is_another_is_told() {
        assert!(told("from 6 to 17", "de 6 a 7 años", one_other));
        assert!(told("grades 6 to 8", "grados 6 a 9", one_other));
        for (from, to) in [
            ("from 6 to 17", "de 6 a 17"),
            ("May 12, 5 pm", "5 de mayo, 12"),
            ("12 months", "1 año"),
            ("2 to 5 pm", "de 2 a 17"),
            ("Saturday, 9 to 5", "sábado, de 9 a 17"),
            ("7 days, 24 hours", "24 horas, 7 días"),
            ("3 of 10 people", "3 de cada 10"),
        ] {
            assert!(!told(from, to, one_other), "{from}");
        }
    }

    #[test]
    fn the_only_number_of_both_is_one() {
        for (from, to) in [
            ("You have 5 days to answer", "Tiene 15 días para responder"),
            ("You have 5 days to answer", "Tiene quince días para responder"),
            ("Lunch for 2 dollars", "Almuerzo por ٣ dólares"),
            ("Children under 18 come free", "Los menores de 6 no pagan"),
            ("Bus 20 stops here", "El autobús 8 para aquí"),
            ("Adults $20", "Adultos $8"),
            ("Three rooms are free", "Hay 4 salas"),
        ] {
            assert!(told(from, to, alone), "{to}");
        }
        for (from, to) in [
            ("You have 5 days", "Tiene cinco días"),
            ("12 months", "1 año"),
            ("Two weeks", "15 días"),
            ("At 2 p.m.", "A las 14"),
            ("5 miles", "8 km"),
            ("50 pounds", "23 kg"),
            ("One of us", "Uno de nosotros"),
            ("Two of 5 rooms", "Cuatro salas"),
        ] {
            assert!(!told(from, to, alone), "{to}");
        }
    }

    #[test]
    fn hours_are_compared() {
        assert!(hours("Monday to Friday, 9 to 5", "De lunes a viernes, de 9 a 6").is_some());
        assert!(hours("Free, 24 hours, every day", "Gratis, de 9 a 5").is_some());
        assert!(hours("Monday to Friday, 9 to 5", "De lunes a viernes, de 9 a 17").is_none());
        assert!(hours("9 a.m. to 5:30 p.m.", "9:00 a 17:30").is_none());
        assert!(hours("24/7", "las 24 horas, todos los días").is_none());
        assert!(hours("Every day", "7 días").is_none());
    }
}
