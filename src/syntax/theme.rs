//! `assets/themes/*.toml`.

use super::content::focus;
use super::format::roles;
use super::ground::{ground, of_face, repeat};
use super::reader::{Reader, Value};
use super::section::Section;
use crate::diag::{At, Diagnostic, Span, checks, hint, near};
use crate::geom::Length;
use crate::model::{
    Align, AreaStyle, Audience, BlockName, Caps, Choice, DiscLook, Fit, Kind, Layout, LookKey, Panel, Place, Role, Rule,
    ScrimLook, Side, Theme, ThemeArt, Track, TypeFace, Variant,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::de::DeValue;

pub(super) fn theme(reader: &Reader, root: Section<'_, '_>) -> Option<Theme> {
    let name = root.must_text("name");
    let extends = root.text("extends");
    let (about, made_for) = (root.text("about"), root.text("for"));
    root.text("source");
    let leftover = root.text("leftover");
    let colors = root.table("color").map_or_else(BTreeMap::new, |table| {
        let texts = table.entries().into_iter().filter_map(|(role, _, v)| Some((role.to_string(), reader.text(v, role)?)));
        texts.collect()
    });
    let kinds = root.table("type").map(|t| types(reader, t)).unwrap_or_default();
    let looks = looks(reader, &root);
    let art = root.table("art").map_or_else(BTreeMap::new, |table| {
        let arts =
            table.entries().into_iter().filter_map(|(name, span, v)| Some((name.to_string(), art(reader, name, span, v)?)));
        arts.collect()
    });
    let mut layouts = BTreeMap::new();
    let (mut serves, mut limits) = (BTreeMap::new(), BTreeMap::new());
    if let Some(table) = root.table("layout") {
        for (format, span, value) in table.entries() {
            let Some(section) = reader.table(value, span, &format!("layout.{format}")) else { continue };
            for other in section.texts("serves").unwrap_or_default() {
                serves.insert(other.value, At::new(format.to_string(), other.span));
            }
            if section.any_of(&["takes", "if_room"]) {
                limits.insert(format.to_string(), super::format::limits(&section));
            }
            layouts_of(reader, format, section, &mut layouts);
        }
    }
    let origin = name.as_ref().map_or(root.span, |n| n.span);
    root.done();
    let Types { faces, scale, minimum, ceiling } = kinds;
    Some(Theme {
        name: name?,
        is_own: false,
        extends,
        about,
        made_for,
        colors,
        faces,
        scale,
        minimum,
        ceiling,
        looks,
        layouts: Arc::new(layouts),
        serves,
        limits,
        leftover,
        art,
        origin,
    })
}

/// A file, or a table of a file and its focus.
fn art(reader: &Reader, name: &str, span: Span, value: &Value<'_>) -> Option<ThemeArt> {
    if value.get_ref().as_table().is_none() {
        return Some(for_readers(reader, ThemeArt { file: reader.text(value, name)?, focus: (0.5, 0.5) }));
    }
    let s = reader.table(value, span, &format!("art.{name}"))?;
    let file = s.must_text("file");
    let focus = s.text("focus").map_or(Some((0.5, 0.5)), |text| focus(reader, &text));
    s.done();
    Some(for_readers(reader, ThemeArt { file: file?, focus: focus? }))
}

/// Reports audiences that nobody knows, and an art that some contents would not have.
fn for_readers(reader: &Reader, art: ThemeArt) -> ThemeArt {
    for name in art.audiences().into_iter().filter(|name| Audience::from_name(name).is_none()) {
        let names = Audience::ALL.map(Audience::name);
        let help = hint(name, names.iter().copied(), "");
        reader.error(&checks::UNKNOWN_NAME, art.file.span, format!("there is no audience `{name}`"), help);
    }
    if !art.is_for_all() {
        let message = format!("`{}` names no art for contents of other audiences", art.file.value);
        reader.error(&checks::BAD_VALUE, art.file.span, message, "write `| NAME` behind the last audience, within the braces");
    }
    art
}

/// `[type]`, of a theme or of one face.
#[derive(Default)]
struct Types {
    faces: BTreeMap<String, TypeFace>,
    scale: Option<At<f64>>,
    minimum: Option<At<Length>>,
    ceiling: Option<At<f64>>,
}

/// `[type]`: styles by name, beside `scale`, `minimum` and `ceiling`.
fn types(reader: &Reader, s: Section<'_, '_>) -> Types {
    let (scale, minimum) = (s.number_in("scale", 1.0, 2.0), s.length("minimum"));
    let ceiling = s.number_in("ceiling", 1.0, 4.0);
    let mut faces = BTreeMap::new();
    for (name, span, value) in s.entries() {
        if ["scale", "minimum", "ceiling"].contains(&name) {
            continue;
        }
        if let Some(section) = reader.table(value, span, &format!("type.{name}")) {
            faces.insert(name.to_string(), face(section));
        }
    }
    Types { faces, scale, minimum, ceiling }
}

fn face(s: Section<'_, '_>) -> TypeFace {
    let face = TypeFace {
        font: s.text("font"),
        weight: s.whole("weight", 100..=900).map(|w| w.map(|w| w as u16)),
        size: s.length("size"),
        maximum: s.length("maximum"),
        line: s.number_in("line", 0.8, 3.0),
        tracking: s.number_in("tracking", -0.08, 1.0),
        tabular: s.choice("figures", &[("tabular", true), ("proportional", false)]),
        caps: s.choice("caps", &[("small", Caps::Small), ("all", Caps::All), ("normal", Caps::Written)]),
    };
    s.done();
    face
}

fn looks(reader: &Reader, s: &Section<'_, '_>) -> Vec<(LookKey, AreaStyle)> {
    let Some(table) = s.table("look") else { return Vec::new() };
    let mut looks = Vec::new();
    for (key, span, value) in table.entries() {
        let Some(look_key) = look_key(reader, key, span) else { continue };
        if let Some(section) = reader.table(value, span, &format!("look.\"{key}\"")) {
            looks.push((look_key, look(reader, section, true)));
        }
    }
    looks
}

/// `"*"`, `"list.*"`, `points`, `"points*"` or `"list.rules"`.
fn look_key(reader: &Reader, key: &str, span: Span) -> Option<LookKey> {
    if key == "*" {
        return Some(LookKey::Any);
    }
    if let Some(role) = Role::from_name(key) {
        return Some(LookKey::Role(role));
    }
    if Choice::parse(key).is_some_and(|choice| choice.is_of_roles()) {
        return Some(LookKey::Cell(key.to_string()));
    }
    let found = match key.split_once('.') {
        Some((kind, "*")) => Kind::from_name(kind).map(LookKey::Kind),
        _ => BlockName::parse(key).map(LookKey::Block),
    };
    if found.is_none() {
        let kind = key.split('.').next().unwrap_or_default();
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, span, format!("`{key}` is no block"));
        reader.report(match near(kind, Kind::ALL.iter().map(|k| k.name())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}.{}`?", key.split_once('.').map_or("*", |(_, n)| n))),
            None => diagnostic.help("write a role such as `points`, or `\"text.headline\"`, `\"list.*\"` or `\"*\"` in quotes"),
        });
    }
    found
}

