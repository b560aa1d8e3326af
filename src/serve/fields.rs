//! Which keys of a project's files are fields: what each holds, and whether it may be changed on the page.

use super::change::Refused;
use super::now::Now;
use crate::model::{BLOCK_WORDS, EVENT_WORDS, Kind, Lock};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words with bold, emphasis and links; paragraphs.
    Words,
    /// One line of them.
    Line,
    /// Lines, the most important first.
    Items,
    Plain,
    Date,
    Moment,
    Number,
    Link,
    Phone,
    Mail,
    Color,
    Picture,
    Focus,
    /// A time zone, such as `America/Denver`.
    Zone,
    Choice(&'static [&'static str]),
}

/// Keys of a block with what each holds.
pub type Spec = &'static [(&'static str, Holds)];

const TEXT: Spec = &[("heading", Holds::Line), ("full", Holds::Words), ("short", Holds::Words)];
const LIST: Spec = &[("heading", Holds::Line), ("items", Holds::Items), ("note", Holds::Line)];
const QUOTE: Spec = &[("says", Holds::Words), ("by", Holds::Line), ("source", Holds::Line), ("as_of", Holds::Date)];
const STAT: Spec = &[
    ("label", Holds::Line),
    ("source", Holds::Line),
    ("as_of", Holds::Date),
    ("review_by", Holds::Date),
    ("stated", Holds::Number),
    ("caveat", Holds::Line),
];
const CONTACT: Spec = &[
    ("name", Holds::Line),
    ("phone", Holds::Phone),
    ("text.to", Holds::Phone),
    ("text.say", Holds::Plain),
    ("email", Holds::Mail),
    ("web", Holds::Link),
    ("hours", Holds::Line),
    ("languages", Holds::Line),
    ("note", Holds::Line),
    ("review_by", Holds::Date),
];
const QR: Spec = &[
    ("label", Holds::Line),
    ("link", Holds::Link),
    ("call", Holds::Phone),
    ("text.to", Holds::Phone),
    ("text.say", Holds::Plain),
    ("readable", Holds::Plain),
    ("unless", Holds::Plain),
];
const IMAGE: Spec = &[("file", Holds::Picture), ("alt", Holds::Plain), ("focus", Holds::Focus), ("credit", Holds::Plain)];
const LOGOS: Spec = &[("heading", Holds::Line)];
const EVENT: Spec = &[
    ("title", Holds::Line),
    ("subtitle", Holds::Line),
    ("series", Holds::Line),
    ("start", Holds::Moment),
    ("end", Holds::Moment),
    ("zone", Holds::Zone),
    ("venue", Holds::Line),
    ("room", Holds::Line),
    ("address", Holds::Plain),
    ("speaker", Holds::Line),
    ("speaker_title", Holds::Line),
    ("speaker_org", Holds::Line),
    ("presenter", Holds::Line),
    ("audience", Holds::Line),
    ("cost", Holds::Line),
    ("rsvp_by", Holds::Date),
    ("rsvp_link", Holds::Link),
    ("rsvp_phone", Holds::Phone),
    ("join", Holds::Link),
    ("interpreters", Holds::Line),
    ("access", Holds::Line),
    ("childcare", Holds::Line),
    ("food", Holds::Line),
    ("note", Holds::Line),
    ("sponsor", Holds::Line),
    ("status", Holds::Choice(&["confirmed", "postponed", "cancelled"])),
];
/// Of an organization: `content/orgs/NAME.toml`.
pub const ORG: Spec = &[
    ("name", Holds::Plain),
    ("short", Holds::Plain),
    ("logo.file", Holds::Picture),
    ("logo.alt", Holds::Plain),
    ("phone", Holds::Phone),
    ("email", Holds::Mail),
    ("web", Holds::Link),
    ("link", Holds::Link),
    ("address", Holds::Plain),
    ("hotline", Holds::Phone),
    ("hotline_name", Holds::Plain),
    ("hotline_hours", Holds::Plain),
    ("color.brand", Holds::Color),
    ("color.accent", Holds::Color),
    ("sponsor", Holds::Plain),
    ("disclaimer", Holds::Plain),
];
/// Of the head of a translation.
pub const REVIEW: Spec = &[
    ("translation.by", Holds::Plain),
    ("translation.status", Holds::Choice(&["draft", "reviewed", "approved"])),
    ("translation.reviewed_by", Holds::Plain),
    ("translation.qualification", Holds::Plain),
    ("translation.reviewed_on", Holds::Date),
];
const ORDER: Spec = &[("project.name", Holds::Plain)];

/// Whether a key of a block is one that a translation has too.
pub fn is_translated(kind: Kind, key: &str) -> bool {
    if kind == Kind::Event { EVENT_WORDS.contains(&key) } else { key == "items" || BLOCK_WORDS.contains(&key) }
}

