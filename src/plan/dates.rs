//! What is past its date, or soon will be: permissions of marks, statistics and contacts.

use super::{DUE_DAYS, Job};
use crate::diag::{Diagnostic, checks};
use crate::model::{Body, Content, Logo, Name, Project};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Marks of others need a permission that holds today.
pub(super) fn permissions(project: &Project, jobs: &[Job], today: Date) -> Vec<Diagnostic> {
    let used: BTreeSet<&Name> = jobs.iter().flat_map(Job::orgs).collect();
    let logos = used.into_iter().filter_map(|org| project.orgs.get(org)?.logo.as_ref());
    logos.filter_map(|logo| permission(logo, today)).collect()
}

fn permission(logo: &Logo, today: Date) -> Option<Diagnostic> {
    let help = "renew the permission, or take the logo out: the name is then set in type";
    let Some(permission) = &logo.permission else {
        let owner = logo.owner.as_ref()?;
        let message = format!("the logo belongs to `{}`, and there is no permission to print it", owner.value);
        let help = "write `permission = { ref = \"...\", expires = ... }` under `[logo]`, or take the logo out";
        return Some(Diagnostic::error(&checks::NO_PERMISSION, owner.span, message).help(help));
    };
    let expires = &permission.expires;
    if expires.value < today {
        let message = format!("the permission for this logo ran out on {}, and it is {today}", expires.value);
        return Some(Diagnostic::error(&checks::NO_PERMISSION, expires.span, message).help(help));
    }
    let days = (expires.value - today).get_days();
    let message = format!("the permission for this logo runs out on {}, in {days} days", expires.value);
    let soon = i64::from(days) <= DUE_DAYS;
    soon.then(|| Diagnostic::warning(&checks::DUE_SOON, expires.span, message).help(help))
}

/// Statistics and contacts that are past their review date, or soon will be.
pub(super) fn review_dates(content: &Content, today: Date) -> Vec<Diagnostic> {
    let dated = content.blocks.iter().filter_map(|block| match &block.body {
        Body::Stat(stat) => Some((block, &stat.review_by)),
        Body::Contact(contact) => contact.review_by.as_ref().map(|d| (block, d)),
        _ => None,
    });
    let mut found = Vec::new();
    for (block, review_by) in dated {
        let days = (review_by.value - today).get_days();
        let help = "look the fact up again, then set a new `review_by`";
        if review_by.value < today {
            let message = format!("`{}` was to be reviewed by {}, and it is {today}", block.name, review_by.value);
            found.push(Diagnostic::error(&checks::EXPIRED, review_by.span, message).help(help));
        } else if i64::from(days) <= DUE_DAYS {
            let message = format!("`{}` is to be reviewed by {}, in {days} days", block.name, review_by.value);
            found.push(Diagnostic::warning(&checks::DUE_SOON, review_by.span, message).help(help));
        }
    }
    found
}
