//! Translations: how far each is, and one of them beside its source.

use super::{View, form, icon};
use crate::engine::translation_status::{StateKind, TranslationState, states};
use crate::model::Project;
use crate::resolve::has_letters;
use crate::serve::forms;
use crate::serve::toml_text::Value;
use maud::{Markup, html};

/// The project's own contents alone: what is built in beside is nobody's to translate here.
fn own(view: &View<'_>) -> Vec<TranslationState> {
    let project: &Project = &view.now.reading.project;
    states(project).into_iter().filter(|state| project.contents.contains_key(&state.content)).collect()
}

/// A row for each content in each language that it has words in.
pub fn list(view: &View<'_>) -> Markup {
    let states = own(view);
    let mut known: Vec<&str> = view.now.reading.project.languages.keys().map(String::as_str).collect();
    known.sort_unstable();
    let title = |content: &str| view.now.reading.project.contents.get(content).map_or(String::new(), |c| c.title.value.clone());
    let tags: Vec<&str> = crate::world::builtin_files()
        .iter()
        .filter_map(|file| file.path.strip_prefix("content/languages/")?.strip_suffix(".toml"))
        .collect();
    let content = html! {
        div.body.narrow {
            h1 { (view.w("nav.translations")) }
            p.second { (view.w("translations.what")) }
            table.list {
                thead { tr { th scope="col" { (view.w("translations.content")) } th scope="col" { (view.w("overview.by_language")) } th scope="col" { (view.w("translations.state")) } } }
                tbody {
                    @for state in states.iter().filter(|state| state.kind != StateKind::Absent) {
                        tr {
                            td { (title(&state.content)) }
                            td {
                                @if state.kind == StateKind::Translation {
                                    a href={ "/translations/" (state.content) "/" (state.language) } { (view.language(&state.language)) }
                                    (how_far(view, &state.content, &state.language))
                                } @else { (view.language(&state.language)) }
                            }
                            td { (words(view, state)) }
                        }
                    }
                }
            }
            @if !view.studio.options.read_only {
                section.panel {
                    h2 { (view.w("translations.add")) }
                    form.row action="/translations" method="post" {
                        label.field { span { (view.w("translations.content")) }
                            select name="content" { @for (name, content) in &view.now.reading.project.contents { option value=(name) { (content.title.value) } } } }
                        label.field { span { (view.w("overview.by_language")) }
                            select name="language" { @for tag in tags { option value=(tag) { (language_name(tag)) } } } }
                        button.button type="submit" { (view.w("translations.begin")) }
                    }
                }
            }
        }
    };
    view.page("translations", view.w("nav.translations"), &content)
}

/// The name of a built-in language, from its file's first lines.
pub fn language_name(tag: &str) -> String {
    let path = format!("content/languages/{tag}.toml");
    let file = crate::world::builtin_file(&path);
    let text = file.and_then(|file| std::str::from_utf8(file.bytes()).ok()).unwrap_or_default();
    match crate::serve::toml_text::get(text, &["name".to_string()]) {
        Some(Value::Text(name)) => name,
        _ => tag.to_string(),
    }
}

fn words(view: &View<'_>, state: &TranslationState) -> Markup {
    html! {
        @if state.kind == StateKind::Source { (view.w("translations.is_source")) } @else {
            @let read = state.unreviewed.is_empty() && !state.stale;
            span class={ "badge " (if read { "good" } else { "draft" }) } { (icon(if read { "good" } else { "draft" }))
                (view.w(if read { "translations.read" } else { "translations.draft" })) }
            @if state.stale { " " span.badge.warning { (icon("warning")) (view.w("translations.stale")) } }
            @if !state.missing.is_empty() { " " span.badge.warning { (icon("warning")) (view.words.count("translations.missing", state.missing.len())) } }
            @if !state.faults.is_empty() { " " span.badge.refused { (icon("refused")) (view.words.count("translations.wrong", state.faults.len())) } }
        }
    }
}

/// How many of the source's fields have words in a translation, and how many there are.
fn done(forms: &[forms::Form]) -> (usize, usize) {
    let fields = forms.iter().flat_map(|form| &form.fields);
    let empty = fields.clone().filter(|field| is_missing(field)).count();
    (fields.clone().count() - empty, fields.count())
}

fn is_missing(field: &forms::Field) -> bool {
    // Numbers and places alone need no translation.
    let has_words = match &field.source {
        Some(Value::Text(text)) => has_letters(text),
        Some(Value::Items(items)) => items.iter().any(|item| has_letters(item)),
        Some(Value::Bare(_)) | None => false,
    };
    has_words && field.value.as_ref().is_none_or(Value::is_empty)
}

