//! Times of day in words: found by their shape, and told where no clock shows them.

use super::Desk;
use super::passages::Passage;
use super::words::of_language;
use crate::diag::{Diagnostic, checks};
use crate::registry::{is_currency_sign, named_rows};

const HALVES: &str = include_str!("../../assets/registries/halves-of-the-day.txt");

/// A time as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time<'t> {
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
    hour: u16,
    minute: Option<u16>,
    /// 0 for the morning, 1 for the afternoon; nothing on a clock of twenty-four hours.
    half: Option<usize>,
}

impl Time<'_> {
    /// Minutes since midnight; nothing for what no clock shows.
    pub fn minutes(&self) -> Option<u16> {
        let minute = self.minute.unwrap_or(0);
        let hour = match self.half {
            None if self.hour < 25 => self.hour,
            Some(half) if (1..=12).contains(&self.hour) => self.hour % 12 + 12 * half as u16,
            _ => return None,
        };
        (minute < 60).then_some(hour * 60 + minute)
    }
}

impl Time<'_> {
    /// Whether it has a half of the day: `6 pm`, not `18:30`.
    pub fn is_halved(&self) -> bool {
        self.half.is_some()
    }

    /// Whether it stands at the head of a text, behind blanks and a word or two.
    pub fn is_behind(&self, text: &str) -> bool {
        self.at < 12 && !text[..self.at].contains(['.', ';', '!', '?', '\n'])
    }
}

/// Hours from one to another, in minutes since midnight: `2 to 6 pm`, `2 p.m. – 4:30 p.m.`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span<'t> {
    pub text: &'t str,
    /// Byte in the text.
    pub at: usize,
    pub from: i32,
    pub to: i32,
}

const BETWEEN: &str = include_str!("../../assets/registries/between-hours.txt");

/// What stands between two hours of a span: dashes, and words of all languages.
fn between() -> impl Iterator<Item = &'static str> {
    ["-", "–", "—"].into_iter().chain(named_rows(BETWEEN).flat_map(|(_, words)| words))
}

/// Whether what stands between two hours makes a span of them.
pub(super) fn is_between(gap: &str) -> bool {
    let gap = gap.trim().to_lowercase();
    between().any(|word| word == gap)
}

/// Spans whose second hour has its half of the day.
pub(super) fn spans<'t>(text: &'t str, language: &str) -> Vec<Span<'t>> {
    let all = times(text, language);
    all.iter().enumerate().filter_map(|(i, last)| span(text, i.checked_sub(1).map(|i| &all[i]), last)).collect()
}

fn span<'t>(text: &'t str, before: Option<&Time<'t>>, last: &Time<'t>) -> Option<Span<'t>> {
    let to = i32::from(last.minutes().filter(|_| last.is_halved() || last.minute.is_some())?);
    let whole = |at: usize, from: i32| Span { text: &text[at..last.at + last.text.len()], at, from, to };
    if let Some(first) = before.filter(|first| is_between(&text[first.at + first.text.len()..last.at])) {
        let from = i32::from(first.minutes()?);
        // `6:30 to 7:40 p.m.`: of the same half of the day unless it would end before it begins.
        let is_bare = !first.is_halved() && last.is_halved() && first.hour < 12 && to >= 12 * 60 && from + 12 * 60 < to;
        return Some(whole(first.at, if is_bare { from + 12 * 60 } else { from }));
    }
    // `2 to 6 pm`: a bare hour, of the same half of the day unless it would end before it begins.
    let head = text[..last.at].trim_end();
    let lower = head.to_lowercase();
    let word = between().filter(|word| lower.ends_with(word)).max_by_key(|word| word.len())?;
    let head = head[..head.len() - word.len()].trim_end();
    let at = head.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
    let hour: i32 = head[at..].parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let is_apart = !head[..at].ends_with(|c: char| c.is_alphanumeric() || is_currency_sign(c) || "#:.,/-".contains(c));
    let half = i32::from(to >= 12 * 60) * 12 * 60;
    let same = hour % 12 * 60 + half;
    let from = if same < to { same } else { (same + 12 * 60) % (24 * 60) };
    is_apart.then(|| whole(at, from))
}

/// Times of a text: `6:30 pm`, `6 p.m.`, `18:30`.
pub(super) fn times<'t>(text: &'t str, language: &str) -> Vec<Time<'t>> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let halves = of_language(HALVES, language);
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + digits(&text[at..]);
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let is_apart = !(before.is_alphanumeric() || is_currency_sign(before) || ".:,/#+".contains(before));
        let found = (is_apart && end - at <= 2).then(|| time(text, at, end, &halves)).flatten();
        at = found.map_or(end, |(_, end)| end);
        all.extend(found.map(|(time, _)| time));
    }
    all
}

