//! `assets/formats/*.toml`: trim, folds, panels, and where tools go.

use super::paper::size;
use super::section::Section;
use crate::diag::{At, Span, checks};
use crate::geom::{Length, Path, Point, Rect, Size, Turn};
use crate::model::{FoldPanel, Format, Limits, Role, Tool, ToolLine};
use std::collections::BTreeMap;

/// Read from here when a format does not say: an arm's length.
const ARM: f64 = 400.0;

pub(super) fn format(s: Section<'_, '_>) -> Option<Format> {
    s.text("source");
    let name = s.must_text("name");
    let trim = size(&s, "trim");
    let faces = s.must("faces", s.texts("faces"));
    let or = |key: &str, default: Length| s.length(key).map_or(default, |l| l.value);
    let sheet = trim.unwrap_or_default();
    let mut tools = tools(&s, sheet);
    let mut clear = clear(&s, sheet);
    holes(&s, sheet, &mut tools, &mut clear);
    let round = s.flag("round").is_some_and(|r| r.value);
    if round {
        let outline = Path::rounded(sheet.at(Length::ZERO, Length::ZERO), sheet.width.min(sheet.height) / 2);
        tools.push(ToolLine { tool: Tool::Cut, path: outline });
    }
    let format = Format {
        bleed: or("bleed", Length::ZERO),
        folds: folds(&s, "folds", sheet.width, ("wide", "left edge of the front")),
        level_folds: folds(&s, "level_folds", sheet.height, ("high", "top edge of the front")),
        panels: panels(&s, sheet, faces.as_deref().unwrap_or_default()),
        tools,
        round,
        clear,
        kind: s.choice("kind", &Format::KINDS.map(|kind| (kind, kind))).map(|kind| kind.map(str::to_string)),
        limits: limits(&s),
        like: s.text("like"),
        smaller: s.text("smaller"),
        pixels: pixels(&s),
        safe: or("safe", Length::inches(0.25)),
        read_distance: or("read_distance", Length::mm(ARM)),
        minimum_copy: or("minimum_copy", Length::points(8.0)),
        minimum_note: or("minimum_note", Length::points(6.0)),
        minimum_module: or("minimum_module", Length::mm(0.4)),
        scheme: s.text("scheme").unwrap_or_else(|| At::new("one-up".to_string(), s.span)),
        origin: name.as_ref().map_or(s.span, |n| n.span),
        name: name.unwrap_or_else(|| At::new(String::new(), s.span)),
        trim: sheet,
        faces: faces.unwrap_or_default(),
    };
    s.done();
    let usable = !format.faces.is_empty() && format.trim.width > Length::ZERO && format.trim.height > Length::ZERO;
    usable.then_some(format)
}

/// `takes` and `if_room`.
pub(super) fn limits(s: &Section<'_, '_>) -> Limits {
    Limits { takes: takes(s), if_room: roles(s, "if_room") }
}

/// `takes`: a role, and how many blocks of it.
fn takes(s: &Section<'_, '_>) -> Option<BTreeMap<Role, usize>> {
    let table = s.table("takes")?;
    let mut takes = BTreeMap::new();
    for (key, span, _) in table.entries() {
        let roles: Vec<(&str, Role)> = Role::ALL.map(|role| (role.name(), role)).to_vec();
        let role = table.one_of("takes", &At::new(key.to_string(), span), &roles);
        let count = table.whole(key, 0..=99);
        if let (Some(role), Some(count)) = (role, count) {
            takes.insert(role.value, count.value as usize);
        }
    }
    table.done();
    Some(takes)
}

/// A list of roles.
pub(super) fn roles(s: &Section<'_, '_>, key: &str) -> Vec<Role> {
    let roles: Vec<(&str, Role)> = Role::ALL.map(|role| (role.name(), role)).to_vec();
    let named = s.texts(key).unwrap_or_default();
    named.iter().filter_map(|name| s.one_of(key, name, &roles)).map(|role| role.value).collect()
}

