//! `[qr.NAME]`: what a code carries.

use super::address;
use super::reader::{Reader, Value};
use super::section::Section;
use crate::diag::{At, Span, checks};
use crate::model::{CalendarEvent, CardOf, CardWords, Payload, Qr, TextMessage, Wifi};

pub(super) fn qr(reader: &Reader, s: &Section<'_, '_>) -> Option<Qr> {
    let label = s.must_text("label");
    let (readable, unless) = (s.text("readable"), s.text("unless"));
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
    take("contact", card(reader, s));
    take("wifi", s.get("wifi").and_then(|v| wifi(reader, v, s.key_span("wifi"))).map(Payload::Wifi));
    take("geo", s.text("geo").and_then(|text| place(reader, &text)).map(Payload::Place));
    let map = s.line("map");
    // The name of a block or `org` has no parts.
    map.iter().filter(|map| map.value.contains(',')).for_each(|map| address::check(reader, map));
    take("map", map.map(Payload::Map));
    take("event", s.get("event").and_then(|v| event(reader, v, s.key_span("event"))));
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
            "add one of `link`, `call`, `text`, `email`, `contact`, `wifi`, `geo`, `map`, `event`",
        );
        return None;
    }
    Some(Qr { payload: payloads.pop()?, label: label?, readable, unless })
}

/// `"org"`, the name of a contact block, or a table.
fn card(reader: &Reader, s: &Section<'_, '_>) -> Option<Payload> {
    let short = s.choice("contact_format", &[("vcard", false), ("mecard", true)]).is_some_and(|f| f.value);
    let value = s.get("contact")?;
    let of = if value.get_ref().is_str() {
        let name = reader.text(value, "contact")?;
        if name.value == "org" { CardOf::Org(name.span) } else { CardOf::Contact(name) }
    } else {
        let inner = reader.table(value, s.key_span("contact"), "contact")?;
        let name = inner.must_text("name");
        let (phone, email, web) = (inner.text("phone"), inner.text("email"), inner.text("web"));
        let (address, note) = (inner.text("address"), inner.text("note"));
        inner.done();
        CardOf::Written(Box::new(CardWords { name: name?, phone, email, web, address, note }))
    };
    Some(Payload::Card { of, short })
}

/// `46.58936, -112.03910`: degrees north and east.
fn place(reader: &Reader, text: &At<String>) -> Option<At<(f64, f64)>> {
    let degrees = |part: &str| part.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let both = text.value.split_once(',').and_then(|(north, east)| Some((degrees(north)?, degrees(east)?)));
    if both.is_none() {
        let message = format!("`{}` is no place", text.value);
        reader.error(&checks::BAD_VALUE, text.span, message, "write latitude and longitude in degrees: \"46.58936, -112.03910\"");
    }
    both.map(|b| At::new(b, text.span))
}

/// The name of an event of the content, or a table.
fn event(reader: &Reader, value: &Value<'_>, span: Span) -> Option<Payload> {
    if value.get_ref().is_str() {
        return reader.text(value, "event").map(Payload::Calendar);
    }
    let s = reader.table(value, span, "event")?;
    let title = s.must_text("title");
    let (start, end) = (s.must("start", s.moment("start")), s.moment("end"));
    let place = s.text("place");
    s.done();
    Some(Payload::Event(CalendarEvent { title: title?, start: start?, end, place }))
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

fn wifi(reader: &Reader, value: &Value<'_>, span: Span) -> Option<Wifi> {
    let s = reader.table(value, span, "wifi")?;
    let (network, password, hidden) = (s.must_text("network"), s.text("password"), s.flag("hidden"));
    s.done();
    Some(Wifi { network: network?, password, hidden: hidden.is_some_and(|h| h.value) })
}

/// `{ to = "233733", say = "HELP" }`
pub(super) fn message(reader: &Reader, value: &Value<'_>, span: Span) -> Option<TextMessage> {
    let s = reader.table(value, span, "text")?;
    let (to, say) = (s.must_text("to"), s.text("say"));
    let languages = s.texts("languages").unwrap_or_default();
    s.done();
    Some(TextMessage { to: to?, say, languages })
}
