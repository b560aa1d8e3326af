//! Hosts of one sheet that are nearly but not quite the same: a name with a letter lost.

use super::passages::{Part, Passage};
use super::{Desk, Sheet, addresses, beside_code, geo};
use crate::diag::{At, Diagnostic, checks};
use crate::qr::payload;

/// A host and where it was written.
pub(super) struct Seen<'a> {
    host: String,
    text: &'a At<String>,
}

/// Each host of some texts, where it is written first.
pub(super) fn seen<'a>(passages: &[Passage<'a>]) -> Vec<Seen<'a>> {
    let mut all: Vec<Seen<'a>> = Vec::new();
    for passage in passages {
        let text = passage.text.value.as_str();
        let hosts: Vec<String> = match passage.part {
            Part::Link => payload::host(text).into_iter().collect(),
            Part::Mail => text.rsplit_once('@').map(|(_, host)| host.trim().to_lowercase()).into_iter().collect(),
            Part::Words if text.contains('.') => {
                let mails = addresses::mails(text).filter_map(|mail| mail.rsplit_once('@').map(|(_, host)| host.to_lowercase()));
                let pieces = text.split(|c: char| c.is_whitespace() || !c.is_ascii_alphanumeric() && "()[]<>*“”\"".contains(c));
                pieces
                    .filter_map(|piece| addresses::host_of(piece.trim_matches(['.', ',', ';', ':', '!', '?'])))
                    .filter(|h| h.len() > 6)
                    .chain(mails)
                    .collect()
            }
            _ => Vec::new(),
        };
        for host in hosts.into_iter().filter(|host| !host.contains(['{', '}'])) {
            if !all.iter().any(|s| s.host == host) {
                all.push(Seen { host, text: passage.text });
            }
        }
    }
    all
}

pub(super) fn on_one_sheet(sheet: &Sheet<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    beside_code::check(sheet, found);
    geo::on_one_sheet(sheet, found);
    told(&seen(&sheet.passages), found);
    let mails = mailboxes(&sheet.passages);
    found.extend((1..mails.len()).find_map(|i| near_mailbox(&mails[i], &mails[..i])));
}

/// A mail address, in small letters, and where it was written.
pub(super) type Mailbox<'a> = (String, &'a At<String>);

pub(super) fn mailboxes<'a>(passages: &[Passage<'a>]) -> Vec<Mailbox<'a>> {
    let of = |passage: &Passage<'a>| -> Vec<String> {
        let text = passage.text.value.as_str();
        match passage.part {
            Part::Mail => vec![text.trim().to_lowercase()],
            Part::Words => addresses::mails(text).map(str::to_lowercase).collect(),
            _ => Vec::new(),
        }
    };
    let all = passages.iter().flat_map(|p| of(p).into_iter().map(|mail| (mail, p.text)));
    all.filter(|(mail, _)| !mail.contains('{')).collect()
}

/// `ofice@library.org` beside `office@library.org`: the same host, and a letter of the name is another.
fn near_mailbox((one, at): &Mailbox<'_>, others: &[Mailbox<'_>]) -> Option<Diagnostic> {
    let (other, there) = others.iter().find(|(other, _)| is_near_mailbox(one, other))?;
    let message = format!("`{one}` and `{other}` are nearly the same mail address");
    Some(
        Diagnostic::warning(&checks::NEAR_HOST, at.span, message)
            .also(there.span, format!("here it is `{other}`"))
            .help("look the address up, and write it the same way in both places"),
    )
}

fn is_near_mailbox(a: &str, b: &str) -> bool {
    let (Some((a, a_host)), Some((b, b_host))) = (a.rsplit_once('@'), b.rsplit_once('@')) else { return false };
    let letters = |name: &str| name.chars().all(char::is_alphabetic) && name.len() > 4;
    a_host == b_host && letters(a) && letters(b) && strsim::osa_distance(a, b) == 1
}

