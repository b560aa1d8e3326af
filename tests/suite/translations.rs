//! Translations held against their source, by the class of each block; `handbill lang` and `handbill new`.

use crate::harness::project::Project;
use serde_json::Value;

const NIGHT: &str = "content/night.toml";
const SPANISH: &str = "content/night.es.toml";

/// A whole and reviewed translation of the small project's content.
const WHOLE: &str = r#"
language = "es"
title    = "Noche de lectura"

[translation]
by          = "Ana Example"
status      = "reviewed"
reviewed_by = "Luz Example"
reviewed_on = 2026-11-01

[text.headline]
full  = "Lea con nosotros a la luz de una lámpara"
short = "Lea con nosotros"

[text.lead]
full = "Traiga un libro que le guste y una taza. **{org.name}** pone las lámparas."

[list.bring]
heading = "Traiga"
items   = ["Un libro que le guste", "Una taza", "A alguien que todavía no lee"]

[contact.desk]
name = "Preguntas"

[qr.more]
label = "Todo sobre la noche"
"#;

/// The small project in Spanish.
fn spanish() -> Project {
    let project = Project::small();
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"es\"]");
    project.write(SPANISH, WHOLE);
    project
}

/// What `build` says of the Spanish slip, one line each.
#[track_caller]
fn said(project: &Project, code: i32) -> String {
    project.run(&["build", "slip", "--message-format", "short"]).expect(code).stderr
}

fn resolved(project: &Project) -> String {
    project.run(&["dump", "--stage", "resolve", "slip"]).expect(0).stdout
}

#[test]
fn a_whole_and_reviewed_translation_is_made_in_silence() {
    let project = spanish();
    assert_eq!(said(&project, 0), "1 made\n");
    assert!(!resolved(&project).contains("DRAFT") && !resolved(&project).contains("BORRADOR"));
}

#[test]
fn general_words_fall_back_one_by_one_and_are_told() {
    let project = spanish();
    project.edit(SPANISH, "heading = \"Traiga\"\n", "");
    let said = said(&project, 0);
    assert!(
        said.contains("warning[missing-translation] `heading` of `list.bring` is not translated into `es` and stands in `en`"),
        "{said}"
    );
    let dump = resolved(&project);
    assert!(dump.contains("\"Bring along\"") && dump.contains("\"Una taza\""), "the items are translated:\n{dump}");
}

#[test]
fn a_safety_block_falls_back_as_a_whole() {
    let project = spanish();
    project.edit(NIGHT, "[list.bring]", "[list.bring]\nclass = \"safety\"");
    project.edit(SPANISH, "heading = \"Traiga\"\n", "");
    let said = said(&project, 0);
    assert!(said.contains("`list.bring` is not translated into `es` and stands in `en`"), "{said}");
    let dump = resolved(&project);
    assert!(dump.contains("\"A cup\"") && !dump.contains("Una taza"), "no block is half in one language:\n{dump}");
}

