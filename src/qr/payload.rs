//! From what a code is to do (open a link, call, write a text) to the text it carries.
//!
//! One function a kind, each with the escapes of its format. All but contacts, networks and events stay ASCII by
//! percent-encoding, because readers disagree about anything else (notes/qr_and_typography.md, 1.2 and 1.7).

use super::phone::{self, PhoneError};
use crate::diag::{Check, checks};
use jiff::civil::DateTime;
use std::fmt::{self, Write};
use url::{Host, Url};

/// Why a payload is refused. Says what was found and what to type instead.
#[derive(Clone, Debug, PartialEq)]
pub enum PayloadError {
    /// Plain `http`, or a scheme that is not the web's.
    Scheme {
        written: String,
        scheme: String,
    },
    NoScheme {
        written: String,
    },
    /// A user name or password before the host.
    Credentials {
        written: String,
    },
    /// A blank, control character or backslash, which programs drop or turn in silence.
    UrlSign {
        written: String,
        sign: char,
    },
    /// Not an address at all, or one of a machine that the public cannot reach.
    Host {
        written: String,
    },
    /// A label of the host has letters of two scripts that look alike.
    MixedHost {
        written: String,
        /// As computers read it.
        host: String,
    },
    /// The host forwards to somewhere else.
    Shortener {
        written: String,
        host: String,
    },
    Phone(PhoneError),
    Email {
        written: String,
    },
    /// What a web page shows to programs in place of an address.
    EmailPlaceholder,
    /// A field that must say something is empty.
    Empty {
        field: &'static str,
    },
    /// A line break or control character where the format has no way to write one.
    Control {
        field: &'static str,
    },
    /// The name of a network has 1 to 32 bytes (IEEE 802.11, 9.4.2.2).
    NetworkName {
        bytes: usize,
    },
    /// A WPA passphrase has 8 to 63 printable ASCII characters, or 64 hexadecimal digits (IEEE 802.11, J.4.1).
    Password {
        characters: usize,
    },
    /// Degrees outside the globe.
    Place {
        latitude: f64,
        longitude: f64,
    },
    /// An event that ends before it begins.
    Times {
        start: DateTime,
        end: DateTime,
    },
}

/// A person or an organization for an address book. Empty texts are left out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Card {
    /// As it is shown: the organization's or the person's.
    pub name: String,
    /// Given and family name, where it is a person.
    pub person: Option<(String, String)>,
    pub org: String,
    pub title: String,
    pub phones: Vec<String>,
    pub email: String,
    pub url: String,
    /// One line.
    pub address: String,
    pub note: String,
}

/// A date for a calendar, in the local time of the place or in universal time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub title: String,
    pub start: DateTime,
    pub end: Option<DateTime>,
    /// Empty where there is none.
    pub place: String,
    /// Times are universal: for who joins from another zone.
    pub universal: bool,
}

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
            '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}' => percent(&mut text, c as u8),
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
    Url::parse(written).map_err(|_| PayloadError::Host { written: written.into() })
}

/// A name with a dot, not of this house or this machine only.
fn is_public(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let local = ["local", "localhost", "internal", "lan", "home", "corp"];
    host.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() > 1 && !local.contains(&top))
}

const SHORTENERS: &str = include_str!("../../assets/registries/shorteners.txt");
const REDIRECTORS: &str = include_str!("../../assets/registries/redirectors.txt");
const TRACKING: &str = include_str!("../../assets/registries/tracking.txt");

