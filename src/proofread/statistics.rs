//! Statistics in running words that come from no record: a share or a change in percent, `1 in 4 people`, `three times as
//! likely`, `$150 billion`, `143 cases in 2023`. Nobody can look them up again, and they stay when they are overtaken.
//!
//! Whether that stops a sheet is said by the policy of its readers (`recorded_statistics`). Prices, mixtures, offers and what
//! somebody says of their own work are no statistics.

use super::measures::{Records, fits, goes, percentages};
use super::passages::Passage;
use super::words::{Word, find_word, of_language, primary, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::Stat;
use crate::registry::is_currency_sign;

const SHARE: &str = include_str!("../../assets/registries/share-words.txt");
const PRICE: &str = include_str!("../../assets/registries/price-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/statistic-words.txt");

/// Whether nothing is printed with a statistic that has no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strict(pub bool);

impl Strict {
    pub(super) fn of(sheet: &Sheet<'_>, desk: &Desk<'_>) -> Strict {
        let said = desk.project.policy_says(sheet.content, |policy| policy.recorded_statistics.as_ref());
        Strict(said.is_some_and(|flag| flag.value))
    }
}

/// The statistic of a sentence that no record gives.
pub(super) fn bare(sentence: &str, passage: &Passage<'_>, records: &Records<'_>, strict: Strict) -> Option<Diagnostic> {
    let claim = claim(sentence, passage.language, records)?;
    let message = format!("`{claim}` is a statistic without a record");
    let span = passage.text.span;
    let told = match strict.0 {
        true => Diagnostic::error(&checks::BARE_STATISTIC, span, message),
        false => Diagnostic::warning(&checks::BARE_STATISTIC, span, message),
    };
    let help = "state it under `[stat.NAME]` with `values`, `source`, `as_of` and `review_by`, and write `{NAME.change}` here; or say it without the number";
    Some(told.help(help))
}

fn claim(sentence: &str, language: &str, records: &Records<'_>) -> Option<String> {
    let lower = sentence.to_lowercase();
    let has = |list: &'static str, row: &str| stands(&lower, &of_language(list, &format!("{}{row}", primary(language))));
    if has(PRICE, "").is_some() {
        return None;
    }
    let all = words(sentence);
    let is_money = lower.contains(is_currency_sign);
    let own = || has(COUNTED, "~").is_some();
    let shares = || percentage_claim(sentence, &lower, &all, language, records).or_else(|| one_in(&lower, &all, language));
    let times = || has(COUNTED, "*").map(str::to_string);
    // A sum by itself, in a list or under a heading, claims nothing.
    let sum = || large_sum(sentence, &all, language).filter(|_| all.len() >= FEWEST && !own() && has(COUNTED, "$").is_none());
    let year = || count_of_a_year(sentence, &all, language, records).filter(|_| !own());
    if is_money && !lower.contains("illion") { None } else { shares().or_else(times).or_else(sum).or_else(year) }
}

fn stands(lower: &str, phrases: &[&'static str]) -> Option<&'static str> {
    phrases.iter().find(|phrase| find_word(lower, phrase).is_some()).copied()
}

/// From one word to another, as it stands there.
fn between(sentence: &str, from: &Word<'_>, to: &Word<'_>) -> String {
    sentence[from.at..to.end()].to_string()
}

fn percentage_claim(sentence: &str, lower: &str, all: &[Word<'_>], language: &str, records: &Records<'_>) -> Option<String> {
    let base = primary(language);
    let of_people = of_language(SHARE, base);
    let moves = || goes(lower, language, '+').is_some() || goes(lower, language, '_').is_some();
    percentages(sentence, all, language).into_iter().find_map(|(number, at)| {
        // `100 %` is a way of speaking, and what a record gives is no claim of its own.
        let rest: String = sentence[all[at].end()..].to_lowercase();
        let share = of_people.iter().any(|word| find_word(&rest, word).is_some_and(|i| i < 24));
        (number != 100.0 && number > 0.0 && !is_recorded(records, number) && (moves() || share)).then(|| {
            let end = (all[at].end() + 12).min(sentence.len());
            let end = (end..=sentence.len()).find(|i| sentence.is_char_boundary(*i)).unwrap_or(sentence.len());
            sentence[all[at].at..end].trim().to_string()
        })
    })
}

fn is_recorded(records: &Records<'_>, number: f64) -> bool {
    records.iter().any(|(_, stat)| gives(stat, number))
}

/// Whether a record has this number, or gives it as a change between two of its values.
fn gives(stat: &Stat, number: f64) -> bool {
    let stated = stat.stated.as_ref().is_some_and(|s| s.value == number);
    let counts: Vec<f64> = stat.values.iter().map(|(_, v)| v.value).collect();
    let changes = counts.iter().flat_map(|a| counts.iter().map(move |b| (*a, *b))).filter(|(a, b)| *a > 0.0 && a != b);
    let mut changes = changes.map(|(a, b)| ((b - a) / a * 100.0).abs());
    stated || counts.contains(&number) || changes.any(|real| fits(number, real))
}

/// `1 in 4 people`: what follows is somebody, not a measure of time. In words, `one in five`, it is a way of speaking.
fn one_in(lower: &str, all: &[Word<'_>], language: &str) -> Option<String> {
    let base = primary(language);
    let pairs = of_language(SHARE, &format!("{base}1"));
    let people = of_language(SHARE, &format!("{base}>"));
    (2..all.len()).find_map(|i| {
        let link = all[i - 1].text.to_lowercase();
        let is_number = all[i].number().is_some_and(|n| (2.0..=1000.0).contains(&n));
        let who = all.get(i + 1).is_some_and(|w| people.contains(&w.text.to_lowercase().as_str()));
        // `1 out of 4`
        let is_out_of = i > 2 && pairs.contains(&all[i - 2].text.to_lowercase().as_str());
        let one = if is_out_of { i - 3 } else { i - 2 };
        (all[one].text == "1" && pairs.contains(&link.as_str()) && is_number && who)
            .then(|| lower[all[one].at..all[i].end()].to_string())
    })
}

/// With fewer words a sum is a label.
const FEWEST: usize = 5;

/// `$150 billion`, `150 billion dollars`: money that nobody is asked for.
fn large_sum(sentence: &str, all: &[Word<'_>], language: &str) -> Option<String> {
    let base = primary(language);
    let (large, money) = (of_language(COUNTED, &format!("{base}^")), of_language(COUNTED, &format!("{base}%")));
    let is = |word: Option<&Word<'_>>, of: &[&str]| word.is_some_and(|w| of.contains(&w.text.to_lowercase().as_str()));
    (1..all.len()).find_map(|i| {
        let number = all[i - 1].number().is_some() && is(all.get(i), &large);
        let signed = sentence[..all[i - 1].at].trim_end().ends_with(['$', '€', '£']);
        (number && (signed || is(all.get(i + 1), &money))).then(|| between(sentence, &all[i - 1], &all[i]))
    })
}

/// `143 cases in 2023`: something that is counted for everybody, and the year.
fn count_of_a_year(sentence: &str, all: &[Word<'_>], language: &str, records: &Records<'_>) -> Option<String> {
    let base = primary(language);
    let (counted, during) = (of_language(COUNTED, &format!("{base}#")), of_language(COUNTED, &format!("{base}@")));
    let is = |word: &Word<'_>, of: &[&str]| of.contains(&word.text.to_lowercase().as_str());
    let dated = (1..all.len()).any(|i| all[i].year().is_some() && is(&all[i - 1], &during));
    let from = if dated { 0 } else { all.len() };
    (from..all.len()).find_map(|i| {
        let number = all[i].number().filter(|n| *n >= 5.0 && all[i].year().is_none() && !is_recorded(records, *n))?;
        let thing = all[i + 1..].iter().take(FARTHEST).find(|word| is(word, &counted))?;
        (number > 0.0).then(|| between(sentence, &all[i], thing))
    })
}

/// `106 suspected fraud cases`: so many words after its number stands what is counted.
const FARTHEST: usize = 3;

#[cfg(test)]
mod tests {
    use super::claim;
    use crate::proofread::measures::Records;

    fn told(text: &str) -> Option<String> {
        text.split_inclusive(['.', '!', '?']).find_map(|sentence| claim(sentence, "en", &Records::new()))
    }

    #[test]
    fn statistics_without_a_record_are_told() {
        for text in [
            "Some 63 percent of survivors used public transport.",
            "1 in 4 women is hurt at home.",
            "1 in 4 volunteers is over 70.",
            "1 out of 5 teens has been asked for a picture.",
            "Calls increased by 40 percent.",
            "Overdoses are up 12% this year.",
            "People without papers are three times as likely to be exploited.",
            "Girls are twice as likely to be hurt.",
            "Women here die at 4 times the national average.",
            "Forced labor is a $150 billion industry.",
            "It earns 150 billion dollars a year.",
            "There were 143 cases in 2023.",
            "In 2022, 106 suspected fraud cases were counted.",
            "The state had 162 overdose deaths in 2024.",
        ] {
            assert!(told(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_quiet() {
        let told: Vec<_> = GOOD.iter().filter_map(|text| Some((text, told(text)?))).collect();
        assert!(told.is_empty(), "{told:#?}");
    }

    const GOOD: &[&str] = &[
        "100 percent of what you give goes to the pantry.",
        "20 percent off all books.",
        "Take 10% off your bill.",
        "Hand gel with 60 percent alcohol.",
        "One in five adults here finds this hard.",
        "We meet 1 in 3 weeks.",
        "Room 1 in 5 Main Street.",
        "Save 30% of the price.",
        "Tickets are $5, 20 percent more at the door.",
        "Open 7 days a week.",
        "50% off everything in the shop.",
        "Save up to 40 percent on winter coats.",
        "Up to 70% off!",
        "Save 40% on more than 200 titles.",
        "Members save 15 percent all year.",
        "Half price after 5 p.m.",
        "Buy 2, get 1 free.",
        "Sale: prices are down 25 percent.",
        "A 10 percent tip is added for groups of 8 or more.",
        "Bleach with 5 percent sodium, 1 part in 10 parts water.",
        "Mix 1 in 10 with water.",
        "The hall is 90 percent full already.",
        "We are 80 percent of the way to our goal.",
        "Help us raise $1 million for the new wing.",
        "A grant of $2 million pays for the roof.",
        "$5.5 million raised; $2.0 billion.",
        "Budget: $3 million.",
        "Win a prize of $1 million in the state lottery.",
        "The levy brings $3.2 million to the schools.",
        "Our volunteers drove 12,000 miles in 2025.",
        "We answered 4,300 calls in 2024.",
        "In 2025 we lent 400,000 books.",
        "Since 1987 the library has been open to all.",
        "Take 2 tablets 3 times a day.",
        "Wash it three times.",
        "We meet 4 times a year.",
        "Call as many times as you like.",
        "The room seats 120 people.",
        "Doors at 6, film at 7.",
        "Ages 5 to 12, with an adult.",
        "One donation can help 3 people.",
        "Each pint can save up to 3 lives.",
        "You can give blood every 56 days.",
        "Bring 2 forms of identification.",
        "Chapter 1 in 4 languages.",
        "Session 1 in 3 parts.",
        "Bus 1 in 10 minutes.",
        "The trail is 5 miles long with a grade of 8 percent.",
        "There is a 60 percent chance of rain.",
        "Keep the humidity under 50%.",
        "100% cotton, 30 percent recycled.",
        "Charge your phone to 80 percent before the storm.",
        "Under 18s are over 21 only after noon.",
        "The 2023 fair had 40 booths.",
        "In 2024 the bridge was closed.",
        "Route 12 in 2026: new stops.",
        "The 5th annual fair is in 2027.",
        "Apply by May 1 for classes in 2027.",
        "Call 988 in 2026 as before.",
        "Press 1 in English, 2 in Spanish.",
        "Build a kit for 3 days: 1 gallon a person a day.",
        "Boil water for 1 minute.",
        "The shop pays 6 percent interest on deposits.",
        "A tax of 3 percent goes to parks.",
        "Your vote is 1 in a million.",
        "Half of the seats are kept for students.",
        "We match gifts up to 100 percent.",
        "Match: gifts are doubled up to $5,000.",
        "The average wait is 10 minutes.",
        "Turnout of 50 or more means a second showing.",
        "Two thirds of the garden is done.",
        "Kids under 6 are free, teens pay 50 percent.",
        "Scholarships cover 75 percent of tuition.",
        "Employers pay 80 percent of the premium.",
        "Rent is at most 30 percent of income.",
        "If your income went down by 20 percent or more, apply for help with rent.",
        "Get 10 percent more with a membership.",
        "Over 200 titles are on sale at 5 percent of their price.",
        "A 5K walk, 10K run and 2 bands.",
        "We need 12 more tutors for 30 families.",
        "Battery below 20 percent? Chargers are at the desk.",
        "Loan of 15 laptops, 7 days each.",
        "The vaccine is free for patients 65 and over.",
        "Vaccines lower the risk for you and your family.",
    ];
}
