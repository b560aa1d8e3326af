//! When something is open, by days of the week: two hours for one day, a day on which it is both open and closed, a line that
//! never closes in one place and does in another.

use super::calendar::{days, month, weekday, weekday_of_another, weekday_or_plural, weekdays};
use super::mentions::sentences;
use super::numbers::numbers;
use super::passages::Passage;
use super::times::spans;
use super::words::{Word, find_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::hours::is_always;
use crate::model::{Body, Contact, Language, Org};
use crate::qr::phone;

const WORDS: &str = include_str!("../../assets/registries/hours-words.txt");

/// Some days, and when it is open on them: at no time where it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Opening {
    /// Monday first.
    days: [bool; 7],
    from_to: Vec<(i32, i32)>,
    is_closed: bool,
}

/// A piece of hours.
enum HoursToken {
    Day(usize),
    Every,
    Span(i32, i32),
    Closed,
}

/// What a text says of days and hours, sentence by sentence. A day with its date is one of its own.
fn openings(text: &str, language: &Language) -> Vec<Opening> {
    let text = without_marks(text);
    let undated = sentences(&text).into_iter().filter(|sentence| days(sentence, language).is_empty());
    undated.flat_map(|sentence| of_sentence(&with_noon(sentence, language), language)).collect()
}

fn of_sentence(text: &str, language: &Language) -> Vec<Opening> {
    let joins = row("", language);
    let mut all: Vec<Opening> = Vec::new();
    // The day before and where it ends, while days are being told.
    let mut before: Option<(usize, usize)> = None;
    let (mut goes_on, mut closes) = (false, false);
    for (at, end, piece) in pieces(text, language) {
        let is_day = matches!(piece, HoursToken::Day(_) | HoursToken::Every);
        if is_day && !goes_on {
            all.push(Opening::default());
            before = None;
        }
        goes_on = is_day;
        let Some(last) = all.last_mut() else {
            closes |= matches!(piece, HoursToken::Closed);
            continue;
        };
        match piece {
            HoursToken::Every => last.days = [true; 7],
            HoursToken::Span(from, to) => last.from_to.push((from, to)),
            HoursToken::Closed => closes = true,
            HoursToken::Day(day) => {
                let gap = before.map(|(_, end)| text[end..at].trim().trim_start_matches('.').trim().to_lowercase());
                let is_range = gap.is_some_and(|gap| joins.contains(&gap.as_str()));
                let from = before.filter(|_| is_range).map_or(day, |(from, _)| from);
                (0..=(day + 7 - from) % 7).for_each(|n| last.days[(from + n) % 7] = true);
                before = Some((day, end));
            }
        }
    }
    all.iter_mut().for_each(|opening| opening.is_closed = closes && opening.from_to.is_empty());
    all.retain(|opening| opening.is_closed || !opening.from_to.is_empty());
    all
}

fn row(sign: &str, language: &Language) -> Vec<&'static str> {
    of_language(WORDS, &format!("{}{sign}", primary(&language.tag)))
}

/// Where one of some words stands first, and where it ends.
fn first_of(text: &str, cues: &[&str]) -> Option<(usize, usize)> {
    let lower = text.to_lowercase();
    let found = cues.iter().filter(|_| lower.len() == text.len()).filter_map(|cue| Some((find_word(&lower, cue)?, cue.len())));
    found.min().map(|(at, length)| (at, at + length))
}

/// `9 a.m. to noon` in figures.
pub(super) fn with_noon(text: &str, language: &Language) -> String {
    noon_in_figures(text, &language.tag)
}

/// The same by the tag of a language.
pub(super) fn noon_in_figures(text: &str, tag: &str) -> String {
    let noon = first_of(text, &of_language(WORDS, &format!("{}12", primary(tag))));
    noon.map_or_else(|| text.to_string(), |(at, end)| format!("{}12 p.m.{}", &text[..at], &text[end..]))
}

