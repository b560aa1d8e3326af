//! What was begun on an earlier line and is still open: a list without its `]`, a text over several lines.

use super::{Spot, Told, is_of_key};

/// A list that is not closed when a header or another key begins.
pub(super) fn list(spot: &Spot) -> Option<Told> {
    let words = spot.words();
    let is_header = words.starts_with('[') && words.split('#').next()?.trim_end().ends_with(']') && !words.contains('"');
    let is_key = words.split_once('=').is_some_and(|(key, _)| key.trim().chars().all(is_of_key));
    let before = &spot.text[..spot.start];
    let (key, from) = before.lines().rev().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (value.trim_start().starts_with('[') && key.trim().chars().all(is_of_key)).then(|| (key.trim(), spot.place(value).start))
    })?;
    // A header between the two closes nothing, but then the parser had stopped there.
    if !(is_header || is_key) || depth(&before[from..]) <= 0 {
        return None;
    }
    // The parser may have taken the header for an item, and stopped one line later.
    let is_item = |line: &&str| !line.trim_start().starts_with('[') || line.contains('"');
    let (first, further) = before[from..].split_once('\n').unwrap_or((&before[from..], ""));
    let items = [first].into_iter().chain(further.lines().take_while(is_item)).map(str::trim);
    let last = items.filter(|line| !line.is_empty()).last()?;
    let help = format!("write `]` behind the last of its items: `{last}` and `]`");
    spot.told(key, format!("the list `{key}` is not closed"), help)
}

/// How many brackets are open behind a text; those in quotes and in remarks are none.
fn depth(text: &str) -> i32 {
    let mut depth = 0;
    for line in text.lines() {
        let mut in_quotes = false;
        for c in line.chars() {
            match c {
                '"' => in_quotes = !in_quotes,
                '#' if !in_quotes => break,
                '[' if !in_quotes => depth += 1,
                ']' if !in_quotes => depth -= 1,
                _ => {}
            }
        }
    }
    depth
}

/// `full = "One hour` and `of yours"` on the next line.
pub(super) fn over_lines(spot: &Spot) -> Option<Told> {
    // The parser stops at the first of the lines, or at the quotation mark of the last one.
    let backwards = [spot.line].into_iter().chain(spot.text[..spot.start].lines().rev());
    let of_block = backwards.take_while(|line| !line.trim_start().starts_with('['));
    let (first, key) = of_block.filter_map(|line| Some((line, opened(line)?))).next()?;
    let lines: Vec<&str> = spot.text[spot.place(first).start..].lines().collect();
    let last = lines.iter().skip(1).position(|line| line.contains('"'))? + 1;
    let is_plain = |line: &&str| !line.contains('=') && !line.trim_start().starts_with('[');
    let ends = lines[last].trim_end().ends_with('"') && lines[last].matches('"').count() == 1;
    if !ends || !lines[1..=last].iter().all(is_plain) || spot.place(lines[last]).start < spot.start {
        return None;
    }
    let count = match last + 1 {
        2 => "two".to_string(),
        count => count.to_string(),
    };
    let message = format!("the text of `{key}` goes over {count} lines, and one in single quotation marks ends with its line");
    spot.told(first.trim(), message, "write it on one line, or put `\"\"\"` in place of `\"` before and behind it")
}

/// The key of a line whose text is begun and not ended.
fn opened(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim();
    let is_open = value.starts_with('"') && !value.starts_with("\"\"\"") && value.matches('"').count() == 1;
    (is_open && key.trim().chars().all(is_of_key)).then(|| key.trim())
}
