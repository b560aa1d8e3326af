//! Diagnostics for programs: an object a line, or a workflow command of GitHub Actions.

use super::product;
use crate::diag::{About, Diagnostic, Severity, Sources, Span};
use serde_json::{Value, json};

/// One object on one line. Keys are always there; what is unknown is `null`.
pub(super) fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = place(diagnostic.span, sources);
    let also = diagnostic.also.iter().map(|(span, words)| {
        let place = self::place(*span, sources);
        json!({ "path": place.path, "line": place.line, "column": place.column, "message": words })
    });
    let object = json!({
        "type": "diagnostic",
        "severity": diagnostic.severity.name(),
        "check": diagnostic.check.name,
        "message": diagnostic.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "cell": sources.cell(diagnostic.span).map(|cell| json!({
            "sheet": cell.sheet,
            "name": cell.name,
            "column": cell.header,
            "text": cell.text,
        })),
        "label": diagnostic.label,
        "help": diagnostic.help,
        "also": also.collect::<Vec<Value>>(),
        "about": diagnostic.about.as_ref().map(about),
    });
    format!("{object}\n")
}

/// The product, and the rectangle on its face in millimetres inside the trim, from its top left corner.
fn about(about: &About) -> Value {
    let rect = about.place.as_ref().map(|(_, r)| {
        let [x, y, width, height] = [r.x, r.y, r.width, r.height].map(|l| (l.to_mm() * 1000.0).round() / 1000.0);
        json!({ "x_mm": x, "y_mm": y, "width_mm": width, "height_mm": height })
    });
    json!({
        "content": about.content,
        "org": about.org,
        "language": about.language,
        "format": about.format,
        "purpose": about.purpose,
        "face": about.place.as_ref().map(|(face, _)| face),
        "rect": rect,
    })
}

/// `::error file=...,line=...::...`, as GitHub shows it beside the line of a change.
pub(super) fn github(diagnostic: &Diagnostic, sources: &Sources, base: &str) -> String {
    let place = place(diagnostic.span, sources);
    let mut properties = Vec::new();
    if let (Some(path), Some(line), Some(column)) = (place.path, place.line, place.column) {
        properties.push(format!("file={}", property(&format!("{base}{path}"))));
        properties.push(format!("line={line}"));
        // Columns are taken only where the place is on one line.
        match (place.end_line, place.end_column) {
            (Some(end), Some(end_column)) if end == line => properties.push(format!("col={column},endColumn={end_column}")),
            (Some(end), _) => properties.push(format!("endLine={end}")),
            _ => {}
        }
    }
    properties.push(format!("title={}", property(diagnostic.check.name)));
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(sources.cell(diagnostic.span).map(|cell| cell.words()));
    lines.extend(diagnostic.about.as_ref().map(|about| format!("in {}", product(about))));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    // GitHub's word for a note.
    let command = if diagnostic.severity == Severity::Note { "notice" } else { diagnostic.severity.name() };
    format!("::{command} {}::{}\n", properties.join(","), data(&lines.join("\n")))
}

/// The escapes of GitHub's `@actions/core`: `command.ts`, `escapeData` and `escapeProperty`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Where a span begins and ends, lines and columns from 1; nothing where no file is to blame.
#[derive(Default)]
struct PlaceOf<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

fn place(span: Span, sources: &Sources) -> PlaceOf<'_> {
    let (Some(path), Some(from)) = (sources.path(span.file), sources.position(span)) else { return PlaceOf::default() };
    let to = sources.position(Span { start: span.end.max(span.start), ..span });
    PlaceOf {
        path: Some(path),
        line: Some(from.line),
        column: Some(from.column),
        end_line: to.map(|p| p.line),
        end_column: to.map(|p| p.column),
    }
}
