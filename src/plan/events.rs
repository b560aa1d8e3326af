//! Events as facts about time: a clock that exists, the weekday of the date, an end after the beginning, not over yet.

use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Event, EventEnd, Project};
use crate::registry::{holds_word, named_rows};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SpanRelativeTo, Unit};
use unicode_normalization::UnicodeNormalization as _;

/// What is wrong with the times of an event.
pub(super) fn check(project: &Project, event: &Event, today: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let start = &event.start;
    found.extend(place(event));
    if let Some(zone) = &event.zone {
        match TimeZone::get(&zone.value) {
            Ok(zone) => {
                found.extend(event.starts().filter_map(|start| clock(&zone, event, start.value, start.span)));
                found.extend(zone_of_place(&zone, event));
                let end = event.end.as_ref().zip(event.ends());
                found.extend(end.and_then(|(at, end)| clock(&zone, event, end, at.span)));
            }
            Err(_) => found.push(
                Diagnostic::error(&checks::EVENT_TIME, zone.span, format!("there is no time zone `{}`", zone.value))
                    .help("write its name as in the tz database: `America/Denver`"),
            ),
        }
    } else if let Some(join) = &event.join {
        let message = "who joins from afar needs the time zone, and there is none";
        found.push(Diagnostic::error(&checks::EVENT_TIME, join.span, message).help("add `zone = \"America/Denver\"`"));
    } else if let Some((region, zones)) = region_of(event).and_then(|at| Some((at.value.clone(), zones_of(&at.value)?)))
        && zones.len() > 1
    {
        let message = format!("{region} has more than one time zone, and the event does not say which is meant");
        let help = format!("add `zone = \"{}\"`, or the other", zones[0]);
        found.push(Diagnostic::note(&checks::EVENT_TIME, start.span, message).help(help));
    }
    found.extend(length(event));
    found.extend(event.starts().filter_map(|start| far_off(start, today)));
    found.extend(series(event));
    if let (Some(end), Some(at)) = (event.ends(), &event.end)
        && end <= start.value
    {
        let message = format!("it ends on {end}, before it begins on {}", start.value);
        found.push(Diagnostic::error(&checks::EVENT_TIME, at.span, message).also(start.span, "begins here"));
    }
    found.extend(event.weekday.as_ref().and_then(|stated| weekday(project, event, stated)));
    if event.last_day() < today {
        let message = format!("it was over on {}, and it is {today}", event.last_day());
        found.push(
            Diagnostic::error(&checks::EVENT_PAST, start.span, message)
                .help("give it its new date, or leave it out; `--as-of DATE` says what counts as today"),
        );
    }
    if let Some(by) = event.rsvp_by.as_ref().filter(|by| by.value < today && event.last_day() >= today) {
        let message = format!("people could register until {}, and it is {today}", by.value);
        let help = "give it a new date, or take `rsvp_by` out";
        found.push(Diagnostic::error(&checks::EVENT_PAST, by.span, message).help(help));
    }
    if let Some(by) = event.rsvp_by.as_ref().filter(|by| by.value > event.last_day()) {
        let message = format!("people register by {}, after the event", by.value);
        found.push(Diagnostic::error(&checks::EVENT_TIME, by.span, message).also(start.span, "begins here"));
    }
    found
}

const LONG_DAYS: &str = include_str!("../../assets/registries/long-day-words.txt");

/// The longest day of what is open all day: polls are from 6 a.m. to 9 p.m.
const LONG_DAY: f64 = 16.0;

/// Polls, fairs and their like are open all day, in any language.
fn is_long_day(event: &Event) -> bool {
    let title = event.title.value.to_lowercase();
    named_rows(LONG_DAYS).flat_map(|(_, words)| words).any(|word| holds_word(&title, word))
}

/// How long it is on: a time of the day alone ends it on the next day where it stands earlier on the clock.
fn length(event: &Event) -> Option<Diagnostic> {
    let (end, at, start) = (event.ends()?, event.end.as_ref()?, event.start.value);
    let hours = start.until(end).ok()?.total((Unit::Hour, SpanRelativeTo::days_are_24_hours())).ok()?;
    let days = start.date().until(end.date()).ok()?.get_days();
    let (message, help, level): (String, String, Level) = match at.value {
        EventEnd::Time(time) if hours > 12.0 && end.date() != start.date() => (
            format!("it would last {hours:.0} hours: it ends at {time}, and begins later on the clock, at {}", start.time()),
            format!("mend the hours; or write the end with its day, `{end}`"),
            Diagnostic::error,
        ),
        EventEnd::Time(time) if hours > 12.0 && !(hours <= LONG_DAY && is_long_day(event)) => (
            format!("it would last {hours:.1} hours, from {} to {time}", start.time()),
            format!("mend the half of the day; or write the end with its day, `{end}`, to say that it is meant"),
            Diagnostic::warning,
        ),
        EventEnd::Moment(_) if days > 92 || days > 0 && end.day() == start.day() && end.time() > start.time() => (
            format!("it would last {days} days, until {}", end.date()),
            "look at month and year of `end`".to_string(),
            Diagnostic::warning,
        ),
        EventEnd::Time(_) | EventEnd::Moment(_) => return None,
    };
    Some(level(&checks::EVENT_TIME, at.span, message).also(event.start.span, "begins here").help(help))
}

