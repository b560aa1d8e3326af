//! What running words say of the one event of their sheet against its keys: when it begins and ends, its day, its price, its seats,
//! the number of its house. Other things that begin, cost or open are let be: only sentences about the event itself are compared.

use super::calendar::{days, weekday, weekday_of, weekdays};
use super::evenings::of_each;
use super::hours::with_noon;
use super::mentions::{is_aside, is_history, sentences};
use super::number_words::number_of;
use super::passages::Passage;
use super::times::{Span as Hours, spans, times};
use super::words::{Word, find_word, holds_word, of_language, primary, without_marks, words};
use super::{Desk, Sheet, program};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Event, Kind, Language};
use crate::registry::is_currency_sign;

const WORDS: &str = include_str!("../../assets/registries/event-words.txt");
const INVITING: &str = include_str!("../../assets/registries/inviting-words.txt");
const ORDINALS: &str = include_str!("../../assets/registries/ordinal-ends.txt");

/// What is said, where it is stated otherwise, and how it stands there.
struct Difference {
    said: String,
    stated: String,
    at: Span,
}

/// A rule for one sentence.
type Rule = fn(&str, &Event, &Language) -> Option<Difference>;

const RULES: &[Rule] = &[begins, ends, ends_behind, hours, behind_day, day, nth, answer, price, seats, house, room];

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let Some(language) = desk.project.languages.get(sheet.language) else { return };
    let Some((event, rules)) = only_event(sheet).map(|event| (event, RULES.to_vec())).or_else(|| common(sheet)) else { return };
    if rules.len() == RULES.len() {
        found.extend(of_each(event, |event| program::check(sheet, event, language)));
    }
    for passage in sheet.passages.iter().filter(|p| speaks_of_it(p)) {
        let text = without_marks(&passage.text.value);
        let told = sentences(&text).into_iter().filter(|sentence| !is_history(sentence, &language.tag));
        let told = told
            .filter_map(|sentence| rules.iter().find_map(|rule| of_each(event, |event| rule(sentence, event, language))))
            .next();
        found.extend(told.map(|difference| {
            let message = format!("the words say `{}`, and the event has `{}`", difference.said, difference.stated);
            Diagnostic::warning(&checks::EVENT_DIFFERS, passage.text.span, message)
                .words(difference.said)
                .also(difference.at, "the event")
                .help("write the same in both places")
        }));
    }
}

/// The event of a content that has one.
pub(super) fn only_event<'a>(sheet: &Sheet<'a>) -> Option<&'a Event> {
    let mut events = sheet.events();
    let event = events.next().filter(|event| event.series.is_none())?;
    events.next().is_none().then_some(event)
}

/// What several events have in common is said of all of them.
fn common<'a>(sheet: &Sheet<'a>) -> Option<(&'a Event, Vec<Rule>)> {
    let events: Vec<&Event> = sheet.events().collect();
    let first = *events.first().filter(|_| events.len() > 1)?;
    let all = |same: &dyn Fn(&Event) -> bool| events.iter().all(|event| event.series.is_none() && same(event));
    let weekday = |event: &Event| event.start.value.date().weekday();
    let begins_so = all(&|event| event.start.value.time() == first.start.value.time() && event.also.is_empty());
    let ends_so = all(&|event| event.ends().map(jiff::civil::DateTime::time) == first.ends().map(jiff::civil::DateTime::time));
    let mut rules: Vec<Rule> = Vec::new();
    if begins_so {
        rules.push(begins);
    }
    if begins_so && all(&|event| weekday(event) == weekday(first)) {
        rules.push(if ends_so { behind_day } else { start_behind_day });
    }
    if all(&|event| event.cost.as_ref().map(|cost| &cost.value) == first.cost.as_ref().map(|cost| &cost.value)) {
        rules.push(price);
    }
    (!rules.is_empty()).then_some((first, rules))
}

/// Texts, notes and lists, and what the event has to say beside its keys: contacts have hours of their own.
fn speaks_of_it(passage: &Passage<'_>) -> bool {
    let of = |kind: Kind| matches!(kind, Kind::Text | Kind::Note | Kind::List) || kind == Kind::Event && passage.key == "note";
    passage.block.is_some_and(|name| of(name.kind)) && passage.is_words()
}

