//! A table before it is taken in: a menu for each column, the rows that need somebody, and the button.

use super::{View, icon};
use crate::engine::table_preview::{KEYS, Preview};
use maud::{Markup, html};

/// So many refused rows are listed.
const LISTED: usize = 200;

/// The table that was dropped, by its name, and what was understood of it.
pub fn page(view: &View<'_>, name: &str, seen: &Preview) -> Markup {
    let project = &view.now.reading.project;
    let mut contents: Vec<&str> = project.makes.iter().map(|make| make.content.value.as_str()).collect();
    contents.dedup();
    let title = |content: &str| project.contents.get(content).map_or_else(|| content.to_string(), |c| c.title.value.clone());
    let content = html! {
        div.body.narrow {
            p { (icon("back")) a href="/organizations" { (view.w("organizations.all")) } }
            div.headline { div { h1 { (view.w("table.new")) } p.second { (name) } } }
            @if let Some(why) = &seen.why { p.notice.refused { (icon("refused")) (view.w("table.cannot")) " " (why) } }
            @else {
                form.stack.wide action="/table/add" method="post" {
                    section.panel {
                        h2 { (view.w("table.columns")) }
                        table.list {
                            thead { tr { th scope="col" { (view.w("table.column")) } th scope="col" { (view.w("table.becomes")) } th scope="col" { (view.w("table.first")) } } }
                            tbody {
                                @for (at, column) in seen.columns.iter().enumerate() {
                                    tr {
                                        td { label for={ "key-" (at) } { (column.header) } input type="hidden" name={ "header-" (at) } value=(column.header); }
                                        td { select id={ "key-" (at) } name={ "key-" (at) } {
                                            option value="" { (view.w("table.leave")) }
                                            @for key in KEYS { option value=(key) selected[column.key.as_deref() == Some(key)] { (label(view, key)) } }
                                        } }
                                        td { (column.first) }
                                    }
                                }
                            }
                        }
                        button.button type="submit" formaction="/table/columns" { (view.w("table.again")) }
                    }
                    @if !seen.refused.is_empty() { (refused(view, seen)) }
                    section.panel {
                        h2 { (icon("good")) (view.words.count("table.rows", seen.good.len())) }
                        label.field { span { (view.w("table.for")) }
                            select name="content" { @for content in contents { option value=(content) { (title(content)) } } } }
                        p.second { (view.w("table.kept")) }
                        @if !view.studio.options.read_only {
                            button.button.main type="submit" disabled[seen.good.is_empty()] { (view.words.count("table.add", seen.good.len())) }
                        }
                    }
                }
            }
        }
    };
    view.page("organizations", view.w("table.new"), &content)
}

fn label(view: &View<'_>, key: &str) -> String {
    let long = format!("field.{}", key.replace('.', "_"));
    let short = format!("field.{}", key.rsplit('.').next().unwrap_or(key));
    let found = [long, short].into_iter().find(|name| view.w(name) != name);
    found.map_or_else(|| crate::serve::fields::as_words(key), |name| view.w(&name).to_string())
}

fn refused(view: &View<'_>, seen: &Preview) -> Markup {
    html! {
        section.panel {
            h2 { (icon("refused")) (view.words.count("table.needs", seen.refused.len())) }
            table.list {
                thead { tr { th scope="col" { (view.w("table.where")) } th scope="col" { (view.w("table.reason")) } } }
                tbody {
                    @for row in seen.refused.iter().take(LISTED) {
                        tr { td { (row.cell) @if !row.text.is_empty() { span.second { (row.text) } } }
                            td { strong { (row.message) } @for help in &row.help { span.second { (help) } }
                                div.row.cells { @for cell in &row.row {
                                    label { span.second { (cell.header) } input type="text" name={ "cell-" (cell.place) } value=(cell.text) maxlength="2000"; }
                                } } } }
                    }
                }
            }
            @if seen.refused.iter().take(LISTED).any(|row| !row.row.is_empty()) {
                button.button type="submit" formaction="/table/correct" { (view.w("table.correct")) }
            }
        }
    }
}
