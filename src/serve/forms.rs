//! The form of a block: its fields with what stands in them now.

use super::fields::{Holds, ORG, REVIEW, as_words, is_translated, keys, spec};
use super::now::Now;
use super::studio::Studio;
use super::toml_text::{self, Value};
use crate::model::{Block, BlockName, Body, Kind, Lock};
use crate::plan::Job;

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub file: String,
    pub path: Vec<String>,
    pub holds: Holds,
    pub value: Option<Value>,
    /// Words of the source, beside those of a translation.
    pub source: Option<Value>,
    /// What stands in a field that this one is about: the picture of a focus.
    pub beside: Option<Value>,
    /// BCP 47.
    pub language: String,
    pub right_to_left: bool,
}

/// The key of a content's title, and what its form in a translation is called.
pub const TITLE: &str = "title";

/// The fields of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// `text.headline`.
    pub block: String,
    /// Its heading, or its name as words.
    pub title: String,
    /// The title is the block's own heading.
    pub has_heading: bool,
    pub kind: Kind,
    pub file: String,
    pub locked: Option<Lock>,
    /// The row of a table says it: it is changed there.
    pub table: Option<String>,
    /// An organization's own words in place of the content's.
    pub own_words: bool,
    pub fields: Vec<Field>,
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
        form.has_heading = name.kind != Kind::Event;
    }
    if tag != content.language.value && now.reading.project.translations.contains_key(&(job.content.clone(), tag.to_string())) {
        let file = format!("content/{}.{tag}.toml", job.content);
        form.fields = translated(studio, &file, tag, form.kind, form.fields)?;
        form.file = file;
        form.locked = None;
    }
    Some(form)
}

fn empty_form(block: &Block, file: &str) -> Form {
    Form {
        block: block.name.to_string(),
        title: as_words(&block.name.name),
        has_heading: false,
        kind: block.name.kind,
        file: file.to_string(),
        locked: None,
        table: None,
        own_words: false,
        fields: Vec::new(),
    }
}

fn of_block(text: &str, file: &str, block: &Block, language: &str) -> Vec<Field> {
    let head = [block.name.kind.name().to_string(), block.name.name.clone()];
    let field = |name: &str, holds: Holds| {
        let path: Vec<String> = head.iter().cloned().chain(keys(name)).collect();
        let value = toml_text::get(text, &path);
        Field {
            file: file.to_string(),
            path,
            holds,
            value,
            source: None,
            beside: None,
            language: language.to_string(),
            right_to_left: false,
        }
    };
    let mut fields: Vec<Field> = spec(block.name.kind).iter().map(|(name, holds)| field(name, *holds)).collect();
    let parts_of_inline = |f: &Field| f.path.len() > 3 && f.value.is_none();
    // A code has one payload: the others are no fields of it.
    let payload = |f: &Field| block.name.kind == Kind::Qr && f.value.is_none() && ["link", "call"].contains(&f.path[2].as_str());
    fields.retain(|f| !parts_of_inline(f) && !payload(f));
    let picture = fields.iter().find(|f| f.holds == Holds::Picture).and_then(|f| f.value.clone());
    fields.iter_mut().filter(|f| f.holds == Holds::Focus).for_each(|f| f.beside.clone_from(&picture));
    if block.name.kind == Kind::Stat {
        let table: Vec<String> = head.iter().cloned().chain(["values".to_string()]).collect();
        let values = toml_text::keys(text, &table).into_iter().map(|key| field(&format!("values.{key}"), Holds::Number));
        fields.splice(0..0, values);
    }
    fields
}

/// The same fields in a translation, with the words of the source beside them.
fn translated(studio: &Studio, file: &str, tag: &str, kind: Kind, source: Vec<Field>) -> Option<Vec<Field>> {
    let text = studio.text(file)?;
    let right_to_left = is_right_to_left(studio, tag);
    let words = source.into_iter().filter(|field| {
        let key = field.path.last().map(String::as_str).unwrap_or_default();
        is_translated(kind, key) && field.path.len() == 3 && field.value.as_ref().is_some_and(|value| !value.is_empty())
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
    let field = Field {
        file: file.clone(),
        path,
        holds: Holds::Words,
        value: Some(value),
        source: None,
        beside: None,
        language,
        right_to_left: false,
    };
    Some(Form { own_words: true, fields: vec![field], ..empty_form(block, &file) })
}

/// The title of a content, which readers of its files show; nothing where the project has no such file of its own.
pub fn title(studio: &Studio, now: &Now, content: &str) -> Option<Field> {
    let language = now.reading.project.contents.get(content)?.language.value.clone();
    let file = format!("content/{content}.toml");
    let path = vec![TITLE.to_string()];
    let value = toml_text::get(&studio.text(&file)?, &path);
    Some(Field { file, path, holds: Holds::Line, value, source: None, beside: None, language, right_to_left: false })
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
        beside: None,
        language: found.language.as_ref().map_or("en".to_string(), |language| language.value.clone()),
        right_to_left: false,
    };
    Some(Form {
        block: block.to_string(),
        title: found.name.value.clone(),
        has_heading: true,
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
        beside: None,
        language: "en".to_string(),
        right_to_left: false,
    });
    let forms = source.blocks.iter().filter_map(|block| {
        let fields = translated(studio, &own, tag, block.name.kind, of_block(&text, &file, block, &source.language.value))?;
        Some(Form { fields, ..empty_form(block, &own) }).filter(|form| !form.fields.is_empty())
    });
    let title = title(studio, now, content).map(|field| Form {
        block: TITLE.to_string(),
        title: as_words(TITLE),
        has_heading: false,
        kind: Kind::Text,
        file: own.clone(),
        locked: None,
        table: None,
        own_words: false,
        fields: vec![Field {
            file: own.clone(),
            value: toml_text::get(&translated_text, &field.path),
            source: field.value,
            language: tag.to_string(),
            right_to_left: is_right_to_left(studio, tag),
            ..field
        }],
    });
    Some((head.collect(), forms.chain(title).collect()))
}
