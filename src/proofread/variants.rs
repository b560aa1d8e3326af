//! A text and its short form: what the short one says of days, numbers, prices and units stands in the full one too, and so do
//! its weekdays, months, keywords and its `not`. What is left out of it is let be.

use super::calendar::{days, month, weekday};
use super::negation::denies;
use super::number_words::number_of;
use super::ordinals;
use super::times::{Time, times};
use super::unit_words::{measured, other_unit};
use super::words::{Word, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(title(sheet));
    for short in sheet.passages.iter().filter(|p| p.key == "short" && p.block.is_some()) {
        let Some(full) = sheet.passages.iter().find(|p| p.key == "full" && p.block == short.block) else { continue };
        let Some(language) = desk.project.languages.get(sheet.language) else { continue };
        let (long, brief) = (full.text.value.as_str(), short.text.value.as_str());
        let message = match differs(long, brief, language) {
            Some(other) => format!("the short form says `{other}`, which the full text does not"),
            None => match (lost_denial(long, brief, sheet.language), added_denial(long, brief, sheet.language)) {
                (Some(word), _) => format!("the full text says `{word}`, and the short form does not"),
                (None, Some(word)) => format!("the short form says `{word}`, and the full text does not"),
                (None, None) => continue,
            },
        };
        found.push(
            Diagnostic::warning(&checks::VARIANTS_DIFFER, short.text.span, message)
                .also(full.text.span, "the full text")
                .help("look at both, and mend the one that is wrong"),
        );
    }
}

/// `Route 9 detour` as the title, and `Route 6` in the headline.
fn title(sheet: &Sheet<'_>) -> Option<Diagnostic> {
    let title = sheet.passages.iter().find(|p| p.block.is_none() && p.key == "title")?;
    let is_headline = |p: &&super::Passage<'_>| p.key == "full" && p.block.is_some_and(|name| name.name.contains("headline"));
    let headline = sheet.passages.iter().find(is_headline)?;
    let other = other_numbered(&headline.text.value, &title.text.value)?;
    Some(
        Diagnostic::warning(
            &checks::VARIANTS_DIFFER,
            title.text.span,
            format!("the title says `{other}`, and the headline does not"),
        )
        .also(headline.text.span, "the headline")
        .help("look at both, and mend the one that is wrong"),
    )
}

/// What the short form says otherwise.
fn differs(full: &str, short: &str, language: &Language) -> Option<String> {
    let tag = language.tag.as_str();
    let (full, short) = (super::words::without_placeholders(full), super::words::without_placeholders(short));
    let (full, short) = (full.as_ref(), short.as_ref());
    let unit = || other_unit(&measured(full, tag), &measured(short, tag)).map(|(short, _)| short.to_string());
    other_day(full, short, language)
        .or_else(|| other_number(full, short))
        .or_else(|| other_time(full, short, tag))
        .or_else(|| other_amount(full, short))
        .or_else(unit)
        .or_else(|| other_measure(full, short, tag))
        .or_else(|| other_numbered(full, short))
        .or_else(|| ordinals::other((full, tag), (short, tag)).map(|(_, short)| short))
        .or_else(|| other_count(full, short, tag))
        .or_else(|| other_name(full, short, &|word| weekday(word, language)))
        .or_else(|| other_name(full, short, &|word| month(word, language)))
        .or_else(|| other_keyword(full, short))
}

fn other_day(full: &str, short: &str, language: &Language) -> Option<String> {
    let whole = days(full, language);
    let is_there = |day: &super::calendar::Day<'_>| {
        whole
            .iter()
            .any(|d| (d.month, d.day) == (day.month, day.day) && (d.year == day.year || d.year.is_none() || day.year.is_none()))
    };
    days(short, language).into_iter().find(|day| !whole.is_empty() && !is_there(day)).map(|day| day.text.to_string())
}

