//! Projects begun with a starter: the first build looks like a sheet, and a print shop is never sent its example words.

use crate::harness::judge::text;
use crate::harness::project::Project;
use crate::harness::run::{Ran, command, finish, handbill};

fn starters() -> Vec<String> {
    let listed = Project::empty().run(&["list", "starters"]).expect(0).stdout;
    listed.lines().filter_map(|line| Some(line.split('\t').next()?.to_string())).collect()
}

/// Begins a project on the suite's day: starters move their dates to the weeks that follow.
fn begin(place: &Project, arguments: &[&str]) -> Ran {
    let mut command = command(place.path(), &[&["init", "ours"], arguments].concat());
    finish(command.env("SOURCE_DATE_EPOCH", "1795392000").output().expect("the binary under test starts"))
}

#[test]
fn every_starter_builds_at_once_and_is_no_press_job_yet() {
    let starters = starters();
    assert!(starters.len() >= 7, "{starters:?}");
    for starter in starters {
        let place = Project::empty();
        begin(&place, &["--from", &starter]).expect(0);
        let ours = place.path().join("ours");
        let ran = handbill(&ours, &["build"]).expect(0);
        assert!(!ran.stderr.contains("warning"), "{starter}:\n{}", ran.stderr);
        assert!(ran.stderr.contains("note[starter-text]"), "{starter}:\n{}", ran.stderr);
        let ran = handbill(&ours, &["build", "--for", "press"]).expect(1);
        assert!(ran.stderr.contains("error[starter-text]"), "{starter}:\n{}", ran.stderr);
        assert_eq!(ran.stdout, "", "{starter}: nothing for the press");
    }
}

/// Three commands and five lines to a flyer, a poster and cards that say when and where.
#[test]
fn an_event_takes_five_lines() {
    let place = Project::empty();
    let who = ["--name", "Valley Works", "--phone", "(406) 555-0126", "--web", "https://valley-works.example.org/"];
    begin(&place, &[&["--from", "event"][..], &who].concat()).expect(0);
    let content = "ours/content/event.toml";
    let edits = [
        ("\"Open house\"   ", "\"Job fair\""),
        ("start   = 20", "start   = 2027-03-13T10:00:00 # 20"),
        ("end     = 17:00:00", "end     = 15:00:00"),
        ("\"12 Main Street, Helena, MT 59601\"", "\"7 School Road, Helena, MT 59601\""),
        (
            "An afternoon for everybody: a walk through the house, music in the reading room, and time for your questions.",
            "Forty employers have time for you.",
        ),
    ];
    assert!(edits.len() <= 5);
    edits.iter().for_each(|(from, to)| place.edit(content, from, to));
    let ours = place.path().join("ours");
    let ran = handbill(&ours, &["build", "--for", "office", "--for", "press"]).expect(0);
    let sheets: Vec<&str> = ran.stdout.lines().filter(|line| line.ends_with(".pdf")).collect();
    assert_eq!(sheets.len(), 6, "{}", ran.stdout);
    for sheet in sheets {
        let words = text(&ours.join(sheet));
        for word in ["Job fair", "March 13, 2027", "10 a.m.", "Valley Works", "(406) 555-0126"] {
            assert!(words.contains(word), "{sheet} does not say {word:?}:\n{words}");
        }
    }
}

#[test]
fn a_project_is_begun_with_what_is_said_on_the_command_line() {
    let place = Project::empty();
    place.write(
        "mark.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\"><path fill=\"#14506e\" d=\"M4 4h32v32H4z\"/></svg>",
    );
    begin(&place, &["--from", "blank", "--name", "The \"Ox\"", "--color", "#14506e", "--logo", "mark.svg", "--language", "es"])
        .expect(0);
    let org = place.text("ours/content/orgs/ours.toml");
    assert!(org.contains("brand = \"#14506e\"") && org.contains("assets/logos/ours.svg") && org.contains("Ox"), "{org}");
    let made = handbill(&place.path().join("ours"), &["build"]).expect(0);
    assert!(made.stdout.contains("-es.pdf"), "{}", made.stdout);
    for (arguments, words) in [
        (&["--from", "evnt"][..], "did you mean `event`?"),
        (&["--from", "blank", "--color", "redish"], "such as `#0b3d6b`"),
        (&["--from", "blank", "--logo", "logo.ai"], "is no SVG, PNG or JPEG"),
        (&["--from", "blank", "--logo", "logo.svg"], "there is no file"),
        (&["--name", "Ours"], "--from"),
        (&["--from", "blank", "--language", "klingon"], "there is no language `klingon`"),
    ] {
        let ran = finish(command(Project::empty().path(), &[&["init", "x"], arguments].concat()).output().expect("it starts"));
        assert!(ran.code == Some(2) && ran.stderr.contains(words), "{words}: {ran:?}");
    }
    let ran = place.run(&["list", "formats", "--color", "#14506e"]).expect(2);
    assert!(ran.stderr.contains("colour of an organization"), "{}", ran.stderr);
}

/// The library has contents called `event` in several languages: they translate nobody else's.
#[test]
fn words_of_ones_own_are_not_translated_by_the_library() {
    let place = Project::empty();
    begin(&place, &["--from", "event", "--language", "es"]).expect(0);
    let made = handbill(&place.path().join("ours"), &["build"]).expect(0);
    assert!(made.stdout.contains("-es.pdf") && !made.stderr.contains("event.es.toml"), "{}", made.stderr);
    let two = Project::empty();
    begin(&two, &["--from", "event"]).expect(0);
    let order =
        two.text("ours/handbill.toml").replacen("\n[[make]]", "\n[defaults]\nlanguages = [\"en\", \"es\"]\n\n[[make]]", 1);
    two.write("ours/handbill.toml", &order);
    let ran = handbill(&two.path().join("ours"), &["check"]);
    assert!(!ran.stderr.contains("content/event.es.toml:"), "{}", ran.stderr);
}

#[test]
fn new_contents_begin_with_words_of_a_starter() {
    let place = Project::small();
    place.run(&["new", "content", "fresh"]).expect(0);
    place.run(&["new", "content", "copy", "--from", "night"]).expect(0);
    place.run(&["new", "event", "fair"]).expect(0);
    assert!(place.text("content/fresh.toml").contains("starter  = \"blank\""));
    let copy = place.text("content/copy.toml");
    let (first, rest) = copy.split_once('\n').expect("a line for editors");
    assert_eq!(first, "#:schema ../.handbill/schema/content.json");
    assert_eq!(rest, place.text("content/night.toml"));
    assert!(place.text("content/fair.toml").contains("[event.main]"));
    let ran = place.run(&["new", "content", "other", "--from", "campain"]).expect(2);
    assert!(ran.stderr.contains("did you mean `campaign`?"), "{}", ran.stderr);
}
