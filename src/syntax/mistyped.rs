//! What somebody most likely meant where a file is no TOML: the first syntax error of a file, in words about what was
//! typed, with the line as it should be.
//!
//! TOML's own words are for people who know its grammar ("unexpected key or value, expected newline, `#`"). Each rule
//! here knows one way in which people mistype a line; the first that fits speaks. Nothing is repaired.

mod moments;
mod open;
mod quotes;

use crate::diag::{Diagnostic, FileId, Span, checks};
use crate::model::Kind;
use crate::registry;
use std::ops::Range;

/// Keys with a value of their kind, as it is typed.
const SAMPLES: &str = include_str!("../../assets/registries/key-samples.txt");

/// How a value of a key looks: `"en"` of `language`. `None`: it is of another kind in each table.
pub(super) fn sample(key: &str) -> Option<&'static str> {
    registry::rows_of_kind(SAMPLES, key).next()
}

/// The line that TOML stopped at.
struct Spot<'t> {
    text: &'t str,
    /// Where TOML stopped.
    at: usize,
    /// The line it is on, without its end.
    line: &'t str,
    /// Where that begins.
    start: usize,
    /// What TOML says.
    said: &'t str,
}

/// What is wrong, where, and what to type.
struct Told {
    message: String,
    place: Range<usize>,
    help: String,
    also: Option<(Range<usize>, String)>,
}

/// What a line most likely was meant to be; `None`: not the mistake that this one knows.
type Rule = fn(&Spot) -> Option<Told>;

const RULES: &[Rule] = &[
    strange_blank,
    twice,
    quotes::curly,
    open::list,
    header,
    backslash,
    quotes::three_open,
    open::over_lines,
    comma_left_out,
    colon,
    comment,
    equals_left_out,
    key_of_words,
    no_value,
    unquoted_color,
    moments::moment,
    truth,
    quotes::one_left_out,
    quotes::inside,
    behind_value,
    unquoted,
    no_key,
];

/// The diagnostic for a syntax error at a place of a text.
pub(super) fn explained(file: FileId, text: &str, at: Range<usize>, said: &str) -> Diagnostic {
    let said = said.lines().next().unwrap_or("not TOML");
    let stop = floor(text, at.start);
    let start = text[..stop].rfind('\n').map_or(0, |i| i + 1);
    let end = text[stop..].find('\n').map_or(text.len(), |i| stop + i);
    let line = text[start..end].trim_end_matches('\r');
    let spot = Spot { text, at: stop, line, start, said };
    let told = RULES.iter().find_map(|rule| rule(&spot)).unwrap_or_else(|| Told {
        message: said.to_string(),
        place: at,
        help: "a line is `key = \"words\"`, `[kind.name]`, or `# a remark`".to_string(),
        also: None,
    });
    let span = |range: Range<usize>| Span::new(file, range.start, range.end);
    let mut diagnostic = Diagnostic::error(&checks::SYNTAX, span(told.place), cut(&told.message)).help(cut(&told.help));
    if let Some((place, words)) = told.also {
        diagnostic = diagnostic.also(span(place), words);
    }
    diagnostic
}

/// The nearest place at or before this one where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

impl<'t> Spot<'t> {
    /// A part of the line, as a place in the text.
    fn place(&self, part: &str) -> Range<usize> {
        let from = part.as_ptr() as usize - self.text.as_ptr() as usize;
        from..from + part.len()
    }

    /// Key and value of the line, if it looks like both.
    fn key_and_value(&self) -> Option<(&'t str, &'t str)> {
        let (key, value) = self.line.split_once('=')?;
        (!key.contains(['"', '#'])).then_some((key.trim(), value.trim()))
    }

    fn told(&self, part: &str, message: impl Into<String>, help: impl Into<String>) -> Option<Told> {
        Some(Told { message: message.into(), place: self.place(part), help: help.into(), also: None })
    }

    /// The trimmed line.
    fn words(&self) -> &'t str {
        self.line.trim()
    }
}

/// A sign of a bare key (TOML 1.0, Keys).
fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// `write` and a line as it should be.
fn write(line: &str) -> String {
    format!("write `{line}`")
}

/// A basic string with these words.
/// The longest that is quoted of a line.
const LONGEST_QUOTE: usize = 240;

