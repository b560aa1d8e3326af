//! `handbill completions`: for the shell's Tab key.

use super::{Cli, DONE, stdout::Stdout};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print the completion script of a shell
///
/// In bash, zsh and fish it also completes what the project at hand has: formats, themes, organizations, languages and what
/// handbill.toml makes.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill completions bash > ~/.local/share/bash-completion/completions/handbill\n  \
    handbill completions zsh  > ~/.zfunc/_handbill     with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc\n  \
    handbill completions fish > ~/.config/fish/completions/handbill.fish")]
pub struct Args {
    /// Which shell
    shell: Shell,
}

/// The script for a shell, on stdout.
pub fn run(args: &Args) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "handbill", &mut script);
    let script = with_names(args.shell, &String::from_utf8_lossy(&script));
    let mut out = Stdout::default();
    out.line(script.trim_end());
    out.exit(DONE)
}

/// Asks the program for names first, and the generated script where it has none.
const BASH: &str = r#"
_handbill_names() {
    _handbill "$@"
    local names
    names=$("${COMP_WORDS[0]/#\~/$HOME}" complete "$COMP_CWORD" -- "${COMP_WORDS[@]}" 2>/dev/null)
    if [[ -n $names ]]; then
        COMPREPLY=($(compgen -W "$names" -- "${COMP_WORDS[COMP_CWORD]}"))
    fi
}

complete -F _handbill_names -o nosort -o bashdefault -o default handbill
"#;

/// Before the last lines of the generated script, which call `_handbill`.
const ZSH: &str = r#"
functions -c _handbill _handbill_generated
_handbill() {
    local -a typed names
    typed=("${words[@]}")
    names=("${(@f)$("${typed[1]/#\~/$HOME}" complete $((CURRENT - 1)) -- "${typed[@]}" 2>/dev/null)}")
    names=("${(@)names:#}")
    if (( ${#names} )); then
        compadd -a names
    else
        _handbill_generated "$@"
    fi
}
"#;
const ZSH_CALL: &str = "\nif [ \"$funcstack[1]\" = \"_handbill\" ]; then";

const FISH: &str = r#"
function __handbill_names
    set -l before (commandline -opc)
    handbill complete (count $before) -- $before (commandline -ct) 2>/dev/null
end

complete -c handbill -a '(__handbill_names)'
"#;
/// Options of which the value is a name.
const FISH_OPTIONS: [&str; 9] = ["org", "theme", "lang", "language", "condition", "columns", "with", "content", "from"];

fn with_names(shell: Shell, script: &str) -> String {
    match shell {
        Shell::Bash => format!("{script}{BASH}"),
        Shell::Zsh => match script.rfind(ZSH_CALL) {
            Some(at) => format!("{}{ZSH}{}", &script[..at], &script[at..]),
            None => script.to_string(),
        },
        Shell::Fish => {
            let options = FISH_OPTIONS.map(|option| format!("complete -c handbill -l {option} -x -a '(__handbill_names)'\n"));
            format!("{script}{FISH}{}", options.concat())
        }
        _ => script.to_string(),
    }
}
