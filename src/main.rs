//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    handbill::cli::run(handbill::world::arguments())
}