/// The fields of a block of a kind.
pub fn spec(kind: Kind) -> Spec {
    match kind {
        Kind::Text | Kind::Note => TEXT,
        Kind::List | Kind::Steps => LIST,
        Kind::Quote => QUOTE,
        Kind::Stat => STAT,
        Kind::Contact => CONTACT,
        Kind::Qr => QR,
        Kind::Image => IMAGE,
        Kind::Logos => LOGOS,
        Kind::Event => EVENT,
        Kind::Org => ORG,
        Kind::Art => &[],
    }
}

/// `text.to` as the keys of a file.
pub fn keys(name: &str) -> Vec<String> {
    name.split('.').map(str::to_string).collect()
}

/// What a key of a file holds; nothing where the page has no field for it.
pub fn holds(file: &str, path: &[String]) -> Option<Holds> {
    let of = |spec: Spec, name: &str| spec.iter().find(|(key, _)| *key == name).map(|(_, holds)| *holds);
    match part_of(file)? {
        Part::Order => of(ORDER, &path.join(".")),
        Part::Org(_) => match path {
            [say, kind, _] if say == "say" && Kind::from_name(kind).is_some() => Some(Holds::Words),
            [qr, _] if qr == "qr" => Some(Holds::Link),
            _ => of(ORG, &path.join(".")),
        },
        Part::Translation(..) => match path {
            [head] if head == "title" => Some(Holds::Line),
            [head, _] if head == "translation" => of(REVIEW, &path.join(".")).or((path[1] == "source").then_some(Holds::Plain)),
            [kind, _, key] => {
                let kind = Kind::from_name(kind).filter(|kind| is_translated(*kind, key))?;
                of(spec(kind), key)
            }
            _ => None,
        },
        Part::Content(_) => match path {
            [head] if head == "title" => Some(Holds::Line),
            [head] if head == "starter" => Some(Holds::Plain),
            [kind, _, values, _] if kind == "stat" && values == "values" => Some(Holds::Number),
            [kind, _, rest @ ..] => of(spec(Kind::from_name(kind)?), &rest.join(".")),
            _ => None,
        },
    }
}

/// What a file of a project is, by its place. Only these are written through fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Order,
    Content(String),
    Translation(String, String),
    Org(String),
}

/// `None`: no file that is changed on the page.
pub fn part_of(file: &str) -> Option<Part> {
    if file == "handbill.toml" {
        return Some(Part::Order);
    }
    let name = file.strip_prefix("content/")?.strip_suffix(".toml")?;
    let plain =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
    if let Some(org) = name.strip_prefix("orgs/") {
        return plain(org).then(|| Part::Org(org.to_string()));
    }
    match name.split_once('.') {
        None => plain(name).then(|| Part::Content(name.to_string())),
        Some((content, tag)) => {
            let is_tag = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            (plain(content) && is_tag).then(|| Part::Translation(content.to_string(), tag.to_string()))
        }
    }
}

/// Whether a value may be changed through the page.
///
/// # Errors
/// Why not: there is no such field, or its words are locked.
pub fn may_change(now: &Now, file: &str, path: &[String]) -> Result<(), Refused> {
    holds(file, path).ok_or(Refused::NoField)?;
    let lock = |lock: Option<Lock>| lock.map_or(Ok(()), |lock| Err(Refused::Locked(lock.name().to_string())));
    match part_of(file).ok_or(Refused::NoField)? {
        Part::Content(name) => match path {
            [kind, block, ..] => lock(locked(now, &name, kind, block)),
            _ => Ok(()),
        },
        Part::Org(_) => match path {
            // Words of its own in place of any content's.
            [say, kind, block] if say == "say" => {
                let names = now.reading.project.contents.keys();
                lock(names.filter_map(|name| locked(now, name, kind, block)).max())
            }
            _ => Ok(()),
        },
        Part::Translation(..) | Part::Order => Ok(()),
    }
}

/// The lock of a block, where it keeps everybody out.
fn locked(now: &Now, content: &str, kind: &str, name: &str) -> Option<Lock> {
    let content = now.reading.project.contents.get(content)?;
    let kind = Kind::from_name(kind)?;
    let block = content.blocks.iter().find(|block| block.name.kind == kind && block.name.name == name)?;
    (block.lock >= Lock::Brand).then_some(block.lock)
}

/// `rules-brief` as people read it: `Rules brief`.
pub fn as_words(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::words::PageWords;

    #[test]
    fn every_field_has_a_name() {
        let words = PageWords::of("en");
        let known = |key: &str| words.of_name("field", key) != key;
        let all = [TEXT, LIST, QUOTE, STAT, CONTACT, QR, IMAGE, EVENT, ORG, REVIEW].into_iter().flatten();
        let nameless: Vec<&str> = all
            .map(|(key, _)| *key)
            .filter(|key| !known(&key.replace('.', "_")) && !known(key.rsplit('.').next().unwrap_or(key)))
            .collect();
        assert!(nameless.is_empty(), "`[field]` of assets/page/words/en.toml lacks {nameless:?}");
    }
}