/// An error or a warning.
type Level = fn(&'static crate::diag::Check, Span, String) -> Diagnostic;

/// Nobody prints a flyer decades ahead.
const DECADES: i16 = 20;

fn far_off(start: &At<DateTime>, today: Date) -> Option<Diagnostic> {
    let years = start.value.year() - today.year();
    let message = format!("it begins in {}, {years} years from now", start.value.year());
    (years > DECADES).then(|| Diagnostic::error(&checks::EVENT_TIME, start.span, message).help("look at the year"))
}

/// Further dates come after the first, each once.
fn series(event: &Event) -> Vec<Diagnostic> {
    let starts: Vec<&At<DateTime>> = event.starts().collect();
    let pairs = starts.windows(2).filter(|two| two[1].value <= two[0].value);
    pairs
        .map(|two| {
            let message = match two[1].value == two[0].value {
                true => format!("{} stands here twice", two[1].value),
                false => format!("{} stands behind {}, and is before it", two[1].value, two[0].value),
            };
            let diagnostic = Diagnostic::error(&checks::EVENT_TIME, two[1].span, message).also(two[0].span, "the one before it");
            diagnostic.help("write the dates in their order, each once")
        })
        .collect()
}

/// Time zones, and states and provinces with theirs.
const ZONES: &str = include_str!("../../assets/registries/zones.txt");

/// The zones of a state or province. `None`: nobody knows it.
fn zones_of(region: &str) -> Option<Vec<&'static str>> {
    let lines = ZONES.lines().filter_map(|line| line.strip_prefix("region "));
    let mut of = lines.filter_map(|line| line.split_once(' ')).filter(|(there, _)| there.eq_ignore_ascii_case(region));
    of.next().map(|(_, zones)| zones.split(' ').collect())
}

/// The state or province of the place: as it is stated, else that of its address.
fn region_of(event: &Event) -> Option<At<String>> {
    let of_address = || event.address.as_ref().and_then(|a| Some(At::new(state_of(&a.value)?.to_string(), a.span)));
    event.region.clone().or_else(of_address)
}

/// `MT` of `626 Canyon Ave, Bozeman, MT 59715`: two capitals behind the last comma, before a postal code or at the end.
pub fn state_of(address: &str) -> Option<&str> {
    let last = address.trim_end_matches(", USA").rsplit(',').next().filter(|last| last.len() < address.len())?;
    let mut words = last.split_whitespace();
    let state = words.next().filter(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase()))?;
    let is_code = words.all(|word| word.chars().any(|c| c.is_ascii_digit()));
    (is_code && zones_of(state).is_some()).then_some(state)
}

/// Whether state and address say the same.
fn place(event: &Event) -> Option<Diagnostic> {
    let (region, address) = (event.region.as_ref()?, event.address.as_ref()?);
    let state = state_of(&address.value)?;
    // Two letters are a state, also where there is none such; a name of its own may be a district.
    let is_state =
        zones_of(&region.value).is_some() || region.value.len() == 2 && region.value.bytes().all(|b| b.is_ascii_uppercase());
    let differ = is_state && !region.value.eq_ignore_ascii_case(state);
    let message = format!("`region` is `{}`, and the address lies in `{state}`", region.value);
    differ.then(|| {
        let diagnostic = Diagnostic::error(&checks::EVENT_TIME, region.span, message).also(address.span, "the address");
        diagnostic.help(format!("write `{state}`, or mend the address"))
    })
}

/// A clock that no place of the state goes by.
fn zone_of_place(stated: &TimeZone, event: &Event) -> Option<Diagnostic> {
    let (region, zone) = (region_of(event)?, event.zone.as_ref()?);
    let zones = zones_of(&region.value)?;
    let offset = |zone: &TimeZone| zone.to_ambiguous_timestamp(event.start.value).later().ok().map(|at| zone.to_offset(at));
    let fits = |name: &&str| TimeZone::get(name).is_ok_and(|zone| offset(&zone) == offset(stated));
    let message = format!("the clock of `{}` is not that of {}", zone.value, region.value);
    (!zones.iter().any(fits)).then(|| {
        let diagnostic = Diagnostic::error(&checks::EVENT_TIME, zone.span, message).also(region.span, "the place");
        diagnostic.help(format!("write `zone = \"{}\"`, or mend the place", zones.join("\"` or `\"")))
    })
}

