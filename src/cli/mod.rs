//! The command line: arguments to requests, outcomes to words. One file for each command.
//!
//! stdout is for results (what was made, what there is), stderr is for talk (what was found, how far it is). Nothing
//! here decides what is right; it asks the engine and says what came of it.

mod build;
mod check;
mod clean;
mod complete;
mod completions;
mod conditions;
mod diff;
mod digest;
mod dump;
mod explain;
mod fonts;
mod help;
mod impact;
mod info;
mod init;
mod inspection;
mod lang;
mod law;
mod list;
mod man;
mod manual;
mod merge;
mod new;
mod new_table;
mod pack;
mod progress;
mod qr;
mod report;
mod review;
mod schema;
mod select;
mod serve;
mod show;
mod show_account;
mod show_drawing;
mod show_scheme;
mod stderr;
mod stdout;
mod untaken;
mod watch;

use crate::diag::{Diagnostic, Sources, Span, checks};
use crate::world;
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use stderr::Stderr;
use untaken::Untaken;

/// Done.
const DONE: u8 = 0;
/// Problems found.
const PROBLEMS: u8 = 1;
/// Wrong usage, an unreadable project or a disk that refuses.
const UNUSABLE: u8 = 2;

/// Turns structured content into press-ready flyers, posters and wallet cards, and refuses to print a mistake.
///
/// What is said, who says it, how it looks and what is made are plain TOML files in one folder; `handbill build` makes
/// a PDF for each organization, language, format and purpose. A QR code that does not scan, a text that does not fit,
/// a missing letter, wrong arithmetic or a changed legal sentence stops the product, with the file, the line and the
/// words to type.
#[derive(Parser)]
#[command(
    name = "handbill",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[command(after_help = "Begin with:\n  handbill init demo && cd demo && handbill build\n\n\
    Exit: 0 done; 1 problems found, all other products were made; 2 wrong usage, unreadable project or disk; \
    130 interrupted.")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
struct Common {
    /// The project's folder [default: the nearest one up from here with a `handbill.toml`]
    #[arg(short = 'C', value_name = "DIR", global = true)]
    directory: Option<PathBuf>,
    /// How to say what was found
    #[arg(long, value_name = "FORMAT", global = true, default_value = "human", help_heading = "Output")]
    message_format: MessageFormat,
    /// When to use colours: auto, always or never; `auto` also heeds NO_COLOR. With `init --from`: your colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", value_parser = color, help_heading = "Output")]
    color: Color,
    /// Results as JSON, one object a line
    #[arg(long, global = true, help_heading = "Output")]
    json: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true, help_heading = "Output")]
    quiet: bool,
}

/// How diagnostics are written to stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// With the line and what to type
    Human,
    /// One line each: `file:line:column: error[check] message`
    Short,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// What `--color` says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Color {
    Auto,
    Always,
    Never,
    /// Of an organization, for `init`: the same word means another thing there.
    Brand(String),
}

fn color(text: &str) -> Result<Color, Untaken> {
    match text {
        "auto" => Ok(Color::Auto),
        "always" => Ok(Color::Always),
        "never" => Ok(Color::Never),
        brand => crate::engine::starter::color(brand).map(Color::Brand).map_err(|_| Untaken::Color),
    }
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Build(build::Args),
    Check(check::Args),
    Clean(clean::Args),
    Serve(serve::Args),
    Watch(watch::Args),
    List(list::Args),
    Show(show::Args),
    Lang(lang::Args),
    Explain(explain::Args),
    Help(help::Args),
    Impact(impact::Args),
    Diff(diff::Args),
    Law(law::Args),
    Laws(law::ListArgs),
    Review(review::Args),
    Pack(pack::Args),
    Schema(schema::Args),
    #[command(name = "merge-manifests")]
    Merge(merge::Args),
    Qr(qr::Args),
    Conditions(conditions::Args),
    Fonts(fonts::Args),
    Info(info::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Complete(complete::Args),
    Man(man::Args),
    Dump(dump::Args),
}

/// Runs the program on its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results; a closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { UNUSABLE } else { DONE });
        }
    };
    let stderr = Stderr::new(&cli.common);
    if let (Color::Brand(brand), false) = (&cli.common.color, matches!(cli.command, Command::Init(_))) {
        let message = format!("`--color {brand}` is a colour of an organization, and here it says when to use colours");
        let help = "write `--color auto`, `always` or `never`; your colour stands in content/orgs/NAME.toml";
        return ExitCode::from(stderr.refuse(&Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help(help)));
    }
    world::stay_standing();
    if let Some(when) = world::wrong_clock() {
        let message = format!("the clock of this computer stands {when}");
        let help = "set it: on Linux `timedatectl`, or `date -s 2027-01-31`";
        return ExitCode::from(stderr.refuse(&Diagnostic::error(&checks::WRONG_CLOCK, Span::NONE, message).help(help)));
    }
    if let Some(text) = world::bad_source_date() {
        let message = format!("SOURCE_DATE_EPOCH is `{text}`, and is passed over");
        let diagnostic = Diagnostic::warning(&checks::BAD_DATE, Span::NONE, message);
        stderr.tell(&diagnostic.help("wanted a number of seconds since 1970, or nothing"), &Sources::default());
    }
    ExitCode::from(match cli.command {
        Command::Init(args) => init::run(&args, &stderr),
        Command::New(args) => new::run(&args, &stderr),
        Command::Build(args) => build::run(&args, stderr),
        Command::Check(args) => check::run(&args, stderr),
        Command::Serve(args) => serve::run(&args, &stderr),
        Command::Watch(args) => watch::run(&args, &stderr, || Stderr::new(&cli.common)),
        Command::List(args) => list::run(&args, &stderr),
        Command::Show(args) => show::run(&args, &stderr),
        Command::Lang(args) => lang::run(&args, &stderr),
        Command::Clean(args) => clean::run(&args, &stderr),
        Command::Help(args) => help::run(&args, &stderr),
        Command::Explain(args) => explain::run(&args, &stderr),
        Command::Diff(args) => diff::run(&args, &stderr),
        Command::Impact(args) => impact::run(&args, &stderr),
        Command::Law(args) => law::run(&args, &stderr),
        Command::Laws(args) => law::list(&args, &stderr),
        Command::Review(args) => review::run(&args, &stderr),
        Command::Schema(args) => schema::run(&args, &stderr),
        Command::Pack(args) => pack::run(&args, &stderr),
        Command::Merge(args) => merge::run(&args, &stderr),
        Command::Qr(args) => qr::run(&args, &stderr),
        Command::Conditions(args) => conditions::run(&args, &stderr),
        Command::Fonts(args) => fonts::run(&args, &stderr),
        Command::Info(args) => info::run(&args, &stderr),
        Command::Completions(args) => completions::run(&args),
        Command::Complete(args) => complete::run(&args, &stderr),
        Command::Man(args) => man::run(&args, &stderr),
        Command::Dump(args) => dump::run(&args, &stderr),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_argument_explains_itself() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }

    fn parses(line: &str) -> bool {
        Cli::try_parse_from(line.split(' ')).is_ok()
    }

    #[test]
    fn options_are_read_as_they_are_written() {
        assert!(parses("handbill build wallet-card --org my-library --for press --png=200 -n -j 2 -C demo"));
        assert!(parses("handbill build --as-of 2026-11-23 --lang es --strict --json --message-format github"));
        assert!(parses("handbill build --png wallet-card"));
        assert!(!parses("handbill build --for paper"));
        assert!(!parses("handbill build --as-of yesterday"));
        assert!(!parses("handbill build -j 0"));
        assert!(!parses("handbill"));
    }
}
