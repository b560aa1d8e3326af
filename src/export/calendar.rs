//! An event as a calendar file (RFC 5545). In universal time where the zone is known, so that no `VTIMEZONE` is needed;
//! else in the time of whoever opens it. Neither clock nor chance: the same event gives the same bytes.

use crate::model::{Event, EventStatus};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A calendar file: an entry for each date of each event. Ids tell events from others of the organization; `made` is the date
/// of the file.
pub fn calendar(events: &[(&str, &Event)], organizer: &str, made: Date) -> String {
    let mut lines = vec!["BEGIN:VCALENDAR".to_string(), "VERSION:2.0".to_string(), "PRODID:-//handbill//EN".to_string()];
    for (id, event) in events {
        let uid = &blake3::hash(format!("{organizer}\n{id}\n{}", event.title.value).as_bytes()).to_hex()[..32];
        for (n, start) in event.starts().enumerate() {
            let uid = if n == 0 { uid.to_string() } else { format!("{uid}-{}", n + 1) };
            lines.push("BEGIN:VEVENT".to_string());
            lines.push(format!("UID:{uid}@handbill"));
            lines.push(format!("DTSTAMP:{}T000000Z", compact(made)));
            lines.push(format!("DTSTART:{}", moment(event, start.value)));
            lines.extend(event.end_of(start.value).map(|end| format!("DTEND:{}", moment(event, end))));
            lines.extend(said(event));
            lines.push("END:VEVENT".to_string());
        }
    }
    lines.push("END:VCALENDAR".to_string());
    lines.iter().map(|line| folded(line)).collect()
}

/// What every entry says.
fn said(event: &Event) -> Vec<String> {
    let mut lines = vec![format!("SUMMARY:{}", escaped(&event.title.value))];
    lines.extend(event.subtitle.as_ref().map(|words| format!("DESCRIPTION:{}", escaped(&words.value))));
    let place: Vec<&str> = [&event.venue, &event.room, &event.address].into_iter().flatten().map(|p| p.value.as_str()).collect();
    if !place.is_empty() {
        lines.push(format!("LOCATION:{}", escaped(&place.join(", "))));
    }
    lines.extend(event.join.as_ref().or(event.rsvp_link.as_ref()).map(|link| format!("URL:{}", without_password(&link.value))));
    let status = if event.status.value == EventStatus::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    lines.push(format!("STATUS:{status}"));
    lines
}

/// Parameters of links that let anybody join: a calendar is passed on to people who were not asked.
const PASSWORDS: [&str; 6] = ["pwd", "password", "passwd", "passcode", "pin", "tk"];

/// A link without the password that it carries.
fn without_password(link: &str) -> String {
    let (link, fragment) = link.split_once('#').map_or((link, None), |(link, fragment)| (link, Some(fragment)));
    let Some((address, query)) = link.split_once('?') else {
        return [Some(link), fragment].into_iter().flatten().collect::<Vec<_>>().join("#");
    };
    let is_secret = |part: &&str| PASSWORDS.contains(&part.split('=').next().unwrap_or_default().to_lowercase().as_str());
    let kept: Vec<&str> = query.split('&').filter(|part| !is_secret(part)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{address}{query}{}", fragment.map_or_else(String::new, |fragment| format!("#{fragment}")))
}

/// A time as the file has it.
fn moment(event: &Event, at: DateTime) -> String {
    let zone = event.zone.as_ref().and_then(|zone| TimeZone::get(&zone.value).ok());
    let second = event.second.as_ref().is_some_and(|second| second.value);
    let instant = zone.and_then(|zone| {
        let either = zone.to_ambiguous_timestamp(at);
        if second { either.later() } else { either.earlier() }.ok()
    });
    let (at, mark) = match instant {
        Some(instant) => (TimeZone::UTC.to_datetime(instant), "Z"),
        None => (at, ""),
    };
    format!("{}T{:02}{:02}{:02}{mark}", compact(at.date()), at.hour(), at.minute(), at.second())
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines of at most 75 octets, each further one begun with a blank (3.1).
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "ñ".repeat(60));
        let text = folded(&line);
        assert!(text.split("\r\n").all(|l| l.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("{line}\r\n"));
        assert_eq!(escaped("a, b; c\\"), "a\\, b\\; c\\\\");
    }
}
