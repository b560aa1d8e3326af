//! The elements of faces as a tree: items in their list, figures in their table, headings without jumps. One outline
//! for everything that is read and not looked at: the structure tree of a PDF, a web page, plain text.

use super::{Element, ElementId, Role};

/// A piece of meaning that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// 1 to 6.
    Heading(u8, ElementId),
    /// Running words, and all that belongs to no other kind.
    Paragraph(ElementId),
    /// A picture, logo or code.
    Figure(ElementId),
    /// Of the figure before it.
    Caption(ElementId),
    /// Small print of one block, a paragraph each.
    Note(Vec<ElementId>),
    /// Items, each with its number where it has one.
    List(Vec<(Option<ElementId>, ElementId)>),
    /// What is said, and who says it.
    Quote(Vec<ElementId>),
    /// Keys with their values, a row each, and what they are about.
    Table(Vec<(ElementId, ElementId)>, Option<ElementId>),
}

impl Node {
    /// The element that it begins with.
    pub fn first(&self) -> ElementId {
        match self {
            Node::Heading(_, id) | Node::Paragraph(id) | Node::Figure(id) | Node::Caption(id) => *id,
            Node::List(items) => items[0].0.unwrap_or(items[0].1),
            Node::Note(all) | Node::Quote(all) => all[0],
            Node::Table(rows, _) => rows[0].0,
        }
    }
}

/// Levels of headings as a document goes on from face to face: the first is 1, and none is skipped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headings {
    last: u8,
}

impl Headings {
    fn next(&mut self, level: u8) -> u8 {
        self.last = level.clamp(1, 6).min(self.last + 1);
        self.last
    }

    /// The elements of a face in the order of the content, without what is only looked at. A heading that repeats another
    /// is none.
    pub fn outline(&mut self, elements: &[Element]) -> Vec<Node> {
        let mut told: Vec<(ElementId, &Element)> =
            (0..).map(ElementId).zip(elements).filter(|(_, element)| !element.echoes).collect();
        // Strips that say it again come last, one after the other.
        told.sort_by_key(|(_, element)| if element.repeats.is_some() { u32::MAX } else { element.order });
        let mut nodes = Vec::new();
        let mut at = 0;
        while at < told.len() {
            let (id, element) = told[at];
            let rest = &told[at..];
            let (node, taken) = match &element.role {
                Role::Heading(_) if element.repeats.is_some() => (Node::Paragraph(id), 1),
                Role::Heading(level) => (Node::Heading(self.next(*level), id), 1),
                Role::Caption if is_under_figure(&told[..at], element) => (Node::Caption(id), 1),
                Role::Paragraph | Role::Caption | Role::Key => (Node::Paragraph(id), 1),
                Role::Figure { .. } => (Node::Figure(id), 1),
                Role::ListItem | Role::Label => list(rest),
                Role::Note => note(rest),
                Role::Quote => quote(rest),
                Role::Value => table(rest),
            };
            nodes.push(node);
            at += taken;
        }
        nodes
    }
}

/// An element with its number.
type Told<'e> = (ElementId, &'e Element);

