//! A folder for a while: in the system's place for such things, gone when it is dropped.

use std::io;
use std::path::Path;

/// A new, empty folder.
pub struct Scratch(tempfile::TempDir);

impl Scratch {
    /// # Errors
    /// The system has no place for it.
    pub fn new() -> io::Result<Scratch> {
        tempfile::Builder::new().prefix("handbill-").tempdir().map(Scratch)
    }

    /// Where it lies; nothing else is there.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}
