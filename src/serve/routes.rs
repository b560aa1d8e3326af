//! Which address shows what, and which request changes something.

use super::app::App;
use super::change::Told;
use super::fields;
use super::guard::{LARGEST_BODY, guard};
use super::now::{Now, Sheet};
use super::pages::crops::{self, Crop};
use super::pages::editor::{Editor, Showing};
use super::pages::overview::Filter;
use super::pages::{View, changes, find, make, organizations, overview, start, translations};
use super::{actions, pictures, statics, trouble};
use crate::product::Depth;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures_util::StreamExt as _;
use maud::html;
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;

/// All addresses, behind the guard.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/summary", get(summary))
        .route("/more", get(more))
        .route("/card/{id}", get(card))
        .route("/sheet/{id}", get(sheet))
        .route("/sheet/{id}/stage", get(stage))
        .route("/sheet/{id}/found", get(found))
        .route("/sheet/{id}/form", get(form))
        .route("/sheet/{id}/fit", get(pictures::fit))
        .route("/sheet/{id}/crops", get(cropped))
        .route("/find", get(finder))
        .route("/picture/{id}/{page}", get(pictures::picture))
        .route("/thumb/{id}", get(pictures::thumb))
        .route("/starter/{name}", get(pictures::starter))
        .route("/asset", get(pictures::asset))
        .route("/organizations", get(organization_list).post(actions::add_organization))
        .route("/organizations/{name}", get(organization))
        .route("/table", post(super::tables::read))
        .route("/table/columns", post(super::tables::columns))
        .route("/table/correct", post(super::tables::correct))
        .route("/table/add", post(super::tables::add))
        .route("/translations", get(translation_list).post(actions::add_translation))
        .route("/translations/{content}/{tag}", get(translation))
        .route("/translations/{content}/{tag}/make", post(actions::make_language))
        .route("/translations/{content}/{tag}/right", post(actions::still_right))
        .route("/make", get(making).post(actions::make))
        .route("/make/stop", post(actions::stop))
        .route("/make/progress", get(progress))
        .route("/made", get(pictures::made))
        .route("/package", get(pictures::package))
        .route("/changes", get(changed))
        .route("/tools", get(tools))
        .route("/banner", get(banner))
        .route("/events", get(events))
        .route("/edit", post(actions::edit))
        .route("/upload", post(actions::upload))
        .route("/undo", post(actions::undo))
        .route("/redo", post(actions::redo))
        .route("/begin", post(actions::begin))
        .route("/static/{*path}", get(statics::file))
        .fallback(nowhere)
        .layer(from_fn_with_state(app.clone(), whole))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// The first page alone shows what has been read so far; whatever else is asked for is answered from the whole project.
async fn whole(State(app): State<App>, request: Request, next: Next) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query());
    let waits = !(path == "/" && query.is_none() || path == "/events" || path.starts_with("/static/"));
    if waits && app.studio.now().is_partial() {
        let studio = Arc::clone(&app.studio);
        // Where it fails there is no more to show than there was.
        let _ = tokio::task::spawn_blocking(move || studio.read_rest()).await;
    }
    next.run(request).await
}

async fn nowhere(State(app): State<App>, headers: HeaderMap) -> Response {
    trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere")
}

/// A page that reads nothing but the project as it is.
fn shown<R: IntoResponse>(app: &App, headers: &HeaderMap, page: impl FnOnce(&View<'_>) -> Option<R>) -> Response {
    let (words, now) = (app.words(headers), app.studio.now());
    if now.empty {
        return Redirect::to("/").into_response();
    }
    match page(&View { words: &words, now: &now, studio: &app.studio }) {
        Some(page) => page.into_response(),
        None => trouble::page(&words, StatusCode::NOT_FOUND, "nowhere"),
    }
}

async fn home(State(app): State<App>, headers: HeaderMap, Query(filter): Query<Filter>) -> Response {
    let (words, now) = (app.words(&headers), app.studio.now());
    let view = View { words: &words, now: &now, studio: &app.studio };
    if now.empty {
        return start::page(&view, None).into_response();
    }
    if !now.is_partial() {
        look_at(&app, &now, &overview::on_page(&view, &filter), true);
        look_later(&app);
    }
    overview::page(&view, &filter).into_response()
}

/// Has all sheets looked at when there is time, up to a number: of a thousand organizations those that are looked for.
fn look_later(app: &App) {
    let now = app.studio.now();
    look_at(app, &now, &now.sheets.iter().take(MOST_IN_ADVANCE).collect::<Vec<_>>(), false);
}

/// Has some sheets looked at when there is time, `soon` before all others.
fn look_at(app: &App, now: &Arc<Now>, sheets: &[&Sheet], soon: bool) {
    let mut jobs: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.jobs.iter().copied()).collect();
    now.know(&jobs);
    if soon {
        // Whoever is put before all others last is the first of all.
        jobs.reverse();
    }
    for job in jobs {
        app.studio.looks.later(now, job, soon);
    }
}

