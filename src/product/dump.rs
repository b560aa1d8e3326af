//! The value of one stage as text: the same road as `make`, left after the stage asked for.

use super::{Found, WorkerCaches, compose_and_lay_out, faces_of, on_sheets, resolve};
use crate::bind::bind;
use crate::diag::Diagnostic;
use crate::display::{Element, ElementId, Face, Headings, Link, Node, Role};
use crate::model::Project;
use crate::plan::Job;

/// The stages of one job whose values can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The [`Document`](crate::document::Document).
    Resolve,
    /// The [`Artboard`](crate::compose::Artboard)s of the attempt that was taken.
    Compose,
    /// The [`Face`](crate::display::Face)s, before they are made fit for their purpose.
    Layout,
    /// The [`Sheets`](crate::display::Sheets).
    Impose,
    /// What a reader of the faces is told, a line a piece, in the order in which it is read.
    Tags,
}

/// The value of a stage as text, and what was found on the way to it.
pub fn dump(project: &Project, job: &Job, caches: &mut WorkerCaches, stage: Stage) -> (String, Vec<Diagnostic>) {
    let mut found = Found::of(job);
    let text = found.all(bind(project, job)).map(|product| {
        if stage == Stage::Tags {
            let faces = faces_of(&product, caches, &mut found).map(|(_, faces)| faces).unwrap_or_default();
            return tags(&faces);
        }
        if stage == Stage::Impose {
            return format!("{:#?}", on_sheets(&product, caches, &mut found));
        }
        found.keep(((), caches.warm_up(&product)));
        let document = found.keep(resolve(&product));
        if stage == Stage::Resolve {
            return format!("{document:#?}");
        }
        let laid = document.as_ref().map(|d| found.keep(compose_and_lay_out(&product, d, caches))).unwrap_or_default();
        if stage == Stage::Compose { format!("{:#?}", laid.artboards) } else { format!("{:#?}", laid.faces) }
    });
    (text.unwrap_or_default(), found.diagnostics)
}

/// What is read of faces, a line a piece, in the order in which it is read.
fn tags(faces: &[Face]) -> String {
    let mut headings = Headings::default();
    let lines = faces.iter().flat_map(|face| {
        let nodes = headings.outline(&face.elements);
        std::iter::once(format!("Part {}", face.name)).chain(nodes.iter().flat_map(|node| lines(face, node)).collect::<Vec<_>>())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn lines(face: &Face, node: &Node) -> Vec<String> {
    let say = |kind: &str, id: &ElementId| format!("  {kind} {}", words(&face.elements[id.0 as usize]));
    match node {
        Node::Heading(level, id) => vec![say(&format!("H{level}"), id)],
        Node::Paragraph(id) => vec![say("P", id)],
        Node::Figure(id) => vec![say("Figure", id)],
        Node::Caption(id) => vec![say("Caption", id)],
        Node::Note(all) => all.iter().map(|id| say("Note", id)).collect(),
        Node::List(items) => {
            let item = |(label, words): &(Option<ElementId>, ElementId)| {
                let label = label.iter().map(|id| say("    Lbl", id));
                label.chain([say("    LBody", words)]).collect::<Vec<_>>()
            };
            std::iter::once("  L".to_string()).chain(items.iter().flat_map(item)).collect()
        }
        Node::Quote(all) => std::iter::once("  BlockQuote".to_string()).chain(all.iter().map(|id| say("    P", id))).collect(),
        Node::Table(rows, caption) => {
            let row = |(key, value): &(ElementId, ElementId)| [say("    TH", key), say("    TD", value)];
            let caption = caption.iter().map(|id| say("    Caption", id));
            std::iter::once("  Table".to_string()).chain(rows.iter().flat_map(row)).chain(caption).collect()
        }
    }
}

/// Words with the places where they lead.
fn words(element: &Element) -> String {
    let text = match &element.role {
        Role::Figure { alt } => alt,
        _ => &element.text,
    };
    let said = |link: &Link| match (&link.language, link.target.is_empty()) {
        (Some(tag), true) => {
            format!(" [{tag}: {}]", text.get(link.range.start as usize..link.range.end as usize).unwrap_or_default())
        }
        _ => format!(" -> {}", link.target),
    };
    let links: Vec<String> = element.links.iter().map(said).collect();
    format!("{text}{}", links.concat())
}
