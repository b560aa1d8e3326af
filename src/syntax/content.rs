//! `content/*.toml`.

use super::reader::{Reader, Section};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{
    Audience, Block, BlockName, Body, Contact, Content, Image, Kind, List, Payload, Qr, Quote, Stat, Text, TextMessage, Wifi,
};

/// Reads a content file. `None` when it has no usable head; its blocks are checked all the same.
pub(super) fn content(reader: &Reader, root: Section<'_, '_>) -> Option<Content> {
    let title = root.must_text("title");
    let language = root.must_text("language");
    let audiences: Vec<(&str, Audience)> = Audience::ALL.iter().map(|a| (a.name(), *a)).collect();
    let audience = root.must("audience", root.choice("audience", &audiences));
    let mut blocks: Vec<Block> = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| *k != Kind::Org) {
        let Some(table) = root.table(kind.name()) else { continue };
        for (name, span, value) in table.entries() {
            let full_name = format!("{}.{name}", kind.name());
            if !is_name(name) {
                reader.error(
                    &checks::BAD_VALUE,
                    span,
                    format!("`{name}` is no name for a block"),
                    "use lower-case letters, digits and `-`",
                );
            }
            let Some(section) = reader.table(value, span, &full_name) else { continue };
            blocks.extend(block(reader, BlockName::new(kind, name), section));
        }
    }
    blocks.sort_by_key(|b| b.origin.start);
    unknown_kinds(&root);
    let origin = title.as_ref().map_or(root.span, |t| t.span);
    Some(Content { title: title?, language: language?, audience: audience?, blocks, origin })
}

/// Names of blocks and files.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
}

/// Tables of a kind there is not, with the kinds there are.
fn unknown_kinds(root: &Section<'_, '_>) {
    let asked = ["title", "language", "audience"];
    for (key, span, _) in root.entries() {
        if asked.contains(&key) || Kind::from_name(key).is_some_and(|k| k != Kind::Org) {
            continue;
        }
        let kinds: Vec<&str> = Kind::ALL.iter().filter(|k| **k != Kind::Org).map(|k| k.name()).collect();
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_KEY, span, format!("there is no kind of block `{key}`"));
        let names = kinds.iter().copied().chain(asked);
        root.reader().report(match near(key, names) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None if key == "event" => diagnostic.help("events are not made yet; write the date into a text"),
            None => diagnostic.help(format!("kinds are: {}", kinds.join(", "))),
        });
    }
}

fn block(reader: &Reader, name: BlockName, section: Section<'_, '_>) -> Option<Block> {
    let origin = section.span;
    let lock = section.flag("lock").is_some_and(|l| l.value);
    let body = match name.kind {
        Kind::Text => text(&section).map(Body::Text),
        Kind::Note => text(&section).map(Body::Note),
        Kind::List => list(&section).map(Body::List),
        Kind::Steps => list(&section).map(Body::Steps),
        Kind::Quote => quote(&section).map(Body::Quote),
        Kind::Stat => stat(reader, &section).map(Body::Stat),
        Kind::Contact => contact(reader, &section).map(Body::Contact),
        Kind::Qr => qr(reader, &section).map(Body::Qr),
        Kind::Image => image(reader, &section).map(Body::Image),
        Kind::Org => None,
    };
    section.done();
    Some(Block { name, body: body?, lock, origin })
}

fn text(s: &Section<'_, '_>) -> Option<Text> {
    let (heading, short) = (s.text("heading"), s.text("short"));
    Some(Text { full: s.must_text("full")?, heading, short })
}

fn list(s: &Section<'_, '_>) -> Option<List> {
    let (heading, note) = (s.text("heading"), s.text("note"));
    let items = s.must("items", s.texts("items"))?;
    if items.is_empty() {
        s.reader().error(
            &checks::BAD_VALUE,
            s.key_span("items"),
            "a list without items",
            "write the items, or take the list out",
        );
        return None;
    }
    Some(List { heading, items, note })
}

fn quote(s: &Section<'_, '_>) -> Option<Quote> {
    let (says, by, source, as_of) = (s.must_text("says"), s.must_text("by"), s.text("source"), s.date("as_of"));
    Some(Quote { says: says?, by: by?, source, as_of })
}

fn stat(reader: &Reader, s: &Section<'_, '_>) -> Option<Stat> {
    let (label, source) = (s.must_text("label"), s.must_text("source"));
    let (as_of, review_by) = (s.must("as_of", s.date("as_of")), s.must("review_by", s.date("review_by")));
    let (stated, caveat) = (s.number("stated"), s.text("caveat"));
    let mut values = Vec::new();
    if let Some(table) = s.table("values") {
        for (key, span, value) in table.entries() {
            values.extend(reader.number(value, key).map(|number| (At::new(key.to_string(), span), number)));
        }
    }
    s.must("values", (!values.is_empty()).then_some(()))?;
    Some(Stat { label: label?, values, source: source?, as_of: as_of?, review_by: review_by?, stated, caveat })
}

