//! Posting laws: the report says clause by clause what the laid-out sheet comes to, and each thing taken away turns it.

use crate::harness::project::Project;
use crate::harness::source;
use std::fs;

const THEME: &str = r#"
name    = "Notice"
extends = "plain"

[layout.flyer-letter]
serves = ["half-letter"]

[layout.flyer-letter.front]
margin  = "0.6in"
columns = "1fr auto"
rows    = "auto auto auto 1fr"
gap     = ["0.2in", "0.2in"]
areas   = """
  text.headline      text.headline
  text.notice        text.notice
  list.hotline-is    list.hotline-is
  contact.hotline    qr.hotline
"""

[layout.flyer-letter.front.look."qr.*"]
width = "1.6in"
"#;

/// An official text, for the test alone: the state's own is not ours to write.
const SPANISH: &str = r#"
language = "es"
title    = "Aviso"
[translation]
origin     = "official"
source_url = "https://example.org/aviso"
status     = "approved"
[text.headline]
full = "Usted puede pedir ayuda"
[text.notice]
full = """Si usted llama al 1-888-373-7888 se le ayuda.

Texto de prueba."""
[list.hotline-is]
heading = "La linea es:"
items = ["Abierta 24 horas al dia, 7 dias a la semana;", "Gratis;", "De una organizacion;", "Confidencial;", "En 170 idiomas; y", "Capaz de ayudar."]
[contact.hotline]
name = "Linea Nacional"
[qr.hotline]
label = "La pagina de la linea"
"#;

/// The notice as the repository ships it, in English and Spanish.
fn notice() -> Project {
    let project = Project::empty();
    project.write(
        "handbill.toml",
        "[project]\nname = \"Notices\"\n[defaults]\ntheme = \"notice\"\nlanguages = [\"en\", \"es\"]\n\
         [[make]]\ncontent = \"montana-notice\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n",
    );
    let words = fs::read_to_string(source::root().join("content/montana-notice.toml")).expect("it is shipped");
    project.write("content/montana-notice.toml", &words);
    project.write("content/montana-notice.es.toml", SPANISH);
    project.write("content/orgs/rest.toml", "name = \"Rest Area 12\"\n");
    project.write("assets/themes/notice.toml", THEME);
    project
}

#[track_caller]
fn report(project: &Project, code: i32) -> String {
    project.run(&["law", "us-mt", "--as-of", "2026-11-28"]).expect(code).stdout
}

#[test]
fn the_notice_meets_every_clause() {
    let project = notice();
    let report = report(&project, 0);
    assert!(report.trim_end().ends_with("meets"), "{report}");
    assert!(!report.contains("not met"), "{report}");
    assert!(report.contains("all 9 passages, in order"), "{report}");
    assert!(report.contains("by hand"), "{report}");
}

/// The clause that is named when one thing is taken away.
#[test]
fn each_thing_taken_away_turns_the_report() {
    let turned = |what: &str, change: &dyn Fn(&Project), clause: &str| {
        let project = notice();
        change(&project);
        let report = report(&project, 1);
        let named = report.lines().any(|line| line.trim_start().starts_with("not met") && line.contains(clause));
        assert!(named && report.trim_end().ends_with("does not meet"), "{what}: {report}");
    };
    let content = "content/montana-notice.toml";
    turned("a word", &|p| p.edit(content, "forced to engage", "made to engage"), "text");
    turned("a bullet", &|p| p.edit(content, "    \"Toll-free;\",\n", "    \"Free of charge;\",\n"), "text");
    turned("the trim", &|p| p.edit("handbill.toml", "flyer-letter", "half-letter"), "size");
    turned("Spanish", &|p| p.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]"), "languages");
    turned("the code", &|p| p.edit(content, "https://humantraffickinghotline.org/", "https://example.org/"), "code");
}

/// Florida's sentence as the law words it, in 16 pt, in English and Spanish.
fn florida() -> Project {
    let project = notice();
    let law: toml::Table = source::text("content/laws/us-fl.toml").parse().expect("it is TOML");
    let lines = law["clause"]["text"]["verbatim"].as_array().expect("sentences");
    let lines: Vec<&str> = lines.iter().map(|line| line.as_str().expect("a text")).collect();
    let words = format!(
        "title = \"Notice\"\nlanguage = \"en\"\naudience = \"statutory\"\n[text.headline]\nfull = \"You can ask for help\"\n\
         [text.notice]\nlock = \"statutory\"\nfull = \"\"\"{}\"\"\"\n",
        lines.join("\n\n")
    );
    project.write("content/florida.toml", &words);
    let spanish = SPANISH.split("[list.hotline-is]").next().expect("words").replace("1-888-373-7888", "1-855-FLA-SAFE");
    project.write("content/florida.es.toml", &spanish);
    project.edit("handbill.toml", "montana-notice", "florida");
    let theme = project
        .text("assets/themes/notice.toml")
        .replace("extends = \"plain\"\n", "extends = \"plain\"\n\n[type]\nminimum = \"16pt\"\n");
    project.write("assets/themes/notice.toml", &theme);
    project
}