/// A time of day that the full text lacks, though it names others.
fn other_time(full: &str, short: &str, language: &str) -> Option<String> {
    let whole: Vec<u16> = times(full, language).iter().filter_map(Time::minutes).collect();
    let other = times(short, language).into_iter().find(|time| time.minutes().is_some_and(|minutes| !whole.contains(&minutes)));
    other.filter(|_| !whole.is_empty()).map(|time| time.text.to_string())
}

/// A number of three digits and more that the full text lacks, though it has others as long.
fn other_number(full: &str, short: &str) -> Option<String> {
    let whole = numbers(full);
    let missing = numbers(short).into_iter().find(|n| !whole.contains(n))?;
    whole.iter().any(|n| n.len() == missing.len()).then_some(missing)
}

fn numbers(text: &str) -> Vec<String> {
    let long =
        words(text).into_iter().map(|w| w.text.chars().filter(char::is_ascii_digit).collect::<String>()).filter(|n| n.len() >= 3);
    long.collect()
}

/// A price that the full text lacks, though it has others.
fn other_amount(full: &str, short: &str) -> Option<String> {
    let amounts = |text: &str| -> Vec<(String, f64)> {
        let all = words(text);
        let priced = all.iter().filter(|word| text[..word.at].ends_with(crate::registry::is_currency_sign));
        let sign = |word: &Word<'_>| text[..word.at].chars().next_back();
        priced.filter_map(|word| Some((format!("{}{}", sign(word)?, word.text), word.number()?))).collect()
    };
    let whole = amounts(full);
    let is_there = |amount: f64| whole.iter().any(|(_, other)| (other - amount).abs() < f64::EPSILON);
    // `$8` of four times `$2` is counted together.
    let is_sum = |amount: f64| whole.len() > 1 && whole.iter().all(|(_, other)| *other < amount);
    let other = amounts(short).into_iter().find(|(_, amount)| !is_there(*amount) && !is_sum(*amount));
    other.filter(|_| !whole.is_empty()).map(|(written, _)| written)
}

/// Numbers with what they count, of two digits at the most: the word behind, or `%`.
fn counted<'t>(text: &'t str, language: &str) -> Vec<(&'t str, u32, String)> {
    let all = joined(text, language);
    let of = |i: usize, word: &Word<'t>| {
        let number = number_of(word.text, language).filter(|n| *n < 100)?;
        let behind = text[word.end()..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if behind.starts_with('%') {
            return Some((&text[word.at..text.len() - behind.len() + 1], number, "%".to_string()));
        }
        let next = all.get(i + 1).filter(|next| text[word.end()..next.at].chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-')))?;
        let what = next.text.to_lowercase();
        (what.chars().count() > 2 && what.chars().all(char::is_alphabetic))
            .then(|| (&text[word.at..next.end()], number, what.trim_end_matches('s').to_string()))
    };
    all.iter().enumerate().filter_map(|(i, word)| of(i, word)).collect()
}

/// The words of a text, `thirty-two` as one.
fn joined<'t>(text: &'t str, language: &str) -> Vec<Word<'t>> {
    let mut all: Vec<Word<'t>> = Vec::new();
    for word in words(text) {
        let one = all.last().and_then(|before| {
            let both = text.get(before.at..word.end()).filter(|_| &text[before.end()..word.at] == "-")?;
            number_of(both, language).map(|_| Word { text: both, at: before.at })
        });
        match one {
            Some(one) => *all.last_mut().expect("there is one before it") = one,
            None => all.push(word),
        }
    }
    all
}

/// A measure of which the full text has another in the same unit, and no number that would be it.
fn other_measure(full: &str, short: &str, language: &str) -> Option<String> {
    let whole = measured(full, language);
    let is_said = |number: u32| words(full).iter().any(|word| number_of(word.text, language) == Some(number));
    let other = measured(short, language).into_iter().find(|one| {
        let same: Vec<u32> = whole.iter().filter(|other| other.unit == one.unit).map(|other| other.number).collect();
        !same.is_empty() && !same.contains(&one.number) && same.iter().sum::<u32>() != one.number && !is_said(one.number)
    });
    other.map(|one| one.text.to_string())
}

