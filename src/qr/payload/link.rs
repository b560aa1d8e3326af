//! Links: what may be printed, where they lead, and what is known of their hosts.

use super::PayloadError;
use crate::registry::rows;
use percent_encoding::percent_encode_byte;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use url::{Host, Url};

/// A link: `https` only, the host in ASCII (punycode), everything else percent-encoded. What is already in order is
/// left as written.
pub fn link(written: &str) -> Result<String, PayloadError> {
    let written = written.trim();
    if let Some(sign) =
        written.chars().find(|c| c.is_whitespace() || c.is_control() || *c == '\\' || is_invisible(*c) || *c == '…')
    {
        return Err(PayloadError::UrlSign { written: written.into(), sign });
    }
    let url = parse_url(written)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(PayloadError::Credentials { written: written.into() });
    }
    let host = match url.host() {
        Some(Host::Domain(host)) if is_public(host) => host.to_owned(),
        _ => return Err(PayloadError::Host { written: written.into() }),
    };
    if is_mixed(written) {
        return Err(PayloadError::MixedHost { written: written.into(), host });
    }
    if is_shortener(&host) || is_redirector(&host, url.path()) {
        return Err(PayloadError::Shortener { written: written.into(), host });
    }
    let mut text = String::new();
    for c in url.as_str().chars() {
        match c {
            // Left alone by the URL standard but not URI characters (RFC 3986, 2).
            '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}' => text.push_str(percent_encode_byte(c as u8)),
            _ => text.push(c),
        }
    }
    // The parser adds the slash of an empty path; one byte can cost a version.
    if url.path() == "/" && url.query().is_none() && url.fragment().is_none() && !written.ends_with('/') {
        text.pop();
    }
    Ok(text)
}

fn parse_url(written: &str) -> Result<Url, PayloadError> {
    let (scheme, _) = written.split_once(':').unwrap_or_default();
    // `dojmt.gov:8080/x` and `dojmt.gov/a:b` have a colon but no scheme.
    if scheme.is_empty() || scheme.contains(['.', '/']) {
        return Err(PayloadError::NoScheme { written: written.into() });
    }
    if !scheme.eq_ignore_ascii_case("https") {
        return Err(PayloadError::Scheme { written: written.into(), scheme: scheme.into() });
    }
    let rest = &written[scheme.len() + 1..];
    if !rest.starts_with("//") || rest.starts_with("///") {
        return Err(PayloadError::Slashes { written: written.into(), rest: rest.trim_start_matches('/').into() });
    }
    Url::parse(written).map_err(|_| PayloadError::Host { written: written.into() })
}

/// A name with a dot, not of this house or this machine only.
pub(super) fn is_public(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let local = ["local", "localhost", "internal", "lan", "home", "corp"];
    host.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() > 1 && !local.contains(&top))
}

const SHORTENERS: &str = include_str!("../../../assets/registries/shorteners.txt");
const REDIRECTORS: &str = include_str!("../../../assets/registries/redirectors.txt");
const TRACKING: &str = include_str!("../../../assets/registries/tracking.txt");

/// A host and what it stands under: `a.bit.ly`, `bit.ly`, `ly`.
fn domains(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, above)| above))
}

fn is_shortener(host: &str) -> bool {
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| rows(SHORTENERS).collect());
    domains(host.trim_end_matches('.')).any(|domain| KNOWN.contains(domain))
}

/// Pages that send a reader on to another address.
fn is_redirector(host: &str, path: &str) -> bool {
    static KNOWN: LazyLock<BTreeSet<(&str, &str)>> =
        LazyLock::new(|| rows(REDIRECTORS).filter_map(|row| row.split_once('/')).collect());
    let path = path.trim_start_matches('/');
    let begins = |of| KNOWN.range((of, "")..).take_while(move |(domain, _)| *domain == of);
    domains(host).flat_map(begins).any(|(_, begins)| path.starts_with(begins))
}

/// A sign that nobody sees: blanks of no width, soft hyphens, marks of direction (Unicode, `Cf`).
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a label of the host mixes Latin letters with Cyrillic or Greek ones, which look the same and lead elsewhere.
fn is_mixed(written: &str) -> bool {
    let host = written.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    host.split('.')
        .any(|label| label.chars().any(|c| c.is_ascii_alphabetic()) && label.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}')))
}

/// The first parameter of a link that tells a third party where its reader came from: `utm_source`.
pub fn tracking_parameter(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let tracks = |name: &str| {
        let name = name.to_ascii_lowercase();
        rows(TRACKING).any(|row| match row.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == row,
        })
    };
    url.query_pairs().map(|(name, _)| name.into_owned()).find(|name| tracks(name))
}

/// The host of a link, in ASCII and without `www.`; `None` for what is no link.
pub fn host(link: &str) -> Option<String> {
    let url = Url::parse(link.trim()).ok()?;
    url.host_str().map(|host| host.trim_start_matches("www.").to_string())
}

/// The same link with scheme and host in capitals, which a code writes in fewer bits. Readers treat both alike
/// (RFC 3986, 3.1 and 3.2.2); path and query keep their case. `None` for what is no link.
pub fn upper_host(link: &str) -> Option<String> {
    let rest = link.strip_prefix("https://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    Some(format!("HTTPS://{}{}", rest[..end].to_ascii_uppercase(), &rest[end..]))
}
