//! `handbill serve`: the project in a browser.

use super::DONE;
use super::stderr::Stderr;
use super::stdout::Stdout;
use super::untaken::Untaken;
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::session::Session;
use crate::plan::Request;
use crate::serve::{self, Options};
use crate::world::{self, World};
use jiff::civil::Date;
use std::net::IpAddr;

/// See the sheets in a browser, and change their words there
///
/// Prints an address for the browser on this machine. Every sheet is a picture that is always current, every word a
/// field; what is found stands beside the field it is about. What is changed is written to the same files, one line for
/// one word. In a folder without a project it offers what to begin with. Ctrl-C ends it; everything is saved by then.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill serve                 and go to the address it prints\n  \
    handbill serve --open          opens the browser too\n  \
    handbill serve --read-only     to show it to somebody")]
pub struct Args {
    /// Port of the address [default: any that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Nothing can be changed or made
    #[arg(long)]
    read_only: bool,
    /// Be reachable at this address of the machine, and not for this machine alone; needs --token
    #[arg(long, value_name = "ADDRESS", requires = "token")]
    listen: Option<IpAddr>,
    /// What is asked of whoever comes from elsewhere, at least 16 signs
    #[arg(long, value_name = "TEXT", requires = "listen", value_parser = token)]
    token: Option<String>,
    /// Language of the page, such as `en` [default: the browser's]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// What counts as today, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

fn token(text: &str) -> Result<String, Untaken> {
    let plain = text.len() >= 16 && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    plain.then(|| text.to_string()).ok_or(Untaken::Token)
}

/// Prints the address and stays until it is interrupted; 2 where nothing can be served.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let request = Request { as_of: args.as_of.or_else(world::source_date), ..Request::everything(world::today()) };
    let session = Session { world: World::open(stderr.root()), request };
    let options = Options {
        port: args.port,
        listen: args.listen.zip(args.token.clone()),
        read_only: args.read_only,
        open: args.open,
        language: args.language.clone(),
    };
    let tell = |address: &str| {
        let mut out = Stdout::default();
        out.line(address);
        let _ = out.exit(DONE);
        stderr.say("Go to this address with a browser. Ctrl-C ends it.");
    };
    match serve::run(session, options, &tell) {
        Ok(()) => DONE,
        Err(why) => stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, why.to_string())),
    }
}
