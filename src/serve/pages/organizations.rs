//! Organizations: the list, and the form of one.

use super::{View, form, icon};
use crate::serve::forms;
use maud::{Markup, html};

/// So many in the list at once.
const AT_ONCE: usize = 100;

/// Those whose name or file holds `search`, a page of them from number `from` on.
pub fn list(view: &View<'_>, search: &str, from: usize) -> Markup {
    let project = &view.now.reading.project;
    let wanted = search.to_lowercase();
    let hit = |name: &str| wanted.is_empty() || name.to_lowercase().contains(&wanted);
    let found: Vec<_> = project.orgs.iter().filter(|(key, org)| hit(key) || hit(&org.name.value)).collect();
    let page = found.iter().skip(from).take(AT_ONCE);
    let rest = found.len().saturating_sub(from + AT_ONCE);
    let content = html! {
        div.body.narrow {
            div.headline {
                div { h1 { (view.w("nav.organizations")) }
                    p.second { (view.words.count("organizations.count", project.organizations)) } }
                @if !view.studio.options.read_only {
                    div.row { a.button href="#table" { (view.w("table.new")) } a.button href="#add" { (icon("plus")) (view.w("organizations.add")) } } }
            }
            form.row action="/organizations" method="get" role="search" {
                label for="search" { (view.w("organizations.find")) }
                input #search name="search" type="search" value=(search);
                button.button type="submit" { (view.w("overview.show")) }
            }
            table.list {
                thead { tr { th scope="col" { (view.w("field.name")) } th.fit scope="col" { (view.w("field.phone")) } th.fit scope="col" { (view.w("nav.sheets")) } } }
                tbody {
                    @for (key, org) in page {
                        @let sheets = view.now.sheets.iter().filter(|sheet| sheet.jobs.first().and_then(|i| view.now.job(*i)).is_some_and(|job| job.orgs().contains(key))).count();
                        tr {
                            td { a href={ "/organizations/" (key) } { strong { (org.name.value) } }
                                @if let Some(short) = &org.short { span.second { (short.value) } } }
                            td.fit { (org.phone.as_ref().map_or("–", |phone| phone.value.as_str())) }
                            td.fit { a href={ "/?org=" (key) } { (sheets) } }
                        }
                    }
                }
            }
            @if found.is_empty() { p.empty { (view.w("organizations.none")) } }
            @if rest > 0 { p { a href={ "/organizations?from=" (from + AT_ONCE) "&search=" (search) } { (view.words.count("overview.more", rest)) } } }
            @if !view.studio.options.read_only {
                section.panel #add {
                    h2 { (view.w("organizations.add")) }
                    form.stack action="/organizations" method="post" {
                        label.field { span { (view.w("field.name")) } input name="name" required maxlength="200"; }
                        label.field { span { (view.w("field.phone")) } input name="phone" type="tel"; }
                        label.field { span { (view.w("field.web")) } input name="web" inputmode="url" placeholder="https://"; }
                        button.button.main type="submit" { (view.w("organizations.add")) }
                    }
                }
                section.panel #table {
                    h2 { (view.w("table.title")) }
                    form.stack.drop action="/table" method="post" enctype="multipart/form-data" data-act="table" {
                        p.second { (view.w("table.drop")) }
                        label.field { span { (view.w("table.file")) } input name="file" type="file" accept=".csv,.xlsx,.ods,.tsv,.txt" required; }
                        button.button type="submit" { (view.w("table.read")) }
                    }
                }
            }
        }
    };
    view.page("organizations", view.w("nav.organizations"), &content)
}

/// One organization: its fields beside one of its sheets.
pub fn one(view: &View<'_>, name: &str) -> Option<Markup> {
    let found = forms::org_form(view.studio, view.now, name, "org.name")?;
    let sheets: Vec<_> = view
        .now
        .sheets
        .iter()
        .filter(|sheet| sheet.jobs.first().and_then(|i| view.now.job(*i)).is_some_and(|job| job.org == name))
        .collect();
    let content = html! {
        div.body {
            p { (icon("back")) a href="/organizations" { (view.w("organizations.all")) } }
            h1 { (found.title) }
            div.two {
                section.panel {
                    @if let Some(table) = &found.table { p.notice.note { (icon("lock")) (view.words.fill("form.table", &[("file", table)])) } }
                    div.fields { @for one in &found.fields { (form::field(view, one, false)) } }
                }
                section { h2 { (view.w("nav.sheets")) } ul.cards.small { @for sheet in sheets.iter().take(12) { (super::overview::card(view, sheet)) } } }
            }
        }
    };
    Some(view.page("organizations", &found.title, &content))
}