/// Words of a message, without the middle of a line that nobody would read.
fn cut(words: &str) -> String {
    if words.len() <= LONGEST_QUOTE {
        return words.to_string();
    }
    let from = (words.len() - LONGEST_QUOTE / 3..words.len()).find(|i| words.is_char_boundary(*i)).unwrap_or(words.len());
    format!("{} ... {}", &words[..floor(words, LONGEST_QUOTE / 2)], &words[from..])
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Blanks that word processors and web pages put between words, outside of quotes.
fn strange_blank(spot: &Spot) -> Option<Told> {
    let blank = |c: char| matches!(c, '\u{a0}' | '\u{2002}'..='\u{200b}' | '\u{202f}' | '\u{2060}' | '\u{3000}' | '\u{feff}');
    let here = spot.text[spot.at..].chars().next().filter(|c| blank(*c));
    let inner = spot.line.char_indices().find(|(i, c)| blank(*c) && !spot.line[..*i].contains(['"', '“', '#']));
    let (i, c) = here.map(|c| (spot.at - spot.start, c)).or(inner)?;
    let part = &spot.line[i..i + c.len_utf8()];
    spot.told(
        part,
        format!("an unusual blank (U+{:04X}), as word processors and web pages have them", c as u32),
        "delete it and type a plain one",
    )
}

/// A key or a header that stands in the file already.
fn twice(spot: &Spot) -> Option<Told> {
    if !spot.said.starts_with("duplicate key") {
        return None;
    }
    let words = spot.words();
    let (earlier, name) = if words.starts_with('[') {
        let name = header_name(words)?;
        (lines(&spot.text[..spot.start]).rfind(|l| header_name(l).is_some_and(|n| n == name))?, name)
    } else {
        let key = words.split('=').next()?.trim();
        let of_table = lines(&spot.text[..spot.start]).rev().take_while(|l| !l.trim_start().starts_with('['));
        let same = |l: &&str| l.split_once('=').is_some_and(|(k, _)| k.trim() == key);
        (of_table.filter(same).last()?, key.to_string())
    };
    let is_header = words.starts_with('[');
    let help = match is_header {
        true => format!("take one out, or give the block a name of its own: `[{name}-2]`"),
        false => "take one out: a key has one value".to_string(),
    };
    let message =
        if is_header { format!("the block `{name}` stands twice in the file") } else { format!("`{name}` stands twice") };
    let place = spot.place(words);
    Some(Told { message, place, help, also: Some((spot.place(earlier.trim()), "the first".to_string())) })
}

fn lines(text: &str) -> std::str::Lines<'_> {
    text.lines()
}

/// `text.lead` of `[ text . "lead" ]  # remark`.
fn header_name(line: &str) -> Option<String> {
    let inner = line.trim().trim_start_matches('[').split(']').next().filter(|_| line.trim_start().starts_with('['))?;
    let parts = inner.split('.').map(|part| part.trim().trim_matches(['"', '\'']));
    Some(parts.collect::<Vec<_>>().join("."))
}

/// `[text lead]`, `[text.lead`, `text.lead]`, `[text: lead]`.
fn header(spot: &Spot) -> Option<Told> {
    let words = spot.words();
    let is_kind = |word: &str| Kind::from_name(word).is_some_and(Kind::is_written);
    let closed_only = words.ends_with(']') && !words.contains(['[', '=', '"']);
    if !(words.starts_with('[') || closed_only) || words.contains('=') {
        return None;
    }
    let (open, close) = if words.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
    let inner = words.trim_matches(['[', ']']).split('#').next()?.trim();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { ' ' };
    let slug: String = inner.chars().map(plain).collect();
    let mut parts: Vec<&str> = slug.split([' ', '.']).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() {
        return spot.told(words, "a header without a name", "write it as `[text.headline]`: kind and name of a block");
    }
    let first = parts.remove(0);
    let rest = parts.join(if is_kind(first) { "-" } else { "." }).to_lowercase();
    let name = if rest.is_empty() { first.to_string() } else { format!("{first}.{rest}") };
    let message = match (words.starts_with('['), words.split('#').next().is_some_and(|w| w.trim().ends_with(']'))) {
        (true, false) => "the header is not closed",
        (false, _) => "the header is not opened",
        _ if inner.contains(char::is_whitespace) => "a blank inside a header: its parts are joined by `.` and `-`",
        _ => "a header that cannot be read: its parts are letters, digits, `-` and `_`, joined by `.`",
    };
    spot.told(words, message, write(&format!("{open}{name}{close}")))
}

