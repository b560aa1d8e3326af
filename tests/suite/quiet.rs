//! Good input stays quiet: contents and organizations as people write them, with numbers, hours, prices, names and addresses that
//! look like mistakes and are none.

use crate::harness::project::{Project, files_of};
use crate::harness::source::root;
use std::fs;

/// `tests/quiet/`: sixteen contents, and one of them for fourteen organizations.
#[test]
fn nothing_is_said_of_what_is_right() {
    let project = Project::empty();
    let from = root().join("tests/quiet");
    for file in files_of(&from) {
        let text = fs::read_to_string(from.join(&file)).expect("a text");
        project.write(file.to_str().expect("a path in UTF-8"), &text);
    }
    let ran = project.run(&[
        "check",
        "--for",
        "office",
        "--for",
        "press",
        "--for",
        "screen",
        "--as-of",
        "2026-11-28",
        "--message-format",
        "short",
    ]);
    let said: Vec<&str> = ran.stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect();
    assert!(ran.code == Some(0) && said.is_empty(), "{said:#?}");
    assert!(ran.stderr.contains("90 passed"), "{}", ran.stderr);
}
