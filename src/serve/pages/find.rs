//! Find: sheets, organizations and words by what somebody remembers of them.

use super::{View, icon};
use crate::serve::now::Sheet;
use crate::serve::toml_text;
use maud::{Markup, html};

/// So many of each kind are listed.
const MOST: usize = 8;

/// One thing found, and where it is changed.
struct Hit {
    address: String,
    title: String,
    about: String,
}

/// The box that Ctrl K opens, on every page.
pub fn dialog(view: &View<'_>) -> Markup {
    html! {
        dialog #find aria-labelledby="find-title" {
            h2 #find-title { (view.w("find.title")) }
            (form(view, ""))
            div #hits aria-live="polite" {}
            form method="dialog" { button.button { (view.w("keys.close")) } }
        }
    }
}

/// The same as a page of its own, for whoever has no script.
pub fn page(view: &View<'_>, asked: &str) -> Markup {
    let content = html! {
        div.body.narrow { h1 { (view.w("find.title")) } p.second { (view.w("find.what")) } (form(view, asked)) div #hits { (hits(view, asked)) } }
    };
    view.page("find", view.w("find.title"), &content)
}

fn form(view: &View<'_>, asked: &str) -> Markup {
    html! {
        form.row action="/find" method="get" role="search" {
            input name="q" type="search" value=(asked) aria-label=(view.w("find.what")) placeholder=(view.w("find.what")) autocomplete="off" maxlength="200"
                hx-get="/find" hx-trigger="input changed delay:120ms" hx-target="next #hits";
            button.button.scriptless type="submit" { (view.w("find.title")) }
        }
    }
}

/// What is found, each kind under its heading.
pub fn hits(view: &View<'_>, asked: &str) -> Markup {
    let wanted: Vec<String> = asked.to_lowercase().split_whitespace().map(str::to_string).collect();
    if wanted.is_empty() {
        return html! {};
    }
    let groups = [
        ("nav.sheets", sheets(view, &wanted)),
        ("editor.words", words(view, &wanted)),
        ("nav.organizations", organizations(view, &wanted)),
    ];
    html! {
        @if groups.iter().all(|(_, hits)| hits.is_empty()) { p.empty { (view.w("find.nothing")) } }
        @for (key, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
            h3 { (view.w(key)) }
            ul.hits { @for hit in hits { li { a href=(hit.address) { strong { (hit.title) } span.second { (hit.about) } } } } }
        }
    }
}

fn has(text: &str, wanted: &[String]) -> bool {
    let text = text.to_lowercase();
    wanted.iter().all(|word| text.contains(word.as_str()))
}

fn sheets(view: &View<'_>, wanted: &[String]) -> Vec<Hit> {
    let hit = |sheet: &Sheet| {
        let job = view.now.job(*sheet.jobs.first()?)?;
        let content = view.now.reading.project.contents.get(&job.content);
        let (title, about) = (view.format_name(job), format!("{} · {}", view.hands(job), view.languages(job)));
        let subject = content.map_or("", |content| content.title.value.as_str());
        has(&format!("{title} {about} {subject}"), wanted).then(|| Hit {
            address: format!("/sheet/{}", sheet.id),
            title,
            about: format!("{about} · {subject}"),
        })
    };
    view.now.sheets.iter().filter_map(hit).take(MOST).collect()
}

fn organizations(view: &View<'_>, wanted: &[String]) -> Vec<Hit> {
    let all = view.now.reading.project.orgs.iter().filter(|(_, org)| has(&org.name.value, wanted));
    let hit = |(key, org): (&String, &crate::model::Org)| Hit {
        address: format!("/organizations/{key}"),
        title: org.name.value.clone(),
        about: org.phone.as_ref().map_or(String::new(), |phone| phone.value.clone()),
    };
    all.take(MOST).map(hit).collect()
}

/// Words of contents, with the first sheet on which they can be changed.
fn words(view: &View<'_>, wanted: &[String]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for content in view.now.reading.project.contents.keys() {
        let of_it =
            |sheet: &&Sheet| sheet.jobs.first().and_then(|job| view.now.job(*job)).is_some_and(|job| job.content == *content);
        let sheets: Vec<&Sheet> = view.now.sheets.iter().filter(of_it).collect();
        let Some(first) = sheets.first() else { continue };
        let text = view.studio.text(&format!("content/{content}.toml")).unwrap_or_default();
        for (path, said) in toml_text::texts(&text).into_iter().filter(|(path, said)| path.len() > 2 && has(said, wanted)) {
            if hits.len() == MOST {
                return hits;
            }
            let block = format!("{}.{}", path[0], path[1]);
            let sheet = sheets.iter().find(|sheet| view.shows(sheet, &block)).unwrap_or(first);
            let short: String = said.chars().take(90).collect();
            hits.push(Hit { address: format!("/sheet/{}?block={block}", sheet.id), title: short, about: view.called(&block) });
        }
    }
    hits
}

/// The button of the bar.
pub fn button(view: &View<'_>) -> Markup {
    html! { a.plain href="/find" data-act="find" { (icon("find")) (view.w("find.title")) kbd { "Ctrl K" } } }
}
