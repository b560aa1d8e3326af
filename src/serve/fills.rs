//! What a sheet fills into the words of a block: fields of the organization, and other blocks.

use super::forms::{Field, Form, form, org_form};
use super::now::Now;
use super::slots::{TextPart, names, pieces};
use super::studio::Studio;
use super::toml_text::Value;
use crate::model::{BlockName, Kind};
use crate::plan::Job;

/// Where the words come from that a block has only places for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fills {
    /// Fields of the organization.
    pub own: Vec<Field>,
    /// A row of a table says them: its name.
    pub table: Option<String>,
    /// Other blocks, with their titles.
    pub blocks: Vec<(String, String)>,
}

/// Everything that the placeholders of a form name.
pub fn fills(studio: &Studio, now: &Now, job: &Job, of: &Form) -> Fills {
    let mut named: Vec<String> = Vec::new();
    for text in of.fields.iter().flat_map(texts) {
        for piece in pieces(text) {
            if let TextPart::Slot(slot) = piece {
                named.extend(names(slot).into_iter().map(str::to_string));
            }
        }
    }
    // A sheet of several organizations has no one whose fields these could be.
    let org = org_form(studio, now, &job.org, "org.name").filter(|_| job.gang.is_none() && of.kind != Kind::Org);
    let is_named = |field: &Field| named.iter().any(|name| name.strip_prefix("org.") == Some(field.path.join(".").as_str()));
    let says_something = named.iter().any(|name| name.starts_with("org."));
    let mut blocks: Vec<(String, String)> = Vec::new();
    for block in named.iter().filter_map(|name| block_of(now, job, name)) {
        if block != of.block && !blocks.iter().any(|(known, _)| *known == block) {
            let title = form(studio, now, job, &block).map_or_else(|| block.clone(), |form| form.title);
            blocks.push((block, title));
        }
    }
    Fills {
        table: org.as_ref().filter(|_| says_something).and_then(|org| org.table.clone()),
        own: org.map(|org| org.fields.into_iter().filter(is_named).collect()).unwrap_or_default(),
        blocks,
    }
}

fn texts(field: &Field) -> Vec<&str> {
    match &field.value {
        Some(Value::Text(text)) => vec![text],
        Some(Value::Items(items)) => items.iter().map(String::as_str).collect(),
        Some(Value::Bare(_)) | None => Vec::new(),
    }
}

/// `contact.state.phone` is of the block `contact.state`, `cases.change` of the number `cases`.
fn block_of(now: &Now, job: &Job, name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let (first, second) = (parts.next()?, parts.next()?);
    let content = now.reading.project.contents.get(&job.content)?;
    let is = |block: &BlockName| {
        (block.kind.name() == first && block.name == second) || (block.kind == Kind::Stat && block.name == first)
    };
    content.blocks.iter().map(|block| &block.name).find(|block| is(block)).map(ToString::to_string)
}
