//! The words of a product without its paper: a web page whole in itself, plain text for mail, and a short text to post
//! beside its picture. All follow the outline that the structure tree of its PDF has, and lead where its links lead.
//!
//! Pictures stand in the page; in text, and where they are in inks, they are there by their words. A code is its link.

use super::svg;
use crate::display::{Draw, Element, ElementId, Face, Headings, Link, Meta, Node, Role, Sheets};
use crate::geom::Rect;

/// Which of them are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFiles {
    pub html: bool,
    pub text: bool,
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
        "html" => (ending, html(&sheets.meta, &sheets.faces).into_bytes()),
        "alt.txt" => (ending, alt(&sheets.faces).into_bytes()),
        _ => (ending, text(&sheets.faces).into_bytes()),
    };
    kinds.endings().filter(|ending| *ending != LARGE_PRINT).map(write).collect()
}

/// Large enough on a phone, one column, as light or as dark as its reader has it, and on paper without colour.
const STYLE: &str = "\
:root{color-scheme:light dark;background:Canvas;color:CanvasText}\
body{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 3rem;font:1.125rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}\
h1{font-size:1.9rem;line-height:1.15}h2{font-size:1.35rem;line-height:1.25;margin-top:2rem}\
li{margin:.35rem 0}a{display:inline-block;min-height:1.5rem;color:LinkText}\
table{border-collapse:collapse}th,td{text-align:start;padding:.25rem 1.5rem .25rem 0;font-size:1.5rem}\
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:.25rem solid}\
svg{display:block;max-width:100%;height:auto;margin:1rem 0;background:#fff}\
@media print{body{max-width:none;padding:0}a{color:inherit}}";

/// The page.
fn html(meta: &Meta, faces: &[Face]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <meta name=\"author\" content=\"{}\">\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escaped(&meta.language),
        escaped(&meta.title),
        escaped(&meta.author)
    );
    for (number, (face, nodes)) in outlined(faces).into_iter().enumerate() {
        let writer = Writer { face, number, language: &meta.language };
        nodes.iter().for_each(|node| writer.node(node, &mut page));
    }
    page + "</main>\n</body>\n</html>\n"
}

/// What is read on each face. Strips to tear off are said once, and a code that stands beside its address is not said.
pub fn outlined(faces: &[Face]) -> Vec<(&Face, Vec<Node>)> {
    let mut headings = Headings::default();
    let of = |face: &Face| {
        let nodes = headings.outline(&face.elements);
        nodes.into_iter().filter(|node| is_said(face, node)).collect::<Vec<_>>()
    };
    faces.iter().zip(faces.iter().map(of).collect::<Vec<_>>()).collect()
}

fn is_said(face: &Face, node: &Node) -> bool {
    let first = match node {
        Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) => *id,
        Node::List(items) => items[0].1,
        Node::Quote(all) => all[0],
        Node::Table(rows) => rows[0].0,
    };
    let element = element(face, first);
    if element.repeats.is_some() {
        return false;
    }
    let is_figure = matches!(node, Node::Figure(_));
    let beside = |other: &&Element| other.block == element.block && !matches!(other.role, Role::Figure { .. });
    let place = |link: &Link| link.target.trim_end_matches('/').to_string();
    let leads = |other: &Element| element.links.iter().all(|link| other.links.iter().any(|l| place(l) == place(link)));
    !(is_figure && !element.links.is_empty() && face.elements.iter().filter(beside).any(leads))
}

fn element(face: &Face, id: ElementId) -> &Element {
    &face.elements[id.0 as usize]
}

struct Writer<'a> {
    face: &'a Face,
    /// Of the face.
    number: usize,
    /// Of the page.
    language: &'a str,
}

