//! `content/orgs/*.toml`.

use super::address;
use super::reader::{Reader, Value};
use super::section::Section;
use super::slips;
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{BlockName, ConfidentialTerms, Funding, Hotline, Kind, Logo, Org, Permission, RowWords};
use std::collections::BTreeMap;

/// A row of a table: it may have words beside those of its keys.
pub(super) fn row(reader: &Reader, root: Section<'_, '_>) -> Option<Org> {
    let row = row_words(&root);
    org(reader, root).map(|org| Org { row, ..org })
}

/// The columns that a content takes words from.
pub(super) fn row_words(root: &Section<'_, '_>) -> RowWords {
    let Some(table) = root.table("row") else { return RowWords::new() };
    let words = |(key, _, value): (&str, Span, &Value<'_>)| Some((key.to_string(), root.reader().text(value, key)?));
    table.entries().into_iter().filter_map(words).collect()
}

pub(super) fn org(reader: &Reader, root: Section<'_, '_>) -> Option<Org> {
    let name = root.must_line("name");
    let address_confidential = root.flag("address_confidential").is_some_and(|f| f.value);
    let address = root.line("address");
    address.iter().filter(|_| !address_confidential).for_each(|address| address::check(reader, address));
    name.iter().for_each(|name| slips::check(reader, name, address.as_ref().filter(|_| !address_confidential)));
    let logo = root.table("logo").and_then(|s| logo(s, name.as_ref()));
    let languages = |key: &str| root.texts(key).unwrap_or_default();
    let printable = |text: Option<At<String>>| text.map(|text| without_emoji(reader, text));
    let text_line = text_line(&root);
    let org = Org {
        short: printable(root.line("short")),
        name_en: root.line("name_en"),
        language: root.line("language"),
        phone: root.line("phone"),
        phone_ext: root.line("phone_ext"),
        email: root.line("email"),
        web: root.line("web"),
        link: root.line("link"),
        // What nobody may know is not kept; its words are, to look for.
        confidential_terms: ConfidentialTerms(
            address.iter().filter(|_| address_confidential).flat_map(|a| confidential_terms_of(&a.value)).collect(),
        ),
        address: address.filter(|_| !address_confidential),
        address_confidential,
        hotlines: ["hotline", "hotline2"].into_iter().filter_map(|key| hotline(&root, key)).collect(),
        text_number: text_line.0,
        text_keyword: text_line.1,
        text_languages: text_line.2,
        tty: root.line("tty"),
        sponsor: root.line("sponsor"),
        funding: root.table("funding").and_then(funding),
        disclaimer: root.text("disclaimer"),
        presets: languages("presets"),
        quantity: root.whole("quantity", 1..=100_000_000),
        languages: languages("languages"),
        links: links(reader, &root),
        logo,
        colors: colors(reader, &root),
        say: say(reader, &root),
        row: RowWords::new(),
        origin: name.as_ref().map_or(root.span, |n| n.span),
        name: name.map_or_else(|| At::new(String::new(), root.span), |name| without_emoji(reader, name)),
    };
    root.done();
    (!org.name.value.is_empty()).then_some(org)
}

/// Emoji are pictures in colours: no font of ours prints them in ink. The name goes without them, and says so.
fn without_emoji(reader: &Reader, text: At<String>) -> At<String> {
    let is_emoji =
        |c: char| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}');
    let emoji: String = text.value.chars().filter(|c| is_emoji(*c) && *c != '\u{fe0f}').collect();
    if emoji.is_empty() {
        return text;
    }
    let kept: String = text.value.chars().filter(|c| !is_emoji(*c)).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("`{}` is printed as `{kept}`: emoji are no letters, and no font prints `{emoji}` in ink", text.value);
    let help = "write the name without it, or show it in the logo";
    reader.report(Diagnostic::warning(&checks::EMOJI, text.span, message).help(help));
    At::new(kept, text.span)
}

/// The parts of an address line that give a place away.
fn confidential_terms_of(address: &str) -> impl Iterator<Item = String> {
    address.split(',').map(|part| part.trim().to_string()).filter(|part| part.chars().count() > 3)
}

/// `hotline`, `hotline_name`, `hotline_hours`, `hotline_languages`.
fn hotline(root: &Section<'_, '_>, key: &str) -> Option<Hotline> {
    let (name, hours) = (root.line(&format!("{key}_name")), root.line(&format!("{key}_hours")));
    let languages = root.texts(&format!("{key}_languages")).unwrap_or_default();
    let phone = root.line(key);
    let parts = [("name", name.as_ref()), ("hours", hours.as_ref()), ("languages", languages.first())];
    let lonely = parts.into_iter().find_map(|(of, text)| Some((of, text?))).filter(|_| phone.is_none());
    if let Some((of, text)) = lonely {
        let message = format!("`{key}_{of}` belongs to a number, and there is no `{key}`");
        root.reader().error(&checks::MISSING_KEY, text.span, message, format!("add `{key} = \"(406) 555-0102\"`"));
    }
    Some(Hotline { phone: phone?, name, hours, languages })
}

/// Where messages go, what to write, and in which languages they are answered.
type TextLine = (Option<At<String>>, Option<At<String>>, Vec<At<String>>);

/// `text_number`, `text_keyword`, `text_languages`.
fn text_line(root: &Section<'_, '_>) -> TextLine {
    let (number, keyword) = (root.line("text_number"), root.line("text_keyword"));
    let languages = root.texts("text_languages").unwrap_or_default();
    let parts = [("keyword", keyword.as_ref()), ("languages", languages.first())];
    let lonely = parts.into_iter().find_map(|(of, text)| Some((of, text?))).filter(|_| number.is_none());
    if let Some((of, text)) = lonely {
        let message = format!("`text_{of}` belongs to a number, and there is no `text_number`");
        root.reader().error(&checks::MISSING_KEY, text.span, message, "add `text_number = \"...\"`, or take it out");
    }
    (number, keyword, languages)
}

fn funding(s: Section<'_, '_>) -> Option<Funding> {
    let agency = s.must_text("agency");
    let amount = s.must("amount", s.number_in("amount", 1.0, 1e12));
    let federal_percent = s.must("federal_percent", s.number_in("federal_percent", 0.0, 100.0));
    s.done();
    Some(Funding { agency: agency?, amount: amount?, federal_percent: federal_percent? })
}

/// `[qr]`: its own targets by name of the code.
pub(super) fn links(reader: &Reader, root: &Section<'_, '_>) -> BTreeMap<String, At<String>> {
    let Some(table) = root.table("qr") else { return BTreeMap::new() };
    table.entries().into_iter().filter_map(|(key, _, value)| Some((key.to_string(), reader.text(value, key)?))).collect()
}

/// A mark is called as its organization is, where nothing else is said.
fn logo(s: Section<'_, '_>, name: Option<&At<String>>) -> Option<Logo> {
    let (file, on_dark, alt) = (s.must_text("file"), s.text("on_dark"), s.text("alt").or_else(|| name.cloned()));
    let (owner, clear, minimum) = (s.text("owner"), s.length("clear"), s.length("minimum"));
    let permission = s.table("permission").and_then(|p| {
        let (reference, expires) = (p.must_text("ref"), p.must("expires", p.date("expires")));
        p.done();
        Some(Permission { reference: reference?, expires: expires? })
    });
    s.done();
    Some(Logo { file: file?, on_dark, alt: alt?, owner, permission, clear, minimum })
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
pub(super) fn say(reader: &Reader, root: &Section<'_, '_>) -> BTreeMap<BlockName, At<String>> {
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
