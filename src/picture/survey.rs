//! Looks over the XML of an SVG before it is turned into outlines.
//!
//! Finds what the SVG reader would drop in silence (links into the void), and what would keep it busy
//! for ever (copies of copies of copies).

use super::PictureError;
use super::svg_style::{css, is_shown, may_match, name, rules};
use std::collections::{BTreeMap, BTreeSet};
use usvg::roxmltree::{Document, Node};

/// Elements after every copy is made.
const MOST_ELEMENTS: u64 = 100_000;
/// Elements inside each other, copies included: the reader goes down them by recursion.
const DEEPEST: usize = 64;
/// Rules of style times elements: the reader tries each on each.
const MOST_STYLE: u64 = 200_000_000;
/// Rules that are held against each element.
const MOST_RULES: usize = 500;

/// `Ok` when the SVG holds only what can be drawn, and little enough of it.
pub(super) fn survey(doc: &Document) -> Result<(), PictureError> {
    let ids = ids(doc);
    let used = used(doc);
    let mut survey = Survey { doc, ids, used, weights: BTreeMap::new() };
    let mut style = 0;
    for node in doc.descendants().filter(Node::is_element) {
        near(node)?;
        survey.element(node)?;
        if name(node) == "style" {
            style += node.text().unwrap_or_default().len() as u64;
        }
    }
    let elements = survey.weight(doc.root_element(), 0)?;
    let markers = survey.markers(doc)?;
    if elements.saturating_add(markers) > MOST_ELEMENTS || style.saturating_mul(elements) > MOST_STYLE {
        return Err(PictureError::TooComplex { what: "elements" });
    }
    Ok(())
}

/// Farther than any drawing goes, in its own units. Arcs that end there are cut into millions of curves.
const BEYOND: f64 = 1e9;

/// Attributes that say where something is drawn, and how large.
const PLACES: [&str; 17] = [
    "d",
    "points",
    "x",
    "y",
    "width",
    "height",
    "r",
    "rx",
    "ry",
    "cx",
    "cy",
    "x1",
    "y1",
    "x2",
    "y2",
    "transform",
    "stroke-width",
];

/// An error where an element is drawn beyond all paper.
fn near(node: Node) -> Result<(), PictureError> {
    let of_places = node.attributes().filter(|attribute| PLACES.contains(&attribute.name()));
    match of_places.flat_map(|attribute| numbers(attribute.value())).find(|(_, number)| !(*number < BEYOND)) {
        Some((written, _)) => {
            let start: String = written.chars().take(12).collect();
            Err(PictureError::Damaged(format!("`{}` has the number {start}..., beyond all paper", name(node))))
        }
        None => Ok(()),
    }
}

/// The numbers of an attribute without their signs: as they are written, and as they are.
fn numbers(text: &str) -> Vec<(&str, f64)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let whole = digits(at);
        let mut end = if bytes.get(whole) == Some(&b'.') { digits(whole + 1) } else { whole };
        if end > at && matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits((end + 1 + sign).min(bytes.len()));
            end = if exponent > end + 1 + sign { exponent } else { end };
        }
        found.extend(text.get(at..end).and_then(|number| Some((number, number.parse().ok()?))));
        at = end.max(at + 1);
    }
    found
}

fn ids<'a>(doc: &'a Document) -> BTreeMap<&'a str, Node<'a, 'a>> {
    let mut ids = BTreeMap::new();
    for node in doc.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    ids
}

/// Ids that anything points to.
fn used<'a>(doc: &'a Document<'a>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for node in doc.descendants().filter(Node::is_element) {
        used.extend(link(node).and_then(|target| target.strip_prefix('#')).map(str::to_string));
        let style = (name(node) == "style").then(|| css(node));
        for text in node.attributes().map(|a| a.value()).chain(style.as_deref()) {
            used.extend(pointers(text).into_iter().map(|(id, _)| id.to_string()));
        }
    }
    used
}

/// Ids in `url(#...)`, and whether something stands behind it for readers that do not find it.
fn pointers(text: &str) -> Vec<(&str, bool)> {
    let parts = text.split("url(").skip(1).filter_map(|part| part.split_once(')'));
    let ids = parts.filter_map(|(id, rest)| {
        let instead = rest.split([';', '}']).next().unwrap_or_default().trim().trim_start_matches("!important").trim();
        Some((id.trim().trim_matches(['"', '\'']).strip_prefix('#')?, !instead.is_empty()))
    });
    ids.collect()
}

/// Elements inside each other: whatever walks them goes down by recursion.
pub(super) fn depth(doc: &Document) -> Result<(), PictureError> {
    let mut at = doc.root();
    let mut depth = 0;
    loop {
        if let Some(child) = at.first_child() {
            (at, depth) = (child, depth + 1);
        } else {
            while at.next_sibling().is_none() {
                match at.parent() {
                    Some(parent) => (at, depth) = (parent, depth - 1),
                    None => return Ok(()),
                }
            }
            at = at.next_sibling().unwrap_or(at);
        }
        if depth > DEEPEST {
            return Err(PictureError::TooComplex { what: "elements inside each other" });
        }
    }
}