fn rows(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn is_shortener(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    rows(SHORTENERS).any(|s| host.strip_suffix(s).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Pages that send a reader on to another address.
fn is_redirector(host: &str, path: &str) -> bool {
    rows(REDIRECTORS).filter_map(|row| row.split_once('/')).any(|(of, begins)| {
        let same = host.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        same && path.trim_start_matches('/').starts_with(begins)
    })
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

/// A number to call: `tel:+18883737888`, `tel:988` (RFC 3966).
///
/// An extension follows a comma, which phones take as a pause; the `;ext=` of the RFC is dialled as letters by some.
pub fn call(number: &str) -> Result<String, PayloadError> {
    Ok(format!("tel:{}", dialled(number)?))
}

/// What is dialled, with the pause and the extension behind it.
fn dialled(number: &str) -> Result<String, PayloadError> {
    let phone = phone::parse(number)?;
    let dialled = phone.dialled(number)?;
    Ok(match phone.extension {
        Some(extension) => format!("{dialled},{extension}"),
        None => dialled,
    })
}

/// A text message ready to send: `SMSTO:233733:HELP`, the form readers know best.
pub fn text(to: &str, say: &str) -> Result<String, PayloadError> {
    let to = phone::parse(to)?.dialled(to)?;
    no_control("say", say)?;
    Ok(match say.trim() {
        "" => format!("SMSTO:{to}"),
        say => format!("SMSTO:{to}:{say}"),
    })
}

/// A text message as `sms:233733?body=HELP` (RFC 5724), for readers that want a URI.
pub fn text_uri(to: &str, say: &str) -> Result<String, PayloadError> {
    let to = phone::parse(to)?.dialled(to)?;
    no_control("say", say)?;
    Ok(match say.trim() {
        "" => format!("sms:{to}"),
        say => format!("sms:{to}?body={}", encoded(say, "")),
    })
}

/// A letter ready to write: `mailto:a@b.org?subject=...&body=...` (RFC 6068). Empty texts are left out.
pub fn email(to: &str, subject: &str, body: &str) -> Result<String, PayloadError> {
    let mut text = format!("mailto:{}", encoded(&address(to)?, "!$'()*+,;:@"));
    no_control("subject", subject)?;
    let fields = [("subject", subject.trim()), ("body", body.trim())];
    for (i, (name, value)) in fields.into_iter().filter(|(_, v)| !v.is_empty()).enumerate() {
        text.push(if i == 0 { '?' } else { '&' });
        let lines: Vec<String> = value.lines().map(|l| encoded(l, "")).collect();
        let _ = write!(text, "{name}={}", lines.join("%0D%0A"));
    }
    Ok(text)
}

/// The address in ASCII: `info@xn--bcher-kva.example`.
fn address(written: &str) -> Result<String, PayloadError> {
    let written = written.trim();
    if written.starts_with("[email") {
        return Err(PayloadError::EmailPlaceholder);
    }
    let wrong = || PayloadError::Email { written: written.into() };
    let (local, host) = written.rsplit_once('@').ok_or_else(wrong)?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c) || "<>()[],;:\\\"@".contains(c);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    if local.is_empty() || dots || local.contains(odd) || host.contains(odd) {
        return Err(wrong());
    }
    match Host::parse(host) {
        Ok(Host::Domain(host)) if is_public(&host) => Ok(format!("{local}@{host}")),
        _ => Err(wrong()),
    }
}

/// A vCard 3.0 (RFC 2426): what address books on phones read most widely. A phone number is written as dialled.
pub fn contact(card: &Card) -> Result<String, PayloadError> {
    filled("name", &card.name)?;
    let (given, family) = card.person.clone().unwrap_or_default();
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
    lines.push(format!("N:{};{};;;", vcard(&family), vcard(&given)));
    lines.push(format!("FN:{}", vcard(&card.name)));
    let filled_in = |name: &str, value: &str| (!value.trim().is_empty()).then(|| format!("{name}:{}", vcard(value.trim())));
    lines.extend(filled_in("ORG", if card.org.is_empty() && card.person.is_none() { &card.name } else { &card.org }));
    lines.extend(filled_in("TITLE", &card.title));
    for number in &card.phones {
        lines.push(format!("TEL:{}", dialled(number)?));
    }
    if !card.email.is_empty() {
        lines.extend(filled_in("EMAIL", &address(&card.email)?));
    }
    if !card.url.is_empty() {
        lines.extend(filled_in("URL", &link(&card.url)?));
    }
    if !card.address.trim().is_empty() {
        lines.push(format!("ADR:;;{};;;;", vcard(card.address.trim())));
    }
    if !card.note.trim().is_empty() {
        lines.push(format!("NOTE:{}", vcard(card.note.trim())));
    }
    lines.push("END:VCARD\r\n".to_owned());
    Ok(lines.join("\r\n"))
}

/// RFC 2426, 5: backslash, comma, semicolon and line break are escaped.
fn vcard(value: &str) -> String {
    let mut text = String::new();
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    text
}

/// The same as a MECARD, a third shorter, for codes with little room: one name, no title.
pub fn contact_short(card: &Card) -> Result<String, PayloadError> {
    filled("name", &card.name)?;
    let name = match &card.person {
        Some((given, family)) => format!("{},{}", escaped(family), escaped(given)),
        None => escaped(&card.name),
    };
    let mut text = format!("MECARD:N:{name};");
    for number in &card.phones {
        let _ = write!(text, "TEL:{};", dialled(number)?);
    }
    let email = if card.email.is_empty() { String::new() } else { address(&card.email)? };
    let url = if card.url.is_empty() { String::new() } else { link(&card.url)? };
    for (name, value) in [("EMAIL", &email), ("URL", &url), ("ADR", &card.address), ("NOTE", &card.note)] {
        no_control("contact", value)?;
        if !value.trim().is_empty() {
            let _ = write!(text, "{name}:{};", escaped(value.trim()));
        }
    }
    text.push(';');
    Ok(text)
}

/// A network to join. No password: an open network.
pub fn wifi(network: &str, password: Option<&str>, hidden: bool) -> Result<String, PayloadError> {
    no_control("network", network)?;
    if network.is_empty() || network.len() > 32 {
        return Err(PayloadError::NetworkName { bytes: network.len() });
    }
    let mut text = String::from("WIFI:");
    match password {
        Some(password) => {
            let key = password.len() == 64 && password.bytes().all(|b| b.is_ascii_hexdigit());
            let phrase = (8..=63).contains(&password.len()) && password.bytes().all(|b| (b' '..=b'~').contains(&b));
            if !key && !phrase {
                return Err(PayloadError::Password { characters: password.chars().count() });
            }
            let _ = write!(text, "T:WPA;S:{};P:{};", quoted(network), if key { password.into() } else { quoted(password) });
        }
        None => {
            let _ = write!(text, "T:nopass;S:{};", quoted(network));
        }
    }
    text.push_str(if hidden { "H:true;;" } else { ";" });
    Ok(text)
}

/// In quotes where readers would take it for hexadecimal bytes.
fn quoted(value: &str) -> String {
    let hexadecimal = value.len().is_multiple_of(2) && value.bytes().all(|b| b.is_ascii_hexdigit());
    if hexadecimal { format!("\"{value}\"") } else { escaped(value) }
}

/// The escapes of MECARD and WIFI.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    for c in value.chars() {
        if matches!(c, '\\' | ';' | ',' | ':' | '"') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// A place by degrees: `geo:46.58936,-112.03910` (RFC 5870), to about a metre.
pub fn geo(latitude: f64, longitude: f64) -> Result<String, PayloadError> {
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        Ok(format!("geo:{latitude:.5},{longitude:.5}"))
    } else {
        Err(PayloadError::Place { latitude, longitude })
    }
}

/// A date for a calendar: a bare `VEVENT` (RFC 5545), which readers find without the calendar round it.
pub fn event(event: &Event) -> Result<String, PayloadError> {
    filled("title", &event.title)?;
    let mark = if event.universal { "Z" } else { "" };
    let time = |t: DateTime| format!("{}{mark}", t.strftime("%Y%m%dT%H%M%S"));
    let mut text = format!("BEGIN:VEVENT\r\nSUMMARY:{}\r\nDTSTART:{}\r\n", vcard(event.title.trim()), time(event.start));
    if let Some(end) = event.end {
        if end < event.start {
            return Err(PayloadError::Times { start: event.start, end });
        }
        let _ = write!(text, "DTEND:{}\r\n", time(end));
    }
    if !event.place.trim().is_empty() {
        let _ = write!(text, "LOCATION:{}\r\n", vcard(event.place.trim()));
    }
    text.push_str("END:VEVENT\r\n");
    Ok(text)
}

/// What is printed beside a code for who cannot scan: the address without scheme and last slash, the number, the
/// mail address. Empty where there is nothing to type (contacts, networks, events).
///
/// A number that an author has written in his own way is better printed as he wrote it.
pub fn readable(payload: &str) -> String {
    let lower = payload.get(..8).map(str::to_ascii_lowercase);
    if lower.as_deref() == Some("https://") {
        return readable_link(&payload[8..]);
    }
    if let Some(number) = payload.strip_prefix("tel:") {
        let (number, extension) = number.split_once(',').unwrap_or((number, ""));
        let mark = if extension.is_empty() { "" } else { " #" };
        return format!("{}{mark}{extension}", grouped(number));
    }
    if let Some(rest) = payload.strip_prefix("SMSTO:").or_else(|| payload.strip_prefix("sms:")) {
        return grouped(rest.split([':', '?']).next().unwrap_or_default());
    }
    if let Some(rest) = payload.strip_prefix("mailto:") {
        return decoded(rest.split('?').next().unwrap_or_default());
    }
    payload.strip_prefix("geo:").unwrap_or_default().replace(',', ", ")
}

fn readable_link(rest: &str) -> String {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = url::quirks::domain_to_unicode(host);
    format!("{host}{}", decoded(path.strip_suffix('/').unwrap_or(path)))
}

/// `+14064441776` in groups.
fn grouped(number: &str) -> String {
    match number.strip_prefix("+1") {
        Some(ten) if ten.len() == 10 && ten.is_ascii() => format!("{}-{}-{}", &ten[..3], &ten[3..6], &ten[6..]),
        _ => number.to_owned(),
    }
}

/// Letters beyond ASCII as themselves again; everything else stays encoded.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut raw, mut i) = (String::new(), Vec::new(), 0);
    let flush = |out: &mut String, raw: &mut Vec<u8>| {
        match std::str::from_utf8(raw) {
            Ok(s) if s.chars().all(char::is_alphanumeric) => out.push_str(s),
            _ => raw.iter().for_each(|b| percent(out, *b)),
        }
        raw.clear();
    };
    while i < bytes.len() {
        let escape = bytes.get(i + 1..i + 3).filter(|_| bytes[i] == b'%');
        let byte = escape.and_then(|e| std::str::from_utf8(e).ok()).and_then(|e| u8::from_str_radix(e, 16).ok());
        match byte {
            Some(byte) if byte >= 0x80 => {
                raw.push(byte);
                i += 3;
            }
            _ => {
                flush(&mut out, &mut raw);
                let c = text[i..].chars().next().unwrap_or('%');
                out.push(c);
                i += c.len_utf8();
            }
        }
    }
    flush(&mut out, &mut raw);
    out
}

/// Percent-encoded but for unreserved characters (RFC 3986, 2.3) and those in `keep`.
fn encoded(text: &str, keep: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            percent(&mut out, byte);
        }
    }
    out
}

