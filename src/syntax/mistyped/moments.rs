//! Days and times of day that are written as people say them.

use super::{Spot, Told, write};

/// `2027-01-16 9:00`, `1/16/2027`, `3:30 p.m.`, `2027-02-30`.
pub(super) fn moment(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    let value = value.split('#').next()?.trim();
    if value.starts_with(['"', '\'', '[', '{']) || !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (day, rest) = match day(value) {
        Some((day, rest)) => (Some(day), rest),
        None => (None, value),
    };
    let clock = clock(rest.trim_start_matches(['T', 't', ' ', ',']));
    let is_whole = rest.is_empty() || clock.is_some();
    if (day.is_none() && clock.is_none()) || !is_whole {
        return None;
    }
    if let Some(told) = day.and_then(|day| impossible_day(spot, key, value, day)) {
        return Some(told);
    }
    if let Some((hour, minute, second)) = clock.filter(|(h, m, s)| *h > 23 || *m > 59 || *s > 59) {
        let (what, number, most) = match (hour > 23, minute > 59) {
            (true, _) => ("hour", hour, 23),
            (_, true) => ("minute", minute, 59),
            _ => ("second", second, 59),
        };
        return spot.told(value, format!("there is no {what} {number}"), format!("write one from 00 to {most}"));
    }
    let written = [day.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")), clock.map(|(h, m, s)| format!("{h:02}:{m:02}:{s:02}"))];
    let line = format!("{key} = {}", written.into_iter().flatten().collect::<Vec<_>>().join("T"));
    let message = match value.contains('/') || value.split(['T', ' ']).next().is_some_and(|d| d.contains('.')) {
        true if day.is_some() => "a day is written year, month, day",
        _ => "months, days, hours and minutes have two digits, and hours run from 00 to 23",
    };
    spot.told(value, message, write(&line))
}

/// A month or a day that no calendar has.
fn impossible_day(spot: &Spot, key: &str, value: &str, (year, month, day): (u32, u32, u32)) -> Option<Told> {
    if !(1..=12).contains(&month) {
        return spot.told(value, format!("there is no month {month}"), "write one from 01 to 12: year, month, day");
    }
    let first = jiff::civil::Date::new(year as i16, month as i8, 1).ok()?;
    let last = first.days_in_month() as u32;
    if (1..=last).contains(&day) {
        return None;
    }
    let message = format!("there is no day {day}: {} {year} has {last} days", first.strftime("%B"));
    spot.told(value, message, format!("look it up in a calendar: `{key} = {year:04}-{month:02}-{last:02}` is the last"))
}

/// Year, month and day at the head of a text, and the rest of it.
fn day(text: &str) -> Option<((u32, u32, u32), &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !"-/.".contains(c)).unwrap_or(text.len());
    let parts: Vec<u32> = text[..end].split(['-', '/', '.']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let day = match *parts.as_slice() {
        [y, m, d] if (1000..=9999).contains(&y) => (y, m, d),
        // As the United States write it; where that cannot be, day and month.
        [m, d, y] if (1000..=9999).contains(&y) && m <= 12 => (y, m, d),
        [d, m, y] if (1000..=9999).contains(&y) => (y, m, d),
        _ => return None,
    };
    Some((day, &text[end..]))
}

/// Hour, minute and second of a whole text.
fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let lower = text.to_lowercase().replace(['.', ' '], "");
    let (digits, after_noon) = match (lower.strip_suffix("pm"), lower.strip_suffix("am")) {
        (Some(digits), _) => (digits, Some(true)),
        (_, Some(digits)) => (digits, Some(false)),
        _ => (lower.as_str(), None),
    };
    let parts: Vec<u32> = digits.split(':').map(|p| p.parse().ok().filter(|n| *n < 1000)).collect::<Option<_>>()?;
    let (hour, minute, second) = match *parts.as_slice() {
        [h] if after_noon.is_some() => (h, 0, 0),
        [h, m] => (h, m, 0),
        [h, m, s] => (h, m, s),
        _ => return None,
    };
    let hour = match after_noon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some((hour, minute, second))
}
