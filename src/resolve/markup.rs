//! Inline markup: `**bold**`, `*emphasis*`, `[text](url)`, `[texto](lang:es)` and paragraphs, through pulldown-cmark. Everything else
//! that CommonMark knows is refused, so that nobody's stray sign turns into something else on paper.

use crate::diag::{At, Diagnostic, checks};
use crate::document::{Paragraph, Run};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a text. Placeholders are still in it. Whatever is not allowed is reported, the rest is kept.
pub(super) fn read(text: &At<String>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Paragraph> {
    let source = &text.value;
    if !source.contains(['*', '_', '[', '\\', '`', '<', '#', '>', '&', '\n', '-', '+', '~', '!']) {
        let plain = Paragraph::plain(source.trim(), text.span);
        return if source.trim().is_empty() { Vec::new() } else { vec![plain] };
    }
    let held = with_lines(source);
    let mut reader =
        Reader { text, diagnostics, paragraphs: Vec::new(), current: None, strong: 0, emphasis: 0, link: None, language: None };
    for (event, range) in Parser::new_ext(&held, Options::empty()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish()
}

/// Stands for `_` in a line to write on, as long as it: a sign that nobody types.
const LINE: char = '\u{1}';

/// The text with lines to write on, `Name: ________`, in signs that mark nothing. `___words___` stays.
fn with_lines(source: &str) -> std::borrow::Cow<'_, str> {
    if !source.contains("___") {
        return source.into();
    }
    let mut held = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("___") {
        let behind = rest[at..].trim_start_matches('_');
        let length = rest.len() - at - behind.len();
        held.push_str(&rest[..at]);
        let is_mark = behind.starts_with(char::is_alphanumeric) || length == 3 && held.ends_with(char::is_alphanumeric);
        let sign = if is_mark || held.ends_with('\\') { '_' } else { LINE };
        held.extend(std::iter::repeat_n(sign, length));
        rest = behind;
    }
    held.push_str(rest);
    held.into()
}

/// The scheme that a link's target is missing (RFC 3986, 3.1). `None`: it has one.
fn scheme_left_out(target: &str) -> Option<&'static str> {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|s| s.starts_with(|c: char| c.is_ascii_alphabetic()) && !s.contains(['.', '@', '/'])) {
        return None;
    }
    let is_number = |c: char| c.is_ascii_digit() || "+-() .".contains(c);
    Some(match target {
        mail if mail.contains('@') => "mailto:",
        number if !number.is_empty() && number.chars().all(is_number) => "tel:",
        _ => "https://",
    })
}

/// Paragraphs while the events of the parser come in.
struct Reader<'a> {
    text: &'a At<String>,
    diagnostics: &'a mut Vec<Diagnostic>,
    paragraphs: Vec<Paragraph>,
    current: Option<Paragraph>,
    strong: usize,
    emphasis: usize,
    link: Option<String>,
    language: Option<String>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Paragraph) => {
                self.current = Some(Paragraph { origin: Some(self.text.span), ..Paragraph::default() });
            }
            Event::End(TagEnd::Paragraph) => self.paragraphs.extend(self.current.take()),
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => self.begin_link(&dest_url),
            Event::End(TagEnd::Link) => (self.link, self.language) = (None, None),
            Event::Text(words) => {
                self.stray(&words, range);
                self.push(&words);
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push(" "),
            Event::Start(Tag::Heading { .. }) => self.refuse("a heading (`#`)", "headings are the key `heading`"),
            Event::Start(Tag::List(_)) => {
                self.refuse("a list", "lists are `[list.NAME]` with `items`; to begin with the sign itself, write `\\-`");
            }
            Event::Start(Tag::BlockQuote(_)) => self.refuse("a quotation (`>`)", "quotations are `[quote.NAME]`"),
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => {
                self.refuse("code (`` ` `` or four spaces)", "take the signs out");
            }
            Event::Start(Tag::Image { .. }) => self.refuse("an image (`![`)", "pictures are `[image.NAME]`"),
            Event::Html(tag) | Event::InlineHtml(tag) => self.html(&tag),
            Event::Start(Tag::HtmlBlock) => {}
            Event::Rule => self.refuse("a rule (`---`)", "rules belong to the theme"),
            _ => {}
        }
    }

    /// `lang:es` says what language the words are in, and leads nowhere.
    fn begin_link(&mut self, target: &str) {
        let Some(tag) = target.strip_prefix("lang:") else {
            match scheme_left_out(target) {
                None => self.link = Some(target.replace(LINE, "_")),
                Some(scheme) => {
                    let what = format!("a link to `{target}`, which does not begin with `{scheme}`,");
                    self.refuse(
                        &what,
                        &format!("write `({scheme}{})` behind the words of the link", target.trim_start_matches('/')),
                    );
                }
            }
            return;
        };
        let mut parts = tag.split('-');
        let is_tag =
            parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase()))
                && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        match is_tag {
            true => self.language = Some(tag.to_string()),
            false => self.refuse(
                &format!("`lang:{tag}`, which is no tag of a language,"),
                "write a BCP 47 tag, as in `[pida ayuda](lang:es)`",
            ),
        }
    }

    fn push(&mut self, words: &str) {
        // Text outside a paragraph belongs to something refused; its words are kept so that more can be checked.
        let paragraph = self.current.get_or_insert_with(|| Paragraph { origin: Some(self.text.span), ..Paragraph::default() });
        let run = Run {
            text: words.replace(LINE, "_"),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            link: self.link.clone(),
            language: self.language.clone(),
            keep: false,
            together: false,
        };
        match paragraph.runs.last_mut() {
            Some(last) if Run { text: String::new(), ..last.clone() } == Run { text: String::new(), ..run.clone() } => {
                last.text.push_str(&run.text);
            }
            _ => paragraph.runs.push(run),
        }
    }

    /// An asterisk or underscore that marks nothing: most likely half of a pair.
    fn stray(&mut self, words: &str, range: Range<usize>) {
        let escaped = self.text.value[..range.start].ends_with('\\');
        let stray = words.contains('*') || words.starts_with('_') || words.ends_with('_') || words == "[" || words == "]";
        if escaped || !stray {
            return;
        }
        let sign = words.chars().find(|c| "*_[]".contains(*c)).unwrap_or('*');
        let message = format!("a `{sign}` that marks nothing");
        if self.diagnostics.iter().any(|d| d.span == self.text.span && d.message == message) {
            return;
        }
        // `[ ] I will come`: a box to tick.
        let help = match self.text.value.contains("[ ]") {
            true => "a box to tick is the sign ☐",
            false => "close the pair, or write a backslash before it to print the sign",
        };
        self.diagnostics.push(Diagnostic::error(&checks::MARKUP, self.text.span, message).help(help));
    }

    /// A closing tag is told with its opening one.
    fn html(&mut self, tag: &str) {
        let name = tag.trim().trim_start_matches('<');
        if name.starts_with('/') && self.diagnostics.iter().any(|d| d.span == self.text.span && d.message.starts_with("HTML")) {
            return;
        }
        self.refuse(&format!("HTML (`{}`)", tag.trim()), in_place_of(tag));
    }

    fn refuse(&mut self, what: &str, help: &str) {
        self.diagnostics.push(Diagnostic::error(&checks::MARKUP, self.text.span, format!("{what} in a text")).help(help));
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.paragraphs.extend(self.current.take());
        self.paragraphs.retain(|p| p.runs.iter().any(|r| !r.text.trim().is_empty()));
        self.paragraphs
    }
}