const ALIGN: [(&str, Align); 4] =
    [("start", Align::Start), ("center", Align::Center), ("end", Align::End), ("justify", Align::Justify)];
const PLACE: [(&str, Place); 3] = [("start", Place::Start), ("center", Place::Center), ("end", Place::End)];
const SIDE: [(&str, Side); 4] = [("top", Side::Top), ("right", Side::Right), ("bottom", Side::Bottom), ("left", Side::Left)];
const MARKERS: [(&str, &str); 7] = [
    ("square", "square"),
    ("disc", "disc"),
    ("dash", "dash"),
    ("number", "number"),
    ("numeral", "numeral"),
    ("icon", "icon"),
    ("none", "none"),
];

const CHARTS: [(&str, &str); 5] = [("lines", "lines"), ("units", "units"), ("bars", "bars"), ("dots", "dots"), ("line", "line")];
const SERIES: [(&str, &str); 3] = [("bars", "bars"), ("dots", "dots"), ("line", "line")];

fn look(reader: &Reader, s: Section<'_, '_>, whole: bool) -> AreaStyle {
    let mut parts = BTreeMap::new();
    if whole && let Some(table) = s.table("part") {
        for (name, span, value) in table.entries() {
            if let Some(section) = reader.table(value, span, &format!("part.{name}")) {
                parts.insert(name.to_string(), look(reader, section, false));
            }
        }
    }
    let look = AreaStyle {
        face: s.text("face"),
        step: s.number_in("step", -6.0, 20.0),
        fit: s.table("fit").and_then(|f| fit(reader, f)),
        ink: s.text("ink"),
        fill: s.text("fill"),
        tint: s.number_in("tint", 0.0, 1.0),
        ground: ground(reader, &s),
        extend: s.flag("extend"),
        radius: s.length("radius"),
        padding: s.sides("padding").filter(|sides| {
            let sides_of = [sides.value.top, sides.value.right, sides.value.bottom, sides.value.left];
            keeps_apart(reader, "padding", sides.span, &sides_of)
        }),
        align: s.choice("align", &ALIGN),
        place: s.choice("place", &PLACE),
        columns: s.whole("columns", 1..=6),
        height: s.length("height"),
        width: s.length("width"),
        crop: s.flag("crop"),
        whole: s.flag("whole"),
        duotone: s.texts("duotone").and_then(|roles| duotone(reader, roles, s.key_span("duotone"))),
        multiply: s.text("multiply"),
        scrim: s.table("scrim").and_then(scrim),
        behind: s
            .texts("behind")
            .map(|names| At::new(cells(reader, names).into_iter().map(|t| t.value).collect(), s.key_span("behind"))),
        marker: s.choice("marker", &MARKERS).map(|m| m.map(str::to_string)),
        rise: s.length("rise").filter(|rise| keeps_apart(reader, "rise", rise.span, &[rise.value])),
        repeat: repeat(reader, &s),
        turned: s.flag("turned"),
        open: s.flag("open"),
        disc: s.table("disc").and_then(disc),
        rule: s.table("rule").and_then(rule),
        gap: s.number_in("gap", 0.0, 20.0),
        short: s.flag("short"),
        hide: s.texts("hide").map(|texts| At::new(texts.into_iter().map(|t| t.value).collect(), s.key_span("hide"))),
        chart: s.choice("chart", &CHARTS).map(|c| c.map(str::to_string)),
        series: s.choice("series", &SERIES).map(|c| c.map(str::to_string)),
        row: s.flag("row"),
        parts,
        origin: Some(s.span),
    };
    s.done();
    look
}

