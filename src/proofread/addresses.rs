//! Addresses of the web in words and keys: broken, unsafe, under a top-level domain that there is not, or shown as one and
//! leading to another.

use super::passages::{Part, Passage};
use super::words::{of_language, rows};
use super::{Desk, Sheet};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::model::Body;
use crate::qr::payload;
use std::collections::HashSet;
use std::sync::LazyLock;

const PRIVATE: &str = include_str!("../../assets/registries/private-pages.txt");
const MAIL_WORDS: &str = include_str!("../../assets/registries/mail-words.txt");
const MAIL_PROVIDERS: &str = include_str!("../../assets/registries/mail-providers.txt");
const TOP_LEVEL: &str = include_str!("../../assets/registries/top-level-domains.txt");

/// Hosts that give mail to everybody.
static PROVIDERS: LazyLock<Vec<Provider>> = LazyLock::new(|| {
    let provider = |row: &'static str| Provider { name: row.trim_start_matches("not "), may_be_meant: !row.contains(' ') };
    rows(MAIL_PROVIDERS).map(provider).collect()
});

/// A row of the list of mail providers.
struct Provider {
    name: &'static str,
    /// Whether a host that is nearly this one was meant to be it.
    may_be_meant: bool,
}

static TOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(TOP_LEVEL).flat_map(str::split_whitespace).collect());

/// The domains of most addresses: a bare word before one of these is an address.
const USUAL: [&str; 9] = ["com", "org", "net", "gov", "edu", "info", "us", "ca", "mx"];

pub(super) fn check(passage: &Passage<'_>, _: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let span = passage.text.span;
    let text = passage.text.value.as_str();
    let tell = |(message, help): (String, String)| Diagnostic::error(&checks::BAD_URL, span, message).help(help);
    match passage.part {
        Part::Words | Part::Name => {
            found.extend(addresses(text).filter_map(wrong).map(tell));
            found.extend(mails(text).filter_map(|mail| wrong_mail(mail, span)));
            found.extend(broken_mail(text, passage.language).map(|mail| refused_mail(mail, span)));
            found.extend(no_at(text, passage.language).map(|mail| refused_mail(mail, span)));
            found.extend(addresses(text).find_map(|address| forwarded(address, span)));
            for (shown, link) in links(text) {
                if let Some(host) = host_of(shown).filter(|host| payload::host(link).is_some_and(|to| to != *host)) {
                    found.push(tell((
                        format!("the words show `{host}`, and the link leads to `{link}`"),
                        "write the same address in both places".to_string(),
                    )));
                }
            }
        }
        Part::Link => {
            let host = payload::host(text);
            if let Some((message, help)) = strange_path(text) {
                found.push(Diagnostic::warning(&checks::BAD_URL, span, message).help(help));
            }
            if let Some(top) = host.as_ref().and_then(|host| unknown_top(host)) {
                found.push(tell(no_such_top(text, &top)));
            } else if let Some(said) =
                host.as_ref().and_then(|host| two_tops(text, host)).or_else(|| strange_www(text, host.as_deref()?))
            {
                found.push(tell(said));
            } else if let Some(tail) =
                text.trim().chars().next_back().filter(|c| ",;:.)]>\"'”’".contains(*c) && !text.contains('('))
            {
                let message = format!("`{text}` ends in `{tail}`, as an address that was copied out of a sentence does");
                found.push(Diagnostic::warning(&checks::BAD_URL, span, message).help(format!("take the `{tail}` out")));
            }
        }
        Part::Mail => {
            found.extend(wrong_mail(text, span));
        }
        Part::Phone | Part::TextTo | Part::Other => {}
    }
}

/// `wwww.library.org`, `ww.library.org`.
fn strange_www(link: &str, host: &str) -> Option<(String, String)> {
    let (first, rest) = host.split_once('.')?;
    let is_slip = matches!(first.len(), 2 | 4) && first.bytes().all(|b| b == b'w') && rest.contains('.');
    is_slip.then(|| (format!("`{link}` begins with `{first}`"), format!("write `www.{rest}`, or `{rest}`")))
}