/// Days, hours and words that say closed, in the order of the text: where each begins and ends.
fn pieces(text: &str, language: &Language) -> Vec<(usize, usize, HoursToken)> {
    let all = words(text);
    let days =
        all.iter().filter_map(|word| Some((word.at, word.end(), HoursToken::Day(weekday_or_plural(word.text, language)?))));
    let spans = spans(text, &language.tag).into_iter();
    let spans = spans.map(|span| (span.at, span.at + span.text.len(), HoursToken::Span(span.from, span.to)));
    let bare = bare_spans(text, &all, language).into_iter();
    let every = first_of(text, &row("+", language)).map(|(at, end)| (at, end, HoursToken::Every));
    let closed = first_of(text, &row("_", language)).map(|(at, end)| (at, end, HoursToken::Closed));
    let mut pieces: Vec<(usize, usize, HoursToken)> = days.chain(spans).chain(bare).chain(every).chain(closed).collect();
    pieces.sort_by_key(|(at, ..)| *at);
    pieces
}

/// `Monday to Friday, 9 to 5`: hours behind a day, of which neither says its half of the day and one way alone is likely.
fn bare_spans(text: &str, all: &[Word<'_>], language: &Language) -> Vec<(usize, usize, HoursToken)> {
    let halved = spans(text, &language.tag);
    let (before, every) = (row("<", language), row("+", language));
    let mut found: Vec<(usize, usize, HoursToken)> = Vec::new();
    for (at, end, hours) in pairs_of_hours(text) {
        let head = text[..at].trim_end_matches([' ', ',', ':', '·', '|', '.']);
        let cue = before.iter().find_map(|cue| head.to_lowercase().strip_suffix(cue).map(str::len));
        let head = cue.map_or(head, |length| head.get(..length).unwrap_or(head)).trim_end_matches([' ', ',', ':']);
        let last = all.iter().rev().find(|word| word.end() <= head.len()).filter(|word| word.end() == head.len());
        let is_day = last.is_some_and(|word| weekday_or_plural(word.text, language).is_some());
        let is_every = || every.iter().any(|cue| head.to_lowercase().ends_with(cue));
        let goes_on = found.last().is_some_and(|(_, end, _)| *end == head.len());
        let is_halved = halved.iter().any(|span| span.at < end && at < span.at + span.text.len());
        if is_halved || !(is_day || is_every() || goes_on) {
            continue;
        }
        found.extend(likely(hours).map(|(from, to)| (at, end, HoursToken::Span(from, to))));
    }
    found
}

/// Two bare hours in minutes since midnight: what is open from 9 to 5 closes in the afternoon; from 8 to 10 may be either.
fn likely([(from, start), (to, stop)]: [(u32, u32); 2]) -> Option<(i32, i32)> {
    let minutes = |hour: u32, minute: u32| (hour * 60 + minute) as i32;
    if from > 12 || to > 12 {
        return (from < 25 && to < 25 && start < 60 && stop < 60).then(|| (minutes(from, start), minutes(to, stop)));
    }
    let is_clear = to == 12 && from != 12 || (from, start) > (to, stop) || from < 6;
    let opens = if from < 6 { from + 12 } else { from };
    let closes = if to > opens || to == 12 && opens < 12 { to } else { to + 12 };
    (is_clear && from > 0 && start < 60 && stop < 60).then(|| (minutes(opens, start), minutes(closes, stop)))
}

/// Whether two say other hours of one day, and not of two things: both begin or end at the same time, or one of them is closed.
fn clash(one: &Opening, other: &Opening) -> bool {
    let shares = (0..7).any(|day| one.days[day] && other.days[day]);
    if one.is_closed || other.is_closed {
        return shares && one.is_closed != other.is_closed;
    }
    let ([a], [b]) = (&one.from_to[..], &other.from_to[..]) else { return false };
    let same_days = one.days == other.days;
    let half = (a.0 == b.0) != (a.1 == b.1);
    shares && half || a == b && shares && !same_days && !covers(one, other) && !covers(other, one)
}

/// `Open daily, closed on Sunday` is how people say six days.
fn is_every(opening: &Opening) -> bool {
    opening.days == [true; 7]
}

/// Whether all days of the second are days of the first.
fn covers(one: &Opening, other: &Opening) -> bool {
    (0..7).all(|day| one.days[day] || !other.days[day])
}

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.key == "hours") {
        let within = within(passage, language).or_else(|| no_time(passage, language)).or_else(|| said_twice(passage, language));
        let within = within.or_else(|| no_clock(passage, language)).or_else(|| other_half(passage, language));
        found.extend(within.or_else(|| no_hours(passage, language)));
        found.extend(of_another_language(passage, language));
    }
    let contacts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Contact(contact) => Some((block, contact)),
        _ => None,
    });
    // The hours of a contact in the language of the sheet.
    let kept = contacts.filter_map(|(block, contact)| {
        let of = |p: &&Passage<'_>| p.key == "hours" && p.block == Some(&block.name);
        Some(Kept { contact, hours: sheet.passages.iter().find(of)?.text })
    });
    let kept: Vec<Kept<'_>> = kept.collect();
    for passage in sheet.passages.iter().filter(|p| p.is_words() && !matches!(p.key, "hours" | "label")) {
        found.extend(shut_and_open(passage, language));
        found.extend(kept.iter().find_map(|one| against(passage, one, &kept, language)));
    }
}

