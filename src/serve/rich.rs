//! The markup of texts as a browser shows it: bold, emphasis, links and placeholders. The script of the page turns it back.

use super::slots::{TextPart, label, pieces};
use maud::{Escaper, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;

/// A text as safe HTML: only `b`, `i`, `a`, `p` and a `span` for a placeholder, everything else as the characters that stand there.
pub fn to_html(text: &str) -> String {
    let mut out = String::new();
    let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect();
    for paragraph in paragraphs {
        let inner = inline(paragraph);
        let _ = write!(out, "<p>{inner}</p>");
    }
    out
}

/// What is no bold, emphasis or link stays as it is written, with its backslashes: the page gives back what it was given.
fn inline(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    let mut shown = 0;
    // Words come in pieces where a mark could have been: a placeholder may be in several.
    let mut words_so_far = String::new();
    for (event, range) in Parser::new_ext(&flat, Options::empty()).into_offset_iter() {
        if !matches!(event, Event::Text(_)) {
            slotted(&std::mem::take(&mut words_so_far), &mut out);
        }
        match event {
            Event::Start(Tag::Strong) => out.push_str("<b>"),
            Event::End(TagEnd::Strong) => out.push_str("</b>"),
            Event::Start(Tag::Emphasis) => out.push_str("<i>"),
            Event::End(TagEnd::Emphasis) => out.push_str("</i>"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                out.push_str(&html! { a data-to=(dest_url) {} }.into_string().replace("</a>", ""));
            }
            Event::End(TagEnd::Link) => out.push_str("</a>"),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(words) => {
                let escaped = flat[..range.start].ends_with('\\');
                words_so_far.push_str(if escaped { "\\" } else { "" });
                words_so_far.push_str(&words);
            }
            // Anything else is refused by the program with its own words: show the source as it stands.
            _ => return plain(&flat),
        }
        shown = shown.max(range.end);
    }
    if shown < flat.len() { plain(&flat) } else { out }
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    slotted(text, &mut out);
    out
}

/// Words, with each placeholder as one thing that says what it is.
fn slotted(text: &str, out: &mut String) {
    for piece in pieces(text) {
        match piece {
            TextPart::Words(words) => escape(words, out),
            TextPart::Slot(slot) => out.push_str(
                &html! { span.slot contenteditable="false" data-slot=(slot) title=(slot) { (label(slot)) } }.into_string(),
            ),
        }
    }
}

fn escape(text: &str, out: &mut String) {
    let _ = Escaper::new(out).write_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_and_all_else_is_text() {
        assert_eq!(to_html("**a** *b*\nc\n\nd"), "<p><b>a</b> <i>b</i> c</p><p>d</p>");
        assert_eq!(to_html("[x](https://e.org/?a=\"b\")"), "<p><a data-to=\"https://e.org/?a=&quot;b&quot;\">x</a></p>");
        for hostile in ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "# x <b>"] {
            let html = to_html(hostile);
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("href"), "{html}");
        }
        assert_eq!(to_html("5 \\* 3"), "<p>5 \\* 3</p>");
        let slot = "<span class=\"slot\" contenteditable=\"false\" data-slot=\"{org.hotline_name?}\" title=\"{org.hotline_name?}\">Hotline name</span>";
        assert_eq!(to_html("Ask **{org.hotline_name?}** < b"), format!("<p>Ask <b>{slot}</b> &lt; b</p>"));
        // A tag is refused, and its text is shown as it is written.
        assert_eq!(to_html("Ask **{org.hotline_name?}** <b>"), format!("<p>Ask **{slot}** &lt;b&gt;</p>"));
    }
}
