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

/// A content with a list of sentences, one a line of its file, and the number of the first line.
fn sheet_of(lines: &[&str]) -> (Project, usize) {
    let project = Project::empty();
    let head = "title = \"Blood drive\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Give blood\"\n[stat.donors]\nlabel = \"donors in the county\"\nvalues = { 2015 = 7, 2022 = 106 }\nsource = \"Our own count\"\nas_of = 2023-01-31\nreview_by = 2027-06-30\n[list.lines]\nitems = [\n";
    let items: Vec<String> = lines.iter().map(|line| format!("{line:?},\n")).collect();
    project.write("content/lines.toml", &format!("{head}{}]\n", items.concat()));
    let order = "[project]\nname = \"Lines\"\n[[make]]\ncontent = \"lines\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\npurpose = \"office\"\n";
    project.write("handbill.toml", order);
    let org = "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\nemail = \"desk@centre.example.org\"\nweb = \"https://centre.example.org/\"\naddress = \"98 W Custer Ave, Helena, MT 59602\"\n";
    project.write("content/orgs/centre.toml", org);
    (project, head.lines().count() + 1)
}

/// What was said of each line, by its number among the sentences; what has no line of its own is left out.
fn said_of(lines: &[&str]) -> Vec<(usize, String)> {
    let (project, first) = sheet_of(lines);
    let ran = project.run(&["check", "--message-format", "short", "--as-of", "2026-11-28"]);
    let of_line = |line: &str| {
        let (number, rest) = line.strip_prefix("content/lines.toml:")?.split_once(':')?;
        let number = number.parse::<usize>().ok()?.checked_sub(first)?;
        (rest.contains(": error[") || rest.contains(": warning[")).then(|| (number, rest.to_string()))
    };
    assert!(!ran.stderr.contains("error[syntax]") && !ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr.lines().filter_map(of_line).collect()
}

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// `tests/lines/good.txt`: add a sentence that was told something wrong.
#[test]
fn good_sentences_stay_quiet() {
    let text = fs::read_to_string(root().join("tests/lines/good.txt")).expect("a text");
    let lines = lines_of(&text);
    let said: Vec<String> = said_of(&lines).into_iter().map(|(i, said)| format!("{}: {said}", lines[i])).collect();
    assert!(lines.len() > 90 && said.is_empty(), "{said:#?}");
}

/// `tests/lines/wrong.txt`: add a mistake that nobody was told of.
#[test]
fn wrong_sentences_are_named() {
    let text = fs::read_to_string(root().join("tests/lines/wrong.txt")).expect("a text");
    let rows: Vec<(&str, &str)> = lines_of(&text).into_iter().filter_map(|line| line.split_once('\t')).collect();
    let said = said_of(&rows.iter().map(|(_, line)| *line).collect::<Vec<_>>());
    for (i, (check, line)) in rows.iter().enumerate() {
        assert!(said.iter().any(|(n, said)| *n == i && said.contains(&format!("[{check}]"))), "{line}: {said:#?}");
    }
}
