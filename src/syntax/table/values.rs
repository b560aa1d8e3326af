//! The words of cells to the values that TOML would have: a row becomes a table that the readers of TOML files read,
//! so that a row may say what a file may say, and is checked in the same way.

use super::calendar;
use super::fields::Shape;
use super::named::{is_made_by_a_program, is_no_name};
use crate::diag::{Diagnostic, checks};
use crate::registry::is_currency_sign;
use crate::syntax::{bare_host::is_bare_host, reader::Reader, section::one_line};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The words of a cell without what surrounds them unseen.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// One value of a row on its way: the key it fills, the words, their place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// `logo.permission.expires`
    pub key: String,
    pub text: String,
    pub range: Range<usize>,
    pub shape: Shape,
}

impl Entry {
    /// Brings the words into the spelling of TOML. `None` when they cannot be read; the reader is told why.
    pub fn tidied(mut self, reader: &Reader) -> Option<Entry> {
        self.text = unescaped(&self.text);
        let span = reader.span(self.range.clone());
        let wrong = |message: &str, help: &str| {
            let message = format!("`{}` is `{}`, {message}", self.key, self.text);
            reader.error(&checks::BAD_VALUE, span, message, help);
            None
        };
        let tidy = match self.shape {
            Shape::Text => self.words(reader),
            Shape::List => Some(self.text.clone()),
            Shape::Phone => Some(phone(&one_line(&self.text, " "))),
            Shape::Web => self.words(reader).map(web),
            Shape::Zip => Some(zip(&self.text)),
            Shape::Flag => match self.text.to_lowercase().as_str() {
                "true" | "yes" | "y" | "x" | "1" => Some("true".to_string()),
                "false" | "no" | "n" | "0" | "-" => Some("false".to_string()),
                _ => wrong("wanted yes or no", "write `true` or `false`"),
            },
            Shape::Number => match number(&self.text) {
                Ok(number) if self.key.ends_with("percent") && is_fraction(&number) && !self.text.contains('%') => {
                    wrong("less than one percent", "write the percentage as it is said: `75` or `75%`")
                }
                Ok(number) => Some(number),
                Err(why) => wrong(why, "write digits, as `1200`, `1,200` or `1200.50`"),
            },
            Shape::Date => match date(&self.text) {
                Some(date) if weekday_in(&self.text).is_some_and(|day| day != date.weekday()) => {
                    wrong("where weekday and date differ", "mend one of the two")
                }
                Some(date) => Some(date.to_string()),
                // A day with its time in one cell.
                None if moment(&self.text).is_some_and(|moment| moment.contains('T')) => moment(&self.text),
                None => match counted_day(&self.text) {
                    Some(day) => {
                        let help = format!("give the cell the format of a date: it would be {day}");
                        wrong("the count of days that a spreadsheet keeps", &help)
                    }
                    None => wrong("wanted a day", "write year, month and day: `2027-01-11`"),
                },
            },
            Shape::Moment => match moment(&self.text) {
                Some(moment) => Some(moment),
                None if date(&self.text).is_some() => wrong("wanted a day with a time", "write the time too: `2027-01-11T18:30`"),
                None => wrong("wanted a day with a time", "write `2027-01-11T18:30`, or the two in columns of their own"),
            },
            Shape::Moments => {
                let moments = self.text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(moment);
                match moments.collect::<Option<Vec<String>>>() {
                    Some(moments) => Some(format!("[{}]", moments.join(", "))),
                    None => wrong("wanted days with times", "write `2027-01-11T18:30; 2027-01-18T18:30`"),
                }
            }
            Shape::Time => match time(&self.text) {
                Some(time) => Some(time.to_string()),
                None => wrong("wanted a time of day", "write hours and minutes: `18:30`"),
            },
        }?;
        self.text = tidy;
        Some(self)
    }

