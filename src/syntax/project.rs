//! `handbill.toml`.

use super::reader::{Reader, Value};
use super::schema::trace::Form;
use super::section::Section;
use crate::diag::{At, Span, checks, near};
use crate::geom::{Length, Point, Sides};
use crate::model::{
    Accessibility, Allowance, BlockName, Defaults, Fill, Gang, Ink, Make, Mark, Name, OrgChoice, PresetChoice, PrintedSides,
    Printer, Purpose, Role, ScreenFile, SheetOrder, Standard, TableRows,
};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// What `handbill.toml` says.
#[derive(Clone)]
pub(super) struct Head {
    pub name: Option<At<String>>,
    pub example: bool,
    pub defaults: Defaults,
    pub makes: Vec<Make>,
    pub allowed: Vec<Allowance>,
}

pub(super) fn head(reader: &Reader, root: Section<'_, '_>) -> Head {
    let (mut name, mut example) = (None, false);
    if let Some(p) = root.table("project") {
        name = p.must_text("name");
        example = p.flag("example").is_some_and(|flag| flag.value);
        p.done();
    }
    let mut defaults = Defaults::default();
    if let Some(d) = root.table("defaults") {
        defaults.theme = d.text("theme").unwrap_or(defaults.theme);
        defaults.languages = d.texts("languages").unwrap_or(defaults.languages);
        defaults.purposes = purposes(&d).unwrap_or(defaults.purposes);
        defaults.output = d.text("output").unwrap_or(defaults.output);
        defaults.condition = d.text("condition").unwrap_or(defaults.condition);
        defaults.standard = standard(&d).unwrap_or(defaults.standard);
        defaults.screen = screen_file(&d);
        defaults.marks = marks(&d).unwrap_or(defaults.marks);
        defaults.device_dpi = d.whole("device_dpi", 72..=10_000);
        if let Some(link) = d.line("map_link") {
            if link.value.contains("{address}") {
                defaults.map_link = link;
            } else {
                let message = "`map_link` has no place for the address";
                reader.error(
                    &checks::BAD_VALUE,
                    link.span,
                    message,
                    "write `{address}` where it goes: \"https://.../?q={address}\"",
                );
            }
        }
        defaults.stock = d.text("stock");
        defaults.finishing = d.text("finishing");
        defaults.printer = printer(&d);
        defaults.ink = ink(&d).unwrap_or(defaults.ink);
        d.done();
    }
    let makes = makes(reader, &root);
    // Orders with mistakes of their own have been reported.
    if makes.is_empty() && !root.any_of(&["make"]) {
        reader.error(
            &checks::MISSING_KEY,
            root.span,
            "nothing is made: there is no `[[make]]`",
            "add `[[make]]` with `content`, `formats` and `orgs`",
        );
    }
    let allowed = allowed(reader, &root);
    root.done();
    Head { name, example, defaults, makes, allowed }
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

/// `accessibility` and `attach`.
fn screen_file(s: &Section<'_, '_>) -> ScreenFile {
    let accessibility = s.choice("accessibility", &Accessibility::ALL.map(|edition| (edition.name(), edition)));
    ScreenFile {
        accessibility: accessibility.map(|a| a.value).unwrap_or_default(),
        attach: s.flag("attach").is_some_and(|flag| flag.value),
    }
}

fn marks(s: &Section<'_, '_>) -> Option<Vec<At<Mark>>> {
    let texts = one_or_more(s, "marks")?;
    let choices = Mark::ALL.map(|mark| (mark.name(), mark));
    Some(texts.iter().filter_map(|t| s.one_of("marks", t, &choices)).collect())
}

/// Wider than this is no margin of a printer, and farther no drift: 2 in.
const FAR: Length = Length::emu(2 * 914_400);

/// `printer_margin`, `borderless` and `back_offset`.
fn printer(s: &Section<'_, '_>) -> Printer {
    let mut printer = Printer::default();
    if let Some(margin) = s.sides("printer_margin") {
        let m = margin.value;
        if [m.top, m.right, m.bottom, m.left].iter().all(|side| *side >= Length::ZERO && *side <= FAR) {
            printer.margin = m;
        } else {
            let message = format!("`printer_margin` is not between 0 and {FAR}");
            s.reader().error(&checks::BAD_LENGTH, margin.span, message, "write `printer_margin = \"0.25in\"`");
        }
    }
    if s.flag("borderless").is_some_and(|b| b.value) {
        printer.margin = Sides::default();
    }
    if let Some(offset) = s.pair("back_offset") {
        let (x, y) = offset.value;
        if x.abs() <= FAR && y.abs() <= FAR {
            printer.back_offset = Point::new(x, y);
        } else {
            let message = format!("`back_offset` is farther than {FAR}");
            let help = "write how far the back must move to the right and down: `back_offset = [\"0.5mm\", \"-1mm\"]`";
            s.reader().error(&checks::BAD_LENGTH, offset.span, message, help);
        }
    }
    printer
}

/// One way of using ink or several together.
fn ink(s: &Section<'_, '_>) -> Option<Ink> {
    let texts = one_or_more(s, "ink")?;
    let all = texts.iter().filter_map(|t| s.one_of("ink", t, &Ink::NAMES)).map(|ink| ink.value);
    Some(all.fold(Ink::default(), Ink::and))
}

/// `gang = true`, with `order` and `fill`.
fn gang(s: &Section<'_, '_>, copies_differ: bool) -> Option<Gang> {
    let order = s.choice("order", &SheetOrder::ALL.map(|order| (order.name(), order)));
    let fill = s.choice("fill", &Fill::ALL.map(|fill| (fill.name(), fill)));
    let asked = s.flag("gang").is_some_and(|gang| gang.value) || copies_differ;
    if let Some(fill) = fill.as_ref().filter(|fill| copies_differ && fill.value == Fill::Copies) {
        let message = "`fill = \"copies\"` would print a copy again, and here each is its own";
        s.reader().error(&checks::BAD_VALUE, fill.span, message, "write `fill = \"blank\"`, or take `fill` out");
    }
    for (key, said) in [("order", order.is_some()), ("fill", fill.is_some())] {
        if said && !asked {
            let message = format!("`{key}` is about sheets that organizations share, and these are not shared");
            s.reader().error(&checks::BAD_VALUE, s.key_span(key), message, format!("add `gang = true`, or take `{key}` out"));
        }
    }
    asked.then(|| Gang {
        order: order.map_or(SheetOrder::default(), |o| o.value),
        fill: fill.map_or(Fill::default(), |f| f.value),
    })
}

/// A number for all, or a table of numbers by organization.
fn quantity(reader: &Reader, s: &Section<'_, '_>) -> (Option<At<u32>>, BTreeMap<Name, At<u32>>) {
    const MOST: u32 = 100_000_000;
    if !s.get("quantity").is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_))) {
        return (s.whole("quantity", 1..=MOST), BTreeMap::new());
    }
    let mut by_org = BTreeMap::new();
    if let Some(table) = s.table("quantity") {
        for (name, _, _) in table.entries() {
            by_org.extend(table.whole(name, 1..=MOST).map(|n| (name.to_string(), n)));
        }
        table.done();
    }
    if by_org.is_empty() {
        let help = "write a number, or a number for each organization: `quantity = { library = 50 }`";
        reader.error(&checks::BAD_VALUE, s.key_span("quantity"), "`quantity` names no organization", help);
    }
    (None, by_org)
}

