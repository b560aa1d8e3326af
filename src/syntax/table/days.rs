//! Days and times of day as people type them into cells, and as spreadsheets and calendars write them.

use super::calendar;
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, Weekday};

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
    // Calendar files: `20270111`.
    let is_solid = day.len() == 8 && day.starts_with("20") && day.bytes().all(|b| b.is_ascii_digit());
    if is_solid {
        return format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]).parse().ok();
    }
    with_month_between(day).or_else(|| in_words(day))
}

/// `13-Mar-27`, as Excel shows a day of its own accord; `13-Mar-2027`.
fn with_month_between(text: &str) -> Option<Date> {
    let [day, month, year] = <[&str; 3]>::try_from(text.split('-').collect::<Vec<_>>()).ok()?;
    let year: i16 = year.parse().ok().filter(|_| matches!(year.len(), 2 | 4))?;
    let month = calendar::month(month)?;
    Date::new(if year < 100 { 2000 + year } else { year }, month, day.parse().ok()?).ok()
}

/// A weekday before a day with its time, which is not that of the day.
pub(super) fn weekday_differs(text: &str) -> bool {
    let day = moment(text).and_then(|moment| moment.get(..10)?.parse::<Date>().ok());
    weekday_in(text).is_some_and(|weekday| day.is_some_and(|day| day.weekday() != weekday))
}

/// `Saturday, March 13, 2027, 10 a.m. to 4 p.m.`: a day with the times of its beginning and end.
pub(super) fn day_with_times(text: &str) -> Option<(String, String)> {
    let blanks = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    blanks.rev().find_map(|at| {
        let before = text[..at].trim_end_matches([',', ' ', '·', '|']);
        let before = [" from", " at", " de", ","].into_iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
        date(before)?;
        let (from, to) = time_range(text[at + 1..].trim())?;
        Some((format!("{before} {from}"), to))
    })
}

/// The day that a spreadsheet keeps as a number, from 2000 to 2100: 46448 is 2027-03-02.
pub(super) fn counted_day(text: &str) -> Option<Date> {
    let days: i64 = text.parse().ok().filter(|days| (36526..73051).contains(days))?;
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

/// The weekday that stands before a date.
pub(super) fn weekday_in(text: &str) -> Option<Weekday> {
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
pub(in crate::syntax) fn time(text: &str) -> Option<Time> {
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
pub(in crate::syntax) fn moment(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('T').trim();
    let (local, offset) = split_offset(text);
    if let Some((day, hours)) = local.split_once('T').filter(|(day, hours)| day.len() == 8 && hours.len() == 6) {
        // Calendar files: `20270111T183000`.
        let hours = format!("{}:{}:{}", hours.get(..2)?, hours.get(2..4)?, hours.get(4..)?);
        return Some(format!("{}T{}{offset}", date(day)?, clock(time(&hours)?)));
    }
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

pub(super) fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(moment("20270111T183000").as_deref(), Some("2027-01-11T18:30:00"));
        assert_eq!(moment("20270111T183000Z").as_deref(), Some("2027-01-11T18:30:00Z"));
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
            "11-Jan-27",
            "11-ene-2027",
            "20270111",
        ] {
            assert_eq!(day(text).as_deref(), Some("2027-01-11"), "{text}");
        }
        for text in ["13/1/2027", "2/30/2027", "11-Jan", "31-Feb-27", "20271301", "January", "January 11", "11", "1/11", "soon"] {
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
    fn a_day_and_two_times_in_one_cell() {
        let check = |text: &str, want: Option<(&str, &str)>| {
            let range = day_with_times(text).map(|(from, to)| (moment(&from).unwrap_or(from), to));
            assert_eq!(range.as_ref().map(|(from, to)| (from.as_str(), &to[..5])), want, "{text}");
        };
        let want = Some(("2027-03-13T10:00:00", "16:00"));
        check("Saturday, March 13, 2027, 10 a.m. to 4 p.m.", want);
        check("March 13, 2027 from 10 a.m. to 4 p.m.", want);
        check("3/13/2027 10:00 - 16:00", want);
        check("Saturday, March 13, 2027", None);
        check("March 13, 2027, 10 a.m.", None);
        assert!(weekday_differs("Friday, March 13, 2027, 10 a.m.") && !weekday_differs("Saturday, March 13, 2027, 10 a.m."));
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
}
