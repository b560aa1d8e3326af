//! What a person does: each request changes one thing, and says what came of it.

use super::app::App;
use super::change::{Edit, Refused};
use super::fields::{self, Holds};
use super::making;
use super::pages::{View, form, make, start};
use super::starters::{self, Who, file_name, slug};
use super::toml_text::Value;
use super::{order, trouble};
use crate::deliver::key::ORDER_SHEET;
use crate::engine::{starter, translation_status};
use crate::model::Purpose;
use crate::resolve::source_hash;
use axum::extract::{Form, Multipart, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a field sends when it was changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    file: String,
    /// A JSON array of keys.
    path: String,
    /// The text, or a JSON array of lines.
    value: String,
    was: String,
    /// What stands there now is to be replaced.
    over: bool,
    /// The first change since the field was entered.
    begins: bool,
}

/// A value that was typed, for what its field holds. An empty one takes the key out.
fn typed(holds: Holds, text: &str) -> Result<Option<Value>, &'static str> {
    let clean = text.replace("\r\n", "\n");
    let plain = clean.trim();
    if holds == Holds::Items {
        let items: Vec<String> = serde_json::from_str(&clean).map_err(|_| "items")?;
        let items: Vec<String> = items.into_iter().map(|item| item.trim().to_string()).filter(|item| !item.is_empty()).collect();
        return if items.is_empty() { Err("items_empty") } else { Ok(Some(Value::Items(items))) };
    }
    if plain.is_empty() {
        return Ok(None);
    }
    Ok(Some(match holds {
        Holds::Date => Value::Bare(plain.parse::<jiff::civil::Date>().map_err(|_| "date")?.to_string()),
        Holds::Moment => {
            // An end may be a time of the same day.
            let time = plain.parse::<jiff::civil::Time>().map(|time| time.strftime("%H:%M:%S").to_string());
            let moment = plain.parse::<jiff::civil::DateTime>().map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%S").to_string());
            Value::Bare(moment.or(time).map_err(|_| "moment")?)
        }
        Holds::Number => {
            let number = plain.replace([',', ' '], "").parse::<f64>().map_err(|_| "number")?;
            if !number.is_finite() || number.abs() > 1e15 {
                return Err("number");
            }
            Value::Bare(if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() })
        }
        Holds::Choice(choices) if !choices.contains(&plain) => return Err("choice"),
        Holds::Color if !is_color(plain) => return Err("color"),
        Holds::Words => Value::Text(clean.trim().to_string()),
        Holds::Items
        | Holds::Line
        | Holds::Plain
        | Holds::Link
        | Holds::Phone
        | Holds::Mail
        | Holds::Color
        | Holds::Picture
        | Holds::Focus
        | Holds::Zone
        | Holds::Choice(_) => Value::Text(plain.split_whitespace().collect::<Vec<_>>().join(" ")),
    }))
}

fn is_color(text: &str) -> bool {
    let hex = text.strip_prefix('#').is_some_and(|hex| [3, 6].contains(&hex.len()) && hex.chars().all(|c| c.is_ascii_hexdigit()));
    hex || text.starts_with("cmyk ") || text.starts_with("spot ")
}

/// More letters than any field of a sheet needs.
const LONGEST: usize = 20_000;

