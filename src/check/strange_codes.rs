//! What the codes of a finished PDF lead to, whoever made it: nothing that nobody can follow.

use crate::diag::{Diagnostic, Span, checks};
use crate::qr::payload::{self, PayloadError};
use crate::registry;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of templates; those with a point are addresses.
const LEFT_OVER: &str = include_str!("../../assets/registries/left-over.txt");

static TOPS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    registry::rows(include_str!("../../assets/registries/top-level-domains.txt")).flat_map(str::split_whitespace).collect()
});

fn warning(check: &'static crate::diag::Check, message: String) -> Diagnostic {
    Diagnostic::warning(check, Span::NONE, message)
}

/// What is wrong with the words of a code, whoever made it: nobody can follow them.
pub fn code(page: usize, text: &str) -> Option<Diagnostic> {
    let lower = text.trim().to_lowercase();
    let told =
        |check, message: String, help: &str| Some(warning(check, format!("page {page}: {message}")).help(help.to_string()));
    if let Some(number) = lower.strip_prefix("tel:") {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_short = number.starts_with("+1") && digits != 11 || digits > 15 || digits == 0;
        let message = format!("the code calls `{number}`, which cannot be dialled");
        return if is_short { told(&checks::BAD_PHONE, message, "look the number up, and make the code anew") } else { None };
    }
    if let Some(told) = no_page(page, text.trim()) {
        return Some(told);
    }
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut templates = registry::rows(LEFT_OVER).filter_map(|row| row.strip_prefix("part ")).filter(|row| row.contains('.'));
    if templates.any(|words| lower.contains(words.trim())) {
        let message = format!("the code leads to `{text}`, an address of a template");
        return told(&checks::LEFT_OVER, message, "make the code anew, with the address that is meant");
    }
    let open = lower.replacen("http://", "https://", 1);
    match payload::link(&open) {
        Err(PayloadError::Shortener { host, .. }) => {
            let message = format!("the code leads to `{host}`, which sends readers on and may stop to do so");
            told(&checks::TRACKING, message, "make the code anew, with the address that it leads to")
        }
        Err(_) => {
            let message = format!("the code leads to `{text}`, which readers cannot open");
            told(&checks::BAD_URL, message, "make the code anew, with an address that is open to all")
        }
        Ok(_) => {
            let top = payload::host(&open).and_then(|host| Some(host.trim_end_matches('.').rsplit_once('.')?.1.to_string()));
            if let Some(top) = top.filter(|top| !top.starts_with("xn--") && !TOPS.contains(top.as_str())) {
                let message = format!("the code leads to `{text}`, and no domain of the Internet ends in `.{top}`");
                return told(&checks::BAD_URL, message, "make the code anew, with the address that is meant");
            }
            if let Some(parameter) = payload::tracking_parameter(&open) {
                let message = format!("the code leads to `{text}` and reports where its reader came from (`{parameter}`)");
                return told(&checks::TRACKING, message, "make the code anew, with the address up to the `?`");
            }
            // Sites of before still have it, and send their readers on.
            lower.starts_with("http://").then(|| {
                let message = format!("page {page}: the code leads to `{text}`, plain `http`, which can be altered on the way");
                Diagnostic::note(&checks::BAD_URL, Span::NONE, message).help("open it with `https://`, and make the code anew")
            })
        }
    }
}

