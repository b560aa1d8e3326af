//! One sheet: its sides, the picture with what can be clicked, what was found, and the fields of a block.

use super::called::opening;
use super::{View, form, icon};
use crate::diag::{Severity, checks};
use crate::model::{Kind, Purpose, Tool};
use crate::plan::Job;
use crate::serve::facts::FaceFacts;
use crate::serve::fields::as_words;
use crate::serve::fills;
use crate::serve::findings::{self, Finding};
use crate::serve::forms;
use crate::serve::looks::{Looked, Shown};
use crate::serve::now::Sheet;
use maud::{Markup, html};
use serde::Deserialize;

/// What of a sheet is shown, and how.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Showing {
    /// The purpose.
    pub r#for: String,
    pub face: usize,
    pub block: String,
    /// Whose eyes.
    pub eyes: String,
    /// The sheets as they are printed, in place of the faces.
    pub sheets: bool,
}

/// Ways to see a sheet, before its inks one by one.
const EYES: [&str; 6] = ["usual", "gray", "far", "deutan", "protan", "tritan"];

/// What the page of one sheet is made from.
pub struct Editor<'e> {
    pub view: &'e View<'e>,
    pub sheet: &'e Sheet,
    pub job: &'e Job,
    pub looked: &'e Looked,
    pub showing: &'e Showing,
}