/// `desk@@library.org`, `desk@library,org`, and behind a word such as `write` also `desk@library`.
fn broken_mail<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let pieces: Vec<&str> = if text.contains('@') { text.split_whitespace().collect() } else { Vec::new() };
    let cues = of_language(MAIL_WORDS, language);
    let clean = |piece: &'t str| piece.trim_matches(|c: char| ".,;:!?'’…—–()[]<>*“”«»\"".contains(c));
    let is_name = |s: &str| s.len() > 1 && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-+".contains(c));
    (0..pieces.len()).map(|i| (i, clean(pieces[i]))).find_map(|(i, piece)| {
        // `desk.library.org@`, `desk@library..org`
        let ended = piece.strip_suffix('@').is_some_and(|name| name.contains('.') && is_name(name));
        let dotted = piece.split_once('@').is_some_and(|(name, host)| is_name(name) && host.contains(".."));
        // `desk @library.org` behind a word such as `write to`: a blank before the sign.
        let parted =
            piece.strip_prefix('@').is_some_and(|host| host.contains('.') && is_name(host) && unknown_top(host).is_none());
        let asks = i > 1 && is_name(pieces[i - 1]) && cues.contains(&clean(pieces[i - 2]).to_lowercase().as_str());
        if ended || dotted || parted && asks {
            return Some(piece);
        }
        let (_, host) = piece.split_once('@').filter(|(name, _)| is_name(name) && !piece.contains(['{', '|', '/']))?;
        let doubled = host.strip_prefix('@').is_some_and(|host| host.contains('.'));
        let comma = host.rsplit_once(',').is_some_and(|(first, top)| is_name(first) && USUAL[..5].contains(&top));
        let cue = i > 0 && cues.contains(&clean(pieces[i - 1]).to_lowercase().as_str());
        let open = cue && host.len() > 3 && host.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        (doubled || comma || open).then_some(piece)
    })
}

/// `write to desk.library.org`: behind words for mail alone, and without its `@`.
fn no_at<'t>(text: &'t str, language: &str) -> Option<&'t str> {
    let cues = of_language(MAIL_WORDS, &format!("{}!", super::words::primary(language)));
    let lower = text.to_lowercase();
    cues.into_iter().filter(|_| lower.len() == text.len()).find_map(|cue| {
        let at = super::words::find_word(&lower, cue)? + cue.len();
        let piece = text[at..].trim_start_matches([' ', ':', '*']).split(char::is_whitespace).next()?;
        let piece = piece.trim_matches(|c: char| ".,;:!?()*".contains(c));
        let is_host = piece.split('.').count() > 2 && !piece.contains(['@', '/', '{']) && !piece.starts_with("www.");
        (is_host && bare(&piece.to_lowercase()).is_some()).then_some(piece)
    })
}

fn refused_mail(mail: &str, span: Span) -> Diagnostic {
    let message = format!("`{mail}` is no mail address: it has one `@`, and a domain such as `library.org` behind it");
    Diagnostic::error(&checks::BAD_EMAIL, span, message).help("write it as it is typed into a mail program: name@library.org")
}

/// Words with an `@` inside and a point behind it. Neither a handle, which begins with it, nor `tod@s`.
pub(super) fn mails(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.contains('@').then(|| text.split(ends_piece));
    pieces
        .into_iter()
        .flatten()
        .map(|piece| piece.trim_start_matches("mailto:").trim_matches(|c: char| ".,;:!?'’…—–".contains(c)))
        .filter(|piece| piece.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
}

fn wrong_mail(mail: &str, span: Span) -> Option<Diagnostic> {
    let host = mail.rsplit_once('@').map(|(_, host)| host.trim().to_lowercase())?;
    if let Some((message, help)) = two_tops(mail, &host) {
        return Some(Diagnostic::error(&checks::BAD_EMAIL, span, message).help(help));
    }
    if let Some(top) = unknown_top(&host) {
        let (message, help) = no_such_top(mail, &top);
        return Some(Diagnostic::error(&checks::BAD_EMAIL, span, message).help(help));
    }
    let provider = nearly_provider(&host)?;
    let message = format!("`{mail}` is at `{host}`, and that is nearly `{provider}`");
    Some(Diagnostic::warning(&checks::BAD_EMAIL, span, message).help(format!("did you mean `{provider}`?")))
}

/// The host of mail that everybody knows and that was meant: `gmial.com`.
fn nearly_provider(host: &str) -> Option<&'static str> {
    let is_slip = |name: &str| host.starts_with(&name[..1]) && strsim::osa_distance(host, name) == 1;
    if is_provider(host) {
        return None;
    }
    PROVIDERS.iter().filter(|provider| provider.may_be_meant).map(|provider| provider.name).find(|name| is_slip(name))
}

/// An address in words that only sends on to another, as a code must not.
fn forwarded(address: &str, span: Span) -> Option<Diagnostic> {
    let whole = if address.contains("://") { address.to_string() } else { format!("https://{address}") };
    match payload::link(&whole) {
        Err(error @ payload::PayloadError::Shortener { .. }) => {
            let help = "write the address it leads to: who prints this one gives a third party the readers";
            Some(Diagnostic::warning(&checks::TRACKING, span, error.to_string()).help(help))
        }
        _ => None,
    }
}

