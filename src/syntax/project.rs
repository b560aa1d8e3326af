//! `handbill.toml`.

use super::reader::{Reader, Section, Value};
use crate::diag::{At, checks};
use crate::model::{Defaults, Make, Mark, OrgChoice, Purpose, Standard};
use toml::de::DeValue;

/// What `handbill.toml` says.
pub(super) struct Head {
    pub name: Option<At<String>>,
    pub defaults: Defaults,
    pub makes: Vec<Make>,
}

pub(super) fn head(reader: &Reader, root: Section<'_, '_>) -> Head {
    let name = root.table("project").and_then(|p| {
        let name = p.must_text("name");
        p.done();
        name
    });
    let mut defaults = Defaults::default();
    if let Some(d) = root.table("defaults") {
        defaults.theme = d.text("theme").unwrap_or(defaults.theme);
        defaults.languages = d.texts("languages").unwrap_or(defaults.languages);
        defaults.purposes = purposes(&d).unwrap_or(defaults.purposes);
        defaults.output = d.text("output").unwrap_or(defaults.output);
        defaults.condition = d.text("condition").unwrap_or(defaults.condition);
        defaults.standard = standard(&d).unwrap_or(defaults.standard);
        defaults.marks = marks(&d).unwrap_or(defaults.marks);
        defaults.device_dpi = d.whole("device_dpi", 72..=10_000);
        d.done();
    }
    let makes = makes(reader, &root);
    if makes.is_empty() {
        reader.error(
            &checks::MISSING_KEY,
            root.span,
            "nothing is made: there is no `[[make]]`",
            "add `[[make]]` with `content`, `formats` and `orgs`",
        );
    }
    root.done();
    Head { name, defaults, makes }
}

/// A text or a list of texts.
fn purposes(s: &Section<'_, '_>) -> Option<Vec<At<Purpose>>> {
    let texts = one_or_more(s, "purpose")?;
    let choices: Vec<(&str, Purpose)> = Purpose::ALL.iter().map(|p| (p.name(), *p)).collect();
    Some(texts.iter().filter_map(|t| s.one_of("purpose", t, &choices)).collect())
}

fn standard(s: &Section<'_, '_>) -> Option<At<Standard>> {
    s.choice("standard", &Standard::ALL.map(|standard| (standard.name(), standard)))
}

fn marks(s: &Section<'_, '_>) -> Option<Vec<At<Mark>>> {
    let texts = one_or_more(s, "marks")?;
    let choices = Mark::ALL.map(|mark| (mark.name(), mark));
    Some(texts.iter().filter_map(|t| s.one_of("marks", t, &choices)).collect())
}

fn one_or_more(s: &Section<'_, '_>, key: &str) -> Option<Vec<At<String>>> {
    let value = s.get(key)?;
    match value.get_ref() {
        DeValue::Array(_) => s.reader().texts(value, key),
        _ => s.reader().text(value, key).map(|t| vec![t]),
    }
}

fn makes(reader: &Reader, root: &Section<'_, '_>) -> Vec<Make> {
    let Some(value) = root.get("make") else { return Vec::new() };
    let DeValue::Array(array) = value.get_ref() else {
        reader.error(
            &checks::WRONG_TYPE,
            root.key_span("make"),
            "`make` is one table, wanted a list of tables",
            "write `[[make]]` with two brackets",
        );
        return Vec::new();
    };
    array.iter().filter_map(|v| reader.table(v, reader.span(v.span()), "make")).filter_map(|s| make(reader, s)).collect()
}

fn make(reader: &Reader, s: Section<'_, '_>) -> Option<Make> {
    let content = s.must_text("content");
    let formats = s.must("formats", one_or_more(&s, "formats"));
    let orgs = s.must("orgs", s.get("orgs").and_then(|v| orgs(reader, v)));
    let (languages, purposes, theme, scheme) = (one_or_more(&s, "languages"), purposes(&s), s.text("theme"), s.text("scheme"));
    let (condition, standard) = (s.text("condition"), standard(&s));
    let quantity = s.whole("quantity", 1..=100_000_000);
    let origin = content.as_ref().map_or(s.span, |c| c.span);
    s.done();
    let (content, formats, orgs) = (content?, formats?, orgs?);
    Some(Make { content, formats, orgs, languages, purposes, theme, scheme, condition, standard, quantity, origin })
}

/// `"all"`, a list of names, or a spreadsheet.
fn orgs(reader: &Reader, value: &Value<'_>) -> Option<OrgChoice> {
    let span = reader.span(value.span());
    match value.get_ref() {
        DeValue::String(text) if text == "all" => Some(OrgChoice::All(span)),
        DeValue::String(text) => Some(OrgChoice::Named(vec![At::new(text.to_string(), span)])),
        DeValue::Array(_) => reader.texts(value, "orgs").map(OrgChoice::Named),
        DeValue::Table(_) => {
            reader.error(
                &checks::BAD_VALUE,
                span,
                "spreadsheets of organizations are not read yet",
                "write a file `content/orgs/NAME.toml` for each organization",
            );
            None
        }
        other => {
            reader.wrong_type(other, span, "`\"all\"` or a list of names", "orgs");
            None
        }
    }
}
