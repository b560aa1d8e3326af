//! Files for screens: read aloud in the order of the content, links live, PDF/UA-1 and PDF/A-2a at once.

use super::languages::{articles, specimen};
use crate::harness::aloud::listen;
use crate::harness::example::example;
use crate::harness::judge::{accept, ask, check, fold, judge, python, utf8};
use crate::harness::project::{Project, files_of};
use crate::harness::source::root;
use std::fs;
use std::path::PathBuf;

/// Every PDF under `out/` of a project.
fn pdfs(project: &Project) -> Vec<PathBuf> {
    let files = project.files("out").into_iter().filter(|f| f.extension().is_some_and(|e| e == "pdf"));
    files.map(|f| project.path().join("out").join(f)).collect()
}

/// Builds a project for screens and asks the judges about each file.
fn all_pass(project: &Project) {
    these_pass(project, &[]);
}

/// The same for the products named.
fn these_pass(project: &Project, names: &[&str]) {
    project.run(&[&["build", "--for", "screen"], names].concat()).expect(0);
    let Some(python) = python() else { return };
    let files = pdfs(project);
    assert!(!files.is_empty());
    let mut found: Vec<String> = Vec::new();
    for heard in listen(python, true, &files) {
        // page-validation 0.11 reads no width from a glyph of CFF that has nothing but one: the space. fontTools reads 224
        // where it reads 0.
        let real = heard.broken.iter().filter(|b| !b.contains("width 0.000 in its embedded CIDFontType0C program"));
        found.extend(real.map(|b| format!("{}: {b}", heard.file)));
    }
    if let Some(accept) = accept() {
        found.extend(files.iter().flat_map(|file| check(&accept, python, "check_ua.py", file, &[])));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn copy_of(example: &str) -> Project {
    let project = Project::empty();
    let folder = root().join(example);
    for file in files_of(&folder).iter().filter(|f| !f.starts_with("out")) {
        let place = project.path().join(file);
        fs::create_dir_all(place.parent().expect("it has a folder")).expect("a temporary folder takes folders");
        fs::copy(folder.join(file), place).expect("was just listed");
    }
    project
}

#[test]
fn every_format_and_theme_passes_the_judges() {
    all_pass(&copy_of("examples/every-format"));
}

#[test]
fn every_subject_passes_the_judges() {
    // In one format: all 1,170 products take minutes.
    these_pass(&copy_of("examples/topics"), &["flyer-letter"]);
}

#[test]
fn every_language_passes_the_judges_and_is_read_as_it_is_written() {
    let project = specimen();
    all_pass(&project);
    let Some(python) = python() else { return };
    let mut wrong = Vec::new();
    let articles = articles(&project);
    let files: Vec<PathBuf> = articles.keys().map(|tag| project.path().join(format!("out/{tag}.pdf"))).collect();
    for ((tag, article), heard) in articles.iter().zip(listen(python, false, &files)) {
        let words = heard.words();
        // One paragraph of the file is one element of the tree, sign by sign.
        if !words.lines().any(|line| fold(line) == fold(article)) {
            wrong.push(format!("{tag}: {article:?} is not read as such: {words:?}"));
        }
        let numbers = ["tel:+18883737888", "tel:+14064441776", "tel:+18334067867", "https://humantraffickinghotline.org/"];
        let targets: Vec<&str> = heard.links.iter().map(|(target, _)| target.as_str()).collect();
        if targets != numbers {
            wrong.push(format!("{tag}: its links lead to {targets:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_example_reads_aloud_in_the_order_of_its_content() {
    let Some(python) = python() else { return };
    let flyers = example().of("screen", "flyer-letter");
    let files: Vec<PathBuf> = flyers.iter().map(|product| example().path(product)).collect();
    let mut found = Vec::new();
    for heard in listen(python, true, &files) {
        found.extend(heard.broken.iter().map(|b| format!("{}: {b}", heard.file)));
        let said = heard.said.as_ref().expect("a screen file has a structure tree");
        let first = said.iter().find(|(kind, _)| kind.starts_with('H')).map(|(kind, _)| kind.as_str());
        assert_eq!(first, Some("H1"), "{}", heard.file);
        for wanted in ["LBody", "TD", "Caption"] {
            assert!(said.iter().any(|(kind, _)| kind == wanted), "no {wanted}: {said:?}");
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A judge that passes everything would pass these too.
#[test]
fn the_judges_find_what_is_broken() {
    let Some(python) = python() else { return };
    let project = Project::small();
    project.edit("handbill.toml", "formats = [\"slip\", \"tag\"]", "formats = [\"slip\"]");
    project.run(&["build", "--for", "screen"]).expect(0);
    let whole = pdfs(&project).swap_remove(0);
    let breaks = [
        ("tree", "del p.Root['/StructTreeRoot']"),
        ("intent", "del p.Root['/OutputIntents']"),
        ("language", "del p.Root['/Lang']"),
        ("title", "del p.Root['/ViewerPreferences']"),
        (
            "marks",
            "p.pages[0].Contents = p.make_stream(p.pages[0].Contents.read_bytes().replace(b'/Artifact BMC', b'/Span BMC'))",
        ),
    ];
    for (name, how) in breaks {
        let broken = project.path().join(format!("{name}.pdf"));
        let script = format!("import sys, pikepdf\np = pikepdf.open(sys.argv[1])\n{how}\np.save(sys.argv[2])");
        ask(python, &["-c", &script, utf8(&whole), utf8(&broken)]).expect(0);
        assert!(!listen(python, true, &[broken]).swap_remove(0).broken.is_empty(), "nobody misses the {name}");
    }
    assert_eq!(listen(python, true, &[whole]).swap_remove(0).broken, Vec::<String>::new());
}

#[test]
fn words_numbers_and_codes_are_links_on_screens_alone() {
    let Some(python) = python() else { return };
    let project = Project::small();
    project.write(
        "content/night.toml",
        r#"
title    = "Reading night"
language = "en"
audience = "event"

[text.headline]
full = "Read with us"

[text.lead]
full = "See [our page](https://library.example.org/night?a=1) or call (406) 555-0134. We saw 106 people on 2026-11-24."

[contact.desk]
name  = "Questions"
phone = "988"
text  = { to = "233733", say = "HELP" }
email = "desk@library.example.org"

[note.web]
full = "All of it is on library.example.org/desk."
"#,
    );
    project.edit("handbill.toml", "theme   = \"leaf\"", "theme   = \"plain\"");
    project.edit("handbill.toml", "formats = [\"slip\", \"tag\"]", "formats = [\"half-letter\"]");
    project.run(&["build", "--for", "screen"]).expect(0);
    let heard = listen(python, true, &pdfs(&project)[..1]).swap_remove(0);
    assert_eq!(heard.broken, Vec::<String>::new());
    let mut targets: Vec<&str> = heard.links.iter().map(|(target, _)| target.as_str()).collect();
    targets.sort_unstable();
    targets.dedup();
    let wanted = [
        "https://library.example.org/desk",
        "https://library.example.org/night?a=1",
        "mailto:desk@library.example.org",
        "sms:233733?body=HELP",
        "tel:+14065550134",
        "tel:988",
    ];
    assert_eq!(targets, wanted);
    assert!(heard.links.iter().any(|(_, says)| says == "our page: https://library.example.org/night?a=1"), "{:?}", heard.links);

    fs::remove_dir_all(project.path().join("out")).expect("it was just built");
    project.run(&["build", "--for", "office", "--for", "press"]);
    for heard in listen(python, false, &pdfs(&project)) {
        assert!(heard.said.is_none() && heard.links.is_empty(), "{}", heard.file);
    }
}

#[test]
fn bookmarks_name_the_sides_by_their_headings() {
    let Some(qpdf) = judge("qpdf") else { return };
    let product = example().of("screen", "flyer-letter").swap_remove(0);
    let ran = ask(qpdf, &["--json", "--json-key=outlines", utf8(&example().path(&product))]).expect(0);
    assert!(ran.stdout.contains("\"title\""), "{}", ran.stdout);
}

const HELP: &str = r#"
title    = "Help & rest < 3 nights"
language = "en"
audience = "public"

[text.headline]
full = "A bed for the night"

[text.lead]
full = "See [our page](https://ox.example.org/night?a=1&b=2), or call (406) 555-0134."

[text.house]
full = """
The house stands behind the old school, and its light is on all night. Whoever comes has a bed, a warm meal, and a door that
locks. Nobody has to say a name, and nobody has to say why. There are rooms for families, and a yard where dogs may stay.

In the morning there is breakfast, and somebody who knows the offices of the town and walks there with you. You may stay for
three nights; if you need more, we look for a place together, and you do not leave before there is one.

If you cannot come, call us all the same. We come to you where we can, we bring what you need for the night, and we stay on
the line as long as you want to talk."""

[steps.join]
heading = "How to come"
items   = ["Call first.", "Bring a friend."]

[contact.desk]
name  = "Questions"
phone = "(406) 555-0135"
email = "desk@ox.example.org"

[qr.more]
link  = "https://ox.example.org/more"
label = "All about it"
"#;

fn help() -> Project {
    let project = Project::one_sheet("half-letter");
    project.write("content/night.toml", HELP);
    project
}

#[test]
fn the_same_words_are_a_web_page_and_plain_text() {
    let project = help();
    project.run(&["build", "--html", "--text"]).expect(0);
    let html = project.text("out/office/library/night-half-letter-en.html");
    for part in [
        "<html lang=\"en\">",
        "<title>Help &amp; rest &lt; 3 nights</title>",
        "<h1 dir=\"auto\">A bed for the night</h1>",
        "See <a href=\"https://ox.example.org/night?a=1&amp;b=2\" class=\"far\" dir=\"ltr\">our page</a>, or call <a href=\"tel:+14065550134\" dir=\"ltr\">(406) 555-0134</a>.",
        "<ol>\n<li dir=\"auto\">Call first.</li>",
        "<a href=\"mailto:desk@ox.example.org\" dir=\"ltr\">desk@ox.example.org</a>",
        "<a href=\"https://ox.example.org/more\" dir=\"ltr\">ox.example.org/more</a>",
    ] {
        assert!(html.contains(part), "{part} is not in\n{html}");
    }
    assert!(!html.contains("<script") && html.matches("<h1").count() == 1, "{html}");
    let text = project.text("out/office/library/night-half-letter-en.txt");
    let wanted = "A bed for the night\n\nSee our page (https://ox.example.org/night?a=1&b=2), or call (406) 555-0134.\n\nQuestions\n\n(406) 555-0135\n\n";
    assert!(text.starts_with(wanted), "{text}");
    assert!(
        text.trim_end().ends_with("How to come\n\n1. Call first.\n2. Bring a friend."),
        "the back comes after the front: {text}"
    );
}

#[test]
fn words_beside_a_product_come_and_go_with_it() {
    let project = help();
    let page = "out/office/library/night-half-letter-en.html";
    project.run(&["build"]).expect(0);
    assert!(!project.path().join(page).exists());
    project.run(&["build", "--html"]).expect(0);
    let first = project.text(page);
    project.run(&["build", "--html"]).expect(0);
    assert_eq!(project.text(page), first);
    project.edit("content/night.toml", "A bed for", "Two beds for");
    project.run(&["build"]).expect(0);
    assert!(!project.path().join(page).exists(), "it says what is no longer so");
    project.write(page, "somebody's own");
    let ran = project.run(&["build", "--html"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(project.text(page), "somebody's own");
}

/// Schemes put paper on sheets: for a screen, two orders that differ by nothing else are one file.
#[test]
fn a_scheme_makes_no_other_file_for_screens() {
    let project = help();
    let order = project.text("handbill.toml");
    let twice = "\n[[make]]\ncontent = \"night\"\nformats = [\"half-letter\"]\norgs = [\"library\"]\nscheme = \"fit-letter\"\n";
    project.write("handbill.toml", &(order + twice));
    project.run(&["check", "--for", "screen"]).expect(0);
    let ran = project.run(&["check", "--for", "office"]).expect(2);
    assert!(ran.stderr.contains("same-output"), "{}", ran.stderr);
}

/// Conditions of each checkpoint of the protocol: 136 in all, of which software can tell 87.
const CONDITIONS: [usize; 31] = [7, 4, 3, 1, 2, 4, 2, 2, 8, 1, 7, 1, 8, 7, 5, 3, 3, 2, 4, 3, 1, 1, 1, 1, 1, 2, 1, 18, 1, 2, 30];

#[test]
fn every_condition_of_the_protocol_has_its_answer() {
    let page = fs::read_to_string(root().join("docs/standards/pdf-ua-1.md")).expect("the page of the standard");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit())
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let of = |(checkpoint, count): (usize, &usize)| {
        (1..=*count).map(move |n| format!("{:02}-{n:03}", checkpoint + 1)).collect::<Vec<_>>()
    };
    let numbers: Vec<String> = CONDITIONS.iter().enumerate().flat_map(of).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), numbers);
    assert_eq!((rows.len(), rows.iter().filter(|row| row[1] == "M").count()), (136, 87));
    let is_check = |name: &str| handbill::diag::checks::ALL.iter().any(|check| check.name == name);
    for row in &rows {
        let answers: Vec<&str> = row[2].split(", ").collect();
        assert!(answers.iter().all(|answer| ["construction", "check", "author", "not yet"].contains(answer)), "{row:?}");
        // What a machine can tell of a file is nobody's duty but ours.
        assert!(row[1] == "H" || !answers.contains(&"author"), "{row:?}");
        let named: Vec<&str> = row[3].split('`').skip(1).step_by(2).filter(|name| name.contains('-')).collect();
        assert!(named.iter().all(|name| is_check(name)), "{row:?}");
        assert!(!answers.contains(&"check") || !named.is_empty(), "{row:?} names no check");
    }
}
