//! No large part of a face stays empty: type grows first, a nearly empty back is not printed, and what is left is told.

use crate::harness::judge::{ask, judge, utf8};
use crate::harness::project::Project;

/// The small project with a headline alone on its slip, in a theme with these words.
fn headline_alone(theme: &str) -> Project {
    let project = Project::small();
    project.write(
        "content/night.toml",
        "title = \"Night\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"Read with us\"\n",
    );
    project.write("assets/themes/leaf.toml", &format!("name = \"Leaf\"\nextends = \"plain\"\n{theme}"));
    project
}

fn holes(theme: &str) -> usize {
    let ran = headline_alone(theme).run(&["check", "slip", "--org", "library", "--show", "empty-hole"]).expect(0);
    ran.stderr.matches("note[empty-hole]").count()
}

#[test]
fn what_stays_empty_is_told_unless_it_is_meant() {
    let words =
        "[layout.slip]\nrows = \"auto 1fr\"\nareas = \"\"\"\n  headline\n  BELOW\n\"\"\"\n[layout.slip.type]\nceiling = 1.0\n";
    assert_eq!(holes(&words.replace("BELOW", "rest")), 1);
    assert_eq!(holes(&words.replace("BELOW", ".")), 0, "a cell that is kept free is no hole");
    // A ground in one colour is as empty as paper.
    let ground = "[[layout.slip.panels]]\nbehind = [\"headline\"]\nfill = \"brand\"\n";
    let filled = format!("{}{ground}", words.replace("auto 1fr", "1fr").replace("  BELOW\n", ""));
    assert_eq!(holes(&filled), 1);
}

/// The slip as it is laid out with type that grows so far; the band of a draft over it, if asked for.
fn laid_out(ceiling: &str, draft: bool) -> String {
    let project = Project::small();
    let grows = format!("extends = \"plain\"\n[type]\nceiling = {ceiling}");
    project.edit("assets/themes/leaf.toml", "extends = \"plain\"", &grows);
    if draft {
        project.edit("handbill.toml", "[defaults]", "[defaults]\nlanguages = [\"es\"]");
        let words = "[translation]\nstatus = \"draft\"\n[text.headline]\nfull = \"Lea con nosotros\"\n";
        project.write("content/night.es.toml", &format!("language = \"es\"\ntitle = \"Noche\"\n{words}"));
    }
    project.run(&["dump", "--stage", "layout", "slip", "--org", "library"]).expect(0).stdout
}

#[test]
fn type_grows_before_a_hole_is_left() {
    assert_ne!(laid_out("1.0", false), laid_out("2.0", false), "nothing has grown");
    // The band of a draft stays as it is, and holds up nothing.
    assert_ne!(laid_out("1.0", true), laid_out("2.0", true), "nothing has grown under the band");
}