#[test]
fn safety_and_statutory_words_are_locked() {
    for class in ["safety", "statutory"] {
        let project = Project::small();
        project.edit(NIGHT, "[text.lead]", &format!("[text.lead]\nclass = \"{class}\""));
        project.write(
            "content/orgs/school.toml",
            &format!("{}\n[say]\ntext.lead = \"Ours\"\n", project.text("content/orgs/school.toml")),
        );
        let ran = project.run(&["build", "slip", "--org", "school", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains("error[locked-text] `text.lead` is locked"), "{}", ran.stderr);
    }
}

#[test]
fn statutory_words_are_official_or_not_printed() {
    let project = spanish();
    project.edit(NIGHT, "[text.lead]", "[text.lead]\nclass = \"statutory\"");
    let refused = said(&project, 1);
    assert!(refused.contains("error[unofficial-translation] `text.lead` is statutory text"), "{refused}");
    // By the office that issues it.
    let official = "[text.lead]\norigin = \"official\"\nsource_url = \"https://law.example.org/es\"";
    project.edit(SPANISH, "[text.lead]", official);
    assert_eq!(said(&project, 0), "1 made\n");
    project.edit(SPANISH, "source_url = \"https://law.example.org/es\"", "");
    assert!(said(&project, 1).contains("an official text without `source_url`"));
    // Without a translation the source's own words stand.
    let translated = project.text(SPANISH);
    let (before, rest) = translated.split_once("[text.lead]").expect("it is there");
    let (_, after) = rest.split_once("[list.bring]").expect("it is there");
    project.write(SPANISH, &format!("{before}[list.bring]{after}"));
    assert!(said(&project, 0).contains("`text.lead` is not translated into `es` and stands in `en`"));
    assert!(resolved(&project).contains("Bring a book you love"));
}

#[test]
fn a_translation_says_what_its_source_says() {
    let check = |from: &str, to: &str, want: &str| {
        let project = spanish();
        project.edit(NIGHT, "Bring a book you love and a cup.", "Bring a book you love and a cup. Call 988 or 1-888-373-7888.");
        project.edit(SPANISH, "y una taza. **", "y una taza. Llame al 988 o al 1-888-373-7888. **");
        assert_eq!(said(&project, 0), "1 made\n");
        project.edit(SPANISH, from, to);
        let said = said(&project, 1);
        assert!(said.contains(want), "{to}: {said}");
    };
    check("{org.name}", "{org.short}", "`{org.name}` stands here not at all, and once in the source");
    check("**{org.name}**", "La biblioteca", "error[translation-differs]");
    check("al 988", "al 998", "`988` stands here not at all, and once in the source");
    check("373-7888", "373-7988", "`1-888-373-7888` stands here not at all");
    check("\"Una taza\", ", "", "2 items, and the source has 3");
    check("label = \"Todo", "note = \"Todo", "the source has no `note` here");
    check("[qr.more]", "[qr.mre]", "the source has no `qr.mre`");
    check("\"Una taza\"", "\"\"", "an item is empty, and others are not");
}

#[test]
fn a_draft_and_a_stale_translation_carry_the_band() {
    let project = spanish();
    project.edit(SPANISH, "status      = \"reviewed\"", "status      = \"draft\"");
    assert!(said(&project, 0).contains("warning[draft-translation]"));
    assert!(resolved(&project).contains("BORRADOR: sin revisar"));
    // Reviewed, and the source has changed since.
    project.write(SPANISH, &WHOLE.replace("by          =", "source      = \"b3:00000000\"\nby          ="));
    let said = said(&project, 0);
    assert!(said.contains("warning[stale-translation] `night` has changed since it was translated"), "{said}");
    assert!(resolved(&project).contains("BORRADOR: sin revisar"));
    // The hash that the message names mends it.
    let help = project.run(&["check", "slip"]).stderr;
    let hash = help.split("source = \"").nth(1).and_then(|h| h.split('"').next()).expect("it says what to write").to_string();
    project.edit(SPANISH, "b3:00000000", &hash);
    assert_eq!(self::said(&project, 0), "1 made\n");
}

#[test]
fn one_draft_block_is_enough_for_the_band() {
    let project = spanish();
    project.edit(SPANISH, "[qr.more]", "[qr.more]\nstatus = \"draft\"");
    said(&project, 0);
    assert!(resolved(&project).contains("BORRADOR: sin revisar"));
}

#[test]
fn words_of_a_wrong_character_set_are_refused() {
    for (broken, help) in [("lÃ¡mpara", "write `lámpara`"), ("l?mpara", "the letter that was lost")] {
        let project = spanish();
        project.edit(SPANISH, "lámpara\"", &format!("{broken}\""));
        let ran = project.run(&["build", "slip"]).expect(1);
        assert!(ran.stderr.contains("error[broken-text]") && ran.stderr.contains(help), "{}", ran.stderr);
    }
}

/// The row of a content in a language.
fn row(project: &Project, language: &str) -> Value {
    let ran = project.run(&["lang", "--json"]).expect(0);
    let rows: Vec<Value> = ran.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    rows.into_iter().find(|r| r["content"] == "night" && r["language"] == language).expect("it has a row")
}

#[test]
fn lang_says_how_far_translations_are() {
    let project = spanish();
    let table = project.run(&["lang"]).expect(0).stdout;
    assert_eq!(table, "content\ten\tes\nnight\tsource\treviewed by Luz Example 2026-11-01\n");
    project.edit(NIGHT, "[list.bring]", "[list.bring]\nclass = \"safety\"");
    project.write(SPANISH, &WHOLE.replace("heading = \"Traiga\"\n", "").replace("\"reviewed\"", "\"draft\""));
    assert!(project.run(&["lang"]).expect(0).stdout.ends_with("draft, 1 missing\n"));
    let full = project.run(&["lang", "es"]).expect(0).stdout;
    assert!(full.contains("night\tes\tlist.bring\tsafety\tmissing: all\n"), "{full}");
    assert!(full.contains("night\tes\ttext.headline\tgeneral\tnot reviewed\n"), "{full}");
    let row = row(&project, "es");
    assert_eq!(row["missing"][0]["block"], "list.bring");
    assert_eq!((&row["state"], &row["stale"], &row["by"]), (&"draft".into(), &false.into(), &"Ana Example".into()));
    let unknown = project.run(&["lang", "ess"]).expect(2);
    assert!(unknown.stderr.contains("did you mean `es`?"), "{}", unknown.stderr);
}

#[test]
fn new_lang_writes_every_text_with_its_source_and_never_over_a_file() {
    let project = Project::small();
    let ran = project.run(&["new", "lang", "fr"]).expect(0);
    assert_eq!(ran.stdout, "content/night.fr.toml\n", "French is known: no file of the language itself");
    let text = project.text("content/night.fr.toml");
    for wanted in [
        "# Read with us by lamplight\nfull = \"\"",
        "  # A cup\n  \"\",",
        "[qr.more]\n# Everything about the night\nlabel = \"\"",
    ] {
        assert!(text.contains(wanted), "{wanted}:\n{text}");
    }
    assert!(text.contains(&format!("source = \"{}\"", row(&project, "fr")["source"].as_str().expect("a hash"))));
    // Nothing is translated yet: all of it stands in English, and is told.
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = \"all\"\nlanguages = [\"fr\"]");
    let ran = project.run(&["build", "slip", "--org", "library", "--message-format", "short"]).expect(0);
    assert_eq!(ran.stderr.matches("is not translated into `fr`").count(), 5, "{}", ran.stderr);
    project.edit("content/night.fr.toml", "label = \"\"", "label = \"Tout\"");
    let ran = project.run(&["new", "lang", "fr"]).expect(2);
    assert!(ran.stderr.contains("every content has its `fr` already"), "{}", ran.stderr);
    assert!(project.run(&["new", "lang", "fr", "--content", "night"]).expect(2).stderr.contains("nothing is ever written over"));
    assert!(project.text("content/night.fr.toml").contains("label = \"Tout\""));
    // A language that nobody knows yet.
    let ran = project.run(&["new", "lang", "cro"]).expect(0);
    assert_eq!(ran.stdout, "content/night.cro.toml\ncontent/languages/cro.toml\n");
    project.edit("handbill.toml", "languages = [\"fr\"]", "languages = [\"cro\"]");
    project.run(&["build", "slip"]).expect(0);
    assert!(project.run(&["new", "lang", "Spanish"]).expect(2).stderr.contains("`Spanish` is no language"));
    assert!(project.run(&["new", "lang", "en-XA"]).expect(2).stderr.contains("is made by the program"));
}

