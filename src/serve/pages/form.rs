//! The fields of a block or an organization: each with its label, its own kind of control, and a place for what stands in
//! its way.

use super::{View, icon};
use crate::color::{Rgb, contrast};
use crate::model::Kind;
use crate::plan::Job;
use crate::serve::fields::Holds;
use crate::serve::fills::Fills;
use crate::serve::forms::{Field, Form};
use crate::serve::rich;
use crate::serve::slots::{TextPart, pieces};
use crate::serve::toml_text::Value;
use crate::serve::words::PageWords;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;

/// Where a form stands.
pub struct Around<'a> {
    pub sheet: &'a str,
    pub block: &'a str,
    /// What a phone reads from the code of this block.
    pub payload: Option<String>,
    pub fills: Fills,
}

/// The form of a block on a sheet.
pub fn form(view: &View<'_>, job: &Job, form: &Form, around: &Around<'_>) -> Markup {
    let same = same_words(view, job, form, around);
    let orgs: BTreeSet<&String> = same.iter().flat_map(|job| job.orgs()).collect();
    let show = if of_one(form) {
        vec![("org", job.org.as_str())]
    } else {
        vec![("content", job.content.as_str()), ("block", around.block)]
    };
    html! {
        div.formhead {
            h2 #form-title tabindex="-1" { (view.heading(form)) }
            button.plain type="button" data-act="close" aria-label=(view.w("form.close")) { (icon("close")) }
        }
        p.second { (view.words.of_name("kind", form.kind.name())) ". "
            @if same.len() > 1 { (view.words.count("form.also", same.len() - 1)) " " (view.words.count("form.also_for", orgs.len())) " "
                a href={ "/?" (query(&show)) } { (view.w("form.show")) } } }
        @if form.own_words { p.notice.note { (view.words.fill("form.own_words", &[("organization", &view.hands(job))])) } }
        @if let Some(table) = &form.table { p.notice.note { (icon("lock")) (view.words.fill("form.table", &[("file", table)])) } }
        @if let Some(lock) = form.locked {
            section.notice.locked { h3 { (icon("lock")) (view.w("form.locked")) } p { (view.w(&format!("lock.{}", lock.name()))) }
                p.second { (view.words.fill("form.opens", &[("file", &form.file)])) } }
        }
        div.fields data-block=(around.block) data-sheet=(around.sheet) {
            @let (more, shown): (Vec<&Field>, Vec<&Field>) = form.fields.iter().partition(|one| is_more(form, one));
            @for one in shown { (field(view, one, form.locked.is_some())) }
            @if !more.is_empty() && form.locked.is_none() {
                details.extra {
                    summary { (view.w("form.more")) " " span.second { (more.iter().map(|one| name_of(view, one)).collect::<Vec<_>>().join(", ")) } }
                    @for one in more { (field(view, one, false)) }
                }
            }
        }
        (filled_in(view, job, around))
        @if let Some(payload) = &around.payload { section.payload { h3 { (icon("phone")) (view.w("form.phone_says")) } p { code { (payload) } } } }
    }
}

/// Whether a field is one that most blocks do without: it is empty, and another says what the block is there for.
fn is_more(form: &Form, field: &Field) -> bool {
    let main = ["title", "name", "label", "phone", "says", "file", "alt"];
    let is_main = field.path.last().is_some_and(|key| main.contains(&key.as_str()));
    let has_place = matches!(field.holds, Holds::Words | Holds::Items | Holds::Picture | Holds::Focus | Holds::Moment);
    let is_empty = field.value.as_ref().is_none_or(Value::is_empty);
    is_empty && field.source.is_none() && !of_one(form) && !is_main && !has_place
}

/// Whether words are those of one organization.
fn of_one(form: &Form) -> bool {
    form.kind == Kind::Org || form.own_words
}

/// The sheets, this one too, that say the same words: of those that were looked at.
fn same_words<'v>(view: &'v View<'_>, job: &Job, form: &Form, around: &Around<'_>) -> Vec<&'v Job> {
    let sheets = view.now.sheets.iter().filter(|sheet| of_one(form) || view.shows(sheet, around.block));
    let jobs = sheets.filter_map(|sheet| sheet.jobs.first().and_then(|index| view.now.job(*index)));
    jobs.filter(|other| if of_one(form) { other.org == job.org } else { other.content == job.content }).collect()
}

fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// What the sheet fills into the words above, where it can be changed.
fn filled_in(view: &View<'_>, job: &Job, around: &Around<'_>) -> Markup {
    let Fills { own, table, blocks } = &around.fills;
    if own.is_empty() && table.is_none() && blocks.is_empty() {
        return html! {};
    }
    html! {
        section.filled {
            h3 { (view.w("form.filled")) }
            @if !own.is_empty() { p.second { (view.words.fill("form.filled_from", &[("organization", &view.hands(job))])) } }
            @for one in own { (field(view, one, false)) }
            @if let Some(table) = table { p.notice.note { (icon("lock")) (view.words.fill("form.table", &[("file", table)])) } }
            @if !blocks.is_empty() {
                ul.blocks { @for (block, title) in blocks {
                    li { button type="button" data-act="go" data-block=(block) { strong { (view.called(block)) } span.second { (title) } } }
                } }
            }
        }
    }
}

/// Text of a value, as a plain field holds it.
pub fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text) | Value::Bare(text)) => text.clone(),
        Some(Value::Items(items)) => items.join("\n"),
        None => String::new(),
    }
}

/// One field. `data-` says where it is written; the script sends it.
pub fn field(view: &View<'_>, field: &Field, locked: bool) -> Markup {
    let name = field.path.join(".");
    let id = format!("f-{}-{}", field.file.replace(['/', '.'], "-"), name.replace('.', "-"));
    let key = field.path.last().map(String::as_str).unwrap_or_default();
    let label = name_of(view, field);
    let value = text(field.value.as_ref());
    let off = locked || view.studio.options.read_only || !view.now.broken.is_empty();
    let dir = if field.right_to_left { "rtl" } else { "ltr" };
    let holds = kind(field.holds);
    // A place that is filled in shows as one thing wherever it stands.
    let may_be_filled = matches!(field.holds, Holds::Plain | Holds::Phone | Holds::Mail | Holds::Link);
    let is_filled = may_be_filled && pieces(&value).iter().any(|piece| matches!(piece, TextPart::Slot(_)));
    let as_rich = is_filled || matches!(field.holds, Holds::Words | Holds::Line);
    html! {
        div class={ "field holds-" (holds) @if field.source.is_some() && value.is_empty() { " missing" } } data-file=(field.file) data-path=(serde_json::json!(field.path)) data-holds=(holds)
            data-was=(value) data-lang=(field.language) {
            @if let Some(source) = &field.source {
                div.source lang="en" { span.second { (view.w("translations.source")) } (source_words(source)) }
            }
            div.labelrow {
                @if as_rich || field.holds == Holds::Items { span.label id={ (id) "-l" } { (label) } } @else { label for=(id) { (label) } }
                @if !off && matches!(field.holds, Holds::Words | Holds::Line) { (marks(view, &id)) }
            }
            @if as_rich && !off {
                div.rich id=(id) contenteditable="true" role="textbox" aria-multiline=(field.holds == Holds::Words) aria-labelledby={ (id) "-l" }
                        lang=(field.language) dir=(dir) spellcheck="true" { (PreEscaped(rich::to_html(&value))) }
            } @else if as_rich { div.rich.fixed id=(id) role="textbox" aria-readonly="true" tabindex="0" aria-labelledby={ (id) "-l" } lang=(field.language) dir=(dir) { (PreEscaped(rich::to_html(&value))) } }
            @else { @match field.holds {
                Holds::Items => { (items(view, field, &id, off, dir)) }
                Holds::Choice(choices) => {
                    select id=(id) disabled[off] {
                        @if field.value.is_none() { option value="" selected { "–" } }
                        @for choice in choices { option value=(choice) selected[value == *choice] { (view.words.of_name("choice", choice)) } }
                    }
                }
                Holds::Date => { input id=(id) type="date" value=(value) disabled[off]; }
                Holds::Moment => { input id=(id) type=(if is_time(&value) { "time" } else { "datetime-local" }) value=(moment(&value)) disabled[off]; }
                Holds::Number => { input id=(id) type="text" inputmode="decimal" value=(value) disabled[off]; }
                Holds::Link => { input id=(id) type="url" value=(value) disabled[off] placeholder="https://"; }
                Holds::Phone => { input id=(id) type="tel" value=(value) disabled[off]; }
                Holds::Mail => { input id=(id) type="email" value=(value) disabled[off]; }
                Holds::Color => { (color(view, &id, &value, off)) }
                Holds::Picture => { (picture(view, &id, &value, off)) }
                Holds::Focus => { (focus(view, field, &id, &value, off)) }
                Holds::Zone => { (zone(view, &id, &value, off)) }
                Holds::Plain | Holds::Words | Holds::Line => { input id=(id) type="text" value=(value) disabled[off] lang=(field.language) dir=(dir); }
            } }
            @if matches!(field.holds, Holds::Words) && key != "note" && !off { div.fit data-key=(key) aria-live="polite" {} }
            @if key == "short" && field.holds == Holds::Words { p.second { (view.w("form.short_is")) } }
            p.problem hidden role="alert" {}
            div.advice hidden aria-live="polite" {}
        }
    }
}