/// A contact with its hours.
struct Kept<'a> {
    contact: &'a Contact,
    hours: &'a At<String>,
}

/// `Tuesday and Tuesday`: the second one was to be another day.
fn said_twice(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let all = words(&passage.text.value);
    let day = |word: &Word<'_>| weekday(word.text, language);
    let found =
        all.windows(3).find(|three| day(&three[0]).is_some() && day(&three[0]) == day(&three[2]) && day(&three[1]).is_none());
    let pair = found.map(|three| (three[0], three[2])).filter(|(one, other)| {
        let between = &passage.text.value[one.end()..other.at];
        !between.contains(['.', ';', ':', '\n']) && !between.bytes().any(|b| b.is_ascii_digit())
    });
    pair.map(|(one, other)| {
        let message = format!("`{}` says one day twice", &passage.text.value[one.at..other.end()]);
        Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message).help("mend one of the two days")
    })
}

/// Hours in one key: a day that comes twice.
fn within(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let all = openings(&passage.text.value, language);
    let pairs = all.iter().enumerate().flat_map(|(i, one)| all[..i].iter().map(move |other| (other, one)));
    let overlaps = |(one, other): &(&Opening, &Opening)| {
        let shares = (0..7).any(|day| one.days[day] && other.days[day]);
        let both = one.from_to.iter().any(|a| other.from_to.iter().any(|b| a.0 < b.1 && b.0 < a.1));
        shares && (both || one.is_closed != other.is_closed) && !is_every(one) && !is_every(other)
    };
    pairs.into_iter().find(overlaps).map(|_| {
        let message = "a day stands here twice, with other hours".to_string();
        Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message)
            .help("say each day once: `Monday to Thursday, 9 a.m. to 5 p.m.; Friday, 9 a.m. to noon`")
    })
}

/// `4 to 4 p.m.`: it closes when it opens. From midnight to midnight is a whole day.
fn no_time(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let text = without_marks(&passage.text.value);
    let span = spans(&text, &language.tag).into_iter().find(|span| span.from == span.to && span.from % 720 != 0)?;
    let message = format!("`{}` ends when it begins", span.text);
    Some(Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message).help("look both hours up, and mend one"))
}

/// `9 to 25`, `8.60 to 12.00`: hours that no clock shows. Beside a month they are days.
fn no_clock(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let text = without_marks(&passage.text.value);
    if words(&text).iter().any(|word| month(word.text, language).is_some()) {
        return None;
    }
    let wrong =
        pairs_of_hours(&text).into_iter().flat_map(|(_, _, hours)| hours).find(|(hour, minute)| *hour > 24 || *minute > 59)?;
    let written = if wrong.1 > 59 { format!("{}.{:02}", wrong.0, wrong.1) } else { wrong.0.to_string() };
    let message = format!("`{written}` is no time of day: hours go to 24, and minutes to 59");
    let help = "look the hours up and type them again";
    Some(Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message).help(help))
}

