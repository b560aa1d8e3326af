//! The words of a product without its paper: a web page whole in itself, plain text for mail, and a short text to post
//! beside its picture. All follow the outline that the structure tree of its PDF has, and lead where its links lead.
//!
//! Pictures stand in the page; in text, and where they are in inks, they are there by their words. A code is its link.

use super::told::{element, far_address, outlined, ranges, runs_left_to_right, words};
use super::web_page;
use crate::display::{Element, ElementId, Face, Link, Node, Role, Sheets};

/// Which of them are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFiles {
    /// A web page, `.html`.
    pub html: bool,
    /// Plain text for mail, `.txt`.
    pub text: bool,
    /// A short text to post with the picture, `.alt.txt`.
    pub alt: bool,
    /// A PDF of its own, which `product` writes.
    pub large_print: bool,
}

impl WordFiles {
    /// Endings of the files.
    pub fn endings(self) -> impl Iterator<Item = &'static str> {
        [(self.html, "html"), (self.text, "txt"), (self.alt, "alt.txt"), (self.large_print, LARGE_PRINT)]
            .into_iter()
            .filter_map(|(wanted, ending)| wanted.then_some(ending))
    }
}

/// The ending of a large print.
pub const LARGE_PRINT: &str = "large-print.pdf";

/// The files that are wanted, each with its ending; but for the large print.
pub fn files(sheets: &Sheets, kinds: WordFiles) -> Vec<(&'static str, Vec<u8>)> {
    let write = |ending| match ending {
        "html" => (ending, web_page::html(sheets).into_bytes()),
        "alt.txt" => (ending, alt(&sheets.faces).into_bytes()),
        _ => (ending, text(&sheets.faces).into_bytes()),
    };
    kinds.endings().filter(|ending| *ending != LARGE_PRINT).map(write).collect()
}

/// Plain text: a paragraph a block, a blank line between them; where words lead somewhere that they do not say, the
/// address stands behind them.
fn text(faces: &[Face]) -> String {
    let mut blocks = Vec::new();
    for (face, nodes) in outlined(faces) {
        let say = |id: &ElementId| said(element(face, *id));
        for node in &nodes {
            blocks.push(match node {
                Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) | Node::Caption(id) => say(id),
                Node::List(items) => {
                    let item = |(label, words): &(Option<ElementId>, ElementId)| match label {
                        Some(label) => format!("{}. {}", say(label), say(words)),
                        None => format!("- {}", say(words)),
                    };
                    items.iter().map(item).collect::<Vec<_>>().join("\n")
                }
                Node::Quote(all) => all.iter().map(say).collect::<Vec<_>>().join("\n"),
                Node::Note(all) => all.iter().map(say).collect::<Vec<_>>().join("\n\n"),
                Node::Table(rows, caption) => {
                    let rows = rows.iter().map(|(key, value)| format!("{}: {}", say(key), say(value)));
                    rows.chain(caption.iter().map(say)).collect::<Vec<_>>().join("\n")
                }
            });
        }
    }
    blocks.join("\n\n") + "\n"
}

/// Signs that every large network takes for the words of a picture.
const ALT: usize = 1000;

/// What the picture of a product says, short enough to be posted with it: the headline, and whom to call, whatever the
/// length; of the rest what there is room for, in the order in which it is read.
fn alt(faces: &[Face]) -> String {
    let mut all: Vec<(bool, String)> = Vec::new();
    for (face, nodes) in outlined(faces) {
        for node in &nodes {
            let ids = match node {
                Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) | Node::Caption(id) => vec![*id],
                Node::List(items) => items.iter().map(|(_, words)| *words).collect(),
                Node::Quote(all) | Node::Note(all) => all.clone(),
                Node::Table(rows, caption) => rows.iter().flat_map(|(key, value)| [*key, *value]).chain(*caption).collect(),
            };
            let is_call = |link: &Link| ["tel:", "sms:", "mailto:"].iter().any(|scheme| link.target.starts_with(scheme));
            let calls = ids.iter().any(|id| element(face, *id).links.iter().any(is_call));
            let words: Vec<String> = ids.iter().map(|id| ended(&written(element(face, *id)))).filter(|w| !w.is_empty()).collect();
            all.push((calls || matches!(node, Node::Heading(1, _)), words.join(" ")));
        }
    }
    let length = |words: &str| words.chars().count() + 1;
    let mut room = ALT.saturating_sub(all.iter().filter(|(must, _)| *must).map(|(_, words)| length(words)).sum());
    all.retain(|(must, words)| {
        let fits = *must || length(words) <= room;
        room -= if fits && !must { length(words) } else { 0 };
        fits && !words.is_empty()
    });
    all.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ") + "\n"
}

/// Words as a sentence, so that what follows is not read as a part of it.
fn ended(words: &str) -> String {
    let words = words.trim();
    match words.chars().next_back() {
        Some(last) if last.is_alphanumeric() || matches!(last, ')' | '"' | '”' | '%') => format!("{words}."),
        _ => words.to_string(),
    }
}

/// Words as they are written, its numbers in their order.
fn written(element: &Element) -> String {
    in_words(element, |_, _| None)
}

/// The same with the address behind each link whose words do not say it.
fn said(element: &Element) -> String {
    in_words(element, |link, words| far_address(link, words))
}

fn in_words<'l>(element: &'l Element, address: impl Fn(&'l Link, &str) -> Option<&'l str>) -> String {
    let words = words(element);
    if matches!(element.role, Role::Figure { .. }) {
        return words.to_string();
    }
    let (mut out, mut at) = (String::new(), 0);
    for (range, link) in ranges(element) {
        out += &words[at..range.start];
        out += &in_order(link, &words[range.clone()], words);
        at = range.end;
        if let Some(address) = address(link, &words[range]) {
            out += &format!(" ({address})");
        }
    }
    out + &words[at..]
}

/// A number or an address between words from right to left, kept in its order wherever the text is shown (UAX #9, 2.4).
fn in_order(link: &Link, words: &str, around: &str) -> String {
    let from_right = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
    match runs_left_to_right(link, words) && around.chars().any(from_right) {
        true => format!("\u{2066}{words}\u{2069}"),
        false => words.to_string(),
    }
}
