//! For whom something is made.

use super::Planner;
use crate::diag::{Diagnostic, checks};
use crate::model::{Make, Name, OrgChoice};

impl Planner<'_> {
    /// The organizations that a make names and that there are.
    pub(super) fn orgs(&mut self, make: &Make) -> Vec<Name> {
        let project = self.project;
        match &make.orgs {
            OrgChoice::All(span) => {
                if project.orgs.is_empty() && (self.request.given || project.organizations > 0) {
                    self.not_understood = true;
                } else if project.orgs.is_empty() {
                    let message = "there is no organization in `content/orgs/`";
                    self.diagnostics.push(
                        Diagnostic::error(&checks::UNKNOWN_NAME, *span, message).help("begin one with `handbill new org NAME`"),
                    );
                }
                project.orgs.keys().cloned().collect()
            }
            // With a table in place of all organizations, a make for others is not asked for.
            OrgChoice::Named(names) if self.request.given => {
                names.iter().map(|name| &name.value).filter(|name| project.orgs.contains_key(*name)).cloned().collect()
            }
            OrgChoice::Named(names) => {
                let mut found = Vec::new();
                for name in names {
                    match project.orgs.contains_key(&name.value) {
                        true => found.push(name.value.clone()),
                        false => self.unknown("organization", name),
                    }
                }
                found
            }
            OrgChoice::Only => {
                let only: Vec<Name> = project.orgs.keys().cloned().collect();
                if let [_, _, ..] = only.as_slice() {
                    let message = "nothing says whose product it is, and there are several organizations";
                    let help = format!("add `orgs = [\"{}\"]` to this `[[make]]`", only[0]);
                    self.report(Diagnostic::error(&checks::MISSING_KEY, make.origin, message).help(help));
                    return Vec::new();
                }
                self.not_understood |= only.is_empty();
                only
            }
            // One table in place of another.
            OrgChoice::Table(_) if self.request.given => {
                self.not_understood |= project.orgs.is_empty();
                project.orgs.keys().cloned().collect()
            }
            // Rows with mistakes of their own were reported when they were read.
            OrgChoice::Table(rows) => {
                self.not_understood |= rows.names.is_empty();
                rows.names.iter().filter(|name| project.orgs.contains_key(*name)).cloned().collect()
            }
        }
    }
}
