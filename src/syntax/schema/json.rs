//! What is known of a kind of file as a JSON schema, draft 7: what taplo, Tombi and VS Code read.

use super::FileKind;
use super::trace::{Form, Node, NodeId, ROOT};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const LENGTH: &str = r"^\s*[-+]?(\d+\.?\d*|\.\d+)\s*(in|mm|cm|m|pt)\s*$";
const COLOR: &str = r#"^\s*(#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|(spot\s+"[^"]+"\s+)?cmyk(\s+\d+(\.\d+)?%?){4})\s*$"#;
const DATE: &str = r"^\d{4}-\d{2}-\d{2}$";
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[-+]\d{2}:\d{2})?$";
const TIME: &str = r"^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$";

pub(super) fn schema(kind: &FileKind, nodes: &[Node], about: &dyn Fn(&[String]) -> Option<String>) -> Value {
    let mut writer = Writer { nodes, about, path: Vec::new() };
    let mut root = Map::new();
    root.insert("$schema".to_string(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("title".to_string(), json!(format!("handbill: {}", kind.path)));
    let mut table = Map::new();
    table.extend(writer.table(ROOT));
    let mut table = Value::Object(table);
    let definitions = shared(&mut table);
    root.extend(table.as_object().cloned().unwrap_or_default());
    if !definitions.is_empty() {
        root.insert("definitions".to_string(), Value::Object(definitions));
    }
    Value::Object(root)
}

/// Writes places as schemas, one inside the other.
struct Writer<'n> {
    nodes: &'n [Node],
    about: &'n dyn Fn(&[String]) -> Option<String>,
    path: Vec<String>,
}

impl Writer<'_> {
    /// The keyword and value pairs of a place of several forms.
    fn value(&mut self, at: NodeId) -> Value {
        let node = &self.nodes[at];
        let mut forms: Vec<Value> = node.forms.iter().map(|form| Value::Object(self.form(at, *form))).collect();
        let mut value = match forms.len() {
            0 => Map::new(),
            1 => forms.remove(0).as_object().cloned().unwrap_or_default(),
            _ => Map::from_iter([("anyOf".to_string(), Value::Array(forms))]),
        };
        if let Some(words) = (self.about)(&self.path) {
            value.insert("description".to_string(), Value::String(words));
        }
        Value::Object(value)
    }

    fn form(&mut self, at: NodeId, form: Form) -> Map<String, Value> {
        let node = &self.nodes[at];
        let value = match form {
            Form::Text if node.choices.is_empty() => json!({ "type": "string" }),
            Form::Text => json!({ "type": "string", "enum": node.choices }),
            Form::Length => json!({ "type": "string", "pattern": LENGTH }),
            Form::Color => json!({ "type": "string", "pattern": COLOR }),
            Form::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
            // RFC 3339 wants a zone in `date-time`, and here there is mostly none: the pattern says it.
            Form::Moment => json!({ "type": "string", "pattern": MOMENT }),
            Form::Time => json!({ "type": "string", "pattern": TIME }),
            Form::Flag => json!({ "type": "boolean" }),
            Form::Number | Form::Whole => {
                let kind = if form == Form::Whole { "integer" } else { "number" };
                match node.bounds {
                    Some((low, high)) => json!({ "type": kind, "minimum": number(low), "maximum": number(high) }),
                    None => json!({ "type": kind }),
                }
            }
            Form::List => return self.list(at),
            Form::Table => return self.table(at),
        };
        value.as_object().cloned().unwrap_or_default()
    }

    fn list(&mut self, at: NodeId) -> Map<String, Value> {
        let node = &self.nodes[at];
        let mut list = Map::from_iter([("type".to_string(), json!("array"))]);
        if let Some(items) = node.items {
            list.insert("items".to_string(), self.value(items));
        }
        if let (Some(least), Some(most)) = (node.counts.first(), node.counts.last()) {
            list.insert("minItems".to_string(), json!(least));
            list.insert("maxItems".to_string(), json!(most));
        }
        list
    }

    fn table(&mut self, at: NodeId) -> Map<String, Value> {
        let node = &self.nodes[at];
        let mut table = Map::from_iter([("type".to_string(), json!("object"))]);
        let mut properties = Map::new();
        for (key, value) in &node.keys {
            self.path.push(key.clone());
            properties.insert(key.clone(), self.value(*value));
            self.path.pop();
        }
        if !properties.is_empty() {
            table.insert("properties".to_string(), Value::Object(properties));
        }
        let required: Vec<&str> = node.required().collect();
        if !required.is_empty() {
            table.insert("required".to_string(), json!(required));
        }
        if let Some(rest) = node.rest {
            self.path.push("*".to_string());
            table.insert("additionalProperties".to_string(), self.value(rest));
            self.path.pop();
            if !node.names.is_empty() {
                let names: Vec<&String> = node.names.iter().chain(node.keys.keys()).collect();
                table.insert("propertyNames".to_string(), json!({ "enum": names }));
            }
        } else if node.closed {
            table.insert("additionalProperties".to_string(), json!(false));
        }
        table
    }
}

/// A whole number without a point.
fn number(n: f64) -> Value {
    if n.fract() == 0.0 { json!(n as i64) } else { json!(n) }
}

/// Letters from which on a part that stands twice is written once.
const LONG: usize = 600;

/// Takes out what stands at several places: a theme says how a block looks at six.
fn shared(root: &mut Value) -> Map<String, Value> {
    let mut seen = BTreeMap::new();
    count(root, &mut seen);
    let twice = seen.into_iter().filter(|(text, n)| *n > 1 && text.len() >= LONG).map(|(text, _)| text);
    let names: BTreeMap<String, String> = twice.enumerate().map(|(i, text)| (text, format!("part{}", i + 1))).collect();
    let mut definitions = Map::new();
    for (text, name) in &names {
        let mut part: Value = serde_json::from_str(text).unwrap_or_default();
        replace_inside(&mut part, &names);
        definitions.insert(name.clone(), part);
    }
    replace_inside(root, &names);
    definitions
}

fn count(value: &Value, seen: &mut BTreeMap<String, usize>) {
    if value.get("type").is_some_and(|kind| kind == "object") {
        *seen.entry(value.to_string()).or_default() += 1;
    }
    inner(value).for_each(|value| count(value, seen));
}

fn inner(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Object(map) => Box::new(map.values()),
        Value::Array(all) => Box::new(all.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

fn replace_inside(value: &mut Value, names: &BTreeMap<String, String>) {
    let parts: Vec<&mut Value> = match value {
        Value::Object(map) => map.values_mut().collect(),
        Value::Array(all) => all.iter_mut().collect(),
        _ => return,
    };
    for part in parts {
        match names.get(&part.to_string()).filter(|_| part.is_object()) {
            Some(name) => *part = json!({ "$ref": format!("#/definitions/{name}") }),
            None => replace_inside(part, names),
        }
    }
}