/// `"C:\Users\me\logo.png"`.
fn backslash(spot: &Spot) -> Option<Told> {
    if !spot.line[..spot.at - spot.start].contains('\\') {
        return None;
    }
    let (key, value) = spot.key_and_value().unwrap_or(("", spot.words()));
    let path = value.trim_matches(['"', '\'', ',', ' ']);
    let looks_like_path =
        path.contains(":\\") || path.matches('\\').count() > 1 || path.rsplit_once('.').is_some_and(|(_, e)| e.len() <= 4);
    if !looks_like_path {
        let help = "a backslash is typed twice, `\\\\`, and before a quotation mark: `\\\"`";
        return spot.told(value, "a backslash stands before a letter that it does not go with", help);
    }
    let file = path.rsplit(['\\', '/']).next().unwrap_or(path);
    let outside = path.contains(":\\") || path.starts_with('\\');
    let inside = if outside { format!("assets/{file}") } else { path.replace("\\\\", "/").replace('\\', "/") };
    let line = if key.is_empty() { format!("\"{inside}\"") } else { format!("{key} = \"{inside}\"") };
    let help = match outside {
        true => format!("put the file into the project's folder, and write `{line}`"),
        false => write(&line),
    };
    spot.told(value, "backslashes in a path: paths are written with `/`, from the project's folder on", help)
}

/// `["a" "b"]`, also over several lines.
fn comma_left_out(spot: &Spot) -> Option<Told> {
    if !spot.said.starts_with("missing comma") || quotes::has_inner(spot) {
        return None;
    }
    let before = spot.text[..spot.at].trim_end();
    let line = before[before.rfind('\n').map_or(0, |i| i + 1)..].trim();
    let item = line.rfind(['[', ',']).map_or(line, |i| line[i + 1..].trim());
    let item = if item.is_empty() { line } else { item };
    spot.told(item, "no comma between two items of a list", format!("put a comma behind the first: `{item},`"))
}

/// `full: "words"`.
fn colon(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.words().split_once(':')?;
    let key = key.trim().trim_matches('"');
    if key.is_empty() || !key.chars().all(is_of_key) || spot.line[..spot.at - spot.start].contains('=') {
        return None;
    }
    let value = value.trim().trim_end_matches(',');
    let value = if value.is_empty() || value.starts_with(['"', '[', '\'']) { value.to_string() } else { quoted(value) };
    let value = if value.is_empty() { "\"...\"".to_string() } else { value };
    spot.told(spot.words(), "a colon behind a key: an equals sign stands there", write(&format!("{key} = {value}")))
}

/// `full "words"`.
fn equals_left_out(spot: &Spot) -> Option<Told> {
    let words = spot.words();
    let (key, value) = words.split_once(char::is_whitespace)?;
    let value = value.trim_start();
    if !key.chars().all(is_of_key) || !value.starts_with(['"', '[', '\'']) || !value.ends_with(['"', ']', '\'']) {
        return None;
    }
    spot.told(words, format!("no equals sign behind `{key}`"), write(&format!("{key} = {value}")))
}

/// `// a remark`, `; a remark`, `-- a remark`.
fn comment(spot: &Spot) -> Option<Told> {
    let words = spot.words();
    let marks = ["//", ";", "--", "<!--", "/*", "%", "'"];
    let mark = marks.into_iter().find(|mark| words.starts_with(mark))?;
    let remark = words[mark.len()..].trim().trim_end_matches("-->").trim_end_matches("*/").trim_end();
    spot.told(words, format!("`{mark}` begins no remark"), write(&format!("# {remark}")))
}

/// `full =`.
fn no_value(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    let value = value.split('#').next().unwrap_or(value).trim();
    if !value.is_empty() || key.is_empty() || is_color_of(spot) {
        return None;
    }
    let help = format!("{}, or take the line out", write(&format!("{key} = \"...\"")));
    spot.told(spot.words(), format!("`{key}` has no value"), help)
}

/// `brand = #a8123a`: a remark, to TOML.
fn unquoted_color(spot: &Spot) -> Option<Told> {
    if !is_color_of(spot) {
        return None;
    }
    let (key, value) = spot.key_and_value()?;
    let color = value.split_whitespace().next().unwrap_or(value);
    let line = format!("{key} = \"{color}\"");
    spot.told(value, "a colour without quotation marks: what stands behind `#` is taken for a remark", write(&line))
}

