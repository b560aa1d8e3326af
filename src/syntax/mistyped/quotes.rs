//! Quotation marks that are wrong, too many or too few.

use super::{Spot, Told, quoted, write};

const CURLY: [char; 8] = ['“', '”', '„', '‟', '«', '»', '‘', '’'];

/// `full = “words”`.
pub(super) fn curly(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value().unwrap_or(("", spot.words()));
    let bare = value.trim_start_matches(['[', ' ', '{']);
    let opening = bare.chars().next().filter(|c| CURLY.contains(c));
    let behind_comma = value.split(',').skip(1).any(|item| item.trim_start().starts_with(CURLY)) && !value.contains('"');
    if opening.is_none() && !behind_comma {
        return None;
    }
    let straight: String = value.chars().map(|c| if "“”„‟«»".contains(c) { '"' } else { c }).collect();
    let straight = if opening.is_some_and(|c| c == '‘' || c == '’') {
        quoted(value.trim_matches(CURLY).trim_end_matches(','))
    } else {
        straight
    };
    let line = if key.is_empty() { straight } else { format!("{key} = {straight}") };
    spot.told(value, "curly quotation marks round a value: straight ones stand there", write(&line))
}

/// A `"""` that is never closed.
pub(super) fn three_open(spot: &Spot) -> Option<Told> {
    for mark in ["\"\"\"", "'''"] {
        let marks: Vec<usize> = spot.text[..spot.at].match_indices(mark).map(|(i, _)| i).collect();
        if marks.len() % 2 == 1 && spot.text[spot.at..].find(mark).is_none() && spot.at + 4 >= spot.text.trim_end().len() {
            let first = &spot.text[marks[marks.len() - 1]..][..3];
            let help = format!("write {mark} behind the last of its words");
            return spot.told(first, format!("a text that begins with {mark} is not closed"), help);
        }
    }
    None
}

/// `full = "words` or `full = words"`.
pub(super) fn one_left_out(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    let marks = value.matches('"').count() - value.matches("\\\"").count();
    if marks != 1 || value.starts_with('[') {
        return None;
    }
    let words = value.trim_matches('"').trim_end_matches(',');
    let what = match value.starts_with('"') {
        true => "is not closed: the second quotation mark is missing",
        false if value.ends_with('"') => "is not opened: the first quotation mark is missing",
        false => return None,
    };
    spot.told(value, format!("the text of `{key}` {what}"), write(&format!("{key} = {}", quoted(words))))
}

/// `full = "the "good" words"`, also in a list.
pub(super) fn inside(spot: &Spot) -> Option<Told> {
    let (before, value) = spot.line.split_once('=').filter(|(k, _)| !k.contains('"')).unwrap_or(("", spot.line));
    let inner = inner(value);
    let part = *inner.first()?;
    let mut escaped = String::new();
    let mut from = 0;
    for at in &inner {
        escaped.push_str(&value[from..*at]);
        escaped.push('\\');
        from = *at;
    }
    escaped.push_str(&value[from..]);
    let line = if before.is_empty() { escaped.trim().to_string() } else { format!("{} = {}", before.trim(), escaped.trim()) };
    let message = "quotation marks inside quotation marks: the text ends at the second one";
    let help = format!("put a backslash before each inner one: `{line}`, or use curly ones inside: “...”");
    spot.told(&value[part..=part], message, help)
}

/// Whether the line has a quotation mark inside a text.
pub(super) fn has_inner(spot: &Spot) -> bool {
    let value = spot.line.split_once('=').filter(|(k, _)| !k.contains('"')).map_or(spot.line, |(_, v)| v);
    !inner(value).is_empty()
}

/// Quotation marks that neither open nor close a text, by what stands beside them.
fn inner(value: &str) -> Vec<usize> {
    let trimmed = value.trim_end();
    if value.contains("\"\"\"") && !value.contains(['[', ',']) {
        return Vec::new();
    }
    let mut inner = Vec::new();
    let mut open = false;
    for (at, _) in value.match_indices('"') {
        if value[..at].ends_with('\\') {
            continue;
        }
        let before = value[..at].trim_end();
        let after = trimmed[at + 1..].trim_start();
        let blank = |text: &str| text.starts_with(char::is_whitespace);
        // `"Eat" "Drink"`: a comma was left out.
        let next = blank(&trimmed[at + 1..]) && after.starts_with('"') && after[1..].starts_with(char::is_alphanumeric);
        let behind = before.ends_with('"') && before.len() < at && !open;
        let opens = behind || before.is_empty() || before.ends_with(['[', ',', '=', '{']);
        let closes = next || after.is_empty() || after.starts_with([',', ';', ']', '}', '#']);
        match (open, opens, closes) {
            (false, true, _) => open = true,
            (true, _, true) => open = false,
            _ => inner.push(at),
        }
    }
    inner
}