fn fit(reader: &Reader, s: Section<'_, '_>) -> Option<At<Fit>> {
    let (from, to) = (s.must("from", s.length("from")), s.must("to", s.length("to")));
    let lines = s.whole("lines", 1..=20).map_or(1, |l| l.value);
    let lockup = s.flag("lockup").is_some_and(|l| l.value);
    let span = s.span;
    s.done();
    let (from, to) = (from?, to?);
    if from.value > to.value {
        let message = format!("`from` is {}, larger than `to`, {}", from.value, to.value);
        reader.error(&checks::BAD_VALUE, from.span, message, "exchange the two");
        return None;
    }
    Some(At::new(Fit { from: from.value, to: to.value, lines, lockup }, span))
}

fn rule(s: Section<'_, '_>) -> Option<At<Rule>> {
    let (side, width) = (s.must("side", s.choice("side", &SIDE)), s.must("width", s.length("width")));
    let color = s.must_text("color");
    let span = s.span;
    s.done();
    Some(At::new(Rule { side: side?.value, width: width?.value, color: color?.value }, span))
}

fn scrim(s: Section<'_, '_>) -> Option<At<ScrimLook>> {
    let (side, fill) = (s.must("side", s.choice("side", &SIDE)), s.must_text("fill"));
    let strength = s.number_in("strength", 0.0, 1.0).map_or(1.0, |strength| strength.value);
    let depth = s.number_in("depth", 0.05, 1.0).map_or(0.5, |depth| depth.value);
    let span = s.span;
    s.done();
    Some(At::new(ScrimLook { side: side?.value, fill: fill?.value, strength, depth }, span))
}

