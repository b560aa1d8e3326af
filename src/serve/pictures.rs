//! What is not markup: pictures of sheets, made files, the printer's package.

use super::app::App;
use super::fit;
use super::looks::{Looked, Shown};
use super::now::Now;
use super::pages::{View, icon};
use super::statics::kind;
use super::{making, starters, trouble};
use crate::engine::session::{Eyes, Session};
use crate::product::{Depth, look};
use crate::world::World;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use std::sync::Arc;

/// What of a sheet a picture shows: for whom, imposed or not, for whose eyes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    r#for: String,
    imposed: bool,
    eyes: String,
    /// `small` or `fine`.
    size: String,
}

/// The longest side of a picture of a sheet, and of a card, in pixels.
const SIDE: f64 = 1240.0;
const CARD_SIDE: f64 = 420.0;
/// For whoever looks closely.
const FINE_SIDE: f64 = 2480.0;
/// No finer than this, however small the sheet.
const FINEST: f64 = 300.0;

fn eyes(name: &str) -> Eyes {
    match name {
        "gray" => Eyes::Gray,
        "deutan" => Eyes::Deutan,
        "protan" => Eyes::Protan,
        "tritan" => Eyes::Tritan,
        _ => name.strip_prefix("ink-").and_then(|n| n.parse().ok()).map_or(Eyes::Usual, Eyes::Plate),
    }
}

async fn looked(app: &App, now: &Arc<Now>, id: &str, asked: &Asked) -> Option<Looked> {
    let index = now.job_for(now.sheet(id)?, &asked.r#for)?;
    let depth = if asked.imposed { Depth::Whole } else { Depth::Faces };
    app.studio.looks.of(now, index, depth).await
}

fn dpi(shown: &Shown, page: usize, side: f64) -> f64 {
    let longest = shown.faces.get(page).or(shown.faces.first()).map_or(792.0, |face| face.width.max(face.height));
    (side / longest * 72.0).min(FINEST)
}

/// A face, or a sheet as it is printed: its address has the hash of what it shows, so a browser may keep it.
pub async fn picture(State(app): State<App>, Path((id, page)): Path<(String, String)>, Query(asked): Query<Asked>) -> Response {
    let page = page.strip_suffix(".png").and_then(|page| page.parse::<usize>().ok());
    let now = app.studio.now();
    let (Some(page), Some(looked)) = (page, looked(&app, &now, &id, &asked).await) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let side = match asked.size.as_str() {
        "small" => CARD_SIDE,
        "fine" => FINE_SIDE,
        _ => SIDE,
    };
    drawn(&app, looked, asked.imposed, page, side, eyes(&asked.eyes)).await
}

/// The first page of a sheet, small.
pub async fn thumb(State(app): State<App>, Path(id): Path<String>) -> Response {
    let now = app.studio.now();
    let id = id.strip_suffix(".png").unwrap_or(&id);
    let Some(looked) = looked(&app, &now, id, &Asked::default()).await else { return StatusCode::NOT_FOUND.into_response() };
    drawn(&app, looked, false, 0, CARD_SIDE, Eyes::Usual).await
}

async fn drawn(app: &App, looked: Looked, imposed: bool, page: usize, side: f64, eyes: Eyes) -> Response {
    let Some(shown) = looked.shown else { return png(BLANK.to_vec(), false) };
    let looks = Arc::clone(&app.studio.looks);
    let made = tokio::task::spawn_blocking(move || {
        let dpi = if imposed { (side / 792.0 * 72.0).min(FINEST) } else { dpi(&shown, page, side) };
        looks.picture(&shown, imposed, page, dpi, eyes)
    });
    match made.await {
        Ok(Ok(bytes)) => png(bytes.to_vec(), !looked.behind),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A grey sheet: nothing can be drawn yet.
const BLANK: &[u8] = include_bytes!("../../assets/page/blank.png");

fn png(bytes: Vec<u8>, keep: bool) -> Response {
    let keep = if keep { "private, max-age=31536000, immutable" } else { "no-store" };
    ([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, keep)], bytes).into_response()
}

/// What a starter makes, before anything is written.
pub async fn starter(State(app): State<App>, Path(name): Path<String>) -> Response {
    let today = app.studio.session.request.clone();
    let name = name.strip_suffix(".png").unwrap_or(&name).to_string();
    let Ok(files) = starters::files(&name, &starters::Who::default(), app.studio.session.request.today) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let made = app.studio.looks.ask(move |tools| {
        let session = Session { world: World::memory(files.into_iter().collect()), request: today };
        let reading = session.read();
        let job = reading.jobs.first()?;
        let (looked, _) = look(&reading.project, job, Depth::Faces, tools.caches(&reading.project));
        crate::engine::session::picture(&looked?.faces, 0, 40.0, Eyes::Usual).ok()
    });
    png(made.await.ok().flatten().unwrap_or_else(|| BLANK.to_vec()), false)
}

/// A file of the project.
#[derive(Clone, Debug, Deserialize)]
pub struct At {
    path: String,
}

/// A picture of the project, as a field shows it. Nothing in it runs: it is shown as a picture and may load nothing.
pub async fn asset(State(app): State<App>, Query(at): Query<At>) -> Response {
    let kind = kind(&at.path);
    let Some(found) = app.studio.session.world.read(&at.path).ok().filter(|_| kind.starts_with("image/")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, policy)], found.bytes.as_slice().to_vec()).into_response()
}