/// Changes one value. The answer is JSON for the page's script: what stands in the file now, or why it was not written.
pub async fn edit(State(app): State<App>, headers: HeaderMap, Form(given): Form<Typed>) -> Response {
    let words = app.words(&headers);
    let refuse =
        |status: StatusCode, key: &str| answer(status, &json!({ "state": "refused", "why": words.get(&format!("edit.{key}")) }));
    let Ok(path) = serde_json::from_str::<Vec<String>>(&given.path) else { return refuse(StatusCode::BAD_REQUEST, "no_field") };
    let Some(holds) = fields::holds(&given.file, &path) else { return refuse(StatusCode::BAD_REQUEST, "no_field") };
    if given.value.chars().count() > LONGEST {
        return refuse(StatusCode::BAD_REQUEST, "long");
    }
    let value = match typed(holds, &given.value) {
        Ok(value) => value,
        Err(key) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, key),
    };
    if value.is_none() && is_needed(&path) {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, "needed");
    }
    let was = match holds {
        Holds::Items => serde_json::from_str::<Vec<String>>(&given.was).ok().map(Value::Items),
        Holds::Date | Holds::Moment | Holds::Number => Some(Value::Bare(given.was.clone())),
        _ => Some(Value::Text(given.was.clone())),
    };
    let edit = Edit { file: given.file, path, value, was, over: given.over };
    let studio = Arc::clone(&app.studio);
    let done = tokio::task::spawn_blocking(move || {
        if given.begins {
            studio.seal();
        }
        let done = studio.edit(&edit);
        (done, studio.text(&edit.file).and_then(|text| super::toml_text::get(&text, &edit.path)))
    });
    let Ok((done, stands)) = done.await else { return refuse(StatusCode::INTERNAL_SERVER_ERROR, "failed") };
    match done {
        Ok(()) => answer(
            StatusCode::OK,
            &json!({ "state": "saved", "was": as_typed(stands.as_ref()), "version": app.studio.now().version,
                "note": note(holds, stands.as_ref(), &words) }),
        ),
        Err(Refused::Changed(theirs)) => {
            let sentence = words.get("edit.changed");
            let labels = json!({ "mine": words.get("edit.mine"), "theirs": words.get("edit.theirs"), "both": words.get("edit.both"),
                "yours": words.get("edit.yours"), "outside": words.get("edit.outside") });
            answer(
                StatusCode::CONFLICT,
                &json!({ "state": "changed", "why": sentence, "theirs": as_typed(theirs.as_ref()), "labels": labels }),
            )
        }
        Err(refused) => {
            let (status, sentence) = why(&refused, &words);
            answer(status, &json!({ "state": "refused", "why": sentence }))
        }
    }
}

/// Without these an event is none: they stay until there are others. A browser empties a field of a day that there is not.
fn is_needed(path: &[String]) -> bool {
    matches!(path, [kind, _, key] if kind == "event" && (key == "start" || key == "title"))
}

/// What a value comes to, where its kind has something to say.
fn note(holds: Holds, stands: Option<&Value>, words: &super::words::PageWords) -> Option<String> {
    (holds == Holds::Color).then(|| form::readable(words, &form::text(stands))).flatten()
}

fn as_typed(value: Option<&Value>) -> Json {
    match value {
        Some(Value::Items(items)) => json!(serde_json::to_string(items).unwrap_or_default()),
        other => json!(form::text(other)),
    }
}

fn answer(status: StatusCode, body: &Json) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn why(refused: &Refused, words: &super::words::PageWords) -> (StatusCode, String) {
    match refused {
        Refused::ReadOnly => (StatusCode::FORBIDDEN, words.get("edit.read_only").to_string()),
        Refused::Locked(lock) => {
            (StatusCode::FORBIDDEN, format!("{} {}", words.get("form.locked"), words.get(&format!("lock.{lock}"))))
        }
        Refused::NoField => (StatusCode::BAD_REQUEST, words.get("edit.no_field").to_string()),
        Refused::Broken(message) => (StatusCode::CONFLICT, words.fill("edit.broken", &[("why", message)])),
        Refused::Changed(_) => (StatusCode::CONFLICT, words.get("edit.changed").to_string()),
        Refused::Not(message) => (StatusCode::UNPROCESSABLE_ENTITY, words.fill("edit.not", &[("why", message)])),
    }
}

/// The last step, taken back. Answers like every change.
pub async fn undo(State(app): State<App>, headers: HeaderMap) -> Response {
    back(&app, &headers, false).await
}

/// The step that was taken back last, done again.
pub async fn redo(State(app): State<App>, headers: HeaderMap) -> Response {
    back(&app, &headers, true).await
}

async fn back(app: &App, headers: &HeaderMap, forward: bool) -> Response {
    let words = app.words(headers);
    let studio = Arc::clone(&app.studio);
    match tokio::task::spawn_blocking(move || studio.undo(forward)).await {
        Ok(Ok(done)) => {
            let key = if done { "undo.done" } else { "undo.nothing" };
            answer(StatusCode::OK, &json!({ "state": "saved", "done": done, "why": words.get(key) }))
        }
        Ok(Err(refused)) => {
            let (status, sentence) = why(&refused, &words);
            answer(status, &json!({ "state": "refused", "why": sentence }))
        }
        Err(_) => answer(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "state": "refused", "why": words.get("edit.failed") })),
    }
}

