//! Bytes that wait: in memory while they are few, in a nameless file of the system's folder for such things once they
//! are many. A file without a name is gone with the program, also after a kill.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// More than this waits on disk.
const IN_MEMORY: usize = 512 << 10;

/// Pieces of bytes, each with its place.
#[derive(Debug, Default)]
pub struct TempBuffer {
    memory: Vec<u8>,
    /// What `memory` held once it was full, and everything since.
    file: Option<File>,
    length: u64,
    /// Where there is no place for such a file, memory has to do.
    nowhere: bool,
}

/// Where a piece lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    start: u64,
    length: u32,
}

impl TempBuffer {
    /// Puts a piece at the end.
    pub fn add(&mut self, piece: &[u8]) -> io::Result<Place> {
        if self.file.is_none() && !self.nowhere && self.memory.len() + piece.len() > IN_MEMORY {
            match tempfile::tempfile() {
                Ok(mut file) => {
                    file.write_all(&self.memory)?;
                    self.memory = Vec::new();
                    self.file = Some(file);
                }
                Err(_) => self.nowhere = true,
            }
        }
        match &mut self.file {
            Some(file) => {
                file.seek(SeekFrom::Start(self.length))?;
                file.write_all(piece)?;
            }
            None => self.memory.extend_from_slice(piece),
        }
        let place = Place { start: self.length, length: piece.len() as u32 };
        self.length += piece.len() as u64;
        Ok(place)
    }

    /// A piece as it was put in.
    pub fn get(&mut self, place: Place) -> io::Result<Vec<u8>> {
        self.stretch(place.start, place.length)
    }

    /// Bytes of all pieces one after the other.
    pub fn stretch(&mut self, start: u64, length: u32) -> io::Result<Vec<u8>> {
        let mut piece = vec![0; length as usize];
        match &mut self.file {
            Some(file) => {
                file.seek(SeekFrom::Start(start))?;
                file.read_exact(&mut piece)?;
            }
            None => {
                let start = start as usize;
                piece.copy_from_slice(&self.memory[start..start + length as usize]);
            }
        }
        Ok(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_from_memory_and_from_disk() {
        let mut temp_buffer = TempBuffer::default();
        let piece = |n: u32| vec![n as u8; 10_000 + n as usize];
        let places: Vec<Place> = (0..100).map(|n| temp_buffer.add(&piece(n)).expect("added")).collect();
        assert!(temp_buffer.file.is_some() && temp_buffer.memory.is_empty());
        for (n, place) in places.iter().enumerate().rev() {
            assert_eq!(temp_buffer.get(*place).expect("read"), piece(n as u32));
        }
        let later = temp_buffer.add(b"later").expect("added");
        assert_eq!(temp_buffer.get(later).expect("read"), b"later");
        let mut small = TempBuffer::default();
        let place = small.add(b"one").expect("added");
        assert_eq!((small.get(place).expect("read"), small.file.is_none()), (b"one".to_vec(), true));
    }
}
