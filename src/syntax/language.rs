//! `content/languages/*.toml`.

use super::section::Section;
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Dates, Direction, Language, Numbers, Words};

pub(super) fn language(s: Section<'_, '_>, tag: &str) -> Option<Language> {
    let (name, endonym) = (s.must_text("name"), s.must_text("endonym"));
    let directions = [("ltr", Direction::LeftToRight), ("rtl", Direction::RightToLeft)];
    let direction = s.choice("direction", &directions).map_or(Direction::LeftToRight, |d| d.value);
    let fallback = s.text("fallback");
    let words = s.must("words", s.table("words")).map(|w| words(w, fallback.is_some()));
    let numbers = s.table("numbers").map(numbers).unwrap_or_default();
    let origin = name.as_ref().map_or(s.span, |n| n.span);
    s.done();
    Some(Language { tag: tag.to_string(), name: name?, endonym: endonym?, direction, fallback, words: words?, numbers, origin })
}

fn words(s: Section<'_, '_>, has_fallback: bool) -> Words {
    let months = s.texts("months").filter(|m| counted(&s, "months", m.len(), 12));
    let pair = |key: &str| s.texts(key).filter(|q| counted(&s, key, q.len(), 2)).map(|mut q| (q.remove(0), q.remove(0)));
    let (quotes, inner_quotes) = (pair("quotes"), pair("inner_quotes"));
    let words = Words {
        text_to: pattern(&s, "text_to", &["{say}", "{to}"]),
        text_only: pattern(&s, "text_only", &["{to}"]),
        source: pattern(&s, "source", &["{source}", "{date}"]),
        credit: pattern(&s, "credit", &["{name}"]),
        draft: s.text("draft"),
        unreviewed: s.text("unreviewed"),
        dates: pattern(&s, "date", &["{day}", "{month}", "{year}"])
            .and_then(|pattern| months.map(|months| Dates { pattern, months })),
        quotes,
        inner_quotes,
        apostrophe: s.text("apostrophe"),
        abbreviation: s.text("abbreviation"),
        elisions: s.texts("elisions").unwrap_or_default(),
        comma: s.text("comma").map_or_else(|| ", ".to_string(), |c| c.value),
        weekdays: s.texts("weekdays").filter(|w| counted(&s, "weekdays", w.len(), 7)).unwrap_or_default(),
        more: Words::MORE.iter().filter_map(|key| Some((key.to_string(), s.text(key)?))).collect(),
    };
    for key in ["text_to", "text_only", "source", "credit", "draft", "date", "months", "quotes"] {
        if !has_fallback && s.get(key).is_none() {
            let message = format!("the language has no `{key}`");
            s.reader().report(
                Diagnostic::error(&checks::MISSING_KEY, s.span, message)
                    .help(format!("add `{key} = ...`"))
                    .help("or name the language it is taken from, at the head of the file: `fallback = \"en\"`"),
            );
        }
    }
    if let (true, false) | (false, true) = (s.get("date").is_some(), s.get("months").is_some()) {
        let message = "`date` and `months` belong together";
        s.reader().error(&checks::MISSING_KEY, s.span, message, "write both, or neither");
    }
    s.done();
    words
}

/// A pattern that must have its places, each once.
fn pattern(s: &Section<'_, '_>, key: &str, places: &[&str]) -> Option<At<String>> {
    let text = s.text(key)?;
    for place in places.iter().filter(|place| text.value.matches(**place).count() != 1) {
        let message = format!("`{key}` has `{place}` {} times, wanted once", text.value.matches(*place).count());
        s.reader().error(&checks::PLACEHOLDER, text.span, message, format!("write `{place}` where it belongs"));
    }
    Some(text)
}

fn numbers(s: Section<'_, '_>) -> Numbers {
    let plain = Numbers::default();
    let digits = s.text("digits").and_then(|text| {
        let digits: Option<[char; 10]> = text.value.chars().collect::<Vec<_>>().try_into().ok();
        if digits.is_none() {
            let message = format!("`digits` has {} characters, wanted 10", text.value.chars().count());
            s.reader().error(&checks::BAD_VALUE, text.span, message, "write the digits from nought to nine");
        }
        digits
    });
    let numbers = Numbers {
        decimal: s.text("decimal").map_or(plain.decimal, |d| d.value),
        group: s.text("group").map_or(plain.group, |g| g.value),
        groups: s.text("pattern").and_then(|p| groups(&s, &p)).unwrap_or(plain.groups),
        least: s.whole("least", 1..=3).map_or(plain.least, |l| l.value as usize),
        digits: digits.unwrap_or(plain.digits),
    };
    s.done();
    numbers
}

/// `#,##,##0`, as CLDR writes it: how many digits stand in the last group, and in those before it.
fn groups(s: &Section<'_, '_>, pattern: &At<String>) -> Option<(usize, usize)> {
    let parts: Vec<&str> = pattern.value.split(',').collect();
    let fine = parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c == '#' || c == '0')) && parts.len() <= 3;
    match parts.as_slice() {
        [_, last] if fine => Some((last.len(), last.len())),
        [_, middle, last] if fine => Some((last.len(), middle.len())),
        _ => {
            let message = format!("`pattern` is `{}`", pattern.value);
            s.reader().error(&checks::BAD_VALUE, pattern.span, message, "write `#,##0`, or `#,##,##0` for groups of two");
            None
        }
    }
}

fn counted(s: &Section<'_, '_>, key: &str, got: usize, wanted: usize) -> bool {
    if got != wanted {
        s.reader().error(
            &checks::BAD_VALUE,
            s.key_span(key),
            format!("`{key}` has {got} entries, wanted {wanted}"),
            format!("write {wanted} texts"),
        );
    }
    got == wanted
}
