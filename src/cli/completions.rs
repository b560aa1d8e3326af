//! `handbill completions`: for the shell's Tab key.

use super::{Cli, DONE, stdout::Stdout};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print the completion script of a shell
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handbill completions bash > ~/.local/share/bash-completion/completions/handbill")]
pub struct Args {
    /// Which shell
    shell: Shell,
}

pub fn run(args: &Args) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "handbill", &mut script);
    let mut out = Stdout::default();
    out.line(String::from_utf8_lossy(&script).trim_end());
    out.exit(DONE)
}
