//! What of faces is told to whoever reads a web page or plain text: each thing once, in the order in which it is read.

use crate::display::{Element, ElementId, Face, Headings, Link, Node, Role};
use std::ops::Range;

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
    let element = element(face, node.first());
    if element.repeats.is_some() {
        return false;
    }
    let is_figure = matches!(node, Node::Figure(_));
    let beside = |other: &&Element| other.block == element.block && !matches!(other.role, Role::Figure { .. });
    let place = |link: &Link| link.target.trim_end_matches('/').to_string();
    let leads = |other: &Element| element.links.iter().all(|link| other.links.iter().any(|l| place(l) == place(link)));
    !(is_figure && !element.links.is_empty() && face.elements.iter().filter(beside).any(leads))
}

pub(super) fn element(face: &Face, id: ElementId) -> &Element {
    &face.elements[id.0 as usize]
}

pub(super) fn words(element: &Element) -> &str {
    match &element.role {
        Role::Figure { alt } => alt,
        _ => &element.text,
    }
}

/// Links that lie in the words, one after the other.
pub(super) fn ranges(element: &Element) -> Vec<(Range<usize>, &Link)> {
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

/// Whether the words of a link are a number or an address as it is typed: from left to right in every script.
pub(super) fn runs_left_to_right(link: &Link, words: &str) -> bool {
    let has_scheme = ["tel:", "mailto:", "https://"].iter().any(|scheme| link.target.starts_with(scheme));
    has_scheme && words.is_ascii()
}

/// The address of a link whose words do not say it.
pub(super) fn far_address<'l>(link: &'l Link, words: &str) -> Option<&'l str> {
    let address = link.target.strip_prefix("https://")?.trim_end_matches('/');
    (!words.contains(address)).then_some(link.target.as_str())
}
