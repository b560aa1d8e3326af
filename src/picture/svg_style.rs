//! Names and styles of SVG elements, as far as they are asked for before the SVG reader has them.

use std::collections::BTreeSet;
use usvg::roxmltree::Node;

/// Name of an SVG element; empty for what belongs to other vocabularies (Inkscape, metadata).
pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    match node.tag_name().namespace() {
        None | Some("http://www.w3.org/2000/svg") => node.tag_name().name(),
        Some(_) => "",
    }
}

/// Text of a style element, without comments.
pub(super) fn css(node: Node<'_, '_>) -> String {
    let text: String = node.children().filter(Node::is_text).filter_map(|t| t.text()).collect();
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Rules of a style sheet: selectors and blocks. Of rules with conditions those for print and for everything count.
pub(super) fn rules(css: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = css.replace("<!--", "").replace("-->", "");
    while let Some(open) = rest.find(['{', ';']) {
        let head = rest[..open].trim().to_string();
        if rest[open..].starts_with(';') {
            // `@import` and the like, or a stray sign.
            rest = rest[open + 1..].to_string();
            continue;
        }
        let mut depth = 0;
        let close = rest[open..].char_indices().find_map(|(i, c)| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            (depth == 0).then_some(open + i)
        });
        let Some(close) = close else { break };
        let inside = rest[open + 1..close].to_string();
        match head.strip_prefix("@media") {
            Some(condition) if matches!(condition.trim(), "print" | "all" | "screen" | "screen, print") => {
                found.extend(rules(&inside));
            }
            _ if head.starts_with('@') || head.is_empty() => {}
            _ => found.push((head, inside)),
        }
        rest = rest[close + 1..].to_string();
    }
    found
}

/// Whether a selector may be about an element: its last part names nothing that the element is not.
pub(super) fn may_match(selector: &str, node: Node<'_, '_>) -> bool {
    let classes: BTreeSet<&str> = node.attribute("class").unwrap_or_default().split_whitespace().collect();
    selector.split(',').any(|one| {
        let last = one.trim().rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
        let plain = last.split([':', '[']).next().unwrap_or_default();
        let mut rest = plain;
        let tag_end = rest.find(['.', '#']).unwrap_or(rest.len());
        let tag = &rest[..tag_end];
        let root = last.starts_with(":root");
        if root && node.parent_element().is_some() {
            return false;
        }
        if !tag.is_empty() && tag != "*" && tag != node.tag_name().name() {
            return false;
        }
        rest = &rest[tag_end..];
        while !rest.is_empty() {
            let end = rest[1..].find(['.', '#']).map_or(rest.len(), |i| i + 1);
            let name = &rest[1..end];
            let has = if rest.starts_with('.') { classes.contains(name) } else { node.attribute("id") == Some(name) };
            if !has {
                return false;
            }
            rest = &rest[end..];
        }
        true
    })
}

/// Not hidden by its own or its parents' word.
pub(super) fn is_shown(node: Node<'_, '_>) -> bool {
    let hidden = |node: Node<'_, '_>| {
        let by_style = node
            .attribute("style")
            .is_some_and(|style| declarations(style).iter().any(|(name, value)| *name == "display" && value.trim() == "none"));
        by_style || node.attribute("display").is_some_and(|display| display.trim() == "none")
    };
    !node.ancestors().any(hidden)
}

/// Declarations of a block, each name with its value. Semicolons in brackets and quotation marks part nothing.
pub(super) fn declarations(block: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut open, mut quote) = (0, 0_i32, None);
    for (i, c) in block.char_indices() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => open += 1,
            (')', None) => open -= 1,
            (';', None) if open <= 0 => {
                parts.push(&block[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&block[start..]);
    parts.into_iter().filter_map(|part| part.split_once(':')).map(|(name, value)| (name.trim(), value.trim())).collect()
}
