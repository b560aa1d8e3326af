//! `content/*.toml`.

use super::codes;
use super::other_words::kind_called;
use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{
    Addition, Audience, Block, BlockName, Body, Class, Contact, Content, Image, Kind, List, Lock, LogoItem, Logos, Placing,
    Quote, Role, Stat, Text, subject_of,
};
use toml::de::DeValue;

/// Reads a content file. `None` when it has no usable head; its blocks are checked all the same.
pub(super) fn content(reader: &Reader, root: Section<'_, '_>) -> Option<Content> {
    let title = root.must_text("title");
    let language = root.must_text("language");
    let audiences: Vec<(&str, Audience)> = Audience::ALL.iter().map(|a| (a.name(), *a)).collect();
    let audience = root.must("audience", root.choice("audience", &audiences));
    let policy = root.text("policy");
    let allow_tracking = root.flag("allow_tracking").is_some_and(|f| f.value);
    let (owner, forbid, starter) = (root.text("owner"), forbid(&root), root.text("starter"));
    let art = root.text("art").filter(|art| {
        let good = is_name(&art.value);
        if !good {
            let message = format!("`{}` is no name of art", art.value);
            reader.error(
                &checks::BAD_VALUE,
                art.span,
                message,
                "write a name such as `books`; pictures of your own are `[image.NAME]`",
            );
        }
        good
    });
    let mut blocks: Vec<Block> = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| k.is_written()) {
        let Some(table) = root.table(kind.name()) else { continue };
        let mut nameless: Option<Span> = None;
        for (name, span, value) in table.entries() {
            if reader.is_no_table(value) {
                nameless = nameless.or(Some(span));
                continue;
            }
            let full_name = format!("{}.{name}", kind.name());
            if !is_name(name) {
                reader.error(
                    &checks::BAD_VALUE,
                    span,
                    format!("`{name}` is no name for a block"),
                    "use lower-case letters, digits and `-`",
                );
            }
            let Some(section) = reader.table(value, span, &full_name) else { continue };
            blocks.extend(block(reader, BlockName::new(kind, name), section));
        }
        if let Some(span) = nameless {
            let (kind, said) = (kind.name(), "says what it is and not its name");
            let help = format!("give the block a name: `[{kind}.NAME]`, and a translation or a theme can call it");
            reader.error(&checks::WRONG_TYPE, span, format!("`[{kind}]` {said}"), help);
        }
    }
    blocks.sort_by_key(|b| b.origin.start);
    unknown_kinds(&root);
    let origin = title.as_ref().map_or(root.span, |t| t.span);
    let (title, language, audience) = (title?, language?, audience?);
    let subject = subject(&title, &language, audience.value, &blocks);
    Some(Content { title, language, audience, policy, allow_tracking, owner, forbid, starter, art, subject, blocks, origin })
}

/// What its headline, its event and its title speak of, or else its lead. Sheets for people in danger, for staff and of the law keep the
/// picture that the theme has for them.
fn subject(title: &At<String>, language: &At<String>, audience: Audience, blocks: &[Block]) -> Option<&'static str> {
    let is_open = matches!(audience, Audience::Public | Audience::Event);
    let of_block = |block: &Block| match &block.body {
        Body::Text(text) if is_headline(block) => Some(text.full.value.clone()),
        Body::Event(event) => Some(event.title.value.clone()),
        _ => None,
    };
    let said: Vec<String> = blocks.iter().filter_map(of_block).collect();
    let titles: Vec<&str> = said.iter().map(String::as_str).chain([title.value.as_str()]).collect();
    let lead = blocks.iter().find_map(|block| match &block.body {
        Body::Text(text) if block.name.name == "lead" => Some(text.full.value.as_str()),
        _ => None,
    });
    is_open.then(|| subject_of(&titles, lead, &language.value)).flatten()
}

fn is_headline(block: &Block) -> bool {
    block.placing.role.as_ref().map_or(block.name.name == "headline", |role| role.value == Role::Headline)
}

/// Names of blocks and files.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
}

