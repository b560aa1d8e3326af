//! Translations: how far each is, and one of them beside its source.

use super::{View, form, icon};
use crate::engine::translation_status::{State, StateKind, states};
use crate::model::Project;
use crate::serve::forms;
use crate::serve::toml_text::Value;
use maud::{Markup, html};

/// The project's own contents alone: what is built in beside is nobody's to translate here.
fn own(view: &View<'_>) -> Vec<State> {
    let project: &Project = &view.now.reading.project;
    states(project).into_iter().filter(|state| project.contents.contains_key(&state.content)).collect()
}

pub fn list(view: &View<'_>) -> Markup {
    let states = own(view);
    let mut known: Vec<&str> = view.now.reading.project.languages.keys().map(String::as_str).collect();
    known.sort_unstable();
    let title = |content: &str| view.now.reading.project.contents.get(content).map_or(String::new(), |c| c.title.value.clone());
    let tags: Vec<&str> = crate::world::builtin_files()
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("content/languages/")?.strip_suffix(".toml"))
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
    let file = crate::world::builtin_files().iter().find(|(name, _)| *name == path);
    let text = file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    match crate::serve::toml_text::get(text, &["name".to_string()]) {
        Some(Value::Text(name)) => name,
        _ => tag.to_string(),
    }
}

fn words(view: &View<'_>, state: &State) -> Markup {
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

/// A translation, block by block beside its source.
pub fn one(view: &View<'_>, content: &str, tag: &str) -> Option<Markup> {
    let (head, forms) = forms::translation(view.studio, view.now, content, tag)?;
    let state = states(&view.now.reading.project).into_iter().find(|s| s.content == content && s.language == tag)?;
    let title = view.now.reading.project.contents.get(content)?.title.value.clone();
    let missing = |form: &forms::Form| form.fields.iter().any(|f| f.value.as_ref().is_none_or(Value::is_empty));
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
            section.panel { h2 { (view.w("translations.review")) } div.fields.grid { @for one in &head { (form::field(view, one, false)) } } }
            @for fault in &state.faults { p.notice.refused { (icon("refused")) (fault.message) } }
            @for block in &forms {
                section.panel.pair {
                    h2 { (block.title) @if missing(block) { " " span.badge.warning { (icon("warning")) (view.w("translations.open")) } } }
                    div.fields { @for one in &block.fields { (form::field(view, one, false)) } }
                }
            }
        }
    };
    Some(view.page("translations", &format!("{title}: {}", view.language(tag)), &page))
}