    /// Words of one line; those of `say` may have paragraphs.
    fn words(&self, reader: &Reader) -> Option<String> {
        let span = reader.span(self.range.clone());
        if self.key.starts_with("say.") {
            return Some(self.text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        let line = one_line(&self.text, if self.key == "address" { ", " } else { " " });
        if is_made_by_a_program(&self.key, &line, date) {
            let message = format!("`{}` is `{line}`, which is what a spreadsheet makes of a value or of an empty cell", self.key);
            let help = "write what is meant, and give the cell the format Text before that";
            reader.error(&checks::BAD_VALUE, span, message, help);
            return None;
        }
        let is_name = matches!(self.key.as_str(), "name" | "title");
        if is_name && line != self.text && self.text.contains(['\n', '\r']) {
            let message = format!("`{}` has a line break in it, and is set as `{line}`", self.key);
            reader.report(Diagnostic::warning(&checks::BAD_VALUE, span, message).help("take the line break out of the cell"));
        }
        if is_name && is_no_name(&line, date) {
            let message = format!("`{}` is `{line}`, which is what a spreadsheet makes of a value, not a name", self.key);
            let help = "write the name, and give the cell the format Text before that";
            reader.error(&checks::BAD_VALUE, span, message, help);
            return None;
        }
        Some(line)
    }
}

/// Characters that a workbook keeps as their code, and some programs write so into a text file: `_x000D_`, the end of a line.
fn unescaped(text: &str) -> String {
    if !text.contains("_x00") {
        return text.to_string();
    }
    let lines = text.replace("_x000D_", "\r").replace("_x000d_", "\r").replace("_x000A_", "\n").replace("_x000a_", "\n");
    trimmed(&lines.replace("_x0009_", " ").replace("_x00A0_", "\u{a0}")).to_string()
}

/// A number as TOML has it. A comma parts thousands only where three digits follow; three digits after a point are a
/// thousand as well as a fraction, and are refused.
fn number(text: &str) -> Result<String, &'static str> {
    let bare: String =
        text.chars().filter(|c| !is_currency_sign(*c) && !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '%')).collect();
    let (sign, digits) = bare.strip_prefix('-').map_or(("", bare.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && all(group)));
    let no_part = !digits.contains('.');
    if !all(first) || !(no_part || all(part)) {
        return Err("wanted a number");
    }
    if !grouped {
        return Err("where a comma parts thousands only before three digits");
    }
    if part.len() == 3 && (1..=3).contains(&first.len()) && first != "0" && rest.is_empty() {
        return Err("which is a thousand here and a fraction there");
    }
    Ok(format!("{sign}{first}{}{}{part}", rest.concat(), if no_part { "" } else { "." }))
}

/// More than nothing and less than one.
fn is_fraction(number: &str) -> bool {
    number.parse().is_ok_and(|n: f64| n > 0.0 && n < 1.0)
}

/// An address of the web with its scheme, which hardly any spreadsheet has.
fn web(text: String) -> String {
    if is_bare_host(&text) { format!("https://{text}") } else { text }
}

/// Ten digits as a spreadsheet gives them, in the groups they are read in.
fn phone(text: &str) -> String {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let bare = digits.len() == 10 || (digits.len() == 11 && digits.starts_with('1'));
    if !bare || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_string();
    }
    let ten = &digits[digits.len() - 10..];
    format!("{}-{}-{}", &ten[..3], &ten[3..6], &ten[6..])
}

/// Five digits, or nine in two groups; the zero in front given back.
fn zip(text: &str) -> String {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    match (digits.len(), digits.bytes().all(|b| b.is_ascii_digit())) {
        (3 | 4, true) => format!("{digits:0>5}"),
        (8 | 9, true) => {
            let nine = format!("{digits:0>9}");
            format!("{}-{}", &nine[..5], &nine[5..])
        }
        _ => digits.to_string(),
    }
}

/// A day: `2027-01-11`, `1/11/2027` as an American spreadsheet shows it, `January 11, 2027`.
pub(super) fn date(text: &str) -> Option<Date> {
    // A spreadsheet may have added midnight.
    let midnight = ["T00:00:00", " 00:00:00", "T00:00", " 0:00", " 00:00"];
    let day = midnight.into_iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim();
    if day.len() == 10 && day.as_bytes()[4] == b'-' {
        return day.parse().ok();
    }
    let numbers = |text: &str, sign: char| {
        let parts: Vec<i16> = text.split(sign).map_while(|part| part.trim().parse().ok()).collect();
        <[i16; 3]>::try_from(parts).ok().filter(|_| text.matches(sign).count() == 2)
    };
    // A weekday before it is looked at by itself. Few texts have the strokes of a date: weekdays are not looked up for others.
    let has_strokes = day.matches('/').count() == 2;
    let bare = day.trim_start_matches(|c: char| c.is_alphabetic() || ". ,".contains(c));
    if has_strokes && let Some([month, day, year]) = numbers(if weekday_in(day).is_some() { bare } else { day }, '/') {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // With a first number over twelve it is a day, and nobody here counts so.
        return Date::new(if (0..100).contains(&year) { 2000 + year } else { year }, month, day).ok();
    }
    in_words(day)
}

