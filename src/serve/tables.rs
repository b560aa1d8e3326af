//! A table dropped on the page: read, shown column by column with the rows that are refused, and taken into the project.

use super::actions::{Sent, put};
use super::app::App;
use super::makers::locked;
use super::pages::{View, table};
use super::starters::file_name;
use super::toml_words::literal;
use super::trouble;
use crate::engine::table_preview::{self, Preview, RowsOf};
use axum::extract::{Form, Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a table may be called.
const ENDINGS: [&str; 5] = ["csv", "tsv", "txt", "xlsx", "ods"];

/// A table comes in: nothing is written yet.
pub async fn read(State(app): State<App>, headers: HeaderMap, form: Multipart) -> Response {
    let words = app.words(&headers);
    let sent = match Sent::read(form).await {
        Ok(sent) => sent,
        Err(status) => return trouble::page(&words, status, "large"),
    };
    let Some((name, bytes)) = sent.files.get("file").cloned() else {
        return trouble::page(&words, StatusCode::UNPROCESSABLE_ENTITY, "no_table");
    };
    let name = file_name(&name);
    if !ENDINGS.contains(&name.rsplit('.').next().unwrap_or_default()) {
        return trouble::page(&words, StatusCode::UNPROCESSABLE_ENTITY, "no_table");
    }
    *locked(&app.studio.table) = Some((name, bytes));
    shown(&app, &headers, None).await
}

/// The same table with other columns.
pub async fn columns(State(app): State<App>, headers: HeaderMap, Form(given): Form<BTreeMap<String, String>>) -> Response {
    shown(&app, &headers, Some(chosen(&given))).await
}

/// Headers with what each becomes, from the fields of the form.
fn chosen(given: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut columns = BTreeMap::new();
    for (name, header) in given {
        let Some(number) = name.strip_prefix("header-") else { continue };
        let key = given.get(&format!("key-{number}")).filter(|key| table_preview::KEYS.contains(&key.as_str()));
        columns.insert(header.clone(), key.cloned().unwrap_or_default());
    }
    columns
}

/// The same table with the cells that somebody has corrected. A spreadsheet goes on as the text of its table.
pub async fn correct(State(app): State<App>, headers: HeaderMap, Form(given): Form<BTreeMap<String, String>>) -> Response {
    let columns = chosen(&given);
    let cells = given.iter().filter_map(|(name, words)| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((name.strip_prefix("cell-")?.parse::<usize>().ok()?, words))
    });
    let cells: BTreeMap<usize, String> = cells.collect();
    if let Some((name, _, seen)) = preview(&app, Some(columns.clone())).await {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let is_text = ["csv", "tsv", "txt"].iter().any(|ending| name.ends_with(&format!(".{ending}")));
        let ending = if seen.delimiter == '\t' { "tsv" } else { "csv" };
        let kept = if is_text { name.clone() } else { format!("{stem}.{ending}") };
        let text = table_preview::corrected(&seen.table, seen.delimiter, &cells);
        *locked(&app.studio.table) = Some((kept, text.into_bytes()));
    }
    shown(&app, &headers, Some(columns)).await
}

async fn preview(app: &App, columns: Option<BTreeMap<String, String>>) -> Option<(String, Vec<u8>, Preview)> {
    let (name, bytes) = locked(&app.studio.table).clone()?;
    let studio = Arc::clone(&app.studio);
    let work = move || {
        let request = &studio.session.request;
        let of = (RowsOf::Orgs, request.as_of.unwrap_or(request.today));
        let seen = table_preview::preview(&studio.session.world, &name, &bytes, columns.as_ref(), of);
        (name, bytes, seen)
    };
    tokio::task::spawn_blocking(work).await.ok()
}

async fn shown(app: &App, headers: &HeaderMap, columns: Option<BTreeMap<String, String>>) -> Response {
    let (words, now) = (app.words(headers), app.studio.now());
    let Some((name, _, seen)) = preview(app, columns).await else {
        return trouble::page(&words, StatusCode::NOT_FOUND, "no_table");
    };
    table::page(&View { words: &words, now: &now, studio: &app.studio }, &name, &seen).into_response()
}

/// Takes the table in: the table itself, the map of its columns, and the order to make its rows.
pub async fn add(State(app): State<App>, headers: HeaderMap, Form(given): Form<BTreeMap<String, String>>) -> Response {
    let words = app.words(&headers);
    let columns = chosen(&given);
    let Some((name, bytes, seen)) = preview(&app, Some(columns.clone())).await else {
        return trouble::page(&words, StatusCode::NOT_FOUND, "no_table");
    };
    let now = app.studio.now();
    let content = given.get("content").cloned().unwrap_or_default();
    let formats: Vec<String> = formats_of(&now, &content);
    let order = app.studio.text("handbill.toml").filter(|_| !seen.good.is_empty() && !formats.is_empty());
    let Some(order) = order.filter(|_| now.broken.is_empty()) else {
        return trouble::page(&words, StatusCode::UNPROCESSABLE_ENTITY, "no_table");
    };
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_string();
    let listed: Vec<String> = formats.iter().map(|format| literal(format, None)).collect();
    let make = format!(
        "\n[[make]]\ncontent = {}\nformats = [{}]\norgs    = {{ table = {}, columns = {} }}\n",
        literal(&content, None),
        listed.join(", "),
        literal(&name, None),
        literal(&stem, None)
    );
    let named = order.contains(&format!("table = {}", literal(&name, None)));
    let closed = if order.ends_with('\n') { "" } else { "\n" };
    let order = if named { order } else { format!("{order}{closed}{make}") };
    let map = table_preview::map(&stem, RowsOf::Orgs, &columns).into_bytes();
    let files =
        vec![(name, bytes), (format!("assets/tables/{stem}.toml"), map), ("handbill.toml".to_string(), order.into_bytes())];
    let done = put(&app, &headers, files, "/organizations").await;
    *locked(&app.studio.table) = None;
    done
}

/// The formats that a content is made in.
fn formats_of(now: &super::now::Now, content: &str) -> Vec<String> {
    let makes = now.reading.project.makes.iter().filter(|make| make.content.value == content);
    let mut once: Vec<String> = Vec::new();
    for format in makes.flat_map(|make| make.formats.iter().map(|format| format.value.clone())) {
        if !once.contains(&format) {
            once.push(format);
        }
    }
    once
}