/// Folds inside the trim, in the order they stand in.
fn folds(s: &Section<'_, '_>, key: &str, length: Length, (how, edge): (&str, &str)) -> Vec<Length> {
    let lengths = s.lengths(key).unwrap_or_default();
    for fold in lengths.iter().filter(|f| f.value <= Length::ZERO || f.value >= length) {
        s.reader().error(
            &checks::BAD_LENGTH,
            fold.span,
            format!("a fold at {}, and the trim is {length} {how}", fold.value),
            format!("give the distance from the {edge}"),
        );
    }
    lengths.into_iter().map(|f| f.value).collect()
}

/// `pixels = [1080, 1920]`
fn pixels(s: &Section<'_, '_>) -> Option<(u32, u32)> {
    let value = s.get("pixels")?;
    let numbers: Vec<u32> = value
        .get_ref()
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|v| s.reader().number(v, "pixels"))
        .filter(|n| n.value.fract() == 0.0 && (1.0..=20_000.0).contains(&n.value))
        .map(|n| n.value as u32)
        .collect();
    match numbers.as_slice() {
        [width, height] => Some((*width, *height)),
        _ => {
            let message = "`pixels` wants a width and a height";
            s.reader().error(&checks::BAD_VALUE, s.key_span("pixels"), message, "write `pixels = [1080, 1080]`, up to 20000");
            None
        }
    }
}

/// The tables of a list such as `[[line]]`.
fn tables<'r, 't>(s: &Section<'r, 't>, key: &str) -> Vec<(Section<'r, 't>, Span)> {
    let Some(value) = s.get(key) else { return Vec::new() };
    let Some(array) = value.get_ref().as_array() else {
        s.reader().wrong_type(value.get_ref(), s.key_span(key), "a list of tables", key);
        return Vec::new();
    };
    let of = |value: &'t super::reader::Value<'t>| {
        let span = s.reader().span(value.span());
        Some((s.reader().table(value, span, key)?, span))
    };
    array.iter().filter_map(of).collect()
}

/// `corner_radius`, and each `[[line]]`, repeated where it says so.
fn tools(s: &Section<'_, '_>, trim: Size) -> Vec<ToolLine> {
    let sheet = trim.at(Length::ZERO, Length::ZERO);
    let mut tools = Vec::new();
    if let Some(radius) = s.length("corner_radius") {
        let most = trim.width.min(trim.height) / 2;
        if radius.value <= Length::ZERO || radius.value > most {
            let message = format!("`corner_radius` is {}, and half of the short side is {most}", radius.value);
            s.reader().error(&checks::BAD_LENGTH, radius.span, message, "write a length between 0 and half of the short side");
        } else {
            tools.push(ToolLine { tool: Tool::Cut, path: Path::rounded(sheet, radius.value) });
        }
    }
    let choices = Tool::ALL.map(|tool| (tool.name(), tool));
    for (line, span) in tables(s, "line") {
        let tool = line.must("tool", line.choice("tool", &choices));
        let (from, to) = (line.must("from", line.pair("from")), line.must("to", line.pair("to")));
        let steps = steps(&line);
        line.done();
        let (Some(tool), Some(from), Some(to)) = (tool, from, to) else { continue };
        let (a, b) = (Point::new(from.value.0, from.value.1), Point::new(to.value.0, to.value.1));
        for step in steps {
            let (a, b) = (a.moved(step), b.moved(step));
            let bounds = Path::line(a, b).bounds().unwrap_or_default();
            if !sheet.contains(bounds) || a == b {
                let message = format!("a line from {a} to {b}, and the trim is {} x {}", trim.width, trim.height);
                s.reader().error(&checks::BAD_LENGTH, span, message, "let it run from one edge of the trim to another");
                break;
            }
            tools.push(ToolLine { tool: tool.value, path: Path::line(a, b) });
        }
    }
    tools
}

/// `count` and `step`: how often something stands there, and how far from the last; once where they are not given.
fn steps(s: &Section<'_, '_>) -> Vec<Point> {
    let count = s.whole("count", 1..=100).map_or(1, |c| c.value);
    let step = s.pair("step").map_or(Point::default(), |step| Point::new(step.value.0, step.value.1));
    (0..i64::from(count)).map(|i| Point::new(step.x * i, step.y * i)).collect()
}

