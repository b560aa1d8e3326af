//! The only door to the system: files, environment and the date. Everything else in this crate is a function of
//! what this module read.

mod clock;
pub mod disk;
mod project;
pub mod temp_buffer;

pub use clock::{Ticker, source_date, today};
pub use project::{Bytes, Found, Listed, ReadError, World, builtin_files};

/// The arguments of the program, its own name first.
pub fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}