/// A telephone number or an address in place of hours.
fn no_hours(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let text = passage.text.value.trim();
    let is_number = !numbers(text, &language.tag).is_empty() && !text.chars().any(char::is_alphabetic);
    let is_address = !text.contains(char::is_whitespace) && (text.contains('@') || text.contains("://"));
    (is_number || is_address).then(|| {
        let message = format!("`{text}` does not say when it is open");
        Diagnostic::warning(&checks::BAD_VALUE, passage.text.span, message)
            .help("write hours: `Monday to Friday, 9 a.m. to 5 p.m.`; numbers and addresses have keys of their own: `phone`, `email`, `web`")
    })
}

/// Words and signs between the hour that something opens and the one that it closes.
const TO: [&str; 9] = ["-", "–", "—", "to", "a", "bis", "à", "till", "until"];

/// Two hours with their minutes, and where they begin and end in a text.
type Figures = (usize, usize, [(u32, u32); 2]);

/// Two figures on either side of such a word, as hours and minutes: `9 to 5`, `8.30–12.00`.
fn pairs_of_hours(text: &str) -> Vec<Figures> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':');
    let mut figures: Vec<(usize, &str)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(at, c)| c.is_ascii_digit() && !text[..*at].ends_with(is_part)) {
        let end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |length| at + length);
        figures.push((at, text[at..end].trim_end_matches(['.', ':'])));
    }
    let pair = |two: &[(usize, &str)]| {
        let between = text[two[0].0 + two[0].1.len()..two[1].0].trim().to_lowercase();
        let is_apart = !text[..two[0].0].ends_with(|c: char| c.is_alphanumeric() || "-–/()+$€£".contains(c))
            && !text[two[1].0 + two[1].1.len()..].starts_with(|c: char| c.is_alphanumeric() || "-–/".contains(c));
        let end = two[1].0 + two[1].1.len();
        (is_apart && TO.contains(&between.as_str())).then(|| Some((two[0].0, end, [hour(two[0].1)?, hour(two[1].1)?]))).flatten()
    };
    figures.windows(2).filter_map(pair).collect()
}

/// `9`, `8.30` or `18:00`; years and numbers of telephones are longer.
fn hour(figure: &str) -> Option<(u32, u32)> {
    let (hour, minute) = figure.split_once(['.', ':']).unwrap_or((figure, "00"));
    ((1..=2).contains(&hour.len()) && minute.len() == 2).then(|| Some((hour.parse().ok()?, minute.parse().ok()?))).flatten()
}

/// `12 a.m. to 5 p.m.`, `noon to 9 a.m.`: midnight where noon was meant, and the other way.
fn other_half(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let text = with_noon(&without_marks(&passage.text.value), language);
    let is_other = |from: i32, to: i32| match from {
        0 => (12 * 60 + 1..=20 * 60).contains(&to),
        720 => (6 * 60..12 * 60).contains(&to),
        _ => false,
    };
    let span = spans(&text, &language.tag).into_iter().find(|span| is_other(span.from, span.to))?;
    let opens = if span.from == 0 { "midnight" } else { "noon" };
    let long = (span.to - span.from + 1440) % 1440 / 60;
    let message = format!("what opens at {opens} is open for {long} hours here: `{}`", passage.text.value);
    let help = "12 a.m. is midnight and 12 p.m. is noon: look both hours up";
    Some(Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message).help(help))
}

/// Days of the week as another language calls them, and none as this one does.
fn of_another_language(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let all = words(&passage.text.value);
    if all.len() < 2 || weekdays(language).is_empty() || all.iter().any(|word| weekday(word.text, language).is_some()) {
        return None;
    }
    let (word, other) = all.iter().find_map(|word| Some((word.text, weekday_of_another(word.text, language)?)))?;
    let message = format!("`{word}` is a day in `{other}`, and the sheet is in `{}`", language.tag);
    Some(
        Diagnostic::warning(&checks::UNMARKED_LANGUAGE, passage.text.span, message)
            .help("write the days in the language of the sheet"),
    )
}