#[test]
fn a_back_that_would_be_nearly_empty_is_not_printed() {
    let project = Project::small();
    let theme = "name = \"Leaf\"\nextends = \"plain\"\n[layout.tag.front]\nareas = \"\"\"\n  headline  headline\n  contact  contact\n\"\"\"\n[layout.tag.back]\nareas = \"\"\"\n  rest\n\"\"\"\n";
    project.write("assets/themes/leaf.toml", theme);
    let words = project.text("content/night.toml");
    let (words, _code) = words.split_once("[qr.more]").expect("the code is last");
    project.write("content/night.toml", words);
    let made = |items: &str| {
        let text = project.text("content/night.toml");
        let line = text.lines().find(|line| line.starts_with("items")).expect("the list has items");
        project.write("content/night.toml", &text.replace(line, &format!("items = [{items}]")));
        let ran = project.run(&["build", "tag", "--org", "library", "--show", "one-side", "--force"]).expect(0);
        let path = project.path().join(ran.stdout.lines().find(|line| line.ends_with(".pdf")).expect("a product"));
        let pages = judge("pdfinfo").map(|pdfinfo| {
            let told = ask(pdfinfo, &[utf8(&path)]).stdout;
            told.lines().find_map(|line| line.strip_prefix("Pages:").map(|n| n.trim().to_string())).expect("pages")
        });
        (ran.stderr.contains("note[one-side]"), pages)
    };
    let (told, pages) = made("\"A cup\"");
    assert!(told);
    assert!(pages.is_none_or(|n| n == "1"));
    let account = project.run(&["show", "tag", "--account"]).expect(0).stdout;
    assert!(account.contains("  printed on one side: the back would be "), "{account}");
    assert!(project.text("out/manifest.json").contains("\"one_side\": true"));
    project.edit("handbill.toml", "[[make]]", "[[make]]\nsides = 2");
    let (told, pages) = made("\"A cup\"");
    assert!(!told);
    assert!(pages.is_none_or(|n| n == "2"));
    assert!(!project.text("out/manifest.json").contains("one_side"));
    project.edit("handbill.toml", "sides = 2", "sides = 1");
    let (told, pages) = made("\"A cup\", \"A chair\", \"A friend who reads\"");
    assert!(!told, "nobody is told what he has ordered");
    assert!(pages.is_none_or(|n| n == "1"));
    let account = project.run(&["show", "tag", "--account"]).expect(0).stdout;
    assert!(account.contains("  printed on one side: the order says so (`sides = 1`)"), "{account}");
    project.edit("handbill.toml", "sides = 1\n", "");
    let long =
        "\"Whatever you have read since the leaves fell, and whatever you would like to read before they come\", ".repeat(4);
    let (told, pages) = made(&long);
    assert!(!told);
    assert!(pages.is_none_or(|n| n == "2"));
}

#[test]
fn what_is_folded_of_two_sides_keeps_both() {
    let project = Project::small();
    project.edit("handbill.toml", "[[make]]", "[[make]]\nsides = 1");
    let make = project.text("handbill.toml");
    let line = make.lines().find(|line| line.starts_with("formats")).expect("a make has formats");
    project.edit("handbill.toml", line, "formats = [\"tri-fold-letter\"]");
    let ran = project.run(&["check", "--org", "library"]).expect(1);
    assert!(ran.stderr.contains("`sides` is 1, and `tri-fold-letter` has panels on both of its sides"), "{}", ran.stderr);
}

#[test]
fn a_hole_names_the_smaller_format() {
    let project = headline_alone(
        "[layout.flyer-letter]\nareas = \"\"\"\n  headline\n  rest\n\"\"\"\n[layout.flyer-letter.type]\nceiling = 1.0\n",
    );
    let make = project.text("handbill.toml");
    let line = make.lines().find(|line| line.starts_with("formats")).expect("a make has formats");
    project.edit("handbill.toml", line, "formats = [\"flyer-letter\"]");
    let ran = project.run(&["check", "--org", "library", "--show", "empty-hole"]).expect(0);
    assert!(ran.stderr.contains("; or make `half-letter`, which is smaller"), "{}", ran.stderr);
}

#[test]
fn what_is_too_long_is_told_in_words() {
    let project = headline_alone("[layout.slip]\nareas = \"\"\"\n  headline\n  rest\n\"\"\"\n");
    let long = format!("[text.long]\nfull = \"{}\"\n", "Whatever you have read since the leaves fell. ".repeat(400).trim());
    project.write("content/night.toml", &format!("{}{long}", project.text("content/night.toml")));
    let ran = project.run(&["check", "slip", "--org", "library"]).expect(1);
    let told = ran.stderr.split("shorten it by about ").nth(1).unwrap_or_else(|| panic!("{}", ran.stderr));
    let (over, rest) = told.split_once(" of its ").expect("of how many");
    assert!(rest.starts_with("3200 words"), "{told}");
    assert!((1..3200).contains(&over.parse::<usize>().expect("a number")));
}

