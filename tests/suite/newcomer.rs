//! The first hour with content of one's own: each mistake is answered with what to type, and good input with nothing.

use crate::harness::project::Project;
use crate::harness::run::{Ran, TODAY};

const CONTENT: &str = "content/blood-drive.toml";
const ORG: &str = "content/orgs/centre.toml";
const ORDER: &str = "handbill.toml";

/// A blood drive as somebody writes it on the first day, with nothing wrong.
fn first_hour() -> Project {
    let project = Project::empty();
    project.write(
        ORDER,
        r#"[project]
name = "Blood drive"

[[make]]
content = "blood-drive"
formats = ["flyer-letter"]
orgs    = "all"
"#,
    );
    project.write(
        CONTENT,
        r#"title    = "Blood drive"
language = "en"
audience = "event"

[text.headline]
full = "Give blood"

[text.lead]
full = "One hour can help."

[list.bring]
items = ["Eat", "Drink"]

[event.drive]
title   = "Blood drive"
start   = 2027-01-16T09:00:00
end     = 15:00:00
venue   = "County Fairgrounds"
address = "98 W Custer Ave, Helena, MT 59602"

[contact.desk]
name  = "Questions"
phone = "{org.phone}"

[qr.signup]
link  = "{org.web}"
label = "Sign up"
"#,
    );
    project.write(ORG, "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\nweb = \"https://centre.example.org/\"\n");
    project
}

/// Looks for mistakes with one planted in a file. The words must all be told.
#[track_caller]
fn check(path: &str, from: &str, to: &str, words: &[&str]) -> Ran {
    let project = first_hour();
    project.edit(path, from, to);
    told(&project, words)
}

#[track_caller]
fn told(project: &Project, words: &[&str]) -> Ran {
    // With -C, as projects are also looked for in the folders above.
    let ran = project.run(&["-C", ".", "check", "--as-of", TODAY]);
    assert!(matches!(ran.code, Some(1 | 2)), "{ran:?}");
    for word in words {
        assert!(ran.stderr.contains(word), "no {word:?} in\n{}", ran.stderr);
    }
    let errors = ran.stderr.lines().filter(|line| line.starts_with("error")).count();
    assert_eq!(errors, 1, "one mistake, one error:\n{}", ran.stderr);
    ran
}

#[test]
fn nothing_wrong_is_nothing_told() {
    let ran = first_hour().run(&["check"]).expect(0);
    assert!(!ran.stderr.contains("error") && !ran.stderr.contains("unread-file"), "{}", ran.stderr);
}

