//! What is answered where something cannot be done: a page that says what happened and what to do.

use super::words::PageWords;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, html};

/// A page for `trouble.KEY.title`, `.what` and `.do`. It needs no other file: it may be all that somebody gets.
pub fn page(words: &PageWords, status: StatusCode, key: &str) -> Response {
    let line = |part: &str| words.get(&format!("trouble.{key}.{part}")).to_string();
    let page = html! {
        (DOCTYPE)
        html lang=(words.tag) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (line("title")) }
                link rel="icon" href="/static/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/static/page.css";
            }
            body {
                main.trouble {
                    h1 { (line("title")) }
                    p { (line("what")) }
                    p { strong { (line("do")) } }
                }
            }
        }
    };
    (status, page).into_response()
}
