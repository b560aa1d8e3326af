//! Words of organizations that no content and no layout has a place for.

use super::theme;
use crate::diag::{Diagnostic, checks, near};
use crate::model::{BlockName, Choice, Project};
use std::collections::BTreeSet;

/// Words of organizations for places that do not exist, an error each: places are the blocks of contents, and those that
/// a layout names.
pub fn unplaced(project: &Project) -> Vec<Diagnostic> {
    let mut named: BTreeSet<BlockName> = BTreeSet::new();
    for make in &project.makes {
        let theme = make.theme.as_ref().unwrap_or(&project.defaults.theme);
        let effective = theme::effective(project, &theme.value);
        for format in &make.formats {
            let Some(paper) = project.formats.get(&format.value) else { continue };
            for piece in super::pieces::pieces_of(paper) {
                let Some(chosen) = effective.layout(project, &format.value, paper, &piece) else { continue };
                let areas = chosen.layout.areas.iter().flat_map(|a| a.value.iter().flatten());
                let choices: Vec<Choice> = areas.filter_map(|area| Choice::parse(area)).collect();
                named.extend(choices.iter().flat_map(Choice::blocks).map(|name| name.and_language().0));
            }
        }
    }
    if project.makes.is_empty() { Vec::new() } else { words_unplaced(project, &named) }
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
            // Another name altogether may be that of a content that is not made today.
            let meant = near(&name.to_string(), all.iter().map(String::as_str));
            found.extend(meant.map(|near| {
                Diagnostic::error(&checks::UNKNOWN_NAME, words.span, format!("there is no place for `{name}`"))
                    .help(format!("did you mean `{near}`?"))
            }));
        }
    }
    found
}
