//! Which fields a block has: where each is written, what kind of thing it holds, and whether it may be changed here.

use super::now::Now;
use super::studio::{Refused, Studio};
use super::toml_text::{self, Value};
use crate::model::{Block, BlockName, Body, Kind, Lock};
use crate::plan::Job;

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
    Choice(&'static [&'static str]),
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub file: String,
    pub path: Vec<String>,
    pub holds: Holds,
    pub value: Option<Value>,
    /// Words of the source, beside those of a translation.
    pub source: Option<Value>,
    /// BCP 47.
    pub language: String,
    pub right_to_left: bool,
}

/// The fields of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// `text.headline`.
    pub block: String,
    /// Its heading, or its name as words.
    pub title: String,
    pub kind: Kind,
    pub file: String,
    pub locked: Option<Lock>,
    /// The row of a table says it: it is changed there.
    pub table: Option<String>,
    /// An organization's own words in place of the content's.
    pub own_words: bool,
    pub fields: Vec<Field>,
}

type Spec = &'static [(&'static str, Holds)];

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
const EVENT: Spec = &[
    ("title", Holds::Line),
    ("subtitle", Holds::Line),
    ("start", Holds::Moment),
    ("end", Holds::Moment),
    ("zone", Holds::Plain),
    ("venue", Holds::Line),
    ("room", Holds::Line),
    ("address", Holds::Plain),
    ("speaker", Holds::Line),
    ("speaker_title", Holds::Line),
    ("presenter", Holds::Line),
    ("cost", Holds::Line),
    ("rsvp_by", Holds::Date),
    ("rsvp_link", Holds::Link),
    ("rsvp_phone", Holds::Phone),
    ("join", Holds::Link),
    ("interpreters", Holds::Line),
    ("access", Holds::Line),
    ("childcare", Holds::Line),
    ("food", Holds::Line),
    ("status", Holds::Choice(&["confirmed", "postponed", "cancelled"])),
];
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
const REVIEW: Spec = &[
    ("translation.by", Holds::Plain),
    ("translation.status", Holds::Choice(&["draft", "reviewed", "approved"])),
    ("translation.reviewed_by", Holds::Plain),
    ("translation.qualification", Holds::Plain),
    ("translation.reviewed_on", Holds::Date),
];
const ORDER: Spec = &[("project.name", Holds::Plain)];

/// Keys that a translation has too.
const TRANSLATED: [&str; 14] = [
    "heading",
    "full",
    "short",
    "items",
    "note",
    "label",
    "says",
    "by",
    "name",
    "hours",
    "languages",
    "alt",
    "readable",
    "caveat",
];

fn spec(kind: Kind) -> Spec {
    match kind {
        Kind::Text | Kind::Note => TEXT,
        Kind::List | Kind::Steps => LIST,
        Kind::Quote => QUOTE,
        Kind::Stat => STAT,
        Kind::Contact => CONTACT,
        Kind::Qr => QR,
        Kind::Image => IMAGE,
        Kind::Event => EVENT,
        Kind::Org => ORG,
        Kind::Art => &[],
    }
}

