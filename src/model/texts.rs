//! Every text of a block, one visitor for all kinds: what looks through all words of a content walks this.

use super::{Body, CardOf, Event, Payload, Qr, TextMessage};
use crate::diag::At;

/// Sees one text.
type See<'s, 't> = &'s mut dyn FnMut(&'t At<String>);

impl Body {
    /// Calls `see` with every text that people have written in a block, in file order: words, numbers and addresses, each
    /// as it stands there, with its placeholders.
    pub fn texts<'t>(&'t self, see: See<'_, 't>) {
        match self {
            Body::Text(t) | Body::Note(t) => {
                all([t.heading.as_ref(), Some(&t.full), t.short.as_ref()], see);
            }
            Body::List(l) | Body::Steps(l) => {
                all([l.heading.as_ref()], see);
                l.items.iter().for_each(&mut *see);
                all([l.note.as_ref()], see);
            }
            Body::Quote(q) => all([Some(&q.says), Some(&q.by), q.source.as_ref()], see),
            Body::Stat(s) => all([Some(&s.label), Some(&s.source), s.caveat.as_ref()], see),
            Body::Contact(c) => {
                all([Some(&c.name), c.phone.as_ref()], see);
                c.text.iter().for_each(|text| message(text, see));
                all([c.email.as_ref(), c.web.as_ref(), c.hours.as_ref(), c.languages.as_ref(), c.note.as_ref()], see);
            }
            Body::Qr(q) => code(q, see),
            Body::Image(i) => all([Some(&i.alt), i.credit.as_ref()], see),
            Body::Logos(l) => {
                all([l.heading.as_ref()], see);
                l.items.iter().for_each(|item| see(&item.alt));
            }
            Body::Event(e) => event(e, see),
        }
    }
}

fn all<'t, const N: usize>(texts: [Option<&'t At<String>>; N], see: See<'_, 't>) {
    texts.into_iter().flatten().for_each(see);
}

fn message<'t>(text: &'t TextMessage, see: See<'_, 't>) {
    all([Some(&text.to), text.say.as_ref()], see);
}

fn code<'t>(qr: &'t Qr, see: See<'_, 't>) {
    match &qr.payload {
        Payload::Link(text) | Payload::Call(text) | Payload::Calendar(text) | Payload::Map(text) => see(text),
        Payload::Text(text) => message(text, see),
        Payload::Email { to, subject, body } => all([Some(to), subject.as_ref(), body.as_ref()], see),
        Payload::Card { of: CardOf::Written(card), .. } => all(
            [
                Some(&card.name),
                card.phone.as_ref(),
                card.email.as_ref(),
                card.web.as_ref(),
                card.address.as_ref(),
                card.note.as_ref(),
            ],
            see,
        ),
        Payload::Card { of: CardOf::Contact(name), .. } => see(name),
        Payload::Card { of: CardOf::Org(_), .. } | Payload::Place(_) => {}
        Payload::Wifi(wifi) => all([Some(&wifi.network), wifi.password.as_ref()], see),
        Payload::Event(event) => all([Some(&event.title), event.place.as_ref()], see),
    }
    all([Some(&qr.label), qr.readable.as_ref()], see);
}

fn event<'t>(e: &'t Event, see: See<'_, 't>) {
    all([Some(&e.title), e.subtitle.as_ref(), e.venue.as_ref(), e.room.as_ref(), e.address.as_ref(), e.join.as_ref()], see);
    all([e.speaker.as_ref(), e.speaker_title.as_ref(), e.speaker_org.as_ref(), e.presenter.as_ref()], see);
    all([e.audience.as_ref(), e.cost.as_ref(), e.rsvp_link.as_ref(), e.rsvp_phone.as_ref()], see);
    all([e.interpreters.as_ref(), e.access.as_ref(), e.childcare.as_ref(), e.food.as_ref()], see);
    all([e.note.as_ref(), e.series.as_ref(), e.sponsor.as_ref()], see);
}