fn cues(sign: &str, language: &Language) -> Vec<&'static str> {
    of_language(WORDS, &format!("{}{sign}", primary(&language.tag)))
}

/// The first of some words in a sentence, where it stands in small letters and where it ends.
fn first_of(lower: &str, cues: &[&'static str]) -> Option<(usize, usize)> {
    cues.iter().filter_map(|cue| find_word(lower, cue).map(|at| (at, at + cue.len()))).min()
}

/// Whether what stands before a cue is the event itself, or nothing.
fn is_the_event(before: &str, event: &Event, language: &Language) -> bool {
    let clause = before.rsplit([',', ':', '–', '—']).next().unwrap_or(before);
    let clause = clause.trim().trim_start_matches("and ");
    let title = event.title.value.to_lowercase();
    clause.is_empty()
        || cues("@", language).contains(&clause)
        || clause.trim_start_matches("the ") == title
        || is_kind_of(clause, &title, language)
}

/// `The fair`, of a book fair: what it is, in a title that names one thing.
fn is_kind_of(clause: &str, title: &str, language: &Language) -> bool {
    let kind = cues(")", language).into_iter().find_map(|article| clause.strip_prefix(article)?.strip_prefix(' '));
    let named = words(title);
    let is_one = named.len() < 5 && !title.contains(['&', '+', '/', ':', ',']);
    let ends = |kind: &str| [named.first(), named.last()].into_iter().flatten().any(|word| word.text == kind);
    kind.is_some_and(|kind| is_one && ends(kind)) && !named.iter().any(|word| cues("|", language).contains(&word.text))
}

/// The hour behind a cue: one with its half of the day, or a bare one, which may be of either half.
pub(super) fn hour_behind<'t>(rest: &'t str, language: &Language) -> Option<(&'t str, Vec<i32>)> {
    if let Some(time) = times(rest, &language.tag).first().filter(|time| time.is_behind(rest)) {
        let minutes = i32::from(time.minutes()?);
        let may = if time.is_halved() || minutes >= 13 * 60 { vec![minutes] } else { vec![minutes, minutes + 12 * 60] };
        return Some((time.text, may));
    }
    let all = words(rest);
    let hour = all.first().filter(|word| rest[..word.at].trim().is_empty())?;
    let number: i32 = hour.text.parse().ok().filter(|n| (1..=12).contains(n))?;
    let behind = rest[hour.end()..].trim_start();
    let is_alone = behind.is_empty() || behind.starts_with(['.', ',', ')']) || behind.starts_with("sharp");
    is_alone.then(|| (hour.text, vec![number * 60, (number + 12) % 24 * 60]))
}

