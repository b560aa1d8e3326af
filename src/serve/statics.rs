//! The files of the page itself: built in, and the same for everybody.

use super::app::App;
use super::trouble;
use crate::world::{BuiltinFile, builtin_file};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// A file of `assets/page/`, or a font.
pub async fn file(State(app): State<App>, headers: HeaderMap, Path(path): Path<String>) -> Response {
    let place = match path.strip_prefix("font/") {
        Some(font) => format!("fonts/{font}"),
        None => format!("assets/page/{path}"),
    };
    let Some(bytes) = builtin_file(&place).map(BuiltinFile::bytes) else {
        return trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere");
    };
    let tag = format!("\"{}\"", &blake3::hash(bytes).to_hex()[..16]);
    if headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    ([(CONTENT_TYPE, kind(&path)), (CACHE_CONTROL, "no-cache"), (ETAG, tag.as_str())], bytes).into_response()
}

/// The MIME type, by the ending; plain text for all others.
pub fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ttf" => "font/ttf",
        _ => "text/plain; charset=utf-8",
    }
}