fn percent(out: &mut String, byte: u8) {
    let _ = write!(out, "%{byte:02X}");
}

fn no_control(field: &'static str, text: &str) -> Result<(), PayloadError> {
    if text.trim().contains(|c: char| c.is_control()) { Err(PayloadError::Control { field }) } else { Ok(()) }
}

fn filled(field: &'static str, text: &str) -> Result<(), PayloadError> {
    if text.trim().is_empty() { Err(PayloadError::Empty { field }) } else { Ok(()) }
}

impl From<PhoneError> for PayloadError {
    fn from(e: PhoneError) -> PayloadError {
        PayloadError::Phone(e)
    }
}

impl PayloadError {
    /// The check it is reported under.
    pub fn check(&self) -> &'static Check {
        match self {
            PayloadError::Scheme { .. }
            | PayloadError::NoScheme { .. }
            | PayloadError::Credentials { .. }
            | PayloadError::UrlSign { .. }
            | PayloadError::MixedHost { .. }
            | PayloadError::Host { .. } => &checks::BAD_URL,
            PayloadError::Shortener { .. } => &checks::TRACKING,
            PayloadError::Phone(_) => &checks::BAD_PHONE,
            PayloadError::Email { .. } => &checks::BAD_EMAIL,
            PayloadError::EmailPlaceholder => &checks::PLACEHOLDER_EMAIL,
            PayloadError::Control { .. } => &checks::CONTROL_CHARACTER,
            PayloadError::Empty { .. }
            | PayloadError::NetworkName { .. }
            | PayloadError::Password { .. }
            | PayloadError::Place { .. }
            | PayloadError::Times { .. } => &checks::BAD_VALUE,
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PayloadError::Scheme { written, scheme } if scheme.eq_ignore_ascii_case("http") => {
                write!(f, "`{written}` is plain http, which can be altered on the way; type `https:{}`", &written[5..])
            }
            PayloadError::Scheme { written, scheme } => {
                write!(f, "`{written}` begins with `{scheme}:`; a link begins with `https://`")
            }
            PayloadError::NoScheme { written } => write!(f, "`{written}` has no scheme; type `https://{written}`"),
            PayloadError::Credentials { written } => {
                write!(
                    f,
                    "`{written}` holds a user name or password, which everybody could read; take out what stands before `@`"
                )
            }
            PayloadError::UrlSign { written, sign } => {
                write!(f, "`{written}` has {sign:?}, which no address may have; take it out")
            }
            PayloadError::Host { written } => {
                write!(
                    f,
                    "`{written}` names no host that the public can reach; type an address such as `https://example.org/help`"
                )
            }
            PayloadError::MixedHost { written, host } => {
                write!(
                    f,
                    "`{written}` has letters of two scripts that look alike in one name, and leads to `{host}`; type it anew in Latin letters"
                )
            }
            PayloadError::Shortener { written, host } => {
                write!(f, "`{written}` goes through `{host}`, which sees every reader; type the address it leads to")
            }
            PayloadError::Phone(e) => e.fmt(f),
            PayloadError::Email { written } => write!(f, "`{written}` is no e-mail address; type `name@host.org`"),
            PayloadError::EmailPlaceholder => {
                f.write_str("`[email protected]` is a web page's placeholder; ask for the real address")
            }
            PayloadError::Empty { field } => write!(f, "`{field}` is empty; type it"),
            PayloadError::Control { field } => write!(f, "`{field}` has a line break or control character; type it on one line"),
            PayloadError::NetworkName { bytes } => {
                write!(f, "the name of the network has {bytes} bytes; it can have 1 to 32")
            }
            PayloadError::Password { characters } => write!(
                f,
                "the password of the network has {characters} characters; type 8 to 63 ASCII characters, or take the key out for an open network"
            ),
            PayloadError::Place { latitude, longitude } => {
                write!(f, "{latitude}, {longitude} is not on the globe; type latitude (-90 to 90) and longitude (-180 to 180)")
            }
            PayloadError::Times { start, end } => write!(f, "the event ends at {end}, before it begins at {start}"),
        }
    }
}

