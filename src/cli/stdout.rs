//! What is said on stdout. A pipe that closes early (`| head`) ends the output in silence.

use std::io::{self, ErrorKind, IsTerminal, Write};

/// Standard output, line by line.
#[derive(Default)]
pub struct Stdout {
    closed: bool,
    /// A disk that is full, say: the results are lost, and the exit code must say so.
    pub failed: bool,
}

impl Stdout {
    /// A line at once, so that whoever reads along waits for nothing.
    pub fn line(&mut self, text: &str) {
        if self.closed || self.failed {
            return;
        }
        let mut out = io::stdout().lock();
        match writeln!(out, "{text}").and_then(|()| out.flush()) {
            Ok(()) => {}
            Err(e) if e.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(_) => self.failed = true,
        }
    }

    /// `code`, or 2 where the results could not be written.
    pub fn exit(&self, code: u8) -> u8 {
        if self.failed { super::UNUSABLE } else { code }
    }
}

/// A file on standard output; the exit code.
pub fn bytes(file: &[u8]) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(file).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => super::UNUSABLE,
        Ok(()) | Err(_) => super::DONE,
    }
}

/// Somebody looks on, rather than a program.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Rows in columns on a terminal; with tabs between them for other programs. The last column is never padded.
pub fn table(rows: &[Vec<String>], aligned: bool) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|row| row.get(c)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| match aligned {
        false => row.join("\t"),
        true => {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
        }
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_for_eyes_or_for_programs() {
        let rows = [vec!["a".to_string(), "Añb".to_string(), "x".to_string()], vec!["long".to_string(), String::new()]];
        assert_eq!(table(&rows, true), ["a     Añb  x", "long"]);
        assert_eq!(table(&rows, false), ["a\tAñb\tx", "long\t"]);
    }
}