/// Colours of a duotone, from dark to light.
fn duotone(reader: &Reader, roles: Vec<At<String>>, span: Span) -> Option<At<Vec<String>>> {
    if !(2..=4).contains(&roles.len()) {
        let message = format!("`duotone` names {} colours", roles.len());
        reader.error(&checks::BAD_VALUE, span, message, "name two to four roles, from dark to light: `[\"ink\", \"paper\"]`");
        return None;
    }
    Some(At::new(roles.into_iter().map(|role| role.value).collect(), span))
}

/// Names as in `areas`; what is none is reported.
fn cells(reader: &Reader, names: Vec<At<String>>) -> Vec<At<String>> {
    let is_cell = |name: &At<String>| {
        let known = Choice::parse(&name.value).is_some();
        if !known {
            reader.error(&checks::UNKNOWN_NAME, name.span, format!("`{}` is no block", name.value), "write `text.headline`");
        }
        known
    };
    names.into_iter().filter(is_cell).collect()
}

fn disc(s: Section<'_, '_>) -> Option<At<DiscLook>> {
    let (fill, ink) = (s.must_text("fill"), s.must_text("ink"));
    let size = s.number_in("size", 0.2, 3.0).map_or(1.0, |size| size.value);
    let span = s.span;
    s.done();
    Some(At::new(DiscLook { fill: fill?.value, ink: ink?.value, size }, span))
}

/// `[layout.FORMAT]` with `areas` is the front; its tables are faces.
fn layouts_of(reader: &Reader, format: &str, s: Section<'_, '_>, layouts: &mut BTreeMap<(String, String), Layout>) {
    if s.get("areas").is_some() {
        layouts.extend(layout(reader, s).map(|l| ((format.to_string(), "front".to_string()), l)));
        return;
    }
    for (face, span, value) in s.entries().into_iter().filter(|(key, ..)| !["serves", "takes", "if_room"].contains(key)) {
        let Some(section) = reader.table(value, span, &format!("layout.{format}.{face}")) else { continue };
        layouts.extend(layout(reader, section).map(|l| ((format.to_string(), face.to_string()), l)));
    }
}

/// Whether no length is under nothing: areas that reach over each other set words on words. What is, is refused.
fn keeps_apart(reader: &Reader, key: &str, span: Span, lengths: &[Length]) -> bool {
    let is_apart = lengths.iter().all(|length| *length >= Length::ZERO);
    if !is_apart {
        let message = format!("`{key}` is under nothing, so words would stand on words");
        reader.error(&checks::BAD_VALUE, span, message, "write 0 or more");
    }
    is_apart
}

fn layout(reader: &Reader, s: Section<'_, '_>) -> Option<Layout> {
    let variants = variants(reader, &s);
    one_layout(reader, s).map(|layout| Layout { variants, ..layout })
}

/// A layout without its variants.
fn one_layout(reader: &Reader, s: Section<'_, '_>) -> Option<Layout> {
    let areas = s.text("areas").map(|text| {
        let rows = text.value.lines().map(|l| l.split_whitespace().map(str::to_string).collect::<Vec<_>>());
        let rows: Vec<Vec<String>> = rows.filter(|r| !r.is_empty()).collect();
        At::new(rows, text.span)
    });
    let kinds = s.table("type").map(|t| types(reader, t)).unwrap_or_default();
    let layout = Layout {
        margin: s.sides("margin"),
        columns: tracks(&s, "columns"),
        rows: tracks(&s, "rows"),
        gap: s.pair("gap").filter(|gap| keeps_apart(reader, "gap", gap.span, &[gap.value.0, gap.value.1])),
        areas,
        fill: s.text("fill"),
        ground: of_face(reader, &s),
        panels: panels(reader, &s),
        faces: kinds.faces,
        minimum: kinds.minimum,
        ceiling: kinds.ceiling,
        scale: kinds.scale,
        looks: looks(reader, &s),
        leftover: s.text("leftover"),
        language: s.whole("language", 1..=MOST_LANGUAGES),
        as_face: s.text("as"),
        if_empty: s.text("if_empty"),
        variants: BTreeMap::new(),
        origin: s.span,
    };
    s.done();
    if let Some(areas) = layout.areas.as_ref().filter(|a| a.value.is_empty()) {
        reader.error(&checks::BAD_AREAS, areas.span, "`areas` is empty", "write a line of block names for each row");
        return None;
    }
    Some(layout)
}

