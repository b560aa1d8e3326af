//! A table dropped on the page: read, shown column by column with the rows that are refused, and taken into the project.

use super::routes::App;
use super::trouble;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

pub async fn read(State(app): State<App>, headers: HeaderMap) -> Response {
    trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere")
}

pub async fn add(State(app): State<App>, headers: HeaderMap) -> Response {
    trouble::page(&app.words(&headers), StatusCode::NOT_FOUND, "nowhere")
}