/// The words of the source, set as they are on paper.
fn source_words(source: &Value) -> Markup {
    html! {
        @match source {
            Value::Items(items) => { ul { @for item in items { li { (PreEscaped(rich::to_html(item))) } } } }
            one => { (PreEscaped(rich::to_html(&text(Some(one))))) }
        }
    }
}

/// What a field is called.
fn name_of(view: &View<'_>, field: &Field) -> String {
    let key = field.path.last().map(String::as_str).unwrap_or_default();
    if field.path.get(2).is_some_and(|part| part == "values") {
        return key.to_string();
    }
    if field.path.len() == 1 && key == "short" {
        return view.w("field.short_name").to_string();
    }
    if field.path.first().is_some_and(|part| part == "say") {
        return view.w("field.say").to_string();
    }
    let long = field.path.iter().rev().take(2).rev().cloned().collect::<Vec<_>>().join("_");
    let own = format!("field.{long}");
    let found = view.w(&own);
    if found == own { view.w(&format!("field.{key}")).to_string() } else { found.to_string() }
}

/// The word by which script and style know the control.
pub fn kind(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "words",
        Holds::Line => "line",
        Holds::Items => "items",
        Holds::Plain => "plain",
        Holds::Date => "date",
        Holds::Moment => "moment",
        Holds::Number => "number",
        Holds::Link => "link",
        Holds::Phone => "phone",
        Holds::Mail => "mail",
        Holds::Color => "color",
        Holds::Picture => "picture",
        Holds::Focus => "focus",
        Holds::Zone => "zone",
        Holds::Choice(_) => "choice",
    }
}

/// Bold, emphasis, link.
fn marks(view: &View<'_>, id: &str) -> Markup {
    html! {
        span.marks role="toolbar" aria-label=(view.w("form.marks")) aria-controls=(id) {
            button.plain type="button" data-act="bold" aria-label=(view.w("form.bold")) title=(view.w("form.bold")) { b { "B" } }
            button.plain type="button" data-act="emphasis" aria-label=(view.w("form.emphasis")) title=(view.w("form.emphasis")) { i { "I" } }
            button.plain type="button" data-act="link" data-ask=(view.w("form.link_to")) aria-label=(view.w("form.link")) title=(view.w("form.link")) { (icon("link")) }
        }
    }
}

fn items(view: &View<'_>, field: &Field, id: &str, off: bool, dir: &str) -> Markup {
    let items = match &field.value {
        Some(Value::Items(items)) => items.clone(),
        _ => Vec::new(),
    };
    html! {
        ul.items id=(id) aria-labelledby={ (id) "-l" } data-name=(view.w("form.line")) {
            @for (at, item) in items.iter().enumerate() { (line(view, field, item, at + 1, off, dir)) }
        }
        @if !off {
            template { (line(view, field, "", 0, off, dir)) }
            div.row {
                button.plain type="button" data-act="add-line" { (icon("plus")) (view.w("form.add_line")) }
                span.second { (view.w("form.move")) " " kbd { "Alt ↑" } " " kbd { "Alt ↓" } }
            }
        }
    }
}

