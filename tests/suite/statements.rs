//! What an organization has to state, on every format: who gives, who pays, and a sentence of its own are on the sheet, or
//! there is no sheet and the statement is named.

use crate::harness::judge;
use crate::harness::project::{Project, files_of};
use crate::harness::source;
use std::collections::BTreeSet;
use std::fs;

const STATEMENTS: &str = "sponsor = \"Printed with support from Gallatin Grain Co-op\"
disclaimer = \"The views are those of the authors.\"

[funding]
agency = \"Office for Victims of Crime\"
amount = 750000
federal_percent = 75
";

/// The example of all formats for an organization with statements.
fn every_format() -> Project {
    let project = Project::empty();
    let from = source::root().join("examples/every-format");
    for path in files_of(&from).into_iter().filter(|p| !p.starts_with("out")) {
        project.write(judge::utf8(&path), &fs::read_to_string(from.join(&path)).expect("the example is text"));
    }
    project.edit("content/orgs/north-fork.toml", "\n[color]", &format!("{STATEMENTS}\n[color]"));
    project
}

#[test]
fn statements_are_on_every_sheet_that_is_made() {
    let project = every_format();
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    let made: BTreeSet<&str> = ran.stdout.lines().filter(|path| path.ends_with(".pdf")).collect();
    assert!(made.len() > 100, "{}", ran.stderr);
    let reader = judge::judge("pdftotext");
    for path in made.iter().filter(|_| reader.is_some()) {
        let text = judge::text(&project.path().join(path));
        for words in
            ["Gallatin Grain Co-op", "Office for Victims of Crime with $750,000: 75 percent", "views are those of the authors"]
        {
            assert!(text.contains(words), "{path} does not say {words:?}: {text}");
        }
    }
    // What is too small says so, of each statement; what is for people in danger names nobody.
    for small in ["correction-label", "sticker-round"] {
        for statement in ["org.sponsor", "org.funding", "org.disclaimer"] {
            let wanted = format!("error[statement-without-place] `{small}` has no room for `{statement}`");
            assert!(ran.stderr.contains(&wanted), "no {wanted:?} in {}", ran.stderr);
        }
    }
    let wanted = "error[statement-without-place] `org.funding` has no place on a sheet for people in danger";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    let others: Vec<&str> = ran.stderr.lines().filter(|l| l.contains("error[")).filter(|l| !l.contains("statement-")).collect();
    assert!(others.is_empty(), "{others:#?}");
}

/// A sponsor's line alone has room on a card; without statements nothing changes.
#[test]
fn a_card_carries_a_line() {
    let project = Project::small();
    let org = "name = \"Group\"\nphone = \"(406) 555-0134\"\nweb = \"https://group.example.org/\"\n";
    project.write("content/orgs/group.toml", org);
    project.run(&["build", "--org", "group"]).expect(0);
    let before = project.read("out/office/group/night-tag-en.pdf");
    project.write("content/orgs/group.toml", &format!("{org}sponsor = \"Printed by a friend\"\n"));
    project.run(&["build", "--org", "group"]).expect(0);
    let card = project.path().join("out/office/group/night-tag-en.pdf");
    if judge::judge("pdftotext").is_some() {
        assert!(judge::text(&card).contains("Printed by a friend"));
    }
    project.write("content/orgs/group.toml", org);
    project.run(&["build", "--org", "group"]).expect(0);
    assert_eq!(before, project.read("out/office/group/night-tag-en.pdf"));
}

/// What does not fit says which words and what to do; a mistake of the sheet itself is told in its place.
#[test]
fn a_statement_without_room_is_named() {
    let project = Project::small();
    let words = "Made possible by so many people that their names alone fill a card of any size. ".repeat(60);
    let org = format!(
        "name = \"Group\"\nphone = \"(406) 555-0134\"\nweb = \"https://group.example.org/\"\ndisclaimer = \"{}\"\n",
        words.trim()
    );
    project.write("content/orgs/group.toml", &org);
    let ran = project.run(&["build", "tag", "--org", "group"]).expect(1);
    for words in [
        "error[statement-without-place]: `tag` has no room for `org.disclaimer`: `Made possible by so many people",
        "content/orgs/group.toml:4:14",
        "leave `tag` out for `Group`",
        "write `org.credits` into `areas`",
    ] {
        assert!(ran.stderr.contains(words), "no {words:?} in {}", ran.stderr);
    }
    project.edit("content/night.toml", "\"A book you love\"", &format!("\"{}\"", "A book you love. ".repeat(60).trim()));
    let ran = project.run(&["build", "tag", "--org", "group"]).expect(1);
    assert!(ran.stderr.contains("error[text-overflow]") && !ran.stderr.contains("statement-without"), "{}", ran.stderr);
}

/// A second line, a text telephone and where to write are on the sheet, each number once; a card that has no room for them
/// says so and is made.
#[test]
fn help_lines_of_an_organization_reach_paper() {
    let project = Project::small();
    let org = "name = \"Group\"\nphone = \"(406) 555-0144\"\nweb = \"https://group.example.org/\"\nhotline = \"(406) 555-0144\"\n\
               hotline2 = \"(406) 555-0135\"\nhotline2_name = \"Night line\"\nhotline2_hours = \"8 to 8\"\nhotline2_languages = [\"es\"]\n\
               text_number = \"(406) 555-0136\"\ntext_keyword = \"HOPE\"\ntty = \"(406) 555-0137\"\n";
    project.write("content/orgs/group.toml", org);
    let ran = project.run(&["build", "--org", "group", "--message-format", "short", "--strict"]).expect(0);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join("out/office/group/night-slip-en.pdf"));
        for line in ["Night line (406) 555-0135, 8 to 8, Español", "Text HOPE to (406) 555-0136", "TTY (406) 555-0137"] {
            assert!(words.contains(line), "no {line:?} in {words}");
        }
        assert_eq!(words.matches("555-0144").count(), 1, "the contact of the content shows it already: {words}");
    }
    let edited = org.replace("Night line", &"Night line of all the towns along the river ".repeat(40));
    project.write("content/orgs/group.toml", &edited);
    let small = project.run(&["build", "tag", "--org", "group", "--message-format", "short"]).expect(0);
    assert!(small.stderr.contains("note[line-without-place] `tag` has no room for `org.hotline2`"), "{}", small.stderr);
    assert!(!ran.stderr.contains("line-without-place"), "{}", ran.stderr);
    // A sheet for people in danger names nobody.
    project.write("content/orgs/group.toml", org);
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"victim\"");
    let dump = project.run(&["dump", "slip", "--stage", "layout", "--org", "group"]).stdout;
    assert!(!dump.contains("org.tty") && !dump.contains("555-0137"), "{dump}");
}