/// Tables of a kind there is not, with the kinds there are.
fn unknown_kinds(root: &Section<'_, '_>) {
    let asked = ["title", "language", "audience", "policy", "allow_tracking", "owner", "forbid", "starter", "art"];
    for (key, span, value) in root.closed_entries() {
        if asked.contains(&key) || Kind::from_name(key).is_some_and(Kind::is_written) {
            continue;
        }
        let kinds: Vec<&str> = Kind::ALL.iter().filter(|k| k.is_written()).map(|k| k.name()).collect();
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_KEY, span, format!("there is no kind of block `{key}`"));
        let names = kinds.iter().copied().chain(asked);
        let meant = kind_called(key).or_else(|| near(key, names));
        root.reader().report(match meant {
            // `[headline]` holds the keys of a block: it is the name, and the kind is missing before it.
            Some(kind) if kinds.contains(&kind) && kind != key && root.is_flat_table(key) => {
                diagnostic.help(format!("did you mean `[{kind}.{key}]`?"))
            }
            Some("text") if value.get_ref().as_str().is_some() => {
                diagnostic.help(format!("did you mean `[text.{key}]`, with the words as `full = \"...\"` under it?"))
            }
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("kinds are: {}", kinds.join(", "))),
        });
    }
}

fn block(reader: &Reader, name: BlockName, section: Section<'_, '_>) -> Option<Block> {
    let origin = section.span;
    let classes: Vec<(&str, Class)> = Class::ALL.iter().map(|c| (c.name(), *c)).collect();
    let class = section.choice("class", &classes).map_or(Class::General, |c| c.value);
    let of_class = match class {
        Class::General => Lock::Free,
        Class::Safety => Lock::Safety,
        Class::Statutory => Lock::Statutory,
    };
    let lock = lock(reader, &section).max(of_class);
    let placing = placing(&section);
    let body = match name.kind {
        Kind::Text => text(&section).map(Body::Text),
        Kind::Note => text(&section).map(Body::Note),
        Kind::List => list(&section).map(Body::List),
        Kind::Steps => list(&section).map(Body::Steps),
        Kind::Quote => quote(&section).map(Body::Quote),
        Kind::Stat => stat(reader, &section).map(Body::Stat),
        Kind::Contact => contact(reader, &section).map(Body::Contact),
        Kind::Qr => codes::qr(reader, &section).map(Body::Qr),
        Kind::Image => image(reader, &section).map(Body::Image),
        Kind::Logos => logos(reader, &section).map(Body::Logos),
        Kind::Event => super::event::event(reader, &section).map(|event| Body::Event(Box::new(event))),
        Kind::Org | Kind::Art => None,
    };
    section.done();
    Some(Block { name, body: body?, lock, class, placing, origin })
}

/// `role`, `on`, `not_on`, `if_room` and `priority`.
fn placing(s: &Section<'_, '_>) -> Placing {
    let roles: Vec<(&str, Role)> = Role::ALL.into_iter().filter(|r| r.is_written()).map(|r| (r.name(), r)).collect();
    Placing {
        role: s.choice("role", &roles),
        on: s.texts("on").unwrap_or_default(),
        not_on: s.texts("not_on").unwrap_or_default(),
        if_room: s.flag("if_room").is_some_and(|flag| flag.value),
        open: false,
        priority: s.whole("priority", 1..=9).map_or(Placing::DEFAULT_PRIORITY, |p| p.value as u8),
    }
}

/// `true`, or one of the levels.
fn lock(reader: &Reader, s: &Section<'_, '_>) -> Lock {
    let Some(value) = s.get("lock") else { return Lock::Free };
    if value.get_ref().is_str() {
        let choices = Lock::ALL.map(|lock| (lock.name(), lock));
        // What is misspelt holds the more.
        let level = reader.text(value, "lock").and_then(|text| s.one_of("lock", &text, &choices));
        return level.map_or(Lock::Statutory, |lock| lock.value);
    }
    if s.flag("lock").is_some_and(|flag| flag.value) { Lock::Safety } else { Lock::Free }
}

fn forbid(root: &Section<'_, '_>) -> Vec<At<Addition>> {
    let choices = Addition::ALL.map(|addition| (addition.name(), addition));
    let names = root.texts("forbid").unwrap_or_default();
    names.iter().filter_map(|name| root.one_of("forbid", name, &choices)).collect()
}

fn text(s: &Section<'_, '_>) -> Option<Text> {
    let (heading, short) = (s.text("heading"), s.text("short"));
    Some(Text { full: s.must_text("full")?, heading, short })
}

fn list(s: &Section<'_, '_>) -> Option<List> {
    let (heading, note) = (s.text("heading"), s.text("note"));
    let icons = s.texts("icons").unwrap_or_default();
    let items = s.must("items", s.texts("items"))?;
    if items.is_empty() {
        s.reader().error(
            &checks::BAD_VALUE,
            s.key_span("items"),
            "a list without items",
            "write the items, or take the list out",
        );
        return None;
    }
    Some(List { heading, icons: icons_for(s, icons, items.len()), items, note })
}