fn contact(reader: &Reader, s: &Section<'_, '_>) -> Option<Contact> {
    let text = s.get("text").and_then(|v| message(reader, v, s.key_span("text")));
    let name = s.must_text("name");
    Some(Contact {
        phone: s.text("phone"),
        text,
        email: s.text("email"),
        web: s.text("web"),
        hours: s.text("hours"),
        languages: s.text("languages"),
        note: s.text("note"),
        review_by: s.date("review_by"),
        name: name?,
    })
}

/// `{ to = "233733", say = "HELP" }`
fn message(reader: &Reader, value: &super::reader::Value<'_>, span: Span) -> Option<TextMessage> {
    let s = reader.table(value, span, "text")?;
    let (to, say) = (s.must_text("to"), s.text("say"));
    s.done();
    Some(TextMessage { to: to?, say })
}

fn qr(reader: &Reader, s: &Section<'_, '_>) -> Option<Qr> {
    let label = s.must_text("label");
    let readable = s.text("readable");
    let mut payloads: Vec<Payload> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    let mut take = |kind, payload: Option<Payload>| {
        if s.get(kind).is_some() {
            kinds.push(kind);
        }
        payloads.extend(payload);
    };
    take("link", s.text("link").map(Payload::Link));
    take("call", s.text("call").map(Payload::Call));
    take("text", s.get("text").and_then(|v| message(reader, v, s.key_span("text"))).map(Payload::Text));
    take("email", email(reader, s));
    take("contact", s.text("contact").map(card));
    take("wifi", s.get("wifi").and_then(|v| wifi(reader, v, s.key_span("wifi"))).map(Payload::Wifi));
    if kinds.len() > 1 {
        let message = format!("a code carries one thing, this one has `{}`", kinds.join("` and `"));
        reader.error(&checks::BAD_VALUE, s.key_span(kinds[1]), message, "make a second `[qr.NAME]`");
        return None;
    }
    if kinds.is_empty() {
        reader.error(
            &checks::MISSING_KEY,
            s.span,
            "this code carries nothing",
            "add one of `link`, `call`, `text`, `email`, `contact`, `wifi`",
        );
        return None;
    }
    Some(Qr { payload: payloads.pop()?, label: label?, readable })
}

fn card(text: At<String>) -> Payload {
    if text.value == "org" { Payload::OrgCard(text.span) } else { Payload::ContactCard(text) }
}

fn email(reader: &Reader, s: &Section<'_, '_>) -> Option<Payload> {
    let value = s.get("email")?;
    if value.get_ref().is_str() {
        return reader.text(value, "email").map(|to| Payload::Email { to, subject: None, body: None });
    }
    let inner = reader.table(value, s.key_span("email"), "email")?;
    let (to, subject, body) = (inner.must_text("to"), inner.text("subject"), inner.text("body"));
    inner.done();
    Some(Payload::Email { to: to?, subject, body })
}

fn wifi(reader: &Reader, value: &super::reader::Value<'_>, span: Span) -> Option<Wifi> {
    let s = reader.table(value, span, "wifi")?;
    let (network, password, hidden) = (s.must_text("network"), s.text("password"), s.flag("hidden"));
    s.done();
    Some(Wifi { network: network?, password, hidden: hidden.is_some_and(|h| h.value) })
}

fn image(reader: &Reader, s: &Section<'_, '_>) -> Option<Image> {
    let (file, alt) = (s.must_text("file"), s.must("alt", s.text("alt")));
    let focus = s.text("focus").map_or(Some((0.5, 0.5)), |text| focus(reader, &text));
    let credit = s.text("credit");
    Some(Image { file: file?, alt: alt?, focus: focus?, credit })
}

/// `60% 40%`: from the left and from the top.
fn focus(reader: &Reader, text: &At<String>) -> Option<(f64, f64)> {
    let part = |p: &str| p.strip_suffix('%')?.parse::<f64>().ok().filter(|n| (0.0..=100.0).contains(n)).map(|n| n / 100.0);
    let parts: Vec<Option<f64>> = text.value.split_whitespace().map(part).collect();
    match parts.as_slice() {
        [Some(x), Some(y)] => Some((*x, *y)),
        _ => {
            reader.error(
                &checks::BAD_VALUE,
                text.span,
                format!("`focus` is `{}`", text.value),
                "write two percents, from the left and from the top: \"60% 40%\"",
            );
            None
        }
    }
}