/// A time that clocks skip, or show twice.
fn clock(zone: &TimeZone, event: &Event, at: DateTime, span: Span) -> Option<Diagnostic> {
    let name = event.zone.as_ref().map_or("", |zone| zone.value.as_str());
    let words = |at: DateTime| format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => {
            let hours = (after.seconds() - before.seconds()) / 60;
            let message = format!("{} does not exist in {name}: clocks jump {hours} minutes forward", words(at));
            Some(Diagnostic::error(&checks::EVENT_TIME, span, message).help("write a time before or after the jump"))
        }
        AmbiguousOffset::Fold { .. } if event.second.is_some() => None,
        AmbiguousOffset::Fold { .. } => {
            let message = format!("{} comes twice in {name}: clocks go back", words(at));
            let help = "add `repeat = \"first\"` or `repeat = \"second\"`";
            Some(Diagnostic::error(&checks::EVENT_TIME, span, message).help(help))
        }
    }
}

/// A weekday in the words of any language that was read, in full or shortened as people do, against the date.
fn weekday(project: &Project, event: &Event, stated: &At<String>) -> Option<Diagnostic> {
    let date = event.start.value.date();
    let right = date.weekday().to_monday_zero_offset() as usize;
    let lists = || project.languages.values().map(|language| &language.words.weekdays).filter(|days| days.len() == 7);
    let stated_words = plain(&stated.value);
    let fits = |days: &[At<String>]| -> Vec<usize> {
        let exact = days.iter().position(|day| plain(&day.value) == stated_words);
        exact.map_or_else(|| (0..7).filter(|day| shortens(&stated_words, &plain(&days[*day].value))).collect(), |day| vec![day])
    };
    if lists().any(|days| fits(days) == [right]) {
        return None;
    }
    let Some(days) = lists().find(|days| fits(days).len() == 1) else {
        let message = format!("`{}` is no weekday in any language that is used", stated.value);
        let real = lists().next().and_then(|days| days.get(right)).map_or("", |day| day.value.as_str());
        let help = format!("write `{real}`, which {date} is, or leave it out");
        return Some(Diagnostic::error(&checks::EVENT_TIME, stated.span, message).help(help));
    };
    let real = days.get(right).map_or("", |day| day.value.as_str());
    let message = format!("`{}` is stated, but {date} is a {real}", stated.value);
    let help = format!("write `{real}`, or mend the date");
    Some(Diagnostic::error(&checks::EVENT_TIME, stated.span, message).also(event.start.span, "the date").help(help))
}

/// Small letters without accents and points.
fn plain(words: &str) -> String {
    let letters = words.trim().nfd().filter(|c| c.is_alphabetic() || c.is_whitespace() || *c == '-');
    letters.flat_map(char::to_lowercase).collect()
}

/// `mon`, `thurs`, `weds` and `mie` stand for a day; one letter does not.
fn shortens(short: &str, day: &str) -> bool {
    let letters = short.chars().count();
    let begins = letters >= 2 && day.starts_with(short);
    // `Weds`: three letters of its beginning, and others of it in their order.
    let mut rest = day.chars();
    let in_order = short.chars().all(|c| rest.any(|d| d == c));
    let head: String = short.chars().take(3).collect();
    begins || letters > 3 && day.starts_with(&head) && in_order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_shortened_as_people_do() {
        for (short, day) in
            [("Mon", "Monday"), ("thurs.", "Thursday"), ("Weds", "Wednesday"), ("MIÉ", "miércoles"), ("Mo", "Montag")]
        {
            assert!(shortens(&plain(short), &plain(day)), "{short}");
        }
        for (short, day) in [("M", "Monday"), ("Mon", "Sunday"), ("Munday", "Monday"), ("", "Monday")] {
            assert!(!shortens(&plain(short), &plain(day)), "{short}");
        }
    }

    #[test]
    fn states_of_addresses() {
        let state = |address: &str| state_of(address).map(str::to_string);
        assert_eq!(state("626 Canyon Ave, Bozeman, MT 59715").as_deref(), Some("MT"));
        assert_eq!(state("626 Canyon Ave, Bozeman, MT").as_deref(), Some("MT"));
        assert_eq!(state("140 W Pine St, Winnipeg, MB R3C 0V8").as_deref(), Some("MB"));
        assert_eq!(state("Town Hall").as_deref(), None);
        assert_eq!(state("12 Calle A, Madrid, ES").as_deref(), None);
    }
}