/// Mail, a network or a place that no phone does anything with.
fn no_page(page: usize, text: &str) -> Option<Diagnostic> {
    let (scheme, rest) = text.split_once(':')?;
    let told = |check, message: String| {
        let help = "look it up, and make the code anew";
        Some(warning(check, format!("page {page}: the code {message}")).help(help))
    };
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => {
            let to = rest.split('?').next().unwrap_or_default().replace("%40", "@");
            let wrong = !to.is_empty() && to.split(',').any(|one| payload::email(one, "", "").is_err());
            wrong.then(|| told(&checks::BAD_EMAIL, format!("writes to `{to}`, which is no e-mail address")))?
        }
        "geo" => {
            let place = rest.split([';', '?']).next().unwrap_or_default();
            let numbers: Vec<f64> = place.split(',').map_while(|part| part.trim().parse().ok()).collect();
            let fits = matches!(numbers.as_slice(), [lat, long, ..] if lat.abs() <= 90.0 && long.abs() <= 180.0);
            (!fits).then(|| told(&checks::BAD_VALUE, format!("leads to `{place}`, which is no place on Earth")))?
        }
        "wifi" => {
            let field = |name: &str| rest.split(';').find_map(|part| part.strip_prefix(name));
            let is_locked = field("T:").is_some_and(|kind| kind.to_ascii_uppercase().starts_with("WPA"));
            // An escaped sign counts as one, and ends no field that is shorter than eight.
            let signs = field("P:").unwrap_or_default().trim_matches('"').replace('\\', "").chars().count();
            let is_short = is_locked && signs < 8 && !rest.contains("\\;");
            is_short.then(|| {
                told(
                    &checks::BAD_VALUE,
                    format!("joins a network with a password of {signs} characters, and none has fewer than 8"),
                )
            })?
        }
        _ => None,
    }
}

/// Two codes of a file whose hosts are one letter apart.
pub fn alike(codes: &[(usize, String)]) -> Option<Diagnostic> {
    const LONG: usize = 7;
    let hosts: Vec<(usize, String)> =
        codes.iter().filter_map(|(page, text)| Some((*page, payload::host(&text.to_lowercase())?))).collect();
    let pairs = hosts.iter().enumerate().flat_map(|(i, one)| hosts[i + 1..].iter().map(move |other| (one, other)));
    let mut near = pairs.filter(|((_, a), (_, b))| a != b && a.len().min(b.len()) >= LONG && strsim::osa_distance(a, b) == 1);
    let ((_, a), (page, b)) = near.find(|((_, a), (_, b))| !differ_by_number(a, b))?;
    let message = format!("page {page}: a code leads to `{b}`, and another to `{a}`: one letter is another");
    Some(warning(&checks::NEAR_HOST, message).help("look up which of them is right, and make the other code anew"))
}

/// `site1.example.org` and `site2.example.org` are two on purpose.
fn differ_by_number(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_nobody_can_follow() {
        for text in [
            "tel:+1406555017",
            "http://localhost:3000/x",
            "https://www.yoursite.com",
            "http://bit.ly/3abcd",
            "https://192.168.1.4/",
            "https://example.ogr/help",
            "https://library.org/?utm_source=flyer",
            "mailto:a@@b.org",
            "geo:146.5,-112",
            "WIFI:T:WPA;S:Guest;P:abc;;",
        ] {
            assert!(code(1, text).is_some(), "{text}");
        }
        for text in [
            "tel:+14065550177",
            "tel:911",
            "mailto:desk@library.org?subject=x",
            "geo:46.58936,-112.03910",
            "WIFI:T:WPA;S:Guest;P:long enough;;",
            "WIFI:T:nopass;S:Guest;;",
            "https://library.org/night?x=1",
            "WIFI:S:x;;",
            "hello",
        ] {
            assert!(code(1, text).is_none(), "{text}");
        }
        let severity = code(1, "http://library.org/").map(|told| told.severity);
        assert_eq!(severity, Some(crate::diag::Severity::Note));
    }

    #[test]
    fn hosts_one_letter_apart() {
        let both = |a: &str, b: &str| alike(&[(1, a.to_string()), (1, b.to_string())]).is_some();
        assert!(both("https://example.org/help", "https://exmaple.org/help"));
        assert!(!both("https://example.org/a", "https://example.org/b"));
        assert!(!both("https://site1.example.org/", "https://site2.example.org/"));
        assert!(!both("https://example.org/a", "tel:+14065550177"));
    }
}
