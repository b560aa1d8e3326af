//! Whether every block of a content reaches some paper. Words that no product shows are as good as lost, and nobody
//! would miss them on a proof.

use super::theme;
use crate::diag::{Diagnostic, checks};
use crate::model::{BlockName, Name, Project};
use std::collections::{BTreeMap, BTreeSet};

/// A warning for each block that no `[[make]]` of the project has an area for. Contents that nothing is made of are
/// left alone.
pub fn unplaced(project: &Project) -> Vec<Diagnostic> {
    let mut shown: BTreeMap<&Name, BTreeSet<&str>> = BTreeMap::new();
    for make in &project.makes {
        let theme = make.theme.as_ref().unwrap_or(&project.defaults.theme);
        let layouts = theme::effective(project, &theme.value).layouts;
        let names = shown.entry(&make.content.value).or_default();
        for format in &make.formats {
            let of_format = layouts.iter().filter(|((name, _), _)| *name == format.value);
            names.extend(of_format.flat_map(|(_, layout)| layout.areas.value.iter().flatten().map(String::as_str)));
        }
    }
    let mut found = Vec::new();
    // Where no format has a layout at all, `no-layout` says so.
    for (content, names) in shown.into_iter().filter(|(_, names)| !names.is_empty()) {
        let Some(content) = project.contents.get(content) else { continue };
        let areas: BTreeSet<BlockName> = names.into_iter().filter_map(BlockName::parse).collect();
        for block in content.blocks.iter().filter(|b| !areas.contains(&b.name)) {
            let message = format!("`{}` reaches no paper", block.name);
            found.push(
                Diagnostic::warning(&checks::BLOCK_WITHOUT_AREA, block.origin, message)
                    .label("no format that is made has an area for it")
                    .help(format!("write `{}` into `areas` of a layout in the theme, or take the block out", block.name)),
            );
        }
    }
    found
}