#[test]
fn where_nothing_is_left_a_cell_shows_its_next_name() {
    let theme = "[art]\ndrop = \"assets/art/drop.svg\"\n[layout.slip]\nrows = \"auto 1fr\"\nareas = \"\"\"\n  headline\n  rest/art.drop\n\"\"\"\n";
    let project = headline_alone(theme);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><rect width=\"8\" height=\"8\" fill=\"#245c3a\"/></svg>";
    project.write("assets/art/drop.svg", drawing);
    let areas = |project: &Project| {
        let ran = project.run(&["dump", "--stage", "compose", "slip", "--org", "library"]).expect(0);
        ran.stdout.matches("block: \"art.drop\"").count()
    };
    assert_eq!(areas(&project), 1);
    let more = format!("{}[text.more]\nfull = \"Bring a book.\"\n", project.text("content/night.toml"));
    project.write("content/night.toml", &more);
    assert_eq!(areas(&project), 0, "words come before a drawing");
}

#[test]
fn what_is_too_wide_is_named_and_not_what_stands_over_it() {
    let project = headline_alone("[layout.slip]\nareas = \"\"\"\n  org.name\n  headline\n\"\"\"\n");
    project.edit("content/night.toml", "Read with us", &"Lampenschein".repeat(16));
    let ran = project.run(&["check", "slip", "--org", "library"]).expect(1);
    assert!(ran.stderr.contains("error[unbreakable-word]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("in `text.headline` is"), "{}", ran.stderr);
}

#[test]
fn art_takes_the_height_that_is_left_over() {
    let layout = "[layout.slip]\nrows = \"auto 1fr\"\nareas = \"\"\"\n  headline\n  rest\n\"\"\"\n";
    let theme = |own: &str| format!("leftover = \"drop\"\n[art]\ndrop = \"assets/art/drop.svg\"\n{layout}{own}");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><rect width=\"8\" height=\"8\" fill=\"#245c3a\"/></svg>";
    let found = |own: &str, words: &str| {
        let project = headline_alone(&theme(own));
        project.write("assets/art/drop.svg", drawing);
        project.write("content/night.toml", &format!("{}{words}", project.text("content/night.toml")));
        let ran = project.run(&["dump", "--stage", "layout", "slip", "--org", "library"]).expect(0);
        ran.stdout.matches("block: \"art.drop\"").count()
    };
    assert_eq!(found("", ""), 1);
    assert_eq!(found("leftover = \"none\"\n", ""), 0);
    let long = format!("[text.long]\nfull = \"{}\"\n", "Whatever you have read since the leaves fell. ".repeat(60));
    assert_eq!(found("", &long), 0, "a full face has no room for it");
}

/// The half of a postcard on which an address is written stays white.
#[test]
fn art_for_what_is_left_over_stays_out_of_what_is_kept_free() {
    let project = headline_alone(
        "leftover = \"drop\"\n[art]\ndrop = \"assets/art/drop.svg\"\n[layout.slip]\ncolumns = \"1fr 1fr\"\nrows = \"auto 1fr\"\nareas = \"\"\"\n  headline .\n  rest .\n\"\"\"\n",
    );
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><rect width=\"8\" height=\"8\" fill=\"#245c3a\"/></svg>";
    project.write("assets/art/drop.svg", drawing);
    let ran = project.run(&["dump", "--stage", "layout", "slip", "--org", "library"]).expect(0);
    let area = ran.stdout.split("block: \"art.drop\"").nth(1).unwrap_or_else(|| panic!("no drawing in {}", ran.stdout));
    let rect = area.lines().find_map(|line| line.trim().strip_prefix("rect: ")).expect("an area has a place");
    let width: f64 = rect.split_once("pt").expect("a length").0.parse().expect("a width in points");
    assert!((100.0..200.0).contains(&width), "half of 396 pt less its margins: {width}");
}