/// Icons of a list: none, or one for each item.
fn icons_for(s: &Section<'_, '_>, icons: Vec<At<String>>, items: usize) -> Vec<At<String>> {
    if icons.is_empty() || icons.len() == items {
        return icons;
    }
    let message = format!("{} icons for {items} items", icons.len());
    let help = "name one icon for each item, in the same order: `handbill list icons` shows them";
    s.reader().error(&checks::BAD_VALUE, s.key_span("icons"), message, help);
    Vec::new()
}

fn quote(s: &Section<'_, '_>) -> Option<Quote> {
    let (says, by, source, as_of) = (s.must_text("says"), s.must_text("by"), s.text("source"), s.date("as_of"));
    Some(Quote { says: says?, by: by?, source, as_of })
}

fn stat(reader: &Reader, s: &Section<'_, '_>) -> Option<Stat> {
    let (label, source) = (s.must_text("label"), s.must_text("source"));
    let (as_of, review_by) = (s.must("as_of", s.date("as_of")), s.must("review_by", s.date("review_by")));
    let (stated, caveat) = (s.number("stated"), s.text("caveat"));
    let mut values = Vec::new();
    if let Some(table) = s.table("values") {
        for (key, span, value) in table.entries() {
            values.extend(reader.number(value, key).map(|number| (At::new(key.to_string(), span), number)));
        }
    }
    s.must("values", (!values.is_empty()).then_some(()))?;
    Some(Stat {
        metric: s.text("metric"),
        unit: s.text("unit"),
        population: s.text("population"),
        verified: s.date("verified"),
        superseded_by: s.text("superseded_by"),
        label: label?,
        values,
        source: source?,
        as_of: as_of?,
        review_by: review_by?,
        stated,
        caveat,
    })
}

fn contact(reader: &Reader, s: &Section<'_, '_>) -> Option<Contact> {
    let text = s.get("text").and_then(|v| codes::message(reader, v, s.key_span("text")));
    let name = s.must_text("name");
    Some(Contact {
        phone: s.text("phone"),
        text,
        email: s.text("email"),
        web: s.text("web"),
        chat: s.text("chat"),
        tty: s.text("tty"),
        hours: s.text("hours"),
        voice_languages: s.texts("voice_languages").unwrap_or_default(),
        chat_languages: s.texts("chat_languages").unwrap_or_default(),
        languages: s.text("languages"),
        note: s.text("note"),
        review_by: s.date("review_by"),
        verified: s.date("verified"),
        name: name?,
    })
}

fn image(reader: &Reader, s: &Section<'_, '_>) -> Option<Image> {
    let (file, alt) = (s.must_text("file"), s.must("alt", s.text("alt")));
    let focus = s.text("focus").map_or(Some(Image::FOCUS), |text| focus(reader, &text));
    let credit = s.text("credit");
    Some(Image { file: file?, alt: alt?, focus: focus?, credit })
}

/// `items` are tables, one for each mark.
fn logos(reader: &Reader, s: &Section<'_, '_>) -> Option<Logos> {
    let heading = s.text("heading");
    let value = s.must("items", s.get("items"))?;
    let DeValue::Array(array) = value.get_ref() else {
        reader.wrong_type(value.get_ref(), s.key_span("items"), "a list of tables", "items");
        return None;
    };
    let tables = array.iter().filter_map(|v| reader.table(v, reader.span(v.span()), "items"));
    let items: Vec<LogoItem> = tables.filter_map(logo_item).collect();
    if array.is_empty() {
        let help = "name the marks: `items = [{ file = \"assets/a.svg\", alt = \"Whose mark\" }]`, or take the block out";
        reader.error(&checks::BAD_VALUE, s.key_span("items"), "logos without a mark", help);
    }
    (!items.is_empty()).then_some(Logos { heading, items })
}

fn logo_item(s: Section<'_, '_>) -> Option<LogoItem> {
    let (file, alt, on_dark) = (s.must_text("file"), s.must_text("alt"), s.text("on_dark"));
    s.done();
    Some(LogoItem { file: file?, alt: alt?, on_dark })
}

/// `60% 40%`: from the left and from the top.
pub(super) fn focus(reader: &Reader, text: &At<String>) -> Option<(f64, f64)> {
    let part = |p: &str| p.strip_suffix('%')?.parse::<f64>().ok().filter(|n| (0.0..=100.0).contains(n)).map(|n| n / 100.0);
    let parts: Vec<Option<f64>> = text.value.split_whitespace().map(part).collect();
    match parts.as_slice() {
        [Some(x), Some(y)] => Some((*x, *y)),
        _ => {
            reader.error(
                &checks::BAD_VALUE,
                text.span,
                format!("`focus` is `{}`", text.value),
                "write two percents, from the left and from the top: \"60% 40%\"",
            );
            None
        }
    }
}