fn one_or_more(s: &Section<'_, '_>, key: &str) -> Option<Vec<At<String>>> {
    let value = s.get(key)?;
    match value.get_ref() {
        DeValue::Array(_) => s.reader().texts(value, key),
        _ => s.reader().text(value, key).map(|t| vec![t]),
    }
}

/// `[[allow]]`: which findings somebody has looked at.
fn allowed(reader: &Reader, root: &Section<'_, '_>) -> Vec<Allowance> {
    let Some(value) = root.get("allow") else { return Vec::new() };
    let DeValue::Array(array) = value.get_ref() else {
        let message = "`allow` is one table, wanted a list of tables";
        reader.error(&checks::WRONG_TYPE, root.key_span("allow"), message, "write `[[allow]]` with two brackets");
        return Vec::new();
    };
    let tables = array.iter().filter_map(|v| reader.table(v, reader.span(v.span()), "allow"));
    let read = tables.filter_map(|s| {
        let (check, at, because) = (s.must_text("check"), s.text("at"), s.must_text("because"));
        s.done();
        let check = check.filter(|check| {
            let known = checks::ALL.iter().any(|c| c.name == check.value);
            if !known {
                let message = format!("there is no check `{}`", check.value);
                let help = match near(&check.value, checks::ALL.iter().map(|c| c.name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`handbill list checks` shows them".to_string(),
                };
                reader.error(&checks::UNKNOWN_NAME, check.span, message, help);
            }
            known
        });
        Some(Allowance { check: check?, at, because: because? })
    });
    read.collect()
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

/// `without = ["copy", "text.minors"]`: roles, or blocks by name.
fn without(s: &Section<'_, '_>) -> Vec<At<String>> {
    let is_known = |name: &At<String>| Role::from_name(&name.value).is_some() || BlockName::parse(&name.value).is_some();
    let names = s.texts("without").unwrap_or_default();
    for name in names.iter().filter(|name| !is_known(name)) {
        let message = format!("`{}` is neither a role nor a block", name.value);
        let help = format!("roles are: {}; blocks are called `kind.name`", Role::ALL.map(Role::name).join(", "));
        s.reader().error(&checks::UNKNOWN_NAME, name.span, message, help);
    }
    names
}

/// `sides = 1` or `sides = 2`.
fn sides(s: &Section<'_, '_>) -> Option<At<PrintedSides>> {
    let sides = s.whole("sides", 1..=2)?;
    Some(At::new(if sides.value == 1 { PrintedSides::One } else { PrintedSides::Two }, sides.span))
}

fn make(reader: &Reader, s: Section<'_, '_>) -> Option<Make> {
    let content = s.must_text("content");
    let presets = s.get("presets").map_or(Some(PresetChoice::Formats), |v| presets(reader, v, &s));
    let with_presets = presets.as_ref().is_some_and(|p| *p != PresetChoice::Formats);
    let formats = one_or_more(&s, "formats");
    let formats = if with_presets { Some(formats.unwrap_or_default()) } else { s.must("formats", formats) };
    let events = s.get("events").and_then(|v| table_rows(reader, v, s.key_span("events"), "events"));
    let rows = s.get("rows").and_then(|v| table_rows(reader, v, s.key_span("rows"), "rows"));
    let numbers = s.line("numbers");
    if let (Some(rows), true) = (&rows, events.is_some()) {
        let help = "events are rows: take one of the two out";
        reader.error(&checks::BAD_VALUE, rows.file.span, "`rows` beside `events`", help);
    }
    let whose = s.get("orgs").map(|v| orgs(reader, v));
    let orgs = match whose {
        Some(orgs) => orgs,
        // Rows of events name their own; and where there is one organization only, nobody has to.
        None if events.is_some() || rows.is_some() || numbers.is_some() => Some(OrgChoice::Only),
        None => s.must("orgs", None),
    };
    let (languages, purposes, theme, scheme) = (one_or_more(&s, "languages"), purposes(&s), s.text("theme"), s.text("scheme"));
    let (condition, standard) = (s.text("condition"), standard(&s));
    let (quantity, quantities) = quantity(reader, &s);
    let (ink, gang) = (ink(&s), gang(&s, rows.is_some() || numbers.is_some()));
    let (stock, finishing) = (s.text("stock"), s.text("finishing"));
    let (without, sides) = (without(&s), sides(&s));
    let origin = content.as_ref().map_or(s.span, |c| c.span);
    s.done();
    let (content, formats, presets, orgs) = (content?, formats?, presets?, orgs?);
    Some(Make {
        content,
        formats,
        presets,
        events,
        rows,
        numbers,
        orgs,
        languages,
        purposes,
        theme,
        scheme,
        condition,
        standard,
        quantity,
        quantities,
        ink,
        gang,
        stock,
        finishing,
        without,
        sides,
        origin,
    })
}

/// `"own"`, or names.
fn presets(reader: &Reader, value: &Value<'_>, s: &Section<'_, '_>) -> Option<PresetChoice> {
    match value.get_ref() {
        DeValue::String(text) if text == "own" => Some(PresetChoice::Own(reader.span(value.span()))),
        _ => one_or_more(s, "presets").map(PresetChoice::Named),
    }
}

/// `"all"`, a list of names, or a spreadsheet.
fn orgs(reader: &Reader, value: &Value<'_>) -> Option<OrgChoice> {
    let span = reader.span(value.span());
    reader.takes(value, Form::Text);
    match value.get_ref() {
        DeValue::String(text) if text == "all" => Some(OrgChoice::All(span)),
        DeValue::String(text) => Some(OrgChoice::Named(vec![At::new(text.to_string(), span)])),
        DeValue::Array(_) => reader.texts(value, "orgs").map(OrgChoice::Named),
        DeValue::Table(_) => table_rows(reader, value, span, "orgs").map(OrgChoice::Table),
        other => {
            reader.wrong_type(other, span, "`\"all\"`, a list of names or `{ table = \"FILE\" }`", "orgs");
            None
        }
    }
}

/// `{ table = "partners.xlsx", sheet = "2027", where = { state = "MT" }, rows = "10-20", columns = "outreach" }`
pub(super) fn table_rows(reader: &Reader, value: &Value<'_>, span: Span, key: &str) -> Option<TableRows> {
    let s = reader.table(value, span, key)?;
    let (file, sheet, columns) = (s.must_text("table"), s.text("sheet"), s.text("columns"));
    let rows = s.text("rows").and_then(|text| match row_range(&text.value) {
        Some(rows) => Some(rows),
        None => {
            let message = format!("`rows` is `{}`", text.value);
            reader.error(&checks::BAD_VALUE, text.span, message, "write the first and the last row: \"10-20\"");
            None
        }
    });
    let mut filter = Vec::new();
    if let Some(wanted) = s.table("where") {
        for (column, at, value) in wanted.entries() {
            filter.extend(reader.text(value, column).map(|text| (At::new(column.to_string(), at), text.value)));
        }
    }
    let together = key == "events" && s.flag("together").is_some_and(|flag| flag.value);
    s.done();
    Some(TableRows { file: file?, sheet, columns, filter, rows, together, names: Vec::new() })
}

/// `10-20`, or one row.
pub fn row_range(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    (1 <= from && from <= to).then_some((from, to))
}