/// Each `[[hole]]`: a die goes through, and nothing that matters comes nearer to it than its `clear`.
fn holes(s: &Section<'_, '_>, trim: Size, tools: &mut Vec<ToolLine>, clear: &mut Vec<Rect>) {
    let sheet = trim.at(Length::ZERO, Length::ZERO);
    for (hole, span) in tables(s, "hole") {
        let (at, diameter) = (hole.must("at", hole.pair("at")), hole.must("diameter", hole.length("diameter")));
        let apart = hole.length("clear").map_or(Length::inches(0.125), |l| l.value);
        hole.done();
        let (Some(at), Some(diameter)) = (at, diameter) else { continue };
        let (centre, radius) = (Point::new(at.value.0, at.value.1), diameter.value / 2);
        let bounds = Rect::new(centre.x - radius, centre.y - radius, diameter.value, diameter.value);
        if radius <= Length::ZERO || !sheet.contains(bounds) {
            let message = format!("a hole of {} at {centre}, and the trim is {trim}", diameter.value);
            s.reader().error(&checks::BAD_LENGTH, span, message, "`at` is its middle: let the whole of it lie inside the trim");
            continue;
        }
        tools.push(ToolLine { tool: Tool::Cut, path: Path::circle(centre, radius) });
        clear.push(bounds.outset(apart));
    }
}

/// Each `[[clear]]`: a zone of the front without words and codes.
fn clear(s: &Section<'_, '_>, trim: Size) -> Vec<Rect> {
    let mut zones = Vec::new();
    for (zone, span) in tables(s, "clear") {
        let (at, size) = (zone.must("at", zone.pair("at")), size(&zone, "size"));
        zone.done();
        let (Some(at), Some(size)) = (at, size) else { continue };
        let rect = size.at(at.value.0, at.value.1);
        match trim.at(Length::ZERO, Length::ZERO).contains(rect) {
            true => zones.push(rect),
            false => outside(s, span, rect, trim),
        }
    }
    zones
}

/// Each `[[panel]]`.
fn panels(s: &Section<'_, '_>, trim: Size, faces: &[At<String>]) -> Vec<FoldPanel> {
    let mut panels: Vec<FoldPanel> = Vec::new();
    let turns = Turn::ALL.map(|(degrees, turn)| (f64::from(degrees), turn));
    for (panel, span) in tables(s, "panel") {
        let name = panel.must_text("name");
        let face = panel.text("face").map_or_else(|| "front".to_string(), |f| f.value);
        let (at, size) = (panel.must("at", panel.pair("at")), size(&panel, "size"));
        let steps = steps(&panel);
        let turn = panel.number("turn").and_then(|degrees| {
            let found = turns.iter().find(|(d, _)| *d == degrees.value).map(|(_, turn)| *turn);
            if found.is_none() {
                let message = format!("`turn` is {}", degrees.value);
                s.reader().error(&checks::BAD_VALUE, degrees.span, message, "write 0, 90, 180 or 270: degrees clockwise");
            }
            found
        });
        panel.done();
        let (Some(name), Some(at), Some(size)) = (name, at, size) else { continue };
        if !faces.iter().any(|f| f.value == face) {
            let message = format!("the panel `{}` is on the {face}, and the format has no such face", name.value);
            s.reader().error(&checks::UNKNOWN_NAME, name.span, message, "write one of `faces`");
        }
        if panels.iter().any(|p| p.name.value == name.value) {
            let message = format!("two panels are called `{}`", name.value);
            s.reader().error(
                &checks::BAD_VALUE,
                name.span,
                message,
                "give each a name of its own, or repeat one by `count` and `step`",
            );
        }
        let places: Vec<Point> = steps.into_iter().map(|step| Point::new(at.value.0, at.value.1).moved(step)).collect();
        let whole = trim.at(Length::ZERO, Length::ZERO);
        if let Some(rect) = places.iter().map(|p| size.at(p.x, p.y)).find(|r| !whole.contains(*r)) {
            outside(s, span, rect, trim);
        }
        panels.push(FoldPanel { name, face, places, size, turn: turn.unwrap_or_default() });
    }
    panels
}

fn outside(s: &Section<'_, '_>, span: Span, rect: Rect, trim: Size) {
    let message = format!("{rect} does not lie inside the trim, {trim}");
    s.reader().error(&checks::BAD_LENGTH, span, message, "`at` is its top left corner, `size` its width and height");
}
