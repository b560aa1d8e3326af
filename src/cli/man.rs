//! `handbill man`: manual pages for `man`.

use super::{Cli, DONE, stderr::Stderr, stdout};
use crate::diag::{Diagnostic, Span, checks, hint};
use crate::world::disk;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the manual page of a command, or write all of them into a folder
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill man build | man -l -\n  \
    handbill man --out ~/.local/share/man/man1     then `man handbill-build`")]
pub struct Args {
    /// A command; without it the page of the program
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Vec<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The page of one command on stdout, or all of them into a folder; 2 where no command has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    // Without its own `help`, which clap would write a page for too.
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    if let Some(folder) = &args.out {
        return write(&root, &stderr.directory().join(folder), stderr);
    }
    let mut command = &root;
    for word in &args.command {
        let Some(inner) = visible(command).find(|inner| inner.get_name() == word) else {
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no command `{word}`"));
            let names: Vec<&str> = visible(command).map(Command::get_name).collect();
            return stderr.refuse(&diagnostic.help(hint(word, names.into_iter(), "")));
        };
        command = inner;
    }
    stdout::bytes(&page(command))
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|inner| !inner.is_hide_set())
}

/// A page in roff. Memory takes everything, so nothing can fail.
fn page(command: &Command) -> Vec<u8> {
    let mut page = Vec::new();
    let manual = Man::new(command.clone()).source(format!("handbill {}", env!("CARGO_PKG_VERSION"))).manual("handbill");
    manual.render(&mut page).map_or_else(|_| Vec::new(), |()| page)
}

fn write(root: &Command, folder: &std::path::Path, stderr: &Stderr) -> u8 {
    let mut out = stdout::Stdout::default();
    let mut commands = vec![root];
    while let Some(command) = commands.pop() {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let path = folder.join(format!("{name}.1"));
        if let Err(e) = disk::write_whole(&path, &page(command)) {
            let message = format!("cannot write `{}`: {e}", path.display());
            return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, message));
        }
        out.line(&path.display().to_string());
        let mut inner: Vec<&Command> = visible(command).collect();
        inner.reverse();
        commands.extend(inner);
    }
    out.exit(DONE)
}
