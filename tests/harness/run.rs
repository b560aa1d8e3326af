//! Runs programs and keeps what they say.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The day on which the suite lives, so that no test turns red on a review date.
pub const TODAY: &str = "2026-11-23";

/// What a program said and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// `None`: killed.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The program, ready to run in a folder. The environment it sees is the same everywhere.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handbill"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").env_remove("RAYON_NUM_THREADS");
    command
}

/// Runs `handbill ARGUMENTS` in a folder, on the suite's day where the command knows one.
pub fn handbill(folder: &Path, arguments: &[&str]) -> Ran {
    let mut all = arguments.to_vec();
    if matches!(arguments.first(), Some(&("build" | "check" | "dump"))) && !arguments.contains(&"--as-of") {
        all.extend(["--as-of", TODAY]);
    }
    finish(command(folder, &all).output().expect("the binary under test starts"))
}

pub fn finish(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("every program here speaks UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Ran {
    /// This run, if it ended with this code; else everything it said.
    #[track_caller]
    pub fn expect(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "\nstdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}