/// An address of a translation that is one of its source but for a letter or two.
pub(super) fn other_address(source: &Passage<'_>, translated: &Passage<'_>) -> Option<String> {
    let told = |other: &str, one: &str| format!("`{other}` stands here, and `{one}` in the source");
    let (own, others) = (seen(std::slice::from_ref(source)), seen(std::slice::from_ref(translated)));
    let slip = others.iter().find_map(|other| {
        let one = own.iter().find(|one| is_slip(&one.host, &other.host))?;
        Some(told(&other.host, &one.host))
    });
    slip.or_else(|| {
        let (own, others) = (mailboxes(std::slice::from_ref(source)), mailboxes(std::slice::from_ref(translated)));
        let lacks = |all: &[Mailbox<'_>], mail: &str| !all.iter().any(|(there, _)| there == mail);
        let (other, _) = others.iter().find(|(mail, _)| lacks(&own, mail))?;
        let is_near =
            |mail: &str| mail.split('@').next_back() == other.split('@').next_back() && strsim::osa_distance(mail, other) == 1;
        let (one, _) = own.iter().find(|(mail, _)| lacks(&others, mail) && is_near(mail))?;
        Some(told(other, one))
    })
}

/// The addresses of one organization.
pub(super) fn of_org(own: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    told(own, found);
}

/// Addresses of an organization held against those in the words that it hands out.
pub(super) fn beside(own: &[Seen<'_>], theirs: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    for one in own {
        let Some(other) = theirs.iter().find(|other| is_slip(&one.host, &other.host)) else { continue };
        found.push(nearly(other, one));
    }
}

/// Mail addresses of an organization held against those of a content that it hands out.
pub(super) fn mail_beside(own: &[Passage<'_>], theirs: &[Mailbox<'_>], found: &mut Vec<Diagnostic>) {
    let own = if theirs.is_empty() { Vec::new() } else { mailboxes(own) };
    found.extend(theirs.iter().find_map(|mail| near_mailbox(mail, &own)));
}

fn told(all: &[Seen<'_>], found: &mut Vec<Diagnostic>) {
    for (i, one) in all.iter().enumerate() {
        let Some(other) = all[..i].iter().find(|other| is_slip(&one.host, &other.host)) else { continue };
        found.push(nearly(one, other));
    }
}

fn nearly(one: &Seen<'_>, other: &Seen<'_>) -> Diagnostic {
    let message = format!("`{}` and `{}` are nearly the same host", one.host, other.host);
    Diagnostic::warning(&checks::NEAR_HOST, one.text.span, message)
        .also(other.text.span, format!("here it is `{}`", other.host))
        .help("look the address up, and write it the same way in both places")
}

/// One or two letters differ in a long name, or the name is the same under another domain. Hosts of one site that are
/// counted or stand for languages (`en.`, `mail2.`) differ by intent.
fn is_slip(a: &str, b: &str) -> bool {
    let (Some((a_name, a_top)), Some((b_name, b_top))) = (parts(a), parts(b)) else { return false };
    if a_name == b_name {
        return a_top != b_top && a_name.len() > 4;
    }
    let digits = |s: &str| s.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let allowed = if a_name.len().min(b_name.len()) >= 12 { 2 } else { 1 };
    let first = |s: &str| s.split('.').next().map_or(0, str::len);
    let (short, full) = (first(&a_name).min(first(&b_name)), first(&a_name).max(first(&b_name)));
    // `event.` and `events.` are two.
    let plural = a_name.split('.').next().zip(b_name.split('.').next());
    let plural = plural.is_some_and(|(a, b)| a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a));
    let long = short > 5 || short == 5 && full == 6 && !plural;
    // Most hosts are told apart by their length, before every letter is held against every other.
    let is_near = || a_name.chars().count().abs_diff(b_name.chars().count()) <= allowed;
    a_top == b_top && long && is_near() && digits(&a_name) != digits(&b_name) && strsim::osa_distance(&a_name, &b_name) <= allowed
}

/// The name, and what it stands under: `library.example` and `org`.
fn parts(host: &str) -> Option<(String, &str)> {
    let (name, top) = host.trim_start_matches("www.").rsplit_once('.')?;
    Some((name.to_string(), top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_the_host_are_compared() {
        assert!(is_near_mailbox("ofice@library.org", "office@library.org"));
        assert!(is_near_mailbox("election@county.org", "elections@county.org"), "of two such boxes one is nobody's");
        for other in ["office@museum.org", "info@library.org", "office2@library.org"] {
            assert!(!is_near_mailbox(other, "office@library.org"), "{other}");
        }
    }

    #[test]
    fn slips_are_told_from_neighbours() {
        assert!(is_slip("nationalbloodonation.org", "nationalblooddonation.org"));
        assert!(is_slip("nationalblooddonation.com", "nationalblooddonation.org"));
        assert!(is_slip("clarkyouht.example.org", "clarkyouth.example.org"));
        assert!(is_slip("clinc.example.org", "clinic.example.org") && !is_slip("event.example.org", "events.example.org"));
        assert!(!is_slip("en.example.org", "es.example.org"));
        assert!(!is_slip("group-1.example.org", "group-2.example.org"));
        assert!(!is_slip("dojmt.gov", "dphhs.mt.gov"));
        assert!(!is_slip("ox.example.org", "box.example.org"));
    }
}