/// What to write in a text in place of a tag of HTML: the markup that does what the tag was meant to do.
pub(crate) fn in_place_of(tag: &str) -> &'static str {
    let name = tag.trim().trim_start_matches(['<', '/']);
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    match name.as_str() {
        "b" | "strong" => "write `**words**` in place of the tags",
        "i" | "em" => "write `*words*` in place of the tags",
        "a" => "write `[words](https://...)` in place of the tags",
        "br" | "p" | "div" => "a blank line between `\"\"\"` begins a paragraph; take the tags out",
        "ul" | "ol" | "li" => "lists are `[list.NAME]` with `items`",
        _ => "take it out; to print the sign itself, write `\\<`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn check(text: &str, want: &str) {
        let mut diagnostics = Vec::new();
        let paragraphs = read(&At::new(text.to_string(), Span::NONE), &mut diagnostics);
        let mut found: Vec<String> = paragraphs
            .iter()
            .flat_map(|p| &p.runs)
            .map(|r| format!("{}{}{}", if r.strong { "b:" } else { "" }, if r.emphasis { "i:" } else { "" }, r.text))
            .collect();
        found.extend(diagnostics.iter().map(|d| format!("!{}", d.message)));
        assert_eq!(found.join("|"), want, "{text}");
    }

    #[test]
    fn bold_and_emphasis() {
        check("know **it exists**.", "know |b:it exists|.");
        check("Answers that sound *rehearsed*", "Answers that sound |i:rehearsed");
        check("Smith & O'Malley", "Smith & O'Malley");
        check(r"a \* star", "a * star");
    }

    #[test]
    fn lines_to_write_on_stay() {
        for text in ["Name: ____________ Phone: ____", "Name:________", "Call (____) ____-____.", "____________", "Name ____"] {
            check(text, text);
        }
        check("___words___ stay", "b:i:words| stay");
        check("Name: _", "Name: _|!a `_` that marks nothing");
    }

    #[test]
    fn phrases_say_their_language() {
        let mut diagnostics = Vec::new();
        let read = read(&At::new("Say [pida ayuda](lang:es) to *them*".to_string(), Span::NONE), &mut diagnostics);
        let languages: Vec<Option<&str>> = read[0].runs.iter().map(|run| run.language.as_deref()).collect();
        assert_eq!((languages, diagnostics), (vec![None, Some("es"), None, None], Vec::new()));
        assert!(read_messages("[a](lang:Spanish)").contains("no tag of a language"));
    }

    #[test]
    fn stray_signs_are_reported() {
        check("**In danger now? Call 911.", "**In danger now? Call 911.|!a `*` that marks nothing");
        assert!(read_messages("# Title").contains("a heading"));
        assert!(read_messages("<b>bold</b>").contains("HTML"));
    }

    fn read_messages(text: &str) -> String {
        let mut diagnostics = Vec::new();
        read(&At::new(text.to_string(), Span::NONE), &mut diagnostics);
        diagnostics.into_iter().map(|d| d.message).collect()
    }
}