/// Begins to make; the page of making shows how far it is.
pub async fn make(State(app): State<App>, headers: HeaderMap, Form(asked): Form<BTreeMap<String, String>>) -> Response {
    if app.studio.options.read_only {
        return trouble::page(&app.words(&headers), StatusCode::FORBIDDEN, "read_only");
    }
    let now = app.studio.now();
    let mut request = app.studio.session.request.clone();
    request.purposes = Purpose::ALL.into_iter().filter(|purpose| asked.contains_key(purpose.name())).collect();
    let sheet = asked.get("sheet").filter(|id| !id.is_empty());
    if let Some(job) = sheet.and_then(|id| now.sheet(id)).and_then(|sheet| now.job(*sheet.jobs.first()?)) {
        request.names = vec![job.format.clone()];
        request.contents = vec![job.content.clone()];
        request.orgs = job.orgs().into_iter().cloned().collect();
        request.languages = vec![job.language.clone()];
    } else {
        // Of all sheets those that were shown.
        let only = |key: &str| asked.get(key).filter(|value| !value.is_empty()).cloned().into_iter().collect::<Vec<_>>();
        request.names = only("format");
        (request.contents, request.orgs, request.languages) = (only("content"), only("org"), only("language"));
    }
    making::begin(&app.studio, request);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(asked.iter().filter(|(key, value)| make::NARROWED.contains(&key.as_str()) && !value.is_empty()));
    Redirect::to(&format!("/make?{}", query.finish())).into_response()
}

/// Ends what is being made; what is written already stays.
pub async fn stop(State(app): State<App>) -> Redirect {
    app.studio.making.stop();
    Redirect::to("/make")
}

/// The form of an organization that somebody adds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewOrganization {
    name: String,
    phone: String,
    web: String,
}

/// A new organization: a file of its own.
pub async fn add_organization(State(app): State<App>, headers: HeaderMap, Form(given): Form<NewOrganization>) -> Response {
    let words = app.words(&headers);
    if given.name.trim().is_empty() || given.name.len() > 600 {
        return trouble::page(&words, StatusCode::UNPROCESSABLE_ENTITY, "no_name");
    }
    let now = app.studio.now();
    let own = slug(&given.name);
    let free = (1..)
        .map(|n| if n == 1 { own.clone() } else { format!("{own}-{n}") })
        .find(|name| !now.reading.project.orgs.contains_key(name));
    let name = free.unwrap_or(own);
    let mut text = String::new();
    // What cannot be an address is told beside its field, once the organization is there.
    let web = whole_address(&given.web).unwrap_or_else(|| given.web.clone());
    for (key, value) in [("name", &given.name), ("phone", &given.phone), ("web", &web)] {
        if !value.trim().is_empty() {
            text.push_str(&format!(
                "{key:<5} = {}\n",
                super::toml_words::literal(value.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), None)
            ));
        }
    }
    put(&app, &headers, vec![(format!("content/orgs/{name}.toml"), text.into_bytes())], &format!("/organizations/{name}")).await
}

/// Writes files and goes on to a page.
pub async fn put(app: &App, headers: &HeaderMap, files: Vec<(String, Vec<u8>)>, then: &str) -> Response {
    let words = app.words(headers);
    let studio = Arc::clone(&app.studio);
    match tokio::task::spawn_blocking(move || studio.put(files)).await {
        Ok(Ok(())) => Redirect::to(then).into_response(),
        Ok(Err(Refused::ReadOnly)) => trouble::page(&words, StatusCode::FORBIDDEN, "read_only"),
        _ => trouble::page(&words, StatusCode::CONFLICT, "not_written"),
    }
}

/// A translation that somebody begins: of which content, into which language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewTranslation {
    content: String,
    language: String,
}

/// A new translation: every text of the source beside its empty place.
pub async fn add_translation(State(app): State<App>, headers: HeaderMap, Form(given): Form<NewTranslation>) -> Response {
    let now = app.studio.now();
    let file = format!("content/{}.{}.toml", given.content, given.language);
    let known = matches!(fields::part_of(&file), Some(fields::Part::Translation(..)));
    let Some(content) = now.reading.project.contents.get(&given.content).filter(|_| known) else {
        return trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere");
    };
    let there = now.reading.project.translations.contains_key(&(given.content.clone(), given.language.clone()));
    let then = format!("/translations/{}/{}", given.content, given.language);
    if there || content.language.value == given.language {
        return Redirect::to(if there { &then } else { "/translations" }).into_response();
    }
    let text = translation_status::skeleton(&format!("content/{}.toml", given.content), content, &given.language);
    put(&app, &headers, vec![(file, text.into_bytes())], &then).await
}