/// The day that a spreadsheet keeps as a number, from 2000 to 2100: 46448 is 2027-03-02.
fn counted_day(text: &str) -> Option<Date> {
    let days: i64 = text.parse().ok().filter(|days| (36526..73051).contains(days))?;
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

/// The weekday that stands before a date.
fn weekday_in(text: &str) -> Option<Weekday> {
    let word: String = text.trim().chars().take_while(|c| c.is_alphabetic()).collect();
    calendar::weekday(&word)
}

/// `7:30 PM - 9 PM`, `7-9 pm`, `10 am to 2 pm`: two times in one cell. A time without its half of the day has that of the
/// other, or the one before it.
pub(super) fn time_range(text: &str) -> Option<(String, String)> {
    let parts = [" - ", " – ", " to ", " until ", "–", "—", "-"].into_iter().find_map(|between| text.split_once(between))?;
    let (from, to) = (parts.0.trim(), parts.1.trim());
    let end = time(to)?;
    let says_half = |text: &str| text.to_lowercase().ends_with(['m', '.', 'a', 'p', 'n', 't']);
    let start = if says_half(to) && !says_half(from) {
        let halves = if end.hour() >= 12 { ["pm", "am"] } else { ["am", "pm"] };
        halves.into_iter().filter_map(|half| time(&format!("{from} {half}"))).find(|start| *start < end)?
    } else {
        time(from)?
    };
    Some((clock(start), clock(end)))
}

/// Small words between day, month and year: `4 de enero de 2027`, `the 4th of January`.
const BETWEEN: [&str; 12] = ["de", "del", "of", "the", "el", "le", "la", "den", "der", "di", "do", "am"];

/// `January 11, 2027`, `Mon, Jan 11, 2027`, `11 Jan 2027`, `11 de enero de 2027`: months as any language calls them.
fn in_words(text: &str) -> Option<Date> {
    let words: Vec<String> = text.split([' ', ',', '.', '\u{a0}']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let words: Vec<String> = words.into_iter().filter(|word| !BETWEEN.contains(&word.as_str())).collect();
    let month = words.iter().find_map(|word| calendar::month(word))?;
    let numbers: Vec<i16> = words.iter().filter_map(|word| word.trim_end_matches(char::is_alphabetic).parse().ok()).collect();
    let [day, year] = <[i16; 2]>::try_from(numbers).ok()?;
    // At the most a weekday stands beside them.
    if words.len() > 4 || year < 100 {
        return None;
    }
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// The end of a day, as clocks of 24 hours write it (ISO 8601).
pub(super) fn is_end_of_day(text: &str) -> bool {
    matches!(text.trim(), "24:00" | "24:00:00" | "24h" | "24h00" | "24 h" | "24 Uhr" | "24:00 Uhr")
}

/// A time of day: `18:30`, `9:05`, `6:30 PM`, `6 p.m.`, `noon`, `20h30`, `20 Uhr`. The end of a day is midnight.
pub(super) fn time(text: &str) -> Option<Time> {
    if is_end_of_day(text) {
        return Some(Time::midnight());
    }
    let text = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    // Where the day has 24 hours: `20h`, `20h30`, `20.30 Uhr`.
    let hours = text.strip_suffix("uhr").map(|rest| rest.trim_end().replace('.', ":"));
    let hours = hours.or_else(|| text.strip_suffix('h').map(|rest| rest.trim_end().to_string()));
    let hours =
        hours.or_else(|| Some(text.split_once('h').filter(|(_, rest)| rest.len() == 2)?).map(|(h, m)| format!("{h}:{m}")));
    let text = hours.map_or(text, |hours| if hours.contains(':') { hours } else { format!("{hours}:00") });
    match text.as_str() {
        "noon" => return Some(Time::midnight().saturating_add(12.hours())),
        "midnight" => return Some(Time::midnight()),
        _ => {}
    }
    let bare = text.replace('.', "");
    let half = ["am", "pm", "a", "p"].into_iter().find_map(|half| Some((half, bare.strip_suffix(half)?.trim_end())));
    let (half, clock) = half.map_or(("", text.as_str()), |(half, clock)| (half, clock));
    let parts: Vec<&str> = clock.split(':').collect();
    let digits = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    // An hour alone is one only with its half of the day.
    if parts.len() > 3 || (parts.len() == 1 && half.is_empty()) || !parts.iter().all(digits) {
        return None;
    }
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse::<i8>().ok());
    let (hour, minute, second) = (number(0)?, number(1)?, number(2)?);
    let hour = match half.chars().next() {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some('a') => hour % 12,
        Some(_) => hour % 12 + 12,
        None => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// A day with a time, or a time alone, as TOML writes them. An offset from universal time is kept.
fn moment(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('T').trim();
    let (local, offset) = split_offset(text);
    let parted = local
        .char_indices()
        .filter(|(_, c)| matches!(c, 'T' | ' '))
        .find_map(|(at, _)| Some((date(local[..at].trim_end_matches(','))?, time(&local[at + 1..])?)));
    if let Some((day, hours)) = parted {
        let is_next = is_end_of_day(local.rsplit(['T', ' ']).next().unwrap_or_default());
        let day = if is_next { day.tomorrow().ok()? } else { day };
        let moment: DateTime = day.to_datetime(hours);
        return Some(format!("{}T{}{offset}", moment.date(), clock(moment.time())));
    }
    time(local).map(clock).filter(|_| offset.is_empty())
}

/// `Z`, `+00:00` or `-0700` behind a time.
fn split_offset(text: &str) -> (&str, String) {
    if let Some(local) = text.strip_suffix(['Z', 'z']).filter(|local| local.ends_with(|c: char| c.is_ascii_digit())) {
        return (local, "Z".to_string());
    }
    let Some(at) = text.rfind(['+', '-']).filter(|at| text[..*at].contains(':')) else { return (text, String::new()) };
    let digits: String = text[at + 1..].chars().filter(char::is_ascii_digit).collect();
    match (digits.len(), text.len() - at) {
        (4, 5 | 6) => (text[..at].trim_end(), format!("{}{}:{}", &text[at..=at], &digits[..2], &digits[2..])),
        _ => (text, String::new()),
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// The table that a TOML file with the same words would be.
pub(super) fn table<'a>(entries: &'a [Entry]) -> DeTable<'a> {
    let all: Vec<(&str, &'a Entry)> = entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
    nested(&all)
}

fn nested<'a>(entries: &[(&'a str, &'a Entry)]) -> DeTable<'a> {
    let mut table = DeTable::new();
    let mut heads: Vec<&'a str> = Vec::new();
    for (key, entry) in entries {
        match key.split_once('.') {
            None => drop(table.insert(Spanned::new(entry.range.clone(), Cow::Borrowed(*key)), value(entry))),
            Some((head, _)) if !heads.contains(&head) => heads.push(head),
            Some(_) => {}
        }
    }
    for head in heads {
        let inside: Vec<(&'a str, &'a Entry)> =
            entries.iter().filter_map(|(key, entry)| Some((key.strip_prefix(head)?.strip_prefix('.')?, *entry))).collect();
        let range = inside.first().map_or(0..0, |(_, entry)| entry.range.clone());
        let inner = DeValue::Table(nested(&inside));
        table.insert(Spanned::new(range.clone(), Cow::Borrowed(head)), Spanned::new(range, inner));
    }
    table
}

fn value(entry: &Entry) -> Spanned<DeValue<'_>> {
    let text = || DeValue::String(Cow::Borrowed(entry.text.as_str()));
    let value = match entry.shape {
        Shape::Text | Shape::Web | Shape::Phone | Shape::Zip => text(),
        Shape::List => {
            let parts = entry.text.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
            let parts = parts.map(|part| Spanned::new(entry.range.clone(), DeValue::String(Cow::Borrowed(part))));
            DeValue::Array(parts.collect())
        }
        // Tidied words are TOML.
        Shape::Flag | Shape::Number | Shape::Date | Shape::Moment | Shape::Moments | Shape::Time => {
            DeValue::parse(&entry.text).map_or_else(|_| text(), Spanned::into_inner)
        }
    };
    Spanned::new(entry.range.clone(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_spreadsheet_has_eaten() {
        assert_eq!(phone("4065550101"), "406-555-0101");
        assert_eq!(phone("14065550101.0"), "406-555-0101");
        assert_eq!(phone("988"), "988");
        assert_eq!(phone("(406) 555-0101"), "(406) 555-0101");
        assert_eq!(zip("1002"), "01002");
        assert_eq!(zip("59715.0"), "59715");
        assert_eq!(zip("R3C 0V8"), "R3C 0V8");
        assert_eq!(zip("596011234"), "59601-1234");
        assert_eq!(zip("10011234"), "01001-1234");
    }

    #[test]
    fn moments() {
        assert_eq!(moment("2027-01-11T18:30").as_deref(), Some("2027-01-11T18:30:00"));
        assert_eq!(moment("2027-01-11 9:05").as_deref(), Some("2027-01-11T09:05:00"));
        assert_eq!(moment("T19:30").as_deref(), Some("19:30:00"));
        assert_eq!(moment("1/11/2027 6:30 PM").as_deref(), Some("2027-01-11T18:30:00"));
        assert_eq!(moment("January 11, 2027 6:30 p.m.").as_deref(), Some("2027-01-11T18:30:00"));
        assert_eq!(moment("2027-01-01 00:00:00").as_deref(), Some("2027-01-01T00:00:00"));
        assert_eq!(moment("2027-01-12T01:30:00+00:00").as_deref(), Some("2027-01-12T01:30:00+00:00"));
        assert_eq!(moment("2027-01-12T01:30-0700").as_deref(), Some("2027-01-12T01:30:00-07:00"));
        assert_eq!(moment("2027-01-12T01:30Z").as_deref(), Some("2027-01-12T01:30:00Z"));
        assert_eq!(moment("2027-01-01"), None);
        assert_eq!(moment("soon"), None);
        assert_eq!(moment("2027-02-30T10:00"), None);
    }

    #[test]
    fn days_and_times_as_people_type_them() {
        let day = |text: &str| date(text).map(|d| d.to_string());
        for text in [
            "2027-01-11",
            "1/11/2027",
            "01/11/27",
            "January 11, 2027",
            "Mon, Jan 11, 2027",
            "11 Jan 2027",
            "Jan. 11th, 2027",
            "11 de enero de 2027",
            "lunes 11 de enero de 2027",
            "11 janvier 2027",
            "11. Januar 2027",
            "the 11th of January 2027",
        ] {
            assert_eq!(day(text).as_deref(), Some("2027-01-11"), "{text}");
        }
        for text in ["13/1/2027", "2/30/2027", "January", "January 11", "11", "1/11", "soon"] {
            assert_eq!(day(text), None, "{text}");
        }
        let clock = |text: &str| time(text).map(|t| t.to_string());
        for (text, want) in [
            ("9:05", "09:05:00"),
            ("6:30 PM", "18:30:00"),
            ("6 p.m.", "18:00:00"),
            ("12 am", "00:00:00"),
            ("noon", "12:00:00"),
            ("24:00", "00:00:00"),
            ("20h30", "20:30:00"),
            ("20h", "20:00:00"),
            ("20.30 Uhr", "20:30:00"),
            ("20 Uhr", "20:00:00"),
        ] {
            assert_eq!(clock(text).as_deref(), Some(want), "{text}");
        }
        for text in ["18", "13 pm", "25:00", "24:30", "6:75", "evening", "", "h", "uhr", "2h5", "lunch"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn two_times_in_one_cell() {
        let check = |text: &str, want: Option<(&str, &str)>| {
            let range = time_range(text);
            let range = range.as_ref().map(|(from, to)| (&from[..5], &to[..5]));
            assert_eq!(range, want, "{text}");
        };
        check("7:30 PM - 9 PM", Some(("19:30", "21:00")));
        check("7-9 pm", Some(("19:00", "21:00")));
        check("10–2 pm", Some(("10:00", "14:00")));
        check("10 am to noon", Some(("10:00", "12:00")));
        check("18:30-20:00", Some(("18:30", "20:00")));
        check("11:30 a.m.–1 p.m.", Some(("11:30", "13:00")));
        check("20:00–24:00", Some(("20:00", "00:00")));
        check("7 pm", None);
        check("after school - late", None);
        check("2027-01-11", None);
    }

    #[test]
    fn a_weekday_before_a_date_is_looked_at() {
        assert_eq!(date("Sat 6/5/2027").map(|d| d.to_string()).as_deref(), Some("2027-06-05"));
        assert_eq!(weekday_in("Mon, Jan 11, 2027"), Some(Weekday::Monday));
        assert_eq!(weekday_in("January 11, 2027"), None);
        assert_eq!(weekday_in("March 1, 2027"), None);
    }

    #[test]
    fn numbers_are_not_guessed() {
        for (text, want) in
            [("1200", "1200"), ("$1,200", "1200"), ("75%", "75"), ("1200.50", "1200.50"), ("0.125", "0.125"), ("-3", "-3")]
        {
            assert_eq!(number(text).as_deref(), Ok(want), "{text}");
        }
        for text in ["1,50", "$750.000", "1.200,50", "1,2000", "12e3", "many", "", ".", "1,,200", "12."] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_line_break_is_a_space() {
        assert_eq!(one_line("A Library\r\nEast Branch", " "), "A Library East Branch");
        assert_eq!(one_line("12 Example St,\nHelena, MT", ", "), "12 Example St, Helena, MT");
        assert_eq!(one_line("12 Example St\n\nHelena", ", "), "12 Example St, Helena");
    }
}