fn is_color_of(spot: &Spot) -> bool {
    let digits =
        spot.key_and_value().and_then(|(_, value)| value.strip_prefix('#')).map(|v| v.split_whitespace().next().unwrap_or(""));
    digits.is_some_and(|d| matches!(d.len(), 3 | 6) && d.chars().all(|c| c.is_ascii_hexdigit()))
}

/// `lock = yes`.
fn truth(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    let meant = match value.split('#').next()?.trim().to_lowercase().as_str() {
        "yes" | "y" | "on" | "true" | "ja" | "si" | "sí" | "oui" => "true",
        "no" | "n" | "off" | "false" => "false",
        _ => return None,
    };
    spot.told(value, format!("`{value}` is neither `true` nor `false`"), write(&format!("{key} = {meant}")))
}

/// A comma or a semicolon after a value that is whole, and other things behind it.
fn behind_value(spot: &Spot) -> Option<Told> {
    let (_, value) = spot.key_and_value()?;
    let rest = spot.line[spot.at - spot.start..].trim();
    if !value.starts_with(['"', '\'', '[', '{']) || rest.is_empty() {
        return None;
    }
    let before = spot.line[..spot.at - spot.start].trim();
    let help = match rest.starts_with([',', ';']) {
        true => write(before),
        false => format!("{}; a remark begins with `#`, and each key has a line of its own", write(before)),
    };
    spot.told(rest, format!("`{rest}` stands behind a value that is whole"), help)
}

/// `full = Give blood`.
fn unquoted(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    if value.is_empty() || value.starts_with(['"', '\'', '[', '{']) || key.contains(char::is_whitespace) {
        return None;
    }
    let words = value.trim_end_matches(['"', ',', ';']);
    spot.told(value, format!("the value of `{key}` stands without quotation marks"), write(&format!("{key} = {}", quoted(words))))
}

/// `rsvp link = "..."`.
fn key_of_words(spot: &Spot) -> Option<Told> {
    let (key, value) = spot.key_and_value()?;
    let slug: Vec<&str> = key.split_whitespace().collect();
    if slug.len() < 2 || !key.chars().all(|c| c.is_ascii_alphanumeric() || " \t_-".contains(c)) {
        return None;
    }
    let name = slug.join("_").to_lowercase();
    spot.told(key, "a blank inside a key", write(&format!("{name} = {value}")))
}