impl std::error::Error for PayloadError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(got: Result<String, PayloadError>, want: &str) {
        assert_eq!(got.as_deref(), Ok(want));
    }

    #[test]
    fn links() {
        check(link("https://dojmt.gov"), "https://dojmt.gov");
        check(link("https://dojmt.gov/"), "https://dojmt.gov/");
        check(link("HTTPS://DOJMT.gov/Human-Trafficking"), "https://dojmt.gov/Human-Trafficking");
        check(link("https://bücher.example/ä?q=ö|x"), "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6%7Cx");
        check(link("https://example.org:8443/a%20b#c"), "https://example.org:8443/a%20b#c");
    }

    #[test]
    fn links_that_must_not_be_printed() {
        let why = |written: &str| link(written).unwrap_err();
        assert_eq!(
            why("http://example.org/x").to_string(),
            "`http://example.org/x` is plain http, which can be altered on the way; type `https://example.org/x`"
        );
        assert!(matches!(why("example.org/x"), PayloadError::NoScheme { .. }));
        assert!(matches!(why("example.org:80/x"), PayloadError::NoScheme { .. }));
        assert!(matches!(why("javascript:alert(1)"), PayloadError::Scheme { .. }));
        assert!(matches!(why("https://bob:secret@example.org/"), PayloadError::Credentials { .. }));
        assert!(matches!(why("https://bob@example.org/"), PayloadError::Credentials { .. }));
        assert!(matches!(why("https://exa mple.org/"), PayloadError::UrlSign { sign: ' ', .. }));
        assert!(matches!(why("https:\\\\example.org"), PayloadError::UrlSign { .. }));
        for host in
            ["https://", "https://localhost/", "https://10.0.0.1/", "https://[::1]/", "https://intranet/", "https://a.local"]
        {
            assert!(matches!(why(host), PayloadError::Host { .. }), "{host}");
        }
        assert!(matches!(why("https://bit.ly/3abc"), PayloadError::Shortener { .. }));
        assert!(matches!(why("https://go.tinyurl.com/x"), PayloadError::Shortener { .. }));
        check(link("https://habit.ly/x"), "https://habit.ly/x");
    }

    #[test]
    fn tracking_is_seen() {
        let link = "https://utm-track.example.org/help?utm_source=card&utm_campaign=jan&id=000417";
        assert_eq!(tracking_parameter(link).as_deref(), Some("utm_source"));
        assert_eq!(tracking_parameter("https://example.org/?q=utm_source").as_deref(), None);
        assert_eq!(tracking_parameter("https://example.org/?FBCLID=1").as_deref(), Some("FBCLID"));
    }

    #[test]
    fn capitals_only_where_case_does_not_count() {
        let upper = upper_host("https://dojmt.gov/Human?a=b").unwrap();
        assert_eq!(upper, "HTTPS://DOJMT.GOV/Human?a=b");
        assert_eq!(upper_host("tel:988"), None);
    }

    #[test]
    fn numbers_and_texts() {
        check(call("1-888-373-7888"), "tel:+18883737888");
        check(call("988"), "tel:988");
        check(call("(406) 444-1776 ext. 12"), "tel:+14064441776,12");
        check(text("233733", "HELP"), "SMSTO:233733:HELP");
        check(text("(406) 555-0140", ""), "SMSTO:+14065550140");
        check(text_uri("233733", "HELP me"), "sms:233733?body=HELP%20me");
        assert_eq!(text("233733", "a\nb"), Err(PayloadError::Control { field: "say" }));
        assert!(matches!(call("406-555-01HE (406-555-0144)"), Err(PayloadError::Phone(_))));
    }

    #[test]
    fn letters() {
        check(email("info@example.org", "", ""), "mailto:info@example.org");
        check(
            email("a+b@bücher.example", "Présentation & more", "Line 1\nLine 2"),
            "mailto:a+b@xn--bcher-kva.example?subject=Pr%C3%A9sentation%20%26%20more&body=Line%201%0D%0ALine%202",
        );
        assert_eq!(email("[email protected]", "", ""), Err(PayloadError::EmailPlaceholder));
        for wrong in ["", "info", "info@", "@example.org", "a b@example.org", "a@b", "a@b@example.org", "a..b@example.org"] {
            assert!(matches!(email(wrong, "", ""), Err(PayloadError::Email { .. })), "{wrong}");
        }
    }

    #[test]
    fn contacts() {
        let card = Card {
            name: "Hope, Help; Home".into(),
            phones: vec!["(406) 444-1776".into()],
            email: "info@example.org".into(),
            url: "https://example.org".into(),
            address: "1 Main St, Helena".into(),
            note: "a\\b\nc".into(),
            ..Card::default()
        };
        check(
            contact(&card),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Hope\\, Help\\; Home\r\nORG:Hope\\, Help\\; Home\r\n\
             TEL:+14064441776\r\nEMAIL:info@example.org\r\nURL:https://example.org\r\n\
             ADR:;;1 Main St\\, Helena;;;;\r\nNOTE:a\\\\b\\nc\r\nEND:VCARD\r\n",
        );
        let person = Card { name: "Ana Ruiz".into(), person: Some(("Ana".into(), "Ruiz".into())), ..Card::default() };
        check(contact(&person), "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;;;\r\nFN:Ana Ruiz\r\nEND:VCARD\r\n");
        check(contact_short(&person), "MECARD:N:Ruiz,Ana;;");
        assert_eq!(contact(&Card::default()), Err(PayloadError::Empty { field: "name" }));
    }

    #[test]
    fn networks() {
        check(wifi("Guest; net", Some("pass:word\\1"), false), "WIFI:T:WPA;S:Guest\\; net;P:pass\\:word\\\\1;;");
        check(wifi("cafe", None, true), "WIFI:T:nopass;S:\"cafe\";H:true;;");
        assert_eq!(wifi("", None, false), Err(PayloadError::NetworkName { bytes: 0 }));
        assert_eq!(wifi("x", Some("short"), false), Err(PayloadError::Password { characters: 5 }));
    }

    #[test]
    fn places_and_events() {
        check(geo(46.589_36, -112.0391), "geo:46.58936,-112.03910");
        assert!(geo(f64::NAN, 0.0).is_err());
        assert!(geo(91.0, 0.0).is_err());
        let start = jiff::civil::date(2027, 1, 11).at(18, 30, 0, 0);
        let forum = Event { title: "Forum".into(), start, end: None, place: "Hall 2, Helena".into(), universal: false };
        check(
            event(&forum),
            "BEGIN:VEVENT\r\nSUMMARY:Forum\r\nDTSTART:20270111T183000\r\nLOCATION:Hall 2\\, Helena\r\nEND:VEVENT\r\n",
        );
        let backwards = Event { end: Some(jiff::civil::date(2027, 1, 10).at(0, 0, 0, 0)), ..forum };
        assert!(matches!(event(&backwards), Err(PayloadError::Times { .. })));
    }

    #[test]
    fn what_is_printed_beside_it() {
        for (payload, want) in [
            ("https://dojmt.gov/", "dojmt.gov"),
            ("HTTPS://DOJMT.GOV/Human", "dojmt.gov/Human"),
            ("https://xn--bcher-kva.example/%C3%A4%20b", "bücher.example/ä%20b"),
            ("tel:+18883737888", "888-373-7888"),
            ("tel:+14064441776,12", "406-444-1776 #12"),
            ("tel:988", "988"),
            ("SMSTO:233733:HELP", "233733"),
            ("mailto:info@example.org?subject=x", "info@example.org"),
            ("WIFI:T:nopass;S:x;;", ""),
            ("é", ""),
        ] {
            assert_eq!(readable(payload), want, "{payload}");
        }
    }
}
