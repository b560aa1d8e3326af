//! Mistakes round one event and its translation, a fold and a colour: each is named, and the right sheet beside it is quiet.

use crate::harness::project::Project;

const CONTENT: &str = r#"
title = "Free eye exams"
language = "en"
audience = "event"
[text.headline]
full = "Free eye exams"
[text.lead]
full = "For children from 6 to 17, from 9 a.m. to 1 p.m. Bring their old glasses in the morning."
[event.day]
title = "Eye exams at the school"
start = 2027-05-15T09:00:00
end = 13:00:00
zone = "America/Denver"
venue = "High School"
address = "204 7th Ave NW, Choteau, MT 59422"
cost = "Free"
[contact.desk]
name = "Front desk"
phone = "(406) 555-0141"
"#;

const SPANISH: &str = r#"
language = "es"
title = "Exámenes de la vista"
[translation]
by = "A. Ruiz"
[text.headline]
full = "Exámenes de la vista gratis"
[text.lead]
full = "Para niños de 6 a 17 años, de 9 a.m. a 1 p.m. Traigan sus lentes viejos por la mañana."
[event.day]
title = "Exámenes en la escuela"
cost = "Gratis"
[contact.desk]
name = "Recepción"
"#;

const ORG: &str = r#"
name = "Clinic"
phone = "(406) 555-0141"
email = "desk@clinic.example.org"
web = "https://clinic.example.org/"
address = "204 7th Ave NW, Choteau, MT 59422"
"#;

/// What is said of the sheet and its translation, with one text exchanged for another.
fn said(file: &str, from: &str, to: &str) -> String {
    let project = Project::empty();
    let order = "[project]\nname = \"Exams\"\n[[make]]\ncontent = \"exams\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\nlanguages = [\"en\", \"es\"]\npurpose = \"press\"\n";
    project.write("handbill.toml", order);
    for (path, text) in [("content/exams.toml", CONTENT), ("content/exams.es.toml", SPANISH), ("content/orgs/clinic.toml", ORG)] {
        assert!(path != file || text.contains(from), "{from} stands in {file}");
        project.write(path, &if path == file { text.replace(from, to) } else { text.to_string() });
    }
    let ran = project.run(&["check", "--message-format", "short", "--as-of", "2026-11-28"]);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr
}

#[test]
fn the_right_sheet_is_quiet() {
    let said = said("", "", "");
    for check in ["date-in-words", "translation-differs", "bad-", "fold-text", "out-of-gamut", "odd-number", "misspelt-name"] {
        assert!(!said.contains(check), "{check}: {said}");
    }
}

#[test]
fn mistakes_round_an_event_are_named() {
    let (content, spanish, org) = ("content/exams.toml", "content/exams.es.toml", "content/orgs/clinic.toml");
    for (file, from, to, check) in [
        (content, "\"Eye exams at the school\"", "\"Friday eye exams\"", "date-in-words"),
        (content, "full = \"Free eye exams\"", "full = \"June 15: free eye exams\"", "date-in-words"),
        (content, "Bring their", "Doors open at 10 a.m. Bring their", "date-in-words"),
        (content, "Bring their", "Here since 2062. Bring their", "date-in-words"),
        (content, "Bring their", "Join us on May 15, 2072. Bring their", "date-in-words"),
        (spanish, "de 9 a.m. a 1 p.m.", "de 9 p.m. a 1 a.m.", "translation-differs"),
        (spanish, "6 a 17 años", "6 a 7 años", "translation-differs"),
        (spanish, "por la mañana", "por la noche", "translation-differs"),
        (org, "phone = \"(406) 555-0141\"", "phone = \"59422\"", "bad-phone"),
        (org, "name = \"Clinic\"", "name = \"Clinic (CLOSED)\"", "left-over"),
        (org, "name = \"Clinic\"", "name = \"Clinic ???\"", "left-over"),
        (org, "desk@clinic.example.org", "desk@clinc.example.org", "near-host"),
        (content, "Bring their", "Poison Control: 1-800-222-1223. Bring their", "near-number"),
        (spanish, "cost = \"Gratis\"", "cost = \"$10\"", "translation-differs"),
        (spanish, "language = \"es\"", "language = \"fr\"", "bad-value"),
        (org, "(406) 555-0141", "(555) 555-0141", "bad-phone"),
        (org, "(406) 555-0141", "(406) 555--0141", "bad-phone"),
        (org, "MT 59422", "MY 59422", "zip-and-state"),
        (org, "desk@clinic.example.org", "clinic@gmial.com", "bad-email"),
        (org, "https://clinic.example.org/", "https://docs.google.com/forms/d/1abc/edit", "bad-url"),
        (org, "https://clinic.example.org/", "https://clinic.example.org//vision", "bad-url"),
        (org, "address =", "color.brand = \"#39ff14\"\naddress =", "out-of-gamut"),
    ] {
        let said = said(file, from, to);
        assert!(said.contains(&format!("[{check}]")), "{to}: {said}");
    }
}

#[test]
fn days_that_belong_to_a_name_or_a_series_are_quiet() {
    let content = "content/exams.toml";
    for (from, to) in [
        ("\"Eye exams at the school\"", "\"Saturday eye exams\""),
        ("\"Eye exams at the school\"", "\"Black Friday eye exams\""),
        ("\"Eye exams at the school\"", "\"Eye exams, every Friday\""),
        ("full = \"Free eye exams\"", "full = \"May 15: free eye exams\""),
        ("Bring their", "Doors open at 8:30 a.m. Bring their"),
        ("Bring their", "Register by May 1. Here since 1972. Bring their"),
    ] {
        let said = said(content, from, to);
        assert!(!said.contains("[date-in-words]"), "{to}: {said}");
    }
}

#[test]
fn a_translation_named_with_a_stroke_is_told() {
    let project = Project::empty();
    let order = "[project]\nname = \"Exams\"\n[[make]]\ncontent = \"exams\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\npurpose = \"office\"\n";
    project.write("handbill.toml", order);
    project.write("content/exams.toml", CONTENT);
    project.write("content/exams_es.toml", SPANISH);
    project.write("content/orgs/clinic.toml", ORG);
    let ran = project.run(&["check", "--message-format", "short", "--as-of", "2026-11-28"]);
    assert!(ran.stderr.contains("[unread-file] `content/exams_es.toml`"), "{}", ran.stderr);
}
