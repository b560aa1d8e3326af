//! Small marks on paper: quotation marks of the language, numbers and times in order.

use crate::harness::project::Project;

/// Texts of the resolved document.
fn texts(project: &Project, arguments: &[&str]) -> Vec<String> {
    let dump = project.run(&[&["dump", "--stage", "resolve"], arguments].concat()).expect(0).stdout;
    let line = |l: &str| {
        l.trim().strip_prefix("text: \"")?.strip_suffix("\",").map(|t| t.replace("\\\"", "\"").replace("\\u{202f}", "\u{202f}"))
    };
    dump.lines().filter_map(line).collect()
}

#[track_caller]
fn has(texts: &[String], wanted: &[&str]) {
    for wanted in wanted {
        assert!(texts.iter().any(|t| t.contains(wanted)), "{wanted} is not among {texts:#?}");
    }
}

const WORDS: &str = r#"
[text.copy]
full = """{org.name} isn't "far": 8.5" x 11"."""

[note.law]
full = """It isn't "free"."""
lock = "statutory"

[note.safe]
full  = """Don't "wait"."""
class = "safety"

[quote.reader]
says = """I hadn't read "aloud"."""
by   = "O'Neil"

[event.main]
title = """The "quiet" hour"""
venue = "Smith's \"Hall\""
start = 2041-01-11T18:30:00
"#;

#[test]
fn straight_marks_in_copy_become_those_of_the_language() {
    let project = Project::small();
    project.write("content/night.toml", &format!("{}{WORDS}", project.text("content/night.toml")));
    project.edit("content/orgs/library.toml", "Judith Basin Library", "Judith's \\\"Basin\\\"");
    project.write(
        "content/orgs/library.toml",
        &(project.text("content/orgs/library.toml") + "\n[say]\ntext.lead = \"We're here\"\n"),
    );
    let english = texts(&project, &["slip", "--org", "library"]);
    has(
        &english,
        &["Judith's \"Basin\" isn’t “far”: ", "\" x 11\".", "I hadn’t read ‘aloud’.", "O’Neil", "The “quiet” hour", "We’re here"],
    );
    // A law's words, safety's, and names stand as they are written.
    has(&english, &["It isn't \"free\".", "Don't \"wait\".", "Smith's \"Hall\""]);

    // The hash of a translation is that of the words as written, and untranslated words keep the marks of theirs.
    let hash = |project: &Project| {
        let ran = project.run(&["build", "slip", "--org", "library"]);
        let help = ran.stderr.split("write `source = \"").nth(1).and_then(|rest| rest.split('"').next());
        help.unwrap_or_else(|| panic!("no hash is told: {}", ran.stderr)).to_string()
    };
    let french = "language = \"fr\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\nsource = \"b3:00000000\"\n\n\
        [text.copy]\nfull = \"\"\"{org.name} n'est pas \"loin\" : 8.5\" x 11\".\"\"\"\n";
    project.write("content/night.fr.toml", french);
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"fr\"]");
    has(&texts(&project, &["slip"]), &["n’est pas «\u{202f}loin\u{202f}» : ", "It isn't \"free\".", "I hadn’t read"]);
    let written = hash(&project);
    project.edit("content/night.toml", "isn't \"far\"", "isn’t “far”");
    assert_ne!(hash(&project), written, "other words, another hash");
    project.edit("content/night.toml", "isn’t “far”", "isn't \"far\"");
    assert_eq!(hash(&project), written);
}
