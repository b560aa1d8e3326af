//! Organizations side by side: two of one name, a number or an address that was copied from the next row. And languages
//! that an organization asks for and nobody knows.

use super::Desk;
use super::near_names::is_slip;
use super::words::{Word, words};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::hashes::{Hashes, Times, short as hash};
use crate::model::{Org, Project};
use crate::qr::{payload, phone};
use crate::resolve::endonym;
use std::collections::{BTreeMap, HashMap};

/// Hosts of mail that belong to nobody's site.
const MAIL_FOR_ALL: [&str; 12] = [
    "gmail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "aol.com",
    "icloud.com",
    "msn.com",
    "live.com",
    "comcast.net",
    "proton.me",
    "protonmail.com",
    "me.com",
];

/// Organizations that have files of their own. Rows of tables are looked at when a table is read, where cells slip.
fn in_files(project: &Project) -> impl Iterator<Item = &Org> {
    project.orgs.values().filter(|org| project.sources.table(org.origin.file).is_none())
}

/// What is wrong with organizations, seen together.
pub fn side_by_side(project: &Project) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut called: BTreeMap<String, Vec<&At<String>>> = BTreeMap::new();
    let mut lines: BTreeMap<String, Vec<&Org>> = BTreeMap::new();
    for org in in_files(project) {
        let short = org.short.as_ref().filter(|short| plain(&short.value) != plain(&org.name.value));
        for name in [Some(&org.name), short].into_iter().flatten() {
            called.entry(plain(&name.value)).or_default().push(name);
        }
        if let Some(number) = org.phone.as_ref().and_then(line) {
            lines.entry(number).or_default().push(org);
        }
    }
    for names in called.values().filter(|names| names.len() > 1) {
        let message = format!("{} organizations are called `{}` on their sheets", names.len(), names[0].value);
        let diagnostic = Diagnostic::warning(&checks::SAME_NAME, names[1].span, message)
            .help("write what tells them apart into the name, such as the town");
        found.push(diagnostic.also(names[0].span, "the first"));
    }
    for orgs in lines.values().filter(|orgs| !is_one_house(orgs)) {
        let (Some(first), Some(second)) = (&orgs[0].phone, &orgs[1].phone) else { continue };
        let message =
            format!("`{}` and `{}` have the same number, and sites of their own", orgs[0].name.value, orgs[1].name.value);
        found.push(
            Diagnostic::warning(&checks::SAME_PHONE, second.span, message)
                .also(first.span, "the other")
                .help("look the number up: was it copied from the row above?"),
        );
    }
    found.extend(strangers(project));
    found
}

/// A word of the short name that is one of the whole name with a letter wrong.
pub(super) fn short(org: &Org, found: &mut Vec<Diagnostic>) {
    let Some(short) = &org.short else { return };
    let (whole, parts) = (words(&org.name.value), words(&short.value));
    let is_there = |word: &Word<'_>| whole.iter().any(|other| other.text.eq_ignore_ascii_case(word.text));
    let slip = parts.iter().filter(|word| word.text.chars().count() > 4 && !is_there(word)).find_map(|word| {
        let right = whole.iter().find(|other| is_slip(other.text, word.text, true))?;
        Some((word.text, right.text))
    });
    found.extend(slip.map(|(word, right)| {
        let message = format!("the short name has `{word}`, and the name `{right}`");
        Diagnostic::warning(&checks::NEAR_NAME, short.span, message)
            .also(org.name.span, "the name")
            .help("write the name the same way in both places")
    }));
}

/// As names are compared.
fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of an office without extension, as it is dialled.
fn line(number: &At<String>) -> Option<String> {
    phone::parse(&number.value).ok().filter(|p| p.extension.is_none())?.dialled(&number.value).ok()
}

/// Whether all of them share a site, or one has none: branches may share a number.
fn is_one_house(orgs: &[&Org]) -> bool {
    let mut homes = orgs.iter().map(|org| home(org));
    let first = homes.next().flatten();
    orgs.len() < 2
        || orgs.iter().any(|org| org.phone_ext.is_some())
        || first.is_none()
        || homes.any(|home| home.is_none() || home == first)
}

fn home(org: &Org) -> Option<String> {
    org.web.as_ref().and_then(|web| payload::host(&web.value))
}

fn mail(org: &Org) -> Option<String> {
    let host = org.email.as_ref()?.value.rsplit_once('@')?.1.trim().to_lowercase();
    (!MAIL_FOR_ALL.contains(&host.as_str())).then_some(host)
}

/// Whether one host is the other's, or under it.
fn is_same_house(a: &str, b: &str) -> bool {
    let under = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    under(a, b) || under(b, a)
}

