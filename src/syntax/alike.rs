//! Values of one row that seem to be another's: copied down, dragged, or exchanged. Rows are compared by what they own: the
//! host of their web site and that of their mail. What is looked for beside that is in `copied`.

mod copied;

use super::table::Found;
use crate::diag::{At, Diagnostic, checks};
use crate::model::Org;
use std::collections::BTreeMap;

/// Hosts of mail that belong to nobody in particular.
pub(super) const PUBLIC_MAIL: [&str; 14] = [
    "aol.com",
    "att.net",
    "charter.net",
    "comcast.net",
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mac.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "yahoo.com",
];

/// What is said of the rows of one table.
pub(super) fn check(found: &[Found<Org>]) -> Vec<Diagnostic> {
    let rows: Vec<Row<'_>> = found.iter().map(Row::of).collect();
    let mut diagnostics = Vec::new();
    let by = |key: fn(&Row<'_>) -> Option<String>| {
        let mut all: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            key(row).into_iter().for_each(|key| all.entry(key).or_default().push(i));
        }
        all
    };
    let mails = by(|row| row.mail.map(str::to_string));
    for row in &rows {
        let (Some(web), Some(mail)) = (row.web, row.mail) else { continue };
        // The site belongs to whoever has mail there.
        let owner = mails.get(web).filter(|_| !akin(web, mail) && !PUBLIC_MAIL.contains(&mail)).and_then(|all| all.first());
        if let (Some(owner), Some(at)) = (owner.map(|i| &rows[*i]), &row.org.web) {
            let message = format!("the site of `{}` is that of `{}`, and its mail is at `{mail}`", row.name(), owner.name());
            let place = owner.org.email.as_ref().map_or(owner.org.name.span, |email| email.span);
            diagnostics.push(warning(at, message).also(place, "its owner"));
        }
    }
    let phones = by(|row| row.org.phone.as_ref().map(|p| p.value.chars().filter(char::is_ascii_digit).collect()));
    for (_, same) in phones.iter().filter(|(digits, _)| digits.len() >= 10) {
        for pair in same.windows(2) {
            let (one, other) = (&rows[pair[0]], &rows[pair[1]]);
            let differ = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| !akin(a, b));
            // With mail at one host, or at hosts of everybody, they may well be of one house.
            let share_mail = one.mail.is_some() && other.mail.is_some() && !differ(one.mail, other.mail);
            if !differ(one.web, other.web) || share_mail {
                continue;
            }
            let (Some(first), Some(again)) = (&one.org.phone, &other.org.phone) else { continue };
            let message = format!("`{}` has the number of `{}`: {}", other.name(), one.name(), again.value);
            diagnostics.push(warning(again, message).also(first.span, "the other"));
        }
    }
    diagnostics.extend(same_mail(&rows));
    diagnostics.extend(two_codes(&rows));
    diagnostics.extend(copied::check(&rows));
    for (_, same) in by(|row| Some(row.name().to_lowercase())).iter().filter(|(_, same)| same.len() > 1) {
        for pair in same.windows(2) {
            let (one, other) = (&rows[pair[0]].org.name, &rows[pair[1]].org.name);
            let message = format!("two rows are called `{}`: on paper nobody can tell them apart", other.value);
            diagnostics.push(warning(other, message).also(one.span, "the other"));
        }
    }
    diagnostics
}

/// One mail address in rows with sites of their own, at the host of one of them.
fn same_mail(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<String, &Row<'_>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.web.zip(row.mail).is_some_and(|(web, mail)| akin(web, mail))) {
        if let Some(email) = &row.org.email {
            owners.entry(email.value.to_lowercase()).or_insert(row);
        }
    }
    let slipped = rows.iter().filter_map(|row| {
        let (email, web) = (row.org.email.as_ref()?, row.web?);
        let owner = owners.get(&email.value.to_lowercase()).filter(|owner| owner.web.is_some_and(|home| !akin(home, web)))?;
        let message = format!("`{}` has the mail address of `{}`: {}", row.name(), owner.name(), email.value);
        let place = owner.org.email.as_ref().map_or(owner.org.name.span, |email| email.span);
        Some(warning(email, message).also(place, "its owner"))
    });
    slipped.collect()
}

/// One street with two postal codes: dragged down, a code counts on.
fn two_codes(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let mut streets: BTreeMap<String, (&str, &At<String>)> = BTreeMap::new();
    let mut found = Vec::new();
    for address in rows.iter().filter_map(|row| row.org.address.as_ref()) {
        let Some((street, code)) = address.value.trim().rsplit_once(' ') else { continue };
        let five = |code: &str| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
        if !five(code) || !street.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let (first, earlier) = *streets.entry(street.to_lowercase()).or_insert((code, address));
        if first != code {
            let message = format!("`{street}` has the postal code {first} in one row and {code} in another");
            found.push(warning(address, message).also(earlier.span, "the other"));
        }
    }
    found
}

fn warning(at: &At<String>, message: String) -> Diagnostic {
    let help = "look whether a cell was copied down, or two were exchanged";
    Diagnostic::warning(&checks::COPIED_DOWN, at.span, message).help(help)
}

/// An organization by what it owns.
pub(super) struct Row<'f> {
    org: &'f Org,
    /// Hosts in small letters.
    web: Option<&'f str>,
    mail: Option<&'f str>,
}

impl Row<'_> {
    fn of(found: &Found<Org>) -> Row<'_> {
        let org = &found.value;
        let web = org.web.as_ref().and_then(|web| web.value.split_once("://")).map(|(_, rest)| rest);
        let web = web.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
        let mail = org.email.as_ref().and_then(|email| email.value.rsplit_once('@')).map(|(_, host)| host);
        Row { org, web: web.map(|host| host.strip_prefix("www.").unwrap_or(host)), mail }
    }

    fn name(&self) -> &str {
        &self.org.name.value
    }
}

/// One host, or a part of the other.
fn akin(one: &str, other: &str) -> bool {
    let ends = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|head| head.is_empty() || head.ends_with('.'));
    ends(one, other) || ends(other, one)
}
