//! PDFs as a screen reader says them, through their structure trees, and what the judges of PDF/UA and PDF/A find.

use super::judge::{ask, utf8};
use super::source;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Debug)]
pub struct Aloud {
    pub file: String,
    /// Kind and words of each element, in the order of the tree; `None` without a tree.
    pub said: Option<Vec<(String, String)>>,
    /// Where annotations lead, and what they say of it.
    pub links: Vec<(String, String)>,
    /// Findings of page-validation against PDF/UA-1 and PDF/A-2a, and errors of outloud.
    pub broken: Vec<String>,
}

impl Aloud {
    /// All words, a line an element.
    pub fn words(&self) -> String {
        self.said.iter().flatten().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Listens to PDFs. `judged`: the judges look at them too.
pub fn listen(python: &Path, judged: bool, pdfs: &[PathBuf]) -> Vec<Aloud> {
    let script = source::root().join("tests/harness/read_aloud.py");
    let mut arguments = vec![utf8(&script)];
    arguments.extend(judged.then_some("--judge"));
    arguments.extend(pdfs.iter().map(|p| utf8(p)));
    let ran = ask(python, &arguments).expect(0);
    let texts = |value: &Value| {
        let texts = value.as_array().expect("a list").iter().map(|t| t.as_str().expect("a text").to_string());
        texts.collect::<Vec<String>>()
    };
    let pairs = |value: &Value| {
        let pairs = value.as_array().expect("a list").iter().map(texts);
        pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect::<Vec<_>>()
    };
    let file = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("one JSON object a line");
        Aloud {
            file: value["file"].as_str().expect("a path").to_string(),
            said: (!value["said"].is_null()).then(|| pairs(&value["said"])),
            links: pairs(&value["links"]),
            broken: texts(&value["broken"]),
        }
    };
    ran.stdout.lines().map(file).collect()
}
