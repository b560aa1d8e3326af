//! Whether every block of a content reaches some paper. Words that no product shows are as good as lost, and nobody
//! would miss them on a proof.

use super::theme;
use crate::diag::{Diagnostic, checks, near};
use crate::model::{BlockName, Body, Choice, Kind, Name, Payload, Project, Qr};
use std::collections::{BTreeMap, BTreeSet};

/// Blocks that no `[[make]]` of the project has an area for, a warning a content; contents that nothing is made of are
/// left alone. And words of organizations for places that do not exist, an error each.
pub fn unplaced(project: &Project) -> Vec<Diagnostic> {
    let mut shown: BTreeMap<&Name, BTreeSet<BlockName>> = BTreeMap::new();
    for make in &project.makes {
        let theme = make.theme.as_ref().unwrap_or(&project.defaults.theme);
        let effective = theme::effective(project, &theme.value);
        let blocks: Vec<BlockName> = project
            .contents
            .get(&make.content.value)
            .map_or_else(Vec::new, |c| c.blocks.iter().map(|b| b.name.clone()).collect());
        let names = shown.entry(&make.content.value).or_default();
        for format in &make.formats {
            let Some(paper) = project.formats.get(&format.value) else { continue };
            for piece in super::pieces_of(paper) {
                let Some(chosen) = effective.layout(project, &format.value, paper, &piece) else { continue };
                let areas = chosen.layout.areas.iter().flat_map(|a| a.value.iter().flatten());
                let choices: Vec<Choice> = areas.filter_map(|area| Choice::parse(area)).map(Choice::without_language).collect();
                let taken: Vec<BlockName> = choices.iter().flat_map(Choice::blocks).cloned().collect();
                names.extend(choices.iter().flat_map(|choice| reached(choice, &make.content.value, project, &blocks, &taken)));
                // A place for words that only organizations have.
                names.extend(taken.into_iter().filter(|name| !blocks.contains(name)));
            }
        }
    }
    // Where no format has a layout at all, `no-layout` says so.
    shown.retain(|_, names| !names.is_empty());
    let mut found: Vec<Diagnostic> =
        shown.iter().filter_map(|(content, names)| blocks_unplaced(project, content, names)).collect();
    if !shown.is_empty() {
        found.extend(words_unplaced(project, &shown.into_values().flatten().collect()));
    }
    found
}

/// What a choice puts on paper: the first block that the content has, and the next one too where that may be left out.
fn reached(choice: &Choice, content: &Name, project: &Project, blocks: &[BlockName], taken: &[BlockName]) -> Vec<BlockName> {
    let optional = |name: &BlockName| {
        let block = project.contents.get(content).and_then(|c| c.blocks.iter().find(|b| b.name == *name));
        block.is_some_and(|block| match &block.body {
            Body::Qr(Qr { payload: Payload::Link(text) | Payload::Call(text), .. }) => text.value.contains("?}"),
            _ => false,
        })
    };
    let mut rest: Vec<BlockName> = blocks.to_vec();
    let mut reached = Vec::new();
    while let Some(name) = choice.of(&rest, taken).cloned() {
        rest.retain(|other| *other != name);
        let goes_on = optional(&name);
        reached.push(name);
        if !goes_on {
            break;
        }
    }
    reached
}

fn blocks_unplaced(project: &Project, content: &Name, areas: &BTreeSet<BlockName>) -> Option<Diagnostic> {
    let blocks = &project.contents.get(content)?.blocks;
    // An event reaches paper by its pieces.
    let mut lost = blocks.iter().filter(|b| b.name.kind != Kind::Event && !areas.contains(&b.name));
    let first = lost.next()?;
    let message = format!("`{}` reaches no paper", first.name);
    let diagnostic = Diagnostic::warning(&checks::BLOCK_WITHOUT_AREA, first.origin, message)
        .label("no format that is made has an area for it")
        .help("make another format, write the name into `areas` of a layout, or take the block out");
    Some(lost.fold(diagnostic, |d, block| d.also(block.origin, format!("nor does `{}`", block.name))))
}

/// `[say]` may fill an open place: a block that a layout has an area for. A misspelt name has none, and its words
/// would be lost.
fn words_unplaced(project: &Project, areas: &BTreeSet<BlockName>) -> Vec<Diagnostic> {
    let of_contents = project.contents.values().flat_map(|c| &c.blocks).map(|b| &b.name);
    let places: BTreeSet<&BlockName> = areas.iter().chain(of_contents).collect();
    let all: Vec<String> = places.iter().map(ToString::to_string).collect();
    let mut found = Vec::new();
    for org in project.orgs.values() {
        for (name, words) in org.say.iter().filter(|(name, _)| !places.contains(name)) {
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, words.span, format!("there is no place for `{name}`"));
            found.push(match near(&name.to_string(), all.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("name a text or note of the content"),
            });
        }
    }
    found
}
