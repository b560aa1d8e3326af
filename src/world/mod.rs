//! The only door to the system: files, environment and the date. Everything else in this crate is a function of
//! what this module read.

mod builtin;
mod clock;
pub mod disk;
mod project;
pub mod revision;
pub mod scratch;
mod signals;
pub mod temp_buffer;
pub mod watch;

pub use builtin::{BuiltinFile, Bytes, builtin_file, builtin_files};
pub use clock::{Stopwatch, Ticker, bad_source_date, source_date, today, wrong_clock};
pub use project::{Found, Listed, ReadError, World};
pub use signals::stay_standing;

/// The arguments of the program, its own name first.
pub fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}

/// So many bytes that nobody can guess, in hexadecimal digits.
///
/// # Errors
/// The system gives no random bytes.
pub fn secret<const BYTES: usize>() -> std::io::Result<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(std::io::Error::from)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Opens an address in the browser of the desktop. Nothing is known of what comes of it.
pub fn open_in_browser(address: &str) -> std::io::Result<()> {
    let (program, before): (&str, &[&str]) = match () {
        () if cfg!(target_os = "macos") => ("open", &[]),
        () if cfg!(windows) => ("rundll32", &["url.dll,FileProtocolHandler"]),
        () => ("xdg-open", &[]),
    };
    let nothing = std::process::Stdio::null;
    let mut command = std::process::Command::new(program);
    command.args(before).arg(address).stdin(nothing()).stdout(nothing()).stderr(nothing());
    command.spawn().map(drop)
}
