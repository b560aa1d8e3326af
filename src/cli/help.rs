//! `handbill help`: of a command, or the reference of every file and key.

use super::{Cli, DONE, manual, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks, hint};
use clap::CommandFactory;

/// Say how a command is used, or what stands in the files
#[derive(clap::Args)]
#[command(
    after_help = "`handbill help files` is the reference of every file and every key; `handbill explain KEY` shows one of them."
)]
pub struct Args {
    /// A command, or `files`
    #[arg(value_name = "COMMAND")]
    topic: Vec<String>,
}

/// The text on stdout; 2 where no command has that name.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let mut out = Stdout::default();
    if args.topic == ["files"] {
        out.line(manual::FILES.trim_end());
        return out.exit(DONE);
    }
    let mut command = Cli::command();
    command.build();
    for word in &args.topic {
        let Some(inner) = command.find_subcommand(word).cloned() else {
            let names: Vec<String> =
                command.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| c.get_name().to_string()).collect();
            let all = names.iter().map(String::as_str).chain(["files"]);
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no command `{word}`"));
            return stderr.refuse(&diagnostic.help(hint(word, all, "")));
        };
        command = inner;
    }
    out.line(command.render_long_help().to_string().trim_end());
    out.exit(DONE)
}
