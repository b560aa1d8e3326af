//! Who may ask. The page is for the person at this machine: every request must name this machine, carry the session's
//! cookie and, where it changes something, come from the page itself. All else is answered before anything is read.

use super::app::App;
use super::trouble;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The largest body: a table or a photograph.
pub const LARGEST_BODY: usize = 24 << 20;

/// Nothing but the page's own files: no inline script, no inline style, no other host.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// Lets a request through, or says why not.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut answer = match refusal(&app, &request) {
        Some(Verdict::Enter) => enter(&app, &request),
        Some(Verdict::Refuse(status, key)) => trouble::page(&app.words(request.headers()), status, key),
        None => next.run(request).await,
    };
    let headers = answer.headers_mut();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// What a request is answered with in place of a page.
enum Verdict {
    /// The address that the terminal shows: the cookie is given.
    Enter,
    Refuse(StatusCode, &'static str),
}

fn refusal(app: &App, request: &Request) -> Option<Verdict> {
    let headers = request.headers();
    let refuse = |status, key| Some(Verdict::Refuse(status, key));
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(&HOST).filter(|host| app.hosts.iter().any(|known| known == host)) else {
        // A name that leads here by somebody's trick (DNS rebinding).
        return refuse(StatusCode::MISDIRECTED_REQUEST, "host");
    };
    if text(&ORIGIN).is_some_and(|origin| origin.strip_prefix("http://") != Some(host)) {
        return refuse(StatusCode::FORBIDDEN, "origin");
    }
    let site = text(&HeaderName::from_static("sec-fetch-site"));
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && !matches!(site, None | Some("same-origin")) {
        return refuse(StatusCode::FORBIDDEN, "origin");
    }
    if changes && site.is_none() && text(&ORIGIN).is_none() {
        return refuse(StatusCode::FORBIDDEN, "origin");
    }
    if text(&CONTENT_LENGTH).is_some_and(|length| length.parse::<usize>().map_or(true, |length| length > LARGEST_BODY)) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "large");
    }
    if has_cookie(app, headers) {
        return None;
    }
    match token(request).is_some_and(|token| same(token, &app.token)) {
        true => Some(Verdict::Enter),
        false => refuse(StatusCode::FORBIDDEN, "token"),
    }
}

fn token(request: &Request) -> Option<&str> {
    request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("token="))
}

fn has_cookie(app: &App, headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(name, value)| name == &*app.cookie && same(value, &app.token))
}

/// Compared in the same time wherever they differ.
fn same(given: &str, token: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(token.as_bytes())
}

/// The cookie, and on to the page without the token in its address.
fn enter(app: &App, request: &Request) -> Response {
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", app.cookie, app.token);
    let mut answer = (StatusCode::SEE_OTHER, Body::empty()).into_response();
    let path = match request.uri().path() {
        path if path.starts_with("//") => "/",
        path => path,
    };
    for (name, value) in [(SET_COOKIE, cookie.as_str()), (LOCATION, path)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}
