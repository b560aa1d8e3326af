//! The elements of faces as a tree: items in their list, figures in their table, headings without jumps. One outline
//! for everything that is read and not looked at: the structure tree of a PDF, a web page, plain text.

use super::{Element, ElementId, Role};

/// A piece of meaning that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// 1 to 6.
    Heading(u8, ElementId),
    Paragraph(ElementId),
    Figure(ElementId),
    /// Items, each with its number where it has one.
    List(Vec<(Option<ElementId>, ElementId)>),
    /// What is said, and who says it.
    Quote(Vec<ElementId>),
    /// Keys with their values, a row each.
    Table(Vec<(ElementId, ElementId)>),
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

    /// The elements of a face in the order of the content. A heading that repeats another is none.
    pub fn outline(&mut self, elements: &[Element]) -> Vec<Node> {
        let mut told: Vec<(ElementId, &Element)> = (0..).map(ElementId).zip(elements).collect();
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
                Role::Paragraph | Role::Caption | Role::Key => (Node::Paragraph(id), 1),
                Role::Figure { .. } => (Node::Figure(id), 1),
                Role::ListItem | Role::Label => list(rest),
                Role::Quote => quote(rest),
                Role::Value => table(rest),
            };
            nodes.push(node);
            at += taken;
        }
        nodes
    }
}

type Told<'e> = (ElementId, &'e Element);

/// How many of these stand together in one block.
fn together(rest: &[Told<'_>], is_part: impl Fn(&Role) -> bool) -> usize {
    let block = rest.first().map(|(_, first)| &first.block);
    rest.iter().take_while(|(_, element)| Some(&element.block) == block && is_part(&element.role)).count()
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
    match pairs.len() * 2 == taken && pairs.len() > 1 {
        true => (Node::Table(pairs), taken),
        false => (Node::Paragraph(rest[0].0), 1),
    }
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
        assert_eq!(outline(&values), "[Table([((1), (0)), ((3), (2))])]");
        assert_eq!(outline(&values[..2]), "[Paragraph((0)), Paragraph((1))]");
    }
}
