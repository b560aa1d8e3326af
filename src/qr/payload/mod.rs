//! From what a code is to do (open a link, call, write a text) to the text it carries.
//!
//! One function a kind, each with the escapes of its format. All but contacts, networks and events stay ASCII by
//! percent-encoding, because readers disagree about anything else.

mod link;
mod readable;
mod refusal;
#[cfg(test)]
mod tests;

use link::is_public;
pub use link::{host, is_invisible, link, tracking_parameter, upper_host};
pub use readable::readable;
pub use refusal::PayloadError;

use super::phone;
use jiff::civil::DateTime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;
use url::Host;

/// All but unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Likewise in a mail address, whose signs of its own stay (RFC 6068, 2).
const IN_ADDRESS: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b':')
    .remove(b'@');

/// A person or an organization for an address book. Empty texts are left out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Card {
    /// As it is shown: the organization's or the person's.
    pub name: String,
    /// Given and family name, where it is a person.
    pub person: Option<(String, String)>,
    /// Whom a person belongs to.
    pub org: String,
    /// What a person is there: `Director`.
    pub title: String,
    /// As people write them.
    pub phones: Vec<String>,
    /// One address.
    pub email: String,
    /// A page, `https://...`.
    pub url: String,
    /// One line.
    pub address: String,
    /// Anything else to keep with it.
    pub note: String,
}

/// A date for a calendar, in the local time of the place or in universal time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What the calendar calls it; must say something.
    pub title: String,
    /// When it begins.
    pub start: DateTime,
    /// When it ends, not before it begins; `None`: the entry says nothing of it.
    pub end: Option<DateTime>,
    /// Empty where there is none.
    pub place: String,
    /// Times are universal: for who joins from another zone.
    pub universal: bool,
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
        say => format!("sms:{to}?body={}", utf8_percent_encode(say, RESERVED)),
    })
}

/// A letter ready to write: `mailto:a@b.org?subject=...&body=...` (RFC 6068). Empty texts are left out.
pub fn email(to: &str, subject: &str, body: &str) -> Result<String, PayloadError> {
    let mut text = format!("mailto:{}", utf8_percent_encode(&address(to)?, IN_ADDRESS));
    no_control("subject", subject)?;
    let fields = [("subject", subject.trim()), ("body", body.trim())];
    for (i, (name, value)) in fields.into_iter().filter(|(_, v)| !v.is_empty()).enumerate() {
        text.push(if i == 0 { '?' } else { '&' });
        let lines: Vec<String> = value.lines().map(|l| utf8_percent_encode(l, RESERVED).to_string()).collect();
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
    let dots = [local, host].iter().any(|part| part.split('.').any(str::is_empty));
    if dots || local.contains(odd) || host.contains(odd) {
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

fn no_control(field: &'static str, text: &str) -> Result<(), PayloadError> {
    if text.trim().contains(|c: char| c.is_control()) { Err(PayloadError::Control { field }) } else { Ok(()) }
}

fn filled(field: &'static str, text: &str) -> Result<(), PayloadError> {
    if text.trim().is_empty() { Err(PayloadError::Empty { field }) } else { Ok(()) }
}
