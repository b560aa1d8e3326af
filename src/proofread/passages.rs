//! Every text that people have written, with what it is: words, a number, an address. One walk over all kinds of blocks.

use super::Pair;
use crate::diag::At;
use crate::model::{
    Block, BlockName, Body, CardOf, Class, Contact, Content, Event, Lock, Org, Payload, Qr, TextMessage, Translation,
};
use crate::resolve::{fields, is_list};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words with markup and placeholders.
    Words,
    /// What somebody or something is called; one line without markup.
    Name,
    /// A number to call.
    Phone,
    /// A number to send a message to.
    TextTo,
    Mail,
    Link,
    /// Anything else, such as the word to send.
    Other,
}

/// One text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<'a> {
    pub text: &'a At<String>,
    pub part: Part,
    /// Of a content.
    pub block: Option<&'a BlockName>,
    /// `full`, `items`, `note`, ...
    pub key: &'static str,
    /// BCP 47.
    pub language: &'a str,
}

impl Passage<'_> {
    /// Whether it is running text.
    pub fn is_words(&self) -> bool {
        self.part == Part::Words
    }

    /// Words and names: what is read, not dialled or typed.
    pub fn is_read(&self) -> bool {
        matches!(self.part, Part::Words | Part::Name)
    }
}

/// Gathers the passages of a content.
struct Collector<'a> {
    all: Vec<Passage<'a>>,
    block: Option<&'a BlockName>,
    language: &'a str,
}

impl<'a> Collector<'a> {
    fn new(language: &'a str) -> Collector<'a> {
        Collector { all: Vec::new(), block: None, language }
    }

    fn add(&mut self, part: Part, key: &'static str, text: impl IntoIterator<Item = &'a At<String>>) {
        let (block, language) = (self.block, self.language);
        self.all.extend(text.into_iter().map(|text| Passage { text, part, block, key, language }));
    }

    fn message(&mut self, message: &'a TextMessage) {
        self.add(Part::TextTo, "text", [&message.to]);
        self.add(Part::Other, "say", &message.say);
    }

    fn body(&mut self, block: &'a Block) {
        self.block = Some(&block.name);
        match &block.body {
            Body::Text(t) | Body::Note(t) => {
                self.add(Part::Words, "heading", &t.heading);
                self.add(Part::Words, "full", [&t.full]);
                self.add(Part::Words, "short", &t.short);
            }
            Body::List(l) | Body::Steps(l) => {
                self.add(Part::Words, "heading", &l.heading);
                self.add(Part::Words, "items", &l.items);
                self.add(Part::Words, "note", &l.note);
            }
            Body::Quote(q) => {
                self.add(Part::Words, "says", [&q.says]);
                self.add(Part::Name, "by", [&q.by]);
                self.add(Part::Name, "source", &q.source);
            }
            Body::Stat(s) => {
                self.add(Part::Words, "label", [&s.label]);
                self.add(Part::Name, "source", [&s.source]);
                self.add(Part::Words, "caveat", &s.caveat);
            }
            Body::Contact(c) => self.contact(c),
            Body::Qr(q) => self.code(q),
            Body::Image(i) => {
                self.add(Part::Words, "alt", [&i.alt]);
                self.add(Part::Name, "credit", &i.credit);
            }
            Body::Logos(l) => {
                self.add(Part::Words, "heading", &l.heading);
                l.items.iter().for_each(|item| self.add(Part::Name, "alt", [&item.alt]));
            }
            Body::Event(e) => self.all.extend(of_event(e, self.block, self.language)),
        }
    }

    fn contact(&mut self, c: &'a Contact) {
        self.add(Part::Name, "name", [&c.name]);
        self.add(Part::Phone, "phone", &c.phone);
        c.text.iter().for_each(|message| self.message(message));
        self.add(Part::Mail, "email", &c.email);
        self.add(Part::Link, "web", &c.web);
        self.add(Part::Link, "chat", &c.chat);
        self.add(Part::Phone, "tty", &c.tty);
        self.add(Part::Words, "hours", &c.hours);
        self.add(Part::Words, "languages", &c.languages);
        self.add(Part::Words, "note", &c.note);
    }

    fn code(&mut self, q: &'a Qr) {
        match &q.payload {
            Payload::Link(link) => self.add(Part::Link, "link", [link]),
            Payload::Call(number) => self.add(Part::Phone, "call", [number]),
            Payload::Text(message) => self.message(message),
            Payload::Email { to, subject, body } => {
                self.add(Part::Mail, "email", [to]);
                self.add(Part::Words, "subject", subject);
                self.add(Part::Words, "body", body);
            }
            Payload::Card { of: CardOf::Written(card), .. } => {
                self.add(Part::Name, "name", [&card.name]);
                self.add(Part::Phone, "phone", &card.phone);
                self.add(Part::Mail, "email", &card.email);
                self.add(Part::Link, "web", &card.web);
                self.add(Part::Name, "address", &card.address);
                self.add(Part::Words, "note", &card.note);
            }
            Payload::Event(event) => {
                self.add(Part::Name, "title", [&event.title]);
                self.add(Part::Name, "place", &event.place);
            }
            Payload::Map(address) => self.add(Part::Name, "address", [address]),
            Payload::Card { .. } | Payload::Wifi(_) | Payload::Place(_) | Payload::Calendar(_) => {}
        }
        self.add(Part::Words, "label", [&q.label]);
        self.add(Part::Words, "readable", &q.readable);
    }
}

pub(super) fn of_content(content: &Content) -> Vec<Passage<'_>> {
    let mut collector = Collector::new(&content.language.value);
    collector.add(Part::Words, "title", [&content.title]);
    content.blocks.iter().for_each(|block| collector.body(block));
    collector.all
}

