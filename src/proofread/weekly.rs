//! What is on each week from one day to another: `each Tuesday from February 2 to April 6, 2027`, and both days are Wednesdays; more
//! lessons than there are Tuesdays. Only where both days have one and the same weekday: a span may begin on any day.

use super::calendar::{Day, days, weekday, weekday_of, weekday_or_plural, weekdays};
use super::mentions::{is_history, sentences};
use super::number_words::number_of;
use super::passages::Passage;
use super::words::{of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;
use jiff::civil::Date;

const EVERY: &str = include_str!("../../assets/registries/every-words.txt");
const JOINS: &str = include_str!("../../assets/registries/hours-words.txt");
const COUNTED: &str = include_str!("../../assets/registries/counted-words.txt");

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.text.value.bytes().any(|b| b.is_ascii_digit())) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().find_map(|sentence| slip(sentence, language, desk.today));
        found.extend(told.map(|message| said(passage, message)));
    }
}

fn said(passage: &Passage<'_>, message: String) -> Diagnostic {
    Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message).help("look the days up, and mend what is wrong")
}

fn slip(sentence: &str, language: &Language, today: Date) -> Option<String> {
    let (every, called) = weekly(sentence, language)?;
    let (from, to) = span(sentence, language, today, called)?;
    if is_history(sentence, &language.tag) || weekday_of(from) != weekday_of(to) {
        return None;
    }
    let names = weekdays(language);
    if weekday_of(from) != called {
        let right = names.get(weekday_of(from))?;
        return Some(format!("the words say `{every}`, and {from} and {to} are days called `{right}`"));
    }
    let weeks = from.until(to).ok()?.get_days() / 7 + 1;
    let (number, thing) = counted(sentence, language)?;
    (i64::from(number) > i64::from(weeks)).then(|| format!("the words say `{thing}`, and from {from} to {to} there are {weeks}"))
}

/// `each Tuesday`, `every Tuesday`, `Tuesdays`: the only weekday of a sentence, again and again.
fn weekly(sentence: &str, language: &Language) -> Option<(String, usize)> {
    let all = words(sentence);
    let mut named = all.iter().filter_map(|word| Some((word, weekday_or_plural(word.text, language)?)));
    let (word, called) = named.next().filter(|_| named.next().is_none())?;
    let before = sentence[..word.at].trim_end().to_lowercase();
    let once_a_week = of_language(EVERY, &format!("{}1", primary(&language.tag)));
    let cue = once_a_week.iter().find(|cue| before.ends_with(**cue));
    let is_many = weekday(word.text, language).is_none() && primary(&language.tag) == "en";
    match cue {
        Some(cue) => Some((format!("{cue} {}", word.text), called)),
        None => is_many.then(|| (word.text.to_string(), called)),
    }
}

/// The first and the last day, where nothing but `to` stands between. Without a year they are the next ones, in the year in which
/// they have the weekday that is said, where there is one.
fn span(sentence: &str, language: &Language, today: Date, called: usize) -> Option<(Date, Date)> {
    let all = days(sentence, language);
    let [first, last] = &all[..] else { return None };
    let at = sentence.find(first.text)? + first.text.len();
    let gap = sentence.get(at..sentence.rfind(last.text)?)?.trim().trim_matches(',').trim().to_lowercase();
    let joins = of_language(JOINS, primary(&language.tag));
    if !joins.contains(&gap.as_str()) && gap != "al" {
        return None;
    }
    let of = |day: &Day<'_>, year: i16| Date::new(year, day.month, day.day).ok();
    let ending = |year: i16| {
        let to = of(last, year)?;
        let from = of(first, first.year.unwrap_or(year)).filter(|from| *from <= to).or_else(|| of(first, year - 1))?;
        (from <= to).then_some((from, to))
    };
    if let Some(year) = last.year {
        return ending(year);
    }
    let may: Vec<(Date, Date)> =
        [today.year(), today.year() + 1].into_iter().filter_map(ending).filter(|(_, to)| *to >= today).collect();
    let is_said = |(from, to): &(Date, Date)| [*from, *to].into_iter().any(|day| weekday_of(day) == called);
    may.iter().find(|span| is_said(span)).or(may.first()).copied()
}

/// `Ten lessons`: how many there are to be.
fn counted(sentence: &str, language: &Language) -> Option<(u32, String)> {
    let nouns = of_language(COUNTED, &format!("{}#", primary(&language.tag)));
    words(sentence).windows(2).find_map(|pair| {
        let number = number_of(pair[0].text, &language.tag).filter(|n| (2..60).contains(n))?;
        nouns.contains(&pair[1].text.to_lowercase().as_str()).then(|| (number, format!("{} {}", pair[0].text, pair[1].text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Wanted};
    use crate::world::World;

    #[test]
    fn weeks_that_cannot_be_are_told() {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        let today = Date::constant(2026, 11, 29);
        let told = |text: &str, tag: &str| slip(text, &project.languages[tag], today).is_some();
        for text in [
            "Lessons each Wednesday at 4 p.m. from February 2 to April 6, 2027",
            "Mondays, February 2 to April 6, 2027",
            "Every Wednesday from February 2 through April 6",
            "Twelve lessons, each Tuesday from February 2 to April 6, 2027",
        ] {
            assert!(told(text, "en"), "{text}");
        }
        assert!(told("Clases cada miércoles del 2 de febrero al 6 de abril de 2027", "es"));
        for text in [
            "Ten lessons, each Tuesday from February 2 to April 6, 2027",
            "Nine lessons, each Tuesday from February 2 to April 6, 2027",
            "Tuesdays from February 1 to April 9, 2027",
            "Each Tuesday from December 1, 2026 to January 5, 2027",
            "Every Tuesday from February 2 to April 6",
            "On Wednesday, from February 2 to April 6, 2027, we are closed",
            "Every second Wednesday from February 2 to April 6, 2027, and on Fridays",
        ] {
            assert!(!told(text, "en"), "{text}");
        }
        assert!(!told("Clases cada martes del 2 de febrero al 6 de abril de 2027", "es"));
    }
}