/// What stands round an address: a blank, a bracket or a quotation mark.
fn ends_piece(c: char) -> bool {
    c.is_whitespace() || !c.is_ascii_alphanumeric() && "()[]<>{}|*“”«»\"".contains(c)
}

/// Words of a text that are meant as addresses, without the signs of the sentence round them.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let may = text.contains(['.', ',', '/', ':']) && !text.is_empty();
    let pieces = may.then(|| text.split(ends_piece));
    pieces.into_iter().flatten().map(|piece| piece.trim_matches(|c: char| ".,;:!?'’…—–".contains(c))).filter(|p| is_address(p))
}

fn is_address(piece: &str) -> bool {
    let lower = piece.to_ascii_lowercase();
    let scheme = lower.find("://").is_some_and(|at| at > 1 && lower[..at].bytes().all(|b| b.is_ascii_lowercase()))
        || ["http:", "https:", "http//", "https//", "hhtp", "htp:", "htps:", "ttp:", "ttps:"]
            .iter()
            .any(|s| lower.starts_with(s));
    scheme
        || lower.starts_with("www") && lower[3..].starts_with(['.', ',', ';', ':']) && lower.len() > 6
        || bare(&lower).is_some()
}

/// A host without scheme, with a usual domain or a path: its last label.
fn bare(lower: &str) -> Option<&str> {
    let (host, path) = lower.split_once('/').unwrap_or((lower, ""));
    let is_host =
        |h: &str| h.contains(['.', ',']) && h.chars().all(|c| c.is_alphanumeric() || ".,-".contains(c)) && !lower.contains('@');
    let (name, top) = host.rsplit_once(['.', ',']).filter(|_| is_host(host))?;
    let named = name.len() > 1 && name.chars().any(char::is_alphabetic) && !name.ends_with(['.', ',']);
    let broken = !top.is_empty()
        && host.contains(',')
        && USUAL[..5].contains(&top)
        && host.rsplit_once(',').is_some_and(|(_, t)| t == top);
    let slip = || host.split('.').count() == 2 && name.len() > 5 && typo(top).is_some();
    let known = || !path.is_empty() && top.len() > 1 && top.chars().all(char::is_alphabetic) && name.len() > 2;
    (named && (USUAL.contains(&top) || broken || slip() || known())).then_some(top)
}

/// The usual domain that was meant.
fn typo(top: &str) -> Option<&'static str> {
    let rows = [
        "ogr:org", "orgg:org", "rog:org", "orh:org", "cmo:com", "ocm:com", "comm:com", "coom:com", "vom:com", "con:com",
        "nte:net", "ent:net", "gvo:gov", "ogv:gov", "govt:gov", "eud:edu", "deu:edu",
    ];
    rows.iter().filter_map(|row| row.split_once(':')).find(|(wrong, _)| *wrong == top).map(|(_, right)| right)
}

/// Pages of the list, by their host and what their path begins or ends with.
fn is_private(host: &str, page: &str) -> bool {
    rows(PRIVATE).filter_map(|row| row.split_once(' ')).any(|(of, path)| {
        let is_host = of.strip_prefix("*.").map_or(host == of, |end| host.ends_with(end));
        is_host && path.strip_prefix('*').map_or_else(|| page.starts_with(path), |end| page.ends_with(end))
    })
}

/// The page where a form is edited, which nobody else can open, and a path that was pasted together.
fn strange_path(link: &str) -> Option<(String, String)> {
    let (host, path) = link.trim().split_once("://")?.1.split_once('/')?;
    let page = path.split(['?', '#']).next().unwrap_or_default();
    if host == "docs.google.com" && page.ends_with("/edit") {
        let help = "write the address under `Send` or `Share`: a form's ends in `/viewform`";
        return Some((format!("`{link}` is the page where its author edits it"), help.to_string()));
    }
    if is_private(host, page) {
        let help = "take the address that the page gives to share it, and open it where you are not signed in";
        return Some((format!("`{link}` is a page that only its owner sees"), help.to_string()));
    }
    let query = path.split_once('?').map_or("", |(_, query)| query).to_ascii_lowercase();
    let is_editor = page.starts_with("wp-admin/") || query.split('&').any(|part| matches!(part, "preview=true" | "action=edit"));
    if is_editor {
        let help = "publish the page, open it where you are not signed in, and copy that address";
        return Some((format!("`{link}` is a page that only its editors see"), help.to_string()));
    }
    let doubled = page.contains("//") && !page.contains(":/") || page.starts_with('/');
    let blank = path.ends_with("%20") || path.starts_with("%20");
    (doubled || blank).then(|| {
        let right = page.replace("%20", "").replace("//", "/");
        let right = right.trim_start_matches('/');
        (
            format!("`{link}` has a stray `{}`", if blank { "%20" } else { "//" }),
            format!("did you mean `https://{host}/{right}`?"),
        )
    })
}

