//! `handbill serve`: the project in a browser. Every sheet as a picture that is always current, every word a field, every
//! finding beside the field it is about. It writes the same TOML files as people do.
//!
//! - `app`, `routes`: which address shows what; `guard`: who may ask; `trouble`: what is answered where it cannot be;
//! - `studio`: the project while it is worked on; `now`: one state of it; `change`, `history`: what is and was changed;
//! - `looks`, `makers`: products looked at, on threads; `facts`, `findings`, `fit`: what the page must know of them;
//! - `fields`, `forms`: which words are fields; `slots`, `fills`: what a sheet fills into them;
//! - `toml_text`, `toml_words`, `order`: one value changed and nothing else; `rich`: markup shown;
//! - `actions`, `tables`, `starters`, `making`, `progress`: what a person does;
//! - `pages`: markup; `pictures`, `statics`: everything that is not; `words`: the words of the page.
//!
//! The runtime is started here and nowhere else: no other command has one.

mod actions;
mod app;
mod change;
mod facts;
mod fields;
mod fills;
mod findings;
mod fit;
mod forms;
mod guard;
mod history;
mod looks;
mod makers;
mod making;
mod now;
mod order;
mod pages;
mod pictures;
mod progress;
mod rich;
mod routes;
mod slots;
mod starters;
mod statics;
mod studio;
mod tables;
mod toml_text;
mod toml_words;
mod trouble;
mod words;

use crate::engine::session::Session;
use crate::world::{self, watch};
use app::App;
use routes::router;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use studio::Studio;

/// How the page is served.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// 0: any that is free.
    pub port: u16,
    /// An address other than that of this machine alone; its token comes with it.
    pub listen: Option<(IpAddr, String)>,
    /// Nothing is written: whoever looks cannot change words or make files.
    pub read_only: bool,
    /// The browser is opened at the address.
    pub open: bool,
    /// The language of the page, in place of the browser's.
    pub language: Option<String>,
}

/// Why nothing can be served, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program has the port, or it may not be had; which address, and why.
    #[error("cannot listen on {0}: {1}")]
    Port(SocketAddr, io::Error),
    /// The system gives no random bytes for the token.
    #[error("no secret for the session: {0}")]
    Secret(String),
    /// Changes from outside would go unseen.
    #[error("the folder cannot be watched: {0}")]
    Watch(#[from] watch::Error),
    /// The runtime or the socket broke off.
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Serves until it is interrupted. `tell` is given the address, once somebody can go there.
///
/// # Errors
/// Why nothing could be served: the port is taken, the folder cannot be watched.
pub fn run(session: Session, options: Options, tell: &dyn Fn(&str)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let ended = runtime.block_on(serve(session, options, tell));
    // Changes are written before they are answered: nothing is lost when the threads go.
    runtime.shutdown_background();
    ended
}

async fn serve(session: Session, options: Options, tell: &dyn Fn(&str)) -> Result<(), ServeError> {
    let address = options.listen.as_ref().map_or(IpAddr::from([127, 0, 0, 1]), |(address, _)| *address);
    let bound = SocketAddr::new(address, options.port);
    let listener = tokio::net::TcpListener::bind(bound).await.map_err(|e| ServeError::Port(bound, e))?;
    let port = listener.local_addr()?.port();
    let token = match &options.listen {
        Some((_, token)) => token.clone(),
        None => world::secret::<24>().map_err(|e| ServeError::Secret(e.to_string()))?,
    };
    let root = session.world.root().to_path_buf();
    let open = options.open;
    let studio = Arc::new(Studio::open(session, options));
    let watcher = {
        let studio = Arc::clone(&studio);
        watch::watch(&root, move |paths| studio.changed_outside(&paths))?
    };
    let mut hosts: Vec<String> = ["127.0.0.1", "localhost", "[::1]"].iter().map(|name| format!("{name}:{port}")).collect();
    hosts.push(SocketAddr::new(address, port).to_string());
    if studio.now().is_partial() {
        let studio = Arc::clone(&studio);
        tokio::task::spawn_blocking(move || studio.read_rest());
    }
    let app = App { studio, cookie: format!("handbill-{port}").into(), hosts: hosts.into(), token: token.clone().into() };
    let shown = SocketAddr::new(address, port);
    let link = format!("http://{shown}/?token={token}");
    tell(&link);
    if open {
        // Whoever has no desktop has the address.
        let _ = world::open_in_browser(&link);
    }
    let served = tokio::select! {
        served = async { axum::serve(listener, router(app)).await } => served.map_err(ServeError::from),
        _ = tokio::signal::ctrl_c() => Ok(()),
        () = terminated() => Ok(()),
    };
    drop(watcher);
    served
}

/// Another way to end: `kill`.
#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

impl Studio {
    /// What the folder is called.
    fn folder_name(&self) -> String {
        let root = self.session.world.root();
        let full = if root.as_os_str().is_empty() { std::path::Path::new(".") } else { root };
        let full = full.canonicalize().unwrap_or_else(|_| full.to_path_buf());
        full.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}