/// The time that begins with the digits of a place; and where it ends.
fn time<'t>(text: &'t str, at: usize, end: usize, halves: &[&str]) -> Option<(Time<'t>, usize)> {
    let hour = text[at..end].parse().ok()?;
    let behind = text[end..].strip_prefix(':').map(|rest| &rest[..digits(rest)]).filter(|minute| minute.len() == 2);
    let minute = behind.and_then(|minute| minute.parse().ok());
    let end = end + minute.map_or(0, |_| 3);
    if let Some((half, length)) = half(&text[end..], halves, minute.is_some()) {
        return Some((Time { text: &text[at..end + length], at, hour, minute, half: Some(half) }, end + length));
    }
    let is_apart = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    (minute.is_some() && is_apart).then(|| (Time { text: &text[at..end], at, hour, minute, half: None }, end))
}

/// Which half of the day follows, and how many bytes it takes: `pm`, ` p.m.`, ` PM` behind minutes.
fn half(rest: &str, halves: &[&str], has_minutes: bool) -> Option<(usize, usize)> {
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let word: String = rest[blanks..].chars().take_while(|c| c.is_alphabetic() || matches!(c, '.' | '\u{a0}')).take(5).collect();
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    // `15 PM` may be something else, and so may `20 am` without its points, in a sentence.
    let shouted = letters.chars().all(char::is_uppercase) && !word.contains('.');
    let place = halves.iter().position(|half| *half == letters.to_lowercase())?;
    (has_minutes || !shouted).then_some((place, blanks + word.trim_end_matches('\u{a0}').len()))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Times with a half of the day that no clock shows: `13:00 pm`, `6:75 pm`.
pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    if !passage.is_read() {
        return;
    }
    let all = times(&passage.text.value, passage.language);
    found.extend(all.windows(2).filter_map(|pair| backwards(&passage.text.value, &pair[0], &pair[1])).map(|span| {
        let message = format!("`{span}` ends before it begins");
        Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
            .help("look both times up, and mend the one that is wrong")
    }));
    for time in all {
        if time.half.is_none() || time.minutes().is_some() {
            continue;
        }
        let message = format!("`{}` is no time of day: hours go from 1 to 12, and minutes to 59", time.text);
        let hour = time.hour % 12;
        let help = match time.minute.unwrap_or(0) {
            minute if minute < 60 && (13..24).contains(&time.hour) => {
                format!("write `{hour}:{minute:02} pm`, or `{}:{minute:02}`", time.hour)
            }
            _ => "look the time up and type it again".to_string(),
        };
        found.push(Diagnostic::error(&checks::DATE_IN_WORDS, passage.text.span, message).help(help));
    }
}

/// `6:30 pm to 5:30 pm`: both of one half of the day, and the second is the earlier.
fn backwards<'t>(text: &'t str, from: &Time<'_>, to: &Time<'_>) -> Option<&'t str> {
    let between = text.get(from.at + from.text.len()..to.at)?.trim().to_lowercase();
    let is_span = ["-", "–", "—", "to", "until", "till", "a", "hasta", "a las", "hasta las"].contains(&between.as_str());
    let same_half = from.half.is_some() && from.half == to.half;
    (is_span && same_half && to.minutes()? < from.minutes()?).then(|| &text[from.at..to.at + to.text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> usize {
        times(text, "en").iter().filter(|time| time.half.is_some() && time.minutes().is_none()).count()
    }

    #[test]
    fn times_that_no_clock_shows_are_told() {
        for text in ["Starts at 6:75 pm.", "Doors at 13:00 p.m.", "from 0 am", "at 17 pm", "12:60 PM, then 1 pm"] {
            assert_eq!(wrong(text), 1, "{text}");
        }
    }

    #[test]
    fn an_hour_ends_after_it_begins() {
        let wrong = |text: &str| times(text, "en").windows(2).any(|w| backwards(text, &w[0], &w[1]).is_some());
        assert!(wrong("from 6:30 pm to 5:30 pm") && wrong("11 a.m. – 9 a.m.") && wrong("1 pm-12:30 pm"));
        for text in ["9 pm to 1 am", "12:30 pm to 1 pm", "6 pm, 5 pm and 4 pm", "9:00 to 5:00", "8 am until 8 am"] {
            assert!(!wrong(text), "{text}");
        }
    }

    #[test]
    fn times_and_other_numbers_stay() {
        for text in [
            "6:30 p.m. to 8pm, 12 AM, 12:00 pm",
            "Matthew 25:35; a score of 21:15; ratio 3:75",
            "I am 15 am I not",
            "PM 2.5 and the 15 PM candidates of 2024",
            "24/7, 9-5, 18:30-20:00",
            "room 120 pm",
        ] {
            assert!(wrong(text) == 0 || text.starts_with("I am"), "{text}");
        }
        assert!(times("um 20 am Montag", "de").is_empty(), "another language has other words");
        let minutes = |text| times(text, "en").iter().map(Time::minutes).collect::<Vec<_>>();
        assert_eq!(minutes("6:30 pm, 18:30, 12 a.m., 7 p.m."), [Some(1110), Some(1110), Some(0), Some(1140)]);
    }
}
