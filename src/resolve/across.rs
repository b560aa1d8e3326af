//! Mistakes that show only when organizations are looked at side by side: rows of a table slip, and a code leads to
//! somebody else's door.

use crate::diag::{At, Diagnostic, checks, near};
use crate::hashes::{Hashes, Times, short};
use crate::model::{Kind, Name, Org, Project};
use crate::qr::payload;
use std::collections::{BTreeMap, BTreeSet};

/// Links for codes that no content has.
pub fn links(project: &Project) -> Vec<Diagnostic> {
    let codes: BTreeSet<&str> = project
        .contents
        .values()
        .flat_map(|c| &c.blocks)
        .filter(|b| b.name.kind == Kind::Qr)
        .map(|b| b.name.name.as_str())
        .chain(project.codes_elsewhere.iter().map(String::as_str))
        .collect();
    let links = project.orgs.values().flat_map(|org| &org.links);
    links.filter_map(|(code, link)| no_such_code(&codes, code, link)).collect()
}

/// What is wrong with the codes of organizations, seen together.
pub fn across(project: &Project) -> Vec<Diagnostic> {
    let with_links = || project.orgs.iter().filter(|(_, org)| !org.links.is_empty());
    if with_links().next().is_none() {
        return Vec::new();
    }
    // Hosts that belong to one organization alone; several may share that of their parent.
    let mut owners: BTreeMap<String, Vec<&Name>> = BTreeMap::new();
    for (name, org) in &project.orgs {
        owners.entry(home(org).unwrap_or_default()).or_default().push(name);
    }
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, (&Name, &At<String>)> = BTreeMap::new();
    for (name, org) in with_links() {
        let home = home(org);
        for link in org.links.values() {
            let host = payload::host(&link.value);
            let foreign = host.as_ref().filter(|h| home.as_ref() != Some(*h)).and_then(|h| owners.get(h));
            if let Some([other]) = foreign.map(Vec::as_slice)
                && *other != name
            {
                let other = &project.orgs[*other];
                let message = format!("the code of `{}` leads to `{}`", org.name.value, other.name.value);
                let help = format!("write a link to {}", home.as_deref().unwrap_or("the organization's own site"));
                let diagnostic = Diagnostic::error(&checks::QR_OTHER_ORGANIZATION, link.span, message).help(help);
                found.push(other.web.iter().fold(diagnostic, |d, web| d.also(web.span, "its address")));
            } else if let Some((first, there)) = seen.insert(link.value.trim(), (name, link))
                && self::home(&project.orgs[first]) != home
            {
                let message = format!("`{first}` and `{name}` have the same link in their codes");
                found.push(
                    Diagnostic::warning(&checks::QR_SAME_LINK, link.span, message)
                        .also(there.span, "the other")
                        .help("give each its own, or leave the key out where the content's link serves both"),
                );
            }
        }
    }
    found
}

/// The same of a batch that is never in memory as a whole: not what is wrong, but whether anything may be.
#[derive(Debug, Default)]
pub struct Neighbours {
    names: Hashes,
    /// The hosts of organizations.
    homes: Times,
    /// The host of the organization whose code leads somewhere.
    links: Hashes<u64>,
    /// Hosts of links that lead away from their organization's own.
    away: BTreeSet<u64>,
    /// Two organizations of one name, or with one link.
    clash: bool,
}

impl Neighbours {
    /// Looks at more organizations.
    pub fn add(&mut self, project: &Project) {
        for (name, org) in &project.orgs {
            let home = home(org);
            let own = short(home.as_deref().unwrap_or_default());
            self.clash |= !self.names.add(short(name));
            self.homes.add(own);
            for link in org.links.values() {
                let host = payload::host(&link.value);
                self.away.extend(host.iter().filter(|_| host != home).map(|host| short(host)));
                self.clash |= self.links.insert(short(link.value.trim()), own).is_some_and(|first| first != own);
            }
        }
    }

    /// Whether it is known already that some of them may not stand side by side.
    pub fn clash(&self) -> bool {
        self.clash
    }

    /// Whether all of them may stand side by side. If not, [`across`] says why, given all of them.
    pub fn agree(self) -> bool {
        !self.clash && !self.away.iter().any(|host| self.homes.of(*host) == 1)
    }
}

fn home(org: &Org) -> Option<String> {
    org.web.as_ref().and_then(|web| payload::host(&web.value))
}

fn no_such_code(codes: &BTreeSet<&str>, code: &str, link: &At<String>) -> Option<Diagnostic> {
    if codes.contains(code) {
        return None;
    }
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, link.span, format!("no content has a code `qr.{code}`"));
    Some(match near(code, codes.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("there is: {}", codes.iter().copied().collect::<Vec<_>>().join(", "))),
    })
}