impl Writer<'_> {
    fn node(&self, node: &Node, to: &mut String) {
        match node {
            Node::Heading(level, id) => self.block(&format!("h{level}"), *id, to),
            Node::Figure(id) => match self.figure(*id) {
                Some(picture) => *to += &picture,
                None => self.block("p", *id, to),
            },
            Node::Paragraph(id) => self.block("p", *id, to),
            Node::List(items) => {
                let kind = if items.iter().any(|(label, _)| label.is_some()) { "ol" } else { "ul" };
                *to += &format!("<{kind}>\n");
                items.iter().for_each(|(_, words)| self.block("li", *words, to));
                *to += &format!("</{kind}>\n");
            }
            Node::Quote(all) => {
                *to += "<blockquote>\n";
                all.iter().for_each(|id| self.block("p", *id, to));
                *to += "</blockquote>\n";
            }
            Node::Table(rows) => {
                *to += "<table>\n";
                for (key, value) in rows {
                    let (key, value) = (element(self.face, *key), element(self.face, *value));
                    *to += &format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", linked(key), linked(value));
                }
                *to += "</table>\n";
            }
        }
    }

    /// A picture that leads nowhere.
    fn figure(&self, id: ElementId) -> Option<String> {
        let element = element(self.face, id);
        let draws = self.face.items.iter().filter(|item| item.element == Some(id)).map(|item| &item.draw);
        let draws: Vec<&Draw> = draws.filter(|_| element.links.is_empty()).collect();
        let bounds = draws.iter().filter_map(|draw| draw.bounds()).reduce(Rect::union)?;
        svg::part(&draws, bounds, words(element), &format!("p{}-{}", self.number, id.0)).ok()
    }

    fn block(&self, kind: &str, id: ElementId, to: &mut String) {
        let element = element(self.face, id);
        let language = match element.language == self.language {
            true => String::new(),
            false => format!(" lang=\"{}\"", escaped(&element.language)),
        };
        *to += &format!("<{kind}{language} dir=\"auto\">{}</{kind}>\n", linked(element));
    }
}

/// Words of an element, those that lead somewhere as links.
fn linked(element: &Element) -> String {
    let words = words(element);
    let anchor = |link: &Link, words: &str| {
        let language = link.language.iter().map(|tag| format!(" lang=\"{}\"", escaped(tag))).collect::<String>();
        match link.target.is_empty() {
            true => format!("<span{language}>{}</span>", escaped(words)),
            false => format!("<a href=\"{}\"{language}>{}</a>", escaped(&link.target), escaped(words)),
        }
    };
    if let (Role::Figure { .. }, Some(link)) = (&element.role, element.links.first()) {
        return anchor(link, words);
    }
    let (mut out, mut at) = (String::new(), 0);
    for (range, link) in ranges(element) {
        out += &escaped(&words[at..range.start]);
        out += &anchor(link, &words[range.clone()]);
        at = range.end;
    }
    out + &escaped(&words[at..])
}

fn words(element: &Element) -> &str {
    match &element.role {
        Role::Figure { alt } => alt,
        _ => &element.text,
    }
}

/// Links that lie in the words, one after the other.
fn ranges(element: &Element) -> Vec<(std::ops::Range<usize>, &Link)> {
    let mut at = 0;
    let mut found = Vec::new();
    for link in &element.links {
        let range = link.range.start as usize..link.range.end as usize;
        if range.start >= at && range.start < range.end && element.text.get(range.clone()).is_some() {
            at = range.end;
            found.push((range, link));
        }
    }
    found
}

/// Plain text: a paragraph a block, a blank line between them; where words lead somewhere that they do not say, the
/// address stands behind them.
fn text(faces: &[Face]) -> String {
    let mut blocks = Vec::new();
    for (face, nodes) in outlined(faces) {
        let say = |id: &ElementId| said(element(face, *id));
        for node in &nodes {
            blocks.push(match node {
                Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) => say(id),
                Node::List(items) => {
                    let item = |(label, words): &(Option<ElementId>, ElementId)| match label {
                        Some(label) => format!("{}. {}", say(label), say(words)),
                        None => format!("- {}", say(words)),
                    };
                    items.iter().map(item).collect::<Vec<_>>().join("\n")
                }
                Node::Quote(all) => all.iter().map(say).collect::<Vec<_>>().join("\n"),
                Node::Table(rows) => {
                    rows.iter().map(|(key, value)| format!("{}: {}", say(key), say(value))).collect::<Vec<_>>().join("\n")
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
                Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) => vec![*id],
                Node::List(items) => items.iter().map(|(_, words)| *words).collect(),
                Node::Quote(all) => all.clone(),
                Node::Table(rows) => rows.iter().flat_map(|(key, value)| [*key, *value]).collect(),
            };
            let is_call = |link: &Link| ["tel:", "sms:", "mailto:"].iter().any(|scheme| link.target.starts_with(scheme));
            let calls = ids.iter().any(|id| element(face, *id).links.iter().any(is_call));
            let words: Vec<String> = ids.iter().map(|id| ended(words(element(face, *id)))).filter(|w| !w.is_empty()).collect();
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

fn said(element: &Element) -> String {
    let words = words(element);
    if matches!(element.role, Role::Figure { .. }) {
        return words.to_string();
    }
    let (mut out, mut at) = (String::new(), 0);
    for (range, link) in ranges(element) {
        out += &words[at..range.end];
        at = range.end;
        let address = link.target.trim_start_matches("https://").trim_end_matches('/');
        if link.target.starts_with("https://") && !words[range].contains(address) {
            out += &format!(" ({})", link.target);
        }
    }
    out + &words[at..]
}

/// HTML's signs escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