fn minutes(time: jiff::civil::Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

fn begins(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let stated = event.start.value.time();
    hour_of((sentence, ""), event, language, &At::new(stated, event.start.span))
}

fn ends(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let (end, at) = (event.ends()?, event.end.as_ref()?.span);
    // `Open until 8 p.m. on Thursdays`, and the event is on a Saturday.
    let right = weekday_of(event.start.value.date());
    let mut named = words(sentence).into_iter().filter_map(|word| weekday(word.text.trim_end_matches('s'), language)).peekable();
    if named.peek().is_some() && named.all(|day| day != right) {
        return None;
    }
    hour_of((sentence, ">"), event, language, &At::new(end.time(), at))
}

/// `Doors close at 3 p.m., the fair at 4`: what ends is said once.
fn ends_behind(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let (end, at) = (event.ends()?.time(), event.end.as_ref()?.span);
    let lower = sentence.to_lowercase();
    let (_, cue) = first_of(&lower, &cues(">", language)).filter(|_| lower.len() == sentence.len())?;
    let from = cue + lower[cue..].find(", ")? + 2;
    let (head, behind) = first_of(&lower[from..], &cues(",", language))?;
    let clause = &lower[from..from + head];
    let (_, may) = hour_behind(&sentence[from + behind..], language)?;
    let is_it = !clause.trim().is_empty() && is_the_event(clause, event, language);
    (is_it && !may.contains(&minutes(end))).then(|| Difference {
        said: sentence[from..].trim_end_matches(['.', ' ']).to_string(),
        stated: format!("{:02}:{:02}", end.hour(), end.minute()),
        at,
    })
}

fn hour_of(
    (sentence, sign): (&str, &str),
    event: &Event,
    language: &Language,
    stated: &At<jiff::civil::Time>,
) -> Option<Difference> {
    let lower = sentence.to_lowercase();
    let (at, end) = first_of(&lower, &cues(sign, language)).filter(|_| lower.len() == sentence.len())?;
    let (said, may) = hour_behind(&sentence[end..], language).filter(|_| is_the_event(&lower[..at], event, language))?;
    (!may.contains(&minutes(stated.value))).then(|| Difference {
        said: format!("{} {said}", sentence[at..end].trim()),
        stated: format!("{:02}:{:02}", stated.value.hour(), stated.value.minute()),
        at: stated.span,
    })
}

/// `Open from 2 to 6 pm`, of the event itself: both are its own.
fn hours(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let all = spans(sentence, &language.tag);
    let [Hours { at, text, from, to }] = all[..] else { return None };
    let lower = sentence[..at].to_lowercase();
    let head = lower.trim().trim_end_matches(':');
    let title = event.title.value.to_lowercase();
    let of_event = head.is_empty() || cues("&", language).contains(&head) || head.trim_start_matches("the ") == title;
    let start = minutes(event.start.value.time());
    let end = event.ends().map(|end| minutes(end.time()));
    let is_other = from != start || end.is_some_and(|end| end != to);
    // `9:15 to 9:55: Grades K to 2` is one of a program.
    let is_item = head.chars().count() < 5 && sentence[at + text.len()..].trim_start().starts_with([':', '–', '—', '-']);
    (of_event && is_other && !is_item).then(|| Difference {
        said: text.to_string(),
        stated: clock(start) + &end.map(|end| format!(" to {}", clock(end))).unwrap_or_default(),
        at: event.start.span,
    })
}

/// `Saturday, May 5, from 10 a.m. to 3 p.m.` at the head of a sentence: the hour behind the day of the event.
fn behind_day(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    hours_behind_day(sentence, event, language, event.ends().map(|end| minutes(end.time())))
}

/// The same of events that end at different hours.
fn start_behind_day(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    hours_behind_day(sentence, event, language, None)
}

fn hours_behind_day(sentence: &str, event: &Event, language: &Language, stops: Option<i32>) -> Option<Difference> {
    if is_aside(sentence, "", &language.tag) {
        return None;
    }
    // `From 10 a.m. till noon` in figures.
    let sentence = with_noon(sentence, language);
    let (at, end) = day_of(&sentence, event, language)?;
    let rest = hour_part(&sentence[end..], language)?;
    // `Saturday: 11 a.m., 1 p.m. and 4 p.m.` are parts of it.
    let is_program = spans(rest, &language.tag).is_empty() && times(rest, &language.tag).len() > 1;
    if is_program {
        return None;
    }
    let before = cues("^", language);
    is_stripped(&sentence[..at].to_lowercase(), &before, &event.title.value.to_lowercase()).then_some(())?;
    let from = sentence.len() - rest.len();
    let start = minutes(event.start.value.time());
    let (said, is_other) = match spans(rest, &language.tag).first().filter(|span| span.at == 0) {
        Some(span) => (span.text, span.from != start || stops.is_some_and(|end| end != span.to)),
        None => {
            let time = times(rest, &language.tag).into_iter().next().filter(|time| rest.starts_with(time.text))?;
            (time.text, i32::from(time.minutes()?) != start && (time.is_halved() || i32::from(time.minutes()?) + 720 != start))
        }
    };
    is_other.then(|| Difference {
        said: format!("{} {said}", sentence[at..from].trim()),
        stated: clock(start) + &stops.map(|end| format!(" to {}", clock(end))).unwrap_or_default(),
        at: event.start.span,
    })
}

fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Where the day of the event stands in a sentence: its date, or its weekday alone.
fn day_of(sentence: &str, event: &Event, language: &Language) -> Option<(usize, usize)> {
    let date = event.start.value.date();
    if let Some(day) = days(sentence, language).first() {
        let is_it = (day.month, day.day) == (date.month(), date.day()) && day.year.is_none_or(|year| year == date.year());
        let at = sentence.find(day.text).filter(|_| is_it)?;
        return Some((at, at + day.text.len()));
    }
    let right = weekday_of(date);
    let word = words(sentence).into_iter().find(|word| weekday(word.text.trim_end_matches('s'), language) == Some(right))?;
    Some((word.at, word.end()))
}

/// What stands behind a day, without the small words before its hour.
fn hour_part<'t>(rest: &'t str, language: &Language) -> Option<&'t str> {
    let mut rest = rest.trim_start_matches([',', ' ', '·', '|', '–', '-', ':']);
    for cue in cues(",", language) {
        let head = rest.get(..cue.len()).filter(|head| head.to_lowercase() == cue);
        rest = head.and_then(|_| rest[cue.len()..].strip_prefix(' ')).unwrap_or(rest);
    }
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