/// Organizations whose site or mail is at the host of another one, and not both: a cell slipped by a row.
fn strangers(project: &Project) -> Vec<Diagnostic> {
    let site_and_mail = |org: &Org| {
        let mail = mail(org)?;
        Some((home(org)?, mail))
    };
    // Of hosts that are one organization's alone, by its site and its mail.
    let mut owners: HashMap<String, Vec<&Org>> = HashMap::new();
    for org in in_files(project) {
        if let Some((home, mail)) = site_and_mail(org)
            && is_same_house(&home, &mail)
        {
            owners.entry(home).or_default().push(org);
        }
    }
    let mut mails: HashMap<String, Vec<&Org>> = HashMap::new();
    for org in in_files(project) {
        if let Some(mail) = mail(org) {
            mails.entry(mail).or_default().push(org);
        }
    }
    let sole = |all: &HashMap<String, Vec<&'_ Org>>, host: &str, org: &Org| {
        all.get(host).is_some_and(|owners| owners.len() == 1 && !std::ptr::eq(owners[0], org))
    };
    let mut found = Vec::new();
    for org in in_files(project) {
        let Some((home, mail)) = site_and_mail(org) else { continue };
        if is_same_house(&home, &mail) {
            continue;
        }
        let (key, host, text) = match () {
            () if sole(&owners, &home, org) || sole(&mails, &home, org) => ("site", &home, org.web.as_ref()),
            () if sole(&owners, &mail, org) => ("mail", &mail, org.email.as_ref()),
            () => continue,
        };
        let span = text.map_or(Span::NONE, |text| text.span);
        let other = owners.get(host).or_else(|| mails.get(host)).and_then(|all| all.first());
        let name = other.map_or("another organization", |other| other.name.value.as_str());
        let message = format!("the {key} of `{}` is at `{host}`, which is that of `{name}`", org.name.value);
        found.push(Diagnostic::warning(&checks::OTHER_HOUSE, span, message).help("look it up: was it copied from another row?"));
    }
    found
}

/// A batch that is never in memory as a whole: not what is wrong, but whether anything may be.
#[derive(Debug, Default)]
pub struct Neighbours {
    called: Hashes,
    /// The host of the first organization with a number.
    lines: Hashes<u64>,
    /// Sites and mail of organizations whose two are not of one house.
    apart: Vec<(u64, u64)>,
    /// The hosts at which organizations have their site or mail.
    hosts: Times,
    clash: bool,
}

impl Neighbours {
    /// Looks at more organizations.
    pub fn add(&mut self, project: &Project) {
        for org in in_files(project) {
            let short = org.short.as_ref().filter(|short| plain(&short.value) != plain(&org.name.value));
            for name in [Some(&org.name), short].into_iter().flatten() {
                self.clash |= !self.called.add(hash(&plain(&name.value)));
            }
            let home = home(org);
            if let (Some(number), Some(home)) = (org.phone.as_ref().and_then(line), &home) {
                let home = hash(home);
                self.clash |= self.lines.insert(hash(&number), home).is_some_and(|first| first != home);
            }
            if let (Some(home), Some(mail)) = (home, mail(org)) {
                let (home_hash, mail_hash) = (hash(&home), hash(&mail));
                if is_same_house(&home, &mail) {
                    self.hosts.add(home_hash);
                } else {
                    self.apart.push((home_hash, mail_hash));
                    self.hosts.add(mail_hash);
                }
            }
        }
    }

    /// Whether it is known already that some of them may not stand side by side.
    pub fn clash(&self) -> bool {
        self.clash
    }

    /// Whether all of them may stand side by side. If not, [`side_by_side`] says why, given all of them.
    pub fn agree(self) -> bool {
        let times = |host: u64| self.hosts.of(host);
        !self.clash && self.apart.iter().all(|(home, mail)| times(*home) == 0 && times(*mail) == 1)
    }
}

/// Languages that people are answered in and whose names nobody knows. Those that sheets are made in are looked up when
/// the organization is read: only then is known which files there are.
pub(super) fn languages(org: &Org, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let spoken = org.hotlines.iter().flat_map(|line| &line.languages).chain(&org.text_languages);
    for tag in spoken {
        if endonym(desk.project, &tag.value).is_none() {
            found.push(unknown(tag, desk));
        }
    }
}

fn unknown(tag: &At<String>, desk: &Desk<'_>) -> Diagnostic {
    let (what, languages) = (tag.value.as_str(), &desk.project.languages);
    let lower = what.to_lowercase();
    let meant = languages.values().find(|l| l.name.value.to_lowercase() == lower || l.endonym.value.to_lowercase() == lower);
    let message = format!("`{what}` is no language: its name is not known, so it cannot be printed");
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, tag.span, message);
    match meant.map(|l| l.tag.as_str()).or_else(|| near(what, languages.keys().map(String::as_str))) {
        Some(tag) => diagnostic.help(format!("write `{tag}`")),
        None => diagnostic.help("write a tag of two or three letters, such as `en`; `handbill list languages` shows them"),
    }
}