/// `Open Saturday, 9 a.m. to noon. Closed on Saturday.`
fn shut_and_open(passage: &Passage<'_>, language: &Language) -> Option<Diagnostic> {
    let text = without_marks(&passage.text.value);
    let told = sentences(&text);
    // `Closed on Fridays in July` is about something else.
    let shut = told.iter().filter(|sentence| words(sentence).len() <= 5 && days(sentence, language).is_empty());
    let shut: Vec<Opening> = shut.flat_map(|sentence| of_sentence(sentence, language)).filter(|one| one.is_closed).collect();
    let is_open = |one: &Opening| !one.is_closed && !is_every(one) && shut.iter().any(|other| clash(one, other));
    let speaks = || first_of(&text, &row("@", language)).is_some();
    (!shut.is_empty() && openings(&text, language).iter().any(is_open) && speaks()).then(|| {
        Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, "a day is both open and closed here".to_string())
            .help("mend the day of one of the two")
    })
}

/// What words say of the hours of a contact: they name it, or its number, or it is the only one and they say `open`.
fn against(passage: &Passage<'_>, one: &Kept<'_>, all: &[Kept<'_>], language: &Language) -> Option<Diagnostic> {
    let text = without_marks(&passage.text.value);
    let own = openings(&one.hours.value, language);
    let told = sentences(&text).into_iter().find(|sentence| {
        let named = is_named(sentence, &one.contact.name.value, language);
        let others = all.iter().any(|other| {
            other.contact.name.value != one.contact.name.value && find_word(sentence, &other.contact.name.value).is_some()
        });
        let called = has_number(sentence, one.contact, language);
        let opens = || first_of(sentence, &row("@", language)).is_some_and(|(at, _)| at == 0) && all.len() == 1;
        let is_about = (named || called) && !others || opens();
        is_about && (openings(sentence, language).iter().any(|said| own.iter().any(|kept| clash(said, kept))))
            || (called || named && !others)
                && first_of(sentence, &row("#", language)).is_some()
                && !own.is_empty()
                && !is_always(&one.hours.value, &language.tag)
    })?;
    let message = format!("`{}` says other hours than `{}` has", told.trim(), one.contact.name.value);
    Some(
        Diagnostic::warning(&checks::HOURS_DIFFER, passage.text.span, message)
            .also(one.hours.span, format!("here: `{}`", one.hours.value))
            .help("write the same hours in both places; where two things are open, name each"),
    )
}

/// Whether a sentence has the name of a contact: as it stands, or inside a sentence, `the ticket office`.
fn is_named(sentence: &str, name: &str, language: &Language) -> bool {
    let (lower, small) = (sentence.to_lowercase(), name.to_lowercase());
    find_word(sentence, name).is_some()
        || row(".", language).iter().any(|article| find_word(&lower, &format!("{article} {small}")).is_some())
}

fn has_number(sentence: &str, contact: &Contact, language: &Language) -> bool {
    let Some(own) = contact.phone.as_ref().and_then(|number| dialled(&number.value)) else { return false };
    numbers(sentence, &language.tag).iter().any(|number| number.digits == own)
}

fn dialled(number: &str) -> Option<String> {
    let digits = phone::parse(number).ok()?.digits;
    Some(digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits).to_string())
}

/// The hours of an organization's help line against those that a contact of the sheet has for the same number.
pub(super) fn beside(org: &Org, sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    for line in &org.hotlines {
        let (Some(hours), Some(number)) = (&line.hours, dialled(&line.phone.value)) else { continue };
        let contacts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
            Body::Contact(contact) => Some(contact),
            _ => None,
        });
        let same =
            contacts.filter(|contact| contact.phone.as_ref().and_then(|own| dialled(&own.value)).as_ref() == Some(&number));
        let other = same.filter_map(|contact| contact.hours.as_ref()).find(|other| differ(&hours.value, &other.value, language));
        found.extend(other.map(|other| {
            let message = format!("`{}` is open `{}`, and the sheet says `{}`", line.phone.value, hours.value, other.value);
            Diagnostic::warning(&checks::HOURS_DIFFER, hours.span, message)
                .also(other.span, "the sheet")
                .help("write the same hours in both places")
        }));
    }
}

