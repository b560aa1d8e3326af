//! `content/orgs/*.toml`.

use super::reader::{Reader, Section};
use crate::diag::{At, checks};
use crate::model::{BlockName, Kind, Logo, Org, Permission};
use std::collections::BTreeMap;

pub(super) fn org(reader: &Reader, root: Section<'_, '_>) -> Option<Org> {
    let name = root.must_text("name");
    let org = Org {
        short: root.text("short"),
        name_en: root.text("name_en"),
        phone: root.text("phone"),
        email: root.text("email"),
        web: root.text("web"),
        address: root.text("address"),
        address_confidential: root.flag("address_confidential").is_some_and(|f| f.value),
        hotline: root.text("hotline"),
        hotline_name: root.text("hotline_name"),
        hotline_hours: root.text("hotline_hours"),
        languages: root.texts("languages").unwrap_or_default(),
        links: links(reader, &root),
        logo: root.table("logo").and_then(logo),
        colors: colors(reader, &root),
        say: say(reader, &root),
        origin: name.as_ref().map_or(root.span, |n| n.span),
        name: name.unwrap_or_else(|| At::new(String::new(), root.span)),
    };
    root.done();
    (!org.name.value.is_empty()).then_some(org)
}

/// `[qr]`: its own targets by name of the code.
fn links(reader: &Reader, root: &Section<'_, '_>) -> BTreeMap<String, At<String>> {
    let Some(table) = root.table("qr") else { return BTreeMap::new() };
    table.entries().into_iter().filter_map(|(key, _, value)| Some((key.to_string(), reader.text(value, key)?))).collect()
}

fn logo(s: Section<'_, '_>) -> Option<Logo> {
    let (file, on_dark, alt) = (s.must_text("file"), s.text("on_dark"), s.must_text("alt"));
    let permission = s.table("permission").and_then(|p| {
        let (reference, expires) = (p.must_text("ref"), p.must("expires", p.date("expires")));
        p.done();
        Some(Permission { reference: reference?, expires: expires? })
    });
    s.done();
    Some(Logo { file: file?, on_dark, alt: alt?, permission })
}

fn colors(reader: &Reader, root: &Section<'_, '_>) -> BTreeMap<String, At<crate::color::Swatch>> {
    let Some(table) = root.table("color") else { return BTreeMap::new() };
    let mut colors = BTreeMap::new();
    for (role, _, value) in table.entries() {
        if role != "press" {
            colors.extend(reader.color(value, role).map(|c| (role.to_string(), c)));
        }
    }
    let Some(press) = table.table("press") else { return colors };
    for (role, span, value) in press.entries() {
        let Some(ink) = reader.color(value, role) else { continue };
        match (colors.get_mut(role), ink.value.press) {
            (Some(color), Some(ink)) => color.value.press = Some(ink),
            (None, _) => reader.error(
                &checks::UNKNOWN_NAME,
                span,
                format!("`[color]` has no `{role}`"),
                format!("add `{role} = \"#...\"` to `[color]`"),
            ),
            (_, None) => {
                let message = format!("`{role}` under `[color.press]` states no ink");
                reader.error(&checks::BAD_COLOR, ink.span, message, "write `cmyk 100 70 20 20` or `spot \"NAME\" cmyk ...`");
            }
        }
    }
    colors
}

/// `[say] text.closing = "..."`
fn say(reader: &Reader, root: &Section<'_, '_>) -> BTreeMap<BlockName, At<String>> {
    let mut words = BTreeMap::new();
    let Some(table) = root.table("say") else { return words };
    for (kind, span, value) in table.entries() {
        let Some(kind) = Kind::from_name(kind) else {
            reader.error(
                &checks::UNKNOWN_KEY,
                span,
                format!("there is no kind of block `{kind}`"),
                "write `text.NAME = \"...\"`",
            );
            continue;
        };
        let Some(names) = reader.table(value, span, &format!("say.{}", kind.name())) else { continue };
        for (name, _, value) in names.entries() {
            words.extend(reader.text(value, name).map(|text| (BlockName::new(kind, name), text)));
        }
    }
    words
}
