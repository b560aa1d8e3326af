//! Languages that organizations ask for and nobody makes anything in.

use super::{Job, Request};
use crate::diag::{Diagnostic, checks};
use crate::model::{Name, OrgChoice, Project};
use std::collections::BTreeSet;

/// Organizations for which nothing is made, because nothing is made in a language that they ask for.
pub(super) fn asked_in_vain(project: &Project, request: &Request, jobs: &[Job]) -> Vec<Diagnostic> {
    if !request.names.is_empty()
        || !request.contents.is_empty()
        || !request.languages.is_empty()
        || !request.orgs.is_empty()
        || request.events
    {
        return Vec::new();
    }
    let made: BTreeSet<&Name> = jobs.iter().flat_map(Job::orgs).collect();
    let asked = |name: &Name| {
        project.makes.iter().filter(|make| make.events.is_none()).any(|make| match &make.orgs {
            OrgChoice::All(_) => true,
            OrgChoice::Only => false,
            OrgChoice::Named(names) => names.iter().any(|named| named.value == *name),
            OrgChoice::Table(rows) => rows.names.contains(name),
        })
    };
    let idle = project.orgs.iter().filter(|(name, org)| !org.languages.is_empty() && !made.contains(name) && asked(name));
    idle.map(|(name, org)| {
        let tags: Vec<&str> = org.languages.iter().map(|tag| tag.value.as_str()).collect();
        let message = format!("nothing is made for `{name}`: it asks for {}, and no order is made in it", tags.join(", "));
        let help = "add the language to `languages` in `handbill.toml`, or another one to the organization";
        let place = org.languages.first().map_or(org.origin, |tag| tag.span);
        Diagnostic::warning(&checks::NOTHING_TO_MAKE, place, message).help(help)
    })
    .collect()
}