/// `[layout.FORMAT.FACE.variant.NAME]`
fn variants(reader: &Reader, s: &Section<'_, '_>) -> BTreeMap<String, Variant> {
    let Some(table) = s.table("variant") else { return BTreeMap::new() };
    let read = |(name, span, value): (&str, Span, &Value<'_>)| {
        let section = reader.table(value, span, &format!("variant.{name}"))?;
        let (with, without, several) = (roles(&section, "with"), roles(&section, "without"), roles(&section, "several"));
        let languages = section.whole("languages", 1..=MOST_LANGUAGES).map(|n| n.value as usize);
        let [short_number, upright] = ["short_number", "upright"].map(|key| section.flag(key).map(|flag| flag.value));
        let names_no_role = with.is_empty() && without.is_empty() && several.is_empty();
        if names_no_role && languages.is_none() && short_number.is_none() && upright.is_none() {
            let message = format!("the variant `{name}` does not say for what it is");
            let help = "write `with` or `without` and a list of roles, such as `without = [\"contact\"]`";
            reader.error(&checks::MISSING_KEY, span, message, help);
        }
        Some((
            name.to_string(),
            Variant { with, without, several, languages, short_number, upright, layout: one_layout(reader, section)? },
        ))
    };
    table.entries().into_iter().filter_map(read).collect()
}

/// More languages than this on one sheet leave no room for any.
const MOST_LANGUAGES: u32 = 12;

/// `"2fr 1fr"`
fn tracks(s: &Section<'_, '_>, key: &str) -> Option<At<Vec<Track>>> {
    let text = s.text(key)?;
    let mut tracks = Vec::new();
    for word in text.value.split_whitespace() {
        let share = word.strip_suffix("fr").and_then(|n| n.parse::<f64>().ok()).filter(|n| *n > 0.0 && *n < 1000.0);
        let track = match word {
            "auto" => Some(Track::Auto),
            "min" => Some(Track::MinContent),
            _ => share.map(Track::Fraction).or_else(|| word.parse().ok().map(Track::Fixed)),
        };
        match track {
            Some(track) => tracks.push(track),
            None => {
                let message = format!("`{word}` is no track in `{key}`");
                s.reader().error(
                    &checks::BAD_VALUE,
                    text.span,
                    message,
                    "tracks are `auto`, `min`, a share such as `2fr` or a length such as `1.5in`",
                );
                return None;
            }
        }
    }
    Some(At::new(tracks, text.span))
}

fn panels(reader: &Reader, s: &Section<'_, '_>) -> Option<Vec<Panel>> {
    let value = s.get("panels")?;
    let DeValue::Array(array) = value.get_ref() else {
        reader.wrong_type(value.get_ref(), s.key_span("panels"), "a list of tables", "panels");
        return None;
    };
    let tables = array.iter().filter_map(|v| reader.table(v, reader.span(v.span()), "panel"));
    Some(tables.filter_map(|s| panel(reader, s)).collect())
}

fn panel(reader: &Reader, s: Section<'_, '_>) -> Option<Panel> {
    let behind = cells(reader, s.must("behind", s.texts("behind")).unwrap_or_default());
    let panel = Panel {
        behind,
        fill: s.must_text("fill").unwrap_or_else(|| At::new("paper".to_string(), s.span)),
        art: s.text("art"),
        repeat: repeat(reader, &s),
        tint: s.number_in("tint", 0.0, 1.0),
        look: ground(reader, &s),
        extend: s.flag("extend").is_some_and(|e| e.value),
        radius: s.length("radius"),
        inset: s.sides("inset"),
        padding: s.sides("padding"),
        origin: s.span,
    };
    s.done();
    Some(panel)
}