fn keys(name: &str) -> Vec<String> {
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
            [kind, _, key] if TRANSLATED.contains(&key.as_str()) => of(spec(Kind::from_name(kind)?), key),
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

/// The form of a block of a sheet.
pub fn form(studio: &Studio, now: &Now, job: &Job, name: &str) -> Option<Form> {
    let (name, language) = BlockName::parse(name)?.and_language();
    if name.kind == Kind::Org {
        return org_form(studio, now, &job.org, &name.to_string());
    }
    let content = now.reading.project.contents.get(&job.content)?;
    // An event stands on paper in pieces.
    let any_event = |block: &&Block| name.kind == Kind::Event && matches!(block.body, Body::Event(_));
    let block = content.blocks.iter().find(|block| block.name == name).or_else(|| content.blocks.iter().find(any_event))?;
    if let Some(form) = own_words(studio, now, job, block) {
        return Some(form);
    }
    if job.event.is_some() && matches!(block.body, Body::Event(_)) {
        let row = now.reading.project.events.get(job.event.as_ref()?)?;
        let table = now.reading.project.sources.path(row.origin.file).map(str::to_string);
        return Some(Form { table, ..empty_form(block, &format!("content/{}.toml", job.content)) });
    }
    let tag = job.languages().nth(language - 1).unwrap_or(&content.language.value);
    let file = format!("content/{}.toml", job.content);
    let text = studio.text(&file)?;
    let mut form = empty_form(block, &file);
    form.locked = (block.lock >= Lock::Brand).then_some(block.lock);
    form.fields = of_block(&text, &file, block, &content.language.value);
    let is_heading = |f: &&Field| f.path.last().is_some_and(|key| key == "heading" || key == "title");
    let heading = form.fields.iter().find(is_heading).and_then(|field| field.value.clone());
    if let Some(Value::Text(words)) = heading.filter(|value| !value.is_empty()) {
        form.title = words;
    }
    if tag != content.language.value && now.reading.project.translations.contains_key(&(job.content.clone(), tag.to_string())) {
        let file = format!("content/{}.{tag}.toml", job.content);
        form.fields = translated(studio, &file, tag, form.fields)?;
        form.file = file;
        form.locked = None;
    }
    Some(form)
}

fn empty_form(block: &Block, file: &str) -> Form {
    Form {
        block: block.name.to_string(),
        title: as_words(&block.name.name),
        kind: block.name.kind,
        file: file.to_string(),
        locked: None,
        table: None,
        own_words: false,
        fields: Vec::new(),
    }
}

/// `signs-brief` as people read it: `Signs brief`.
pub fn as_words(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn of_block(text: &str, file: &str, block: &Block, language: &str) -> Vec<Field> {
    let head = [block.name.kind.name().to_string(), block.name.name.clone()];
    let field = |name: &str, holds: Holds| {
        let path: Vec<String> = head.iter().cloned().chain(keys(name)).collect();
        let value = toml_text::get(text, &path);
        Field { file: file.to_string(), path, holds, value, source: None, language: language.to_string(), right_to_left: false }
    };
    let mut fields: Vec<Field> = spec(block.name.kind).iter().map(|(name, holds)| field(name, *holds)).collect();
    let parts_of_inline = |f: &Field| f.path.len() > 3 && f.value.is_none();
    // A code has one payload: the others are no fields of it.
    let payload = |f: &Field| block.name.kind == Kind::Qr && f.value.is_none() && ["link", "call"].contains(&f.path[2].as_str());
    fields.retain(|f| !parts_of_inline(f) && !payload(f));
    if block.name.kind == Kind::Stat {
        let table: Vec<String> = head.iter().cloned().chain(["values".to_string()]).collect();
        let values = toml_text::keys(text, &table).into_iter().map(|key| field(&format!("values.{key}"), Holds::Number));
        fields.splice(0..0, values);
    }
    fields
}

/// The same fields in a translation, with the words of the source beside them.
fn translated(studio: &Studio, file: &str, tag: &str, source: Vec<Field>) -> Option<Vec<Field>> {
    let text = studio.text(file)?;
    let right_to_left = is_right_to_left(studio, tag);
    let words = source.into_iter().filter(|field| {
        let key = field.path.last().map(String::as_str).unwrap_or_default();
        TRANSLATED.contains(&key) && field.path.len() == 3 && field.value.as_ref().is_some_and(|value| !value.is_empty())
    });
    let fields = words.map(|field| Field {
        file: file.to_string(),
        value: toml_text::get(&text, &field.path),
        source: field.value,
        language: tag.to_string(),
        right_to_left,
        ..field
    });
    Some(fields.collect())
}

/// How a language runs, as its file says: also of one that no sheet speaks yet.
pub fn is_right_to_left(studio: &Studio, tag: &str) -> bool {
    let text = studio.text(&format!("content/languages/{tag}.toml")).unwrap_or_default();
    toml_text::get(&text, &["direction".to_string()]) == Some(Value::Text("rtl".to_string()))
}

/// The words that an organization has put in place of a block's own.
fn own_words(studio: &Studio, now: &Now, job: &Job, block: &Block) -> Option<Form> {
    let org = now.reading.project.orgs.get(&job.org)?;
    let words = org.say.get(&block.name)?;
    let file = now.reading.project.sources.path(words.span.file)?.to_string();
    let path: Vec<String> = ["say", block.name.kind.name(), &block.name.name].iter().map(|key| (*key).to_string()).collect();
    let value = toml_text::get(&studio.text(&file)?, &path)?;
    let language = org.language.as_ref().map_or(job.language.clone(), |language| language.value.clone());
    let field =
        Field { file: file.clone(), path, holds: Holds::Words, value: Some(value), source: None, language, right_to_left: false };
    Some(Form { own_words: true, fields: vec![field], ..empty_form(block, &file) })
}

/// The form of an organization.
pub fn org_form(studio: &Studio, now: &Now, org: &str, block: &str) -> Option<Form> {
    let found = now.reading.project.orgs.get(org)?;
    let file = format!("content/orgs/{org}.toml");
    let sources = &now.reading.project.sources;
    let table = sources.table(found.origin.file).and_then(|_| sources.path(found.origin.file)).map(str::to_string);
    let text = if table.is_some() { String::new() } else { studio.text(&file)? };
    let field = |(name, holds): &(&str, Holds)| Field {
        file: file.clone(),
        path: keys(name),
        holds: *holds,
        value: toml_text::get(&text, &keys(name)),
        source: None,
        language: found.language.as_ref().map_or("en".to_string(), |language| language.value.clone()),
        right_to_left: false,
    };
    Some(Form {
        block: block.to_string(),
        title: found.name.value.clone(),
        kind: Kind::Org,
        locked: None,
        own_words: false,
        fields: if table.is_some() { Vec::new() } else { ORG.iter().map(field).collect() },
        table,
        file,
    })
}

/// All fields of a translation: its head, then every block of the content with words.
pub fn translation(studio: &Studio, now: &Now, content: &str, tag: &str) -> Option<(Vec<Field>, Vec<Form>)> {
    let source = now.reading.project.contents.get(content)?;
    let file = format!("content/{content}.toml");
    let own = format!("content/{content}.{tag}.toml");
    let (text, translated_text) = (studio.text(&file)?, studio.text(&own)?);
    let head = REVIEW.iter().map(|(name, holds)| Field {
        file: own.clone(),
        path: keys(name),
        holds: *holds,
        value: toml_text::get(&translated_text, &keys(name)),
        source: None,
        language: "en".to_string(),
        right_to_left: false,
    });
    let forms = source.blocks.iter().filter_map(|block| {
        let fields = translated(studio, &own, tag, of_block(&text, &file, block, &source.language.value))?;
        Some(Form { fields, ..empty_form(block, &own) }).filter(|form| !form.fields.is_empty())
    });
    Some((head.collect(), forms.collect()))
}