fn differ(one: &str, other: &str, language: &Language) -> bool {
    let (a, b) = (openings(one, language), openings(other, language));
    let always = |text: &str| is_always(text, &language.tag);
    a.iter().any(|one| b.iter().any(|other| clash(one, other)))
        || always(one) && !b.is_empty() && !always(other)
        || always(other) && !a.is_empty() && !always(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Wanted};
    use crate::world::World;

    fn english() -> Language {
        let (project, _) = syntax::read(&World::memory(Default::default()), &Wanted::Everything);
        project.languages["en"].clone()
    }

    #[test]
    fn days_and_hours_are_read() {
        let language = english();
        let read = |text: &str| -> Vec<(String, usize, bool)> {
            let days = |opening: &Opening| opening.days.iter().map(|day| if *day { 'x' } else { '.' }).collect();
            openings(text, &language).iter().map(|o| (days(o), o.from_to.len(), o.is_closed)).collect()
        };
        let of = |days: &str, spans, closed| (days.to_string(), spans, closed);
        assert_eq!(
            read("Monday to Friday, 8 a.m. to 5 p.m.; Sat, 9 a.m. to noon"),
            [of("xxxxx..", 1, false), of(".....x.", 1, false)]
        );
        assert_eq!(read("Mondays, Wednesdays and Fridays 9 am–1 pm, 2 to 4 pm"), [of("x.x.x..", 2, false)]);
        assert_eq!(read("Open daily from 9 a.m. to 5 p.m. Closed on Sunday."), [of("xxxxxxx", 1, false), of("......x", 0, true)]);
        assert_eq!(read("Mon-Fri 9-5, Mon 10-4; Sat 8-10"), [of("xxxxx..", 1, false), of("x......", 1, false)]);
        assert_eq!(read("Open daily 9 to 5 for ages 5 to 12"), [of("xxxxxxx", 1, false)]);
        assert_eq!(read("Saturday to Monday: closed"), [of("x....xx", 0, true)]);
        assert!(read("Closed Saturday, December 25, 2027. Call one day before.").is_empty());
    }

    #[test]
    fn figures_beside_each_other_are_hours() {
        let wrong = |text: &str| {
            pairs_of_hours(text).into_iter().flat_map(|(_, _, hours)| hours).any(|(hour, minute)| hour > 24 || minute > 59)
        };
        for text in ["Monday to Friday, 9 to 25", "8.60 to 12.00", "Mon-Fri 8:30–17:75", "de 9 a 50"] {
            assert!(wrong(text), "{text}");
        }
        for text in [
            "Monday to Friday, 9 to 5; Sat 10-4",
            "8.30 to 12.00",
            "18:00–24:00",
            "2027-05-30",
            "(406) 555-0134",
            "1 to 100 people",
            "rooms 30-45a",
            "24/7",
        ] {
            assert!(!wrong(text), "{text}");
        }
        assert!(!wrong("Closed December 24 to January 2"));
    }

    #[test]
    fn hours_that_clash_are_told_from_other_hours() {
        let language = english();
        let differ = |one: &str, other: &str| differ(one, other, &language);
        let kept = "Monday to Friday, 8 a.m. to 5 p.m.";
        for other in [
            "Monday to Friday, 8 a.m. to 6 p.m.",
            "Mon–Fri 9 a.m. to 5 p.m.",
            "Friday: closed",
            "Tuesday to Saturday, 8 a.m. to 5 p.m.",
            "24 hours",
        ] {
            assert!(differ(kept, other), "{other}");
        }
        for other in
            [kept, "Saturday, 9 a.m. to 1 p.m.", "Wednesday, 6 p.m. to 8 p.m.", "Monday, 8 a.m. to 5 p.m.", "by appointment"]
        {
            assert!(!differ(kept, other), "{other}");
        }
    }
}
