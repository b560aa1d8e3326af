//! The manifest as it is written and read in a long build: its rows wait in a file of their own.

use super::inputs::Inputs;
use super::manifest::Part;
use super::rows::Rows;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Seek, SeekFrom};

/// A [`Manifest`](super::manifest::Manifest) whose rows wait in a spool, as it is written and as it is read again.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ledger {
    pub handbill: String,
    pub project: Option<String>,
    pub inputs: Inputs,
    #[serde(default)]
    pub shard: Option<Part>,
    pub outputs: Rows,
}

/// All but the rows.
#[derive(Serialize)]
struct Head<'a> {
    handbill: &'a str,
    project: &'a Option<String>,
    inputs: &'a Inputs,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: &'a Option<Part>,
}

/// The line behind which the rows begin, with the end of the line before it.
const ROWS_BEGIN: &[u8] = b"\n  \"outputs\": [\n";
/// The lines that end a row, the last of them first, and the one that ends them all.
const ROW_ENDS: [&[u8]; 2] = [b"    }\n", b"    },\n"];
const ROWS_END: &[u8] = b"  ]\n";
/// How far a row stands in from the edge.
const INDENT: usize = 4;

impl Ledger {
    /// Reads a manifest. One that is laid out as this program does it is read a row at a time: to look for the end of a row
    /// letter by letter takes longer than to read it.
    ///
    /// # Errors
    /// The bytes are no JSON, or not that of a manifest.
    pub fn read(mut file: impl BufRead + Seek) -> serde_json::Result<Ledger> {
        if let Some(ledger) = by_lines(&mut file).map_err(serde_json::Error::io)? {
            return Ok(ledger);
        }
        file.seek(SeekFrom::Start(0)).map_err(serde_json::Error::io)?;
        serde_json::from_reader(file)
    }

    /// Writes it bit by bit: that of a large batch is larger than everything that is kept to make it.
    pub fn write(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let Ledger { handbill, project, inputs, shard, outputs } = self;
        let mut head = serde_json::to_vec_pretty(&Head { handbill, project, inputs, shard })?;
        head.truncate(head.len() - b"\n}".len());
        sink.write_all(&head)?;
        sink.write_all(b",\n  \"outputs\": ")?;
        outputs.write_list(sink)?;
        sink.write_all(b"\n}\n")
    }
}

/// `None`: another layout, or damage.
fn by_lines(file: &mut impl BufRead) -> io::Result<Option<Ledger>> {
    let mut head = Vec::new();
    while !head.ends_with(ROWS_BEGIN) {
        if file.read_until(b'\n', &mut head)? == 0 {
            return Ok(None);
        }
    }
    let (mut rows, mut row) = (Rows::default(), Vec::new());
    let mut is_last = false;
    loop {
        let start = row.len();
        if file.read_until(b'\n', &mut row)? == 0 {
            return Ok(None);
        }
        let line = &row[start..];
        if start == 0 && is_last != (line == ROWS_END) {
            return Ok(None);
        }
        if ROW_ENDS.contains(&line) {
            is_last = line == ROW_ENDS[0];
            row.truncate(start + INDENT + 1);
            if !row.starts_with(b"    {") || rows.take_text(&row[INDENT..]).is_err() {
                return Ok(None);
            }
            row.clear();
        } else if is_last {
            break;
        }
    }
    head.push(b']');
    file.read_to_end(&mut head)?;
    Ok(serde_json::from_slice(&head).ok().map(|ledger| Ledger { outputs: rows, ..ledger }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::manifest::{Input, Manifest, Output, PageFacts, ProductState};
    use std::io::Cursor;

    fn output(path: &str) -> Output {
        let pages = vec![PageFacts { name: "front \"1\"\nline".into(), trim: [0.0, 1.5, 2.0, 3.0], ..PageFacts::default() }];
        Output { path: path.into(), state: ProductState::Good, bytes: 3, pages, ..Output::default() }
    }

    fn written(ledger: &Ledger) -> Vec<u8> {
        let mut bytes = Vec::new();
        ledger.write(&mut bytes).expect("a vector takes any bytes");
        bytes
    }

    #[test]
    fn it_is_written_as_a_manifest_and_read_in_any_layout() {
        let inputs = vec![Input { path: "content/a.toml".into(), blake3: "0".repeat(64) }];
        for rows in [vec![], vec!["out/a.pdf"], vec!["out/a.pdf", "out/b.pdf"]] {
            for part in [None, Some(Part { index: 1, of: 2, everything: true })] {
                let outputs = rows.iter().map(|path| output(path)).collect();
                let manifest = Manifest { inputs: inputs.clone(), shard: part.clone(), outputs, ..Manifest::default() };
                let bytes = manifest.write();
                let plain = serde_json::to_vec(&manifest).expect("JSON");
                let of_old_times = String::from_utf8_lossy(&bytes).replace('\n', "\r\n").into_bytes();
                for layout in [&bytes, &plain, &of_old_times] {
                    let ledger = Ledger::read(Cursor::new(layout)).expect("a manifest");
                    assert_eq!(ledger.outputs.paths().collect::<Vec<_>>(), rows);
                    rows.iter().for_each(|path| assert_eq!(ledger.outputs.get(path), Some(output(path))));
                }
                assert!(written(&Ledger::read(Cursor::new(&bytes)).expect("a manifest")) == bytes);
            }
        }
    }

    #[test]
    fn damage_anywhere_is_known_at_once() {
        let manifest = Manifest { outputs: vec![output("out/a.pdf"), output("out/b.pdf")], ..Manifest::default() };
        let bytes = manifest.write();
        for end in [10, 60, bytes.len() / 2, bytes.len() - 3] {
            assert!(Ledger::read(Cursor::new(&bytes[..end])).is_err(), "{end}");
        }
        let text = String::from_utf8(bytes).expect("UTF-8");
        for (good, bad) in
            [("\"bytes\": 3", "\"bytes\": \"three\""), ("    },\n", "    }\n"), ("\n  ]", ",\n  ]"), ("  ]\n}", "  ]\n")]
        {
            assert!(text.contains(good), "{good}");
            assert!(Ledger::read(Cursor::new(text.replacen(good, bad, 1))).is_err(), "{good}");
        }
    }
}