/// Whether nothing is left of the words before a day when all that may stand there is taken away from their end.
fn is_stripped(before: &str, cues: &[&str], title: &str) -> bool {
    let mut rest = before.trim().trim_end_matches([',', ':']).trim();
    while !rest.is_empty() {
        let shorter = cues.iter().chain([&title]).filter_map(|cue| rest.strip_suffix(cue));
        let shorter = shorter.filter(|head| !head.ends_with(char::is_alphanumeric)).min_by_key(|head| head.len());
        let Some(head) = shorter else { return false };
        rest = head.trim().trim_end_matches([',', ':']).trim();
    }
    true
}

/// `Join us on May 5`, without a year: with one it is looked at in `dates`.
fn day(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let lower = sentence.to_lowercase();
    let is_here = |venue: &At<String>| venue.value.contains(' ') && find_word(sentence, &venue.value).is_some();
    let invites = of_language(INVITING, &language.tag).iter().any(|cue| holds_word(&lower, cue))
        || event.venue.as_ref().is_some_and(is_here);
    let said = days(sentence, language);
    let [day] = &said[..] else { return None };
    let before = sentence.find(day.text).map_or("", |at| &sentence[..at]);
    // `Até quarta-feira, 10 de março`: the weekday stands between.
    let head = before.trim_end_matches([',', ' ']);
    let mut named = weekdays(language).into_iter().filter_map(|name| head.strip_suffix(name));
    let before = named.next().unwrap_or(before);
    if !invites || day.year.is_some() || day.is_impossible() || is_aside(sentence, before, &language.tag) {
        return None;
    }
    let (first, last) = (event.start.value.date(), event.last_day());
    let within = (first.year()..=last.year())
        .filter_map(|year| jiff::civil::Date::new(year, day.month, day.day).ok())
        .any(|date| (first..=last).contains(&date));
    (!within).then(|| Difference { said: day.text.to_string(), stated: first.to_string(), at: event.start.span })
}

/// `Saturday the 31st`, `el sábado 31`, without a month: the weekday of the event, and another day of its month.
fn nth(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let date = event.start.value.date();
    let right = weekday_of(date);
    let all = words(sentence);
    let (i, word) = all.iter().enumerate().find(|(_, word)| weekday(word.text, language) == Some(right))?;
    let (ends, between) = (of_language(ORDINALS, &language.tag), of_language(ORDINALS, &format!("{}<", primary(&language.tag))));
    let digits = |word: &Word<'_>| word.text.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.text.len());
    let number = all[i + 1..].iter().take(2).find(|word| digits(word) > 0)?;
    let (digits, ending) = number.text.split_at(digits(number));
    let gap = sentence[word.end()..number.at].trim().to_lowercase();
    let gap = if gap.is_empty() { "-" } else { &gap };
    let is_bare = ends.is_empty() && ending.is_empty() && !sentence[number.end()..].starts_with([':', '.', '%', '-', '/']);
    let is_plain = between.contains(&gap) && (is_bare || ends.contains(&ending));
    let day: i8 = digits.parse().ok().filter(|day| *day <= 31)?;
    let is_other = event.last_day() == date && day != date.day() && days(sentence, language).is_empty();
    (is_plain && is_other && !is_aside(sentence, &sentence[..word.at], &language.tag)).then(|| Difference {
        said: sentence[word.at..number.end()].to_string(),
        stated: date.to_string(),
        at: event.start.span,
    })
}