/// What is known of an SVG's elements while it is looked over.
struct Survey<'a> {
    doc: &'a Document<'a>,
    /// Ids that anything points to.
    used: BTreeSet<String>,
    ids: BTreeMap<&'a str, Node<'a, 'a>>,
    /// Elements a node comes to with all its copies; `None` while it is being counted.
    weights: BTreeMap<usize, Option<u64>>,
}

impl<'a> Survey<'a> {
    /// Refuses what is not drawn.
    fn element(&self, node: Node<'a, 'a>) -> Result<(), PictureError> {
        if !self.is_drawn(node) {
            return Ok(());
        }
        match name(node) {
            // Read by nobody here: it would be left out in silence.
            what @ "feImage" => return Err(unsupported(&format!("`{what}`"), node)),
            "use" => match link(node) {
                Some(target) if !target.starts_with('#') => return Err(unsupported("a part of another file", node)),
                Some(target) if !self.ids.contains_key(&target[1..]) => return Err(missing(target, node)),
                _ => {}
            },
            _ => {}
        }
        for (target, written) in self.references(node) {
            if target.is_none() {
                return Err(missing(&written, node));
            }
        }
        Ok(())
    }

    /// Not hidden, and not in a definition that nothing uses.
    fn is_drawn(&self, node: Node<'a, 'a>) -> bool {
        const DEFINING: [&str; 9] =
            ["defs", "symbol", "clipPath", "mask", "pattern", "marker", "filter", "linearGradient", "radialGradient"];
        let defined = node.ancestors().any(|n| DEFINING.contains(&name(n)));
        let is_used = || node.ancestors().filter_map(|n| n.attribute("id")).any(|id| self.used.contains(id));
        is_shown(node) && (!defined || name(node) == "style" || is_used())
    }

    /// What `url(#...)` in the attributes and the style of a node points to, where it must be found: not in rules for
    /// classes that nothing has, and not where a colour stands behind it.
    fn references(&self, node: Node<'a, 'a>) -> Vec<(Option<Node<'a, 'a>>, String)> {
        let mut texts: Vec<String> =
            node.attributes().map(|a| a.value()).filter(|v| v.contains("url(")).map(str::to_string).collect();
        if name(node) == "style" {
            let meant = |selector: &str| self.doc.descendants().any(|n| n.is_element() && may_match(selector, n));
            let rules = rules(&css(node)).into_iter().filter(|(_, block)| block.contains("url("));
            // A file of more rules than any drawing has is not searched for each of them.
            texts.extend(
                rules.enumerate().filter(|(i, (selector, _))| *i > MOST_RULES || meant(selector)).map(|(_, (_, block))| block),
            );
        }
        let found = texts.iter().flat_map(|text| pointers(text));
        let target = |id: &str| self.ids.get(id).copied();
        found.filter(|(id, instead)| !instead || target(id).is_some()).map(|(id, _)| (target(id), id.to_string())).collect()
    }

    /// How many elements a node comes to when every copy is made.
    fn weight(&mut self, node: Node<'a, 'a>, depth: usize) -> Result<u64, PictureError> {
        match self.weights.get(&node.id().get_usize()) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => return Err(unsupported("a copy of itself", node)),
            None => {}
        }
        if depth > DEEPEST {
            return Err(PictureError::TooComplex { what: "copies inside each other" });
        }
        self.weights.insert(node.id().get_usize(), None);
        let mut weight: u64 = 1;
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.weight(child, depth + 1)?);
        }
        let copied = (name(node) == "use").then(|| link(node)).flatten().and_then(|l| self.ids.get(&l[1..]).copied());
        let clips = self.references(node).into_iter().filter_map(|(target, _)| target).filter(|t| name(*t) != "marker");
        for target in copied.into_iter().chain(clips) {
            weight = weight.saturating_add(self.weight(target, depth + 1)?);
        }
        self.weights.insert(node.id().get_usize(), Some(weight));
        Ok(weight)
    }

    /// At most what markers add: one at every point of every outline.
    fn markers(&mut self, doc: &'a Document<'a>) -> Result<u64, PictureError> {
        let mut heaviest = 0;
        for node in self.ids.values().copied().filter(|n| name(*n) == "marker").collect::<Vec<_>>() {
            heaviest = heaviest.max(self.weight(node, 0)?);
        }
        let points = doc.descendants().flat_map(|n| [n.attribute("d"), n.attribute("points")]).flatten();
        // Two signs are the least a point takes.
        let points: u64 = points.map(|d| d.len() as u64 / 2).sum();
        Ok(heaviest.saturating_mul(points))
    }
}

/// Target of a `use`.
fn link<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let target = node.attribute("href").or_else(|| node.attribute(("http://www.w3.org/1999/xlink", "href")))?;
    Some(target.trim()).filter(|t| !t.is_empty())
}

pub(super) fn label(node: Node) -> String {
    let id = node.attribute("id").map(|id| format!("{}#{id}", node.tag_name().name()));
    id.unwrap_or_else(|| node.tag_name().name().to_owned())
}

pub(super) fn unsupported(what: &str, node: Node) -> PictureError {
    PictureError::Unsupported { what: what.to_owned(), element: label(node) }
}

fn missing(what: &str, node: Node) -> PictureError {
    PictureError::Missing { what: what.trim_start_matches('#').to_owned(), element: label(node) }
}