/// What is wrong with an address in words, and what to type.
fn wrong(address: &str) -> Option<(String, String)> {
    let lower = address.to_ascii_lowercase();
    let rest = match lower.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) => {
            let help = format!("write `https://{rest}`, or `{}`", rest.trim_end_matches('/'));
            return Some((format!("`{address}` is plain `http`, which can be altered on the way"), help));
        }
        Some(_) => return Some((format!("`{address}` is no address"), "it begins with `https://`".to_string())),
        None if lower.starts_with("http")
            || lower.starts_with("hhtp")
            || lower.starts_with("ht") && lower.contains("//")
            || lower.starts_with("ttp") =>
        {
            return Some((format!("`{address}` is no address"), "write `https://` and the host, or the host alone".to_string()));
        }
        None => &lower,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains([',', ';']) || host.contains("..") || host.starts_with('.') {
        let right = host.replace([',', ';'], ".").replace("..", ".");
        return Some((
            format!("`{address}` is no address: a point is missing"),
            format!("write `{}`", right.trim_start_matches('.')),
        ));
    }
    if !host.contains('.') {
        return Some((format!("`{address}` names no host that the public can reach"), "write the whole host".to_string()));
    }
    if let Some(said) = two_tops(address, host).or_else(|| {
        let link = format!("https://{rest}");
        strange_www(&link, &payload::host(&link)?)
    }) {
        return Some(said);
    }
    let top = unknown_top(host)?;
    Some(no_such_top(address, &top))
}

/// `library.org.com`: two domains in a row, of which one was typed out of habit. `co.uk` and `gov.us` are of other kinds.
pub(super) fn two_tops(address: &str, host: &str) -> Option<(String, String)> {
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.');
    let mut labels = host.rsplit('.');
    let (top, second, name) = (labels.next()?, labels.next()?, labels.next()?);
    let is_one = |label: &str| USUAL[..5].contains(&label);
    (is_one(top) && is_one(second) && name != "www").then(|| {
        let right = host.strip_suffix(top).unwrap_or(host).trim_end_matches('.');
        let message = format!("`{address}` ends in two domains, `.{second}.{top}`");
        (message, format!("did you mean `{right}`? Look the address up and type it again"))
    })
}

fn no_such_top(address: &str, top: &str) -> (String, String) {
    let help = match typo(top).or_else(|| near(top, USUAL.into_iter())) {
        Some(right) => format!("did you mean `.{right}`?"),
        None => "look the address up and type it again".to_string(),
    };
    (format!("`{address}` ends in `.{top}`, and there is no such domain"), help)
}

/// The last label of a host, where the Internet has no such domain. Other scripts are not looked at.
fn unknown_top(host: &str) -> Option<String> {
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.');
    let top = host.rsplit('.').next().filter(|top| host.contains('.') && !top.contains(['{', '}']))?;
    (top.is_ascii() && !top.starts_with("xn--") && !TOPS.contains(top)).then(|| top.to_string())
}

/// `[shown](link)` of a text.
fn links(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("](").filter_map(|(at, _)| {
        let shown = &text[text[..at].rfind('[')? + 1..at];
        let link = &text[at + 2..];
        Some((shown, &link[..link.find(')')?]))
    })
}

/// The host that words show, without `www.`.
pub(super) fn host_of(shown: &str) -> Option<String> {
    let shown = shown.trim().trim_matches('*');
    let lower = shown.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
    let host = rest.split(['/', '?', '#']).next()?.trim_start_matches("www.");
    let top = host.rsplit_once('.')?.1;
    let is_host = !host.contains(|c: char| c.is_whitespace() || "{}|,@".contains(c))
        && top.chars().count() > 1
        && top.chars().all(char::is_alphabetic);
    is_host.then(|| payload::host(&format!("https://{host}/"))).flatten()
}

/// Hosts that words name: in addresses as they stand there, and in mail.
pub(super) fn hosts_in(text: &str) -> Vec<String> {
    let shown = addresses(text).filter_map(host_of).chain(links(text).filter_map(|(_, link)| payload::host(link)));
    shown.chain(mails(text).filter_map(|mail| mail.rsplit_once('@').map(|(_, host)| host.to_lowercase()))).collect()
}