/// The order sheet asks for a translation too.
pub async fn make_language(State(app): State<App>, headers: HeaderMap, Path((content, tag)): Path<(String, String)>) -> Response {
    let now = app.studio.now();
    let known = now.reading.project.translations.contains_key(&(content.clone(), tag.clone()));
    let usual: Vec<String> = now.reading.project.defaults.languages.iter().map(|tag| tag.value.clone()).collect();
    let order = app.studio.text(ORDER_SHEET).filter(|_| known && now.broken.is_empty());
    let changed = order.and_then(|order| order::with_language(&order, &content, &tag, &usual));
    match changed {
        Some(order) => {
            let then = format!("/?content={content}&language={tag}");
            put(&app, &headers, vec![(ORDER_SHEET.to_string(), order.into_bytes())], &then).await
        }
        None => trouble::page(&app.words(&headers), StatusCode::CONFLICT, "not_written"),
    }
}

/// Somebody has looked: the translation is still right for the changed source.
pub async fn still_right(State(app): State<App>, headers: HeaderMap, Path((content, tag)): Path<(String, String)>) -> Response {
    let now = app.studio.now();
    let file = format!("content/{content}.{tag}.toml");
    let Some(source) = now.reading.project.contents.get(&content).filter(|_| fields::part_of(&file).is_some()) else {
        return trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere");
    };
    let path = vec!["translation".to_string(), "source".to_string()];
    let edit = Edit { file, path, value: Some(Value::Text(source_hash(source))), was: None, over: true };
    let studio = Arc::clone(&app.studio);
    match tokio::task::spawn_blocking(move || studio.edit(&edit)).await {
        Ok(Ok(())) => Redirect::to(&format!("/translations/{content}/{tag}")).into_response(),
        _ => trouble::page(&app.words(&headers), StatusCode::CONFLICT, "not_written"),
    }
}

/// Files and fields of a form with files.
pub struct Sent {
    pub fields: BTreeMap<String, String>,
    pub files: BTreeMap<String, (String, Vec<u8>)>,
}

impl Sent {
    /// Takes a form apart. Refused: more than 60 fields and files.
    pub async fn read(mut form: Multipart) -> Result<Sent, StatusCode> {
        let mut sent = Sent { fields: BTreeMap::new(), files: BTreeMap::new() };
        while let Some(field) = form.next_field().await.map_err(|e| e.status())? {
            let name = field.name().unwrap_or_default().to_string();
            let file = field.file_name().map(str::to_string);
            let bytes = field.bytes().await.map_err(|e| e.status())?.to_vec();
            match file {
                Some(file) if !bytes.is_empty() => drop(sent.files.insert(name, (file, bytes))),
                Some(_) => {}
                None => drop(sent.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned())),
            }
            if sent.files.len() + sent.fields.len() > 60 {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
        }
        Ok(sent)
    }
}

/// Whether bytes are the kind of picture that their name says.
fn is_picture(name: &str, bytes: &[u8]) -> bool {
    match name.rsplit('.').next().unwrap_or_default() {
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "jpg" | "jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
        "svg" => std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg")),
        _ => false,
    }
}

