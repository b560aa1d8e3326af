//! Words as TOML spells them: in the quotes of the text before, with its line ends where the same words stand.

/// A text as TOML writes it, in the quotes of `like` where they can hold it.
pub fn literal(text: &str, like: Option<&str>) -> String {
    let like = like.unwrap_or_default();
    // A text may hold no such sign, in whatever quotes.
    let clean = text.replace("\r\n", "\n");
    if like.starts_with("\"\"\"") || clean.contains('\n') {
        // The line end after the quotes is none of the text; a text that begins with one needs it.
        let on_the_line = like.starts_with("\"\"\"") && !like[3..].starts_with(['\n', '\r']) && !clean.starts_with('\n');
        let head = if on_the_line { "" } else { "\n" };
        let ending = if like.contains("\r\n") { "\r\n" } else { "\n" };
        let body = escaped(&clean, true).replace('\n', ending);
        let head = head.replace('\n', ending);
        return format!("\"\"\"{head}{body}\"\"\"");
    }
    let plain = !clean.contains('\'') && !clean.contains(|c: char| c.is_control());
    if like.starts_with('\'') && !like.starts_with("'''") && plain {
        return format!("'{clean}'");
    }
    format!("\"{}\"", escaped(&clean, false))
}

fn escaped(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut quotes = 0;
    for c in text.chars() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if !lines || quotes == 3 => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '\n' if lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    if lines && out.ends_with('"') && !out.ends_with("\\\"") {
        out.pop();
        out.push_str("\\\"");
    }
    out
}

/// New words with the line ends of the old ones wherever two words still stand beside each other: a field shows a
/// paragraph as one line, and the file keeps how it was wrapped.
pub fn rewrapped(old: &str, new: &str) -> String {
    if !old.trim().contains('\n') {
        return new.to_string();
    }
    let (before, after) = (pieces(old), pieces(new));
    let head = before.iter().zip(&after).take_while(|(a, b)| a.word == b.word).count();
    let most = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a.word == b.word).count();
    let mut out = String::with_capacity(new.len());
    for (at, piece) in after.iter().enumerate() {
        let twin = match at {
            at if at < head => before.get(at),
            at if at >= after.len() - tail => before.get(at + before.len() - after.len()),
            // Between the two: as many words as there were keep their lines.
            at if before.len() == after.len() => before.get(at),
            _ => None,
        };
        // The gap before the first word after the change is that of the new words, unless both are alike.
        let gap = twin.map_or(piece.gap, |twin| if is_break(twin.gap) == is_break(piece.gap) { twin.gap } else { piece.gap });
        out.push_str(gap);
        out.push_str(piece.word);
    }
    let end = |text: &str| text.len() - text.trim_end().len();
    out.push_str(&old[old.len() - end(old)..]);
    out
}

/// A word and the blanks before it.
struct SpacedWord<'t> {
    gap: &'t str,
    word: &'t str,
}

fn pieces(text: &str) -> Vec<SpacedWord<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let start = rest.len() - rest.trim_start().len();
        let (gap, after) = rest.split_at(start);
        if after.is_empty() {
            return found;
        }
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        found.push(SpacedWord { gap, word: &after[..end] });
        rest = &after[end..];
    }
}

/// Whether a gap ends a paragraph.
fn is_break(gap: &str) -> bool {
    gap.matches('\n').count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_read_back() {
        let like = [None, Some("\"a\""), Some("'a'"), Some("\"\"\"\na\"\"\""), Some("\"\"\"a\"\"\"")];
        for text in ["", "a", "it's", "\"\"\"\"", "a\\", "a\nb\n", "\u{7}", "é \"b\"", "\ta", "'''", "a\r\nb", "\u{7f}", "\n"] {
            for like in like {
                let spelt = literal(text, like);
                let read: toml_edit::Value = spelt.parse().unwrap_or_else(|e| panic!("{text:?} {like:?} {spelt}: {e}"));
                assert_eq!(read.as_str().map(|t| t.replace("\r\n", "\n")), Some(text.replace("\r\n", "\n")), "{spelt}");
            }
        }
    }

    #[test]
    fn lines_stay_where_they_were_wrapped() {
        let old = "One two\nthree four.\n\nFive six\nseven.";
        let flat = |text: &str| text.split("\n\n").map(|p| p.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
        assert_eq!(rewrapped(old, &flat(old)), old);
        assert_eq!(rewrapped(old, "One two three 4.\n\nFive six seven."), "One two\nthree 4.\n\nFive six\nseven.");
        assert_eq!(rewrapped(old, "One two three four.\n\nFive and six seven."), "One two\nthree four.\n\nFive and six\nseven.");
        assert_eq!(rewrapped(old, "One two three four. Five six seven."), "One two\nthree four. Five six\nseven.");
    }
}
