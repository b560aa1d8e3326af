//! What belongs to another organization of the project, in the words and the logo of one: its site, its number, its file (codes are
//! looked at in `names`).
//! And mail in an organization's own words that goes to somebody else.

use super::Sheet;
use super::addresses::{hosts_in, is_provider, mails, site_of};
use super::numbers::numbers;
use super::passages::{Part, Passage};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Name, Org, Project};
use crate::qr::{payload, phone};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// Whose each site, number and name of a file is; what several share is nobody's.
pub(super) struct Owners<'a> {
    sites: BTreeMap<String, Option<&'a Name>>,
    numbers: BTreeMap<String, Option<&'a Name>>,
    /// What each is called, as files are.
    called: BTreeMap<String, Option<&'a Name>>,
    project: &'a Project,
}

impl<'a> Owners<'a> {
    /// Who owns which host and which number, of all organizations that were read.
    pub fn of(project: &'a Project) -> Owners<'a> {
        let (mut sites, mut numbers, mut called) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (name, org) in &project.orgs {
            let names = [plain(name), plain(&org.name.value)].into_iter().filter(|of| of.len() > 4);
            names.for_each(|of| note(&mut called, of, name));
            own_sites(org).into_iter().for_each(|site| note(&mut sites, site, name));
            org.phone.iter().filter_map(|number| ten_digits(&number.value)).for_each(|digits| note(&mut numbers, digits, name));
        }
        Owners { sites, numbers, called, project }
    }

    fn other(&self, found: Option<&Option<&'a Name>>, own: &Name) -> Option<&'a Org> {
        let name = found.copied().flatten().filter(|name| *name != own)?;
        self.project.orgs.get(name)
    }
}

fn note<'a>(all: &mut BTreeMap<String, Option<&'a Name>>, key: String, name: &'a Name) {
    all.entry(key).and_modify(|of| *of = of.filter(|there| *there == name)).or_insert(Some(name));
}

/// Hosts of its web addresses and of its mail.
fn own_sites(org: &Org) -> Vec<String> {
    let links = [&org.web, &org.link].into_iter().flatten().filter_map(|link| payload::host(&link.value));
    links.chain(org.email.iter().filter_map(|mail| mail_host(&mail.value))).collect()
}

fn mail_host(mail: &str) -> Option<String> {
    mail.rsplit_once('@').map(|(_, host)| host.trim().to_lowercase())
}

fn ten_digits(number: &str) -> Option<String> {
    let digits = phone::parse(number).ok()?.digits;
    Some(digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits).to_string())
}

pub(super) fn check(
    (name, org): (&Name, &Org),
    passages: &[Passage<'_>],
    sheets: &[&super::Source<'_>],
    owners: &Owners<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let own = LazyCell::new(|| own_sites(org));
    for passage in passages.iter().filter(|p| matches!(p.key, "say" | "link" | "sponsor" | "disclaimer")) {
        let text = passage.text.value.as_str();
        let hosts = if passage.part == Part::Link { payload::host(text).into_iter().collect() } else { hosts_in(text) };
        let is_other = |host: &&String| !own.contains(host);
        let theirs =
            hosts.iter().filter(is_other).find_map(|host| Some((host.clone(), owners.other(owners.sites.get(host), name)?)));
        let called = || {
            let said = numbers(text, passage.language);
            let numbers = said.iter().filter(|n| {
                n.fault.is_none() && org.phone.as_ref().and_then(|p| ten_digits(&p.value)).as_ref() != Some(&n.digits)
            });
            let mut theirs =
                numbers.filter_map(|n| Some((n.text.to_string(), owners.other(owners.numbers.get(&n.digits), name)?)));
            theirs.next()
        };
        if let Some((what, other)) = theirs.or_else(called) {
            found.push(
                Diagnostic::warning(&checks::BORROWED, passage.text.span, format!("`{what}` is that of `{}`", other.name.value))
                    .also(other.name.span, "it is stated here")
                    .help(format!("write what belongs to `{}`, or take it out", org.name.value)),
            );
        } else if passage.key == "say" {
            found.extend(foreign_mail(org, passage, sheets));
        }
    }
    found.extend(logo(name, org, owners));
}

/// `Write to desk@rivertown.example.com` in the words of an organization whose mail and site are elsewhere, and not on the sheet
/// either. Offices of government lend each other theirs.
fn foreign_mail(org: &Org, passage: &Passage<'_>, sheets: &[&super::Source<'_>]) -> Option<Diagnostic> {
    let own: Vec<String> = own_sites(org).iter().map(|host| site_of(host)).collect();
    let mail = mails(&passage.text.value).find(|mail| {
        let Some(host) = mail_host(mail) else { return false };
        let site = site_of(&host);
        let is_public = [".gov", ".mil", ".us"].iter().any(|top| site.ends_with(top));
        !own.is_empty() && !own.contains(&site) && !is_public && !is_provider(&host) && !on_sheets(&site, sheets)
    })?;
    let message = format!("the words of `{}` give `{mail}`, and its own mail and pages are elsewhere", org.name.value);
    let own = org.email.as_ref().or(org.web.as_ref());
    let told = Diagnostic::warning(&checks::BORROWED, passage.text.span, message).help("write its own address, or take it out");
    Some(match own {
        Some(own) => told.also(own.span, "its own"),
        None => told,
    })
}

fn on_sheets(site: &str, sheets: &[&super::Source<'_>]) -> bool {
    let has = |sheet: &Sheet<'_>| {
        sheet.passages.iter().any(|p| match p.part {
            Part::Mail => mail_host(&p.text.value).is_some_and(|host| site_of(&host) == site),
            Part::Link => payload::host(&p.text.value).is_some_and(|host| site_of(&host) == site),
            _ => p.text.value.to_lowercase().contains(site),
        })
    };
    sheets.iter().any(|source| has(source.sheet))
}

/// A logo whose file is called after another organization.
fn logo(name: &Name, org: &Org, owners: &Owners<'_>) -> Option<Diagnostic> {
    let file: &At<String> = &org.logo.as_ref().filter(|logo| logo.owner.is_none())?.file;
    let stem = plain(file.value.rsplit('/').next()?.split('.').next()?);
    let whose: Vec<&Option<&Name>> = beginnings(&stem).filter_map(|head| owners.called.get(head)).collect();
    if whose.iter().any(|of| of.is_none_or(|of| of == name)) {
        return None;
    }
    let other = owners.other(whose.first().copied(), name)?;
    let message = format!("the logo of `{}` is called after `{}`: `{}`", org.name.value, other.name.value, file.value);
    let help = "name its own file; for a mark of somebody else say whose it is, under `owner`";
    Some(Diagnostic::warning(&checks::BORROWED, file.span, message).also(other.name.span, "the other one").help(help))
}

/// `rivertown-library-dark`, `rivertown-library`, `rivertown`: what a file may be called after.
fn beginnings(stem: &str) -> impl Iterator<Item = &str> {
    let ends = stem.match_indices('-').map(|(at, _)| at).chain([stem.len()]);
    ends.collect::<Vec<_>>().into_iter().rev().map(|end| &stem[..end])
}

/// Small letters and digits, hyphens between.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_after_somebody() {
        let stem = plain("Rivertown_Library dark");
        assert_eq!(beginnings(&stem).collect::<Vec<_>>(), ["rivertown-library-dark", "rivertown-library", "rivertown"]);
        assert_eq!(beginnings("logo").collect::<Vec<_>>(), ["logo"]);
    }
}