/// `Route 9` for `Route 6`: a word with a capital and a short number behind it, which the full text has with other numbers.
fn other_numbered(full: &str, short: &str) -> Option<String> {
    let named = |text: &'_ str| -> Vec<(String, String, String)> {
        let all = words(text);
        let is_number = |word: &str| word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit());
        let pairs = all.windows(2).filter(|two| {
            let is_name = two[0].text.starts_with(char::is_uppercase) && two[0].text.chars().count() > 2;
            is_name && is_number(two[1].text) && &text[two[0].end()..two[1].at] == " "
        });
        let of = |two: &[Word<'_>]| {
            let written = text[two[0].at..two[1].end()].to_string();
            (two[0].text.to_lowercase(), two[1].text.to_string(), written)
        };
        pairs.map(of).collect()
    };
    let whole = named(full);
    let is_said = |number: &str| words(full).iter().any(|word| word.text == number);
    let is_once = |word: &str| whole.iter().filter(|(name, ..)| name == word).count() == 1;
    let other = named(short).into_iter().find(|(word, number, _)| is_once(word) && !is_said(number));
    other.map(|(_, _, written)| written)
}

/// A number of things of which the full text has other numbers. The sum of them, or a part, is none.
fn other_count(full: &str, short: &str, language: &str) -> Option<String> {
    let whole = counted(full, language);
    let other = counted(short, language).into_iter().find(|(_, number, what)| {
        let same: Vec<u32> = whole.iter().filter(|(_, _, other)| other == what).map(|(_, n, _)| *n).collect();
        let is_said = joined(full, language).iter().any(|word| number_of(word.text, language) == Some(*number));
        !same.is_empty() && !same.contains(number) && same.iter().sum::<u32>() != *number && !is_said
    });
    other.map(|(written, ..)| written.to_string())
}

/// A weekday or a month that the full text lacks, though it names others.
fn other_name(full: &str, short: &str, place: &dyn Fn(&str) -> Option<usize>) -> Option<String> {
    let named =
        |text: &str| words(text).iter().filter_map(|word| Some((word.text.to_string(), place(word.text)?))).collect::<Vec<_>>();
    let whole = named(full);
    let last = whole.iter().map(|(_, place)| *place).max()?;
    let first = whole.iter().map(|(_, place)| *place).min()?;
    // `Monday to Friday` holds Wednesday.
    let is_within = |place: usize| whole.len() > 1 && (first..=last).contains(&place);
    named(short).into_iter().find(|(_, place)| !is_within(*place) && !whole.iter().any(|(_, p)| p == place)).map(|(name, _)| name)
}

/// A word in capitals that is one of the full text but for a letter.
fn other_keyword(full: &str, short: &str) -> Option<String> {
    let shouted = |text: &str| -> Vec<String> {
        let all = words(text).into_iter().map(|word| word.text);
        all.filter(|w| w.chars().count() >= 4 && w.chars().all(char::is_uppercase)).map(str::to_string).collect()
    };
    let (whole, lower) = (shouted(full), full.to_lowercase());
    let is_slip = |word: &str| whole.iter().any(|other| strsim::osa_distance(word, other) == 1 && !is_plural(word, other));
    shouted(short).into_iter().find(|word| !lower.contains(&word.to_lowercase()) && is_slip(word))
}

fn is_plural(a: &str, b: &str) -> bool {
    a.strip_suffix('S') == Some(b) || b.strip_suffix('S') == Some(a)
}

/// Words that the short form may leave out with its `not`: `please do`.
const LEFT_OUT: usize = 3;

/// A `not` that the short form has lost, where it says all the rest of one clause.
fn lost_denial(full: &str, short: &str, language: &str) -> Option<String> {
    let clause = full.trim_end_matches(['.', '!', ' ']);
    if clause.contains(['.', ',', ';', ':', '!', '?', '–', '—', '(', '{', '\n']) {
        return None;
    }
    let word = denies(clause, language).filter(|_| denies(short, language).is_none())?;
    let (clause, short) = (clause.to_lowercase(), short.to_lowercase());
    let (whole, brief) = (words(&clause), words(&short));
    let all_there = brief.iter().all(|word| whole.iter().any(|other| other.text == word.text));
    (all_there && brief.len() > 1 && whole.len() <= brief.len() + LEFT_OUT).then_some(word)
}