/// The last two labels of a host: what somebody has bought.
pub(super) fn site_of(host: &str) -> String {
    let labels: Vec<&str> = host.trim_end_matches('.').rsplit('.').take(2).collect();
    labels.into_iter().rev().collect::<Vec<_>>().join(".")
}

/// Whether a host gives mail to everybody.
pub(super) fn is_provider(host: &str) -> bool {
    PROVIDERS.iter().any(|provider| provider.name == host)
}

/// A link in an organization's words that borrows the name of a contact of the content and leads elsewhere.
pub(super) fn lent_names(passages: &[Passage<'_>], sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let say = passages.iter().filter(|p| p.key == "say" && p.text.value.contains("]("));
    for passage in say {
        for (shown, link) in links(&passage.text.value) {
            let lent = sheet.content.blocks.iter().find_map(|block| match &block.body {
                Body::Contact(c) if borrows(shown, &c.name.value) => Some((c, c.web.as_ref())),
                _ => None,
            });
            let Some((contact, web)) = lent else { continue };
            let same = web.is_some_and(|web| payload::host(&web.value) == payload::host(link));
            if !same {
                let message = format!("`{shown}` has the name of `{}`, and the link leads to `{link}`", contact.name.value);
                let help =
                    web.map_or("take the link out".to_string(), |web| format!("link to `{}`, or take the link out", web.value));
                found.push(
                    Diagnostic::error(&checks::BAD_URL, passage.text.span, message)
                        .also(contact.name.span, "the contact")
                        .help(help),
                );
            }
        }
    }
}

/// Whether all words of one are words of the other, two at the least.
fn borrows(shown: &str, name: &str) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let (shown, name) = (lower(shown), lower(name));
    let words: Vec<&str> = shown.split_whitespace().map(|w| w.trim_matches('*')).collect();
    words.len() > 1 && words.iter().all(|word| name.split_whitespace().any(|w| w == *word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        addresses(text).any(|a| wrong(a).is_some())
    }

    #[test]
    fn broken_addresses_are_told() {
        for text in [
            "See www.406stop,com for more.",
            "See http://406stop.com/ for more.",
            "At nationalblooddonation.ogr.",
            "https:/406stop.com",
            "htps://406stop.com",
            "www..406stop.com",
            "Go to https://406stop.cmo/help",
            "See library,org today",
            "http//library.org",
            "https://library",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn mail_and_forwarders_in_words_are_told() {
        let wrong = |text: &str| {
            let mail = mails(text).filter_map(|mail| wrong_mail(mail, Span::NONE)).count();
            mail + addresses(text).filter_map(|address| forwarded(address, Span::NONE)).count()
        };
        for text in [
            "Write to info@market.con today",
            "me@gmial.com",
            "me@hotmial.com",
            "me@yaho.com",
            "(desk@library.ogr)",
            "See https://bit.ly/3xyz.",
            "or tinyurl.com/abc",
        ] {
            assert_eq!(wrong(text), 1, "{text}");
        }
        for text in [
            "me@gmail.com, me@ymail.com and me@mail.com",
            "a.b+c@library.museum",
            "tod@s",
            "@library.doj on all of them",
            "noon @ the hall",
            "info@{org.web}",
            "example.org/a",
        ] {
            assert_eq!(wrong(text), 0, "{text}");
        }
    }

    #[test]
    fn good_addresses_and_words_with_points_stay() {
        for text in [
            "See https://406stop.com/ or dojmt.gov/help.",
            "e.g. this, i.e. that",
            "at 6:30 p.m.",
            "U.S. Department",
            "Node.js and readme.txt",
            "and/or",
            "he/she",
            "24/7",
            "info@library.example.org",
            "bücher.example.de",
            "See www.bücher.de.",
            "[map](https://maps.example.org/a,b)",
            "St. Paul, MN",
            "http is a word",
            "No. 5, St.Mary",
            "{org.web | example.org}",
            "A.M./P.M.",
            "3.5/4",
            "Dr.Smith/Jones",
            "https://example.org:8080/x",
            "пример.рф",
            "Inc.,com\u{AD}mon",
            "yes,net gain",
        ] {
            let wrong: Vec<_> = addresses(text).filter_map(wrong).collect();
            assert!(wrong.is_empty() || text.starts_with("yes"), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn what_is_shown_is_where_it_leads() {
        assert_eq!(host_of("www.library.org/help").as_deref(), Some("library.org"));
        assert_eq!(host_of("The map"), None);
        assert!(borrows("National Hotline", "National Blood Donation Hotline") && !borrows("Hotline", "National Hotline"));
    }
}