const MOST_IN_ADVANCE: usize = 120;

/// Which counts the page has, to be sent others alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Counted {
    /// The hash of the counts that the page shows.
    seen: String,
}

async fn summary(
    State(app): State<App>,
    headers: HeaderMap,
    Query(filter): Query<Filter>,
    Query(counted): Query<Counted>,
) -> Response {
    look_later(&app);
    shown(&app, &headers, |view| {
        let summary = overview::summary(view, &filter);
        Some(if summary.hash == counted.seen { Err(StatusCode::NO_CONTENT) } else { Ok(summary.markup) })
    })
}

async fn more(State(app): State<App>, headers: HeaderMap, Query(filter): Query<Filter>) -> Response {
    // Without the script it is a page of its own.
    let part = headers.contains_key("hx-request");
    let now = app.studio.now();
    let words = app.words(&headers);
    look_at(&app, &now, &overview::on_page(&View { words: &words, now: &now, studio: &app.studio }, &filter), true);
    shown(&app, &headers, |view| Some(if part { overview::list(view, &filter) } else { overview::page(view, &filter) }))
}

async fn card(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    shown(&app, &headers, |view| {
        let sheet = view.now.sheet(&id)?;
        // The card that asks stays on the page and goes on listening: in its place a new one could miss the news.
        let waits = overview::state(view, sheet).is_none();
        Some(if waits { Err(StatusCode::NO_CONTENT) } else { Ok(overview::card(view, sheet)) })
    })
}

async fn sheet(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(showing): Query<Showing>) -> Response {
    edited(&app, &headers, &id, &showing, SheetPart::Page).await
}

async fn stage(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(showing): Query<Showing>) -> Response {
    edited_at(Depth::Faces, &app, &headers, &id, &showing, SheetPart::Stage).await
}

async fn found(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(showing): Query<Showing>) -> Response {
    edited(&app, &headers, &id, &showing, SheetPart::Found).await
}

async fn form(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(showing): Query<Showing>) -> Response {
    edited_at(Depth::Faces, &app, &headers, &id, &showing, SheetPart::Form).await
}

/// What of a sheet is asked for.
#[derive(Clone, Copy)]
enum SheetPart {
    Page,
    Stage,
    Found,
    Form,
}

/// Something of one sheet, looked at before.
async fn edited(app: &App, headers: &HeaderMap, id: &str, showing: &Showing, piece: SheetPart) -> Response {
    edited_at(Depth::Whole, app, headers, id, showing, piece).await
}

/// The same, looked at as deep as it is asked for; the sheets as they are printed need all of it.
async fn edited_at(depth: Depth, app: &App, headers: &HeaderMap, id: &str, showing: &Showing, piece: SheetPart) -> Response {
    let depth = if showing.sheets { Depth::Whole } else { depth };
    let (words, now) = (app.words(headers), app.studio.now());
    let missing = || trouble::page(&words, StatusCode::NOT_FOUND, "no_sheet");
    let Some(sheet) = now.sheet(id) else { return missing() };
    let Some(index) = now.job_for(sheet, &showing.r#for) else { return missing() };
    let Some(looked) = app.studio.looks.of(&now, index, depth).await else { return missing() };
    let Some(job) = now.job(index) else { return missing() };
    let view = View { words: &words, now: &now, studio: &app.studio };
    let editor = Editor { view: &view, sheet, job, looked: &looked, showing };
    let markup = match piece {
        SheetPart::Page => editor.page(),
        SheetPart::Stage => editor.stage(),
        SheetPart::Found => editor.found(),
        SheetPart::Form => editor.form(),
    };
    markup.into_response()
}

/// So many formats are shown beside a picture.
const MOST_CROPS: usize = 6;

/// A picture as the formats of its content show it.
async fn cropped(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>, Query(showing): Query<Showing>) -> Response {
    let (words, now) = (app.words(&headers), app.studio.now());
    let job_of = |sheet: &Sheet| sheet.jobs.first().and_then(|index| Some((*index, now.job(*index)?)));
    let Some((_, own)) = now.sheet(&id).and_then(job_of) else { return StatusCode::NOT_FOUND.into_response() };
    let mut formats: Vec<&str> = Vec::new();
    let mut looked = Vec::new();
    for sheet in &now.sheets {
        let Some((index, job)) = job_of(sheet) else { continue };
        let same = (&job.content, job.hands(), &job.language) == (&own.content, own.hands(), &own.language);
        if !same || formats.contains(&job.format.as_str()) || formats.len() == MOST_CROPS {
            continue;
        }
        formats.push(&job.format);
        if let Some(shown) = app.studio.looks.of(&now, index, Depth::Faces).await.and_then(|looked| looked.shown) {
            looked.push((sheet, job, shown));
        }
    }
    let all: Vec<Crop<'_>> = looked.iter().map(|(sheet, job, shown)| Crop { sheet, job, shown }).collect();
    let view = View { words: &words, now: &now, studio: &app.studio };
    crops::crops(&view, &showing.block, &all).into_response()
}

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

async fn finder(State(app): State<App>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    let part = headers.contains_key("hx-request");
    shown(&app, &headers, |view| Some(if part { find::hits(view, &asked.q) } else { find::page(view, &asked.q) }))
}

/// What organizations are looked for, and where the page begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Search {
    search: String,
    from: usize,
}