/// The other law whose text was seen in full: each thing taken away turns its report too.
#[test]
fn the_other_complete_law_is_turned_by_each_thing() {
    let report = |project: &Project, code: i32| project.run(&["law", "us-fl", "--as-of", "2026-11-28"]).expect(code).stdout;
    let good = report(&florida(), 0);
    assert!(good.trim_end().ends_with("meets") && !good.contains("not met"), "{good}");
    let turned = |what: &str, change: &dyn Fn(&Project), clause: &str| {
        let project = florida();
        change(&project);
        let report = report(&project, 1);
        let named = report.lines().any(|line| line.trim_start().starts_with("not met") && line.contains(clause));
        assert!(named && report.trim_end().ends_with("does not meet"), "{what}: {report}");
    };
    turned("a word", &|p| p.edit("content/florida.toml", "being forced", "being made"), "text");
    turned("the trim", &|p| p.edit("handbill.toml", "flyer-letter", "half-letter"), "size");
    turned(
        "the type",
        &|p| {
            p.edit(
                "assets/themes/notice.toml",
                "minimum = \"16pt\"",
                "minimum = \"9pt\"\nceiling = 1.0\n[type.body]\nsize = \"12pt\"\nmaximum = \"12pt\"",
            );
        },
        "type",
    );
    turned("Spanish", &|p| p.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]"), "languages");
    // Every law that is marked complete has its test here.
    let folder = source::root().join("content/laws");
    let complete = fs::read_dir(folder).expect("laws").filter_map(|entry| {
        let path = entry.expect("a file").path();
        let is_complete = fs::read_to_string(&path).expect("it is read").contains("complete  = true");
        is_complete.then(|| path.file_stem().expect("a name").to_string_lossy().into_owned())
    });
    let mut complete: Vec<String> = complete.collect();
    complete.sort();
    assert_eq!(complete, ["us-fl", "us-mt"]);
}

#[test]
fn a_law_not_seen_in_full_is_never_met() {
    let project = notice();
    project.edit("assets/themes/notice.toml", "extends = \"plain\"", "extends = \"plain\"\n[type.body]\nsize = \"16pt\"");
    let report = project.run(&["law", "us-wa"]).expect(0).stdout;
    assert!(report.trim_end().ends_with("incomplete"), "{report}");
}

#[test]
fn laws_are_found_by_place_and_kind() {
    let project = notice();
    let hotels = project.run(&["laws", "--for", "hotel", "--in", "us-tx"]).expect(0).stdout;
    assert_eq!(hotels.lines().map(|l| l.split('\t').next().unwrap_or_default()).collect::<Vec<_>>(), ["us-tx-lodging"]);
    let near = project.run(&["law", "us-mx"]).expect(2).stderr;
    assert!(near.contains("did you mean `us-"), "{near}");
}

/// A law is one file of the project.
#[test]
fn a_law_of_ones_own() {
    let project = notice();
    project.write(
        "content/laws/city.toml",
        "name = \"City Code 1\"\nin = \"us-mt-helena\"\nfor = [\"bar\"]\nduty = \"required\"\nsource = \"City Code\"\n\
         as_of = 2026-01-01\nreview_by = 2027-01-01\ncomplete = true\n\
         [clause.type]\nleast_type = \"40pt\"\n[clause.cover]\nleast_cover = 0.1\n[clause.only]\nwithout = [\"list.hotline-is\"]\n",
    );
    let report = project.run(&["law", "city", "--json"]).expect(1).stdout;
    for wanted in
        ["\"clause\":\"type\"", "no type under 40.0 pt", "`list.hotline-is` is on the sheet", "\"verdict\":\"does not meet\""]
    {
        assert!(report.contains(wanted), "no {wanted:?} in {report}");
    }
}

#[test]
fn the_report_is_a_page_to_file() {
    let project = notice();
    project.run(&["law", "us-mt", "--report", "report.pdf", "--as-of", "2026-11-28"]).expect(0);
    assert!(project.read("report.pdf").starts_with(b"%PDF-"));
}