/// `Register by October 9` of something whose key says the eighth.
fn answer(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let stated = event.rsvp_by.as_ref()?;
    let lower = sentence.to_lowercase();
    let said = days(sentence, language);
    let [day] = &said[..] else { return None };
    let before = lower.get(..sentence.find(day.text)?)?.trim_end();
    let asks =
        cues("?", language).iter().any(|cue| before.strip_suffix(cue).is_some_and(|head| !head.ends_with(char::is_alphanumeric)));
    let is_other = (day.month, day.day) != (stated.value.month(), stated.value.day());
    // `A shirt, if you sign up by May 15`.
    let has_own_day = cues(";", language).iter().any(|word| holds_word(&lower, word));
    (asks && is_other && !has_own_day).then(|| Difference {
        said: day.text.to_string(),
        stated: stated.value.to_string(),
        at: stated.span,
    })
}

/// `Admission is $5` of what is free, and the other way round; one price against another where neither has several.
fn price(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let cost = event.cost.as_ref()?;
    let lower = sentence.to_lowercase();
    let has = |sign: &str, text: &str| cues(sign, language).iter().any(|word| holds_word(text, word));
    let stated = cost.value.to_lowercase();
    let (said, known) = (amounts(sentence), amounts(&cost.value));
    let is_free = !stated.bytes().any(|b| b.is_ascii_digit());
    let says_free = has("=", &lower) && said.is_empty() && !has("%", &lower);
    if has(";", &lower) {
        return None;
    }
    let tell = |said: &str| Some(Difference { said: said.to_string(), stated: cost.value.clone(), at: cost.span });
    if says_free {
        // `Free; lunch $5` begins so; `under 4 free` is for some.
        let first = stated.split([',', ';']).next().unwrap_or_default();
        let begins_free = cues("!", language).iter().any(|word| holds_word(first, word)) && amounts(first).is_empty();
        return if is_free || has("=", &stated) || begins_free { None } else { tell(sentence) };
    }
    let sorted = |all: &[(&str, f64)]| {
        let mut all: Vec<f64> = all.iter().map(|(_, amount)| *amount).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    // The same prices for the same people, all of them.
    if said.len() > 1
        && said.len() == known.len()
        && !ranks(&lower)
        && has("%", &lower)
        && has("%", &stated)
        && sorted(&said) != sorted(&known)
    {
        let (written, _) = said.iter().find(|(_, amount)| !known.iter().any(|(_, other)| other == amount))?;
        return tell(written);
    }
    let [(written, amount)] = said[..] else { return None };
    // `$5, children free` has one price; `$5 for students` may leave others out.
    let is_part = has("%", &stated) && known.len() < 2 && !has("!", &stated);
    if !has("$", &lower) || has("%", &lower) || is_part || amount == 0.0 {
        return None;
    }
    match known[..] {
        [_, _, ..] if !known.iter().any(|(_, other)| *other == amount) => tell(written),
        [] if is_free => tell(written),
        [(_, other)] if other != amount => tell(written),
        _ => None,
    }
}

/// `Under 1200: $200, $100`: a number behind the word that is no age.
fn ranks(lower: &str) -> bool {
    words(lower).iter().any(|word| word.number().is_some_and(|n| n > 120.0) && !lower[..word.at].ends_with(is_currency_sign))
}

/// Prices in a text, as they stand there.
pub(super) fn amounts(text: &str) -> Vec<(&str, f64)> {
    let signs = text.char_indices().filter(|(_, c)| is_currency_sign(*c));
    let read = signs.filter_map(|(at, sign)| {
        let rest = &text[at + sign.len_utf8()..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).unwrap_or(rest.len());
        let amount = rest[..end].trim_end_matches([',', '.']);
        Some((&text[at..at + sign.len_utf8() + amount.len()], amount.replace(',', "").parse().ok()?))
    });
    read.collect()
}

/// `60 seats`, `room for sixty` of something with forty.
fn seats(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let stated = event.seats.as_ref()?;
    let all = words(sentence);
    let lower = |i: usize| all.get(i).map(|word| word.text.to_lowercase()).unwrap_or_default();
    let (behind, before, others) = (cues("#", language), cues("<", language), cues("~", language));
    // `60 seats in the hall, 60 on the lawn` are 120.
    let sum: u32 = all.iter().filter_map(|word| number_of(word.text, &language.tag)).sum();
    let named = (0..all.len()).filter(|_| sum != stated.value).find_map(|i| {
        let number = number_of(&hyphened(sentence, &all, i), &language.tag).filter(|n| *n > 1)?;
        let head = sentence[..all[i].at].trim_end().to_lowercase();
        let is_before = before.iter().any(|cue| head.ends_with(cue));
        let is_behind = behind.contains(&lower(i + 1).as_str());
        (is_before || is_behind).then_some((i, number, is_behind))
    });
    let (i, _, is_behind) = named.filter(|(_, number, _)| *number != stated.value)?;
    let rest = i + 1 + usize::from(is_behind)..all.len();
    let is_part = rest.into_iter().chain(i.checked_sub(1)).any(|j| (j >= i || is_behind) && others.contains(&lower(j).as_str()));
    (!is_part).then(|| Difference {
        said: all[i].text.to_string() + &if is_behind { format!(" {}", all[i + 1].text) } else { String::new() },
        stated: stated.value.to_string(),
        at: stated.span,
    })
}

/// `twenty-five`, which is two words elsewhere.
fn hyphened(text: &str, all: &[Word<'_>], i: usize) -> String {
    let next = all.get(i + 1).filter(|next| &text[all[i].end()..next.at] == "-");
    next.map_or_else(|| all[i].text.to_string(), |next| format!("{}-{}", all[i].text, next.text))
}

/// The same street with another number of a house.
fn house(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let address = event.address.as_ref()?;
    let (number, street) = address.value.split(',').next()?.trim().split_once(' ')?;
    let is_number = |word: &str| !word.is_empty() && word.len() < 6 && word.bytes().all(|b| b.is_ascii_digit());
    let lower = sentence.to_lowercase();
    let street = street.trim().to_lowercase();
    // Cars stand somewhere else.
    if cues("/", language).iter().any(|word| holds_word(&lower, word)) {
        return None;
    }
    let at = find_word(&lower, &street).filter(|_| is_number(number) && street.len() > 4 && lower.len() == sentence.len())?;
    let said = lower[..at].trim_end().rsplit(' ').next().filter(|word| is_number(word) && *word != number)?;
    Some(Difference {
        said: format!("{said} {}", &sentence[at..at + street.len()]),
        stated: address.value.clone(),
        at: address.span,
    })
}

/// `Join us in Room 5` of something in room 3: rooms of one kind, in a sentence about the event alone.
fn room(sentence: &str, event: &Event, language: &Language) -> Option<Difference> {
    let stated = event.room.as_ref()?;
    let (kinds, around) = (cues("+", language), cues("*", language));
    let known = rooms(&stated.value, &kinds);
    let said = rooms(sentence, &kinds);
    let ([(kind, number, _)], [(other_kind, other, written)]) = (&known[..], &said[..]) else { return None };
    let lower = sentence.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|cue| holds_word(&lower, cue));
    let at_venue = event.venue.as_ref().is_some_and(|venue| holds_word(&lower, &venue.value.to_lowercase()));
    let is_about = at_venue || day_of(sentence, event, language).is_some() || has(&of_language(INVITING, &language.tag));
    let is_other = kind == other_kind && number != other;
    (is_about && is_other && !has(&around) && !has(&cues("/", language)) && !is_aside(sentence, "", &language.tag))
        .then(|| Difference { said: (*written).to_string(), stated: stated.value.clone(), at: stated.span })
}

/// Rooms with a number or a letter of their own, `Room 3`, `Studio B`: their kind and number in small letters, and how they stand there.
fn rooms<'t>(text: &'t str, kinds: &[&'static str]) -> Vec<(&'static str, String, &'t str)> {
    let all = words(text);
    let is_number = |word: &Word<'_>| {
        word.text.starts_with(|c: char| c.is_ascii_digit()) && word.text.len() < 5
            || word.text.len() == 1 && word.text.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let named = all.windows(2).filter_map(|pair| {
        let lower = pair[0].text.to_lowercase();
        let kind = kinds.iter().find(|kind| **kind == lower).filter(|_| is_number(&pair[1]))?;
        let joined = text[pair[0].end()..pair[1].at].trim_matches(['.', '#', ' ', '\u{a0}']).is_empty();
        joined.then(|| (*kind, pair[1].text.to_lowercase(), &text[pair[0].at..pair[1].end()]))
    });
    named.collect()
}
