//! Colours of an organization that no theme asks for: `acent` for `accent`. The sheet is printed in the theme's own, without a word.

use super::Desk;
use crate::diag::{Diagnostic, checks, near};
use crate::model::{Org, Project};
use std::collections::BTreeSet;

/// The colours that themes have and ask for.
pub(super) fn roles(project: &Project) -> BTreeSet<&str> {
    let themes = || project.themes.values();
    let asked = themes().flat_map(|theme| theme.colors.values()).flat_map(|value| {
        let parts = value.value.split("org.color.").skip(1);
        parts.map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).next().unwrap_or_default())
    });
    themes().flat_map(|theme| theme.colors.keys()).map(String::as_str).chain(asked).collect()
}

pub(super) fn check(org: &Org, roles: &BTreeSet<&str>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    // Without a theme that can be read, nobody knows.
    if desk.project.themes.is_empty() {
        return;
    }
    for (role, color) in org.colors.iter().filter(|(role, _)| !roles.contains(role.as_str())) {
        let message = format!("no theme has a colour `{role}`, and this one is not used");
        let told = Diagnostic::warning(&checks::UNKNOWN_KEY, color.span, message);
        found.push(match near(role, roles.iter().copied()) {
            Some(right) => told.help(format!("did you mean `{right}`?")),
            None => told.help("`brand` and `accent` are in every theme"),
        });
    }
}