fn line(view: &View<'_>, field: &Field, item: &str, number: usize, off: bool, dir: &str) -> Markup {
    html! {
        li draggable=(!off) {
            @if !off { span.grip aria-hidden="true" { (icon("grip")) } }
            div class=(if off { "rich fixed" } else { "rich" }) contenteditable=(if off { "false" } else { "true" }) role="textbox" aria-readonly=[off.then_some("true")]
                tabindex="0" aria-label={ (view.w("form.line")) " " (number) } lang=(field.language) dir=(dir) spellcheck="true" { (PreEscaped(rich::to_html(item))) }
            @if !off { button.plain type="button" data-act="remove-line" aria-label={ (view.w("form.remove_line")) " " (number) } { (icon("bin")) } }
        }
    }
}

/// A time of the day that is said elsewhere.
fn is_time(value: &str) -> bool {
    value.len() <= 8 && value.contains(':') && !value.contains('-')
}

/// Minutes are enough for a picker; seconds stay in the file where somebody wrote them.
fn moment(value: &str) -> String {
    value.strip_suffix(":00").filter(|short| short.contains(':')).unwrap_or(value).to_string()
}

fn color(view: &View<'_>, id: &str, value: &str, off: bool) -> Markup {
    html! {
        div.row {
            input class=(if rgb(value).is_some() { "swatch" } else { "swatch unset" }) type="color" value=(if rgb(value).is_some() { value } else { "#000000" }) disabled[off] aria-label=(view.w("form.pick_color")) data-act="pick-color";
            input id=(id) type="text" value=(value) disabled[off] spellcheck="false";
        }
        p.ratio { @if let Some(sentence) = readable(view.words, value) { (icon("good")) span { (sentence) } } }
    }
}

/// Zones by the names of the tz database: all of them can be chosen, and typed.
fn zone(view: &View<'_>, id: &str, value: &str, off: bool) -> Markup {
    html! {
        input id=(id) type="text" value=(value) disabled[off] list={ (id) "-all" } placeholder="America/Denver" spellcheck="false" autocomplete="off";
        datalist id={ (id) "-all" } { @for zone in jiff::tz::db().available() { option value=(zone.as_str()) {} } }
        p.second { (view.w("form.zone")) }
    }
}

/// How well words are read on a colour.
pub fn readable(words: &PageWords, value: &str) -> Option<String> {
    let rgb = rgb(value)?;
    let (white, black) = (contrast(rgb, Rgb([255; 3])), contrast(rgb, Rgb([0; 3])));
    let (key, ratio) = if white >= 4.5 { ("color.white", white) } else { ("color.black", black) };
    Some(words.fill(key, &[("ratio", &format!("{ratio:.1}"))]))
}

/// `#14505c`.
fn rgb(value: &str) -> Option<Rgb> {
    let hex = value.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let n = u32::from_str_radix(hex, 16).ok()?;
    Some(Rgb([(n >> 16) as u8, (n >> 8) as u8, n as u8]))
}

fn picture(view: &View<'_>, id: &str, value: &str, off: bool) -> Markup {
    html! {
        div.drop data-act="drop" {
            @if !value.is_empty() { img src={ "/asset?path=" (value) } alt=""; }
            input id=(id) type="text" value=(value) disabled[off] spellcheck="false";
            @if !off { label.button { (view.w("form.choose_file")) input.hide type="file" accept=".svg,.png,.jpg,.jpeg" data-act="upload"; }
                span.second { (view.w("form.drop")) } }
        }
    }
}

/// The point that stays in view, set on the picture itself.
fn focus(view: &View<'_>, field: &Field, id: &str, value: &str, off: bool) -> Markup {
    let shown = field.beside.as_ref().map(|value| text(Some(value))).filter(|file| !file.is_empty());
    html! {
        @if let Some(file) = shown {
            div.point data-act=[(!off).then_some("point")] { img src={ "/asset?path=" (file) } alt="" draggable="false"; span.dot {} }
        }
        input id=(id) type="text" value=(value) disabled[off] placeholder="50% 50%";
        @if !off { p.second { (view.w("form.focus")) } }
        section.crops aria-live="polite" {}
    }
}
