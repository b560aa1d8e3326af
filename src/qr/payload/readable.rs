//! What is printed beside a code, for who cannot scan it.

use percent_encoding::percent_encode_byte;

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
            _ => raw.iter().for_each(|b| out.push_str(percent_encode_byte(*b))),
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
