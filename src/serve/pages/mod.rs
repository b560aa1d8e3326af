//! The pages, as markup. Nothing here decides anything: words come from the words file, values from the project, and all of
//! them are escaped by `maud`.

pub mod called;
pub mod changes;
pub mod crops;
pub mod editor;
pub mod find;
pub mod form;
pub mod make;
pub mod organizations;
pub mod overview;
pub mod start;
pub mod table;
pub mod translations;

use super::facts::plain_name;
use super::looks::SheetState;
use super::now::{Now, Sheet};
use super::studio::Studio;
use super::words::PageWords;
use crate::model::Project;
use crate::plan::Job;
use maud::{DOCTYPE, Markup, html};

/// What every page is written with.
pub struct View<'v> {
    pub words: &'v PageWords,
    pub now: &'v Now,
    pub studio: &'v Studio,
}

impl View<'_> {
    /// The words for a key, in the language of the page.
    pub fn w<'w>(&'w self, key: &'w str) -> &'w str {
        self.words.get(key)
    }

    /// The whole page: bar, notices, and what is in it. `here` is the part of the bar that is open.
    pub fn page(&self, here: &str, title: &str, content: &Markup) -> Markup {
        let project = self.now.reading.project.name.as_ref().map_or("handbill", |name| name.value.as_str());
        let parts = [("sheets", "/"), ("organizations", "/organizations"), ("translations", "/translations"), ("make", "/make")];
        html! {
            (DOCTYPE)
            html lang=(self.words.tag) {
                (self.head(&format!("{title} · {project}")))
                body hx-ext="sse" sse-connect={ "/events?version=" (self.now.version) } data-version=(self.now.version) data-read-only[self.studio.options.read_only]
                    data-retry=(self.w("edit.failed")) data-saving=(self.w("bar.saving")) data-saved=(self.w("bar.saved"))
                    data-drawing=(self.w("editor.drawing")) {
                    a.skip href="#main" { (self.w("bar.skip")) }
                    header.bar {
                        a.brand href="/" { (icon("logo")) span { (project) } }
                        nav aria-label=(self.w("bar.parts")) {
                            @for (name, address) in parts {
                                a href=(address) aria-current=[(name == here).then_some("page")] { (self.w(&format!("nav.{name}"))) }
                            }
                        }
                        (self.tools())
                    }
                    (self.banner())
                    main #main tabindex="-1" { (content) }
                    (self.keys())
                    @if here != "find" { (find::dialog(self)) }
                    div #said role="status" aria-live="polite" {}
                }
            }
        }
    }

    fn head(&self, title: &str) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="htmx-config" content="{\"includeIndicatorStyles\":false,\"allowEval\":false,\"selfRequestsOnly\":true,\"historyCacheSize\":0,\"defaultSettleDelay\":0}";
                title { (title) }
                link rel="icon" href="/static/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/static/page.css";
                script src="/static/vendor/htmx.min.js" defer {}
                script src="/static/vendor/htmx-sse.min.js" defer {}
                script src="/static/page.js" defer {}
            }
        }
    }

    /// Saved, undo, redo, changes, keys.
    pub fn tools(&self) -> Markup {
        let (undo, redo) = self.studio.can_undo();
        html! {
            div.tools #tools {
                span.saved #saved {
                    @if self.studio.options.read_only { (icon("lock")) (self.w("bar.read_only")) } @else { (icon("tick")) (self.w("bar.saved")) }
                }
                @if !self.studio.options.read_only {
                    button.plain type="button" data-act="undo" disabled[!undo] title=(self.w("bar.undo")) aria-label=(self.w("bar.undo")) { (icon("undo")) }
                    button.plain type="button" data-act="redo" disabled[!redo] title=(self.w("bar.redo")) aria-label=(self.w("bar.redo")) { (icon("redo")) }
                    a.plain href="/changes" { (self.w("bar.changes")) }
                }
                (find::button(self))
                button.plain type="button" data-act="keys" { (self.w("bar.keys")) kbd { "?" } }
            }
        }
    }

    /// Files that are no TOML at the moment, above the last good pages.
    pub fn banner(&self) -> Markup {
        html! {
            div #banner hx-get="/banner" hx-trigger="sse:changed" hx-swap="outerHTML" {
                @for notice in &self.now.broken {
                    section.notice.refused role="alert" {
                        h2 { (icon("refused")) (self.w("broken.title")) }
                        p { (self.words.fill("broken.where", &[("file", &notice.path), ("line", &notice.line.to_string())])) " " (notice.message) }
                        @if !notice.text.is_empty() { pre { code { (notice.text) } } }
                        p { (self.w("broken.stays")) }
                    }
                }
            }
        }
    }

    fn keys(&self) -> Markup {
        let rows = [
            ("Tab", "tab"),
            ("← → ↑ ↓", "arrows"),
            ("Enter", "enter"),
            ("Esc", "escape"),
            ("Alt ↑ ↓", "move"),
            ("Ctrl Z", "undo"),
            ("Ctrl Shift Z", "redo"),
            ("F", "next"),
            ("M", "make"),
            ("/", "filter"),
            ("Ctrl K", "find"),
            ("Ctrl Enter", "next_words"),
            ("Ctrl M", "next_missing"),
            ("Alt + click", "deeper"),
            ("?", "keys"),
        ];
        html! {
            dialog #keys aria-labelledby="keys-title" {
                h2 #keys-title { (self.w("keys.title")) }
                dl { @for (key, name) in rows { div { dt { kbd { (key) } } dd { (self.w(&format!("keys.{name}"))) } } } }
                label.check { input type="checkbox" data-act="single-keys" checked; (self.w("keys.single")) }
                form method="dialog" { button.button { (self.w("keys.close")) } }
            }
        }
    }

    /// What a sheet is called: its format.
    pub fn format_name(&self, job: &Job) -> String {
        self.now.reading.project.formats.get(&job.format).map_or_else(|| job.format.clone(), |format| format.name.value.clone())
    }

    /// Who hands it out.
    pub fn hands(&self, job: &Job) -> String {
        if job.gang.is_some() {
            return self.w("sheet.shared").to_string();
        }
        org_name(&self.now.reading.project, &job.org)
    }

    /// Its languages, in words.
    pub fn languages(&self, job: &Job) -> String {
        job.languages().map(|tag| self.language(tag)).collect::<Vec<_>>().join(" + ")
    }

    /// What a language is called in English; the tag where nothing knows it.
    pub fn language(&self, tag: &str) -> String {
        self.now
            .reading
            .project
            .languages
            .get(tag)
            .map_or_else(|| translations::language_name(tag), |language| language.name.value.clone())
    }

    /// Whether a block stands on a sheet, as far as the sheet was looked at.
    pub fn shows(&self, sheet: &Sheet, block: &str) -> bool {
        let job = sheet.jobs.first().and_then(|index| self.now.job(*index));
        let known = job.and_then(|job| self.studio.looks.blocks(&job.output));
        known.is_some_and(|blocks| blocks.contains(&plain_name(block)))
    }

    /// Shape, word and colour of a state.
    pub fn badge(&self, state: Option<SheetState>, found: usize) -> Markup {
        let (class, words) = match state {
            None => ("waiting", self.w("state.waiting").to_string()),
            Some(SheetState::Good) => ("good", self.w("state.good").to_string()),
            Some(SheetState::Draft) => ("draft", self.w("state.draft").to_string()),
            Some(SheetState::Warning) => ("warning", self.words.count("state.warning", found)),
            Some(SheetState::Refused) => ("refused", self.words.count("state.refused", found)),
        };
        html! { span class={ "badge " (class) } { (icon(class)) (words) } }
    }
}

/// The short name where there is one, and the file's name where the organization is not read.
pub fn org_name(project: &Project, org: &str) -> String {
    let found = project.orgs.get(org);
    found.map_or_else(|| org.to_string(), |org| org.short.as_ref().unwrap_or(&org.name).value.clone())
}

/// A picture of the icon sheet; words stand beside it.
pub fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" focusable="false" { use href={ "/static/icons.svg#" (name) } {} } }
}