/// How many of these stand together in one block.
fn together(rest: &[Told<'_>], is_part: impl Fn(&Role) -> bool) -> usize {
    let block = rest.first().map(|(_, first)| &first.block);
    rest.iter().take_while(|(_, element)| Some(&element.block) == block && is_part(&element.role)).count()
}

fn is_under_figure(before: &[Told<'_>], caption: &Element) -> bool {
    before.last().is_some_and(|(_, last)| matches!(last.role, Role::Figure { .. }) && last.block == caption.block)
}

fn note(rest: &[Told<'_>]) -> (Node, usize) {
    let taken = together(rest, |role| *role == Role::Note);
    (Node::Note(rest[..taken].iter().map(|(id, _)| *id).collect()), taken)
}

fn list(rest: &[Told<'_>]) -> (Node, usize) {
    let taken = together(rest, |role| matches!(role, Role::ListItem | Role::Label));
    let mut items = Vec::new();
    let mut label = None;
    for (id, element) in &rest[..taken] {
        match element.role {
            Role::Label => label = Some(*id),
            _ => items.push((label.take(), *id)),
        }
    }
    // A number that nothing follows is an item of its own.
    items.extend(label.map(|id| (None, id)));
    (Node::List(items), taken)
}

fn quote(rest: &[Told<'_>]) -> (Node, usize) {
    let said = together(rest, |role| *role == Role::Quote);
    let by = together(rest, |role| matches!(role, Role::Quote | Role::Caption)).min(said + 1);
    (Node::Quote(rest[..by].iter().map(|(id, _)| *id).collect()), by)
}

/// Values with their keys. One alone is no table.
fn table(rest: &[Told<'_>]) -> (Node, usize) {
    let taken = together(rest, |role| matches!(role, Role::Value | Role::Key));
    let pairs: Vec<(ElementId, ElementId)> = rest[..taken]
        .chunks_exact(2)
        .filter(|pair| pair[0].1.role == Role::Value && pair[1].1.role == Role::Key)
        .map(|pair| (pair[1].0, pair[0].0))
        .collect();
    if pairs.len() * 2 != taken || pairs.len() < 2 {
        return (Node::Paragraph(rest[0].0), 1);
    }
    let captioned = together(rest, |role| matches!(role, Role::Value | Role::Key | Role::Caption)).min(taken + 1);
    let caption = rest[taken..captioned].first().map(|(id, _)| *id);
    (Node::Table(pairs, caption), captioned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn outline(roles: &[(&str, Role)]) -> String {
        let element = |(block, role): &(&str, Role)| Element {
            role: role.clone(),
            language: "en".to_string(),
            text: String::new(),
            origin: Span::NONE,
            block: (*block).to_string(),
            order: 0,
            links: Vec::new(),
            repeats: None,
            echoes: false,
        };
        let elements: Vec<Element> = roles.iter().map(element).collect();
        format!("{:?}", Headings::default().outline(&elements)).replace("ElementId", "")
    }

    #[test]
    fn headings_begin_at_one_and_skip_none() {
        let heads = [("a", Role::Heading(2)), ("b", Role::Heading(3)), ("c", Role::Heading(1)), ("d", Role::Heading(3))];
        assert_eq!(outline(&heads), "[Heading(1, (0)), Heading(2, (1)), Heading(1, (2)), Heading(2, (3))]");
    }

    #[test]
    fn what_belongs_together_stands_together() {
        let steps = [("s", Role::Label), ("s", Role::ListItem), ("s", Role::Label), ("s", Role::ListItem), ("t", Role::ListItem)];
        assert_eq!(outline(&steps), "[List([(Some((0)), (1)), (Some((2)), (3))]), List([(None, (4))])]");
        let said = [("q", Role::Quote), ("q", Role::Caption), ("q", Role::Caption)];
        assert_eq!(outline(&said), "[Quote([(0), (1)]), Paragraph((2))]");
        let values = [("v", Role::Value), ("v", Role::Key), ("v", Role::Value), ("v", Role::Key)];
        assert_eq!(outline(&values), "[Table([((1), (0)), ((3), (2))], None)]");
        let more = [("v", Role::Caption), ("v", Role::Note), ("v", Role::Note), ("w", Role::Note)];
        let captioned = [&values[..], &more].concat();
        assert_eq!(outline(&captioned), "[Table([((1), (0)), ((3), (2))], Some((4))), Note([(5), (6)]), Note([(7)])]");
        let figure = ("f", Role::Figure { alt: String::new() });
        let credited = [figure, ("f", Role::Caption), ("g", Role::Caption)];
        assert_eq!(outline(&credited), "[Figure((0)), Caption((1)), Paragraph((2))]");
        assert_eq!(outline(&values[..2]), "[Paragraph((0)), Paragraph((1))]");
    }
}