pub(super) fn of_translation<'a>(content: &'a Content, translation: &'a Translation) -> Vec<Passage<'a>> {
    let mut collector = Collector::new(&translation.language.value);
    collector.add(Part::Words, "title", &translation.title);
    collector.all.extend(pairs(content, translation).into_iter().map(|pair| pair.translated));
    collector.all
}

/// Each translated text beside its source.
pub(super) fn pairs<'a>(content: &'a Content, translation: &'a Translation) -> Vec<Pair<'a>> {
    let mut all = Vec::new();
    for block in &content.blocks {
        let Some(words) = translation.blocks.get(&block.name) else { continue };
        let is_safety = block.class != Class::General || block.lock >= Lock::Safety;
        let fields = fields(&block.body);
        // Where one is lost, the others do not stand beside each other.
        let wanted = fields.iter().filter(|(key, _)| is_list(key)).count();
        let mut items = words.items.iter().filter(|items| items.len() == wanted).flatten();
        for (key, source) in fields {
            let translated = if is_list(key) { items.next() } else { words.words.get(key) };
            let Some(text) = translated else { continue };
            let part = if matches!(key, "by" | "name" | "alts") { Part::Name } else { Part::Words };
            let passage = |text, language| Passage { text, part, block: Some(&block.name), key, language };
            // Meant so, and said why.
            if words.differs.is_some() {
                continue;
            }
            all.push(Pair {
                source: passage(source, content.language.value.as_str()),
                translated: passage(text, translation.language.value.as_str()),
                is_safety,
            });
        }
    }
    all
}

pub(super) fn of_event<'a>(e: &'a Event, block: Option<&'a BlockName>, language: &'a str) -> Vec<Passage<'a>> {
    let mut c = Collector::new(language);
    c.block = block;
    c.add(Part::Name, "title", [&e.title]);
    c.add(Part::Words, "subtitle", &e.subtitle);
    let places = [("venue", &e.venue), ("room", &e.room), ("address", &e.address)];
    let people = [("speaker", &e.speaker), ("speaker_title", &e.speaker_title), ("speaker_org", &e.speaker_org)];
    let presenter = [("presenter", &e.presenter)];
    places.into_iter().chain(people).chain(presenter).for_each(|(key, text)| c.add(Part::Name, key, text));
    c.add(Part::Link, "join", &e.join);
    c.add(Part::Link, "rsvp_link", &e.rsvp_link);
    c.add(Part::Phone, "rsvp_phone", &e.rsvp_phone);
    let words = [("audience", &e.audience), ("cost", &e.cost), ("interpreters", &e.interpreters), ("access", &e.access)];
    let more =
        [("childcare", &e.childcare), ("food", &e.food), ("note", &e.note), ("series", &e.series), ("sponsor", &e.sponsor)];
    words.into_iter().chain(more).for_each(|(key, text)| c.add(Part::Words, key, text));
    c.all
}

/// The words of a row in other languages, each beside its own. Names of places and people may be the same.
pub(super) fn of_row_words<'a>(event: &'a Event, language: &'a str) -> Vec<Pair<'a>> {
    let own = of_event(event, None, language);
    let mut all = Vec::new();
    for (tag, words) in &event.words {
        let pairs = own.iter().filter_map(|source| {
            let translated = Passage { text: words.get(source.key)?, language: tag, ..*source };
            Some(Pair { source: *source, translated, is_safety: false })
        });
        all.extend(pairs);
    }
    all
}

pub(super) fn of_org<'a>(org: &'a Org, language: &'a str) -> Vec<Passage<'a>> {
    let mut c = Collector::new(language);
    c.add(Part::Name, "name", [&org.name]);
    c.add(Part::Name, "short", &org.short);
    c.add(Part::Name, "address", &org.address);
    c.add(Part::Phone, "phone", &org.phone);
    for line in &org.hotlines {
        c.add(Part::Phone, "hotline", [&line.phone]);
        c.add(Part::Name, "hotline_name", &line.name);
        c.add(Part::Words, "hotline_hours", &line.hours);
    }
    c.add(Part::TextTo, "text_number", &org.text_number);
    c.add(Part::Phone, "tty", &org.tty);
    c.add(Part::Mail, "email", &org.email);
    c.add(Part::Link, "web", &org.web);
    c.add(Part::Link, "link", &org.link);
    c.add(Part::Link, "qr", org.links.values());
    // Without words of its own, a mark is called as its organization.
    let alt = org.logo.iter().map(|logo| &logo.alt).filter(|alt| alt.span != org.name.span);
    c.add(Part::Words, "alt", alt);
    c.add(Part::Words, "sponsor", &org.sponsor);
    c.add(Part::Words, "disclaimer", &org.disclaimer);
    for (name, words) in &org.say {
        c.block = Some(name);
        c.add(Part::Words, "say", [words]);
    }
    c.all
}
