//! Mistakes: all are found in one run, each says what to type, and everything else is made.

use crate::harness::project::Project;
use crate::harness::run::Ran;
use std::collections::BTreeSet;

/// One content file with eight mistakes of eight kinds; each line says which check must find it.
const EIGHT: &str = r#"
title    = "Blood drive"
language = "en"
audience = "pubic"                                   # error: bad-value

[text.headline]
ful = "Give blood on Friday"                         # error: unknown-key
full = "Give blood"

[text.lead]
full = 12                                            # error: wrong-type

[list.bring]
heading = "Bring along"
items = []                                           # error: bad-value

[stat.donors]
label     = "donors"
values    = { 2023 = 10, 2024 = 20 }
source    = "Our own count"
as_of     = "last year"                              # error: bad-date
review_by = 2030-01-01

[image.hall]
file  = "assets/hall.jpg"
alt   = "The hall"
focus = "middle"                                     # error: bad-value

[qr.more]
label = "More"
link  = "https://example.org/"
call  = "406-555-0134"                               # error: bad-value

[contakt.desk]                                       # error: unknown-key
name = "Questions"
"#;

/// `line check` of each note in a file.
fn notes(text: &str) -> BTreeSet<(usize, String)> {
    let note = |(n, line): (usize, &str)| Some((n, line.split_once("# error: ")?.1.trim().to_string()));
    (1..).zip(text.lines()).filter_map(note).collect()
}

/// `line check` of each error about a file, as `--message-format short` tells them.
fn told(ran: &Ran, path: &str) -> Vec<(usize, String)> {
    let place = |line: &str| {
        let mut parts = line.strip_prefix(path)?.strip_prefix(':')?.splitn(3, ':');
        let line: usize = parts.next()?.parse().ok()?;
        let rest = parts.nth(1)?.trim().strip_prefix("error[")?;
        Some((line, rest.split(']').next()?.to_string()))
    };
    ran.stderr.lines().filter_map(place).collect()
}

#[test]
fn eight_mistakes_in_one_file_are_told_in_one_run() {
    let project = Project::small();
    project.write("content/drive.toml", EIGHT);
    let order = "\n[[make]]\ncontent = \"drive\"\nformats = [\"slip\"]\norgs = \"all\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + order));
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    let told = told(&ran, "content/drive.toml");
    assert_eq!(told.len(), 8, "each once:\n{}", ran.stderr);
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), notes(EIGHT), "\n{}", ran.stderr);
    let others = ["slip", "tag"].iter().flat_map(|f| ["library", "school"].map(|o| format!("out/office/{o}/night-{f}-en.pdf")));
    for path in others {
        assert!(project.path().join(&path).is_file(), "{path} is no worse for another file's mistakes\n{}", ran.stderr);
    }
}

#[test]
fn people_are_told_what_to_type() {
    let project = Project::small();
    project.edit("content/night.toml", "short = \"Read with us\"", "shrot = \"Read with us\"");
    let ran = project.run(&["build"]).expect(1);
    for words in ["error[unknown-key]", "content/night.toml:8", "did you mean `short`?"] {
        assert!(ran.stderr.contains(words), "no {words:?} in\n{}", ran.stderr);
    }
    assert!(project.files("out").is_empty(), "both products of this content are refused");
}

#[test]
fn diagnostics_come_as_json_for_machines() {
    let project = Project::small();
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"evening\"");
    let ran = project.run(&["build", "--message-format", "json"]).expect(1);
    let line = ran.stderr.lines().find(|l| l.starts_with('{')).expect("a line of JSON");
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(value["check"], "bad-value", "{line}");
    let ran = project.run(&["build", "--message-format", "github"]).expect(1);
    assert!(ran.stderr.contains("::error file=content/night.toml,line=4"), "{}", ran.stderr);
}

#[test]
fn strict_makes_problems_of_warnings() {
    let project = Project::small();
    // A theme with an area that the content does not fill is worth a warning.
    project.edit("assets/themes/leaf.toml", "contact.desk   org.logo", "contact.desk   org.logo\n  note.thanks    note.thanks");
    project.run(&["build", "slip"]).expect(0);
    project.run(&["build", "slip", "--strict"]).expect(1);
}

#[test]
fn wrong_usage_is_exit_2() {
    let project = Project::small();
    for arguments in [&["build", "--for", "paper"][..], &["build", "--org", "nobody"], &["-C", "nowhere", "build"], &["print"]] {
        project.run(arguments).expect(2);
    }
    assert!(project.files("out").is_empty());
}

/// The longest and the shortest name of `orgs.csv`.
#[test]
fn very_long_and_very_short_names_fit_or_say_what_to_do() {
    let long = "Northwestern Montana Regional Interagency Coalition for the Prevention of Human Trafficking, Labor Exploitation, \
                and Domestic and Sexual Violence — Tri-County Outreach, Education, and Survivor Support Division";
    assert_eq!(long.chars().count(), 209);
    for (name, short) in [(long, ""), (long, "short = \"NW Montana Coalition\"\n"), ("Ox", "")] {
        let project = Project::small();
        project.edit("content/orgs/school.toml", "name  = \"Bend School\"\n", &format!("name = \"{name}\"\n{short}"));
        let ran = project.run(&["build", "--org", "school"]);
        let made = project.files("out").iter().filter(|p| p.extension().is_some_and(|e| e == "pdf")).count();
        match ran.code {
            Some(0) => assert_eq!(made, 2, "{}", ran.stderr),
            Some(1) => {
                assert!(ran.stderr.contains("error[text-overflow]"), "{}", ran.stderr);
                assert!(ran.stderr.contains("help:") && ran.stderr.contains("school"), "{}", ran.stderr);
                assert!(short.is_empty() && name.len() > 2, "a short name was given\n{}", ran.stderr);
            }
            _ => panic!("{ran:?}"),
        }
    }
}

/// A text that cannot fit stops its product: nothing is clipped, nothing is left out.
#[test]
fn a_text_that_does_not_fit_is_an_error_with_its_place() {
    let project = Project::small();
    let flood = "Bring a book you love and a cup. ".repeat(400);
    project.edit("content/night.toml", "short = \"Bring a book and a cup.\"", &format!("short = \"{flood}\""));
    project.edit("content/night.toml", "Come and go as you like.\"\"\"", &format!("{flood}\"\"\""));
    let ran = project.run(&["build", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("content/night.toml:") && ran.stderr.contains("error[text-overflow]"), "{}", ran.stderr);
}

/// The seed's e-mail address is what a scraper saw, not an address.
#[test]
fn a_scrapers_placeholder_is_no_address() {
    let project = Project::small();
    project.edit("content/night.toml", "phone = \"{org.phone}\"", "phone = \"{org.phone}\"\nemail = \"[email protected]\"");
    let ran = project.run(&["build", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[placeholder-email]"), "{}", ran.stderr);
}

#[test]
fn locked_words_stay_as_they_are() {
    let project = Project::small();
    project.edit("content/night.toml", "short = \"Read with us\"", "short = \"Read with us\"\nlock = true");
    let say = "\n[say]\ntext.headline = \"Read without us\"\n";
    project.write("content/orgs/school.toml", &(project.text("content/orgs/school.toml") + say));
    let ran = project.run(&["build", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[locked-text]"), "{}", ran.stderr);
    assert!(project.path().join("out/office/library/night-slip-en.pdf").is_file(), "the others are made");
    assert!(!project.path().join("out/office/school/night-slip-en.pdf").exists());
}