impl Editor<'_> {
    /// The whole page.
    pub fn page(&self) -> Markup {
        let (view, sheet) = (self.view, self.sheet);
        let at = view.now.sheets.iter().position(|other| other.id == sheet.id).unwrap_or_default();
        let beside = |at: Option<usize>| at.and_then(|at| view.now.sheets.get(at)).map(|sheet| format!("/sheet/{}", sheet.id));
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let name = view.format_name(self.job);
        let content = html! {
            div.sheetbar {
                p { (icon("back")) a href="/" { (view.w("nav.sheets")) } }
                h1 { (name) }
                span.second { (view.hands(self.job)) " · " (view.languages(self.job)) }
                (self.badge())
                span.grow {}
                nav aria-label=(view.w("editor.others")) {
                    @if let Some(before) = before { a.plain href=(before) aria-label=(view.w("editor.before")) { (icon("left")) } }
                    span.second { (view.words.fill("editor.place", &[("n", &(at + 1).to_string()), ("of", &view.now.sheets.len().to_string())])) }
                    @if let Some(after) = after { a.plain href=(after) aria-label=(view.w("editor.after")) { (icon("right")) } }
                }
                a.button.main href={ "/make?sheet=" (sheet.id) } data-key="m" { (icon("printer")) (view.w("editor.make")) kbd { "M" } }
            }
            div.editor data-sheet=(sheet.id) data-for=(self.job.purpose.name()) {
                (self.side())
                div.middle {
                    (self.stage())
                    (self.found())
                }
                aside.right #form aria-label=(view.w("editor.words")) { (self.form()) }
            }
            nav.bottom aria-label=(view.w("editor.parts")) {
                a href="#stage" { (icon("page")) (view.w("editor.sheet")) }
                a href="#form" { (icon("words")) (view.w("editor.words")) }
                a href="#found" { (icon("warning")) (view.w("editor.found")) }
                a href={ "/make?sheet=" (sheet.id) } { (icon("printer")) (view.w("nav.make")) }
            }
        };
        view.page("sheets", &format!("{name}, {}", view.hands(self.job)), &content)
    }

    fn badge(&self) -> Markup {
        let n = self.looked.found.iter().filter(|d| d.severity != Severity::Note).count();
        let state = self.looked.whole.then_some(self.looked.state);
        html! { span #badge { (self.view.badge(state, n)) } }
    }

    /// The address of something of this sheet as it is shown now, but for what is changed.
    fn address(&self, end: &str, change: impl FnOnce(&mut Showing)) -> String {
        let mut showing = self.showing.clone();
        change(&mut showing);
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("for", self.job.purpose.name());
        if showing.face > 0 {
            query.append_pair("face", &showing.face.to_string());
        }
        for (key, value) in [("block", &showing.block), ("eyes", &showing.eyes)] {
            if !value.is_empty() {
                query.append_pair(key, value);
            }
        }
        if showing.sheets {
            query.append_pair("sheets", "true");
        }
        format!("/sheet/{}{end}?{}", self.sheet.id, query.finish())
    }

    fn side(&self) -> Markup {
        let view = self.view;
        let lines = ["trim", "safe", "bleed", "folds", "cuts", "areas", "found"];
        let faces = self.faces();
        let purposes = self.sheet.jobs.iter().filter_map(|index| view.now.job(*index)).map(|job| job.purpose);
        let press = self.looked.shown.as_ref().filter(|_| self.job.purpose == Purpose::Press);
        let inks = press.map(|shown| shown.inks()).unwrap_or_default();
        html! {
            div.side {
                h2 { (view.w("editor.sides")) }
                @if let Some(shown) = &self.looked.shown {
                    ul.faces.pictured {
                        @for (at, face) in faces.iter().enumerate() {
                            li { a href=(self.address("", |s| { s.face = at; s.sheets = false; })) data-face=(at)
                                aria-current=[(!self.showing.sheets && at == self.showing.face).then_some("true")] {
                                img src=(self.small(shown, at)) alt="" loading="lazy" decoding="async"; (as_words(&face.name))
                            } }
                        }
                    }
                }
                ul.faces {
                    li { a href=(self.address("", |s| { s.face = 0; s.sheets = true; })) aria-current=[self.showing.sheets.then_some("true")] {
                        (view.w("editor.as_printed")) } }
                }
                @if self.sheet.jobs.len() > 1 {
                    h2 { (view.w("overview.by_purpose")) }
                    ul.faces {
                        @for purpose in purposes {
                            li { a href={ "/sheet/" (self.sheet.id) "?for=" (purpose.name()) }
                                aria-current=[(purpose == self.job.purpose).then_some("true")] { (view.words.of_name("purpose", purpose.name())) } }
                        }
                    }
                }
                h2 { (view.w("editor.show")) }
                @for line in lines {
                    label.switch { input type="checkbox" role="switch" data-show=(line) checked[["found"].contains(&line)];
                        span { (view.w(&format!("show.{line}"))) } i class={ "line " (line) } {} }
                }
                h2 #eyes-label { (view.w("editor.see_as")) }
                form action={ "/sheet/" (self.sheet.id) } method="get" data-act="see" {
                    input type="hidden" name="for" value=(self.job.purpose.name());
                    input type="hidden" name="face" value=(self.showing.face);
                    @if self.showing.sheets { input type="hidden" name="sheets" value="true"; }
                    select name="eyes" aria-labelledby="eyes-label" {
                        @for eyes in EYES { option value=(eyes) selected[self.showing.eyes == eyes] { (view.w(&format!("eyes.{eyes}"))) } }
                        @for (at, ink) in inks.iter().enumerate() {
                            @let name = format!("ink-{at}");
                            option value=(name) selected[self.showing.eyes == name] {
                                (view.words.fill("eyes.ink", &[("ink", view.words.of_name("ink", ink))])) }
                        }
                    }
                    button.button.scriptless type="submit" { (view.w("editor.see")) }
                }
            }
        }
    }

    /// The picture with its outlines; it asks for itself again when the project has changed.
    pub fn stage(&self) -> Markup {
        let view = self.view;
        let again = self.address("/stage", |_| {});
        html! {
            section.stage #stage aria-label=(view.w("editor.sheet")) hx-get=(again) hx-trigger="sse:changed" hx-swap="outerHTML" {
                @match &self.looked.shown {
                    None => { p.empty { (icon("refused")) (view.w("editor.nothing")) } }
                    Some(shown) if self.showing.sheets => { (self.printed(shown)) }
                    Some(shown) => { (self.face(shown)) }
                }
                @if self.looked.behind && self.looked.shown.is_some() {
                    p.behind { (icon("refused")) (view.w("editor.behind")) }
                }
                div.stagebar {
                    p.second { (view.w("editor.hint")) }
                    @if !self.showing.sheets && self.looked.shown.is_some() { (self.zoom()) }
                }
            }
        }
    }

    /// Larger and smaller; the script does it.
    fn zoom(&self) -> Markup {
        let view = self.view;
        html! {
            div.zoom role="group" aria-label=(view.w("editor.zoom")) {
                button.plain type="button" data-act="smaller" aria-label=(view.w("editor.smaller")) title=(view.w("editor.smaller")) { (icon("minus")) }
                button.plain type="button" data-act="whole" title=(view.w("editor.whole")) { span.percent { "100 %" } span.hide { (view.w("editor.whole")) } }
                button.plain type="button" data-act="larger" aria-label=(view.w("editor.larger")) title=(view.w("editor.larger")) { (icon("plus")) }
            }
        }
    }

    fn picture(&self, shown: &Shown, page: usize, imposed: bool) -> String {
        let eyes = if self.showing.eyes.is_empty() { "usual" } else { &self.showing.eyes };
        format!(
            "/picture/{}/{page}.png?for={}&imposed={imposed}&eyes={eyes}&k={}",
            self.sheet.id,
            self.job.purpose.name(),
            shown.hash
        )
    }

    /// A face for the margin, in colour always.
    fn small(&self, shown: &Shown, at: usize) -> String {
        format!("/picture/{}/{at}.png?for={}&size=small&k={}", self.sheet.id, self.job.purpose.name(), shown.hash)
    }

    fn printed(&self, shown: &Shown) -> Markup {
        html! {
            @for (at, page) in shown.pages.iter().enumerate() {
                figure.printed {
                    div.paper {
                        img src=(self.picture(shown, at, true)) alt=(self.view.words.fill("editor.alt_sheet", &[("side", &page.name)]));
                        svg.over viewBox={ "0 0 " (page.width) " " (page.height) } aria-hidden="true" {
                            g.lines { @for [x, y, width, height] in &page.cuts { rect.cuts x=(x) y=(y) width=(width) height=(height) {} } }
                        }
                    }
                    figcaption { (as_words(&page.name)) }
                }
            }
        }
    }

    fn face(&self, shown: &Shown) -> Markup {
        let at = self.showing.face.min(shown.faces.len().saturating_sub(1));
        let Some(face) = shown.faces.get(at) else { return html! {} };
        let (w, h) = (face.width, face.height);
        let found = self.findings();
        let far = if self.showing.eyes == "far" { "face far" } else { "face" };
        let shape = if w > h { "wide" } else { "tall" };
        html! {
            div class={ (far) " " (shape) } data-face=(at) data-words=(words_of(face)) {
                img src=(self.picture(shown, at, false)) alt=(self.view.words.fill("editor.alt_face", &[("side", &face.name)])) width=(w.round()) height=(h.round());
                svg.over viewBox={ "0 0 " (w) " " (h) } role="group" aria-label=(self.view.w("editor.blocks")) {
                    g.lines aria-hidden="true" {
                        rect.bleed x="0.5" y="0.5" width=(w - 1.0) height=(h - 1.0) {}
                        rect.trim x=(face.bleed) y=(face.bleed) width=(w - face.bleed * 2.0) height=(h - face.bleed * 2.0) {}
                        @let inner = face.bleed + face.safe;
                        rect.safe x=(inner) y=(inner) width=((w - inner * 2.0).max(0.0)) height=((h - inner * 2.0).max(0.0)) {}
                        @for (upright, place) in &face.folds {
                            @if *upright { line.folds x1=(place) x2=(place) y1="0" y2=(h) {} } @else { line.folds x1="0" x2=(w) y1=(place) y2=(place) {} }
                        }
                        @for (tool, outline) in &face.tools { path class=(if *tool == Tool::Crease { "folds" } else { "cuts" }) d=(outline) {} }
                        rect.cuts x=(face.bleed) y=(face.bleed) width=(w - face.bleed * 2.0) height=(h - face.bleed * 2.0) {}
                    }
                    @for (n, area) in smallest_last(face).into_iter().enumerate() {
                        @let [x, y, width, height] = area.rect;
                        @let named = self.view.called(&area.block);
                        g.area role="button" tabindex=(if n == 0 { "0" } else { "-1" }) data-block=(area.block)
                            aria-label=(named) {
                            rect x=(x) y=(y) width=(width) height=(height) {}
                            text.areas x=(x + 3.0) y=(y + 9.0) { (named) }
                        }
                    }
                    @for finding in found.iter().filter(|f| f.place.is_some_and(|(face, _)| face == at)) {
                        @if let Some((_, [x, y, width, height])) = finding.place {
                            g class={ "finding " (severity(finding)) } aria-hidden="true" {
                                rect x=(x - 2.0) y=(y - 2.0) width=(width + 4.0) height=(height + 4.0) {}
                                circle cx=(x + width) cy=(y) r="9" {}
                                text x=(x + width) y=(y + 4.0) text-anchor="middle" { (finding.number) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The starter that the content began with, as long as it says so.
    fn starter(&self) -> Option<&str> {
        Some(self.view.now.reading.project.contents.get(&self.job.content)?.starter.as_ref()?.value.as_str())
    }

    fn findings(&self) -> Vec<Finding> {
        findings::of(self.looked, self.view.now, self.job)
    }

    /// What was found, each beside the way to its field.
    pub fn found(&self) -> Markup {
        let view = self.view;
        let found = self.findings();
        let again = self.address("/found", |_| {});
        html! {
            section.found #found aria-labelledby="found-title" hx-get=(again) hx-trigger={ "sse:looked-" (self.sheet.id) } hx-swap="outerHTML" {
                h2 #found-title tabindex="-1" { (view.words.count("found.count", found.len()))
                    @if !found.is_empty() { span.second { kbd { "F" } " " (view.w("found.next")) } } }
                @if found.is_empty() { p { (icon("good")) (view.w("found.nothing")) } }
                ol {
                    @for finding in &found {
                        li class=(severity(finding)) data-file=[finding.field.as_ref().map(|(file, _)| file)]
                            data-path=[finding.field.as_ref().map(|(_, path)| serde_json::json!(path).to_string())] {
                            span.number { (finding.number) }
                            div.said {
                                @let made_up = finding.check == checks::STARTER_TEXT.name;
                                p { strong { @if made_up { (view.w("found.starter")) } @else { (finding.message) } } " "
                                    span.second { (view.w(&format!("found.{}", severity(finding)))) } }
                                @if made_up { p.second { (view.w("found.starter_help")) } }
                                @else { @for help in &finding.help { p.second { (help) } } }
                                @if let Some((path, line)) = &finding.at {
                                    p.second { (view.words.fill("found.at", &[("file", path), ("line", &line.to_string())])) }
                                }
                            }
                            @if finding.check == checks::STARTER_TEXT.name && !view.studio.options.read_only {
                                @if let Some(starter) = self.starter() {
                                    button.button type="button" data-act="mine" data-file={ "content/" (self.job.content) ".toml" } data-was=(starter) { (view.w("found.mine")) }
                                }
                            }
                            @if let Some(block) = &finding.block {
                                button.button type="button" data-act="go" data-block=(block) data-face=[finding.place.map(|(face, _)| face)] { (view.w("found.go")) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The fields of the block that is open, else the list of all blocks on the sheet.
    pub fn form(&self) -> Markup {
        let (view, block) = (self.view, &self.showing.block);
        let Some(found) = forms::form(view.studio, view.now, self.job, block) else { return self.blocks() };
        let codes = self.faces().iter().flat_map(|face| &face.codes);
        let payload = codes.into_iter().find(|code| code.block == *block).map(|code| code.payload.clone());
        let fills = fills::fills(view.studio, view.now, self.job, &found);
        form::form(view, self.job, &found, &form::Around { sheet: &self.sheet.id, block, payload, fills })
    }

    fn faces(&self) -> &[FaceFacts] {
        self.looked.shown.as_ref().map(|shown| shown.faces.as_slice()).unwrap_or_default()
    }

    /// What a block is called in the list: a list by its heading, an event's pieces each by what it says.
    fn listed(&self, block: &str, form: &forms::Form) -> String {
        if form.kind == Kind::Org {
            self.view.called(block)
        } else {
            self.view.heading(&forms::Form { block: block.to_string(), ..form.clone() })
        }
    }

    fn blocks(&self) -> Markup {
        let view = self.view;
        let mut listed: Vec<(usize, &FaceFacts, &str)> = Vec::new();
        for (at, face) in self.faces().iter().enumerate() {
            for area in &face.areas {
                if !listed.iter().any(|(_, _, block)| *block == area.block) {
                    listed.push((at, face, &area.block));
                }
            }
        }
        let sides = self.faces().len();
        html! {
            h2 { (view.w("editor.words")) }
            p.second { (view.w("editor.choose")) }
            ul.blocks {
                @for (at, face, block) in listed {
                    @if let Some(form) = forms::form(view.studio, view.now, self.job, block) {
                        li { button type="button" data-act="go" data-block=(block) data-face=(at) {
                            strong { @if form.locked.is_some() { (icon("lock")) } (self.listed(block, &form)) }
                            @let first = opening(block, &form);
                            span.second { @if first.is_empty() { (view.words.of_name("kind", form.kind.name())) } @else { (first) }
                                @if sides > 1 { " · " (as_words(&face.name)) } }
                        } }
                    }
                }
            }
            @if let Some(title) = forms::title(view.studio, view.now, &self.job.content) {
                section.document { h3 { (view.w("editor.file")) } (form::field(view, &title, false)) p.second { (view.w("editor.file_what")) } }
            }
        }
    }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "refused",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Larger areas first, so that the smallest lies on top and is the one that is clicked; small ones keep reading order.
fn smallest_last(face: &FaceFacts) -> Vec<&crate::serve::facts::AreaFacts> {
    let mut areas: Vec<_> = face.areas.iter().collect();
    let whole = face.width * face.height;
    areas.sort_by_key(|area| std::cmp::Reverse((area.rect[2] * area.rect[3] / whole * 4.0) as u32));
    areas
}

/// Words with their boxes, for the click that puts the cursor into one.
fn words_of(face: &FaceFacts) -> String {
    let rows: Vec<_> =
        face.words.iter().map(|w| serde_json::json!([w.rect[0], w.rect[1], w.rect[2], w.rect[3], w.block, w.word])).collect();
    serde_json::Value::Array(rows).to_string()
}