#[test]
fn a_line_that_is_no_toml_is_answered_with_the_line_to_type() {
    let lead = "full = \"One hour can help.\"";
    check(CONTENT, lead, "full = \"One \"hour\" can help.\"", &["blood-drive.toml:9", r#"`full = "One \"hour\" can help."`"#]);
    check(CONTENT, lead, "full = “One hour can help.”", &["curly", "write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full = \"One hour can help.", &["not closed", "write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full = One hour can help.", &["write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full: One hour can help.", &["write `full = \"One hour can help.\"`"]);
    check(CONTENT, "[text.lead]", "[text lead]", &["write `[text.lead]`"]);
    check(CONTENT, "[text.lead]", "[[text.lead]]", &["write `[text.lead]`"]);
    check(CONTENT, "[\"Eat\", \"Drink\"]", "[\"Eat\" \"Drink\"]", &["no comma", "`\"Eat\",`"]);
    check(CONTENT, "2027-01-16T09", "2027-02-30T09", &["February 2027 has 28 days"]);
    check(CONTENT, "2027-01-16T09:00:00", "2027-01-16 9:00", &["write `start = 2027-01-16T09:00:00`"]);
    check(CONTENT, "15:00:00", "3 p.m.", &["write `end = 15:00:00`"]);
    check(ORG, "web =", "[color]\nbrand = #a8123a\n#", &["write `brand = \"#a8123a\"`"]);
    check(ORG, "web =", "[logo]\nfile = \"C:\\Users\\me\\logo.png\"\n#", &["write `file = \"assets/logo.png\"`"]);
}

#[test]
fn what_stands_twice_is_shown_in_both_places() {
    check(CONTENT, "[list.bring]", "[text.lead]\nfull = \"x\"\n\n[list.bring]", &["`text.lead` stands twice", "the first"]);
    check(CONTENT, "[list.bring]", "full = \"x\"\n\n[list.bring]", &["`full` stands twice", "the first"]);
}

#[test]
fn names_are_compared_with_all_there_are() {
    check(ORDER, "\"flyer-letter\"", "\"walet-card\"", &["did you mean `wallet-card`?"]);
    let ran = check(ORDER, "\"flyer-letter\"", "\"flyer\"", &["`flyer-letter`", "`flyer-a4`"]);
    assert!(!ran.stderr.contains("wallet"), "{}", ran.stderr);
    check(ORDER, "\"blood-drive\"", "\"blooddrive\"", &["did you mean `blood-drive`?"]);
    for language in ["spanish", "Espanol", "es-MX", "esp"] {
        check(ORDER, "\"all\"", &format!("\"all\"\nlanguages = [\"{language}\"]"), &["did you mean `es` (Spanish)?"]);
    }
    check(ORDER, "\"all\"", "\"all\"\ntheme = \"bould\"", &["did you mean `bold`?"]);
    check(ORDER, "\"all\"", "[\"center\"]", &["did you mean `centre`?"]);
    check(CONTENT, "[qr.signup]", "[qrcode.signup]", &["did you mean `qr`?"]);
    check(CONTENT, "[list.bring]", "[bullets.bring]", &["did you mean `list`?"]);
    check(CONTENT, "phone = \"{org.phone}\"", "phone = \"{phone}\"", &["did you mean `{org.phone}`?"]);
}

#[test]
fn names_on_the_command_line_too() {
    let project = first_hour();
    let refused = |arguments: &[&str], words: &str| {
        let ran = project.run(arguments);
        assert!(ran.code != Some(0) && ran.stderr.contains(words), "{words}:\n{}", ran.stderr);
    };
    refused(&["check", "blooddrive"], "did you mean `blood-drive`?");
    refused(&["check", "--lang", "spanish"], "did you mean `es` (Spanish)?");
    refused(&["check", "wallet-card"], "no `[[make]]` of `handbill.toml` asks for the format `wallet-card`");
    refused(&["check", "--org", "center"], "did you mean `centre`?");
}

#[test]
fn other_encodings_name_the_file_and_only_once() {
    for (encoding, name) in [("utf-16", "UTF-16LE"), ("windows", "Windows-1252")] {
        for path in [CONTENT, ORG, ORDER] {
            let project = first_hour();
            let text = format!("# café\n{}", project.text(path));
            let bytes: Vec<u8> = match encoding {
                "utf-16" => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
                _ => text.chars().map(|c| u8::try_from(c as u32).expect("Latin-1")).collect(),
            };
            std::fs::write(project.path().join(path), bytes).expect("a temporary folder takes files");
            told(&project, &[&format!("`{path}` is {name}, wanted UTF-8"), &format!("{path}:1:6"), "save it as UTF-8"]);
        }
    }
}

#[test]
fn a_hidden_ending_is_seen() {
    for (path, new, help) in [
        (ORG, "content/orgs/centre.toml.txt", "rename it to `centre.toml`"),
        (CONTENT, "content/blood-drive.toml.txt", "rename it to `blood-drive.toml`"),
        (ORDER, "handbill.toml.txt", "rename `handbill.toml.txt` to `handbill.toml`"),
    ] {
        let project = first_hour();
        std::fs::rename(project.path().join(path), project.path().join(new)).expect("it is there");
        told(&project, &[help]);
    }
}

#[test]
fn a_missing_logo_is_looked_for() {
    let project = first_hour();
    project.edit(ORG, "web =", "logo.file = \"assets/logo.svg\"\nweb =");
    project.write(
        "assets/logos/Logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>",
    );
    told(&project, &["there is no file `assets/logo.svg`", "did you mean `assets/logos/Logo.svg`?"]);
    project.edit(ORG, "assets/logo.svg", "assets/sign.png");
    told(&project, &["put the file there, or name one that is: `assets/logos/Logo.svg`"]);
    project.edit(ORG, "assets/sign.png", "../sign.png");
    told(&project, &["lies outside the project", "write `assets/sign.png`"]);
}

#[test]
fn signs_that_paper_does_not_take_are_answered_with_others() {
    let lead = "full = \"One hour can help.\"";
    check(CONTENT, lead, "full = \"One <b>hour</b> can help.\"", &["`<b>` is what a web page writes", "write `**words**`"]);
    check(CONTENT, lead, "full = \"One hour can help 🩸\"", &["take it out: nothing here prints emoji"]);
}

#[test]
fn a_number_may_differ_in_a_translation_for_a_reason() {
    let project = first_hour();
    project.edit(CONTENT, "[list.bring]", "[text.who]\nfull = \"You weigh 110 lb or more.\"\n\n[list.bring]");
    project.edit(ORDER, "orgs    = \"all\"", "orgs = \"all\"\nlanguages = [\"es\"]");
    let spanish = "language = \"es\"\ntitle = \"Donación de sangre\"\n\n[translation]\nstatus = \"draft\"\n\n\
        [text.who]\nfull = \"Usted pesa 50 kg o más.\"\n";
    project.write("content/blood-drive.es.toml", spanish);
    let ran = project.run(&["check"]).expect(1);
    assert!(ran.stderr.contains("translation-differs") && ran.stderr.contains("differs = "), "{}", ran.stderr);
    project.write("content/blood-drive.es.toml", &format!("{spanish}differs = \"50 kg are 110 lb\"\n"));
    let ran = project.run(&["check"]);
    assert!(!ran.stderr.contains("translation-differs"), "{}", ran.stderr);
    project.edit("content/blood-drive.es.toml", "50 kg o", "50 kg (200) o");
    let ran = project.run(&["check"]).expect(1);
    assert!(ran.stderr.contains("`200` stands here once"), "another number is not excused:\n{}", ran.stderr);
}
