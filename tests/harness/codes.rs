//! QR codes as two decoders read them from a finished page: zxing-cpp on pdfium's rendering, zbar on poppler's.

use super::judge::{ask, utf8};
use super::source;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What stands on one page, sorted.
#[derive(Debug)]
pub struct PageCodes {
    pub file: String,
    /// From 1.
    pub page: usize,
    pub zxing: Vec<String>,
    pub zbar: Vec<String>,
}

/// Reads every page of some PDFs at a resolution.
pub fn read(python: &Path, dpi: u32, pdfs: &[PathBuf]) -> Vec<PageCodes> {
    let script = source::root().join("tests/harness/read_codes.py");
    let dpi = dpi.to_string();
    let mut arguments = vec![utf8(&script), &dpi];
    arguments.extend(pdfs.iter().map(|p| utf8(p)));
    let ran = ask(python, &arguments).expect(0);
    let list = |value: &Value| {
        let texts = value.as_array().expect("a list").iter().map(|t| t.as_str().expect("a text").to_string());
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        texts
    };
    let page = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("one JSON object a line");
        PageCodes {
            file: value["file"].as_str().expect("a path").to_string(),
            page: value["page"].as_u64().expect("a page number") as usize,
            zxing: list(&value["zxing"]),
            zbar: list(&value["zbar"]),
        }
    };
    ran.stdout.lines().map(page).collect()
}