async fn organization_list(State(app): State<App>, headers: HeaderMap, Query(search): Query<Search>) -> Response {
    shown(&app, &headers, |view| Some(organizations::list(view, &search.search, search.from)))
}

async fn organization(State(app): State<App>, headers: HeaderMap, Path(name): Path<String>) -> Response {
    look_later(&app);
    shown(&app, &headers, |view| organizations::one(view, &name))
}

async fn translation_list(State(app): State<App>, headers: HeaderMap) -> Response {
    shown(&app, &headers, |view| Some(translations::list(view)))
}

/// Which words of a translation are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Only {
    show: String,
}

async fn translation(
    State(app): State<App>,
    headers: HeaderMap,
    Path((content, tag)): Path<(String, String)>,
    Query(only): Query<Only>,
) -> Response {
    look_later(&app);
    let file = format!("content/{content}.{tag}.toml");
    shown(&app, &headers, |view| {
        fields::part_of(&file)?;
        translations::one(view, &content, &tag, &only.show)
    })
}

async fn making(State(app): State<App>, headers: HeaderMap, Query(wanted): Query<make::Wanted>) -> Response {
    shown(&app, &headers, |view| Some(make::page(view, &wanted)))
}

async fn progress(State(app): State<App>, headers: HeaderMap) -> Response {
    shown(&app, &headers, |view| Some(make::progress(view)))
}

async fn changed(State(app): State<App>, headers: HeaderMap) -> Response {
    shown(&app, &headers, |view| Some(changes::page(view)))
}

async fn tools(State(app): State<App>, headers: HeaderMap) -> Response {
    shown(&app, &headers, |view| Some(view.tools()))
}

async fn banner(State(app): State<App>, headers: HeaderMap) -> Response {
    shown(&app, &headers, |view| Some(html! { (view.banner()) }))
}

/// Where the page stands, so that it misses nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    /// The state that the page shows.
    version: u64,
}

/// What happens, as it happens. Whoever has missed too much is told to look at everything again.
async fn events(State(app): State<App>, Query(seen): Query<Seen>) -> Response {
    let receiver = app.studio.listen();
    // What has changed between the page and its first question would be told to nobody.
    let version = app.studio.now().version;
    let missed = (seen.version != version).then(|| Event::default().event("changed").data(version.to_string()));
    let listening = Event::default().event("listening").data("now");
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async move {
        let event = |name: &str, data: &str| Event::default().event(name).data(data);
        let events = match receiver.recv().await {
            Ok(Told::Changed(version)) => vec![event("changed", &version.to_string())],
            // Two names: for the card itself, and for what counts all cards.
            Ok(Told::Looked(id)) => vec![event(&format!("looked-{id}"), &id), event("looked", &id)],
            Ok(Told::Made) => vec![event("made", "now")],
            Ok(Told::MadeAll) => vec![event("made-all", "now")],
            Err(RecvError::Lagged(_)) => vec![event("changed", "0"), event("listening", "now")],
            Err(RecvError::Closed) => return None,
        };
        Some((events, receiver))
    });
    let stream = futures_util::stream::iter(missed.into_iter().chain([listening]))
        .chain(stream.flat_map(futures_util::stream::iter))
        .map(Ok::<Event, std::convert::Infallible>);
    let mut answer = Sse::new(stream).keep_alive(KeepAlive::default()).into_response();
    answer.headers_mut().insert(CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"));
    answer
}