/// A made file. Only what the project makes has an address.
pub async fn made(State(app): State<App>, headers: HeaderMap, Query(at): Query<At>) -> Response {
    let now = app.studio.now();
    let missing = || trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "not_made");
    let rows = app.studio.making.progress().rows;
    let is_output = now.reading.jobs.iter().chain(rows.iter().map(|row| &row.job)).any(|job| job.output == at.path);
    let Ok(Some(bytes)) = crate::world::disk::read_if_there(&app.studio.session.world.root().join(&at.path)) else {
        return missing();
    };
    if !is_output {
        return missing();
    }
    let name = at.path.rsplit('/').next().unwrap_or("sheet.pdf");
    ([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, &attachment(name))], bytes).into_response()
}

fn attachment(name: &str) -> String {
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.+".contains(*c)).collect();
    format!("attachment; filename=\"{safe}\"")
}

/// The printer's package.
pub async fn package(State(app): State<App>, headers: HeaderMap) -> Response {
    let studio = Arc::clone(&app.studio);
    match tokio::task::spawn_blocking(move || making::package(&studio)).await {
        Ok(Ok(bytes)) => {
            ([(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, &attachment("print.zip"))], bytes).into_response()
        }
        _ => trouble::page(&app.words(&headers), StatusCode::CONFLICT, "no_package"),
    }
}

/// The key of a block whose words are typed, on the sheet for one organization.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Gauge {
    r#for: String,
    block: String,
    key: String,
}

/// Whether the words of a block fit, and how many are too many.
pub async fn fit(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(asked): Query<Gauge>) -> Response {
    let (words, now) = (app.words(&headers), app.studio.now());
    let Some(index) = now.sheet(&id).and_then(|sheet| now.job_for(sheet, &asked.r#for)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let held = Arc::clone(&now);
    let fits = app.studio.looks.ask(move |tools| fit::gauge(&held, index, &asked.block, &asked.key, tools)).await.ok().flatten();
    let view = View { words: &words, now: &now, studio: &app.studio };
    let Some(fits) = fits else { return html! {}.into_response() };
    let (class, sentence, part) = match fits {
        fit::Fit::Room(0) => ("good", view.w("fit.full").to_string(), 100),
        fit::Fit::Room(n) if n >= fit::MOST_ROOM => ("good", view.w("fit.plenty").to_string(), 40),
        fit::Fit::Room(n) => ("good", words.count("fit.room", n), 100 - n.min(60)),
        fit::Fit::Smaller => ("warning", view.w("fit.smaller").to_string(), 100),
        fit::Fit::Short => ("warning", view.w("fit.short").to_string(), 100),
        fit::Fit::TooMany(n) => ("refused", words.count("fit.too_many", n), 100),
    };
    html! { meter.gauge class=(class) min="0" max="100" value=(part) aria-hidden="true" {} p class={ "gauge " (class) } { (icon(class)) (sentence) } }.into_response()
}