/// A `not` that only the short form has, where all else that it says is in the full text.
fn added_denial(full: &str, short: &str, language: &str) -> Option<String> {
    let word = denies(short, language).filter(|_| denies(full, language).is_none())?;
    let (full, short) = (full.to_lowercase(), short.to_lowercase());
    let (whole, brief) = (words(&full), words(&short));
    // `Do not` is two words; of `No dogs` the dogs are new too.
    let denying = word.to_lowercase();
    let is_denying = |text: &str| text == "do" || words(&denying).iter().any(|word| word.text == text);
    let is_there = |text: &str| whole.iter().any(|other| other.text == text);
    (brief.len() > 3 && brief.iter().all(|word| is_there(word.text) || is_denying(word.text))).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Wanted};
    use crate::world::World;

    #[test]
    fn the_short_form_says_what_the_full_text_says() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        let language = project.languages.get("en").expect("built in");
        let told = |full: &str, short: &str| {
            let denied = lost_denial(full, short, "en").or_else(|| added_denial(full, short, "en"));
            differs(full, short, language).is_some() || denied.is_some()
        };
        for (full, short) in [
            ("It takes 35 minutes.", "It takes 45 minutes."),
            ("42 films from 17 countries", "24 films"),
            ("It takes 35 minutes.", "It takes 35 hours."),
            ("Five days of film", "Four days"),
            ("Walk on for $6.50.", "Walk on for $6."),
            ("Open Monday to Friday", "Open Monday to Saturday"),
            ("Do not come with a fever.", "Come with a fever."),
            ("Text FERRY to 55514.", "Text FERY to 55514."),
            ("10 % off", "20 % off"),
            ("Route 6 takes another way", "Route 9: detour"),
            ("Thirty-two voices, one harp and a church full of candles", "Thirty voices, one harp"),
            ("The Fourth Street bridge is closed until spring.", "The Fifth Street bridge is closed."),
            ("A flat course of 5 km along the bay", "8 km along the bay"),
            ("When your zone is called, leave. The buses are free.", "When your zone is called, do not leave."),
            ("From September 2027", "From October 2027"),
        ] {
            assert!(told(full, short), "{short}");
        }
        for (full, short) in [
            ("It takes 35 minutes, and 10 minutes more with a bicycle.", "About 45 minutes"),
            ("42 films from 17 countries in five days", "42 films, 5 days"),
            ("Three days of film and two days of talks", "Five days"),
            ("Adults pay $6.50, children $3.", "Children $3"),
            ("Two tickets at $5 and one at $3", "$13 in all"),
            ("Open Monday to Friday, 9 to 5", "Open Wednesday"),
            ("Open Mon, Wed and Fri", "Open Monday and Friday"),
            ("Do not bring dogs, and bring a cup.", "Bring a cup."),
            ("Do not come with a fever.", "Never come with a fever."),
            ("Text HELP to 55514, or STOP to end.", "Text HELP"),
            ("The CLINICS of the county", "The CLINIC"),
            ("From September 2027 to May 2028", "From September"),
            ("You may come in May or June", "In June"),
            ("Two of our three rooms", "Three rooms"),
            ("Thirty-two voices and thirty candles", "Thirty-two voices"),
            ("On the third floor of the Fourth Street house", "Fourth Street"),
            ("Routes 6 and 9 take another way, Route 6 until noon", "Route 9: detour"),
            ("A walk of 3 km and a run of 5 km", "8 km in all"),
            ("Bring a cup, and leave the dog at home.", "Bring a cup. No dogs."),
        ] {
            assert!(!told(full, short), "{short}: {:?}", differs(full, short, language));
        }
    }
}
