//! What a web page writes for programs and nobody should read: `&nbsp;`, `&#39;`, `<br>`.

use super::Desk;
use super::passages::{Part, Passage};
use crate::diag::{Diagnostic, checks};
use crate::resolve::in_place_of;

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let code = match passage.part {
        Part::Words | Part::Name => entity(text).or_else(|| tag(text)),
        // `&b=2;` may be a parameter.
        Part::Link => entity(text).filter(|e| e.starts_with("&#") || ["&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;"].contains(e)),
        Part::Phone | Part::TextTo | Part::Mail | Part::Other => None,
    };
    let Some(code) = code else { return };
    let message = format!("`{code}` is what a web page writes for programs; it would be printed as it stands");
    let help = match (meaning(code), passage.part) {
        (Some(sign), _) => format!("write `{sign}`"),
        (None, Part::Words) if code.starts_with('<') => in_place_of(code).to_string(),
        (None, _) => "write the character itself, or take it out".to_string(),
    };
    found.push(Diagnostic::error(&checks::WEB_CODE, passage.text.span, message).help(help));
}

/// `&amp;`, `&eacute;`, `&#39;`, `&#x27;`.
fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let end = at + text[at..].find(';').filter(|length| (3..=10).contains(length))?;
        let inside = &text[at + 1..end];
        let numbered = inside.strip_prefix('#').is_some_and(|n| {
            let digits = n.strip_prefix(['x', 'X']).unwrap_or(n);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit())
        });
        let letters =
            |s: &str| s.len() > 1 && s.bytes().all(|b| b.is_ascii_alphanumeric()) && s.bytes().any(|b| b.is_ascii_lowercase());
        (numbered || letters(inside)).then(|| &text[at..=end])
    })
}

/// `<br>`, `</p>`, `<b class="x">`; not `3 < 4` and not `<a@example.org>`.
fn tag(text: &str) -> Option<&str> {
    const TAGS: [&str; 22] = [
        "a", "b", "i", "u", "p", "br", "hr", "em", "ul", "ol", "li", "div", "span", "strong", "font", "img", "td", "tr", "table",
        "h1", "h2", "h3",
    ];
    text.match_indices('<').find_map(|(at, _)| {
        let end = at + text[at..].find('>')?;
        let inside = text[at + 1..end].trim_matches('/');
        let name = inside.split_whitespace().next()?.trim_end_matches('/').to_ascii_lowercase();
        TAGS.contains(&name.as_str()).then(|| &text[at..=end])
    })
}

fn meaning(code: &str) -> Option<String> {
    let inside = code.strip_prefix('&')?.strip_suffix(';')?;
    if let Some(number) = inside.strip_prefix('#') {
        let value = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(value).filter(|c| !c.is_control()).map(String::from);
    }
    let sign = match inside {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "rsquo" => "’",
        "lsquo" => "‘",
        "ldquo" => "“",
        "rdquo" => "”",
        "nbsp" => " ",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        _ => return None,
    };
    Some(sign.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_words() {
        for text in [
            "Call&nbsp;us",
            "Smith &amp; Sons&#39; Library",
            "Two<br>lines",
            "<p class='x'>One",
            "caf&eacute;",
            "A&#x27;s",
            "Line<br/>two",
        ] {
            assert!(entity(text).or(tag(text)).is_some(), "{text}");
        }
        for text in [
            "R&D; then more",
            "AT&T; and so on",
            "3 < 4 and 5 > 2",
            "Q&A: today; tomorrow",
            "<help@example.org>",
            "Salt & pepper; oil",
            "<3",
        ] {
            assert!(entity(text).or(tag(text)).is_none(), "{text}");
        }
        assert_eq!(meaning("&#39;").as_deref(), Some("'"));
    }
}
