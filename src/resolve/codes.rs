//! What QR codes carry, and what the audience of a content allows them to (notes/domain.md, B.5).

use super::Context;
use super::keep::telephone;
use super::reachable::{check_email, report};
use super::text_message::text_line;
use crate::diag::{At, Diagnostic, Span, checks};
use crate::document::{Body, Paragraph};
use crate::model::{self, Audience, BlockName, CalendarEvent, CardOf, CardWords, Contact, EventStatus, Kind, Payload, Qr};
use crate::qr::payload::{self, Card, Event, PayloadError};

/// Parameters of links are announced on the sheet by this note.
const TRACKING_NOTE: &str = "tracking";

/// A code with its words. An organization's own link takes the place of what the content says, unless that is locked.
pub(super) fn code(
    context: &Context<'_>,
    name: &BlockName,
    (qr, lock, origin): (&Qr, bool, Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Body> {
    let instead = qr.unless.as_ref().and_then(|unless| context.plain(unless, diagnostics));
    if instead.is_some_and(|words| !words.value.is_empty()) {
        return None;
    }
    let label = context.line(&qr.label, diagnostics)?;
    let own_link = context.org.links.get(&name.name);
    if let Some(link) = own_link.filter(|_| lock) {
        let message = format!("`{name}` is locked and cannot be changed by an organization");
        diagnostics.push(
            Diagnostic::error(&checks::LOCKED_TEXT, link.span, message)
                .also(origin, "locked here")
                .help(format!("take `{}` out of `[qr]`", name.name)),
        );
        return None;
    }
    let own = own_link.map(|link| Payload::Link(link.clone()));
    let (payload, readable, span) = CodeWords { context, diagnostics }.of(own.as_ref().unwrap_or(&qr.payload))?;
    if !is_allowed(context, name, &payload, (lock, own.is_some(), span), diagnostics) {
        return None;
    }
    let readable = match qr.readable.as_ref().filter(|_| own.is_none()) {
        Some(words) => context.line(words, diagnostics)?,
        None => readable,
    };
    Some(Body::Code { payload, label, readable })
}

/// Whether the audience may be given this code; says why not.
fn is_allowed(
    context: &Context<'_>,
    name: &BlockName,
    payload: &str,
    (lock, own, span): (bool, bool, Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let content = context.content;
    let link = payload.strip_prefix("https://");
    let wrong = match content.audience.value {
        Audience::Victim if link.is_some_and(|l| l.contains(['?', '#'])) => Some((
            format!("`{payload}` carries more than an address, on a sheet for people in danger"),
            "give the address without `?` and `#`: nobody must be able to tell who came from where",
        )),
        Audience::Victim if link.is_none() && !payload.starts_with("tel:") && !payload.starts_with("SMSTO:") => Some((
            format!("`{name}` puts something on the phone of a person in danger"),
            "give a link, `call` or `text`: they leave least behind",
        )),
        Audience::Statutory if own => Some((
            format!("`{name}` is an organization's own link on a sheet that the law words"),
            "take it out of `[qr]` of the organization",
        )),
        Audience::Statutory if !lock => Some((
            format!("`{name}` is not locked on a sheet that the law words"),
            "add `lock = true` when the law names this address, or take the code out",
        )),
        _ if payload.starts_with("geo:") && context.org.address_confidential => Some((
            format!("`{name}` gives away the place of an organization whose address is confidential"),
            "take the code out, or `address_confidential` where the place may be known",
        )),
        _ => None,
    };
    if let Some((message, help)) = wrong {
        diagnostics.push(Diagnostic::error(&checks::QR_POLICY, span, message).help(help));
        return false;
    }
    let Some(parameter) = payload::tracking_parameter(payload) else { return true };
    let announced = content.blocks.iter().any(|b| b.name.kind == Kind::Note && b.name.name == TRACKING_NOTE);
    let help = match content.allow_tracking {
        false => format!(
            "take `{parameter}=...` out, or write `allow_tracking = true` into the content and a `[note.{TRACKING_NOTE}]` that tells readers"
        ),
        true if !announced => {
            format!("add a `[note.{TRACKING_NOTE}]` that tells readers what the code reports, and give it an area")
        }
        true => return true,
    };
    let message = format!("`{payload}` reports where its reader came from (`{parameter}`)");
    diagnostics.push(Diagnostic::error(&checks::TRACKING, span, message).help(help));
    false
}

/// A number with the extension of an organization, as [`payload`] reads it.
fn with_extension(number: &str, extension: Option<&At<String>>) -> String {
    extension.map_or_else(|| number.to_string(), |extension| format!("{number} ext. {}", extension.value))
}

/// Longer than this nobody types an address.
const TYPED: usize = 70;

/// The address as it stands beside a code; of one too long to be typed, its host.
fn typed(link: &str) -> String {
    let readable = payload::readable(link);
    if readable.chars().count() <= TYPED { readable } else { payload::host(link).unwrap_or(readable) }
}

/// Bytes of an event in a code: what version 7 holds at level M (ISO/IEC 18004, table 7), 45 modules a side.
const DIARY: usize = 122;

/// Whose address a map shows.
enum MapOf<'e> {
    Event(&'e model::Event),
    Org,
    /// The words themselves.
    Address,
}

/// Where an event takes place, as a map finds it: its address, else the place by name.
fn address_of(event: &model::Event) -> Option<At<String>> {
    event.address.clone().or_else(|| event.venue.clone())
}

/// Payloads to the text a code carries and the words printed beside it.
struct CodeWords<'a, 'c> {
    context: &'a Context<'c>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl CodeWords<'_, '_> {
    fn of(&mut self, what: &Payload) -> Option<(String, Paragraph, Span)> {
        let (result, readable, span) = match what {
            Payload::Link(link) => {
                let link = self.plain(link)?;
                (payload::link(&link.value), Paragraph::kept(typed(&link.value), link.span), link.span)
            }
            Payload::Call(number) => {
                let number = self.plain(number)?;
                (payload::call(&number.value), telephone(&number.value, number.span), number.span)
            }
            Payload::Text(message) => {
                let to = self.plain(&message.to)?;
                let say = self.or_empty(message.say.as_ref());
                let readable = text_line(self.context, message, self.diagnostics)?;
                (payload::text(&to.value, &say), readable, to.span)
            }
            Payload::Email { to, subject, body } => {
                let to = self.plain(to)?;
                let (subject, body) = (self.or_empty(subject.as_ref()), self.or_empty(body.as_ref()));
                check_email(&to, self.diagnostics);
                (payload::email(&to.value, &subject, &body), Paragraph::kept(&to.value, to.span), to.span)
            }
            Payload::Card { of, short } => {
                let (card, title, span) = self.card(of)?;
                let payload = if *short { payload::contact_short(&card) } else { payload::contact(&card) };
                (payload, title, span)
            }
            Payload::Wifi(wifi) => {
                let network = self.plain(&wifi.network)?;
                let password = wifi.password.as_ref().and_then(|p| self.plain(p)).map(|p| p.value);
                let payload = payload::wifi(&network.value, password.as_deref(), wifi.hidden);
                (payload, Paragraph::kept(&network.value, network.span), network.span)
            }
            Payload::Place(place) => {
                let payload = payload::geo(place.value.0, place.value.1);
                // Nobody reads degrees: beside an event its address stands there.
                let readable = match self.only_event().and_then(address_of) {
                    Some(address) => self.as_address(&address),
                    None => Paragraph::kept(payload.as_deref().map(payload::readable).unwrap_or_default(), place.span),
                };
                (payload, readable, place.span)
            }
            Payload::Map(of) => self.map(of)?,
            Payload::Event(event) => self.event(event)?,
            Payload::Calendar(name) => self.calendar(name)?,
        };
        match result {
            Ok(payload) => Some((payload, readable, span)),
            Err(error) => {
                report(error.check(), span, &error, self.diagnostics);
                None
            }
        }
    }

    fn card(&mut self, of: &CardOf) -> Option<(Card, Paragraph, Span)> {
        match of {
            CardOf::Org(span) => {
                let org = self.context.org;
                let of = |field: &Option<At<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
                let card = Card {
                    name: org.name.value.clone(),
                    phones: org.phone.iter().map(|p| with_extension(&p.value, org.phone_ext.as_ref())).collect(),
                    email: of(&org.email),
                    url: of(&org.web),
                    address: if org.address_confidential { String::new() } else { of(&org.address) },
                    ..Card::default()
                };
                Some((card, Paragraph::plain(&org.name.value, org.name.span), *span))
            }
            CardOf::Contact(name) => {
                let blocks = &self.context.content.blocks;
                let found = blocks.iter().find(|b| b.name.kind == Kind::Contact && b.name.name == name.value);
                let Some(model::Body::Contact(contact)) = found.map(|b| &b.body) else {
                    let message = format!("there is no `contact.{}`", name.value);
                    self.diagnostics.push(Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message));
                    return None;
                };
                let Contact { phone, email, web, .. } = contact;
                let title = self.context.line(&contact.name, self.diagnostics)?;
                let card = self.filled(title.text(), [phone, email, web, &None, &None]);
                Some((card, title, name.span))
            }
            CardOf::Written(words) => {
                let CardWords { name, phone, email, web, address, note } = words.as_ref();
                let title = self.context.line(name, self.diagnostics)?;
                let card = self.filled(title.text(), [phone, email, web, address, note]);
                Some((card, title, name.span))
            }
        }
    }

    fn filled(&mut self, name: String, [phone, email, url, address, note]: [&Option<At<String>>; 5]) -> Card {
        let phones = phone.as_ref().and_then(|p| self.plain(p)).map(|p| p.value).into_iter().collect();
        let mut of = |field: &Option<At<String>>| self.or_empty(field.as_ref());
        Card { name, phones, email: of(email), url: of(url), address: of(address), note: of(note), ..Card::default() }
    }

    /// A map with an address, which is printed beside it. Nothing where an event has no place.
    fn map(&mut self, of: &At<String>) -> Option<(Result<String, PayloadError>, Paragraph, Span)> {
        let address = match self.map_of(of) {
            MapOf::Event(event) => address_of(event)?,
            MapOf::Org => {
                let Some(address) = self.context.org.address.clone() else {
                    let message = format!("`{}` has no address that may be shown", self.context.org.name.value);
                    let help = "add `address` to the organization, or take the code out";
                    self.diagnostics.push(Diagnostic::error(&checks::PLACEHOLDER, of.span, message).help(help));
                    return None;
                };
                address
            }
            MapOf::Address => {
                if let Some(told) = self.no_address(of) {
                    self.diagnostics.push(told);
                    return None;
                }
                self.plain(of)?
            }
        };
        let query: String = url::form_urlencoded::byte_serialize(address.value.as_bytes()).collect();
        let link = self.context.project.defaults.map_link.value.replace("{address}", &query);
        Some((payload::link(&link), self.as_address(&address), of.span))
    }

    /// `Main`, where an event is called `main`, and `mall`: a map that searches for one word leads anywhere.
    fn no_address(&self, of: &At<String>) -> Option<Diagnostic> {
        let word = of.value.trim();
        let events = self.context.content.blocks.iter().filter(|block| block.name.kind == Kind::Event);
        let mut names = events.map(|block| block.name.name.as_str()).chain(["org", "event"]);
        let meant = names.find(|name| name.eq_ignore_ascii_case(word));
        let is_small = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_');
        if meant.is_none() && !is_small {
            return None;
        }
        let message = format!("`{word}` is neither an address nor an event of this content");
        let help = match meant.filter(|name| *name != "event") {
            Some(name) => format!("type `map = \"{name}\"`"),
            None => "write the address, the name of an event block, or `org`".to_string(),
        };
        Some(Diagnostic::error(&checks::UNKNOWN_NAME, of.span, message).help(help))
    }

    fn map_of(&self, of: &At<String>) -> MapOf<'_> {
        let events = || self.context.content.blocks.iter().filter(|block| block.name.kind == Kind::Event);
        let named = events().find(|block| block.name.name == of.value);
        let first = || events().next().filter(|_| of.value == "event");
        match named.or_else(first).map(|block| &block.body) {
            Some(model::Body::Event(event)) => MapOf::Event(event),
            _ if of.value == "org" => MapOf::Org,
            _ => MapOf::Address,
        }
    }

    /// The event of the content, where it has one only.
    fn only_event(&self) -> Option<&model::Event> {
        let mut events = self.context.content.blocks.iter().filter_map(|block| match &block.body {
            model::Body::Event(event) => Some(event.as_ref()),
            _ => None,
        });
        events.next().filter(|_| events.next().is_none())
    }

    fn as_address(&self, address: &At<String>) -> Paragraph {
        Paragraph::plain(&address.value, address.span).spoken(self.context.as_letters_run(&address.value))
    }

    fn event(&mut self, event: &CalendarEvent) -> Option<(Result<String, PayloadError>, Paragraph, Span)> {
        let title = self.context.line(&event.title, self.diagnostics)?;
        let place = self.or_empty(event.place.as_ref());
        let carried = Event {
            title: title.text(),
            start: event.start.value,
            end: event.end.as_ref().map(|e| e.value),
            place,
            universal: false,
        };
        Some((payload::event(&carried), title, event.title.span))
    }

    /// An event of the content for a calendar, with as much of its place as leaves a code that is easily read. Nothing
    /// where it does not take place, or has a title that no code has room for.
    fn calendar(&mut self, name: &At<String>) -> Option<(Result<String, PayloadError>, Paragraph, Span)> {
        let blocks = &self.context.content.blocks;
        let found = blocks.iter().find(|b| b.name.kind == Kind::Event && b.name.name == name.value);
        let Some(model::Body::Event(event)) = found.map(|b| &b.body) else {
            let message = format!("there is no `event.{}`", name.value);
            self.diagnostics.push(Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message));
            return None;
        };
        if event.status.value == EventStatus::Cancelled {
            return None;
        }
        let place = [&event.venue, &event.room, &event.address];
        let parts: Vec<&str> = place.into_iter().flatten().map(|p| p.value.as_str()).collect();
        let carried = |parts: &[&str]| super::event::for_calendar(event, parts.join(", "));
        let placed = (0..=parts.len()).rev().map(|n| carried(&parts[..n]));
        let mut forms = placed.chain([Event { end: None, ..carried(&[]) }]).map(|e| payload::event(&e));
        let form = forms.find(|form| form.as_ref().map_or(true, |text| text.len() <= DIARY));
        if form.is_none() {
            let length = event.title.value.chars().count();
            let message = format!("the title has {length} characters: a code for calendars would be too dense");
            let help = "the sheet has no such code; the calendar file beside the PDF has all of it";
            self.diagnostics.push(Diagnostic::note(&checks::QR_TOO_LONG, event.title.span, message).help(help));
        }
        // Nothing of it can be typed.
        Some((form?, Paragraph::plain("", name.span), event.title.span))
    }

    fn plain(&mut self, text: &At<String>) -> Option<At<String>> {
        self.context.plain(text, self.diagnostics)
    }

    fn or_empty(&mut self, text: Option<&At<String>>) -> String {
        text.and_then(|t| self.plain(t)).map(|t| t.value).unwrap_or_default()
    }
}
