//! The files that are compiled into the program. What most runs do without is packed, and unpacked when it is first asked
//! for: fonts of single scripts, profiles of presses, schemas.

use flate2::{Crc, Decompress, FlushDecompress};
use std::sync::LazyLock;

/// A file compiled into the program.
pub struct BuiltinFile {
    /// From the root of the repository, with forward slashes: `assets/themes/civic.toml`.
    pub path: &'static str,
    stored: Stored,
}

/// How it lies in the program.
enum Stored {
    Plain(&'static [u8]),
    Packed(&'static Packed),
}

/// A file that is unpacked once a process.
#[derive(Debug)]
pub struct Packed {
    length: usize,
    crc: u32,
    /// Its first bytes, by which a font is known.
    head: &'static [u8],
    /// All of it, in the format of zlib.
    zlib: &'static [u8],
    whole: LazyLock<Box<[u8]>>,
}

/// The bytes of a file: built in, or read.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// Lies in the program as it is.
    Built(&'static [u8]),
    /// Lies in the program packed; unpacked for whoever asks first.
    Packed(&'static Packed),
    /// Read from the disk.
    Read(std::sync::Arc<[u8]>),
}

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The files compiled into the program, sorted by path.
pub fn builtin_files() -> &'static [BuiltinFile] {
    BUILTIN
}

/// One of them.
pub fn builtin_file(path: &str) -> Option<&'static BuiltinFile> {
    BUILTIN.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &BUILTIN[at])
}

impl BuiltinFile {
    const fn plain(path: &'static str, bytes: &'static [u8]) -> BuiltinFile {
        BuiltinFile { path, stored: Stored::Plain(bytes) }
    }

    const fn packed(path: &'static str, packed: &'static Packed) -> BuiltinFile {
        BuiltinFile { path, stored: Stored::Packed(packed) }
    }

    /// What is in it.
    pub fn bytes(&self) -> &'static [u8] {
        match self.stored {
            Stored::Plain(bytes) => bytes,
            Stored::Packed(packed) => packed.as_slice(),
        }
    }

    pub(super) fn lazy(&self) -> Bytes {
        match self.stored {
            Stored::Plain(bytes) => Bytes::Built(bytes),
            Stored::Packed(packed) => Bytes::Packed(packed),
        }
    }
}

impl Packed {
    /// The bytes, unpacked.
    pub fn as_slice(&self) -> &[u8] {
        &self.whole
    }

    /// The same for who asks later.
    pub fn whole(&self) -> &LazyLock<Box<[u8]>> {
        &self.whole
    }

    /// As it lies in the program.
    pub fn zlib(&self) -> &'static [u8] {
        self.zlib
    }

    /// Whether these are its bytes, without unpacking it.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        let mut crc = Crc::new();
        crc.update(bytes);
        bytes.len() == self.length && bytes.starts_with(self.head) && crc.sum() == self.crc
    }

    fn unpack(&self) -> Box<[u8]> {
        let mut bytes = Vec::with_capacity(self.length);
        let done = Decompress::new(true).decompress_vec(self.zlib, &mut bytes, FlushDecompress::Finish);
        debug_assert!(done.is_ok() && bytes.len() == self.length, "`build.rs` packed it");
        bytes.into_boxed_slice()
    }
}

impl Bytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Built(bytes) => bytes,
            Bytes::Packed(packed) => packed.as_slice(),
            Bytes::Read(bytes) => bytes,
        }
    }

    /// How many there are.
    pub fn length(&self) -> usize {
        match self {
            Bytes::Built(bytes) => bytes.len(),
            Bytes::Packed(packed) => packed.length,
            Bytes::Read(bytes) => bytes.len(),
        }
    }

    /// So many bytes from the beginning, or all there are.
    pub fn head(&self, most: usize) -> &[u8] {
        match self {
            Bytes::Packed(packed) if packed.head.len() >= most.min(packed.length) => &packed.head[..most.min(packed.length)],
            other => &other.as_slice()[..most.min(other.length())],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_is_what_lies_in_the_repository() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut packed = 0;
        for file in builtin_files() {
            let bytes = std::fs::read(root.join(file.path)).expect("it is in the repository");
            assert_eq!(file.bytes(), bytes, "{}", file.path);
            let lazy = file.lazy();
            assert_eq!((lazy.length(), lazy.head(4096)), (bytes.len(), &bytes[..bytes.len().min(4096)]), "{}", file.path);
            if let Stored::Packed(stored) = file.stored {
                packed += 1;
                let mut other = bytes.clone();
                *other.last_mut().expect("none is empty") ^= 1;
                assert!(stored.is(&bytes) && !stored.is(&other) && !stored.is(&bytes[1..]), "{}", file.path);
            }
        }
        assert!(packed > 20, "fonts and profiles: {packed}");
    }
}