/// How far a translation is, as a bar.
fn how_far(view: &View<'_>, content: &str, tag: &str) -> Markup {
    let Some((_, forms)) = forms::translation(view.studio, view.now, content, tag) else { return html! {} };
    let (n, of) = done(&forms);
    let words = view.words.fill("translations.how_far", &[("n", &n.to_string()), ("of", &of.to_string())]);
    html! { span.far { progress value=(n) max=(of.max(1)) aria-label=(words) {} span.second { (words) } } }
}

/// A translation, block by block beside its source. `only`: `missing` for what has no words yet.
pub fn one(view: &View<'_>, content: &str, tag: &str, only: &str) -> Option<Markup> {
    let (head, forms) = forms::translation(view.studio, view.now, content, tag)?;
    let state = states(&view.now.reading.project).into_iter().find(|s| s.content == content && s.language == tag)?;
    let title = view.now.reading.project.contents.get(content)?.title.value.clone();
    // A sheet without a title of its own says the source's.
    let missing = |form: &&forms::Form| form.block != forms::TITLE && form.fields.iter().any(is_missing);
    let shown: Vec<&forms::Form> = forms.iter().filter(|form| only != "missing" || missing(form)).collect();
    let here = format!("/translations/{content}/{tag}");
    let sheets = view.now.sheets.iter().filter_map(|sheet| Some((sheet, view.now.job(*sheet.jobs.first()?)?)));
    let spoken = sheets.filter(|(_, job)| job.content == content && job.languages().any(|spoken| spoken == tag));
    // One in this language alone before one in several.
    let sheet = spoken.min_by_key(|(_, job)| job.languages().count());
    let made = view.now.reading.jobs.iter().any(|job| job.content == content && job.languages().any(|spoken| spoken == tag));
    let page = html! {
        div.body {
            p { (icon("back")) a href="/translations" { (view.w("translations.all")) } }
            div.headline { div { h1 { (title) ": " (view.language(tag)) } p { (words(view, &state)) } }
                @if made { a.button href={ "/?content=" (content) "&language=" (tag) } { (view.w("translations.see")) } } }
            @if !made && !view.studio.options.read_only {
                section.notice.note { p { (view.w("translations.not_made")) }
                    form action={ "/translations/" (content) "/" (tag) "/make" } method="post" {
                        button.button.main type="submit" { (view.words.fill("translations.make", &[("language", &view.language(tag))])) } } }
            }
            @if state.stale {
                section.notice.warning { p { (icon("warning")) (view.w("translations.stale_what")) }
                    form action={ "/translations/" (content) "/" (tag) "/right" } method="post" { button.button type="submit" { (view.w("translations.right")) } } }
            }
            @for fault in &state.faults { p.notice.refused { (icon("refused")) (fault.message) } }
            div.beside {
                div {
                    nav.tabs aria-label=(view.w("overview.states")) {
                        a href=(here) aria-current=[(only != "missing").then_some("true")] { (view.w("overview.all")) " " (forms.len()) }
                        a href={ (here) "?show=missing" } aria-current=[(only == "missing").then_some("true")] {
                            (view.w("translations.open")) " " (forms.iter().filter(missing).count()) }
                        span.second { kbd { "Ctrl Enter" } " " (view.w("keys.next_words")) " " kbd { "Ctrl M" } " " (view.w("keys.next_missing")) }
                    }
                    @if shown.is_empty() { p.empty { (icon("good")) (view.w("translations.all_there")) } }
                    @for block in shown {
                        section.panel.pair {
                            h2 { (view.called(&block.block)) @if missing(&block) { " " span.badge.warning { (icon("warning")) (view.w("translations.open")) } } }
                            div.fields { @for one in &block.fields { (form::field(view, one, false)) } }
                        }
                    }
                }
                aside {
                    @if let Some((sheet, _)) = sheet {
                        section.panel { h2 { (view.words.fill("translations.sheet", &[("language", &view.language(tag))])) }
                            ul.cards.small { (super::overview::card(view, sheet)) } }
                    }
                    section.panel { h2 { (view.w("translations.review")) } div.fields { @for one in &head { (form::field(view, one, false)) } } }
                }
            }
        }
    };
    Some(view.page("translations", &format!("{title}: {}", view.language(tag)), &page))
}