/// A picture for a field: it is put among the project's pictures, and the field names it.
pub async fn upload(State(app): State<App>, headers: HeaderMap, form: Multipart) -> Response {
    let words = app.words(&headers);
    let refuse =
        |status: StatusCode, key: &str| answer(status, &json!({ "state": "refused", "why": words.get(&format!("edit.{key}")) }));
    let sent = match Sent::read(form).await {
        Ok(sent) => sent,
        Err(status) => return refuse(status, "failed"),
    };
    let file = sent.fields.get("file").cloned().unwrap_or_default();
    let path: Vec<String> = sent.fields.get("path").and_then(|path| serde_json::from_str(path).ok()).unwrap_or_default();
    if fields::holds(&file, &path) != Some(Holds::Picture) {
        return refuse(StatusCode::BAD_REQUEST, "no_field");
    }
    let Some((name, bytes)) = sent.files.get("picture") else { return refuse(StatusCode::BAD_REQUEST, "no_picture") };
    let name = file_name(name);
    if !is_picture(&name, bytes) {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, "no_picture");
    }
    let folder = if path[0] == "logo" { "assets/logos" } else { "assets/pictures" };
    let place = free_place(&app, folder, &name, bytes);
    let mut files = Vec::new();
    let (studio, bytes) = (Arc::clone(&app.studio), bytes.clone());
    files.push((place.clone(), bytes));
    let alt = sent.fields.get("alt").cloned().unwrap_or_default();
    let done = tokio::task::spawn_blocking(move || {
        fields::may_change(&studio.now(), &file, &path)?;
        let text = studio.text(&file).unwrap_or_default();
        let set =
            |text: &str, path: &[String], value: &str| super::toml_text::set(text, path, Some(&Value::Text(value.to_string())));
        let mut changed = set(&text, &path, &place)?;
        // A mark needs its words; the organization's name is what it says.
        let words = [&path[..path.len() - 1], &["alt".to_string()]].concat();
        let alt = match super::toml_text::get(&changed, &["name".to_string()]) {
            Some(Value::Text(name)) if path[0] == "logo" => name,
            _ => alt,
        };
        if super::toml_text::get(&changed, &words).is_none() && !alt.is_empty() {
            changed = set(&changed, &words, &alt)?;
        }
        files.push((file, changed.into_bytes()));
        studio.put(files)?;
        Ok::<String, Refused>(place)
    });
    match done.await {
        Ok(Ok(place)) => answer(StatusCode::OK, &json!({ "state": "saved", "was": place })),
        Ok(Err(refused)) => {
            let (status, sentence) = why(&refused, &words);
            answer(status, &json!({ "state": "refused", "why": sentence }))
        }
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR, "failed"),
    }
}

/// A name that no other file has, or that of the same picture.
fn free_place(app: &App, folder: &str, name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let place = |n: usize| if n == 1 { format!("{folder}/{name}") } else { format!("{folder}/{stem}-{n}.{ending}") };
    let free = |place: &String| app.studio.session.world.read(place).map_or(true, |found| found.bytes.as_slice() == bytes);
    (1..1000).map(place).find(free).unwrap_or_else(|| place(1))
}

/// An address of the web with its scheme, or nothing as it is; `None` where it cannot be one.
fn whole_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() { Some(String::new()) } else { starter::web(typed).ok() }
}

/// The first step in an empty folder.
pub async fn begin(State(app): State<App>, headers: HeaderMap, form: Multipart) -> Response {
    let words = app.words(&headers);
    let now = app.studio.now();
    if !now.empty {
        return Redirect::to("/").into_response();
    }
    let sent = match Sent::read(form).await {
        Ok(sent) => sent,
        Err(status) => return trouble::page(&words, status, "large"),
    };
    let view = View { words: &words, now: &now, studio: &app.studio };
    let field = |name: &str| sent.fields.get(name).cloned().unwrap_or_default();
    let logo = sent.files.get("logo").cloned();
    let color = Some(field("color")).filter(|color| is_color(color)).unwrap_or_default();
    let mut who = Who { name: field("name"), color, logo: logo.clone(), phone: field("phone"), web: field("web") };
    let typed = who.clone();
    let again =
        |key: &str| (StatusCode::UNPROCESSABLE_ENTITY, start::page(&view, Some((&typed, words.get(key))))).into_response();
    if logo.as_ref().is_some_and(|(name, bytes)| !is_picture(&file_name(name), bytes)) {
        return again("edit.no_picture");
    }
    if who.name.trim().is_empty() || who.name.len() > 600 {
        return again("start.no_name");
    }
    // A number that nobody can call would stop every sheet of the new project.
    if !who.phone.trim().is_empty() && starter::check_phone(Some(who.phone.trim())).is_err() {
        return again("start.bad_phone");
    }
    match whole_address(&who.web) {
        Some(web) => who.web = web,
        None => return again("start.bad_web"),
    }
    let request = &app.studio.session.request;
    let today = request.as_of.unwrap_or(request.today);
    let Ok(files) = starters::files(&field("starter"), &who, today) else { return again("start.no_starter") };
    put(&app, &headers, files, "/").await
}