#[test]
fn what_new_begins_can_be_made() {
    let project = Project::small();
    for (arguments, path) in [
        (&["new", "content", "drive"][..], "content/drive.toml"),
        (&["new", "org", "prairie"], "content/orgs/prairie.toml"),
        (&["new", "theme", "ours", "--from", "civic"], "assets/themes/ours.toml"),
        (&["new", "format", "sheet", "--from", "flyer-letter"], "assets/formats/sheet.toml"),
        (&["new", "scheme", "single", "--from", "one-up"], "assets/schemes/single.toml"),
    ] {
        assert_eq!(project.run(arguments).expect(0).stdout, format!("{path}\n"));
        let before = project.text(path);
        let again = project.run(arguments).expect(2);
        assert!(again.stderr.contains("is there already, and nothing is ever written over"), "{}", again.stderr);
        assert_eq!(project.text(path), before);
    }
    assert!(project.text("assets/themes/ours.toml").contains("name    = \"ours\""));
    let order = "\n[[make]]\ncontent = \"drive\"\nformats = [\"flyer-letter\"]\norgs = [\"prairie\"]\ntheme = \"ours\"\nscheme = \"single\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + order));
    let ran = project.run(&["build", "drive", "--message-format", "short"]).expect(0);
    assert!(ran.stdout.contains("drive-flyer-letter-en.pdf"), "{}\n{}", ran.stdout, ran.stderr);
    assert!(project.run(&["new", "theme", "x", "--from", "cvic"]).expect(2).stderr.contains("did you mean `civic`?"));
    assert!(project.run(&["new", "org", "Us & Them"]).expect(2).stderr.contains("is no name for a file"));
}