/// A line of words alone.
fn no_key(spot: &Spot) -> Option<Told> {
    let words = spot.words();
    if words.is_empty() || words.contains('=') || words.starts_with(['[', '"', ']', '}', ',']) {
        return None;
    }
    let help = "write `key = \"...\"`, or `#` before it where it is a remark; words over several lines stand between `\"\"\"`";
    spot.told(words, "words without a key", help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// What the one wrong line of a file is answered with.
    #[track_caller]
    fn check(text: &str, message: &str, help: &str) {
        let error = DeTable::parse(text).expect_err("no TOML");
        let at = error.span().expect("a place");
        let told = explained(crate::diag::Sources::default().add("a.toml", text), text, at, error.message());
        assert!(told.message.contains(message), "{text:?} said {:?}", told.message);
        assert!(told.help[0].contains(help), "{text:?} helped {:?}", told.help);
        assert!(text.get(told.span.start as usize..told.span.end as usize).is_some(), "{text:?} {:?}", told.span);
    }

    #[test]
    fn quotation_marks() {
        check("full = \"One \"hour\" can help.\"", "quotation marks inside", r#"full = "One \"hour\" can help.""#);
        check("items = [\"Eat \"well\"\", \"Drink\"]", "quotation marks inside", r#"items = ["Eat \"well\"", "Drink"]"#);
        check("full = “One hour.”", "curly", "full = \"One hour.\"");
        check("items = [“One”, “Two”]", "curly", "items = [\"One\", \"Two\"]");
        check("full = \"One hour\nnext = 1", "is not closed", "full = \"One hour\"");
        check("full = One hour\"", "not opened", "full = \"One hour\"");
        check("full = One hour", "without quotation marks", "full = \"One hour\"");
        check("a = 1\nfull = \"\"\"\nOne hour", "not closed", "\"\"\"");
        check("full = \"One hour\nof yours\"\n", "goes over two lines", "\"\"\"");
        check("full = \"One hour\nof\nyours.\"\nnext = 1\n", "goes over 3 lines", "\"\"\"");
    }

    #[test]
    fn headers() {
        check("[text lead]\n", "blank inside a header", "[text.lead]");
        check("[text.blood drive]\n", "blank inside a header", "[text.blood-drive]");
        check("[text.lead\n", "not closed", "[text.lead]");
        check("text.lead]\n", "not opened", "[text.lead]");
        check("[text: lead]\n", "header", "[text.lead]");
        check("[]\n", "without a name", "[text.headline]");
        check("[list.a]\nitems = [\n  \"One\",\n  \"Two\",\n\n[text.b]\nfull = \"x\"\n", "`items` is not closed", "`]`");
        check("[list.a]\nitems = [\"One\", \"Two\"\n[text.b]\nfull = \"x\"\n", "`items` is not closed", "`]`");
        check("[list.a]\nitems = [\"One\", \"Two\"\nheading = \"x\"\n", "`items` is not closed", "`]`");
        check("[text.a]\nfull = \"x\"\n[text.b]\n[text.a]\n", "`text.a` stands twice", "name of its own");
        check("[text.a]\nfull = \"x\"\nfull = \"y\"\n", "`full` stands twice", "take one out");
    }

    #[test]
    fn values() {
        check("file = \"C:\\Users\\me\\logo.png\"", "backslashes in a path", "file = \"assets/logo.png\"");
        check("file = \"assets\\logos\\us.svg\"", "backslashes in a path", "file = \"assets/logos/us.svg\"");
        check("brand = #a8123a", "without quotation marks", "brand = \"#a8123a\"");
        check("lock = yes", "neither `true` nor `false`", "lock = true");
        check("lock = False", "neither `true` nor `false`", "lock = false");
        check("full =", "has no value", "full = \"...\"");
        check("full: \"One\"", "colon", "full = \"One\"");
        check("full \"One hour\"", "no equals sign behind `full`", "full = \"One hour\"");
        check("items [\"One\", \"Two\"]", "no equals sign behind `items`", "items = [\"One\", \"Two\"]");
        check("full: One hour", "colon", "full = \"One hour\"");
        check("full = \"One\",", "behind a value", "full = \"One\"");
        check("full = \"One\";", "behind a value", "full = \"One\"");
        check("items = [\"Eat\" \"Drink\"]", "no comma", "\"Eat\",");
        check("items = [\n\"Eat\"\n\"Drink\"]", "no comma", "\"Eat\",");
        check("// remark", "begins no remark", "# remark");
        check("One hour can help.", "without a key", "key = \"...\"");
        check("rsvp link = \"x\"", "blank inside a key", "rsvp_link = \"x\"");
        check("full\u{a0}= \"x\"", "unusual blank (U+00A0)", "plain one");
    }

    #[test]
    fn days_and_times() {
        check("start = 2027-02-30T09:00:00", "February 2027 has 28 days", "2027-02-28");
        check("start = 2027-01-16 9:00", "two digits", "start = 2027-01-16T09:00:00");
        check("start = 1/16/2027 9:00", "year, month, day", "start = 2027-01-16T09:00:00");
        check("start = 1/16/2027", "year, month, day", "start = 2027-01-16");
        check("end = 3:30 p.m.", "two digits", "end = 15:30:00");
        check("end = 12:15 am", "two digits", "end = 00:15:00");
        check("start = 2027-1-6", "two digits", "start = 2027-01-06");
        check("start = 2027-13-01", "month 13", "01 to 12");
        check("start = 2027-01-16T25:00:00", "hour 25", "00 to 23");
    }

    #[test]
    fn any_text_gets_a_place_inside_it() {
        for text in [
            "\u{feff}",
            "=",
            "[",
            "]",
            "\"",
            "'''",
            "a = \u{a0}é",
            "é = “",
            "[é ü]",
            "a.b.c = {",
            "a = [1,\n\né",
            "\\",
            "a = \"\\",
        ] {
            if let Err(error) = DeTable::parse(text) {
                let at = error.span().unwrap_or(0..0);
                let told = explained(crate::diag::Sources::default().add("a.toml", text), text, at, error.message());
                assert!(text.get(told.span.start as usize..told.span.end as usize).is_some(), "{text:?} {:?}", told.span);
            }
        }
    }
}
