//! What every request is answered with.

use super::studio::Studio;
use super::words::PageWords;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use std::sync::Arc;

/// The project, and who may ask.
#[derive(Clone)]
pub struct App {
    pub studio: Arc<Studio>,
    pub token: Arc<str>,
    /// Its cookie's name: cookies do not know ports.
    pub cookie: Arc<str>,
    /// Names of this server, with its port.
    pub hosts: Arc<[String]>,
}

impl App {
    /// In the language that was asked for when the page was started, else in one that the browser accepts.
    pub fn words(&self, headers: &HeaderMap) -> PageWords {
        match &self.studio.options.language {
            Some(tag) => PageWords::of(tag),
            None => PageWords::accepted(headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default()),
        }
    }
}
