//! What was changed since the page was opened, against the files as they were found.

use super::{View, icon};
use crate::serve::history::{DiffLine, FileChange, difference};
use maud::{Markup, html};

/// Every file that is not as it was found, line by line.
pub fn page(view: &View<'_>) -> Markup {
    let changes = view.studio.changes();
    let content = html! {
        div.body.narrow {
            h1 { (view.w("bar.changes")) }
            @if changes.is_empty() { p.empty { (icon("good")) (view.w("changes.none")) } }
            @for FileChange { path, before, after } in &changes {
                section.panel {
                    h2 { (path) }
                    @match (text(before.as_deref()), text(after.as_deref())) {
                        (Some(before), Some(after)) => {
                            pre.diff tabindex="0" { @for line in difference(&before, &after) { (one(&line)) } }
                        }
                        _ => { p.second { (view.w("changes.no_text")) } }
                    }
                }
            }
        }
    };
    view.page("changes", view.w("bar.changes"), &content)
}

/// `None`: a picture, or another file without lines. A file that is not there has none.
fn text(bytes: Option<&[u8]>) -> Option<String> {
    match bytes {
        None => Some(String::new()),
        Some(bytes) => std::str::from_utf8(bytes).ok().map(str::to_string),
    }
}

fn one(line: &DiffLine) -> Markup {
    html! {
        @match line {
            DiffLine::Same(text) => { span { "  " (text) "\n" } }
            DiffLine::Out(text) => { del { "- " (text) "\n" } }
            DiffLine::In(text) => { ins { "+ " (text) "\n" } }
            DiffLine::Gap => { span.second { "  …\n" } }
        }
    }
}
